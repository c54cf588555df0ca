package crawl

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func TestWalksASite(t *testing.T) {
	s := serve(t, map[string]string{
		"/":             page("หน้าแรก", nav(a("/about", "เกี่ยวกับเรา"), a("#top", "บน")), a("/plan.pdf", "แผน"), a("/about#team", "ทีมงาน")),
		"/about":        page("เกี่ยวกับเรา", a("/", "กลับ"), a("/team?b=2&a=1", "ทีม")),
		"/team?b=2&a=1": page("ทีม", a("mailto:x@example.com", "เมล")),
		"/plan.pdf":     "%PDF-1.4 แผนปฏิบัติการ",
	})
	var kinds []string
	var told []string
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.OnEvent = func(e Event) { kinds = append(kinds, e.Kind) }
		o.OnPage = func(at *checks.Site, x checks.Resource) {
			at.Index()
			if at.Find(x.Fetch().URL) != x {
				t.Errorf("%s cannot be found when OnPage is told", x.Fetch().URL)
			}
			told = append(told, x.Fetch().URL)
		}
	})
	if site.Stopped != "" || len(site.Gaps) != 0 {
		t.Errorf("stopped %q, gaps %+v", site.Stopped, site.Gaps)
	}
	if len(site.Pages) != 3 || len(site.Documents) != 1 || len(told) != 4 {
		t.Fatalf("seen %v, told %v", urls(site), told)
	}
	if site.Home != s.URL+"/" || pageAt(t, site, site.Home).URL != site.Home {
		t.Errorf("home %s", site.Home)
	}
	team := pageAt(t, site, s.URL+"/team?a=1&b=2")
	if diff := cmp.Diff([]string{s.URL + "/", s.URL + "/about", s.URL + "/team?a=1&b=2"}, team.Path); diff != "" {
		t.Errorf("click path: %s", diff)
	}
	if team.Label != "ทีม" || team.Final != s.URL+"/team?b=2&a=1" || team.Status != 200 || len(team.SHA256) != 64 {
		t.Errorf("fetched %+v", team.Fetched)
	}
	about := pageAt(t, site, s.URL+"/about")
	for _, l := range about.Content.Links {
		if l.Key == "" || site.Find(l.Key) == nil {
			t.Errorf("link %+v leads nowhere", l)
		}
	}
	d := documentAt(t, site, s.URL+"/plan.pdf")
	if d.Kind != checks.KindPDF || d.Trouble != "" || d.Label != "แผน" {
		t.Errorf("document %+v", d)
	}
	for path, n := range s.hits {
		if n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
	if kinds[len(kinds)-1] != EventDone || !slices.Contains(kinds, EventDocument) {
		t.Errorf("events %v", kinds)
	}
	if len(site.Ledger) != 1 || site.Ledger[0].Requests != s.total() || site.Ledger[0].Bytes == 0 || site.Ledger[0].BusiestMinute != s.total() {
		t.Errorf("ledger %+v for %d requests", site.Ledger, s.total())
	}
}

func TestOrderOfTheFrontier(t *testing.T) {
	s := serve(t, map[string]string{
		"/":      page("หน้าแรก", a("/rest1", "อื่น"), a("/rest2", "อื่น"), nav(a("/menu", "เมนู")), a("/cio", "ซีไอโอ"), a("/vision", "วิสัยทัศน์"), a("/warn", "ร้ายแรง"), `<iframe src="/frame"></iframe>`),
		"/rest1": page("ก"), "/rest2": page("ข", `<iframe src="/frame2"></iframe>`), "/menu": page("ค"), "/cio": page("ง"), "/vision": page("จ"), "/warn": page("ฉ"), "/frame": page("ช"), "/frame2": page("ซ"),
	})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Steerer = steerBy{"ซีไอโอ": 3, "วิสัยทัศน์": 5, "ร้ายแรง": -1}
	})
	want := []string{"/", "/frame", "/vision", "/cio", "/menu", "/rest1", "/rest2", "/frame2", "/warn"}
	if diff := cmp.Diff(want, s.order()); diff != "" {
		t.Error(diff)
	}
	if site.Pages[0].URL != site.Home || site.Pages[1].URL != s.URL+"/rest1" {
		t.Errorf("pages are not in order of discovery: %v", urls(site))
	}
}

