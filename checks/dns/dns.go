// Package dns looks at what the domain name system says of a site: an address
// for IPv6, who may issue certificates, and whether answers are signed.
//
// Checks: dns.aaaa, dns.caa, dns.dnssec.
//
// # Who is asked
//
// The guard of a run ([checks.Network]) keeps the program from addresses that a
// site talks it into, and private ones above all; the machine's own resolver
// usually is a private one. So the resolver does not go through the guard: its
// address comes from the machine or from [Options], is fixed before a site is
// looked at, and nothing that a site says can change it. What is asked about
// does go through the guard: a connection to the host is opened first, and
// where it is refused, or leads to a machine that is not on the public Internet,
// no question is sent to anybody. It is the same resolver that the connection
// was made by, so it learns of no name that it has not just been asked for, but
// the names above it.
package dns

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/miekg/dns"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// The names by which rules call on the check.
const (
	AAAA   = "dns.aaaa"
	CAA    = "dns.caa"
	DNSSEC = "dns.dnssec"
)

const (
	key            = "dns"
	configPath     = "/etc/resolv.conf"
	defaultTimeout = 4 * time.Second
	connectTimeout = 10 * time.Second
	packet         = 1232 // bytes of an answer by UDP that no line cuts
	mostAnswers    = 10   // kept of a kind
	mostClimb      = 5    // names asked for CAA or for the top of the zone
)

// Options are what the check is made of; the zero value is what a run needs.
type Options struct {
	Server  string           // resolver, host:port; "" means the machine's first
	Timeout time.Duration    // of one question; 0 means some seconds
	Now     func() time.Time // nil means time.Now
}

// Check implements checks.Gatherer.
type Check struct{ o Options }

// New makes the check.
func New(o Options) *Check {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	return &Check{o}
}

// Names implements checks.Check.
func (c *Check) Names() []string { return []string{AAAA, CAA, DNSSEC} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// measured is what is kept with the site.
type measured struct {
	Home    string        `json:"home"`
	Host    string        `json:"host"`
	SeenAt  time.Time     `json:"seen_at"`
	Skipped checks.Reason `json:"skipped,omitempty"` // why nothing was asked
	Inner   bool          `json:"inner,omitempty"`   // since the host is not on the public Internet

	AAAA     state    `json:"aaaa,omitempty"`
	Six      []string `json:"six,omitempty"`     // public addresses
	Useless  []string `json:"useless,omitempty"` // addresses that lead nowhere from outside
	SixOpens bool     `json:"six_opens,omitempty"`

	CAA   state    `json:"caa,omitempty"`
	CAAAt string   `json:"caa_at,omitempty"`
	Rules []string `json:"rules,omitempty"` // "issue letsencrypt.org"

	Zone      string   `json:"zone,omitempty"`
	DS        state    `json:"ds,omitempty"`
	Links     []string `json:"links,omitempty"`     // DS records: tag, algorithm, digest type
	Validated bool     `json:"validated,omitempty"` // the resolver says so (AD)
	Signed    bool     `json:"signed,omitempty"`    // answers came with signatures
	Broken    bool     `json:"broken,omitempty"`    // answered only if signatures are not looked at
	Aware     bool     `json:"aware,omitempty"`     // the resolver passes on what DNSSEC needs
}

// state is how a question was answered.
type state string

const (
	answered state = "answered"
	nothing  state = "nothing" // there is no such record
	failed   state = "failed"
	timeout  state = "timeout"
)

// errNoResolver says that this machine does not tell whom it asks.
var errNoResolver = errors.New("no resolver is known")

// server gives the resolver's address.
func (c *Check) server() (string, error) {
	if c.o.Server != "" {
		return c.o.Server, nil
	}
	conf, err := dns.ClientConfigFromFile(configPath)
	if err != nil || len(conf.Servers) == 0 {
		return "", errNoResolver
	}
	return net.JoinHostPort(conf.Servers[0], conf.Port), nil
}

// Gather implements checks.Gatherer.
func (c *Check) Gather(ctx context.Context, site *checks.Site, n checks.Network) (json.RawMessage, error) {
	home, err := visit.Home(site)
	if err != nil {
		return nil, err
	}
	m := &measured{Home: home.String(), Host: strings.ToLower(strings.TrimSuffix(home.Hostname(), ".")), SeenAt: c.o.Now().UTC()}
	if err := m.permit(ctx, n, visit.Port(home)); err != nil {
		return nil, err
	}
	if m.Skipped == "" {
		server, err := c.server()
		if err != nil {
			return nil, err
		}
		a := &asker{ctx: ctx, server: server, timeout: c.o.Timeout}
		m.addresses(a)
		m.issuers(a)
		m.signatures(a)
		if len(m.Six) > 0 {
			m.openBySix(ctx, n, visit.Port(home))
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("asking the domain name system: %w", ctx.Err())
		}
	}
	return json.Marshal(m)
}

// permit finds out whether this run may ask about the host at all.
func (m *measured) permit(ctx context.Context, n checks.Network, port string) error {
	if visit.Bare(m.Host) {
		m.Skipped = checks.NoName
		return nil
	}
	if reserved(m.Host) {
		m.Skipped, m.Inner = checks.NotMeasured, true
		return nil
	}
	if err := n.Wait(ctx, m.Host); err != nil {
		return err
	}
	inner, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	conn, err := n.DialContext(inner, "tcp", net.JoinHostPort(m.Host, port))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		m.Skipped = visit.FaultOf(err).Reason
		return nil
	}
	defer func() { _ = conn.Close() }()
	at, err := netip.ParseAddrPort(conn.RemoteAddr().String())
	if err != nil || !outside(at.Addr()) {
		m.Skipped, m.Inner = checks.NotMeasured, true
	}
	return nil
}

// outside reports whether an address is on the public Internet, as far as its
// kind tells.
func outside(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsGlobalUnicast() && !ip.IsPrivate()
}

// reserved reports whether a name is never one of the public name system.
func reserved(host string) bool {
	if !strings.Contains(host, ".") {
		return true
	}
	for _, s := range []string{"localhost", "local", "internal", "test", "example", "invalid", "onion", "home.arpa"} {
		if strings.HasSuffix(host, "."+s) {
			return true
		}
	}
	_, ok := dns.IsDomainName(host)
	return !ok
}

// openBySix tries to connect by IPv6. That it fails says nothing: few offices'
// lines have it.
func (m *measured) openBySix(ctx context.Context, n checks.Network, port string) {
	if n.Wait(ctx, m.Host) != nil {
		return
	}
	inner, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	if conn, err := n.DialContext(inner, "tcp6", net.JoinHostPort(m.Host, port)); err == nil {
		m.SixOpens = true
		_ = conn.Close()
	}
}
