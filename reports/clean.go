package reports

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest bounds, in characters, what a report prints of one foreign text and
// of one address. A quote has some 300 by contract; the rest is for audits
// that were not written by this program.
const (
	longestText = 2000
	longestLink = 110
)

// Clean makes a foreign text fit to be shown: one line, no control characters,
// none that turn the direction of writing or cannot be seen, at most some
// thousand characters.
func Clean(s string) string { return cut(oneLine(s), longestText) }

func oneLine(s string) string {
	if lined(s) {
		return s
	}
	return inOneLine(s)
}

func inOneLine(s string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.IsControl(r), hidden(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// lined reports whether a text is surely as oneLine gives it, as nearly all are:
// signs of ASCII, single spaces between them, and letters of Thai.
func lined(s string) bool {
	space := true // what stands before is one
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c > ' ' && c < 0x7F:
			space = false
		case c == ' ' && !space:
			space = true
		case c == 0xE0 && i+2 < len(s) && (s[i+1] == 0xB8 && s[i+2] >= 0x81 && s[i+2] <= 0xBF || s[i+1] == 0xB9 && s[i+2] >= 0x80 && s[i+2] <= 0x9B):
			space = false
			i += 2
		default:
			return false
		}
	}
	return s == "" || !space
}

// hidden reports whether a character has no shape of its own and changes how
// others are shown: marks of direction, joiners, tags, byte-order marks. The
// zero-width space, which Thai typists use between words, is among them.
func hidden(r rune) bool {
	switch {
	case unicode.Is(unicode.Cf, r), r == 0x2028, r == 0x2029, r >= 0xFFF9 && r <= 0xFFFB, r == 0xFFFE, r == 0xFFFF:
		return true
	}
	return false
}

func cut(s string, most int) string {
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	r := []rune(s)
	n := most - 1
	for n > 0 && unicode.Is(unicode.Mn, r[n]) {
		n-- // never between a Thai consonant and its marks
	}
	return string(r[:n]) + "…"
}

// linkTo makes a link of an address. Anything but http and https is text only.
func linkTo(raw string) Link {
	shown := oneLine(raw)
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return Link{Text: middle(shown)}
	}
	u.User = nil // a name and password in an address are nobody's evidence
	href := u.String()
	for _, r := range href {
		if unicode.IsControl(r) || unicode.IsSpace(r) || hidden(r) || strings.ContainsRune("\"<>`\\", r) {
			return Link{Text: middle(shown)}
		}
	}
	return Link{Href: href, Text: middle(readable(u))}
}

// readable undoes percent-encoding where what comes out is plain to read.
func readable(u *url.URL) string {
	s := u.Scheme + "://" + u.Host + u.EscapedPath()
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		s += "#" + u.EscapedFragment()
	}
	if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) && plain == oneLine(plain) {
		return plain
	}
	return oneLine(s)
}

// middle shortens an address in its middle, since host and file name tell most.
func middle(s string) string {
	r := []rune(s)
	if len(r) <= longestLink {
		return s
	}
	head, tail := longestLink*3/5, longestLink*2/5-1
	from := len(r) - tail
	for from < len(r) && unicode.Is(unicode.Mn, r[from]) {
		from++
	}
	return string(r[:head]) + "…" + string(r[from:])
}

// SameUnit compares units as the founding table writes them: line-wrap spaces
// mean nothing.
func SameUnit(a, b string) bool {
	for {
		x, m := shown(a)
		y, n := shown(b)
		if x != y {
			return false
		}
		if x < 0 {
			return true
		}
		a, b = a[m:], b[n:]
	}
}

// shown gives the first character of a text that can be seen, -1 if there is
// none, and where the next begins.
func shown(s string) (r rune, next int) {
	for i, r := range s {
		if r > ' ' && r < 0x7F || r >= 'ก' && r <= '๛' || !unicode.IsSpace(r) && !hidden(r) {
			_, n := utf8.DecodeRuneInString(s[i:])
			return r, i + n
		}
	}
	return -1, len(s)
}

// NoFormula keeps a spreadsheet that opens a file of values from taking a text
// for a formula (CWE-1236). Spaces before it help nobody who attacks: some
// programs pass them over.
func NoFormula(s string) string {
	if first := strings.TrimLeft(s, " \t\r\n\u00A0'"); first != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(first)[0]) {
		return "'" + s
	}
	return s
}
