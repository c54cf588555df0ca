package thai

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// inParts turns bytes that claim to be UTF-8 into text, part by part between
// tags and line ends, since the template and the contents of one page may have
// come by different ways. A part in TIS-620 is decoded; a part that was read in
// a wrong set and saved again is read back, if it is clearly Thai then.
func inParts(s string) string {
	if utf8.ValidString(s) && !suspect(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] != '<' && s[j] != '>' && s[j] != '\n' && s[j] != '"' {
			j++
		}
		if j == i {
			j++
		}
		b.WriteString(part(s[i:j]))
		i = j
	}
	return b.String()
}

// suspect is a cheap sign of text read in a wrong set: the stems of Thai UTF-8
// read as windows-874, or accented capitals side by side.
func suspect(s string) bool {
	stems, accents := 0, 0
	for i := 0; i+3 < len(s); {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			i++
			continue
		case c == 0xE0:
			if s[i+2] == 0x80 && stemAt(s, i) {
				stems++
			}
			i += 3
		case c == 0xC2 || c == 0xC3:
			if d := s[i+2]; d == 0xC2 || d == 0xC3 {
				accents++
			}
			i += 2
		default:
			i++
		}
		if stems >= leastStems || accents >= 3 {
			return true
		}
	}
	return false
}

const leastStems = 3

// stemAt reports whether เธ or เน begins at i: the lead bytes of Thai in UTF-8,
// read as windows-874.
func stemAt(s string, i int) bool {
	return i+6 <= len(s) && (s[i:i+6] == "เธ" || s[i:i+6] == "เน")
}

func part(s string) string {
	if !utf8.ValidString(s) {
		if raw := []byte(s); highBytes(raw) >= 2 && thaiShare(raw) >= 0.8 && !strings.Contains(s, "\xE0\xB8") {
			return read874(raw)
		}
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	stems, thai, accents, letters := 0, 0, 0, 0
	for i, r := range s {
		switch {
		case isThai(r):
			thai++
			if stemAt(s, i) {
				stems++
			}
		case r >= 0x80 && r <= 0xFF || r >= 0x2010 && r <= 0x2122:
			accents++
		case latin(r) && !digit(byte(r)):
			letters++
		}
	}
	switch {
	case stems >= leastStems && stems*5 > thai:
		return readBack(s, false)
	case accents >= 4 && thai == 0 && accents > letters:
		return readBack(s, true)
	}
	return s
}

// readBack undoes a reading of bytes as Latin-1 (windows-1252), or else as
// windows-874: the bytes are UTF-8, or TIS-620. It gives s itself where the
// result is not clearly Thai.
func readBack(s string, latin1 bool) string {
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := byte(r), r < 0x80 || r >= 0x80 && r < 0xA0 || latin1 && r < 0x100
		switch {
		case ok:
		case latin1:
			b, ok = charmap.Windows1252.EncodeRune(r)
		case r == utf8.RuneError:
			b, ok = 0xFF, true // a byte that was lost on the way
		default:
			b, ok = charmap.Windows874.EncodeRune(r)
		}
		if !ok {
			return s
		}
		raw = append(raw, b)
	}
	thai, bad := 0, 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case isThai(r):
			thai++
		}
		i += n
	}
	switch {
	case thai >= 2 && thai > 3*bad:
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	case latin1 && thaiShare(raw) >= 0.8:
		return read874(raw)
	}
	return s
}
