package crawl

import "github.com/truatweb/truatweb/checks"

// Figures of this file are chosen by us.
const (
	repeatRead = 8    // pages of a shape from which is told that they say the same
	mostThings = 2    // things that they may say in all
	mostSaid   = 1024 // bytes of a page's main part that are looked at
)

// repeats reports whether the pages of one shape say the same, numbers and addresses
// aside, as far as they were read: fewer of them stand for the others.
func (p *pool) repeats() bool {
	if p.mixed() || len(p.waiting) == 0 {
		return false
	}
	k := p.waiting[0].kind
	if k == nil || k.read < repeatRead {
		return false
	}
	return alike(k.last)
}

// alike reports whether pages say the same.
func alike(pages []*item) bool {
	said := map[uint64]bool{}
	for _, it := range pages {
		said[it.said] = true
	}
	return len(said) <= mostThings
}

// saidBy sums up what the main part of a page says, without its numbers and what
// looks like an address.
func saidBy(c *checks.Content) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	h, n := uint64(offset), 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if !b.Main() {
			continue
		}
		for j := 0; j < len(b.Text) && n < mostSaid; j++ {
			switch ch := b.Text[j]; {
			case ch >= '0' && ch <= '9':
			case ch == '/' || ch == '=':
				for j+1 < len(b.Text) && b.Text[j+1] > ' ' && b.Text[j+1] < 0x80 {
					j++
				}
			case ch == 0xE0 && j+2 < len(b.Text) && b.Text[j+1] == 0xB9 && b.Text[j+2] >= 0x90 && b.Text[j+2] <= 0x99: // Thai digits
				j += 2
			default:
				h = (h ^ uint64(ch)) * prime
				n++
			}
		}
		h *= prime
	}
	return h
}
