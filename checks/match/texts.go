package match

import (
	"hash/maphash"
	"slices"
	"sync"

	"github.com/truatweb/truatweb/checks"
)

// scan scans a label, once however often it is met.
func (v *view) scan(raw string) *text {
	if len(raw) <= shortText {
		return v.scanAs(raw, true)
	}
	t := v.texts.long[raw]
	if t == nil {
		t = v.scanAs(raw, thaiDamaged(raw))
		v.texts.long[raw] = t
	}
	return t
}

// block scans a block of a page or file that lost marks, or of any other.
func (v *view) block(raw string, damaged bool) *text {
	if damaged {
		return v.scanAs(raw, true)
	}
	return v.scan(raw)
}

func (v *view) scanAs(raw string, damaged bool) *text { return v.texts.scan(v.lex, raw, damaged) }

// texts are those of one site, scanned.
type texts struct {
	plain, loose map[string]*text // loose: scanned by the looser key as well
	slugs        map[string]*text
	pictures     map[picture]*text
	long         map[string]*text      // of either, by whether they need the looser key
	lost         map[*checks.Page]bool // whose letters were lost
	sheets       map[*checks.Content]*sheet
	addresses    map[string]*address
	numbers      map[string]int32  // of canonical addresses
	titles       map[string]string // without the site\'s name
	seed         maphash.Seed
	found        []hit    // while a text is scanned
	names        []string // of the office, as isOffice was looked for
	room         []text   // for the next texts
	hits         []hit    // room for the next hits
}

func newTexts() *texts {
	return &texts{sheets: map[*checks.Content]*sheet{}, addresses: map[string]*address{}, numbers: map[string]int32{"": 0}, titles: map[string]string{}, seed: maphash.MakeSeed(), plain: map[string]*text{}, loose: map[string]*text{}, slugs: map[string]*text{}, pictures: map[picture]*text{}, lost: map[*checks.Page]bool{}, long: map[string]*text{}}
}

func (x *texts) scan(l *lexicon, raw string, damaged bool) *text {
	in := x.plain
	if damaged {
		in = x.loose
	}
	t := in[raw]
	if t == nil {
		got := l.scanTo(x.found[:0], raw, damaged)
		got.sum = maphash.String(x.seed, got.folded)
		switch {
		case len(raw) > keptFolded:
			got.folded = ""
		case got.folded == raw:
			got.folded = raw // one string for both
		}
		t = x.put(got)
		in[raw] = t
	}
	return t
}

// fold gives the folded form of a text that was scanned.
func (x *texts) fold(raw string) (string, bool) {
	t := x.loose[raw]
	if t == nil {
		t = x.plain[raw]
	}
	if t == nil {
		return "", false
	}
	return t.fold(), true
}

// slug is lexicon.slug, asked once of each name.
func (x *texts) slug(l *lexicon, name string) *text {
	t := x.slugs[name]
	if t == nil {
		t = x.put(l.slug(name))
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
		both := *x.scan(l, alt, false)
		both.asked, both.is, both.more = 0, 0, nil
		both.hits = append(both.hits, x.slug(l, file).hits...)
		t = x.put(both)
		x.pictures[k] = t
	}
	return t
}

// unreadable is unreadable, asked once of each page.
func (x *texts) unreadable(p *checks.Page) bool {
	is, known := x.lost[p]
	if !known {
		is = unreadable(p)
		x.lost[p] = is
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
	const some = 256
	if len(x.room) == 0 {
		x.room = make([]text, some)
	}
	if len(t.hits) > len(x.hits) {
		x.hits = make([]hit, max(len(t.hits), 4*some))
	}
	if cap(t.hits) > cap(x.found) {
		x.found = t.hits
	}
	n := copy(x.hits, t.hits)
	t.hits, x.hits = x.hits[:n:n], x.hits[n:]
	out := &x.room[0]
	*out, x.room = t, x.room[1:]
	return out
}

// meet forgets which texts name the office when its names are others.
func (x *texts) meet(names []string) {
	if slices.Equal(x.names, names) {
		return
	}
	for _, in := range []map[string]*text{x.plain, x.loose, x.slugs} {
		for _, t := range in {
			t.asked &^= isOffice
			t.is &^= isOffice
		}
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
