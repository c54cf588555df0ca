package xlsx

import (
	"strings"

	"github.com/truatweb/truatweb/reports"
)

// Columns of the summary: the founding table's five, and the result.
const (
	colNo = iota + 1
	colTopic
	colProcedure
	colResponsible
	colReviewer
	colResult
)

// summary writes the sheet that reads like the founding table, with a short
// head above it that stays in sight, and what is to be done below.
func (b *book) summary(s *sheet) {
	l := b.l
	s.columns(8, 52, 26, 20, 20, 24)
	header := b.summaryHead(s)
	s.header(header, l.No, l.Topic, l.Procedure, l.Responsible, l.Reviewer, l.Result)
	row := header
	for i := range b.r.Sections {
		row = b.section(s, row+1, &b.r.Sections[i], i == 0)
	}
	row = b.summaryFoot(s, row+1)
	s.page(header, 0, 0)
	s.try(s.f.SetDefinedName(printArea(s, len(s.widths), row)))
}

// summaryHead writes office, dates, coverage in one sentence and the caution;
// it gives the row for the table's header.
func (b *book) summaryHead(s *sheet) int {
	l, r := b.l, b.r
	office := r.Office
	for _, more := range []string{r.Place, r.Code} {
		if more != "" {
			office += " · " + more
		}
	}
	s.across(1, 6, 1, r.Title+" "+office, style{plain: true, bold: true, size: sizeTitle, middle: true})

	s.across(1, 2, 2, r.Fiscal, style{plain: true, bold: true})
	s.put(3, 2, l.VisitedOn+":", style{plain: true, across: "right", ink: inkFaint})
	s.date(4, 2, r.Visited, s.day, style{plain: true, bold: true, indent: 1})
	s.put(5, 2, l.JudgedAsOf+":", style{plain: true, across: "right", ink: inkFaint})
	s.date(6, 2, r.Judged, s.day, style{plain: true, bold: true, indent: 1})

	row := 3
	s.across(1, 4, row, list(strings.Join(first(r.Looked), ""), strings.Join(r.Missing, "  |  ")), note)
	s.look(6, row, note)
	s.try(s.f.MergeCell(s.name, cellName(5, row), cellName(6, row)))
	s.address(5, row, r.Home.Text, r.Home, style{plain: true, across: "right"})
	if r.Caution != "" {
		row++
		s.across(1, 6, row, "⚠ "+r.Caution, warning)
	}
	return row + 1
}

func first(texts []string) []string { return texts[:min(1, len(texts))] }

// section writes one standard: a band with its score, and its rows. It gives
// the last row it used.
func (b *book) section(s *sheet, row int, sec *reports.Section, formula bool) int {
	title := sec.Title
	for _, more := range []string{sec.Edition, sec.Force} {
		if more != "" && !strings.Contains(title, more) {
			title += " · " + more
		}
	}
	s.across(1, 5, row, title, band)
	score := ""
	if len(sec.Scores) > 0 {
		score = sec.Scores[0].Level + " " + sec.Scores[0].Range
	}
	s.put(colResult, row, score, style{bold: true, fill: fillBand, middle: true})
	var sentences []string
	for _, line := range sec.Scores {
		sentences = append(sentences, line.Sentence)
	}
	if len(sentences) > 0 {
		row++
		s.across(1, 6, row, strings.Join(sentences, "\n"), body)
		if formula {
			row++
			s.across(1, 6, row, sec.Formula, style{size: sizeSmall, ink: inkFaint})
		}
	}
	for _, caution := range append([]string{sec.Status}, sec.Provisos...) {
		if caution != "" {
			row++
			s.across(1, 6, row, caution, warning)
		}
	}
	t := &table{sheet: s, from: row + 1}
	for i := range sec.Groups {
		g := &sec.Groups[i]
		row++
		t.units = append(t.units, unitsOf(g))
		title, result, rest := g.Title, g.Result, g.Rows
		// A parent that is the row itself has the row's words in full.
		if len(rest) > 1 && rest[0].Parent && rest[0].ID == g.ID {
			title, rest = rest[0].Title, rest[1:]
			result = list(word(g.Rows[0].Word), result)
		}
		s.put(colResult, row, result, style{bold: true, fill: fillGroup, size: sizeSmall})
		s.put(colNo, row, number(g.ID), style{bold: true, fill: fillGroup, across: "center"})
		s.put(colTopic, row, title, style{bold: true, fill: fillGroup})
		for j := range rest {
			r := &rest[j]
			row++
			t.units = append(t.units, unitsOfRow(g, r))
			s.put(colNo, row, number(r.ID), style{across: "center"})
			topic := r.Title
			if number(r.ID) == "" {
				topic += " (" + r.ID + ")"
			}
			s.put(colTopic, row, topic, style{indent: max(1, r.Depth), bold: r.Parent})
			s.jump(colResult, row, word(r.Word), b.places[r.Anchor].sheet, b.places[r.Anchor].row, style{bold: !r.Parent}.of(r.Word.Class))
		}
	}
	t.merge()
	return row
}

