// Package responsive looks at whether pages fit the screen of a phone, as a
// browser lays them out at 360 pixels.
//
// Check: responsive.overflow. A few pages stand for the site, one of each kind.
package responsive

import (
	"context"
	_ "embed" // the script
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Overflow is the name by which rules call on the check.
const Overflow = "responsive.overflow"

// Bounds of a measurement.
const (
	key       = "responsive"
	screen    = 360 // CSS pixels, what many a cheap phone has
	slack     = 1   // pixels by which roundings may differ
	mostPages = 8
	mostTime  = 3 * time.Minute
	longest   = 160 // characters of what went wrong
)

//go:embed measure.js
var measure string

// Browser shows pages as visitors see them.
type Browser interface {
	// Run opens a page in a window of that width, in CSS pixels, and runs a script
	// in it. unstyled and unseen are the style sheets and pictures that the page
	// was shown without. An error with a method Reason() checks.Reason says why in
	// its words; that of a missing browser is checks.NeedsRender.
	Run(ctx context.Context, url, script string, width int) (value json.RawMessage, unstyled, unseen []string, err error)
}

// Options are what the check is made of. Without a Browser nothing is measured.
type Options struct {
	Browser Browser
	Now     func() time.Time // nil means time.Now
}

// Check implements checks.Gatherer.
type Check struct{ o Options }

// New makes the check.
func New(o Options) *Check {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Check{o}
}

// Names implements checks.Check.
func (c *Check) Names() []string { return []string{Overflow} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// measured is what is kept with the site.
type measured struct {
	SeenAt time.Time     `json:"seen_at"`
	Pages  []page        `json:"pages"`
	Blind  checks.Reason `json:"blind,omitempty"` // why no further page was looked at
}

// page is a page that was looked at.
type page struct {
	URL   string `json:"url"`
	Alike int    `json:"alike"` // pages of its shape, itself included
	fit
	Unstyled int           `json:"unstyled,omitempty"` // style sheets that it was shown without
	Unseen   int           `json:"unseen,omitempty"`   // pictures that may be wider than the screen
	Fault    checks.Reason `json:"fault,omitempty"`    // why it was not
	Detail   string        `json:"detail,omitempty"`
}

// fit is how a page fits the screen, in CSS pixels. It is the value of our
// script.
type fit struct {
	Layout   int      `json:"layout,omitempty"` // the width that the page is laid out for
	Width    int      `json:"width,omitempty"`  // once it was told to follow the screen
	Scroll   int      `json:"scroll,omitempty"` // how far it then reaches
	Declared bool     `json:"declared,omitempty"`
	Viewport string   `json:"viewport,omitempty"` // its declaration
	Clipped  bool     `json:"clipped,omitempty"`  // what reaches beyond the screen is cut off
	Wide     []wide   `json:"wide,omitempty"`     // what does
	Cut      []wide   `json:"cut,omitempty"`      // words that run over the edge
	Loose    []string `json:"loose,omitempty"`    // pictures not shown that nothing holds to a width
}

type wide struct {
	Path  string `json:"path"`
	Quote string `json:"quote"`
	Width int    `json:"width"`
	N     int    `json:"n"`
}

// Gather implements checks.Gatherer. It asks for at most eight pages with what
// belongs to them.
func (c *Check) Gather(ctx context.Context, site *checks.Site, _ checks.Network) (json.RawMessage, error) {
	if c.o.Browser == nil {
		return nil, nil // Judge knows from the site that there was none
	}
	ctx, cancel := context.WithTimeout(ctx, mostTime)
	defer cancel()
	m := measured{SeenAt: c.o.Now().UTC()}
	for _, shape := range site.Shapes(mostPages) {
		p := page{URL: shape.Address(), Alike: shape.Alike}
		value, unstyled, unseen, err := c.o.Browser.Run(ctx, p.URL, fmt.Sprintf("%s(%d)", measure, screen), screen)
		if err == nil {
			err = json.Unmarshal(value, &p.fit)
		}
		if ctx.Err() != nil {
			m.Blind = checks.Budget
			break
		}
		if err != nil {
			p.fit, p.Fault, p.Detail = fit{}, checks.ReasonOf(err, checks.Timeout), err.Error()
			if d := []rune(p.Detail); len(d) > longest {
				p.Detail = string(d[:longest])
			}
		}
		p.Unstyled = len(unstyled)
		for _, at := range p.Loose {
			if slices.Contains(unseen, at) {
				p.Unseen++
			}
		}
		p.Loose = nil
		m.Pages = append(m.Pages, p)
		if p.Fault == checks.NeedsRender {
			m.Blind = p.Fault
			break
		}
	}
	if len(m.Pages) == 0 && m.Blind == "" {
		return nil, errors.New("the site has no page to look at")
	}
	return json.Marshal(&m)
}
