package match

import (
	"slices"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

func TestYearsOf(t *testing.T) {
	for text, want := range map[string][]int{
		"แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2569": {2569},
		"รายงานผล ปี 2568 ตามแผนปีงบประมาณ 2569":     {2569, 2568}, // said outright comes first
		"ประกาศ ณ วันที่ 15 ตุลาคม 2568":             {2569},       // a date counts by its fiscal year
		"ประกาศ ณ วันที่ 15 กันยายน 2568":            {2568},
		"ประกาศ ณ วันที่ 15 ตุลาคม 2568 แผนปี 2570":  {2570},
		"2558 (2016)":      nil, // given twice, and differently
		"โทร. 0 2590 1000": nil, "ยุทธศาสตร์ 20 ปี": nil, "": nil,
	} {
		if got := yearsOf(text); !slices.Equal(got, want) {
			t.Errorf("yearsOf(%q) = %v, want %v", text, got, want)
		}
	}
}

// proofOf stages a file with a name and a text, and what leads to it.
func proofOf(name, text, label, context string) (*view, proof) {
	site := &checks.Site{Home: exampleHome}
	b := &staging{site: site}
	b.page(exampleHome, "")
	key := b.file(name, "", "", text)
	site.Index()
	v := newView(&Matcher{lex: newLexicon(newPhrases())}, site, When{FiscalYear: exampleYear})
	return v, proof{s: v.find(key), label: label, context: context}
}

// TestReadingOrder holds the order of signals: inside, label, file name, around.
func TestReadingOrder(t *testing.T) {
	for _, c := range []struct {
		name, file, inside, label, context string
		years                              []int
		ranges                             [][2]int
		conflict, guessed                  bool
	}{
		{name: "all agree", file: "plan2569.pdf", inside: "แผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2569", label: "แผนปี 2569", years: []int{2569}},
		{name: "the document over the name of its file", file: "plan2568.pdf", inside: "แผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2569", years: []int{2569}},
		{name: "a fiscal year over a date", file: "a.pdf", inside: "ลงวันที่ 3 มีนาคม 2568\nแผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2569", years: []int{2569}},
		{name: "a date is read as its fiscal year", file: "a.pdf", inside: "ประกาศ ณ วันที่ 3 พฤศจิกายน 2568", years: []int{2569}},
		{name: "label and document disagree", file: "a.pdf", inside: "แผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2568", label: "แผนปี 2569", years: []int{2568}, conflict: true},
		{name: "label and file name disagree", file: "plan2567.pdf", label: "แผนปี 2569", years: []int{2569}, conflict: true},
		{name: "the label alone", file: "a.pdf", label: "แผนปี 2569", context: "ปี 2568", years: []int{2569}},
		{name: "the file name alone", file: "MOIT2-69-9.pdf", context: "ปี 2568", years: []int{2569}, guessed: true},
		{name: "what stands around", file: "a.pdf", context: "แผนปีงบประมาณ 2568", years: []int{2568}},
		{name: "nothing", file: "a.pdf"},
		{name: "a span inside", file: "strategy.pdf", inside: "แผนยุทธศาสตร์ พ.ศ. 2566 - 2570", ranges: [][2]int{{2566, 2570}}},
		{name: "a span in the name", file: "strategy66-70.pdf", ranges: [][2]int{{2566, 2570}}},
		{name: "the span inside over that of the name", file: "strategy61-65.pdf", inside: "แผนยุทธศาสตร์ พ.ศ. 2566 - 2570", ranges: [][2]int{{2566, 2570}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, p := proofOf(c.file, c.inside, c.label, c.context)
			got := v.read(p)
			var spans [][2]int
			for _, g := range got.ranges {
				spans = append(spans, [2]int{g.From, g.To})
			}
			if !slices.Equal(got.years, c.years) || !slices.Equal(spans, c.ranges) || got.conflict != c.conflict || got.guessed != c.guessed {
				t.Errorf("years %v, spans %v, conflict %v, guessed %v; want %v, %v, %v, %v", got.years, spans, got.conflict, got.guessed, c.years, c.ranges, c.conflict, c.guessed)
			}
		})
	}
}

func TestJudgeYears(t *testing.T) {
	june := When{AsOf: time.Date(2026, time.June, 15, 0, 0, 0, 0, thai.Bangkok()), FiscalYear: 2569}
	november := When{AsOf: time.Date(2025, time.November, 15, 0, 0, 0, 0, thai.Bangkok()), FiscalYear: 2569}
	years := func(ys ...int) reading { return reading{years: ys} }
	span := func(from, to int) reading { return reading{ranges: []thai.Range{{From: from, To: to}}} }
	for _, c := range []struct {
		name    string
		period  rules.Period
		when    When
		read    reading
		verdict checks.Verdict
		reason  checks.Reason
	}{
		{"the running year", rules.PeriodCurrent, june, years(2569), checks.Found, ""},
		{"the running year among others", rules.PeriodCurrent, june, years(2566, 2569), checks.Found, ""},
		{"last year's in June", rules.PeriodCurrent, june, years(2568), checks.WrongPeriod, checks.YearOutside},
		{"last year's in the first quarter", rules.PeriodCurrent, november, years(2568), checks.NotYetDue, ""},
		{"older in the first quarter", rules.PeriodCurrent, november, years(2567), checks.WrongPeriod, checks.YearOutside},
		{"next year's", rules.PeriodCurrent, june, years(2570), checks.WrongPeriod, checks.YearOutside},
		{"no year", rules.PeriodCurrent, june, reading{}, checks.NeedsEyes, checks.NoDate},
		{"label and file disagree", rules.PeriodCurrent, june, reading{years: []int{2569}, conflict: true}, checks.NeedsEyes, checks.LabelConflict},
		{"the year before", rules.PeriodPrevious, june, years(2568), checks.Found, ""},
		{"the running year where the last is asked", rules.PeriodPrevious, june, years(2569), checks.WrongPeriod, checks.YearOutside},
		{"either, this", rules.PeriodEither, june, years(2569), checks.Found, ""},
		{"either, last", rules.PeriodEither, june, years(2568), checks.Found, ""},
		{"either, older", rules.PeriodEither, june, years(2567), checks.WrongPeriod, checks.YearOutside},
		{"a span covers", rules.PeriodCover, june, span(2566, 2570), checks.Found, ""},
		{"a span ends this year", rules.PeriodCover, june, span(2565, 2569), checks.Found, ""},
		{"a span has ended", rules.PeriodCover, june, span(2561, 2565), checks.WrongPeriod, checks.YearOutside},
		{"a span of two dates covers", rules.PeriodCover, june, reading{ranges: thai.Ranges("ตุลาคม 2565 – กันยายน 2570")}, checks.Found, ""},
		{"a single year in place of a span", rules.PeriodCover, june, years(2569), checks.Found, ""},
		{"an old single year in place of a span", rules.PeriodCover, june, years(2562), checks.WrongPeriod, checks.YearOutside},
		{"no date needed", rules.PeriodNone, june, reading{}, checks.Found, ""},
		{"true today", rules.PeriodIncumbent, june, reading{}, checks.Found, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := judgeYears(c.period, c.when, c.read); got.verdict != c.verdict || got.reason != c.reason {
				t.Errorf("%s (%s), want %s (%s)", got.verdict, got.reason, c.verdict, c.reason)
			}
		})
	}
}

