package crawl

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"log"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func TestRetries(t *testing.T) {
	for _, status := range []int{429, 502, 503, 504} {
		s := serve(t, nil)
		s.on["/"] = func(w http.ResponseWriter, _ *http.Request) {
			if s.count("/") < 3 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(status)
				return
			}
			_, _ = w.Write([]byte(page("มาแล้ว")))
		}
		if site := crawlSite(t, s.URL, nil); len(site.Pages) != 1 || s.count("/") != 3 {
			t.Errorf("%d: %d pages after %d requests, %+v", status, len(site.Pages), s.count("/"), site.Gaps)
		}
	}
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/busy", "ยุ่ง"), a("/broken", "เสีย"), a("/dead", "ไม่มี"), a("/long", "รอนาน"))})
	for path, status := range map[string]int{"/busy": 503, "/broken": 500, "/long": 429} {
		s.on[path] = func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/long" {
				w.Header().Set("Retry-After", "3600")
			}
			w.WriteHeader(status)
		}
	}
	site := crawlSite(t, s.URL, nil)
	for path, want := range map[string]struct {
		requests, status int
		reason           checks.Reason
	}{
		"/busy": {3, 503, checks.HTTPStatus}, "/broken": {2, 500, checks.HTTPStatus}, "/dead": {2, 404, checks.DeadLink}, "/long": {1, 429, checks.Blocked},
	} {
		g := gapAt(t, site, s.URL+path)
		if s.count(path) != want.requests || g.Status != want.status || g.Reason != want.reason || g.Tries != want.requests {
			t.Errorf("%s: %d requests, %+v", path, s.count(path), g)
		}
	}
	if order := s.order(); order[len(order)-1] != "/dead" || order[len(order)-2] == "/dead" {
		t.Errorf("the second look at a dead link is not apart from the first: %v", order)
	}
}

func TestADeadLinkThatComesBack(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/x", "เอกซ์")), "/y": page("วาย")})
	s.on["/x"] = func(w http.ResponseWriter, r *http.Request) {
		if s.count("/x") == 1 {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(page("เอกซ์", a("/y", "ต่อ"))))
	}
	site := crawlSite(t, s.URL, nil)
	pageAt(t, site, s.URL+"/y")
	if len(site.Gaps) != 0 {
		t.Errorf("gaps %+v", site.Gaps)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	for h, want := range map[string]time.Duration{
		"30": 30 * time.Second, " 0 ": 0, "Mon, 15 Jun 2026 03:00:20 GMT": 20 * time.Second, "Mon, 15 Jun 2026 02:00:00 GMT": 0, "": -1, "soon": -1, "-5": -1,
		"99999999999999999999": math.MaxUint32 * time.Second,
	} {
		got, ok := retryAfter(http.Header{"Retry-After": {h}}, now)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %v %v", h, got, ok)
		}
	}
}

// A moment is one by the server's clock, however wrong that is or ours.
func TestRetryAfterByTheServersClock(t *testing.T) {
	now := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		date, after string
		want        time.Duration
	}{
		"behind ours":    {"Mon, 15 Jun 2026 02:00:00 GMT", "Mon, 15 Jun 2026 02:00:30 GMT", 30 * time.Second},
		"ahead of ours":  {"Mon, 15 Jun 2026 09:00:00 GMT", "Mon, 15 Jun 2026 09:00:30 GMT", 30 * time.Second},
		"of no use":      {"soon", "Mon, 15 Jun 2026 03:00:45 GMT", 45 * time.Second},
		"in the past":    {"Mon, 15 Jun 2026 02:00:00 GMT", "Mon, 15 Jun 2026 01:00:00 GMT", 0},
		"seconds anyway": {"Mon, 15 Jun 2026 02:00:00 GMT", "7", 7 * time.Second},
	} {
		if got, ok := retryAfter(http.Header{"Retry-After": {c.after}, "Date": {c.date}}, now); !ok || got != c.want {
			t.Errorf("%s: %v %v", name, got, ok)
		}
	}
}

