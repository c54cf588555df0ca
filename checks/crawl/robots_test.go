package crawl

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

func TestRobots(t *testing.T) {
	for name, c := range map[string]struct {
		file, path string
		want       bool
	}{
		"empty file":                   {"", "/a", true},
		"all closed":                   {"User-agent: *\nDisallow: /", "/a", false},
		"all open":                     {"User-agent: *\nDisallow:", "/a", true},
		"robots.txt itself":            {"User-agent: *\nDisallow: /", "/robots.txt", true},
		"own group over star":          {"User-agent: *\nDisallow: /\n\nUser-agent: truatweb\nAllow: /", "/a", true},
		"own group with version":       {"User-agent: TruatWeb/2.0\nDisallow: /a", "/a", false},
		"another's longer name":        {"User-agent: truatweb-images\nDisallow: /", "/a", true},
		"another's shorter name":       {"User-agent: truat\nDisallow: /", "/a", true},
		"own empty group is open":      {"User-agent: *\nDisallow: /\nUser-agent: truatweb\nDisallow:", "/a", true},
		"two groups of one agent":      {"User-agent: truatweb\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: truatweb\nDisallow: /b", "/b", false},
		"agents share a group":         {"User-agent: x\nUser-agent: truatweb\nDisallow: /a", "/a", false},
		"other lines between agents":   {"User-agent: truatweb\nSitemap: http://x/\nUser-agent: y\nDisallow: /a", "/a", false},
		"rules before any group":       {"Disallow: /a", "/a", true},
		"longest wins":                 {"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		"longest wins in any order":    {"User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/x", false},
		"allow wins ties":              {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		"longer star pattern":          {"User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm", false},
		"star":                         {"User-agent: *\nDisallow: /*/private", "/x/y/private/z", false},
		"star in the end":              {"User-agent: *\nDisallow: /a*", "/abc", false},
		"dollar":                       {"User-agent: *\nDisallow: /*.php$", "/a.php", false},
		"dollar does not match more":   {"User-agent: *\nDisallow: /*.php$", "/a.php?x=1", true},
		"dollar alone":                 {"User-agent: *\nDisallow: /$", "/a", true},
		"star must find the last part": {"User-agent: *\nDisallow: /a*a$", "/a", true},
		"query":                        {"User-agent: *\nDisallow: /*?print=", "/a?print=1", false},
		"raw Thai":                     {"User-agent: *\nDisallow: /ลับ/", "/%E0%B8%A5%E0%B8%B1%E0%B8%9A/x", false},
		"lower-case escapes":           {"User-agent: *\nDisallow: /%e0%b8%a5", "/%E0%B8%A5%E0%B8%B1%E0%B8%9A", false},
		"escaped letter":               {"User-agent: *\nDisallow: /%61dmin", "/admin", false},
		"escaped star is a star":       {"User-agent: *\nDisallow: /a%2Ab", "/axb", true},
		"brackets":                     {"User-agent: *\nDisallow: /a[1]", "/a%5B1%5D", false},
		"case of the path counts":      {"User-agent: *\nDisallow: /Admin", "/admin", true},
		"case of keys does not":        {"USER-AGENT: *\nDISALLOW: /a", "/a", false},
		"comments and spaces":          {"  User-agent :  * # all\n\n  Disallow :  /a  # no\n", "/a", false},
		"no colon":                     {"User-agent *\nDisallow /a", "/a", false},
		"misspelt":                     {"User-agent: *\nDissallow: /a", "/a", false},
		"old line ends":                {"User-agent: *\rDisallow: /a\r", "/a", false},
		"byte order mark":              {"\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
		"two thirds of one":            {"\xEF\xBBUser-agent: *\nDisallow: /a", "/a", false},
		"a third of one":               {"\xEFUser-agent: *\nDisallow: /a", "/a", false},
		"another's mark":               {"\xEF\x11\xBFUser-agent: *\nDisallow: /a", "/a", true},
		"a mark in the middle":         {"User-agent: *\n\xEF\xBB\xBFDisallow: /a", "/a", true},
		"index page of a folder":       {"User-agent: *\nAllow: /x/index.html\nDisallow: /", "/x/", true},
		"index page itself":            {"User-agent: *\nAllow: /x/index.html\nDisallow: /", "/x/index.html", true},
		"another name of it":           {"User-agent: *\nAllow: /x/index.html\nDisallow: /", "/x/index.htm", false},
		"what else is in the folder":   {"User-agent: *\nAllow: /x/index.html\nDisallow: /", "/x/y", false},
		"index page that is closed":    {"User-agent: *\nDisallow: /x/index.html", "/x/", true},
		"index page of the site":       {"User-agent: *\nAllow: /index.html\nDisallow: /", "/", true},
		"a line cut short":             {"User-agent: *\nDisallow: /x/" + strings.Repeat("a", robotsLine) + "/qux", "/x/" + strings.Repeat("a", robotsLine) + "/fux", false},
		"two stars":                    {"User-agent: *\nDisallow: /a**b", "/axxb", false},
		"dollar in the middle":         {"User-agent: *\nDisallow: /a$b", "/a$b", false},
		"star and dollar":              {"User-agent: *\nDisallow: /*$", "/any", false},
		"no slash in front":            {"User-agent: *\nDisallow: a", "/a", true},
		"a star in front":              {"User-agent: *\nDisallow: *.gif$", "/a/b.gif", false},
		"agent and a comment":          {"User-agent: truatweb # us\nDisallow: /a", "/a", false},
		"agent of two words":           {"User-agent: truatweb bot\nDisallow: /a", "/a", false},
		"star of two words":            {"User-agent: * all\nDisallow: /a", "/a", false},
		"star in a name":               {"User-agent: *bot\nDisallow: /a", "/a", true},
		"Thai after a closed folder":   {"User-agent: *\nDisallow: /\nAllow: /ข่าว", "/%e0%b8%82%e0%b9%88%e0%b8%b2%e0%b8%a7/1", true},
		"encoded Thai is the longer":   {"User-agent: *\nAllow: /%E0%B8%82\nDisallow: /ขา", "/%E0%B8%82%E0%B8%B2", false},
		"NUL bytes":                    {"User-agent: *\x00\nDisallow: /a", "/a", true},
		"CR LF and CR mixed":           {"User-agent: *\r\nDisallow: /b\rDisallow: /a\n", "/a", false},
		"windows-874":                  {"User-agent: *\nDisallow: /\xc5\xd1\xba/", "/%E0%B8%A5%E0%B8%B1%E0%B8%9A/x", false},
		"a page of HTML":               {"<html><body>Disallow: /</body></html>", "/a", true},
		"crawl-delay keeps the group":  {"User-agent: truatweb\nCrawl-delay: 5\nDisallow: /a", "/a", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := parseRobots([]byte(c.file), "truatweb").allowed(c.path); got != c.want {
				t.Errorf("allowed %v", got)
			}
		})
	}
}

func TestRobotsDelayAndSize(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5":                                     2500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 86400":                                   mostDelay,
		"User-agent: *\nCrawl-delay: -1":                                      0,
		"User-agent: *\nCrawl-delay: NaN":                                     0,
		"User-agent: *\nCrawl-delay: 9\nUser-agent: truatweb\nCrawl-delay: 1": time.Second,
	} {
		if got := parseRobots([]byte(file), "truatweb").delay; got != want {
			t.Errorf("%q: %v", file, got)
		}
	}
	big := "User-agent: *\nDisallow: /a\n" + strings.Repeat("#", 600<<10) + "\nDisallow: /b\n"
	r := parseRobots([]byte(big), "truatweb")
	if r.allowed("/a") || !r.allowed("/b") {
		t.Error("500 KiB are to be read, and no more")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /ลับ/*$\nAllow: /%zz\nCrawl-delay: 1e9\nSitemap: x", "/a%2A?b")
	f.Add("user-agent truatweb\r\rdisallow:/***************a$", "/aaaaaaaaaaaaaa")
	f.Fuzz(func(t *testing.T, file, path string) {
		r := parseRobots([]byte(file), "truatweb")
		if r.delay < 0 || r.delay > mostDelay || !r.allowed("/robots.txt") {
			t.Error("does not hold")
		}
	})
}

func TestRobotsAreObeyed(t *testing.T) {
	s := serve(t, map[string]string{
		"/robots.txt": "User-agent: *\nDisallow: /ลับ/\nDisallow: /b",
		"/":           page("หน้าแรก", a("/ลับ/x", "ลับ"), a("/to-b", "ไปบี"), a("/open", "เปิด")),
		"/open":       page("เปิด"), "/b": page("บี"),
	})
	s.on["/to-b"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/b", http.StatusFound) }
	site := crawlSite(t, s.URL, nil)
	for _, p := range []string{"/ลับ/x", "/to-b"} {
		if g := gapAt(t, site, s.URL+p); g.Reason != checks.Robots {
			t.Errorf("%s: %+v", p, g)
		}
	}
	if s.count("/ลับ/x")+s.count("/b") != 0 || s.count("/robots.txt") != 1 {
		t.Errorf("asked for %v", s.asked)
	}
	pageAt(t, site, s.URL+"/open")
}

func TestRobotsByStatus(t *testing.T) {
	for status, open := range map[int]bool{403: true, 404: true, 410: true, 429: false, 500: false, 503: false} {
		s := serve(t, map[string]string{"/": page("หน้าแรก")})
		s.on["/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
		site := crawlSite(t, s.URL, nil)
		if (len(site.Pages) == 1) != open {
			t.Errorf("%d: %d pages", status, len(site.Pages))
		}
		if !open {
			if g := gapAt(t, site, s.URL); g.Reason != checks.Robots || !strings.Contains(g.Detail, "HTTP") || s.count("/") != 0 {
				t.Errorf("%d: %+v", status, g)
			}
		}
	}
}

func TestRobotsRedirects(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/no", "ห้าม")), "/real.txt": "User-agent: *\nDisallow: /no"})
	s.on["/robots.txt"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/real.txt", http.StatusMovedPermanently)
	}
	site := crawlSite(t, s.URL, nil)
	if g := gapAt(t, site, s.URL+"/no"); g.Reason != checks.Robots {
		t.Errorf("%+v", g)
	}
	loop := serve(t, map[string]string{"/": page("หน้าแรก")})
	loop.on["/robots.txt"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", http.StatusFound) }
	if site := crawlSite(t, loop.URL, nil); len(site.Pages) != 1 || loop.count("/robots.txt") > robotsHops+1 {
		t.Errorf("%d pages after %d requests", len(site.Pages), loop.count("/robots.txt"))
	}
}
