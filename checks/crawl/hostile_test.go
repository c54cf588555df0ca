package crawl

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// hostile answers with bytes of its own making.
func hostile(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = io.WriteString(c, text)
			_ = c.Close()
		}
	}
}

func headed(kind, encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = nil
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
		}
		_, _ = w.Write(body)
	}
}

// Whatever one address does, it costs at most itself, with the right reason, and
// the rest of the site is read.
func TestHostileServers(t *testing.T) {
	ok := page("อ่านได้")
	chunked := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
	var many strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&many, "X-Header-%d: %d\r\n", i, i)
	}
	for name, c := range map[string]struct {
		serve  http.HandlerFunc
		gap    checks.Reason // "" is none
		detail string        // of the gap
		read   bool          // as a page
		tries  int           // at most; 0 is mostTries
	}{
		"drips without end": {serve: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("%"))
				_ = http.NewResponseController(w).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}, gap: checks.Timeout, tries: 1},
		"never begins": {serve: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, gap: checks.Timeout, tries: mostSilent},
		"never ends": {serve: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(ok))
			for r.Context().Err() == nil {
				if _, err := w.Write(bytes.Repeat([]byte("<p>ก</p>\n"), 2000)); err != nil {
					return
				}
			}
		}, gap: checks.Truncated, read: true},
		"longer than it says":       {serve: hostile("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n" + ok), read: true},
		"shorter than it says":      {serve: hostile("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n" + ok), gap: checks.Truncated, read: true},
		"two lengths":               {serve: hostile("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n" + ok), gap: checks.BadResponse, tries: 1},
		"a length that is none":     {serve: hostile("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + ok), read: true},
		"reset in the body":         {serve: reset("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n" + ok), gap: checks.Truncated, read: true},
		"reset before the body":     {serve: reset("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"), gap: checks.Truncated},
		"reset at once":             {serve: reset(""), gap: checks.SiteDown},
		"a chunk of no length":      {serve: hostile(chunked + "zz\r\n" + ok), gap: checks.Truncated},
		"a chunk that is too long":  {serve: hostile(chunked + "FFFFFFFFFFFFFFFFFF\r\n" + ok), gap: checks.Truncated},
		"chunks that break off":     {serve: hostile(chunked + fmt.Sprintf("%x\r\n%s\r\n", len(ok), ok)), gap: checks.Truncated, read: true},
		"HTTP/1.0 without a length": {serve: hostile("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + ok), read: true},
		"HTTP/0.9":                  {serve: hostile(ok), gap: checks.BadResponse, detail: "<title>", tries: 1},
		"no status line":            {serve: hostile("\x00\xff not http at all\r\n\r\n"), gap: checks.BadResponse, detail: "not http", tries: 1},
		"header of 2 MiB":           {serve: hostile("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2<<20) + "\r\n\r\n" + ok), gap: checks.BadResponse, tries: 1},
		"5,000 headers":             {serve: hostile("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + many.String() + "\r\n" + ok), read: true},
		"said to be a picture":      {serve: headed("image/jpeg", "", []byte(ok)), read: true},
		"said to be bytes":          {serve: headed("application/octet-stream", "", []byte(ok)), read: true},
		"said to be nothing":        {serve: headed("", "", []byte(ok)), read: true},
		"a type that is none":       {serve: headed(";;;=\"", "", []byte(ok)), read: true},
		"a set that is none":        {serve: headed("text/html; charset=klingon", "", []byte(ok)), read: true},
		"said to be packed":         {serve: headed("text/html", "gzip", []byte(ok)), read: true},
		"said to be deflated":       {serve: headed("text/html", "deflate", []byte(ok)), read: true},
		"packed garbage":            {serve: headed("text/html", "gzip", []byte("\x01\x02garbage that is not packed")), gap: checks.Encoding, detail: `"gzip"`, tries: 1},
		"packed and cut":            {serve: headed("text/html", "gzip", squeeze(t, []byte(ok))[:200]), gap: checks.Truncated, read: true},
		"br, not asked for":         {serve: headed("text/html", "br", wrapped(t, []byte(ok), "br")), read: true},
		"zstd, not asked for":       {serve: headed("text/html", "zstd", wrapped(t, []byte(ok), "zstd")), read: true},
		"a bomb":                    {serve: headed("text/html", "gzip", squeeze(t, make([]byte, 16<<20))), gap: checks.TooLarge, tries: 1},
		"NUL bytes":                 {serve: headed("text/html", "", []byte(strings.ReplaceAll(ok, "<p>", "<p>\x00\x00"))), read: true},
		"50 MB":                     {serve: headed("text/html", "", []byte(ok+strings.Repeat("<!-- "+strings.Repeat("x", 1000)+" -->", 50_000))), gap: checks.Truncated, read: true},
		"programs turned away": {serve: func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(strings.ToLower(r.UserAgent()), "mozilla") {
				_, _ = w.Write([]byte(ok))
				return
			}
			w.WriteHeader(http.StatusForbidden)
		}, gap: checks.Blocked, detail: "HTTP 403", tries: 1},
		"a reader that fails":     {serve: headed("text/html", "", []byte("PANIC")), gap: checks.ReadFailed, detail: "the reader failed"},
		"a status of none":        {serve: hostile("HTTP/1.1 999 Nothing\r\nContent-Length: 0\r\n\r\n"), gap: checks.HTTPStatus},
		"hints before the answer": {serve: hostile(strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 50) + "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + ok), read: true},
		"upgrades":                {serve: hostile("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"), gap: checks.HTTPStatus},
		"redirects nowhere":       {serve: hostile("HTTP/1.1 302 Found\r\nLocation: \r\nContent-Length: 0\r\n\r\n"), gap: checks.HTTPStatus},
		"redirects to a file":     {serve: hostile("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"), gap: checks.HTTPStatus},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/bad", "เสีย"), a("/good", "ดี")), "/good": page("ดี", a("/more", "ต่อ")), "/more": page("ต่อ")})
			s.on["/bad"] = c.serve
			site := crawlQuick(t, s.URL, func(o *Options, _ *checks.Office) { o.PageLimit, o.DocumentLimit = 1<<20, 4<<20 })
			for _, at := range []string{"/", "/good", "/more"} {
				pageAt(t, site, s.URL+at)
			}
			p, _ := site.Find(Key(s.URL + "/bad")).(*checks.Page)
			if (p != nil) != c.read {
				t.Errorf("read: %v; gaps %+v", p != nil, site.Gaps)
			}
			g := site.GapAt(Key(s.URL + "/bad"))
			switch {
			case g == nil && c.gap != "":
				t.Errorf("no gap, want %s", c.gap)
			case g != nil && (g.Reason != c.gap || !strings.Contains(g.Detail, c.detail)):
				t.Errorf("gap %+v, want %s %q", g, c.gap, c.detail)
			case g != nil && (strings.Contains(g.Detail, "127.0.0.1") || strings.ContainsAny(g.Detail, "\r\n\x00")):
				t.Errorf("detail %q", g.Detail)
			}
			most := c.tries
			if most == 0 {
				most = mostTries
			}
			if n := s.count("/bad"); n > most+1 { // a client repeats by itself what a reused connection lost
				t.Errorf("%d requests", n)
			}
		})
	}
}

// crawlQuick crawls with a short limit of one request.
func crawlQuick(t *testing.T, home string, change func(*Options, *checks.Office)) *checks.Site {
	t.Helper()
	o := Options{Reader: plainReader{}, Net: local(t), FollowOutside: true}
	office := checks.Office{Home: home}
	if change != nil {
		change(&o, &office)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.layers().polite.next.(*body).timeout = 300 * time.Millisecond
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	s, err := c.Crawl(ctx, office)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reset breaks a connection off without an end.
func reset(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		_, _ = io.WriteString(c, text)
		time.Sleep(20 * time.Millisecond) // what was sent is to arrive before the reset
		if tc, ok := c.(*net.TCPConn); ok {
			_ = tc.SetLinger(0)
		}
		_ = c.Close()
	}
}

func TestOldEncryptionIsReadAndSaid(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" && r.URL.Path != "/in" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(page("หน้า "+r.URL.Path, a("/in", "ใน"))))
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10} //nolint:gosec // what old servers have
	s.StartTLS()
	defer s.Close()
	site := crawlSite(t, s.URL, nil)
	if p := pageAt(t, site, s.URL+"/in"); !strings.HasPrefix(p.Detail, "tls: ") {
		t.Errorf("detail %q", p.Detail)
	}
	if g := gapAt(t, site, s.URL+"/"); g.Reason != checks.TLS {
		t.Errorf("%+v", g)
	}
}

// Names that are not known, and a site that leads from https down to http.
func TestNamesAndDowngrades(t *testing.T) {
	plain := serve(t, map[string]string{"/down": page("ลงมา")})
	safe := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			_, _ = w.Write([]byte(page("หน้าแรก", a("/to", "ลง"), a("http://nowhere.test/", "ไม่มีชื่อนี้"))))
		case "/to":
			http.Redirect(w, r, plain.URL+"/down", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	safe.Config.ErrorLog = log.New(io.Discard, "", 0)
	safe.StartTLS()
	defer safe.Close()
	n, err := NewNet([]string{"127.0.0.0/8"}, []string{"127.0.0.0/8", "nowhere.test"})
	if err != nil {
		t.Fatal(err)
	}
	n.lookup = func(context.Context, string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
	}
	site := crawlSite(t, safe.URL, func(o *Options, office *checks.Office) {
		o.Net = n
		office.Scope = []string{safe.URL + "/", plain.URL + "/"}
	})
	if g := gapAt(t, site, "http://nowhere.test/"); g.Reason != checks.DNS {
		t.Errorf("%+v", g)
	}
	p := pageAt(t, site, plain.URL+"/down")
	if !strings.Contains(p.Detail, "https to http") && !strings.HasPrefix(p.Detail, "tls: ") || len(p.Redirects) != 1 {
		t.Errorf("%+v", p.Fetched)
	}
}

func TestASiteThatWantsItsCookie(t *testing.T) {
	s := serve(t, nil)
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("visitor"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "visitor", Value: "1", Path: "/"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
			return
		}
		switch r.URL.Path {
		case "/", "/a", "/b":
			_, _ = w.Write([]byte(page("หน้า "+r.URL.Path, a("/a", "ก"), a("/b", "ข"))))
		default:
			http.NotFound(w, r)
		}
	}
	site := crawlSite(t, s.URL, nil)
	if len(site.Pages) != 3 {
		t.Errorf("%v, gaps %+v", urls(site), site.Gaps)
	}
	if again := crawlSite(t, s.URL, nil); len(again.Pages) != 3 {
		t.Errorf("the second run: %v", urls(again))
	}
}

// faultAt panics wherever it is asked about one page.
type faultAt struct{ where string }

func (f faultAt) at(s, where string) {
	if where == f.where && strings.Contains(s, "bad") {
		panic("a fault of our own")
	}
}

// Weigh implements Steerer.
func (f faultAt) Weigh(_, url, _ string) float64 {
	f.at(url, "steerer")
	return 1
}

// Render implements Renderer.
func (f faultAt) Render(_ context.Context, s Shell) (Drawn, error) {
	f.at(s.URL, "browser")
	return Drawn{Final: s.URL, HTML: []byte(page("วาดแล้ว " + s.URL))}, nil
}

// Read implements Reader.
func (f faultAt) Read(ctx context.Context, at, kind string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	f.at(at, "reader")
	return plainReader{}.Read(ctx, at, kind, body)
}

func TestAFaultOfOurOwnCostsOnePage(t *testing.T) {
	shell := `<title>สสอ.</title><div id="app"></div><script src="/a.js"></script>`
	for _, where := range []string{"reader", "steerer", "browser", "page", "spam", "keep"} {
		t.Run(where, func(t *testing.T) {
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/bad", "เสีย"), a("/good", "ดี"), a("/bad.pdf", "เสีย"), a("/drawn", "วาด")),
				"/good": page("ดี", a("/more", "ต่อ")), "/more": page("ต่อ"), "/bad": page("เสีย"), "/bad.pdf": "%PDF เสีย", "/drawn": shell})
			if where == "browser" {
				s.pages["/bad"] = shell
			}
			f := faultAt{where}
			site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
				o.Reader, o.Steerer, o.Renderer = f, f, f
				o.OnPage = func(_ *checks.Site, x checks.Resource) { f.at(x.Fetch().URL, "page") }
				o.Spam = func(p *checks.Page) bool { f.at(p.URL, "spam"); return false }
				o.Keep = func(d *checks.Document, _ []byte) { f.at(d.URL, "keep") }
			})
			for _, at := range []string{"/", "/good", "/more", "/drawn"} {
				pageAt(t, site, s.URL+at)
			}
			said := false
			for _, g := range site.Gaps {
				said = said || strings.Contains(g.URL, "/bad") && (g.Reason == checks.ReadFailed || where == "browser" && g.Reason == checks.NeedsRender) && strings.Contains(g.Detail, "a fault of our own")
			}
			if !said {
				t.Errorf("gaps %+v", site.Gaps)
			}
		})
	}
}
