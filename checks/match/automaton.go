package match

import (
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// automaton finds many phrases in one pass over a folded text (Aho–Corasick).
// It steps from letter to letter, not from byte to byte: the letters of all
// phrases are numbered, all others are one, and every state has a full row.
type automaton struct {
	ascii [128]uint32
	thai  [128]uint32 // U+0E00 to U+0E7F
	rest  map[rune]uint32
	next  []uint32  // row of state and letter → row of state; spoken marks one with phrases
	out   [][]int32 // per state: phrases that end there, longest first
	width int       // letters, the one for all others included
	lens  []int32   // byte length of each phrase
}

// spoken marks a row in next whose state ends phrases.
const spoken = 1 << 31

// newAutomaton builds the automaton for phrases that are already folded. Empty
// phrases never match.
func newAutomaton(phrases []string) *automaton {
	a := &automaton{rest: map[rune]uint32{}, width: 1, lens: make([]int32, len(phrases))}
	most := 1 // states, if no two phrases begin alike
	for id, p := range phrases {
		a.lens[id] = int32(len(p))
		most += utf8.RuneCountInString(p)
		for _, r := range p {
			if a.letter(r) == 0 {
				a.number(r, uint32(a.width))
				a.width++
			}
		}
	}
	// the tree of the phrases; row 0 is the root, and 0 in a row is no branch
	a.next, a.out = make([]uint32, a.width, a.width*most), make([][]int32, 1, most)
	for id, p := range phrases {
		state := 0
		for _, r := range p {
			branch := &a.next[state*a.width+int(a.letter(r))]
			if *branch == 0 {
				*branch = uint32(len(a.out))
				state = len(a.out)
				a.next, a.out = a.next[:len(a.next)+a.width], append(a.out, nil)
				continue
			}
			state = int(*branch)
		}
		if state != 0 {
			a.out[state] = append(a.out[state], int32(id))
		}
	}
	a.link()
	return a
}

// link fills the rows: where a state has no branch it goes on as the state of
// its longest proper ending does.
func (a *automaton) link() {
	fail := make([]uint32, len(a.out))
	queue := make([]uint32, 0, len(a.out))
	for c := range a.width {
		if to := a.next[c]; to != 0 {
			queue = append(queue, to)
		}
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		row, other := a.next[int(s)*a.width:][:a.width], a.next[int(fail[s])*a.width:][:a.width]
		for c, to := range row {
			if to == 0 {
				row[c] = other[c]
				continue
			}
			fail[to] = other[c]
			a.out[to] = append(a.out[to], a.out[other[c]]...)
			queue = append(queue, to)
		}
	}
	for i, to := range a.next {
		a.next[i] = to * uint32(a.width)
		if len(a.out[to]) > 0 {
			a.next[i] |= spoken
		}
	}
}

// letter gives the number of a letter; 0 if no phrase has it.
func (a *automaton) letter(r rune) uint32 {
	switch {
	case r < utf8.RuneSelf:
		return a.ascii[r]
	case r >= 0x0E00 && r < 0x0E80:
		return a.thai[r&0x7F]
	}
	return a.rest[r]
}

func (a *automaton) number(r rune, n uint32) {
	switch {
	case r < utf8.RuneSelf:
		a.ascii[r] = n
	case r >= 0x0E00 && r < 0x0E80:
		a.thai[r&0x7F] = n
	default:
		a.rest[r] = n
	}
}

// find calls yield for every phrase in text whose ends stand on proper
// boundaries; yield gets byte offsets.
func (a *automaton) find(text string, yield func(id, start, end int)) {
	a.walk(text, func(state, end int) {
		for _, id := range a.out[state] {
			start := end - int(a.lens[id])
			if thai.Boundary(text, start, end) {
				yield(int(id), start, end)
			}
		}
	})
}

// walk calls at for every state that ends phrases, with the byte offset at which
// they end, wherever they stand.
func (a *automaton) walk(text string, at func(state, end int)) {
	row := uint32(0)
	for i := 0; i < len(text); {
		var c uint32
		switch b := text[i]; {
		case b < utf8.RuneSelf:
			c = a.ascii[b]
			i++
		case b == 0xE0 && i+2 < len(text) && text[i+1]&0xFE == 0xB8 && text[i+2]&0xC0 == 0x80:
			c = a.thai[text[i+1]&1<<6|text[i+2]&0x3F]
			i += 3
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if n > 1 { // a broken byte is no letter
				c = a.rest[r]
			}
			i += n
		}
		row = a.next[row+c]
		if row&spoken == 0 {
			continue
		}
		row &^= spoken
		at(int(row)/a.width, i)
	}
}
