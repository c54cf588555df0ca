package crawl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/truatweb/truatweb/checks"
)

const (
	foldLetters = 120 // in the main part of a page that another can be a copy of
	mostProbes  = 20  // surely missing addresses asked for
)

// acceptHTML adds a hypertext page, or names the page whose copy it is.
func (r *run) acceptHTML(ctx context.Context, it *item, out *answer, f checks.Fetched, c *checks.Content, cs checks.Charset) {
	if r.acceptOffsite(ctx, it, out, f, c, cs) {
		return
	}
	w := circumstances{asked: it.at, final: out.final, outside: f.Outside, home: it == r.home,
		redirected: out.final.key().target() != it.key.target(), file: paper(it.at) || saysFile(it.label)}
	trouble := troubleOf(c, w)
	if paper(it.at) {
		d := &checks.Document{Fetched: f, Kind: checks.KindHTML, Content: c, Facts: c.Facts}
		if !officeSheet(out.body) {
			if d.Trouble = checks.WrongType; trouble == checks.SignIn {
				d.Trouble = trouble
			}
		}
		r.addDocument(it, out, d)
		return
	}
	p := &checks.Page{Fetched: f, Content: c, Charset: cs, Thin: trouble == "" && thin(c, out.body)}
	p.Trouble = trouble
	it.said = saidBy(c)
	if p.Thin || r.renderer != nil && trouble == "" && hollow(c, out.body) {
		if twin := r.draw(ctx, it, out, p); twin != nil {
			r.alias(it, out, twin)
			return
		}
	}
	if p.Trouble == "" && !p.Outside && r.o.Spam != nil && r.spammed(p) {
		p.Trouble = checks.Spam
	}
	if p.Trouble == "" && r.folded(ctx, it, out, p) {
		return
	}
	r.addPage(it, out, p)
	if it == r.home {
		r.enterHome(ctx, p)
	}
	if p.Trouble == "" || it == r.home {
		r.followLinks(it, p, 0)
	}
}

// enterHome learns what only the home page tells: that the site lies elsewhere
// altogether, and its sitemaps.
func (r *run) enterHome(ctx context.Context, p *checks.Page) {
	if s := words(p.Content); letters(s.all) < thinLetters {
		var parts []address
		for i := range p.Content.Links {
			l := &p.Content.Links[i]
			if a, ok := parse(l.URL); ok && (l.Kind == checks.LinkFrame || l.Kind == checks.LinkRefresh) {
				parts = append(parts, a)
			}
		}
		if len(parts) == 1 && !r.scope.own(parts[0]) {
			r.scope.extend(parts[0])
		}
	}
	if !r.o.Alone {
		r.readSitemaps(ctx, p.Content.Markup.Feeds)
	}
}

// folded reports whether a page is a copy of one seen before, and if so gives
// that one a further address. A script's empty shell is nobody's copy.
func (r *run) folded(ctx context.Context, it *item, out *answer, p *checks.Page) bool {
	var twin checks.Resource
	same := "html:" + p.SHA256
	text := textKey(p)
	switch {
	case !p.Thin && r.folds[same] != nil:
		twin = r.folds[same]
		if p.Outside || it == r.home || !r.isMissing(ctx, out.final, p.SHA256, twin) {
			break
		}
		p.Trouble = checks.SoftMissing
		if first := twin.Fetch(); first.URL != r.home.key.String() {
			first.Trouble = checks.SoftMissing
		}
		return false
	case text != "" && r.folds[text] != nil:
		twin = r.folds[text]
	default:
		twin = r.canonical(p)
	}
	if twin == nil || it == r.home {
		if !p.Thin {
			r.folds[same] = p
		}
		if text != "" {
			r.folds[text] = p
		}
		return false
	}
	if twin.Fetch().Outside && !p.Outside {
		return false
	}
	r.alias(it, out, twin)
	if t, ok := parse(twin.Fetch().Final); it.copies == 0 && ok && t.dir() != out.final.dir() {
		r.followLinks(it, p, 1) // relative links of a copy may lead elsewhere
	}
	return true
}

// canonical gives the page seen before that a page names as its true address,
// if the two look alike: many sites name their home page on every page.
func (r *run) canonical(p *checks.Page) checks.Resource {
	a, ok := parse(p.Content.Canonical)
	here, _ := parse(p.Final)
	if !ok || !twins(a, here) {
		return nil
	}
	x, ok := r.find(a).(*checks.Page)
	if !ok || x.Content.Title != p.Content.Title || x.URL == r.home.key.String() || x.Trouble != "" {
		return nil
	}
	if m, n := letters(words(x.Content).main), letters(words(p.Content).main); n < foldLetters || m*5 < n*4 || m*4 > n*5 {
		return nil
	}
	return x
}

// textKey is a page's main part: words, links and pictures. It is "" where the
// page says too little to tell it from others.
func textKey(p *checks.Page) string {
	h := sha256.New()
	n := 0
	c := p.Content
	var piece []byte
	add := func(text, end string) {
		piece = append(append(piece[:0], text...), end...)
		_, _ = h.Write(piece) // never fails
	}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if !b.Main() {
			continue
		}
		if n < foldLetters {
			n += letters(b.Text)
		}
		add(b.Text, "\x00")
		for _, l := range b.Links() {
			if int(l) < len(c.Links) && c.Links[l].Key != p.URL {
				add(c.Links[l].Key, "\x01")
			}
		}
		for _, m := range b.Images() {
			if int(m) < len(c.Images) {
				add(c.Images[m].Src, "\x02")
			}
		}
	}
	if n < foldLetters {
		return ""
	}
	host := ""
	if a, ok := parse(p.URL); ok {
		host = a.authority()
	}
	return "text:" + host + ":" + hex.EncodeToString(h.Sum(nil))
}

// isMissing reports whether a host answers a surely missing address of the same
// sort with this very body. A page that heeds no parameters answers any query
// with itself; only where an unknown query gives the home page is it a sign.
func (r *run) isMissing(ctx context.Context, a address, sum string, twin checks.Resource) bool {
	if !r.scope.own(a) || r.o.Alone {
		return false
	}
	probe := a
	sort := a.origin() + a.dir()
	if name, _, ok := cutParam(a.query); ok {
		if twin.Fetch().URL != r.home.key.String() {
			return false
		}
		probe.query = name + "=truatweb-no-such-thing"
		sort = a.origin() + a.path + "?" + name
	} else {
		probe.path = a.dir() + "truatweb-no-such-page" + a.extension()
	}
	got, ok := r.probed[sort]
	if !ok {
		if len(r.probed) >= mostProbes {
			return false
		}
		out := r.fetcher.get(ctx, probe)
		if out.reason == "" && out.status == 200 && len(out.body) > 0 {
			s := sha256.Sum256(out.body)
			got = hex.EncodeToString(s[:])
		} else if out.known != nil {
			got = out.known.Fetch().SHA256
		}
		r.probed[sort] = got
	}
	return got == sum
}
