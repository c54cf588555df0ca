package visit_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func server(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

func get(t *testing.T, n checks.Network, address string) *visit.Reply {
	t.Helper()
	r, err := (&visit.Asker{Network: n, Timeout: 2 * time.Second}).Get(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// One visit is one request that introduces itself and follows nothing.
func TestGet(t *testing.T) {
	asked := 0
	n := &visittest.Net{Ports: map[string]string{"sso.example:80": server(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if !strings.Contains(r.Header.Get("User-Agent"), "truatweb") || r.Header.Get("Cookie") != "" {
			t.Errorf("asked by %v", r.Header)
		}
		w.Header().Add("Set-Cookie", "a=secret; HttpOnly")
		w.Header().Set("Location", "/th/#top")
		w.WriteHeader(http.StatusFound)
	})}}
	r := get(t, n, "http://sso.example/")
	if r.Status != 302 || r.Location != "http://sso.example/th/" || len(r.Cookies) != 1 || asked != 1 || n.Turns() != 1 {
		t.Errorf("%+v after %d requests in %d turns", r, asked, n.Turns())
	}
}

// Neither an endless body nor a bomb is read to its end.
func TestGetKeepsLittle(t *testing.T) {
	n := &visittest.Net{Ports: map[string]string{"sso.example:80": server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "identity" {
			t.Errorf("asked for %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "gzip")
		for range 4096 {
			if _, err := io.WriteString(w, strings.Repeat("x", 4096)); err != nil {
				return
			}
		}
	})}}
	if r := get(t, n, "http://sso.example/"); len(r.Body) != 512<<10 || r.Fault != nil {
		t.Errorf("%d bytes, %v", len(r.Body), r.Fault)
	}
}

// raw answers each connection with the same bytes and hangs up.
func raw(t *testing.T, answer string, wait time.Duration) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				time.Sleep(wait)
				_, _ = c.Read(make([]byte, 1024))
				_, _ = io.WriteString(c, answer)
				_ = c.Close()
			}()
		}
	}()
	return l.Addr().String()
}

