package match

import (
	"github.com/truatweb/truatweb/checks"
)

// card is an entry that is told in full on a list: a heading of its own with
// text under it.
type card struct {
	s       *seen
	head    string
	carries traits // of heading and text
	runes   int    // of text
	dated   bool
}

// cardsIn lists the entries of a body that stand under headings of their own.
// The body's own heading opens no card.
func cardsIn(b *body) []card {
	var out []card
	open := false
	b.each(func(s *seen, i int) bool {
		bl, t := &s.c.Blocks[i], s.blocks[i]
		switch {
		case bl.Kind == checks.BlockHeading:
			open = bl.Text != b.label && bl.Level > 1
			if open {
				out = append(out, card{s: s, head: bl.Text, carries: t.carries})
			}
		case open:
			c := &out[len(out)-1]
			c.carries |= t.carries
			c.runes += t.length()
			c.dated = c.dated || len(t.dates()) > 0
		}
		return true
	})
	return out
}
