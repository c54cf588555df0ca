package crawl

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// How a host is spared.
const (
	jitter       = 0.3              // of the gap between requests, added at random
	slowest      = 8                // a troubled host is asked at a rate so many times lower
	calmRequests = 10               // good answers after which the rate doubles again
	atOnce       = 2                // requests under way at a host, where there is a rate
	longestRest  = 10 * time.Second // after an answer that was slow
)

// polite keeps a gap between the requests to a machine, whoever makes them. The
// gap grows when the machine is in trouble or slow, and one that does not get
// well is left alone (see breaker).
type polite struct {
	next     http.RoundTripper
	net      *Net          // nil: nothing is known of addresses
	gap      time.Duration // between requests; 0 is none
	atOnce   int
	agent    string // of the requests that it makes itself
	hours    Hours
	now      func() time.Time
	sleep    sleeper
	tell     func(Event)
	mu       sync.Mutex
	rnd      *rand.Rand
	paces    map[string]*pace // by host without "www.", and by address
	met      map[string]bool  // hosts whose addresses are known
	breakers map[string]*breaker
	time     *stopwatch // of the run; nil outside one
}

// pace is how one machine is asked: all hosts that share an address.
type pace struct {
	into  *pace         // what it was joined to
	slots chan struct{} // each request under way holds one
	pass  chan struct{} // who holds it waits to be the next
	full  time.Duration // the gap when all is well
	gap   time.Duration
	last  time.Time // when the last request went out
	rest  time.Time // nothing goes out before
	calm  int       // good answers in a row
	asked time.Duration
}

func newPolite(next http.RoundTripper, o *Options, wait sleeper) *polite {
	p := &polite{next: next, net: o.Net, atOnce: max(atOnce, o.Workers), hours: o.Hours, agent: o.UserAgent, now: o.Now, sleep: wait, tell: o.OnEvent,
		rnd: rand.New(rand.NewPCG(o.Seed, 0x7472756174)), paces: map[string]*pace{}, met: map[string]bool{}, breakers: map[string]*breaker{}}
	if o.Rate > 0 {
		p.gap, p.atOnce = time.Duration(float64(time.Second)/o.Rate), atOnce
	}
	return p
}

// of gives the pace of a host or address; p.mu is held.
func (p *polite) of(host string) *pace {
	host = machine(host)
	h := p.paces[host]
	if h == nil {
		h = &pace{slots: make(chan struct{}, p.atOnce), pass: make(chan struct{}, 1), full: p.gap, gap: p.gap}
		p.paces[host] = h
	}
	for h.into != nil {
		h = h.into
	}
	return h
}

// machine is what a host is known by: www. is the same machine.
func machine(host string) string {
	return strings.TrimPrefix(strings.ToLower(strings.Trim(host, "[]")), "www.")
}

// meet learns that a host lies at an address: what else lies there shares its
// pace from now on.
func (p *polite) meet(host string, ip netip.Addr) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a, b := p.of(ip.Unmap().WithZone("").String()), p.of(host)
	if a == b {
		return
	}
	a.full, a.gap, a.asked = max(a.full, b.full), max(a.gap, b.gap), max(a.asked, b.asked)
	if b.last.After(a.last) {
		a.last = b.last
	}
	if b.rest.After(a.rest) {
		a.rest = b.rest
	}
	a.calm = 0
	b.into = a
}

// introduce looks a host up before it is asked for the first time. What cannot
// be looked up is left to whoever dials.
func (p *polite) introduce(ctx context.Context, host, port string) {
	host = strings.Trim(host, "[]")
	p.mu.Lock()
	known := p.met[host] || p.net == nil
	p.met[host] = true
	p.mu.Unlock()
	if known || p.net.admits(host, port) != nil {
		return
	}
	ips, err := p.net.resolve(ctx, host)
	if err != nil {
		return
	}
	for _, ip := range ips {
		p.meet(host, ip)
	}
}

// RoundTrip implements http.RoundTripper.
func (p *polite) RoundTrip(req *http.Request) (*http.Response, error) {
	b := p.breaker(req.URL.Host)
	probing, err := p.pass(req.Context(), b)
	if err != nil {
		return nil, err
	}
	return p.send(req, b, probing)
}

