package match

import (
	"maps"
	"slices"

	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// strength says how much a phrase that was met is worth.
type strength int

const (
	none   strength = iota
	weak            // a rule's weak word, or met only with its marks stripped
	usual           // a rule's accepted word
	strict          // a rule's exact word
)

// phrases is the set of all words of all rules, folded once.
type phrases struct {
	ids    map[string]int // folded form → id
	folded []string
	loose  map[string][]int // loose key → ids
}

func newPhrases() *phrases {
	return &phrases{ids: map[string]int{}, loose: map[string][]int{}}
}

func (p *phrases) add(word string) int {
	f := thai.Fold(word)
	if id, ok := p.ids[f]; ok {
		return id
	}
	id := len(p.folded)
	p.ids[f] = id
	p.folded = append(p.folded, f)
	return id
}

// wordset is one list of words of a rule, compiled.
type wordset struct {
	worth map[int]strength
	ids   []int    // the keys of worth, ascending
	words []string // as written, for the report
}

func (p *phrases) compile(w rules.Words) wordset {
	s := wordset{worth: map[int]strength{}, words: w.All()}
	put := func(list []string, st strength) {
		for _, word := range list {
			if id := p.add(word); s.worth[id] < st {
				s.worth[id] = st
			}
		}
	}
	put(w.Weak, weak)
	put(w.Accepted, usual)
	put(w.Exact, strict)
	s.ids = slices.Sorted(maps.Keys(s.worth))
	return s
}

func (p *phrases) compileList(list []string) wordset {
	return p.compile(rules.Words{Accepted: list})
}

func (s wordset) empty() bool { return len(s.worth) == 0 }

// hit is a phrase met in a text.
type hit struct {
	id       int
	loose    bool // met only by the looser key
	stripped bool // met only once all marks were stripped from both sides
}

// met reports whether a phrase is among hits, which are few.
func met(hits []hit, id int) bool {
	for i := range hits {
		if hits[i].id == id {
			return true
		}
	}
	return false
}

// best gives the greatest strength among hits that belong to the set. A loose
// hit is worth as much as a clean one; one that needed its marks stripped is weak.
func (s wordset) best(hits []hit) strength {
	best := none
	for _, h := range hits {
		st := s.worth[h.id]
		if h.stripped {
			st = min(st, weak)
		}
		best = max(best, st)
	}
	return best
}

func (s wordset) any(hits []hit) bool { return s.best(hits) != none }

// longest gives the length in bytes of the longest phrase of the set among hits.
func (s wordset) longest(p *phrases, hits []hit) int {
	n := 0
	for _, h := range hits {
		if s.worth[h.id] != none && len(p.folded[h.id]) > n {
			n = len(p.folded[h.id])
		}
	}
	return n
}
