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

// drawer lets the crawl draw pages in a browser.
type drawer struct{ *render.Browser }

// Render implements crawl.Renderer.
func (d drawer) Render(ctx context.Context, s crawl.Shell) (crawl.Drawn, error) {
	drawn, err := d.Browser.Render(ctx, render.Shell(s))
	if errors.Is(err, render.ErrNoBrowser) {
		err = fmt.Errorf("%w: %w", crawl.ErrNoBrowser, err)
	}
	return crawl.Drawn(drawn), err
}

// newDrawer readies the browser that a plan asks for; nil where it wants none or
// there is none. It starts with the first page that needs it.
func newDrawer(p *plan) (*drawer, error) {
	path := p.browser
	switch path {
	case "", browserOff:
		return nil, nil
	case browserAuto:
		path = ""
	}
	b, err := render.New(render.Options{Path: path, UserAgent: p.userAgent})
	switch {
	case errors.Is(err, render.ErrNoBrowser):
		return nil, nil // `doctor` and the report's coverage say so
	case err != nil:
		return nil, err
	}
	return &drawer{b}, nil
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
	got, err := w.browser.Run(ctx, probe)
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
