package dns_test

import (
	"context"
	"encoding/json"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	miekg "github.com/miekg/dns"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/dns"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

const host = "www.sso.example.go.th"

// resolver is a resolver on this machine with a mind of its own.
type resolver struct {
	records   []string // in the form of zone files
	validates bool     // says AD for what is signed
	blind     bool     // passes on nothing of DNSSEC
	broken    bool     // refuses unless signatures are not looked at
	cuts      bool     // answers by UDP are cut
	old       bool     // knows no EDNS
	deaf      bool     // never answers
	lies      bool     // answers another question
	fails     bool     // says SERVFAIL
	asked     atomic.Int32
}

const signature = " 300 IN RRSIG AAAA 13 4 300 20300101000000 20200101000000 1 go.th. AAAA"

func (r *resolver) answer(w miekg.ResponseWriter, q *miekg.Msg) {
	r.asked.Add(1)
	if r.deaf {
		return
	}
	m := new(miekg.Msg)
	m.SetReply(q)
	_, udp := w.RemoteAddr().(*net.UDPAddr)
	asked := q.Question[0]
	switch {
	case r.old && q.IsEdns0() != nil:
		m.Rcode = miekg.RcodeFormatError
	case r.fails, r.broken && !q.CheckingDisabled && asked.Name != ".":
		m.Rcode = miekg.RcodeServerFailure
	case r.cuts && udp:
		m.Truncated = true
	case r.lies:
		m.Question[0].Name = "other.example."
	default:
		r.fill(m, asked)
	}
	_ = w.WriteMsg(m)
}

func (r *resolver) fill(m *miekg.Msg, asked miekg.Question) {
	exists := false
	for _, line := range r.records {
		rr, err := miekg.NewRR(line)
		if err != nil {
			panic(line + ": " + err.Error())
		}
		kind := rr.Header().Rrtype
		if s, ok := rr.(*miekg.RRSIG); ok {
			kind = s.TypeCovered
			if r.blind {
				continue
			}
		}
		exists = exists || strings.HasSuffix(rr.Header().Name, asked.Name)
		if rr.Header().Name == asked.Name && (kind == asked.Qtype || kind == miekg.TypeCNAME) && !(r.blind && kind == miekg.TypeDS) {
			m.Answer = append(m.Answer, rr)
			m.AuthenticatedData = r.validates
		}
		if kind == miekg.TypeSOA && asked.Name != "." && miekg.IsSubDomain(rr.Header().Name, asked.Name) && len(m.Answer) == 0 && rr.Header().Name != "." {
			m.Ns = []miekg.RR{rr}
		}
	}
	if len(m.Answer) > 0 {
		m.Ns = nil
	} else if !exists {
		m.Rcode = miekg.RcodeNameError
	}
}

func (r *resolver) start(t *testing.T) string {
	t.Helper()
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stream, err := net.Listen("tcp", packets.LocalAddr().String())
	if err != nil {
		t.Skipf("the port is taken for TCP: %v", err)
	}
	for _, s := range []*miekg.Server{{PacketConn: packets}, {Listener: stream}} {
		s.Handler = miekg.HandlerFunc(r.answer)
		go func() { _ = s.ActivateAndServe() }()
		t.Cleanup(func() { _ = s.Shutdown() })
	}
	return packets.LocalAddr().String()
}

// public is a network in which the host stands on the public Internet.
func public(t *testing.T) *visittest.Net {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return &visittest.Net{Ports: map[string]string{host + ":80": l.Addr().String()}, Remote: netip.MustParseAddr("203.0.113.7")}
}

func look(t *testing.T, r *resolver, n *visittest.Net, home string) map[string]checks.Answer {
	t.Helper()
	site := visittest.Site(home, &checks.Content{})
	c := dns.New(dns.Options{Server: r.start(t), Timeout: 300 * time.Millisecond, Now: func() time.Time { return time.Unix(1, 0) }})
	raw, err := c.Gather(context.Background(), site, n)
	if err != nil {
		t.Fatal(err)
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	out := map[string]checks.Answer{}
	for _, name := range c.Names() {
		a := c.Judge(name, site, time.Time{})
		out[name] = a
		if a.Verdict != checks.CouldNotLook && (len(a.Evidence) == 0 || !strings.HasPrefix(a.Evidence[0].Why, "dig ")) || a.Verdict == checks.NeedsEyes && a.Question == "" {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if r.asked.Load() > 20 {
		t.Errorf("%d questions", r.asked.Load())
	}
	return out
}

var (
	root   = []string{". 300 IN SOA a.root. b.root. 1 1 1 1 1", ". 300 IN RRSIG SOA 8 0 300 20300101000000 20200101000000 1 . AAAA"}
	zone   = append([]string{"sso.example.go.th. 300 IN SOA ns. mail. 1 1 1 1 1", host + ". 300 IN A 203.0.113.7"}, root...)
	six    = host + ". 300 IN AAAA 2001:4860::1"
	caa    = `example.go.th. 300 IN CAA 0 issue "letsencrypt.org"`
	ds     = "sso.example.go.th. 300 IN DS 60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A"
	signed = host + "." + signature
)

func with(more ...string) []string { return append(append([]string{}, zone...), more...) }

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name string
		r    *resolver
		want map[string]checks.Verdict
		says map[string]string
	}{
		{"all there", &resolver{records: with(six, caa, ds, signed), validates: true},
			map[string]checks.Verdict{dns.AAAA: checks.Found, dns.CAA: checks.Found, dns.DNSSEC: checks.Found},
			map[string]string{dns.AAAA: "2001:4860::1", dns.CAA: "example.go.th CAA issue letsencrypt.org", dns.DNSSEC: "AD"}},
		{"nothing there", &resolver{records: with()},
			map[string]checks.Verdict{dns.AAAA: checks.Absent, dns.CAA: checks.Absent, dns.DNSSEC: checks.Absent}, nil},
		{"signed, and the resolver does not look", &resolver{records: with(six, ds, signed)},
			map[string]checks.Verdict{dns.DNSSEC: checks.NeedsEyes}, map[string]string{dns.DNSSEC: "ไม่มีการยืนยัน"}},
		{"signed, and nobody vouches", &resolver{records: with(six, signed)},
			map[string]checks.Verdict{dns.DNSSEC: checks.Absent}, map[string]string{dns.DNSSEC: "ไม่ได้รับรอง"}},
		{"a resolver that passes on nothing", &resolver{records: with(six, ds, signed), blind: true},
			map[string]checks.Verdict{dns.AAAA: checks.Found, dns.DNSSEC: checks.CouldNotLook}, nil},
		{"signatures that do not hold", &resolver{records: with(six, ds, signed), broken: true},
			map[string]checks.Verdict{dns.AAAA: checks.Found, dns.DNSSEC: checks.Absent}, map[string]string{dns.DNSSEC: "ลายเซ็นไม่ถูกต้อง"}},
		{"an address that leads nowhere", &resolver{records: with(host + ". 300 IN AAAA fd00::1")},
			map[string]checks.Verdict{dns.AAAA: checks.Absent}, map[string]string{dns.AAAA: "fd00::1"}},
		{"by way of another name", &resolver{records: append([]string{host + ". 300 IN CNAME cdn.example.com."}, with(ds)...)},
			map[string]checks.Verdict{dns.AAAA: checks.Absent, dns.DNSSEC: checks.NeedsEyes}, nil},
		{"cut answers", &resolver{records: with(six, caa, ds, signed), validates: true, cuts: true},
			map[string]checks.Verdict{dns.AAAA: checks.Found, dns.CAA: checks.Found, dns.DNSSEC: checks.Found}, nil},
		{"a resolver from before EDNS", &resolver{records: with(six, caa), old: true, blind: true},
			map[string]checks.Verdict{dns.AAAA: checks.Found, dns.CAA: checks.Found, dns.DNSSEC: checks.CouldNotLook}, nil},
		{"a deaf resolver", &resolver{deaf: true},
			map[string]checks.Verdict{dns.AAAA: checks.CouldNotLook, dns.CAA: checks.CouldNotLook, dns.DNSSEC: checks.CouldNotLook}, nil},
		{"a failing resolver", &resolver{fails: true},
			map[string]checks.Verdict{dns.AAAA: checks.CouldNotLook, dns.CAA: checks.CouldNotLook, dns.DNSSEC: checks.CouldNotLook}, nil},
		{"answers to other questions", &resolver{records: with(six), lies: true},
			map[string]checks.Verdict{dns.AAAA: checks.CouldNotLook, dns.CAA: checks.CouldNotLook, dns.DNSSEC: checks.CouldNotLook}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := look(t, c.r, public(t), "http://"+host+"/")
			for name, want := range c.want {
				if a := got[name]; a.Verdict != want || c.says[name] != "" && !strings.Contains(a.Evidence[0].Quote, c.says[name]) {
					t.Errorf("%s: %s %v, want %s %q: %+v", name, a.Verdict, a.Reasons, want, c.says[name], a.Evidence)
				}
			}
			if c.r.broken && got[dns.DNSSEC].Reasons[0] != checks.DNSSECBroken {
				t.Errorf("broken: %v", got[dns.DNSSEC].Reasons)
			}
		})
	}
}

// Where the run may not reach the host, or the host is of this machine or a
// private network, not one question leaves.
func TestNothingIsAskedAboutInnerHosts(t *testing.T) {
	inner := func(ip string) *visittest.Net {
		n := public(t)
		n.Remote = netip.MustParseAddr(ip)
		return n
	}
	for _, c := range []struct {
		name   string
		home   string
		net    *visittest.Net
		reason checks.Reason
	}{
		{"outside the list", "http://" + host + "/", &visittest.Net{Refuse: map[string]checks.Reason{host: checks.OutsideOnly}}, checks.OutsideOnly},
		{"loopback behind a name", "http://" + host + "/", inner("127.0.0.1"), checks.NotMeasured},
		{"loopback of IPv6", "http://" + host + "/", inner("::1"), checks.NotMeasured},
		{"private behind a name", "http://" + host + "/", inner("10.1.2.3"), checks.NotMeasured},
		{"mapped", "http://" + host + "/", inner("::ffff:192.168.1.1"), checks.NotMeasured},
		{"link-local", "http://" + host + "/", inner("169.254.169.254"), checks.NotMeasured},
		{"an address", "http://127.0.1.1:18080/", &visittest.Net{}, checks.NoName},
		{"an address of IPv6", "http://[::1]:18080/", &visittest.Net{}, checks.NoName},
		{"localhost", "http://localhost:8080/", &visittest.Net{}, checks.NotMeasured},
		{"a local name", "http://nas.local/", &visittest.Net{}, checks.NotMeasured},
		{"nobody there", "http://gone.example.go.th/", &visittest.Net{}, checks.DNS},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &resolver{records: with(six)}
			for name, a := range look(t, r, c.net, c.home) {
				if a.Verdict != checks.CouldNotLook || a.Reasons[0] != c.reason {
					t.Errorf("%s: %+v, want %s", name, a, c.reason)
				}
			}
			if n := r.asked.Load(); n != 0 {
				t.Errorf("%d questions left", n)
			}
		})
	}
}

