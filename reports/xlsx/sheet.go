package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/reports"
)

// maxLinks bounds the links of one sheet. Excel takes 65,530; the library's
// time grows with their square, and nobody presses this many.
const maxLinks = 5000

// maxAddress is the longest address that Excel takes as a link, in characters;
// with a longer one it calls the whole file damaged.
const maxAddress = 2079

// sheet is a sheet being written. Columns and rows count from 1.
type sheet struct {
	*book
	name   string
	widths []float64
	need   map[int]float64 // height of each row, points
	runs   []run
	links  int
	tall   int // pages high when printed, 0 as many as it takes
	pinned int // columns that stay in sight
}

// run is a block of merged rows in one column, whose text may need more height
// than its rows have.
type run struct {
	from, to int
	points   float64
}

func cellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "" // the caller's write then fails and says so
	}
	return name
}

func letter(col int) string { return strings.TrimRight(cellName(col, 1), "1") }

// columns sets the widths, in digits of the text.
func (s *sheet) columns(widths ...float64) {
	s.widths = widths
	for i, w := range widths {
		s.try(s.f.SetColWidth(s.name, letter(i+1), letter(i+1), w))
	}
}

// look sets a cell's style.
func (s *sheet) look(col, row int, st style) {
	s.try(s.f.SetCellStyle(s.name, cellName(col, row), cellName(col, row), s.style(st)))
}

// want raises a row to the height that a text needs.
func (s *sheet) want(row int, text string, width float64, st style) {
	s.need[row] = max(s.need[row], st.height(text, width))
}

// text sets a cell's text, cut to what a cell can hold, and gives it back.
func (s *sheet) text(col, row int, text string) string {
	text = fit(literal(text), s.l.Cut)
	if text != "" {
		s.try(s.f.SetCellStr(s.name, cellName(col, row), text))
	}
	return text
}

// put writes a text. It is always a text cell, whatever it begins with.
func (s *sheet) put(col, row int, text string, st style) {
	text = s.text(col, row, text)
	s.look(col, row, st)
	s.want(row, text, s.widths[col-1], st)
}

// number writes a number.
func (s *sheet) number(col, row int, n int, st style) {
	st.number = "#,##0"
	s.try(s.f.SetCellInt(s.name, cellName(col, row), int64(n)))
	s.look(col, row, st)
	s.want(row, "0", s.widths[col-1], st)
}

// year writes a fiscal year as a number, or what stands in its place as text.
func (s *sheet) year(col, row int, text string, st style) {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.put(col, row, text, st)
		return
	}
	st.number = "0"
	s.try(s.f.SetCellInt(s.name, cellName(col, row), int64(n)))
	s.look(col, row, st)
}

// date writes a real date that shows as the language writes it; format is the
// book's day or moment.
func (s *sheet) date(col, row int, at time.Time, format string, st style) {
	if at.IsZero() || at.Year() < 1901 || at.Year() > 9999 {
		s.put(col, row, "", st)
		return
	}
	// Excel counts days from 30 December 1899 by the clock on the wall.
	wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
	days := wall.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Seconds() / (24 * 60 * 60)
	st.number, st.shrink = format, true
	if format == s.day {
		s.try(s.f.SetCellInt(s.name, cellName(col, row), int64(days)))
	} else {
		s.try(s.f.SetCellFloat(s.name, cellName(col, row), days, 6, 64))
	}
	s.look(col, row, st)
	s.want(row, "", s.widths[col-1], st)
}

// address writes a text that leads to an address of the site. Where it cannot
// be a link the whole address stands as text.
func (s *sheet) address(col, row int, text string, to reports.Link, st style) {
	if to.Href == "" || s.links >= maxLinks || len(to.Href) > maxAddress || !strings.HasPrefix(to.Href, "http://") && !strings.HasPrefix(to.Href, "https://") {
		if to.Href != "" && text == to.Text {
			text = to.Href
		}
		s.put(col, row, text, st)
		return
	}
	s.links++
	st.link = true
	s.put(col, row, text, st)
	s.try(s.f.SetCellHyperLink(s.name, cellName(col, row), to.Href, "External"))
}

