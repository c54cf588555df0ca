package html

import (
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

var (
	menuParts  = set("breadcrumb", "breadcrumbs", "crumb", "crumbs", "pathway", "navigation", "navi", "gnb", "lnb")
	footParts  = set("footer", "foot", "colophon", "copyright", "footers", "bottombar")
	headParts  = set("header", "masthead", "banner", "topbar", "headbar", "sitename")
	asideParts = set("sidebar", "aside", "rightbar", "leftbar", "cookie", "cookies", "gdpr")
	innerParts = set("entry", "post", "article", "card", "panel", "accordion", "modal", "tab", "tabs", "pills", "content", "section", "table", "page", "item", "body", "main", "dropdown", "list", "icon", "slide", "carousel", "widget", "box", "block", "news", "title")
	wholeNames = map[string]checks.Region{"top": checks.RegionHeader, "head": checks.RegionHeader, "logo": checks.RegionHeader, "brand": checks.RegionHeader,
		"side": checks.RegionAside, "secondary": checks.RegionAside, "widget-area": checks.RegionAside, "bottom": checks.RegionFooter, "path": checks.RegionMenu,
		"portal-top": checks.RegionHeader, "site-top": checks.RegionHeader, "web-top": checks.RegionHeader, "main-top": checks.RegionHeader}
	menuName = regexp.MustCompile(`^(?:[a-z]*(?:menus?|nav|navbar)|menu(?:bar|left|right|top|main))$`)
)

// classRegion reads a region from the words of an element's id and classes. A
// word that also names a part of the content (entry-header, nav-tabs, card-footer)
// says nothing.
func classRegion(names string) checks.Region {
	for word := range strings.FieldsSeq(strings.ToLower(names)) {
		word = strings.TrimRight(word, "0123456789")
		if r, ok := wholeNames[word]; ok {
			return r
		}
		parts := nameParts(word)
		if ofContent(parts) {
			continue
		}
		for _, p := range slices.Backward(append([]string{strings.Join(parts, "")}, parts...)) {
			if r := partRegion(p); r != 0 {
				return r
			}
		}
	}
	return 0
}

// partRegion gives the region that a part of a class name speaks of, "" if none.
func partRegion(p string) checks.Region {
	switch {
	case menuParts[p] || menuName.MatchString(p):
		return checks.RegionMenu
	case footParts[p]:
		return checks.RegionFooter
	case headParts[p]:
		return checks.RegionHeader
	case asideParts[p]:
		return checks.RegionAside
	}
	return 0
}

// contentName reports whether one of an element's classes names a part of the
// content.
func contentName(class string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(class)) {
		if ofContent(nameParts(word)) {
			return true
		}
	}
	return false
}

func nameParts(word string) []string {
	return strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '_' || r == ':' })
}

// ofContent reports whether a class name's words speak of a part of the content.
func ofContent(parts []string) bool {
	inner := false
	for i, p := range parts {
		if strings.HasPrefix(p, "breadcrumb") || i == 0 && footParts[p] {
			return false
		}
		inner = inner || innerParts[p]
	}
	site := len(parts) == 2 && (parts[0] == "main" && !innerParts[parts[1]] || parts[0] == "page" && footParts[parts[1]])
	return inner && !site
}
