// Package hijack is a sentinel: it notices, while pages pass by, that others have
// put gambling or foreign spam on an office's site. It reads what the crawl
// already has and asks for nothing.
//
// One judgement serves two uses. [Spam] says of a page that it is spam through
// and through: the crawl marks it and it proves nothing. [Look] tells a person
// what was found, such pages and honest ones into which something was put.
//
// A word alone is no sign: health offices write about gambling and about drugs.
// What counts is a thing sold together with words that sell it, where nothing
// warns against it.
package hijack

import (
	"math/bits"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/truatweb/truatweb/checks"
)

// Figures of this file are chosen by us and held by the cases of the tests.
const (
	fewTopics     = 3  // distinct things sold that need no selling words beside them
	spamShare     = 4  // a page headed by spam is spam if a quarter of its text is
	homeShare     = 2  // and of a home page, or of a page headed by nothing, half
	bodyLetters   = 60 // a page headed by nothing is judged by no less
	mostSpamPages = 10 // told one by one
	fewHidden     = 5  // foreign hosts in hidden links that need no words
	shortText     = 90 // bytes of a link's text, thirty Thai letters
	fewScattered  = 25 // foreign hosts on one page, where others have hardly any
	fewFarmed     = 3  // pages that make a farm
)

// Spam reports whether a page is spam through and through: headed by it and
// mostly about it, so that it is no page of the office at all.
func Spam(p *checks.Page) bool {
	v := look(p)
	p.SetAside(&passed{p.Content, len(p.Path), v})
	return v.spam
}

// passed is what a page showed when it passed, and by what that was judged.
type passed struct {
	content *checks.Content
	path    int
	view    view
}

// viewOf judges a page, or says how it was judged when it passed.
func viewOf(p *checks.Page) view {
	if was, ok := p.Aside().(*passed); ok && was.content == p.Content && was.path == len(p.Path) {
		return was.view
	}
	return look(p)
}

// view is what one page shows.
type view struct {
	spam   bool
	family family
	parts  []part
}

// part is one sign on a page.
type part struct {
	sign   string
	family family
}

func (v *view) add(sign string, f family) {
	if !slices.Contains(v.parts, part{sign, f}) {
		v.parts = append(v.parts, part{sign, f})
	}
}

// look judges one page.
func look(p *checks.Page) view {
	var v view
	a, c := lexicon(), p.Read()
	heads, guards := headings(a, p, c)
	headed, sold := a.sells(&heads)
	v.family = sold
	all, hit, selling := 0, 0, 0
	var main mask
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Text == "" {
			continue
		}
		var m mask
		a.scan(b.Text, &m)
		if b.Main() {
			main.join(&m)
		}
		n := 0
		if b.Main() || m.any() {
			n = letters(b.Text)
		}
		if b.Main() {
			all += n
		}
		if !m.any() {
			continue
		}
		if b.Main() && a.speaks(&m) {
			hit += n
		}
		m.join(&guards)
		if ok, f := a.sells(&m); ok {
			if b.Main() {
				selling += n
			}
			if !headed {
				v.family = f
			}
			v.add("visible_text", f)
		}
	}
	wholly := selling
	if headed {
		wholly = hit
	}
	switch {
	case headed && p.URL != "" && len(p.Path) == 1:
		v.spam = wholly*homeShare >= all && all >= bodyLetters
	case headed:
		v.spam = wholly*spamShare >= all
	default:
		v.spam = wholly*homeShare > all && all >= bodyLetters
	}
	if headed && !v.spam {
		v.add("title", sold)
	}
	if foreign(c) {
		main.join(&heads)
		if ok, f := a.sells(&main); ok {
			v.spam, v.family = true, f
		}
	}
	v.concealed(a, p, c)
	v.links(a, p, c)
	return v
}

// spaced parts the words of an address.
var spaced = strings.NewReplacer("-", " ", "_", " ")

// headings gives the words of a page's title, first headings and address, and
// those among them that warn.
func headings(a *automaton, p *checks.Page, c *checks.Content) (all, guards mask) {
	a.scan(c.Title, &all)
	seen := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Kind == checks.BlockHeading && b.Main() && b.Level <= 2 {
			a.scan(b.Text, &all)
			if seen++; seen == 2 {
				break
			}
		}
	}
	for i := range all {
		guards[i] = all[i] & a.guards[i]
	}
	if u, err := url.Parse(p.URL); err == nil {
		a.scan(spaced.Replace(u.Path), &all)
	}
	return all, guards
}

// sells reports whether the words of a text sell what spam sells, and what.
func (a *automaton) sells(m *mask) (bool, family) {
	warns := m.count(&a.guards)
	for f := range families {
		offers := m.count(&a.masks[f][promo])
		topics, sales := m.count(&a.masks[f][topic])+offers, m.count(&a.masks[f][sale])+offers
		switch {
		case topics == 0:
		case warns > 0 && sales > 4*warns, warns == 0 && sales > 0, warns == 0 && topics >= fewTopics && f == gambling:
			return true, f
		}
	}
	return false, families
}

