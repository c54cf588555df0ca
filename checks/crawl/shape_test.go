package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestCopiesAreOnePage(t *testing.T) {
	home := page("หน้าแรก", a("/history?id=1", "ประวัติ"), a("/history?id=1&PHPSESSID=abc123def456", "ประวัติ"), a("/index.php?view=history", "ประวัติ"), a("/history?id=1&tmpl=component&print=1", "พิมพ์"), a("/print.php?id=1", "พิมพ์"), a("/sub/copy", "สำเนา"))
	body := page("ประวัติ", "<p>"+strings.Repeat(prose, 3)+"</p>", a("next", "ต่อ"))
	s := serve(t, map[string]string{
		"/": home, "/history?id=1": body, "/index.php?view=history": body, "/sub/copy": body,
		"/print.php?id=1": page("ประวัติ", "<p>"+strings.Repeat(prose, 3)+"</p>", a("/next", "ต่อ")) + "<footer>พิมพ์เมื่อวันนี้</footer>",
		"/next":           page("ต่อ"), "/sub/next": page("ต่อในซับ"),
	})
	site := crawlSite(t, s.URL, nil)
	p := pageAt(t, site, s.URL+"/history?id=1")
	for _, u := range []string{"/index.php?view=history", "/sub/copy", "/print.php?id=1"} {
		if site.Find(Key(s.URL+u)) != p {
			t.Errorf("%s is a page of its own", u)
		}
	}
	if s.count("/history?id=1&tmpl=component&print=1")+s.count("/history?id=1&PHPSESSID=abc123def456") != 0 {
		t.Errorf("asked for %v", s.order())
	}
	for i := range pageAt(t, site, s.URL).Content.Links {
		if l := pageAt(t, site, s.URL).Content.Links[i]; site.Find(l.Key) != p {
			t.Errorf("%s → %s does not lead to the page", l.Href, l.Key)
		}
	}
	pageAt(t, site, s.URL+"/sub/next") // a link of the copy alone
	if len(site.Pages) != 4 {
		t.Errorf("pages %v", urls(site))
	}
}

func TestOneFileUnderManyNames(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/a.pdf", "ก"), a("/b.pdf", "ข"), a("/e1.pdf", "ค"), a("/e2.pdf", "ง")), "/a.pdf": "%PDF เดียวกัน", "/b.pdf": "%PDF เดียวกัน", "/e1.pdf": "", "/e2.pdf": ""})
	site := crawlSite(t, s.URL, nil)
	if documentAt(t, site, s.URL+"/b.pdf") != documentAt(t, site, s.URL+"/a.pdf") {
		t.Error("one file is two documents")
	}
	if documentAt(t, site, s.URL+"/e1.pdf") == documentAt(t, site, s.URL+"/e2.pdf") {
		t.Error("two empty files are one document")
	}
}

func TestAnUnknownQueryThatGivesTheHomePage(t *testing.T) {
	home := page("หน้าแรก", a("/?m=history", "ประวัติ"), a("/?m=ghost", "ผี"), a("/index.html", "หน้าแรก"))
	s := serve(t, map[string]string{"/": home, "/?m=history": page("ประวัติ"), "/index.html": home})
	s.on["/"] = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(home)) }
	site := crawlSite(t, s.URL, nil)
	if p := pageAt(t, site, s.URL+"/?m=ghost"); p.Trouble != checks.SoftMissing || p.URL == site.Home {
		t.Errorf("%s: %q", p.URL, p.Trouble)
	}
	if p := pageAt(t, site, s.URL+"/index.html"); p.URL != site.Home || p.Trouble != "" {
		t.Errorf("%s: %q", p.URL, p.Trouble)
	}
}

func TestAPageThatHeedsNoParametersIsOnePage(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/plan.html", "แผน"), a("/plan.html?ref=menu", "แผน"))})
	s.on["/plan.html"] = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page("แผน"))) }
	site := crawlSite(t, s.URL, nil)
	p := pageAt(t, site, s.URL+"/plan.html?ref=menu")
	if p.Trouble != "" || p.URL != s.URL+"/plan.html" || len(site.Pages) != 2 {
		t.Errorf("%+v", p.Fetched)
	}
}

