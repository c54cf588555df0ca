package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
			t.Errorf("%s → %s does not lead to the page", l.Href(), l.Key)
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
		"http://a.example/dir/a/b/b/a/a/":                   false,
		"http://a.example/dir/a/b/b/a/a/b/":                 true, // folders that hold each other
		"http://a.example/2569/1/2/1/2/1/2/":                false,
	} {
		if got := long(mustParse(t, raw)); got != want {
			t.Errorf("%.60s: %v", raw, got)
		}
	}
}

func newsSite(n int) map[string]string {
	pages := map[string]string{}
	var links []string
	for i := range n {
		text := "ข่าวกิจกรรม"
		if i%100 == 50 && i > 0 {
			text = "แผนปฏิบัติการ"
		}
		links = append(links, a(fmt.Sprintf("/news/%d", n-i), text))
		pages[fmt.Sprintf("/news/%d", n-i)] = page(fmt.Sprint("ข่าวที่ ", n-i), a(fmt.Sprintf("/news/%d", max(1, n-i-1)), "ข่าวก่อนหน้า"))
	}
	pages["/"] = page("หน้าแรก", links...)
	return pages
}

func TestAnArchiveThatEndsIsReadWhole(t *testing.T) {
	s := serve(t, newsSite(400))
	site := crawlSite(t, s.URL, nil)
	if len(site.Pages) != 401 || len(site.Gaps) != 0 {
		t.Errorf("%d pages, gaps %+v", len(site.Pages), site.Gaps)
	}
}

func TestALargeArchiveIsSampledUnlessItPromises(t *testing.T) {
	s := serve(t, newsSite(900))
	crawl := func(seed uint64) (*checks.Site, checks.Gap) {
		site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer, o.Seed = steerBy{"แผน": 2}, seed })
		if len(site.Gaps) != 1 || site.Gaps[0].Sample == nil {
			t.Fatalf("gaps %+v", site.Gaps)
		}
		return site, site.Gaps[0]
	}
	site, g := crawl(7)
	if n, want := len(site.Pages), 1+boundDetail+sampleMore+9; n != want {
		t.Errorf("%d pages, want %d", n, want)
	}
	for _, n := range []int{900, 1, 2, 50} { // the newest, the oldest, and one that promises
		pageAt(t, site, fmt.Sprintf("%s/news/%d", s.URL, n))
	}
	want := checks.Sample{Shape: g.Sample.Shape, Asked: boundDetail + sampleMore + 9, Left: 900 - 9 - boundDetail - sampleMore, Seed: 7}
	if *g.Sample != want || !strings.HasSuffix(g.Sample.Shape, "/news/#") || !g.Sampled || g.Reason != checks.Budget || !strings.HasPrefix(g.URL, s.URL+"/news/") || g.From == "" {
		t.Errorf("gap %+v, sample %+v", g, g.Sample)
	}
	again, _ := crawl(7)
	other, _ := crawl(8)
	if diff := cmp.Diff(urls(site), urls(again)); diff != "" {
		t.Errorf("the same seed chooses other pages: %s", diff)
	}
	if cmp.Diff(urls(site), urls(other)) == "" {
		t.Error("another seed chooses the same pages")
	}
}

func TestEnoughKnownEndsACrawl(t *testing.T) {
	s := serve(t, newsSite(400))
	n := 0
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.OnPage = func(*checks.Site, checks.Resource) { n++ }
		o.Until = func() bool { return n >= 12 }
	})
	if len(site.Pages) != 12 || site.Stopped != "" || site.StoppedBy != "decided" || site.Pages[11].Nth > 12 {
		t.Errorf("%d pages, stopped %q by %q", len(site.Pages), site.Stopped, site.StoppedBy)
	}
	for _, g := range site.Gaps {
		if !g.Sampled {
			t.Errorf("%+v", g)
		}
	}
	if len(site.Gaps) != 2 { // what was queued, and what waited
		t.Errorf("gaps %+v", site.Gaps)
	}
}

// A budget that ends while an archive is read whole only makes a sample of it.
func TestABudgetThatEndsAmongTheSpare(t *testing.T) {
	s := serve(t, newsSite(400))
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.MaxPages = 200 })
	if len(site.Pages) != 200 || site.Stopped != "" || len(site.Gaps) != 1 || site.Gaps[0].Sample == nil || site.Gaps[0].Sample.Left != 201 {
		t.Errorf("%d pages, stopped %q, gaps %+v", len(site.Pages), site.Stopped, site.Gaps)
	}
	site = crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.MaxPages = 20 })
	if site.StoppedBy != "pages" {
		t.Errorf("a budget that ends before: %q", site.StoppedBy)
	}
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
