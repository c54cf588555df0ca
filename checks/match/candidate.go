package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// candidate is a place to which a rule's words led.
type candidate struct {
	place  rules.Place
	body   body
	worth  strength
	block  int          // block of the heading or row, -1 for a whole page or document
	link   *checks.Link // the link that carries the words, nil if none
	from   *seen        // where that link stands
	around string       // heading above a row or link
	page   string       // title and main heading of the page, for exclusions
	label  *text        // of the body's label; nil until asked for
	// own is false where only the text of a link that leads here carries the
	// words, and neither title nor heading nor name does.
	own bool
}

// said gives the text of a candidate's label.
func (c *candidate) said(v *view) *text {
	if c.label == nil {
		c.label = v.scan(c.body.label)
	}
	return c.label
}

// asLabel gives the text of a block where that is what a scan of the same words as
// a label gives; nil where it is not.
func (s *seen) asLabel(i int) *text {
	if s.c.Facts.Damaged || s.doc != nil && len(s.blocks[i].raw) > shortText {
		return nil
	}
	return s.blocks[i]
}

// most bounds candidates of one rule; a site on which more places carry the
// words is judged by the first of each kind, which stay in crawl order.
const most = 400

// candidates gathers the places to which a way's words lead, in the order of
// places and of the crawl.
func (v *view) candidates(w *way) []*candidate {
	var out []*candidate
	v.walks++
	v.walk(&w.heading, func(s *seen, blocks []int) bool {
		if s.ignored != "" {
			return true
		}
		if s.page != nil {
			out = v.pageCandidates(out, w, s, blocks)
		} else if w.in.has(inDocument) && s.foreign == "" {
			if c := v.documentCandidate(w, s); c != nil {
				out = append(out, c)
			}
		}
		return len(out) <= v.most
	})
	return out
}

// pageCandidates adds the places of a page of which blocks carry the words.
func (v *view) pageCandidates(out []*candidate, w *way, s *seen, blocks []int) []*candidate {
	if w.in.has(inPage) && s != v.home {
		if c := v.pageCandidate(w, s); c != nil {
			out = append(out, c)
		}
	}
	if s.foreign != "" || s.f.Trouble == checks.SignIn {
		return out // what another body says of itself is not said of the office, nor is what stands around a sign-in
	}
	around, head := "", 0
	for _, i := range blocks {
		b, t := &s.c.Blocks[i], s.blocks[i]
		for ; head < len(s.heads) && s.heads[head] <= i; head++ {
			around = s.c.Blocks[s.heads[head]].Text
		}
		st := w.heading.best(t.hits)
		if w.in.has(inSection) && b.Kind == checks.BlockHeading && st != none && s.region(i) != checks.RegionMenu {
			out = append(out, v.sectionCandidate(s, i, st))
		}
		if w.in.has(inRow) {
			out = append(out, v.rowCandidates(w, s, i, around)...)
		}
		if w.in.has(inImage) && s.main(i) {
			for _, n := range b.Images() {
				if st := w.heading.best(s.images[n].hits); st != none {
					out = append(out, &candidate{place: rules.PlaceImage, worth: st, block: i, own: true, page: s.title.raw,
						body: body{v: v, s: s, idx: window(s, i), label: pictureName(&s.c.Images[n])}})
				}
			}
		}
	}
	return append(out, v.categoryCandidates(w, s, blocks)...)
}

func window(s *seen, i int) []int {
	var idx []int
	for j := max(0, i-1); j <= i+1 && j < len(s.c.Blocks); j++ {
		if s.region(j) == s.region(i) {
			idx = append(idx, j)
		}
	}
	return idx
}

// firstHeading gives the first main heading of a page, or -1.
func (s *seen) firstHeading() int {
	for n, i := range s.heads {
		if n > 2 {
			break
		}
		if s.c.Blocks[i].Level <= 3 {
			return i
		}
	}
	if len(s.heads) > 0 {
		return s.heads[0]
	}
	return -1
}

