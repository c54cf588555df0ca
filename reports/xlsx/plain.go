package xlsx

import (
	"fmt"
	"io"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Sheet is a sheet of plain texts for reading: a title over it, then a header
// row that stays in sight and can be filtered by, then rows.
type Sheet struct {
	Name    string // of the tab
	Title   string
	Columns []string
	Widths  []float64 // of the columns, in digits of the text
	Rows    [][]string
	// Turned is the first column, from 1, whose name reads upwards, for columns too
	// narrow for it; 0 is none. The first column then stays in sight.
	Turned  int
	Classes [][]string // of the rows' cells: a verdict's class, "" for a plain one; nil where all are
}

// WriteSheets writes a workbook of plain sheets in the look of the reports. The
// same sheets give the same bytes.
func WriteSheets(w io.Writer, title, program, lang string, sheets []Sheet) error {
	b := newBook(&reports.Report{Title: title, Program: program, Lang: lang, Labels: reports.LabelsOf(lang), Audit: &checks.Audit{}})
	defer b.close()
	for i := range sheets {
		b.plain(b.sheet(sheets[i].Name), &sheets[i])
	}
	if err := b.write(w); err != nil {
		return fmt.Errorf("writing the workbook %q: %w", title, err)
	}
	return nil
}

func (b *book) plain(s *sheet, from *Sheet) {
	const top = 2 // the header row
	s.columns(from.Widths...)
	s.across(1, len(from.Widths), 1, from.Title, style{bold: true, size: sizeTitle, plain: true, middle: true})
	for i, name := range from.Columns {
		st := head
		if from.Turned > 0 && i+1 >= from.Turned {
			st.turned = true
		}
		s.put(i+1, top, name, st)
	}
	if from.Turned > 0 {
		s.pinned = 1
	}
	row := top
	for n, cells := range from.Rows {
		row++
		for i, text := range cells {
			st := body
			if i == 0 {
				st = strong
			}
			if n < len(from.Classes) && i < len(from.Classes[n]) && from.Classes[n][i] != "" {
				st = centred.of(from.Classes[n][i])
			}
			s.put(i+1, row, text, st)
		}
	}
	s.page(top, row, 0)
}
