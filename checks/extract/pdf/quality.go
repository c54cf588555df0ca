package pdf

import (
	"strings"
	"unicode"
)

// tally counts what a text layer has that Thai and prose cannot have, and what
// Thai cannot do without.
type tally struct {
	thai       int // characters of the Thai block
	consonants int
	tones      int // tone marks and THANTHAKHAT right after a consonant
	am, aa     int // SARA AM, SARA AA
	latin      int // ASCII letters
	western    int // letters of the Latin-1 supplement
	digits     int
	signs      int // ASCII signs other than those of prose
	broken     int // control characters, replacement characters, unknown private use
	orphans    int // marks and vowels without a consonant before them
	doubled    int // a mark on a mark of its kind, a cluster said twice
	lost       int // words that lost a SARA AM or a mark, and soft hyphens in its place
	plainWords int // ASCII words with a vowel
	words      int // ASCII words
}

// measure tallies a reading line by line, as extracted.
func measure(got *reading) tally {
	var t tally
	for _, p := range got.pages {
		for _, w := range p.words {
			t.raw(w.s)
		}
		for _, f := range fragments(p.words) {
			t.line(f.s)
		}
	}
	return t
}

// raw counts what cleaning removes.
func (t *tally) raw(s string) {
	for _, r := range s {
		switch {
		case r == unicode.ReplacementChar, r < 0x20 && r != '\t':
			t.broken++
		case r == 0x00AD && hasThai(s):
			t.lost++
		}
	}
}

// line counts one line of cleaned text.
func (t *tally) line(s string) {
	rs := []rune(s)
	for i, r := range rs {
		var prev rune
		if i > 0 {
			prev = rs[i-1]
		}
		switch {
		case r >= 'ก' && r <= '๛':
			t.thai++
			t.thaiRune(rs, i, prev, r)
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			t.latin++
		case r >= '0' && r <= '9':
			t.digits++
		case r >= 0xA1 && r <= 0x24F || r >= 0x2C0 && r <= 0x2DF:
			t.western++
		case r >= 0xE000 && r <= 0xF8FF:
			t.broken++
		case r < 0x7F && r > 0x20 && !strings.ContainsRune(`.,:;/-()"'%&+*=_@?!`, r):
			t.signs++
		}
	}
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r > 0x7F || r <= 0x20 }) {
		n := 0
		for _, r := range w {
			if unicode.IsLetter(r) {
				n++
			}
		}
		if n < 2 {
			continue
		}
		t.words++
		if plain(w) {
			t.plainWords++
		}
	}
	if t.thai > 0 {
		t.lost += lostMarks(s)
	}
}

func (t *tally) thaiRune(rs []rune, i int, prev, r rune) {
	switch {
	case r >= 'ก' && r <= 'ฮ':
		t.consonants++
	case r == 'ำ':
		t.am++
	case r == 'า':
		t.aa++
	}
	if tone(r) && prev >= 'ก' && prev <= 'ฮ' {
		t.tones++
	}
	if !dependent(r) {
		return
	}
	switch {
	case !thaiLetter(prev) || leading(prev):
		t.orphans++
	case prev == r, above(prev) && above(r), r == 'า' && prev == 'ำ':
		t.doubled++
	case prev >= 'ก' && prev <= 'ฮ' && i >= 3 && rs[i-3] == prev && rs[i-2] == r && !(r == 'า' || r == 'ะ' || r == 'ำ'):
		// a cluster said twice ("นั" "นั"), as where every glyph of a cluster claims all of it;
		// right Thai has few ("ทีที่" has none), so that only many count
		t.doubled++
	}
}

func tone(r rune) bool { return r >= '\u0E48' && r <= '\u0E4C' }

func above(r rune) bool { return r == 'ั' || r >= 'ิ' && r <= 'ื' || r == '\u0E47' }

// plain reports whether an ASCII word has the shape of a word: letters with a
// vowel among them, or capitals alone, with signs only at its ends.
func plain(w string) bool {
	w = strings.Trim(w, `.,:;/-()"'%&+*=_@?!0123456789`)
	vowel, upper := false, true
	for i, r := range w {
		switch {
		case r >= 'a' && r <= 'z':
			upper = false
		case r >= 'A' && r <= 'Z':
			if i > 0 && !upper {
				return false
			}
		case strings.ContainsRune(".-/_@:&'+,0123456789", r):
			return true // an address, a code, an abbreviation
		default:
			return false
		}
		vowel = vowel || strings.ContainsRune("aeiouyAEIOUY", r)
	}
	return vowel || upper
}

