package match

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// Steerer says how promising links are for what is still undecided. It is what
// a crawl orders its frontier by; it is not safe for concurrent use.
type Steerer struct {
	m       *Matcher
	words   wordset
	when    When
	next    int                  // resources seen before the site is judged again
	led     map[*rules.Rule]bool // what words lead to; the rest is settled at the end
	settled map[*rules.Rule]bool // found at a look: nothing is sought for them any more
	often   bool
	desk    desk
	changes int
}

// firstLook is the number of pages and files after which a growing site is
// judged for the first time; each further look waits until the site has tripled,
// so that all looks together cost no more than half of judging it once.
const firstLook = 24

// lookMost bounds the candidates of a way that a look weighs: what is there to
// find is among the first, and the end looks at them all.
const lookMost = 60

// Steer makes a steerer for one crawl.
func (m *Matcher) Steer(when When) *Steerer {
	s := &Steerer{m: m, words: m.steer, when: when, next: firstLook, led: map[*rules.Rule]bool{}, settled: map[*rules.Rule]bool{}}
	for _, std := range m.standards {
		for _, r := range std.Rules() {
			if r.Parts == nil && len(m.wordsOf(std, r)) > 0 {
				s.led[r] = true
			}
		}
	}
	return s
}

// Weigh says how promising a link is: 0 is neutral.
func (s *Steerer) Weigh(label, address, context string) float64 {
	return s.m.weighBy(&s.desk, &s.words, label, address, context)
}

// Progress says how many requirements to which words lead are settled, of how
// many.
func (s *Steerer) Progress() (decided, of int) { return len(s.settled), len(s.led) }

// Decided reports whether all requirements of the standards named to which words
// lead are settled; of all standards where none is named.
func (s *Steerer) Decided(standards ...string) bool {
	for _, std := range s.m.standards {
		if len(standards) > 0 && !slices.Contains(standards, std.ID) {
			continue
		}
		for _, r := range std.Rules() {
			if s.led[r] && !s.settled[r] {
				return false
			}
		}
	}
	return len(s.led) > 0
}

// Changes counts how often the words that links are weighed by have changed.
func (s *Steerer) Changes() int { return s.changes }

// Often makes looks more frequent, for a crawl that ends once all is settled.
func (s *Steerer) Often() { s.often = true }

// Look judges a growing site from time to time, at sizes that depend on nothing
// but the site, and from then on steers by the words of what is not found yet.
func (s *Steerer) Look(site *checks.Site) {
	n := len(site.Pages) + len(site.Documents)
	if n < s.next {
		return
	}
	if s.next = 3 * n; s.often {
		s.next = n + max(firstLook, n/4)
	}
	site.Index()
	open := map[int32]strength{}
	j := s.m.begin(site, s.when)
	j.v.most, j.v.mostLines = lookMost, lookMost
	wanted := func(r *rules.Rule) bool { return s.led[r] && !s.settled[r] }
	s.m.search(j, wanted)
	s.m.settle(j, wanted)
	for _, std := range s.m.standards {
		for _, r := range std.Rules() {
			if !s.led[r] || s.settled[r] {
				continue
			}
			if v := j.state[r].verdict; v == checks.Found || v == checks.DeclaredNone {
				s.settled[r] = true
				continue
			}
			for id, st := range s.m.wordsOf(std, r) {
				open[id] = max(open[id], st)
			}
		}
	}
	s.m.lend(site, j.v.texts)
	s.words = newWordset(open)
	s.changes++
}

// wordsOf gives the words that lead to a rule's candidates: its own, its
// parts', and those of the rule that it follows.
func (m *Matcher) wordsOf(std *rules.Standard, r *rules.Rule) map[int32]strength {
	out := map[int32]strength{}
	take := func(set *wordset) {
		for i, id := range set.ids {
			out[id] = set.worth[i]
		}
	}
	for depth := 0; r != nil && depth < 5; depth++ {
		if c := m.rules[r]; c != nil {
			take(&c.all)
			for i := range c.ways {
				for k := range c.ways[i].parts {
					take(&c.ways[i].parts[k].heading)
				}
			}
		}
		if r.Follows == "" {
			break
		}
		r = std.Rule(r.Follows)
	}
	return out
}
