package history_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/history"
)

// past is an audit some hours after the first, with the verdicts on items 1, 2 …
func past(hours int, verdicts ...checks.Verdict) reports.Past {
	p := reports.Past{ID: fmt.Sprint(hours), Office: "a.example", SeenAt: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour),
		FiscalYear: 2570, Program: "truatweb 1", FloorMet: true, Standards: []reports.PastStandard{{ID: "ops2563", Digest: "sha256:aa"}}}
	for i, v := range verdicts {
		p.Items = append(p.Items, reports.PastItem{Standard: "ops2563", ID: fmt.Sprint(i + 1), Verdict: v})
	}
	return p
}

const (
	f, part, abs, year, gone, eyes, blind, none, free, early = checks.Found, checks.Partial, checks.Absent, checks.WrongPeriod, checks.Unreachable, checks.NeedsEyes, checks.CouldNotLook, checks.DeclaredNone, checks.NotRequired, checks.NotYetDue
)

func TestWhatBecameOfAnItem(t *testing.T) {
	for _, c := range []struct {
		name  string
		seen  string // verdicts of one item, each "hours:verdict", the last two compared
		want  reports.Way
		since int // hours; -1 for none
	}{
		{"same", "0:found 24:found", reports.Same, -1},
		{"better", "0:absent 24:found", reports.Better, -1},
		{"worse, the page says so", "0:found 24:wrong_period", reports.Worse, -1},
		{"in part", "0:found 24:partial", reports.Worse, -1},
		{"missed once", "0:found 24:absent", reports.Missed, 0},
		{"missed, link dead", "0:found 24:unreachable", reports.Missed, 0},
		{"missed, if any", "0:found 24:not_required", reports.Missed, 0},
		{"missed twice the same night", "0:found 24:absent 30:absent", reports.Missed, 0},
		{"lost", "0:found 24:absent 48:absent", reports.Lost, 0},
		{"lost, once dead and once not there", "0:partial 24:unreachable 48:absent", reports.Lost, 0},
		{"lost is told once", "0:found 24:absent 48:absent 72:absent", reports.Same, -1},
		{"back", "0:found 24:absent 48:found", reports.Back, -1},
		{"back after it was lost is better", "0:found 24:absent 48:absent 72:found", reports.Better, -1},
		{"a day that could not be looked at is no miss", "0:found 24:absent 30:could_not_look 40:absent", reports.Missed, 0},
		{"and takes no miss back", "0:found 24:absent 30:could_not_look 48:absent", reports.Lost, 0},
		{"to a person", "0:found 24:needs_eyes", reports.Aside, -1},
		{"could not look", "0:found 24:could_not_look", reports.Aside, -1},
		{"never there", "0:absent 24:absent 48:absent", reports.Same, -1},
		{"declared none since", "0:found 24:declared_none 48:absent", reports.Worse, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var list []reports.Past
			for one := range strings.FieldsSeq(c.seen) {
				var hours int
				var v string
				if _, err := fmt.Sscanf(strings.Replace(one, ":", " ", 1), "%d %s", &hours, &v); err != nil {
					t.Fatal(err)
				}
				list = append(list, past(hours, checks.Verdict(v)))
			}
			n := len(list)
			got := history.Compare(list[n-2], list[n-1], list, nil)
			if len(got.Turns) != 1 || got.Turns[0].Way != c.want {
				t.Fatalf("%+v", got.Turns)
			}
			if lost := got.Turns[0].Way; (lost == reports.Lost || lost == reports.Missed) && got.Turns[0].Old != list[0].Items[0].Verdict {
				t.Errorf("was %s", got.Turns[0].Old)
			}
			if since := got.Turns[0].Since; since.IsZero() != (c.since < 0) || c.since >= 0 && !since.Equal(list[0].SeenAt.Add(time.Duration(c.since)*time.Hour)) {
				t.Errorf("since %v", since)
			}
		})
	}
}

func TestFarAuditsAreCompared(t *testing.T) {
	list := []reports.Past{past(0, f), past(24, f), past(48, abs), past(72, abs), past(96, abs)}
	if got := history.Compare(list[0], list[4], list, nil).Turns[0]; got.Way != reports.Lost || !got.Since.Equal(list[1].SeenAt) {
		t.Errorf("%+v", got)
	}
	if got := history.Compare(list[0], list[4], nil, nil).Turns[0]; got.Way != reports.Missed {
		t.Errorf("of two audits alone, one miss is known: %+v", got)
	}
}

