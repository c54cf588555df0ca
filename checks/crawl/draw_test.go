package crawl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// renders is a renderer made of a function.
type renders func(ctx context.Context, s Shell) (Drawn, error)

func (f renders) Render(ctx context.Context, s Shell) (Drawn, error) { return f(ctx, s) }

const emptyShell = `<title>สสอ</title><div id="app"></div><script src="/app.js"></script>`

// routed draws pages by their fragments.
func routed(pages map[string]string) renders {
	return func(_ context.Context, s Shell) (Drawn, error) {
		if string(s.Body) != emptyShell {
			return Drawn{}, fmt.Errorf("handed %q", s.Body)
		}
		_, route, _ := strings.Cut(s.URL, "#")
		body, ok := pages[route]
		if !ok {
			body = "<h1>ไม่พบหน้า</h1>"
		}
		return Drawn{Final: s.URL, HTML: []byte(strings.ReplaceAll(body, "HOST", strings.TrimSuffix(s.URL, "#"+route)))}, nil
	}
}

func TestRoutesArePages(t *testing.T) {
	s := serve(t, map[string]string{"/": emptyShell})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Renderer = routed(map[string]string{
			"":            page("หน้าแรก", nav(a("HOST#/about", "เกี่ยวกับ"), a("HOST#!/news?id=2", "ข่าว"), a("HOST#/gone", "หาย"), a("HOST#top", "ขึ้นบน"), a("HOST#/", "หน้าแรก"))),
			"/about":      page("เกี่ยวกับ", a("HOST#/team", "ทีม")),
			"/team":       page("ทีม"),
			"!/news?id=2": page("ข่าว"),
		})
	})
	home := strings.TrimSuffix(s.URL, "/") + "/"
	titles := map[string]string{}
	for _, p := range site.Pages {
		titles[strings.TrimPrefix(p.URL, home)] = p.Content.Title + string(p.Trouble)
		if !p.Rendered || !p.Thin || len(p.SHA256) != 64 {
			t.Errorf("%+v", p.Fetched)
		}
	}
	want := map[string]string{"": "หน้าแรก", "#/about": "เกี่ยวกับ", "#/team": "ทีม", "#!/news?id=2": "ข่าว", "#/gone": string(checks.SoftMissing)}
	if fmt.Sprint(titles) != fmt.Sprint(want) {
		t.Errorf("pages %v, want %v", titles, want)
	}
	if s.count("/") != 1 {
		t.Errorf("the shell was asked for %d times", s.count("/"))
	}
	for i := range site.Pages[0].Content.Links {
		if l := &site.Pages[0].Content.Links[i]; l.Key == "" || site.Find(l.Key) == nil {
			t.Errorf("%s → %q leads to nothing", l.Href(), l.Key)
		}
	}
	if p := site.Pages[len(site.Pages)-1]; len(p.Path) < 2 || p.SHA256 == site.Pages[0].SHA256 {
		t.Errorf("%+v", p.Fetched)
	}
}

func TestRoutesCountOnDrawnPagesAlone(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/#/about", "เกี่ยวกับ"), a("/#!/x", "ข"))})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Renderer = drawing{} })
	if len(site.Pages) != 1 || s.count("/") != 1 {
		t.Errorf("%v, asked for %v", urls(site), s.order())
	}
}

func TestEndlessRoutesAreBounded(t *testing.T) {
	s := serve(t, map[string]string{"/": emptyShell})
	n := 0
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Renderer = renders(func(_ context.Context, sh Shell) (Drawn, error) {
			n++
			return Drawn{Final: sh.URL, HTML: []byte(page(fmt.Sprint("หน้า ", n), a(fmt.Sprintf("%s/#/x/%d", s.URL, 2*n), "ก"), a(fmt.Sprintf("%s/#/x/%d", s.URL, 2*n+1), "ข")))}, nil
		})
	})
	if n > 200 || len(site.Pages) != n {
		t.Errorf("%d pages drawn, %d in the site", n, len(site.Pages))
	}
}

