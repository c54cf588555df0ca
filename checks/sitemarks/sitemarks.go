// Package sitemarks judges the marks by which people find their way on a site:
// its name, titles, site map, search, breadcrumbs, dates, and what those need who
// cannot see the page. It reads what the crawl saw.
package sitemarks

import (
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// The names by which rules call on the check.
const (
	Name       = "site.name"       // the home page names this office
	Titles     = "site.titles"     // pages have titles of their own
	Sitemap    = "site.sitemap"    // a map of the site for people
	Search     = "site.search"     // a search over the site
	Breadcrumb = "site.breadcrumb" // inner pages show where they stand
	Updated    = "site.updated"    // the day of the last change is shown
	Feeds      = "site.feeds"      // news can be subscribed to
	Channels   = "site.channels"   // pages on social networks, feeds
	SkipLink   = "site.skip_link"  // the first link leads past the menu
	Alt        = "site.alt"        // pictures have alternative texts
	Labels     = "site.labels"     // controls have labels
	Viewport   = "site.viewport"   // pages adapt to the width of the screen
	Markup     = "site.markup"     // document type, ids that stand once
)

// Check answers for the marks of a site.
type Check struct{}

// judges is the closed list.
var judges = []struct {
	name  string
	judge func(site *checks.Site, own []*checks.Page) checks.Answer
}{
	{Name, name}, {Titles, titles}, {Sitemap, sitemap}, {Search, search}, {Breadcrumb, breadcrumb}, {Updated, updated}, {Feeds, feeds},
	{Channels, channels}, {SkipLink, skipLink}, {Alt, alt}, {Labels, labels}, {Viewport, viewport}, {Markup, markup},
}

// Names lists all of them.
func (Check) Names() []string {
	out := make([]string, len(judges))
	for i := range judges {
		out[i] = judges[i].name
	}
	return out
}

// Judge implements checks.Check.
func (Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	own := site.Own()
	if len(own) == 0 {
		return blind(checks.Coverage)
	}
	for i := range judges {
		if judges[i].name == name {
			a := judges[i].judge(site, own)
			if a.Verdict == checks.NotRequired && site.Undrawn() {
				return blind(checks.NeedsRender)
			}
			return a
		}
	}
	return checks.Answer{Verdict: checks.Untested}
}

func blind(why checks.Reason) checks.Answer {
	return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{why}, Crawled: true}
}

func folded(words ...string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = thai.Fold(w)
	}
	return out
}

// oneOf is for finding one of some words in folded texts.
func oneOf(words ...string) *thai.Words { return thai.NewWords(folded(words...)...) }

// mostAsked bounds the texts whose answer is kept in mind.
const mostAsked = 4096

// once asks a text once as long as it is kept in mind: menus say the same on every page.
func once(ask func(string) bool) func(string) bool {
	known := map[string]bool{}
	return func(s string) bool {
		is, asked := known[s]
		if !asked {
			if len(known) >= mostAsked {
				clear(known)
			}
			is = ask(s)
			known[s] = is
		}
		return is
	}
}

const sourceOf = "ดูซอร์สของหน้า (Ctrl+U)"

// viewport counts the pages that adapt to the screen.
func viewport(_ *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	for _, p := range own {
		c.Add(p.Read().Viewport, checks.Cite(p, checks.AtText, `<meta name="viewport">`, sourceOf))
	}
	return c.Answer(checks.Most, "หน้าที่ประกาศ viewport", "หน้า", "")
}

// markup counts the pages with a document type and without doubled ids. Pages
// that no parser takes were read by their tokens and show neither.
func markup(_ *checks.Site, own []*checks.Page) checks.Answer {
	var c checks.Share
	for _, p := range own {
		m := &p.Read().Markup
		if p.Read().Facts.Deep {
			c.Add(false, checks.Cite(p, checks.AtText, "ซ้อนแท็กลึกเกินกว่าที่เบราว์เซอร์จะอ่าน", sourceOf))
			continue
		}
		quote := ""
		if !m.Doctype {
			quote = "ไม่มี <!DOCTYPE>"
		}
		if len(m.Repeated) > 0 {
			quote = strings.TrimPrefix(quote+" · id ซ้ำ: "+strings.Join(m.Repeated[:min(len(m.Repeated), 5)], ", "), " · ")
		}
		c.Add(quote == "", checks.Cite(p, checks.AtText, quote, "validator.w3.org"))
	}
	return c.Answer(checks.Most, "หน้าที่มี DOCTYPE และไม่มี id ซ้ำ", "หน้า", "")
}
