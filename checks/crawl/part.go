package crawl

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Bounds on parts of a site whose pages lead on to ever more. Figures are chosen
// by us.
const (
	partLight  = 24 // addresses of a part that no bound on folders or the host holds
	partSpent  = 80 // requests within a part before it can be put off
	partRecent = 24 // its last pages, by which that is judged
	partFew    = 8  // of which there must be so many
	lateFew    = 16 // pages of a part asked for when all else was seen, before it can be called endless
	lateMany   = 40 // after which it need not grow as fast for that
	kindRead   = 2  // pages of a shape from which is told whether it leads on
	likeRead   = 8  // and of a folder, or a depth
	partDrawn  = 40 // addresses of a part taken out of pools, where more of many shapes wait than are read whole
	thinRead   = 4  // pages of a kind from which is told that it leads on one by one
	mostKids   = 40 // shapes of what was first found on a page
	mostDoors  = 3  // links of a page that only leads in
	doorHops   = 3
	mostOwn    = 300 // links of the home page that are parts of their own
)

// partShape is before the name of what waits of one part.
const partShape = "all beyond "

// part is what was found by way of one link of the home page, or of some of one
// shape. In a part that has an end, the more pages were read, the fewer new addresses
// they hold. In a trap each page holds more than one, whatever they look like. Kinds
// of page that lead nowhere are not counted, so that a long list of news does not
// look like a trap.
type part struct {
	key    string
	known  int     // addresses
	spent  int     // requests
	recent []*item // the last pages that may lead on
	pages  int     // of those, in all
	late   []*item // those of them that were put off
	kinds  map[string]*kind
	shapes map[*kind]*kids // what was found
	read   int             // addresses asked for
	drawn  int             // of those, out of pools
	dead   int             // links that were dead twice
	back   bool            // one was dead, and then was not
	worn   bool            // is put off until all else was seen
}

// kind counts pages that are alike by their addresses.
type kind struct {
	read int
	led  uint8   // of the last eight: whether they led on
	last []*item // of the last eight
}

// barren reports whether at least few pages of a kind were read and, of the last,
// hardly any led on.
func (k *kind) barren(few int) (barren, known bool) {
	if k == nil || k.read < few {
		return false, false
	}
	return 8*bits.OnesCount8(k.led) <= min(k.read, 8), true
}

func (k *kind) add(it *item, led bool) {
	k.read++
	k.led <<= 1
	if led {
		k.led |= 1
	}
	if len(k.last) == 8 {
		k.last = slices.Delete(k.last, 0, 1)
	}
	k.last = append(k.last, it)
}

// kids counts what was first found on a page, by shape.
type kids struct {
	it *item // one of them
	n  int
}

// place says which part an address belongs to, and what it is like.
func (s *shapes) place(it, home *item) {
	it.part = s.partOf(it, home)
	it.kind = kindIn(s.kinds, it.shape)
	it.like = kindIn(it.part.kinds, likeOf(it.key.flat()))
	it.deep = kindIn(it.part.kinds, depthOf(it.key))
}

func (s *shapes) partOf(it, home *item) *part {
	key := it.shape
	switch {
	case it.from == nil || it.from.item == nil:
		key = "mapped " + it.key.authority() + "/" + first(it.key.path)
	case it.from.item.part != nil && !leadsIn(it.from.item, home):
		return it.from.item.part
	case it.from.item.born >= mostOwn:
		key = "more of " + it.from.item.key.String()
	}
	p := s.parts[key]
	if p == nil {
		p = &part{key: key, kinds: map[string]*kind{}, shapes: map[*kind]*kids{}}
		s.parts[key] = p
	}
	return p
}

// leadsIn reports whether a page is the home page, or hardly more than a door to
// what would be one.
func leadsIn(it, home *item) bool {
	for range doorHops {
		if it == home {
			return true
		}
		if it.from == nil || it.from.item == nil || it.from.item.born > mostDoors {
			return false
		}
		it = it.from.item
	}
	return false
}

func kindIn(kinds map[string]*kind, name string) *kind {
	k := kinds[name]
	if k == nil {
		k = &kind{}
		kinds[name] = k
	}
	return k
}

