package render

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(helperDir) != "" {
		helper()
		return
	}
	goleak.VerifyTestMain(m)
}

// localDial reaches this machine alone, and of it not what is called private.
func localDial(private ...string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		if slices.Contains(private, address) || !strings.HasPrefix(host, "127.") {
			return nil, errors.New("private")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
}

// fetching fetches as a crawl would: without following redirects.
func fetching(t testing.TB, private ...string) func(*http.Request) (*http.Response, error) {
	t.Helper()
	tr := &http.Transport{DialContext: localDial(private...)}
	t.Cleanup(tr.CloseIdleConnections)
	return func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set("User-Agent", "truatweb-test/1.0")
		return tr.RoundTrip(req)
	}
}

// newBrowser makes a browser, or skips the test where there is none.
func newBrowser(t *testing.T, change func(*Options)) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	o := Options{Limit: 4 * time.Second, UserAgent: "truatweb-test/1.0", TempDir: shortDir(t)}
	if change != nil {
		change(&o)
	}
	b, err := New(o)
	if errors.Is(err, ErrNoBrowser) {
		t.Skipf("no browser on this machine: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		if left, _ := os.ReadDir(o.TempDir); len(left) > 0 {
			t.Errorf("%s was left behind", left[0].Name())
		}
	})
	return b
}

// shortDir is a temporary folder whose path leaves room for a socket's.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "tw") //nolint:usetesting // t.TempDir is too long a path
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// site serves pages by path and counts what it is asked for.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	hits   map[string]int
	fetch  func(*http.Request) (*http.Response, error)
	agents map[string]bool
	pages  map[string]string
	on     map[string]http.HandlerFunc
}

func serve(t *testing.T, pages map[string]string) *site {
	t.Helper()
	s := &site{hits: map[string]int{}, agents: map[string]bool{}, pages: pages, on: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	s.fetch = fetching(t)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.hits[r.URL.Path]++
	s.agents[r.UserAgent()] = true
	h := s.on[r.URL.Path]
	body, ok := s.pages[r.URL.Path]
	s.mu.Unlock()
	switch {
	case h != nil:
		h(w, r)
	case ok:
		w.Header().Set("Content-Type", kindOf(r.URL.Path))
		_, _ = io.WriteString(w, body)
	default:
		http.NotFound(w, r)
	}
}

func kindOf(path string) string {
	switch {
	case strings.HasSuffix(path, ".js"):
		return "text/javascript"
	case strings.HasSuffix(path, ".json"):
		return "application/json"
	case strings.HasSuffix(path, ".css"):
		return "text/css"
	}
	return "text/html; charset=utf-8"
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

// shell is a page of the site as the crawl would hand it over.
func (s *site) shell(path string) Shell {
	at, _, _ := strings.Cut(path, "#")
	return Shell{URL: s.URL + path, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(s.pages[at]), Fetch: s.fetch}
}

const prose = "ข้อความที่สคริปต์เขียนลงในหน้า ยาวพอที่จะเห็นว่าหน้านี้มีเนื้อหาของตนเองจริง ไม่ใช่หน้าเปล่าที่รอให้สคริปต์วาดขึ้นมาภายหลัง"

// drawing is a page whose script runs after the words are on it.
func drawing(script string) string {
	return `<!doctype html><title>หน้า</title><p>` + prose + `</p><script>` + script + `</script>`
}

func render(t *testing.T, b *Browser, s Shell) Drawn {
	t.Helper()
	d, err := b.Render(t.Context(), s)
	if err != nil {
		t.Fatalf("%v; %+v", err, d)
	}
	return d
}

// mustStillWork draws an ordinary page.
func mustStillWork(t *testing.T, b *Browser) {
	t.Helper()
	s := serve(t, map[string]string{"/": `<title>ดี</title><div id="app"></div><script>document.getElementById("app").textContent="` + prose + `"</script>`})
	if d := render(t, b, s.shell("/")); !strings.Contains(string(d.HTML), prose) {
		t.Errorf("after that: %.300s %s", d.HTML, d.Detail)
	}
}

func TestAPageIsDrawn(t *testing.T) {
	s := serve(t, map[string]string{
		"/": `<!doctype html><html lang="th"><title>เปลือก</title><link rel="stylesheet" href="/app.css"><div id="app"></div>` +
			`<script type="module" crossorigin src="/app.js"></script>`,
		"/app.js": `const d = await (await fetch("/data.json")).json();
document.title = d.title;
document.getElementById("app").innerHTML = "<p>" + d.text + "</p><a href='#/news'>ข่าว</a><a href='/plan'>แผน</a><img src='/a.png' onerror='this.src=\"/b.png\"'><iframe src='/frame'></iframe>";
const host = document.createElement("x-card");
host.attachShadow({mode: "closed"}).innerHTML = "<p>ในเงา</p><slot></slot>";
host.textContent = "ในช่อง";
document.body.append(host);`,
		"/data.json": `{"title": "ประวัติ", "text": "` + prose + `"}`,
	})
	b := newBrowser(t, nil)
	var asked []string
	var mu sync.Mutex
	sh := s.shell("/")
	fetch := sh.Fetch
	sh.Fetch = func(req *http.Request) (*http.Response, error) {
		mu.Lock()
		asked = append(asked, strings.TrimPrefix(req.URL.String(), s.URL))
		mu.Unlock()
		return fetch(req)
	}
	d := render(t, b, sh)
	html := string(d.HTML)
	for _, want := range []string{prose, "<title>ประวัติ</title>", "ในเงา", "ในช่อง", `href="` + s.URL + `/#/news"`, `href="/plan"`} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is missing in %s", want, html)
		}
	}
	if d.Final != s.URL+"/" || d.Detail != "" || len(d.Refused) > 0 {
		t.Errorf("final %s, detail %q, refused %v", d.Final, d.Detail, d.Refused)
	}
	if want := []string{"/app.js", "/data.json"}; !slices.Equal(asked, want) || len(d.Requests) != 2 {
		t.Errorf("asked for %v, listed %v", asked, d.Requests)
	}
	for _, path := range []string{"/", "/app.css", "/a.png", "/b.png", "/frame", "/favicon.ico"} {
		if s.count(path) > 0 {
			t.Errorf("the server was asked for %s", path)
		}
	}
	if !s.agents["truatweb-test/1.0"] || len(s.agents) != 1 {
		t.Errorf("it called itself %v", s.agents)
	}
	// What pages share is asked for once.
	d = render(t, b, s.shell("/"))
	if s.count("/app.js") != 1 || s.count("/data.json") != 1 || !strings.Contains(string(d.HTML), prose) {
		t.Errorf("asked again: %v; %s", s.hits, d.HTML)
	}
}

