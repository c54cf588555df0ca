package review

import (
	"errors"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

func TestDayOfText(t *testing.T) {
	for text, want := range map[string]string{
		"23/11/2569": "2026-11-23", "23-11-2569": "2026-11-23", "23/11/2026": "2026-11-23", "2026-11-23": "2026-11-23", "2569-11-23": "2026-11-23",
		"๒๓/๑๑/๒๕๖๙": "2026-11-23", "๒๓ พ.ย. ๒๕๖๙": "2026-11-23", "23 พฤศจิกายน 2569": "2026-11-23", "23 พฤศจิกายน พ.ศ. 2569": "2026-11-23",
		"วันที่ 23 พ.ย. 2569": "2026-11-23", " 23 พ.ย.69 ": "2026-11-23", "1 ก.พ. 2567": "2024-02-01", "29/2/2567": "2024-02-29", "23 November 2026": "2026-11-23",
		"2026-11-23T00:00:00": "2026-11-23", "2026-11-23 14:05:00": "2026-11-23", "23\u00a0พ.ย.\u00a02569": "2026-11-23",
	} {
		got, err := dayOfText(text)
		if err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": errNoDay, "พรุ่งนี้": errNoDay, "พ.ย. 2569": errNoDay, "23/11/2569 และ 24/11/2569": errNoDay, "ประมาณ 23 พ.ย. 2569": errNoDay, "31/2/2569": errNotADay,
		"29/2/2569": errNotADay, "23/11/1569": errNotADay, "2569": errNoDay,
	} {
		if got, err := dayOfText(text); !errors.Is(err, want) {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestDayOfSerial(t *testing.T) {
	for _, c := range []struct {
		serial   float64
		from1904 bool
		want     string
	}{
		{46349, false, "2026-11-23"}, {46349.75, false, "2026-11-23"}, {46349 - 1462, true, "2026-11-23"},
		{244676, false, "2026-11-23"}, // 23 November of the year 2569, as a program took it
		{45351, false, "2024-02-29"},
	} {
		got, err := dayOfSerial(c.serial, c.from1904)
		if err != nil || got.Format(time.DateOnly) != c.want {
			t.Errorf("%v: %v, %v; want %s", c.serial, got, err, c.want)
		}
	}
	for _, serial := range []float64{0, -5, 1, 23112569, 20261123, 1e300} {
		if got, err := dayOfSerial(serial, false); err == nil {
			t.Errorf("%v is read as %v", serial, got)
		}
	}
}

func FuzzDayOfText(f *testing.F) {
	for _, s := range []string{"23/11/2569", "๒๓ พ.ย. ๖๙", "2026-11-23T00:00:00", "29 ก.พ. 2567", "\xff\xfe", "วันที่ 1 ที่ 2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := dayOfText(s)
		if err != nil {
			return
		}
		if at.Year() < firstYear || at.Year() > lastYear || at.Location().String() != thai.Bangkok().String() {
			t.Fatalf("%q is read as %v", s, at)
		}
		// What is read is the same day however it is written back.
		again, err := dayOfText(at.Format("2/1/") + time.Date(at.Year()+buddhist, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
		if err != nil || !again.Equal(at) {
			t.Fatalf("%q is %v, and written back %v, %v", s, at, again, err)
		}
	})
}
