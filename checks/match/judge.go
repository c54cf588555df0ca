package match

import (
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// Judge holds a site against every rule of every standard and gives one finding
// a rule, in the standards' order.
func (m *Matcher) Judge(site *checks.Site, when When) []checks.Finding {
	return m.JudgeWithin(context.Background(), site, when)
}

// search reaches a verdict on every rule that is wanted and looks for something
// itself, and on those that they rest on.
func (m *Matcher) search(j *judge, wanted func(*rules.Rule) bool) {
	for _, s := range m.standards {
		for _, r := range s.Rules() {
			if r.Parts == nil && r.SameAs == "" && r.Check == "" && (r.Counts == "" || r.Ask == "") && wanted(r) {
				j.settle(s, r, 0)
			}
		}
		j.duplicates(s)
	}
}

// settle reaches a verdict on all other rules that are wanted: technical checks,
// and what rests on the verdicts of others and waits until those stand.
func (m *Matcher) settle(j *judge, wanted func(*rules.Rule) bool) {
	for _, s := range m.standards {
		for _, r := range s.Rules() {
			if wanted(r) {
				j.settle(s, r, 0)
			}
		}
	}
}

func (m *Matcher) begin(site *checks.Site, when When) *judge {
	j := &judge{m: m, v: newView(m, site, when), state: map[*rules.Rule]*state{}, cover: Coverage(site), leads: map[*rules.Rule]bool{}}
	for _, s := range m.standards {
		for _, r := range s.Rules() {
			for _, id := range []string{r.Follows, r.SameAs} {
				if id == "" {
					continue
				}
				if lead := j.lookup(s, id); lead != nil {
					j.leads[lead] = true
				}
			}
		}
	}
	return j
}

type judge struct {
	m     *Matcher
	v     *view
	state map[*rules.Rule]*state
	cover checks.CoverageOf
	leads map[*rules.Rule]bool // that others follow, or are the same as
	ctx   context.Context      //nolint:containedctx // nil: nothing ends it; lives no longer than JudgeWithin
}

// state is what became of one rule.
type state struct {
	outcomes []*outcome    // best first; of those after the first only what is still asked for
	misses   []checks.Miss // what the best of them lack
	verdict  checks.Verdict
	reasons  []checks.Reason
	tally    *checks.Tally
	years    []int
	opened   int
	unread   int
	evidence []checks.Evidence
	chosen   *outcome
	question string        // of a technical check
	nearest  []checks.Miss // of a technical check
}

func (j *judge) settle(std *rules.Standard, r *rules.Rule, depth int) *state {
	if st := j.state[r]; st != nil {
		return st
	}
	st := &state{verdict: checks.Absent}
	j.state[r] = st
	if depth > 20 {
		return st
	}
	switch {
	case r.Parts != nil:
		j.parent(std, r, st, depth)
	case r.SameAs != "":
		if other := j.lookup(std, r.SameAs); other != nil {
			*st = *j.settle(std, other, depth+1)
		} else {
			st.verdict = checks.Untested
		}
	case r.Ask != "":
		st.verdict, st.reasons, st.tally = checks.NeedsEyes, []checks.Reason{checks.PersonDecides}, j.counts(r.Counts, depth)
	case j.late(st):
	case r.Check != "":
		j.technical(r, st)
	default:
		j.search(std, r, st, depth)
	}
	return st
}

// technical asks the check that a rule calls on.
func (j *judge) technical(r *rules.Rule, st *state) {
	c := j.m.checks[r.Check]
	if c == nil {
		st.verdict = checks.Untested
		return
	}
	a := c.Judge(r.Check, j.v.site, j.v.when.AsOf)
	st.verdict, st.reasons, st.evidence, st.tally, st.question, st.nearest = a.Verdict, a.Reasons, a.Evidence, a.Parts, a.Question, a.Nearest
	if a.Crawled {
		j.floor(r, st)
	}
	if r.Level == rules.LevelIfAny && st.verdict == checks.Absent {
		st.verdict = checks.NotRequired
	}
}

func (j *judge) lookup(std *rules.Standard, id string) *rules.Rule {
	if r := std.Rule(id); r != nil {
		return r
	}
	if name, far, across := strings.Cut(id, ":"); across {
		if s := j.standard(name); s != nil {
			return s.Rule(far)
		}
	}
	return nil
}

// standard finds a loaded standard by its id; nil if there is none.
func (j *judge) standard(id string) *rules.Standard {
	if i := slices.IndexFunc(j.m.standards, func(s *rules.Standard) bool { return s.ID == id }); i >= 0 {
		return j.m.standards[i]
	}
	return nil
}

func (j *judge) search(std *rules.Standard, r *rules.Rule, st *state, depth int) {
	c := j.m.rules[r]
	var base []*candidate
	if r.Follows != "" {
		lead := j.lookup(std, r.Follows)
		if lead == nil {
			return
		}
		ls := j.settle(std, lead, depth+1)
		switch ls.verdict {
		case checks.Found, checks.Partial, checks.NeedsEyes, checks.WrongPeriod, checks.NotYetDue:
		default:
			st.verdict, st.reasons = ls.verdict, slices.Clone(ls.reasons)
			st.outcomes, st.misses = ls.outcomes, ls.misses
			j.floor(r, st)
			return
		}
		seenCandidate := map[*candidate]bool{}
		for _, o := range ls.outcomes {
			if rank(o) <= 6 && !seenCandidate[o.cand] {
				seenCandidate[o.cand] = true
				base = append(base, o.cand)
			}
		}
	}
	alike := map[emptiness]*[]string{}
	for i := range c.ways {
		w := &c.ways[i]
		candidates := base
		if r.Follows == "" {
			candidates = j.v.candidates(w)
			if w.in.has(inSite) {
				candidates = append(candidates, j.v.siteCandidates(w)...)
			}
		}
		for k, cand := range candidates {
			if j.late(st) {
				return
			}
			o := j.m.weigh(j.v, w, cand)
			if needless(alike, o) {
				st.opened++
				st.years = append(st.years, o.years...)
				j.v.spare = append(j.v.spare, o)
			} else {
				st.outcomes = append(st.outcomes, o)
			}
			if r.Follows == "" {
				candidates[k] = nil
			}
		}
	}
	sort.SliceStable(st.outcomes, func(a, b int) bool {
		x, y := st.outcomes[a], st.outcomes[b]
		if rank(x) != rank(y) {
			return rank(x) < rank(y)
		}
		return better(x, y)
	})
	preferLists(st.outcomes)
	j.conclude(r, c, st)
	j.release(r, st)
	if r.Follows != "" {
		j.inherit(j.state[j.lookup(std, r.Follows)], st)
	}
}

// inherit keeps what follows from being surer than what it follows: where it is
// doubtful whether a thing is the right one, its time and its file are as well.
func (j *judge) inherit(lead, st *state) {
	if lead == nil || lead.verdict != checks.NeedsEyes || st.verdict != checks.Found && st.verdict != checks.Partial {
		return
	}
	for _, why := range lead.reasons {
		switch why {
		case checks.LabelConflict, checks.WrongOwner, checks.DuplicateEvidence:
			st.verdict, st.reasons = checks.NeedsEyes, []checks.Reason{why}
			return
		}
	}
}

func (j *judge) conclude(r *rules.Rule, c *compiled, st *state) {
	for _, o := range st.outcomes {
		st.years = append(st.years, o.years...)
		if o.verdict == checks.CouldNotLook {
			st.unread++
		} else {
			st.opened++
		}
	}
	switch r.Period {
	case rules.PeriodMonthly, rules.PeriodQuarterly:
		if j.periodic(r, st) {
			return
		}
	}
	if len(st.outcomes) > 0 {
		o := st.outcomes[0]
		st.chosen = o
		st.verdict, st.reasons = o.verdict, slices.Clone(o.reasons)
		if len(o.lack) > 0 || len(o.have) > 0 {
			st.tally = &checks.Tally{Have: o.have, Missing: o.lack}
		}
		st.evidence = o.cited()
	}
	if st.verdict == checks.Absent {
		st.reasons = nil
		for _, o := range st.outcomes {
			for _, why := range o.reasons {
				if !slices.Contains(st.reasons, why) && why != checks.FalseFriend && len(st.reasons) < 4 {
					st.reasons = append(st.reasons, why)
				}
			}
		}
		j.bare(c, st)
	}
	j.floor(r, st)
}

// bare looks for links that carry the words and lead nowhere, and for links
// inside comments: they explain an absence.
func (j *judge) bare(c *compiled, st *state) {
	add := func(why checks.Reason) {
		if !slices.Contains(st.reasons, why) {
			st.reasons = append(st.reasons, why)
		}
	}
	for _, b := range j.v.bareLinks() {
		if c.all.best(b.text.hits) >= usual && (b.reason == checks.CommentedOut || !c.notHead.any(b.text.hits)) {
			add(b.reason)
		}
	}
}

// floor turns an absence that the program did not look hard enough for into
// could_not_look, and an absent if-any into not_required.
func (j *judge) floor(r *rules.Rule, st *state) {
	if st.verdict != checks.Absent {
		return
	}
	why := j.cover.FloorWhy
	if !j.cover.FloorMet && len(why) > 0 {
		st.verdict, st.reasons = checks.CouldNotLook, slices.Clone(why)
		return
	}
	if g := j.unopened(r); g != "" {
		st.verdict, st.reasons = checks.CouldNotLook, []checks.Reason{g}
		return
	}
	if r.Level == rules.LevelIfAny {
		st.verdict = checks.NotRequired
	}
}

// unopened gives the reason why a link whose text carries the rule's words was
// not opened: the item's own floor.
func (j *judge) unopened(r *rules.Rule) checks.Reason {
	c := j.m.rules[r]
	if c == nil || c.all.empty() {
		return ""
	}
	why := checks.Reason("")
	j.v.walk(&c.all, func(s *seen, _ []int) bool {
		if s.ignored != "" {
			return true
		}
		for _, b := range j.v.closedLinks(s) {
			if c.all.best(b.text.hits) >= usual && !c.notHead.any(b.text.hits) {
				why = b.reason
				return false
			}
		}
		return true
	})
	return why
}

// periodic concludes a rule of one proof a month or quarter: all candidates
// together, since offices split them over pages and hosts.
func (j *judge) periodic(r *rules.Rule, st *state) bool {
	months := map[thai.Month]bool{}
	var by []*outcome
	for _, o := range st.outcomes {
		if rank(o) > 0 && o.verdict != checks.NeedsEyes {
			continue
		}
		for mo := range o.months {
			if !months[mo] {
				months[mo] = true
				if len(by) == 0 || by[len(by)-1] != o {
					by = append(by, o)
				}
			}
		}
	}
	if len(by) == 0 {
		return j.undated(st)
	}
	due := thai.ElapsedMonths(j.v.when.FiscalYear, j.v.when.AsOf, j.v.when.GraceDays)
	tally := &checks.Tally{}
	if r.Period == rules.PeriodQuarterly {
		due = due[:len(due)/3*3]
		tally = quarterly(due, months)
	} else {
		for _, mo := range due {
			name := thai.MonthName(mo.Month)
			if months[mo] {
				tally.Have = append(tally.Have, name)
			} else {
				tally.Missing = append(tally.Missing, name)
			}
		}
	}
	st.chosen, st.tally = by[0], tally
	for _, o := range by {
		st.evidence = append(st.evidence, o.cited()...)
		if len(st.evidence) > 12 {
			break
		}
	}
	current := false
	for mo := range months {
		st.years = append(st.years, monthFiscal(mo))
		current = current || monthFiscal(mo) == j.v.when.FiscalYear
	}
	switch {
	case len(due) == 0 && !current:
		st.verdict = checks.NotYetDue
	case len(tally.Missing) == 0:
		st.verdict = checks.Found
	case len(tally.Have) > 0:
		st.verdict, st.reasons = checks.Partial, []checks.Reason{checks.PartsMissing}
	case firstQuarter(j.v.when) && len(due) == 0:
		st.verdict = checks.NotYetDue
	default:
		st.verdict, st.reasons, st.tally = checks.WrongPeriod, []checks.Reason{checks.YearOutside}, nil
	}
	return true
}

// undated concludes a monthly rule whose confirmed candidates name no month: by
// their years if those lie outside, by a person otherwise.
func (j *judge) undated(st *state) bool {
	for _, o := range st.outcomes {
		if o.verdict != checks.Found || o.months == nil {
			continue
		}
		st.chosen, st.evidence = o, o.cited()
		outside := len(o.years) > 0 && !slices.Contains(o.years, j.v.when.FiscalYear)
		if outside {
			st.verdict, st.reasons = checks.WrongPeriod, []checks.Reason{checks.YearOutside}
		} else {
			st.verdict, st.reasons = checks.NeedsEyes, []checks.Reason{checks.NoDate}
		}
		return true
	}
	return false
}
