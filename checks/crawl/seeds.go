package crawl

import "github.com/truatweb/truatweb/checks"

// Bounds on what is asked for beside what links lead to.
const (
	mostSeeds  = 300
	seedWeight = 100.0 // before all that links promise: a person waits for the answer
)

// Seed is an address that somebody says is worth a look, although no link need
// lead to it.
type Seed struct {
	URL   string
	Label string // what is said to be there; it stands as the resource's Label
}

// plant queues the seeds once home has said where the site lies. What Net does
// not let through, and another host where such are not followed, becomes a gap;
// an address that is none is passed over. From a seed off the site no link is
// followed on.
func (r *run) plant() {
	if r.o.Alone {
		return
	}
	for _, s := range r.o.Seeds[:min(len(r.o.Seeds), mostSeeds)] {
		a, ok := parse(s.URL)
		if !ok {
			continue
		}
		a = unprint(unwrap(a))
		it := &item{key: r.keyOf(a), at: a, class: classSteered, weight: seedWeight, label: s.Label, outside: !r.scope.holds(a)}
		if why, ok := r.o.Net.Admits(a.String()); !ok {
			r.gap(it, why, "")
			continue
		}
		if it.outside && !r.scope.own(a) && !r.o.FollowOutside {
			r.gap(it, checks.NotFollowed, "")
			continue
		}
		if have := r.items[it.key.String()]; have != nil {
			if !have.dropped {
				r.front.raise(have, it.class, it.weight)
				continue
			}
			have.dropped = false // its pool forgets it
		}
		r.items[it.key.String()] = it
		it.seq, it.shape = r.next(), shapeOf(it.key.flat())
		r.front.add(it)
	}
}
