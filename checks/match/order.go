package match

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// rank orders verdicts as domain handbook §7 does; a weak match stands below a
// confident wrong period.
func rank(o *outcome) int {
	switch o.verdict {
	case checks.Found:
		return 0
	case checks.DeclaredNone:
		return 1
	case checks.NeedsEyes:
		if o.weak() {
			return 6
		}
		return 2
	case checks.Partial:
		return 3
	case checks.NotYetDue:
		return 4
	case checks.WrongPeriod:
		return 5
	case checks.Unreachable:
		return 7
	case checks.CouldNotLook:
		return 8
	}
	return 9
}

// preferLists puts first what was counted over a list of entries, where the best
// outcome stands on one entry alone: each entry must show its source, and one
// that does speaks for no other.
func preferLists(list []*outcome) {
	const few = 3
	if len(list) == 0 || list[0].verdict != checks.Found || list[0].entries >= few {
		return
	}
	best := -1
	for i, o := range list {
		if o.verdict == checks.Partial && o.entries >= few && (best < 0 || o.entries > list[best].entries) {
			best = i
		}
	}
	if best > 0 {
		o := list[best]
		copy(list[1:best+1], list[:best])
		list[0] = o
	}
}

// better prefers, among outcomes of equal rank, the strongest word, the label's
// own page over one that only a link names, and the more complete.
func better(a, b *outcome) bool {
	if a.cand.own != b.cand.own {
		return a.cand.own
	}
	if a.cand.worth != b.cand.worth {
		return a.cand.worth > b.cand.worth
	}
	if len(a.lack) != len(b.lack) {
		return len(a.lack) < len(b.lack)
	}
	return placeRank(a.cand.place) < placeRank(b.cand.place)
}

// placeRank prefers, among equals, the place that a person would show first.
func placeRank(p rules.Place) int {
	return slices.Index([]rules.Place{rules.PlacePage, rules.PlaceSection, rules.PlaceDocument, rules.PlaceRow, rules.PlaceImage, rules.PlaceSite}, p)
}

// emptiness is how nothing was found at a place, as far as it decides where the
// place stands among others.
type emptiness struct {
	own   bool
	worth strength
	place rules.Place
	lack  int
	why   checks.Reason
}

// needless reports whether enough places held nothing in the same way before: of
// those that come after them nothing is told.
func needless(alike map[emptiness]*[]string, o *outcome) bool {
	if o.verdict != checks.Absent || o.miss == nil || len(o.reasons) != 1 {
		return false
	}
	k := emptiness{o.cand.own, o.cand.worth, o.cand.place, len(o.lack), o.reasons[0]}
	told := alike[k]
	switch {
	case told == nil:
		told = &[]string{}
		alike[k] = told
	case len(*told) == nearestTold:
		return true
	}
	if miss := o.told(); !slices.Contains(*told, miss.URL+miss.Quote) {
		*told = append(*told, miss.URL+miss.Quote)
	}
	return false
}

// release lets go of the outcomes of a concluded rule that nothing asks for any
// more, which on a large site are most of what judging holds: those that found
// the thing may still prove it where another rule claims the first one's file,
// and places where it may be are searched for what follows it.
func (j *judge) release(r *rules.Rule, st *state) {
	told := map[string]bool{}
	kept := make([]*outcome, 0, min(len(st.outcomes), 8))
	for i, o := range st.outcomes {
		if o.miss != nil && len(st.misses) < nearestTold {
			miss := o.told()
			if key := miss.URL + miss.Quote; !told[key] {
				told[key] = true
				st.misses = append(st.misses, miss)
			}
		}
		switch at := rank(o); {
		case i == 0 || at == 0 || o == st.chosen:
			kept = append(kept, o)
		case at <= 6 && j.leads[r]:
			*o = outcome{verdict: o.verdict, reasons: o.reasons, faint: o.faint, cand: o.cand}
			kept = append(kept, o)
		default:
			j.v.spare = append(j.v.spare, o)
		}
	}
	st.outcomes = slices.Clip(kept)
}