// disordered reports whether so much is out of place that another extractor is
// worth asking: it may have the order that this one lost.
func (t tally) disordered() bool {
	return t.thai > 0 && float64(t.orphans+t.doubled) > 0.01*float64(t.thai) && t.orphans+t.doubled > 2
}

// share is the part of a text that is as it cannot be.
func (t tally) share() float64 {
	all := t.thai + t.latin + t.western + t.broken
	if all == 0 {
		return 1
	}
	return float64(t.orphans+t.doubled+t.broken+t.western) / float64(all)
}

// better reports whether a text is likelier than another of the same file, and
// not just shorter.
func (t tally) better(o tally) bool {
	return 10*(t.thai+t.latin) >= 7*(o.thai+o.latin) && t.share() < o.share()
}

// garbled reports whether a text layer is neither Thai nor prose: Western
// letters that stand for Thai bytes, signs that stand for glyphs, or Thai
// letters in an order that no Thai has.
func (t tally) garbled() bool {
	letters := t.thai + t.latin + t.western + t.broken
	switch {
	case letters == 0:
		return t.signs > 40 && t.signs > 2*t.digits
	case t.broken > 10 && 3*t.broken > letters:
		return true
	case t.thai > 0 && 4*(t.orphans+t.doubled) > t.thai && t.thai > 40:
		return true
	case 2*t.thai > letters:
		return false
	case t.western > 15 && 4*t.western > letters:
		return true
	case t.thai < 20 && t.latin > 60 && t.words > 8 && 5*t.plainWords < 2*t.words:
		return true
	}
	return t.thai < 20 && t.signs > 40 && 3*t.signs > letters
}

// damaged reports whether Thai lost or misplaced marks. Of long texts it also
// asks for what they cannot be without: in running Thai one consonant in twenty
// bears a tone mark alone, and one letter in a hundred is SARA AM.
func (t tally) damaged() bool {
	out := t.orphans + t.doubled
	switch {
	case t.thai == 0:
		return false
	case out > 2 && 200*out > t.thai, t.broken > 2 && 100*t.broken > t.thai:
		return true
	case t.lost > 1 && 4000*t.lost > t.thai, t.lost > 0 && t.thai < 800:
		return true
	case t.consonants > 150 && t.tones == 0:
		return true
	case t.am > 9 && 2*t.am > 3*t.aa:
		return true
	}
	return t.thai > 2000 && t.am == 0
}

// stems are strings that no right Thai has: common words of offices without
// their SARA AM, THANTHAKHAT or tone mark, or with SARA AM for SARA AA.
var stems = []string{
	"สานัก", "อานาจ", "ประจาปี", "ประจาเดือน", "อาเภอ", "ดาเนิน", "กาหนด", "จานวน", "คาสั่ง", "คาร้อง", "คารับรอง", "จาเป็น", "ตาแหน่ง", "สาหรับ", "การทางาน", "แนะนา",
	"ประชำ", "กำร", "สำธำ", "งำน", "รำย", "หน้ำ", "ข้ำ", "ปัญหำ",
	"ขอมูล", "ขาวสาร", "หนวยงาน", "เจาหนา", "จัดจาง", "ทองถิ่น", "ผูบริหาร", "ผูรับ", "ผูปวย", "ผูสูง", "ผูอำนวย", "ผูมี", "ดานสุข", "คุมครอง", "แกไข", "ใหความ", "ไดรับ",
	"ศาสตรข", "ศาสตรส", "ศาสตรด", "ศาสตรช", "ศาสตรก", "ศาสตรพ", "ศาสตรแ", "ศาสตรท", "ศาสตร ",
}

func lostMarks(s string) int {
	n := 0
	for _, stem := range stems {
		n += strings.Count(s, stem)
	}
	return n
}

// latinGarbage reports whether a short text is Western letters without prose.
func latinGarbage(s string) bool {
	var t tally
	t.line(s)
	return t.western > 3 && 3*t.western > t.thai+t.latin+t.western
}
