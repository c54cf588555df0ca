package review

import (
	"errors"
	"math"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

// What is wrong with a date.
var (
	errNoDay   = errors.New("อ่านวันที่ไม่ออก")
	errNotADay = errors.New("ไม่มีวันนี้ในปฏิทิน")
	errFarDay  = errors.New("ปีอยู่นอกช่วงที่เป็นไปได้")
)

// The years (CE) that an answer may have.
const (
	firstYear = 2000
	lastYear  = 2199
	buddhist  = 543
	leastBE   = firstYear + buddhist
	// serial1904 is how far the dates of workbooks that count from 1904 lie behind.
	serial1904 = 1462
)

// dayOfSerial reads a date that is kept as a number: days since 30 December 1899.
// Where somebody typed a year of the Buddhist Era and the program took it for one
// of the common era, the year was meant.
func dayOfSerial(serial float64, from1904 bool) (time.Time, error) {
	if from1904 {
		serial += serial1904
	}
	if math.IsNaN(serial) || serial < 1 || serial >= 2_958_466 { // 1 January 1900 to the end of 9999
		return time.Time{}, errFarDay
	}
	at := time.Date(1899, 12, 30, 0, 0, 0, 0, thai.Bangkok()).AddDate(0, 0, int(serial))
	return day(at.Year(), int(at.Month()), at.Day())
}

// dayOfText reads a date as people write it: of either era, with Thai digits,
// month names, or as numbers with the day first.
func dayOfText(text string) (time.Time, error) {
	s := strings.TrimSpace(strings.NewReplacer("\u00a0", " ", "\u200b", "", "\ufeff", "").Replace(text))
	if len(s) > 100 {
		return time.Time{}, errNoDay
	}
	// ISO moments, as some programs save dates.
	if at, err := time.Parse("2006-01-02T15:04:05", strings.TrimSuffix(s, "Z")); err == nil {
		return day(at.Year(), int(at.Month()), at.Day())
	}
	if at, err := time.Parse(time.DateTime, s); err == nil {
		return day(at.Year(), int(at.Month()), at.Day())
	}
	found := thai.Dates(s)
	if len(found) != 1 || found[0].Day == 0 {
		if len(found) == 0 && looksNumeric(s) {
			return time.Time{}, errNotADay
		}
		return time.Time{}, errNoDay
	}
	d := found[0]
	before := strings.TrimSpace(s[:d.Start])
	for _, word := range []string{"เมื่อ", "วันที่", "ที่"} {
		before = strings.TrimSpace(strings.TrimPrefix(before, word))
	}
	if before != "" || strings.Trim(s[d.End:], " .") != "" {
		return time.Time{}, errNoDay // something else stands there too
	}
	return day(d.Year, d.Month, d.Day)
}

// looksNumeric reports whether a text has the shape of a date in numbers.
func looksNumeric(s string) bool {
	return strings.Count(s, "/") == 2 || strings.Count(s, "-") == 2
}

// day makes a day in Bangkok; years that can only be meant as Buddhist ones are.
func day(year, month, d int) (time.Time, error) {
	if year >= leastBE {
		year -= buddhist
	}
	if year < firstYear || year > lastYear {
		return time.Time{}, errFarDay
	}
	at := time.Date(year, time.Month(month), d, 0, 0, 0, 0, thai.Bangkok())
	if at.Day() != d || int(at.Month()) != month {
		return time.Time{}, errNotADay
	}
	return at, nil
}