func TestRedirects(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/old", "เก่า"), a("/round", "วน"), a("/self", "ตัวเอง"), a("/long0", "ยาว"), a("/nine0", "เก้า"), a("/home", "กลับ"), a("/cookie", "คุกกี้"), a("/odd", "แปลก")),
		"/new": page("ใหม่"), "/end": page("ปลายทาง")})
	to := func(path, loc string, status int) {
		s.on[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Location"] = []string{loc}
			w.WriteHeader(status)
		}
	}
	to("/old", "/mid", 301)
	to("/mid", "/new#part", 302)
	to("/round", "/round2", 302)
	to("/round2", "/round", 302)
	to("/self", "/self", 302)
	to("/home", "/", 302)
	to("/odd", "ftp://office.example/", 302)
	for i := range 20 {
		to(fmt.Sprintf("/long%d", i), fmt.Sprintf("/long%d", i+1), 302)
	}
	for i := range 9 {
		to(fmt.Sprintf("/nine%d", i), fmt.Sprintf("/nine%d", i+1), 302)
	}
	to("/nine9", "/end", 302)
	s.on["/cookie"] = func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			w.Header().Set("Location", "/cookie")
			w.WriteHeader(302)
			return
		}
		_, _ = w.Write([]byte(page("มีคุกกี้แล้ว")))
	}
	site := crawlSite(t, s.URL, nil)
	p := pageAt(t, site, s.URL+"/old")
	if diff := cmp.Diff([]string{s.URL + "/old", s.URL + "/mid"}, p.Redirects); diff != "" || p.Final != s.URL+"/new" {
		t.Errorf("final %s, %s", p.Final, diff)
	}
	if site.Find(Key(s.URL+"/new")) != p || site.Find(Key(s.URL+"/mid")) != p {
		t.Error("the final address leads elsewhere")
	}
	for _, path := range []string{"/round", "/self", "/long0"} {
		if g := gapAt(t, site, s.URL+path); g.Reason != checks.RedirectLoop {
			t.Errorf("%s: %+v", path, g)
		}
	}
	if g := gapAt(t, site, s.URL+"/odd"); g.Reason != checks.HTTPStatus {
		t.Errorf("%+v", g)
	}
	if s.count("/self") > 3 || s.count("/long15") != 0 {
		t.Errorf("loops were followed too far: %v", s.order())
	}
	pageAt(t, site, s.URL+"/end")
	pageAt(t, site, s.URL+"/cookie")
	if site.Find(Key(s.URL+"/home")) != site.Find(site.Home) || s.count("/") != 1 {
		t.Errorf("a redirect home was fetched again: %d", s.count("/"))
	}
}

func squeeze(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBodies(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/gzip", "ก"), a("/zlib", "ข"), a("/bomb", "ค"), a("/twice", "ง"), a("/huge.pdf", "จ"), a("/endless", "ฉ"), a("/br", "ช"), a("/short", "ซ"), a("/lying", "ฌ"), a("/many", "ญ"), a("/x.xml.gz", "ฎ"))})
	send := func(path, kind, encoding string, data []byte) {
		s.on[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			_, _ = w.Write(data)
		}
	}
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	_, _ = zw.Write([]byte(page("แซด")))
	_ = zw.Close()
	bomb := squeeze(t, make([]byte, 16<<20))
	send("/gzip", "text/html", "gzip", squeeze(t, []byte(page("จีซิป"))))
	send("/zlib", "text/html", "deflate", z.Bytes())
	send("/bomb", "text/html", "gzip", bomb)
	send("/twice", "application/pdf", "gzip, gzip", squeeze(t, bomb))
	send("/br", "text/html", "br", []byte("\xff\xff\xff\xff xx"))
	send("/many", "text/html", "gzip,gzip,gzip,gzip,gzip,gzip", []byte("xx"))
	send("/x.xml.gz", "application/gzip", "", bomb)
	send("/huge.pdf", "application/pdf", "", append([]byte("%PDF"), make([]byte, 3<<20)...))
	s.on["/endless"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(page("ไม่จบ")))
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte("<p>ก</p>"), 1000)); err != nil {
				return
			}
		}
	}
	cut := func(tail string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"+page("ขาดตอน "+tail)+tail)
			_ = c.Close()
		}
	}
	s.on["/short"], s.on["/lying"] = cut("<p>ครึ่ง"), cut("</body></html>")
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.PageLimit, o.DocumentLimit = 1<<20, 2<<20 })
	for _, p := range []string{"/gzip", "/zlib", "/endless", "/short", "/lying"} {
		pageAt(t, site, s.URL+p)
	}
	for path, why := range map[string]checks.Reason{"/bomb": checks.TooLarge, "/twice": checks.TooLarge, "/huge.pdf": checks.TooLarge, "/br": checks.Encoding, "/many": checks.Encoding, "/endless": checks.Truncated, "/short": checks.Truncated} {
		if g := gapAt(t, site, s.URL+path); g.Reason != why {
			t.Errorf("%s: %+v", path, g)
		}
	}
	if g := site.GapAt(s.URL + "/lying"); g != nil {
		t.Errorf("a page that is whole is called cut: %+v", g)
	}
	if d := documentAt(t, site, s.URL+"/x.xml.gz"); d.Size != int64(len(bomb)) {
		t.Errorf("a packed file was unpacked on the way: %d bytes", d.Size)
	}
	if p := pageAt(t, site, s.URL+"/endless"); p.Size != 1<<20 {
		t.Errorf("cut at %d", p.Size)
	}
}

