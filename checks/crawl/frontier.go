package crawl

import (
	"container/heap"
)

// class is the order in which kinds of links are followed.
type class int

const (
	classOdd      class = iota // links of copies, links that the steerer warns of
	classDeferred              // waited in a pool
	classSitemap               // known from a sitemap alone
	classRest
	classMenu    // menus and footers
	classSteered // words of undecided requirements
	classFrame   // parts of a page already seen
	classHome
)

// homeMenuWeight is the steering weight that the home page's own menu entries
// count for at least, so that the menu is seen through even where every news
// item promises something.
const homeMenuWeight = 2.5

// item is an address to be asked for.
type item struct {
	key     address // canonical; folded into the scope
	at      address // as linked
	seq     int     // order of discovery
	class   class
	weight  float64
	from    *origin
	label   string
	outside bool
	hop     int    // hops outside the scope; 0 inside
	folder  string // at hop 1 and up: the folder that further hops are bound to
	copies  int    // copies of other pages passed on the way here
	shape   string
	part    *part     // nil off the site
	kind    *kind     // by its shape
	like    *kind     // by its folder
	deep    *kind     // in its part, by its depth
	born    int       // new addresses on its page
	kids    []kids    // and those of them that may lead on
	said    uint64    // what its page says
	pool    *pool     // where it waits, or waited
	kin     int       // pages of its shape on the way here
	side    side      // of the numbers known of its shape
	place   int       // in the heap
	also    []address // further addresses of what it gives
	asked   bool
	second  bool // asked for once more
	dropped bool // waits in its pool
}

// origin is the page that a link was found on.
type origin struct {
	url  string
	path []string
	item *item
}

// frontier is the queue of items: by class, then weight, then discovery.
type frontier struct{ items []*item }

// Len implements heap.Interface.
func (f *frontier) Len() int { return len(f.items) }

// Less implements heap.Interface.
func (f *frontier) Less(i, j int) bool {
	a, b := f.items[i], f.items[j]
	if a.class != b.class {
		return a.class > b.class
	}
	if a.weight != b.weight {
		return a.weight > b.weight
	}
	return a.seq < b.seq
}

// Swap implements heap.Interface.
func (f *frontier) Swap(i, j int) {
	f.items[i], f.items[j] = f.items[j], f.items[i]
	f.items[i].place, f.items[j].place = i, j
}

// Push implements heap.Interface.
func (f *frontier) Push(x any) {
	it := x.(*item)
	it.place = len(f.items)
	f.items = append(f.items, it)
}

// Pop implements heap.Interface.
func (f *frontier) Pop() any {
	last := len(f.items) - 1
	it := f.items[last]
	f.items[last] = nil
	f.items = f.items[:last]
	it.place = -1
	return it
}

func (f *frontier) add(it *item) { heap.Push(f, it) }

func (f *frontier) next() *item {
	if len(f.items) == 0 {
		return nil
	}
	return heap.Pop(f).(*item)
}

// raise moves a waiting item up where it has been met again in a better place.
func (f *frontier) raise(it *item, c class, weight float64) {
	if it.place < 0 || c < it.class || c == it.class && weight <= it.weight {
		return
	}
	it.class, it.weight = c, weight
	heap.Fix(f, it.place)
}