func (v *view) pageCandidate(w *way, s *seen) *candidate {
	c := candidate{place: rules.PlacePage, block: -1}
	label := ""
	head := s.head
	if head >= 0 {
		if st := w.heading.best(s.blocks[head].hits); st != none {
			c.worth, c.own, label = st, true, s.c.Blocks[head].Text
		}
	}
	if st := w.heading.best(s.title.hits); st > c.worth && !v.siteTitle(s) {
		c.worth, c.own = st, true
		label = firstOf(label, s.title.raw)
	}
	if st := w.heading.best(s.file.hits); st != none && c.worth == none && s.file.fold() != "index" {
		c.worth, label = min(st, usual), s.file.raw
	}
	links := s.in
	for _, i := range within(&v.called, &w.heading, s) {
		in := links[i]
		if in.from == s || anchor(in.link().URL) != "" && v.anchored(s) {
			continue
		}
		st := w.heading.best(in.text().hits)
		if st == none || s.foreign != "" && in.from.foreign != "" {
			continue
		}
		if label == "" || !c.own && st > c.worth {
			label = in.link().Text
		}
		if st > c.worth {
			c.worth = st
		}
		if c.link == nil {
			c.link, c.from = in.link(), in.from
		}
	}
	if c.worth == none || s.foreign != "" && c.link == nil {
		return nil // another body's page is only looked at where the office shows it as its own
	}
	if s.called == nil {
		called := s.title.raw
		if head >= 0 {
			called += " " + s.c.Blocks[head].Text
		}
		s.called = v.scan(called)
	}
	c.page = s.called.raw
	c.body = body{v: v, s: s, idx: s.mains, label: label}
	if timed(w.rule.rule.Period) {
		if idx := v.ownSections(w, s); !c.own || slices.ContainsFunc(idx, func(i int) bool { return s.c.Blocks[i].Kind != checks.BlockHeading }) {
			c.body.idx = idx // a page of that very name whose only section asks in other words keeps it
		}
	}
	return &c
}

// anchored reports whether links lead to several places of one page: each label
// then speaks of its own place and none of the whole page.
func (v *view) anchored(s *seen) bool {
	return s.several.once(func() bool { return v.leadApart(s) })
}

func (v *view) leadApart(s *seen) bool {
	first := ""
	for _, in := range s.in {
		a := anchor(in.link().URL)
		switch {
		case a == "":
		case first == "":
			first = a
		case a != first:
			return true
		}
	}
	return false
}

// anchor gives the place on a page that an address names, without the fragments
// by which scripts tell pages apart.
func anchor(raw string) string {
	_, a, _ := strings.Cut(raw, "#")
	if strings.HasPrefix(a, "!") || strings.HasPrefix(a, "/") {
		return ""
	}
	return a
}

// ownSections lists the main blocks of a page without the sections whose
// headings name other requirements and not this one: what belongs to a year is
// proved under its own heading.
func (v *view) ownSections(w *way, s *seen) []int {
	var idx []int
	until := 0
	for _, i := range s.mains {
		if i < until {
			continue
		}
		if s.c.Blocks[i].Kind == checks.BlockHeading && v.matcher.steer.best(s.blocks[i].hits) >= usual && !w.rule.all.any(s.blocks[i].hits) {
			until = s.section(i)
			continue
		}
		idx = append(idx, i)
	}
	return idx
}

// siteTitle reports whether a page's title is that of every page, which then
// says nothing of this one.
func (v *view) siteTitle(s *seen) bool {
	return v.home != nil && s != v.home && s.c.Title != "" && s.c.Title == v.home.c.Title
}

