// Package sarif lays a report out as SARIF 2.1.0 (OASIS), which code hosts and
// scanners' dashboards read: a leaf is a rule and has one result, located by the
// address of its evidence, of its nearest miss, or of the home page.
//
// Only what must be mended is of kind "fail", with the level error, warning or
// note by how binding the requirement is. The other kinds are the standard's:
// pass, notApplicable, review where a person must look, and open where the
// program could not.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/rules"
)

// version and schema name the standard.
const (
	version = "2.1.0"
	schema  = "https://json.schemastore.org/sarif-2.1.0.json"
)

// mostLocations bounds the addresses given with one result.
const mostLocations = 10

type document struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool        tool           `json:"tool"`
	Invocations []invocation   `json:"invocations"`
	Automation  automation     `json:"automationDetails"`
	Language    string         `json:"language"`
	ColumnKind  string         `json:"columnKind"`
	Results     []result       `json:"results"`
	Properties  map[string]any `json:"properties"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name    string       `json:"name"`
	Version string       `json:"version,omitempty"`
	Home    string       `json:"informationUri"`
	Rules   []descriptor `json:"rules"`
}

type descriptor struct {
	ID         string         `json:"id"`
	Short      message        `json:"shortDescription"`
	Help       *message       `json:"help,omitempty"`
	Default    configuration  `json:"defaultConfiguration"`
	Properties map[string]any `json:"properties,omitempty"`
}

type configuration struct {
	Level string `json:"level"`
}

type message struct {
	Text string `json:"text"`
}

type invocation struct {
	Successful bool   `json:"executionSuccessful"`
	Start      string `json:"startTimeUtc,omitempty"`
	End        string `json:"endTimeUtc,omitempty"`
}

type automation struct {
	ID string `json:"id"`
}

type result struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Kind         string            `json:"kind"`
	Level        string            `json:"level"`
	Message      message           `json:"message"`
	Locations    []location        `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Properties   map[string]any    `json:"properties"`
}

type location struct {
	Physical physical `json:"physicalLocation"`
	Message  *message `json:"message,omitempty"`
}

type physical struct {
	Artifact artifact `json:"artifactLocation"`
}

type artifact struct {
	URI string `json:"uri"`
}

// Format writes the log.
type Format struct{}

// Name implements [reports.Format].
func (Format) Name() string { return "sarif" }

// Extension implements [reports.Format].
func (Format) Extension() string { return ".sarif" }

// Write implements [reports.Format].
func (Format) Write(w io.Writer, r *reports.Report) error {
	if r == nil || r.Audit == nil {
		return reports.ErrNoAudit
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // addresses are to stay readable
	enc.SetIndent("", "  ")
	if err := enc.Encode(document{schema, version, []run{runOf(r)}}); err != nil {
		return fmt.Errorf("writing the results of %q: %w", r.Office, err)
	}
	return nil
}

func runOf(r *reports.Report) run {
	name, number, _ := strings.Cut(r.Program, " ")
	if name == "" {
		name = "truatweb"
	}
	out := run{
		Tool:        tool{driver{Name: name, Version: number, Home: "https://github.com/truatweb/truatweb", Rules: []descriptor{}}},
		Invocations: []invocation{{Successful: true, Start: moment(r.Audit.SeenAt), End: moment(r.Audit.EndedAt)}},
		// The category of runs whose results replace one another.
		Automation: automation{"truatweb/" + reports.Clean(r.Audit.Office.Key()) + "/" + r.Audit.AsOf},
		Language:   r.Lang, ColumnKind: "unicodeCodePoints", Results: []result{},
		Properties: map[string]any{"office": r.Office, "asOf": r.Audit.AsOf, "fiscalYear": r.Audit.FiscalYear, "floorMet": r.Audit.Coverage.FloorMet},
	}
	for i := range r.Sections {
		s := &r.Sections[i]
		for j := range s.Groups {
			for k := range s.Groups[j].Rows {
				if row := &s.Groups[j].Rows[k]; !row.Parent {
					out.add(r, row)
				}
			}
		}
	}
	return out
}

func (out *run) add(r *reports.Report, row *reports.Row) {
	f := r.Audit.Finding(row.Standard, row.ID)
	if f == nil {
		f = &checks.Finding{} // an audit of another program's, whose ids do not survive cleaning
	}
	id := row.Standard + ":" + row.ID
	kind, level := kindOf(row), "none"
	if kind == "fail" {
		level = levelOf(f.Level)
	}
	d := descriptor{ID: id, Short: message{row.Title}, Default: configuration{levelOf(f.Level)}, Properties: map[string]any{"level": f.Level, "tags": []string{row.Standard}}}
	if row.Advice != "" {
		d.Help = &message{row.Advice}
	}
	out.Tool.Driver.Rules = append(out.Tool.Driver.Rules, d)
	out.Results = append(out.Results, result{
		RuleID: id, RuleIndex: len(out.Tool.Driver.Rules) - 1, Kind: kind, Level: level, Message: message{text(row)}, Locations: places(r, row),
		Fingerprints: map[string]string{"truatwebFinding/v1": r.Audit.Office.Key() + "/" + id},
		Properties:   map[string]any{"verdict": row.Word.Code, "responsible": row.Responsible, "reviewer": row.Reviewer},
	})
}

func kindOf(r *reports.Row) string {
	switch {
	case r.EARL == "passed":
		return "pass"
	case r.EARL == "failed":
		return "fail"
	case r.Word.Code == string(checks.NeedsEyes):
		return "review"
	case r.EARL == "inapplicable":
		return "notApplicable"
	default:
		return "open"
	}
}

func levelOf(level string) string {
	switch rules.Level(level) {
	case rules.LevelRequired:
		return "error"
	case rules.LevelShould:
		return "warning"
	default:
		return "note"
	}
}

func text(r *reports.Row) string {
	lines := append([]string{r.Title + ": " + r.Word.Text, r.Says}, r.Reasons...)
	var out []string
	for _, l := range append(lines, r.Question, r.Advice) {
		if l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// places lists where a result was seen, or where it was looked for.
func places(r *reports.Report, row *reports.Row) []location {
	out := []location{}
	add := func(l reports.Link, say string) {
		if l.Href == "" || len(out) == mostLocations {
			return
		}
		at := location{Physical: physical{artifact{l.Href}}}
		if say != "" {
			at.Message = &message{say}
		}
		out = append(out, at)
	}
	for i := range row.Evidence {
		add(row.Evidence[i].Link, row.Evidence[i].Quote)
	}
	if len(out) == 0 {
		for i := range row.Nearest {
			add(row.Nearest[i].Link, row.Nearest[i].Reason)
		}
	}
	if len(out) == 0 {
		add(r.Home, "")
	}
	return out
}

func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
