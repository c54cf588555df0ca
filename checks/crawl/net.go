package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Limits of reaching a host.
const (
	connectTimeout = 10 * time.Second
	lookupTimeout  = 10 * time.Second
)

// Net says what may be reached. It looks at an address before anything is
// resolved (Admits) and at what it resolved to whenever a connection is made
// (DialContext), so that neither a redirect nor a name that changes its address
// gets round it. The zero Net admits all public hosts.
type Net struct {
	allow  netList // may be reached although private
	only   netList // nothing else is reached, nor resolved; empty means no bound
	lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	mu     sync.Mutex
	failed map[string]error // names that did not resolve
}

type netList struct {
	hosts    map[string]bool // "host" or "host:port"
	prefixes []netip.Prefix
}

func (l *netList) empty() bool { return len(l.hosts) == 0 && len(l.prefixes) == 0 }

func (l *netList) named(host, port string) bool { return l.hosts[host] || l.hosts[host+":"+port] }

func (l *netList) holds(ip netip.Addr) bool {
	for _, p := range l.prefixes {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// NewNet makes a Net from hosts, host:port pairs, addresses and CIDR blocks.
// Hosts in allowPrivate may lie in private networks; if only is not empty,
// nothing outside it is reached.
func NewNet(allowPrivate, only []string) (*Net, error) {
	n := &Net{}
	var err error
	if n.allow, err = newNetList(allowPrivate); err != nil {
		return nil, fmt.Errorf("reading the list of private hosts: %w", err)
	}
	if n.only, err = newNetList(only); err != nil {
		return nil, fmt.Errorf("reading the list of hosts: %w", err)
	}
	return n, nil
}

func newNetList(entries []string) (netList, error) {
	l := netList{hosts: map[string]bool{}}
	for _, e := range entries {
		for _, s := range strings.FieldsFunc(e, func(r rune) bool { return r == ',' || r <= ' ' }) {
			if err := l.add(s); err != nil {
				return l, err
			}
		}
	}
	return l, nil
}

func (l *netList) add(s string) error {
	if p, err := netip.ParsePrefix(s); err == nil {
		if p.Addr().Is4In6() && p.Bits() >= 96 {
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		l.prefixes = append(l.prefixes, p.Masked())
		return nil
	}
	if ip, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		ip = ip.Unmap()
		l.prefixes = append(l.prefixes, netip.PrefixFrom(ip, ip.BitLen()))
		return nil
	}
	if strings.ContainsAny(s, "/?#@*") {
		return fmt.Errorf("%q is no host, host:port or CIDR block", s)
	}
	// A scheme no port belongs to keeps the port as written.
	host, port, ok := splitHost(s, "")
	if !ok {
		return fmt.Errorf("%q is no host, host:port or CIDR block", s)
	}
	host = strings.Trim(host, "[]")
	if port != "" {
		host += ":" + port
	}
	l.hosts[host] = true
	return nil
}

// Admits says whether an address may be asked for, without resolving it, and if
// not why: OutsideOnly or Private. An address that is not http or https is
// refused as Private.
func (n *Net) Admits(rawURL string) (checks.Reason, bool) {
	a, ok := parse(rawURL)
	if !ok {
		return checks.Private, false
	}
	return n.admitsAddress(a)
}

func (n *Net) admitsAddress(a address) (checks.Reason, bool) {
	err := n.admits(strings.Trim(a.host, "[]"), a.portNumber())
	var r *refusal
	if errors.As(err, &r) {
		return r.reason, false
	}
	return "", true
}

func (a address) portNumber() string {
	switch {
	case a.port != "":
		return a.port
	case a.scheme == "https":
		return "443"
	}
	return "80"
}

func (n *Net) admits(host, port string) error {
	ip, err := netip.ParseAddr(host)
	literal := err == nil
	if !n.only.empty() && !n.only.named(host, port) && !(literal && n.only.holds(ip.Unmap().WithZone(""))) {
		return &refusal{checks.OutsideOnly, host}
	}
	if literal {
		return n.check(host, port, ip)
	}
	return nil
}

// check looks at the address that a host resolved to.
func (n *Net) check(host, port string, ip netip.Addr) error {
	zone := ip.Zone()
	ip = ip.Unmap().WithZone("")
	if zone == "" && public(ip) || n.allow.named(host, port) || n.allow.holds(ip) {
		return nil
	}
	return &refusal{checks.Private, host + " (" + ip.String() + ")"}
}

// refusal is an address that Net does not let through.
type refusal struct {
	reason checks.Reason
	what   string
}

func (r *refusal) Error() string { return string(r.reason) + ": " + r.what }

// Reason tells those who dial through a Network why they were refused.
func (r *refusal) Reason() checks.Reason { return r.reason }

// Blocks that are not the public Internet, from the IANA special-purpose
// registries (RFC 6890 and its updates). Of IPv6 only 2000::/3 is public at all,
// which leaves out loopback, mapped, compatible, NAT64, unique local, link-local
// and multicast addresses; of it, Teredo, 6to4 and ISATAP are left out since they
// carry an IPv4 address that a gateway may take for the true one.
const (
	notPublic4 = "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 " +
		"192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 " +
		"168.63.129.16/32" // where a cloud tells its machines their secrets, though in a public block
	public6    = "2000::/3"
	notPublic6 = "2001::/23 2001:db8::/32 2002::/16 3fff::/20"
)

func public(ip netip.Addr) bool {
	in := func(blocks string) bool {
		for b := range strings.FieldsSeq(blocks) {
			if netip.MustParsePrefix(b).Contains(ip) {
				return true
			}
		}
		return false
	}
	if ip.Is4() {
		return !in(notPublic4)
	}
	return in(public6) && !in(notPublic6) && !isatap(ip)
}

// isatap reports whether an address ends in the form of RFC 5214: 5efe and an
// IPv4 address.
func isatap(ip netip.Addr) bool {
	b := ip.As16()
	return b[8]&^3 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}

// DialContext connects to host:port, and looks at the resolved address of each
// attempt before a packet is sent to it.
func (n *Net) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("dialling %s: %w", addr, err)
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if err := n.admits(host, port); err != nil {
		return nil, err
	}
	ips, err := n.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	d := net.Dialer{ControlContext: func(_ context.Context, _, resolved string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(resolved)
		if err != nil {
			return fmt.Errorf("reading the resolved address: %w", err)
		}
		return n.check(host, port, ap.Addr())
	}}
	if len(ips) > 1 {
		d.Timeout = connectTimeout / 2
	}
	var first error
	for _, ip := range ips {
		c, err := d.DialContext(ctx, network, net.JoinHostPort(ip.String(), port))
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// resolve gives a host's addresses, IPv4 first: a district's line is the more
// likely to have that alone. A name that failed is not asked for again.
func (n *Net) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	n.mu.Lock()
	before := n.failed[host]
	n.mu.Unlock()
	if before != nil {
		return nil, before
	}
	look := n.lookup
	if look == nil {
		look = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	lctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	ips, err := look(lctx, host)
	if err == nil && len(ips) == 0 {
		err = &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if err != nil {
		var dns *net.DNSError
		if !errors.As(err, &dns) {
			err = &net.DNSError{Err: err.Error(), Name: host, IsTimeout: lctx.Err() != nil}
		}
		if ctx.Err() == nil {
			n.mu.Lock()
			if n.failed == nil {
				n.failed = map[string]error{}
			}
			n.failed[host] = err
			n.mu.Unlock()
		}
		return nil, err
	}
	var out, six []netip.Addr
	for _, ip := range ips {
		if ip.Is4() || ip.Is4In6() {
			out = append(out, ip)
		} else {
			six = append(six, ip)
		}
	}
	return append(out, six...), nil
}