func TestSameSiteWithManyWorkers(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 25 {
		p := fmt.Sprintf("/p%c", 'a'+i)
		links = append(links, a(p, "หน้า"))
		pages[p] = page("หน้า "+p, a("/", "กลับ"), a(p+"/x.pdf", "ไฟล์"))
		pages[p+"/x.pdf"] = "%PDF " + p
	}
	pages["/"] = page("หน้าแรก", links...)
	s := serve(t, pages)
	one := crawlSite(t, s.URL, nil)
	four := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Workers = 4 })
	if diff := cmp.Diff(urls(one), urls(four)); diff != "" || len(urls(one)) != 51 {
		t.Errorf("%d resources; %s", len(urls(one)), diff)
	}
}

func TestScopeInASubFolder(t *testing.T) {
	s := serve(t, map[string]string{
		"/sso/ban/":       page("สสอ", a("/history", "ประวัติ"), a("news", "ข่าว"), a("/sso/banana/", "ที่อื่น")),
		"/sso/ban/news":   page("ข่าว"),
		"/history":        page("ประวัติจังหวัด", a("/history/deep", "ลึก"), a("/sso/ban/hidden", "กลับเข้ามา")),
		"/history/deep":   page("ลึก"),
		"/sso/banana/":    page("อำเภออื่น"),
		"/sso/ban/hidden": page("หน้าซ่อน"),
	})
	site := crawlSite(t, s.URL+"/sso/ban/", nil)
	if p := pageAt(t, site, s.URL+"/history"); !p.Outside {
		t.Error("the portal's page is not marked as outside")
	}
	if p := pageAt(t, site, s.URL+"/sso/banana/"); !p.Outside {
		t.Error("a folder whose name only begins alike was taken for the office's")
	}
	if p := pageAt(t, site, s.URL+"/sso/ban/news"); p.Outside {
		t.Error("the office's own page is marked as outside")
	}
	if s.count("/history/deep") != 0 {
		t.Error("the portal was walked beyond one hop")
	}
}

func TestScopeByPrefixes(t *testing.T) {
	s := serve(t, map[string]string{
		"/index.php?site=7":        page("เรา", a("/index.php?site=7&p=plan", "แผน"), a("/index.php?site=8", "เขา")),
		"/index.php?site=7&p=plan": page("แผน"),
		"/index.php?site=8":        page("เขา", a("/index.php?site=8&p=x", "ต่อ")),
		"/index.php?site=8&p=x":    page("ของเขา"),
	})
	site := crawlSite(t, s.URL+"/index.php?site=7", func(_ *Options, o *checks.Office) { o.Scope = []string{s.URL + "/index.php?site=7"} })
	if pageAt(t, site, s.URL+"/index.php?site=7&p=plan").Outside || !pageAt(t, site, s.URL+"/index.php?site=8").Outside {
		t.Error("a scope with a parameter was not held to it")
	}
	if s.count("/index.php?p=x&site=8")+s.count("/index.php?site=8&p=x") != 0 {
		t.Error("another office's page was walked")
	}
}

func TestTwins(t *testing.T) {
	sc, err := newScope(checks.Office{}, mustParse(t, "https://www.sso-ban.example/"))
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range []string{"http://sso-ban.example/a", "https://sso-ban.example/a", "http://www.sso-ban.example:80/a"} {
		a := mustParse(t, raw)
		if got := sc.fold(a).String(); !sc.holds(a) || got != "https://www.sso-ban.example/a" {
			t.Errorf("%s → %s, holds %v", raw, got, sc.holds(a))
		}
	}
	for _, raw := range []string{"http://www.sso-ban.example:8080/a", "https://cdn.sso-ban.example/a"} {
		if sc.holds(mustParse(t, raw)) {
			t.Errorf("%s is taken for the same site", raw)
		}
	}
}