// likeOf names what an address is like whose name is its own: by its folder, its
// ending and its parameters.
func likeOf(a address) string {
	like := inFolder(a) + a.extension()
	if a.query != "" {
		like += "?" + namesOf(a.query)
	}
	return like
}

// depthOf names what an address is like whose folders are its own too.
func depthOf(a address) string {
	end := a.extension()
	switch {
	case strings.HasSuffix(a.path, "/"):
		end = "/"
	case a.query != "":
		end += "?"
	}
	return strconv.Itoa(strings.Count(a.path, "/")) + end
}

// first gives the first segment of a path, without its numbers.
func first(path string) string {
	s, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return plainSegment(s)
}

// barren reports whether the like of an address were read and lead nowhere.
func (s *shapes) barren(it *item) bool {
	if ending(it.at, fileEndings) {
		return true
	}
	for i, k := range [...]*kind{it.kind, it.like, it.deep} {
		few := likeRead
		if i == 0 {
			few = kindRead
		}
		if barren, known := k.barren(few); known {
			return barren
		}
	}
	return false
}

// thin reports whether the like of an address lead on one by one at most, as lists
// of pages do.
func (s *shapes) thin(it *item) bool {
	for _, k := range [...]*kind{it.kind, it.like} {
		if k != nil && k.read >= thinRead {
			return 8*s.born(k.last) <= 9*len(k.last)
		}
	}
	return false
}

// born counts the new addresses on pages that may lead on.
func (s *shapes) born(pages []*item) int {
	n := 0
	for _, it := range pages {
		for _, k := range it.kids {
			if !s.barren(k.it) {
				n += k.n
			}
		}
	}
	return n
}

// grows reports whether pages hold so many new addresses, and so many pages do, that
// there is no end to them.
func (s *shapes) grows(pages []*item) bool {
	lead := 0
	for i := range pages {
		if s.born(pages[i:i+1]) > 0 {
			lead++
		}
	}
	return 3*lead >= len(pages) && 4*s.born(pages) >= 5*len(pages)
}

// bear counts a new address against the page that it was found on.
func (s *shapes) bear(it *item) {
	it.part.known++
	if k := it.part.shapes[it.kind]; k != nil {
		k.n++
	} else {
		it.part.shapes[it.kind] = &kids{it, 1}
	}
	if it.from == nil || it.from.item == nil {
		return
	}
	from := it.from.item
	from.born++
	if trapShape(it.key.flat()) != "" {
		return // bounded by its form
	}
	i := slices.IndexFunc(from.kids, func(k kids) bool { return k.it.shape == it.shape })
	switch {
	case i >= 0:
		from.kids[i].n++
	case len(from.kids) < mostKids:
		from.kids = append(from.kids, kids{it, 1})
	}
}

// told takes in that an address was asked for, with so many requests.
func (s *shapes) told(it *item, requests int) {
	p := it.part
	if p == nil || ending(it.at, fileEndings) {
		return
	}
	p.read++
	pages := []*item{it}
	led := s.born(pages) > 0
	for _, k := range [...]*kind{it.kind, it.like, it.deep} {
		k.add(it, led)
	}
	if s.barren(it) {
		return
	}
	p.spent += requests
	if p.pages++; len(p.recent) < partRecent {
		p.recent = append(p.recent, it)
	} else {
		p.recent[p.pages%partRecent] = it
	}
	if it.pool != nil && it.pool.part == p {
		p.late = append(p.late, it)
	}
	p.worn = p.worn || p.spent >= partSpent && len(p.recent) >= partFew && s.grows(p.recent) && (s.spread(p) || alike(p.recent))
}

// spread reports whether what is known of a part and may lead on has many shapes:
// what has one or two is bounded by those.
func (s *shapes) spread(p *part) bool {
	return p.scattered(func(it *item) bool { return !s.barren(it) })
}

// vast reports whether more waits of a part than is read whole, in many shapes, and
// enough was taken out of pools.
func (p *part) vast() bool {
	return p != nil && p.drawn >= partDrawn && p.known-p.read > mostWhole && p.scattered(func(*item) bool { return true })
}

