package html

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
)

// regions decides for the elements that matter which part of the page they
// are: by their own tags and roles, by class names, and in old layouts by their
// density of links and their place. Where nothing is clear all is main, since
// losing content is worse than keeping a menu.
func (w *walker) regions(root *html.Node) {
	w.given = map[*html.Node]checks.Region{}
	w.mark(root, checks.RegionMain)
	if body := find(root, "body"); body != nil {
		w.oldMenus(body)
		w.oldFoot(body)
		w.oldBanner(body)
		w.frameMenu(root, body)
	}
}

// mark goes down the tree and notes where a region begins. Inside furniture only
// a menu still counts, since headers and side columns hold the site's menus.
func (w *walker) mark(n *html.Node, now checks.Region) {
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type != html.ElementNode {
			if ch.Type == html.DocumentNode {
				w.mark(ch, now)
			}
			continue
		}
		next := now
		if r, sure := said(ch); r != "" && w.believes(ch, r, sure) {
			switch {
			case now == checks.RegionMain, r == checks.RegionMenu && (now == checks.RegionHeader || now == checks.RegionAside):
				next = r
				w.given[ch] = r
				w.marked = w.marked || r == checks.RegionMenu && w.sizes[ch].links >= 3
			case r == checks.RegionMain && now == checks.RegionAside:
				next = r
				w.given[ch] = r
			}
		}
		if next != checks.RegionMenu && next != checks.RegionFooter {
			w.mark(ch, next)
		}
	}
}

// said gives the region that an element names for itself, "" if none; sure is
// true for tags and roles, which mean what they say more often than classes do.
func said(n *html.Node) (r checks.Region, sure bool) {
	switch n.Data {
	case "nav":
		return checks.RegionMenu, true
	case "main":
		return checks.RegionMain, true
	case "footer":
		if within(n, "article", "main", "blockquote") {
			return "", false
		}
		return checks.RegionFooter, true
	case "header":
		if within(n, "article", "main", "section") {
			return "", false
		}
		return checks.RegionHeader, true
	case "aside":
		return checks.RegionAside, true
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
		return classRegion(attr(n, "id") + " " + attr(n, "class")), false
	}
	return "", false
}

var (
	menuParts   = set("nav", "navbar", "navigation", "menu", "mainmenu", "topmenu", "leftmenu", "rightmenu", "sidemenu", "menubar", "megamenu", "topnav", "sidenav", "mainnav", "breadcrumb", "breadcrumbs", "pathway", "crumbs", "sitenav", "navmenu", "menuleft", "menutop")
	footParts   = set("footer", "foot", "colophon", "copyright", "footers", "bottombar")
	headParts   = set("header", "masthead", "banner", "topbar", "headbar", "sitename")
	asideParts  = set("sidebar", "aside", "widget", "widgets", "rightcol", "leftcol", "rightbar", "leftbar", "rightside", "leftside")
	innerParts  = set("entry", "post", "article", "card", "panel", "accordion", "modal", "tab", "tabs", "pills", "content", "section", "table", "page", "item", "body", "main", "dropdown", "list", "icon", "slide", "carousel")
	wholeTopics = map[string]checks.Region{"top": checks.RegionHeader, "head": checks.RegionHeader, "logo": checks.RegionHeader, "brand": checks.RegionHeader,
		"side": checks.RegionAside, "bottom": checks.RegionFooter, "path": checks.RegionMenu}
)

// classRegion reads a region from the words of an element's id and classes. A
// word that also names a part of the content (entry-header, nav-tabs, card-footer)
// says nothing.
func classRegion(names string) checks.Region {
	for word := range strings.FieldsSeq(strings.ToLower(names)) {
		if r, ok := wholeTopics[word]; ok {
			return r
		}
		parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '_' || r == ':' })
		if ofContent(parts) {
			continue
		}
		for _, p := range parts {
			switch {
			case menuParts[p]:
				return checks.RegionMenu
			case footParts[p]:
				return checks.RegionFooter
			case headParts[p]:
				return checks.RegionHeader
			case asideParts[p]:
				return checks.RegionAside
			}
		}
		if len(parts) == 2 && parts[1] == "top" && parts[0] != "back" {
			return checks.RegionHeader
		}
	}
	return ""
}

// ofContent reports whether a class name's words speak of a part of the content.
func ofContent(parts []string) bool {
	inner := false
	for _, p := range parts {
		if p == "breadcrumb" || p == "breadcrumbs" {
			return false
		}
		inner = inner || innerParts[p]
	}
	site := len(parts) == 2 && (parts[0] == "main" && !innerParts[parts[1]] || parts[0] == "page" && footParts[parts[1]])
	return inner && !site
}

// believes weighs what an element says of itself against what it holds.
func (w *walker) believes(n *html.Node, r checks.Region, sure bool) bool {
	s := w.sizes[n]
	if r == checks.RegionMain {
		return true
	}
	if s.main {
		return false
	}
	share := 0
	if w.total.text > 0 {
		share = 100 * s.text / w.total.text
	}
	switch r {
	case checks.RegionMenu:
		if tablist(n) {
			return false
		}
		if sure {
			return s.linked*3 >= s.text || share <= 50 || s.text < 300
		}
		return s.linked*2 >= s.text && s.proof*2 <= s.links || s.text < 80 && s.heads == 0 || share <= 10
	case checks.RegionHeader:
		if w.titleHeader(n, s) {
			return false
		}
		if sure {
			return share <= 70 || s.text < 400
		}
		return share <= 35 || s.text < 250
	case checks.RegionFooter:
		if sure {
			return share <= 80 || s.text < 800
		}
		return share <= 40 || s.text < 500
	case checks.RegionAside:
		if sure {
			return share <= 80
		}
		return share <= 60 || s.linked*2 >= s.text && s.proof*2 <= s.links
	}
	return false
}

// titleHeader reports whether a header holds the title of the page rather than
// the name of the site: its h1 is the first part of the page's title, which has
// other parts.
func (w *walker) titleHeader(n *html.Node, s size) bool {
	if s.heads == 0 || s.text > 400 || s.links > 3 {
		return false
	}
	h := find(n, "h1")
	if h == nil {
		return false
	}
	title := strings.FieldsFunc(w.c.Title, func(r rune) bool { return strings.ContainsRune("|–—»:", r) })
	if len(title) < 2 {
		title = strings.Split(w.c.Title, " - ")
	}
	text := strings.TrimSpace(visible(h))
	return len(title) >= 2 && text != "" && strings.TrimSpace(title[0]) == text && strings.TrimSpace(title[len(title)-1]) != text
}

// tablist reports whether a nav is the strip of labels of a set of panels.
func tablist(n *html.Node) bool {
	for depth, m := 0, n; m != nil && depth < 3; depth++ {
		class := " " + strings.ToLower(attr(m, "class")) + " "
		if attr(m, "role") == "tablist" || strings.Contains(class, "nav-tabs") || strings.Contains(class, "nav-pills") {
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

// find gives the first element of a name in document order.
func find(n *html.Node, name string) *html.Node {
	for m := range n.Descendants() {
		if m.Type == html.ElementNode && m.Data == name {
			return m
		}
	}
	return nil
}

func within(n *html.Node, names ...string) bool {
	for m := n.Parent; m != nil; m = m.Parent {
		for _, name := range names {
			if m.Data == name {
				return true
			}
		}
	}
	return false
}
