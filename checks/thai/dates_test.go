package thai_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks/thai"
)

func day(y, m, d int) thai.Date { return thai.Date{Year: y, Month: m, Day: d} }

func guessed(d thai.Date) thai.Date {
	d.Guessed = true
	return d
}

var noOffsets = cmp.Options{cmpopts.IgnoreFields(thai.Date{}, "Start", "End"), cmpopts.IgnoreFields(thai.Year{}, "Start", "End"), cmpopts.IgnoreFields(thai.Range{}, "Start", "End"), cmpopts.EquateEmpty()}

func TestDates(t *testing.T) {
	for text, want := range map[string][]thai.Date{
		// spellings seen
		"๒ พฤศจิกายน ๒๕๖๓": {day(2563, 11, 2)},
		"12/03/2563":     {day(2563, 3, 12)},
		"12 / 03 / 2563": {day(2563, 3, 12)},
		"13/10/2559":     {day(2559, 10, 13)},
		"2-11-63":        {guessed(day(2563, 11, 2))},
		"12.03.2563":     {day(2563, 3, 12)},
		"29 พ.ค. 58":     {guessed(day(2558, 5, 29))},
		"24 ส.ค.66":      {guessed(day(2566, 8, 24))},
		"24ส.ค.66":       {guessed(day(2566, 8, 24))},
		"5 มี.ค. 2567":   {day(2567, 3, 5)},
		"5 ม. ค. 2567":   {day(2567, 1, 5)},
		"5 กพ 67":        {guessed(day(2567, 2, 5))},
		"12-ก.พ.-63":     {guessed(day(2563, 2, 12))},
		"4 สิงหาคม 2568 เวลา 10.00 น.":    {day(2568, 8, 4)},
		"วันที่ ๑ เดือน มกราคม พ.ศ. ๒๕๖๒": {day(2562, 1, 1)},
		"30 กันยายน พ.ศ.2562":             {day(2562, 9, 30)},
		"21 November 2024":                {day(2567, 11, 21)},
		"21st Nov. 2024":                  {day(2567, 11, 21)},
		"November 21, 2024":               {day(2567, 11, 21)},
		"November 21st, 2024":             {day(2567, 11, 21)},
		"13 May 2562":                     {day(2562, 5, 13)},
		"13-May-62":                       {guessed(day(2562, 5, 13))},
		"2024-11-21":                      {day(2567, 11, 21)},
		"2024-11-21T09:30:00+07:00":       {day(2567, 11, 21)},
		"2567-11-21":                      {day(2567, 11, 21)},
		"2024/1/9":                        {day(2567, 1, 9)},
		"15/11/25":                        {guessed(day(2568, 11, 15))}, // CE of two digits
		"15 พ.ย. ค.ศ. 2019":               {day(2562, 11, 15)},
		"ตุลาคม 2555":                     {day(2555, 10, 0)},
		"ประจำเดือนตุลาคม พ.ศ. 2568":            {day(2568, 10, 0)},
		"เดือน ต.ค.68":                          {guessed(day(2568, 10, 0))},
		"กรกฏาคม 2564":                          {day(2564, 7, 0)},
		"December 2568":                         {day(2568, 12, 0)},
		"256๓ ๑๒/๐๓/256๓":                       {day(2563, 3, 12)},
		"29 กุมภาพันธ์ 2567":                    {day(2567, 2, 29)},
		"ลงวันที่ 3\u00A0ธันวาคม\u00A02568":     {day(2568, 12, 3)},
		"4 - 6 สิงหาคม 2568":                    {day(2568, 8, 4)},
		"4–6 ส.ค. 2568":                         {day(2568, 8, 4)},
		"๔ และ ๕ สิงหาคม ๒๕๖๘":                  {day(2568, 8, 4)},
		"ข้อ 5, 3 สิงหาคม 2568":                 {day(2568, 8, 3)},
		"30 กันยายน - 2 ตุลาคม 2568":            {day(2568, 10, 2)},
		"ตุลาคม 2555– กันยายน 2558":             {day(2555, 10, 0), day(2558, 9, 0)},
		"1 ตุลาคม 2561 – 30 กันยายน 2562":       {day(2561, 10, 1), day(2562, 9, 30)},
		"ประกาศ 1/2/2563 และ 3/4/2564":          {day(2563, 2, 1), day(2564, 4, 3)},
		"โพสต์ 8 มีนาคม 2569 แก้ไข 9 มีนาคม 69": {day(2569, 3, 8), guessed(day(2569, 3, 9))},
		// damaged text
		"13 มถนายน 2567":      {day(2567, 6, 13)},
		"13 กมภาพนธ 2567":     {day(2567, 2, 13)},
		"13 พฤศจิกำยน 2567":   {day(2567, 11, 13)},
		"13 ธันวา คม 2567":    {day(2567, 12, 13)},
		"๑๓ สิงหาคม\n๒๕๖๗":    {day(2567, 8, 13)},
		"1 ม\u200B.ค. 2567 x": nil,
		// what is no date
		"31 กุมภาพันธ์ 2563": nil, "31/02/2563": nil, "29/02/2566": nil, "0/1/2563": nil, "12/13/2563": nil, "32/1/2563": nil,
		"03/31/2563": nil, "17.5.69": nil, "1-2-3-2563": nil, "10.1.12.2563": nil, "12/03/25632": nil, "112/03/2563": nil, "12/03/0": nil,
		"กระทรวงคมนาคม 2562":       nil,
		"สำนักงาน ก.พ. 2565":       nil,
		"12 กพ 10":                 nil,
		"ปี 2567":                  nil,
		"คำสั่งที่ 12/2567":        nil,
		"โทร 0 2590 1000":          nil,
		"3 สิงหาคม 15":             nil,
		"15/11/85":                 nil,
		"summar 2567 demarch 2024": nil,
		"MOIT 2 ข้อ 12":            nil,
		"":                         nil,
	} {
		if diff := cmp.Diff(want, thai.Dates(text), noOffsets); diff != "" {
			t.Errorf("Dates(%q) (-want +got):\n%s", text, diff)
		}
	}
}