func TestWhatIsNewAndWhatIsDropped(t *testing.T) {
	a, b := past(0, f, f), past(24, f)
	b.Items = append(b.Items, reports.PastItem{Standard: "ops2563", ID: "9", Verdict: abs}, reports.PastItem{Standard: "ops2563", ID: "8", Verdict: abs, Parent: true})
	var got []string
	for _, turn := range history.Compare(a, b, nil, nil).Turns {
		got = append(got, turn.ID+" "+string(turn.Way))
	}
	if want := []string{"1 same", "9 added", "2 dropped"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestOnlyWhatCanBeComparedIs(t *testing.T) {
	for name, c := range map[string]struct {
		turn func(*reports.Past)
		want reports.Obstacle
	}{
		"another office":      {func(p *reports.Past) { p.Office = "b.example" }, reports.OtherOffice},
		"another scope":       {func(p *reports.Past) { p.Scope = []string{"https://a.example/x/"} }, reports.OtherScope},
		"too little seen":     {func(p *reports.Past) { p.FloorMet = false }, reports.BelowFloor},
		"other standards":     {func(p *reports.Past) { p.Standards[0].ID = "moit" }, reports.NoStandard},
		"another fiscal year": {func(p *reports.Past) { p.FiscalYear++ }, ""},
	} {
		a, b := past(0, f), past(24, abs)
		c.turn(&a)
		for _, pair := range [][2]reports.Past{{a, b}, {b, a}} {
			got := history.Compare(pair[0], pair[1], nil, nil)
			if got.Obstacle != c.want || (len(got.Turns) == 0) != (c.want != "") {
				t.Errorf("%s: %q, %d turns", name, got.Obstacle, len(got.Turns))
			}
			if got.OtherYear != (name == "another fiscal year") {
				t.Errorf("%s: other year %v", name, got.OtherYear)
			}
		}
	}
	blindDay := past(24, blind)
	blindDay.FloorMet = false
	list := []reports.Past{past(0, f), blindDay}
	if got := history.Last(past(48, abs), list, nil); got == nil || !got.Before.SeenAt.Equal(list[0].SeenAt) || got.Turns[0].Way != reports.Missed {
		t.Errorf("%+v", got)
	}
	if got := history.Last(past(48, f), list[1:], nil); got != nil {
		t.Errorf("compared with what saw too little: %+v", got)
	}
}

func TestSiteIsToldFromRules(t *testing.T) {
	otherRules := func(p reports.Past) reports.Past { p.Standards[0].Digest = "sha256:bb"; return p }
	otherProgram := func(p reports.Past) reports.Past { p.Program = "truatweb 2"; return p }
	otherYear := func(p reports.Past) reports.Past { p.FiscalYear++; return p }
	kept := func(v checks.Verdict) *reports.Past { p := past(0, v); return &p }
	for _, c := range []struct {
		name     string
		a, b     reports.Past
		rejudged *reports.Past
		want     reports.Cause
	}{
		{"equal rules", past(0, f), past(24, year), nil, reports.BySite},
		{"equal rules, missed", past(0, f), past(24, abs), nil, ""},
		{"equal rules, dead links and worse", past(0, part), past(24, none), nil, reports.BySite},
		{"nothing turned", past(0, f), otherRules(past(24, f)), nil, ""},
		{"other rules, site not kept", past(0, f), otherRules(past(24, year)), nil, reports.ByUnknown},
		{"other program, site not kept", past(0, f), otherProgram(past(24, year)), nil, reports.ByUnknown},
		{"the rules alone", past(0, f), otherRules(past(24, year)), kept(year), reports.ByRules},
		{"the site alone", past(0, f), otherRules(past(24, year)), kept(f), reports.BySite},
		{"both", past(0, f), otherRules(past(24, year)), kept(part), reports.ByBoth},
		{"the year, as it was judged anew", past(0, f), otherYear(past(24, year)), kept(year), reports.ByTime},
		{"the year, as far as is known", past(0, f), otherYear(past(24, year)), nil, reports.ByTime},
		{"it fell due", past(0, early), past(24, abs), nil, reports.ByTime},
		{"another year, yet in part", past(0, f), otherYear(past(24, part)), nil, reports.BySite},
	} {
		got := history.Compare(c.a, c.b, nil, c.rejudged)
		if got.Turns[0].Cause != c.want || got.Rejudged != (c.rejudged != nil) {
			t.Errorf("%s: %+v", c.name, got.Turns[0])
		}
	}
}

// Steps says what Last does, also among audits that cannot be compared.
func TestStepsAreThoseOfLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []reports.Past
		verdicts := checks.Verdicts()
		hours := 0
		for range rapid.IntRange(1, 10).Draw(t, "audits") {
			hours += rapid.IntRange(1, 30).Draw(t, "hours")
			p := past(hours, rapid.SampledFrom(verdicts).Draw(t, "1"), rapid.SampledFrom(verdicts).Draw(t, "2"))
			p.FloorMet = rapid.IntRange(0, 4).Draw(t, "floor") > 0
			if rapid.Bool().Draw(t, "scope") {
				p.Scope = []string{"https://a.example/x/"}
			}
			if rapid.IntRange(0, 4).Draw(t, "standard") == 0 {
				p.Standards[0].ID = "moit"
				p.Items[0].Standard = "moit"
			}
			list = append(list, p)
		}
		for i, step := range history.Steps(list) {
			if one := history.Last(list[i], list[:i], nil); !reflect.DeepEqual(step, one) {
				t.Fatalf("step %d is %+v, by itself %+v", i, step, one)
			}
		}
	})
}

