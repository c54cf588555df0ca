package html

import "github.com/truatweb/truatweb/reports"

// table is the summary of one standard, in the columns of the founding table.
type table struct {
	reports.Section
	Lines []line
}

// line is one row. A cell that stands in the row above as well is merged with
// it, as in the founding table, and nil here.
type line struct {
	reports.Group
	Procedure, Responsible, Reviewer *cell
	Results                          []result
	Leaf                             []reports.Row // the row's leaves
}

// cell is a merged cell over Span rows.
type cell struct {
	Text string
	Span int
	Note string // which rows it is for, "" where only its own
}

// headed is a cell with the head of its column, which a narrow screen shows in
// the cell.
type headed struct {
	*cell
	Label string
}

func label(c *cell, head string) headed { return headed{c, head} }

// result is one verdict of a row, with the requirements that it concerns where
// somebody has to do something.
type result struct {
	reports.Count
	Items []reports.Item
}

func newTable(s reports.Section, note string) table {
	t := table{Section: s}
	for _, g := range s.Groups {
		l := line{Group: g}
		for _, c := range g.Tally {
			r := result{Count: c}
			for _, it := range g.Lacking {
				if it.Word.Code == c.Code {
					r.Items = append(r.Items, it)
				}
			}
			l.Results = append(l.Results, r)
		}
		for _, r := range g.Rows {
			if !r.Parent {
				l.Leaf = append(l.Leaf, r)
			}
		}
		t.Lines = append(t.Lines, l)
	}
	t.merge(note, func(g *reports.Group) string { return g.Procedure }, func(l *line) **cell { return &l.Procedure })
	t.merge(note, func(g *reports.Group) string { return g.Responsible }, func(l *line) **cell { return &l.Responsible })
	t.merge(note, func(g *reports.Group) string { return g.Reviewer }, func(l *line) **cell { return &l.Reviewer })
	return t
}

// merge makes one column's cells, each over all the rows that say the same.
func (t *table) merge(note string, text func(*reports.Group) string, at func(*line) **cell) {
	for i := 0; i < len(t.Lines); {
		first := &t.Lines[i]
		end := i + 1
		for end < len(t.Lines) && reports.SameUnit(text(&first.Group), text(&t.Lines[end].Group)) {
			end++
		}
		c := &cell{Text: text(&first.Group), Span: end - i}
		if c.Span > 1 && c.Text != "" {
			c.Note = fill(note, first.ID+"–"+t.Lines[end-1].ID)
		}
		*at(first) = c
		i = end
	}
}
