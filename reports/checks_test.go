package reports_test

import (
	"testing"

	"github.com/truatweb/truatweb/reports"
)

// TestChecksAreWorded: what a technical check looks at is said in both
// languages, of each in other words.
func TestChecksAreWorded(t *testing.T) {
	th, en := reports.CheckNames("th"), reports.CheckNames("en")
	seen := map[string]string{}
	for name, said := range th {
		if !hasThai(said) || en[name] == "" || hasThai(en[name]) || seen[said] != "" {
			t.Errorf("%s: %q, %q %s", name, said, en[name], seen[said])
		}
		seen[said] = name
	}
	if len(th) < 15 || len(th) != len(en) {
		t.Errorf("%d checks in Thai, %d in English", len(th), len(en))
	}
}
