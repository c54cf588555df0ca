package sarif_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/sarif"
)

func sample(t *testing.T) *checks.Audit {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	a := &checks.Audit{}
	if err := json.Unmarshal(body, a); err != nil {
		t.Fatal(err)
	}
	return a
}

// log is what a reader of SARIF relies on.
type log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []struct {
		Tool struct {
			Driver struct {
				Name  string `json:"name"`
				Rules []struct {
					ID    string `json:"id"`
					Short struct {
						Text string `json:"text"`
					} `json:"shortDescription"`
					Default struct {
						Level string `json:"level"`
					} `json:"defaultConfiguration"`
				} `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		Invocations []struct {
			Successful *bool  `json:"executionSuccessful"`
			Start      string `json:"startTimeUtc"`
		} `json:"invocations"`
		ColumnKind string `json:"columnKind"`
		Results    []struct {
			RuleID    string `json:"ruleId"`
			RuleIndex int    `json:"ruleIndex"`
			Kind      string `json:"kind"`
			Level     string `json:"level"`
			Message   struct {
				Text string `json:"text"`
			} `json:"message"`
			Locations []struct {
				Physical struct {
					Artifact struct {
						URI string `json:"uri"`
					} `json:"artifactLocation"`
				} `json:"physicalLocation"`
			} `json:"locations"`
			Fingerprints map[string]string `json:"partialFingerprints"`
		} `json:"results"`
	} `json:"runs"`
}

// holds asserts what the schema of SARIF 2.1.0 demands of the parts that are
// written: sections 3.13, 3.14, 3.19, 3.20, 3.27, 3.28 and 3.49 of the standard.
func holds(t *testing.T, body []byte) log {
	t.Helper()
	var l log
	if err := json.Unmarshal(body, &l); err != nil {
		t.Fatal(err)
	}
	if l.Version != "2.1.0" || !strings.HasSuffix(l.Schema, "sarif-2.1.0.json") || len(l.Runs) != 1 {
		t.Fatalf("version %q, schema %q, %d runs", l.Version, l.Schema, len(l.Runs))
	}
	r := &l.Runs[0]
	if r.Tool.Driver.Name == "" || len(r.Invocations) != 1 || r.Invocations[0].Successful == nil {
		t.Errorf("tool %q, invocations %+v", r.Tool.Driver.Name, r.Invocations)
	}
	if at := r.Invocations[0].Start; at != "" {
		if _, err := time.Parse("2006-01-02T15:04:05Z", at); err != nil {
			t.Error(err)
		}
	}
	if !slices.Contains([]string{"utf16CodeUnits", "unicodeCodePoints"}, r.ColumnKind) {
		t.Errorf("columnKind %q", r.ColumnKind)
	}
	ids := map[string]bool{}
	for _, d := range r.Tool.Driver.Rules {
		if d.ID == "" || ids[d.ID] || d.Short.Text == "" || !slices.Contains([]string{"none", "note", "warning", "error"}, d.Default.Level) {
			t.Errorf("rule %+v", d)
		}
		ids[d.ID] = true
	}
	for _, s := range r.Results {
		if s.RuleIndex < 0 || s.RuleIndex >= len(r.Tool.Driver.Rules) || r.Tool.Driver.Rules[s.RuleIndex].ID != s.RuleID {
			t.Errorf("%s is not the rule at %d", s.RuleID, s.RuleIndex)
		}
		if !slices.Contains([]string{"pass", "open", "informational", "notApplicable", "review", "fail"}, s.Kind) || (s.Kind == "fail") == (s.Level == "none") {
			t.Errorf("%s: kind %q with level %q", s.RuleID, s.Kind, s.Level)
		}
		if s.Message.Text == "" || len(s.Fingerprints) == 0 {
			t.Errorf("%s: message %q, fingerprints %v", s.RuleID, s.Message.Text, s.Fingerprints)
		}
		for _, at := range s.Locations {
			if u, err := url.Parse(at.Physical.Artifact.URI); err != nil || u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("%s is at %q", s.RuleID, at.Physical.Artifact.URI)
			}
		}
	}
	return l
}

func write(t *testing.T, a *checks.Audit) []byte {
	t.Helper()
	r, err := reports.New(a, nil, "th")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (sarif.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLog(t *testing.T) {
	a := sample(t)
	l := holds(t, write(t, a))
	got := map[string]string{}
	at := map[string]string{}
	for _, s := range l.Runs[0].Results {
		got[s.RuleID] = s.Kind + " " + s.Level
		if len(s.Locations) > 0 {
			at[s.RuleID] = s.Locations[0].Physical.Artifact.URI
		}
	}
	for id, want := range map[string]string{
		"ops2563:1.1":                "pass none",
		"ops2563:1.5":                "fail error",
		"ops2563:8.2":                "fail note", // an example that is missing breaks nothing
		"gws2:gws.naming.gov_domain": "fail warning",
		"ops2563:2.1":                "review none",
		"ops2563:1.8.3":              "open none",
		"ops2563:1.9.2":              "notApplicable none",
		"ops2563:10.3":               "open none",
	} {
		if got[id] != want {
			t.Errorf("%s is %q, want %q", id, got[id], want)
		}
	}
	if _, ok := got["ops2563:1.8"]; ok {
		t.Error("a parent is told again")
	}
	for id, want := range map[string]string{"ops2563:1.1": "history.html", "ops2563:1.5": "news/1201.html", "ops2563:6.2": "example/"} {
		if !strings.HasSuffix(at[id], want) {
			t.Errorf("%s is at %q, want %q", id, at[id], want)
		}
	}
	if strings.Contains(string(write(t, a)), "javascript:alert(document.domain)\"") {
		t.Error("an address that acts became a location")
	}
}

func TestNothingToWrite(t *testing.T) {
	if err := (sarif.Format{}).Write(&bytes.Buffer{}, nil); err == nil {
		t.Error("no report was taken")
	}
	holds(t, write(t, &checks.Audit{Findings: []checks.Finding{{Standard: "s", ID: "1", Title: "ก", Verdict: checks.Untested}}}))
}
