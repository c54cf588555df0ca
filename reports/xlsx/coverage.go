package xlsx

import (
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/reports"
)

// Bounds of the list of what could not be seen. Of addresses left alone on
// purpose a few tell all.
const (
	maxGapRows  = 2000
	maxSampled  = 20
	coverageEnd = 4 // columns of the coverage sheet
)

// coverage writes what was seen, how much was not and why, and the load.
func (b *book) coverage(s *sheet) {
	l, r := b.l, b.r
	c := &r.Coverage
	s.columns(46, 50, 14, 30)
	s.across(1, coverageEnd, 1, l.CoverageOf+" · "+r.Office, style{bold: true, size: sizeBand, ink: inkHead, fill: fillHead, middle: true})
	row := 1
	if r.Caution != "" {
		row++
		s.across(1, coverageEnd, row, "⚠ "+r.Caution, warning)
	}
	for _, f := range c.Facts {
		row++
		s.put(1, row, f.Name, strong)
		if f.Value == r.Home.Text {
			s.address(2, row, f.Value, r.Home, body)
			continue
		}
		s.put(2, row, f.Value, body)
	}
	block := func(title string, names ...string) {
		row += 2
		s.across(1, coverageEnd, row, title, band)
		if len(names) > 0 {
			row++
			s.header(row, names...)
		}
	}
	if len(c.Limits) > 0 {
		block(l.Limits)
		for _, text := range c.Limits {
			row++
			s.across(1, coverageEnd, row, "• "+text, body)
		}
	}
	block(l.Gaps, l.Reason, l.Detail, l.Count)
	for i := range c.Gaps {
		g := &c.Gaps[i]
		row++
		s.put(1, row, g.Reason, body)
		detail := g.Code
		if g.Sampled {
			detail = l.Sampled
		}
		s.put(2, row, detail, body)
		s.number(3, row, g.N, centred)
	}
	if len(c.Gaps) == 0 {
		row++
		s.across(1, coverageEnd, row, l.GapsNone, body)
	}
	if len(c.Load) > 0 {
		block(l.Load, l.Host, l.Requests, l.Bytes, l.Busiest)
		for _, x := range c.Load {
			row++
			s.put(1, row, x.Host, body)
			s.put(2, row, x.Requests, style{across: "right"})
			s.put(3, row, x.Bytes, style{across: "right"})
			s.put(4, row, x.Busiest, style{across: "right"})
		}
		for _, text := range c.LoadNotes {
			row++
			s.across(1, coverageEnd, row, "• "+text, body)
		}
	}
	row = b.notices(s, row)
	s.page(1, 0, 0)
	s.try(s.f.SetDefinedName(printArea(s, coverageEnd, row)))
}

// notices writes what a person should know at once.
func (b *book) notices(s *sheet, row int) int {
	l := b.l
	if len(b.r.Warnings) == 0 {
		return row
	}
	row += 2
	s.across(1, coverageEnd, row, l.Notices, band)
	row++
	s.header(row, l.Name, l.URL, l.Count, l.Detail)
	for i := range b.r.Warnings {
		w := &b.r.Warnings[i]
		row++
		s.put(1, row, list(w.Kind, w.Meant), body)
		s.address(2, row, w.Link.Text, w.Link, body)
		if w.Count > 0 {
			s.number(3, row, w.Count, centred)
		} else {
			s.put(3, row, "", body)
		}
		s.put(4, row, w.Detail, body)
	}
	return row
}

// gaps writes the addresses that could not be seen.
func (b *book) gaps(s *sheet) {
	l := b.l
	s.columns(40, 48, 34, 20, 14, 19)
	s.header(1, l.Reason, l.URL, l.From, l.LinkLabel, l.Detail, l.Time)
	row := 1
	var left []string
	for i := range b.r.Coverage.Gaps {
		g := &b.r.Coverage.Gaps[i]
		most := maxGapRows
		if g.Sampled {
			most = maxSampled
		}
		for j := range g.Gaps {
			if j == most {
				left = append(left, g.Reason+" "+strings.Replace(l.Left, "%s", strconv.Itoa(len(g.Gaps)-j), 1))
				break
			}
			row++
			b.gap(s, row, g, &g.Gaps[j])
		}
	}
	s.page(1, row, 0)
	if row == 1 {
		row++
		s.across(1, len(s.widths), row, l.GapsNone, note)
	}
	for _, text := range left {
		row++
		s.across(1, len(s.widths), row, text, note)
	}
}

func (b *book) gap(s *sheet, row int, g *reports.GapGroup, x *reports.GapLine) {
	s.put(1, row, g.Reason, body)
	s.address(2, row, x.Link.Text, x.Link, body)
	s.address(3, row, x.From.Text, x.From, body)
	s.put(4, row, x.Label, body)
	s.put(5, row, x.Detail, body)
	s.date(6, row, x.Moment, s.moment, body)
}
