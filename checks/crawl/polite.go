package crawl

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How a host is spared.
const (
	jitter       = 0.3 // of the gap between requests, added at random
	slowest      = 8   // a troubled host is asked at a rate so many times lower
	calmRequests = 10  // good answers after which the rate doubles again
)

// polite asks a host one thing at a time, with a gap between requests that
// grows when the host is in trouble.
type polite struct {
	next  http.RoundTripper
	rate  float64 // requests a second and host; 0 means no gap
	now   func() time.Time
	sleep sleeper
	mu    sync.Mutex
	rnd   *rand.Rand
	hosts map[string]*pace
}

// pace is how one host is asked.
type pace struct {
	turn    chan struct{} // holds one token: who has it may ask
	limiter *rate.Limiter
	full    rate.Limit // the rate when all is well
	calm    int        // good answers in a row
}

func newPolite(next http.RoundTripper, o *Options, wait sleeper) *polite {
	return &polite{next: next, rate: o.Rate, now: o.Now, sleep: wait,
		rnd: rand.New(rand.NewPCG(o.Seed, 0x7472756174)), hosts: map[string]*pace{}}
}

// of gives the pace of a host; www. is the same machine.
func (p *polite) of(host string) *pace {
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[host]
	if h == nil {
		full := rate.Inf
		if p.rate > 0 {
			full = rate.Limit(p.rate)
		}
		h = &pace{turn: make(chan struct{}, 1), limiter: rate.NewLimiter(full, 1), full: full}
		h.turn <- struct{}{}
		p.hosts[host] = h
	}
	return h
}

// RoundTrip implements http.RoundTripper.
func (p *polite) RoundTrip(req *http.Request) (*http.Response, error) {
	done, err := p.wait(req.Context(), req.URL.Hostname())
	if err != nil {
		return nil, err
	}
	defer done()
	resp, err := p.next.RoundTrip(req)
	if err == nil && resp.StatusCode < http.StatusInternalServerError && resp.StatusCode != http.StatusTooManyRequests {
		p.faster(req.URL.Hostname())
	}
	return resp, err
}

// wait returns when it is this request's turn; done gives the turn back.
func (p *polite) wait(ctx context.Context, host string) (done func(), err error) {
	h := p.of(host)
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-h.turn:
	}
	done = func() { h.turn <- struct{}{} }
	// The token is taken when the request goes out, so that jitter only ever
	// lengthens a gap.
	now := p.now()
	res := h.limiter.ReserveN(now, 1)
	gap := res.DelayFrom(now)
	res.CancelAt(now)
	if gap > 0 {
		p.mu.Lock()
		gap += time.Duration(jitter * p.rnd.Float64() / float64(h.limiter.Limit()) * float64(time.Second))
		p.mu.Unlock()
		if err := p.sleep(ctx, gap); err != nil {
			done()
			return nil, err
		}
	}
	h.limiter.AllowN(p.now(), 1)
	return done, nil
}

// slower halves the rate of a host that is in trouble.
func (p *polite) slower(host string) {
	h := p.of(host)
	p.mu.Lock()
	defer p.mu.Unlock()
	h.calm = 0
	if h.full != rate.Inf {
		h.limiter.SetLimitAt(p.now(), max(h.limiter.Limit()/2, h.full/slowest))
	}
}

// faster doubles the rate, up to the full one, of a host that is well again.
func (p *polite) faster(host string) {
	h := p.of(host)
	p.mu.Lock()
	defer p.mu.Unlock()
	if h.calm++; h.calm >= calmRequests && h.full != rate.Inf && h.limiter.Limit() < h.full {
		h.calm = 0
		h.limiter.SetLimitAt(p.now(), min(h.limiter.Limit()*2, h.full))
	}
}

// delay lowers the full rate of a host to one request in d, as its robots.txt
// asks. A run without a limit of rate stays without.
func (p *polite) delay(host string, d time.Duration) {
	h := p.of(host)
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := rate.Every(d); h.full != rate.Inf && d > 0 && l < h.full {
		h.full = l
		h.limiter.SetLimitAt(p.now(), l)
	}
}
