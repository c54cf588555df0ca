package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Form is a workbook that people answer in: a sheet with one row for each thing
// asked, a guide, and the lists that cells are chosen from. Only cells for
// answers can be written in; the sheet can be filtered all the same.
type Form struct {
	Name   string // of the sheet's tab
	Title  string
	Date   string // stands at the foot of each page
	Fields []Field
	Rows   [][]Entry // of the fields that are given, in their order
	Pinned int       // columns that stay in sight, and stand on every printed page
	Wide   int       // pages in breadth when printed, 0 as 1

	Guide Guide
	Lists string // name of the sheet of lists
}

// FieldKind is what the cells of a column are for.
type FieldKind int

// The kinds of fields.
const (
	Given  FieldKind = iota // said by us
	Mark                    // said by us, for machines
	Write                   // for a text
	Day                     // for a date
	Choose                  // for one of Choices
)

// Field is a column of a form.
type Field struct {
	Name    string
	Band    string // stands over neighbours that share it
	Shade   int    // of the band: 0 is ours, others tell those who answer apart
	Width   float64
	Kind    FieldKind
	Choices []string
	Hint    string // shown where the cell is entered
}

// Entry is a given cell.
type Entry struct {
	Text  string
	Link  reports.Link // where it leads, zero for nowhere
	Class string       // a verdict's class, "" for plain
	Small bool
}

// Guide is a sheet to read.
type Guide struct {
	Name  string
	Title string
	Parts []GuidePart
}

// GuidePart is a heading with paragraphs.
type GuidePart struct {
	Head string
	Text []string
}

// Rows of the form above its first answer.
const (
	formBands  = 2
	formHeader = 3
)

// sizeMark is the size in points of what only machines read.
const sizeMark = 6.0

// shades are the colours of those who answer: the band's and the cells'.
var shades = []struct{ ink, band, cell string }{{inkHead, fillHead, ""}, {inkHead, "2E6B3A", "F1F8EE"}, {inkHead, "8A4B08", "FEF6E7"}, {inkHead, "5B4A8A", "F5F2FB"}}

// WriteForm writes the workbook. The same form gives the same bytes.
func WriteForm(w io.Writer, form *Form, program string) error {
	b := newBook(&reports.Report{Title: form.Title, Office: form.Title, Date: form.Date, Program: program, Lang: "th", Labels: reports.LabelsOf("th"), Audit: &checks.Audit{}})
	defer b.close()
	work, guide, lists := b.sheet(form.Name), b.sheet(form.Guide.Name), b.sheet(form.Lists)
	ranges := b.lists(lists, form.Fields)
	b.form(work, form, ranges)
	b.formGuide(guide, &form.Guide)
	for _, s := range []*sheet{guide, lists} {
		s.try(s.f.ProtectSheet(s.name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true}))
	}
	if err := b.write(w); err != nil {
		return fmt.Errorf("writing the workbook %q: %w", form.Title, err)
	}
	return nil
}

// lists writes what cells are chosen from, a column each, and gives the ranges.
func (b *book) lists(s *sheet, fields []Field) []string {
	ranges := make([]string, len(fields))
	var chosen []int
	var widths []float64
	for i := range fields {
		if fields[i].Kind == Choose {
			chosen = append(chosen, i)
			widths = append(widths, 48)
		}
	}
	s.columns(widths...)
	longest := 1
	for n, i := range chosen {
		s.put(n+1, 1, fields[i].Name, head)
		for k, text := range fields[i].Choices {
			s.put(n+1, k+2, text, body)
		}
		longest = max(longest, len(fields[i].Choices)+1)
		ranges[i] = fmt.Sprintf("'%s'!$%s$2:$%s$%d", s.name, letter(n+1), letter(n+1), len(fields[i].Choices)+1)
	}
	s.tall = 1
	s.page(1, 0, 0)
	s.try(s.f.SetDefinedName(printArea(s, max(1, len(chosen)), longest)))
	return ranges
}

func (b *book) form(s *sheet, form *Form, ranges []string) {
	var widths []float64
	for i := range form.Fields {
		widths = append(widths, form.Fields[i].Width)
	}
	s.columns(widths...)
	s.put(2, 1, "", note)
	b.formHead(s, form)
	given := b.givenColumns(form.Fields)
	row := formHeader
	for _, entries := range form.Rows {
		row++
		for i := range min(len(entries), len(given)) {
			b.entry(s, given[i], row, &form.Fields[given[i]-1], &entries[i])
		}
	}
	if row > formHeader {
		b.answerCells(s, form.Fields, ranges, row)
	}
	b.formPage(s, form, max(row, formHeader+1))
}

func (b *book) givenColumns(fields []Field) []int {
	var out []int
	for i := range fields {
		if fields[i].Kind == Given || fields[i].Kind == Mark {
			out = append(out, i+1)
		}
	}
	return out
}

