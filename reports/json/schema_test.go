package json_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/truatweb/truatweb/checks"
	recordjson "github.com/truatweb/truatweb/reports/json"
)

var update = flag.Bool("update", false, "write audit.schema.json anew")

const schemaPath = "audit.schema.json"

// TestSchemaIsCurrent holds that the committed schema is what checks.Audit and
// its comments say. The generator lives here and not in the program, which has
// no need of it.
func TestSchemaIsCurrent(t *testing.T) {
	got := generated(t)
	if *update {
		if err := os.WriteFile(schemaPath, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(schemaPath)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("%s is stale: run go test ./reports/json -update", schemaPath)
	}
	if !bytes.Equal(recordjson.Schema(), want) {
		t.Error("the embedded schema is not the committed one")
	}
}

// generated makes the schema of checks.Audit.
func generated(t *testing.T) []byte {
	t.Helper()
	verdicts := []any{}
	for _, v := range append(checks.Verdicts(), checks.Untested) {
		verdicts = append(verdicts, string(v))
	}
	var places []any
	for _, p := range []checks.Place{checks.AtTitle, checks.AtHeading, checks.AtLink, checks.AtText, checks.AtRow, checks.AtFile, checks.AtImage, checks.AtForm, checks.AtServer} {
		places = append(places, string(p))
	}
	s, err := jsonschema.For[checks.Audit](&jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[time.Time]():      {Type: "string", Format: "date-time"},
		reflect.TypeFor[checks.Verdict](): {Type: "string", Enum: verdicts},
		reflect.TypeFor[checks.Place]():   {Type: "string", Enum: places},
		reflect.TypeFor[checks.Reason]():  {Type: "string", Pattern: "^[a-z0-9_]+$"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	d := describer{t: t, docs: comments(t), verdicts: verdicts}
	d.describe(s, reflect.TypeFor[checks.Audit]())
	s.Schema, s.Title = "https://json-schema.org/draft/2020-12/schema", "The record of one audit: audit.json"
	s.Description = d.docs["Audit"]
	s.Properties["schema"].Const = jsonschema.Ptr[any](checks.AuditSchema)
	s.Properties["as_of"].Pattern = `^\d{4}-\d{2}-\d{2}$`
	f := s.Properties["findings"].Items
	f.Properties["id"].MinLength, f.Properties["standard"].MinLength = jsonschema.Ptr(1), jsonschema.Ptr(1)
	f.Properties["earl"].Enum = []any{"passed", "failed", "inapplicable", "cantTell", "untested"}
	s.Properties["coverage"].Properties["stopped_by"].Enum = []any{"", "pages", "time", "bytes", "person"}
	body, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(body, '\n')
}

type describer struct {
	t        *testing.T
	docs     map[string]string // by "Type" and "Type.field"
	verdicts []any
}

// describe gives every property its comment, forbids null where the record
// never has it, and bounds numbers.
func (d *describer) describe(s *jsonschema.Schema, at reflect.Type) {
	pointer := at.Kind() == reflect.Pointer
	for at.Kind() == reflect.Pointer {
		at = at.Elem()
	}
	if len(s.Types) == 2 && !(pointer && at.Kind() == reflect.Float64) {
		s.Type, s.Types = s.Types[1], nil
	}
	switch at.Kind() {
	case reflect.Struct:
		for i := range at.NumField() {
			f := at.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			p := s.Properties[name]
			if p == nil {
				continue
			}
			d.describe(p, f.Type)
			p.Description = d.meaning(at.Name(), f.Name, f.Type)
		}
	case reflect.Slice:
		d.describe(s.Items, at.Elem())
	case reflect.Map:
		d.describe(s.AdditionalProperties, at.Elem())
		if at.Key() == reflect.TypeFor[checks.Verdict]() {
			s.PropertyNames = &jsonschema.Schema{Enum: d.verdicts}
		}
	case reflect.Int, reflect.Int64:
		s.Minimum = jsonschema.Ptr(0.0)
	case reflect.Float64:
		s.Minimum, s.Maximum = jsonschema.Ptr(0.0), jsonschema.Ptr(1.0)
	}
}

func (d *describer) meaning(kind, field string, of reflect.Type) string {
	if s := meanings[kind+"."+field]; s != "" {
		return s
	}
	if s := d.docs[kind+"."+field]; s != "" {
		return s
	}
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		of = of.Elem()
	}
	if s := d.docs[of.Name()]; s != "" && of.PkgPath() != "" {
		return s
	}
	d.t.Errorf("%s.%s has no comment in package checks and none in meanings", kind, field)
	return ""
}

// comments reads the comments of package checks' types and fields.
func comments(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "checks", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources of package checks: %v", err)
	}
	out := map[string]string{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			g, ok := decl.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, spec := range g.Specs {
				kind := spec.(*ast.TypeSpec)
				out[kind.Name.Name] = joined(g.Doc, kind.Doc)
				if s, ok := kind.Type.(*ast.StructType); ok {
					for _, f := range s.Fields.List {
						for _, n := range f.Names {
							out[kind.Name.Name+"."+n.Name] = joined(f.Doc, f.Comment)
						}
					}
				}
			}
		}
	}
	return out
}

