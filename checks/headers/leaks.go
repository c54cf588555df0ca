package headers

import (
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// leaks judges whether the site tells software together with its version. The
// bare name of a product helps nobody much.
func (m *measured) leaks(site *checks.Site) checks.Answer {
	a := checks.Answer{Verdict: checks.Found}
	var open []checks.Evidence
	for _, name := range telling {
		for _, v := range m.Headers[name] {
			e := visit.Proof(m.URL, name+": "+v, m.fetch(), m.SeenAt)
			if versioned(v) || strings.HasSuffix(name, "-Version") && digits(strings.TrimSpace(v)) {
				a.Evidence = append(a.Evidence, e)
			} else {
				open = append(open, e)
			}
		}
	}
	a.Evidence = append(a.Evidence, generators(site)...)
	switch {
	case len(a.Evidence) > 0:
		a.Verdict, a.Reasons = checks.Absent, []checks.Reason{checks.VersionLeak}
	case m.Status == 0:
		return m.blind(site)
	case len(open) > 0:
		a.Evidence = open
	default:
		a.Evidence = []checks.Evidence{visit.Proof(m.URL, "ส่วนหัวของคำตอบและหน้าเว็บไม่บอกชื่อและรุ่นของซอฟต์แวร์", m.fetch(), m.SeenAt)}
	}
	return a
}

// generators gives the versions that pages name in their generator tag, the
// first page of each.
func generators(site *checks.Site) []checks.Evidence {
	var out []checks.Evidence
	var told []string
	for _, p := range site.Own() {
		g := strings.TrimSpace(p.Read().Generator)
		if !versioned(g) || slices.Contains(told, g) || len(told) == mostValues {
			continue
		}
		told = append(told, g)
		address := p.Final
		if address == "" {
			address = p.URL
		}
		out = append(out, visit.Proof(address, `<meta name="generator" content="`+g+`">`, "curl -skL "+visit.Shell(address)+" | grep -i generator", p.SeenAt))
	}
	return out
}

// versioned reports whether a text names a product with its version:
// "PHP/5.3.29", "WordPress 5.2.4", "Drupal 9 (…)". A year is no version.
func versioned(s string) bool {
	fields := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t,;()", r) })
	for i, f := range fields {
		if product, version, ok := strings.Cut(f, "/"); ok && product != "" && version != "" && version[0] >= '0' && version[0] <= '9' {
			return true
		}
		f = strings.TrimPrefix(strings.ToLower(f), "v")
		if i > 0 && digits(f) && (strings.Contains(f, ".") || (i == 1 || i == len(fields)-1) && !year(f)) {
			return true
		}
	}
	return false
}

// digits reports whether a text is a number that may be a version: "9",
// "6.4-beta2" and "1.0.2k" are, "7th" is none.
func digits(s string) bool {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' && end > 0) {
		end++
	}
	return end > 0 && (end == len(s) || strings.ContainsRune("-_+~", rune(s[end])) || strings.Contains(strings.TrimRight(s[:end], "."), "."))
}

func year(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "25"))
}
