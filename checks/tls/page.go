package tls

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// Figures chosen by us: how many of the home page's own links are looked for
// in what https answers, and how many must be there.
const (
	linksTried  = 40
	fewestLinks = 5
	linkShare   = 2 // one in two
)

// same says whether what https answered is the page that the crawl saw: "yes",
// "no", or "" where there is nothing to compare. Bytes decide, then titles, then
// the links, whose addresses look alike in any character set.
func same(site *checks.Site, address string, r *visit.Reply) string {
	page, ok := site.Find(site.Home).(*checks.Page)
	if !ok || r.Status != 200 || len(r.Body) == 0 {
		return ""
	}
	if page.Final == address || page.URL == address {
		return "yes"
	}
	if sum := sha256.Sum256(r.Body); page.SHA256 == hex.EncodeToString(sum[:]) {
		return "yes"
	}
	c := page.Read()
	title := titleOf(r.Body)
	if title != "" && title == fold(c.Title) {
		return "yes"
	}
	tried, there := 0, 0
	for i := range c.Links {
		h := c.Links[i].Href
		if len(h) < 3 || !ascii(h) || strings.Contains(h, "&") || c.Links[i].Kind != checks.LinkAnchor {
			continue
		}
		if tried++; bytes.Contains(r.Body, []byte(h)) {
			there++
		}
		if tried == linksTried {
			break
		}
	}
	switch {
	case tried >= fewestLinks && there*linkShare >= tried:
		return "yes"
	case tried >= fewestLinks, title != "" && c.Title != "":
		return "no"
	}
	return ""
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] <= ' ' {
			return false
		}
	}
	return true
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// titleOf gives the title that a page of UTF-8 says it has, "" if it cannot be
// told.
func titleOf(body []byte) string {
	lower := bytes.ToLower(body)
	if len(lower) != len(body) {
		return ""
	}
	at := bytes.Index(lower, []byte("<title"))
	if at < 0 {
		return ""
	}
	open := bytes.IndexByte(lower[at:], '>')
	if open < 0 {
		return ""
	}
	at += open + 1
	end := bytes.Index(lower[at:], []byte("</title"))
	if end < 0 || !utf8.Valid(body[at:at+end]) || bytes.ContainsRune(body[at:at+end], '&') {
		return ""
	}
	return fold(string(body[at : at+end]))
}

// leads says whether a redirect from one address leads to http, or to another
// host; www. is the same host.
func leads(from, to string) (plain, elsewhere bool) {
	f, ferr := url.Parse(from)
	t, terr := url.Parse(to)
	if ferr != nil || terr != nil || to == "" {
		return false, false
	}
	bare := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }
	return t.Scheme == "http", bare(f) != bare(t)
}
