package tls

import (
	"bytes"
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
	at, err := url.Parse(address)
	if err != nil {
		return ""
	}
	c := page.Read()
	seen := visit.Head{Title: strings.Join(strings.Fields(c.Title), " "), SHA256: page.SHA256}
	now := visit.ReadHead(at, r.Body)
	if now.Alike(&seen) {
		return "yes"
	}
	tried, there := 0, 0
	for i := range c.Links {
		h := c.Links[i].Href()
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
	case tried >= fewestLinks, now.Title != "" && seen.Title != "":
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

// leads says whether a redirect from one address leads to http, or to another
// host; www. is the same host.
func leads(from, to string) (plain, elsewhere bool) {
	f, ferr := url.Parse(from)
	t, terr := url.Parse(to)
	if ferr != nil || terr != nil || to == "" {
		return false, false
	}
	return t.Scheme == "http", !visit.SameHost(f.Hostname(), t.Hostname())
}