// speaks reports whether a text has words of spam and none that warn.
func (a *automaton) speaks(m *mask) bool {
	if m.count(&a.guards) > 0 {
		sold, _ := a.sells(m)
		return sold
	}
	return m.any()
}

// best gives the family of which a text has most words, and their number.
func (a *automaton) best(m *mask) (int, family) {
	most, what := 0, gambling
	for f := range families {
		if n := m.count(&a.masks[f][topic]) + m.count(&a.masks[f][sale]) + m.count(&a.masks[f][promo]); n > most {
			most, what = n, f
		}
	}
	return most, what
}

// concealed looks at what a citizen cannot see.
func (v *view) concealed(a *automaton, p *checks.Page, c *checks.Content) {
	var text, links mask
	a.scan(c.HiddenText, &text)
	a.scan(c.Description, &text) // for search engines alone
	for _, w := range c.ScriptWords {
		a.scan(w, &text)
	}
	foreignHosts := map[string]bool{}
	away := false
	for i := range c.Links {
		l := &c.Links[i]
		if !l.Hidden {
			continue
		}
		a.scan(l.Text, &links)
		if h := host(l.URL); h != "" && h != host(p.URL) && !official(h) {
			foreignHosts[h] = true
			var m mask
			a.scan(l.Text, &m)
			away = away || m.any() && m.count(&a.guards) == 0 || sellingHost(h)
		}
	}
	text.join(&links)
	if ok, f := a.sells(&text); ok {
		if links.any() {
			v.add("hidden_links", f)
		} else {
			v.add("hidden_text", f)
		}
	} else if n, f := a.best(&links); away && (n > 0 || len(foreignHosts) > 0) {
		v.add("hidden_links", f)
	} else if len(foreignHosts) >= fewHidden {
		v.add("hidden_links", families)
	}
}

// links looks at where a page's visible links and scripts lead: to a host named
// after what spam sells, or out of the site by a short text that names it.
func (v *view) links(a *automaton, p *checks.Page, c *checks.Content) {
	own := host(p.URL)
	for i := range c.Links {
		l := &c.Links[i]
		h := host(l.URL)
		if l.Hidden || h == "" || h == own || official(h) {
			continue
		}
		if sellingHost(h) {
			v.add("links", gambling)
		} else if len(l.Text) < shortText {
			var m mask
			a.scan(l.Text, &m)
			if !m.any() {
				continue
			}
			a.scan(l.Context(), &m)
			for f := range families {
				if f != medicine && m.count(&a.masks[f][topic]) > 0 && m.count(&a.guards) == 0 {
					v.add("links", f)
				}
			}
		}
	}
	for _, s := range c.Scripts {
		if h := host(s); h != "" && h != own && sellingHost(h) {
			v.add("script", gambling)
		}
	}
}

func sellingHost(h string) bool {
	var m mask
	hosts().scan(strings.ReplaceAll(h, "timeslot", ""), &m)
	return m.any()
}

// official reports whether a host belongs to a public body of Thailand, which
// sells nothing, whatever its name.
func official(h string) bool {
	h, _, _ = strings.Cut(h, ":")
	return strings.HasSuffix(h, ".go.th") || strings.HasSuffix(h, ".ac.th") || strings.HasSuffix(h, ".mi.th") || strings.HasSuffix(h, ".or.th")
}

// host gives the host of an absolute address of the web, lower-case, "" otherwise.
func host(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		_, rest, ok = strings.Cut(address, "//")
		if !ok {
			return ""
		}
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.ToLower(rest)
}

// foreign reports whether a page is titled in a script that no office of
// Thailand titles its pages in, and says hardly anything in Thai.
func foreign(c *checks.Content) bool {
	if ascii(c.Title) {
		return false
	}
	thai, strange := scripts(c.Title)
	if strange < 3 || strange < thai {
		return false
	}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Main() {
			t, s := scripts(b.Text)
			thai, strange = thai+t, strange+s
		}
	}
	return thai*4 < strange
}

func scripts(s string) (thai, strange int) {
	for _, r := range s {
		switch {
		case r < 0x0370:
		case r >= 0x0E00 && r < 0x0E80:
			thai++
		case unicode.IsLetter(r):
			strange++
		}
	}
	return thai, strange
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// letters counts letters, eight bytes at a time.
func letters(s string) int {
	const (
		ones = 0x0101010101010101
		high = 0x80 * ones // the first bit of each byte
	)
	n, i := 0, 0
	for ; i+8 <= len(s); i += 8 {
		x := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		small := (x | 0x20*ones) &^ high
		latin := (small + (0x80-'a')*ones) &^ (small + (0x7F-'z')*ones) &^ x
		n += bits.OnesCount64((x&(x<<1) | latin) & high) // the first byte of any letter that is not ASCII, or one that is
	}
	for ; i < len(s); i++ {
		if b := s[i]; b >= 0xC0 || latin(b) {
			n++
		}
	}
	return n
}
