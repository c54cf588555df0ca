package crawl

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// Bounds on what waits in pools, once all else was seen.
const (
	mostWaiting  = 5000 // addresses kept of one shape; more are only counted
	mostWhole    = 500  // of one shape that are read whole, where they lead on to no more
	mostTrapped  = 60   // of one shape that has the form of a trap
	firstBatch   = 8    // asked for to see whether they lead on to more
	boundGrowing = 60   // asked for of a shape whose pages keep leading on to others of it, one each: as lists of pages do
	boundBushy   = 40   // and several each
	sampleMore   = 20   // asked for of an archive beyond those asked for at once: the newest, the oldest, some between
	saturated    = 4    // links to known ones for each to a new one, where nearly all are known
	mostMixed    = 24   // asked for of a shape of which some lead on to others
	mostJudged   = 100  // of those that wait, from which is told where they come from
	mostMade     = 200  // shapes of pages that a pool's addresses were found on
	mostBred     = 100  // asked for in batches that led on to as many more
	mostSamples  = 60   // of all archives and traps
	mostLed      = 400  // of all shapes whose pages keep leading on to others, where each says something of its own
	mostCounted  = 500  // of a shape whose pages keep leading on to others, where numbers tell their end
)

// pool is what waits of one shape: more of it is known than its bound lets be
// asked for at once. When all else was seen, a few are asked for. If they lead on
// to no more of their kind, the shape has an end, and all are read. If they do,
// they are a trap or an archive, of which a sample must do.
type pool struct {
	key     string
	part    *part // all that waits is of it
	waiting []*item
	over    int            // further ones, whose addresses are not kept
	joined  int            // all that ever waited
	made    map[string]int // shapes of the pages that they were first found on
	met     int            // links of its pages to those of it that were known
	found   int            // new addresses of other shapes found on its pages
	asked   int            // taken out
	grew    int            // joined for it
	batch   int            // size of the last batch
	before  int            // joined when that began
	beyond  int            // joined since the last batch, beyond the numbers known of their shape
	fell    int            // addresses of other shapes found on pages of the last batch, below the numbers known
	rose    int            // and above
	child   string         // shape of one that fell
	credit  int            // pages that said something of their own, less those that did not
	endless bool           // pages lead on to ever more
	lists   bool           // of a large archive, of which enough were read
	done    bool
}

// wait puts an address into a pool.
func (s *shapes) wait(key string, it *item) {
	it.dropped, it.place = true, -1
	p := s.pools[key]
	if p == nil {
		p = &pool{key: key, made: map[string]int{}}
		s.pools[key] = p
		s.order = append(s.order, p)
	}
	p.joined++
	if it.side == above {
		p.beyond++
	}
	it.pool = p
	if it.from != nil && it.from.item != nil {
		from := it.from.item
		if len(p.made) < mostMade {
			p.made[from.shape]++
			p.made[steeredShape+from.shape]++
		}
		if from.pool != nil && from.pool.key != from.shape && from.pool.key != steeredShape+from.shape {
			p.made[from.pool.key]++
		}
	}
	if len(p.waiting) < mostWaiting && (key != longShape || len(p.waiting) == 0) {
		p.waiting = append(p.waiting, it)
	} else {
		p.over++
	}
}

// left counts what still waits.
func (p *pool) left() int { return len(p.waiting) + p.over }

// grown reports whether the last batch led on to more of the pool, or of those
// that lead on to it.
func (s *shapes) grown(p *pool) int {
	n := p.joined - p.before
	for key := range p.made {
		if q := s.pools[key]; q != nil && q != p && q.made[p.key] > 0 {
			n += q.joined - q.before
		}
	}
	return n
}

// ends reports whether what a pool keeps growing by has an end that can be seen: its
// numbers are those known, or each page says something of its own, which only a
// writer's work does, up to a bound.
func (s *shapes) ends(p *pool, grown int) bool {
	switch {
	case p.credit > 0 && s.led < mostLed:
		s.led += p.batch
		return true
	case grown > p.batch+p.batch/2: // as numbers by chance do
		return false
	case s.countsDown(p):
		return true
	}
	beyond, size := p.beyond, s.extents.size(p.shape(), mostCounted)
	for key := range p.made {
		if q := s.pools[key]; q != nil && q != p && q.made[p.key] > 0 {
			beyond += q.beyond
		}
	}
	return beyond == 0 && size <= mostCounted
}

// countsDown reports whether the pages of a pool list others by numbers that fall, the
// newest first, and near 0 within so many pages as may be asked for.
func (s *shapes) countsDown(p *pool) bool {
	if p.fell == 0 || 8*p.rose > p.fell || p.asked >= mostCounted {
		return false
	}
	return s.extents.floor(p.child)*p.batch <= mostCounted*p.fell
}

