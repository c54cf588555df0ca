package privacy

import (
	"strings"
	"unicode/utf8"
)

// Mask gives a text without the personal numbers in it: of national ids, valid
// or in their usual form, and of patient and account numbers that are named as
// such, only the first and the last digit stay. Telephone numbers stay, since
// an office publishes its own.
func Mask(s string) string {
	if !enough(s, 5) {
		return s
	}
	f := read(s)
	var out []byte
	hide := func(first, last int) { // groups
		if out == nil {
			out = []byte(s)
		}
		a, b := f.groups[first].start, f.groups[last].end
		_, skip := digitAt(s, a)
		tail := 1
		if s[b-1] >= 0x80 {
			tail = 3
		}
		for i := a + skip; i < b-tail; i++ {
			if _, n := digitAt(s, i); n > 0 {
				out[i] = 'x'
				for k := 1; k < n; k++ {
					out[i+k] = 0
				}
				i += n - 1
			}
		}
	}
	for _, x := range f.ids() {
		if x.valid || x.form == dashed {
			hide(f.at(x.start), f.until(x.end))
		}
	}
	if strings.Contains(s, "บัญชี") {
		for _, a := range f.accounts() {
			if start := f.groups[a[0]].start; strings.Contains(s[back(s, start, 120):start], "บัญชี") {
				hide(a[0], a[1]-1)
			}
		}
	}
	if patients(s) {
		for i := range f.groups {
			if f.patient(i) {
				hide(i, i)
			}
		}
	}
	if out == nil {
		return s
	}
	return strings.ReplaceAll(string(out), "\x00", "")
}

// at and until give the group that starts or ends at a byte.
func (f *figures) at(start int) int {
	for i := range f.groups {
		if f.groups[i].start == start {
			return i
		}
	}
	return 0
}

func (f *figures) until(end int) int {
	for i := range f.groups {
		if f.groups[i].end == end {
			return i
		}
	}
	return 0
}

// patients is a cheap sign that a text may name patients' numbers.
func patients(s string) bool {
	return strings.Contains(s, "HN") || strings.Contains(s, "hn") || strings.Contains(s, "Hn") || strings.Contains(s, "H.N") || strings.Contains(s, "เลขที่ผู้ป่วย")
}

// patient reports whether group i is named a patient's number: HN and digits.
func (f *figures) patient(i int) bool {
	g := f.groups[i]
	if g.n < 4 || g.n > 10 {
		return false
	}
	s := strings.TrimRight(f.text[back(f.text, g.start, 12):g.start], " :.#-=()/")
	if len(s) < 2 || !strings.EqualFold(s[len(s)-2:], "HN") && !strings.HasSuffix(s, "เลขที่ผู้ป่วย") && !strings.HasSuffix(s, "H.N") {
		return false
	}
	return len(s) == 2 || !latin(s[len(s)-3])
}

// back gives the offset of the character some n bytes before i.
func back(s string, i, n int) int {
	i = max(0, i-n)
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// shown is a national id as reports may show it.
func shown(digits string) string {
	return digits[:1] + "-xxxx-xxxxx-xx-" + digits[12:]
}
