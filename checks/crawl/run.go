package crawl

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Bounds of what a run does beside walking the scope.
const (
	mostOutside   = 60  // addresses on other hosts
	mostPromised  = 200 // such addresses where the link's words promise something: many offices keep all files on Drive
	mostBeside    = 80  // addresses on the office's host outside its scope
	mostLeftGaps  = 300 // addresses listed of a queue that was not finished
	mostOnlyGaps  = 500 // addresses listed that Net refused
	mostRechecks  = 100 // dead links asked for once more in the end
	mostAgain     = 10  // of one part of the site, where none comes back
	fetchesAPage  = 6   // addresses asked for, for each page allowed: most are files and copies
	fetchesSpare  = 200
	deadHostFails = 2 // addresses in a row that fail on another host before the rest of it is left
	deadOwnFails  = 8 // and on the office's own
)

// run is one crawl.
type run struct {
	o       *Options
	wait    sleeper
	scope   *scope
	site    *checks.Site
	stack   *stack
	fetcher *fetcher

	front     frontier
	items     map[string]*item // by key: all that were ever queued
	known     map[string]checks.Resource
	folds     map[string]checks.Resource // by what they say
	order     map[checks.Resource]int    // resource → order of discovery
	shapes    *shapes
	lessons   *lessons
	gapped    map[string]bool
	rechecks  []*item
	probed    map[string]string // shape → hash of what a missing address gives
	down      map[string]*hostFails
	faults    map[string]bool // hosts whose faulty certificate was said
	home      *item
	seq       int
	fetched   int
	outside   int
	beside    int
	centre    int
	promised  int
	outLinks  int
	fromMap   []*item // known from a sitemap; queued once the links run out
	refusals  int
	kept      int64              // bytes, as weigh has it
	renderer  Renderer           // nil: none, or it proved to have no browser
	hollows   int                // pages drawn in vain
	shells    map[string]*answer // of pages that were drawn, by address
	began     time.Time
	spare     bool // all else was seen: only what waited in pools is asked for
	enough    bool // Until said so
	forgotten int  // addresses beyond what is kept in mind
	mishaps   int
	leads     leads
	weights   weights
	stage
}

// hostFails counts addresses of a host that failed in a row.
type hostFails struct {
	n      int
	reason checks.Reason
	detail string
}

func newRun(c *Crawler, office checks.Office, home address, sc *scope) *run {
	r := &run{o: &c.o, wait: c.wait, scope: sc, items: map[string]*item{}, known: map[string]checks.Resource{}, folds: map[string]checks.Resource{},
		order: map[checks.Resource]int{}, shapes: newShapes(), lessons: newLessons(), gapped: map[string]bool{}, probed: map[string]string{}, down: map[string]*hostFails{},
		faults: map[string]bool{}, renderer: c.o.Renderer, shells: map[string]*answer{}}
	r.stack = c.layers()
	r.renderer = r.taped(r.renderer)
	r.site = &checks.Site{Office: office, Home: sc.fold(home.key()).String(), Renderer: r.renderer != nil}
	r.stack.faulty.own = func(host string) bool {
		a, ok := parse("https://" + host + "/")
		return ok && sc.own(a)
	}
	return r
}

// crawl walks until nothing is left, a budget is spent or ctx ends.
func (r *run) crawl(parent context.Context) *checks.Site {
	parent, ctx, cancel := r.start(parent)
	defer cancel()
	r.fetcher = &fetcher{c: newCollector(ctx, r.o, r.stack), net: r.o.Net, known: r.find, robots: r.stack.gate, memory: r.stack.memory}

	at, _ := parse(r.site.Office.Home)
	r.home = &item{key: r.scope.fold(at.key()), at: at, class: classHome, outside: !r.scope.holds(at)}
	r.items[r.home.key.String()] = r.home
	r.front.add(r.home)
	r.walk(ctx)
	if len(r.rechecks) > 0 && !r.ended(ctx, parent) {
		r.recheck(ctx)
	}
	r.release(ctx, parent)
	r.finish(ctx, parent)
	return r.site
}