func TestADrawnPageThatIsStillEmpty(t *testing.T) {
	s := serve(t, map[string]string{"/": emptyShell})
	menu := nav(a("/", strings.Repeat("เมนู ", 100)))
	for name, c := range map[string]struct {
		html    string
		detail  string
		drawn   bool
		missing bool
	}{
		"empty":               {html: emptyShell, missing: true},
		"loading":             {html: menu + `<p>กำลังโหลด...</p><script></script>`, missing: true},
		"failed":              {html: menu + `<p>ผิดพลาด</p><script></script>`, detail: "2 requests failed", missing: true},
		"in part":             {html: menu + `<p>แผน</p>` + a("/plan.pdf", "แผน") + `<script></script>`, detail: "2 requests failed", drawn: true, missing: true},
		"short":               {html: menu + `<p>แผน</p>` + a("/plan.pdf", "แผน") + `<script></script>`, drawn: true},
		"with nothing to say": {html: menu + `<h1>ตำแหน่งว่าง</h1><script></script>`, drawn: true},
		"not there":           {html: menu + `<h1>ไม่พบหน้า</h1><script></script>`, drawn: true},
		"long, with a loss":   {html: page("หน้าแรก") + `<script></script>`, detail: "2 requests failed", drawn: true},
	} {
		site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
			o.Renderer = renders(func(_ context.Context, sh Shell) (Drawn, error) {
				return Drawn{Final: sh.URL, HTML: []byte(c.html), Detail: c.detail, Refused: []string{"http://10.0.0.1/: private"}}, nil
			})
		})
		g := site.GapAt(site.Home)
		if (g != nil) != c.missing || g != nil && (g.Reason != checks.NeedsRender || !strings.Contains(g.Detail, c.detail) || !strings.Contains(g.Detail, "10.0.0.1")) {
			t.Errorf("%s: %+v", name, g)
		}
		if p := pageAt(t, site, s.URL); p.Rendered != c.drawn {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestNoBrowserAfterAll(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/a", "ก"), a("/b", "ข")), "/a": emptyShell, "/b": emptyShell})
	tries := 0
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Renderer = renders(func(context.Context, Shell) (Drawn, error) {
			tries++
			return Drawn{}, fmt.Errorf("drawing: %w", ErrNoBrowser)
		})
	})
	if tries != 1 || site.Renderer {
		t.Errorf("%d tries, renderer %v", tries, site.Renderer)
	}
	for _, at := range []string{"/a", "/b"} {
		if g := gapAt(t, site, s.URL+at); g.Reason != checks.NeedsRender {
			t.Errorf("%+v", g)
		}
	}
}

func TestAScriptThatLeadsElsewhere(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/old", "เก่า"), a("/twin", "แฝด"), a("/plan", "แผน")), "/old": emptyShell, "/twin": emptyShell, "/plan": page("แผน")})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Steerer = steerBy{"แผน": 5}
		o.Renderer = renders(func(_ context.Context, sh Shell) (Drawn, error) {
			if strings.HasSuffix(sh.URL, "/old") {
				return Drawn{Final: s.URL + "/new", HTML: []byte(page("ใหม่"))}, nil
			}
			return Drawn{Final: s.URL + "/plan", HTML: []byte(page("แผน"))}, nil
		})
	})
	p := pageAt(t, site, s.URL+"/old")
	if p.Final != s.URL+"/new" || len(p.Redirects) != 1 || site.Find(Key(s.URL+"/new")) != p {
		t.Errorf("%+v", p.Fetched)
	}
	if pageAt(t, site, s.URL+"/twin") != pageAt(t, site, s.URL+"/plan") || len(site.Pages) != 3 {
		t.Errorf("pages %v", urls(site))
	}
}

func TestAMenuAroundAnEmptyPage(t *testing.T) {
	menu := nav(a("/", strings.Repeat("เมนูของเว็บไซต์ ", 30)), a("/a", "ก"), a("/short", "ข"), a("/files", "ค"))
	s := serve(t, map[string]string{
		"/": page("หน้าแรก", menu), "/a": menu + `<h1>ประวัติ</h1><script></script>`,
		"/short": menu + `<h1>คำขวัญ</h1><p>ทำดี</p><script></script>`,
		"/files": menu + `<h1>แผน</h1>` + a("/", "ดาวน์โหลด") + `<script></script>`,
	})
	var drawn []string
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Renderer = renders(func(_ context.Context, sh Shell) (Drawn, error) {
			drawn = append(drawn, strings.TrimPrefix(sh.URL, s.URL))
			if strings.HasSuffix(sh.URL, "/a") {
				return Drawn{Final: sh.URL, HTML: []byte(page("ประวัติ", menu))}, nil
			}
			return Drawn{Final: sh.URL, HTML: sh.Body}, nil
		})
	})
	if fmt.Sprint(drawn) != "[/a /short]" {
		t.Errorf("drawn: %v", drawn)
	}
	if p := pageAt(t, site, s.URL+"/a"); !p.Rendered || !strings.Contains(fmt.Sprint(p.Content.Blocks), prose) {
		t.Errorf("%+v", p)
	}
	if p := pageAt(t, site, s.URL+"/short"); p.Rendered || p.Thin {
		t.Errorf("%+v", p)
	}
	if len(site.Gaps) > 0 {
		t.Errorf("%+v", site.Gaps)
	}
}

