package html

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

var homePath = regexp.MustCompile(`(?i)^/?(?:(?:index|default|home|main)\.\w{3,5})?$`)

// furnitureAbove takes what stands above the heading that the page's own title
// names for the site's header and menu, if it is no more than names and links of
// the site: many offices print both on every page without saying so.
func (w *walker) furnitureAbove() {
	if homePath.MatchString(w.doc.Path) {
		return // the parts of a home page are its content
	}
	own := w.ownHeading()
	for i := range max(own, 0) {
		if !w.furniture(&w.c.Blocks[i]) {
			return
		}
	}
	for i := range max(own, 0) {
		b := &w.c.Blocks[i]
		if b.Region != checks.RegionMain {
			continue
		}
		b.Region = checks.RegionHeader
		if len(b.Links()) > 0 && b.Kind != checks.BlockHeading {
			b.Region = checks.RegionMenu
		}
		w.place(b, i)
	}
}

// ownHeading finds the heading that repeats a part of the page's title, the
// second if two repeat different parts: the first is then the site's. It gives -1
// if there is none.
func (w *walker) ownHeading() int {
	const most = 4 // headings above the page's own
	parts := titleParts(w.c.Title)
	own, seen, named := -1, 0, ""
	for i := range w.c.Blocks {
		b := &w.c.Blocks[i]
		if b.Kind != checks.BlockHeading || b.Region == checks.RegionMenu || b.Region == checks.RegionAside {
			continue
		}
		if seen++; seen > most {
			break
		}
		for _, p := range parts {
			if utf8.RuneCountInString(p) < 5 || !strings.HasPrefix(b.Text, p) && !strings.HasPrefix(p, b.Text) || p == named {
				continue
			}
			if own >= 0 && b.Text == w.c.Blocks[own].Text {
				return own
			}
			if b.Region == checks.RegionMain {
				own = i
			}
			if named != "" {
				return own
			}
			named = p
		}
	}
	return own
}

// furniture reports whether a block may be the site's rather than the page's: a
// name, a picture, or links within the site.
func (w *walker) furniture(b *checks.Block) bool {
	if b.Region != checks.RegionMain {
		return true
	}
	linked := 0
	for _, n := range b.Links() {
		l := &w.c.Links[n]
		linked += utf8.RuneCountInString(l.Text)
		if w.leadsToProof(l.Href()) || l.Kind == checks.LinkFrame || l.Kind == checks.LinkResource {
			return false
		}
	}
	runes := utf8.RuneCountInString(b.Text)
	return b.Kind == checks.BlockHeading && runes <= longestHead || b.Kind != checks.BlockRow && runes-linked <= 60
}
