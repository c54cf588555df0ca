package html

import (
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// run is a link whose text may go on in the next element: editors cut one link
// into several with the same target.
type run struct {
	link  int // index in Content.Links
	line  *line
	end   int // bytes of the line when the link ended
	said  bool
	class string
}

var (
	clickPattern  = regexp.MustCompile(`(?i)(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]+)['"]`)
	buttonName    = words(`(?:^|[\s_-])(?:btn|button|badge|label)(?:$|[\s_-])`, "btn", "button", "badge", "label") // set apart from what is beside it
	windowPattern = regexp.MustCompile(`(?i)\b(?:MM_openBrWindow|open\w*|popup\w*|goto\w*)\(\s*['"]([^'"]*[./][^'"]*)['"]`)
)

// clickTarget reads an address from an element's click handler, "" if it has none.
func clickTarget(n *node) string { return scriptTarget(attr(n, "onclick")) }

func scriptTarget(script string) string {
	if script == "" || len(script) > 4000 {
		return ""
	}
	m := clickPattern.FindStringSubmatch(script)
	if m == nil {
		m = windowPattern.FindStringSubmatch(script)
	}
	if m == nil || strings.HasPrefix(m[1], "#") {
		return ""
	}
	return strings.TrimSpace(m[1])
}

// anchor walks a link.
func (w *walker) anchor(n *node, st state) {
	if !hasAttr(n, "href") && n.Data == "a" && clickTarget(n) == "" && (hasAttr(n, "name") || hasAttr(n, "id")) && !hasAttr(n, "onclick") {
		w.walk(n, st) // the target of links, not a link
		return
	}
	if mail := cloudMail(n); mail != "" {
		text := thai.Clean(visible(n))
		if text == "" || strings.Contains(text, "protected]") {
			text = mail
		}
		w.mail(mail, text, st)
		return
	}
	l := w.linkOf(n)
	if w.joins(&l, n, st) {
		return
	}
	s := n.size
	inside := st
	inside.inLink, inside.bare = true, s.text == 0
	if st.hidden || !st.row && (s.blocks > 0 || s.tables > 0 || s.items > 0) {
		w.around(n, &l, inside)
		return
	}
	if w.prev.line != nil && len(w.lines) > 0 && w.prev.line == w.line() && w.prev.end == w.line().buf.Len() {
		w.space()
	}
	if n.class.button && len(w.lines) > 0 {
		w.space()
	}
	i := w.addTo(&l, st)
	w.walk(n, inside)
	if i >= 0 {
		w.prev = run{link: i, line: w.line(), end: w.line().buf.Len(), said: s.text > 0, class: attr(n, "class")}
	}
}

// joins adds an element to the link right before it if both lead to one place.
func (w *walker) joins(l *checks.Link, n *node, st state) bool {
	p := w.prev
	if p.line == nil || len(w.lines) == 0 || p.line != w.line() || p.end != p.line.buf.Len() || st.hidden || l.Href() == "" {
		return false
	}
	old := &w.c.Links[p.link]
	if old.Href() != l.Href() || old.URL == "" || n.size.blocks > 0 || attr(n, "class") != p.class {
		return false
	}
	st.inLink = true
	w.walk(n, st)
	if n.size.text > 0 {
		if p.said {
			old.Text = thai.Clean(old.Text + visible(n))
		} else {
			old.Text = l.Text
		}
	}
	w.prev.end, w.prev.said = p.line.buf.Len(), p.said || n.size.text > 0
	return true
}

// around walks a link that holds blocks of its own, or that nobody sees: it
// belongs to the first of them.
func (w *walker) around(n *node, l *checks.Link, st state) {
	w.flush(st)
	first := len(w.c.Blocks)
	l.Region, l.Hidden, l.Block = st.region, st.hidden, first
	i := w.addLink(l)
	w.walk(n, st)
	if i < 0 || st.hidden {
		return
	}
	if first < len(w.c.Blocks) {
		b := &w.c.Blocks[first]
		b.SetLinks(append(b.Links(), int32(i)))
		w.c.Links[i].Region = b.Region
		return
	}
	w.line().links = append(w.line().links, int32(i))
}

// linkOf reads a link as far as its own element tells.
func (w *walker) linkOf(n *node) checks.Link {
	href := strings.TrimSpace(attr(n, "href"))
	l := checks.Link{Kind: checks.LinkAnchor}
	said := w.wording()
	said.Href, said.Title, said.Rel = href, thai.Clean(attr(n, "title")), attr(n, "rel")
	l.Say(said)
	l.Text = thai.Clean(firstNonEmpty(visible(n), attr(n, "alt"), attr(n, "title"), attr(n, "aria-label")))
	if n.Data == "area" {
		l.Kind = checks.LinkArea
	}
	script := strings.HasPrefix(strings.ToLower(href), "javascript:")
	toggles := toggle(n)
	if href != "" && href != "#" && !script {
		if toggles && href[0] == '#' {
			l.Kind = checks.LinkInPage
		}
		return l
	}
	target := firstNonEmpty(clickTarget(n), scriptTarget(href), attr(n, "data-href"))
	switch {
	case target != "":
		said.Href = target
	case toggles:
		l.Kind = checks.LinkInPage
	case script || hasAttr(n, "onclick") || hasAttr(n, "data-toggle") || hasAttr(n, "data-bs-toggle"):
		l.Kind = checks.LinkScript
	default:
		l.Kind = checks.LinkEmpty
	}
	return l
}

// written is a link that is nothing but a target and a text.
func (w *walker) written(kind checks.LinkKind, href, text string) *checks.Link {
	l := &checks.Link{Kind: kind, Text: text, Region: checks.RegionMain}
	said := w.wording()
	said.Href = href
	l.Say(said)
	return l
}

// stands tells a link what stands around it.
func (w *walker) stands(l *checks.Link, context string) {
	if context == "" && l.Context() == "" {
		return
	}
	said := w.wording()
	*said = l.Wording()
	said.Context = context
	l.Say(said)
}

// wording gives room for what is written about a link.
func (w *walker) wording() *checks.Wording {
	if len(w.sayings) == cap(w.sayings) {
		w.sayings = make([]checks.Wording, 0, max(64, min(2*cap(w.sayings), keptParts)))
	}
	w.sayings = append(w.sayings, checks.Wording{})
	return &w.sayings[len(w.sayings)-1]
}

// toggle reports whether an element opens a panel of the same page.
func toggle(n *node) bool {
	if n.Data == "a" && !hasAttr(n, "href") {
		for m, up := n, 0; m != nil && up < 3; m, up = m.Parent, up+1 {
			if hasAttr(m, "aria-controls") || hasAttr(m, "aria-expanded") {
				return true
			}
		}
	}
	t := attr(n, "data-toggle") + " " + attr(n, "data-bs-toggle")
	return attr(n, "role") == "tab" || strings.Contains(t, "tab") || strings.Contains(t, "pill") || strings.Contains(t, "collapse") || strings.Contains(t, "modal")
}

// mail adds a mail address that was written so that machines should not read it.
func (w *walker) mail(address, text string, st state) {
	l := w.written(checks.LinkMail, "mailto:"+address, text)
	l.URL = address
	w.addTo(l, st)
	if text != address {
		text += " " + address
	}
	w.text(" "+text+" ", st)
}

// cloudMail decodes an address hidden by a content network's script: the first
// byte is the key that the others were combined with.
func cloudMail(n *node) string {
	code := attr(n, "data-cfemail")
	if n.Data == "a" && code == "" {
		_, code, _ = strings.Cut(attr(n, "href"), "/cdn-cgi/l/email-protection#")
		for m := n.FirstChild; m != nil && code == ""; m = m.NextSibling {
			code = attr(m, "data-cfemail")
		}
	}
	if code == "" || len(code) > 400 {
		return ""
	}
	b, err := hex.DecodeString(code)
	if err != nil || len(b) < 6 {
		return ""
	}
	for i := 1; i < len(b); i++ {
		b[i] ^= b[0]
	}
	if s := thai.Clean(string(b[1:])); strings.Contains(s, "@") {
		return s
	}
	return ""
}

// frame adds what is shown inside a frame as a link.
func (w *walker) frame(n *node, st state) {
	if doc := whole(n, "srcdoc"); doc != "" && n.Data == "iframe" && st.inner < 2 && !heavy(doc) && !st.row {
		if root := w.fragment(doc); root != nil {
			w.flush(st)
			st.inner++
			w.walk(root, st)
			w.flush(st)
		}
		return
	}
	href := firstAttr(n, "src", "data")
	if late := firstAttr(n, "data-src", "data-lazy-src"); late != "" && (href == "" || strings.HasPrefix(href, "about:") || strings.HasPrefix(href, "data:")) {
		href = late
	}
	if href != "" && !strings.HasPrefix(href, "about:") && !strings.HasPrefix(href, "data:") {
		if width, height := attr(n, "width"), attr(n, "height"); n.Data == "iframe" && speck(width) && speck(height) {
			st.hidden = true
		}
		w.flush(st)
		title := attr(n, "title")
		l := &checks.Link{Kind: checks.LinkFrame, Text: thai.Clean(firstNonEmpty(title, attr(n, "aria-label"), attr(n, "name")))}
		said := w.wording()
		said.Href, said.Title = href, thai.Clean(title)
		l.Say(said)
		w.addTo(l, st)
		w.flush(st)
	}
	if n.Data == "object" {
		w.walk(n, st)
	}
}

// addTo adds a link to the page and to the line being filled.
func (w *walker) addTo(l *checks.Link, st state) int {
	l.Region, l.Hidden, l.Block = st.region, st.hidden, len(w.c.Blocks)
	i := w.addLink(l)
	if i >= 0 && !l.Hidden {
		w.line().links = append(w.line().links, int32(i))
		if len(w.line().links) >= mostAtOnce {
			w.lineBreak(st)
		}
	}
	return i
}

// addLink resolves a link and adds it to the page; -1 when there is no room.
func (w *walker) addLink(l *checks.Link) int {
	if len(w.c.Links) >= mostLinks {
		w.c.Facts.Truncated = true
		return -1
	}
	w.resolve(l)
	w.c.Links = append(w.c.Links, *l)
	return len(w.c.Links) - 1
}

// resolve decides a link's kind by its address and makes the address absolute.
func (w *walker) resolve(l *checks.Link) {
	low := strings.ToLower(l.Href()[:min(len(l.Href()), 12)])
	long := len(l.Href()) > longestAddress
	if long {
		said := l.Wording()
		said.Href = clip(said.Href, 200)
		l.Say(&said)
	}
	switch {
	case l.Kind == checks.LinkEmpty || l.Kind == checks.LinkScript || l.Kind == checks.LinkInPage || l.URL != "":
		return
	case l.Href() == "" || l.Href() == "#":
		l.Kind = checks.LinkEmpty
		return
	case strings.HasPrefix(low, "mailto:"):
		l.Kind, l.URL = checks.LinkMail, opaque(l.Href()[7:])
		return
	case strings.HasPrefix(low, "tel:"):
		l.Kind, l.URL = checks.LinkPhone, opaque(l.Href()[4:])
		return
	case strings.HasPrefix(low, "javascript:"), strings.HasPrefix(low, "data:"), strings.HasPrefix(low, "vbscript:"):
		l.Kind = checks.LinkScript
		return
	case long: // no address
		l.Kind, w.c.Facts.Truncated = checks.LinkEmpty, true
		return
	case l.Href()[0] == '#':
		l.Kind = checks.LinkEmpty
		name, err := url.PathUnescape(l.Href()[1:])
		if w.c.IDs[l.Href()[1:]] || err == nil && w.c.IDs[name] || strings.EqualFold(l.Href(), "#top") {
			l.Kind = checks.LinkInPage
		}
		return
	}
	if p, ok := w.plain(l.Href()); ok {
		l.URL = p.prefix + l.Href()
		return
	}
	u := w.absolute(l.Href())
	switch {
	case u == nil:
		l.Kind = checks.LinkEmpty
	case u.Scheme != "http" && u.Scheme != "https":
		l.Kind = checks.LinkScript
	case u.Host == "":
		l.Kind = checks.LinkEmpty
	default:
		l.URL = unwrap(u).String()
	}
}

// opaque gives the plain address of a mailto or tel link.
func opaque(s string) string {
	s, _, _ = strings.Cut(s, "?")
	if t, err := url.PathUnescape(s); err == nil {
		s = t
	}
	return thai.Clean(s)
}

// absolute resolves a reference as browsers do: line breaks and tabs dropped,
// backslashes as slashes, a percent sign that escapes nothing kept as itself. It
// gives nil where nothing can be made of it.
func (w *walker) absolute(ref string) *url.URL {
	if len(ref) > longestAddress {
		return nil
	}
	ref = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r < ' ' || r == 0x7F:
			return -1
		}
		return r
	}, strings.TrimSpace(ref))
	u, err := w.base.Parse(ref)
	if err != nil {
		if u, err = w.base.Parse(strayPercent(ref)); err != nil {
			return nil
		}
	}
	return u
}

// strayPercent escapes the percent signs that escape nothing.
func strayPercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// unwrap takes the address out of a redirector's.
func unwrap(u *url.URL) *url.URL {
	var inner string
	switch path := strings.ToLower(u.Path); {
	case path == "/url":
		inner = firstNonEmpty(u.Query().Get("q"), u.Query().Get("url"))
	case path == "/l.php" || path == "/flx/warn/":
		inner = u.Query().Get("u")
	}
	if !strings.HasPrefix(inner, "http") {
		return u
	}
	if t, err := url.Parse(inner); err == nil && (t.Scheme == "http" || t.Scheme == "https") && t.Host != "" {
		return t
	}
	return u
}
