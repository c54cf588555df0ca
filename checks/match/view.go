package match

import (
	"net/url"
	"path"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// view is a site prepared for judging: every text folded and scanned once.
type view struct {
	matcher *Matcher
	site    *checks.Site
	when    When
	lex     *lexicon
	all     []*seen
	byKey   map[string]*seen
	in      map[string][]inlink // canonical address → links that lead there
	owner   *owner
	scanned texts           // that were scanned before
	files   map[string]bool // addresses → whether they look like a file's
	shown   map[showKey]sighting
	owned   map[*part][]ownPart
	tried   map[trial]int // files tried in vain, for each way
	home    *seen
}

// inlink is a link seen from its target.
type inlink struct {
	from *seen
	link *checks.Link
	hits []hit
}

// seen is one resource, prepared.
type seen struct {
	r       checks.Resource
	f       *checks.Fetched
	c       *checks.Content
	doc     *checks.Document // nil for a page
	page    *checks.Page     // nil for a document
	title   text
	file    text   // file name or last path segment, decoded
	blocks  []text // parallel to c.Blocks
	links   []text // parallel to c.Links: the link's own text
	images  []text // parallel to c.Images: alt and file name
	mains   []int  // indices of main blocks
	heads   []int  // main heading blocks
	news    bool   // a dated report of an event
	ignored checks.Reason
	lost    bool          // a page whose letters were lost before it came
	words   map[int][]int // all phrases met in it or in links to it → blocks that carry them, ascending
	called  map[int][]int // phrases met in links to it → which of those links, ascending
	several places        // whether links lead to several places of it
	asked   bool          // whether another body's name begins its title was asked
	another bool
	order   []int  // all blocks
	shownAt string // the address by which a person reaches it; "" until asked for
	foreign string // whose it is, if it is another body's; "" if it is the office's
}

// text is one string with its folded form and the phrases met in it.
type text struct {
	raw    string
	folded string
	hits   []hit
	facts  *facts // shared by all equal texts of a site; nil until first asked for
}

// lexicon scans texts for the words of all rules.
type lexicon struct {
	*phrases
	clean *automaton
	loose *automaton
	skel  *automaton
	loosy []string
}

func newLexicon(p *phrases) *lexicon {
	l := &lexicon{phrases: p}
	loose := make([]string, len(p.folded))
	skel := make([]string, len(p.folded))
	for i, f := range p.folded {
		loose[i] = thai.Loose(f)
		if thai.Syllables(f) >= 4 {
			skel[i] = thai.Skeleton(f)
		}
	}
	l.clean, l.loose, l.skel = newAutomaton(p.folded), newAutomaton(loose), newAutomaton(skel)
	l.loosy = loose
	return l
}

// scan folds a text and finds the rules' words in it. With damaged set, the
// looser key is tried as well.
func (l *lexicon) scan(raw string, damaged bool) text {
	t := text{raw: raw, folded: thai.Fold(raw)}
	if t.folded == "" {
		return t
	}
	l.clean.find(t.folded, func(id, _, _ int) {
		if !met(t.hits, id) {
			t.hits = append(t.hits, hit{id: id})
		}
	})
	if damaged {
		l.loose.find(thai.Loose(t.folded), func(id, _, _ int) {
			if !met(t.hits, id) {
				t.hits = append(t.hits, hit{id: id, loose: true})
			}
		})
	}
	return t
}

// strip adds to a scanned text the phrases that are met once all marks are gone
// from both sides. In a file whose text layer lost them such a hit is weak.
func (l *lexicon) strip(t *text, weakly bool) {
	known := map[int]bool{}
	for _, h := range t.hits {
		known[h.id] = true
	}
	l.skel.find(thai.Skeleton(t.folded), func(id, _, _ int) {
		if !known[id] {
			known[id] = true
			t.hits = append(t.hits, hit{id: id, loose: true, stripped: weakly})
		}
	})
}

// slug scans a file name or path segment, where marks are often stripped.
func (l *lexicon) slug(name string) text {
	t := l.scan(strings.NewReplacer("-", " ", "_", " ", "+", " ").Replace(name), true)
	t.raw = name
	l.strip(&t, false) // addresses lose their marks by rule, not by damage
	return t
}

func newView(m *Matcher, site *checks.Site, when When) *view {
	v := &view{matcher: m, site: site, when: when, lex: m.lex, byKey: map[string]*seen{}, in: map[string][]inlink{},
		owned: map[*part][]ownPart{}, tried: map[trial]int{}, scanned: m.borrow(site), files: map[string]bool{}, shown: map[showKey]sighting{}}
	v.owner = newOwner(site.Office)
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
			key := l.Key
			if to := v.find(key); to != nil {
				key = to.f.URL
			}
			v.in[key] = append(v.in[key], inlink{from: s, link: l, hits: s.links[i].hits})
		}
	}
	v.disown()
	for _, s := range v.all {
		v.index(s)
	}
	return v
}

// disown leaves out what only other bodies lead to: a neighbour's home page is
// a step away from this office's site, and the neighbour's plans are two.
func (v *view) disown() {
	for again := true; again; {
		again = false
		for _, s := range v.all {
			if !s.f.Outside || s.foreign != "" || len(v.in[s.f.URL]) == 0 {
				continue
			}
			by := ""
			for _, in := range v.in[s.f.URL] {
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
	s.f, s.c = s.r.Fetch(), s.r.Read()
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
	s.title = v.scan(v.owner.trimTitle(s.c.Title))
	s.file = v.lex.slug(fileName(s.f.URL))
	s.blocks = make([]text, len(s.c.Blocks))
	for i := range s.c.Blocks {
		b := &s.c.Blocks[i]
		s.blocks[i] = v.scanAs(b.Text, damaged || len(b.Text) <= shortText || thaiDamaged(b.Text))
		if s.c.Facts.Damaged {
			v.lex.strip(&s.blocks[i], true)
		}
		if b.Main() {
			s.mains = append(s.mains, i)
			if b.Kind == checks.BlockHeading {
				s.heads = append(s.heads, i)
			}
		}
	}
	s.links = make([]text, len(s.c.Links))
	for i := range s.c.Links {
		s.links[i] = v.scan(s.c.Links[i].Text)
	}
	s.images = make([]text, len(s.c.Images))
	for i := range s.c.Images {
		im := &s.c.Images[i]
		s.images[i] = v.scanAs(im.Alt, false)
		s.images[i].hits = append(s.images[i].hits, v.lex.slug(im.File).hits...)
	}
	s.news = s.page != nil && looksLikeNews(s)
	s.ignored = notContent(s)
	s.lost = s.page != nil && unreadable(s.page)
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

// host gives the host and port of an address, lower-case.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