func mustParse(t *testing.T, raw string) address {
	t.Helper()
	a, ok := parse(raw)
	if !ok {
		t.Fatalf("%s is no address", raw)
	}
	return a
}

func TestOutsideIsOneHop(t *testing.T) {
	other := serve(t, map[string]string{
		"/doc":   page("เอกสารที่อื่น", a("/next", "ต่อ"), a("/f.pdf", "ไฟล์")),
		"/next":  page("ต่อ"),
		"/menu":  page("กระทรวง"),
		"/f.pdf": "%PDF ไฟล์",
	})
	s := serve(t, map[string]string{
		"/": page("หน้าแรก", a(other.URL+"/doc", "เอกสาร"), nav(a(other.URL+"/menu", "กระทรวง")), a("https://www.facebook.com/sharer/sharer.php?u=x", "แชร์")),
	})
	site := crawlSite(t, s.URL, nil)
	if p := pageAt(t, site, other.URL+"/doc"); !p.Outside {
		t.Error("not marked as outside")
	}
	if other.count("/next")+other.count("/f.pdf")+other.count("/menu") != 0 {
		t.Errorf("asked for %v", other.order())
	}
	if g := site.GapAt("https://www.facebook.com/sharer/sharer.php?u=x"); g != nil {
		t.Errorf("a share button became a gap: %+v", g)
	}
	still := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.FollowOutside = false })
	if still.Find(Key(other.URL+"/doc")) != nil {
		t.Error("an outside link was followed although not asked to")
	}
}

func TestInformationCentreOnAnotherHost(t *testing.T) {
	other := serve(t, map[string]string{
		"/centre/ban/":            page("ศูนย์ข้อมูลข่าวสาร", a("s7", "มาตรา 7"), a("s9", "มาตรา 9"), a("index.pdf", "ดัชนี"), a("cio", "มาตรา ซีไอโอ"), a("/centre/other/x.pdf", "มาตรา อื่น"), a("home", "หน้าแรกของระบบ")),
		"/centre/ban/s7":          page("มาตรา ๗", a("gazette.pdf", "ราชกิจจา"), a("deeper", "มาตรา ลึก")),
		"/centre/ban/s9":          page("มาตรา ๙"),
		"/centre/ban/cio":         page("ซีไอโอ"),
		"/centre/ban/deeper":      page("ลึก"),
		"/centre/ban/home":        page("ระบบ"),
		"/centre/ban/index.pdf":   "%PDF ดัชนี",
		"/centre/ban/gazette.pdf": "%PDF ราชกิจจา",
		"/centre/other/x.pdf":     "%PDF อื่น",
	})
	s := serve(t, map[string]string{"/": page("หน้าแรก", a(other.URL+"/centre/ban/", "ศูนย์ข้อมูลข่าวสาร"))})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.Steerer = steerBy{"มาตรา": 2, "ศูนย์ข้อมูล": 2}
	})
	for _, p := range []string{"/centre/ban/s7", "/centre/ban/s9", "/centre/ban/index.pdf", "/centre/ban/gazette.pdf"} {
		if x := site.Find(Key(other.URL + p)); x == nil || !x.Fetch().Outside {
			t.Errorf("%s was not seen as outside", p)
		}
	}
	if other.count("/centre/other/x.pdf")+other.count("/centre/ban/deeper")+other.count("/centre/ban/home") != 0 {
		t.Errorf("went too far: %v", other.order())
	}
}

