package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/truatweb/truatweb/checks/crawl"
	"github.com/truatweb/truatweb/checks/render"
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
func newDrawer(p *plan, network *crawl.Net) (*drawer, error) {
	path := p.browser
	switch path {
	case "", browserOff:
		return nil, nil
	case browserAuto:
		path = ""
	}
	b, err := render.New(render.Options{Dial: network.DialContext, Path: path, UserAgent: p.userAgent})
	switch {
	case errors.Is(err, render.ErrNoBrowser):
		return nil, nil // `doctor` and the report's coverage say so
	case err != nil:
		return nil, err
	}
	return &drawer{b}, nil
}
