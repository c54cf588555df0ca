package privacy

import (
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// group is digits that stand together, in ASCII or Thai figures.
type group struct {
	start, end int // byte offsets
	first      int // index of its first digit in digits
	n          int
}

// gap is what stands between two groups: of a few separators the telling one, 0
// where they do not hang together.
type gap byte

// figures are the digits of a text and how they are grouped.
type figures struct {
	text   string
	digits []byte // '0' to '9'
	groups []group
	gaps   []gap // between a group and the next
}

// enough reports whether a text has at least n digits. It is asked of every
// block of a site, so it looks at bytes alone.
func enough(s string, n int) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c-'0' <= 9 {
			n--
		} else if c == 0xB9 && i+1 < len(s) && s[i+1]-0x90 <= 9 && i > 0 && s[i-1] == 0xE0 {
			n--
			i++
		} else {
			continue
		}
		if n <= 0 {
			return true
		}
	}
	return false
}

func digitAt(s string, i int) (d byte, size int) {
	switch {
	case i < len(s) && s[i]-'0' <= 9:
		return s[i], 1
	case i+2 < len(s) && s[i] == 0xE0 && s[i+1] == 0xB9 && s[i+2]-0x90 <= 9:
		return s[i+2] - 0x90 + '0', 3
	}
	return 0, 0
}

// read finds the digits of a text.
func read(s string) *figures {
	f := &figures{text: s, digits: make([]byte, 0, 64), groups: make([]group, 0, 16), gaps: make([]gap, 0, 16)}
	for i := 0; i < len(s); {
		d, n := digitAt(s, i)
		if n == 0 {
			i++
			continue
		}
		g := group{start: i, first: len(f.digits)}
		for n > 0 {
			f.digits = append(f.digits, d)
			i += n
			g.n++
			d, n = digitAt(s, i)
		}
		g.end = i
		if k := len(f.groups); k > 0 {
			f.gaps[k-1] = separators(s[f.groups[k-1].end:g.start])
		}
		f.groups, f.gaps = append(f.groups, g), append(f.gaps, 0)
	}
	return f
}

// separators tells what stands between two groups if it may stand inside one
// number: at most three spaces and dashes.
func separators(s string) gap {
	if len(s) > 9 {
		return 0
	}
	var g gap
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\t', '\n', '\u00a0':
			g = max(g, ' ')
		case '-', '–', '—', '‑', '−':
			g = '-'
		default:
			return 0
		}
		n++
	}
	if n > 3 {
		return 0
	}
	return g
}

// shape matches the lengths of the groups from i on.
func (f *figures) shape(i int, lengths ...int) bool {
	if i+len(lengths) > len(f.groups) {
		return false
	}
	for k, n := range lengths {
		if f.groups[i+k].n != n || k > 0 && f.gaps[i+k-1] == 0 {
			return false
		}
	}
	return true
}

// id is a number in the form of a national id.
type id struct {
	start, end int
	digits     string
	form       form
	valid      bool // its check digit fits
	attached   bool // part of a file's name, an address or a code
}

type form uint8

const (
	dashed form = iota // 1-2345-67890-12-3
	spaced             // 1 2345 67890 12 3
	bare               // 1234567890123
	boxes              // one digit in each box of a form
)

// ids finds the numbers in the form of a national id, whether they are valid or
// not. Numbers of other kinds have thirteen digits too: one in ten of them has
// the right check digit, so form and surroundings must decide.
func (f *figures) ids() []id {
	var out []id
	for i := 0; i < len(f.groups); i++ {
		n, kind := 0, bare
		switch {
		case f.shape(i, 13):
			n = 1
		case f.shape(i, 1, 4, 5, 2, 1):
			n, kind = 5, spaced
			if f.gaps[i] == '-' || f.gaps[i+1] == '-' {
				kind = dashed
			}
		case f.shape(i, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) && !f.shape(i, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) && (i == 0 || f.groups[i-1].n > 1 || f.gaps[i-1] == 0):
			n, kind = 13, boxes
		default:
			continue
		}
		x := id{start: f.groups[i].start, end: f.groups[i+n-1].end, form: kind}
		first := f.groups[i].first
		x.digits = string(f.digits[first : first+13])
		x.valid = checked(x.digits)
		x.attached = f.attached(i, n)
		out = append(out, x)
		i += n - 1
	}
	return out
}

// checked reports whether thirteen digits end with the check digit of a
// national id, whatever their first: legal entities have numbers of this kind
// that begin with 0.
func checked(digits string) bool {
	if len(digits) == 13 && digits[0] >= '1' && digits[0] <= '8' {
		return thai.IDCard(digits)
	}
	sum := 0
	for i := range 12 {
		sum += int(digits[i]-'0') * (13 - i)
	}
	return int(digits[12]-'0') == (11-sum%11)%10
}

// attached reports whether the groups i to i+n are part of something longer: of
// a file's name, an address, a code of letters and digits.
func (f *figures) attached(i, n int) bool {
	s, start, end := f.text, f.groups[i].start, f.groups[i+n-1].end
	if start > 0 && strings.IndexByte("_/=.-#&", s[start-1]) >= 0 || start > 0 && latin(s[start-1]) {
		return true
	}
	if end >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[end:])
	if r == '_' || r == '/' || r == '-' || r < 0x80 && latin(byte(r)) {
		return true
	}
	return r == '.' && end+1 < len(s) && latin(s[end+1])
}

func latin(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// mobiles counts the mobile phone numbers.
func (f *figures) mobiles() int {
	count := 0
	for i := 0; i < len(f.groups); i++ {
		d := f.digits[f.groups[i].first:]
		if len(d) < 10 || d[0] != '0' || d[1] != '6' && d[1] != '8' && d[1] != '9' {
			continue
		}
		for _, s := range [][]int{{10}, {3, 7}, {3, 3, 4}, {2, 4, 4}, {2, 8}, {3, 4, 3}, {6, 4}} {
			if f.shape(i, s...) {
				count++
				i += len(s) - 1
				break
			}
		}
	}
	return count
}

// accounts gives the groups that make numbers in the form of a bank account:
// ten to twelve digits that are no mobile phone number.
func (f *figures) accounts() [][2]int {
	var out [][2]int
	for i := 0; i < len(f.groups); i++ {
		for _, s := range [][]int{{10}, {12}, {3, 1, 5, 1}, {3, 6, 1}, {3, 1, 6}, {4, 1, 5, 1}, {3, 2, 5, 1}} {
			if f.shape(i, s...) && (i == 0 || f.gaps[i-1] == 0 || f.gaps[i-1] == ' ') {
				if d := f.digits[f.groups[i].first:]; len(s) == 1 && s[0] == 10 && d[0] == '0' && (d[1] == '6' || d[1] == '8' || d[1] == '9') {
					break
				}
				out = append(out, [2]int{i, i + len(s)})
				i += len(s) - 1
				break
			}
		}
	}
	return out
}
