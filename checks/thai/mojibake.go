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
	if utf8.ValidString(s) {
		return validInParts(s)
	}
	return eachPart(s)
}

// validInParts is inParts for valid UTF-8.
func validInParts(s string) string {
	if !mixed(s) {
		return s
	}
	return eachPart(s)
}

func eachPart(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		j := partEnd(s, i)
		if j == i {
			j++
		}
		b.WriteString(part(s[i:j]))
		i = j
	}
	return b.String()
}

func parts(c byte) bool { return c == '<' || c == '>' || c == '\n' || c == '"' }

// partEnd gives where the part ends that holds i.
func partEnd(s string, i int) int {
	for i < len(s) && !parts(s[i]) {
		i++
	}
	return i
}

// mixed reports whether a valid text has a part that was read in a wrong set. It
// looks at the parts alone that hold a sign of it.
func mixed(s string) bool {
	for _, sign := range [...]string{"เธ", "เน", "\xC2", "\xC3", "\xE2"} {
		for at := 0; ; {
			i := strings.Index(s[at:], sign)
			if i < 0 {
				break
			}
			from := at + i
			at = partEnd(s, from)
			for from > 0 && !parts(s[from-1]) {
				from--
			}
			if stems, latin1 := misread(s[from:at]); stems || latin1 {
				return true
			}
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
	switch stems, latin1 := misread(s); {
	case stems:
		return readBack(s, false)
	case latin1:
		return readBack(s, true)
	}
	return s
}

// misread reports whether a part looks like Thai in UTF-8 that was read as
// windows-874, or as Latin-1.
func misread(s string) (stems, latin1 bool) {
	if len(s) < 4 {
		return false, false
	}
	found, thai, accents, letters := 0, 0, 0, 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				letters++
			}
			i++
			continue
		case c == 0xE0 && i+2 < len(s) && s[i+1]&0xFE == 0xB8:
			if off := s[i+1]&1<<6 | s[i+2]&0x3F; off >= 1 && off <= 0x5B {
				thai++
				if off == offE && stemAt(s, i) {
					found++
				}
			}
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= 0x80 && r <= 0xFF || r >= 0x2010 && r <= 0x2122 {
			accents++
		}
		i += n
	}
	return found >= leastStems && found*5 > thai, accents >= 4 && thai == 0 && accents > letters
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
