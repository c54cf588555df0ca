// Package visittest is the Internet of tests: names and ports that all lead to
// servers on this machine, and nowhere else.
package visittest

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Net is a [checks.Network] whose hosts are what it is told. A host that it
// does not know does not exist; a port that it does not know is closed.
type Net struct {
	// Ports maps "host:port" to the loopback address that stands for it.
	Ports map[string]string
	// Refuse names hosts that this run may not reach, with the reason.
	Refuse map[string]checks.Reason
	// Disallow names addresses that may not be asked for, with the reason.
	Disallow map[string]checks.Reason
	// Deaf names "host:port" pairs from which no answer ever comes.
	Deaf map[string]bool
	// Remote is the address that connections seem to lead to; the zero value
	// means the true one.
	Remote netip.Addr

	mu     sync.Mutex
	dialed []string
	turns  int
}

// Dialed lists what was dialled, in order.
func (n *Net) Dialed() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return append([]string(nil), n.dialed...)
}

// Turns counts how often a host's turn was waited for.
func (n *Net) Turns() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.turns
}

// Wait counts a turn.
func (n *Net) Wait(ctx context.Context, _ string) error {
	n.mu.Lock()
	n.turns++
	n.mu.Unlock()
	return ctx.Err()
}

// Ask counts a turn.
func (n *Net) Ask(ctx context.Context, address string) (context.Context, error) {
	if why := n.Disallow[address]; why != "" {
		return nil, refusal(why)
	}
	return ctx, n.Wait(ctx, address)
}

type refusal checks.Reason

func (r refusal) Error() string         { return "refused: " + string(r) }
func (r refusal) Reason() checks.Reason { return checks.Reason(r) }

// DialContext connects to what stands for an address.
func (n *Net) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	n.mu.Lock()
	n.dialed = append(n.dialed, address)
	n.mu.Unlock()
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if why, refused := n.Refuse[host]; refused {
		return nil, refusal(why)
	}
	if n.Deaf[address] {
		<-ctx.Done()
		return nil, &net.OpError{Op: "dial", Net: network, Err: ctx.Err()}
	}
	to := n.Ports[address]
	if to == "" {
		for known := range n.Ports {
			if strings.HasPrefix(known, host+":") {
				return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
			}
		}
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	d := net.Dialer{Timeout: 5 * time.Second}
	c, err := d.DialContext(ctx, "tcp4", to)
	if err != nil || !n.Remote.IsValid() {
		return c, err
	}
	return elsewhere{c, net.TCPAddrFromAddrPort(netip.AddrPortFrom(n.Remote, 80))}, nil
}

// elsewhere is a connection that says it leads elsewhere.
type elsewhere struct {
	net.Conn
	at net.Addr
}

func (e elsewhere) RemoteAddr() net.Addr { return e.at }

// Site is a site whose home page was seen at an address, with these blocks and
// no other page.
func Site(home string, content *checks.Content) *checks.Site {
	p := &checks.Page{Content: content}
	p.URL, p.Final, p.Status = home, home, 200
	s := &checks.Site{Home: home, Office: checks.Office{Home: home}, Pages: []*checks.Page{p}}
	s.Index()
	return s
}
