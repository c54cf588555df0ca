package hijack

import (
	"math/bits"

	"github.com/truatweb/truatweb/checks/thai"
)

// phrase is one entry of an automaton.
type phrase struct {
	text   string
	family family
	role   role
	within bool // counts inside a Latin word too
}

// automaton finds all its phrases in one pass over a text. It reads ASCII capitals
// as small letters.
type automaton struct {
	phrases []phrase
	at      map[string]int // by text; nil once linked
	words   *thai.Words
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
	if a.at == nil {
		a.at = map[string]int{}
	}
	n, known := a.at[p.text] // the words of one family may be another's too
	if !known {
		n = len(a.phrases)
		a.at[p.text] = n
		a.phrases = append(a.phrases, p)
	}
	if p.role == guard {
		a.guards.set(n)
	} else {
		a.masks[p.family][p.role].set(n)
	}
}

// link readies what was added for scan.
func (a *automaton) link() {
	texts := make([]string, len(a.phrases))
	for i := range a.phrases {
		texts[i] = a.phrases[i].text
	}
	a.words, a.at = thai.NewMarks(texts...), nil
}

// scan adds the phrases of s to found.
func (a *automaton) scan(s string, found *mask) {
	a.words.Each(s, func(n, at int) bool {
		if p := &a.phrases[n]; p.fits(s, at+len(p.text)) {
			found.set(n)
		}
		return true
	})
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