func TestARouteIsAPageOfItsOwn(t *testing.T) {
	s := serve(t, map[string]string{"/": `<div id="app"></div><script>document.getElementById("app").textContent = "ทาง " + location.hash + " ` + prose + `"</script>`})
	b := newBrowser(t, nil)
	for _, route := range []string{"/#/about", "/#/about?id=2", "/#!/news"} {
		_, hash, _ := strings.Cut(route, "#")
		if d := render(t, b, s.shell(route)); !strings.Contains(string(d.HTML), "ทาง #"+hash) || d.Final != s.URL+route {
			t.Errorf("%s: %s %s", route, d.Final, d.HTML)
		}
	}
	if s.count("/") != 0 {
		t.Error("the server was asked for what was known")
	}
}

func TestALateSplashScreen(t *testing.T) {
	s := serve(t, map[string]string{"/": `<div id="app">รอ</div><script>setTimeout(() => document.getElementById("app").textContent = "` + prose + `", 1500)</script>`})
	if d := render(t, newBrowser(t, nil), s.shell("/")); !strings.Contains(string(d.HTML), prose) {
		t.Errorf("%s", d.HTML)
	}
}

func TestWaitsForATurnAreNotThePages(t *testing.T) {
	s := serve(t, map[string]string{"/": `<div id="app"></div><script>(async () => { for (let i = 0; i < 3; i++) await fetch("/data.json?" + i); document.getElementById("app").textContent = "` + prose + `" })()</script>`, "/data.json": "{}"})
	b := newBrowser(t, func(o *Options) { o.Limit = 2 * time.Second })
	sh := s.shell("/")
	fetch := sh.Fetch
	sh.Fetch = func(req *http.Request) (*http.Response, error) {
		select {
		case <-time.After(1200 * time.Millisecond):
			return fetch(req)
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	if d := render(t, b, sh); !strings.Contains(string(d.HTML), prose) || d.Detail != "" {
		t.Errorf("%q %s", d.Detail, d.HTML)
	}
}

// trapped is a port of this machine at which whatever comes is counted, over TCP
// and UDP.
func trapped(t *testing.T) (address string, sprung func() int32) {
	t.Helper()
	var n atomic.Int32
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	u, err := net.ListenPacket("udp", l.Addr().String())
	if err != nil {
		t.Skipf("the same port of UDP is taken: %v", err)
	}
	t.Cleanup(func() { _, _ = l.Close(), u.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			n.Add(1)
			_ = c.Close()
		}
	}()
	go func() {
		for b := make([]byte, 1); ; {
			if _, _, err := u.ReadFrom(b); err != nil {
				return
			}
			n.Add(1)
		}
	}()
	return l.Addr().String(), n.Load
}

func TestNothingPrivateIsReached(t *testing.T) {
	inner := serve(t, map[string]string{"/": "ความลับ", "/secret.json": `"ความลับ"`})
	inner.on["/secret.json"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		_, _ = io.WriteString(w, `"ความลับ"`)
	}
	private := strings.TrimPrefix(inner.URL, "http://")
	trap, sprung := trapped(t)
	_, port, _ := net.SplitHostPort(private)
	b := newBrowser(t, nil)
	fetch := fetching(t, private)
	for name, script := range map[string]string{
		"fetch":         `fetch("` + inner.URL + `/secret.json").then(r => r.text()).then(s => document.body.append(s))`,
		"by name":       `fetch("http://localhost:` + port + `/secret.json").then(r => r.text()).then(s => document.body.append(s))`,
		"redirect":      `fetch("/go").then(r => r.text()).then(s => document.body.append(s))`,
		"navigation":    `location.href = "` + inner.URL + `/"`,
		"redirected to": `location.href = "/go"`,
		"script":        `const s = document.createElement("script"); s.src = "` + inner.URL + `/secret.json"; document.body.append(s)`,
		"socket":        `new WebSocket("ws://` + private + `/secret.json")`,
		"worker":        `new Worker(URL.createObjectURL(new Blob(['fetch("` + inner.URL + `/secret.json")'])))`,
		"image":         `new Image().src = "` + inner.URL + `/secret.json"`,
		"beacon":        `navigator.sendBeacon("` + inner.URL + `/secret.json", "x")`,
		"frame":         `document.body.insertAdjacentHTML("beforeend", "<iframe src='` + inner.URL + `/secret.json'></iframe><object data='` + inner.URL + `/'></object><embed src='` + inner.URL + `/'>")`,
		"hints":         `document.head.insertAdjacentHTML("beforeend", "<link rel=preconnect href='` + inner.URL + `'><link rel=prefetch href='` + inner.URL + `/'><link rel=preload as=fetch href='` + inner.URL + `/secret.json'>")`,
		"webrtc":        `(async () => { const p = new RTCPeerConnection({iceServers: [{urls: "stun:` + trap + `"}, {urls: "turn:` + trap + `?transport=tcp", username: "u", credential: "c"}]}); p.createDataChannel("x"); await p.setLocalDescription(await p.createOffer()) })()`,
		"transport":     `new WebTransport("https://` + trap + `/x")`,
		"event source":  `new EventSource("` + inner.URL + `/secret.json")`,
		"shared worker": `new SharedWorker(URL.createObjectURL(new Blob(['fetch("` + inner.URL + `/secret.json")'])))`,
		"own worker":    `new Worker("/worker.js"); navigator.serviceWorker?.register("/worker.js")`,
		"post":          `fetch("` + inner.URL + `/secret.json", {method: "POST", mode: "no-cors", keepalive: true, body: "x"})`,
		"form":          `document.body.insertAdjacentHTML("beforeend", "<form id=f method=post action='` + inner.URL + `/'></form>"); f.submit()`,
		"style":         `document.head.insertAdjacentHTML("beforeend", "<style>@import url(` + inner.URL + `/a.css); @font-face { font-family: x; src: url(` + inner.URL + `/x.woff2) } body { font-family: x; background: url(` + inner.URL + `/b.png) }</style>")`,
		"media":         `document.body.insertAdjacentHTML("beforeend", "<video src='` + inner.URL + `/v.mp4' autoplay></video><audio src='` + inner.URL + `/a.mp3' autoplay></audio><link rel=dns-prefetch href='//inner.invalid'><link rel=manifest href='` + inner.URL + `/m.json'>")`,
		"file":          `fetch("file:///etc/hostname").then(r => r.text()).then(s => document.body.append("ความลับ"))`,
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": drawing(script), "/worker.js": `fetch("` + inner.URL + `/secret.json"); new WebSocket("ws://` + trap + `")`})
			s.on["/go"] = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, inner.URL+"/secret.json", http.StatusFound)
			}
			sh := s.shell("/")
			sh.Fetch = fetch
			d, err := b.Render(t.Context(), sh)
			if err != nil && name != "navigation" && name != "redirected to" { // after which the browser finds itself nowhere
				t.Error(err)
			}
			if strings.Contains(string(d.HTML), ">ความลับ") || strings.Contains(string(d.HTML), "ความลับ<") {
				t.Errorf("%s", d.HTML)
			}
			inner.mu.Lock()
			defer inner.mu.Unlock()
			if len(inner.hits) > 0 {
				t.Errorf("the inner server was asked for %v", inner.hits)
				clear(inner.hits)
			}
			if n := sprung(); n > 0 {
				t.Errorf("%d connections or packets came to the trap", n)
			}
			if name == "fetch" && !slices.ContainsFunc(d.Refused, func(r string) bool { return strings.Contains(r, private) && strings.Contains(r, "private") }) {
				t.Errorf("refused: %v", d.Refused)
			}
		})
	}
}

