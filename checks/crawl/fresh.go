package crawl

import (
	"net/url"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// Figures of this file are chosen by us.
const (
	pieceLetters = 8       // in a row, by which texts are compared
	freshPieces  = 30      // not met before, in a page that says something of its own
	mostTaken    = 200     // taken from one page
	mostPieces   = 100_000 // kept in mind
	mostCredit   = 8       // pages
)

// fresh tells whether pages that lead on to ever more of their kind still say
// something of their own, or one and the same with other numbers and names: letters
// alone are compared, in the main part of the page, and what stands in the page's own
// address is not its own. The zero fresh has met nothing.
type fresh struct{ met map[uint64]struct{} }

// says takes in a page, and reports whether it said what no page before did.
func (f *fresh) says(p *checks.Page) bool {
	if f.met == nil {
		f.met = map[uint64]struct{}{}
	}
	if at, err := url.PathUnescape(p.URL); err == nil {
		f.take(at, len(at))
	}
	n := 0
	for i := range p.Content.Blocks {
		if b := &p.Content.Blocks[i]; b.Main() && n < mostTaken {
			n += f.take(b.Text, mostTaken-n)
		}
	}
	return n >= freshPieces
}

// take takes in the pieces of a text, until most of them were new, and counts these.
func (f *fresh) take(text string, most int) (n int) {
	const base = 1_000_003
	var ring [pieceLetters]uint64
	var hash uint64
	power := uint64(1)
	for range pieceLetters {
		power *= base
	}
	at := 0
	for _, r := range text {
		if r = letter(r); r == 0 {
			continue
		}
		hash = hash*base + uint64(r) - ring[at%pieceLetters]*power
		ring[at%pieceLetters] = uint64(r)
		if at++; at < pieceLetters || len(f.met) >= mostPieces {
			continue
		}
		if _, met := f.met[hash]; !met {
			f.met[hash] = struct{}{}
			if n++; n >= most {
				break
			}
		}
	}
	return n
}

// letter gives a letter in its small form, 0 for what is none: digits, marks, spaces.
func letter(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r |= 0x20; r >= 'a' && r <= 'z' {
			return r
		}
		return 0
	case unicode.IsLetter(r):
		return r
	}
	return 0
}
