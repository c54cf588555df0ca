package sitemarks

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	mapWords    = oneOf("ผังเว็บไซต์", "แผนผังเว็บ", "แผนผังเวป", "ผังเว็บ", "site map", "sitemap")
	notMapWords = oneOf("แผนที่", "โครงสร้าง", "ขั้นตอน", ".xml")
)

// mapLinks is how many of the site's own pages a map leads to at least.
const mapLinks = 5

// sitemap looks for a page that calls itself a map of the site and leads to
// several of its pages.
func sitemap(site *checks.Site, own []*checks.Page) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	menu := map[string]bool{} // what the home page leads to from everywhere
	mapLabel := once(mapLabel)
	for _, p := range own {
		c := p.Read()
		label, place := c.Title, checks.AtTitle
		if !mapLabel(label) {
			label, place = p.Label, checks.AtLink
		}
		for i := 0; i < len(c.Blocks) && !mapLabel(label); i++ {
			if c.Blocks[i].Kind == checks.BlockHeading && c.Blocks[i].Main() {
				label, place = c.Blocks[i].Text, checks.AtHeading
			}
		}
		if !mapLabel(label) {
			continue
		}
		n := ownTargets(site, p)
		e := checks.Cite(p, place, fmt.Sprintf("«%s» มีลิงก์ไปหน้าในเว็บไซต์ %d หน้า", label, n), "เปิดหน้าผังเว็บไซต์")
		switch {
		case n >= mapLinks:
			return checks.Answer{Verdict: checks.Found, Crawled: true, Evidence: []checks.Evidence{e}}
		case p.Undrawn():
			a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.NeedsRender}
		default:
			a.Reasons = []checks.Reason{checks.EmptySection}
			a.Nearest = append(a.Nearest, checks.Miss{URL: p.URL, Title: c.Title, Quote: e.Quote, Missing: []string{"ลิงก์ไปหน้าต่าง ๆ"}, Reason: checks.EmptySection})
		}
	}
	if len(a.Nearest) > 0 || a.Verdict == checks.CouldNotLook {
		return a
	}
	for _, p := range own {
		for i := range p.Read().Links {
			l := &p.Content.Links[i]
			if l.Hidden || !mapLabel(l.Text) || menu[l.Text] {
				continue
			}
			menu[l.Text] = true
			why := checks.EmptyLink
			if g := site.GapAt(l.Key); l.Key != "" {
				switch {
				case g != nil && g.Gone():
					why = checks.DeadLink
				case g != nil:
					return blind(g.Reason)
				default:
					continue
				}
			}
			a.Reasons = []checks.Reason{why}
			a.Nearest = append(a.Nearest, checks.Miss{URL: p.URL, Title: p.Read().Title, Quote: l.Text, Reason: why})
		}
	}
	if len(a.Reasons) > 0 && a.Reasons[0] == checks.DeadLink {
		a.Verdict = checks.Unreachable
	}
	return a
}

func mapLabel(s string) bool {
	f := thai.Fold(s)
	return mapWords.In(f) && !notMapWords.In(f)
}

// ownTargets counts the distinct pages of the site that a page's own part leads to.
func ownTargets(site *checks.Site, p *checks.Page) int {
	to := map[string]bool{}
	for i := range p.Read().Links {
		l := &p.Content.Links[i]
		if l.Hidden || l.Key == "" || l.Key == p.URL || !l.Region.Main() {
			continue
		}
		if r := site.Find(l.Key); r != nil && !r.Fetch().Outside {
			to[r.Fetch().URL] = true
		}
	}
	return len(to)
}

var notSearch = oneOf("เบอร์", "สถานะ", "ติดตาม", "เลขที่", "เลขบัตร", "ล้างการค้นหา", "โทรศัพท์", "รหัส")

// search looks for a search over the site: a form, or one that a service embeds.
func search(_ *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	for _, p := range own {
		ok, quote := searches(p.Read())
		c.Add(ok, checks.Cite(p, checks.AtForm, quote, "พิมพ์คำในช่องค้นหา"))
	}
	a := c.Answer(0, "หน้าที่มีช่องค้นหา", "หน้า", "")
	if a.Verdict == checks.Absent {
		a.Nearest = nil // every page is as near as any other
	}
	return a
}

