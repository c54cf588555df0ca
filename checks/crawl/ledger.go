package crawl

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// ledger counts what each host was asked for: requests as they are sent, bytes
// as they are received, whoever asked.
type ledger struct {
	next  http.RoundTripper
	now   func() time.Time
	began time.Time
	mu    sync.Mutex
	hosts map[string]*account
	bytes int64
}

type account struct {
	requests    int
	connections int
	bytes       int64
	seconds     [60]int // requests of the last minute, by second
	latest      int64   // the second that was counted last, since the ledger was begun
	minute      int     // sum of seconds
	busiest     int
}

func newLedger(next http.RoundTripper, now func() time.Time) *ledger {
	return &ledger{next: next, now: now, began: now(), hosts: map[string]*account{}}
}

// RoundTrip implements http.RoundTripper.
func (l *ledger) RoundTrip(req *http.Request) (*http.Response, error) {
	return l.next.RoundTrip(req.WithContext(l.traced(req.Context(), req.URL)))
}

// traced makes a context by which a request is counted whenever it is sent: not
// if no connection comes about, and twice if the client repeats it.
func (l *ledger) traced(ctx context.Context, u *url.URL) context.Context {
	host := hostOf(net.JoinHostPort(u.Hostname(), portOf(u)))
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { l.asked(host) }})
}

// portOf gives the port of an address, its scheme's if it names none.
func portOf(u *url.URL) string {
	return cmp.Or(u.Port(), map[bool]string{true: "443", false: "80"}[u.Scheme == "https"])
}

// hostOf gives a host as addresses name it: without the port where it is that of
// http or https.
func hostOf(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil || port != "80" && port != "443" {
		return address
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// of gives the account of a host; l.mu is held.
func (l *ledger) of(host string) *account {
	a := l.hosts[host]
	if a == nil {
		a = &account{}
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
	now := int64(l.now().Sub(l.began) / time.Second) // not the time of day, which may be set back
	for a.minute > 0 && a.latest < now {
		a.latest++
		a.minute -= a.seconds[a.latest%60]
		a.seconds[a.latest%60] = 0
	}
	a.latest = max(a.latest, now)
	a.seconds[a.latest%60]++
	a.minute++
	a.busiest = max(a.busiest, a.minute)
}

// dialler opens connections.
type dialler func(ctx context.Context, network, address string) (net.Conn, error)

// dial counts the connections that a dialler opens and what comes by them. met
// is told where they lead to.
func (l *ledger) dial(open dialler, met func(host string, ip netip.Addr)) dialler {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := open(ctx, network, address)
		if err != nil {
			return nil, err
		}
		if host, _, err := net.SplitHostPort(address); err == nil {
			if at, err := netip.ParseAddrPort(c.RemoteAddr().String()); err == nil {
				met(host, at.Addr())
			}
		}
		host := hostOf(strings.ToLower(address))
		l.mu.Lock()
		l.of(host).connections++
		l.mu.Unlock()
		return &weighed{Conn: c, l: l, host: host}, nil
	}
}

// weighed counts what a connection receives.
type weighed struct {
	net.Conn
	l    *ledger
	host string
}

func (w *weighed) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	if n > 0 {
		w.l.mu.Lock()
		w.l.of(w.host).bytes += int64(n)
		w.l.bytes += int64(n)
		w.l.mu.Unlock()
	}
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
		out = append(out, checks.Load{Host: host, Requests: a.requests, Connections: a.connections, Bytes: a.bytes, BusiestMinute: a.busiest})
	}
	slices.SortFunc(out, func(x, y checks.Load) int { return strings.Compare(x.Host, y.Host) })
	return out
}
