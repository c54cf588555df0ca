package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/reports"
)

// maxOnePage is up to how many standards the guide prints on one page.
const maxOnePage = 3

func printArea(s *sheet, cols, rows int) *excelize.DefinedName {
	return &excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", s.name, letter(cols), rows)}
}

// guide writes the legend of the verdicts with their numbers, how to read the
// report, and which standards were used in which edition.
func (b *book) guide(s *sheet) {
	l, r := b.l, b.r
	s.columns(26, 104, 10)
	const end = 3
	s.across(1, end, 1, l.SheetGuide+" · "+r.Office, style{bold: true, size: sizeBand, ink: inkHead, fill: fillHead, middle: true})
	row := 2
	single := len(r.Sections) == 1 // what several standards say is never added up
	count := l.Count
	if !single {
		count = ""
	}
	s.header(row, l.Verdict, l.Meaning, count)
	for _, c := range r.Tally {
		row++
		s.put(1, row, word(c.Word), style{bold: true}.of(c.Class))
		s.put(2, row, c.Meaning, body)
		if single {
			s.number(3, row, c.N, centred)
		} else {
			s.put(3, row, "", centred)
		}
	}
	block := func(title string, texts ...string) {
		row += 2
		s.across(1, end, row, title, band)
		for _, text := range texts {
			row++
			s.across(1, end, row, "• "+text, body)
		}
	}
	block(l.HowTo, r.Method...)
	if len(r.Sections) > 0 {
		block(l.Score, r.Sections[0].Formula)
	}
	block(l.Sheets, l.NoteForm, strings.Replace(l.NoteScreen, "%s", letter(firstOnScreen), 1), l.NoteFilters, l.NoteDecision)
	block(l.Standards)
	for i := range r.Sections {
		sec := &r.Sections[i]
		row++
		s.put(1, row, sec.ID, strong)
		s.put(2, row, list(sec.Title, b.standing(sec), named(l.Digest, sec.Digest)), body)
		s.number(3, row, sec.Leaves, centred)
	}
	row += 2
	s.across(1, end, row, l.MadeBy+" "+r.Program, faint)
	if len(r.Sections) <= maxOnePage {
		s.tall = 1
	}
	s.page(1, 0, 0)
	s.try(s.f.SetDefinedName(printArea(s, end, row)))
}

func (b *book) standing(sec *reports.Section) string {
	var out []string
	for _, x := range []string{named(b.l.Edition, sec.Edition), named(b.l.Force, sec.Force), named(b.l.Status, sec.Status)} {
		if x != "" {
			out = append(out, x)
		}
	}
	return strings.Join(out, " · ")
}