func TestAServerThatAnswersEverythingAlike(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/a.html", "ก"), a("/b.html", "ข"), a("/real.html", "จริง")), "/real.html": page("จริง")})
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" || r.URL.Path == "/sitemap.xml" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(page("ขออภัยในความไม่สะดวก")))
	}
	site := crawlSite(t, s.URL, nil)
	for _, p := range []string{"/a.html", "/b.html"} {
		if got := pageAt(t, site, s.URL+p).Trouble; got != checks.SoftMissing {
			t.Errorf("%s: %q", p, got)
		}
	}
	if got := pageAt(t, site, s.URL+"/real.html").Trouble; got != "" {
		t.Errorf("a real page: %q", got)
	}
}

func TestCanonicalIsAHint(t *testing.T) {
	home := `<link rel="canonical" href="/">`
	s := serve(t, map[string]string{
		"/":  page("หน้าแรก", home, a("/a", "ก"), a("/b", "ข"), a("/c?x=1", "ค")),
		"/a": page("ก", home), "/b": page("ข", home),
		"/c?x=1": page("ก", `<link rel="canonical" href="/a">`, "<p>คนละวันที่</p>"),
	})
	site := crawlSite(t, s.URL, nil)
	if len(site.Pages) != 4 {
		t.Errorf("%v", urls(site)) // too short to be called copies, and home is nobody's canonical
	}
}

func TestShapes(t *testing.T) {
	for raw, want := range map[string]string{
		"http://a.example/news/123":            "a.example/news/#",
		"http://a.example/news?id=5&cat=news":  "a.example/news?cat=news&id=#",
		"http://a.example/2026/05/ข่าว/":       "a.example/#/#/*/",
		"http://a.example/2026/05/slug":        "a.example/#/#/*",
		"http://a.example/?p=%E0%B8%81":        "a.example/?p=*",
		"http://a.example/%E0%B8%81%E0%B8%821": "a.example/%E0%B8%81%E0%B8%82#",
	} {
		if got := shapeOf(mustParse(t, raw).key()); got != want {
			t.Errorf("%s → %s, want %s", raw, got, want)
		}
	}
	for raw, want := range map[string]bool{
		"http://a.example/calendar/2026/05": true, "http://a.example/events?year=2026&month=5": true, "http://a.example/e?date=2026-05-01": true,
		"http://a.example/list?sort=name": true, "http://a.example/list?filter[]=x": true, "http://a.example/a/print/": true, "http://a.example/feed/": true,
		"http://a.example/?format=feed": true, "http://a.example/?a=1&b=1&c=1&d=1&e=1&f=1&g=1": true,
		"http://a.example/report?year=2569": false, "http://a.example/plan": false, "http://a.example/index.php?option=com_content&view=article&id=5&Itemid=3": false,
		"http://a.example/blueprint": false, "http://a.example/calendar": false,
	} {
		if got := trapShape(mustParse(t, raw)); (got != "") != want {
			t.Errorf("%s: %q", raw, got)
		}
	}
	for raw, want := range map[string]bool{
		"http://a.example/" + strings.Repeat("x", 2100):     true,
		"http://a.example/" + strings.Repeat("a/b/", 11):    true,
		"http://a.example/a/a/":                             false,
		"http://a.example/a/a/a/":                           true,
		"http://a.example/" + strings.Repeat("p/q/", 5):     true,
		"http://a.example/view/sso/2569/plan/2569/file.pdf": false,
	} {
		if got := long(mustParse(t, raw)); got != want {
			t.Errorf("%.60s: %v", raw, got)
		}
	}
}

