package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// key is one of the spellings in which texts are compared.
type key uint8

const (
	keyNormal key = iota
	keyFold
	keyLoose
	keySkeleton
)

// settle writes s in the spelling of a key.
func settle(s string, k key) string {
	f := folder{key: k, out: make([]byte, 0, len(s)+16)}
	return f.settle(s)
}

// Folder folds text after text in the same room. It is not safe for concurrent
// use.
type Folder struct{ room []byte }

// Fold is [Fold].
func (x *Folder) Fold(s string) string {
	f := folder{key: keyFold, out: x.room[:0]}
	out := f.settle(s)
	x.room = f.out
	return out
}

// Holds reports whether one of some folded words stands in a text once that is
// folded.
func (x *Folder) Holds(s string, words *Words) bool {
	f := folder{key: keyFold, out: x.room[:0]}
	f.write(s)
	x.room = f.out
	if f.exotic {
		return words.In(x.Fold(s))
	}
	return words.InBytes(f.out)
}

// settle writes s and gives it as a string. Texts with characters that NFC could
// move are cleaned first, and composed again until nothing moves.
func (f *folder) settle(s string) string {
	f.write(s)
	if !f.exotic {
		if string(f.out) == s {
			return s
		}
		return string(f.out)
	}
	t := Clean(s)
	for range 8 {
		g := folder{key: f.key, out: f.out[:0]}
		g.write(t)
		next := norm.NFC.String(string(g.out))
		if next == t {
			break
		}
		t, f.out = next, g.out
	}
	return t
}

// Thai letters are handled as their offset in the block, U+0E00 to U+0E7F.
const (
	offAm       = saraAm & 0x7F
	offAa       = saraAa & 0x7F
	offNikhahit = nikhahit & 0x7F
	offE        = saraE & 0x7F
	offAe       = saraAe & 0x7F
)

type class uint8

const (
	other class = iota // not a character of the block
	base
	leading
	aa // SARA AA, SARA AM
	mark
	tone
	thaiDigit
)

// classes and weights tell the kind of each letter, and the place of each mark
// in its cluster: lower vowels, upper vowels, tones, the rest. The order is one
// that NFC leaves alone.
var classes, weights = func() (c [128]class, w [128]uint8) {
	for r := rune(0x0E00); r < 0x0E80; r++ {
		i := r & 0x7F
		switch {
		case !isThai(r) || r >= 0x0E3B && r <= 0x0E3E:
		case r == saraAa || r == saraAm:
			c[i] = aa
		case isTone(r):
			c[i], w[i] = tone, 4
		case isMark(r):
			c[i] = mark
			switch {
			case r == phinthu:
				w[i] = 1
			case r == 'ุ' || r == 'ู':
				w[i] = 2
			case r == 'ั' || r >= 'ิ' && r <= 'ื' || r == maiTaikhu || r == nikhahit:
				w[i] = 3
			default:
				w[i] = 5
			}
		case isLeading(r):
			c[i] = leading
		case r >= '๐' && r <= '๙':
			c[i] = thaiDigit
		default:
			c[i] = base
		}
	}
	return c, w
}()

// folder writes a text in the spelling of a key, one character at a time.
type folder struct {
	key    key
	out    []byte
	space  bool  // white space was met and not yet written
	last   uint8 // the last Thai letter that is no mark; 0 after anything else
	marks  int   // marks written after it
	before uint8 // where last is a SARA AA: the letter before it, and its marks
	held   int
	exotic bool // NFC may have something to do
}

// rune takes a character that is neither ASCII nor Thai.
func (f *folder) rune(r rune) {
	r = unshift(r)
	switch {
	case isThai(r) && classes[r&0x7F] != other:
		f.thai(uint8(r & 0x7F))
		return
	case unicode.IsSpace(r):
		f.space = true
		return
	case invisible(r) || unicode.IsControl(r):
		return
	case r >= 0x0300 && r < 0x0370 && (f.last != 0 || f.marks > 0) && (f.key != keyNormal || !f.space):
		f.exotic = true
		return // an accent of Latin on a Thai letter
	case r >= '！' && r <= '～':
		r -= 0xFEE0
	case r >= 'ﬀ' && r <= 'ﬄ':
		for _, c := range [...]string{"ff", "fi", "fl", "ffi", "ffl"}[r-'ﬀ'] {
			f.rune(c)
		}
		return
	}
	if f.key != keyNormal {
		switch r {
		case '‐', '‑', '‒', '–', '—', '―', '−':
			r = '-'
		case '“', '”', '„', '‟', '″':
			r = '"'
		case '‘', '’', '‛', '′':
			r = '\''
		case '•', '·', '∙', '◈', '▪', '►', '★', '●', '■', '◆', '○':
			f.space = true
			return
		}
	}
	r = unicode.ToLower(r)
	f.exotic = f.exotic || !inert(r)
	f.foreign()
	f.out = utf8.AppendRune(f.out, r)
}

