package crawl

import (
	"context"
	"errors"
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

func TestPublicAddresses(t *testing.T) {
	for raw, want := range map[string]bool{
		"8.8.8.8": true, "203.150.1.1": true, "2606:4700::1111": true, "2404:6800:4001::1": true,
		"127.0.0.1": false, "127.9.9.9": false, "0.0.0.0": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false, "172.32.0.1": true,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.128.0.1": true, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false,
		"240.0.0.1": false, "192.0.2.1": false, "::1": false, "::": false, "fe80::1": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false, "64:ff9b:1::1": false, "2002:7f00:1::1": false, "2001:db8::1": false, "2001::1": false,
	} {
		n := &Net{}
		if err := n.check("host.example", "80", netip.MustParseAddr(raw)); (err == nil) != want {
			t.Errorf("%s: %v", raw, err)
		}
	}
	if err := (&Net{}).check("h", "80", netip.MustParseAddr("fe80::1%eth0")); err == nil {
		t.Error("an address with a zone is public")
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
