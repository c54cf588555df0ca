package crawl

import "github.com/truatweb/truatweb/checks"

// mostLeads bounds the links read that are kept in mind, in each of two halves: menus
// repeat the same ones on every page, and what was met in one half is kept for the next.
const mostLeads = 2_000

// lead is where a link leads, as the crawl reads it.
type lead struct {
	a, key   address
	at, id   string // a and key as texts
	idle     bool   // never worth asking for: shares a page, or is a style sheet and the like
	file     bool
	outside  bool
	why      checks.Reason // of not being let through
	admitted bool
}

// leads keeps what links were read as, until the scope changes.
type leads struct {
	now, before map[written]*lead
	grown       int // of the scope then
	live        address
}

// written is an address as a link has it.
type written struct {
	raw    string
	routed bool
}

// lead reads a link's address, nil for what is no web address. routed is whether
// fragments name pages.
func (r *run) lead(raw string, routed bool) *lead {
	t := &r.leads
	switch {
	case t.now == nil || t.grown != len(r.scope.prefixes) || t.live != r.scope.live:
		*t = leads{now: map[written]*lead{}, grown: len(r.scope.prefixes), live: r.scope.live}
	case len(t.now) >= mostLeads:
		t.now, t.before = map[written]*lead{}, t.now
	}
	at, read := written{raw, routed}, parse
	if routed {
		read = parseRoute
	}
	x, known := t.now[at]
	if !known {
		if x, known = t.before[at]; known {
			t.now[at] = x
		}
	}
	if known {
		return x
	}
	var out *lead
	if a, ok := read(raw); ok {
		unwrapped := unwrap(a)
		out = &lead{a: unprint(unwrapped), idle: sharing(a)}
		out.key = r.keyOf(out.a)
		out.at, out.id = out.a.String(), out.key.String()
		out.idle = out.idle || ending(out.a, deadEndings)
		out.file = ending(out.a, fileEndings)
		out.outside = !r.scope.holds(out.a)
		out.why, out.admitted = r.o.Net.Admits(out.at)
	}
	t.now[at] = out
	return out
}

// changing is a Steerer that says when what it weighs by has changed; what it said
// before holds until then.
type changing interface {
	Changes() int
}

// mostWeights bounds the links whose weights are kept in mind.
const mostWeights = 50_000

// asking is what a Steerer was asked.
type asking struct{ text, at, context string }

// weights keeps what a Steerer said.
type weights struct {
	said    map[asking]float64
	changes int
}

// steer asks the Steerer for the weight of a link, once as long as that holds.
func (r *run) steer(text, at, context string) float64 {
	c, ok := r.o.Steerer.(changing)
	if !ok {
		return r.weighBy(text, at, context)
	}
	w := &r.weights
	if n := c.Changes(); w.said == nil || n != w.changes || len(w.said) >= mostWeights {
		*w = weights{said: map[asking]float64{}, changes: n}
	}
	k := asking{text, at, context}
	x, known := w.said[k]
	if !known {
		x = r.weighBy(text, at, context)
		w.said[k] = x
	}
	return x
}