func searches(c *checks.Content) (bool, string) {
	for i := range c.Forms {
		f := &c.Forms[i]
		said := f.Text
		for _, fd := range f.Fields {
			said += " " + fd.Label
		}
		if f.Search && !notSearch.In(thai.Fold(said)) {
			return true, strings.TrimSpace(said)
		}
	}
	for _, s := range c.Scripts {
		if strings.Contains(s, "cse.google.") || strings.Contains(s, "google.com/cse") || strings.Contains(s, "google.com/coop/cse") {
			return true, s
		}
	}
	return false, ""
}

var (
	homeWord = `(?:` + thai.Normalize("หน้าแรก") + `|` + thai.Normalize("หน้าหลัก") + `|home)`
	// a chain from the home page to where one is, as in "หน้าแรก > ข่าว"
	chain    = regexp.MustCompile(`^(?:` + thai.Normalize("คุณอยู่ที่") + `|` + thai.Normalize("ท่านอยู่ที่") + `|` + thai.Normalize("คุณกำลังอยู่ที่") + `|` + thai.Normalize("ตำแหน่ง") + `|you are here)?\P{L}*` + homeWord + `\s*(?:>|»|›|/|→|::|\\|▸|►|-»)+\s*\pL`)
	crumbTip = regexp.MustCompile(`^(?:` + thai.Normalize("คุณอยู่ที่") + `|` + thai.Normalize("ท่านอยู่ที่") + `|you are here)`)
	// of which both of them need one
	crumbWords = thai.NewWords(thai.Normalize("หน้าแรก"), thai.Normalize("หน้าหลัก"), "home", thai.Normalize("คุณอยู่ที่"), thai.Normalize("ท่านอยู่ที่"), "you are here")
)

// breadcrumb counts the inner pages that show the way from the home page.
func breadcrumb(site *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	leads := once(func(s string) bool {
		f := thai.Normalize(s)
		return crumbWords.In(f) && (crumbTip.MatchString(f) || chain.MatchString(f))
	})
	for _, p := range own {
		if p.URL == site.Home || p.Undrawn() {
			continue
		}
		ok, quote := trail(p.Read(), leads)
		c.Add(ok, checks.Cite(p, checks.AtText, quote, "ดูแถบบอกตำแหน่งเหนือเนื้อหา"))
	}
	if c.Of == 0 && !site.Undrawn() {
		return checks.Answer{Verdict: checks.NotRequired, Crawled: true}
	}
	a := c.Answer(half, "หน้าที่มีแถบบอกตำแหน่ง", "หน้า", "")
	if a.Verdict == checks.Absent {
		a.Nearest = nil
	}
	return a
}

// half of the inner pages: lists and single posts often differ in layout.
const half = 0.5

// trail finds a breadcrumb: an element that says so, a line that says "you are
// here", or a chain that begins with the home page.
func trail(c *checks.Content, leads func(string) bool) (bool, string) {
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if len(b.Text) > 500 || b.Kind == checks.BlockHeading || b.Region == checks.RegionFooter {
			continue
		}
		if leads(b.Text) {
			return true, b.Text
		}
	}
	return c.Markup.Breadcrumb, "breadcrumb"
}

var updatedWords = oneOf("ปรับปรุงล่าสุด", "ปรับปรุงข้อมูลล่าสุด", "ปรับปรุงข้อมูลเมื่อ", "ปรับปรุงเมื่อ", "ปรับปรุงครั้งล่าสุด", "แก้ไขล่าสุด", "แก้ไขครั้งล่าสุด", "แก้ไขเมื่อ", "อัปเดตล่าสุด", "อัพเดทล่าสุด", "อัพเดตล่าสุด",
	"อัปเดตเมื่อ", "อัพเดทเมื่อ", "อัพเดตเมื่อ", "ข้อมูลล่าสุดเมื่อ", "วันที่ปรับปรุง", "last update", "last updated", "last modified", "updated on")