func TestTheMannersOfAPageBeingDrawn(t *testing.T) {
	s := serve(t, map[string]string{"/": emptyShell, "/app.js": "app()", "/robots.txt": "User-agent: *\nDisallow: /api/\nCrawl-delay: 1"})
	s.on["/old.js"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/app.js", http.StatusFound) }
	s.on["/broken.js"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }
	agents := map[string]bool{}
	s.on["/who.js"] = func(_ http.ResponseWriter, r *http.Request) { agents[r.UserAgent()] = true }
	host := strings.TrimPrefix(s.URL, "http://")
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.UserAgent = "truatweb-test/1.0 (+somebody@example.go.th)"
		o.Renderer = renders(func(ctx context.Context, sh Shell) (Drawn, error) {
			fetch := func(ctx context.Context, at string) (*http.Response, error) {
				if at[0] == '/' {
					at = s.URL + at
				}
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("User-Agent", "Mozilla/5.0 HeadlessChrome")
				return sh.Fetch(req)
			}
			for at, want := range map[string]string{"/api/x.json": "robots", "http://10.1.2.3/": "outside_only", "file:///etc/passwd": "no web address"} {
				if _, err := fetch(ctx, at); err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%s: %v", at, err)
				}
			}
			for at, want := range map[string]int{"/app.js": 200, "/old.js": 302, "/broken.js": 503, "/who.js": 200} {
				resp, err := fetch(ctx, at)
				if err != nil || resp.StatusCode != want {
					t.Fatalf("%s: %v %v", at, resp, err)
				}
				if at == "/old.js" && resp.Header.Get("Location") != "/app.js" {
					t.Errorf("%v", resp.Header)
				}
				for name := range resp.Header {
					if strings.HasPrefix(name, notePrefix) {
						t.Errorf("%s is our own note", name)
					}
				}
				body, _ := io.ReadAll(resp.Body)
				if at == "/app.js" && string(body) != "app()" {
					t.Errorf("%q", body)
				}
			}
			stopped, cancel := context.WithCancel(ctx)
			cancel()
			if _, err := fetch(stopped, "/app.js"); !errors.Is(err, context.Canceled) {
				t.Errorf("after the end: %v", err)
			}
			for name := range sh.Header {
				if strings.HasPrefix(name, notePrefix) {
					t.Errorf("%s is our own note", name)
				}
			}
			return Drawn{Final: sh.URL, HTML: []byte(page("หน้าแรก"))}, nil
		})
	})
	for _, l := range site.Ledger {
		if l.Host == host && l.Requests != s.total() {
			t.Errorf("%+v; the server was asked for %v", l, s.asked)
		}
	}
	if s.count("/api/x.json") != 0 || s.count("/broken.js") != 1 || len(agents) != 1 || !agents["truatweb-test/1.0 (+somebody@example.go.th)"] {
		t.Errorf("%v %v", s.asked, agents)
	}
}

func TestAPageBeingDrawnReadsAFaultyHostToo(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, emptyShell) }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // the crawl hangs up, and comes again
	s.StartTLS()
	t.Cleanup(s.Close)
	read := ""
	crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Renderer = renders(func(ctx context.Context, sh Shell) (Drawn, error) {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/app.js", nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := sh.Fetch(req)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			read = string(body)
			return Drawn{Final: sh.URL, HTML: []byte(page("หน้าแรก"))}, nil
		})
	})
	if read != emptyShell {
		t.Errorf("the browser would not read the host that the crawl reads: %q", read)
	}
}

func TestRoutes(t *testing.T) {
	for raw, want := range map[string]string{
		"http://a.example/#/news": "/news", "http://a.example/#!/news": "!/news", "http://a.example/x?y=1#/ข่าว": "/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7",
		"http://a.example/#top": "", "http://a.example/#/": "", "http://a.example/#!/": "", "http://a.example/#": "", "http://a.example/#!": "", "http://a.example/": "",
	} {
		a, ok := parseRoute(raw)
		if !ok || a.route != want {
			t.Errorf("%s: %q %v", raw, a.route, ok)
		}
		if again, ok := parseRoute(a.key().String()); !ok || again != a.key() {
			t.Errorf("%s comes back as %+v", a.key(), again)
		}
		if strings.Contains(a.target(), "#") || strings.Contains(a.flat().String(), "#") {
			t.Errorf("%s: the server would be asked for %s", raw, a.target())
		}
	}
	a, _ := parseRoute("http://a.example/x/#!/news?id=5")
	if got := shapeOf(a.flat()); got != "a.example/x/~/news?id=#" {
		t.Errorf("%s", got)
	}
}
