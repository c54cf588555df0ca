package thai

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Month is a calendar month of the Buddhist Era.
type Month struct {
	Year  int
	Month int
}

var (
	fileRange = regexp.MustCompile(`(?:^|[^0-9])(25[0-9]{2}|[4-7][0-9])(?:\s*(?:[-_–~]|to|ถึง)\s*|\s+)(25[0-9]{2}|[4-7][0-9])(?:[^0-9]|$)`)
	fileWord  = regexp.MustCompile(`[A-Za-z]{2,}|[ก-ฮเ-ไ][ก-๎]+`)
	fileAt    = regexp.MustCompile(`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-_ ]?([4-7][0-9])(?:[^0-9]|$)`)
	// yearly are the words beside which two digits of any decade are a year.
	yearly = regexp.MustCompile(`moit|ita|plan|แผน|ปี|พ\.?ศ|งบ|budget|year|fy|report|รายงาน`)
	// nameless are the names that cameras, scanners and people in a hurry give.
	nameless = []string{"img", "image", "images", "photo", "pic", "picture", "scan", "scan0", "doc", "document", "file", "page", "untitled", "new", "copy", "no", "dsc", "dscn", "line", "screenshot", "slide", "fig", "unit", "chapter", "vol", "part", "form", "รูป", "ภาพ", "หน้า", "บทที่", "ข้อ", "ฉบับที่", "ครั้งที่", "เล่ม"}
)

// longestName is the longest name of a file that is read, in bytes: four times
// what file systems allow.
const longestName = 1024

// stem is a file's name without folders and ending, digits in ASCII.
func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	if ext := path.Ext(name); len(ext) > 1 && len(ext) <= 5 {
		name = strings.TrimSuffix(name, ext)
	}
	if len(name) > longestName {
		return ""
	}
	return strings.ToLower(ascii(name))
}

// FileMonths reads months from a file's name, as in sk1-6910.pdf (year and
// month), 690211 (year, month, day), 2569-02 or สขร1-ม.ค.69. Timestamps in the
// Common Era, such as 20190830, say when a file was sent and are no months.
func FileMonths(name string) []Month {
	t := stem(name)
	var room [fewRuns]digitRun
	runs := digitRuns(t, room[:])
	var full, short []Month
	for k, r := range runs {
		ds := t[r.start:r.end]
		switch {
		case r.count == 4 && beYear(ds):
			if k+1 < len(runs) && runs[k+1].count == 2 && runs[k+1].start == r.end+1 && contains("-_ ", t[r.end]) {
				full = addMonth(full, r.value, t[runs[k+1].start:runs[k+1].end])
			}
		case (r.count == 8 || r.count == 6) && beYear(ds[:4]):
			full = addMonth(full, r.value/pow10(r.count-4), ds[4:])
		case (r.count == 6 || r.count == 4) && ds[:2] >= "55" && ds[:2] <= "79":
			short = addMonth(short, 2500+atoi(ds[:2]), ds[2:])
		}
	}
	if len(full) > 0 {
		return full
	}
	if len(short) > 0 {
		return short
	}
	var out []Month
	for _, d := range Dates(strings.NewReplacer("_", " ", "+", " ").Replace(t)) {
		if d.Year >= 2540 {
			out = append(out, Month{d.Year, d.Month})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, m := range fileAt.FindAllStringSubmatchIndex(t, -1) {
		if m[0] == 0 || !latin(rune(t[m[0]-1])) {
			if _, month, ok := englishBefore(t, m[0]+len(strings.TrimRight(t[m[0]:m[2]], "-_ "))); ok {
				out = append(out, Month{2500 + atoi(t[m[2]:m[3]]), month})
			}
		}
	}
	return out
}

// addMonth adds the month of the digits "MM" or "MMDD", if they can be that.
func addMonth(to []Month, year int, digits string) []Month {
	m := atoi(digits[:2])
	if m < 1 || m > 12 || len(digits) == 4 && (atoi(digits[2:]) < 1 || atoi(digits[2:]) > daysIn(m, year)) {
		return to
	}
	return append(to, Month{year, m})
}

// beYear reports whether four digits are a year of the last decades, BE.
func beYear(ds string) bool { return ds >= "2540" && ds <= "2579" }

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// FileRanges reads spans of years from a file's name, as in strategy66-70.pdf.
// Offsets are those of the name without folders and ending, in ASCII digits.
func FileRanges(name string) []Range {
	t := stem(name)
	var out []Range
	for _, m := range fileRange.FindAllStringSubmatchIndex(t, -1) {
		a, g1, ok1 := yearBE(atoi(t[m[2]:m[3]]), m[3]-m[2], noEra, false)
		b, g2, ok2 := yearBE(atoi(t[m[4]:m[5]]), m[5]-m[4], noEra, false)
		if ok1 && ok2 && b > a && b-a <= 15 {
			out = append(out, Range{From: a, To: b, Guessed: g1 || g2, Start: m[2], End: m[5]})
		}
	}
	return out
}

// FileYears reads years from a file's name, as in budget2569.xlsx or
// MOIT2-69-9.pdf; those of a range are left to [FileRanges], and a year with a
// month gives its fiscal year. Two digits are Guessed, and count only in names
// that say something. Offsets are those of [FileRanges]; 0 where a month spoke.
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
	var room [fewRuns]digitRun
	runs := digitRuns(t, room[:])
	for _, r := range runs {
		if be, _, ok := yearBE(r.value, r.count, noEra, false); ok && r.count == 4 {
			out = append(out, Year{BE: be, Start: r.start, End: r.end})
		}
	}
	if len(out) > 0 {
		return out
	}
	words := slices.DeleteFunc(fileWord.FindAllString(t, -1), func(w string) bool { return slices.Contains(nameless, w) })
	if len(words) == 0 {
		return nil
	}
	for _, r := range runs {
		if r.count != 2 || r.value < 55 && !yearly.MatchString(t) {
			continue
		}
		if be, _, ok := yearBE(r.value, 2, noEra, false); ok {
			out = append(out, Year{BE: be, Guessed: true, Start: r.start, End: r.end})
		}
	}
	return out
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// IDCard reports whether s is thirteen digits that make a valid Thai national
// id: first digit 1–8 and the right check digit (weights 13 to 2, modulo 11).
func IDCard(s string) bool {
	t := strings.NewReplacer("-", "", " ", "").Replace(ascii(s))
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