// foreign makes ready for a character that is not Thai.
func (f *folder) foreign() {
	thai := f.last != 0 || f.marks > 0
	if thai {
		f.close()
	}
	if f.space {
		f.space = false
		if len(f.out) > 0 && (f.key == keyNormal || !thai) {
			f.out = append(f.out, ' ')
		}
	}
	f.last, f.marks = 0, 0
}

func (f *folder) thai(off uint8) {
	if classes[off] == thaiDigit {
		f.foreign()
		f.out = append(f.out, '0'+off-('๐'&0x7F))
		return
	}
	if roles[f.key][off] == dropped {
		return
	}
	off = letters[f.key][off]
	if f.space {
		f.space = false
		if f.key == keyNormal && len(f.out) > 0 {
			f.close()
			f.out = append(f.out, ' ')
			f.last, f.marks = 0, 0
		}
	}
	switch classes[off] {
	case base:
		f.begin(off)
	case leading:
		if off <= offAe && f.marks == 0 && (f.last == offE || f.last == offAe) {
			f.out = append(f.out[:len(f.out)-3], "แ"...)
			f.last = offAe
			return
		}
		f.begin(off)
	case aa:
		f.aa(off)
	case mark, tone:
		f.mark(off)
	}
}

// begin opens a cluster.
func (f *folder) begin(off uint8) {
	f.close()
	f.push(off)
	f.last, f.marks = off, 0
}

func (f *folder) push(off uint8) {
	f.out = append(f.out, 0xE0, 0xB8|off>>6, 0x80|off&0x3F)
}

// at gives the nth Thai letter from the end of the text, from 1.
func (f *folder) at(n int) uint8 {
	i := len(f.out) - 3*n
	return f.out[i+1]&1<<6 | f.out[i+2]&0x3F
}

func (f *folder) aa(off uint8) {
	for n := 1; n <= f.marks; n++ {
		if f.at(n) == offNikhahit {
			i := len(f.out) - 3*n
			f.out = append(f.out[:i], f.out[i+3:]...)
			f.marks--
			off = offAm
			break
		}
	}
	if classes[f.last] == aa {
		if f.marks > 0 {
			f.carry()
		}
		if off == offAm && f.last == offAa {
			f.out = append(f.out[:len(f.out)-3], "ำ"...)
			f.last = offAm
		}
		return
	}
	f.before, f.held = f.last, f.marks
	f.push(off)
	f.last, f.marks = off, 0
}

func (f *folder) mark(off uint8) {
	if classes[f.last] == leading && off != offNikhahit {
		return // no mark sits on a leading vowel
	}
	f.insert(off)
}

// carry sets the marks right that were typed after a SARA AA: a NIKHAHIT is part
// of it, a tone belongs before it, and others cannot be.
func (f *folder) carry() {
	vowel, high := f.last, uint8(0)
	for n := f.marks; n >= 1; n-- {
		switch off := f.at(n); {
		case off == offNikhahit:
			vowel = offAm
		case classes[off] == tone:
			high = off
		}
	}
	f.out = f.out[:len(f.out)-3*(f.marks+1)]
	f.marks = f.held
	if high != 0 && (f.held > 0 || classes[f.before] != leading) {
		f.insert(high)
	}
	f.held, f.marks = f.marks, 0
	f.push(vowel)
	f.last = vowel
}

// insert puts a mark in its place among those of the cluster; a second one of
// the same is dropped, and a second tone.
func (f *folder) insert(off uint8) {
	place := 0
	for n := 1; n <= f.marks; n++ {
		m := f.at(n)
		if m == off || classes[m] == tone && classes[off] == tone {
			return
		}
		if place == n-1 && weights[m] > weights[off] {
			place = n
		}
	}
	f.push(off)
	f.marks++
	if place > 0 {
		i := len(f.out) - 3*(place+1)
		copy(f.out[i+3:], f.out[i:len(f.out)-3])
		f.out[i], f.out[i+1], f.out[i+2] = 0xE0, 0xB8|off>>6, 0x80|off&0x3F
	}
}

