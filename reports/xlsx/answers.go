package xlsx

import (
	"fmt"

	"github.com/truatweb/truatweb/reports"
)

// decision writes a decision with how it stands.
func (b *book) decision(d *reports.Ruling) string {
	if d == nil {
		return ""
	}
	until := named(b.l.Until, d.Until)
	if d.Lapsed {
		until = fmt.Sprintf("%s (%s)", until, b.l.Lapsed)
	}
	state := ""
	if d.State != "" && !d.Lapsed {
		state = "⚠ " + d.State
	}
	return list(word(d.Word), state, d.Reason, d.Note, named(b.l.Approver, d.Approver), named(b.l.Scope, d.Scope), named(b.l.DecidedBy, d.By, d.Unit, d.At), until)
}

// reply writes what the responsible unit replied, and what was seen there.
func (b *book) reply(p *reports.Pointer) string {
	if p == nil {
		return ""
	}
	return list(named(b.l.Replied, p.Link.Text), p.Shows, p.Note, named(b.l.RepliedBy, p.By, p.Unit, p.At))
}

// answersSheet adds the sheet of the decisions that are to be known by themselves;
// nil where there are none.
func (b *book) answersSheet() *sheet {
	if len(b.r.Answers.Lists) == 0 {
		return nil
	}
	return b.sheet(b.l.SheetAnswers)
}

// answers writes waivers, and decisions that ask again, lapsed or are used no more.
func (b *book) answers(s *sheet) {
	l := b.l
	_, item := numbered(b.r.Sections...)
	s.columns(12, item, 30, 15, 16, 30, 30, 34, 15, 15)
	s.header(1, l.FormStandard, l.FormNo, l.Required, l.VerdictNow, l.Decision, l.State, l.Reason, l.DecidedBy, l.Approver, l.Until)
	row := 1
	for _, of := range b.r.Answers.Lists {
		row++
		s.across(1, len(s.widths), row, fmt.Sprintf("%s (%s)", of.Title, reports.Number(len(of.Items))), band)
		for _, it := range of.Items {
			row++
			d := it.Ruling
			s.put(1, row, it.Standard, style{size: sizeSmall})
			s.jump(2, row, it.ID, b.places[it.Anchor].sheet, b.places[it.Anchor].row, strong)
			s.put(3, row, it.Title, body)
			now := ""
			if it.Anchor != "" {
				now = word(it.Word)
			}
			s.put(4, row, now, style{bold: true}.of(it.Word.Class))
			s.put(5, row, word(d.Word), style{bold: true}.of(d.Word.Class))
			s.put(6, row, list(d.State, of.Note), style{size: sizeSmall})
			s.put(7, row, list(d.Reason, d.Note), body)
			s.put(8, row, list(d.By, d.Unit, d.At), style{size: sizeSmall})
			s.put(9, row, list(d.Approver, d.Scope), style{size: sizeSmall})
			s.put(10, row, d.Until, body)
		}
	}
	s.page(1, 0, 0)
	s.try(s.f.SetDefinedName(printArea(s, len(s.widths), row)))
}
