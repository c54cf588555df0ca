package match

import (
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// automaton finds many phrases in one pass over a folded text (Aho–Corasick).
// It steps from letter to letter, not from byte to byte: the letters of all
// phrases are numbered and all others are one. Where nearly all text stays, in
// the states of the first letters of phrases, each has a full row of where to go
// on; the many states behind them have a branch or two, and else their fallback.
type automaton struct {
	ascii [128]uint16
	thai  [128]uint16 // U+0E00 to U+0E7F
	rest  map[rune]uint16
	width uint32   // letters, the one for all others included
	rows  []uint32 // of the first states: letter → state; spoken marks one with phrases
	dense uint32   // states that have a row
	deep  []deepState
	more  []branch // further branches of deep states
	first []uint32 // per state: where its phrases begin in out; one more than states
	out   []int32  // phrases that end in a state, longest first
	lens  []int32  // byte length of each phrase
	alike bool     // SARA AM and SARA AA are one letter
}

type branch struct {
	letter uint16
	to     uint32 // with spoken
}

// deepState is a state without a row.
type deepState struct {
	branch
	more uint16 // further branches
	at   uint32 // index of those in automaton.more
	fail uint32 // state of the longest proper ending; never with spoken
}

// noLetter is the letter of no branch.
const noLetter = 1<<16 - 1

// spoken marks a state that ends phrases.
const spoken = 1 << 31

// rowBytes bounds the rows, so that they stay in a processor's cache.
const rowBytes = 1 << 20

// newAutomaton builds the automaton for phrases that are already folded. Empty
// phrases never match.
func newAutomaton(phrases []string) *automaton { return build(phrases, false) }

// newLooseAutomaton builds one to which SARA AM and SARA AA are one letter, in
// phrases and texts.
func newLooseAutomaton(phrases []string) *automaton { return build(phrases, true) }

func build(phrases []string, alike bool) *automaton {
	a := &automaton{rest: map[rune]uint16{}, width: 1, lens: make([]int32, len(phrases)), alike: alike}
	t := newTree(a, phrases)
	order := t.link()
	a.lay(t, order)
	return a
}

// tree is the tree of all phrases while an automaton is built. State 0 is the
// root; children of a state are a linked list.
type tree struct {
	letter []uint16
	child  []uint32
	next   []uint32 // sibling
	fail   []uint32
	ends   []int32 // first phrase that ends there, -1 for none
	also   []int32 // per phrase: another that ends in the same state
}

func newTree(a *automaton, phrases []string) *tree {
	t := &tree{also: make([]int32, len(phrases))}
	t.grow(0)
	at := make([]uint32, len(phrases))
	for id, p := range phrases {
		a.lens[id] = int32(len(p))
		at[id] = t.put(a, p)
	}
	for id := len(at) - 1; id >= 0; id-- { // so that lists are ascending
		if state := at[id]; state != 0 {
			t.also[id], t.ends[state] = t.ends[state], int32(id)
		}
	}
	return t
}

func (t *tree) grow(letter uint16) uint32 {
	t.letter, t.child, t.next, t.fail = append(t.letter, letter), append(t.child, 0), append(t.next, 0), append(t.fail, 0)
	t.ends = append(t.ends, -1)
	return uint32(len(t.letter) - 1)
}

// put gives the state of a phrase; 0 for an empty one.
func (t *tree) put(a *automaton, p string) uint32 {
	state := uint32(0)
	for _, r := range p {
		c := a.letter(r)
		if c == 0 {
			c = uint16(a.width)
			a.number(r, c)
			a.width++
		}
		to := t.under(state, c)
		if to == 0 {
			to = t.grow(c)
			t.next[to], t.child[state] = t.child[state], to
		}
		state = to
	}
	return state
}

// under gives the state that a letter leads to; 0 if there is no such branch.
func (t *tree) under(state uint32, c uint16) uint32 {
	to := t.child[state]
	for to != 0 && t.letter[to] != c {
		to = t.next[to]
	}
	return to
}

// link finds the fallback of each state and gives all states, the shallow first.
func (t *tree) link() []uint32 {
	order := append(make([]uint32, 0, len(t.letter)), 0)
	for i := 0; i < len(order); i++ {
		s := order[i]
		for to := t.child[s]; to != 0; to = t.next[to] {
			order = append(order, to)
			if s == 0 {
				continue
			}
			for f := t.fail[s]; ; f = t.fail[f] {
				if on := t.under(f, t.letter[to]); on != 0 {
					t.fail[to] = on
					break
				}
				if f == 0 {
					break
				}
			}
		}
	}
	return order
}

// lay writes the states down in order.
func (a *automaton) lay(t *tree, order []uint32) {
	n := len(order)
	name := make([]uint32, n) // state of the tree → state
	for i, s := range order {
		name[s] = uint32(i)
	}
	a.first = make([]uint32, n+1)
	marked := make([]uint32, n) // state of the tree → state, with spoken
	for i, s := range order {
		a.first[i] = uint32(len(a.out))
		for id := t.ends[s]; id >= 0; id = t.also[id] {
			a.out = append(a.out, id)
		}
		if s != 0 {
			f := name[t.fail[s]]
			a.out = append(a.out, a.out[a.first[f]:a.first[f+1]]...)
		}
		a.first[i+1] = uint32(len(a.out))
		marked[s] = uint32(i)
		if a.first[i] < a.first[i+1] {
			marked[s] |= spoken
		}
	}
	a.dense = uint32(min(n, max(1, rowBytes/4/int(a.width))))
	a.rows = make([]uint32, a.dense*a.width)
	a.deep = make([]deepState, n-int(a.dense))
	for i, s := range order {
		if uint32(i) < a.dense {
			row := a.rows[uint32(i)*a.width:][:a.width]
			if s != 0 {
				copy(row, a.rows[name[t.fail[s]]*a.width:][:a.width])
			}
			for to := t.child[s]; to != 0; to = t.next[to] {
				row[t.letter[to]] = marked[to]
			}
			continue
		}
		d := &a.deep[uint32(i)-a.dense]
		d.letter = noLetter
		d.fail, d.at = name[t.fail[s]], uint32(len(a.more))
		for to := t.child[s]; to != 0; to = t.next[to] {
			b := branch{t.letter[to], marked[to]}
			if d.letter == noLetter {
				d.branch = b
			} else {
				a.more = append(a.more, b)
				d.more++
			}
		}
	}
}

// letter gives the number of a letter; 0 if no phrase has it.
func (a *automaton) letter(r rune) uint16 {
	switch {
	case r < utf8.RuneSelf:
		return a.ascii[r]
	case r >= 0x0E00 && r < 0x0E80:
		return a.thai[r&0x7F]
	}
	return a.rest[r]
}

func (a *automaton) number(r rune, n uint16) {
	switch {
	case r < utf8.RuneSelf:
		a.ascii[r] = n
	case a.alike && (r == saraAm || r == saraAa):
		a.thai[saraAm&0x7F], a.thai[saraAa&0x7F] = n, n
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
		for _, id := range a.ending(state) {
			start := end - int(a.lens[id])
			if thai.Boundary(text, start, end) {
				yield(int(id), start, end)
			}
		}
	})
}

// ending lists the phrases that end in a state.
func (a *automaton) ending(state int) []int32 { return a.out[a.first[state]:a.first[state+1]] }

// walk calls at for every state that ends phrases, with the byte offset at which
// they end, wherever they stand.
func (a *automaton) walk(text string, at func(state, end int)) {
	rows, width, dense, deep := a.rows, a.width, a.dense, a.deep
	state := uint32(0)
	for i := 0; i < len(text); {
		var c uint16
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
		for state >= dense {
			d := &deep[state-dense]
			if d.letter == c {
				state = d.to
				goto on
			}
			if d.more > 0 {
				if to := a.branch(d, c); to != 0 {
					state = to
					goto on
				}
			}
			state = d.fail
		}
		state = rows[state*width+uint32(c)]
	on:
		if state&spoken == 0 {
			continue
		}
		state &^= spoken
		at(int(state), i)
	}
}

// branch gives where a further branch of a deep state leads; 0 if it has none
// for the letter.
func (a *automaton) branch(d *deepState, c uint16) uint32 {
	for _, b := range a.more[d.at:][:d.more] {
		if b.letter == c {
			return b.to
		}
	}
	return 0
}
