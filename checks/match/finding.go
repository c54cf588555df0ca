package match

import (
	"fmt"
	"slices"
	"sort"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// parent sums up its parts: found when all that apply are found, partial when
// some are. Parts may be rules of other standards; where none of those is
// loaded, nothing was tested.
func (j *judge) parent(std *rules.Standard, r *rules.Rule, st *state, depth int) {
	count := map[checks.Verdict]int{}
	tally := &checks.Tally{}
	applicable, known, open := 0, 0, 0
	for _, id := range r.Parts.Of {
		part := j.lookup(std, id)
		if part == nil {
			continue
		}
		known++
		ps := j.settle(std, part, depth+1)
		count[ps.verdict]++
		if len(ps.evidence) > 0 && ps.verdict != checks.Absent && ps.verdict != checks.NotRequired {
			st.evidence = append(st.evidence, ps.evidence[0])
		}
		if part.Level == rules.LevelIfAny && ps.verdict != checks.Found {
			continue
		}
		switch ps.verdict {
		case checks.DeclaredNone, checks.NotYetDue, checks.NotRequired, checks.Untested:
			continue
		}
		applicable++
		if ps.verdict == checks.NeedsEyes || ps.verdict == checks.CouldNotLook {
			open++
		}
		if ps.verdict == checks.Found {
			tally.Have = append(tally.Have, id)
		} else {
			tally.Missing = append(tally.Missing, id)
		}
	}
	st.tally = tally
	need := r.Parts.Need
	if need == 0 || need > applicable {
		need = applicable
	}
	switch {
	case known == 0:
		st.verdict = checks.Untested
	case applicable == 0 && count[checks.DeclaredNone] > 0:
		st.verdict = checks.DeclaredNone
	case applicable == 0 && count[checks.NotYetDue] > 0:
		st.verdict = checks.NotYetDue
	case applicable == 0:
		st.verdict = checks.NotRequired
	case len(tally.Have) >= need:
		st.verdict = checks.Found
	case len(tally.Have) > 0 || count[checks.Partial] > 0 || count[checks.DeclaredNone] > 0:
		st.verdict, st.reasons = checks.Partial, []checks.Reason{checks.PartsMissing}
	case count[checks.NeedsEyes] > 0 && open < need:
		// whatever a person says of what is open, something else is missing
		st.verdict, st.reasons = checks.Partial, []checks.Reason{checks.PartsMissing}
	default:
		// none is found: the verdict that leaves most open speaks for all
		for _, v := range []checks.Verdict{checks.NeedsEyes, checks.CouldNotLook, checks.WrongPeriod, checks.Unreachable, checks.Absent} {
			if count[v] > 0 {
				st.verdict = v
				break
			}
		}
	}
}

// counts tells for each category of a standard how many of its requirements that
// apply are met: "title n/m".
func (j *judge) counts(standard string, depth int) *checks.Tally {
	s := j.standard(standard)
	if s == nil {
		return nil
	}
	tally := &checks.Tally{}
	for c := range s.Categories {
		met, of := 0, 0
		for k := range s.Categories[c].Rules {
			r := &s.Categories[c].Rules[k]
			if r.SumsOwn() || r.Level == rules.LevelIfAny {
				continue
			}
			switch j.settle(s, r, depth+1).verdict {
			case checks.Found, checks.DeclaredNone:
				met++
				of++
			case checks.NotRequired, checks.NotYetDue, checks.Untested:
			default:
				of++
			}
		}
		name := fmt.Sprintf("%s %d/%d", s.Categories[c].Title, met, of)
		switch {
		case of == 0:
		case met == of:
			tally.Have = append(tally.Have, name)
		default:
			tally.Missing = append(tally.Missing, name)
		}
	}
	return tally
}

// duplicates sends items that stand on one and the same file to a person,
// unless the standard lists them as legitimately shared (trap T8). An item that
// has another proof of its own stands on that one instead.
func (j *judge) duplicates(std *rules.Standard) {
	by := map[*seen][]*rules.Rule{}
	var standing []*rules.Rule
	for _, r := range std.Rules() {
		st := j.state[r]
		if st == nil || st.verdict != checks.Found || st.chosen == nil || r.Follows != "" || len(st.chosen.have) > 0 {
			continue
		}
		standing = append(standing, r)
		for _, s := range j.files(j.undisputed(st)) {
			by[s] = append(by[s], r)
		}
	}
	contested := func(r *rules.Rule, o *outcome) bool {
		for _, s := range j.files(o) {
			for _, other := range by[s] {
				if other != r && !std.Shares(r.ID, other.ID) {
					return true
				}
			}
		}
		return false
	}
	for _, r := range standing {
		st := j.state[r]
		if !contested(r, st.chosen) {
			continue
		}
		for _, o := range st.outcomes {
			if rank(o) == 0 && !contested(r, o) {
				for _, s := range j.files(st.chosen) {
					by[s] = slices.DeleteFunc(by[s], func(x *rules.Rule) bool { return x == r })
				}
				st.chosen, st.evidence = o, o.cited()
				for _, s := range j.files(o) {
					by[s] = append(by[s], r)
				}
				break
			}
		}
	}
	for _, list := range by {
		for _, r := range list {
			for _, other := range list {
				if other == r || std.Shares(r.ID, other.ID) {
					continue
				}
				st := j.state[r]
				st.verdict, st.reasons = checks.NeedsEyes, []checks.Reason{checks.DuplicateEvidence}
				break
			}
		}
	}
	for _, r := range std.Rules() {
		st := j.state[r]
		if r.Follows == "" || st == nil || st.verdict != checks.Found {
			continue
		}
		if lead := j.lookup(std, r.Follows); lead != nil {
			if ls := j.state[lead]; ls != nil && slices.Contains(ls.reasons, checks.DuplicateEvidence) {
				st.verdict, st.reasons = checks.NeedsEyes, []checks.Reason{checks.DuplicateEvidence}
			}
		}
	}
}

// files lists the documents that an outcome stands on.
func (j *judge) files(o *outcome) []*seen {
	var out []*seen
	for _, s := range o.proofs {
		if s.doc != nil {
			out = append(out, s)
		}
	}
	return out
}

// undisputed gives the outcome that a rule stands on, preferring one whose proof
// is not a single file offered under many labels.
func (j *judge) undisputed(st *state) *outcome {
	for _, o := range st.outcomes {
		if rank(o) != 0 {
			break
		}
		crowded := false
		for _, s := range o.proofs {
			crowded = crowded || s.doc != nil && j.labels(s) > 2
		}
		if !crowded {
			if o != st.chosen {
				st.chosen, st.evidence = o, o.cited()
			}
			return o
		}
	}
	return st.chosen
}

// labels counts the distinct row or link texts that lead to a file.
func (j *judge) labels(s *seen) int {
	distinct := map[string]bool{}
	for _, in := range s.in {
		distinct[in.link().Text+"|"+in.link().Context()] = true
	}
	return len(distinct)
}

// finding writes a rule's state down.
func (j *judge) finding(std *rules.Standard, r *rules.Rule) checks.Finding {
	st := j.state[r]
	f := checks.Finding{
		ID: r.ID, Standard: std.ID, Title: r.Title, Category: r.Category, Parent: r.SumsOwn(),
		Level: string(r.Level), Period: string(r.Period),
		Verdict: st.verdict, Reasons: st.reasons, Parts: st.tally, Question: r.Ask,
		Procedure: r.Procedure, Responsible: r.Responsible, Reviewer: r.Reviewer, EARL: st.verdict.EARL(),
		Evidence: []checks.Evidence{}, Nearest: []checks.Miss{},
		Searched: checks.Searched{Pages: j.cover.Pages, Documents: j.cover.Documents, Opened: st.opened, Unread: st.unread},
	}
	if f.Reasons == nil {
		f.Reasons = []checks.Reason{}
	}
	if st.question != "" {
		f.Question = st.question
	}
	f.Nearest = append(f.Nearest, st.nearest...)
	if c := j.m.rules[r]; c != nil {
		f.Searched.Words = firstN(c.all.words, 24)
	}
	if st.verdict != checks.Found && st.verdict != checks.NotRequired && st.verdict != checks.DeclaredNone && st.verdict != checks.NotYetDue {
		f.Advice = r.Advice
	}
	if st.verdict != checks.Absent && st.verdict != checks.NotRequired || r.Check != "" {
		f.Evidence = append(f.Evidence, distinct(st.evidence)...)
	}
	if st.verdict != checks.Found {
		f.Nearest = append(f.Nearest, firstN(st.misses, max(0, nearestTold-len(f.Nearest)))...)
	}
	years := slices.Clone(st.years)
	sort.Ints(years)
	f.YearsSeen = slices.Compact(years)
	return f
}

// nearestTold is how many places that came nearest are told of what was not found.
const nearestTold = 3

func firstN[T any](list []T, n int) []T {
	if len(list) > n {
		return list[:n]
	}
	return list
}

// distinct drops repeated citations, keeping order, and the empty ones.
func distinct(list []checks.Evidence) []checks.Evidence {
	var out []checks.Evidence
	seenAt := map[string]bool{}
	for _, e := range list {
		key := e.URL + "\x00" + e.Quote
		if e.URL == "" || seenAt[key] || len(out) >= 12 {
			continue
		}
		seenAt[key] = true
		out = append(out, e)
	}
	return out
}
