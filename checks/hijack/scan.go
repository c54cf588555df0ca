package hijack

import "math/bits"

// phrase is one entry of an automaton.
type phrase struct {
	text   string
	family family
	role   role
	within bool // counts inside a Latin word too
}

// automaton finds all its phrases in one pass over a text (Aho–Corasick). It
// reads bytes, and ASCII capitals as small letters.
type automaton struct {
	phrases []phrase
	class   [256]uint8 // of a byte; 0 is every byte that no phrase has
	classes int
	trie    []map[byte]int32
	ends    []int16 // by state: the phrase that ends there, or -1
	next    []int32 // by state and class: where the next state's row begins; complemented where phrases end
	shorter []int32 // by state: the longest proper suffix at which a phrase ends; 0 is none
	masks   [families][guard]mask
	guards  mask
}

// mask is a set of phrases.
type mask [10]uint64

func (m *mask) set(i int) { m[i>>6] |= 1 << (i & 63) }

func (m *mask) count(of *mask) int {
	n := 0
	for i := range m {
		n += bits.OnesCount64(m[i] & of[i])
	}
	return n
}

func (m *mask) any() bool { return *m != mask{} }

func (m *mask) join(o *mask) {
	for i := range m {
		m[i] |= o[i]
	}
}

func (a *automaton) add(p phrase) {
	if a.trie == nil {
		a.trie, a.ends = []map[byte]int32{{}}, []int16{-1}
	}
	state := int32(0)
	for i := range len(p.text) {
		c := p.text[i]
		to, ok := a.trie[state][c]
		if !ok {
			to = int32(len(a.trie))
			a.trie[state][c] = to
			a.trie, a.ends = append(a.trie, map[byte]int32{}), append(a.ends, -1)
		}
		if a.class[c] == 0 {
			a.classes++
			a.class[c] = uint8(a.classes)
		}
		state = to
	}
	n := int(a.ends[state]) // the words of one family may be another's too
	if n < 0 {
		n = len(a.phrases)
		a.ends[state] = int16(n)
		a.phrases = append(a.phrases, p)
	}
	if p.role == guard {
		a.guards.set(n)
	} else {
		a.masks[p.family][p.role].set(n)
	}
}

// link turns the trie into the table that scan follows.
func (a *automaton) link() {
	a.classes++
	for c := byte('A'); c <= 'Z'; c++ {
		a.class[c] = a.class[c+'a'-'A']
	}
	a.next = make([]int32, len(a.trie)*a.classes)
	a.shorter = make([]int32, len(a.trie))
	fails := make([]int32, len(a.trie))
	queue := []int32{0}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		row := a.next[int(s)*a.classes : (int(s)+1)*a.classes]
		copy(row, a.next[int(fails[s])*a.classes:(int(fails[s])+1)*a.classes])
		for c, to := range a.trie[s] {
			if s != 0 {
				fails[to] = row[a.class[c]]
			}
			row[a.class[c]] = to
			queue = append(queue, to)
		}
		if f := fails[s]; s != 0 && a.ends[f] >= 0 {
			a.shorter[s] = f
		} else {
			a.shorter[s] = a.shorter[f]
		}
	}
	for i, to := range a.next {
		row := to * int32(a.classes)
		if a.ends[to] >= 0 || a.shorter[to] != 0 {
			row = ^row
		}
		a.next[i] = row
	}
	a.trie = nil
}

// scan adds the phrases of s to found.
func (a *automaton) scan(s string, found *mask) {
	at := 0 // the state's row in next
	for i := range len(s) {
		to := a.next[at+int(a.class[s[i]])]
		if to >= 0 {
			at = int(to)
			continue
		}
		at = int(^to)
		for e := int32(at / a.classes); e != 0; e = a.shorter[e] {
			if n := a.ends[e]; n >= 0 && a.phrases[n].fits(s, i+1) {
				found.set(int(n))
			}
		}
	}
}

// fits reports whether a phrase that ends before byte end of s stands as a word:
// only Latin words have edges.
func (p *phrase) fits(s string, end int) bool {
	if p.within {
		return true
	}
	start := end - len(p.text)
	return !(latin(p.text[0]) && start > 0 && latin(s[start-1])) && !(latin(p.text[len(p.text)-1]) && end < len(s) && latin(s[end]))
}

func latin(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
