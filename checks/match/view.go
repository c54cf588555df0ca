package match

import (
	"maps"
	"math"
	"net/url"
	"path"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// view is a site prepared for judging: every text folded and scanned once.
type view struct {
	matcher   *Matcher
	site      *checks.Site
	most      int // candidates of a way
	mostLines int // candidates that are lines anywhere on a site
	when      When
	lex       *lexicon
	all       []*seen
	byKey     map[string]*seen
	met       [][]spot // by phrase
	called    [][]spot // by phrase of links that lead there; places in the list of those
	owner     *owner
	furniture map[furnished]int // in which gathering it was met last
	bare      []stuck           // links that lead nowhere; nil until asked for
	walks     int               // gatherings of candidates
	texts     *texts
	places    []place               // by the number of a canonical address
	shown     map[showKey]*sighting // nil where nothing was seen and nothing stood in the way
	asked     map[asking]int32
	owned     map[*part][]ownPart
	tried     map[trial]int // files tried in vain, for each way
	home      *seen
	order     []int // numbers from 0 on
}

// inlink is a link seen from its target.
type inlink struct {
	from *seen
	link *checks.Link
	text *text
}

// seen is one resource, prepared.
type seen struct {
	r     checks.Resource
	f     *checks.Fetched
	c     *checks.Content
	doc   *checks.Document // nil for a page
	page  *checks.Page     // nil for a document
	title *text
	file  *text // file name or last path segment, decoded
	*sheet
	mains    []int // indices of main blocks
	heads    []int // main heading blocks
	news     bool  // a dated report of an event
	ignored  checks.Reason
	lost     bool      // a page whose letters were lost before it came
	n        int32     // place in view.all
	closed   []stuck   // links that were not opened; nil until asked for
	in       []inlink  // links that lead there
	moved    []move    // of blocks whose region was put right; nil if there are none
	headline *text     // of a file; nil until asked for
	called   string    // title and main heading of a page; "" until asked for
	signed   [2]answer // whether its header and its footer are another body's
	several  answer    // whether links lead to several answer of it
	another  answer    // whether another body's name begins its title
	shownAt  string    // the address by which a person reaches it; "" until asked for
	foreign  string    // whose it is, if it is another body's; "" if it is the office's
}

// lexicon scans texts for the words of all rules.
type lexicon struct {
	*phrases
	clean *automaton
	loose *automaton
	skel  *automaton
}

// newLexicon makes a lexicon of phrases, beside the words of lists. none are the
// statements of none that single rules accept.
func newLexicon(p *phrases, none ...string) *lexicon {
	l := &lexicon{phrases: p}
	loose := make([]string, len(p.folded))
	skel := make([]string, len(p.folded))
	for i, f := range p.folded {
		loose[i] = thai.Loose(f)
		if thai.Syllables(f) >= 4 {
			skel[i] = thai.Skeleton(f)
		}
	}
	lists := maps.Clone(spots)
	lists[saysNoneOf] = none
	l.clean, l.loose, l.skel = newSpotter(p.folded, lists), newAutomaton(loose), newAutomaton(skel)
	return l
}

// scan folds a text and finds the rules' words in it. With damaged set, the
// looser key is tried as well.
func (l *lexicon) scan(raw string, damaged bool) text { return l.scanTo(nil, raw, damaged) }

// scanTo is scan with room for what is found.
func (l *lexicon) scanTo(room []hit, raw string, damaged bool) text {
	t := text{raw: raw, folded: thai.Fold(raw), hits: room, figures: figureLike(raw)}
	if t.folded == "" {
		return t
	}
	l.clean.walk(t.folded, func(state, end int) {
		t.carries |= l.clean.says[state]
		for _, id := range l.clean.ending(state) {
			if !met(t.hits, id) && thai.Boundary(t.folded, end-int(l.clean.lens[id]), end) {
				t.hits = append(t.hits, hit{id: id})
			}
		}
	})
	if damaged {
		loose := thai.Loose(t.folded)
		l.loose.walk(loose, func(state, end int) {
			for _, id := range l.loose.ending(state) {
				if !met(t.hits, id) && thai.Boundary(loose, end-int(l.loose.lens[id]), end) {
					t.hits = append(t.hits, hit{id: id})
				}
			}
		})
	}
	return t
}

// strip adds to a scanned text the phrases that are met once all marks are gone
// from both sides. In a file whose text layer lost them such a hit is weak.
func (l *lexicon) strip(t *text, weakly bool) {
	skel := thai.Skeleton(t.fold())
	l.skel.walk(skel, func(state, end int) {
		for _, id := range l.skel.ending(state) {
			if !met(t.hits, id) && thai.Boundary(skel, end-int(l.skel.lens[id]), end) {
				t.hits = append(t.hits, hit{id: id, stripped: weakly})
			}
		}
	})
}

var slugSpaces = strings.NewReplacer("-", " ", "_", " ", "+", " ")

// slug scans a file name or path segment, where marks are often stripped.
func (l *lexicon) slug(name string) text {
	t := l.scan(slugSpaces.Replace(name), true)
	t.raw = name
	l.strip(&t, false) // addresses lose their marks by rule, not by damage
	return t
}

func newView(m *Matcher, site *checks.Site, when When) *view {
	v := &view{matcher: m, most: most, mostLines: math.MaxInt, site: site, when: when, lex: m.lex, byKey: map[string]*seen{},
		owned: map[*part][]ownPart{}, tried: map[trial]int{}, furniture: map[furnished]int{}, texts: m.borrow(site), shown: map[showKey]*sighting{}, asked: map[asking]int32{}}
	v.owner = newOwner(site.Office)
	v.texts.meet(v.owner.names)
	for _, p := range site.Pages {
		v.add(&seen{r: p, page: p})
	}
	for _, d := range site.Documents {
		v.add(&seen{r: d, doc: d})
	}
	v.home = v.find(site.Home)
	v.settleRegions()
	for _, s := range v.all {
		v.prepare(s)
	}
	for _, s := range v.all {
		for i := range s.c.Links {
			l := &s.c.Links[i]
			if l.Hidden || l.Key == "" || l.Kind == checks.LinkMail || l.Kind == checks.LinkPhone {
				continue
			}
			if to := v.atNumber(s.keys[i], l.Key).to; to != nil {
				to.in = append(to.in, inlink{from: s, link: l, text: s.links[i]})
			}
		}
	}
	v.disown()
	v.index()
	return v
}

// disown leaves out what only other bodies lead to: a neighbour's home page is
// a step away from this office's site, and the neighbour's plans are two.
func (v *view) disown() {
	for again := true; again; {
		again = false
		for _, s := range v.all {
			if !s.f.Outside || s.foreign != "" || len(s.in) == 0 {
				continue
			}
			by := ""
			for _, in := range s.in {
				if by = in.from.foreign; by == "" {
					break
				}
			}
			if by != "" {
				s.foreign, again = by, true
			}
		}
	}
}

func (v *view) add(s *seen) {
	s.f, s.c, s.n = s.r.Fetch(), s.r.Read(), int32(len(v.all))
	v.all = append(v.all, s)
	v.byKey[s.f.URL] = s
}

// find gives the prepared resource at a canonical address, nil if unseen.
func (v *view) find(key string) *seen {
	if key == "" {
		return nil
	}
	r := v.site.Find(key)
	if r == nil {
		return nil
	}
	return v.byKey[r.Fetch().URL]
}

func (v *view) prepare(s *seen) {
	damaged := s.doc != nil || s.c.Facts.Damaged
	s.title = v.scan(v.texts.title(v.owner, s.c.Title))
	s.file = v.texts.slug(v.lex, fileName(s.f.URL))
	s.sheet = v.sheet(s.c, damaged, s.c == s.r.Read())
	for i := range s.c.Blocks {
		if s.main(i) {
			s.mains = append(s.mains, i)
			if s.c.Blocks[i].Kind == checks.BlockHeading {
				s.heads = append(s.heads, i)
			}
		}
	}
	s.news = s.page != nil && looksLikeNews(s)
	s.ignored = notContent(s)
	s.lost = s.page != nil && v.texts.unreadable(s.page)
	s.foreign = v.bodyOf(s)
}

// shortText is the length in bytes of headings, labels and lines, in which the
// looser keys are always tried.
const shortText = 600

// thaiDamaged is a cheap sign that the looser keys are worth a pass: a
// nikhahit that was split off, or the letters that lose it most often.
func thaiDamaged(s string) bool {
	return strings.Contains(s, "ํ") || strings.Contains(s, "สานัก") || strings.Contains(s, "อานาจ") ||
		strings.Contains(s, "ประจา") || strings.Contains(s, "อาเภอ") || strings.Contains(s, "ดาเนิน")
}

// notContent says why a page can prove nothing although it was fetched.
func notContent(s *seen) checks.Reason {
	switch s.f.Trouble {
	case checks.SoftMissing, checks.Challenge, checks.Blocked, checks.Spam:
		return s.f.Trouble
	}
	return ""
}

// fileName gives the last path segment of an address, decoded, without query.
func fileName(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	base := path.Base(u.Path)
	if base == "/" || base == "." {
		return ""
	}
	return base
}