// send sends a request in its turn and takes in how its host fares.
func (p *polite) send(req *http.Request, b *breaker, probing bool) (*http.Response, error) {
	done, err := p.wait(req.Context(), req.URL.Hostname(), portOf(req.URL))
	if err != nil {
		return nil, err
	}
	defer done()
	began := p.now()
	resp, err := p.next.RoundTrip(req.WithContext(p.traced(req.Context(), req.URL.Hostname())))
	p.took(req.URL.Hostname(), p.now().Sub(began))
	p.heed(req, b, probing, resp, err)
	return resp, err
}

// traced makes a context by which a request tells when it goes out: it is from
// then on that the gap counts.
func (p *polite) traced(ctx context.Context, host string) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		h := p.of(host)
		if now := p.now(); now.After(h.last) {
			h.last = now
		}
	}})
}

// wait returns when it is this request's turn; done gives the turn back, and may
// be called more than once.
func (p *polite) wait(ctx context.Context, host, port string) (done func(), err error) {
	if err := p.open(ctx); err != nil {
		return nil, err
	}
	p.introduce(ctx, host, port)
	for {
		p.mu.Lock()
		h := p.of(host)
		p.mu.Unlock()
		if err := take(ctx, h.slots); err != nil {
			return nil, err
		}
		if err := take(ctx, h.pass); err != nil {
			<-h.slots
			return nil, err
		}
		joined, err := p.due(ctx, h)
		<-h.pass
		if err == nil && !joined {
			return sync.OnceFunc(func() { <-h.slots }), nil
		}
		<-h.slots
		if err != nil {
			return nil, err
		}
	}
}

func take(ctx context.Context, c chan struct{}) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case c <- struct{}{}:
		return nil
	}
}

// due waits until a machine may be asked again. joined reports that it has
// meanwhile become one with another, whose turn is the one to wait for.
func (p *polite) due(ctx context.Context, h *pace) (joined bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	more := jitter * p.rnd.Float64()
	var until time.Time
	for {
		if h.into != nil {
			return true, nil
		}
		now := p.now()
		if h.last.After(now) { // the clock was set back
			h.last = now
		}
		if most := now.Add(longestWait); h.rest.After(most) {
			h.rest = most
		}
		due := h.rest
		if !h.last.IsZero() {
			// Jitter only ever lengthens a gap.
			if next := h.last.Add(h.gap + time.Duration(more*float64(h.gap))); next.After(due) {
				due = next
			}
		}
		if until.After(now) {
			now = until // as long was waited, whatever the clock says
		}
		if !due.After(now) {
			h.last = p.now()
			return false, nil
		}
		until = due
		p.mu.Unlock()
		err := p.sleep(ctx, due.Sub(now))
		p.mu.Lock()
		if err != nil {
			return false, err
		}
	}
}

// slower halves the rate of a host that is in trouble.
func (p *polite) slower(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.of(host)
	h.calm = 0
	h.gap = min(h.gap*2, h.full*slowest)
}

// faster doubles the rate, up to the full one, of a host that is well again.
func (p *polite) faster(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.of(host)
	if h.calm++; h.calm >= calmRequests {
		h.calm = 0
		h.gap = max(h.gap/2, h.full)
	}
}

// took gives a host a rest of half the time that its answer took, beside the
// gap.
func (p *polite) took(host string, d time.Duration) {
	if p.gap > 0 {
		p.leave(host, min(d/2, longestRest))
	}
}

// leave leaves a host alone for a while.
func (p *polite) leave(host string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.of(host)
	if until := p.now().Add(d); until.After(h.rest) {
		h.rest = until
	}
}

// delay lowers the full rate of a host to one request in d, as its robots.txt
// asks; more than longestDelay is not obeyed. A run without a limit of rate
// stays without.
func (p *polite) delay(host string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.of(host)
	h.asked = max(h.asked, d)
	if d = min(d, longestDelay); p.gap > 0 && d > h.full {
		h.full, h.gap = d, max(h.gap, d)
	}
}

// delayed is the crawl-delay that a host's robots.txt asked for.
func (p *polite) delayed(host string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.of(host).asked
}
