package match

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// index gathers every phrase met in a resource, or in the links that lead to
// it, with where it was met, so that ways that look for others walk neither.
func (v *view) index(s *seen) {
	s.words, s.called = map[int][]int{}, map[int][]int{}
	note := func(in map[int][]int, hits []hit, at int) {
		for _, h := range hits {
			if list := in[h.id]; len(list) == 0 || list[len(list)-1] != at {
				in[h.id] = append(list, at)
			}
		}
	}
	for i := range s.blocks {
		note(s.words, s.blocks[i].hits, i)
		for _, n := range s.c.Blocks[i].Links {
			note(s.words, s.links[n].hits, i)
		}
		for _, n := range s.c.Blocks[i].Images {
			note(s.words, s.images[n].hits, i)
		}
	}
	met := func(hits []hit) {
		for _, h := range hits {
			if _, known := s.words[h.id]; !known {
				s.words[h.id] = nil
			}
		}
	}
	met(s.title.hits)
	met(s.file.hits)
	for _, list := range [][]text{s.links, s.images} {
		for i := range list {
			met(list[i].hits)
		}
	}
	for i, in := range v.in[s.f.URL] {
		met(in.hits)
		note(s.called, in.hits, i)
	}
}

// speaks reports whether any word of the set was met in or on the way to it.
func (s *seen) speaks(set *wordset) bool {
	for _, id := range set.ids {
		if _, met := s.words[id]; met {
			return true
		}
	}
	return false
}

// places lists, ascending and each once, where words of a set were met.
func placesOf(in map[int][]int, set *wordset) []int {
	var out []int
	lists := 0
	for _, id := range set.ids {
		if list := in[id]; len(list) > 0 {
			lists++
			out = append(out, list...)
		}
	}
	if lists > 1 {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}

// places says whether the links to a page lead to several places of it.
type places uint8

const (
	placesUnknown places = iota
	onePlace
	severalPlaces
)

// showKey is a body, and what is looked for in it. Its blocks are a run, of
// which the first and the number are told, or a list that is shared.
type showKey struct {
	name     string
	min      int
	s        *seen
	list     *int
	first, n int
	plus     *seen
	label    string
	hops     int
}

// shows asks a recogniser of a body, once however many ways ask for it.
func (m *Matcher) shows(sh *rules.Show, b *body) sighting {
	if b.v == nil || len(b.plus) > 1 {
		return m.see[sh.Name](b, sh.Min)
	}
	k := showKey{name: sh.Name, min: sh.Min, s: b.s, n: len(b.idx), label: b.label, hops: b.hops}
	if k.n > 0 {
		k.first = b.idx[0]
		if b.idx[k.n-1]-k.first != k.n-1 {
			k.list = &b.idx[0]
		}
	}
	if len(b.plus) == 1 {
		k.plus = b.plus[0]
	}
	got, known := b.v.shown[k]
	if !known {
		got = m.see[sh.Name](b, sh.Min)
		b.v.shown[k] = got
	}
	return got
}

// seenKey tells lines of a site apart that a reader would tell apart.
type seenKey struct {
	folded string
	region checks.Region
}

// all lists all blocks of a resource.
func (s *seen) all() []int {
	if s.order == nil {
		s.order = make([]int, len(s.c.Blocks))
		for i := range s.order {
			s.order[i] = i
		}
	}
	return s.order
}

// fileLike is fileLike, asked once of each address.
func (v *view) fileLike(raw string) bool {
	is, known := v.files[raw]
	if !known {
		is = fileLike(raw)
		v.files[raw] = is
	}
	return is
}
