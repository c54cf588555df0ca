package thai

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Date is a day or a month as written in a text.
type Date struct {
	Year       int  // Buddhist Era
	Month      int  // 1–12
	Day        int  // 1–31; 0 where only the month is given
	Guessed    bool // the year was written with two digits
	Start, End int  // byte offsets in the text
}

// Year is a year as written in a text, outside any date or range.
type Year struct {
	BE         int
	Fiscal     bool // called a fiscal year: ปีงบประมาณ, งบประมาณ, ปีงบ
	Guessed    bool // written with two digits
	Conflict   bool // given in both eras, and they disagree
	Start, End int
}

// Range is a span of years.
type Range struct {
	From, To   int // Buddhist Era, From < To
	Guessed    bool
	Start, End int
}

const era = `(?:(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|b\.?e\.?|a\.?d\.?)\s*)?`

// Month names, and abbreviations whose dots and spaces are often missing; the
// dotted form is needed where no day stands before it.
const (
	monthFull = `มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|กรกฏาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม`
	monthAbbr = `ม\s?\.?\s?ค\.?|ก\s?\.?\s?พ\.?|มี\s?\.?\s?ค\.?|เม\s?\.?\s?ย\.?|พ\s?\.?\s?ค\.?|มิ\s?\.?\s?ย\.?|ก\s?\.?\s?ค\.?|ส\s?\.?\s?ค\.?|ก\s?\.?\s?ย\.?|ต\s?\.?\s?ค\.?|พ\s?\.?\s?ย\.?|ธ\s?\.?\s?ค\.?`
	monthDot  = `ม\.\s?ค\.?|ก\.\s?พ\.?|มี\.\s?ค\.?|เม\.\s?ย\.?|พ\.\s?ค\.?|มิ\.\s?ย\.?|ก\.\s?ค\.?|ส\.\s?ค\.?|ก\.\s?ย\.?|ต\.\s?ค\.?|พ\.\s?ย\.?|ธ\.\s?ค\.?`
	monthEng  = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`
)

var (
	dayMonthYear = regexp.MustCompile(`([0-9]{1,2})\s*(?:(?:-|–|ถึง|และ|,)\s*[0-9]{1,2}\s*)?(?:เดือน\s*)?(` + monthFull + `|` + monthAbbr + `)\s*(` + era + `)([0-9]{4}|[0-9]{2})`)
	monthYear    = regexp.MustCompile(`(` + monthFull + `|` + monthDot + `)\s*(?:ปี\s*)?(` + era + `)([0-9]{4}|[0-9]{2})`)
	numericDate  = regexp.MustCompile(`([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})`)
	isoDate      = regexp.MustCompile(`([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})`)
	englishDate  = regexp.MustCompile(`(?i)([0-9]{1,2})(?:st|nd|rd|th)?\s+(` + monthEng + `)\.?,?\s+([0-9]{4})`)
	englishDate2 = regexp.MustCompile(`(?i)(` + monthEng + `)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})`)
)

// ascii turns Thai digits into ASCII ones and gives, for each byte of the
// result, the offset of its character in s, plus one entry for the end.
func ascii(s string) (string, []int) {
	plain := true
	for i := 0; i+2 < len(s); i++ {
		if s[i] == 0xE0 && s[i+1] == 0xB9 && s[i+2] >= 0x90 && s[i+2] <= 0x99 {
			plain = false
			break
		}
	}
	if plain {
		return s, nil
	}
	out := make([]byte, 0, len(s))
	at := make([]int, 0, len(s)+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= '๐' && r <= '๙' {
			out, at = append(out, byte('0'+r-'๐')), append(at, i)
		} else {
			for k := range n {
				out, at = append(out, s[i+k]), append(at, i+k)
			}
		}
		i += n
	}
	return string(out), append(at, len(s))
}

func offset(at []int, i int) int {
	if at == nil {
		return i
	}
	return at[i]
}

// Dates finds the dates in a text, in order and without overlap: Thai and
// English month names, numeric dates with the day first, ISO dates, months with
// a year. Impossible days are refused. พ.ศ. and ค.ศ. force the era; without
// them 24xx–26xx is BE and 19xx–20xx is CE. Two digits count as BE 25xx from 40
// to 79 and are otherwise no year (domain handbook §6).
func Dates(s string) []Date {
	if !hasDigit(s) {
		return nil
	}
	t, at := ascii(s)
	var out []Date
	add := func(m []int, day, month int, eraText, year string) {
		start, end := m[0], m[1]
		if end < len(t) && digit(t[end]) || start > 0 && digit(t[start-1]) && digit(t[start]) {
			return
		}
		be, guessed, ok := yearBE(year, eraText)
		if !ok || month < 1 || month > 12 || day < 0 || day > daysIn(month, be) {
			return
		}
		out = append(out, Date{Year: be, Month: month, Day: day, Guessed: guessed, Start: start, End: end})
	}
	for _, m := range dayMonthYear.FindAllStringSubmatchIndex(t, -1) {
		day := number(t[m[2]:m[3]])
		if day == 0 {
			continue
		}
		add(m, day, monthNumber(t[m[4]:m[5]]), t[m[6]:m[7]], t[m[8]:m[9]])
	}
	for _, m := range monthYear.FindAllStringSubmatchIndex(t, -1) {
		add(m, 0, monthNumber(t[m[2]:m[3]]), t[m[4]:m[5]], t[m[6]:m[7]])
	}
	for _, m := range numericDate.FindAllStringSubmatchIndex(t, -1) {
		if y := t[m[8]:m[9]]; len(y) == 2 && t[m[4]:m[5]] == "." {
			continue // 17.5.69 is more often a number of a list
		}
		if day := number(t[m[2]:m[3]]); day > 0 {
			add(m, day, number(t[m[6]:m[7]]), "", t[m[8]:m[9]])
		}
	}
	for _, m := range isoDate.FindAllStringSubmatchIndex(t, -1) {
		if day := number(t[m[6]:m[7]]); day > 0 {
			add(m, day, number(t[m[4]:m[5]]), "", t[m[2]:m[3]])
		}
	}
	for _, m := range englishDate.FindAllStringSubmatchIndex(t, -1) {
		add(m, number(t[m[2]:m[3]]), monthEnglish(t[m[4]:m[5]]), "", t[m[6]:m[7]])
	}
	for _, m := range englishDate2.FindAllStringSubmatchIndex(t, -1) {
		add(m, number(t[m[4]:m[5]]), monthEnglish(t[m[2]:m[3]]), "", t[m[6]:m[7]])
	}
	slices.SortFunc(out, func(a, b Date) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	kept := out[:0]
	end := -1
	for _, d := range out {
		if d.Start >= end {
			kept = append(kept, d)
			end = d.End
		}
	}
	for i := range kept {
		kept[i].Start, kept[i].End = offset(at, kept[i].Start), offset(at, kept[i].End)
	}
	return kept
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if digit(s[i]) || s[i] == 0xB9 && i+1 < len(s) && s[i+1] >= 0x90 && s[i+1] <= 0x99 {
			return true
		}
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// yearBE turns a year as written into the Buddhist Era.
func yearBE(year, eraText string) (be int, guessed, ok bool) {
	n := number(year)
	e := strings.ToLower(strings.NewReplacer(".", "", " ", "").Replace(eraText))
	if len(year) == 2 {
		if n >= 40 && n <= 79 && e != "คศ" && e != "ad" {
			return 2500 + n, true, true
		}
		return 0, true, false
	}
	switch {
	case e == "คศ" || e == "ad":
		n += 543
	case e == "พศ" || e == "be":
	case n >= 1900 && n <= 2099:
		n += 543
	}
	return n, false, n >= 2400 && n <= 2699
}

var monthKeys = []string{"", "มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"}

func monthNumber(s string) int {
	s = strings.ReplaceAll(s, "กรกฏาคม", "กรกฎาคม")
	for m := 1; m <= 12; m++ {
		if s == monthNames[m] {
			return m
		}
	}
	key := strings.NewReplacer(".", "", " ", "", "\u00a0", "").Replace(s)
	return slices.Index(monthKeys, key)
}

func monthEnglish(s string) int {
	return 1 + slices.Index([]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}, strings.ToLower(s[:3]))
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

var (
	yearPattern  = regexp.MustCompile(`(ปีงบประมาณ|งบประมาณ|ปีงบ|ประจำปี|ปี)?\s*(?:(?:รายจ่าย|ประจำปี)\s*)?(` + era + `)([0-9]{4})(?:\s*\(\s*(?:ค\.?\s?ศ\.?\s*|พ\.?\s?ศ\.?\s*)?([0-9]{4})\s*\))?`)
	shortYear    = regexp.MustCompile(`(?i)(ปีงบประมาณ|งบประมาณ|ปีงบ|ประจำปี|ปี|พ\.\s?ศ\.|แผน[ก-๎]{0,24}|ita|moit|รอบ[ก-๎]{0,10}ปี)\s*(?:พ\.?\s?ศ\.?\s*)?([0-9]{2})`)
	rangePattern = regexp.MustCompile(`(?:([0-9]{4})|(?:ปี|พ\.\s?ศ\.|แผน[ก-๎]{0,24})\s*([0-9]{2}))\s*(?:-|–|—|ถึง|~)\s*(?:ปี\s*)?` + era + `([0-9]{4}|[0-9]{2})`)
)

// Ranges finds spans of years, such as 2566-2570, "พ.ศ. ๒๕๖๖ ถึง ๒๕๗๐" or "ปี 66-70".
func Ranges(s string) []Range {
	if !hasDigit(s) {
		return nil
	}
	t, at := ascii(s)
	var out []Range
	for _, m := range rangePattern.FindAllStringSubmatchIndex(t, -1) {
		if m[1] < len(t) && digit(t[m[1]]) || m[0] > 0 && digit(t[m[0]-1]) && digit(t[m[0]]) {
			continue
		}
		if m[1]+1 < len(t) && (t[m[1]] == '/' || t[m[1]] == '-') && digit(t[m[1]+1]) {
			continue
		}
		from := ""
		if m[2] >= 0 {
			from = t[m[2]:m[3]]
		} else {
			from = t[m[4]:m[5]]
		}
		a, g1, ok1 := yearBE(from, "")
		b, g2, ok2 := yearBE(t[m[6]:m[7]], "")
		if !ok1 || !ok2 || b <= a || b-a > 25 {
			continue
		}
		out = append(out, Range{From: a, To: b, Guessed: g1 || g2, Start: offset(at, m[0]), End: offset(at, m[1])})
	}
	return out
}

// Years finds the years in a text that stand outside its dates and ranges. Two
// digits count only after a word that calls them a year or a plan.
func Years(s string) []Year {
	if !hasDigit(s) {
		return nil
	}
	t, at := ascii(s)
	taken := make([][2]int, 0, 8)
	for _, d := range Dates(t) {
		taken = append(taken, [2]int{d.Start, d.End})
	}
	for _, r := range Ranges(t) {
		taken = append(taken, [2]int{r.Start, r.End})
	}
	free := func(i, j int) bool {
		for _, span := range taken {
			if i < span[1] && j > span[0] {
				return false
			}
		}
		return true
	}
	var out []Year
	for _, m := range yearPattern.FindAllStringSubmatchIndex(t, -1) {
		if !free(m[6], m[7]) || joined(t, m[6], m[7]) {
			continue
		}
		be, _, ok := yearBE(t[m[6]:m[7]], t[m[4]:m[5]])
		if !ok || be < 2440 || be > 2620 {
			continue
		}
		y := Year{BE: be, Start: offset(at, m[0]), End: offset(at, m[1])}
		if m[2] >= 0 {
			y.Fiscal = strings.Contains(t[m[2]:m[3]], "งบ")
		}
		if m[8] >= 0 {
			if other, _, ok := yearBE(t[m[8]:m[9]], ""); ok {
				y.Conflict = other != be
			}
		}
		if !y.Fiscal {
			y.Fiscal = strings.HasSuffix(strings.TrimRight(t[:m[0]], " "), "งบประมาณ")
		}
		out = append(out, y)
	}
	for _, m := range shortYear.FindAllStringSubmatchIndex(t, -1) {
		if !free(m[4], m[5]) || joined(t, m[4], m[5]) || m[1] < len(t) && digit(t[m[1]]) {
			continue
		}
		be, _, ok := yearBE(t[m[4]:m[5]], "")
		if !ok {
			continue
		}
		out = append(out, Year{BE: be, Guessed: true, Fiscal: strings.Contains(t[m[2]:m[3]], "งบ"), Start: offset(at, m[0]), End: offset(at, m[1])})
	}
	slices.SortStableFunc(out, func(a, b Year) int { return a.Start - b.Start })
	return out
}

// joined reports whether the digits at i:j are part of a longer number, of an
// amount or of a telephone number.
func joined(t string, i, j int) bool {
	if i > 0 && digit(t[i-1]) || j < len(t) && digit(t[j]) {
		return true
	}
	if i > 1 && (t[i-1] == ',' || t[i-1] == '.') && digit(t[i-2]) {
		return true
	}
	return j+1 < len(t) && (t[j] == ',' || t[j] == '.') && digit(t[j+1])
}