// number is an id that fits the column of numbers, "" for one that is a name.
func number(id string) string {
	if len([]rune(id)) > maxNumber {
		return ""
	}
	return id
}

// table is the three columns that the founding table merges.
type table struct {
	*sheet
	from  int // row of the first entry
	units [][3]string
}

func unitsOfRow(g *reports.Group, r *reports.Row) [3]string {
	procedure := r.Procedure
	if procedure == "" {
		procedure = g.Procedure
	}
	return [3]string{procedure, r.Responsible, r.Reviewer}
}

// unitsOf gives a group's own; where its requirements differ it takes part in
// what the first of them says, for the others say theirs beside themselves.
func unitsOf(g *reports.Group) [3]string {
	out := [3]string{g.Procedure, g.Responsible, g.Reviewer}
	if len(g.Rows) == 0 {
		return out
	}
	top := unitsOfRow(g, &g.Rows[0])
	for i := range out {
		for j := range g.Rows {
			if !reports.SameUnit(unitsOfRow(g, &g.Rows[j])[i], top[i]) {
				out[i] = top[i]
			}
		}
	}
	return out
}

// merge joins entries that stand under one another and say the same.
func (t *table) merge() {
	for i, col := range []int{colProcedure, colResponsible, colReviewer} {
		for from := 0; from < len(t.units); {
			to := from
			for to+1 < len(t.units) && reports.SameUnit(t.units[to+1][i], t.units[from][i]) {
				to++
			}
			t.down(col, t.from+from, t.from+to, t.units[from][i], body)
			from = to + 1
		}
	}
}

// summaryFoot writes what was looked at, what is missing and who must act, and
// where people sign. It gives the last row.
func (b *book) summaryFoot(s *sheet, row int) int {
	l, r := b.l, b.r
	block := func(title string, texts []string) {
		if len(texts) == 0 {
			return
		}
		row++
		s.across(1, 6, row, title, style{plain: true, bold: true, size: sizeBand})
		for _, text := range texts {
			row++
			s.across(1, 6, row, "• "+text, note)
		}
	}
	block(l.Looked, r.Looked)
	block(l.Lacking, r.Missing)
	block(l.Who, r.Act)
	if r.UnitsNote != "" {
		row += 2
		s.across(1, 6, row, r.UnitsNote, faint)
	}
	row += 2
	for _, who := range []string{l.SignAuditor, l.SignOffice} {
		row++
		s.across(1, 2, row, l.Sign+" ........................................ "+who, note)
		s.across(3, 4, row, l.SignName+" ........................................", note)
		s.across(5, 6, row, l.SignPosition+" .................... "+l.SignDay+" ...............", note)
		s.need[row] = max(s.need[row], 40)
	}
	return row
}