func TestTrapsAreBounded(t *testing.T) {
	for name, trap := range map[string]func(r *http.Request) string{
		"calendar": func(r *http.Request) string {
			n := 0
			_, _ = fmt.Sscanf(r.URL.Query().Get("month"), "%d", &n)
			return page(fmt.Sprint("เดือน ", n), a(fmt.Sprintf("/x?year=2026&month=%d", n+1), "ถัดไป"), a(fmt.Sprintf("/x?year=2026&month=%d", n+2), "ถัดไป"))
		},
		"folders": func(r *http.Request) string {
			return page(r.URL.Path, a(r.URL.Path+"/q", "ลึก"), a(r.URL.Path+"/w", "ลึก"), a(r.URL.Path+"/e", "ลึก"))
		},
		"facets": func(r *http.Request) string {
			var links []string
			for _, k := range []string{"color", "size", "sort", "limit", "dir"} {
				for _, v := range []string{"x", "y", "z"} {
					q := r.URL.Query()
					q.Set(k, v)
					links = append(links, a("/x?"+strings.ReplaceAll(q.Encode(), "&", "&amp;"), "กรอง"))
				}
			}
			return page(r.URL.RawQuery, strings.ReplaceAll(strings.Join(links, ""), "&amp;", "&"))
		},
		"numbers": func(r *http.Request) string {
			n := 0
			_, _ = fmt.Sscanf(r.URL.Path, "/x/%d", &n)
			return page(r.URL.Path, a(fmt.Sprintf("/x/%d", 2*n+1), "ก"), a(fmt.Sprintf("/x/%d", 2*n+2), "ข"))
		},
		"sessions": func(r *http.Request) string {
			return page("หน้าเดียว", a(fmt.Sprintf("/x?PHPSESSID=%032d", len(r.URL.RawQuery)), "ก"), a(fmt.Sprintf("/x;jsessionid=AB%d", len(r.URL.Path)), "ข"))
		},
		"menus": func(r *http.Request) string {
			return page(r.URL.Path, nav(a(r.URL.Path+"/q", "ก"), a(r.URL.Path+"/w", "ข"), a(r.URL.Path+"/e", "ค")))
		},
		"relative": func(r *http.Request) string {
			return page("เหมือนกันหมด", a("a/", "ก"), a("b/", "ข"), a("c/", "ค"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/x", "กับดัก"), a("/good1", "ดี"), a("/good2", "ดี")), "/good1": page("ดี 1"), "/good2": page("ดี 2", a("/good3", "ดี")), "/good3": page("ดี 3")})
			s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" || r.URL.Path == "/sitemap.xml" {
					http.NotFound(w, r)
					return
				}
				_, _ = w.Write([]byte(trap(r)))
			}
			site := crawlSite(t, s.URL, nil)
			pageAt(t, site, s.URL+"/good3")
			if s.total() > 200 {
				t.Errorf("%d requests", s.total())
			}
			for _, g := range site.Gaps {
				if g.Reason == checks.Budget && (!g.Sampled || !strings.HasPrefix(g.Detail, "sampled: ")) {
					t.Errorf("%+v", g)
				}
			}
			if site.Stopped != "" {
				t.Errorf("stopped by %s", site.StoppedBy)
			}
		})
	}
}

func TestNewsIsSampledUnlessItPromises(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 150 {
		text := "ข่าวกิจกรรม"
		if i >= 140 {
			text = "แผนปฏิบัติการ"
		}
		links = append(links, a(fmt.Sprintf("/news/%d", i), text))
		pages[fmt.Sprintf("/news/%d", i)] = page(fmt.Sprint("ข่าวที่ ", i))
	}
	pages["/"] = page("หน้าแรก", links...)
	s := serve(t, pages)
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = steerBy{"แผน": 2} })
	if n := len(site.Pages); n != 1+boundDeferred+10 {
		t.Errorf("%d pages", n)
	}
	pageAt(t, site, s.URL+"/news/149")
	var sampled []checks.Gap
	for _, g := range site.Gaps {
		if g.Sampled {
			sampled = append(sampled, g)
		}
	}
	if len(sampled) != 1 || !strings.Contains(sampled[0].Detail, "60 asked for, 80 left") {
		t.Errorf("%+v", sampled)
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>http://a.example/</loc></url></urlset>`))
	f.Add([]byte("http://a.example/\nhttp://b.example/"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte(`<?xml encoding="x"?><!DOCTYPE a [<!ENTITY b "c">]><sitemapindex><sitemap><loc>&b;`))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, maps := parseSitemap(data)
		if len(pages)+len(maps) > sitemapURLs+1 {
			t.Errorf("%d addresses", len(pages)+len(maps))
		}
	})
}

func TestLabelsThatPromiseFiles(t *testing.T) {
	for label, want := range map[string]bool{
		"ดาวน์โหลด": true, "Download": true, "คู่มือ (PDF 2 MB)": true, "ไฟล์": true,
		"คู่มือประชาชน": false, "เข้าสู่ระบบ": false, "": false,
	} {
		if got := saysFile(label); got != want {
			t.Errorf("%q: %v, want %v", label, got, want)
		}
	}
}
