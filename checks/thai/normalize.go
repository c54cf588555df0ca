package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Code points that the folding below speaks of.
const (
	saraAm    = 'ำ'
	saraAa    = 'า'
	nikhahit  = '\u0E4D'
	saraE     = 'เ'
	saraAe    = 'แ'
	maiTaikhu = '\u0E47'
	phinthu   = '\u0E3A'
)

// privateMarks are the shifted marks of old Windows fonts, as found in text
// layers, and the plain marks they stand for: U+F700 to U+F71A.
var privateMarks = [...]rune{
	'ฐ', 'ิ', 'ี', 'ึ', 'ื', '่', '้', '๊', '๋', '์',
	'่', '้', '๊', '๋', '์', 'ญ', 'ั', nikhahit, maiTaikhu,
	'่', '้', '๊', '๋', '์', 'ุ', 'ู', phinthu,
}

func unshift(r rune) rune {
	if i := r - 0xF700; i >= 0 && int(i) < len(privateMarks) {
		return privateMarks[i]
	}
	return r
}

func isThai(r rune) bool { return r >= 0x0E01 && r <= 0x0E5B }

func isConsonant(r rune) bool { return r >= 'ก' && r <= 'ฮ' }

// isMark reports whether r combines with the consonant before it.
func isMark(r rune) bool {
	return r == 'ั' || r >= 'ิ' && r <= phinthu || r >= maiTaikhu && r <= '\u0E4E'
}

func isTone(r rune) bool { return r >= '่' && r <= '๋' }

// isLeading reports whether r is written before the consonant it belongs to.
func isLeading(r rune) bool { return r >= saraE && r <= 'ไ' }

