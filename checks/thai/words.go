package thai

// Words is a set of words that are looked for in one pass over a text, whatever
// their number. It compares bytes: fold text and words alike.
type Words struct {
	words []string
	fold  bool        // capitals of ASCII are small letters
	of    [256]uint16 // by first byte: where the first of its heads stands, 0 for none
	heads []head      // the first is of nothing
	seen  []uint64    // the hashes of beginnings of words
	shift uint
	by    map[uint32][]int
}

// head is what words of about one length and with one first byte have in common.
type head struct {
	mask, or uint64
	seed     uint64
	n        int    // bytes behind the first that tell, at most 8
	also     uint16 // where the head of shorter words stands, 0 for none
}

// NewWords makes a set of words, none of which is empty.
func NewWords(words ...string) *Words { return newWords(words, false) }

// NewMarks is NewWords for words in small letters that are found whatever the
// case of the Latin letters of a text.
func NewMarks(words ...string) *Words { return newWords(words, true) }

func newWords(words []string, fold bool) *Words {
	w := &Words{words: words, fold: fold, heads: make([]head, 1), by: map[uint32][]int{}, shift: 64 - 9}
	for n := len(words); n > 8 && w.shift > 64-15; n /= 2 {
		w.shift--
	}
	w.seen = make([]uint64, 1<<(64-w.shift-6))
	var tell [3][256]int // bytes that tell, by length and first byte
	for _, s := range words {
		n := &tell[lengthOf(len(s)-1)][s[0]]
		if *n == 0 || len(s) < *n {
			*n = len(s)
		}
	}
	for i := range tell {
		for first, n := range tell[i] {
			if n > 0 {
				w.add(byte(first), min(n-1, 8))
			}
		}
	}
	for i, s := range words {
		k := w.of[s[0]]
		for w.heads[k].n >= len(s) {
			k = w.heads[k].also
		}
		h := w.heads[k].hash(eight(s, 1), w.shift)
		w.seen[h>>6] |= 1 << (h & 63)
		w.by[h] = append(w.by[h], i)
	}
	if fold {
		for c := 'a'; c <= 'z'; c++ {
			w.of[c-'a'+'A'] = w.of[c]
		}
	}
	return w
}

func (w *Words) add(first byte, n int) {
	h := head{n: n, mask: 1<<(8*uint(n)) - 1, seed: (uint64(first)<<8 | uint64(n)) * 0xBF58476D1CE4E5B9, also: w.of[first]}
	if w.fold && first < 0x80 {
		h.or = 0x2020202020202020
	}
	w.of[first] = uint16(len(w.heads))
	w.heads = append(w.heads, h)
}

// hash is where the words stand that begin with the first byte and the next eight.
func (h *head) hash(next uint64, shift uint) uint32 {
	return uint32(((next|h.or)&h.mask ^ h.seed) * 0x9E3779B97F4A7C15 >> (shift & 63))
}

// eight gives the bytes of s from i on, the first lowest, zeros behind its end.
func eight[T string | []byte](s T, i int) (x uint64) {
	for k := min(len(s), i+8) - 1; k >= i; k-- {
		x = x<<8 | uint64(s[k])
	}
	return x
}

// In reports whether one of the words stands in a text.
func (w *Words) In(text string) bool { return in(w, text) }

// InBytes is In for a text that is in hand as bytes.
func (w *Words) InBytes(text []byte) bool { return in(w, text) }

func in[T string | []byte](w *Words, text T) bool {
	found := false
	each(w, text, func(int, int) bool {
		found = true
		return false
	})
	return found
}

// Each tells of each word that stands in a text which of the set it is and where
// it begins, in the order of the text, until yield says that it is enough.
//
//go:noinline // so that what yield holds stays off the heap
func (w *Words) Each(text string, yield func(word, at int) bool) { each(w, text, yield) }

// EachByte is Each for a text that is in hand as bytes.
//
//go:noinline // as above
func (w *Words) EachByte(text []byte, yield func(word, at int) bool) { each(w, text, yield) }

func each[T string | []byte](w *Words, text T, yield func(word, at int) bool) {
	i, shift := 0, w.shift
	for i+9 <= len(text) {
		k := w.of[text[i]]
		if k == 0 {
			i++
			continue
		}
		next := text[i+1 : i+9]
		x := uint64(next[0]) | uint64(next[1])<<8 | uint64(next[2])<<16 | uint64(next[3])<<24 |
			uint64(next[4])<<32 | uint64(next[5])<<40 | uint64(next[6])<<48 | uint64(next[7])<<56
		for k != 0 {
			l := &w.heads[k]
			if h := l.hash(x, shift); w.seen[h>>6]>>(h&63)&1 != 0 && !at(w, text, i, l, h, yield) {
				return
			}
			k = l.also
		}
		i++
		if x&0xC0C0 == 0x8080 { // no word begins within a letter
			i += 2
		}
	}
	for ; i < len(text); i++ {
		for k := w.of[text[i]]; k != 0; {
			l := &w.heads[k]
			if h := l.hash(eight(text, i+1), shift); w.seen[h>>6]>>(h&63)&1 != 0 && !at(w, text, i, l, h, yield) {
				return
			}
			k = l.also
		}
	}
}

// at tells of the words under a head and of a hash that stand at i.
func at[T string | []byte](w *Words, text T, i int, l *head, h uint32, yield func(word, at int) bool) bool {
	for _, n := range w.by[h] {
		if s := w.words[n]; under(l, s) && begins(w, text[i:], s) && !yield(n, i) {
			return false
		}
	}
	return true
}

// under reports whether a word is of a head's length: hashes of two may be one.
func under(l *head, word string) bool { return lengthOf(len(word)-1) == lengthOf(l.n) }

// lengthOf tells words apart of which no more, or four, or eight bytes behind the
// first can tell.
func lengthOf(n int) int { return min(n/4, 2) }

func begins[T string | []byte](w *Words, text T, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		c := text[i]
		if w.fold && c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}
