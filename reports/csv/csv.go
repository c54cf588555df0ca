// Package csv lays a report out as one table for other programs and for Excel:
// a finding a row, under the columns of [Columns], which keep their order and
// names; new ones come last.
//
// The file is UTF-8 with a byte-order mark, without which Excel reads Thai as
// another character set, with CRLF line ends (RFC 4180). A text that a
// spreadsheet would take for a formula has an apostrophe before it: whoever
// reads the file by program takes that apostrophe off again.
package csv

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/truatweb/truatweb/reports"
)

// Columns are the names of the columns, in order. They are the same in every
// language, so that a program can rely on them.
func Columns() []string {
	var out []string
	for _, c := range columns {
		out = append(out, c.name)
	}
	return out
}

// line is what a row is made of.
type line struct {
	report  *reports.Report
	section *reports.Section
	group   *reports.Group
	row     *reports.Row
}

// first gives the best proof; an empty one if there is none.
func (l line) first() reports.Proof {
	if len(l.row.Evidence) == 0 {
		return reports.Proof{}
	}
	return l.row.Evidence[0]
}

// near gives the nearest miss; an empty one if there is none.
func (l line) near() reports.Near {
	if len(l.row.Nearest) == 0 {
		return reports.Near{}
	}
	return l.row.Nearest[0]
}

const separator = " | " // between values of one cell

var columns = []struct {
	name string
	of   func(line) string
}{
	{"office", func(l line) string { return l.report.Office }},
	{"office_code", func(l line) string { return l.report.Code }},
	{"home", func(l line) string { return address(l.report.Home) }},
	{"as_of", func(l line) string { return l.report.Audit.AsOf }}, // 2006-01-02, Bangkok
	{"fiscal_year", func(l line) string { return year(l.report.Audit.FiscalYear) }},
	{"seen_at", func(l line) string { return moment(l.report.Visited) }}, // RFC 3339
	{"standard", func(l line) string { return l.section.ID }},
	{"category", func(l line) string { return l.group.ID }},
	{"id", func(l line) string { return l.row.ID }},
	{"parent", func(l line) string { return yes(l.row.Parent) }}, // 1: sums up its parts, count it in no total
	{"title", func(l line) string { return l.row.Title }},
	{"level", func(l line) string { return l.row.Level }},
	{"period", func(l line) string { return l.row.Period }},
	{"verdict", func(l line) string { return l.row.Word.Code }},
	{"verdict_text", func(l line) string { return l.row.Word.Text }},
	{"earl", func(l line) string { return l.row.EARL }},
	{"says", func(l line) string { return l.row.Says }},
	{"reasons", func(l line) string { return strings.Join(l.row.Reasons, separator) }},
	{"have", func(l line) string { return strings.Join(l.row.Have, separator) }},
	{"lack", func(l line) string { return strings.Join(l.row.Lack, separator) }},
	{"evidence_count", func(l line) string { return fmt.Sprint(len(l.row.Evidence)) }},
	{"evidence_url", func(l line) string { return address(l.first().Link) }},
	{"evidence_quote", func(l line) string { return l.first().Quote }},
	{"evidence_sha256", func(l line) string { return l.first().SHA256 }},
	{"nearest_url", func(l line) string { return address(l.near().Link) }},
	{"nearest_why", func(l line) string { return l.near().Reason }},
	{"years_seen", func(l line) string { return l.row.Years }},
	{"advice", func(l line) string { return l.row.Advice }},
	{"question", func(l line) string { return l.row.Question }},
	{"responsible", func(l line) string { return l.row.Responsible }},
	{"reviewer", func(l line) string { return l.row.Reviewer }},
	{"decision", func(l line) string {
		if l.row.Decision == nil {
			return ""
		}
		return l.row.Decision.Word.Code
	}},
	{"decided_by", func(l line) string {
		if l.row.Decision == nil {
			return ""
		}
		return l.row.Decision.By
	}},
}

// Format writes the table.
type Format struct{}

// Name implements [reports.Format].
func (Format) Name() string { return "csv" }

// Extension implements [reports.Format].
func (Format) Extension() string { return ".csv" }

// Write implements [reports.Format].
func (Format) Write(w io.Writer, r *reports.Report) error {
	if r == nil || r.Audit == nil {
		return reports.ErrNoAudit
	}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return fmt.Errorf("writing the table of %q: %w", r.Office, err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	err := out.Write(Columns())
	for i := range r.Sections {
		s := &r.Sections[i]
		for j := range s.Groups {
			g := &s.Groups[j]
			for k := range g.Rows {
				if err == nil {
					err = out.Write(cells(line{r, s, g, &g.Rows[k]}))
				}
			}
		}
	}
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("writing the table of %q: %w", r.Office, err)
	}
	return nil
}

func cells(l line) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = reports.NoFormula(c.of(l))
	}
	return out
}

func address(l reports.Link) string {
	if l.Href != "" {
		return l.Href
	}
	return l.Text
}

func year(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format(time.RFC3339)
}

func yes(b bool) string {
	if b {
		return "1"
	}
	return "0"
}