func TestFirstQuarter(t *testing.T) {
	for moment, want := range map[string]bool{
		"2025-09-30T16:59:59Z": false, "2025-09-30T17:00:00Z": true, "2025-12-31T16:59:59Z": true, "2025-12-31T17:00:00Z": false,
		"2026-11-01T00:00:00Z": false, // of the next year
	} {
		at, err := time.Parse(time.RFC3339, moment)
		if err != nil {
			t.Fatal(err)
		}
		if got := firstQuarter(When{AsOf: at, FiscalYear: 2569}); got != want {
			t.Errorf("%s: %v", moment, got)
		}
	}
}

func TestMonthsIn(t *testing.T) {
	month := func(y, m int) thai.Month { return thai.Month{Year: y, Month: m} }
	link := func(label, file, text string) rules.ExampleLink {
		return rules.ExampleLink{Text: label, To: "file", Name: file, Body: text}
	}
	for _, c := range []struct {
		name, heading string
		links         []rules.ExampleLink
		want          []thai.Month
	}{
		{"by their labels", "สขร.1", []rules.ExampleLink{link("สขร.1 เดือนตุลาคม 2568", "a.pdf", ""), link("สขร.1 ม.ค. 69", "b.pdf", "")}, []thai.Month{month(2568, 10), month(2569, 1)}},
		{"labels without a year stand under the heading's fiscal year", "สขร.1 ปีงบประมาณ 2569", []rules.ExampleLink{link("ตุลาคม", "a.pdf", ""), link("มกราคม", "b.pdf", "")}, []thai.Month{month(2568, 10), month(2569, 1)}},
		{"by their files' names", "สขร.1", []rules.ExampleLink{link("ดาวน์โหลด", "skr1-6812.pdf", ""), link("ดาวน์โหลด", "sk1-6901.pdf", "")}, []thai.Month{month(2568, 12), month(2569, 1)}},
		{"by the head of the file", "สขร.1", []rules.ExampleLink{link("ดาวน์โหลด", "a.pdf", "สรุปผลการจัดซื้อจัดจ้างประจำเดือน กุมภาพันธ์ 2569")}, []thai.Month{month(2569, 2)}},
		{"none said", "สขร.1", []rules.ExampleLink{link("ดาวน์โหลด", "a.pdf", "สรุปผล")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _, _ := monthsIn(pageBody(rules.ExamplePage{Heading: c.heading, Links: c.links}))
			var list []thai.Month
			for m := range got {
				list = append(list, m)
			}
			slices.SortFunc(list, func(a, b thai.Month) int { return a.Year*12 + a.Month - b.Year*12 - b.Month })
			if !slices.Equal(list, c.want) {
				t.Errorf("months %v, want %v", list, c.want)
			}
		})
	}
}
