// Package tls looks at a site's encryption: whether it answers over https, what
// certificate it shows, and which versions of TLS it accepts.
//
// Checks: https.answers, tls.certificate, tls.version. A site is asked for its
// home page once and for at most five further handshakes. SSLv2 and SSLv3,
// export suites and finite-field Diffie-Hellman are beyond the Go library and
// said to be untested.
package tls

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net"
	"net/url"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// The names by which rules call on the check.
const (
	Answers     = "https.answers"
	Certificate = "tls.certificate"
	Version     = "tls.version"
)

const (
	key              = "tls"
	handshakeTimeout = 10 * time.Second
)

// Options are what the check is made of; the zero value is what a run needs.
type Options struct {
	Roots     *x509.CertPool   // trusted issuers; nil means the machine's
	Now       func() time.Time // nil means time.Now
	UserAgent string
	Port      string // of https where the home page has none of its own; "" means 443
}

// Check implements checks.Gatherer.
type Check struct{ o Options }

// New makes the check.
func New(o Options) *Check {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Port == "" {
		o.Port = "443"
	}
	return &Check{o}
}

// Names implements checks.Check.
func (c *Check) Names() []string { return []string{Answers, Certificate, Version} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// measured is what is kept with the site.
type measured struct {
	URL      string       `json:"url"`
	Host     string       `json:"host"`
	Port     string       `json:"port"`
	SeenAt   time.Time    `json:"seen_at"`
	Fault    *visit.Fault `json:"fault,omitempty"` // why no page came
	Status   int          `json:"status,omitempty"`
	Location string       `json:"location,omitempty"`
	Same     string       `json:"same,omitempty"` // "yes", "no": whether it is the page that the crawl saw; "" unknown
	// Negotiated, where hands were shaken.
	Version string            `json:"version,omitempty"`
	Suite   string            `json:"suite,omitempty"`
	Accepts map[string]string `json:"accepts,omitempty"` // version → accepted, refused or unknown
	Weak    []string          `json:"weak,omitempty"`    // broken suites accepted
	Chain   []certificate     `json:"chain,omitempty"`   // as shown, the site's own first
	Named   bool              `json:"named,omitempty"`   // the certificate is made out to the host
	Trust   trust             `json:"trust,omitempty"`
}

// What is kept of a version.
const (
	accepted = "accepted"
	refused  = "refused"
	unknown  = "unknown"
)

var versions = []struct {
	name string
	id   uint16
}{{"1.0", tls.VersionTLS10}, {"1.1", tls.VersionTLS11}, {"1.2", tls.VersionTLS12}, {"1.3", tls.VersionTLS13}}

// secure gives the https address that stands for the home page.
func (c *Check) secure(home *url.URL) *url.URL {
	u := *home
	if u.Scheme == "https" {
		return &u
	}
	u.Scheme, u.Host = "https", visit.HostPort(home.Hostname(), c.o.Port, "https")
	return &u
}

// Gather implements checks.Gatherer.
func (c *Check) Gather(ctx context.Context, site *checks.Site, n checks.Network) (json.RawMessage, error) {
	home, err := visit.Home(site)
	if err != nil {
		return nil, err
	}
	u := c.secure(home)
	p := &probe{o: &c.o, network: n, ctx: ctx, m: measured{URL: u.String(), Host: u.Hostname(), Port: visit.Port(u), SeenAt: c.o.Now().UTC()}}
	if err := p.page(site); err != nil {
		return nil, err
	}
	if len(p.m.Chain) > 0 || p.m.Version != "" {
		if err := p.versions(); err != nil {
			return nil, err
		}
	}
	return json.Marshal(&p.m)
}

// probe is one measurement under way.
type probe struct {
	o       *Options
	network checks.Network
	ctx     context.Context //nolint:containedctx // lives no longer than Gather
	m       measured
}

// page asks for the home page over https, and once more with TLS 1.2 at most
// where a server chokes on the offer of 1.3, or hung up without a word.
func (p *probe) page(site *checks.Site) error {
	for _, highest := range []uint16{tls.VersionTLS13, tls.VersionTLS12} {
		conf := visit.AnyTLS()
		conf.MaxVersion = highest
		var raw []*x509.Certificate
		conf.VerifyConnection = func(s tls.ConnectionState) error {
			raw = s.PeerCertificates
			p.m.Version, p.m.Suite = versionName(s.Version), tls.CipherSuiteName(s.CipherSuite)
			return nil
		}
		asker := visit.Asker{Network: p.network, UserAgent: p.o.UserAgent, TLS: conf}
		r, err := asker.Get(p.ctx, p.m.URL)
		if err != nil {
			return err
		}
		p.m.Fault, p.m.Status, p.m.Location = r.Fault, r.Status, r.Location
		if len(raw) > 0 {
			p.chain(raw)
		}
		if r.Fault == nil {
			p.m.Same = same(site, p.m.URL, r)
			return nil
		}
		if r.Fault.Kind != visit.Handshake && r.Fault.Kind != visit.HungUp {
			return nil
		}
	}
	return nil
}

// versions finds out which versions are accepted, and whether any broken suite is.
func (p *probe) versions() error {
	p.m.Accepts = map[string]string{}
	above := false // a server that took less than it was offered knows no more
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		switch {
		case v.name == p.m.Version:
			p.m.Accepts[v.name], above = accepted, true
			continue
		case !above:
			p.m.Accepts[v.name] = refused
			continue
		}
		state, _, err := p.shake(func(c *tls.Config) { c.MinVersion, c.MaxVersion = v.id, v.id })
		if err != nil {
			return err
		}
		p.m.Accepts[v.name] = state
	}
	state, suite, err := p.shake(func(c *tls.Config) {
		c.MaxVersion, c.CipherSuites = tls.VersionTLS12, broken
	})
	if err == nil && state == accepted {
		p.m.Weak = []string{tls.CipherSuiteName(suite)}
	}
	return err
}

