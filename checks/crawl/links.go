package crawl

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds on an information centre on another host: a page whose links steer
// strongly to the office's duties.
const (
	centreLinks   = 3  // promising links that make a page one
	mostCentre    = 80 // addresses followed on from such pages
	mostOutLinks  = 1500
	mostKnown     = 300_000 // addresses inside the scope kept in mind
	mostKin       = 1       // pages of its own shape before a menu entry that no bound holds
	mostKinHops   = 64
	mostPageLinks = 20_000
)

// keyOf is the key by which a link's target is found: in the scope's own
// spelling, and the page itself for a print view.
func (r *run) keyOf(a address) address { return r.scope.fold(unprint(a).key()) }

// fillKeys gives every link of a page or file its key.
func (r *run) fillKeys(c *checks.Content) { r.fillKeysBy(c, false) }

func (r *run) fillKeysBy(c *checks.Content, routed bool) {
	for i := range c.Links {
		l := &c.Links[i]
		if l.Kind == checks.LinkMail || l.Kind == checks.LinkPhone {
			continue
		}
		if t := r.lead(l.URL, routed); t != nil {
			l.Key = t.id
		}
	}
}

// link is a link of a page as the crawl sees it.
type link struct {
	*checks.Link
	*lead
	weight float64
	menu   bool // stands in a menu, header or footer
	part   bool // is a part of the page: a frame and the like
}

// links lists what a page links to and can be asked for.
func (r *run) links(p *checks.Page) []link {
	out := make([]link, 0, min(len(p.Content.Links), mostPageLinks))
	here := r.known[p.URL]
	for i := range p.Content.Links {
		l := &p.Content.Links[i]
		if l.Hidden || l.Key == "" || len(out) >= mostPageLinks {
			continue
		}
		t := r.lead(l.URL, p.Rendered)
		if t == nil || t.idle {
			continue
		}
		k := link{Link: l, lead: t}
		if x := r.known[t.id]; x != nil && x == here {
			continue
		}
		k.menu = l.Region == checks.RegionMenu || l.Region == checks.RegionFooter || l.Region == checks.RegionHeader
		switch l.Kind {
		case checks.LinkFrame, checks.LinkRefresh, checks.LinkResource:
			k.part = true
		}
		k.weight = r.weigh(&k)
		out = append(out, k)
	}
	return out
}

func (r *run) weigh(k *link) float64 {
	if r.o.Steerer == nil {
		return 0
	}
	if it := r.items[k.id]; it != nil && it.place < 0 && !it.dropped {
		return it.weight // asked for already
	}
	text := k.Text
	if text == "" {
		text = k.Title()
	}
	return r.steer(text, k.at, k.Context())
}

// followLinks queues what a page links to. copies is 1 for a page that is a
// copy of another.
func (r *run) followLinks(it *item, p *checks.Page, copies int) {
	from := &origin{url: p.URL, path: p.Path, item: it}
	links := r.links(p)
	if r.o.Alone {
		if it != r.home {
			return
		}
		links = slices.DeleteFunc(links, func(k link) bool { return !paper(k.a) && !k.file })
	}
	if p.Outside {
		r.followCentre(it, p, from, links)
		return
	}
	fromHome := p.URL == r.home.key.String()
	for i := range links {
		k := &links[i]
		if !k.admitted {
			r.refuse(k, from, k.why)
			continue
		}
		if k.weight < 0 && !k.part {
			k.menu = false
		}
		class, weight := classOf(k, fromHome), k.weight
		if it == r.home && k.menu {
			weight = max(weight, homeMenuWeight)
		}
		if copies > 0 {
			class, k.menu, k.weight = classOdd, false, 0
		}
		if have := r.items[k.id]; have != nil && !have.dropped && !k.outside {
			r.front.raise(have, class, weight)
			r.meet(it, have)
			continue
		}
		next := &item{key: k.key, at: k.a, from: from, label: k.Text, class: class, weight: weight, copies: it.copies + copies, outside: k.outside}
		if !next.outside {
			r.enqueue(next, k)
			continue
		}
		next.hop = 1
		r.enqueueOutside(next, k)
	}
}