// walk takes the queue in batches: fetched at once, taken in in order, so that
// the Site does not depend on which answer came first.
func (r *run) walk(ctx context.Context) {
	for r.front.Len()+len(r.fromMap) > 0 && !r.spent(ctx) {
		var batch []*item
		for len(batch) < r.o.Workers {
			it := r.take()
			if it == nil {
				break
			}
			batch = append(batch, it)
		}
		if len(batch) == 0 {
			return
		}
		answers := r.fetch(ctx, batch)
		for i, it := range batch {
			if answers[i].reason == checks.Stopped || ctx.Err() != nil && answers[i].status == 0 {
				r.front.add(it) // not its fault: it is among what was left
				continue
			}
			r.fetched++
			r.consider(ctx, it, answers[i])
			r.shapes.told(it, 1+len(answers[i].redirects))
			if it == r.home {
				r.stack.memory.close()
				r.plant()
			}
		}
	}
}

// take gives the next item worth asking for.
func (r *run) take() *item {
	for {
		it := r.front.next()
		if it == nil {
			if it = r.mapped(); it == nil {
				return nil
			}
		}
		if r.find(it.key) != nil || r.taught(it) {
			continue // seen meanwhile under another address
		}
		if it.pool == nil && r.shapes.worn(it) {
			r.shapes.putOff(it)
			continue
		}
		it.asked = true
		if r.shapes.loops[it.shape] >= boundLoops && !it.outside {
			r.leaveLoops(it)
			continue
		}
		if !r.mayLeave(it) {
			r.gap(it, checks.NotFollowed, "")
			continue
		}
		if len(r.site.Documents) >= r.o.MaxDocuments && (paper(it.at) || ending(it.at, fileEndings)) {
			r.stop("documents")
			r.gap(it, checks.Budget, "")
			continue
		}
		if f := r.down[r.scope.reach(it.at).authority()]; f != nil && (f.n >= deadOwnFails || f.n >= deadHostFails && !r.scope.own(it.key)) {
			r.gap(it, f.reason, f.detail)
			continue
		}
		return it
	}
}

// mapped queues what the sitemaps know beyond the links.
func (r *run) mapped() *item {
	for _, it := range r.fromMap {
		if r.items[it.key.String()] == nil {
			r.enqueue(it, &link{})
		}
	}
	r.fromMap = nil
	return r.front.next()
}

func (r *run) fetch(ctx context.Context, batch []*item) []*answer {
	out := make([]*answer, len(batch))
	var wg sync.WaitGroup
	for i, it := range batch {
		if out[i] = r.reuse(r.scope.reach(it.at)); out[i] != nil {
			continue
		}
		get := func() {
			if err := guarded("asking for the page", func() { out[i] = r.fetcher.get(ctx, r.scope.reach(it.at)) }); err != nil {
				out[i] = &answer{final: r.scope.reach(it.at), reason: checks.ReadFailed, detail: err.Error()}
			}
		}
		if len(batch) == 1 {
			get()
			continue
		}
		wg.Go(get)
	}
	wg.Wait()
	return out
}

func (r *run) find(a address) checks.Resource { return r.known[r.scope.fold(a.key()).String()] }

// stop marks the site as ended early, unless only samples are cut short by it; the
// first reason stands.
func (r *run) stop(by string) {
	if by != "documents" && r.onlySpare() {
		r.enough = true
		return
	}
	if r.site.Stopped == "" {
		r.site.Stopped, r.site.StoppedBy = checks.Budget, by
	}
}

// spent reports whether a budget is used up or the run was stopped.
func (r *run) spent(ctx context.Context) bool {
	r.settle()
	switch {
	case ctx.Err() != nil:
	case len(r.site.Pages) >= r.o.MaxPages, r.fetched >= fetchesAPage*r.o.MaxPages+fetchesSpare+r.o.MaxDocuments:
		r.stop("pages")
	case r.o.MaxBytes > 0 && r.stack.ledger.total() >= r.o.MaxBytes, r.kept >= r.o.MaxKept:
		r.stop("bytes")
	case r.o.MaxTime > 0 && r.took() >= r.o.MaxTime-r.o.Reserve:
		r.stop("time")
	default:
		if r.o.Until != nil && r.fetched > 0 && r.o.Until() {
			r.leaveSampled()
			return true
		}
		return false
	}
	return true
}

func (r *run) ended(ctx, parent context.Context) bool {
	return ctx.Err() != nil || parent.Err() != nil || r.site.Stopped != "" && r.site.StoppedBy != "documents"
}

// outage says that the office's own host was left alone in the end; nil if not.
func (r *run) outage() *leftAlone { return r.stack.polite.gaveUp(r.scope.reach(r.home.at).authority()) }