func TestFetchRefuses(t *testing.T) {
	s := serve(t, map[string]string{"/": drawing(`fetch("/no.json"); fetch("/yes.json")`), "/no.json": "1", "/yes.json": "2"})
	sh := s.shell("/")
	fetch := sh.Fetch
	sh.Fetch = func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/no.json" {
			return nil, errors.New("robots.txt")
		}
		return fetch(req)
	}
	d := render(t, newBrowser(t, nil), sh)
	if s.count("/no.json") != 0 || s.count("/yes.json") != 1 {
		t.Errorf("%v", s.hits)
	}
	if len(d.Refused) != 1 || !strings.Contains(d.Refused[0], "robots.txt") || d.Detail == "" {
		t.Errorf("%v %q", d.Refused, d.Detail)
	}
}

func TestAPageHasItsCookiesAndRedirects(t *testing.T) {
	s := serve(t, map[string]string{"/": drawing(`document.cookie = "theme=dark"; (async () => {
const r = await fetch("/old.json"); document.body.append("ได้ " + await r.text() + " จาก " + new URL(r.url).pathname);
const p = await fetch("/post", {method: "POST", body: "คำค้น"}); document.body.append(" ส่ง " + await p.text() + " " + document.cookie) })()`), "/new.json": `ใหม่`})
	s.on["/old.json"] = func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "x", HttpOnly: true})
		http.Redirect(w, r, "/new.json", http.StatusFound)
	}
	s.on["/post"] = func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var names []string
		for _, c := range r.Cookies() {
			names = append(names, c.Name)
		}
		slices.Sort(names)
		_, _ = fmt.Fprintf(w, "%s %s %v", r.Method, body, names)
	}
	d := render(t, newBrowser(t, nil), s.shell("/"))
	for _, want := range []string{"ได้ ใหม่ จาก /new.json", "ส่ง POST คำค้น [seen session theme]", "theme=dark; seen=1"} {
		if !strings.Contains(string(d.HTML), want) {
			t.Errorf("%s is missing in %s", want, d.HTML)
		}
	}
}

func TestManyPagesOneBrowser(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Pages = 3 })
	var pids []int
	for range 4 {
		mustStillWork(t, b)
		if b.proc != nil {
			pids = append(pids, b.proc.pid())
		}
	}
	if len(pids) != 3 || pids[0] != pids[1] || pids[1] == pids[2] {
		t.Errorf("pages 1, 2 and 4 were drawn by processes %v", pids)
	}
}

func BenchmarkPage(b *testing.B) {
	br, err := New(Options{})
	if err != nil {
		b.Skip(err)
	}
	defer func() { _ = br.Close() }()
	body := fmt.Sprintf(`<div id="app"></div><script>document.getElementById("app").textContent = %q</script>`, prose)
	for b.Loop() {
		if _, err := br.Render(b.Context(), Shell{URL: "http://127.0.0.1:1/", Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body)}); err != nil {
			b.Fatal(err)
		}
	}
}