// leaveVast leaves what waits in a pool of parts of which more waits than is read whole.
func (s *shapes) leaveVast(p *pool) {
	vast := map[*part]bool{}
	for _, it := range p.waiting {
		if _, told := vast[it.part]; !told {
			vast[it.part] = it.part.vast()
		}
	}
	p.waiting = slices.DeleteFunc(p.waiting, func(it *item) bool {
		if !vast[it.part] {
			return false
		}
		s.putOff(it)
		it.pool.over += p.over
		it.pool.done, p.over = true, 0
		s.seen[it.pool.key] = it.part.read
		return true
	})
}

// scattered reports whether no two shapes are most of what is known of a part and
// counts.
func (p *part) scattered(counts func(*item) bool) bool {
	all, most, next := 0, 0, 0
	for _, k := range p.shapes {
		if !counts(k.it) {
			continue
		}
		all += k.n
		if k.n > most {
			most, next = k.n, most
		} else if k.n > next {
			next = k.n
		}
	}
	return 3*(most+next) < 2*all
}

// light reports whether so little is known of an address's part that no bound on
// what the site has in all holds it.
func light(it *item) bool {
	return it.part != nil && it.part.known <= partLight
}

// worn reports whether an address has to wait until all else was seen, since its
// part keeps growing and this may lead on.
func (s *shapes) worn(it *item) bool {
	return it.part != nil && it.part.worn && !s.barren(it) && !s.thin(it)
}

// putOff has an address wait with all of its part that may lead on.
func (s *shapes) putOff(it *item) {
	s.wait(partShape+it.part.key, it)
	it.pool.part = it.part
}

// beyond gives the pool of what was put off of an address's part, nil if there is none.
func (s *shapes) beyond(it *item) *pool {
	if it.part == nil {
		return nil
	}
	return s.pools[partShape+it.part.key]
}

// sortOut puts off what waits in a pool of one shape, of parts that keep growing.
func (s *shapes) sortOut(p *pool) {
	p.waiting = slices.DeleteFunc(p.waiting, func(it *item) bool {
		if !s.worn(it) {
			return false
		}
		s.putOff(it)
		return true
	})
}

// takePart gives the next batch of what was put off of a part, none where its pages
// go on to lead to ever more.
func (s *shapes) takePart(p *pool, seed uint64) []*item {
	s.letGo(p)
	if len(p.waiting) == 0 {
		return nil
	}
	late := p.part.late
	switch born := s.born(late); {
	case len(late) >= lateFew && s.grows(late), len(late) >= lateMany && 8*born >= len(late), len(late) >= lateFew && (p.asked+p.left() > mostWhole || s.fromEndless(p)):
		p.endless, p.done = 8*born >= len(late), true
		return nil
	}
	n := firstBatch
	if p.batch > 0 && p.joined == p.before {
		n = 4 * p.batch
	}
	batch := p.strange()
	if len(batch) > firstBatch/2 {
		batch = batch[:firstBatch/2]
	}
	p.remove(batch)
	batch = append(batch, p.pick(n-len(batch), seed)...)
	p.batch, p.before = len(batch), p.joined
	p.asked += len(batch)
	s.seen[p.key] += len(batch)
	return batch
}

// letGo lets what was put off wait among its like again, once those are known to lead
// nowhere, or on by one.
func (s *shapes) letGo(p *pool) {
	var freed []*item
	p.waiting = slices.DeleteFunc(p.waiting, func(it *item) bool {
		if s.worn(it) {
			return false
		}
		freed = append(freed, it)
		return true
	})
	for _, it := range freed {
		s.wait(poolOf(it.shape, it.weight > 0), it)
	}
}

// strange lists one address each of the kinds that wait in a pool and were not read,
// those that promise something first.
func (p *pool) strange() []*item {
	var out []*item
	met := map[*kind]bool{}
	for _, promised := range [...]bool{true, false} {
		for _, it := range p.waiting {
			if promised == (it.weight > 0) && it.like.read == 0 && it.deep.read == 0 && !met[it.deep] {
				met[it.deep] = true
				out = append(out, it)
			}
		}
	}
	return out
}