// leaveSampled empties the queue when enough is known.
func (r *run) leaveSampled() {
	r.enough = true
	r.site.StoppedBy = "decided"
	n, first := r.front.Len(), ""
	r.fromMap = nil
	for it := r.front.next(); it != nil; it = r.front.next() {
		if first == "" {
			first = it.key.String()
		}
	}
	if n > 0 {
		r.site.Gaps = append(r.site.Gaps, checks.Gap{URL: first, Reason: checks.Budget, Sampled: true, At: r.now(),
			Detail: fmt.Sprintf("enough known: %d addresses left", n)})
	}
}

// recheck asks once more for links that were dead: a server may have had a bad
// moment. Where many of one part of the site are still dead, so are the others.
func (r *run) recheck(ctx context.Context) {
	dead := r.rechecks
	r.rechecks = nil
	for i, it := range dead {
		if r.spent(ctx) {
			r.rechecks = dead[i:]
			return
		}
		it.second = true
		if it.part != nil && it.part.dead >= mostAgain && !it.part.back {
			r.gap(it, checks.DeadLink, "asked once")
			continue
		}
		out := r.fetcher.get(ctx, r.scope.reach(it.at))
		if out.reason == checks.Stopped || ctx.Err() != nil && out.status == 0 {
			r.rechecks = dead[i:]
			return
		}
		out.tries++
		r.consider(ctx, it, out)
		switch {
		case it.part == nil:
		case out.reason == checks.DeadLink:
			it.part.dead++
		default:
			it.part.back = true
		}
	}
	r.walk(ctx) // what a page that came back links to
}

// finish closes the books.
func (r *run) finish(ctx, parent context.Context) {
	s := r.site
	why := checks.Budget
	switch {
	case parent.Err() != nil:
		s.Stopped, s.StoppedBy, why = checks.Stopped, "person", checks.Stopped
	case ctx.Err() != nil && !r.onlySpare():
		s.Stopped, s.StoppedBy = checks.Budget, "time"
	case r.outage() != nil:
		s.Stopped, s.StoppedBy = r.outage().reason, "server"
	}
	if s.Stopped == "" {
		r.shelve()
	}
	for _, it := range r.rechecks {
		r.gap(it, checks.DeadLink, "asked once")
	}
	r.emptySite()
	left := r.front.Len()
	for n := 0; n < mostLeftGaps && r.front.Len() > 0; n++ {
		it := r.front.next()
		if r.find(it.key) != nil {
			continue
		}
		detail := ""
		if n == 0 {
			detail = fmt.Sprintf("%d addresses left", left)
		}
		r.gap(it, why, detail)
	}
	r.samples()
	slices.SortStableFunc(s.Pages, func(a, b *checks.Page) int { return r.order[a] - r.order[b] })
	slices.SortStableFunc(s.Documents, func(a, b *checks.Document) int { return r.order[a] - r.order[b] })
	s.Ledger = r.stack.loads()
	r.close()
	s.Index()
	r.event(EventDone, "", "")
}

// gap records what could not be seen, once an address.
func (r *run) gap(it *item, why checks.Reason, detail string) *checks.Gap {
	return r.gapOf(it, why, detail, 0, 0)
}

func (r *run) gapOf(it *item, why checks.Reason, detail string, status, tries int) *checks.Gap {
	key := it.key.String()
	if len(key) > longestURL {
		key = key[:longestURL]
	}
	if r.gapped[key] {
		return nil
	}
	r.gapped[key] = true
	g := checks.Gap{URL: key, Reason: why, Detail: plainDetail(detail), Label: it.label, Status: status, Tries: tries, At: r.now(), Outside: it.outside}
	if it.from != nil {
		g.From = it.from.url
	}
	r.site.Gaps = append(r.site.Gaps, g)
	r.event(EventGap, key, why)
	return &r.site.Gaps[len(r.site.Gaps)-1]
}

func (r *run) event(kind, url string, why checks.Reason) {
	r.o.OnEvent(Event{Kind: kind, URL: url, Reason: why, Pages: len(r.site.Pages), Documents: len(r.site.Documents),
		Gaps: len(r.site.Gaps), Queued: r.front.Len()})
}

// silent reports whether a reason says that a host does not answer at all.
func silent(why checks.Reason) bool {
	switch why {
	case checks.DNS, checks.SiteDown, checks.Timeout, checks.TLS:
		return true
	}
	return false
}
