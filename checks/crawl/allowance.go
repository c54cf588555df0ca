package crawl

import (
	"cmp"
	"slices"
)

// How many pages of one kind are asked for. What a sample tells depends on its own
// size, hardly on that of the archive: of 160 pages, one shows what one in fifty of
// all has, nineteen times of twenty. So a kind of up to [mostWhole] pages is read
// whole, and of a larger one no more than of one ten times as large.
const (
	mostKind  = 160 // pages of a kind that is too large to be read whole, where the words promise something
	mostLists = 200 // lists of an archive that is; the newest are the first of them, and so are the oldest
)

// ofKind counts the pages of a pool's kind, asked for and known in all: a kind is all of
// one shape, whether the words of some promise something or not.
func (s *shapes) ofKind(p *pool) (asked, known int) {
	if p.mixed() || isTrap(p.key) || len(p.waiting) == 0 {
		return s.seen[p.key], s.seen[p.key] + p.left()
	}
	shape := p.shape()
	if k := s.kinds[shape]; k != nil {
		asked = k.read
	}
	known = asked
	for _, key := range [...]string{shape, steeredShape + shape} {
		if q := s.pools[key]; q != nil {
			known += q.over
			for _, it := range q.waiting {
				if it.dropped {
					known++
				}
			}
		}
	}
	return asked, known
}

// allowed is how many pages of a pool are asked for as a sample of its kind, of which
// so many were: what the words promise comes first. spare is how many more may be
// asked for as samples of all.
func (p *pool) allowed(asked, spare int) int {
	if p.steered() && !p.mixed() && !p.repeats() {
		return max(sampleMore, mostKind-asked)
	}
	return min(max(firstBatch, mostKind-asked), sampleMore, spare)
}

// best takes out of a pool those items that promise most of what is still sought,
// at most half as many as are to be asked for: the others stand for the archive.
func (s *shapes) best(p *pool, n int) []*item {
	if s.weigh == nil || !p.steered() || p.mixed() || n <= sampleMore || n >= len(p.waiting) {
		return nil
	}
	weights := make(map[*item]float64, len(p.waiting))
	for _, it := range p.waiting {
		weights[it] = s.weigh(it)
	}
	byWeight := slices.Clone(p.waiting)
	slices.SortStableFunc(byWeight, func(x, y *item) int { return cmp.Compare(weights[y], weights[x]) })
	out := slices.Clone(byWeight[:n/2])
	p.remove(out)
	return out
}

// listsMore reports whether a pool holds lists of an archive that is too large to be
// read whole.
func (s *shapes) listsMore(p *pool) bool {
	for _, q := range s.order {
		if q == p || len(q.waiting) == 0 || q.mixed() || q.made[p.key] == 0 || p.made[q.key] > 0 {
			continue
		}
		if _, known := s.ofKind(q); known > mostWhole {
			return true
		}
	}
	return false
}
