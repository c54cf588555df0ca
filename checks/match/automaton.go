package match

import (
	"github.com/truatweb/truatweb/checks/thai"
)

// automaton finds many phrases in one pass over a folded text (Aho–Corasick
// over bytes; the folded alphabet is small enough for dense rows at the top
// and sparse ones below).
type automaton struct {
	next []map[byte]int32 // goto edges, sparse
	root [256]int32       // the root's edges, dense: most bytes fail back here
	fail []int32
	out  [][]int32 // phrases that end in a state, longest first
	lens []int32   // byte length of each phrase
}

// newAutomaton builds the automaton for phrases that are already folded. Empty
// phrases never match.
func newAutomaton(phrases []string) *automaton {
	a := &automaton{next: []map[byte]int32{nil}, fail: []int32{0}, out: [][]int32{nil}}
	a.lens = make([]int32, len(phrases))
	for id, p := range phrases {
		a.lens[id] = int32(len(p))
		if p == "" {
			continue
		}
		state := int32(0)
		for i := 0; i < len(p); i++ {
			to, ok := a.next[state][p[i]]
			if !ok {
				to = int32(len(a.next))
				a.next = append(a.next, nil)
				a.fail = append(a.fail, 0)
				a.out = append(a.out, nil)
				if a.next[state] == nil {
					a.next[state] = map[byte]int32{}
				}
				a.next[state][p[i]] = to
			}
			state = to
		}
		a.out[state] = append(a.out[state], int32(id))
	}
	queue := make([]int32, 0, len(a.next))
	for b, s := range a.next[0] {
		a.root[b] = s
		queue = append(queue, s)
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for b, to := range a.next[s] {
			a.fail[to] = a.step(a.fail[s], b)
			a.out[to] = append(a.out[to], a.out[a.fail[to]]...)
			queue = append(queue, to)
		}
	}
	return a
}

func (a *automaton) step(s int32, b byte) int32 {
	for s != 0 {
		if to, ok := a.next[s][b]; ok {
			return to
		}
		s = a.fail[s]
	}
	return a.root[b]
}

// find calls yield for every phrase in text whose ends stand on proper
// boundaries; yield gets byte offsets.
func (a *automaton) find(text string, yield func(id, start, end int)) {
	state := int32(0)
	for i := 0; i < len(text); i++ {
		state = a.step(state, text[i])
		for _, id := range a.out[state] {
			start := i + 1 - int(a.lens[id])
			if thai.Boundary(text, start, i+1) {
				yield(int(id), start, i+1)
			}
		}
	}
}
