package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Paper is a sheet that people go on filling: titles, a table, and places to sign.
type Paper struct {
	Name    string // of the tab
	Office  string // stands below each page, with Date
	Date    string
	Titles  []string // over it; the first is the largest
	Columns []string
	Widths  []float64 // in digits of the text
	Rows    []PaperRow
	// Pick is the column, from 0, whose cells a person picks from Choices.
	Pick    int
	Choices []string
	Small   int      // the first column, from 0, of smaller letters; 0 is none
	Sign    []string // who signs below
}

// PaperRow is a row of a paper.
type PaperRow struct {
	Cells  []string
	Link   reports.Link // of the column LinkAt
	LinkAt int
	Parent bool
	Class  string // of the verdict, which colours the column of Pick
}

// WritePaper writes a workbook of one such sheet. The same sheet gives the same bytes.
func WritePaper(w io.Writer, program, lang string, f *Paper) error {
	title := ""
	if len(f.Titles) > 0 {
		title = f.Titles[0]
	}
	b := newBook(&reports.Report{Title: title, Office: f.Office, Date: f.Date, Program: program, Lang: lang, Labels: reports.LabelsOf(lang), Audit: &checks.Audit{}})
	defer b.close()
	b.paper(b.sheet(f.Name), f)
	if err := b.write(w); err != nil {
		return fmt.Errorf("writing the sheet %q: %w", title, err)
	}
	return nil
}

func (b *book) paper(s *sheet, f *Paper) {
	s.columns(f.Widths...)
	row := 0
	for i, t := range f.Titles {
		row++
		st := note
		if i == 0 {
			st = style{bold: true, size: sizeTitle, plain: true, middle: true}
		}
		s.across(1, len(f.Widths), row, t, st)
	}
	row++
	header := row
	s.header(row, f.Columns...)
	for i := range f.Rows {
		row++
		r := &f.Rows[i]
		for j, text := range r.Cells {
			st := body
			if r.Parent {
				st.bold, st.fill = true, fillGroup
			}
			if j >= f.Small && f.Small > 0 {
				st.size = sizeSmall
			}
			switch {
			case j == f.Pick:
				st = style{bold: true, across: "center"}.of(r.Class)
				s.put(j+1, row, text, st)
			case j == r.LinkAt && r.Link.Text != "":
				s.address(j+1, row, text, r.Link, st)
			default:
				s.put(j+1, row, text, st)
			}
		}
	}
	if len(f.Choices) > 0 && row > header {
		b.pick(s, f, header+1, row)
	}
	s.page(header, row, 0)
	b.sign(s, f, row+2)
}

// pick lets people choose from a list, and write what is not on it: what the
// program wrote there is not.
func (b *book) pick(s *sheet, f *Paper, first, last int) {
	d := excelize.NewDataValidation(true)
	d.SetSqref(fmt.Sprintf("%s:%s", cellName(f.Pick+1, first), cellName(f.Pick+1, last)))
	b.try(d.SetDropList(f.Choices))
	d.ShowErrorMessage = false
	b.try(b.f.AddDataValidation(s.name, d))
}

// sign leaves places to sign, each over some columns.
func (b *book) sign(s *sheet, f *Paper, row int) {
	if len(f.Sign) == 0 {
		return
	}
	// Wide columns and narrow ones stand side by side: each place takes those that
	// come nearest to its share of the width.
	total := 0.0
	for _, w := range f.Widths {
		total += w
	}
	from, passed := 1, 0.0
	for i, who := range f.Sign {
		to := from
		for passed += f.Widths[from-1]; to < len(f.Widths)-(len(f.Sign)-1-i) && passed+f.Widths[to]/2 < total*float64(i+1)/float64(len(f.Sign)); to++ {
			passed += f.Widths[to]
		}
		if i == len(f.Sign)-1 {
			to = len(f.Widths)
		}
		s.across(from, to, row, b.l.Sign+" ................................................", style{plain: true, across: "center"})
		s.across(from, to, row+1, "(................................................)", style{plain: true, across: "center"})
		s.across(from, to, row+2, who+"  "+b.l.SignDay+" ......../......../........", style{plain: true, across: "center"})
		if from = to + 1; from > len(f.Widths) {
			return
		}
	}
}