func TestOnlyAndPrivateAreSaid(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("https://drive.example.com/x", "ไดรฟ์"), nav(a("http://ministry.example/", "กระทรวง")))})
	site := crawlSite(t, s.URL, nil)
	for _, u := range []string{"https://drive.example.com/x", "http://ministry.example/"} {
		if g := gapAt(t, site, u); g.Reason != checks.OutsideOnly || !g.Outside || g.From != s.URL+"/" {
			t.Errorf("gap %+v", g)
		}
	}
	n, err := NewNet(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	closed := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Net = n })
	if g := gapAt(t, closed, s.URL+"/"); g.Reason != checks.Private || len(closed.Pages) != 0 {
		t.Errorf("gap %+v", g)
	}
}

func TestBudgets(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 30 {
		p := fmt.Sprintf("/p%c", 'A'+i)
		links = append(links, a(p, "หน้า"))
		pages[p] = page("หน้า " + p)
	}
	pages["/"] = page("หน้าแรก", links...)
	s := serve(t, pages)
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.MaxPages = 5 })
	if site.Stopped != checks.Budget || site.StoppedBy != "pages" || len(site.Pages) != 5 {
		t.Fatalf("stopped %q by %q after %d", site.Stopped, site.StoppedBy, len(site.Pages))
	}
	if len(site.Gaps) != 26 || site.Gaps[0].Reason != checks.Budget || site.Gaps[0].Detail != "26 addresses left" {
		t.Errorf("%d gaps, first %+v", len(site.Gaps), site.Gaps[0])
	}
	site = crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.MaxBytes = 3000 })
	if site.StoppedBy != "bytes" || len(site.Pages) == 0 || len(site.Pages) > 20 {
		t.Errorf("stopped by %q after %d", site.StoppedBy, len(site.Pages))
	}
	var clock atomic.Int64
	site = crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
		o.MaxTime = time.Minute
		o.Now = func() time.Time { return time.Unix(clock.Add(1), 0) }
	})
	if site.StoppedBy != "time" || len(site.Pages) == 31 {
		t.Errorf("stopped by %q after %d", site.StoppedBy, len(site.Pages))
	}
	enough := 0
	site = crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Until = func() bool { enough++; return enough > 3 } })
	if site.Stopped != "" || len(site.Pages) > 5 || len(site.Gaps) != 1 || !site.Gaps[0].Sampled {
		t.Errorf("until: stopped %q, pages %d, gaps %+v", site.Stopped, len(site.Pages), site.Gaps)
	}
}

func TestDocumentBudgetLeavesPages(t *testing.T) {
	s := serve(t, map[string]string{
		"/": page("หน้าแรก", a("/a.pdf", "ก"), a("/b.pdf", "ข"), a("/c.pdf", "ค"), a("/p", "หน้า")), "/p": page("หน้า"),
		"/a.pdf": "%PDF ก", "/b.pdf": "%PDF ข", "/c.pdf": "%PDF ค",
	})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.MaxDocuments = 2 })
	if len(site.Documents) != 2 || len(site.Pages) != 2 || site.StoppedBy != "documents" || gapAt(t, site, s.URL+"/c.pdf").Reason != checks.Budget {
		t.Errorf("%v, stopped by %q", urls(site), site.StoppedBy)
	}
}

