// Package junit lays a report out as JUnit XML, which build servers read: a
// standard is a test suite, a leaf a test case.
//
// What must be mended fails, under the verdict's code. What cannot be told, does
// not apply or is asked for only "if any" is skipped and says why. Parents repeat
// their parts and are left out, so that the counts are those of the report.
package junit

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/truatweb/truatweb/reports"
)

type suites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Skipped  int      `xml:"skipped,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []*suite `xml:"testsuite"`
}

type suite struct {
	Name       string     `xml:"name,attr"`
	Tests      int        `xml:"tests,attr"`
	Failures   int        `xml:"failures,attr"`
	Skipped    int        `xml:"skipped,attr"`
	Errors     int        `xml:"errors,attr"`
	Timestamp  string     `xml:"timestamp,attr,omitempty"` // Bangkok
	Hostname   string     `xml:"hostname,attr,omitempty"`
	Properties []property `xml:"properties>property"`
	Cases      []testCase `xml:"testcase"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type testCase struct {
	Class   string   `xml:"classname,attr"`
	Name    string   `xml:"name,attr"`
	Failure *outcome `xml:"failure"`
	Skipped *outcome `xml:"skipped"`
	Out     string   `xml:"system-out,omitempty"`
}

type outcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// Format writes the suites.
type Format struct{}

// Name implements [reports.Format].
func (Format) Name() string { return "junit" }

// Extension implements [reports.Format].
func (Format) Extension() string { return ".junit.xml" }

// Write implements [reports.Format].
func (Format) Write(w io.Writer, r *reports.Report) error {
	if r == nil || r.Audit == nil {
		return reports.ErrNoAudit
	}
	all := suites{Name: r.Title + " " + r.Office}
	for i := range r.Sections {
		s := suiteOf(r, &r.Sections[i])
		all.Suites = append(all.Suites, s)
		all.Tests, all.Failures, all.Skipped = all.Tests+s.Tests, all.Failures+s.Failures, all.Skipped+s.Skipped
	}
	_, err := io.WriteString(w, xml.Header)
	if err == nil {
		enc := xml.NewEncoder(w)
		enc.Indent("", "  ")
		err = enc.Encode(all)
	}
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	if err != nil {
		return fmt.Errorf("writing the test suites of %q: %w", r.Office, err)
	}
	return nil
}

func suiteOf(r *reports.Report, sec *reports.Section) *suite {
	s := &suite{Name: sec.ID + " " + sec.Title, Hostname: r.Home.Text, Properties: []property{
		{"as_of", r.Audit.AsOf}, {"fiscal_year", fmt.Sprint(r.Audit.FiscalYear)}, {"rules", sec.Digest}, {"program", r.Program},
	}}
	if !r.Visited.IsZero() {
		s.Timestamp = r.Visited.Format("2006-01-02T15:04:05")
	}
	for i := range sec.Groups {
		g := &sec.Groups[i]
		for j := range g.Rows {
			if row := &g.Rows[j]; !row.Parent {
				s.add(caseOf(sec, g, row))
			}
		}
	}
	return s
}

func (s *suite) add(c testCase) {
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Skipped != nil:
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

func caseOf(sec *reports.Section, g *reports.Group, r *reports.Row) testCase {
	c := testCase{Class: strings.TrimSuffix(sec.ID+"."+g.ID, "."), Name: r.ID + " " + r.Title}
	told := &outcome{Message: r.Word.Text, Type: r.Word.Code, Text: text(r)}
	switch {
	case r.EARL == "passed":
		c.Out = text(r)
	case r.EARL == "failed" && !r.IfAny:
		c.Failure = told
	default:
		told.Type = "" // the element has none
		c.Skipped = told
	}
	return c
}

// text tells what a person wants to know of a finding, a line each.
func text(r *reports.Row) string {
	lines := []string{r.Says}
	lines = append(lines, r.Reasons...)
	for i := range r.Evidence {
		e := &r.Evidence[i]
		lines = append(lines, strings.TrimSpace(address(e.Link)+" "+e.Quote), e.Repeat)
	}
	for i := range r.Nearest {
		n := &r.Nearest[i]
		lines = append(lines, strings.TrimSpace(address(n.Link)+" "+n.Reason))
	}
	lines = append(lines, r.Searched, r.Question, r.Advice)
	var b strings.Builder
	for _, l := range lines {
		if l != "" {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

func address(l reports.Link) string {
	if l.Href != "" {
		return l.Href
	}
	return l.Text
}
