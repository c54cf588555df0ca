package match

import (
	"hash/maphash"
	"slices"

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
	pages := 0
	var of [][]uint64 // per resource: its blocks' keys
	on := map[uint64]*carried{}
	seed := maphash.MakeSeed()
	for n, s := range v.all {
		of = append(of, nil)
		if s.page == nil || s.f.Outside {
			continue
		}
		pages++
		of[n] = make([]uint64, len(s.c.Blocks))
		for i := range s.c.Blocks {
			k := blockKey(seed, s.c, i)
			if of[n][i] = k; k == 0 {
				continue
			}
			if c := on[k]; c == nil {
				on[k] = &carried{pages: 1, last: n}
			} else if c.last != n {
				c.pages, c.last = c.pages+1, n
			}
		}
	}
	if pages < fewestPages {
		return
	}
	for n, s := range v.all {
		if s.page != nil && !s.f.Outside && s != v.home {
			s.c = corrected(s.c, of[n], on, pages)
		}
	}
}

// carried counts the pages that carry a block.
type carried struct{ pages, last int }

// settleCards gives each page its content with the cards of persons joined.
func (v *view) settleCards() {
	for _, s := range v.all {
		if s.page != nil {
			s.c = joinCards(s.c)
		}
	}
}

// blockKey names a block by what it says; 0 for one that says nothing.
func blockKey(seed maphash.Seed, c *checks.Content, i int) uint64 {
	b := &c.Blocks[i]
	if b.Text == "" && len(b.Links) == 0 {
		return 0
	}
	const odd = 0x9E3779B97F4A7C15
	k := maphash.String(seed, b.Text)
	for _, l := range b.Links {
		k = (k ^ maphash.String(seed, c.Links[l].Key)) * odd
	}
	return k | 1
}

func corrected(c *checks.Content, keys []uint64, on map[uint64]*carried, pages int) *checks.Content {
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
	times := make([]int, len(keys))
	for i := range c.Blocks {
		if keys[i] != 0 {
			times[i] = on[keys[i]].pages
		}
		b, n := &c.Blocks[i], times[i]
		shared := float64(n) >= sharedByMost*float64(pages)
		if b.Main() && !shared {
			main++
		}
	}
	for i := range c.Blocks {
		b, n := &c.Blocks[i], times[i]
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
