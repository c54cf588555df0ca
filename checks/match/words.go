package match

import (
	"maps"
	"slices"

	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// strength says how much a phrase that was met is worth.
type strength int8

const (
	none   strength = iota
	weak            // a rule's weak word, or met only with its marks stripped
	usual           // a rule's accepted word
	strict          // a rule's exact word
)

// phrases is the set of all words of all rules, folded once.
type phrases struct {
	ids    map[string]int32 // folded form → id
	folded []string
}

func newPhrases() *phrases {
	return &phrases{ids: map[string]int32{}}
}

func (p *phrases) add(word string) int32 {
	f := thai.Fold(word)
	if id, ok := p.ids[f]; ok {
		return id
	}
	id := int32(len(p.folded))
	p.ids[f] = id
	p.folded = append(p.folded, f)
	return id
}

// wordset is one list of words of a rule, compiled.
type wordset struct {
	ids   []int32    // of phrases, ascending
	worth []strength // parallel to ids
	sieve []uint64   // a bit for each id from the first to the last
	words []string   // as written, for the report
}

func (p *phrases) compile(w rules.Words) wordset {
	worth := map[int32]strength{}
	put := func(list []string, st strength) {
		for _, word := range list {
			if id := p.add(word); worth[id] < st {
				worth[id] = st
			}
		}
	}
	put(w.Weak, weak)
	put(w.Accepted, usual)
	put(w.Exact, strict)
	s := newWordset(worth)
	s.words = w.All()
	return s
}

func newWordset(worth map[int32]strength) wordset {
	s := wordset{ids: slices.Sorted(maps.Keys(worth))}
	if len(s.ids) == 0 {
		return s
	}
	s.worth = make([]strength, len(s.ids))
	first := s.ids[0]
	s.sieve = make([]uint64, (s.ids[len(s.ids)-1]-first)>>6+1)
	for i, id := range s.ids {
		s.worth[i] = worth[id]
		s.sieve[(id-first)>>6] |= 1 << ((id - first) & 63)
	}
	return s
}

// of gives what a phrase is worth to the set.
func (s *wordset) of(id int32) strength {
	if len(s.ids) == 0 || id < s.ids[0] || int(id-s.ids[0])>>6 >= len(s.sieve) {
		return none
	}
	at := id - s.ids[0]
	if s.sieve[at>>6]>>(at&63)&1 == 0 {
		return none
	}
	i, _ := slices.BinarySearch(s.ids, id)
	return s.worth[i]
}

func (p *phrases) compileList(list []string) wordset {
	return p.compile(rules.Words{Accepted: list})
}

func (s *wordset) empty() bool { return len(s.ids) == 0 }

// hit is a phrase met in a text: its number, inverted where it was met only once
// all marks were stripped from both sides.
type hit int32

func (h hit) id() int32 {
	if h < 0 {
		return int32(^h)
	}
	return int32(h)
}

func (h hit) stripped() bool { return h < 0 }

// met reports whether a phrase is among hits, which are few.
func met(hits []hit, id int32) bool {
	for i := range hits {
		if hits[i].id() == id {
			return true
		}
	}
	return false
}

// best gives the greatest strength among hits that belong to the set. A loose
// hit is worth as much as a clean one; one that needed its marks stripped is weak.
func (s *wordset) best(hits []hit) strength {
	best := none
	for _, h := range hits {
		st := s.of(h.id())
		if h.stripped() {
			st = min(st, weak)
		}
		best = max(best, st)
	}
	return best
}

func (s *wordset) any(hits []hit) bool { return s.best(hits) != none }

// longest gives the length in bytes of the longest phrase of the set among hits.
func (s *wordset) longest(p *phrases, hits []hit) int {
	n := 0
	for _, h := range hits {
		if s.of(h.id()) != none && len(p.folded[h.id()]) > n {
			n = len(p.folded[h.id()])
		}
	}
	return n
}
