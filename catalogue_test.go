package truatweb_test

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/rules"
)

var update = flag.Bool("update", false, "write rules/README.md anew")

// cataloguePath is where everybody reads what is asked and how it is judged.
const cataloguePath = "rules/README.md"

// catalogue writes it, in the words of the reports.
func catalogue() ([]byte, error) {
	standards, problems := rules.LoadAll(rules.Packs(), nil, nil, rules.Vocabulary{})
	if len(problems) > 0 {
		return nil, errors.New(problems[0].String())
	}
	rules.Nearest(standards)
	x := rules.Explainer{Recognisers: reports.Things("th"), Checks: reports.CheckNames("th"), Verdicts: reports.VerdictNames("th")}
	return x.Catalogue(standards), nil
}

// TestCatalogueIsCurrent runs before the laws, which hold the file to the same.
func TestCatalogueIsCurrent(t *testing.T) {
	want, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(cataloguePath, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(cataloguePath)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is stale: go test . -run Catalogue -update", cataloguePath)
	}
}

// TestCatalogueNamesEverything holds that no requirement, and no use of one
// standard by another, is left out.
func TestCatalogueNamesEverything(t *testing.T) {
	body, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	standards, _ := rules.LoadAll(rules.Packs(), nil, nil, rules.Vocabulary{})
	_, crosswalk, found := strings.Cut(text, "## ตารางเทียบ")
	if !found {
		t.Fatal("no table of which items answer which")
	}
	for _, s := range standards {
		if !strings.Contains(text, "\n## "+s.ID+"\n") || s.Status != "" && !strings.Contains(text, rules.StatusText(s.Status)) {
			t.Errorf("%s has no part of its own that says how certain it is", s.ID)
		}
		for _, r := range s.Rules() {
			if !strings.Contains(text, "\n| "+r.ID+" | ") {
				t.Errorf("%s:%s is not told", s.ID, r.ID)
			}
			if std, id, across := strings.Cut(r.SameAs, ":"); across && std == "ops2563" && s.ID != std &&
				!strings.Contains(lineOf(crosswalk, "| "+id+" | "), r.ID) {
				t.Errorf("%s:%s is not told to answer %s", s.ID, r.ID, id)
			}
		}
	}
}

func lineOf(text, begin string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, begin) {
			return line
		}
	}
	return ""
}
