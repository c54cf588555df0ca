package xlsx

import (
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/reports"
)

// place is a row of a sheet.
type place struct {
	sheet string
	row   int
}

// book is a workbook being written. The first error stays and ends all that
// follows.
type book struct {
	f      *excelize.File
	r      *reports.Report
	l      *reports.Labels
	day    string // number formats of dates, and of dates with a time
	moment string
	styles map[style]int
	sheets []*sheet
	places map[string]place // of rows and groups, by their anchors
	err    error
}

func newBook(r *reports.Report) *book {
	b := &book{f: excelize.NewFile(), r: r, l: &r.Labels, styles: map[style]int{}, places: map[string]place{}}
	// Excel measures columns in digits of the workbook's own face.
	b.try(b.f.SetDefaultFont(face))
	if fonts := b.f.Styles.Fonts; fonts != nil && len(fonts.Font) > 0 && fonts.Font[0].Sz != nil {
		size := sizeText
		fonts.Font[0].Sz.Val = &size
	}
	// The code in brackets is Excel's for Thai with Thai digits and the Buddhist
	// Era: the cell stays a date that sorts.
	b.day, b.moment = "[$-D07041E]d mmmm yyyy", "[$-D07041E]d mmm yy hh:mm"
	if r.Lang == "en" {
		b.day, b.moment = "[$-409]d mmmm yyyy", "[$-409]d mmm yyyy hh:mm"
	}
	return b
}

func (b *book) close() { b.try(b.f.Close()) }

func (b *book) try(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// sheet adds a sheet.
func (b *book) sheet(name string) *sheet {
	if len(b.sheets) == 0 {
		b.try(b.f.SetSheetName("Sheet1", name))
	} else {
		_, err := b.f.NewSheet(name)
		b.try(err)
	}
	s := &sheet{book: b, name: name, need: map[int]float64{}}
	b.sheets = append(b.sheets, s)
	return s
}

func (b *book) style(s style) int {
	if id, ok := b.styles[s]; ok {
		return id
	}
	id, err := b.f.NewStyle(s.excel())
	b.try(err)
	b.styles[s] = id
	return id
}

// write finishes the workbook.
func (b *book) write(w io.Writer) error {
	for _, s := range b.sheets {
		s.finish()
	}
	b.f.SetActiveSheet(0)
	b.try(b.f.SetAppProps(&excelize.AppProperties{Application: b.r.Program, DocSecurity: 0}))
	made := b.r.Audit.EndedAt
	if made.IsZero() {
		made = b.r.Audit.SeenAt
	}
	stamp := ""
	if !made.IsZero() {
		stamp = made.UTC().Format(time.RFC3339)
	}
	b.try(b.f.SetDocProps(&excelize.DocProperties{
		Title: b.r.Title + " " + b.r.Office, Subject: b.r.Fiscal, Creator: b.r.Program, LastModifiedBy: b.r.Program,
		Created: stamp, Modified: stamp, Language: b.r.Lang,
	}))
	if b.err != nil {
		return b.err
	}
	return b.f.Write(w)
}

// list joins lines, leaving empty ones out.
func list(texts ...string) string {
	var out []string
	for _, s := range texts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

// bullets writes a list of several lines with a point before each.
func bullets(texts []string) string {
	if len(texts) < 2 {
		return list(texts...)
	}
	return "• " + strings.Join(texts, "\n• ")
}

// named writes a name and what goes with it, "" if nothing does.
func named(name string, values ...string) string {
	var out []string
	for _, v := range values {
		if v != "" {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return name + ": " + strings.Join(out, ", ")
}

func word(w reports.Word) string { return w.Mark + " " + w.Text }
