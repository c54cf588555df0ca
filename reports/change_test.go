package reports_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

func TestCompareWays(t *testing.T) {
	one := func(v checks.Verdict, parts *checks.Tally) *checks.Audit {
		return &checks.Audit{Findings: []checks.Finding{{Standard: "s", ID: "1", Verdict: v, Parts: parts}}}
	}
	for _, c := range []struct {
		old, now checks.Verdict
		way      reports.Way
	}{
		{checks.Absent, checks.Found, reports.Better},
		{checks.Absent, checks.Partial, reports.Better},
		{checks.Partial, checks.WrongPeriod, reports.Worse},
		{checks.Found, checks.Unreachable, reports.Worse},
		{checks.NotYetDue, checks.Absent, reports.Worse}, // the day came and nothing was there
		{checks.Absent, checks.DeclaredNone, reports.Better},
		{checks.Found, checks.NotYetDue, reports.Aside}, // a fiscal year began
		{checks.Unreachable, checks.WrongPeriod, reports.Aside},
		{checks.Found, checks.CouldNotLook, reports.Aside}, // nothing is known to be lost
		{checks.Absent, checks.NeedsEyes, reports.Aside},
		{checks.NeedsEyes, checks.Absent, reports.Aside},
		{checks.Found, checks.Found, reports.Same},
		{checks.Partial, checks.Partial, reports.Same},
	} {
		got := reports.Compare(one(c.old, nil), one(c.now, nil))
		if c.way == reports.Same {
			if got.Any() || got.Same != 1 {
				t.Errorf("%s → %s: %+v, want the same", c.old, c.now, got)
			}
			continue
		}
		if len(got.List) != 1 || got.List[0].Way != c.way || got.List[0].Old != c.old || got.List[0].New != c.now {
			t.Errorf("%s → %s: %+v, want %s", c.old, c.now, got.List, c.way)
		}
	}
	half, most := &checks.Tally{Have: []string{"a"}, Missing: []string{"b", "c"}}, &checks.Tally{Have: []string{"a", "b"}, Missing: []string{"c"}}
	if got := reports.Compare(one(checks.Partial, half), one(checks.Partial, most)); got.Better != 1 {
		t.Errorf("one part more: %+v", got)
	}
	if got := reports.Compare(one(checks.Partial, most), one(checks.Partial, half)); got.Worse != 1 {
		t.Errorf("one part fewer: %+v", got)
	}
	other := &checks.Tally{Have: []string{"a", "b"}}
	if got := reports.Compare(one(checks.Partial, most), one(checks.Partial, other)); got.Any() {
		t.Errorf("a rule that asks for other parts cannot be compared: %+v", got)
	}
}

func TestCompareAudits(t *testing.T) {
	earlier := &checks.Audit{Standards: []checks.StandardUsed{{ID: "s", Digest: "1"}, {ID: "r", Digest: "1"}}, Findings: []checks.Finding{
		{Standard: "s", ID: "1", Parent: true, Verdict: checks.Partial},
		{Standard: "s", ID: "1.1", Verdict: checks.Found},
		{Standard: "s", ID: "1.2", Verdict: checks.Absent},
		{Standard: "s", ID: "1.3", Verdict: checks.Found},
		{Standard: "r", ID: "1.1", Verdict: checks.Absent},
	}}
	later := &checks.Audit{Standards: []checks.StandardUsed{{ID: "s", Digest: "1"}, {ID: "r", Digest: "2"}}, Findings: []checks.Finding{
		{Standard: "s", ID: "1", Parent: true, Verdict: checks.Absent},
		{Standard: "s", ID: "1.1", Verdict: checks.Absent},
		{Standard: "s", ID: "1.2", Verdict: checks.Found, Title: "ช่อง\x07"},
		{Standard: "s", ID: "1.4", Verdict: checks.Absent},
		{Standard: "r", ID: "1.1", Verdict: checks.Absent},
		{Standard: "r", ID: "1.1", Verdict: checks.Found}, // named twice
	}}
	want := reports.Changes{Better: 1, Worse: 1, Same: 1, Added: 1, Dropped: 1, Rules: []string{"r"}, List: []reports.Change{
		{Standard: "s", ID: "1.1", Old: checks.Found, New: checks.Absent, Way: reports.Worse},
		{Standard: "s", ID: "1.2", Title: "ช่อง", Old: checks.Absent, New: checks.Found, Way: reports.Better},
		{Standard: "s", ID: "1.3", Old: checks.Found, Way: reports.Dropped},
		{Standard: "s", ID: "1.4", New: checks.Absent, Way: reports.Added},
	}}
	if diff := cmp.Diff(want, reports.Compare(earlier, later)); diff != "" {
		t.Error(diff)
	}
	if got := reports.Compare(nil, later); got.Added != 4 || len(got.List) != 4 {
		t.Errorf("without an earlier audit: %+v", got)
	}
}