// lists takes in that a page that had waited leads to an address of another shape.
func (s *shapes) lists(from, it *item) {
	p := from.pool
	switch {
	case p == nil || from.shape == it.shape:
	case it.side == above:
		p.rose++
	case it.side == below:
		p.fell++
		p.child = it.shape
	}
}

// judged takes in what an address that had waited gave, nil for no page of its own.
func (s *shapes) judged(it *item, gave *checks.Page) {
	p := it.pool
	switch {
	case p == nil:
	case gave != nil && gave.Trouble == "" && s.fresh.says(gave):
		p.credit = min(p.credit+1, mostCredit)
	default:
		p.credit = max(p.credit-1, 0)
	}
}

// ready gives the pool to take from next, nil if there is none: what the words
// promise first, and what leads on to others before those.
func (s *shapes) ready() *pool {
	var best *pool
	bestRank := [2]int{}
	for _, p := range s.order {
		if p.done || len(p.waiting) == 0 {
			continue
		}
		rank := [2]int{0, 0}
		for key := range p.made {
			if q := s.pools[key]; q != nil && q != p && !q.done && len(q.waiting) > 0 && q.made[p.key] == 0 {
				rank[0]++
			}
		}
		if !p.steered() {
			rank[1] = 1
		}
		if p.part != nil {
			rank[0] += len(s.order) // after all else
		} else if q := s.beyond(p.waiting[0]); q != nil && !q.done && len(q.waiting) > 0 {
			rank[0] += 2 * len(s.order) // but what may come of it
		}
		if best == nil || rank[0] < bestRank[0] || rank[0] == bestRank[0] && rank[1] < bestRank[1] {
			best, bestRank = p, rank
		}
	}
	return best
}

// fromEndless reports whether most of what waits in a pool comes from pages of a
// shape that has no end, as far as was seen.
func (s *shapes) fromEndless(p *pool) bool {
	n, all, step := 0, 0, 1+len(p.waiting)/mostJudged
	if p.files() {
		step = 1 // files hold most of what is sought: those found first speak for all
	}
	for i := 0; i < len(p.waiting) && all < mostJudged; i += step {
		it := p.waiting[i]
		all++
		if it.from != nil && it.from.item != nil && s.stems(it.from.item, p) {
			n++
		}
	}
	return 2*n >= all
}

// stems reports whether a page is one of a pool that has no end: of its shape,
// having waited there, or, where the page has a shape that is its alone, under its
// bound.
func (s *shapes) stems(it *item, p *pool) bool {
	endless := func(key string) bool {
		q := s.pools[key]
		return q != nil && q != p && (q.endless || q.done && q.left() > 0 && (!q.lists || p.mixed()) && !p.files())
	}
	switch {
	case it.part != nil && endless(partShape+it.part.key) && !s.thin(it) && !s.barren(it):
		return true
	case endless(it.shape), endless(steeredShape + it.shape), it.pool != nil && endless(it.pool.key):
		return true
	case it.class == classHome, s.seen[it.shape] > aKind, it.shape == p.shape():
		return false
	}
	return slices.ContainsFunc(s.levels(it.key.flat(), it.shape), func(l level) bool { return endless(l.key) || endless(steeredShape+l.key) })
}

// take gives the next batch of a pool, none where enough was seen of it. spare is
// how many more may be asked for as samples.
func (s *shapes) take(p *pool, seed uint64, spare int) []*item {
	p.waiting = slices.DeleteFunc(p.waiting, func(it *item) bool { return !it.dropped })
	if p.part != nil {
		return s.takePart(p, seed)
	}
	s.sortOut(p)
	s.split(p)
	if len(p.waiting) == 0 {
		return nil
	}
	if s.leaveVast(p); len(p.waiting) == 0 {
		return nil
	}
	in := p.waiting[0].part
	asked, known := s.ofKind(p)
	grown, fills := 0, false
	if p.batch > 0 {
		grown = s.grown(p)
		p.grew += grown
		fills = saturated*grown <= p.met && p.left() >= saturated*grown
		p.met = 0
	}
	n := firstBatch
	if s.bred > mostBred {
		n = 2
	}
	switch {
	case p.key == longShape, strings.HasSuffix(p.key, viewShape):
		p.done = true
		return nil
	case isTrap(p.key):
		if p.left() > mostTrapped || grown > 0 || p.found < s.seen[p.key] {
			p.done = true
			return nil
		}
	case p.batch > 0 && !fills && (grown >= p.batch || p.asked >= mostMixed && (2*p.grew >= p.asked || 8*p.grew >= p.asked && p.left() > 2*mostMixed)) && !s.ends(p, grown):
		most := boundGrowing
		if grown > p.batch+p.batch/2 {
			most = boundBushy
		}
		if p.batch > 2 { // lists of pages lead on one by one
			s.bred += p.batch
		}
		if p.asked >= most-boundDetail || p.mixed() && s.seen[p.key] >= most || s.bred > mostBred {
			p.endless, p.done = true, true
			return nil
		}
	case s.fromEndless(p):
		p.done = true
		if n = min(sampleMore, spare); p.mixed() {
			n = 0 // of all sorts: none stands for the others
		}
	case known > mostWhole:
		p.done = true
		n = p.allowed(asked, spare)
	case asked >= mostLists-boundDetail && known > mostLists && s.listsMore(p):
		p.done, p.lists = true, true
		n = min(boundDetail, max(spare, firstBatch))
	case p.batch > 0 && p.grew == 0:
		n = 4 * p.batch
	}
	var batch []*item
	if p.done {
		batch = s.best(p, n)
	}
	batch = append(batch, p.pick(n-len(batch), seed)...)
	p.batch, p.before = len(batch), p.joined
	for _, q := range s.order {
		q.before, q.beyond, q.fell, q.rose = q.joined, 0, 0, 0
	}
	s.seen[p.key] += len(batch)
	p.asked += len(batch)
	if in != nil {
		in.drawn += len(batch)
	}
	return batch
}

