package match

import (
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// lineMark is the number at the head of a line of a list such as that of
// section 7: "(3)", "7 (3)", "มาตรา 7(3)", "ข้อ 3", "3.1)".
var lineMark = regexp.MustCompile(`^(?:(?:ข้อ|มาตรา|ม\.)\s*)?(?:[0-9]{1,2}\s*)?\(?\s*[0-9]{1,2}(?:\.[0-9]{1,2})*\s*[).]|^(?:ข้อ|มาตรา|ม\.)\s*[0-9]`)

// seeEntry wants a line of a list to hold what it names: a link that opens on
// something, words that say it on the spot, or a statement of none. A label
// alone, a dash, a link back to the same page and the number of a shelf are no
// entry.
func seeEntry(b *body, _ int) sighting {
	own, labelled := entryBlocks(b)
	if len(own) == 0 {
		return sighting{}
	}
	why := checks.Reason("")
	for n, i := range own {
		bl, t := &b.s.c.Blocks[i], b.s.blocks[i]
		if t.statesNone(nil) {
			return saw(b.s, bl.Text, checks.AtText)
		}
		for _, li := range bl.Links() {
			l := &b.s.c.Links[li]
			if l.Hidden {
				continue
			}
			switch g := b.v.follow(b.s, l); g.fate {
			case fateFile, fatePage:
				if g.to != b.v.home && holds(b.v, g.to) {
					return saw(g.to, firstOf(l.Text, bl.Text), checks.AtLink)
				}
			case fateBroken:
				why = worse(why, g.reason)
			}
		}
		if len(bl.Links()) == 0 && shelfOnly(t, bl.Header()) {
			why = worse(why, checks.IndexOnly)
			continue
		}
		if says(bl, t, n == 0 && labelled) {
			return saw(b.s, bl.Text, checks.AtText)
		}
	}
	return sighting{reason: why}
}

// entryBlocks gives the blocks that belong to a line: the line itself and, where
// it is a heading or holds nothing, what follows up to the next line. labelled
// says that the first of them is the line's own label.
func entryBlocks(b *body) (own []int, labelled bool) {
	if b.s == nil || len(b.idx) == 0 {
		return nil, false
	}
	first := &b.s.c.Blocks[b.idx[0]]
	if first.Text != b.label {
		return b.idx, false
	}
	own = b.idx[:1]
	if first.Kind == checks.BlockRow || first.Kind != checks.BlockHeading && len(first.Links()) > 0 {
		return own, true
	}
	for _, i := range b.idx[1:] {
		bl := &b.s.c.Blocks[i]
		if len(own) > 8 || bl.Kind == checks.BlockHeading || lineMark.MatchString(thai.Normalize(bl.Text)) && first.Kind != checks.BlockHeading {
			break
		}
		own = append(own[:len(own):len(own)], i)
	}
	return own, true
}

// says reports whether a block tells something by itself. Of a line's label
// only what stands behind its colon, in its other cells, or an address counts.
func says(bl *checks.Block, t *text, label bool) bool {
	if bl.Kind == checks.BlockHeading && !label || t.chrome() || t.promises() {
		return false
	}
	if !label {
		n := len([]rune(bl.Text))
		return n >= 25 && len(bl.Links()) == 0
	}
	if t.phone() || postCode.MatchString(thai.Normalize(bl.Text)) && strings.Contains(t.fold(), addressWords[2]) {
		return true
	}
	for n, c := range bl.Cells() {
		if n > 1 && len([]rune(c)) >= 30 && len(bl.Links()) == 0 {
			return true
		}
	}
	if _, after, colon := strings.Cut(bl.Text, ":"); colon && len(bl.Cells()) == 0 && len(bl.Links()) == 0 {
		return len([]rune(strings.TrimSpace(after))) >= 15
	}
	return false
}

// holds reports whether a page or file has anything to read: files always, since
// what they say is judged elsewhere; pages if they are no promise of content.
func holds(v *view, s *seen) bool {
	if s.doc != nil {
		return true
	}
	b := body{v: v, s: s, idx: s.mains}
	if _, promise := placeholder(&b); promise {
		return false
	}
	if n, _ := b.prose(); n >= 30 {
		return true
	}
	for _, i := range s.mains {
		bl := &s.c.Blocks[i]
		if len(bl.Images()) > 0 || bl.Kind != checks.BlockHeading && len(bl.Links()) > 0 {
			return true
		}
	}
	return false
}