func (b *book) formHead(s *sheet, form *Form) {
	from := 1
	for i := range form.Fields {
		f := &form.Fields[i]
		st := head
		st.ink, st.fill = shades[f.Shade].ink, shades[f.Shade].band
		if f.Kind == Mark { // its name is for machines as its cells are, and takes no room
			st.shrink, st.size = true, sizeMark
			s.text(i+1, formHeader, f.Name)
			s.look(i+1, formHeader, st)
		} else {
			s.put(i+1, formHeader, f.Name, st)
		}
		if i+1 == len(form.Fields) || form.Fields[i+1].Band != f.Band {
			s.across(from, i+1, formBands, f.Band, st)
			from = i + 2
		}
	}
	title := style{plain: true, bold: true, size: sizeBand, middle: true}
	s.across(2, max(2, form.Pinned), 1, form.Title, title)
}

func (b *book) entry(s *sheet, col, row int, f *Field, e *Entry) {
	st := body
	switch {
	case f.Kind == Mark:
		s.text(col, row, e.Text)
		s.look(col, row, style{size: sizeMark, ink: inkFaint, shrink: true})
		return
	case e.Class != "":
		st = style{bold: true}.of(e.Class)
	case e.Small:
		st.size = sizeSmall
	}
	if e.Link.Href != "" {
		s.address(col, row, e.Text, e.Link, st)
		return
	}
	s.put(col, row, e.Text, st)
}

// answerCells opens the cells for answers, with the lists and hints that go with
// them.
func (b *book) answerCells(s *sheet, fields []Field, ranges []string, last int) {
	for i := range fields {
		f := &fields[i]
		if f.Kind == Given || f.Kind == Mark {
			continue
		}
		st := style{fill: shades[f.Shade].cell}
		if f.Kind == Day {
			st.number = b.day
		}
		look := st.excel()
		look.Protection = &excelize.Protection{Locked: false}
		id, err := b.f.NewStyle(look)
		s.try(err)
		from, to := cellName(i+1, formHeader+1), cellName(i+1, last)
		s.try(s.f.SetCellStyle(s.name, from, to, id))
		v := excelize.NewDataValidation(true)
		v.SetSqref(from + ":" + to)
		if f.Kind == Choose {
			v.SetSqrefDropList(ranges[i])
			v.SetError(excelize.DataValidationErrorStyleStop, f.Name, "เลือกจากรายการเท่านั้น")
		}
		if f.Hint != "" {
			v.SetInput(f.Name, f.Hint)
		}
		if f.Kind == Choose || f.Hint != "" {
			s.try(s.f.AddDataValidation(s.name, v))
		}
	}
}

// formPage freezes, filters, protects and prints the sheet, on each page with the
// pinned columns again. Where a page is full the programs break it themselves: they
// heed no breaks of ours where the breadth is fitted.
func (b *book) formPage(s *sheet, form *Form, last int) {
	cols := len(form.Fields)
	s.try(s.f.AutoFilter(s.name, fmt.Sprintf("A%d:%s%d", formHeader, letter(cols), last), nil))
	fit, size, wide, high := true, 9, max(1, form.Wide), 0
	orientation, order := "landscape", "overThenDown"
	s.try(s.f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	s.try(s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high, PageOrder: &order}))
	side, top, bottom, foot := 0.3, 0.4, 0.55, 0.25
	s.try(s.f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot}))
	s.try(s.f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: s.footer()}))
	s.try(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.name,
		RefersTo: fmt.Sprintf("'%s'!$B:$%s,'%s'!$%d:$%d", s.name, letter(max(2, form.Pinned)), s.name, formBands, formHeader)}))
	s.try(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: fmt.Sprintf("'%s'!$B$1:$%s$%d", s.name, letter(cols), last)}))
	corner := cellName(form.Pinned+1, formHeader+1)
	s.try(s.f.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: form.Pinned, YSplit: formHeader, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}}}))
	grid := false
	s.try(s.f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &grid}))
	s.try(s.f.ProtectSheet(s.name, &excelize.SheetProtectionOptions{AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true}))
}

func (b *book) formGuide(s *sheet, g *Guide) {
	s.columns(4, 112)
	s.across(1, 2, 1, g.Title, style{plain: true, bold: true, size: sizeTitle, middle: true})
	row := 1
	for _, p := range g.Parts {
		row++
		s.across(1, 2, row, p.Head, band)
		for i, text := range p.Text {
			row++
			s.number(1, row, i+1, centred)
			s.put(2, row, text, body)
		}
	}
	s.page(0, 0, 0)
	s.try(s.f.SetDefinedName(printArea(s, 2, row)))
}
