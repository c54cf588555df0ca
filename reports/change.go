package reports

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
)

// Way says what became of a requirement between two audits of one office.
type Way string

// The ways. A verdict that a person or another look must settle is no loss and
// no gain: from or to it, and between what counts and what does not, is Aside.
const (
	Better  Way = "better"
	Worse   Way = "worse"
	Aside   Way = "aside" // another verdict, neither better nor worse
	Same    Way = "same"
	Added   Way = "added"   // the earlier audit did not judge it
	Dropped Way = "dropped" // the later audit did not judge it
)

// Change is one requirement in two audits.
type Change struct {
	Standard string         `json:"standard"`
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Level    string         `json:"level"`
	Old      checks.Verdict `json:"old,omitempty"` // "" if Added
	New      checks.Verdict `json:"new,omitempty"` // "" if Dropped
	Way      Way            `json:"way"`
}

// Changes is what became of an office between two audits. Counts are of leaves:
// parents repeat them.
type Changes struct {
	Better  int `json:"better"`
	Worse   int `json:"worse"`
	Aside   int `json:"aside"`
	Same    int `json:"same"`
	Added   int `json:"added"`
	Dropped int `json:"dropped"`
	// List holds all but what is the same: those that are worse first, then in the
	// order of the later audit.
	List []Change `json:"list"`
	// Rules names the standards whose rules differ between the audits: there the
	// site need not have changed.
	Rules []string `json:"rules,omitempty"`
}

// Any reports whether anything is not the same.
func (c *Changes) Any() bool { return len(c.List) > 0 }

// Compare says what became of each requirement from an earlier audit of an
// office to a later one. Without an earlier one, which may be nil, all is Added.
func Compare(earlier, later *checks.Audit) Changes {
	if earlier == nil {
		earlier = &checks.Audit{}
	}
	out := Changes{List: []Change{}, Rules: rulesBetween(earlier, later)}
	was, is := leaves(earlier), leaves(later)
	for i := range later.Findings {
		f := &later.Findings[i]
		if f.Parent || is[key(f)] != f { // an item named twice counts once
			continue
		}
		c := Change{Standard: f.Standard, ID: f.ID, Title: Clean(f.Title), Level: f.Level, New: f.Verdict, Way: Added}
		if old := was[key(f)]; old != nil {
			c.Old, c.Way = old.Verdict, wayOf(old, f)
		}
		out.add(c)
	}
	for i := range earlier.Findings {
		f := &earlier.Findings[i]
		if !f.Parent && was[key(f)] == f && is[key(f)] == nil {
			out.add(Change{Standard: f.Standard, ID: f.ID, Title: Clean(f.Title), Level: f.Level, Old: f.Verdict, Way: Dropped})
		}
	}
	order := []Way{Worse, Better, Aside, Dropped, Added}
	slices.SortStableFunc(out.List, func(x, y Change) int { return slices.Index(order, x.Way) - slices.Index(order, y.Way) })
	return out
}

func (c *Changes) add(one Change) {
	switch one.Way {
	case Better:
		c.Better++
	case Worse:
		c.Worse++
	case Aside:
		c.Aside++
	case Added:
		c.Added++
	case Dropped:
		c.Dropped++
	default:
		c.Same++
		return
	}
	c.List = append(c.List, one)
}

func key(f *checks.Finding) string { return f.Standard + "\x00" + f.ID }

// leaves finds the leaves of an audit, the first of those named alike.
func leaves(a *checks.Audit) map[string]*checks.Finding {
	out := make(map[string]*checks.Finding, len(a.Findings))
	for i := range a.Findings {
		if f := &a.Findings[i]; !f.Parent && out[key(f)] == nil {
			out[key(f)] = f
		}
	}
	return out
}

// wayOf compares two findings on one requirement.
func wayOf(old, now *checks.Finding) Way {
	was, is := pastItem(old), pastItem(now)
	return was.To(&is)
}

// To says what became of a requirement from one finding to a later one.
func (it *PastItem) To(now *PastItem) Way {
	if it.Verdict == now.Verdict {
		// Of the same parts, more or fewer are there.
		switch {
		case now.Verdict != checks.Partial || it.Parts != now.Parts || it.Have == now.Have:
			return Same
		case now.Have > it.Have:
			return Better
		default:
			return Worse
		}
	}
	if !it.Verdict.Decided() || !now.Verdict.Decided() {
		return Aside
	}
	switch a, b := standing(it.Verdict), standing(now.Verdict); {
	case a < b:
		return Better
	case a > b:
		return Worse
	default:
		return Aside
	}
}

// standing orders the verdicts that decide: what is met or asked of nobody, what
// is there in part, what is there and of no use, and what is not there.
func standing(v checks.Verdict) int {
	switch v {
	case checks.Found, checks.DeclaredNone, checks.NotYetDue, checks.NotRequired:
		return 3
	case checks.Partial:
		return 2
	case checks.WrongPeriod, checks.Unreachable:
		return 1
	default:
		return 0
	}
}

// rulesBetween names the standards of both audits whose digests differ, in the
// order of the later one.
func rulesBetween(earlier, later *checks.Audit) []string {
	var out []string
	for _, s := range later.Standards {
		if slices.ContainsFunc(earlier.Standards, func(o checks.StandardUsed) bool { return o.ID == s.ID && o.Digest != s.Digest }) {
			out = append(out, s.ID)
		}
	}
	return out
}
