package auditor

import (
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/hijack"
	"github.com/truatweb/truatweb/checks/privacy"
)

// warnings lists what deserves attention and is no verdict: what the sentinels
// saw, the most urgent first, and of the site's technique one line a kind, with
// the first address and the count, so that one fault of a template does not
// fill a report.
func warnings(site *checks.Site) []checks.Warning {
	out := append([]checks.Warning{}, hijack.Look(site)...)
	out = append(out, privacy.Look(site)...)
	note := func(kind, url, detail string) {
		for i := range out {
			if out[i].Kind == kind {
				out[i].Count++
				return
			}
		}
		out = append(out, checks.Warning{Kind: kind, URL: url, Detail: detail, Count: 1})
	}
	for _, p := range site.Pages {
		if p.Outside {
			continue
		}
		if d := p.Charset.Declared; d != "" && !sameCharset(d, p.Charset.Name) {
			note("charset", p.URL, d+" → "+p.Charset.Name)
		}
	}
	for i := range site.Gaps {
		if g := &site.Gaps[i]; g.Reason == checks.TLS && !g.Outside {
			note("tls", g.URL, g.Detail)
		}
	}
	return out
}

// dense takes out what names of character sets are written with or without.
var dense = strings.NewReplacer("-", "", "_", "", " ", "")

// sameCharset reports whether a declared name means the character set that the
// bytes turned out to be in.
func sameCharset(declared, name string) bool {
	plain := func(s string) string {
		s = strings.ToLower(dense.Replace(s))
		switch s {
		case "tis620", "tis62025331", "iso885911", "cp874", "ms874", "xwindows874", "windows874":
			return "windows874"
		case "usascii", "ascii":
			return "utf8"
		}
		return s
	}
	return plain(declared) == plain(name)
}
