package match

import (
	"hash/maphash"
	"slices"
	"sync"

	"github.com/truatweb/truatweb/checks"
)

// shortText is the length in bytes of headings, labels and lines, in which the
// looser keys are always tried.
const shortText = 600

// looser says when a text is looked through by looser keys too.
type looser uint8

const (
	never   looser = iota
	ifShort        // or if it has signs of lost letters
	always
)

// of reports whether it is for one text.
func (when looser) of(raw string, s signs) bool {
	return when == always || when == ifShort && (len(raw) <= shortText || s&signLost != 0)
}

// scan scans a label, once however often it is met.
func (v *view) scan(raw string) *text { return v.texts.scan(v.lex, raw, ifShort) }

// plain scans what no looser key is asked of.
func (v *view) plain(raw string) *text { return v.texts.scan(v.lex, raw, never) }

// texts are those of one site, scanned.
type texts struct {
	seed      maphash.Seed
	after     []int32  // by number, from 0: the text that followed it last
	last      int32    // the number of the one that was asked for last
	list      [][]text // all of them, some hundreds together
	count     int32
	slots     []slot          // of texts by what is written there
	others    map[int32]*text // by number: those that were scanned in both ways
	slugs     map[string]*text
	pictures  map[picture]*text
	lost      map[*checks.Page]bool // whose letters were lost
	sheets    map[*checks.Content]*sheet
	addresses map[string]*address
	front     address           // before the first link of a content
	numbers   map[string]int32  // of canonical addresses
	lines     map[uint64]int32  // numbers of what blocks say and where they lead
	titles    map[string]string // without the site's name
	desk      desk              // while a text is scanned
	names     []string          // of the office, as isOffice was looked for
	hits      []hit             // room for the next hits
}

// slot holds a text in a table that is at most three quarters full.
type slot struct {
	sum    uint32 // of what is written there
	number int32  // 1 for the first
}

// together is how many texts lie together.
const together = 256

func newTexts() *texts {
	return &texts{seed: maphash.MakeSeed(), after: make([]int32, 1024), slots: make([]slot, 1024), others: map[int32]*text{}, sheets: map[*checks.Content]*sheet{}, addresses: map[string]*address{}, numbers: map[string]int32{"": 1}, lines: map[uint64]int32{},
		titles: map[string]string{}, slugs: map[string]*text{}, pictures: map[picture]*text{}, lost: map[*checks.Page]bool{}}
}

// at gives a text by its number.
func (x *texts) at(number int32) *text { return &x.list[(number-1)/together][(number-1)%together] }

// find gives the slot of a text, an empty one where it is new.
func (x *texts) find(raw string, sum uint64) *slot {
	for i := uint32(sum); ; i++ {
		s := &x.slots[i&uint32(len(x.slots)-1)]
		if s.number == 0 || s.sum == uint32(sum) && x.at(s.number).raw == raw {
			return s
		}
	}
}

// next is scan for one text after the other: what follows a text on one page
// mostly does so on the next.
func (x *texts) next(l *lexicon, raw string, when looser) *text {
	if n := x.after[x.last]; n != 0 {
		if t := x.at(n); t.raw == raw && when.of(raw, t.signs) == (t.signs&byLooser != 0) {
			x.last = n
			return t
		}
	}
	t := x.scan(l, raw, when)
	if int(t.number) >= len(x.after) {
		x.after = append(x.after, make([]int32, 2*int(t.number)-len(x.after))...)
	}
	x.after[x.last], x.last = t.number, t.number
	return t
}

func (x *texts) scan(l *lexicon, raw string, when looser) *text {
	sum := maphash.String(x.seed, raw)
	at := x.find(raw, sum)
	if at.number != 0 {
		t := x.at(at.number)
		loosely := when.of(raw, t.signs)
		if loosely == (t.signs&byLooser != 0) {
			return t
		}
		other := x.others[t.number]
		if other == nil {
			other = x.put(x.read(l, raw, glanceAt(raw), loosely))
			other.number = t.number
			x.others[t.number] = other
		}
		return other
	}
	g := glanceAt(raw)
	t := x.put(x.read(l, raw, g, when.of(raw, g.signs)))
	*at = slot{uint32(sum), t.number}
	if int(x.count)*4 > 3*len(x.slots) {
		x.grow()
	}
	return t
}

