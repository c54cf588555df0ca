package reports

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// bangkok is the zone in which days are decided; Thailand keeps no daylight
// saving time, so no zone database is needed.
func bangkok() *time.Location { return time.FixedZone("Asia/Bangkok", 7*60*60) }

// local puts a moment into Bangkok's time of day; no moment stays none.
func local(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.In(bangkok())
}

// buddhist is how far the Buddhist Era is ahead of the common one.
const buddhist = 543

var (
	monthsShort = [12]string{"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."}
	monthsLong  = [12]string{"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"}
)

// day writes a date: "23 พ.ย. 2569" or "23 Nov 2026"; "" for no date.
func (t tongue) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(bangkok())
	if t == english {
		return at.Format("2 Jan 2006")
	}
	return fmt.Sprintf("%d %s %d", at.Day(), monthsShort[at.Month()-1], at.Year()+buddhist)
}

// longDay writes a date in full: "23 พฤศจิกายน 2569".
func (t tongue) longDay(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(bangkok())
	if t == english {
		return at.Format("2 January 2006")
	}
	return fmt.Sprintf("%d %s %d", at.Day(), monthsLong[at.Month()-1], at.Year()+buddhist)
}

// DayText writes a date in full, in a language: "23 พฤศจิกายน 2569".
func DayText(at time.Time, lang string) string {
	t, _ := tongueOf(lang)
	return t.longDay(at)
}

// clock writes the time of day: "10.05 น." or "10:05".
func (t tongue) clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(bangkok())
	if t == english {
		return at.Format("15:04")
	}
	return at.Format("15.04") + " น."
}

// moment writes date and time.
func (t tongue) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return t.day(at) + " " + t.clock(at)
}

// fiscal writes a fiscal year (BE) with its span.
func (t tongue) fiscal(fy int) string {
	if fy == 0 {
		return ""
	}
	if t == english {
		return fmt.Sprintf("fiscal year %d BE (1 Oct %d – 30 Sep %d)", fy, fy-buddhist-1, fy-buddhist)
	}
	return fmt.Sprintf("ปีงบประมาณ %d (1 ต.ค. %d – 30 ก.ย. %d)", fy, fy-1, fy)
}

// Number writes a count as reports do: 1,234.
func Number(n int) string { return number(int64(n)) }

// number writes a whole number with separators: 1,234.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// years joins fiscal years: "2567, 2568".
func years(list []int) string {
	var out []string
	for _, y := range list {
		if y > 0 {
			out = append(out, strconv.Itoa(y))
		}
	}
	return strings.Join(out, ", ")
}

// size writes bytes as people do: "12.4 MB".
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return number(n) + " B"
}
