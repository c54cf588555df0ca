package match

import "testing"

func TestSeeAmounts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		min        int
		want       bool
	}{
		{"in thousands", "งบดำเนินงาน 350,000", 0, true},
		{"Thai figures with satang", "งบลงทุน ๑๒๐,๐๐๐.๐๐", 0, true},
		{"with its unit", "ค่าวัสดุ 900 บาท", 0, true},
		{"a worksheet's plain figures", "| รายการ | จำนวนเงิน |\n| งบดำเนินงาน | 350000 |", 0, true},
		{"two wanted, two there", "งบดำเนินงาน 350,000 งบลงทุน 120,000", 2, true},
		{"two wanted, one there", "งบดำเนินงาน 350,000", 2, false},
		{"persons", "ประชากร 41,200 คน", 0, false},
		{"households and places", "6,310 ครัวเรือน ใน 1,058 แห่ง", 0, false},
		{"a year in a table", "| ปีงบประมาณ | 2569 |\n| ปีก่อน | 2568 |", 0, false},
		{"a telephone number in a table", "| โทร | 0385412345 |\n| โทรสาร | 0385412346 |", 0, false},
		{"nothing", "ใช้จ่ายอย่างคุ้มค่า", 0, false},
	} {
		if got := seeAmounts(bodyOf(c.text), c.min); got.ok != c.want {
			t.Errorf("%s: seen %v, want %v", c.name, got.ok, c.want)
		}
	}
}

func TestSeeDates(t *testing.T) {
	for _, c := range []struct {
		name, text  string
		date, years bool
		list        int // dated entries that are there
	}{
		{"a short date", "29 พ.ค. 58", true, true, 1},
		{"figures with strokes", "12/03/2569", true, true, 1},
		{"a fiscal year", "ปีงบประมาณ พ.ศ. ๒๕๖๙", false, true, 0},
		{"a list", "- 4 สิงหาคม 2568 อบรม อสม.\n- 24 ส.ค.68 คัดกรองเบาหวาน", true, true, 2},
		{"no date", "ทุกวันจันทร์", false, false, 0},
		{"the day of change is no content", "ปรับปรุงล่าสุด 12 มีนาคม 2569", false, false, 0},
	} {
		b := bodyOf(c.text)
		if got := seeDate(b, 0); got.ok != c.date {
			t.Errorf("%s: date seen %v, want %v", c.name, got.ok, c.date)
		}
		if got := seeYears(b, 0); got.ok != c.years {
			t.Errorf("%s: year seen %v, want %v", c.name, got.ok, c.years)
		}
		if got := seeDatedList(b, max(c.list, 1)); got.ok != (c.list > 0) {
			t.Errorf("%s: %d dated entries seen %v", c.name, c.list, got.ok)
		}
		if got := seeDatedList(b, c.list+1); got.ok {
			t.Errorf("%s: more than %d dated entries seen", c.name, c.list)
		}
	}
}

func TestRowsTellOfMonths(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"month, winner and sum", "| เดือน | ผู้ชนะ | บาท |\n| ตุลาคม 2568 | ร้านหมึกพิมพ์ดี | 8,400 |\n| พฤศจิกายน 2568 | ร้านหมึกพิมพ์ดี | 900 |", 2},
		{"a day is one notice, not a month's summary", "| วันที่ | ผู้ชนะ | บาท |\n| 3 ตุลาคม 2568 | ร้านหมึกพิมพ์ดี | 8,400 |", 0},
		{"a month without a sum", "| เดือน | ผู้ชนะ |\n| ตุลาคม 2568 | ร้านหมึกพิมพ์ดี |", 0},
	} {
		months, _, _ := monthsIn(bodyOf(c.text))
		if len(months) != c.want {
			t.Errorf("%s: %d months, want %d", c.name, len(months), c.want)
		}
	}
}
