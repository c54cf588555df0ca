// Package history holds the audits of one office against each other: what
// became of each item, whether it was the site or the rules, what is lost and
// what was only missed, and how often people came to the program's verdict. It
// computes alone; where the audits are kept is not its business.
package history

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Apart is how long two misses must lie apart before what was there counts as
// lost: a night, so that an outage or a slow afternoon is no loss and two daily
// runs are enough.
const Apart = 20 * time.Hour

// Compare holds the last audit against an earlier one, with what the others of
// the office tell about what was there before; they may be in any order, and
// those that are later than after tell nothing. Rejudged is the site of before
// as after's rules and program judge it for after's day, nil if it is not kept.
func Compare(before, after reports.Past, others []reports.Past, rejudged *reports.Past) reports.Comparison {
	c := begin(before, after, rejudged)
	if c.Obstacle != "" {
		return c.Comparison
	}
	at, until := track(series(before, after, others), &before, &after)
	c.turns(func(key string) (state, state) { return at[key], until[key] }, rejudged)
	return c.Comparison
}

// comparing is a comparison that is being made.
type comparing struct{ reports.Comparison }

// begin says what can be said of two audits without looking at their items.
func begin(before, after reports.Past, rejudged *reports.Past) comparing {
	c := comparing{reports.Comparison{Before: before, After: after, Obstacle: Obstacle(&before, &after)}}
	if c.Obstacle != "" {
		return c
	}
	c.OtherYear = before.FiscalYear != after.FiscalYear
	c.OtherProgram = before.Program != after.Program
	for i := range after.Standards {
		if was := before.Standard(after.Standards[i].ID); was != nil && was.Digest != after.Standards[i].Digest {
			c.OtherRules = append(c.OtherRules, was.ID)
		}
	}
	c.Rejudged = rejudged != nil
	return c
}

// turns says what became of each item; states gives an item's as of both audits.
func (c *comparing) turns(states func(key string) (was, is state), rejudged *reports.Past) {
	before, after := &c.Before, &c.After
	was, again := byItem(before), map[string]*reports.PastItem{}
	if rejudged != nil {
		again = byItem(rejudged)
	}
	seen := map[string]bool{}
	for i := range after.Items {
		now := &after.Items[i]
		key := reports.ItemKey(now.Standard, now.ID)
		if now.Parent || seen[key] {
			continue
		}
		seen[key] = true
		t := reports.Turn{Change: reports.Change{Standard: now.Standard, ID: now.ID, Title: now.Title, Level: now.Level, New: now.Verdict, Way: reports.Added}}
		if old := was[key]; old != nil {
			t.Old = old.Verdict
			then, since := states(key)
			t.Way = way(old, now, then, since)
			t.Cause = cause(&c.Comparison, old, now, again[key], t.Way)
			if t.Way == reports.Missed || t.Way == reports.Lost {
				t.Old, t.Since = since.was, since.good
			}
		}
		c.Turns = append(c.Turns, t)
	}
	for i := range before.Items {
		old := &before.Items[i]
		if key := reports.ItemKey(old.Standard, old.ID); !old.Parent && !seen[key] {
			seen[key] = true
			c.Turns = append(c.Turns, reports.Turn{Change: reports.Change{Standard: old.Standard, ID: old.ID, Title: old.Title, Level: old.Level, Old: old.Verdict, Way: reports.Dropped}})
		}
	}
}

