package crawl

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// ledger counts what each host was asked for.
type ledger struct {
	next  http.RoundTripper
	now   func() time.Time
	mu    sync.Mutex
	hosts map[string]*account
	bytes int64
}

type account struct {
	requests int
	bytes    int64
	minutes  map[int64]int // requests by minute since the epoch
}

func newLedger(next http.RoundTripper, now func() time.Time) *ledger {
	return &ledger{next: next, now: now, hosts: map[string]*account{}}
}

// RoundTrip implements http.RoundTripper.
func (l *ledger) RoundTrip(req *http.Request) (*http.Response, error) {
	l.asked(req.URL.Host)
	resp, err := l.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	resp.Body = &weighed{ReadCloser: resp.Body, l: l, host: req.URL.Host}
	return resp, nil
}

// of gives the account of a host; l.mu is held.
func (l *ledger) of(host string) *account {
	a := l.hosts[host]
	if a == nil {
		a = &account{minutes: map[int64]int{}}
		l.hosts[host] = a
	}
	return a
}

// asked counts a request to a host.
func (l *ledger) asked(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.of(host)
	a.requests++
	a.minutes[l.now().Unix()/60]++
}

// received counts bytes from a host.
func (l *ledger) received(host string, n int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.of(host).bytes += n
	l.bytes += n
}

// weighed counts a body's bytes as they arrive.
type weighed struct {
	io.ReadCloser
	l    *ledger
	host string
}

func (w *weighed) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	w.l.received(w.host, int64(n))
	return n, err
}

// total is the number of bytes received so far.
func (l *ledger) total() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bytes
}

// loads sums up, by host in alphabetical order.
func (l *ledger) loads() []checks.Load {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([]checks.Load, 0, len(l.hosts))
	for host, a := range l.hosts {
		busiest := 0
		for _, n := range a.minutes {
			busiest = max(busiest, n)
		}
		out = append(out, checks.Load{Host: host, Requests: a.requests, Bytes: a.bytes, BusiestMinute: busiest})
	}
	slices.SortFunc(out, func(x, y checks.Load) int { return strings.Compare(x.Host, y.Host) })
	return out
}