// A run that ends measures nothing.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := &resolver{}
	if raw, err := dns.New(dns.Options{Server: r.start(t)}).Gather(ctx, visittest.Site("http://"+host+"/", &checks.Content{}), public(t)); err == nil || r.asked.Load() != 0 {
		t.Errorf("measured %s after %d questions", raw, r.asked.Load())
	}
}

func TestNotMeasured(t *testing.T) {
	c := dns.New(dns.Options{})
	for _, name := range c.Names() {
		if a := c.Judge(name, visittest.Site("http://"+host+"/", &checks.Content{}), time.Time{}); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NotMeasured {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

// A resolver may send anything.
func FuzzAnswer(f *testing.F) {
	m := new(miekg.Msg)
	m.SetQuestion("a.example.", miekg.TypeCAA)
	m.Answer = []miekg.RR{&miekg.CAA{Hdr: miekg.RR_Header{Name: "a.example.", Rrtype: miekg.TypeCAA, Class: miekg.ClassINET}, Tag: "issue", Value: "x"}}
	if b, err := m.Pack(); err == nil {
		f.Add(b[2:])
	}
	f.Add([]byte{0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0})
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		f.Skip(err)
	}
	f.Cleanup(func() { _ = l.Close() })
	var reply atomic.Pointer[[]byte]
	go func() {
		b := make([]byte, 4096)
		for {
			n, from, err := l.ReadFrom(b)
			if err != nil {
				return
			}
			if r := reply.Load(); r != nil && n > 2 {
				_, _ = l.WriteTo(append(append([]byte{}, b[:2]...), *r...), from)
			}
		}
	}()
	f.Fuzz(func(t *testing.T, b []byte) {
		reply.Store(&b)
		closed, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Skip(err)
		}
		defer func() { _ = closed.Close() }()
		n := &visittest.Net{Ports: map[string]string{host + ":80": closed.Addr().String()}, Remote: netip.MustParseAddr("203.0.113.7")}
		site := visittest.Site("http://"+host+"/", &checks.Content{})
		c := dns.New(dns.Options{Server: l.LocalAddr().String(), Timeout: 50 * time.Millisecond})
		raw, err := c.Gather(context.Background(), site, n)
		if err != nil {
			t.Fatal(err)
		}
		site.Measured = map[string]json.RawMessage{c.Key(): raw}
		for _, name := range c.Names() {
			if a := c.Judge(name, site, time.Time{}); !a.Verdict.Valid() {
				t.Errorf("%s: %+v", name, a)
			}
		}
	})
}