// split moves what makes a kind of its own out of a pool of all sorts.
func (s *shapes) split(p *pool) {
	alike := map[string]int{}
	for _, it := range p.waiting {
		alike[it.shape]++
	}
	var kinds []*item
	p.waiting = slices.DeleteFunc(p.waiting, func(it *item) bool {
		if poolOf(it.shape, p.steered()) == p.key || isTrap(p.key) || s.seen[it.shape]+alike[it.shape] <= aKind {
			return false
		}
		kinds = append(kinds, it)
		return true
	})
	for _, it := range kinds {
		s.wait(poolOf(it.shape, p.steered()), it)
	}
}

// pick takes items out of a pool: from both ends of the order of their numbers,
// which is that of their age, and by chance between.
func (p *pool) pick(n int, seed uint64) []*item {
	if n >= len(p.waiting) {
		out := p.waiting
		p.waiting = nil
		return out
	}
	if n <= 0 {
		return nil
	}
	byAge := slices.Clone(p.waiting)
	slices.SortStableFunc(byAge, func(x, y *item) int { return compareNumbers(x.key.target(), y.key.target()) })
	h := fnv.New64a()
	_, _ = h.Write([]byte(withoutPort(p.key))) // never fails
	chance := rand.New(rand.NewPCG(seed, h.Sum64()))
	ends := max(1, n/4)
	var out []*item
	out = append(out, byAge[len(byAge)-ends:]...)
	if n > ends {
		first := min(ends, n-ends)
		out = append(out, byAge[:first]...)
		between := byAge[first : len(byAge)-ends]
		at := chance.Perm(len(between))[:min(n-len(out), len(between))]
		slices.Sort(at)
		for _, i := range at {
			out = append(out, between[i])
		}
	}
	p.remove(out)
	slices.SortFunc(out, func(x, y *item) int { return cmp.Compare(x.seq, y.seq) })
	return out
}

// remove takes items out of a pool.
func (p *pool) remove(items []*item) {
	taken := make(map[*item]bool, len(items))
	for _, it := range items {
		taken[it] = true
	}
	p.waiting = slices.DeleteFunc(p.waiting, func(it *item) bool { return taken[it] })
}

// withoutPort is a shape without the port of its host: a site has the same samples
// wherever it is served.
func withoutPort(shape string) string {
	host, rest, _ := strings.Cut(shape, "/")
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return host + "/" + rest
}

// compareNumbers compares two addresses of one shape by the numbers in them.
func compareNumbers(x, y string) int {
	for {
		i, j := strings.IndexAny(x, "0123456789"), strings.IndexAny(y, "0123456789")
		if i < 0 || j < 0 {
			return 0
		}
		var a, b string
		a, x = leading(x[i:])
		b, y = leading(y[j:])
		if c := cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)); c != 0 {
			return c
		}
	}
}

// leading cuts a number off the front of a text, without its zeros.
func leading(s string) (number, rest string) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return strings.TrimLeft(s[:n], "0"), s[n:]
}

// mixed reports whether addresses of many shapes wait in a pool.
func (p *pool) mixed() bool {
	return len(p.waiting) > 0 && p.shape() != p.waiting[0].shape
}

// files reports whether files wait in a pool: those of the pages that were read are read
// too, although these are but a sample.
func (p *pool) files() bool { return len(p.waiting) > 0 && ending(p.waiting[0].at, fileEndings) }

func (p *pool) steered() bool { return strings.HasPrefix(p.key, steeredShape) }

// shape is that of what waits in a pool, unless it is of all sorts.
func (p *pool) shape() string { return strings.TrimPrefix(p.key, steeredShape) }

// poolOf names the pool of one shape, of those whose words promise something or not.
func poolOf(shape string, steered bool) string {
	if steered {
		return steeredShape + shape
	}
	return shape
}
