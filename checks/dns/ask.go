package dns

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// asker asks one resolver, and no more once it has proved deaf.
type asker struct {
	ctx     context.Context //nolint:containedctx // lives no longer than Gather
	server  string
	timeout time.Duration
	deaf    bool
}

// ask asks for the records of a kind. The answer is nil if none came.
func (a *asker) ask(name string, kind uint16, unchecked bool) (*dns.Msg, state) {
	if a.deaf || a.ctx.Err() != nil {
		return nil, timeout
	}
	q := new(dns.Msg)
	q.SetQuestion(dns.Fqdn(name), kind)
	q.SetEdns0(packet, true)
	q.AuthenticatedData, q.CheckingDisabled = true, unchecked
	r, err := a.send(q, "udp")
	if err != nil || r.Truncated {
		// Where the line loses or cuts packets the longer way often works.
		if long, lerr := a.send(q, "tcp"); lerr == nil {
			r, err = long, nil
		}
	}
	if err == nil && r.Rcode == dns.RcodeFormatError {
		q.Extra = nil // a resolver from before EDNS
		r, err = a.send(q, "udp")
	}
	if err != nil {
		var slow net.Error
		if errors.As(err, &slow) && slow.Timeout() {
			a.deaf = true
			return nil, timeout
		}
		return nil, failed
	}
	switch {
	case r.Rcode != dns.RcodeSuccess && r.Rcode != dns.RcodeNameError:
		return r, failed
	case !slices.ContainsFunc(r.Answer, func(rr dns.RR) bool { return rr.Header().Rrtype == kind }):
		return r, nothing
	}
	return r, answered
}

func (a *asker) send(q *dns.Msg, by string) (*dns.Msg, error) {
	c := dns.Client{Net: by, Timeout: a.timeout, UDPSize: packet}
	r, _, err := c.ExchangeContext(a.ctx, q, a.server)
	if err == nil && (len(r.Question) != 1 || !strings.EqualFold(r.Question[0].Name, q.Question[0].Name) || r.Question[0].Qtype != q.Question[0].Qtype) {
		err = errors.New("the resolver answered another question")
	}
	return r, err
}

// addresses asks for addresses of IPv6, and sees by the way whether answers are
// signed, validated or broken.
func (m *measured) addresses(a *asker) {
	r, s := a.ask(m.Host, dns.TypeAAAA, false)
	if s == failed && r != nil && r.Rcode == dns.RcodeServerFailure {
		if loose, ls := a.ask(m.Host, dns.TypeAAAA, true); ls == answered || ls == nothing {
			r, s, m.Broken = loose, ls, true
		}
	}
	m.AAAA = s
	if r == nil {
		return
	}
	m.Validated = r.AuthenticatedData && !m.Broken
	for _, rr := range slices.Concat(r.Answer, r.Ns) {
		switch rr := rr.(type) {
		case *dns.RRSIG:
			m.Signed = true
		case *dns.AAAA:
			ip, ok := netip.AddrFromSlice(rr.AAAA)
			if !ok || len(m.Six)+len(m.Useless) >= mostAnswers {
				continue
			}
			if outside(ip) && ip.Is6() && !ip.Is4In6() {
				m.Six = append(m.Six, ip.String())
			} else {
				m.Useless = append(m.Useless, ip.String())
			}
		}
	}
}

// issuers climbs from the host to the first name with CAA records, as issuers
// of certificates do (RFC 8659 §3).
func (m *measured) issuers(a *asker) {
	for _, name := range climb(m.Host) {
		r, s := a.ask(name, dns.TypeCAA, false)
		m.CAA = s
		if s == nothing {
			continue
		}
		if s == answered {
			m.CAAAt = name
			for _, rr := range r.Answer {
				if c, ok := rr.(*dns.CAA); ok && len(m.Rules) < mostAnswers {
					m.Rules = append(m.Rules, clip(c.Tag+" "+c.Value))
				}
			}
		}
		return
	}
}

// climb lists a name and those above it, without the top-level domain.
func climb(host string) []string {
	var out []string
	for name := host; strings.Contains(name, ".") && len(out) < mostClimb; {
		out = append(out, name)
		_, name, _ = strings.Cut(name, ".")
	}
	return out
}

// signatures asks whether the zone above links to the zone's keys.
func (m *measured) signatures(a *asker) {
	m.Zone = zone(a, m.Host)
	if m.Zone == "" {
		m.DS = failed
		if a.deaf {
			m.DS = timeout
		}
		return
	}
	r, s := a.ask(m.Zone, dns.TypeDS, m.Broken)
	m.DS = s
	if s == answered {
		for _, rr := range r.Answer {
			if d, ok := rr.(*dns.DS); ok && len(m.Links) < mostAnswers {
				m.Links = append(m.Links, fmt.Sprintf("%d %s %d", d.KeyTag, dns.AlgorithmToString[d.Algorithm], d.DigestType))
			}
		}
	}
	// That the root is signed is known: a resolver that does not say so cannot
	// be asked about any other name either.
	if root, s := a.ask(".", dns.TypeSOA, false); s == answered {
		m.Aware = root.AuthenticatedData || slices.ContainsFunc(root.Answer, func(rr dns.RR) bool { return rr.Header().Rrtype == dns.TypeRRSIG })
	}
}

// zone gives the zone that a name stands in, "" if it cannot be told.
func zone(a *asker, host string) string {
	for _, name := range climb(host) {
		r, s := a.ask(name, dns.TypeSOA, true)
		if s != answered && s != nothing {
			return ""
		}
		alias := slices.ContainsFunc(r.Answer, func(rr dns.RR) bool { return rr.Header().Rrtype == dns.TypeCNAME })
		for _, rr := range slices.Concat(r.Answer, r.Ns) {
			soa, ok := rr.(*dns.SOA)
			if !ok || alias {
				continue
			}
			top := strings.ToLower(strings.TrimSuffix(soa.Hdr.Name, "."))
			if top != "" && (top == name || strings.HasSuffix(name, "."+top)) {
				return top
			}
		}
	}
	return ""
}

func clip(s string) string {
	const most = 200
	if r := []rune(strings.ToValidUTF8(s, "�")); len(r) > most {
		return string(r[:most])
	}
	return strings.ToValidUTF8(s, "�")
}
