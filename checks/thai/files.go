package thai

import (
	"path"
	"regexp"
	"strings"
)

// Month is a calendar month of the Buddhist Era.
type Month struct {
	Year  int
	Month int
}

var (
	fileFour  = regexp.MustCompile(`(?:^|[^0-9])((?:24|25|26|20)[0-9]{2})(?:[^0-9]|$)`)
	fileTwo   = regexp.MustCompile(`(?:^|[^0-9])([4-7][0-9])(?:[^0-9]|$)`)
	fileSix   = regexp.MustCompile(`(?:^|[^0-9])([4-7][0-9])(0[1-9]|1[0-2])(?:[0-3][0-9])?(?:[^0-9]|$)`)
	fileEight = regexp.MustCompile(`(?:^|[^0-9])(25[4-7][0-9])[-_]?(0[1-9]|1[0-2])(?:[0-3][0-9])?(?:[^0-9]|$)`)
	fileRange = regexp.MustCompile(`(?:^|[^0-9])(25[0-9]{2}|[4-7][0-9])[-_](25[0-9]{2}|[4-7][0-9])(?:[^0-9]|$)`)
)

// stem is a file's name without folders and ending, digits in ASCII.
func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	if ext := path.Ext(name); len(ext) > 1 && len(ext) <= 5 {
		name = strings.TrimSuffix(name, ext)
	}
	t, _ := ascii(name)
	return t
}

// FileMonths reads months from a file's name, as in sk1-6910.pdf (year and
// month), 690211 (year, month, day) or 2569-02.
func FileMonths(name string) []Month {
	t := stem(name)
	var out []Month
	for _, m := range fileEight.FindAllStringSubmatch(t, -1) {
		out = append(out, Month{number(m[1]), number(m[2])})
	}
	if len(out) == 0 {
		for _, m := range fileSix.FindAllStringSubmatch(t, -1) {
			out = append(out, Month{2500 + number(m[1]), number(m[2])})
		}
	}
	return out
}

// FileRanges reads spans of years from a file's name, as in strategy66-70.pdf.
func FileRanges(name string) []Range {
	t := stem(name)
	var out []Range
	for _, m := range fileRange.FindAllStringSubmatchIndex(t, -1) {
		a, g1, ok1 := yearBE(t[m[2]:m[3]], "")
		b, g2, ok2 := yearBE(t[m[4]:m[5]], "")
		if ok1 && ok2 && b > a && b-a <= 15 {
			out = append(out, Range{From: a, To: b, Guessed: g1 || g2, Start: m[2], End: m[5]})
		}
	}
	return out
}

// FileYears reads years from a file's name, as in budget2569.xlsx or
// MOIT2-69-9.pdf; those of a range are left to [FileRanges], and a year with a
// month gives its fiscal year. Two digits are Guessed.
func FileYears(name string) []Year {
	t := stem(name)
	if len(FileRanges(name)) > 0 {
		return nil
	}
	var out []Year
	if months := FileMonths(name); len(months) > 0 {
		for _, m := range months {
			out = append(out, Year{BE: Date{Year: m.Year, Month: m.Month}.FiscalYear(), Guessed: true})
		}
		return out
	}
	for _, m := range fileFour.FindAllStringSubmatchIndex(t, -1) {
		if be, _, ok := yearBE(t[m[2]:m[3]], ""); ok {
			out = append(out, Year{BE: be, Start: m[2], End: m[3]})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, m := range fileTwo.FindAllStringSubmatchIndex(t, -1) {
		if be, _, ok := yearBE(t[m[2]:m[3]], ""); ok {
			out = append(out, Year{BE: be, Guessed: true, Start: m[2], End: m[3]})
		}
	}
	return out
}

// IDCard reports whether s is thirteen digits that make a valid Thai national
// id: first digit 1–8 and the right check digit (weights 13 to 2, modulo 11).
func IDCard(s string) bool {
	t, _ := ascii(s)
	t = strings.NewReplacer("-", "", " ", "").Replace(t)
	if len(t) != 13 || t[0] < '1' || t[0] > '8' {
		return false
	}
	sum := 0
	for i := range 12 {
		if !digit(t[i]) {
			return false
		}
		sum += int(t[i]-'0') * (13 - i)
	}
	return digit(t[12]) && int(t[12]-'0') == (11-sum%11)%10
}