func TestFaults(t *testing.T) {
	n := &visittest.Net{
		Ports: map[string]string{"mute.example:80": raw(t, "", 0), "ftp.example:80": raw(t, "220 ready\r\n", 0), "plain.example:443": raw(t, "HTTP/1.0 400 Bad Request\r\n\r\n", 0),
			"slow.example:80": raw(t, "HTTP/1.0 200 OK\r\n\r\n", time.Minute), "cut.example:80": raw(t, "HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\nhalf", 0)},
		Refuse: map[string]checks.Reason{"inner.example": checks.Private}, Deaf: map[string]bool{"deaf.example:80": true}}
	for _, c := range []struct {
		address string
		kind    visit.Kind
		reason  checks.Reason
		theirs  bool
	}{
		{"https://mute.example/", visit.Refused, checks.SiteDown, true},
		{"http://mute.example/", visit.HungUp, checks.SiteDown, true},
		{"http://ftp.example/", visit.HungUp, checks.SiteDown, true},
		{"https://plain.example/", visit.Handshake, checks.TLS, true},
		{"http://nobody.example/", visit.Unnamed, checks.DNS, true},
		{"http://inner.example/", visit.Guarded, checks.Private, false},
		{"http://deaf.example/", visit.TimedOut, checks.Timeout, false},
		{"http://slow.example/", visit.TimedOut, checks.Timeout, false},
	} {
		r := get(t, n, c.address)
		if r.Fault == nil || r.Fault.Kind != c.kind || r.Fault.Reason != c.reason || r.Fault.Theirs() != c.theirs {
			t.Errorf("%s: %+v", c.address, r.Fault)
		}
	}
	if r := get(t, n, "http://cut.example/"); r.Status != 200 || r.Fault != nil || string(r.Body) != "half" {
		t.Errorf("an answer that broke off: %+v", r)
	}
	for err, want := range map[error]visit.Kind{
		&net.DNSError{Err: "server misbehaving", IsTemporary: true}:     visit.Lost,
		errors.New("network is unreachable"):                            visit.Lost,
		errors.New("remote error: tls: protocol version not supported"): visit.Handshake,
	} {
		if got := visit.FaultOf(err); got.Kind != want {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func TestGetRefusesWhatIsNoAddress(t *testing.T) {
	for _, a := range []string{"", "ftp://sso.example/", "http://", "http://a b/"} {
		if r, err := (&visit.Asker{Network: &visittest.Net{}}).Get(context.Background(), a); err == nil {
			t.Errorf("%q gave %+v", a, r)
		}
	}
}

// A command line copied from a report does what it says and nothing else.
func TestShell(t *testing.T) {
	for in, want := range map[string]string{
		"http://sso.example/index.php": "http://sso.example/index.php",
		"http://a/?x=1&y=$(id)":        "'http://a/?x=1&y=$(id)'",
		"http://a/';id;'":              "'http://a/%27;id;%27'",
		"a\nb`id`":                     "'ab`id`'",
		"-oProxyCommand":               "'oProxyCommand'",
		"":                             "''",
	} {
		if got := visit.Shell(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestHome(t *testing.T) {
	site := visittest.Site("http://sso.example/", &checks.Content{})
	site.Pages[0].Final = "https://u:p@www.sso.example/th/#x"
	if u, err := visit.Home(site); err != nil || u.String() != "https://www.sso.example/th/" || visit.Port(u) != "443" {
		t.Errorf("%v %v", u, err)
	}
	if _, err := visit.Home(&checks.Site{Home: "mailto:x"}); !errors.Is(err, visit.ErrNoHome) {
		t.Error(err)
	}
	if got := visit.Day(time.Date(2026, 12, 31, 18, 0, 0, 0, time.UTC)); got != "2027-01-01 (พ.ศ. 2570)" {
		t.Error(got)
	}
}

// What robots.txt disallows is not asked for, nor connected to.
func TestADisallowedAddressIsNotAskedFor(t *testing.T) {
	n := &visittest.Net{Ports: map[string]string{"sso.example:80": server(t, func(http.ResponseWriter, *http.Request) { t.Error("asked") })},
		Disallow: map[string]checks.Reason{"http://sso.example/closed": checks.Robots}}
	r := get(t, n, "http://sso.example/closed")
	if r.Status != 0 || r.Fault == nil || r.Fault.Kind != visit.Guarded || r.Fault.Reason != checks.Robots || r.Fault.Theirs() || len(n.Dialed()) > 0 {
		t.Errorf("%+v, fault %+v, dialled %v", r, r.Fault, n.Dialed())
	}
}

// knowing is a network that knows an answer and lets nobody out.
type knowing struct{ checks.Network }

func (knowing) Recall(address string) *http.Response {
	if address != "https://office.example/" {
		return nil
	}
	return &http.Response{StatusCode: 301, Header: http.Header{"Location": {"/th/"}, "Set-Cookie": {"a=b; Secure"}}, Body: io.NopCloser(strings.NewReader("moved"))}
}

func (knowing) Ask(context.Context, string) (context.Context, error) { return nil, errAsked }

var errAsked = errors.New("asked")

// What the network knows is not asked for again, unless the connection counts.
func TestWhatIsKnownIsNotAskedFor(t *testing.T) {
	a := visit.Asker{Network: knowing{}}
	r, err := a.Get(t.Context(), "https://office.example/")
	if err != nil || r.Status != 301 || r.Location != "https://office.example/th/" || len(r.Cookies) != 1 || string(r.Body) != "moved" {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := a.Get(t.Context(), "https://office.example/th/"); !errors.Is(err, errAsked) {
		t.Errorf("%v", err)
	}
	a.TLS = visit.AnyTLS()
	if _, err := a.Get(t.Context(), "https://office.example/"); !errors.Is(err, errAsked) {
		t.Errorf("%v", err)
	}
}