func joined(groups ...*ast.CommentGroup) string {
	var parts []string
	for _, g := range groups {
		if s := strings.Join(strings.Fields(g.Text()), " "); s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// meanings describe the fields whose names speak for themselves in Go, and so
// have no comment there.
var meanings = map[string]string{
	"Audit.Schema":           "The form of this record.",
	"Audit.Program":          "Name and version of the program that made the record.",
	"Audit.SeenAt":           "When the visit began.",
	"Audit.EndedAt":          "When the visit ended.",
	"Audit.AsOf":             "The day as of which periods were judged, in Thailand.",
	"Audit.FiscalYear":       "The fiscal year judged, Buddhist Era: 2570 is 1 October 2026 to 30 September 2027.",
	"Audit.Standards":        "The standards that the audit was held against, in order.",
	"Audit.Findings":         "One finding for each requirement, parents and leaves, in the order of the standards.",
	"Audit.Warnings":         "Things worth a person's attention that are no verdicts.",
	"Office.Name":            "Name of the office.",
	"Office.Code":            "Code of the office.",
	"Office.District":        "District (amphoe).",
	"Office.Province":        "Province (changwat).",
	"Office.Home":            "Address of the home page.",
	"Office.Responsible":     "Responsible unit, overriding the standards'.",
	"Office.Reviewer":        "Reviewing unit, overriding the standards'.",
	"StandardUsed.ID":        "Id of the standard.",
	"StandardUsed.Title":     "Title as published.",
	"StandardUsed.Edition":   "Edition or fiscal year.",
	"StandardUsed.Authority": "Whose word it is: law, office, ita or guideline.",
	"StandardUsed.Status":    "A caution about how certain its text is.",
	"StandardUsed.Digest":    "SHA-256 of the rules as they were used, overlays included.",
	"CategoryUsed.ID":        "Id within the standard, e.g. the row of the founding table.",
	"CategoryUsed.Title":     "Title in the standard's own words.",
	"CategoryUsed.Procedure": "How information of this row is published and kept up to date.", "CategoryUsed.Responsible": "Responsible unit.", "CategoryUsed.Reviewer": "Reviewing unit.",
	"CoverageOf.Pages":     "Pages read.",
	"CoverageOf.Documents": "Documents read.",
	"CoverageOf.StoppedBy": "What ended the visit early: empty if nothing did.",
	"CoverageOf.FloorMet":  "Whether enough was seen to call anything absent.",
	"CoverageOf.Gaps":      "What could not be seen, where and why.",
	"CoverageOf.Load":      "What each host was asked for.",
	"CoverageOf.Renderer":  "Whether pages drawn by script could be looked at.",
	"Gap.URL":              "The address.",
	"Gap.Reason":           "Why it could not be seen.",
	"Gap.Tries":            "How often it was tried.",
	"Gap.At":               "When it was tried last.",
	"Load.Host":            "The host, with its port if it is not the scheme's own.",
	"Load.Requests":        "Requests sent, repeated ones and redirects included: the crawl's, the browser's and those of technical checks.",
	"Load.Connections":     "Connections opened, those without a request included.",
	"Load.BusiestMinute":   "Most requests in any sixty seconds.",
	"Finding.ID":           "Id of the requirement within its standard, e.g. 1.10.2; always a string.",
	"Finding.Standard":     "Id of the standard.",
	"Finding.Title":        "The requirement in the standard's own words.",
	"Finding.Category":     "Id of the row or chapter it belongs to.",
	"Finding.Level":        "Its force: required, should, example or if-any.",
	"Finding.Period":       "What the proof's time must be: none, incumbent, cover, fy_cur, fy_prev, fy_either, fy_both, monthly, quarterly or event_fy.",
	"Finding.Verdict":      "The one verdict.",
	"Finding.Reasons":      "Codes that say why.",
	"Finding.Parts":        "Countable parts, present and missing; a parent's are ids of findings.",
	"Finding.Evidence":     "What was seen that bears on the requirement, the best first.",
	"Finding.Nearest":      "The nearest things to a proof, the nearest first.",
	"Finding.Advice":       "How to mend it.",
	"Finding.Procedure":    "How such information is published and kept up to date.",
	"Finding.Responsible":  "The unit that publishes.",
	"Finding.Reviewer":     "The unit that reviews.",
	"Finding.EARL":         "The outcome in W3C's Evaluation and Report Language.",
	"Evidence.URL":         "Address of the page or file.",
	"Evidence.Title":       "Title of the page or file.",
	"Evidence.Place":       "Where on the page or in the file the quote stands.",
	"Evidence.Quote":       "The text found, at most some 300 characters.",
	"Evidence.SHA256":      "SHA-256 of the bytes as received, in lower-case hex.",
	"Evidence.SeenAt":      "When it was seen.",
	"Evidence.Label":       "Text of the link that led there.",
	"Miss.URL":             "Address of the page or file.",
	"Miss.Title":           "Title of the page or file.",
	"Miss.Quote":           "The text found.",
	"Miss.Reason":          "Why it is no proof.",
	"Tally.Have":           "Parts present.",
	"Tally.Missing":        "Parts missing.",
	"Searched.Words":       "Words searched for.",
	"Searched.Pages":       "Pages looked through.",
	"Searched.Documents":   "Documents looked through.",
	"Score.Required":       "Score of the leaves that are required.",
	"Score.Should":         "Score of the leaves that should be there.",
	"Score.Example":        "Score of the leaves named as examples.",
	"Score.Tallies":        "How many leaves have each verdict, all leaves.",
	"Score.IfAny":          "How many if-any leaves have each verdict.",
	"ScoreOf.Of":           "Leaves that count.",
	"ScoreOf.Found":        "Leaves found.",
	"ScoreOf.Low":          "Share if nobody confirms what is undecided, from 0 to 1; null if nothing counts.",
	"ScoreOf.High":         "Share if all that is undecided is confirmed, from 0 to 1; null if nothing counts.",
	"Warning.URL":          "Where it was seen.",
	"Warning.Count":        "How many were seen.",
}

// TestMeaningsAreOfFields holds that no description outlives its field.
func TestMeaningsAreOfFields(t *testing.T) {
	known := comments(t)
	for name := range meanings {
		if _, ok := known[name]; !ok {
			t.Errorf("meanings describe %s, which package checks does not have", name)
		}
	}
}

func resolved(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal(recordjson.Schema(), &s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func judged(t *testing.T, schema *jsonschema.Resolved, body []byte) error {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	return schema.Validate(v)
}

// TestRecordsFitTheSchema holds the sample and an audit of nothing against it.
func TestRecordsFitTheSchema(t *testing.T) {
	schema := resolved(t)
	for name, a := range map[string]*checks.Audit{"sample": sample(t), "bare": {Schema: checks.AuditSchema, AsOf: "2026-11-23"}} {
		if err := judged(t, schema, written(t, a)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaAndReaderAgree judges the same spoilt records by both.
func TestSchemaAndReaderAgree(t *testing.T) {
	schema := resolved(t)
	sound := string(written(t, sample(t)))
	for _, c := range []struct{ name, from, to string }{
		{"sound", "", ""},
		{"another schema", `"schema": "truatweb/audit/1"`, `"schema": "truatweb/audit/2"`},
		{"no schema", `"schema": "truatweb/audit/1",`, ""},
		{"unknown key", `"fiscal_year":`, `"fiscal_years":`},
		{"unknown verdict", `"verdict": "found"`, `"verdict": "fine"`},
		{"finding without id", `"id": "1.1"`, `"id": ""`},
		{"text for a number", `"pages": 1214`, `"pages": "1214"`},
		{"day that is none", `"as_of": "2026-11-23"`, `"as_of": "23/11/2569"`},
		{"unknown key deep inside", `"opened": 4`, `"opened": 4, "closed": 1`},
	} {
		body := sound
		if c.from != "" {
			if body = strings.Replace(sound, c.from, c.to, 1); body == sound {
				t.Fatalf("%s: the sample does not have %q", c.name, c.from)
			}
		}
		bySchema := judged(t, schema, []byte(body))
		_, byReader := recordjson.Read(strings.NewReader(body))
		if fine := c.from == ""; (bySchema == nil) != fine || (byReader == nil) != fine {
			t.Errorf("%s: schema says %v, reader says %v", c.name, bySchema, byReader)
		}
	}
}

// TestEveryPropertyIsDescribed walks the committed schema.
func TestEveryPropertyIsDescribed(t *testing.T) {
	var s jsonschema.Schema
	if err := json.Unmarshal(recordjson.Schema(), &s); err != nil {
		t.Fatal(err)
	}
	n := 0
	var walk func(path string, s *jsonschema.Schema)
	walk = func(path string, s *jsonschema.Schema) {
		if s == nil {
			return
		}
		for name, p := range s.Properties {
			n++
			if p.Description == "" {
				t.Errorf("%s.%s has no description", path, name)
			}
			walk(fmt.Sprintf("%s.%s", path, name), p)
		}
		walk(path+"[]", s.Items)
		walk(path+"{}", s.AdditionalProperties)
	}
	walk("", &s)
	if n < 80 {
		t.Errorf("only %d properties: the schema is not that of an audit", n)
	}
}