// jump makes a cell lead to another cell of the workbook.
func (s *sheet) jump(col, row int, text, sheet string, toRow int, st style) {
	if toRow > 0 && s.links < maxLinks {
		s.links++
		st.link = true
		s.try(s.f.SetCellHyperLink(s.name, cellName(col, row), fmt.Sprintf("'%s'!A%d", sheet, toRow), "Location"))
	}
	s.put(col, row, text, st)
}

// across writes a text over several columns of one row.
func (s *sheet) across(from, to, row int, text string, st style) {
	width := 0.0
	for c := from; c <= to; c++ {
		s.look(c, row, st)
		width += s.widths[c-1]
	}
	text = s.text(from, row, text)
	if from < to {
		s.try(s.f.MergeCell(s.name, cellName(from, row), cellName(to, row)))
	}
	if text == "" {
		return
	}
	s.need[row] = max(s.need[row], st.height(text, width))
}

// down writes a text over several rows of one column.
func (s *sheet) down(col, from, to int, text string, st style) {
	for r := from; r <= to; r++ {
		s.look(col, r, st)
	}
	text = s.text(col, from, text)
	if from == to {
		s.want(from, text, s.widths[col-1], st)
		return
	}
	s.try(s.f.MergeCell(s.name, cellName(col, from), cellName(col, to)))
	s.runs = append(s.runs, run{from, to, st.height(text, s.widths[col-1])})
}

// header writes the row of column names.
func (s *sheet) header(row int, names ...string) {
	for i, n := range names {
		s.put(i+1, row, n, head)
	}
}

// finish sets the heights.
func (s *sheet) finish() {
	for _, r := range s.runs {
		have := 0.0
		for row := r.from; row <= r.to; row++ {
			have += s.need[row]
		}
		// What is lacking is shared out, so that no single row gapes.
		if lack := r.points - have; lack > 0 {
			for row := r.from; row <= r.to; row++ {
				s.need[row] += lack / float64(r.to-r.from+1)
			}
		}
	}
	for row, points := range s.need {
		s.try(s.f.SetRowHeight(s.name, row, min(maxHeight, math.Ceil(points))))
	}
}

// page says how the sheet prints: A4 across, as wide as the paper, with its
// header row on every page. Printed is the last column that prints, 0 for all.
// A filter goes over the rows from the header to last if that is more than 0.
func (s *sheet) page(header, last, printed int) {
	cols := len(s.widths)
	if last > header {
		// The filter comes before FitToPage, which the library otherwise forgets.
		s.try(s.f.AutoFilter(s.name, fmt.Sprintf("A%d:%s%d", header, letter(cols), last), nil))
	}
	size, wide, high := 9, 1, s.tall
	orientation := "landscape"
	fitToPage := true
	s.try(s.f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fitToPage}))
	s.try(s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}))
	side, top, bottom, foot := 0.4, 0.5, 0.6, 0.3
	centre := true
	s.try(s.f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &foot, Footer: &foot, Horizontally: &centre}))
	s.try(s.f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: s.footer()}))
	if header > 0 {
		s.try(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.name, header, header)}))
		pane, corner := "bottomLeft", cellName(1+s.pinned, header+1)
		if s.pinned > 0 {
			pane = "bottomRight"
		}
		s.try(s.f.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: s.pinned, YSplit: header, TopLeftCell: corner, ActivePane: pane,
			Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: pane}}}))
	}
	if printed > 0 {
		s.try(s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%d", s.name, letter(printed), max(last, header))}))
	}
	grid := false
	s.try(s.f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &grid}))
}

// footer names the office, the sheet and the page. An ampersand in it is
// doubled, since one alone commands.
func (s *sheet) footer() string {
	office := []rune(s.r.Office)
	if len(office) > 60 {
		office = append(office[:59:59], '…')
	}
	esc := func(text string) string { return strings.ReplaceAll(literal(text), "&", "&&") }
	font := fmt.Sprintf(`&"%s,Regular"&12`, face)
	return fmt.Sprintf("&L%s %s · %s&C%s &A&R%s %s &P %s &N", font, esc(string(office)), esc(s.r.Date), font, font, s.l.Page, s.l.Of)
}