// updated counts the pages that say when they were changed last. A date that is
// the day of the visit is a clock's wherever it stands alone.
func updated(site *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	var fold thai.Folder
	says := once(func(s string) bool { return fold.Holds(s, updatedWords) })
	today := 0
	var clock checks.Evidence
	home := false
	for _, p := range own {
		quote, visit := changed(p, says)
		e := checks.Cite(p, checks.AtText, quote, "ดูวันที่ปรับปรุงในหน้า")
		if quote != "" && visit {
			today++
			clock = e
		}
		ok := quote != "" && !visit
		home = home || ok && p.URL == site.Home
		c.Add(ok, e)
	}
	if c.Have == 0 && today > 0 {
		return checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.NoDate}, Crawled: true, Evidence: []checks.Evidence{clock},
			Question: "วันที่ปรับปรุงที่แสดงเป็นวันเดียวกับวันที่ตรวจ เป็นวันที่แก้ไขข้อมูลจริง หรือเป็นวันที่ของนาฬิกาที่เปลี่ยนไปทุกวัน"}
	}
	enough := half
	if home {
		enough = 0 // the site's own date stands on its home page
	}
	a := c.Answer(enough, "หน้าที่บอกวันที่ปรับปรุงล่าสุด", "หน้า", "")
	if a.Verdict == checks.Absent {
		a.Nearest = nil
	}
	return a
}

// changed gives the line in which a page says when it was changed; visit is true
// where that is the day on which it was seen.
func changed(p *checks.Page, says func(string) bool) (quote string, visit bool) {
	c := p.Read()
	day := p.SeenAt.In(thai.Bangkok())
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if len(b.Text) > 900 || !says(b.Text) {
			continue
		}
		text := b.Text
		if len(thai.Dates(text)) == 0 && i+1 < len(c.Blocks) && len(c.Blocks[i+1].Text) < 120 {
			text += " " + c.Blocks[i+1].Text
		}
		for _, d := range thai.Dates(text) {
			if quote == "" || visit {
				quote, visit = text, sameDay(d, day)
			}
		}
	}
	return quote, visit
}

func sameDay(d thai.Date, day time.Time) bool {
	return d.Year == day.Year()+543 && d.Month == int(day.Month()) && d.Day == day.Day()
}

var feedPath = regexp.MustCompile(`(?i)(?:/feeds?/?$|/rss(?:\.xml|\.php|/?$)|/atom\.xml|[?&](?:feed|format|type)=(?:rss|feed|atom)|\.rss$|/feeds/posts)`)

// feedWords are those of which feedPath needs one, unless letters stand escaped.
var feedWords = thai.NewMarks("feed", "rss", "atom", "%")

// feeds looks for a news feed that a page names or links to.
func feeds(site *checks.Site, own []*checks.Page) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	try := func(p *checks.Page, address, key string) bool {
		e := checks.Cite(p, checks.AtLink, address, "curl -sI '"+strings.ReplaceAll(address, "'", "%27")+"'")
		if g := site.GapAt(key); g != nil && g.Gone() {
			a.Verdict, a.Reasons, a.Evidence = checks.Unreachable, []checks.Reason{checks.DeadLink}, []checks.Evidence{e}
			return false
		}
		a = checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{e}, Crawled: true}
		return true
	}
	fed := once(func(address string) bool {
		if !feedWords.In(address) {
			return false
		}
		u, err := url.Parse(address)
		return err == nil && feedPath.MatchString(u.RequestURI())
	})
	for _, p := range own {
		for _, f := range p.Read().Markup.Feeds {
			if try(p, f, f) {
				return a
			}
		}
		for i := range p.Read().Links {
			l := &p.Content.Links[i]
			if l.Hidden || l.URL == "" || !fed(l.URL) {
				continue
			}
			if try(p, l.URL, l.Key) {
				return a
			}
		}
	}
	return a
}
