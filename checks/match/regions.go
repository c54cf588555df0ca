package match

import (
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

// settleRegions corrects the regions of each page's blocks; on the home page
// furniture stays what it is, so that it is looked at once. The site itself is
// left as it was seen.
func (v *view) settleRegions() {
	defer v.settleCards()
	pages := 0
	var on []carried // by the number of a line
	for n, s := range v.all {
		if s.page == nil || s.f.Outside {
			continue
		}
		pages++
		lines := v.sheet(s.c, s.c.Facts.Damaged, true).lines
		on = append(on, make([]carried, max(0, 2*max(len(v.texts.lines), int(v.texts.count))+1-len(on)))...)
		for _, k := range lines {
			if c := &on[k]; c.pages == 0 || c.last != int32(n) {
				c.pages, c.last = c.pages+1, int32(n)
			}
		}
	}
	if pages < fewestPages {
		return
	}
	for _, s := range v.all {
		if s.page != nil && !s.f.Outside && s != v.home {
			s.moved = corrected(s.c, v.sheet(s.c, s.c.Facts.Damaged, true).lines, on, pages)
		}
	}
}

// carried counts the pages that carry a line.
type carried struct{ pages, last int32 }

// settleCards gives each page its content with the cards of persons joined.
func (v *view) settleCards() {
	for _, s := range v.all {
		if s.page != nil {
			s.c = joinCards(s.c, s.main)
		}
	}
}

// move is what a block was taken for, where that was put right.
type move uint8

const (
	stays move = iota
	toMenu
	toMain
)

// corrected gives the moves of a page's blocks; nil where all stay what they are.
func corrected(c *checks.Content, lines []int32, on []carried, pages int) []move {
	main := 0
	times := func(i int) int {
		if lines[i] == 0 {
			return 0
		}
		return int(on[lines[i]].pages)
	}
	for i := range c.Blocks {
		if c.Blocks[i].Main() && float64(times(i)) < sharedByMost*float64(pages) {
			main++
		}
	}
	var out []move
	change := func(i int, to move) {
		if out == nil {
			out = make([]move, len(c.Blocks))
		}
		out[i] = to
	}
	for i := range c.Blocks {
		b, n := &c.Blocks[i], times(i)
		switch {
		case n == 0:
		case b.Region != checks.RegionMenu && float64(n) >= sharedByMost*float64(pages):
			change(i, toMenu)
		case b.Region == checks.RegionMenu && main == 0 && n <= 3 && float64(n) <= ownedByFew*float64(pages):
			// a page of nothing but links, taken for a menu
			change(i, toMain)
		}
	}
	return out
}

// region is where the block at i stands, corrected.
func (s *seen) region(i int) checks.Region {
	if s.moved != nil {
		switch s.moved[i] {
		case toMenu:
			return checks.RegionMenu
		case toMain:
			return checks.RegionMain
		}
	}
	return s.c.Blocks[i].Region
}

// main reports whether the block at i is part of what the page is about.
func (s *seen) main(i int) bool {
	return s.region(i).Main()
}

// linkRegion is where a link stands, corrected.
func (s *seen) linkRegion(l *checks.Link) checks.Region {
	if s.moved != nil && l.Block >= 0 && l.Block < len(s.moved) && s.moved[l.Block] != stays {
		return s.region(l.Block)
	}
	return l.Region
}

// section gives the end of the section that the heading block at i opens, as
// [checks.Content.Section] does.
func (s *seen) section(i int) int {
	level, region := s.c.Blocks[i].Level, s.region(i)
	for j := i + 1; j < len(s.c.Blocks); j++ {
		b := &s.c.Blocks[j]
		if s.region(j) != region || b.Kind == checks.BlockHeading && b.Level <= level {
			return j
		}
	}
	return len(s.c.Blocks)
}
