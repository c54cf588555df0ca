package thai

import (
	"strings"
	"unicode/utf8"
)

// Year is a year as written in a text, outside any date or range.
type Year struct {
	BE         int
	Fiscal     bool // called a fiscal year: ปีงบประมาณ, งบประมาณ, ปีงบ
	Guessed    bool // written with two digits
	Conflict   bool // given in both eras, and they disagree
	Start, End int  // byte offsets, with the words that call it a year
}

// Range is a span of years.
type Range struct {
	From, To   int // Buddhist Era, From < To
	Guessed    bool
	Start, End int
}

// longestRange is the longest span of years taken as one, in years: the national
// strategy runs for twenty.
const longestRange = 25

// Ranges finds spans of years, such as 2566-2570, "พ.ศ. ๒๕๖๖ ถึง ๒๕๗๐" or "ปี
// 66-70", and those of two dates, as the fiscal years that lie within: "ตุลาคม
// 2555 – กันยายน 2558" is 2556 to 2558.
func Ranges(s string) []Range {
	var room [fewRuns]digitRun
	runs := digitRuns(s, room[:])
	if len(runs) < 2 {
		return nil
	}
	return rangesIn(s, runs, datesIn(s, runs))
}

func rangesIn(s string, runs []digitRun, dates []Date) []Range {
	var out []Range
	inDate := 0
	for k := 0; k+1 < len(runs); k++ {
		a, b := runs[k], runs[k+1]
		for inDate < len(dates) && dates[inDate].End <= a.start {
			inDate++
		}
		if inDate < len(dates) && dates[inDate].Start <= a.start {
			if d := dates[inDate]; d.End == a.end && inDate+1 < len(dates) && dates[inDate+1].Start <= b.start {
				if g, ok := dateRange(s, d, dates[inDate+1]); ok {
					out = append(out, g)
				}
			}
			continue
		}
		if g, ok := yearRange(s, a, b); ok {
			out = append(out, g)
			k++
		}
	}
	return out
}

// dateRange makes a span of two dates that are joined; one inside a single
// fiscal year is none.
func dateRange(s string, a, b Date) (Range, bool) {
	between := s[a.End:b.Start]
	if !spanning(strings.TrimSuffix(strings.TrimSpace(between), "วันที่")) {
		return Range{}, false
	}
	from, to := a.FiscalYear(), b.Year
	return Range{From: from, To: to, Guessed: a.Guessed || b.Guessed, Start: a.Start, End: b.End}, to > from && to-from <= longestRange
}

// spanning reports whether a text between two years or dates joins them to a span.
func spanning(between string) bool {
	between = strings.TrimSpace(strings.TrimLeft(between, ") "))
	for _, joiner := range [...]string{"-", "–", "—", "−", "~", "จนถึง", "ถึง", "to"} {
		if rest, ok := strings.CutPrefix(between, joiner); ok {
			rest = strings.TrimLeft(rest, "( ")
			at, _ := eraBefore(rest, len(rest))
			rest = strings.TrimSpace(rest[:at])
			return rest == "" || rest == "ปี" || rest == "ปีงบประมาณ" || rest == "ปี งบประมาณ" || rest == "เดือน"
		}
	}
	return false
}

func yearRange(s string, a, b digitRun) (Range, bool) {
	if b.start-a.end > 60 || !spanning(s[a.end:b.start]) || hangsBefore(s, a.start, "-/.,") || hangsAfter(s, b.end, "-/.,") {
		return Range{}, false
	}
	start, called := yearWords(s, a.start)
	if a.count == 2 && called == notCalled || a.count != 4 && a.count != 2 {
		return Range{}, false
	}
	from, g1, ok1 := yearBE(a.value, a.count, eraOf(s, a.start), false)
	to, g2, ok2 := yearBE(b.value, b.count, eraOf(s, b.start), false)
	if !ok1 || !ok2 || to <= from || to-from > longestRange {
		return Range{}, false
	}
	return Range{From: from, To: to, Guessed: g1 || g2, Start: start, End: b.end}, true
}

func eraOf(s string, i int) era {
	_, e := eraBefore(s, i)
	return e
}

// calling is what the words before a number make of it.
type calling uint8

const (
	notCalled calling = iota
	calledPlan
	calledYear
	calledFiscal
)

// yearWords reads the words before a number that call it a year, an era
// included, and gives where they begin.
func yearWords(s string, i int) (start int, what calling) {
	start = i
	at, e := eraBefore(s, i)
	if e != noEra {
		start, what = at, calledYear
	}
	for range 5 {
		at = spacesBefore(s, at)
		if at > 0 && (s[at-1] == ':' || s[at-1] == '(') {
			at = spacesBefore(s, at-1)
		}
		j, found := at, notCalled
		if k, ok := wordBefore(s, at, "งบประมาณ"); ok {
			j, found = k, calledFiscal
		} else if k, ok := wordBefore(s, at, "ปงบ"); ok {
			j, found = k, calledFiscal
		} else if k, ok := wordBefore(s, at, "ประจาป"); ok {
			j, found = k, calledYear
		} else if k, ok := before(s, at, "ปี"); ok {
			j, found = k, calledYear
		} else if k, ok := wordBefore(s, at, "รายจาย"); ok && what >= calledYear {
			j, found = k, calledYear
		}
		if found == notCalled {
			break
		}
		start, at, what = j, j, max(what, found)
	}
	if what == notCalled {
		what = planWords(s, spacesBefore(s, i))
	}
	return start, what
}