func (v *view) sectionCandidate(s *seen, i int, st strength) *candidate {
	idx := v.run(s.section(i))[i+1:]
	// a heading that is itself the link to the content
	if len(s.c.Blocks[i].Links()) > 0 || len(s.c.Blocks[i].Images()) > 0 {
		idx = v.run(s.section(i))[i:]
	}
	return &candidate{place: rules.PlaceSection, worth: st, block: i, own: true, page: s.title.raw, label: s.asLabel(i),
		body: body{v: v, s: s, idx: idx, label: s.c.Blocks[i].Text}}
}

// rowLimit is the length in characters up to which a block counts as a label;
// longer ones are running text that merely mentions.
const rowLimit = 260

func (v *view) rowCandidates(w *way, s *seen, i int, around string) []*candidate {
	b, t := &s.c.Blocks[i], s.blocks[i]
	if b.Kind == checks.BlockHeading && len(b.Links()) == 0 {
		return nil
	}
	whole := none
	if t.length() <= rowLimit && (b.Kind == checks.BlockRow || b.Kind == checks.BlockItem || len(b.Links()) == 1) {
		whole = w.heading.best(t.hits)
	}
	if s.region(i) == checks.RegionMenu || s.region(i) == checks.RegionHeader {
		whole = none
	}
	var out []*candidate
	any, named := false, false
	for _, li := range b.Links() {
		named = named || !s.c.Links[li].Hidden && w.heading.any(s.links[li].hits)
	}
	for _, li := range b.Links() {
		l := &s.c.Links[li]
		if l.Hidden || l.Kind == checks.LinkMail || l.Kind == checks.LinkPhone {
			continue
		}
		st := w.heading.best(s.links[li].hits)
		if st == none && (whole == none || named && v.matcher.steer.best(s.links[li].hits) >= usual) {
			continue // another link of the row is called so, and this one is called something else
		}
		tg := v.followAt(s, int(li))
		if tg.fate == fatePage && (s.region(i) != checks.RegionMain || st != none && w.in.has(inPage)) {
			continue // the page itself is a candidate by this link's text
		}
		any = true
		if v.repeated(s, i, int(li)) {
			continue
		}
		c := &candidate{place: rules.PlaceRow, worth: max(st, whole), block: i, link: l, from: s, own: true, around: around, page: s.title.raw}
		c.body = body{v: v, s: s, idx: v.run(i + 1)[i:], label: rowLabel(s.blocks[i], l)}
		switch c.body.label {
		case b.Text:
			c.label = s.asLabel(i)
		case l.Text:
			c.label = s.links[li]
		}
		if tg.to != nil && (tg.fate == fateFile || tg.fate == fatePage) {
			c.body.plus = []*seen{tg.to}
		}
		out = append(out, c)
	}
	if !any && whole != none && s.main(i) && len(b.Links()) == 0 && (b.Kind == checks.BlockRow || b.Kind == checks.BlockItem) {
		out = append(out, &candidate{place: rules.PlaceRow, worth: whole, block: i, from: s, own: true, around: around, page: s.title.raw, label: s.asLabel(i),
			body: body{v: v, s: s, idx: v.run(i + 1)[i:], label: b.Text}})
	}
	return out
}

// furnished is a row of a site's furniture that leads somewhere.
type furnished struct {
	row    *text
	link   *text
	key    string
	region checks.Region
}

// repeated reports whether a row of the furniture stood on a page before, in one
// gathering of candidates: it is one place, on however many pages it stands.
func (v *view) repeated(s *seen, i, li int) bool {
	if s.main(i) {
		return false
	}
	k := furnished{s.blocks[i], s.links[li], s.c.Links[li].Key, s.region(i)}
	if v.furniture[k] == v.walks {
		return true
	}
	v.furniture[k] = v.walks
	return false
}

// rowLabel joins a link's text with the row it stands in.
func rowLabel(row *text, l *checks.Link) string {
	if strings.Contains(row.raw, l.Text) || l.Text == "" {
		if row.length() <= rowLimit {
			return row.raw
		}
		return l.Text
	}
	return l.Text + " " + l.Context()
}

