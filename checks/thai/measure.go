package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Boundary reports whether s[i:j] (byte offsets into a folded text) can be a
// phrase there. It may not begin inside a cluster, on a combining mark, a vowel
// that follows its consonant or a consonant after its leading vowel, nor end
// inside one. A Latin letter or digit at an end needs a word edge, so that CIO
// is not found in "suspicious" nor สขร.1 in "สขร.12".
func Boundary(s string, i, j int) bool {
	if i < 0 || j > len(s) || i >= j {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s[i:])
	if isMark(first) || trails(first) {
		return false
	}
	if j < len(s) {
		next, _ := utf8.DecodeRuneInString(s[j:])
		if isMark(next) || trails(next) {
			return false
		}
		if last, _ := utf8.DecodeLastRuneInString(s[i:j]); latin(last) && latin(next) {
			return false
		}
	}
	if i > 0 {
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		if latin(first) && latin(prev) || isConsonant(first) && isLeading(prev) {
			return false
		}
	}
	return true
}

// trails reports whether r is a vowel that follows its consonant.
func trails(r rune) bool { return r == 'ะ' || r == saraAa || r == saraAm || r == 'ๅ' }

func latin(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
}

// Letters counts the Thai, Latin and other letters of a text.
func Letters(s string) (thai, latinLetters, other int) {
	for _, r := range s {
		switch {
		case isThai(r):
			thai++
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			latinLetters++
		case unicode.IsLetter(r):
			other++
		}
	}
	return thai, latinLetters, other
}

// Syllables is a rough count of syllables: consonants that carry a vowel or a
// mark or follow a leading vowel, at least one for any Thai text.
func Syllables(s string) int {
	n, cons := 0, 0
	for _, r := range s {
		switch {
		case r >= saraE && r <= 'ไ', r == saraAa, r == saraAm, r == 'ะ', r == 'ั', r >= 'ิ' && r <= 'ู':
			n++
		case isConsonant(r):
			cons++
		}
	}
	if n == 0 && cons > 0 {
		return (cons + 1) / 2
	}
	return n
}

// Quality is the share, from 0 to 1, of Thai characters that stand where Thai
// can have them. A mark after a space or a Latin letter, two vowels that cannot
// meet, a doubled cluster and the telltale stems of a lost SARA AM lower it. It
// chooses between extractors of the same file and tells a text layer that is
// Thai in name only. A text without Thai has quality 0.
func Quality(s string) float64 {
	thai, bad := 0, 0
	var prev, prev2 rune
	for _, r := range norm.NFC.String(s) {
		if isThai(r) {
			thai++
			switch {
			case isMark(r) && !isConsonant(prev) && !isMark(prev) && prev != 'ๅ':
				bad++
			case isMark(r) && prev == r:
				bad++
			case r == saraAa && prev == saraAa, r == saraAm && (prev == saraAm || prev == saraAa || !isConsonant(prev) && !isTone(prev)):
				bad++
			case isMark(r) && isMark(prev) && weights[prev&0x7F] == 3 && weights[r&0x7F] == 3:
				bad++
			case r == saraAa && !isConsonant(prev) && !isMark(prev) && prev != 'ฤ' && prev != 'เ':
				bad++
			case isConsonant(r) && prev == r && prev2 == r:
				bad++
			}
		} else if r == 0xFFFD || r >= 0xE000 && r <= 0xF8FF {
			bad += 2
			thai++
		}
		prev2, prev = prev, r
	}
	if thai == 0 {
		return 0
	}
	for _, stem := range []string{"สานัก", "อานาจ", "ประจา", "อาเภอ", "ดาเนิน", "กาหนด", "ตาบล", "จานวน", "คาสั่ง", "ประชำ", "กำร", "ที่ที่", "ค ำ", "ก ำ", "ส ำ", "จ ำ", "ท ำ"} {
		bad += strings.Count(s, stem)
	}
	return max(0, 1-float64(bad)/float64(thai)*4)
}
