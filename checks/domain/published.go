package domain

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// name is a Thai name of the state that pages publish.
type name struct {
	host  string
	page  string // the first that does
	pages int
}

// published gives the names under รัฐบาล.ไทย that the office's pages show or
// link to, those on most pages first.
func published(site *checks.Site) []name {
	var out []name
	for _, p := range site.Own() {
		var here []string
		add := func(host string) {
			if host != "" && !slices.Contains(here, host) {
				here = append(here, host)
			}
		}
		c := p.Read()
		for i := range c.Links {
			if l := &c.Links[i]; !l.Hidden && l.URL != "" && (strings.Contains(l.URL, "xn--") || strings.Contains(l.URL, stateName) || strings.Contains(l.URL, "%")) {
				if u, err := url.Parse(l.URL); err == nil {
					add(thaiName(shown(u.Hostname())))
				}
			}
		}
		for i := range c.Blocks {
			for _, h := range named(c.Blocks[i].Text) {
				add(h)
			}
		}
		for _, h := range here {
			at := slices.IndexFunc(out, func(n name) bool { return n.host == h })
			if at < 0 {
				out = append(out, name{host: h, page: p.URL})
				at = len(out) - 1
			}
			out[at].pages++
		}
	}
	slices.SortStableFunc(out, func(a, b name) int { return b.pages - a.pages })
	return out
}

// thaiName gives a host that lies under the state's Thai domain without www.,
// "" for any other.
func thaiName(host string) string {
	host = strings.TrimPrefix(host, "www.")
	if !under(host, stateName) || len(host) > 250 {
		return ""
	}
	return host
}

// named finds the state's Thai names in a text.
func named(text string) []string {
	var out []string
	for from := 0; ; {
		i := strings.Index(text[from:], "."+stateName)
		if i < 0 {
			return out
		}
		end := from + i + len("."+stateName)
		start := from + i
		for start > from {
			r, size := utf8.DecodeLastRuneInString(text[:start])
			if !unicode.Is(unicode.Thai, r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.' {
				break
			}
			start -= size
		}
		if h := thaiName(strings.ToLower(strings.Trim(text[start:end], ".-"))); h != "" && !slices.Contains(out, h) {
			out = append(out, h)
		}
		from = end
	}
}