// broken are the suites that can be broken in practice or soon.
var broken = []uint16{
	tls.TLS_RSA_WITH_RC4_128_SHA, tls.TLS_ECDHE_RSA_WITH_RC4_128_SHA, tls.TLS_ECDHE_ECDSA_WITH_RC4_128_SHA,
	tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA,
}

// shake shakes hands and says whether the server did.
func (p *probe) shake(as func(*tls.Config)) (state string, suite uint16, err error) {
	if err := p.network.Wait(p.ctx, p.m.Host); err != nil {
		return "", 0, err
	}
	ctx, cancel := context.WithTimeout(p.ctx, handshakeTimeout)
	defer cancel()
	conn, err := p.network.DialContext(ctx, "tcp", net.JoinHostPort(p.m.Host, p.m.Port))
	if p.ctx.Err() != nil {
		return "", 0, p.ctx.Err()
	}
	if err != nil {
		return unknown, 0, nil
	}
	conf := visit.AnyTLS()
	if !visit.Bare(p.m.Host) {
		conf.ServerName = p.m.Host
	}
	as(conf)
	agreed := false // although what follows may be too weak for the library to go on
	conf.VerifyConnection = func(s tls.ConnectionState) error {
		agreed, suite = true, s.CipherSuite
		return nil
	}
	defer func() { _ = conn.Close() }()
	err = tls.Client(conn, conf).HandshakeContext(ctx)
	switch {
	case p.ctx.Err() != nil:
		return "", 0, p.ctx.Err()
	case agreed:
		return accepted, suite, nil
	}
	if f := visit.FaultOf(err); f.Kind == visit.Handshake || f.Kind == visit.HungUp {
		return refused, 0, nil
	}
	return unknown, 0, nil
}

func versionName(id uint16) string {
	for _, v := range versions {
		if v.id == id {
			return v.name
		}
	}
	return ""
}