func TestAPersonStops(t *testing.T) {
	reached := make(chan struct{})
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/slow", "ช้า"), a("/never", "ไม่ถึง"))})
	s.on["/slow"] = func(_ http.ResponseWriter, r *http.Request) {
		close(reached)
		<-r.Context().Done()
	}
	c, err := New(Options{Reader: plainReader{}, Net: local(t)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-reached
		cancel()
	}()
	site, err := c.Crawl(ctx, checks.Office{Home: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	if site.Stopped != checks.Stopped || site.StoppedBy != "person" || len(site.Pages) != 1 {
		t.Errorf("stopped %q by %q, %v", site.Stopped, site.StoppedBy, urls(site))
	}
	for _, p := range []string{"/slow", "/never"} {
		if g := gapAt(t, site, s.URL+p); g.Reason != checks.Stopped {
			t.Errorf("%s: %+v", p, g)
		}
	}
}

func TestFramesRefreshAndAreas(t *testing.T) {
	s := serve(t, map[string]string{
		"/":             `<meta http-equiv="refresh" content="0;url=/web/">`,
		"/web/":         `<title>กรอบ</title><frame src="menu.htm"><frame src="main.htm">`,
		"/web/menu.htm": nav(a("about.htm", "เกี่ยวกับ")) + `<area href="map.htm">`,
		"/web/main.htm": page("เนื้อหา"), "/web/about.htm": page("เกี่ยวกับ"), "/web/map.htm": page("แผนที่"),
	})
	site := crawlSite(t, s.URL, nil)
	for _, p := range []string{"/web/", "/web/menu.htm", "/web/main.htm", "/web/about.htm", "/web/map.htm"} {
		pageAt(t, site, s.URL+p)
	}
}

func TestSitemapsComeLast(t *testing.T) {
	s := serve(t, map[string]string{
		"/":       page("หน้าแรก", a("/linked", "มีลิงก์")),
		"/linked": page("มีลิงก์"), "/alone": page("อยู่ในผังเท่านั้น"), "/deep": page("อยู่ในผังย่อย"),
	})
	s.pages["/robots.txt"] = "User-agent: *\nDisallow:\nSitemap: " + s.URL + "/maps/index.xml\n"
	s.pages["/maps/index.xml"] = `<sitemapindex><sitemap><loc>` + s.URL + `/maps/1.xml</loc></sitemap></sitemapindex>`
	s.pages["/maps/1.xml"] = `<?xml version="1.0"?><urlset><url><loc>` + s.URL + `/deep</loc><image:image xmlns:image="x"><image:loc>` + s.URL + `/no.jpg</image:loc></image:image></url></urlset>`
	s.pages["/sitemap.xml"] = `<urlset><url><loc>` + s.URL + `/alone</loc></url><url><loc>http://elsewhere.example/x</loc></url><url><loc>` + s.URL + `/linked</loc></url></urlset>`
	site := crawlSite(t, s.URL, nil)
	pageAt(t, site, s.URL+"/alone")
	pageAt(t, site, s.URL+"/deep")
	order := s.order()
	if i, j := slices.Index(order, "/linked"), slices.Index(order, "/alone"); i > j || s.count("/no.jpg") != 0 {
		t.Errorf("asked for %v", order)
	}
	if g := site.GapAt("http://elsewhere.example/x"); g != nil {
		t.Errorf("a sitemap led out of the site: %+v", g)
	}
}

func TestHomeCannotBeHad(t *testing.T) {
	n, err := NewNet(nil, []string{"no-such-office.example", "127.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	n.lookup = noSuchHost
	site := crawlSite(t, "http://no-such-office.example/", func(o *Options, _ *checks.Office) { o.Net = n })
	if g := gapAt(t, site, "http://no-such-office.example/"); g.Reason != checks.DNS || len(site.Pages) != 0 || site.Stopped != "" {
		t.Errorf("gap %+v", g)
	}
	down := serve(t, nil)
	at := down.URL
	down.Close()
	site = crawlSite(t, at, nil)
	if g := gapAt(t, site, at); g.Reason != checks.SiteDown || !strings.Contains(g.Detail, "refused") {
		t.Errorf("gap %+v", g)
	}
	missing := serve(t, nil)
	site = crawlSite(t, missing.URL, nil)
	if g := gapAt(t, site, missing.URL); g.Reason != checks.DeadLink || g.Status != 404 {
		t.Errorf("gap %+v", g)
	}
	for _, home := range []string{"", "ftp://a.example/", "nonsense"} {
		c, err := New(Options{Reader: plainReader{}, Net: local(t)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Crawl(t.Context(), checks.Office{Home: home}); err == nil {
			t.Errorf("%q was taken for an address", home)
		}
	}
}
