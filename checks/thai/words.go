package thai

// Words is a set of words that are looked for in one pass over a text, whatever
// their number. It compares bytes: fold text and words alike.
type Words struct {
	words []string
	fold  bool        // capitals of ASCII are small letters
	lead  [256]lead   // by first byte
	heads [512]uint64 // the beginnings of words, hashed
	by    map[uint32][]int
}

// lead is what the words with one first byte have in common.
type lead struct {
	mask, or uint64
	seed     uint64
	n        int8 // bytes behind the first that tell, at most 8; -1 where no word begins so
}

const headBits = 15 // of a hash

// NewWords makes a set of words, none of which is empty.
func NewWords(words ...string) *Words { return newWords(words, false) }

// NewMarks is NewWords for words in small letters that are found whatever the
// case of the Latin letters of a text.
func NewMarks(words ...string) *Words { return newWords(words, true) }

func newWords(words []string, fold bool) *Words {
	w := &Words{words: words, fold: fold, by: map[uint32][]int{}}
	for i := range w.lead {
		w.lead[i].n = -1
	}
	for _, s := range words {
		l := &w.lead[s[0]]
		if n := int8(min(len(s)-1, 8)); l.n < 0 || n < l.n {
			l.n = n
		}
	}
	for c := range w.lead {
		l := &w.lead[c]
		if l.n < 0 {
			continue
		}
		l.mask = 1<<(8*uint(l.n)) - 1
		l.seed = uint64(c+1) * 0xBF58476D1CE4E5B9
		if fold && c < 0x80 {
			l.or = 0x2020202020202020
		}
		if fold && c >= 'a' && c <= 'z' {
			w.lead[c-'a'+'A'] = *l
		}
	}
	for i, s := range words {
		h := w.lead[s[0]].hash(eight(s, 1))
		w.heads[h>>6] |= 1 << (h & 63)
		w.by[h] = append(w.by[h], i)
	}
	return w
}

// hash is where the words stand that begin with the first byte and the next eight.
func (l *lead) hash(next uint64) uint32 {
	return uint32(((next|l.or)&l.mask ^ l.seed) * 0x9E3779B97F4A7C15 >> (64 - headBits))
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
func (w *Words) Each(text string, yield func(word, at int) bool) { each(w, text, yield) }

func each[T string | []byte](w *Words, text T, yield func(word, at int) bool) {
	i := 0
	for i+9 <= len(text) {
		l := &w.lead[text[i]]
		if l.n < 0 {
			i++
			continue
		}
		next := text[i+1 : i+9]
		x := uint64(next[0]) | uint64(next[1])<<8 | uint64(next[2])<<16 | uint64(next[3])<<24 |
			uint64(next[4])<<32 | uint64(next[5])<<40 | uint64(next[6])<<48 | uint64(next[7])<<56
		if h := l.hash(x); w.heads[h>>6]>>(h&63)&1 != 0 && !at(w, text, i, h, yield) {
			return
		}
		i++
		if x&0xC0C0 == 0x8080 { // no word begins within a letter
			i += 2
		}
	}
	for ; i < len(text); i++ {
		l := &w.lead[text[i]]
		if l.n < 0 || int(l.n) >= len(text)-i {
			continue
		}
		if h := l.hash(eight(text, i+1)); w.heads[h>>6]>>(h&63)&1 != 0 && !at(w, text, i, h, yield) {
			return
		}
	}
}

// at tells of the words of a hash that stand at i.
func at[T string | []byte](w *Words, text T, i int, h uint32, yield func(word, at int) bool) bool {
	for _, n := range w.by[h] {
		if begins(w, text[i:], w.words[n]) && !yield(n, i) {
			return false
		}
	}
	return true
}

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
