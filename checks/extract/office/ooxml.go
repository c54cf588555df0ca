package office

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// readDOCX reads a Word document (ECMA-376 WordprocessingML).
func readDOCX(b *builder, body []byte) error {
	p, err := open(body)
	if err != nil {
		return err
	}
	p.properties(b)
	const main = "word/document.xml"
	m := p.part(main)
	if m == nil {
		return fmt.Errorf("%w: no %s", extract.ErrDamaged, main)
	}
	w := &word{builder: b, m: m, rels: p.relations(main), outline: styles(p)}
	w.read()
	return m.err
}

// styles gives the outline level (from 1) of each style that is a heading.
func styles(p *parts) map[string]int {
	out := map[string]int{}
	m := p.part("word/styles.xml")
	if m == nil {
		return out
	}
	id := ""
	for t := m.next(); t != nil; t = m.next() {
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "style":
			id = attr(e, "styleId")
		case "name":
			name := strings.ToLower(attr(e, "val"))
			if rest, ok := strings.CutPrefix(name, "heading "); ok {
				out[id] = min(max(number(rest), 1), 6)
			} else if name == "title" {
				out[id] = 1
			}
		case "outlineLvl":
			if n := number(attr(e, "val")); n < 6 && id != "" {
				out[id] = n + 1
			}
		}
	}
	return out
}

// word walks the body of a document.
type word struct {
	*builder
	m       *markup
	rels    map[string]string
	outline map[string]int

	kind   checks.BlockKind
	level  int
	tables []*grid
	target string // of the hyperlink being read
	anchor strings.Builder
	field  string // instruction of the field being read
}

// grid is a table being read; an inner table becomes text of the outer cell.
type grid struct {
	cells []string
	cell  strings.Builder
	head  []string
}

func (w *word) read() {
	for t := w.m.next(); t != nil && !w.full(); t = w.m.next() {
		switch t := t.(type) {
		case xml.StartElement:
			w.start(t)
		case xml.EndElement:
			w.stop(t.Name.Local)
		}
	}
}

func (w *word) start(e xml.StartElement) {
	switch e.Name.Local {
	case "p":
		w.kind, w.level = checks.BlockText, 0
	case "pStyle":
		if n := w.outline[attr(e, "val")]; n > 0 {
			w.kind, w.level = checks.BlockHeading, n
		}
	case "outlineLvl":
		if n := number(attr(e, "val")); n < 6 {
			w.kind, w.level = checks.BlockHeading, n+1
		}
	case "numPr":
		if w.kind == checks.BlockText {
			w.kind = checks.BlockItem
		}
	case "t", "delText":
		s := w.m.text(e.Name.Local)
		if e.Name.Local == "t" {
			w.put(s)
		}
	case "instrText":
		w.field += w.m.text("instrText")
	case "tab", "br", "cr":
		w.put(" ")
	case "lastRenderedPageBreak":
		w.page++
	case "hyperlink":
		w.target = w.rels[attr(e, "id")]
		w.anchor.Reset()
	case "tbl":
		w.tables = append(w.tables, &grid{head: w.header})
		if len(w.tables) == 1 {
			w.header = nil
		}
	case "tr":
		if g := w.table(); g != nil && len(w.tables) == 1 {
			g.cells = nil
		}
	case "tc":
		if g := w.table(); g != nil && len(w.tables) == 1 {
			g.cell.Reset()
		}
	}
}

func (w *word) table() *grid {
	if len(w.tables) == 0 {
		return nil
	}
	return w.tables[0]
}

func (w *word) put(s string) {
	if w.target != "" {
		w.anchor.WriteString(s)
	}
	if g := w.table(); g != nil {
		if g.cell.Len() < 4*mostText {
			g.cell.WriteString(s)
		}
		return
	}
	w.write(s)
}

func (w *word) stop(name string) {
	switch name {
	case "p":
		if target := fieldTarget(w.field); target != "" {
			w.link(target, w.text.String())
		}
		w.field = ""
		if w.table() != nil {
			w.put(" ")
			return
		}
		w.end(w.kind, int8(w.level))
	case "hyperlink":
		w.link(w.target, w.anchor.String())
		w.target = ""
	case "tc":
		if g := w.table(); g != nil && len(w.tables) == 1 {
			g.cells = append(g.cells, g.cell.String())
			g.cell.Reset()
		}
	case "tr":
		if g := w.table(); g != nil && len(w.tables) == 1 {
			w.row(g.cells)
			g.cells = nil
		}
	case "tbl":
		if n := len(w.tables); n > 0 {
			w.header = w.tables[n-1].head
			w.tables = w.tables[:n-1]
		}
	}
}

// fieldTarget gives the address in a HYPERLINK field's instruction.
func fieldTarget(instruction string) string {
	_, rest, ok := strings.Cut(instruction, "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if quoted, ok := strings.CutPrefix(rest, `"`); ok {
		target, _, _ := strings.Cut(quoted, `"`)
		return target
	}
	target, _, _ := strings.Cut(rest, " ")
	return target
}

// readPPTX reads slides in their order (PresentationML).
func readPPTX(b *builder, body []byte) error {
	p, err := open(body)
	if err != nil {
		return err
	}
	p.properties(b)
	slides := ordered(p, "ppt/presentation.xml", "sldId")
	if len(slides) == 0 {
		slides = numbered(p, "ppt/slides/slide")
	}
	var broken error
	for _, name := range slides {
		m := p.part(name)
		if m == nil {
			continue
		}
		b.page++
		s := &slide{word: word{builder: b, m: m, rels: p.relations(name)}}
		s.read()
		if m.err != nil {
			broken = m.err
		}
	}
	b.c.Facts.Pages = b.page
	return broken
}

// slide walks one slide: the title is a heading, other paragraphs are text.
type slide struct {
	word
	title bool
}

func (s *slide) read() {
	for t := s.m.next(); t != nil && !s.full(); t = s.m.next() {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "sp":
				s.title = false
			case "ph":
				kind := attr(t, "type")
				s.title = kind == "title" || kind == "ctrTitle"
			case "hlinkClick":
				s.target = s.rels[attr(t, "id")]
				s.anchor.Reset()
			case "pStyle", "outlineLvl", "numPr":
			default:
				s.start(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "r":
				if s.target != "" {
					s.link(s.target, s.anchor.String())
					s.target = ""
				}
			case "p":
				if s.table() == nil && s.title {
					s.end(checks.BlockHeading, 2)
					continue
				}
				s.stop("p")
			default:
				s.stop(t.Name.Local)
			}
		}
	}
}

// ordered lists parts in the order in which a part's elements refer to them.
func ordered(p *parts, of, element string) []string {
	m := p.part(of)
	if m == nil {
		return nil
	}
	rels := p.relations(of)
	var out []string
	for t := m.next(); t != nil; t = m.next() {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != element {
			continue
		}
		for _, a := range e.Attr {
			if a.Name.Local == "id" && a.Name.Space != "" && rels[a.Value] != "" {
				out = append(out, rels[a.Value])
			}
		}
	}
	return out
}

// numbered lists parts "prefix1.xml", "prefix2.xml" … by their number.
func numbered(p *parts, prefix string) []string {
	var out []string
	of := func(name string) int {
		n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, prefix), ".xml"))
		return n
	}
	for name := range p.by {
		if strings.HasPrefix(name, prefix) && of(name) > 0 {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return of(a) - of(b) })
	return out
}
