package crawl

import (
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// TestSeeds asks for what somebody pointed at: it comes right after home, is
// bound by the guard and the scope like any link, and leads nowhere from another
// host.
func TestSeeds(t *testing.T) {
	other := serve(t, map[string]string{"/plan": page("แผนที่ฝากไว้ที่อื่น", a("/plan/more", "แผนปฏิบัติการ"), a("/plan/most", "แผนปฏิบัติการ"), a("/plan/last", "แผนปฏิบัติการ")),
		"/plan/more": page("ต่อ")})
	s := serve(t, map[string]string{"/": page("หน้าแรก", nav(a("/about", "เกี่ยวกับ"))), "/about": page("เกี่ยวกับ"), "/hidden/plan": page("แผนปฏิบัติราชการ", a("/hidden/next", "ต่อ")),
		"/hidden/next": page("หน้าต่อ")})
	at := func(path string) string { return s.URL + path }
	seeds := []Seed{{at("/hidden/plan"), "แผนปฏิบัติราชการ"}, {at("/gone"), "คู่มือ"}, {other.URL + "/plan", "แผน"}, {"http://192.0.2.1/x", "นอกที่อนุญาต"}, {"javascript:alert(1)", "ไม่ใช่ที่อยู่"},
		{"", ""}, {at("/"), "หน้าแรก"}, {at("/about"), "เกี่ยวกับ"}}
	with := func(change func(*Options)) *checks.Site {
		return crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
			o.Seeds = seeds
			o.Steerer = steerBy{"แผน": 1}
			if change != nil {
				change(o)
			}
		})
	}
	site := with(nil)
	if got := s.order(); len(got) < 4 || got[0] != "/" || !slices.Contains(got[1:4], "/hidden/plan") || !slices.Contains(got[1:4], "/gone") || !slices.Contains(got[1:4], "/about") {
		t.Errorf("asked for %v; the seeds come right after home", got)
	}
	if p := pageAt(t, site, at("/hidden/plan")); p.Label != "แผนปฏิบัติราชการ" || p.Outside {
		t.Errorf("the seed is %q, outside %v", p.Label, p.Outside)
	}
	pageAt(t, site, at("/hidden/next")) // links of a page of the site are followed
	if p := pageAt(t, site, other.URL+"/plan"); !p.Outside {
		t.Error("a seed on another host counts as the office's own")
	}
	if n := other.count("/plan/more"); n != 0 {
		t.Error("a link of a seed on another host was followed")
	}
	if g := gapAt(t, site, at("/gone")); g.Reason != checks.DeadLink || g.Label != "คู่มือ" {
		t.Errorf("the dead seed: %+v", g)
	}
	if g := gapAt(t, site, "http://192.0.2.1/x"); g.Reason != checks.OutsideOnly {
		t.Errorf("the seed outside --only: %+v", g)
	}
	if n := s.count("/"); n != 1 {
		t.Errorf("home was asked for %d times", n)
	}

	site = with(func(o *Options) { o.FollowOutside = false })
	if g := gapAt(t, site, other.URL+"/plan"); g.Reason != checks.NotFollowed {
		t.Errorf("a seed on another host where none is followed: %+v", g)
	}
	before := s.count("/hidden/plan")
	if with(func(o *Options) { o.Alone = true }); s.count("/hidden/plan") != before {
		t.Error("a page looked at alone comes with seeds")
	}
}

// TestSeedsObeyRobots: pointing somewhere is no permission.
func TestSeedsObeyRobots(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก"), "/robots.txt": "User-agent: *\nDisallow: /private/", "/private/plan": page("แผน")})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Seeds = []Seed{{s.URL + "/private/plan", "แผน"}} })
	if g := gapAt(t, site, s.URL+"/private/plan"); g.Reason != checks.Robots || s.count("/private/plan") != 0 {
		t.Errorf("%+v, asked for %d times", g, s.count("/private/plan"))
	}
}