// close ends a cluster: a misspelling that ends here, or just before a closing
// SARA AA, is mended.
func (f *folder) close() {
	trailing := classes[f.last] == aa
	if trailing && f.marks > 0 {
		f.carry()
	}
	if f.key == keyNormal || f.last == 0 {
		return
	}
	if trailing && f.before != 0 {
		cut := len(f.out) - 3
		if right, n := misspeltAt(f.out[:cut]); n > 0 {
			tail := string(f.out[cut:])
			f.out = append(append(f.out[:cut-n], right...), tail...)
		}
	}
	if right, n := misspeltAt(f.out); n > 0 {
		f.out = append(f.out[:len(f.out)-n], right...)
	}
}

// misspeltAt gives the right form of a misspelling that out ends with, and the
// length of the wrong one; 0 if it ends with none. No right form makes another
// misspelling complete.
func misspeltAt(out []byte) (string, int) {
	n := len(out)
	if n < 6 {
		return "", 0
	}
	last := out[n-2]&1<<6 | out[n-1]&0x3F
	if !mayEnd(uint32(last) | uint32(out[n-5]&1<<6|out[n-4]&0x3F)<<8) {
		return "", 0
	}
	for _, m := range misspelt[last] {
		if n := len(m.wrong); n <= len(out) && string(out[len(out)-n:]) == m.wrong {
			return m.right, n
		}
	}
	return "", 0
}

type misspelling struct{ wrong, right string }

// spellings are the misspellings that may be mended without joining two words
// (domain handbook §8.2), wrong and right in turn: normalised, without spaces,
// not ending on a tone mark, and no right one holds a wrong one.
var spellings = strings.Fields(`
	กฏ กฎ  ปฎิ ปฏิ
	เว็ปไซต์ เว็บไซต์  เว็บไชต์ เว็บไซต์  เวบไซต์ เว็บไซต์  เว็ปไชต์ เว็บไซต์  เว็ปไซด์ เว็บไซต์  เว็บไซด์ เว็บไซต์  เวปไซต์ เว็บไซต์  เวปไซด์ เว็บไซต์  เวบไซด์ เว็บไซต์
	ลิงค์ ลิงก์  ลิ้งค์ ลิงก์  ลิ้งก์ ลิงก์
	อินโฟกราฟฟิก อินโฟกราฟิก  อินโฟกราฟฟิค อินโฟกราฟิก  อินโฟกราฟิค อินโฟกราฟิก  อินโฟกราฟฟิกส์ อินโฟกราฟิก  อินโฟกราฟิกส์ อินโฟกราฟิก
	อีเมล์ อีเมล  อีเมลล์ อีเมล  แฟ็กซ์ แฟกซ์  แฟ๊กซ์ แฟกซ์  อิเลคทรอนิก อิเล็กทรอนิก  อิเล็คทรอนิก อิเล็กทรอนิก  อิเลกทรอนิก อิเล็กทรอนิก
	จัดชื้อ จัดซื้อ  จัดจัาง จัดจ้าง  ประขาชน ประชาชน  ข้อมุล ข้อมูล  ข่วสาร ข่าวสาร  หน่วงงาน หน่วยงาน  ระยเวลา ระยะเวลา  คำสั้ง คำสั่ง
	ยุทธ์ศาสตร์ ยุทธศาสตร์  วิสัยทัศ์ วิสัยทัศน์  วิสัยทัศณ์ วิสัยทัศน์  ตรวจดุ ตรวจดู  สัญยา สัญญา
	ธรรมมาภิบาล ธรรมาภิบาล  ธรรมาธิบาล ธรรมาภิบาล  คลอบคลุม ครอบคลุม  ครอลคลุม ครอบคลุม  สาธารณะสุข สาธารณสุข  บุคคลากร บุคลากร
`)

var misspelt = func() (by [128][]misspelling) {
	for i := 0; i+1 < len(spellings); i += 2 {
		r, _ := utf8.DecodeLastRuneInString(spellings[i])
		by[r&0x7F] = append(by[r&0x7F], misspelling{spellings[i], spellings[i+1]})
	}
	return by
}()
