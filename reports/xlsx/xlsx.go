// Package xlsx lays a report out as an Excel workbook: a summary that reads
// like the founding table, the ministry's form with the units and our columns,
// one row a piece of evidence, coverage, and how to read it all.
//
// Texts of a website are text cells, never formulas, also when they are edited
// in place. Row heights are reckoned, since no library can ask Excel for them.
// The same report gives the same bytes.
package xlsx

import (
	"fmt"
	"io"

	"github.com/truatweb/truatweb/reports"
)

// Format writes the workbook.
type Format struct{}

// Name implements [reports.Format].
func (Format) Name() string { return "xlsx" }

// Extension implements [reports.Format].
func (Format) Extension() string { return ".xlsx" }

// Write implements [reports.Format].
func (Format) Write(w io.Writer, r *reports.Report) error {
	if r == nil || r.Audit == nil {
		return reports.ErrNoAudit
	}
	b := newBook(r)
	defer b.close()
	l := &r.Labels
	summary := b.sheet(l.SheetSummary)
	details := b.details()
	evidence := b.sheet(l.SheetEvidence)
	answers := b.answersSheet()
	coverage, gaps, guide := b.sheet(l.SheetCoverage), b.sheet(l.SheetGaps), b.sheet(l.SheetGuide)
	proofs := b.evidence(evidence) // before detail, whose links lead to its rows
	for i, s := range details {
		b.detail(s, &r.Sections[i], evidence.name, proofs)
	}
	b.summary(summary)
	if answers != nil {
		b.answers(answers)
	}
	b.coverage(coverage)
	b.gaps(gaps)
	b.guide(guide)
	if err := b.write(w); err != nil {
		return fmt.Errorf("writing the workbook of %q: %w", r.Office, err)
	}
	return nil
}
