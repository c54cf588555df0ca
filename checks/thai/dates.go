package thai

import (
	"strings"
)

// Date is a day or a month as written in a text.
type Date struct {
	Year       int  // Buddhist Era
	Month      int  // 1–12
	Day        int  // 1–31; 0 where only the month is given
	Guessed    bool // the year was written with two digits
	Start, End int  // byte offsets in the text
}

// Dates finds the dates in a text, in order and without overlap: Thai and
// English month names, numeric dates with the day first, ISO dates, months with
// a year; of "4–6 สิงหาคม 2568" the first day. Impossible days are refused. พ.ศ.
// and ค.ศ. force the era; without them 24xx–26xx is BE and 19xx–20xx is CE. Two
// digits count as BE 25xx from 40 to 79 and, in a full date, as CE 20xx from 20
// to 29; both are Guessed (domain handbook §6).
func Dates(s string) []Date {
	var room [fewRuns]digitRun
	return datesIn(s, digitRuns(s, room[:]))
}

func datesIn(s string, runs []digitRun) []Date {
	var out []Date
	free := 0 // the first number that no date has taken
	for k := range runs {
		if k < free {
			continue
		}
		if d, ok := isoDate(s, runs, k); ok {
			out = append(out, d)
			free = k + 3
			continue
		}
		y := runs[k]
		if y.count != 4 && y.count != 2 {
			continue
		}
		d, ok := numericDate(s, runs[free:k+1])
		if !ok {
			d, ok = wordDate(s, runs[free:k+1])
		}
		if !ok || len(out) > 0 && d.Start < out[len(out)-1].End {
			continue
		}
		free = k + 1
		if free < len(runs) && y.count == 4 {
			if end, be, ok := bracketed(s, y, runs[free]); ok && be == d.Year {
				d.End = end
				free++
			}
		}
		out = append(out, d)
	}
	return out
}

// isoDate reads year, month and day from the number at k on: 2024-11-21 or
// 2567/11/21.
func isoDate(s string, runs []digitRun, k int) (Date, bool) {
	if k+2 >= len(runs) || runs[k].count != 4 || runs[k+1].count > 2 || runs[k+2].count > 2 {
		return Date{}, false
	}
	y, m, d := runs[k], runs[k+1], runs[k+2]
	sep := s[y.end]
	if sep != '-' && sep != '/' || m.start != y.end+1 || d.start != m.end+1 || s[m.end] != sep || hangsBefore(s, y.start, "-/.") || hangsAfter(s, d.end, "-/") {
		return Date{}, false
	}
	if d.value == 0 {
		return Date{}, false
	}
	return newDate(y, noEra, m.value, d.value, y.start, d.end)
}

// numericDate reads day, month and year that end with the last number: 12/03/2563
// or 2-11-63. Two-digit years after dots are more often numbers of a list.
func numericDate(s string, runs []digitRun) (Date, bool) {
	if len(runs) < 3 {
		return Date{}, false
	}
	d, m, y := runs[len(runs)-3], runs[len(runs)-2], runs[len(runs)-1]
	if d.count > 2 || m.count > 2 || m.start-d.end > 3 || y.start-m.end > 3 {
		return Date{}, false
	}
	sep := strings.TrimSpace(s[d.end:m.start])
	if sep != strings.TrimSpace(s[m.end:y.start]) || len(sep) != 1 || !contains("/-.", sep[0]) || sep == "." && y.count == 2 {
		return Date{}, false
	}
	if d.value == 0 || sep != "/" && (m.start != d.end+1 || y.start != m.end+1) || hangsBefore(s, d.start, "/-.") || hangsAfter(s, y.end, "/-") {
		return Date{}, false
	}
	return newDate(y, noEra, m.value, d.value, d.start, y.end)
}

