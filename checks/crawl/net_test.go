package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func noSuchHost(_ context.Context, host string) ([]netip.Addr, error) {
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// Each range by its first and last address and the neighbours outside, in its
// own form and in those that carry it.
func TestPublicAddresses(t *testing.T) {
	refused := func(what, raw string, want bool) {
		t.Helper()
		n := &Net{}
		if err := n.check("host.example", "80", netip.MustParseAddr(raw)); (err != nil) != want {
			t.Errorf("%s, %s: refused %v, want %v", what, raw, err != nil, want)
		}
	}
	for _, c := range []struct{ what, first, last, before, after string }{
		{"this network", "0.0.0.0", "0.255.255.255", "", "1.0.0.0"},
		{"RFC 1918", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
		{"RFC 1918", "172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"},
		{"RFC 1918", "192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"},
		{"carrier NAT", "100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"},
		{"loopback", "127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"},
		{"link-local", "169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"},
		{"metadata", "169.254.169.254", "169.254.169.254", "", ""},
		{"metadata", "168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17"},
		{"metadata", "100.100.100.200", "192.0.0.192", "", ""},
		{"protocol assignments", "192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"},
		{"documentation", "192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"},
		{"documentation", "198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"},
		{"documentation", "203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"},
		{"6to4 relays", "192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"},
		{"benchmarks", "198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"},
		{"multicast and reserved", "224.0.0.0", "255.255.255.255", "223.255.255.255", ""},
	} {
		for _, v4 := range []string{c.first, c.last} {
			b := netip.MustParseAddr(v4).As4()
			high, low := uint16(b[0])<<8|uint16(b[1]), uint16(b[2])<<8|uint16(b[3])
			refused(c.what, v4, true)
			for form, raw := range map[string]string{
				"mapped": "::ffff:" + v4, "compatible": fmt.Sprintf("::%x:%x", high, low), "NAT64": fmt.Sprintf("64:ff9b::%x:%x", high, low),
				"local NAT64": fmt.Sprintf("64:ff9b:1::%x:%x", high, low), "6to4": fmt.Sprintf("2002:%x:%x::1", high, low),
				"Teredo client": fmt.Sprintf("2001:0:808:808:0:0:%x:%x", ^high, ^low), "Teredo server": fmt.Sprintf("2001:0:%x:%x::1", high, low),
				"ISATAP": fmt.Sprintf("2606:4700::5efe:%x:%x", high, low), "global ISATAP": fmt.Sprintf("2606:4700::200:5efe:%x:%x", high, low),
			} {
				refused(c.what+" as "+form, raw, true)
			}
		}
		for _, v4 := range []string{c.before, c.after} {
			if v4 != "" {
				refused("beside "+c.what, v4, false)
				refused("beside "+c.what+", mapped", "::ffff:"+v4, false)
			}
		}
	}
	for _, c := range []struct {
		what, raw string
		want      bool
	}{
		{"unspecified", "::", true}, {"loopback", "::1", true}, {"discard", "100::1", true}, {"unique local", "fc00::1", true}, {"unique local", "fdff:ffff::1", true},
		{"metadata", "fd00:ec2::254", true}, {"metadata", "fd20:ce::254", true}, {"link-local", "fe80::1", true}, {"link-local", "febf::1", true}, {"site-local", "fec0::1", true},
		{"multicast", "ff02::1", true}, {"multicast", "ff0e::1", true}, {"documentation", "2001:db8::1", true}, {"documentation", "3fff:fff::1", true},
		{"benchmarks", "2001:2::1", true}, {"ORCHID", "2001:10::1", true}, {"ORCHIDv2", "2001:20::1", true}, {"segments", "5f00::1", true}, {"unassigned", "4000::1", true},
		{"with a zone", "fe80::1%eth0", true}, {"with a zone", "2606:4700::1%eth0", true},
		{"public", "2606:4700::1111", false}, {"public", "2404:6800:4001::1", false}, {"public", "2001:4860:4860::8888", false}, {"public", "2001:200::1", false},
		{"public", "8.8.8.8", false}, {"public", "203.150.1.1", false}, {"public as NAT64", "64:ff9b::808:808", true},
	} {
		refused(c.what, c.raw, c.want)
	}
}

func TestAdmits(t *testing.T) {
	n, err := NewNet([]string{"127.0.0.1:8080", "intranet.example", "10.0.0.0/8"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]checks.Reason{
		"http://www.office.example/": "", "http://10.2.3.4/": "", "http://127.0.0.1:8080/": checks.Private, "http://127.0.0.1/": checks.Private,
		"http://[::ffff:127.0.0.1]/": checks.Private, "http://[::1]/": checks.Private, "http://169.254.169.254/latest": checks.Private,
		"file:///etc/passwd": checks.Private, "gopher://x/": checks.Private,
	} {
		if raw == "http://127.0.0.1:8080/" {
			want = "" // the very pair that was allowed
		}
		if got, _ := n.Admits(raw); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
	only, err := NewNet(nil, []string{"sso.example", "files.example:8443", "203.0.114.0/24"})
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]checks.Reason{
		"http://sso.example/": "", "https://SSO.example:444/x": "", "https://files.example:8443/": "", "https://files.example/": checks.OutsideOnly,
		"http://203.0.114.9/": "", "http://8.8.8.8/": checks.OutsideOnly, "http://www.sso.example/": checks.OutsideOnly, "http://other.example/": checks.OutsideOnly,
	} {
		if got, ok := only.Admits(raw); got != want || ok != (want == "") {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
	for _, bad := range []string{"http://x/", "10.0.0.0/99", "a b/c", "host:port", "*.example"} {
		if _, err := NewNet([]string{bad}, nil); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if list, err := NewNet([]string{"127.0.0.1:8080, [::1]:9000", "::1"}, nil); err != nil || !list.allow.named("::1", "9000") || !list.allow.holds(netip.IPv6Loopback()) {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestANameThatResolvesToPrivate(t *testing.T) {
	s := serve(t, map[string]string{"/": page("ความลับ")})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, inner := range []string{"127.0.0.1", "::ffff:127.0.0.1"} {
		n, err := NewNet(nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		n.lookup = func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr(inner)}, nil
		}
		site := crawlSite(t, "http://rebind.example:"+port+"/", func(o *Options, _ *checks.Office) { o.Net = n })
		if g := gapAt(t, site, "http://rebind.example:"+port+"/"); g.Reason != checks.Private {
			t.Errorf("%s: %+v", inner, g)
		}
	}
	if s.total() != 0 {
		t.Errorf("the inner server was asked for %v", s.asked)
	}
	n, err := NewNet([]string{"rebind.example:" + port}, nil)
	if err != nil {
		t.Fatal(err)
	}
	n.lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	site := crawlSite(t, "http://rebind.example:"+port+"/", func(o *Options, _ *checks.Office) { o.Net = n })
	if len(site.Pages) != 1 {
		t.Errorf("an allowed private name was refused: %+v", site.Gaps)
	}
}

func TestNamesOutsideTheListAreNotResolved(t *testing.T) {
	var lookups atomic.Int32
	n, err := NewNet(nil, []string{"127.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	n.lookup = func(context.Context, string) ([]netip.Addr, error) {
		lookups.Add(1)
		return nil, errors.New("looked up")
	}
	_, err = n.DialContext(t.Context(), "tcp", "elsewhere.example:80")
	var r *refusal
	if !errors.As(err, &r) || r.reason != checks.OutsideOnly || lookups.Load() != 0 {
		t.Errorf("%v after %d lookups", err, lookups.Load())
	}
}

// A name that is public when it is first looked up and private afterwards is
// refused at the dial that would follow, whoever dials.
func TestARebindingName(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/next", "ต่อไป")), "/next": page("ความลับ")})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	host := "rebind.example:" + port
	n := &Net{}
	var lookups atomic.Int32
	n.lookup = func(context.Context, string) ([]netip.Addr, error) {
		if lookups.Add(1) == 1 {
			return []netip.Addr{netip.MustParseAddr("203.150.1.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	c, err := New(Options{Reader: plainReader{}, Net: n})
	if err != nil {
		t.Fatal(err)
	}
	network := c.Network()
	if err := network.Wait(t.Context(), "rebind.example"); err != nil || lookups.Load() != 1 {
		t.Fatalf("%v after %d lookups", err, lookups.Load())
	}
	var r *refusal
	if _, err := network.DialContext(t.Context(), "tcp", host); !errors.As(err, &r) || r.reason != checks.Private {
		t.Errorf("a gatherer: %v", err)
	}
	for name, ask := range map[string]func(*http.Request) (*http.Response, error){"the crawl": c.layers().RoundTrip, "a page being drawn": c.Fetch} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+host+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := ask(req); !errors.As(err, &r) || r.reason != checks.Private {
			t.Errorf("%s: %v %v", name, resp, err)
		}
	}
	if s.total() != 0 {
		t.Errorf("the inner server was asked for %v", s.asked)
	}
}

func TestARedirectIntoPrivate(t *testing.T) {
	inner := serve(t, map[string]string{"/secret": page("ความลับ")})
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/go", "ไป"))})
	s.on["/go"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+"/secret", http.StatusFound)
	}
	n, err := NewNet([]string{s.Listener.Addr().String()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Net = n })
	if g := gapAt(t, site, s.URL+"/go"); g.Reason != checks.Private || inner.total() != 0 {
		t.Errorf("%+v, inner asked %d times", g, inner.total())
	}
}

func TestAFailedNameIsNotAskedAgain(t *testing.T) {
	var lookups atomic.Int32
	n := &Net{lookup: func(ctx context.Context, host string) ([]netip.Addr, error) {
		lookups.Add(1)
		return noSuchHost(ctx, host)
	}}
	for range 3 {
		if _, err := n.DialContext(t.Context(), "tcp", "gone.example:80"); err == nil {
			t.Fatal("dialled a name that does not exist")
		}
	}
	if lookups.Load() != 1 {
		t.Errorf("%d lookups", lookups.Load())
	}
}