func TestDateOffsets(t *testing.T) {
	text := "เมื่อวันที่ ๔ สิงหาคม พ.ศ. ๒๕๖๘ เวลา ๑๐.๐๐ น. และ (12/03/2563)"
	var got []string
	for _, d := range thai.Dates(text) {
		got = append(got, text[d.Start:d.End])
	}
	if want := []string{"๔ สิงหาคม พ.ศ. ๒๕๖๘", "12/03/2563"}; !slices.Equal(got, want) {
		t.Errorf("dates at %q, want %q", got, want)
	}
}

// TestDatesRoundTrip writes every day of thirty years in every usual way and
// reads it back.
func TestDatesRoundTrip(t *testing.T) {
	digits := strings.NewReplacer("0", "๐", "1", "๑", "2", "๒", "3", "๓", "4", "๔", "5", "๕", "6", "๖", "7", "๗", "8", "๘", "9", "๙")
	for d := time.Date(2550-543, 1, 1, 12, 0, 0, 0, thai.Bangkok()); d.Year()+543 <= 2580; d = d.AddDate(0, 0, 1) {
		want := day(d.Year()+543, int(d.Month()), d.Day())
		for _, s := range []string{
			thai.FormatDate(d), thai.FormatDateLong(d), digits.Replace(thai.FormatDateLong(d)), d.Format(time.DateOnly), d.Format("2 January 2006"), d.Format("January 2, 2006"),
			fmt.Sprintf("%d/%02d/%d", want.Day, want.Month, want.Year), fmt.Sprintf("%d-%d-%d", want.Day, want.Month, want.Year),
			fmt.Sprintf("%d %s พ.ศ. %d", want.Day, thai.MonthName(want.Month), want.Year),
		} {
			if got := thai.Dates("ลงวันที่ " + s + " เวลา 09.00 น."); len(got) != 1 || got[0].Year != want.Year || got[0].Month != want.Month || got[0].Day != want.Day || got[0].Guessed {
				t.Fatalf("Dates(%q) = %+v", s, got)
			}
		}
	}
}

