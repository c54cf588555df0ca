package match

import (
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// What a page's own markup says of its parts is corrected by the other pages of
// the site: what stands on most of them is furniture, and what stands on this
// one alone is what it is about. Below a handful of pages nothing can be said.
const (
	fewestPages  = 6
	sharedByMost = 0.6  // of the pages: furniture
	ownedByFew   = 0.25 // of the pages, and at most three: content
)

// settleRegions gives each page its content with the regions corrected; on the
// home page furniture stays what it is, so that it is looked at once. The site
// itself is left as it was seen.
func (v *view) settleRegions() {
	defer v.settleCards()
	on := map[string]int{} // block → pages that carry it
	pages := 0
	for _, s := range v.all {
		if s.page == nil || s.f.Outside {
			continue
		}
		pages++
		here := map[string]bool{}
		for i := range s.c.Blocks {
			if k := blockKey(s.c, i); k != "" && !here[k] {
				here[k] = true
				on[k]++
			}
		}
	}
	if pages < fewestPages {
		return
	}
	for _, s := range v.all {
		if s.page != nil && !s.f.Outside && s != v.home {
			s.c = corrected(s.c, on, pages)
		}
	}
}

// settleCards gives each page its content with the cards of persons joined.
func (v *view) settleCards() {
	for _, s := range v.all {
		if s.page != nil {
			s.c = joinCards(s.c)
		}
	}
}

// blockKey names a block by what it says; "" for one that says nothing.
func blockKey(c *checks.Content, i int) string {
	b := &c.Blocks[i]
	if b.Text == "" && len(b.Links) == 0 {
		return ""
	}
	if len(b.Links) == 0 {
		return b.Text
	}
	var key strings.Builder
	key.WriteString(b.Text)
	for _, l := range b.Links {
		key.WriteByte(0)
		key.WriteString(c.Links[l].Key)
	}
	return key.String()
}

func corrected(c *checks.Content, on map[string]int, pages int) *checks.Content {
	var out *checks.Content
	change := func(i int, to checks.Region) {
		if out == nil {
			copied := *c
			copied.Blocks, copied.Links = slices.Clone(c.Blocks), slices.Clone(c.Links)
			out = &copied
		}
		out.Blocks[i].Region = to
		for _, l := range c.Blocks[i].Links {
			out.Links[l].Region = to
		}
	}
	main := 0
	for i := range c.Blocks {
		b, n := &c.Blocks[i], on[blockKey(c, i)]
		shared := float64(n) >= sharedByMost*float64(pages)
		if b.Main() && !shared {
			main++
		}
	}
	for i := range c.Blocks {
		b, n := &c.Blocks[i], on[blockKey(c, i)]
		switch {
		case n == 0:
		case b.Region != checks.RegionMenu && float64(n) >= sharedByMost*float64(pages):
			change(i, checks.RegionMenu)
		case b.Region == checks.RegionMenu && main == 0 && n <= 3 && float64(n) <= ownedByFew*float64(pages):
			// a page of nothing but links, taken for a menu
			change(i, checks.RegionMain)
		}
	}
	if out == nil {
		return c
	}
	return out
}
