package crawl

import (
	"context"
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// release asks for what waits in pools, once all else was seen: shapes that have
// an end are read whole, the others sampled. What is left is said in finish.
func (r *run) release(ctx, parent context.Context) {
	r.spare = true
	if r.o.Steerer != nil {
		r.shapes.weigh = func(it *item) float64 { return r.steer(it.label, it.at.String(), "") }
	}
	samples := mostSamples
	for !r.enough && !r.ended(ctx, parent) {
		p := r.shapes.ready()
		if p == nil {
			return
		}
		batch := r.shapes.take(p, r.o.Seed, samples)
		if p.done && !p.steered() {
			samples -= len(batch)
		}
		for _, it := range batch {
			it.dropped, it.class = false, classDeferred
			r.front.add(it)
		}
		if len(batch) > 0 {
			r.walk(ctx)
		}
		if len(r.rechecks) > 0 && !r.ended(ctx, parent) {
			r.recheck(ctx)
		}
	}
}

// leaveLoops leaves an address whose like were redirected without end.
func (r *run) leaveLoops(it *item) {
	r.shapes.wait(it.shape, it)
	it.pool.endless, it.pool.done = true, true
}

// onlySpare reports whether all that is left to ask for waited in pools: a budget
// that ends there makes a sample, and nothing that was promised is missing.
func (r *run) onlySpare() bool {
	if !r.spare || len(r.rechecks) > 0 {
		return false
	}
	for _, it := range r.front.items {
		if it.pool == nil || it.weight > 0 {
			return false
		}
	}
	for _, p := range r.shapes.order {
		if p.steered() && !p.done && p.left() > 0 {
			return false
		}
	}
	return true
}

// shelve puts items that were to be asked for back into their pools.
func (r *run) shelve() {
	for it := r.front.next(); it != nil; it = r.front.next() {
		if it.pool != nil {
			it.dropped = true
			it.pool.waiting = append(it.pool.waiting, it)
			r.shapes.seen[it.pool.key]--
		}
	}
}

// samples records what was left alone of shapes of which enough was seen.
func (r *run) samples() {
	gaps := map[*pool]int{}
	for _, p := range r.shapes.order {
		var first *item
		left := p.over
		for _, it := range p.waiting {
			if it.dropped && r.find(it.key) == nil {
				if left++; first == nil {
					first = it
				}
			}
		}
		if left == 0 || first == nil {
			continue
		}
		url := first.key.String()
		if len(url) > longestURL {
			url = url[:longestURL]
		}
		g := checks.Gap{URL: url, Reason: checks.Budget, Sampled: true, At: r.now(), Label: first.label,
			Sample: &checks.Sample{Shape: plainDetail(p.key), Asked: r.shapes.seen[p.key], Left: left, Seed: r.o.Seed, Endless: p.endless}}
		if first.from != nil {
			g.From = first.from.url
		}
		g.Detail = plainDetail(fmt.Sprintf("sampled: %s: %d asked for, %d left, seed %d", p.key, g.Sample.Asked, left, r.o.Seed))
		if p.key != longShape && !strings.HasSuffix(p.key, viewShape) { // those hold nothing of their own
			gaps[p] = len(r.site.Gaps)
		}
		r.site.Gaps = append(r.site.Gaps, g)
	}
	for key, it := range r.items {
		if i, ok := gaps[it.pool]; ok && it.dropped && r.known[key] == nil {
			r.site.LeaveAlone(key, i)
		}
	}
}