func TestYears(t *testing.T) {
	year := func(be int) thai.Year { return thai.Year{BE: be} }
	fiscal := func(be int) thai.Year { return thai.Year{BE: be, Fiscal: true} }
	two := func(y thai.Year) thai.Year { y.Guessed = true; return y }
	for text, want := range map[string][]thai.Year{
		"ปีงบประมาณ พ.ศ. 2565":             {fiscal(2565)},
		"ปีงบประมาณพ.ศ.๒๕๖๕":               {fiscal(2565)},
		"ประจำปีงบประมาณ พ.ศ. 2565":        {fiscal(2565)},
		"ปีงบประมาณ : 2565":                {fiscal(2565)},
		"ปีงบ 2569":                        {fiscal(2569)},
		"งบประมาณ พ.ศ. 2566":               {fiscal(2566)},
		"งบประมาณรายจ่ายประจำปี 2566":      {fiscal(2566)},
		"งบประมาณรายจ่ายประจำปี พ.ศ. ๒๕๖๖": {fiscal(2566)},
		"ประจำปี 2569":                     {year(2569)},
		"แผนปฏิบัติการประจำปี 2569":        {year(2569)},
		"ปี 2567": {year(2567)},
		"พ.ร.บ.ข้อมูลข่าวสาร พ.ศ. 2540": {year(2540)},
		"ITA 2568":          {year(2568)},
		"คำสั่งที่ 12/2567": {year(2567)},
		"ปีงบประมาณ 2567 และ 2568": {fiscal(2567), fiscal(2568)},
		"2558 (2015)":      {year(2558)},
		"2015 (พ.ศ. 2558)": {year(2558)},
		"2558 (2016)":      {{BE: 2558, Conflict: true}},
		"ค.ศ. 2024":        {year(2567)},
		"พ.ศ. 2024":        nil, // no such year in that era
		"© 2024 สำนักงาน":  {year(2567)},
		"256๓":             {year(2563)},
		"ปีงบประมำณ ๒๕๖๗":                     {fiscal(2567)},
		"ป งบประมาณ 2567":                     {fiscal(2567)},
		"ประจ าปี 2567 งบประมาณ ประจ าปี2566": {year(2567), fiscal(2566)},
		// two digits
		"ปีงบประมาณ 69": {two(fiscal(2569))},
		"ปี 69":         {two(year(2569))},
		"ปีงบ 69":       {two(fiscal(2569))},
		"พ.ศ. ๖๙":       {two(year(2569))},
		"MOIT 69":       {two(year(2569))},
		"แผนปฏิบัติราชการ 69": {two(year(2569))},
		"แผน67":             {two(year(2567))},
		"รอบ 6 เดือน ปี 67": {two(year(2567))},
		"69":                nil,
		"ห้อง 69":           nil,
		"อายุ 60 ปี":        nil,
		"แผน 20 ปี":         nil,
		"แผนพัฒนาครู 60 คน": nil,
		"ปี 25":      nil,
		"ประวัติ 65": nil,
		"ผลสำรวจปี 2568 ร้อยละ 65.50": {year(2568)},
		"ข้อ 9-69-1":                  nil,
		"ปี 69.5":                     nil,
		"benita 65":                   nil,
		"2,567 บาท 12,567.00 2567.50": nil,
		"โทร. 0 2590 1000":            nil,
		"โทร. 02-2567-1234":           nil,
		"25555 542":                   nil,
		"1 ตุลาคม 2561 – 30 กันยายน 2562": nil,
		"พ.ศ. 2566 - 2570":                 nil,
		"ปี 2566-2570 และปี 2571":          {year(2571)},
		"ลงวันที่ 3 ม.ค. 2569 ปีงบฯ":       nil,
		"ปีงบประมาณ 2569 (ต.ค. 68-ก.ย.69)": {fiscal(2569)},
		"": nil,
	} {
		if diff := cmp.Diff(want, thai.Years(text), noOffsets); diff != "" {
			t.Errorf("Years(%q) (-want +got):\n%s", text, diff)
		}
	}
}

