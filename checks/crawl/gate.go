package crawl

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

const (
	robotsPath = "/robots.txt"
	robotsHops = 5 // redirects of robots.txt (RFC 9309 §2.3.1.2)
)

// gate holds addresses against the robots.txt of their hosts, each fetched once
// a crawl.
type gate struct {
	agent   string
	product string
	net     *Net
	ask     http.RoundTripper
	delay   func(host string, d time.Duration)
	mu      sync.Mutex
	origins map[string]*verdict
}

// verdict is what one origin's robots.txt came to.
type verdict struct {
	once   sync.Once
	robots *robots
	reason checks.Reason // of disallowing everything
	detail string
}

func newGate(userAgent string, n *Net, ask http.RoundTripper, delay func(string, time.Duration)) *gate {
	product, _, _ := strings.Cut(userAgent, "/")
	return &gate{agent: userAgent, product: robotsToken(strings.TrimSpace(product)), net: n, ask: ask, delay: delay, origins: map[string]*verdict{}}
}

func (g *gate) of(ctx context.Context, a address) *verdict {
	g.mu.Lock()
	v := g.origins[a.origin()]
	if v == nil {
		v = &verdict{}
		g.origins[a.origin()] = v
	}
	g.mu.Unlock()
	v.once.Do(func() { g.fetch(ctx, a, v) })
	return v
}

// allows says why an address may not be asked for, "" if it may.
func (g *gate) allows(ctx context.Context, a address) (checks.Reason, string) {
	v := g.of(ctx, a)
	switch {
	case v.reason != "":
		return v.reason, v.detail
	case v.robots.allowed(a.target()):
		return "", ""
	}
	return checks.Robots, "robots.txt"
}

// fetch reads an origin's robots.txt. An answer of 4xx allows everything, 5xx,
// 429 and a silent network forbid it (RFC 9309 §2.3.1).
func (g *gate) fetch(ctx context.Context, a address, v *verdict) {
	v.robots = &robots{}
	host := a.host
	a.path, a.query = robotsPath, ""
	for range robotsHops + 1 {
		if why, ok := g.net.Admits(a.String()); !ok {
			if a.host == host {
				v.reason = why
			}
			return // a robots.txt that lies where we may not go is none
		}
		out := g.get(ctx, a)
		switch {
		case ctx.Err() != nil:
			v.reason = checks.Stopped
			return
		case out.reason == checks.NotArchived:
			return // whoever collected it went by it
		case out.reason == checks.TooLarge:
			v.reason, v.detail = checks.Robots, "robots.txt: "+out.detail
			return
		case out.reason != "":
			v.reason, v.detail = out.reason, out.detail
			return
		case out.status >= 500 || out.status == http.StatusTooManyRequests:
			v.reason, v.detail = checks.Robots, fmt.Sprintf("robots.txt: HTTP %d", out.status)
			return
		case out.status >= 200 && out.status < 300:
			v.robots = parseRobots(out.body, g.product)
			g.delay(host, v.robots.delay)
			return
		case out.status >= 300 && out.status < 400:
			next, ok := join(a, out.header.Get(noteLocation))
			if !ok {
				return
			}
			a = next
		default:
			return
		}
	}
}

// get asks for a robots.txt, without following redirects.
func (g *gate) get(ctx context.Context, a address) *answer {
	out := &answer{final: a}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.String(), nil)
	if err != nil {
		out.reason, out.detail = checks.SiteDown, "no address"
		return out
	}
	req.Header = http.Header{"Accept": {"text/plain,*/*;q=0.8"}, "User-Agent": {g.agent}}
	resp, err := g.ask.RoundTrip(req)
	if err != nil {
		out.reason, out.detail = why(err)
		return out
	}
	defer func() { _ = resp.Body.Close() }()
	out.status, out.header = resp.StatusCode, resp.Header
	if out.body, err = io.ReadAll(resp.Body); err != nil {
		out.reason, out.detail = why(err)
	}
	return out
}