// Whatever the verdicts: an item is lost at most once until it is there again,
// and never without two misses apart.
func TestLossIsNeverTooQuick(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []reports.Past
		hours := 0
		verdicts := checks.Verdicts()
		for range rapid.IntRange(2, 12).Draw(t, "audits") {
			hours += rapid.IntRange(1, 30).Draw(t, "hours")
			p := past(hours, rapid.SampledFrom(verdicts).Draw(t, "verdict"))
			list = append(list, p)
		}
		for i, step := range history.Steps(list) {
			if one := history.Last(list[i], list[:i], nil); !reflect.DeepEqual(step, one) {
				t.Fatalf("step %d is %+v, by itself %+v", i, step, one)
			}
		}
		lost := false
		for i := 1; i < len(list); i++ {
			v := list[i].Items[0].Verdict
			got := history.Compare(list[i-1], list[i], list, nil).Turns[0]
			if v == f || v == part {
				lost = false
			}
			if got.Way != reports.Lost {
				continue
			}
			if lost {
				t.Fatalf("lost twice by audit %d", i)
			}
			lost = true
			first := -1
			for k := i - 1; k >= 0 && !list[k].SeenAt.Before(got.Since); k-- {
				if w := list[k].Items[0].Verdict; w == abs || w == gone || w == free {
					first = k
				}
			}
			if first < 0 || list[i].SeenAt.Sub(list[first].SeenAt) < history.Apart {
				t.Fatalf("lost at audit %d without an earlier miss apart", i)
			}
		}
	})
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{ // method 3 in table I of Newcombe (1998), and the bounds of its formula
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}, {28, 29, 0.8282, 0.9939}, {0, 0, 0, 1},
	} {
		low, high := history.Wilson(c.k, c.n)
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.k, c.n, low, high, c.low, c.high)
		}
	}
}

func TestConfidence(t *testing.T) {
	j := func(id, rules string, robot, person checks.Verdict) reports.Judged {
		return reports.Judged{Office: "a", Standard: "ops2563", ID: id, Rules: rules, Robot: robot, Person: person}
	}
	judged := []reports.Judged{j("1", "old", f, f), j("1", "old", f, abs), j("1", "old", f, abs), j("1", "old", abs, abs), j("1", "old", eyes, f),
		j("1", "new", f, f), j("1", "new", f, f), j("1", "new", abs, abs), j("1", "new", f, f), j("1", "new", f, f), j("2", "new", f, abs), j("1", "new", f, eyes)}
	all := history.Confidence(judged, history.By{})
	if len(all) != 2 || all[0].Upheld != 7 || all[0].Of != 9 || all[0].Left != 1 || all[1].Upheld != 0 || all[1].Of != 1 {
		t.Errorf("%+v", all)
	}
	if by := history.Confidence(judged, history.By{Rules: true, Robot: true}); len(by) != 6 {
		t.Errorf("%+v", by)
	}
	key := reports.ItemKey("ops2563", "1")
	known := history.Known(judged, []checks.StandardUsed{{ID: "ops2563", Digest: "new"}})
	if u := known[key]; len(known) != 1 || u.Rules != "new" || u.Upheld != 5 || u.Of != 5 {
		t.Errorf("%+v", known)
	}
	if u := history.Known(judged, []checks.StandardUsed{{ID: "ops2563", Digest: "third"}})[key]; u.Rules != "" || u.Of != 9 {
		t.Errorf("%+v", u)
	}
	if sum := history.Together(all); sum.Upheld != 7 || sum.Of != 10 || sum.Left != 1 {
		t.Errorf("%+v", sum)
	}
}
