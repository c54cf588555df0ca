package match

import (
	"github.com/truatweb/truatweb/checks"
)

// sheet is what one content is made of, the same for every look at a growing
// site: its texts, and what its links point to.
type sheet struct {
	blocks    []*text
	links     []*text
	images    []*text
	addresses []*address // parallel to links
	keys      []int32    // parallel to links: numbers of their canonical addresses
	lines     []int32    // parallel to blocks: numbers of what each says and where it leads; 0 for nothing
}

// sheet gives the sheet of a content as it was seen, or as it was put right for
// one look, which no other will ask for; damaged is that of a file or of text
// that lost marks.
func (v *view) sheet(c *checks.Content, damaged, seen bool) *sheet {
	x := v.texts
	if s := x.sheets[c]; s != nil {
		return s
	}
	s := &sheet{blocks: make([]*text, len(c.Blocks)), links: make([]*text, len(c.Links)), images: make([]*text, len(c.Images)),
		addresses: make([]*address, len(c.Links)), keys: make([]int32, len(c.Links)), lines: make([]int32, len(c.Blocks))}
	when := ifShort
	if damaged {
		when = always
	}
	x.last = 0
	for i := range c.Blocks {
		s.blocks[i] = x.next(v.lex, c.Blocks[i].Text, when)
		if c.Facts.Damaged {
			t := *s.blocks[i]
			v.lex.strip(&t, true)
			s.blocks[i] = &t
		}
	}
	x.last = 0
	a := &x.front
	for i := range c.Links {
		l := &c.Links[i]
		s.links[i] = x.next(v.lex, l.Text, ifShort)
		if a.next == nil || a.next.raw != l.URL {
			a.next = v.address(l.URL)
		}
		a = a.next
		if a.number == 0 || a.key != l.Key {
			a.key, a.number = l.Key, x.number(l.Key)
		}
		s.addresses[i], s.keys[i] = a, a.number
	}
	for i := range c.Images {
		s.images[i] = x.picture(v.lex, c.Images[i].Alt, c.Images[i].File)
	}
	for i := range c.Blocks {
		s.lines[i] = x.line(c, s, i)
	}
	if seen {
		x.sheets[c] = s
	}
	return s
}

// number numbers canonical addresses, from 1, which is that of none.
func (x *texts) number(key string) int32 {
	n, known := x.numbers[key]
	if !known {
		n = int32(len(x.numbers)) + 1
		x.numbers[key] = n
	}
	return n
}

// line numbers what a block says and where it leads; 0 is one that says nothing.
// Odd numbers are of blocks with links.
func (x *texts) line(c *checks.Content, s *sheet, i int) int32 {
	b := &c.Blocks[i]
	if b.Text == "" && len(b.Links()) == 0 {
		return 0
	}
	if len(b.Links()) == 0 {
		return 2 * s.blocks[i].number
	}
	k := uint64(s.blocks[i].number)
	for _, l := range b.Links() {
		k = mix(k, uint64(s.keys[l]+1))
	}
	n, known := x.lines[k]
	if !known {
		n = 2*int32(len(x.lines)) + 1
		x.lines[k] = n
	}
	return n
}

// place is what stands at a canonical address.
type place struct {
	to    *seen
	gap   *checks.Gap
	known bool
}

// at gives what stands at a canonical address, looked up once.
func (v *view) at(key string) *place { return v.atNumber(v.texts.number(key), key) }

func (v *view) atNumber(n int32, key string) *place {
	for int(n) >= len(v.places) {
		v.places = append(v.places, place{})
	}
	p := &v.places[n]
	if !p.known {
		p.known = true
		if p.to = v.find(key); p.to == nil && key != "" {
			p.gap = v.site.GapAt(key)
		}
	}
	return p
}

// followAt is follow for a link by its number.
func (v *view) followAt(from *seen, li int) target {
	l := &from.c.Links[li]
	return v.followTo(from, l, func() *place { return v.atNumber(from.keys[li], l.Key) })
}
