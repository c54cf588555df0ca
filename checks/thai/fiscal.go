package thai

import (
	"fmt"
	"time"
)

var monthNames = [...]string{"", "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"}
var monthShort = [...]string{"", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."}

var bangkok = time.FixedZone("Asia/Bangkok", 7*60*60)

// Bangkok is the time zone in which days and fiscal years are decided: UTC+7,
// without daylight saving since 1920, so that no zone database is needed.
func Bangkok() *time.Location { return bangkok }

// MonthName gives the Thai name of a month, 1 to 12; "" outside.
func MonthName(m int) string {
	if m < 1 || m > 12 {
		return ""
	}
	return monthNames[m]
}

// FiscalYear gives the fiscal year (BE) of a date: October to December belong
// to the next.
func (d Date) FiscalYear() int {
	if d.Month >= 10 {
		return d.Year + 1
	}
	return d.Year
}

// FiscalYearOf gives the fiscal year (BE) of a moment in Bangkok.
func FiscalYearOf(t time.Time) int {
	t = t.In(bangkok)
	return Date{Year: t.Year() + 543, Month: int(t.Month())}.FiscalYear()
}

// FiscalYearSpan gives the first and the last second of a fiscal year (BE):
// 1 October of the year before to 30 September.
func FiscalYearSpan(fy int) (from, to time.Time) {
	ce := fy - 543
	from = time.Date(ce-1, time.October, 1, 0, 0, 0, 0, bangkok)
	return from, time.Date(ce, time.October, 1, 0, 0, 0, 0, bangkok).Add(-time.Second)
}

// ElapsedMonths lists the months of a fiscal year whose last day, plus the
// grace, has passed.
func ElapsedMonths(fy int, asOf time.Time, graceDays int) []Month {
	from, _ := FiscalYearSpan(fy)
	var out []Month
	for i := range 12 {
		next := from.AddDate(0, i+1, 0)
		if asOf.In(bangkok).Before(next.AddDate(0, 0, graceDays)) {
			break
		}
		m := from.AddDate(0, i, 0)
		out = append(out, Month{Year: m.Year() + 543, Month: int(m.Month())})
	}
	return out
}

// ElapsedQuarters lists the quarters (1–4) of a fiscal year whose last day, plus
// the grace, has passed.
func ElapsedQuarters(fy int, asOf time.Time, graceDays int) []int {
	var out []int
	for q := 1; q <= len(ElapsedMonths(fy, asOf, graceDays))/3; q++ {
		out = append(out, q)
	}
	return out
}

// FormatDate writes a day as offices do in tables: 23 พ.ย. 2569.
func FormatDate(t time.Time) string {
	t = t.In(bangkok)
	return fmt.Sprintf("%d %s %d", t.Day(), monthShort[t.Month()], t.Year()+543)
}

// FormatDateLong writes a day in full: 23 พฤศจิกายน 2569.
func FormatDateLong(t time.Time) string {
	t = t.In(bangkok)
	return fmt.Sprintf("%d %s %d", t.Day(), monthNames[t.Month()], t.Year()+543)
}
