package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// regions decides for the elements that matter which part of the page they
// are: by their own tags and roles, by class names, and in old layouts by their
// density of links and their place. Where nothing is clear all is main, since
// losing content is worse than keeping a menu.
func (w *walker) regions(root *node) {
	w.mark(root, checks.RegionMain)
	if body := w.parts.body; body != nil {
		w.outside(body)
		w.oldMenus(body)
		w.oldFoot(body)
		w.oldBanner(body)
		w.frameMenu(root, body)
	}
}

// mark goes down the tree and notes where a region begins. Inside furniture only
// a menu still counts, since headers and side columns hold the site's menus.
func (w *walker) mark(n *node, now checks.Region) {
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type != html.ElementNode {
			if ch.Type == html.DocumentNode {
				w.mark(ch, now)
			}
			continue
		}
		next := now
		if r, sure := said(ch); r != 0 && nests(now, r) && w.believes(ch, r, sure) {
			next = r
			ch.given = r
			w.said = append(w.said, ch)
			w.marked = w.marked || r == checks.RegionMenu && ch.size.links >= 3
		}
		if next != checks.RegionMenu && next != checks.RegionFooter {
			w.mark(ch, next)
		}
	}
}

// nests reports whether a region may begin inside another.
func nests(outer, inner checks.Region) bool {
	switch outer {
	case checks.RegionMain:
		return true
	case checks.RegionHeader:
		return inner == checks.RegionMenu
	case checks.RegionAside:
		return inner == checks.RegionMenu || inner == checks.RegionMain
	}
	return false
}

// said gives the region that an element names for itself, "" if none; sure is
// true for tags and roles, which mean what they say more often than classes do.
func said(n *node) (r checks.Region, sure bool) {
	if r := byTag(n); r != 0 {
		return r, true
	}
	switch attr(n, "role") {
	case "navigation", "menubar":
		return checks.RegionMenu, true
	case "main":
		return checks.RegionMain, true
	case "contentinfo":
		return checks.RegionFooter, true
	case "banner":
		return checks.RegionHeader, true
	case "complementary":
		return checks.RegionAside, true
	}
	switch n.Data {
	case "div", "section", "ul", "ol", "td", "table", "tr", "p", "form", "center", "tbody", "dl":
		if r := classRegion(attr(n, "id")); r != 0 {
			return r, false
		}
		return n.class.region, false
	}
	return 0, false
}

func byTag(n *node) checks.Region {
	switch n.Data {
	case "nav":
		return checks.RegionMenu
	case "main":
		return checks.RegionMain
	case "aside":
		return checks.RegionAside
	case "footer":
		if !within(n, "article", "main", "blockquote") {
			return checks.RegionFooter
		}
	case "header":
		if !within(n, "article", "main", "section") && !n.class.content {
			return checks.RegionHeader
		}
	}
	return 0
}

// believes weighs what an element says of itself against what it holds.
func (w *walker) believes(n *node, r checks.Region, sure bool) bool {
	s := n.size
	if r == checks.RegionMain {
		return true
	}
	if s.main || s.article*10 >= w.total.text*3 && s.article > 0 {
		return false
	}
	share := 0
	if w.total.text > 0 {
		share = 100 * s.text / w.total.text
	}
	listed := s.linked*2 >= s.text && s.proof*2 <= s.links
	switch r {
	case checks.RegionMenu:
		switch {
		case tablist(n):
			return false
		case sure:
			return s.linked*3 >= s.text || share <= 50 || s.text < 300
		}
		return listed || s.proof == 0 && (s.text < 80 && s.heads == 0 || share <= 10)
	case checks.RegionHeader:
		holds := s.before <= 150 && (s.links >= 2 || s.images > 0 || s.tables > 0)
		if w.titleHeader(n, s) || !holds && !w.ofPage(n) {
			return false
		}
		return share <= 35 || s.text < 250 || sure && (share <= 70 || s.text < 400)
	case checks.RegionFooter:
		if after := w.total.text - s.before - s.text; after > 200 && !w.ofPage(n) {
			return false
		}
		return share <= 40 || s.text < 500 || sure && (share <= 80 || s.text < 800)
	case checks.RegionAside:
		return share <= 60 || listed || sure && share <= 80
	}
	return false
}

// ofPage reports whether an element heads or ends the whole page rather than a
// box in it: what it stands in holds most of the page.
func (w *walker) ofPage(n *node) bool {
	own := n.size
	for m := n.Parent; m != nil; m = m.Parent {
		if s := m.size; s.text != own.text || s.images != own.images {
			return s.text*10 >= w.total.text*7
		}
	}
	return true
}

// titleHeader reports whether a header holds the title of the page rather than
// the name of the site: its h1 is the first part of the page's title, which has
// other parts.
func (w *walker) titleHeader(n *node, s size) bool {
	if s.heads == 0 || s.text > 400 || s.links > 3 {
		return false
	}
	h := find(n, "h1")
	if h == nil || leadsHome(h) {
		return false
	}
	title := titleParts(w.c.Title)
	text := thai.Clean(visible(h))
	return len(title) >= 2 && text != "" && title[0] == text && title[len(title)-1] != text
}

// leadsHome reports whether an element's first link leads to the home page, as
// the name of a site does.
func leadsHome(n *node) bool {
	a := find(n, "a")
	return a != nil && homeAddress.MatchString(strings.TrimSpace(attr(a, "href")))
}

var titleBreak = regexp.MustCompile(`\s*[|–—»]\s*|\s+[-:]\s+|:\s+`)

// titleParts splits a page's title, which often names page and site, into its
// parts.
func titleParts(title string) []string {
	var parts []string
	for _, p := range titleBreak.Split(title, -1) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// outside takes the small things beside a page's declared main part for
// furniture (skip links, the name of the site, notes on cookies), and likewise
// what follows its footer.
func (w *walker) outside(body *node) {
	for _, n := range w.said {
		r, s := n.given, n.size
		if r == checks.RegionMain && s.text*10 >= w.total.text*3 || r == checks.RegionFooter && w.ofPage(n) {
			w.beside(n, body, r)
		}
	}
}

func (w *walker) beside(n, body *node, r checks.Region) {
	small := func(m *node, as checks.Region) {
		s := m.size
		if m.given == 0 && m.Type == html.ElementNode && !m.kind.silent && s.text <= 200 && s.heads+s.proof == 0 && s.links <= 3 && s.images <= 1 && !s.main {
			m.given = as
		}
	}
	for m := n; m != nil && m != body; m = m.Parent {
		near := 0
		for sib := m.NextSibling; sib != nil && near < 50; sib = sib.NextSibling {
			near++
			small(sib, checks.RegionFooter)
		}
		for sib := m.PrevSibling; r == checks.RegionMain && sib != nil && near < 100; sib = sib.PrevSibling {
			near++
			small(sib, checks.RegionHeader)
		}
	}
}

// tablist reports whether a nav is the strip of labels of a set of panels.
func tablist(n *node) bool {
	for depth, m := 0, n; m != nil && depth < 3; depth++ {
		if attr(m, "role") == "tablist" || m.class.tablist {
			return true
		}
		next := m.FirstChild
		for next != nil && next.Type != html.ElementNode {
			next = next.NextSibling
		}
		m = next
	}
	return false
}
