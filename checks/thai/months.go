package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The functions of this file read backwards from a byte offset: a date is known
// by its year, and what stands before it says the rest. Each gives the offset
// where what it read begins, or the offset it was given.

// spacesBefore skips white space and what shows nothing.
func spacesBefore(s string, i int) int {
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsSpace(r) && !invisible(r) || r == utf8.RuneError && n == 1 {
			break
		}
		i -= n
	}
	return i
}

// before reports whether word ends at i, and where it begins. Latin words are
// given in lower case and need an edge.
func before(s string, i int, word string) (int, bool) {
	j := i - len(word)
	if j < 0 {
		return i, false
	}
	if word[0] < utf8.RuneSelf {
		return j, strings.EqualFold(s[j:i], word) && (j == 0 || !latin(rune(s[j-1])))
	}
	return j, s[j:i] == word
}

// wordBefore is before for Thai words in damaged text: marks may be lost, and
// single spaces stand between letters. The word is given by its letters alone.
func wordBefore(s string, i int, letters string) (int, bool) {
	j, spaces := i, 0
	for letters != "" {
		want, n := utf8.DecodeLastRuneInString(letters)
		r, m := utf8.DecodeLastRuneInString(s[:j])
		switch {
		case m == 0:
			return i, false
		case plainLetter(r) == want:
			letters, spaces = letters[:len(letters)-n], 0
		case isMark(r), invisible(r):
		case (r == ' ' || r == '\n' || r == 0xA0) && spaces == 0 && j < i:
			spaces++
		default:
			return i, false
		}
		j -= m
	}
	return j, true
}

// plainLetter makes letters one that text layers confuse.
func plainLetter(r rune) rune {
	switch r {
	case saraAm:
		return saraAa
	case 'ฏ':
		return 'ฎ'
	}
	return r
}

type era uint8

const (
	noEra era = iota
	buddhist
	common
)

// eraBefore reads พ.ศ., ค.ศ., B.E., A.D. or C.E., with or without dots.
func eraBefore(s string, i int) (int, era) {
	j := spacesBefore(s, i)
	if k, ok := initialsBefore(s, j, "พ", "ศ"); ok {
		return k, buddhist
	}
	if k, ok := initialsBefore(s, j, "ค", "ศ"); ok {
		return k, common
	}
	for _, e := range [...]struct {
		word string
		era  era
	}{{"b.e.", buddhist}, {"be", buddhist}, {"a.d.", common}, {"ad", common}, {"c.e.", common}, {"ce", common}} {
		if k, ok := before(s, j, e.word); ok {
			return k, e.era
		}
	}
	return i, noEra
}

// initialsBefore reads two letters as an abbreviation writes them: with dots and
// spaces or without.
func initialsBefore(s string, i int, first, second string) (int, bool) {
	j, ok := before(s, dotBefore(s, i), second)
	if !ok {
		return i, false
	}
	j, ok = before(s, spaceBefore(s, dotBefore(s, spaceBefore(s, j))), first)
	return j, ok
}

func dotBefore(s string, i int) int {
	if i > 0 && s[i-1] == '.' {
		return i - 1
	}
	return i
}

func spaceBefore(s string, i int) int {
	if r, n := utf8.DecodeLastRuneInString(s[:i]); r == ' ' || r == 0xA0 {
		return i - n
	}
	return i
}

// thaiMonths are the full names by their letters alone.
var thaiMonths = [...]string{"", "มกราคม", "กมภาพนธ", "มนาคม", "เมษายน", "พฤษภาคม", "มถนายน", "กรกฎาคม", "สงหาคม", "กนยายน", "ตลาคม", "พฤศจกายน", "ธนวาคม"}

var shortMonths = [...]struct {
	first, second string
	month         int
}{
	{"เม", "ย", 4}, {"มี", "ค", 3}, {"มิ", "ย", 6}, {"ม", "ค", 1}, {"ก", "พ", 2}, {"พ", "ค", 5}, {"ก", "ค", 7}, {"ส", "ค", 8}, {"ก", "ย", 9},
	{"ต", "ค", 10}, {"พ", "ย", 11}, {"ธ", "ค", 12},
}

var englishMonths = [...]string{"", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthBefore reads the name of a month that ends at i. A short form without its
// inner dot is sure only where a day stands before it.
func monthBefore(s string, i int) (start, month int, sure bool) {
	j := i
	last, _ := utf8.DecodeLastRuneInString(s[:j])
	if last == ',' || last == '.' {
		if r, _ := utf8.DecodeLastRuneInString(s[:j-1]); last == ',' || latin(r) {
			j--
			last = r
		}
	}
	if latin(last) {
		return englishBefore(s, j)
	}
	switch {
	case last == 'ม' || last == 'น' || last == 'ธ' || isMark(last):
		for m := 1; m <= 12; m++ {
			k, ok := wordBefore(s, j, thaiMonths[m])
			// มีนาคม without its mark is the end of คมนาคม
			if ok && (m != 3 || strings.HasPrefix(s[k:], "มี") || !endsThai(s[:k])) {
				return k, m, true
			}
		}
	case last == '.' || last == 'ค' || last == 'ย' || last == 'พ':
		for _, short := range shortMonths {
			k, ok := initialsBefore(s, j, short.first, short.second)
			if !ok {
				continue
			}
			dotted := strings.HasPrefix(strings.TrimLeft(s[k+len(short.first):j], " \u00A0"), ".")
			return k, short.month, dotted && !commission(s, k, short.month)
		}
	}
	return i, 0, false
}

// commission reports whether ก.พ. at k is the Civil Service Commission.
func commission(s string, k, month int) bool {
	if month != 2 {
		return false
	}
	k = spacesBefore(s, k)
	for _, word := range [...]string{"สำนักงาน", "กฎ", "คณะกรรมการ", "เลขาธิการ", "หนังสือ"} {
		if _, ok := before(s, k, word); ok {
			return true
		}
	}
	return false
}

func endsThai(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isThai(r)
}

func englishBefore(s string, i int) (start, month int, sure bool) {
	j := i
	for j > 0 && i-j < 10 && (s[j-1]|0x20 >= 'a' && s[j-1]|0x20 <= 'z') {
		j--
	}
	if j > 0 && j < i && (s[j-1]|0x20 >= 'a' && s[j-1]|0x20 <= 'z') || i-j < 3 {
		return i, 0, false
	}
	word := strings.ToLower(s[j:i])
	for m := 1; m <= 12; m++ {
		if word == englishMonths[m] || word == englishMonths[m][:3] || m == 9 && word == "sept" {
			return j, m, true
		}
	}
	return i, 0, false
}
