// Package wcag looks at pages with the rules of axe-core, as visitors see them in
// a browser: what of WCAG's levels A and AA a machine can decide.
//
// Checks: wcag.aa, wcag.contrast, wcag.alt, wcag.labels, wcag.lang. A few pages
// stand for the site, one of each kind. A fault that repeats in one place of the
// template is one fault, however many pages show it. What axe cannot decide goes
// to a person.
package wcag

import (
	"context"
	_ "embed" // axe and our script behind it
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// The names by which rules call on the check.
const (
	AA       = "wcag.aa"       // all of it
	Contrast = "wcag.contrast" // letters stand out from their ground
	Alt      = "wcag.alt"      // pictures have alternatives
	Labels   = "wcag.labels"   // controls have names
	Lang     = "wcag.lang"     // language is declared
)

// Bounds of a measurement.
const (
	key        = "wcag"
	width      = 1280 // CSS pixels
	mostPages  = 8
	mostTime   = 4 * time.Minute
	mostPlaces = 5 // kept of a rule
	mostQuote  = 160
	mostBytes  = 256 << 10
)

// tags choose axe's rules: levels A and AA of WCAG 2.0, 2.1 and 2.2.
var tags = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}

//go:embed axe/axe.min.js
var axe string

// Licence is the text that goes wherever axe-core goes.
//
//go:embed axe/LICENSE
var Licence string

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
func (c *Check) Names() []string { return []string{AA, Contrast, Alt, Labels, Lang} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// measured is what is kept with the site.
type measured struct {
	Version string        `json:"version,omitempty"` // of axe
	SeenAt  time.Time     `json:"seen_at"`
	Pages   []page        `json:"pages"`
	Rules   []*rule       `json:"rules,omitempty"` // those that applied to anything, by id
	Blind   checks.Reason `json:"blind,omitempty"` // why no further page was looked at
}

// page is a page that was looked at.
type page struct {
	URL      string        `json:"url"`
	Alike    int           `json:"alike"` // pages of its shape, itself included
	Unstyled int           `json:"unstyled,omitempty"`
	Fault    checks.Reason `json:"fault,omitempty"` // why it was not
	Detail   string        `json:"detail,omitempty"`
}

// rule is what became of one of axe's rules.
type rule struct {
	ID     string   `json:"id"`
	Passed int      `json:"passed,omitempty"` // elements
	Failed int      `json:"failed,omitempty"`
	Unsure int      `json:"unsure,omitempty"`
	Faults []*place `json:"faults,omitempty"` // the commonest
	Doubts []*place `json:"doubts,omitempty"`
}

// place is where in a template a rule fails, or may fail.
type place struct {
	Region  string   `json:"region"`
	Path    string   `json:"path"` // a selector that gives these elements and their like
	Quote   string   `json:"quote,omitempty"`
	N       int      `json:"n"`     // elements, on all pages together
	Pages   []int    `json:"pages"` // indices into measured.Pages
	Colours []string `json:"colours,omitempty"`
	Ratio   float64  `json:"ratio,omitempty"`
	Wanted  float64  `json:"wanted,omitempty"`
	Key     string   `json:"key,omitempty"` // why axe is unsure
}

// result is the value of our script in a page.
type result struct {
	Version string         `json:"version"`
	Passed  map[string]int `json:"passed"`
	Failed  []finding      `json:"failed"`
	Unsure  []finding      `json:"unsure"`
}

type finding struct {
	Rule   string   `json:"rule"`
	N      int      `json:"n"`
	Places []*place `json:"places"`
}

// script is what is run in a page: axe, and ours behind it.
func script() (string, error) {
	arguments, err := json.Marshal(tags)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s\n;%s(%s, %d, %d)", axe, measure, arguments, mostPlaces*4, mostQuote), nil
}

// Gather implements checks.Gatherer. It asks for at most eight pages with what
// belongs to them.
func (c *Check) Gather(ctx context.Context, site *checks.Site, _ checks.Network) (json.RawMessage, error) {
	if c.o.Browser == nil {
		return nil, nil // Judge knows from the site that there was none
	}
	s, err := script()
	if err != nil {
		return nil, fmt.Errorf("writing the script: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, mostTime)
	defer cancel()
	m := measured{SeenAt: c.o.Now().UTC()}
	for _, shape := range site.Shapes(mostPages) {
		p := page{URL: shape.Address(), Alike: shape.Alike}
		value, unstyled, _, err := c.o.Browser.Run(ctx, p.URL, s, width)
		switch {
		case ctx.Err() != nil:
			m.Blind = checks.Budget
		case err != nil:
			if p.Fault = checks.ReasonOf(err, checks.Timeout); p.Fault == checks.NeedsRender {
				m.Blind = p.Fault
			}
			p.Detail = clip(err.Error())
			m.Pages = append(m.Pages, p)
		default:
			p.Unstyled = len(unstyled)
			m.take(p, value)
		}
		if m.Blind != "" {
			break
		}
	}
	if len(m.Pages) == 0 && m.Blind == "" {
		return nil, errors.New("the site has no page to look at")
	}
	return m.pack()
}

func clip(s string) string {
	if r := []rune(s); len(r) > mostQuote {
		return string(r[:mostQuote])
	}
	return s
}

// byLooks are the rules that judge what style sheets make of a page.
var byLooks = []string{"color-contrast", "link-in-text-block", "target-size"}

// take adds what was seen on a page.
func (m *measured) take(p page, value json.RawMessage) {
	var r result
	err := json.Unmarshal(value, &r)
	if err == nil && len(r.Passed)+len(r.Failed)+len(r.Unsure) == 0 {
		err = errors.New("no rule applied")
	}
	if err != nil {
		p.Fault, p.Detail = checks.ReadFailed, clip(err.Error())
		m.Pages = append(m.Pages, p)
		return
	}
	at := len(m.Pages)
	m.Pages = append(m.Pages, p)
	m.Version = r.Version
	doubtful := func(id string) bool { return p.Unstyled > 0 && slices.Contains(byLooks, id) }
	blurred := map[string]int{}
	for id, n := range r.Passed {
		if doubtful(id) {
			blurred[id] += n
			continue
		}
		m.of(id).Passed += n
	}
	for _, f := range r.Failed {
		if doubtful(f.Rule) {
			blurred[f.Rule] += f.N
			continue
		}
		to := m.of(f.Rule)
		to.Failed += f.N
		to.Faults = gathered(to.Faults, f.Places, at)
	}
	for _, f := range r.Unsure {
		to := m.of(f.Rule)
		to.Unsure += f.N
		to.Doubts = gathered(to.Doubts, f.Places, at)
	}
	for id, n := range blurred {
		to := m.of(id)
		to.Unsure += n
		to.Doubts = gathered(to.Doubts, []*place{{Region: "main", Path: "html", N: n, Key: unstyledKey}}, at)
	}
}

// of gives a rule's account.
func (m *measured) of(id string) *rule {
	i, there := slices.BinarySearchFunc(m.Rules, id, func(r *rule, id string) int { return strings.Compare(r.ID, id) })
	if !there {
		m.Rules = slices.Insert(m.Rules, i, &rule{ID: id})
	}
	return m.Rules[i]
}

// gathered adds the places of a page to those known: the same place in the
// template is one.
func gathered(known, more []*place, at int) []*place {
	for _, p := range more {
		if p == nil {
			continue
		}
		i := slices.IndexFunc(known, func(k *place) bool { return k.Region == p.Region && k.Path == p.Path && k.Key == p.Key })
		if i < 0 {
			p.Pages = []int{at}
			known = append(known, p)
			continue
		}
		known[i].N += p.N
		if !slices.Contains(known[i].Pages, at) {
			known[i].Pages = append(known[i].Pages, at)
		}
	}
	return known
}

// pack writes the measurement, with fewer places where it would grow too long.
func (m *measured) pack() (json.RawMessage, error) {
	for keep := mostPlaces; ; keep-- {
		for _, r := range m.Rules {
			r.Faults, r.Doubts = commonest(r.Faults, keep), commonest(r.Doubts, keep)
		}
		raw, err := json.Marshal(m)
		if err != nil {
			return nil, fmt.Errorf("writing the measurement: %w", err)
		}
		if len(raw) <= mostBytes || keep == 0 {
			return raw, nil
		}
	}
}

// commonest gives the places that the most pages show, then the most elements.
func commonest(list []*place, keep int) []*place {
	slices.SortStableFunc(list, func(a, b *place) int {
		if d := len(b.Pages) - len(a.Pages); d != 0 {
			return d
		}
		return b.N - a.N
	})
	return list[:min(keep, len(list))]
}
