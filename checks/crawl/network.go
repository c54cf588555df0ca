package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Network gives the way out for what a crawl does not ask itself: the same
// guard on every address, the same pace for every host, the same ledger.
func (c *Crawler) Network() checks.Network { return &network{c.layers()} }

// Fetch sends a request that a page being drawn in a browser makes, as any of
// the crawl's own: behind the guard, after robots.txt, in its host's turn, under
// the crawl's name. It is asked once, and redirects are not followed. The body
// is unpacked and bounded. An error with a method Reason says what refused it.
func (c *Crawler) Fetch(req *http.Request) (*http.Response, error) { return c.layers().fetch(req) }

// network is what gatherers ask through.
type network struct{ s *stack }

// DialContext dials through the guard.
func (n *network) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return n.s.dial(ctx, network, address)
}

// Wait waits for the host's turn.
func (n *network) Wait(ctx context.Context, host string) error {
	done, err := n.s.polite.wait(ctx, host, "443")
	if err != nil {
		return err
	}
	done()
	return nil
}

// Ask implements checks.Network. Where robots.txt cannot be had because nothing
// answers, a gatherer may find out for itself why: nobody has disallowed that.
func (n *network) Ask(ctx context.Context, address string) (context.Context, error) {
	a, ok := parse(address)
	u, err := url.Parse(address)
	if !ok || err != nil {
		return nil, fmt.Errorf("asking for %q: no web address", address)
	}
	if _, ok := n.s.net.Admits(address); ok { // else whoever dials is told
		why, detail := n.s.gate.allows(once(ctx), a)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case why == checks.Robots:
			return nil, &refusal{why, detail}
		}
	}
	if err := n.Wait(ctx, u.Hostname()); err != nil {
		return nil, err
	}
	return n.s.polite.traced(n.s.ledger.traced(ctx, u), u.Hostname()), nil
}

// Within gives what is measured after the crawl the time that is left of the
// run's; waiting for the hours at which servers may be asked does not count.
func (n *network) Within(ctx context.Context) (context.Context, context.CancelFunc) {
	if n.s.ends.IsZero() {
		return context.WithCancel(ctx)
	}
	inner, cancel := n.s.polite.within(ctx, max(time.Until(n.s.ends), time.Millisecond))
	return inner, func() {
		n.s.ends = n.s.ends.Add(n.s.polite.paused())
		cancel()
	}
}

// Recall gives what the crawl was answered at the home page's address, or at one
// that it was led from; nil elsewhere. Whoever asks for the page alone, and not
// about the connection, need not ask again.
func (n *network) Recall(address string) *http.Response { return n.s.memory.recall(address) }

// Load is what was asked for so far, by anybody.
func (n *network) Load() []checks.Load { return n.s.loads() }

// loads sums up what was asked for, with what the hosts had asked of us.
func (s *stack) loads() []checks.Load {
	out := s.ledger.loads()
	for i := range out {
		host := out[i].Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		out[i].CrawlDelay = int(s.polite.delayed(host) / time.Second)
	}
	return out
}

// fetch is Crawler.Fetch.
func (s *stack) fetch(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	at := req.URL.String()
	a, ok := parse(at)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !ok:
		return nil, errors.New("no web address")
	}
	if why, ok := s.net.Admits(at); !ok {
		return nil, &refusal{why, at}
	}
	if why, detail := s.gate.allows(ctx, a); why != "" {
		return nil, &refusal{why, detail}
	}
	if req.Method == http.MethodGet && req.Header.Get("Range") == "" {
		if resp := s.memory.recall(at); resp != nil {
			return resp, nil
		}
	}
	req = req.Clone(context.WithValue(once(ctx), drawingKey{}, true))
	req.Header.Set("User-Agent", s.agent)
	resp, err := s.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	resp.Header = told(resp.Header)
	return resp, nil
}

// onceKey marks requests that are not to be repeated.
type onceKey struct{}

func once(ctx context.Context) context.Context { return context.WithValue(ctx, onceKey{}, true) }
