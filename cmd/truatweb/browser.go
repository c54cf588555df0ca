package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

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
type drawer struct {
	*render.Browser
	net *crawl.Net
}

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
	return &drawer{b, network}, nil
}

// window lets checks look at pages as visitors see them, under the guard of the
// crawl and at its pace.
type window struct {
	browser *drawer
	network checks.Network
}

// newWindow gives the window of a browser; nil without one.
func newWindow(browser *drawer, network checks.Network) wcag.Browser {
	if browser == nil {
		return nil
	}
	return &window{browser, network}
}

// Sizes of a window, CSS pixels.
const (
	windowHeight = 4000 // so that what loads when it is scrolled to loads
	widestPhone  = 600
)

// Run implements wcag.Browser and responsive.Browser. A host whose certificate is
// faulty is read all the same, as the crawl does.
func (w *window) Run(ctx context.Context, at, script string, width int) (value json.RawMessage, unstyled, unseen []string, err error) {
	probe := render.Probe{Shell: render.Shell{URL: at, Ask: w.ask}, Script: script, Width: width, Height: windowHeight, Phone: width < widestPhone}
	got, err := w.browser.Run(ctx, probe)
	if err != nil && strings.Contains(err.Error(), "net::ERR_CERT_") {
		probe.Faulty = true
		got, err = w.browser.Run(ctx, probe)
	}
	switch {
	case errors.Is(err, render.ErrNoBrowser):
		err = &unseenPage{err, checks.NeedsRender}
	case err == nil && got.Status >= http.StatusBadRequest:
		err = &unseenPage{fmt.Errorf("%s answers with %d", at, got.Status), checks.HTTPStatus}
	}
	return got.Value, got.Unstyled, got.Unseen, err
}

// ask waits until a page may ask for an address.
func (w *window) ask(ctx context.Context, at string) (func(), error) {
	if why, ok := w.browser.net.Admits(at); !ok {
		return nil, &unseenPage{errors.New(string(why)), why}
	}
	u, err := url.Parse(at)
	if err != nil {
		return nil, err
	}
	return nil, w.network.Wait(ctx, u.Hostname())
}

// unseenPage is why a page could not be looked at.
type unseenPage struct {
	error
	reason checks.Reason
}

func (e *unseenPage) Unwrap() error { return e.error }

// Reason says it in the words of checks.
func (e *unseenPage) Reason() checks.Reason { return e.reason }
