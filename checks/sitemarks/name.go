package sitemarks

import (
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// name looks for the office's name where a visitor meets it first: title,
// headings, header and footer, and pictures of the home page and its frames.
func name(site *checks.Site, own []*checks.Page) checks.Answer {
	home, _ := site.Find(site.Home).(*checks.Page)
	if home == nil {
		return blind(checks.SiteDown)
	}
	district := site.Office.District
	if district == "" {
		_, district = thai.OfficeIn(site.Office.Name)
	}
	if district == "" && site.Office.Name == "" {
		return checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.PersonDecides}, Crawled: true,
			Evidence: []checks.Evidence{checks.Cite(home, checks.AtTitle, home.Read().Title, "ดูชื่อหน้าและหัวเว็บ")},
			Question: "หัวเว็บหรือชื่อหน้าบอกชื่อหน่วยงานเจ้าของเว็บไซต์หรือไม่"}
	}
	names := append(folded(site.Office.Name), folded(site.Office.Aliases...)...)
	if district != "" {
		names = append(names, folded("สำนักงานสาธารณสุขอำเภอ"+district, "สาธารณสุขอำเภอ"+district, "สสอ."+district, "สสอ"+district)...)
	}
	var other *checks.Evidence
	for _, p := range append([]*checks.Page{home}, framed(site, home)...) {
		for _, t := range signs(p) {
			f := thai.Fold(t.text)
			for _, n := range names {
				if len(n) > 6 && strings.Contains(f, n) {
					return checks.Answer{Verdict: checks.Found, Crawled: true, Evidence: []checks.Evidence{checks.Cite(p, t.place, t.text, "ชื่อหน่วยงาน")}}
				}
			}
			if o, _ := thai.OfficeIn(t.text); o != "" && other == nil {
				e := checks.Cite(p, t.place, t.text, o)
				other = &e
			}
		}
	}
	if other != nil {
		return checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.WrongOwner}, Crawled: true, Evidence: []checks.Evidence{*other},
			Question: "หัวเว็บบอกชื่อ " + other.Why + " เป็นหน่วยงานเดียวกับ " + site.Office.Name + " หรือไม่"}
	}
	a := checks.Answer{Verdict: checks.Absent, Crawled: true, Nearest: []checks.Miss{{URL: home.URL, Title: home.Read().Title, Quote: home.Read().Title, Missing: []string{"ชื่อหน่วยงาน"}}}}
	if home.Undrawn() {
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.NeedsRender}
	}
	return a
}

// framed lists the pages that a page shows inside its frames.
func framed(site *checks.Site, p *checks.Page) []*checks.Page {
	var out []*checks.Page
	for i := range p.Read().Links {
		l := &p.Content.Links[i]
		if l.Kind != checks.LinkFrame || l.Hidden {
			continue
		}
		if in, ok := site.Find(l.Key).(*checks.Page); ok && in != p && !in.Outside {
			out = append(out, in)
		}
	}
	return out
}

type sign struct {
	place checks.Place
	text  string
}

// signs lists what a page's head and foot say.
func signs(p *checks.Page) []sign {
	c := p.Read()
	out := []sign{{checks.AtTitle, c.Title}}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		switch {
		case b.Text == "":
		case b.Kind == checks.BlockHeading && b.Level <= 2:
			out = append(out, sign{checks.AtHeading, b.Text})
		case b.Region == checks.RegionHeader, b.Region == checks.RegionFooter:
			out = append(out, sign{checks.AtText, b.Text})
		}
	}
	for i := range c.Images {
		if c.Images[i].Alt != "" {
			out = append(out, sign{checks.AtImage, c.Images[i].Alt})
		}
	}
	return out
}

// untitled are titles that editors put in by themselves, folded.
var untitled = folded("untitled", "untitled document", "untitled page", "new page", "document", "no title", "page title", "title", "ไม่มีชื่อ", "ไม่มีชื่อเรื่อง", "หน้าใหม่", "index", "web page", "webpage", "my page")

// titles counts the pages whose title says something and is theirs alone.
func titles(_ *checks.Site, own []*checks.Page) checks.Answer {
	times := map[string]int{}
	for _, p := range own {
		times[thai.Fold(p.Read().Title)]++
	}
	var c checks.Share
	for _, p := range own {
		f := thai.Fold(p.Read().Title)
		why := ""
		bare := strings.TrimRight(f, "0123456789 ")
		switch {
		case f == "":
			why = "ไม่มีชื่อหน้า"
		case contains(untitled, bare):
			why = "ชื่อที่โปรแกรมตั้งให้เอง"
		case times[f] > 1:
			why = "ชื่อซ้ำกับหน้าอื่น"
		}
		e := checks.Cite(p, checks.AtTitle, p.Read().Title, sourceOf)
		if why != "" {
			e.Quote = strings.TrimSpace("«" + e.Quote + "» " + why)
		}
		c.Add(why == "", e)
	}
	return c.Answer(checks.Most, "หน้าที่มีชื่อของตนเองไม่ซ้ำกัน", "หน้า", "")
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