// planWords looks for what makes two digits a year although they are not called
// one: the list of the integrity assessment, or a plan.
func planWords(s string, i int) calling {
	for _, word := range [...]string{"moit", "ita", "plan"} {
		if _, ok := before(s, i, word); ok {
			return calledPlan
		}
	}
	j := i
	for range 30 {
		r, n := utf8.DecodeLastRuneInString(s[:j])
		if !isThai(r) || r >= '๐' && r <= '๙' {
			return notCalled
		}
		j -= n
		if strings.HasPrefix(s[j:i], "แผน") || strings.HasPrefix(s[j:i], "รอบ") && strings.HasSuffix(s[j:i], "ปี") {
			return calledPlan
		}
	}
	return notCalled
}

// Years finds the years in a text that stand outside its dates and ranges. Two
// digits count only after a word that calls them a year or a plan.
func Years(s string) []Year {
	var room [fewRuns]digitRun
	runs := digitRuns(s, room[:])
	if len(runs) == 0 {
		return nil
	}
	dates := datesIn(s, runs)
	ranges := rangesIn(s, runs, dates)
	var out []Year
	d, g := 0, 0
	for k := 0; k < len(runs); k++ {
		r := runs[k]
		for d < len(dates) && dates[d].End <= r.start {
			d++
		}
		for g < len(ranges) && ranges[g].End <= r.start {
			g++
		}
		if d < len(dates) && dates[d].Start < r.end || g < len(ranges) && ranges[g].Start < r.end {
			continue
		}
		y, ok := yearAt(s, runs, k)
		if !ok {
			continue
		}
		if k+1 < len(runs) {
			if end, other, ok := bracketed(s, r, runs[k+1]); ok {
				y.Conflict = other != y.BE
				y.End = end
				k++
			}
		}
		if n := len(out); n > 0 && out[n-1].Fiscal && listed(s[out[n-1].End:y.Start]) {
			y.Fiscal = true
		}
		out = append(out, y)
	}
	return out
}

func yearAt(s string, runs []digitRun, k int) (Year, bool) {
	r := runs[k]
	if r.count != 4 && r.count != 2 || hangsBefore(s, r.start, ",.") || hangsAfter(s, r.end, ",.") {
		return Year{}, false
	}
	if r.count == 4 && (hangsBefore(s, r.start, "-") && hangsAfter(s, r.end, "-") || telephone(s, runs, k)) {
		return Year{}, false
	}
	start, called := yearWords(s, r.start)
	if r.count == 2 && (called == notCalled || counted(s[r.end:]) || hangsAfter(s, r.end, "-/:")) {
		return Year{}, false
	}
	be, guessed, ok := yearBE(r.value, r.count, eraOf(s, r.start), false)
	if !ok || be < 2440 || be > 2620 {
		return Year{}, false
	}
	return Year{BE: be, Fiscal: called == calledFiscal, Guessed: guessed, Start: start, End: r.end}, true
}

// telephone reports whether four digits stand inside a number as 0 2590 1000 does.
func telephone(s string, runs []digitRun, k int) bool {
	if k == 0 || k+1 >= len(runs) {
		return false
	}
	a, r, b := runs[k-1], runs[k], runs[k+1]
	near := func(i, j int) bool { return strings.Trim(s[i:j], " -\u00A0") == "" }
	return a.count <= 3 && (s[a.start] == '0' || strings.HasPrefix(s[a.start:], "๐")) && b.count >= 3 && b.count <= 4 && near(a.end, r.start) && near(r.end, b.start)
}

// bracketed reads the same year in the other era, as in 2558 (2015).
func bracketed(s string, a, b digitRun) (end, be int, ok bool) {
	if b.count != 4 || b.start-a.end > 20 {
		return 0, 0, false
	}
	at, e := eraBefore(s, b.start)
	if at < a.end || strings.TrimSpace(s[a.end:at]) != "(" {
		return 0, 0, false
	}
	rest := strings.TrimLeft(s[b.end:], " ")
	if !strings.HasPrefix(rest, ")") || (a.value < 2400) == (b.value < 2400) {
		return 0, 0, false
	}
	be, _, ok = yearBE(b.value, 4, e, false)
	return len(s) - len(rest) + 1, be, ok
}

func listed(between string) bool {
	switch strings.TrimSpace(between) {
	case "และ", ",", "กับ", "หรือ", "/":
		return true
	}
	return false
}

// counted reports whether what follows a number makes it an amount: "แผน 20 ปี".
func counted(rest string) bool {
	rest = strings.TrimLeft(rest, " \u00A0")
	for _, unit := range [...]string{"ปี", "วัน", "คน", "ราย", "แห่ง", "หน้า", "บาท", "%", "ครั้ง", "ชั่วโมง", "เดือน", "นาที", "ข้อ", "ตัว", "โครงการ", "ร้อยละ", "เปอร์เซ็น", "เรื่อง", "ฉบับ", "เล่ม", "ล้าน", "พัน"} {
		if strings.HasPrefix(rest, unit) {
			return true
		}
	}
	return false
}
