package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	mostTries    = 3                // requests for one address
	mostSilent   = 2                // of which may time out or be hung up on: the client itself repeats the latter
	longestWait  = 60 * time.Second // of a Retry-After that is obeyed
	firstBackoff = 2 * time.Second  // doubled with each try
	defaultAgain = 5 * time.Second  // for a 429 that names no time
)

// retry asks again for what may pass: 429, 502, 503, 504 and faults of the
// network.
type retry struct {
	next  http.RoundTripper
	now   func() time.Time
	sleep sleeper
}

// failed is the last error for an address and the number of requests made.
type failed struct {
	err   error
	tries int
}

func (f *failed) Error() string { return f.err.Error() }

func (f *failed) Unwrap() error { return f.err }

// RoundTrip implements http.RoundTripper.
func (r *retry) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	silent, most := 0, mostTries
	if ctx.Value(onceKey{}) != nil {
		most = 1
	}
	for try := 1; ; try++ {
		resp, err := r.next.RoundTrip(req)
		wait := firstBackoff << (try - 1)
		if err != nil {
			if isTimeout(err) || hungUp(err) {
				silent++
			}
			if ctx.Err() != nil || try >= most || silent >= mostSilent || !mayPass(err) {
				return nil, &failed{err, try}
			}
		} else {
			resp.Header.Set(noteTries, strconv.Itoa(try))
			if !again(resp) || try >= most {
				return resp, nil
			}
			after, given := retryAfter(resp.Header, came(resp.Header, r.now()))
			switch {
			case given && after > longestWait:
				return resp, nil
			case given:
				wait = after
			case resp.StatusCode == http.StatusTooManyRequests:
				wait = max(wait, defaultAgain)
			}
			_ = resp.Body.Close()
		}
		if err := r.sleep(ctx, wait); err != nil {
			return nil, &failed{err, try}
		}
	}
}

// again reports whether an answer is worth asking for again.
func again(resp *http.Response) bool {
	switch resp.StatusCode {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return resp.Header.Get("Cf-Mitigated") == ""
	}
	return false
}

// retryAfter reads both forms of Retry-After (RFC 9110 §10.2.3): seconds, and a
// moment by the server's own clock, which its Date tells; now stands in for that.
func retryAfter(head http.Header, now time.Time) (time.Duration, bool) {
	h := strings.TrimSpace(head.Get("Retry-After"))
	if h == "" {
		return 0, false
	}
	n, err := strconv.ParseUint(h, 10, 32)
	if err == nil || errors.Is(err, strconv.ErrRange) { // then n is the largest number
		return time.Duration(n) * time.Second, true
	}
	t, err := http.ParseTime(h)
	if err != nil {
		return 0, false
	}
	if at, err := http.ParseTime(head.Get("Date")); err == nil {
		now = at
	}
	return max(0, t.Sub(now)), true
}

// mayPass reports whether an error may be gone with the next try.
func mayPass(err error) bool {
	var was *recorded
	if errors.As(err, &was) {
		return was.Again
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.IsTemporary && !dns.IsNotFound
	}
	var r *refusal
	var left *leftAlone
	var bad *badResponse
	if errors.As(err, &bad) || errors.As(err, &r) || errors.As(err, &left) || isTLS(err) {
		return false
	}
	for _, own := range []error{errTooLarge, errBomb, errEncoding, errSlow, context.Canceled} {
		if errors.Is(err, own) {
			return false
		}
	}
	return true
}

// hungUp reports whether the other side closed the connection instead of
// answering.
func hungUp(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
}

func isTimeout(err error) bool {
	var was *recorded
	if errors.As(err, &was) {
		return was.Silent
	}
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errSlow) || errors.As(err, &n) && n.Timeout()
}

// tooLong words an answer that asks for a longer wait than is obeyed, "" for
// others.
func tooLong(h http.Header, now time.Time) string {
	if d, ok := retryAfter(h, now); ok && d > longestWait {
		return fmt.Sprintf(", asked to wait %s", d.Round(time.Second))
	}
	return ""
}
