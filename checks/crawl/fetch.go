package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/gocolly/colly/v2"

	"github.com/truatweb/truatweb/checks"
)

const mostHops = 10 // redirects followed (Go's and lychee's limit)

// answer is what asking for one address came to.
type answer struct {
	status    int
	header    http.Header
	body      []byte
	final     address
	redirects []address // passed before final, the asked one first
	tries     int       // of the last hop
	reason    checks.Reason
	detail    string
	known     checks.Resource // a redirect led to what had been seen before
	cut       string          // the body is the first part only, and why
	fault     string          // of the certificate
	at        time.Time       // when it came; zero where nobody keeps it
	held      bool            // the archive gave it
}

// fetcher asks for addresses, following redirects by its own rules.
type fetcher struct {
	c      *colly.Collector
	robots *gate
	memory *memory
	net    *Net
	known  func(address) checks.Resource // nil: never
}

// newCollector makes a collector that does nothing but fetch and call back:
// its own queue, limits, robots.txt, character sets, visited set and settings
// from the environment are left out.
func newCollector(ctx context.Context, o *Options, rt http.RoundTripper) *colly.Collector {
	c := &colly.Collector{}
	c.Init() // not NewCollector, which obeys COLLY_* variables
	c.Context = ctx
	c.UserAgent = o.UserAgent
	c.AllowURLRevisit = true
	c.MaxBodySize = 0
	c.ParseHTTPErrorResponse = true
	c.IgnoreRobotsTxt = true
	c.DetectCharset = false
	c.Async = false
	h := &handing{next: rt, held: map[string][]byte{}}
	c.WithTransport(h)
	c.SetRequestTimeout(0) // the stack has deadlines of its own, which do not count waiting
	c.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	c.OnResponse(func(r *colly.Response) {
		if a, ok := r.Ctx.GetAny("answer").(*answer); ok {
			a.status, a.header, a.body = r.StatusCode, *r.Headers, h.take(*r.Headers, r.Body)
		}
	})
	return c
}

// ask makes one request, without following redirects.
func (f *fetcher) ask(a address) *answer {
	out := &answer{final: a}
	ctx := colly.NewContext()
	ctx.Put("answer", out)
	hdr := http.Header{
		"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"th,en;q=0.5"},
		"User-Agent":      {f.c.UserAgent},
	}
	if err := f.c.Request(http.MethodGet, a.String(), nil, ctx, hdr); err != nil {
		out.reason, out.detail = why(err)
		out.dateError(err)
		var fl *failed
		if errors.As(err, &fl) {
			out.tries = fl.tries
		}
		return out
	}
	out.tries, _ = strconv.Atoi(out.header.Get(noteTries))
	if t := out.header.Get(noteType); t != "" {
		out.header.Set("Content-Type", t)
	}
	out.date()
	out.cut, out.fault = out.header.Get(noteTruncated), out.header.Get(noteTLS)
	f.memory.learn(a, out)
	return out
}

// get asks for an address and follows redirects. Each hop is held against Net
// and its host's robots.txt.
func (f *fetcher) get(ctx context.Context, a address) *answer {
	var passed []address
	seen := map[string]int{}
	fault := ""
	for {
		out := f.hop(ctx, a, len(passed) > 0)
		out.final, out.redirects = a, passed
		if out.fault == "" {
			out.fault = fault
		}
		fault = out.fault
		loc := ""
		if out.status >= 300 && out.status < 400 {
			loc = out.header.Get(noteLocation)
		}
		if out.reason != "" && len(passed) > 0 && out.status == 0 && out.detail == "" {
			out.detail = "redirects to " + a.String()
		}
		if out.reason != "" || out.known != nil || loc == "" {
			return out
		}
		next, ok := join(a, loc)
		passed = append(passed, a)
		out.redirects = passed
		switch {
		case !ok:
			out.reason, out.detail = checks.HTTPStatus, fmt.Sprintf("HTTP %d to no web address", out.status)
			return out
		case len(passed) > mostHops:
			out.reason, out.detail = checks.RedirectLoop, fmt.Sprintf("more than %d redirects", mostHops)
			return out
		}
		// A page may send a visitor once round to itself to set a cookie.
		if seen[next.String()]++; seen[next.String()] > 2 {
			out.reason, out.detail = checks.RedirectLoop, "redirects back to "+next.String()
			return out
		}
		a = next
	}
}

func (f *fetcher) hop(ctx context.Context, a address, redirected bool) *answer {
	if ctx.Err() != nil {
		return &answer{reason: checks.Stopped}
	}
	if why, ok := f.net.Admits(a.String()); !ok {
		return &answer{reason: why}
	}
	if redirected && f.known != nil {
		if r := f.known(a); r != nil {
			return &answer{known: r, status: r.Fetch().Status}
		}
	}
	if why, detail := f.robots.allows(ctx, a); why != "" {
		return &answer{reason: why, detail: detail}
	}
	return f.ask(a)
}

// why words an error of the network as a reason of a gap.
func why(err error) (checks.Reason, string) {
	var (
		ref  *refusal
		left *leftAlone
		dns  *net.DNSError
		was  *recorded
		bad  *badResponse
	)
	switch {
	case errors.As(err, &was):
		return was.Reason, was.Detail
	case errors.As(err, &left):
		return left.reason, left.detail
	case errors.As(err, &ref):
		return ref.reason, ref.what
	case errors.As(err, &dns):
		return checks.DNS, dns.Err
	case errors.Is(err, context.Canceled):
		return checks.Stopped, ""
	case errors.Is(err, errTooLarge), errors.Is(err, errBomb):
		return checks.TooLarge, innermost(err)
	case errors.Is(err, errBroken):
		return checks.Truncated, innermost(err)
	case errors.Is(err, errEncoding):
		return checks.Encoding, naming(err, errEncoding)
	case errors.As(err, &bad):
		return checks.BadResponse, bad.what
	case isTLS(err):
		return checks.TLS, tlsReason(err)
	case isTimeout(err):
		return checks.Timeout, ""
	case errors.Is(err, syscall.ECONNREFUSED):
		return checks.SiteDown, "connection refused"
	}
	return checks.SiteDown, innermost(err)
}

// naming words the error that wraps one of our own, without the addresses around
// it.
func naming(err, own error) string {
	for e := err; e != nil; e = errors.Unwrap(e) {
		if errors.Unwrap(e) == own { //nolint:errorlint // the error right around it is looked for
			return e.Error()
		}
	}
	return own.Error()
}

// innermost words the last errors of a chain, which carry no address.
func innermost(err error) string {
	for _, own := range []error{errTooLarge, errBomb, errBroken, errEncoding} {
		if errors.Is(err, own) {
			return own.Error()
		}
	}
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}
