package auditor_test

import (
	"context"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/auditor"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/rules"
)

// A standard that nobody asked for is judged for the sake of one that uses its
// verdicts, and is told of nowhere.
func TestAuditTellsOfTheStandardsAskedFor(t *testing.T) {
	first := &rules.Standard{ID: "first", Categories: []rules.Category{{ID: "1", Rules: []rules.Rule{history("1.1")}}}}
	second := &rules.Standard{ID: "second", Digest: "sha256:2", Categories: []rules.Category{{ID: "a", Rules: []rules.Rule{
		{Requirement: rules.Requirement{ID: "a.1", Level: rules.LevelRequired}, Judge: rules.Judge{SameAs: "first:1.1"}}}}}}
	m, problems := match.Compile([]*rules.Standard{first, second})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	a, err := auditor.New(auditor.Options{Crawler: still{site: office()}, Matcher: m, Report: []string{"second"}})
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := a.Audit(context.Background(), checks.Office{Home: "http://office.example/"}, when())
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Findings) != 1 || got.Findings[0].ID != "a.1" || got.Findings[0].Verdict != checks.Found {
		t.Errorf("findings %+v", got.Findings)
	}
	if len(got.Standards) != 1 || got.Standards[0].Digest != "sha256:2" || len(got.Scores) != 1 || got.Score.Required.Found != 1 {
		t.Errorf("standards %+v, scores %+v", got.Standards, got.Scores)
	}
}
