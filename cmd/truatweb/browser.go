package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/render"
	"github.com/truatweb/truatweb/checks/wcag"
)

// Values of --browser that are no path.
const (
	browserAuto = "auto"
	browserOff  = "off"
)

// drawer lets crawls draw pages in one browser, or in the first of some that is
// free.
type drawer struct {
	all  []*render.Browser
	free chan *render.Browser
}

// one gives a browser that is free; give takes it back.
func (d *drawer) one(ctx context.Context) (b *render.Browser, give func(), err error) {
	select {
	case b = <-d.free:
		return b, func() { d.free <- b }, nil
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
}

// Close ends the browsers.
func (d *drawer) Close() error {
	var all error
	for _, b := range d.all {
		all = errors.Join(all, b.Close())
	}
	return all
}

// Render implements crawl.Renderer.
func (d *drawer) Render(ctx context.Context, s crawl.Shell) (crawl.Drawn, error) {
	b, give, err := d.one(ctx)
	if err != nil {
		return crawl.Drawn{}, err
	}
	defer give()
	drawn, err := b.Render(ctx, render.Shell(s))
	if errors.Is(err, render.ErrNoBrowser) {
		err = fmt.Errorf("%w: %w", crawl.ErrNoBrowser, err)
	}
	return crawl.Drawn(drawn), err
}

// newDrawer readies the browser that a plan asks for; nil where it wants none or
// there is none. It starts with the first page that needs it. Of many browsers
// each starts when all before it are at work.
func newDrawer(p *plan, many int) (*drawer, error) {
	path := p.browser
	switch path {
	case "", browserOff:
		return nil, nil
	case browserAuto:
		path = ""
	}
	d := &drawer{free: make(chan *render.Browser, max(many, 1))}
	for range cap(d.free) {
		b, err := render.New(render.Options{Path: path, UserAgent: p.userAgent})
		switch {
		case errors.Is(err, render.ErrNoBrowser):
			return nil, nil // `doctor` and the report's coverage say so
		case err != nil:
			return nil, err
		}
		d.all = append(d.all, b)
		d.free <- b
	}
	return d, nil
}

// window lets checks look at pages as visitors see them. What the pages ask for
// is fetched by the crawl, under its guard and at its pace.
type window struct {
	browser *drawer
	fetch   func(*http.Request) (*http.Response, error)
}

// newWindow gives the window of a browser; nil without one.
func newWindow(browser *drawer, crawler *crawl.Crawler) wcag.Browser {
	if browser == nil {
		return nil
	}
	return &window{browser, crawler.Fetch}
}

// Sizes of a window, CSS pixels.
const (
	windowHeight = 4000 // so that what loads when it is scrolled to loads
	widestPhone  = 600
)

// Run implements wcag.Browser and responsive.Browser.
func (w *window) Run(ctx context.Context, at, script string, width int) (value json.RawMessage, unstyled, unseen []string, err error) {
	probe := render.Probe{Shell: render.Shell{URL: at, Fetch: w.fetch}, Script: script, Width: width, Height: windowHeight, Phone: width < widestPhone}
	b, give, err := w.browser.one(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	defer give()
	got, err := b.Run(ctx, probe)
	switch {
	case errors.Is(err, render.ErrNoBrowser):
		err = &unseenPage{err, checks.NeedsRender}
	case err == nil && got.Status >= http.StatusBadRequest:
		err = &unseenPage{fmt.Errorf("%s answers with %d", at, got.Status), checks.HTTPStatus}
	}
	return got.Value, got.Unstyled, got.Unseen, err
}

// unseenPage is why a page could not be looked at.
type unseenPage struct {
	error
	reason checks.Reason
}

func (e *unseenPage) Unwrap() error { return e.error }

// Reason says it in the words of checks.
func (e *unseenPage) Reason() checks.Reason { return e.reason }
