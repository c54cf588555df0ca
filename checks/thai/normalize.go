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
	thanthak  = '\u0E4C'
	maiTaikhu = '\u0E47'
)

// privateMarks are the shifted marks of old Windows fonts, as found in text
// layers, and the plain marks they stand for (Microsoft's U+F700 block).
var privateMarks = map[rune]rune{
	0xF700: 'ฐ', 0xF701: 'ิ', 0xF702: 'ี', 0xF703: 'ึ', 0xF704: 'ื', 0xF705: '่', 0xF706: '้', 0xF707: '๊', 0xF708: '๋', 0xF709: '์',
	0xF70A: '่', 0xF70B: '้', 0xF70C: '๊', 0xF70D: '๋', 0xF70E: '์', 0xF70F: 'ญ', 0xF710: 'ั', 0xF711: nikhahit, 0xF712: maiTaikhu,
	0xF713: '่', 0xF714: '้', 0xF715: '๊', 0xF716: '๋', 0xF717: '์', 0xF718: 'ุ', 0xF719: 'ู', 0xF71A: 'ฺ',
}

func isThai(r rune) bool { return r >= 0x0E01 && r <= 0x0E5B }

func isConsonant(r rune) bool { return r >= 'ก' && r <= 'ฮ' }

// isMark reports whether r combines with the consonant before it.
func isMark(r rune) bool {
	return r == 'ั' || r >= 'ิ' && r <= 'ฺ' || r >= maiTaikhu && r <= '\u0E4E'
}

func isTone(r rune) bool { return r >= '่' && r <= '๋' }

// invisible reports whether r shows nothing and carries no meaning in a phrase:
// zero-width characters, soft hyphen, bidirectional and other format controls.
func invisible(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r == 0xFEFF, r == 0x00AD, r == 0xFFFD:
		return true
	}
	return false
}

// Clean makes text fit for showing: NFC, sara am in one piece, white space
// folded to single spaces and trimmed, control, zero-width and bidirectional
// characters removed. Spelling, digits and case stay as written.
func Clean(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFC.String(s) {
		switch {
		case unicode.IsSpace(r) || r == 0x00A0 || r == 0x0085:
			space = b.Len() > 0
			continue
		case invisible(r), unicode.IsControl(r):
			continue
		}
		if p, ok := privateMarks[r]; ok {
			r = p
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return joinAm(b.String())
}

// plainASCII reports whether Clean would change nothing: printable ASCII
// without doubled or outer spaces.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x7F || c < 0x20 || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
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
		case isTone(rs[i]) && i+2 < len(rs) && rs[i+1] == nikhahit && rs[i+2] == saraAa:
			out = append(out, rs[i], saraAm)
			i += 2
		default:
			out = append(out, rs[i])
		}
	}
	return string(out)
}

// weight orders the marks of one cluster: vowels before tones before THANTHAKHAT.
func weight(r rune) int {
	switch {
	case r == 'ุ' || r == 'ู' || r == 'ฺ':
		return 1
	case r == 'ั' || r >= 'ิ' && r <= 'ื' || r == maiTaikhu || r == nikhahit:
		return 2
	case isTone(r):
		return 3
	default:
		return 4
	}
}

// Normalize gives a text the one spelling in which words and pages are compared
// (domain handbook §8.3, steps 1–5): cleaned, Thai digits as ASCII digits, two
// SARA E as SARA AE, marks of a cluster in one order with doubles dropped, Latin
// letters in lower case.
func Normalize(s string) string {
	s = Clean(s)
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(s)
	}
	rs := []rune(s)
	out := make([]rune, 0, len(rs))
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		switch {
		case r >= '๐' && r <= '๙':
			out = append(out, '0'+r-'๐')
		case r == saraE && i+1 < len(rs) && rs[i+1] == saraE:
			out = append(out, saraAe)
			i++
		case isMark(r):
			j := i
			for j < len(rs) && isMark(rs[j]) {
				j++
			}
			out = appendMarks(out, rs[i:j])
			i = j - 1
		case r >= 'Ａ' && r <= 'ｚ' || r >= '０' && r <= '９':
			out = append(out, unicode.ToLower(r-0xFEE0))
		default:
			out = append(out, unicode.ToLower(r))
		}
	}
	// a mark that stood between two halves may have met its twin: settle once more
	return joinAm(string(out))
}

func appendMarks(out, marks []rune) []rune {
	start := len(out)
	for _, r := range marks {
		at := len(out)
		for at > start && weight(out[at-1]) > weight(r) {
			at--
		}
		if at > start && out[at-1] == r {
			continue
		}
		out = append(out, 0)
		copy(out[at+1:], out[at:])
		out[at] = r
	}
	return out
}

