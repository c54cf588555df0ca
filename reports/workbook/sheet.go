package workbook

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// Cell is a cell as it is kept in the file.
type Cell struct {
	Text    string // of a number as the file has it
	Number  float64
	Numeric bool
	Formula bool
	Failed  bool // it holds an error such as #REF!
	Date    bool // its number is shown as a date
	Zeros   int  // digits that its number is filled up to with zeros, as the format 00000 does
}

// Empty reports whether nothing was filled in.
func (c *Cell) Empty() bool {
	return !c.Formula && !c.Failed && !c.Numeric && strings.TrimSpace(c.Text) == ""
}

// Area is a block of merged cells; columns and rows count from 1.
type Area struct{ Left, Top, Right, Bottom int }

// Rows gives every row of a sheet that holds anything, by number, with its cells by
// column from 1, until do ends it; then the merged cells, if it was not ended. A
// hidden row is a row: people who filter a list hide what they do not mean to lose.
func (w *Book) Rows(ctx context.Context, s Sheet, do func(row int, cells map[int]*Cell) (done bool)) ([]Area, error) {
	var merged []Area
	p := sheetReader{w: w, cells: map[int]*Cell{}}
	err := w.walk(ctx, s.path, func(t xml.Token) (bool, error) {
		switch e := t.(type) {
		case xml.StartElement:
			p.start(e)
			if e.Name.Local == "mergeCell" && len(merged) < mostMerged {
				if a, ok := parseArea(attr(e, "ref")); ok {
					merged = append(merged, a)
				}
			}
		case xml.EndElement:
			if p.end(e) && len(p.cells) > 0 {
				done := do(p.row, p.cells)
				p.cells = map[int]*Cell{}
				return done, nil
			}
		case xml.CharData:
			p.data(e)
		}
		return false, nil
	})
	return merged, err
}

// sheetReader follows the tokens of a sheet.
type sheetReader struct {
	w       *Book
	row     int
	col     int
	cells   map[int]*Cell
	in      *Cell // being read, nil between cells
	kind    string
	value   strings.Builder
	inValue bool
	inline  richText
	inText  bool
}

func (p *sheetReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 {
			p.row = n
		} else {
			p.row++
		}
		p.col, p.in = 0, nil
	case "c":
		p.col++
		if col, _, ok := parseCell(attr(e, "r")); ok {
			p.col = col
		}
		p.in, p.kind, p.inline = p.w.styled(attr(e, "s")), attr(e, "t"), richText{}
		p.value.Reset()
	case "f":
		if p.in != nil {
			p.in.Formula = true
		}
	case "v":
		p.inValue = p.in != nil
	case "is":
		p.inText = p.in != nil
	default:
		if p.inText {
			p.inline.take(e)
		}
	}
	if e.Name.Local == "t" && p.inText {
		p.inline.take(e)
	}
}

// end reports whether a row has ended.
func (p *sheetReader) end(e xml.EndElement) bool {
	if p.inText {
		p.inline.take(e)
	}
	switch e.Name.Local {
	case "row":
		return true
	case "v":
		p.inValue = false
	case "is":
		p.inText = false
	case "c":
		if p.in != nil && p.col <= mostColumns {
			p.w.settle(p.in, p.kind, p.value.String(), p.inline.String())
			if !p.in.Empty() {
				p.cells[p.col] = p.in
			}
		}
		p.in = nil
	}
	return false
}

func (p *sheetReader) data(text xml.CharData) {
	switch {
	case p.inText:
		p.inline.take(text)
	case p.inValue && p.value.Len() < mostCell:
		p.value.Write(text)
	}
}

// settle says what a cell holds by its type.
func (w *Book) settle(c *Cell, kind, value, inline string) {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && i >= 0 && i < len(w.shared) {
			c.Text = w.shared[i]
		}
	case "inlineStr":
		c.Text = inline
	case "str", "d":
		c.Text = unescape(value)
	case "b":
		c.Text = value
	case "e":
		c.Text, c.Failed = value, true
	default:
		if value = strings.TrimSpace(value); value == "" {
			c.Text = inline // some writers leave the type out
			return
		}
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			c.Number, c.Numeric, c.Text = n, true, value
		} else {
			c.Text = value
		}
	}
}

// parseCell reads a name such as AB12.
func parseCell(name string) (col, row int, ok bool) {
	i := 0
	for i < len(name) && (name[i] >= 'A' && name[i] <= 'Z' || name[i] == '$') {
		if name[i] != '$' {
			if col = col*26 + int(name[i]-'A') + 1; col > 1<<20 {
				return 0, 0, false
			}
		}
		i++
	}
	row, err := strconv.Atoi(strings.TrimPrefix(name[i:], "$"))
	return col, row, err == nil && col > 0 && row > 0
}

// parseArea reads a name such as A1:C2.
func parseArea(ref string) (Area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return Area{}, false
	}
	var a Area
	var ok1, ok2 bool
	a.Left, a.Top, ok1 = parseCell(from)
	a.Right, a.Bottom, ok2 = parseCell(to)
	return a, ok1 && ok2
}

// Letter names a column, from 1, as spreadsheets do.
func Letter(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}