func TestRanges(t *testing.T) {
	span := func(from, to int) thai.Range { return thai.Range{From: from, To: to} }
	two := func(g thai.Range) thai.Range { g.Guessed = true; return g }
	for text, want := range map[string][]thai.Range{
		"พ.ศ. 2566 - 2570": {span(2566, 2570)}, "๒๕๖๖–๒๕๗๐": {span(2566, 2570)}, "2566 ถึง 2570": {span(2566, 2570)}, "(พ.ศ. 2566 – พ.ศ. 2570)": {span(2566, 2570)},
		"ปีงบประมาณ 2566 ถึงปีงบประมาณ 2570": {span(2566, 2570)}, "ค.ศ. 2023 - 2027": {span(2566, 2570)}, "2566-70": {two(span(2566, 2570))},
		"ปี 66-70": {two(span(2566, 2570))}, "แผนยุทธศาสตร์ 66-70": {two(span(2566, 2570))},
		"ยุทธศาสตร์ชาติ 20 ปี (พ.ศ. 2561 - 2580)": {span(2561, 2580)},
		// two dates, in fiscal years
		"ตุลาคม 2555– กันยายน 2558":          {span(2556, 2558)},
		"1 ตุลาคม 2561 – 30 กันยายน 2562":    nil,
		"1 ต.ค. 2565 ถึงวันที่ 30 ก.ย. 2570": {span(2566, 2570)},
		"1 มกราคม 2566 และ 31 ธันวาคม 2568":  nil,
		"12 สิงหาคม 2566 - 14 สิงหาคม 2566":  nil,
		"1 มกราคม 2566 - 31 ธันวาคม 2568":    {span(2566, 2568)},
		"ปี 2565-2566 ปี 2567-2568":          {span(2565, 2566), span(2567, 2568)},
		"66-70":                              nil,
		"ข้อ 66-70":                          nil,
		"2570-2566":                          nil,
		"2566 2570":                          nil,
		"2566/2570":                          nil,
		"2024-11-21":                         nil,
		"0-2566-2570":                        nil,
		"2566-2570-1":                        nil,
		"2400-2600":                          nil,
		"โทร 0-4466-2570":                    nil,
		"ประกาศที่ 1/2566 - 2570":            nil,
	} {
		if diff := cmp.Diff(want, thai.Ranges(text), noOffsets); diff != "" {
			t.Errorf("Ranges(%q) (-want +got):\n%s", text, diff)
		}
	}
}