// Last holds an audit against the last of the earlier ones that it can be
// compared with; nil if there is none.
func Last(after reports.Past, others []reports.Past, rejudge func(before *reports.Past) *reports.Past) *reports.Comparison {
	var best *reports.Past
	for i := range others {
		p := &others[i]
		if p.SeenAt.Before(after.SeenAt) && Obstacle(p, &after) == "" && (best == nil || best.SeenAt.Before(p.SeenAt)) {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	var again *reports.Past
	if rejudge != nil {
		again = rejudge(best)
	}
	c := Compare(*best, after, others, again)
	return &c
}

// Steps holds each audit of an office against the last one before it that it can
// be compared with, as [Last] does, in one pass: in the order of time, nil where
// there is none.
func Steps(past []reports.Past) []*reports.Comparison {
	list := slices.Clone(past)
	slices.SortStableFunc(list, func(x, y reports.Past) int { return x.SeenAt.Compare(y.SeenAt) })
	out := make([]*reports.Comparison, len(list))
	type path struct {
		last   *reports.Past
		states map[string]state
	}
	paths := map[string]*path{}
	for i := range list {
		p := &list[i]
		if !p.FloorMet {
			continue
		}
		name := strings.Join(append(sorted(p.Scope), p.Office), "\x00")
		on := paths[name]
		if on == nil {
			on = &path{states: map[string]state{}}
			paths[name] = on
		}
		next := map[string]state{}
		for key, it := range byItem(p) {
			next[key] = on.states[key].after(it.Verdict, p.SeenAt)
		}
		switch {
		case on.last == nil:
		case !on.last.SeenAt.Before(p.SeenAt), Obstacle(on.last, p) != "":
			out[i] = Last(*p, list[:i], nil)
		default:
			c := begin(*on.last, *p, nil)
			c.turns(func(key string) (state, state) { return on.states[key], next[key] }, nil)
			out[i] = &c.Comparison
		}
		maps.Copy(on.states, next)
		on.last = p
	}
	return out
}

// Obstacle says why two audits cannot be held against each other; "" if they can.
func Obstacle(before, after *reports.Past) reports.Obstacle {
	shared := slices.ContainsFunc(after.Standards, func(s reports.PastStandard) bool { return before.Standard(s.ID) != nil })
	switch {
	case before.Office != after.Office:
		return reports.OtherOffice
	case !slices.Equal(sorted(before.Scope), sorted(after.Scope)):
		return reports.OtherScope
	case !before.FloorMet || !after.FloorMet:
		return reports.BelowFloor
	case !shared:
		return reports.NoStandard
	}
	return ""
}

func sorted(list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

func byItem(p *reports.Past) map[string]*reports.PastItem {
	out := make(map[string]*reports.PastItem, len(p.Items))
	for i := range p.Items {
		it := &p.Items[i]
		if key := reports.ItemKey(it.Standard, it.ID); !it.Parent && out[key] == nil {
			out[key] = it
		}
	}
	return out
}

// series is the audits up to after that can be compared with it, earliest first.
func series(before, after reports.Past, others []reports.Past) []*reports.Past {
	out := []*reports.Past{&before, &after}
	for i := range others {
		p := &others[i]
		if !p.SeenAt.Before(after.SeenAt) || p.SeenAt.Equal(before.SeenAt) {
			continue
		}
		if o := Obstacle(p, &after); o == "" || o == reports.NoStandard { // which tells nothing of these items
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(x, y *reports.Past) int { return x.SeenAt.Compare(y.SeenAt) })
	return out
}

// state is what is known of one item after some audits.
type state struct {
	good time.Time      // when it was last there; zero if it never was, or is known to be something else
	was  checks.Verdict // of then
	miss time.Time      // of the first miss since
	lost bool
}

// missed reports whether the item was there and is not found.
func (s state) missed() bool { return !s.miss.IsZero() }

// track follows each item through the audits and gives its state as of before
// and as of after.
func track(list []*reports.Past, before, after *reports.Past) (at, until map[string]state) {
	at, until = map[string]state{}, map[string]state{}
	for _, p := range list {
		if p.SeenAt.After(after.SeenAt) {
			continue
		}
		for key, it := range byItem(p) {
			s := until[key].after(it.Verdict, p.SeenAt)
			until[key] = s
			if !p.SeenAt.After(before.SeenAt) {
				at[key] = s
			}
		}
	}
	return at, until
}

func (s state) after(v checks.Verdict, at time.Time) state {
	switch v {
	case checks.Found, checks.Partial:
		return state{good: at, was: v}
	case checks.Absent, checks.Unreachable, checks.NotRequired:
		switch {
		case s.good.IsZero():
		case !s.missed():
			s.miss = at
		case at.Sub(s.miss) >= Apart:
			s.lost = true
		}
		return s
	case checks.NeedsEyes, checks.CouldNotLook, checks.Untested:
		return s // nothing is known anew
	default:
		return state{} // the page itself says something else
	}
}

// way says what became of an item, given its states as of the two audits.
func way(old, now *reports.PastItem, was, is state) reports.Way {
	there := now.Verdict == checks.Found || now.Verdict == checks.Partial
	missing := now.Verdict == checks.Absent || now.Verdict == checks.Unreachable || now.Verdict == checks.NotRequired
	switch {
	case there && was.missed() && !was.lost:
		return reports.Back
	case missing && is.lost && !was.lost:
		return reports.Lost
	case missing && is.missed() && !is.lost:
		return reports.Missed
	}
	return old.To(now)
}

// cause says why an item turned.
func cause(c *reports.Comparison, old, now, again *reports.PastItem, w reports.Way) reports.Cause {
	switch w {
	case reports.Same, reports.Added, reports.Dropped, reports.Back:
		return ""
	}
	// An item of one standard may rest on another's rules.
	judgedAlike := len(c.OtherRules) == 0 && !c.OtherProgram
	if again != nil && old.Verdict != now.Verdict {
		bySite, byJudge := again.Verdict != now.Verdict, again.Verdict != old.Verdict
		switch {
		case bySite && byJudge:
			return reports.ByBoth
		case bySite:
			return reports.BySite
		case judgedAlike:
			return reports.ByTime
		default:
			return reports.ByRules
		}
	}
	if !judgedAlike {
		return reports.ByUnknown
	}
	if w == reports.Missed {
		return "" // one miss may be the crawl's
	}
	for _, v := range []checks.Verdict{old.Verdict, now.Verdict} {
		if v == checks.NotYetDue || v == checks.WrongPeriod && c.OtherYear {
			return reports.ByTime
		}
	}
	return reports.BySite
}

// Alike reports whether two audits were judged alike, so that what turned is the
// site's doing: by equal rules and one program, for one fiscal year.
func Alike(before, after *reports.Past) bool {
	if before.Program != after.Program || before.FiscalYear != after.FiscalYear {
		return false
	}
	return !slices.ContainsFunc(after.Standards, func(s reports.PastStandard) bool {
		was := before.Standard(s.ID)
		return was != nil && was.Digest != s.Digest
	})
}
