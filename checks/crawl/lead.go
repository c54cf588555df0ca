package crawl

import "github.com/truatweb/truatweb/checks"

// recent keeps in mind what was asked for last: menus repeat the same on every page.
// It has two halves of a bounded number, and what is met again in the older one goes
// on in the newer. The zero recent is empty.
type recent[K comparable, V any] struct {
	now, before map[K]V
}

// mostRecent bounds each half.
const mostRecent = 2_000

// get gives what is known of k, or works it out.
func (r *recent[K, V]) get(k K, work func() V) V {
	x, known := r.now[k]
	if known {
		return x
	}
	if x, known = r.before[k]; !known {
		x = work()
	}
	if r.now == nil || len(r.now) >= mostRecent {
		r.now, r.before = map[K]V{}, r.now
	}
	r.now[k] = x
	return x
}

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
	recent[written, *lead]
	grown int // of the scope then
	live  address
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
	if t.grown != len(r.scope.prefixes) || t.live != r.scope.live {
		*t = leads{grown: len(r.scope.prefixes), live: r.scope.live}
	}
	return t.get(written{raw, routed}, func() *lead {
		read := parse
		if routed {
			read = parseRoute
		}
		a, ok := read(raw)
		if !ok {
			return nil
		}
		out := &lead{a: unprint(unwrap(a)), idle: sharing(a)}
		out.key = r.keyOf(out.a)
		out.at, out.id = out.a.String(), out.key.String()
		out.idle = out.idle || ending(out.a, deadEndings)
		out.file = ending(out.a, fileEndings)
		out.outside = !r.scope.holds(out.a)
		out.why, out.admitted = r.o.Net.admitsAddress(out.a)
		return out
	})
}

// changing is a Steerer that says when what it weighs by has changed; what it said
// before holds until then.
type changing interface {
	Changes() int
}

// asking is what a Steerer was asked.
type asking struct{ text, at, context string }

// weights keeps what a Steerer said.
type weights struct {
	recent[asking, float64]
	changes int
}

// steer asks the Steerer for the weight of a link, once as long as that holds.
func (r *run) steer(text, at, context string) float64 {
	c, ok := r.o.Steerer.(changing)
	if !ok {
		return r.weighBy(text, at, context)
	}
	w := &r.weights
	if n := c.Changes(); n != w.changes {
		*w = weights{changes: n}
	}
	return w.get(asking{text, at, context}, func() float64 { return r.weighBy(text, at, context) })
}
