package crawl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// When a host that fails is left alone.
const (
	breakAfter = 8           // failures in a row
	breakRest  = time.Minute // before it is tried once more
)

// breaker notices a host that fails again and again. It is left alone for a
// while and then tried once, at the last address that it answered at: what fails
// in one corner of a site is no outage. If that fails too, nothing more is asked
// of it.
type breaker struct {
	host   string
	turn   chan struct{} // who holds it decides
	failed int           // in a row
	after  int           // failures at which it opens
	good   *url.URL      // answered last; nil: nothing was
	long   int           // answers that asked for a wait longer than is obeyed
	gone   *leftAlone
	reason checks.Reason // of the last failure
	detail string
}

// leftAlone is a host of which nothing more is asked.
type leftAlone struct {
	reason checks.Reason
	detail string
}

func (l *leftAlone) Error() string { return string(l.reason) + ": " + l.detail }

// Reason says it in the words of checks.
func (l *leftAlone) Reason() checks.Reason { return l.reason }

func (p *polite) breaker(host string) *breaker {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.breakers[host]
	if b == nil {
		b = &breaker{host: host, turn: make(chan struct{}, 1), after: breakAfter}
		p.breakers[host] = b
	}
	return b
}

// pass lets a request by unless its host is left alone. probing says that the
// request itself is the one trial after a rest.
func (p *polite) pass(ctx context.Context, b *breaker) (probing bool, err error) {
	if err := take(ctx, b.turn); err != nil {
		return false, err
	}
	defer func() { <-b.turn }()
	p.mu.Lock()
	gone, open, good := b.gone, b.failed >= b.after, b.good
	p.mu.Unlock()
	switch {
	case gone != nil:
		return false, gone
	case !open:
		return false, nil
	}
	p.tell(Event{Kind: EventWait, URL: b.host, Reason: b.reason, Until: p.now().Add(breakRest)})
	if err := p.sleep(ctx, breakRest); err != nil {
		return false, err
	}
	if good == nil {
		return true, nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, good.String(), nil)
	if err != nil {
		return false, fmt.Errorf("asking %s once more: %w", b.host, err)
	}
	req.Header.Set("User-Agent", p.agent)
	if resp, err := p.send(req, b, true); err == nil {
		_ = resp.Body.Close()
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if b.gone != nil {
		return false, b.gone
	}
	return false, nil
}

// heed takes in what came of a request.
func (p *polite) heed(req *http.Request, b *breaker, probing bool, resp *http.Response, err error) {
	host := req.URL.Hostname()
	if req.Context().Err() != nil {
		return
	}
	if !failing(resp, err) {
		if err == nil && resp.StatusCode < http.StatusInternalServerError {
			p.faster(host)
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if probing {
			b.after = 2 * b.after // the rest was for nothing
		}
		b.failed = 0
		if err == nil && resp.StatusCode < http.StatusMultipleChoices && req.Method == http.MethodGet {
			b.good = req.URL
		}
		return
	}
	p.slower(host)
	long := false
	reason, detail := checks.SiteDown, ""
	if err != nil {
		reason, detail = why(err)
	} else {
		detail = fmt.Sprintf("HTTP %d", resp.StatusCode)
		if resp.StatusCode == http.StatusTooManyRequests {
			reason = checks.Blocked
		}
		if after, given := retryAfter(resp.Header, p.now()); given {
			long = after > longestWait
			p.leave(host, min(after, longestWait))
		}
		detail += tooLong(resp.Header, p.now())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	b.failed++
	b.reason, b.detail = reason, detail
	if long {
		b.long++
	}
	switch {
	case !long || probing:
	case b.long == 1:
		b.failed = max(b.failed, b.after) // it asks to be left alone
	case reason == checks.Blocked:
		b.gone = &leftAlone{reason, detail + ", again after it had answered in between"}
	}
	if probing {
		b.gone = &leftAlone{reason, fmt.Sprintf("%s; left alone for %s after %d failures in a row, and failed again", cmp.Or(detail, string(reason)), breakRest, b.failed-1)}
	}
}

// failing reports whether an answer, or none, says that a host is in trouble.
func failing(resp *http.Response, err error) bool {
	if err == nil {
		return again(resp)
	}
	var n net.Error
	return mayPass(err) && !isDNS(err) && (hungUp(err) || isTimeout(err) || errors.As(err, &n)) || errors.Is(err, errSlow)
}

func isDNS(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns)
}

// gaveUp says why nothing more is asked of a host, with its port where that is
// not its scheme's own; nil if it is.
func (p *polite) gaveUp(host string) *leftAlone {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.breakers[host]; b != nil {
		return b.gone
	}
	return nil
}
