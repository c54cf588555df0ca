// Package json writes and reads the record of an audit, audit.json, from which
// every other report can be made again.
//
// The record is stable: its form is [checks.Audit], named by
// [checks.AuditSchema] and documented by the JSON Schema that [Schema] gives.
// Lists and tallies are always there, empty where there is nothing; the same
// audit gives the same bytes.
package json

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

//go:embed audit.schema.json
var schema []byte

// Schema gives the JSON Schema (draft 2020-12) of the record.
func Schema() []byte { return slices.Clone(schema) }

// Format writes the record. The language of the report means nothing to it.
type Format struct{}

// Name implements [reports.Format].
func (Format) Name() string { return "json" }

// Extension implements [reports.Format].
func (Format) Extension() string { return ".json" }

// Write implements [reports.Format]. It writes the audit that the report was
// made of, whole and unabridged.
func (Format) Write(w io.Writer, r *reports.Report) error {
	if r == nil || r.Audit == nil {
		return reports.ErrNoAudit
	}
	return Write(w, r.Audit)
}

// Write writes an audit as audit.json: indented, with a newline at its end.
func Write(w io.Writer, a *checks.Audit) error {
	if a == nil {
		return reports.ErrNoAudit
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // the record is no page, and addresses are to stay readable
	enc.SetIndent("", "  ")
	if err := enc.Encode(whole(a)); err != nil {
		return fmt.Errorf("writing the audit of %q as JSON: %w", a.Office.Name, err)
	}
	return nil
}

// whole gives a copy in which no list or tally that the record promises is nil.
func whole(a *checks.Audit) *checks.Audit {
	out := *a
	out.Standards = listed(a.Standards)
	out.Coverage.Gaps = listed(a.Coverage.Gaps)
	out.Warnings = listed(a.Warnings)
	out.Findings = make([]checks.Finding, len(a.Findings))
	for i, f := range a.Findings {
		f.Reasons, f.Evidence, f.Nearest = listed(f.Reasons), listed(f.Evidence), listed(f.Nearest)
		if f.Parts != nil {
			f.Parts = &checks.Tally{Have: listed(f.Parts.Have), Missing: listed(f.Parts.Missing)}
		}
		out.Findings[i] = f
	}
	out.Score = tallied(a.Score)
	out.Scores = make(map[string]checks.Score, len(a.Scores))
	for id, s := range a.Scores {
		out.Scores[id] = tallied(s)
	}
	return &out
}

func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func tallied(s checks.Score) checks.Score {
	if s.Tallies == nil {
		s.Tallies = map[checks.Verdict]int{}
	}
	if s.IfAny == nil {
		s.IfAny = map[checks.Verdict]int{}
	}
	return s
}
