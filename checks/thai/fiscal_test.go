package thai_test

import (
	"slices"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

func TestFiscalYearOf(t *testing.T) {
	for moment, want := range map[string]int{
		"2020-11-02T00:00:00+07:00": 2564, "2025-11-15T12:00:00+07:00": 2569, "2026-09-30T23:59:59+07:00": 2569, "2026-10-01T00:00:00+07:00": 2570,
		// the year turns at 17:00 in Greenwich
		"2026-09-30T16:59:59Z": 2569, "2026-09-30T17:00:00Z": 2570, "2026-10-01T00:00:00+09:00": 2569,
	} {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if got := thai.FiscalYearOf(at); got != want {
			t.Errorf("FiscalYearOf(%s) = %d, want %d", moment, got, want)
		}
	}
}

func TestFiscalYearSpan(t *testing.T) {
	for fy := 2550; fy <= 2580; fy++ {
		from, to := thai.FiscalYearSpan(fy)
		if thai.FiscalYearOf(from) != fy || thai.FiscalYearOf(to) != fy || thai.FiscalYearOf(from.Add(-time.Second)) != fy-1 || thai.FiscalYearOf(to.Add(time.Second)) != fy+1 {
			t.Errorf("%d runs from %s to %s", fy, from, to)
		}
		if from.In(time.UTC).Hour() != 17 {
			t.Errorf("%d begins at %s", fy, from.In(time.UTC))
		}
	}
}

func TestDateFiscalYear(t *testing.T) {
	for month, want := range map[int]int{1: 2569, 9: 2569, 10: 2570, 12: 2570} {
		if got := (thai.Date{Year: 2569, Month: month}).FiscalYear(); got != want {
			t.Errorf("month %d of 2569: %d, want %d", month, got, want)
		}
	}
}

func TestElapsed(t *testing.T) {
	at := func(s string) time.Time {
		d, err := time.ParseInLocation(time.DateTime, s, thai.Bangkok())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		asOf     string
		grace    int
		months   int
		last     thai.Month
		quarters []int
	}{
		{"2025-09-15 00:00:00", 0, 0, thai.Month{}, nil},
		{"2025-10-31 23:59:59", 0, 0, thai.Month{}, nil},
		{"2025-11-01 00:00:00", 0, 1, thai.Month{Year: 2568, Month: 10}, nil},
		{"2025-11-09 23:00:00", 9, 0, thai.Month{}, nil},
		{"2025-11-10 00:00:00", 9, 1, thai.Month{Year: 2568, Month: 10}, nil},
		{"2026-01-01 00:00:00", 0, 3, thai.Month{Year: 2568, Month: 12}, []int{1}},
		{"2026-02-28 12:00:00", 0, 4, thai.Month{Year: 2569, Month: 1}, []int{1}},
		{"2026-07-15 00:00:00", 0, 9, thai.Month{Year: 2569, Month: 6}, []int{1, 2, 3}},
		{"2030-01-01 00:00:00", 0, 12, thai.Month{Year: 2569, Month: 9}, []int{1, 2, 3, 4}},
	} {
		months := thai.ElapsedMonths(2569, at(c.asOf), c.grace)
		if len(months) != c.months || len(months) > 0 && months[len(months)-1] != c.last {
			t.Errorf("as of %s with %d days of grace: %v", c.asOf, c.grace, months)
		}
		if got := thai.ElapsedQuarters(2569, at(c.asOf), c.grace); !slices.Equal(got, c.quarters) {
			t.Errorf("as of %s: quarters %v, want %v", c.asOf, got, c.quarters)
		}
	}
	if got := thai.ElapsedMonths(2569, time.Date(2025, 10, 31, 17, 0, 0, 0, time.UTC), 0); len(got) != 1 {
		t.Errorf("October ends at 17:00 in Greenwich: %v", got)
	}
}

func TestFormat(t *testing.T) {
	at := time.Date(2026, 11, 22, 17, 30, 0, 0, time.UTC) // the 23rd in Bangkok
	if got := thai.FormatDate(at); got != "23 พ.ย. 2569" {
		t.Error(got)
	}
	if got := thai.FormatDateLong(at); got != "23 พฤศจิกายน 2569" {
		t.Error(got)
	}
	if thai.MonthName(1) != "มกราคม" || thai.MonthName(12) != "ธันวาคม" || thai.MonthName(0)+thai.MonthName(13) != "" {
		t.Error("MonthName")
	}
}
