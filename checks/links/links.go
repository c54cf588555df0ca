// Package links judges where a site's links lead: which are dead, and which
// parts of encrypted pages come unencrypted. It reads what the crawl saw.
package links

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// The names by which rules call on the check.
const (
	Dead  = "links.dead"  // links that lead to nothing
	Mixed = "https.mixed" // unencrypted parts of encrypted pages
)

// Check answers for links.
type Check struct{}

// Names lists both.
func (Check) Names() []string { return []string{Dead, Mixed} }

// Judge implements checks.Check.
func (Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	if name == Mixed {
		return mixed(site)
	}
	return dead(site)
}

// fault is one mend that would bring links to life: a dead target, or a place in
// the site's template that names another dead target on every page.
type fault struct {
	page    *checks.Page // the first on which it stands
	link    *checks.Link
	detail  string
	pages   int
	targets int
	last    string // address of the last page counted
}

// fewPages on which one label leads to as many dead targets make a template.
const fewPages = 3

// mostFaults are cited one by one.
const mostFaults = 10

// dead counts targets, not links: what every page repeats is one of them.
func dead(site *checks.Site) checks.Answer {
	lives := map[string]bool{}
	faults := map[string]*fault{}
	var order []string
	unseen := 0
	for _, p := range site.Own() {
		c := p.Read()
		for i := range c.Links {
			l := &c.Links[i]
			if l.Key == "" || l.Hidden {
				continue
			}
			detail, known := fate(site, l.Key)
			if _, met := lives[l.Key]; !met {
				if !known {
					lives[l.Key] = true
					unseen++
					continue
				}
				lives[l.Key] = detail == ""
			}
			if detail == "" || !known {
				continue
			}
			f := faults[l.Key]
			if f == nil {
				f = &fault{page: p, link: l, detail: detail, targets: 1}
				faults[l.Key] = f
				order = append(order, l.Key)
			}
			if f.last != p.URL {
				f.pages, f.last = f.pages+1, p.URL
			}
		}
	}
	seen := len(lives) - unseen
	if seen == 0 {
		a := checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Coverage}, Crawled: true}
		if site.Undrawn() {
			a.Reasons[0] = checks.NeedsRender
		}
		return a
	}
	list := byTemplate(faults, order)
	a := checks.Answer{Verdict: checks.Found, Crawled: true}
	said := fmt.Sprintf("ปลายทางของลิงก์ที่ตรวจ %d แห่ง เปิดได้ %d แห่ง", seen, seen-len(order))
	if unseen > 0 {
		said += fmt.Sprintf(" (อีก %d แห่งไม่ได้เปิดดูในครั้งนี้)", unseen)
	}
	if home := site.Find(site.Home); home != nil {
		a.Evidence = append(a.Evidence, checks.Cite(home, checks.AtLink, said, "links"))
	}
	if len(order) == 0 {
		return a
	}
	a.Reasons = []checks.Reason{checks.DeadLink}
	if a.Verdict = checks.Partial; len(order) == seen {
		a.Verdict = checks.Unreachable
	}
	for i, f := range list {
		if i == mostFaults {
			break
		}
		quote := fmt.Sprintf("«%s» → %s (%s)", f.link.Text, readable(f.link.URL), f.detail)
		if f.targets > 1 {
			quote = fmt.Sprintf("«%s» ในแม่แบบของหน้า พาไปที่เสีย %d แห่ง เช่น %s (%s)", f.link.Text, f.targets, readable(f.link.URL), f.detail)
		}
		if f.pages > 1 {
			quote += fmt.Sprintf(" อยู่ใน %d หน้า", f.pages)
		}
		a.Evidence = append(a.Evidence, checks.Cite(f.page, checks.AtLink, quote, "curl -sIL '"+strings.ReplaceAll(f.link.URL, "'", "%27")+"'"))
		a.Nearest = append(a.Nearest, checks.Miss{URL: f.page.URL, Title: f.page.Read().Title, Quote: quote, Reason: checks.DeadLink})
	}
	return a
}

