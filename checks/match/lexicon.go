package match

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// lexicon scans texts for the words of all rules and for those of the lists that
// are asked of every text, in one pass. What looser keys meet is met on the way:
// to the automaton SARA AM and SARA AA are one letter, and where they differ
// from what is looked for, the words are not there as written.
type lexicon struct {
	*phrases
	all      *automaton
	patterns []pattern // by the automaton's numbers: the phrases first
	skel     *automaton
}

// pattern is what the automaton looks for: a phrase, or a word of lists.
type pattern struct {
	word   string // as it must stand there to be met as written; "" if it never is
	phrase int32  // noPhrase for a word of lists
	lists  traits
}

const noPhrase = -1

const (
	saraAa   = 'า'
	saraAm   = 'ำ'
	nikhahit = "\u0E4D"
)

// loosen makes the letters of a folded text equal that text layers of files
// damage most: SARA AM and SARA AA are one, and a NIKHAHIT is none.
var loosen = strings.NewReplacer(string(saraAm), string(saraAa), nikhahit, "")

// newLexicon makes a lexicon of phrases, beside the words of lists. none are the
// statements of none that single rules accept.
func newLexicon(p *phrases, none ...string) *lexicon {
	l := &lexicon{phrases: p}
	skel := make([]string, len(p.folded))
	var look []string
	put := func(as string, is pattern) {
		look, l.patterns = append(look, as), append(l.patterns, is)
	}
	for i, f := range p.folded {
		put(f, pattern{word: f, phrase: int32(i)})
		if thai.Syllables(f) >= 4 {
			skel[i] = thai.Skeleton(f)
		}
	}
	for i, f := range p.folded {
		if strings.Contains(f, nikhahit) {
			put(loosen.Replace(f), pattern{phrase: int32(i)})
		}
	}
	lists := maps.Clone(spots)
	lists[saysNoneOf] = none
	words := map[string]traits{}
	for list, all := range lists {
		for _, w := range all {
			words[w] |= list
		}
	}
	for _, w := range slices.Sorted(maps.Keys(words)) {
		put(w, pattern{word: w, phrase: noPhrase, lists: words[w]})
	}
	l.all, l.skel = newLooseAutomaton(look), newAutomaton(skel)
	return l
}

// scan folds a text and finds the rules' words in it. With damaged set, the
// looser key is tried as well.
func (l *lexicon) scan(raw string, damaged bool) text {
	return l.scanAt(&desk{}, raw, damaged)
}

// scanAt is scan on a desk.
func (l *lexicon) scanAt(d *desk, raw string, damaged bool) text {
	t, _ := l.scanTo(d, raw, glanceAt(raw), damaged)
	return t
}

// desk is room for scanning one text after the other.
type desk struct {
	hits   []hit
	folder thai.Folder
}

// scanTo is scan of a text that was glanced at; it gives the folded form as well.
// The hits lie on the desk.
func (l *lexicon) scanTo(d *desk, raw string, g glance, damaged bool) (text, string) {
	folded := d.folder.Fold(raw)
	t := text{raw: raw, hits: d.hits[:0], figures: g.figures, signs: g.signs, runes: g.runes, width: int32(len(folded))}
	if folded == "" {
		return t, ""
	}
	lost := damaged && g.signs&signOdd != 0 && strings.Contains(folded, nikhahit)
	l.all.walk(folded, func(state, end int) {
		for _, id := range l.all.ending(state) {
			p := &l.patterns[id]
			start := end - int(l.all.lens[id])
			if p.phrase == noPhrase {
				if t.carries&p.lists != p.lists && folded[start:end] == p.word {
					t.carries |= p.lists
				}
				continue
			}
			if !met(t.hits, p.phrase) && (damaged && !lost || folded[start:end] == p.word) && thai.Boundary(folded, start, end) {
				t.hits = append(t.hits, hit(p.phrase))
			}
		}
	})
	if lost {
		loose := loosen.Replace(folded)
		l.all.walk(loose, func(state, end int) {
			for _, id := range l.all.ending(state) {
				p := &l.patterns[id]
				if p.phrase != noPhrase && !met(t.hits, p.phrase) && thai.Boundary(loose, end-int(l.all.lens[id]), end) {
					t.hits = append(t.hits, hit(p.phrase))
				}
			}
		})
	}
	d.hits = t.hits
	return t, folded
}

// strip adds to a scanned text the phrases that are met once all marks are gone
// from both sides. In a file whose text layer lost them such a hit is weak.
func (l *lexicon) strip(t *text, weakly bool) {
	folded := t.fold()
	if ascii(folded) {
		return // which has no marks: all that is there was met
	}
	skel := thai.Skeleton(folded)
	l.skel.walk(skel, func(state, end int) {
		for _, id := range l.skel.ending(state) {
			if !met(t.hits, id) && thai.Boundary(skel, end-int(l.skel.lens[id]), end) {
				h := hit(id)
				if weakly {
					h = ^h
				}
				t.hits = append(t.hits, h)
			}
		}
	})
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var slugSpaces = strings.NewReplacer("-", " ", "_", " ", "+", " ")

// slug scans a file name or path segment, where marks are often stripped.
func (l *lexicon) slug(d *desk, name string) text {
	spaced := slugSpaces.Replace(name)
	t, folded := l.scanTo(d, spaced, glanceAt(spaced), true)
	l.strip(&t, false) // addresses lose their marks by rule, not by damage
	if t.raw = name; spaced != name {
		t.rest().folded = folded
	}
	return t
}
