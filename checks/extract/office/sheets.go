package office

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// readXLSX reads the sheets of a workbook in their order (SpreadsheetML), with
// values as they were last computed. Hidden sheets are left out, since nobody
// who opens the file sees them.
func readXLSX(b *builder, body []byte) error {
	p, err := open(body)
	if err != nil {
		return err
	}
	p.properties(b)
	const main = "xl/workbook.xml"
	m := p.part(main)
	if m == nil {
		return fmt.Errorf("%w: no %s", extract.ErrDamaged, main)
	}
	type sheet struct{ name, part string }
	var list []sheet
	rels, base1904 := p.relations(main), false
	for t := m.next(); t != nil; t = m.next() {
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "workbookPr":
			base1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			if state := attr(e, "state"); state == "hidden" || state == "veryHidden" {
				continue
			}
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					list = append(list, sheet{attr(e, "name"), rels[a.Value]})
				}
			}
		}
	}
	shared, dated := sharedStrings(p), dateStyles(p)
	var broken error
	for _, s := range list {
		sm := p.part(s.part)
		if sm == nil {
			continue
		}
		b.sheet(s.name)
		w := &sheetReader{builder: b, m: sm, shared: shared, dated: dated, base1904: base1904}
		w.read()
		if sm.err != nil {
			broken = sm.err
		}
	}
	b.c.Facts.Pages = 0
	return broken
}

// sheet opens a sheet under its own name as a heading.
func (b *builder) sheet(name string) {
	b.page++
	b.header = nil
	b.write(name)
	b.end(checks.BlockHeading, 2)
}

func sharedStrings(p *parts) []string {
	m := p.part("xl/sharedStrings.xml")
	if m == nil {
		return nil
	}
	var out []string
	var one strings.Builder
	phonetic := false
	for t := m.next(); t != nil && len(out) < mostShared; t = m.next() {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				one.Reset()
			case "rPh":
				phonetic = true
			case "t":
				if s := m.text("t"); !phonetic {
					one.WriteString(s)
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				out = append(out, one.String())
			case "rPh":
				phonetic = false
			}
		}
	}
	return out
}

// dateStyles tells which cell formats show dates.
func dateStyles(p *parts) []bool {
	m := p.part("xl/styles.xml")
	if m == nil {
		return nil
	}
	own := map[int]bool{}
	var out []bool
	inside := false
	for t := m.next(); t != nil; t = m.next() {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				own[number(attr(t, "numFmtId"))] = dateFormat(attr(t, "formatCode"))
			case "cellXfs":
				inside = true
			case "xf":
				if inside && len(out) < 1<<16 {
					id := number(attr(t, "numFmtId"))
					out = append(out, own[id] || builtInDate(id))
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inside = false
			}
		}
	}
	return out
}

// builtInDate tells the date formats that need no code (ECMA-376 part 1,
// 18.8.30, Thai ones included).
func builtInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58 || id >= 71 && id <= 74 || id == 77
}

// dateFormat reports whether a format code shows a day or a year.
func dateFormat(code string) bool {
	quoted, bracket := false, false
	for _, r := range strings.ToLower(code) {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case bracket:
		case r == 'd' || r == 'y' || r == 'ว' || r == 'ป':
			return true
		}
	}
	return false
}

// dateOf writes a serial day as ISO; "" where it is no day of an office's time.
func dateOf(serial float64, base1904 bool) string {
	if base1904 {
		serial += 1462
	}
	if serial < 1 || serial > 80000 || math.IsNaN(serial) {
		return ""
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(serial)).Format(time.DateOnly)
}

// sheetReader walks one sheet.
type sheetReader struct {
	*builder
	m        *markup
	shared   []string
	dated    []bool
	base1904 bool

	cells []string
	col   int
	kind  string
	style int
	value string
}

func (w *sheetReader) read() {
	for t := w.m.next(); t != nil && !w.full(); t = w.m.next() {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				w.cells, w.col = nil, 0
			case "c":
				if at := column(attr(t, "r")); at >= 0 {
					w.col = at
				}
				w.kind, w.style, w.value = attr(t, "t"), number(attr(t, "s")), ""
			case "v":
				w.value = w.m.text("v")
			case "t":
				w.value += w.m.text("t")
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "c":
				w.place()
			case "row":
				w.row(w.cells)
			}
		}
	}
}

func (w *sheetReader) place() {
	if w.col < mostCells {
		for len(w.cells) <= w.col {
			w.cells = append(w.cells, "")
		}
		w.cells[w.col] = w.show()
	}
	w.col++
}

func (w *sheetReader) show() string {
	switch w.kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(w.value)); err == nil && n >= 0 && n < len(w.shared) {
			return w.shared[n]
		}
		return ""
	case "str", "inlineStr", "e", "b":
		return w.value
	}
	f, err := strconv.ParseFloat(w.value, 64)
	if err != nil {
		return w.value
	}
	if w.style >= 0 && w.style < len(w.dated) && w.dated[w.style] {
		if d := dateOf(f, w.base1904); d != "" {
			return d
		}
	}
	return figure(f)
}

// figure writes a number as a sheet shows it, large ones with commas as sums of
// money are.
func figure(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if _, frac, ok := strings.Cut(s, "."); ok && len(frac) > 4 {
		s = strings.TrimRight(strconv.FormatFloat(f, 'f', 4, 64), "0")
		s = strings.TrimSuffix(s, ".")
	}
	if math.Abs(f) < 10_000 {
		return s
	}
	whole, frac, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	var b strings.Builder
	if f < 0 {
		b.WriteByte('-')
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if frac != "" {
		b.WriteString("." + frac)
	}
	return b.String()
}

// column reads the column of a reference such as "BC12", from 0; -1 if none.
func column(ref string) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > 1<<16 {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}