// meet counts a link of a page that waited to one of its kind that was known.
func (r *run) meet(it, have *item) {
	if p := it.pool; p != nil && it != have && (have.pool == p || have.shape == it.shape) {
		p.met++
	}
}

func classOf(k *link, fromHome bool) class {
	switch {
	case k.part:
		return classFrame
	case k.weight < 0:
		return classOdd
	case k.weight > 0, fromHome && k.menu:
		return classSteered
	case k.menu:
		return classMenu
	}
	return classRest
}

// enqueue queues an address inside the scope, within the bounds of its shape.
func (r *run) enqueue(it *item, k *link) {
	key := it.key.String()
	var waited *pool
	if have := r.items[key]; have != nil {
		switch {
		case !have.dropped:
			r.front.raise(have, it.class, it.weight)
			return
		case have.part != nil && have.part.worn && it.from != nil && it.from.item != nil && it.from.item.part == have.part:
			return // met again where it was found
		case it.class < classMenu:
			if it.from != nil && it.from.item != nil {
				r.meet(it.from.item, have)
			}
			return
		}
		have.dropped = false // it is judged anew; its pool forgets it
		waited = have.pool
	}
	if len(r.items) >= mostKnown {
		r.forgotten++
		return
	}
	met := r.items[key] != nil
	r.items[key] = it
	it.seq = r.next()
	if r.taught(it) {
		return
	}
	flat := it.key.flat()
	it.shape = shapeOf(flat)
	it.side = r.shapes.extents.add(it.shape, flat)
	r.shapes.place(it, r.home)
	if !met {
		r.shapes.bear(it)
	}
	if it.from != nil && it.from.item != nil {
		r.shapes.lists(it.from.item, it)
	}
	if r.shapes.worn(it) {
		r.shapes.putOff(it)
		return
	}
	it.kin = kinOf(it)
	free := (k.menu || k.part) && it.kin <= mostKin && r.shapes.free(it.key)
	if !free && (it.class == classMenu || it.class == classFrame) {
		it.class = classRest
	}
	pool, f := r.shapes.judge(it.key, it.shape, it.kin, k.weight > 0, free, light(it), ending(it.at, fileEndings))
	if from := it.from; from != nil && from.item != nil && from.item.pool != nil && (f == follow || pool != from.item.pool.key) {
		from.item.pool.found++
	}
	if f == follow {
		r.front.add(it)
		return
	}
	r.shapes.wait(pool, it)
	if it.pool == waited { // known there: no more of it than before
		waited.joined--
		if it.from != nil && it.from.item != nil {
			r.meet(it.from.item, it)
		}
	}
}

// kinOf counts the pages of an item's own shape on the way to it.
func kinOf(it *item) int {
	n := 0
	from := it.from
	for hops := 0; from != nil && from.item != nil && hops < mostKinHops; hops++ {
		if from.item.shape == it.shape {
			n++
		}
		from = from.item.from
	}
	return n
}

func (r *run) next() int {
	r.seq++
	return r.seq
}

// enqueueOutside queues an address outside the scope for its one hop: links of
// the main part and promising ones. A menu's and footer's links to the ministry
// and the like are left.
func (r *run) enqueueOutside(it *item, k *link) {
	beside := r.scope.own(it.at)
	if !beside && (!r.o.FollowOutside || k.menu && k.weight <= 0 && !k.part) {
		return
	}
	key := it.key.String()
	if have := r.items[key]; have != nil {
		r.front.raise(have, it.class, it.weight)
		return
	}
	if r.outLinks++; r.outLinks > mostOutLinks || long(it.key) {
		return
	}
	if it.class == classRest {
		it.class = classSitemap
	}
	r.items[key] = it
	it.seq = r.next()
	r.front.add(it)
}

// mayLeave counts an item outside the scope against its allowance.
func (r *run) mayLeave(it *item) bool {
	if !it.outside || it == r.home {
		return true
	}
	n, most := &r.outside, mostOutside
	switch {
	case it.hop > 1:
		n, most = &r.centre, mostCentre
	case r.scope.own(it.key):
		n, most = &r.beside, mostBeside
	case it.weight > 0:
		n, most = &r.promised, mostPromised
	}
	if *n >= most {
		return false
	}
	*n++
	return true
}