func (v *view) documentCandidate(w *way, s *seen) *candidate {
	c := candidate{place: rules.PlaceDocument, block: -1}
	label := ""
	take := func(t *text, own bool) {
		if st := w.heading.best(t.hits); st > c.worth || st != none && st == c.worth && own && !c.own {
			c.worth, c.own = st, own
			label = t.raw
		}
	}
	take(s.title, true)
	for n, i := range s.mains {
		if n >= 10 {
			break
		}
		if s.blocks[i].length() <= rowLimit && len(s.c.Blocks[i].Cells()) <= titleCells && !columnHeads(s.blocks[i].raw) {
			take(s.blocks[i], true)
		}
	}
	take(s.file, false)
	for _, i := range s.calls {
		take(s.in[i].text(), false)
	}
	if len(s.in) > 0 {
		c.link, c.from = s.in[0].link(), s.in[0].from
	}
	if c.worth == none {
		return nil
	}
	c.page = s.title.raw + " " + v.headline(s).raw
	c.body = body{v: v, s: s, idx: s.mains, label: label}
	return &c
}

// columnHeads reports whether a line is the head of a table that lost its cells:
// three or more short words and no figures.
func columnHeads(raw string) bool {
	const fewest, longest = 3, 14
	words := strings.Fields(raw)
	return len(words) >= fewest && !slices.ContainsFunc(words, func(w string) bool {
		return utf8.RuneCountInString(w) > longest || strings.ContainsFunc(w, unicode.IsDigit)
	})
}

// titleCells is the number of cells up to which a table's row may be a title;
// longer ones are the head of a list, whose columns name no document.
const titleCells = 2

// headline gives what a file says of itself before it comes to its matter: its
// first lines up to two that are no longer than a title.
func (v *view) headline(s *seen) *text {
	if s.headline == nil {
		out := ""
		for n, i := range s.mains {
			if n >= 2 || s.blocks[i].length() > longestHeadline {
				break
			}
			out += " " + s.blocks[i].raw
		}
		s.headline = v.scan(out)
	}
	return s.headline
}

// longestHeadline is the length in characters of a line that may be a title.
const longestHeadline = 140

// siteCandidates gathers, for a way that looks at the whole site, every block
// that carries one of its near words, and each page for ways without them.
func (v *view) siteCandidates(w *way) []*candidate {
	var out []*candidate
	seenText := map[seenKey]bool{}
	barred := func(s *seen) bool {
		return s.ignored != "" || s.page == nil || s.f.Trouble != "" || s.foreign != "" || v.ofAnother(s)
	}
	if w.near == nil {
		for _, s := range v.all {
			if !s.f.Outside && !barred(s) {
				out = append(out, &candidate{place: rules.PlaceSite, worth: usual, block: -1, own: true, page: s.title.raw, body: body{v: v, s: s, idx: v.run(len(s.c.Blocks)), label: s.title.raw}})
			}
		}
		return out
	}
	v.walk(&w.near.words, func(s *seen, blocks []int) bool {
		if barred(s) {
			return true
		}
		for _, i := range blocks {
			st := w.near.words.best(s.blocks[i].hits)
			if st == none || seenText[seenKey{s.blocks[i].sum, s.region(i)}] {
				continue
			}
			seenText[seenKey{s.blocks[i].sum, s.region(i)}] = true
			if v.signedByAnother(s, s.region(i)) || v.keepers(s, i) {
				continue // the portal that a page stands in tells of its own keepers
			}
			end := i + 1
			if end < len(s.c.Blocks) && s.region(end) == s.region(i) && s.blocks[i].length() < 60 && !v.keepers(s, end) {
				end++
			}
			out = append(out, &candidate{place: rules.PlaceSite, worth: st, block: i, own: true, page: s.title.raw, label: s.asLabel(i),
				body: body{v: v, s: s, idx: v.run(end)[i:], label: s.c.Blocks[i].Text}})
		}
		return len(out) <= v.mostLines
	})
	return out
}