// invisible reports whether r shows nothing and carries no meaning in a phrase:
// zero-width characters, soft hyphen, bidirectional and other format controls,
// variation selectors, and the sign of a lost character.
func invisible(r rune) bool {
	switch {
	case r < 0x00AD:
		return false
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F, r >= 0xFFF9 && r <= 0xFFFD,
		r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return r == 0x00AD || r == 0x034F || r == 0x061C || r == 0x180E || r == 0xFEFF
}

// inert reports whether r neither is changed by NFC nor joins a neighbour there;
// it need not know all such characters. Thai is seen to apart.
func inert(r rune) bool {
	switch {
	case r < 0x0300, r >= 0x2002 && r < 0x20D0, r >= 0x2190 && r < 0x2329, r >= 0x232B && r < 0x2ADC, r >= 0x3000 && r < 0x302A, r >= 0x4E00 && r < 0xA000, r >= 0xE000 && r < 0xF900,
		r >= 0xFE00 && r < 0xFE10, r >= 0xFE30 && r < 0x10000, r >= 0x1F000 && r < 0x1FB00:
		return true
	}
	return false
}

// Clean makes text fit for showing: NFC, sara am in one piece, white space
// folded to single spaces and trimmed, control, zero-width and bidirectional
// characters removed. Spelling, digits and case stay as written.
func Clean(s string) string {
	for s != "" && asciiSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && asciiSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	at := untidy(s)
	if at == len(s) {
		return s
	}
	return clean(s, at)
}

func asciiSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// clean is Clean for a text that is tidy up to a character.
func clean(s string, at int) string {
	b := make([]byte, at, len(s))
	copy(b, s)
	space, exotic := false, false
	last := rune(0) // the last mark that NFC could move
	if at >= 3 {
		// what came last is known as no mark but of Thai
		if r, _ := utf8.DecodeLastRuneInString(s[:at]); movable(r) {
			last = r
		}
	}
	for i := at; i < len(s); {
		from := i
		for i < len(s) && s[i] > ' ' && s[i] < 0x7F {
			i++
		}
		r, n := rune(0), 0
		if i == from {
			if s[i] == ' ' {
				space = len(b) > 0
				i++
				continue
			}
			r, n = runeAt(s, i)
			switch i += n; {
			case isThai(r):
			case unicode.IsSpace(r):
				space = len(b) > 0
				continue
			case invisible(r), r < 0xA0:
				continue
			default:
				r = unshift(r)
			}
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		if n == 0 {
			b = append(b, s[from:i]...)
			last = 0
			continue
		}
		b = utf8.AppendRune(b, r)
		switch {
		case !isThai(r):
			exotic, last = exotic || !inert(r), 0
		case r >= 'ุ' && r <= phinthu:
			exotic, last = exotic || last != 0, r
		case isTone(r):
			last = r
		default:
			last = 0
		}
	}
	out := joinAm(string(b))
	if exotic {
		out = norm.NFC.String(out)
	}
	return out
}

// movable reports whether r is a mark that NFC could move.
func movable(r rune) bool { return isTone(r) || r >= 'ุ' && r <= phinthu }

// runeAt decodes the character at i, Thai letters at little cost.
func runeAt(s string, i int) (rune, int) {
	if s[i] == 0xE0 && i+2 < len(s) && s[i+1]&0xFE == 0xB8 && s[i+2]&0xC0 == 0x80 {
		return 0x0E00 + rune(s[i+1]&1<<6|s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}

// untidy gives where the first character stands that Clean could change, or the
// length of the text if there is none. What comes before it is as Clean would
// write it, but for a space at its end.
func untidy(s string) int {
	before := byte(' ')
	prev := rune(0)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 0x7F || c < 0x20 || c == ' ' && before == ' ' {
				return backTo(s, i)
			}
			before, prev = c, 0
			i++
			continue
		}
		r, n := runeAt(s, i)
		switch {
		case isThai(r):
			if r == nikhahit || r >= 'ุ' && r <= phinthu && movable(prev) {
				return backTo(s, i)
			}
		case r < 0xC0 || r >= 0xF700 && r <= 0xF71A || !inert(r) || invisible(r) || unicode.IsSpace(r):
			return backTo(s, i)
		}
		before, prev = 0, r
		i += n
	}
	return len(s)
}

// backTo steps back over a space, which may be one of several.
func backTo(s string, i int) int {
	if i > 0 && s[i-1] == ' ' {
		i--
	}
	return i
}

// joinAm joins NIKHAHIT and SARA AA to SARA AM in all three orders in which a
// tone mark may stand.
func joinAm(s string) string {
	if !strings.ContainsRune(s, nikhahit) {
		return s
	}
	rs := []rune(s)
	out := rs[:0]
	for i := 0; i < len(rs); i++ {
		switch {
		case rs[i] == nikhahit && i+1 < len(rs) && rs[i+1] == saraAa:
			out = append(out, saraAm)
			i++
		case rs[i] == nikhahit && i+2 < len(rs) && isTone(rs[i+1]) && rs[i+2] == saraAa:
			out = append(out, rs[i+1], saraAm)
			i += 2
		default:
			out = append(out, rs[i])
		}
	}
	return string(out)
}

// Normalize gives a text the one spelling in which words and pages are compared
// (domain handbook §8.3, steps 1–5): cleaned, Thai digits as ASCII digits, Latin
// letters in lower case, two SARA E as SARA AE, SARA AM in one piece, the marks
// of a cluster in one order and without doubles. Slips that no Thai word allows
// are mended: a mark on a leading vowel, a tone after SARA AA, a doubled SARA AA.
func Normalize(s string) string { return settle(s, keyNormal) }

// Fold is Normalize with the spaces beside Thai characters removed, dashes and
// quotation marks made one, bullets dropped, and the known misspellings mended.
// It is the key in which phrases are looked for: Thai puts no spaces between
// words, and menus and files break phrases anywhere.
func Fold(s string) string { return settle(s, keyFold) }

// Loose is Fold with the letters made equal that text layers of files damage
// most: SARA AM, SARA AA and a lost NIKHAHIT are one. Of 282 real files most had
// lost every SARA AM (domain handbook §13).
func Loose(s string) string {
	f := Fold(s)
	if !strings.Contains(f, "ำ") && !strings.Contains(f, "\u0E4D") {
		return f
	}
	return settle(f, keyLoose)
}

// Skeleton is Loose without any upper or lower mark: what is left where an
// address or a broken text layer dropped vowels and tones. Only for phrases of
// several syllables, and always a weak match.
func Skeleton(s string) string { return settle(Loose(s), keySkeleton) }