// byTemplate joins dead targets that one label names on page after page, most
// pages first.
func byTemplate(faults map[string]*fault, order []string) []*fault {
	labels := map[string][]*fault{}
	name := func(f *fault) string {
		return f.link.Region.String() + "\x00" + strings.ToLower(strings.Join(strings.Fields(f.link.Text), " "))
	}
	for _, key := range order {
		labels[name(faults[key])] = append(labels[name(faults[key])], faults[key])
	}
	var out []*fault
	for _, key := range order {
		f := faults[key]
		same := labels[name(f)]
		pages := map[string]bool{}
		for _, o := range same {
			pages[o.page.URL] = true
		}
		switch {
		case len(pages) < fewPages || len(pages) < len(same) || f.link.Text == "":
			out = append(out, f)
		case same[0] == f:
			for _, o := range same[1:] {
				f.pages += o.pages
			}
			f.targets = len(same)
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b *fault) int { return b.pages - a.pages })
	return out
}

// fate says what a citizen who follows a link to an address meets: "" where it
// opens. known is false where this run cannot tell.
func fate(site *checks.Site, key string) (detail string, known bool) {
	if r := site.Find(key); r != nil {
		if r.Fetch().Trouble == checks.SoftMissing {
			return "ตอบ 200 แต่เนื้อหาบอกว่าไม่มีหน้านี้", true
		}
		return "", true
	}
	g := site.GapAt(key)
	if g == nil {
		return "", false
	}
	silent := (g.Reason == checks.DNS || g.Reason == checks.SiteDown) && g.Tries >= 2
	if !g.Gone() && !silent && g.Reason != checks.RedirectLoop {
		return "", false
	}
	if g.Detail != "" {
		return g.Detail, true
	}
	return string(g.Reason), true
}

// mixed looks at encrypted pages for parts that come unencrypted and for forms
// that send unencrypted.
func mixed(site *checks.Site) checks.Answer {
	var c checks.Share
	for _, p := range site.Own() {
		if !strings.HasPrefix(p.Final, "https:") {
			continue
		}
		bad := plainParts(p.Read())
		quote := ""
		if len(bad) > 0 {
			quote = fmt.Sprintf("เรียก %s ด้วย http", readable(bad[0]))
			if len(bad) > 1 {
				quote += fmt.Sprintf(" และอีก %d รายการ", len(bad)-1)
			}
		}
		c.Add(len(bad) == 0, checks.Cite(p, checks.AtText, quote, "เปิดเครื่องมือสำหรับนักพัฒนา (F12) ดูข้อความ Mixed Content"))
	}
	a := c.Answer(1, "หน้าที่ทุกส่วนมาทาง https", "หน้า", "")
	if a.Verdict == checks.NotRequired {
		a.Reasons = []checks.Reason{checks.NoHTTPS}
		if len(site.Own()) == 0 {
			a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.Coverage}
		}
	}
	return a
}

// plainParts lists what a page loads or sends to over http.
func plainParts(c *checks.Content) []string {
	var out []string
	add := func(address string) {
		if strings.HasPrefix(strings.ToLower(address), "http:") && !slices.Contains(out, address) {
			out = append(out, address)
		}
	}
	for _, s := range c.Scripts {
		add(s)
	}
	for _, s := range c.Markup.Styles {
		add(s)
	}
	for i := range c.Links {
		if c.Links[i].Kind == checks.LinkFrame {
			add(c.Links[i].URL)
		}
	}
	for i := range c.Forms {
		add(c.Forms[i].Action)
	}
	for i := range c.Images {
		add(c.Images[i].Src)
	}
	return out
}

// readable writes an address as people read it.
func readable(address string) string {
	if s, err := url.PathUnescape(address); err == nil {
		address = strings.ToValidUTF8(s, "?")
	}
	if r := []rune(address); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return address
}
