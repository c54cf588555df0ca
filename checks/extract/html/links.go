package html

import (
	"encoding/hex"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var clickPattern = regexp.MustCompile(`(?i)(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]+)['"]`)

// clickTarget reads an address from an element's click handler, "" if it has none.
func clickTarget(n *html.Node) string {
	if m := clickPattern.FindStringSubmatch(attr(n, "onclick")); m != nil {
		return m[1]
	}
	return ""
}

func (w *walker) anchor(n *html.Node, st state) {
	href, has := attr(n, "href"), hasAttr(n, "href")
	l := &checks.Link{Href: strings.TrimSpace(href), Title: thai.Clean(attr(n, "title")), Rel: attr(n, "rel"), Kind: checks.LinkAnchor, Hidden: st.hidden, Region: st.region}
	l.Text = thai.Clean(firstNonEmpty(visible(n), attr(n, "title"), attr(n, "aria-label"), attr(n, "alt")))
	if n.Data == "area" {
		l.Kind = checks.LinkArea
	}
	if !has || l.Href == "" || l.Href == "#" || strings.HasPrefix(strings.ToLower(l.Href), "javascript:") {
		target := clickTarget(n)
		if m := clickPattern.FindStringSubmatch(l.Href); target == "" && m != nil {
			target = m[1]
		}
		switch {
		case target != "":
			l.Href = target
		case !has && attr(n, "name") != "" || !has && attr(n, "id") != "":
			w.walk(n, st) // an anchor's target, not a link
			return
		case strings.HasPrefix(strings.ToLower(l.Href), "javascript:") && !strings.Contains(strings.ToLower(l.Href), "void"):
			l.Kind = checks.LinkScript
		case hasAttr(n, "onclick") || hasAttr(n, "data-toggle") || hasAttr(n, "data-bs-toggle"):
			l.Kind = checks.LinkScript
		default:
			l.Kind = checks.LinkEmpty
		}
	}
	if mail := cloudMail(n); mail != "" {
		l.Href, l.Kind, l.URL, l.Text = "mailto:"+mail, checks.LinkMail, mail, mail
		w.addTo(l, st)
		w.text(" "+mail+" ", st)
		return
	}
	toggle := attr(n, "role") == "tab" || strings.Contains(attr(n, "data-toggle")+attr(n, "data-bs-toggle"), "tab") || strings.Contains(attr(n, "data-toggle")+attr(n, "data-bs-toggle"), "collapse")
	if toggle && strings.HasPrefix(l.Href, "#") && !st.fixed && !st.hidden {
		l.Kind = checks.LinkInPage
		w.flush(st)
		hs := st
		hs.kind, hs.level, hs.heading = checks.BlockHeading, 6, true
		w.walk(n, hs)
		w.flush(hs)
		return
	}
	w.addTo(l, st)
	if st.hidden {
		w.hide(l.Text)
		return
	}
	w.walk(n, st)
}

// cloudMail decodes an address hidden by a content network's script: the first
// byte is the key that the others were combined with.
func cloudMail(n *html.Node) string {
	code := attr(n, "data-cfemail")
	if code == "" {
		for m := range n.Descendants() {
			if m.Type == html.ElementNode {
				if code = attr(m, "data-cfemail"); code != "" {
					break
				}
			}
		}
	}
	if i := strings.Index(attr(n, "href"), "/cdn-cgi/l/email-protection#"); code == "" && i >= 0 {
		code = attr(n, "href")[i+len("/cdn-cgi/l/email-protection#"):]
	}
	b, err := hex.DecodeString(code)
	if err != nil || len(b) < 6 {
		return ""
	}
	for i := 1; i < len(b); i++ {
		b[i] ^= b[0]
	}
	if s := string(b[1:]); strings.Contains(s, "@") {
		return s
	}
	return ""
}

func (w *walker) frame(n *html.Node, st state) {
	href := firstAttr(n, "src", "data-src", "data")
	if href == "" || st.hidden && n.Data != "iframe" {
		w.walk(n, st)
		return
	}
	w.flush(st)
	w.addTo(&checks.Link{Href: href, Kind: checks.LinkFrame, Title: thai.Clean(attr(n, "title")), Text: thai.Clean(firstNonEmpty(attr(n, "title"), attr(n, "name"), attr(n, "aria-label"))), Hidden: st.hidden, Region: st.region}, st)
	w.flush(st)
}

// addTo adds a link to the page and to the block being filled.
func (w *walker) addTo(l *checks.Link, st state) {
	l.Region, l.Hidden = st.region, st.hidden
	if i := w.addLink(l); i >= 0 && !l.Hidden {
		w.links = append(w.links, i)
	}
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

func (w *walker) resolve(l *checks.Link) {
	low := strings.ToLower(l.Href)
	switch {
	case l.Kind == checks.LinkEmpty || l.Kind == checks.LinkScript || l.URL != "":
		return
	case l.Href == "" || l.Href == "#":
		l.Kind = checks.LinkEmpty
		return
	case strings.HasPrefix(low, "mailto:"):
		l.Kind, l.URL = checks.LinkMail, strings.TrimSpace(l.Href[7:])
		return
	case strings.HasPrefix(low, "tel:"):
		l.Kind, l.URL = checks.LinkPhone, strings.TrimSpace(l.Href[4:])
		return
	case strings.HasPrefix(low, "javascript:"):
		l.Kind = checks.LinkScript
		return
	case strings.HasPrefix(l.Href, "#"):
		l.Kind = checks.LinkEmpty
		name, err := url.PathUnescape(l.Href[1:])
		if w.c.IDs[l.Href[1:]] || err == nil && w.c.IDs[name] || l.Href == "#top" {
			l.Kind = checks.LinkInPage
		}
		return
	}
	href := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, strings.ReplaceAll(l.Href, "\\", "/"))
	u, err := w.base.Parse(strings.TrimSpace(href))
	if err != nil {
		if u, err = w.base.Parse(strings.ReplaceAll(strings.TrimSpace(href), "%", "%25")); err != nil {
			l.Kind = checks.LinkEmpty
			return
		}
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		l.Kind = checks.LinkScript
		return
	}
	if u.Host == "" {
		l.Kind = checks.LinkEmpty
		return
	}
	l.URL = unwrap(u).String()
}

// unwrap takes the address out of a redirector's.
func unwrap(u *url.URL) *url.URL {
	var inner string
	q := u.Query()
	switch h, p := strings.ToLower(u.Hostname()), u.Path; {
	case strings.HasPrefix(h, "www.google.") && p == "/url":
		inner = firstNonEmpty(q.Get("q"), q.Get("url"))
	case h == "l.facebook.com" || h == "lm.facebook.com":
		inner = q.Get("u")
	case strings.HasSuffix(p, "/url") && strings.HasPrefix(firstNonEmpty(q.Get("q"), q.Get("url")), "http"):
		inner = firstNonEmpty(q.Get("q"), q.Get("url"))
	}
	if inner == "" {
		return u
	}
	if t, err := url.Parse(inner); err == nil && (t.Scheme == "http" || t.Scheme == "https") && t.Host != "" {
		return t
	}
	return u
}