func TestFiles(t *testing.T) {
	type read struct {
		Years  []int
		Ranges [][2]int
		Months []thai.Month
	}
	for name, want := range map[string]read{
		"MOIT2-69-9.pdf":  {Years: []int{2569}},
		"plan67-22.pdf":   {Years: []int{2567}},
		"MOIT4.2-67P.pdf": {Years: []int{2567}},
		"MOIT3-66.pdf":    {Years: []int{2566}},
		"แผนปฏิบัติราชการ๒๕๖๙.pdf": {Years: []int{2569}},
		"budget2569.xlsx":           {Years: []int{2569}},
		"docs/2566/report-2568.pdf": {Years: []int{2568}},
		"report_2567_2569.pdf":      {Ranges: [][2]int{{2567, 2569}}},
		"annual-report-2024.pdf":    {Years: []int{2567}},
		"satisfaction68.pdf":        {Years: []int{2568}},
		"strategy-2566-2570.pdf":    {Ranges: [][2]int{{2566, 2570}}},
		"strategy66-70.pdf":         {Ranges: [][2]int{{2566, 2570}}},
		"แผน 2566 - 2570.pdf":       {Ranges: [][2]int{{2566, 2570}}},
		"strategy 2566 2570.pdf":    {Ranges: [][2]int{{2566, 2570}}},
		"sk1 2569 02.pdf":           {Years: []int{2569}, Months: []thai.Month{{Year: 2569, Month: 2}}},
		"plan2566to2570.docx":       {Ranges: [][2]int{{2566, 2570}}},
		"skr1-6812.pdf":             {Years: []int{2569}, Months: []thai.Month{{Year: 2568, Month: 12}}},
		"sk1-6810.pdf":              {Years: []int{2569}, Months: []thai.Month{{Year: 2568, Month: 10}}},
		"98-6903.pdf":               {Years: []int{2569}, Months: []thai.Month{{Year: 2569, Month: 3}}},
		"egp691112.pdf":             {Years: []int{2570}, Months: []thai.Month{{Year: 2569, Month: 11}}},
		"ann-690211.pdf":            {Years: []int{2569}, Months: []thai.Month{{Year: 2569, Month: 2}}},
		"sk1-2569-02.pdf":           {Years: []int{2569}, Months: []thai.Month{{Year: 2569, Month: 2}}},
		"25690211_notice.pdf":       {Years: []int{2569}, Months: []thai.Month{{Year: 2569, Month: 2}}},
		"สขร1-ม.ค.69.pdf":           {Years: []int{2569}, Months: []thai.Month{{Year: 2569, Month: 1}}},
		"สขร1_ตุลาคม_2568.pdf":      {Years: []int{2569}, Months: []thai.Month{{Year: 2568, Month: 10}}},
		"sk1-oct68.pdf":             {Years: []int{2569}, Months: []thai.Month{{Year: 2568, Month: 10}}},
		"6810_6811.pdf":             {Years: []int{2569, 2569}, Months: []thai.Month{{Year: 2568, Month: 10}, {Year: 2568, Month: 11}}},
		"20190830165912.pdf":        {},
		"file_20190830.pdf":         {},
		"1690212345.pdf":            {},
		"IMG_4501.jpg":              {},
		"img-65.jpg":                {},
		"98-64.pdf":                 {},
		"scan65.pdf":                {},
		"form45.pdf":                {},
		"sop-45-69.pdf":             {Years: []int{2569}},
		"690231.pdf":                {},
		"manual.pdf":                {},
		"plan":                      {},
		"":                          {},
		"C:\\work\\plan2568.pdf":    {Years: []int{2568}},
		"phone-0374456789.pdf":      {},
		"2567-2566.pdf":             {Years: []int{2567, 2566}},
		"notice-25691301.pdf":       {},
		"law-oia2540.pdf":           {Years: []int{2540}},
		"รายงานผลการดำเนินงานปี 67.docx": {Years: []int{2567}},
	} {
		var got read
		for _, y := range thai.FileYears(name) {
			got.Years = append(got.Years, y.BE)
		}
		for _, g := range thai.FileRanges(name) {
			got.Ranges = append(got.Ranges, [2]int{g.From, g.To})
		}
		got.Months = thai.FileMonths(name)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
}

func TestIDCard(t *testing.T) {
	// made up: twelve digits and the check digit that fits them
	for s, want := range map[string]bool{"1-1111-11111-11-9": true, "๑๑๑๑๑๑๑๑๑๑๑๑๙": true, "1111111111118": false, "9111111111119": false, "111111111111": false, "11111111111x9": false, "": false} {
		if got := thai.IDCard(s); got != want {
			t.Errorf("IDCard(%q) = %v", s, got)
		}
	}
}

func checkTimes(t fataler, s string) {
	span := func(kind string, start, end int) {
		if start < 0 || start >= end || end > len(s) {
			t.Fatalf("%s at %d:%d of %d bytes %q", kind, start, end, len(s), s)
		}
		if utf8.ValidString(s) && !utf8.ValidString(s[start:end]) {
			t.Fatalf("%s cuts a letter: %q of %q", kind, s[start:end], s)
		}
	}
	last := 0
	for _, d := range thai.Dates(s) {
		span("date", d.Start, d.End)
		if d.Start < last {
			t.Fatalf("dates overlap in %q", s)
		}
		last = d.End
		if d.Year < 2400 || d.Year > 2699 || d.Month < 1 || d.Month > 12 || d.Day < 0 || d.Day > 31 {
			t.Fatalf("impossible date %+v in %q", d, s)
		}
		if d.Day > 0 {
			if real := time.Date(d.Year-543, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC); real.Day() != d.Day {
				t.Fatalf("no such day: %+v in %q", d, s)
			}
		}
	}
	for _, y := range thai.Years(s) {
		span("year", y.Start, y.End)
		if y.BE < 2440 || y.BE > 2620 {
			t.Fatalf("year %+v in %q", y, s)
		}
	}
	for _, g := range thai.Ranges(s) {
		span("range", g.Start, g.End)
		if g.From >= g.To {
			t.Fatalf("range %+v in %q", g, s)
		}
	}
	for _, y := range thai.FileYears(s) {
		if y.Start < 0 || y.End < y.Start {
			t.Fatalf("file year %+v in %q", y, s)
		}
	}
	for _, m := range thai.FileMonths(s) {
		if m.Month < 1 || m.Month > 12 || m.Year < 2540 || m.Year > 2699 {
			t.Fatalf("file month %+v in %q", m, s)
		}
	}
	thai.FileRanges(s)
	thai.IDCard(s)
}

func TestTimesOfAnyText(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"1", "31", "29", "69", "25", "2567", "๒๕๖๙", "256๓", "2024", "0", "/", "-", ".", " ", "–", "ถึง", "(", ")", "ปี", "ปีงบประมาณ ", "พ.ศ. ", "ค.ศ.", "มกราคม", "ก.พ.", "มี.ค.", "กพ", "May ", "November ", "st", ",", "แผน", "MOIT", "เดือน", "\u00A0", "_", "sk1-6810"}),
		anyText(),
	)
	rapid.Check(t, func(t *rapid.T) {
		checkTimes(t, strings.Join(rapid.SliceOfN(piece, 0, 14).Draw(t, "pieces"), ""))
	})
}

