package offices

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/workbook"
)

// mendList says which file is a list.
const mendList = "ใช้สมุดงาน .xlsx หรือแฟ้ม .csv ที่มีหน่วยงานละหนึ่งแถว"

// widest is how many columns of a sheet are looked at.
const widest = 100

// ReadBook reads the tables of a workbook. Numbers are read as they are shown:
// 123 under the format 00000 is 00123, and otherwise 123. A file that cannot be
// read is a [*reports.Refused].
func ReadBook(ctx context.Context, r io.ReaderAt, size int64) ([]Table, error) {
	book, err := workbook.Open(ctx, r, size, mendList)
	if err != nil {
		return nil, err
	}
	var out []Table
	for _, s := range book.Sheets {
		t := Table{Sheet: reports.Clean(s.Name)}
		_, err := book.Rows(ctx, s, func(row int, cells map[int]*workbook.Cell) bool {
			one := Row{Number: row}
			for col := range widest {
				c := cells[col+1]
				if c == nil {
					continue
				}
				for len(one.Cells) < col {
					one.Cells = append(one.Cells, "")
				}
				one.Cells = append(one.Cells, shown(c))
				if c.Date || c.Failed {
					if one.odd == nil {
						one.odd = map[int]oddity{}
					}
					one.odd[col] = oddity{date: c.Date && c.Numeric, failed: c.Failed}
				}
			}
			t.Rows = append(t.Rows, one)
			return len(t.Rows) > mostOffices+mostAbove+1 // Read says that there are too many
		})
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// mostWhole is the largest whole number of which a spreadsheet keeps each digit.
const mostWhole = 1e15

// shown is what a person sees in a cell, but for dates.
func shown(c *workbook.Cell) string {
	if !c.Numeric || c.Number != float64(int64(c.Number)) || c.Number < 0 || c.Number > mostWhole {
		return c.Text
	}
	s := strconv.FormatInt(int64(c.Number), 10)
	return strings.Repeat("0", max(c.Zeros-len(s), 0)) + s
}