// read scans a text.
func (x *texts) read(l *lexicon, raw string, g glance, loosely bool) text {
	t, folded := l.scanTo(&x.desk, raw, g, loosely)
	t.sum = maphash.String(x.seed, folded)
	if loosely {
		t.signs |= byLooser
	}
	return t
}

// grow makes the table larger.
func (x *texts) grow() {
	old := x.slots
	x.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := s.sum
		for x.slots[i&uint32(len(x.slots)-1)].number != 0 {
			i++
		}
		x.slots[i&uint32(len(x.slots)-1)] = s
	}
}

// slug is lexicon.slug, asked once of each name.
func (x *texts) slug(l *lexicon, name string) *text {
	t := x.slugs[name]
	if t == nil {
		t = x.put(l.slug(&x.desk, name))
		x.slugs[name] = t
	}
	return t
}

// picture is what a picture says.
type picture struct{ alt, file string }

// picture scans the words of a picture and its file's name.
func (x *texts) picture(l *lexicon, alt, file string) *text {
	k := picture{alt, file}
	t := x.pictures[k]
	if t == nil {
		both := *x.scan(l, alt, never)
		both.asked, both.is, both.more = 0, 0, nil
		both.hits = append(both.hits, x.slug(l, file).hits...)
		t = x.put(both)
		x.pictures[k] = t
	}
	return t
}

// lettersLost is unreadable, asked of few pages and once of each.
func (v *view) lettersLost(s *seen) bool {
	if s.page.Charset.Damaged == 0 && s.c == s.r.Read() && !slices.ContainsFunc(s.blocks, func(t *text) bool { return t.signs&signGarbled != 0 }) {
		return false
	}
	is, known := v.texts.lost[s.page]
	if !known {
		is = unreadable(s.page)
		v.texts.lost[s.page] = is
	}
	return is
}

// title cuts the site's name from a title, once.
func (x *texts) title(w *owner, title string) string {
	t, known := x.titles[title]
	if !known {
		t = w.trimTitle(title)
		x.titles[title] = t
	}
	return t
}

// put keeps a text in as little room as it takes.
func (x *texts) put(t text) *text {
	if x.count%together == 0 {
		x.list = append(x.list, make([]text, together))
	}
	if len(t.hits) > len(x.hits) {
		x.hits = make([]hit, max(len(t.hits), 4*together))
	}
	n := copy(x.hits, t.hits)
	t.hits, x.hits = x.hits[:n:n], x.hits[n:]
	x.count++
	t.number = x.count
	out := x.at(x.count)
	*out = t
	return out
}

// meet forgets which texts name the office when its names are others.
func (x *texts) meet(names []string) {
	if slices.Equal(x.names, names) {
		return
	}
	for n := range x.count {
		t := x.at(n + 1)
		t.asked &^= isOffice
		t.is &^= isOffice
	}
	x.names = names
	clear(x.titles)
}

// shelf holds the texts of the site that was looked at last while it grows, so
// that whoever judges it next need not read them again.
type shelf struct {
	mu    sync.Mutex
	of    *checks.Site
	texts *texts
}

// borrow takes the texts of a site off the shelf, or begins them: no two
// judgements write into the same ones.
func (m *Matcher) borrow(site *checks.Site) *texts {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	got := m.shelf.texts
	if m.shelf.of != site || got == nil {
		return newTexts()
	}
	m.shelf.of, m.shelf.texts = nil, nil
	return got
}

// lend puts the texts of a site that still grows on the shelf.
func (m *Matcher) lend(site *checks.Site, t *texts) {
	m.shelf.mu.Lock()
	defer m.shelf.mu.Unlock()
	m.shelf.of, m.shelf.texts = site, t
}
