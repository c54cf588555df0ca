package html

import (
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

const (
	mostRepeated = 100
	mostNamed    = 100 // feeds, and style sheets
)

// markup reads what the tags tell beside the text.
func (w *walker) markup(doc *goquery.Document, root *html.Node) {
	m := &w.c.Markup
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		m.Doctype = m.Doctype || n.Type == html.DoctypeNode
	}
	doc.Find("link[rel][href]").Each(func(_ int, s *goquery.Selection) {
		u := w.absolute(s.AttrOr("href", ""))
		if u == nil || u.Scheme != "http" && u.Scheme != "https" {
			return
		}
		rel := strings.Fields(strings.ToLower(s.AttrOr("rel", "")))
		kind := strings.ToLower(s.AttrOr("type", ""))
		switch {
		case slices.Contains(rel, "stylesheet") && len(m.Styles) < mostNamed:
			m.Styles = append(m.Styles, u.String())
		case slices.Contains(rel, "alternate") && (strings.Contains(kind, "rss") || strings.Contains(kind, "atom")) && len(m.Feeds) < mostNamed:
			m.Feeds = append(m.Feeds, u.String())
		}
	})
}

// repeated notes an id that an element before had already.
func (w *walker) repeated(id string) {
	m := &w.c.Markup
	if id != "" && len(m.Repeated) < mostRepeated && !slices.Contains(m.Repeated, id) {
		m.Repeated = append(m.Repeated, id)
	}
}

var crumbName = regexp.MustCompile(`(?:^|[\s_-])(?:(?:bread-?)?crumbs?|pathway)(?:$|[\s_-])`)

// crumbs reports whether an element calls itself a breadcrumb.
func crumbs(n *html.Node) bool {
	if len(n.Attr) == 0 {
		return false
	}
	return crumbName.MatchString(strings.ToLower(attr(n, "class")+" "+attr(n, "id")+" "+attr(n, "aria-label"))) || strings.HasSuffix(attr(n, "itemtype"), "schema.org/BreadcrumbList")
}
