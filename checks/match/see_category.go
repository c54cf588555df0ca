package match

import (
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// shortestEntry is the length in characters of the cell that tells what a row
// of some category is.
const shortestEntry = 10

// categoryCandidates gathers, for a way that looks under headings but not at
// single rows, the rows of a page whose category is one of the way's words: a
// cell that holds the word and nothing else is the heading of its row, and all
// rows of one category make one section.
func (v *view) categoryCandidates(w *way, s *seen, blocks []int) []*candidate {
	if !w.in.has(inSection) || w.in.has(inRow) {
		return nil
	}
	var out []*candidate
	by := map[string]*candidate{}
	for _, i := range blocks {
		b := &s.c.Blocks[i]
		if b.Kind != checks.BlockRow || !s.main(i) {
			continue
		}
		cell, st := v.category(w, b, s.blocks[i])
		if st == none {
			continue
		}
		c := by[cell]
		if c == nil {
			c = &candidate{place: rules.PlaceSection, worth: st, block: i, own: true, page: s.title.raw, body: body{v: v, s: s, label: cell}}
			by[cell] = c
			out = append(out, c)
		}
		c.body.idx = append(c.body.idx, i)
	}
	return out
}

// category gives the cell of a row that is one of a way's words and nothing
// else, provided that another cell is long enough to say what the row is.
func (v *view) category(w *way, b *checks.Block, t *text) (string, strength) {
	found, st, told := "", none, false
	if !w.heading.any(t.hits) {
		return "", none
	}
	for _, cell := range b.Cells() {
		folded := thai.Fold(cell)
		is := none
		for _, h := range t.hits {
			if v.lex.folded[h.id()] == folded {
				is = max(is, w.heading.of(h.id()))
			}
		}
		switch {
		case is > st:
			found, st = cell, is
		case is == none && utf8.RuneCountInString(cell) >= shortestEntry:
			told = true
		}
	}
	if !told {
		return "", none
	}
	return found, st
}