// followCentre follows on from a page outside the scope: within its own folder,
// and only where its links promise much. From there only files are followed.
func (r *run) followCentre(it *item, p *checks.Page, from *origin, links []link) {
	final, ok := parse(p.Final)
	if !ok || it.hop == 0 || it.hop > 2 || r.scope.own(final) || !r.o.FollowOutside {
		return
	}
	bound := folder(final)
	if it.hop == 2 {
		if bound, ok = parse(it.folder); !ok {
			return
		}
	}
	var within []*link
	promising := 0
	for i := range links {
		k := &links[i]
		if !twins(k.a, bound) || !strings.HasPrefix(k.a.path, bound.path) {
			continue
		}
		file := k.file
		if k.weight > 0 {
			promising++
		}
		if file || k.weight > 0 && it.hop == 1 || k.part {
			within = append(within, k)
		}
	}
	if it.hop == 1 && (promising < centreLinks || !r.isCentre(it, p, bound)) {
		return
	}
	for _, k := range within {
		if !k.admitted || r.items[k.id] != nil {
			continue
		}
		next := &item{key: k.key, at: k.a, from: from, label: k.Text, weight: k.weight, class: classOf(k, false), outside: true,
			hop: it.hop + 1, folder: bound.String(), seq: r.next()}
		r.items[k.id] = next
		r.front.add(next)
	}
}

// isCentre reports whether a page on another host may hold this office's own
// duties: a promising link leads to it, it has a folder of its own there, and it
// is not signed by another office.
func (r *run) isCentre(it *item, p *checks.Page, bound address) bool {
	if it.weight <= 0 || bound.path == "/" {
		return false
	}
	all := words(p.Content).all
	district := thai.Fold(r.site.Office.District)
	return district == "" || strings.Contains(all, district) || !speaks(all, "สสอ", "สาธารณสุขอำเภอ")
}

// refuse records a link that Net does not let through.
func (r *run) refuse(k *link, from *origin, why checks.Reason) {
	if r.refusals >= mostOnlyGaps || r.gapped[k.id] {
		return
	}
	r.refusals++
	r.gap(&item{key: k.key, from: from, label: k.Text, outside: k.outside}, why, "")
}

// readSitemaps queues the addresses of the site's sitemaps and feeds behind all others:
// they know pages that no link leads to.
func (r *run) readSitemaps(ctx context.Context, feeds []string) {
	root := r.scope.reach(r.home.key)
	queue := append([]string(nil), r.fetcher.robots.of(ctx, root).robots.sitemaps...)
	root.path, root.query = "/sitemap.xml", ""
	queue = append(append(queue, root.String()), feeds[:min(len(feeds), mostFeeds)]...)
	done := map[string]bool{}
	for n := 0; len(queue) > 0 && n < sitemapRequests; {
		a, ok := parse(queue[0])
		queue = queue[1:]
		if !ok || !r.scope.own(a) || done[a.String()] || ctx.Err() != nil {
			continue
		}
		done[a.String()] = true
		n++
		out := r.fetcher.get(ctx, r.scope.reach(a))
		if out.reason != "" || out.status != 200 || !r.scope.own(out.final) {
			continue
		}
		if bytes.Contains(bytes.ToLower(out.body[:min(len(out.body), 512)]), []byte("<html")) {
			continue
		}
		pages, maps := parseSitemap(out.body)
		queue = append(queue, maps...)
		for _, p := range pages {
			r.queueFromMap(p)
		}
	}
}

func (r *run) queueFromMap(raw string) {
	a, ok := parse(raw)
	if !ok || !r.scope.holds(a) || ending(a, deadEndings) {
		return
	}
	if _, ok := r.o.Net.Admits(a.String()); !ok {
		return
	}
	a = unprint(a)
	it := &item{key: r.keyOf(a), at: a, class: classSitemap}
	if r.items[it.key.String()] == nil {
		r.fromMap = append(r.fromMap, it)
	}
}
