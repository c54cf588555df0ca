package domain

import (
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// belongs says whose an address is.
type belongs int

const (
	other belongs = iota // a company's, or a domain of the office's own that is not the state's
	state
	free
)

// providers are free providers of e-mail, without their last label where they
// have many.
var providers = []string{"gmail", "googlemail", "hotmail", "outlook", "live", "msn", "windowslive", "yahoo", "ymail", "rocketmail", "icloud", "me", "mac", "aol",
	"proton", "protonmail", "thaimail", "chaiyo", "mail", "gmx", "yandex", "qq", "163", "126", "zoho", "zohomail"}

// owner says whose a mail domain is: hotmail.co.th is free, mail.go.th is not.
func owner(domain string) belongs {
	switch {
	case domain == "go.th" || under(domain, "go.th") || under(domain, stateName):
		return state
	case under(domain, "or.th"), under(domain, "mi.th"), under(domain, "ac.th"):
		return other
	}
	labels := strings.Split(domain, ".")
	if slices.Contains(providers, labels[0]) && (len(labels) == 2 || len(labels) == 3 && (len(labels[1]) <= 3)) {
		return free
	}
	return other
}

// address is a published address and where it stands.
type address struct {
	text  string
	owner belongs
	page  *checks.Page
	block int
}

// mail judges whether the office's own published e-mail is under a domain of
// the state.
func mail(site *checks.Site) checks.Answer {
	if site.Find(site.Home) == nil || site.Undrawn() {
		a := checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.NeedsRender}}
		if site.Find(site.Home) == nil {
			a.Reasons = []checks.Reason{checks.Coverage}
			if g := site.GapAt(site.Home); g != nil {
				a.Reasons = []checks.Reason{g.Reason}
			}
		}
		return a
	}
	a := checks.Answer{Verdict: checks.Absent, Crawled: true, Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	for _, m := range addresses(site) {
		proof := checks.Cite(m.page, checks.AtText, quoted(m), "เปิดหน้านี้แล้วค้นคำว่า "+m.text)
		if m.owner == state {
			a.Parts.Have = append(a.Parts.Have, m.text)
			a.Evidence = append(a.Evidence, proof)
			continue
		}
		miss := checks.Miss{URL: proof.URL, Title: proof.Title, Quote: proof.Quote, Reason: checks.ForeignDomain}
		if m.owner == free {
			miss.Reason = checks.FreeMail
			a.Parts.Missing = append(a.Parts.Missing, m.text)
		}
		a.Nearest = append(a.Nearest, miss)
	}
	// Beside an address of the state, a company's is its own affair: the
	// designer's, say. Alone, it is no address of the state either.
	switch have, lack := len(a.Parts.Have), len(a.Parts.Missing); {
	case have > 0 && lack == 0:
		a.Verdict = checks.Found
	case have > 0:
		a.Verdict, a.Reasons = checks.Partial, []checks.Reason{checks.FreeMail}
	default:
		a.Reasons, a.Parts = reasons(a.Nearest), nil
	}
	return a
}

func reasons(misses []checks.Miss) []checks.Reason {
	var out []checks.Reason
	for i := range misses {
		if !slices.Contains(out, misses[i].Reason) {
			out = append(out, misses[i].Reason)
		}
	}
	return out
}

func quoted(m address) string {
	if m.block < 0 || m.block >= len(m.page.Read().Blocks) {
		return m.text
	}
	t := m.page.Read().Blocks[m.block].Text
	if !strings.Contains(t, m.text) || len(t) > 600 {
		return m.text
	}
	return t
}

const mostAddresses = 20

// addresses gives the office's own addresses, each once, in the order of the
// pages: what stands on the home page, on pages about contact, and in the frame
// of any page. Elsewhere addresses are persons', suppliers' or other bodies'.
func addresses(site *checks.Site) []address {
	var out []address
	add := func(p *checks.Page, block int, text string) {
		text = strings.ToLower(text)
		at := strings.LastIndexByte(text, '@')
		if at < 1 || len(out) == mostAddresses || slices.ContainsFunc(out, func(a address) bool { return a.text == text }) {
			return
		}
		out = append(out, address{text, owner(shown(text[at+1:])), p, block})
	}
	home := site.Find(site.Home)
	for _, p := range site.Own() {
		whole := checks.Resource(p) == home || contact(p)
		c := p.Read()
		for i := range c.Blocks {
			if b := &c.Blocks[i]; whole || b.Region == checks.RegionHeader || b.Region == checks.RegionFooter {
				for _, a := range emails(b.Text) {
					add(p, i, a)
				}
			}
		}
		for i := range c.Links {
			l := &c.Links[i]
			if l.Kind == checks.LinkMail && !l.Hidden && (whole || l.Region == checks.RegionHeader || l.Region == checks.RegionFooter) {
				for _, a := range emails(l.URL) {
					add(p, l.Block, a)
				}
			}
		}
	}
	return out
}

// contact reports whether a page is about how to reach the office.
func contact(p *checks.Page) bool {
	speaks := func(s string) bool {
		s = strings.ToLower(s)
		return strings.Contains(s, "ติดต่อ") || strings.Contains(s, "contact")
	}
	c := p.Read()
	if speaks(c.Title) || speaks(p.Label) {
		return true
	}
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Kind == checks.BlockHeading && b.Main() && speaks(b.Text) {
			return true
		}
	}
	return false
}

// emails finds addresses in a text, also where the sign is written out to keep
// machines off: name(at)sso.go.th.
func emails(text string) []string {
	if !strings.ContainsAny(text, "@＠") && !strings.Contains(text, "at)") && !strings.Contains(text, "at]") {
		return nil
	}
	text = strings.NewReplacer("＠", "@", "(at)", "@", "[at]", "@", " (at) ", "@", " [at] ", "@").Replace(text)
	var out []string
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '@')
		if i < 0 {
			return out
		}
		at := from + i
		start, end := at, at+1
		for start > from && local(text[start-1]) {
			start--
		}
		for end < len(text) && (letter(text[end]) || text[end] == '-' || text[end] == '.') {
			end++
		}
		user, domain := strings.Trim(text[start:at], ".-"), strings.Trim(text[at+1:end], ".-")
		if mailDomain(domain) && user != "" && len(user) <= 64 {
			out = append(out, user+"@"+domain)
			from = end
		} else {
			from = at + 1
		}
	}
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func local(c byte) bool { return letter(c) || strings.IndexByte("._%+-", c) >= 0 }

// mailDomain reports whether a text is a domain of at least two labels whose
// last is of letters.
func mailDomain(s string) bool {
	labels := strings.Split(s, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || len(s) > 253 || slices.Contains(labels, "") || len(last) < 2 {
		return false
	}
	return strings.IndexFunc(last, func(r rune) bool { return r < 'A' || r > 'Z' && r < 'a' || r > 'z' }) < 0 || strings.HasPrefix(last, "xn--")
}