// TestTimesReadThaiDigitsAlike: a text means the same in Thai digits.
func TestTimesReadThaiDigitsAlike(t *testing.T) {
	digits := strings.NewReplacer("0", "๐", "1", "๑", "2", "๒", "3", "๓", "4", "๔", "5", "๕", "6", "๖", "7", "๗", "8", "๘", "9", "๙")
	for _, s := range []string{"12/03/2563", "2-11-63", "2567-11-21", "29 พ.ค. 58", "ปีงบประมาณ พ.ศ. 2565", "ปี 66-70", "2558 (2015)", "โทร. 0 2590 1000", "แผน 20 ปี", "2,567.50", "1 ตุลาคม 2561 – 30 กันยายน 2570"} {
		th := digits.Replace(s)
		if diff := cmp.Diff(thai.Dates(s), thai.Dates(th), noOffsets); diff != "" {
			t.Errorf("Dates(%q), Dates(%q):\n%s", s, th, diff)
		}
		if diff := cmp.Diff(thai.Years(s), thai.Years(th), noOffsets); diff != "" {
			t.Errorf("Years(%q), Years(%q):\n%s", s, th, diff)
		}
		if diff := cmp.Diff(thai.Ranges(s), thai.Ranges(th), noOffsets); diff != "" {
			t.Errorf("Ranges(%q), Ranges(%q):\n%s", s, th, diff)
		}
	}
}

func FuzzTimes(f *testing.F) {
	for _, s := range []string{"", "๒ พ.ย. ๖๓", "2-11-63", "2024-11-21", "November 21, 2024", "ปี 66-70", "2558 (2015)", "ตุลาคม 2555– กันยายน 2558", "MOIT2-69-9.pdf", "sk1-6810_6811", "\xE0\xB9\x90\xE0", "25", ".2567", "คม2567", "1 ค. 2567"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTimes(t, s) })
}
