package crawl

import (
	"context"
	"fmt"

	"github.com/truatweb/truatweb/checks"
)

// guarded calls a part of the program that is asked about one page, and says how
// it failed, nil if it did not: a panic costs that page alone.
func guarded(who string, call func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s failed: %v", who, p)
		}
	}()
	call()
	return nil
}

// consider is accept, of which a fault of our own costs the one address.
func (r *run) consider(ctx context.Context, it *item, out *answer) {
	if err := guarded("taking in the page", func() { r.accept(ctx, it, out) }); err != nil {
		r.mishap(it.key.String(), it, err)
	}
}

// mishap records that a part of the program failed at an address, whatever else
// was recorded there.
func (r *run) mishap(at string, it *item, err error) {
	g := checks.Gap{URL: at, Reason: checks.ReadFailed, Detail: plainDetail(err.Error()), At: r.now()}
	if it != nil {
		if g.Label, g.Outside = it.label, it.outside; it.from != nil {
			g.From = it.from.url
		}
	}
	r.site.Gaps = append(r.site.Gaps, g)
	r.event(EventGap, at, g.Reason)
}

// spammed asks whether a page is spam. A judge that fails says that it is not.
func (r *run) spammed(p *checks.Page) (spam bool) {
	if err := guarded("the judge of spam", func() { spam = r.o.Spam(p) }); err != nil {
		r.mishap(p.URL, nil, err)
		return false
	}
	return spam
}

// render draws a page; a browser that fails has not drawn it.
func (r *run) render(ctx context.Context, out *answer) (drawn Drawn, err error) {
	if failed := guarded("the browser", func() { drawn, err = r.renderer.Render(ctx, r.shell(out)) }); failed != nil {
		return Drawn{}, failed
	}
	return drawn, err
}

// weighBy asks the Steerer; a link that it fails at is neutral.
func (r *run) weighBy(text, at, context string) (weight float64) {
	if err := guarded("the steerer", func() { weight = r.o.Steerer.Weigh(text, at, context) }); err != nil {
		if r.mishaps++; r.mishaps <= mostMishaps {
			r.mishap(at, nil, err)
		}
		return 0
	}
	return weight
}

// mostMishaps bounds the links recorded at which the Steerer failed.
const mostMishaps = 20
