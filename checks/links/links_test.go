package links_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/links"
)

const home = "http://sso.test/"

// page makes a page with a link to each target; "menu:" before a target puts the
// link in the menu.
func page(url string, targets ...string) *checks.Page {
	c := &checks.Content{Kind: checks.KindHTML, IDs: map[string]bool{}}
	for _, to := range targets {
		l := checks.Link{Kind: checks.LinkAnchor, Region: checks.RegionMain, Text: to}
		if m, ok := strings.CutPrefix(to, "menu:"); ok {
			l.Region, l.Text, to = checks.RegionMenu, "พิมพ์หน้านี้", m
		}
		l.URL, l.Key = to, to
		c.Links = append(c.Links, l.With(checks.Wording{Href: to}))
	}
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url}, Content: c}
}

func judge(name string, pages []*checks.Page, gaps ...checks.Gap) checks.Answer {
	s := &checks.Site{Home: home, Pages: pages, Gaps: gaps}
	return links.Check{}.Judge(name, s, time.Time{})
}

func TestDead(t *testing.T) {
	gone := func(url string) checks.Gap {
		return checks.Gap{URL: url, Reason: checks.DeadLink, Detail: "HTTP 404", Tries: 2}
	}
	for name, tc := range map[string]struct {
		pages  []*checks.Page
		gaps   []checks.Gap
		want   checks.Verdict
		faults int
	}{
		"all open":               {[]*checks.Page{page(home, home+"a"), page(home+"a", home)}, nil, checks.Found, 0},
		"one gone":               {[]*checks.Page{page(home, home+"a", home+"b"), page(home + "a")}, []checks.Gap{gone(home + "b")}, checks.Partial, 1},
		"all gone":               {[]*checks.Page{page(home, home+"b")}, []checks.Gap{gone(home + "b")}, checks.Unreachable, 1},
		"one target, many pages": {[]*checks.Page{page(home, home+"a", home+"b"), page(home+"a", home+"b"), page(home+"c", home+"b")}, []checks.Gap{gone(home + "b")}, checks.Partial, 1},
		"a template's label names another dead target on each page": {
			[]*checks.Page{page(home, home+"a", "menu:"+home+"1"), page(home+"a", "menu:"+home+"2"), page(home+"c", "menu:"+home+"3")},
			[]checks.Gap{gone(home + "1"), gone(home + "2"), gone(home + "3")}, checks.Partial, 1},
		"three dead targets on one page are three": {
			[]*checks.Page{page(home, home+"a", "menu:"+home+"1", "menu:"+home+"2", "menu:"+home+"3"), page(home + "a")},
			[]checks.Gap{gone(home + "1"), gone(home + "2"), gone(home + "3")}, checks.Partial, 3},
		"outbound, no such host twice": {[]*checks.Page{page(home, home+"a", "http://gone.test/"), page(home + "a")}, []checks.Gap{{URL: "http://gone.test/", Reason: checks.DNS, Tries: 2, Outside: true}}, checks.Partial, 1},
		"outbound, failed once":        {[]*checks.Page{page(home, home+"a", "http://slow.test/"), page(home + "a")}, []checks.Gap{{URL: "http://slow.test/", Reason: checks.SiteDown, Tries: 1, Outside: true}}, checks.Found, 0},
		"a wall is no dead link":       {[]*checks.Page{page(home, home+"a", home+"w"), page(home + "a")}, []checks.Gap{{URL: home + "w", Reason: checks.Blocked, Tries: 3}}, checks.Found, 0},
		"nothing was opened":           {[]*checks.Page{page(home, home+"a")}, nil, checks.CouldNotLook, 0},
		"no pages":                     {nil, nil, checks.CouldNotLook, 0},
	} {
		t.Run(name, func(t *testing.T) {
			a := judge(links.Dead, tc.pages, tc.gaps...)
			if a.Verdict != tc.want || len(a.Nearest) != tc.faults {
				t.Errorf("%s with %d faults, want %s with %d: %+v", a.Verdict, len(a.Nearest), tc.want, tc.faults, a.Nearest)
			}
		})
	}
}

// A page that answers 200 and says that it is not there is a dead end.
func TestDeadSoft(t *testing.T) {
	lost := page(home + "lost")
	lost.Trouble = checks.SoftMissing
	a := judge(links.Dead, []*checks.Page{page(home, home+"lost", home+"a"), page(home + "a"), lost})
	if a.Verdict != checks.Partial || len(a.Nearest) != 1 {
		t.Errorf("%+v", a)
	}
}

// The figures stand first, and each fault says how to repeat it.
func TestDeadSays(t *testing.T) {
	a := judge(links.Dead, []*checks.Page{page(home, home+"a", home+"%E0%B8%81'"), page(home + "a")}, checks.Gap{URL: home + "%E0%B8%81'", Reason: checks.DeadLink, Detail: "HTTP 404"})
	if len(a.Evidence) != 2 || !strings.Contains(a.Evidence[0].Quote, "2 แห่ง เปิดได้ 1") {
		t.Fatalf("%+v", a.Evidence)
	}
	if e := a.Evidence[1]; !strings.Contains(e.Quote, "/ก'") || !strings.Contains(e.Quote, "404") || strings.Count(e.Why, "'") != 2 {
		t.Errorf("%+v", e)
	}
}

func TestMixed(t *testing.T) {
	secure := func(change func(c *checks.Content)) *checks.Page {
		p := page("https://sso.test/" + fmt.Sprintf("%p", change))
		change(p.Content)
		return p
	}
	clean := func(*checks.Content) {}
	for name, tc := range map[string]struct {
		pages []*checks.Page
		want  checks.Verdict
	}{
		"no https page":           {[]*checks.Page{page(home)}, checks.NotRequired},
		"no page":                 {nil, checks.CouldNotLook},
		"clean":                   {[]*checks.Page{secure(clean)}, checks.Found},
		"script":                  {[]*checks.Page{secure(func(c *checks.Content) { c.Scripts = []string{"http://cdn.test/a.js"} })}, checks.Absent},
		"style":                   {[]*checks.Page{secure(func(c *checks.Content) { c.Markup.Styles = []string{"HTTP://cdn.test/a.css"} })}, checks.Absent},
		"picture":                 {[]*checks.Page{secure(clean), secure(func(c *checks.Content) { c.Images = []checks.Image{{Src: "http://a.test/a.jpg"}} })}, checks.Partial},
		"form":                    {[]*checks.Page{secure(func(c *checks.Content) { c.Forms = []checks.Form{{Action: "http://sso.test/send"}} })}, checks.Absent},
		"frame":                   {[]*checks.Page{secure(func(c *checks.Content) { c.Links = []checks.Link{{Kind: checks.LinkFrame, URL: "http://a.test/"}} })}, checks.Absent},
		"a plain link is no part": {[]*checks.Page{secure(func(c *checks.Content) { c.Links = []checks.Link{{Kind: checks.LinkAnchor, URL: "http://a.test/"}} })}, checks.Found},
	} {
		t.Run(name, func(t *testing.T) {
			if a := judge(links.Mixed, tc.pages); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
}