// keeping keeps the bytes and types that a reader was given.
type keeping struct {
	plainReader
	bodies, types map[string]string
}

func (k keeping) Read(ctx context.Context, at, contentType string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	k.bodies[mustPath(at)], k.types[mustPath(at)] = string(body), contentType
	return k.plainReader.Read(ctx, at, contentType, body)
}

func TestBytesReachTheReaderAsSent(t *testing.T) {
	thai874 := "<title>\xe1\xbc\xb9</title><p>\xb7\xb4\xca\xcd\xba</p>"
	kinds := []string{"text/html; charset=windows-874", "text/html; charset=tis-620", "text/html; charset=tis620", "text/html; charset=iso-8859-1", "text/html; charset=nonsense", "application/pdf; charset=windows-874", "", "application/x-gzip"}
	k := keeping{bodies: map[string]string{}, types: map[string]string{}}
	pages := map[string]string{"/": page("หน้าแรก")}
	s := serve(t, pages)
	for i, kind := range kinds {
		path := fmt.Sprintf("/p%c", 'a'+i)
		pages["/"] += a(path, "หน้า")
		s.on[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{kind}
			_, _ = w.Write([]byte(thai874 + path))
		}
	}
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Reader = k })
	if len(site.Pages) != 1+len(kinds) {
		t.Errorf("%v, %+v", urls(site), site.Gaps)
	}
	for i, kind := range kinds {
		path := fmt.Sprintf("/p%c", 'a'+i)
		if k.bodies[path] != thai874+path || k.types[path] != kind {
			t.Errorf("%q: got %q as %q", kind, k.bodies[path], k.types[path])
		}
	}
}

func TestADripIsLeft(t *testing.T) {
	stop := make(chan struct{})
	s := serve(t, nil)
	s.on["/drip"] = func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("<p>"))
		_ = http.NewResponseController(w).Flush()
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	}
	defer close(stop)
	b := &body{next: http.DefaultTransport.(*http.Transport).Clone(), page: 1 << 20, document: 1 << 20, timeout: 50 * time.Millisecond}
	defer b.next.(*http.Transport).CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/drip", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.RoundTrip(req)
	if got, _ := why(err); got != checks.Timeout || mayPass(err) {
		t.Errorf("%v is %q", err, got)
	}
}

func TestCertificates(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			_, _ = w.Write([]byte(page("หน้าแรก", a("/in", "ใน"))))
			return
		}
		_, _ = w.Write([]byte(page("ใน")))
	})
	s := httptest.NewUnstartedServer(handler)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	site := crawlSite(t, s.URL, nil)
	p := pageAt(t, site, s.URL+"/in")
	if !strings.HasPrefix(p.Detail, "tls: x509: ") {
		t.Errorf("detail %q", p.Detail)
	}
	g := slices.IndexFunc(site.Gaps, func(g checks.Gap) bool { return g.Reason == checks.TLS })
	if g < 0 || !strings.Contains(site.Gaps[g].Detail, "x509") || len(site.Gaps) != 1 {
		t.Errorf("gaps %+v", site.Gaps)
	}
	plain := serve(t, map[string]string{"/": page("หน้าแรก", a(s.URL+"/out", "นอก"))})
	site = crawlSite(t, plain.URL, nil)
	if g := gapAt(t, site, s.URL+"/out"); g.Reason != checks.TLS || !g.Outside {
		t.Errorf("another host's faulty certificate: %+v", g)
	}
}

