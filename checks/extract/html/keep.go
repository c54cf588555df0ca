package html

import (
	"hash/maphash"
	"strings"
	"sync"
)

const (
	wordSets    = 1 << 11 // sets of two texts that are remembered
	longestWord = 512     // bytes of each
	sheetBytes  = 32 << 10
)

// vocabulary remembers texts, so that pages which repeat them, as those of a site
// do their menus, share them. It is bounded: what was met again outlives what was
// not. Safe for concurrent use.
type vocabulary struct {
	mu   sync.Mutex
	seed maphash.Seed
	sets [][2]word // none: nothing is remembered
	// sheet holds the texts that were kept last, one behind the other: a site has
	// hundreds of thousands, which cost more one by one than what they say.
	sheet strings.Builder
}

type word struct {
	text  string
	again bool // was met again
}

func newVocabulary() *vocabulary {
	return &vocabulary{seed: maphash.MakeSeed(), sets: make([][2]word, wordSets)}
}

// share gives a text equal to s that holds on to no page, the one remembered
// if there is one. The lock is held.
func (v *vocabulary) share(s string) string {
	if len(s) > longestWord || v.sets == nil {
		return v.keep(s)
	}
	h := maphash.String(v.seed, s)
	set := &v.sets[h%wordSets]
	for i := range set {
		if set[i].text == s {
			set[i].again = true
			return set[i].text
		}
	}
	i := int(h>>32) & 1
	if set[i].again && !set[1-i].again {
		i = 1 - i
	}
	s = v.keep(s)
	set[0].again, set[1].again = set[0].again && i != 0, set[1].again && i != 1
	set[i].text = s
	return s
}

// keep copies a text to the sheet, or to memory of its own where it is long. What
// stands on one sheet is of a few pages, which are kept or let go of together.
func (v *vocabulary) keep(s string) string {
	if len(s) > sheetBytes/8 {
		return strings.Clone(s)
	}
	if v.sheet.Cap()-v.sheet.Len() < len(s) {
		v.sheet.Reset()
		v.sheet.Grow(sheetBytes)
	}
	from := v.sheet.Len()
	v.sheet.WriteString(s)
	return v.sheet.String()[from:]
}
