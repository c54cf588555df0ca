package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

const (
	mostRepeated = 100
	mostNamed    = 100 // feeds, and style sheets
)

// markup reads what the tags tell beside the text.
func (w *walker) markup(root *node) {
	m := &w.c.Markup
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		m.Doctype = m.Doctype || n.Type == html.DoctypeNode
	}
	for _, n := range w.parts.links {
		u := w.absolute(attr(n, "href"))
		if u == nil || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		rel := strings.Fields(strings.ToLower(attr(n, "rel")))
		kind := strings.ToLower(attr(n, "type"))
		switch {
		case slices.Contains(rel, "stylesheet") && len(m.Styles) < mostNamed:
			m.Styles = append(m.Styles, u.String())
		case slices.Contains(rel, "alternate") && (strings.Contains(kind, "rss") || strings.Contains(kind, "atom")) && len(m.Feeds) < mostNamed:
			m.Feeds = append(m.Feeds, u.String())
		}
	}
}

// repeated notes an id that an element before had already.
func (w *walker) repeated(id string) {
	m := &w.c.Markup
	if id != "" && len(m.Repeated) < mostRepeated && !slices.Contains(m.Repeated, id) {
		m.Repeated = append(m.Repeated, id)
	}
}

var crumbName = words(`(?:^|[\s_-])(?:(?:bread-?)?crumbs?|pathway)(?:$|[\s_-])`, "crumb", "pathway")

// crumbs reports whether an element calls itself a breadcrumb.
func crumbs(n *node) bool {
	if len(n.Attr) == 0 {
		return false
	}
	return n.class.crumb || crumbly(attr(n, "id")) || crumbly(attr(n, "aria-label")) || strings.HasSuffix(attr(n, "itemtype"), "schema.org/BreadcrumbList")
}

// crumbly reports whether a name is that of a breadcrumb.
func crumbly(s string) bool { return s != "" && crumbName.MatchString(strings.ToLower(s)) }
