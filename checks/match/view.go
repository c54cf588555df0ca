package match

import (
	"math"
	"net/url"
	"path"
	"strings"

	"github.com/truatweb/truatweb/checks"
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
	met       meetings
	called    meetings // in links that lead there; places in the list of those
	owner     *owner
	furniture map[furnished]int // in which gathering it was met last
	bare      []stuck           // links that lead nowhere; nil until asked for
	walks     int               // gatherings of candidates
	texts     *texts
	places    []place // by the number of a canonical address
	shown     shown
	owned     map[*part][]ownPart
	tried     map[trial]int // files tried in vain, for each way
	home      *seen
	spare     []*outcome // that nobody asks for any more
	order     []int      // numbers from 0 on
}

// inlink is a link seen from its target.
type inlink struct {
	from *seen
	at   int32 // among the links of from
}

func (in inlink) link() *checks.Link { return &in.from.c.Links[in.at] }

func (in inlink) text() *text { return in.from.links[in.at] }

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
	mains    []int  // indices of main blocks
	heads    []int  // main heading blocks
	says     traits // of all main blocks
	head     int    // the first of them that may be the page's own; -1 if there is none
	news     bool   // a dated report of an event
	ignored  checks.Reason
	lost     bool      // a page whose letters were lost before it came
	n        int32     // place in view.all
	closed   []stuck   // links that were not opened; nil until asked for
	in       []inlink  // links that lead there
	calls    []int32   // those of them that are called otherwise than any before
	moved    []move    // of blocks whose region was put right; nil if there are none
	headline *text     // of a file; nil until asked for
	called   *text     // title and main heading of a page, together; nil until asked for
	signed   [2]answer // whether its header and its footer are another body's
	several  answer    // whether links lead to several answer of it
	another  answer    // whether another body's name begins its title
	shownAt  string    // the address by which a person reaches it; "" until asked for
	foreign  string    // whose it is, if it is another body's; "" if it is the office's
}

func newView(m *Matcher, site *checks.Site, when When) *view {
	v := &view{matcher: m, most: most, mostLines: math.MaxInt, site: site, when: when, lex: m.lex, byKey: map[string]*seen{},
		owned: map[*part][]ownPart{}, tried: map[trial]int{}, furniture: map[furnished]int{}, texts: m.borrow(site), shown: newShown()}
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
	v.lead()
	v.disown()
	v.calls()
	v.index()
	return v
}

// lead notes for each resource the links that lead there.
func (v *view) lead() {
	each := func(yield func(to *seen, in inlink)) {
		for _, s := range v.all {
			for i := range s.c.Links {
				l := &s.c.Links[i]
				if l.Hidden || l.Key == "" || l.Kind == checks.LinkMail || l.Kind == checks.LinkPhone {
					continue
				}
				if to := v.atNumber(s.keys[i], l.Key).to; to != nil {
					yield(to, inlink{from: s, at: int32(i)})
				}
			}
		}
	}
	count, all := make([]int32, len(v.all)), 0
	each(func(to *seen, _ inlink) {
		count[to.n]++
		all++
	})
	room := make([]inlink, all)
	for n, s := range v.all {
		s.in, room = room[:0:count[n]], room[count[n]:]
	}
	each(func(to *seen, in inlink) { to.in = append(to.in, in) })
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
			s.says |= s.blocks[i].carries
			if s.c.Blocks[i].Kind == checks.BlockHeading {
				s.heads = append(s.heads, i)
			}
		}
	}
	s.head = s.firstHeading()
	s.news = s.page != nil && looksLikeNews(s)
	s.ignored = notContent(s)
	s.lost = s.page != nil && v.lettersLost(s)
	s.foreign = v.bodyOf(s)
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
	if _, rest, plain := plainAddress(raw); plain {
		if end := strings.IndexAny(rest, "?#"); end >= 0 {
			rest = rest[:end]
		}
		rest = strings.TrimRight(rest, "/")
		if rest = rest[strings.LastIndexByte(rest, '/')+1:]; rest == "." {
			return ""
		}
		return rest
	}
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
