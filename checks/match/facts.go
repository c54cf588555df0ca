package match

import (
	"sync"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// facts are what a text is besides its phrases, worked out when first asked for
// and then held by all equal texts: a menu says the same on every page.
type facts struct {
	asked   traits // which of the traits that cost a look were asked for
	is      traits
	runes   int // characters
	persons int // names of persons
	lines   []line
	left    line // the label that still waits for its number
	story   *story
}

type traits uint32

const (
	saysPromise    traits = 1 << iota // speaks of content to come
	saysChrome                        // has words of a content page's furniture
	saysNotNone                       // says no more than that something is missing
	saysBlank                         // carries the blanks of a template
	saysCounter                       // speaks of visits to the website
	saysNotCounter                    // speaks of other counts
	saysBroken                        // says that a counter is out of order
	saysMap                           // speaks of a map of where the office is
	saysNotMap                        // speaks of other maps
	saysSource                        // says where content is from
	saysLaw                           // names a kind of law
	saysNone                          // states that there is none
	saysOffice                        // names an office as its story does
	saysOther                         // tells the story of something else
	isNone                            // ends on a statement of none
	isEmail                           // holds an address of electronic mail
	isCount                           // carries a plain figure
	isAddress                         // is a postal address
	knowsWords                        // the traits of words are known
	knowsRunes
	knowsPersons
	knowsLines
	knowsStory
)

// spotter finds which lists of words a folded text carries any word of, in one
// pass and wherever they stand.
type spotter struct {
	*automaton
	says []traits // per state
}

func newSpotter(lists map[traits][]string) *spotter {
	var words []string
	var of []traits
	for trait, list := range lists {
		for _, w := range list {
			words, of = append(words, w), append(of, trait)
		}
	}
	s := &spotter{automaton: newAutomaton(words)}
	s.says = make([]traits, len(s.out))
	for state, ids := range s.out {
		for _, id := range ids {
			s.says[state] |= of[id]
		}
	}
	return s
}

// spots knows the lists of words that are asked of every block.
var spots = newSpotter(map[traits][]string{
	saysPromise: placeholderWords, saysChrome: chromeWords, saysNotNone: notNone, saysBlank: templateWords,
	saysCounter: counterWords, saysNotCounter: notCounter, saysBroken: counterBroken, saysMap: mapWords, saysNotMap: notMapWords,
	saysSource: sourceTag, saysLaw: lawKinds, saysNone: append(noneAlone[:2:2], noneWords...), saysOffice: officeWords[:3], saysOther: otherStories,
})

// first reports whether a trait is asked for the first time.
func (t *text) first(which traits) bool {
	if t.facts == nil {
		t.facts = &facts{}
	}
	if t.facts.asked&which != 0 {
		return false
	}
	t.facts.asked |= which
	return true
}

// says reports whether the text carries a word of a list.
func (t *text) says(list traits) bool {
	if t.first(knowsWords) {
		spots.walk(t.folded, func(state, _ int) { t.facts.is |= spots.says[state] })
	}
	return t.facts.is&list != 0
}

func (t *text) has(which traits, look func(t *text) bool) bool {
	if t.first(which) && look(t) {
		t.facts.is |= which
	}
	return t.facts.is&which != 0
}

// chrome reports whether a block is furniture of a content page: dates of
// change, counters of readers, print and share links.
func (t *text) chrome() bool { return len(t.folded) <= 180 && t.says(saysChrome) }

func (t *text) promises() bool { return t.says(saysPromise) }

// statesNone is statesNone of the folded text.
func (t *text) statesNone(extra []string) bool {
	if t.folded == "" || t.says(saysNotNone) {
		return false
	}
	return t.says(saysNone) || t.has(isNone, func(t *text) bool { return noneAtEnd(t.folded) }) || hasAny(t.folded, extra)
}

func (t *text) counts() bool {
	return t.has(isCount, func(t *text) bool { return countsIn(t.raw) })
}

func (t *text) email() bool { return t.has(isEmail, func(t *text) bool { return emailIn(t.raw) }) }

// linesAfter is lines of the text as written.
func (t *text) linesAfter(carry line) (found []line, left line) {
	if !carry.none() {
		return lines(t.raw, carry)
	}
	if t.first(knowsLines) {
		t.facts.lines, t.facts.left = lines(t.raw, carry)
	}
	return t.facts.lines, t.facts.left
}

// length counts the characters as written.
func (t *text) length() int {
	if t.first(knowsRunes) {
		t.facts.runes = utf8.RuneCountInString(t.raw)
	}
	return t.facts.runes
}

// people counts the names of persons.
func (t *text) people() int {
	if t.first(knowsPersons) {
		t.facts.persons = personsIn(t.raw)
	}
	return t.facts.persons
}

// scanKey is a text to scan, and whether the looser key is tried as well.
type scanKey struct {
	raw     string
	damaged bool
}

// scan scans a label, once however often it is met.
func (v *view) scan(raw string) text { return v.scanAs(raw, true) }

func (v *view) scanAs(raw string, damaged bool) text {
	k := scanKey{raw, damaged}
	t, known := v.scanned[k]
	if !known {
		t = v.lex.scan(raw, damaged)
		// whoever adds hits to one of the equal texts must not write into the others
		t.hits, t.facts = t.hits[:len(t.hits):len(t.hits)], &facts{}
		v.scanned[k] = t
	}
	return t
}

// texts are those of one site, scanned.
type texts map[scanKey]text

// shelf holds the texts of the site that was looked at last while it grows, so
// that whoever judges it next need not read them again.
type shelf struct {
	mu    sync.Mutex
	of    *checks.Site
	texts texts
}

// borrow takes the texts of a site off the shelf, or begins them: no two
// judgements write into the same ones.
func (m *Matcher) borrow(site *checks.Site) texts {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	got := m.shelf.texts
	if m.shelf.of != site || got == nil {
		return texts{}
	}
	m.shelf.of, m.shelf.texts = nil, nil
	return got
}

// lend puts the texts of a site that still grows on the shelf.
func (m *Matcher) lend(site *checks.Site, t texts) {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	m.shelf.of, m.shelf.texts = site, t
}