// wordDate reads the date whose year is the last number and whose month is a name.
func wordDate(s string, runs []digitRun) (Date, bool) {
	y := runs[len(runs)-1]
	at, e := eraBefore(s, y.start)
	at = spacesBefore(s, at)
	if j, ok := before(s, at, "ปี"); ok {
		at = spacesBefore(s, j)
	}
	at = joinerBefore(s, at)
	start, month, sure := monthBefore(s, at)
	if month == 0 {
		return englishUS(s, runs, at)
	}
	at = spacesBefore(s, start)
	if j, ok := before(s, at, "เดือน"); ok {
		at = spacesBefore(s, j)
	} else if at == start {
		at = joinerBefore(s, at)
	}
	at = ordinalBefore(s, at)
	if len(runs) > 1 {
		d := runs[len(runs)-2]
		if d.end == at && d.count <= 2 && d.value >= 1 && d.value <= 31 && !hangsBefore(s, d.start, ".,:") {
			day, from := d.value, d.start
			if len(runs) > 2 {
				if first := runs[len(runs)-3]; first.count <= 2 && first.value >= 1 && first.value < day && through(s[first.end:d.start]) && !hangsBefore(s, first.start, ".,:/-") {
					day, from = first.value, first.start
				}
			}
			return newDate(y, e, month, day, from, y.end)
		}
	}
	if !sure || y.count == 2 && (y.value < 40 || latin(rune(s[start]))) {
		return Date{}, false
	}
	return newDate(y, e, month, 0, start, y.end)
}

// englishUS reads November 21, 2024, whose year is the last number.
func englishUS(s string, runs []digitRun, at int) (Date, bool) {
	y := runs[len(runs)-1]
	if len(runs) < 2 || y.count != 4 || at == 0 {
		return Date{}, false
	}
	if s[at-1] == ',' {
		at--
	}
	d := runs[len(runs)-2]
	if ordinalBefore(s, at) != d.end || d.count > 2 || d.value < 1 {
		return Date{}, false
	}
	start, month, ok := monthBefore(s, spacesBefore(s, d.start))
	if !ok || !latin(rune(s[start])) {
		return Date{}, false
	}
	return newDate(y, noEra, month, d.value, start, y.end)
}

// joinerBefore skips one hyphen, slash or comma inside a date: 12-ก.พ.-63.
func joinerBefore(s string, i int) int {
	if i > 1 && (s[i-1] == '-' || s[i-1] == '/') && s[i-2] != ' ' {
		return i - 1
	}
	return i
}

// ordinalBefore skips the ending of an English ordinal.
func ordinalBefore(s string, i int) int {
	if i > 2 && digit(s[i-3]) {
		switch strings.ToLower(s[i-2 : i]) {
		case "st", "nd", "rd", "th":
			return i - 2
		}
	}
	return i
}

// through reports whether a text between two days makes one span or list of them.
func through(between string) bool {
	switch strings.TrimSpace(between) {
	case "-", "–", "—", "ถึง", "และ", ",":
		return true
	}
	return false
}

func newDate(y digitRun, e era, month, day, start, end int) (Date, bool) {
	be, guessed, ok := yearBE(y.value, y.count, e, day > 0)
	if !ok || month < 1 || month > 12 || day < 0 || day > daysIn(month, be) {
		return Date{}, false
	}
	return Date{Year: be, Month: month, Day: day, Guessed: guessed, Start: start, End: end}, true
}

// yearBE turns a year as written into the Buddhist Era. In a full date, two
// digits may also be the Common Era's.
func yearBE(n, count int, e era, full bool) (be int, guessed, ok bool) {
	if count == 2 {
		switch {
		case e == common, e == noEra && full && n >= 20 && n <= 29:
			return 2000 + n + 543, true, true
		case n >= 40 && n <= 79:
			return 2500 + n, true, true
		}
		return 0, true, false
	}
	if count != 4 {
		return 0, false, false
	}
	if e == common || e == noEra && n >= 1900 && n <= 2099 {
		n += 543
	}
	return n, false, n >= 2400 && n <= 2699
}

func daysIn(month, be int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		ce := be - 543
		if ce%4 == 0 && (ce%100 != 0 || ce%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