func TestAServersOwnNotesAreDropped(t *testing.T) {
	s := serve(t, nil)
	s.on["/"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(noteTLS, "forged")
		w.Header().Set(noteTruncated, "forged")
		w.Header().Set(noteLocation, "http://127.0.0.9/")
		_, _ = w.Write([]byte(page("หน้าแรก")))
	}
	site := crawlSite(t, s.URL, nil)
	if p := pageAt(t, site, s.URL); p.Detail != "" || len(site.Gaps) != 0 {
		t.Errorf("%q, %+v", p.Detail, site.Gaps)
	}
}

func TestEnvironmentIsIgnored(t *testing.T) {
	trap := serve(t, nil)
	t.Setenv("HTTP_PROXY", trap.URL)
	t.Setenv("http_proxy", trap.URL)
	t.Setenv("COLLY_USER_AGENT", "someone else")
	t.Setenv("COLLY_ALLOWED_DOMAINS", "nowhere.example")
	s := serve(t, nil)
	var agent string
	s.on["/"] = func(w http.ResponseWriter, r *http.Request) {
		agent = r.UserAgent()
		_, _ = w.Write([]byte(page("หน้าแรก")))
	}
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.UserAgent = "truatweb/9 (test)" })
	if len(site.Pages) != 1 || agent != "truatweb/9 (test)" || trap.total() != 0 {
		t.Errorf("%d pages as %q, proxy asked %d times", len(site.Pages), agent, trap.total())
	}
}

func TestOddServers(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/drop", "ก"), a("/header", "ข"), a("/garbage", "ค"), a("/empty304", "ง"), a("/ok", "จ")), "/ok": page("จบ")})
	raw := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = io.WriteString(c, text)
				_ = c.Close()
			}
		}
	}
	s.on["/drop"] = raw("")
	s.on["/garbage"] = raw("\x00\xff not http at all\r\n\r\n")
	s.on["/header"] = raw("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2<<20) + "\r\n\r\n")
	s.on["/empty304"] = raw("HTTP/1.1 304 Not Modified\r\n\r\n")
	site := crawlSite(t, s.URL, nil)
	for _, p := range []string{"/drop", "/header", "/garbage", "/empty304"} {
		if g := gapAt(t, site, s.URL+p); s.count(p) > mostTries || g.Tries > mostTries {
			t.Errorf("%s: %d requests, %+v", p, s.count(p), g)
		}
	}
	pageAt(t, site, s.URL+"/ok")
}

func TestASiteThatGoesDownIsLeft(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 40 {
		links = append(links, a(fmt.Sprintf("/p%c%c", 'a'+i/26, 'a'+i%26), "หน้า"))
	}
	pages["/"] = page("หน้าแรก", links...)
	s := serve(t, pages)
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" || r.URL.Path == "/sitemap.xml" {
			http.NotFound(w, r)
			return
		}
		panic(http.ErrAbortHandler)
	}
	site := crawlSite(t, s.URL, nil)
	if len(site.Gaps) != 40 || len(s.order()) > 1+mostTries*deadOwnFails {
		t.Errorf("%d gaps after %d requests", len(site.Gaps), len(s.order()))
	}
	for _, g := range site.Gaps {
		if g.Reason != checks.SiteDown {
			t.Fatalf("%+v", g)
		}
	}
}

func TestADeadHostIsNotWaitedForWithEachLink(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := "http://" + l.Addr().String()
	_ = l.Close()
	var links []string
	for i := range 20 {
		links = append(links, a(dead+"/p"+strconv.Itoa(i), "ตาย"))
	}
	s := serve(t, map[string]string{"/": page("หน้าแรก", links...)})
	site := crawlSite(t, s.URL, nil)
	if len(site.Gaps) != 20 {
		t.Fatalf("%d gaps", len(site.Gaps))
	}
	for _, load := range site.Ledger {
		if load.Host == strings.TrimPrefix(dead, "http://") && load.Requests > 3*deadHostFails+3 {
			t.Errorf("%d requests to a dead host", load.Requests)
		}
	}
}
