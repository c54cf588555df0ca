package render

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// guarded is a client of a guard proxy, with a page that asked for the hosts.
func guarded(t *testing.T, most int64, hosts ...string) (*guard, *http.Client, *visit) {
	t.Helper()
	g, err := newGuard(localDial(), most)
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(g.address())
	if err != nil {
		t.Fatal(err)
	}
	at.User = url.UserPassword(proxyUser, g.secret)
	tr := &http.Transport{Proxy: http.ProxyURL(at)}
	t.Cleanup(func() {
		tr.CloseIdleConnections()
		_ = g.close()
	})
	v := newVisit(Shell{}, &Options{}, newShelf())
	for _, h := range hosts {
		v.hosts[h] = true
	}
	g.begin(v)
	return g, &http.Client{Transport: tr}, v
}

func get(t *testing.T, c *http.Client, at string) (int, string) {
	t.Helper()
	resp, err := c.Get(at)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp.StatusCode, err.Error()
	}
	return resp.StatusCode, string(body)
}

func TestTheGuardAsksForItsSecret(t *testing.T) {
	s := serve(t, map[string]string{"/": "หน้า"})
	host := strings.TrimPrefix(s.URL, "http://")
	g, _, _ := guarded(t, 1<<20, host)
	for _, c := range []struct{ name, user, secret string }{{"none", "", ""}, {"wrong", proxyUser, "guess"}, {"other", "x", g.secret}, {"half", proxyUser, g.secret[:5]}} {
		for _, line := range []string{"GET " + s.URL + "/ HTTP/1.1", "CONNECT " + host + " HTTP/1.1"} {
			conn, err := net.Dial("tcp", g.listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			auth := ""
			if c.user != "" {
				auth = "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(c.user+":"+c.secret)) + "\r\n"
			}
			_, _ = fmt.Fprintf(conn, "%s\r\nHost: %s\r\n%s\r\n", line, host, auth)
			resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil || resp.StatusCode != http.StatusProxyAuthRequired {
				t.Errorf("%s, %s: %v, %v", c.name, line, resp, err)
			}
			_ = conn.Close()
		}
	}
	if s.count("/") != 0 {
		t.Error("it let someone through")
	}
}

func TestTheGuardLetsThroughWhatWasAskedFor(t *testing.T) {
	s := serve(t, map[string]string{"/": "หน้า"})
	other := serve(t, map[string]string{"/": "อื่น"})
	tls := httptest.NewTLSServer(s)
	t.Cleanup(tls.Close)
	g, c, v := guarded(t, 1<<20, strings.TrimPrefix(s.URL, "http://"), strings.TrimPrefix(tls.URL, "https://"), "10.1.2.3:80")
	c.Transport.(*http.Transport).TLSClientConfig = tls.Client().Transport.(*http.Transport).TLSClientConfig
	var got atomic.Int64
	v.shell.Got = func(_ string, n int64) { got.Add(n) }
	for _, at := range []string{s.URL, tls.URL} {
		if status, body := get(t, c, at+"/"); status != 200 || body != "หน้า" {
			t.Errorf("%s: %d %s", at, status, body)
		}
	}
	if got.Load() == 0 {
		t.Error("nothing was counted")
	}
	if status, _ := get(t, c, other.URL+"/"); status != 0 || other.count("/") != 0 {
		t.Errorf("a host that nobody asked for: %d", status)
	}
	if status, _ := get(t, c, strings.Replace(other.URL, "http:", "https:", 1)); status != 0 || other.count("/") != 0 {
		t.Errorf("a tunnel that nobody asked for: %d", status)
	}
	if status, _ := get(t, c, "http://10.1.2.3/"); status != 0 {
		t.Errorf("what Dial refuses: %d", status)
	}
	v.mu.Lock()
	list := strings.Join(v.refused, "\n")
	v.mu.Unlock()
	if list != "10.1.2.3:80: private" {
		t.Errorf("refused: %s", list)
	}
	g.end()
	if status, _ := get(t, c, s.URL+"/"); status != 0 {
		t.Errorf("between pages: %d", status)
	}
}

func TestTheGuardBoundsWhatAPageReceives(t *testing.T) {
	s := serve(t, nil)
	s.on["/big"] = func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	}
	_, c, v := guarded(t, 2<<20, strings.TrimPrefix(s.URL, "http://"))
	if status, body := get(t, c, s.URL+"/big"); status != 200 || len(body) > 1<<10 {
		t.Errorf("%d, %d bytes", status, len(body)) // the text of an error
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.notes) != 1 {
		t.Errorf("%v", v.notes)
	}
}

func FuzzGuard(f *testing.F) {
	f.Add("GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\n\r\n")
	f.Add("CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n")
	f.Add("GET / HTTP/1.1\r\nHost: a\r\nProxy-Authorization: Basic eA==\r\n\r\n")
	g, err := newGuard(localDial(), 1<<20)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = g.close() })
	f.Fuzz(func(t *testing.T, raw string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		g.ServeHTTP(w, r)
		if w.Code != http.StatusProxyAuthRequired {
			t.Errorf("%d to %q", w.Code, raw)
		}
	})
}
