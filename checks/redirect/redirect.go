// Package redirect looks at whether the ways to a site all end at one place:
// with and without www, by http and by https.
//
// Checks: redirect.https, redirect.one_site. The ways are four addresses at
// most; redirects are followed within the site, each address is asked once, and
// what the crawl has seen is not asked again.
package redirect

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// The names by which rules call on the check.
const (
	HTTPS   = "redirect.https"
	OneSite = "redirect.one_site"
)

const (
	key       = "redirect"
	mostHops  = 6 // of one way
	mostAsked = 8 // in all: the four ways and some addresses between
)

// Options are what the check is made of; the zero value is what a run needs.
type Options struct {
	Now       func() time.Time // nil means time.Now
	UserAgent string
	HTTP      string // port of http where the home page has none of its own; "" means 80
	HTTPS     string // port of https, likewise; "" means 443
}

// Check implements checks.Gatherer.
type Check struct{ o Options }

// New makes the check.
func New(o Options) *Check {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.HTTP == "" {
		o.HTTP = "80"
	}
	if o.HTTPS == "" {
		o.HTTPS = "443"
	}
	return &Check{o}
}

// Names implements checks.Check.
func (c *Check) Names() []string { return []string{HTTPS, OneSite} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// measured is what is kept with the site.
type measured struct {
	Home   string    `json:"home"`
	SeenAt time.Time `json:"seen_at"`
	Ways   []way     `json:"ways"`
}

// way is one address that a citizen may type, and where it led.
type way struct {
	Start      string       `json:"start"`
	Passed     []hop        `json:"passed,omitempty"`
	End        string       `json:"end,omitempty"` // where an answer stood, or another site began
	Status     int          `json:"status,omitempty"`
	Elsewhere  bool         `json:"elsewhere,omitempty"` // End lies outside the site and was not asked
	Loop       bool         `json:"loop,omitempty"`
	Unfinished bool         `json:"unfinished,omitempty"` // there was more to follow than is polite
	Fault      *visit.Fault `json:"fault,omitempty"`
	Says       visit.Head   `json:"says,omitzero"`
}

// hop is a redirect passed.
type hop struct {
	From   string `json:"from"`
	Status int    `json:"status"`
}

// Gather implements checks.Gatherer.
func (c *Check) Gather(ctx context.Context, site *checks.Site, n checks.Network) (json.RawMessage, error) {
	home, err := visit.Home(site)
	if err != nil {
		return nil, err
	}
	f := &follower{site: site, asker: visit.Asker{Network: n, UserAgent: c.o.UserAgent}, seen: map[string]*visit.Reply{}}
	m := measured{Home: home.String(), SeenAt: c.o.Now().UTC()}
	for _, start := range c.ways(home) {
		w, err := f.follow(ctx, start)
		if err != nil {
			return nil, err
		}
		m.Ways = append(m.Ways, *w)
	}
	return json.Marshal(&m)
}

// ways lists the addresses that should all lead to the home page: its own host
// first, http before https.
func (c *Check) ways(home *url.URL) []string {
	hosts := []string{home.Hostname()}
	if !visit.Bare(home.Hostname()) && strings.Contains(home.Hostname(), ".") {
		hosts = append(hosts, twin(home.Hostname()))
	}
	var out []string
	for _, host := range hosts {
		for _, scheme := range []string{"http", "https"} {
			u := *home
			u.Scheme = scheme
			u.Host = visit.HostPort(host, map[string]string{"http": c.o.HTTP, "https": c.o.HTTPS}[scheme], scheme)
			if home.Scheme == scheme {
				u.Host = visit.HostPort(host, visit.Port(home), scheme)
			}
			out = append(out, visit.Tidy(&u))
		}
	}
	return out
}

// twin gives the name with www. of one without, and the other way round.
func twin(host string) string {
	if rest, ok := strings.CutPrefix(host, "www."); ok {
		return rest
	}
	return "www." + host
}

// follower follows redirects within one site.
type follower struct {
	site  *checks.Site
	asker visit.Asker
	seen  map[string]*visit.Reply
}

func (f *follower) follow(ctx context.Context, start string) (*way, error) {
	w := &way{Start: start}
	first, err := url.Parse(start)
	if err != nil {
		return nil, err
	}
	been := map[string]bool{}
	for at := start; ; {
		u, err := url.Parse(at)
		switch {
		case err != nil || u.Scheme != "http" && u.Scheme != "https" || !visit.SameHost(u.Hostname(), first.Hostname()):
			w.End, w.Elsewhere = at, true
			return w, nil //nolint:nilerr // an address that the site gave wrongly is elsewhere
		case been[at]:
			w.End, w.Loop = at, true
			return w, nil
		case len(w.Passed) >= mostHops:
			w.End, w.Unfinished = at, true
			return w, nil
		}
		been[at] = true
		if p := f.crawled(at); p != nil {
			w.End, w.Status, w.Says = at, p.Status, known(p)
			return w, nil
		}
		r := f.seen[at]
		if r == nil {
			if len(f.seen) >= mostAsked {
				w.End, w.Unfinished = at, true
				return w, nil
			}
			if r, err = f.asker.Get(ctx, at); err != nil {
				return nil, err
			}
			f.seen[at] = r
		}
		if r.Fault != nil {
			w.End, w.Fault = at, r.Fault
			return w, nil
		}
		if r.Location == "" {
			w.End, w.Status, w.Says = at, r.Status, visit.ReadHead(u, r.Body)
			return w, nil
		}
		w.Passed = append(w.Passed, hop{at, r.Status})
		at = r.Location
		if to, err := url.Parse(at); err == nil && to.Host != "" {
			at = visit.Tidy(to)
		}
	}
}

// crawled gives the page that the crawl was answered with at an address without
// any redirect.
func (f *follower) crawled(at string) *checks.Page {
	p, ok := f.site.Find(at).(*checks.Page)
	if ok && p.Final == at && len(p.Redirects) == 0 && p.Status == 200 && p.Trouble == "" {
		return p
	}
	return nil
}

// known is what a crawled page says of itself.
func known(p *checks.Page) visit.Head {
	c := p.Read()
	h := visit.Head{Canonical: c.Canonical, Title: strings.Join(strings.Fields(c.Title), " "), SHA256: p.SHA256}
	for i := range c.Links {
		if c.Links[i].Kind == checks.LinkRefresh && c.Links[i].URL != "" {
			h.Refresh = c.Links[i].URL
			break
		}
	}
	return h
}
