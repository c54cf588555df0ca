package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

func TestSeeOutbound(t *testing.T) {
	for _, c := range []struct {
		name string
		to   []string
		want bool
	}{
		{"a ministry", []string{"https://www.moph.go.th/"}, true},
		{"through the site's own counter", []string{exampleHome + "go.php?url=https://www.moph.go.th/"}, true},
		{"social networks only", []string{"https://www.facebook.com/a", "https://page.line.me/b", "https://x.com/c", "https://youtu.be/d"}, false},
		{"a host that only looks like one of them", []string{"https://www.netflix-x.com/"}, true},
		{"a map", []string{"https://www.google.com/maps/place/1"}, false},
		{"a share button", []string{"https://www.facebook.com/sharer.php?u=1"}, false},
		{"the office's own page", []string{exampleHome + "other.html"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := rules.ExamplePage{Heading: "ลิงก์"}
			for _, to := range c.to {
				p.Links = append(p.Links, rules.ExampleLink{Text: to, To: to})
			}
			if got := seeOutbound(pageBody(p), 1); got.ok != c.want {
				t.Errorf("ok %v, want %v", got.ok, c.want)
			}
		})
	}
}

// A list all of whose targets are dead is no list for a citizen.
func TestSeeOutboundDead(t *testing.T) {
	for _, why := range []checks.Reason{checks.DeadLink, checks.SiteDown, checks.DNS, checks.Timeout} {
		b := pageBody(rules.ExamplePage{Heading: "ลิงก์", Links: []rules.ExampleLink{{Text: "สสจ.", To: "http://dead.example.go.th/"}}})
		b.v.site.Pages = b.v.site.Pages[:len(b.v.site.Pages)-1]
		b.v.site.Gaps = append(b.v.site.Gaps, checks.Gap{URL: "http://dead.example.go.th/", Reason: why, Outside: true, Tries: 2})
		b.v.site.Index()
		b.v.places = nil
		if got := seeOutbound(b, 1); got.ok || got.reason != checks.DeadLink {
			t.Errorf("%s: ok %v, reason %q, want dead_link", why, got.ok, got.reason)
		}
	}
	b := pageBody(rules.ExamplePage{Heading: "ลิงก์", Links: []rules.ExampleLink{{Text: "สสจ.", To: "http://far.example.go.th/"}}})
	b.v.site.Pages = b.v.site.Pages[:len(b.v.site.Pages)-1]
	b.v.site.Gaps = append(b.v.site.Gaps, checks.Gap{URL: "http://far.example.go.th/", Reason: checks.OutsideOnly, Outside: true})
	b.v.site.Index()
	b.v.places = nil
	if got := seeOutbound(b, 1); !got.ok {
		t.Error("a link that this run was not allowed to follow is still a link")
	}
}

// Where several are wanted of a whole page, only front doors that stand together count.
func TestSeeOutboundTogether(t *testing.T) {
	const moph, nhso, fund, shop = "https://www.moph.example.go.th/", "https://nhso.example.go.th", "https://fund.example.or.th/index.html", "https://shop.example.com/"
	for _, c := range []struct {
		name string
		to   []string
		want bool
	}{
		{"three banners", []string{moph, nhso, fund}, true},
		{"two banners", []string{moph, nhso}, false},
		{"pages inside other sites", []string{moph + "news/1", nhso + "/form.pdf", fund + "?id=3"}, false},
		{"one site three times", []string{moph, moph + "index.php", "https://moph.example.go.th"}, false},
		{"no public body among them", []string{shop, "https://one.example.com/", "https://two.example.net/"}, false},
		{"social networks", []string{"https://facebook.com/", "https://youtube.com/", "https://line.me/"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := rules.ExamplePage{}
			for _, to := range c.to {
				p.Links = append(p.Links, rules.ExampleLink{Text: to, To: to})
			}
			b := pageBody(p)
			b.idx = nil
			for i := range b.s.blocks {
				b.idx = append(b.idx, i)
			}
			if got := seeOutbound(b, 3); got.ok != c.want {
				t.Errorf("ok %v, want %v", got.ok, c.want)
			}
		})
	}
}

func TestSeeForm(t *testing.T) {
	form := func(fields ...checks.Field) checks.Form {
		return checks.Form{Fields: fields, Text: "กรอกข้อมูล", Region: checks.RegionMain}
	}
	text, secret := checks.Field{Type: "text"}, checks.Field{Type: "password"}
	search := form(text)
	search.Search = true
	for _, c := range []struct {
		name string
		form checks.Form
		want bool
	}{
		{"a request", form(text, text, checks.Field{Type: "select"}), true},
		{"a log-in", form(text, secret), false},
		{"a registration with a password", form(text, text, text, secret), true},
		{"the site's search", search, false},
		{"buttons alone", form(checks.Field{Type: "submit"}, checks.Field{Type: "hidden"}), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := pageBody(rules.ExamplePage{Heading: "e-Service", Text: "บริการออนไลน์"})
			b.s.c.Forms = []checks.Form{c.form}
			if got := seeForm(b, 0); got.ok != c.want {
				t.Errorf("ok %v, want %v", got.ok, c.want)
			}
		})
	}
}

func TestSeeKnowledge(t *testing.T) {
	article := rules.ExampleLink{Text: "ไข้เลือดออก รู้ทันป้องกันได้", To: "page", Body: "โรคไข้เลือดออกติดต่อโดยยุงลาย"}
	b := pageBody(rules.ExamplePage{Heading: "คลังความรู้", Text: "- [" + article.Text + "]", Links: []rules.ExampleLink{article}})
	if !seeKnowledge(b, 1).ok {
		t.Error("an article that opens is knowledge")
	}
	// the row that leads to an empty section is not its own content
	b = pageBody(rules.ExamplePage{Heading: "แผนผัง", Text: "- [คลังความรู้]", Links: []rules.ExampleLink{{Text: "คลังความรู้", To: "page", Body: "รอข้อมูล"}}})
	row := body{v: b.v, s: b.s, idx: b.idx[1:2], label: "คลังความรู้", plus: []*seen{b.v.all[len(b.v.all)-1]}}
	if seeKnowledge(&row, 1).ok {
		t.Error("the label of an empty section was taken for knowledge")
	}
}
