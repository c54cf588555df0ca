package checks_test

import (
	"slices"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

func TestStanding(t *testing.T) {
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("+07", 7*60*60))
	f := &checks.Finding{Standard: "s", ID: "1", Verdict: checks.NeedsEyes, Evidence: []checks.Evidence{{URL: "http://a.example/", Quote: "ก"}}}
	absent := &checks.Finding{Standard: "s", ID: "1", Verdict: checks.Absent}
	found := &checks.Finding{Standard: "s", ID: "1", Verdict: checks.Found}
	excuse := &checks.Waiver{Approver: "ผอ."}
	for name, c := range map[string]struct {
		d    checks.Decision
		f    *checks.Finding
		want checks.Standing
	}{
		"the same evidence":           {checks.Decision{Verdict: checks.Found, Evidence: f.Digest()}, f, checks.Holds},
		"bound to no evidence":        {checks.Decision{Verdict: checks.Found}, f, checks.Holds},
		"other evidence":              {checks.Decision{Verdict: checks.Found, Evidence: absent.Digest()}, f, checks.Asks},
		"its last day":                {checks.Decision{Verdict: checks.Found, Evidence: f.Digest(), Until: today}, f, checks.Holds},
		"the day after":               {checks.Decision{Verdict: checks.Found, Evidence: f.Digest(), Until: today.AddDate(0, 0, -1)}, f, checks.Lapsed},
		"no finding":                  {checks.Decision{Verdict: checks.Found}, nil, checks.Unused},
		"excused":                     {checks.Decision{Waiver: excuse, Evidence: absent.Digest()}, absent, checks.Holds},
		"excused, and mended since":   {checks.Decision{Waiver: excuse, Evidence: absent.Digest()}, found, checks.Unused},
		"excused for something else":  {checks.Decision{Waiver: excuse, Evidence: absent.Digest()}, f, checks.Asks},
		"excused until last week":     {checks.Decision{Waiver: excuse, Evidence: absent.Digest(), Until: today.AddDate(0, 0, -7)}, absent, checks.Lapsed},
		"lapsed before it is unused":  {checks.Decision{Waiver: excuse, Until: today.AddDate(0, 0, -7)}, found, checks.Lapsed},
		"decided found, and found so": {checks.Decision{Verdict: checks.Found, Evidence: found.Digest()}, found, checks.Holds},
	} {
		if got := c.d.Standing(c.f, today); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestLastSaid(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC) }
	decide := func(id string, day int, v checks.Verdict) checks.Statement {
		return checks.Statement{Office: "o", Decision: &checks.Decision{Standard: "s", ID: id, Verdict: v, At: at(day)}}
	}
	reply := func(id string, day int, url string) checks.Statement {
		return checks.Statement{Office: "o", Reply: &checks.Reply{Standard: "s", ID: id, URL: url, At: at(day)}}
	}
	last := checks.LastSaid([]checks.Statement{
		decide("1", 5, checks.Found), decide("1", 3, checks.Absent), // taken in later, decided earlier
		decide("2", 5, checks.Found), decide("2", 5, checks.Partial), // one day
		decide("3", 5, checks.Found), decide("3", 6, ""), // taken back
		decide("4", 5, checks.Found), decide("4", 6, ""), decide("4", 7, checks.Absent),
		reply("1", 2, "a"), reply("1", 4, "b"), reply("5", 1, "c"),
	})
	for id, want := range map[string]checks.Verdict{"1": checks.Found, "2": checks.Partial, "3": "", "4": checks.Absent, "5": ""} {
		got := checks.Verdict("")
		if d := last["s\x00"+id].Decision; d != nil {
			got = d.Verdict
		}
		if got != want {
			t.Errorf("item %s: %q, want %q", id, got, want)
		}
	}
	if r := last["s\x001"].Reply; r == nil || r.URL != "b" {
		t.Errorf("the last reply: %+v", r)
	}
	if len(last) != 5 {
		t.Errorf("%d requirements were spoken of, want 5", len(last))
	}
}

func TestDecisionLists(t *testing.T) {
	for _, v := range []checks.Verdict{checks.NeedsEyes, checks.CouldNotLook, checks.Untested} {
		if slices.Contains(checks.DecisionVerdicts(), v) {
			t.Errorf("a person may decide on %s, which decides nothing", v)
		}
	}
	if len(checks.DecisionVerdicts()) != 8 {
		t.Errorf("%d verdicts can be decided on, want 8", len(checks.DecisionVerdicts()))
	}
}