// spellings are the misspellings that may be folded without joining two words
// (domain handbook §8.2). Keys and values are normalised and without spaces.
var spellings = strings.NewReplacer(
	"กฏ", "กฎ", "ปฎิ", "ปฏิ", "กรกฏา", "กรกฎา", "เว็ปไซต์", "เว็บไซต์", "เว็บไชต์", "เว็บไซต์", "เวบไซต์", "เว็บไซต์", "เว็ปไชต์", "เว็บไซต์", "เว็ปไซด์", "เว็บไซต์", "เว็บไซด์", "เว็บไซต์", "เวปไซต์", "เว็บไซต์",
	"ลิงค์", "ลิงก์", "ลิ้งค์", "ลิงก์", "ลิ้งก์", "ลิงก์", "อินโฟกราฟฟิก", "อินโฟกราฟิก", "อินโฟกราฟฟิค", "อินโฟกราฟิก", "อินโฟกราฟิค", "อินโฟกราฟิก", "อีเมล์", "อีเมล", "อีเมลล์", "อีเมล",
	"จัดชื้อ", "จัดซื้อ", "จัดจัาง", "จัดจ้าง", "ประขาชน", "ประชาชน", "ข้อมุล", "ข้อมูล", "ข่วสาร", "ข่าวสาร", "หน่วงงาน", "หน่วยงาน", "ระยเวลา", "ระยะเวลา", "คำสั้ง", "คำสั่ง", "ยุทธ์ศาสตร์", "ยุทธศาสตร์",
	"วิสัยทัศ์", "วิสัยทัศน์", "แฟ็กซ์", "แฟกซ์", "แฟ๊กซ์", "แฟกซ์", "แบบฟอร์ม", "แบบฟอร์ม", "ผบการี", "ผบริการ", "โครงสร้าง", "โครงสร้าง", "ตรวจดุ", "ตรวจดู", "สัญยา", "สัญญา",
)

// Fold is Normalize with the spaces beside Thai characters removed, dashes and
// quotation marks made one, and the known misspellings mended. It is the key in
// which phrases are looked for: Thai puts no spaces between words, and menus and
// files break phrases anywhere.
func Fold(s string) string {
	n := Normalize(s)
	rs := []rune(n)
	out := make([]rune, 0, len(rs))
	thaiSeen := false
	for i, r := range rs {
		switch r {
		case '‐', '‑', '‒', '–', '—', '―', '−':
			r = '-'
		case '“', '”', '„', '‟', '″':
			r = '"'
		case '‘', '’', '‛', '′':
			r = '\''
		case '•', '·', '∙', '◈', '▪', '►', '★':
			r = ' '
		}
		if isThai(r) {
			thaiSeen = true
		}
		if r == ' ' {
			if len(out) == 0 || out[len(out)-1] == ' ' || isThai(out[len(out)-1]) || i+1 < len(rs) && isThai(rs[i+1]) {
				continue
			}
		}
		out = append(out, r)
	}
	for len(out) > 0 && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	if !thaiSeen {
		return string(out)
	}
	folded := string(out)
	// removed spaces may bring marks together, and a mended spelling may meet
	// another: both settle in one more pass
	if again := Normalize(folded); again != folded {
		folded = again
	}
	return settle(folded)
}

func settle(s string) string {
	for range 3 {
		t := spellings.Replace(s)
		if t == s {
			return s
		}
		s = t
	}
	return s
}

// Loose is Fold with the letters made equal that text layers of files damage
// most: SARA AM, SARA AA and a lost NIKHAHIT are one, and spaces inside Thai are
// gone. Of 282 real files most had lost every SARA AM (domain handbook §13).
func Loose(s string) string {
	f := Fold(s)
	var b strings.Builder
	b.Grow(len(f))
	for _, r := range f {
		switch r {
		case saraAm:
			r = saraAa
		case nikhahit:
			continue
		}
		b.WriteRune(r)
	}
	// า after า comes from a split sara am ("ําา", "ำา")
	out := b.String()
	for strings.Contains(out, "าา") {
		out = strings.ReplaceAll(out, "าา", "า")
	}
	return out
}

// Skeleton is Loose without any upper or lower mark: what is left where an
// address or a broken text layer dropped vowels and tones. Only for phrases of
// several syllables, and always a weak match.
func Skeleton(s string) string {
	var b strings.Builder
	for _, r := range Loose(s) {
		if !isMark(r) {
			b.WriteRune(r)
		}
	}
	out := b.String()
	for strings.Contains(out, "าา") {
		out = strings.ReplaceAll(out, "าา", "า")
	}
	return out
}

// Boundary reports whether s[i:j] (byte offsets into a folded text) can be a
// phrase there: it must not begin on a combining mark nor be followed by one,
// and a Latin letter or digit at an end needs a word edge, so that CIO is not
// found in "suspicious" nor สขร.1 in "สขร.12".
func Boundary(s string, i, j int) bool {
	if i < 0 || j > len(s) || i >= j {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s[i:])
	if isMark(first) {
		return false
	}
	if j < len(s) {
		next, _ := utf8.DecodeRuneInString(s[j:])
		if isMark(next) {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(s[i:j])
		if latin(last) && latin(next) {
			return false
		}
		if isConsonant(last) && next == saraAm {
			return false
		}
	}
	if i > 0 && latin(first) {
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		if latin(prev) {
			return false
		}
	}
	return true
}

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
			case isMark(r) && isMark(prev) && weight(prev) == 2 && weight(r) == 2:
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
