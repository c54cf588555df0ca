package match

import (
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

func TestQuartersIn(t *testing.T) {
	link := func(label, name, body string) []rules.ExampleLink {
		return []rules.ExampleLink{{Text: label, To: "file", Name: name, Body: body}}
	}
	for _, c := range []struct {
		name  string
		page  rules.ExamplePage
		first []thai.Month // the first month of each quarter met
	}{
		{"in the label", rules.ExamplePage{Heading: "ผลตามแผน", Text: "- [ไตรมาสที่ ๒ ปีงบประมาณ ๒๕๖๙]", Links: link("ไตรมาสที่ ๒ ปีงบประมาณ ๒๕๖๙", "a.pdf", "ผล")}, []thai.Month{{Year: 2569, Month: 1}}},
		{"the first lies in the year before", rules.ExamplePage{Heading: "ผลตามแผน", Text: "- [ไตรมาส 1/2569]", Links: link("ไตรมาส 1/2569", "a.pdf", "ผล")}, []thai.Month{{Year: 2568, Month: 10}}},
		{"in the head of the file", rules.ExamplePage{Heading: "ผลตามแผน", Text: "- [เปิด]", Links: link("เปิด", "a.pdf", "รายงานผลตามแผน ไตรมาสที่ 4\nปีงบประมาณ 2569")}, []thai.Month{{Year: 2569, Month: 7}}},
		{"under the year of its heading", rules.ExamplePage{Heading: "ผลตามแผน", Text: "# ปีงบประมาณ 2569\n- [ไตรมาสที่ 3]", Links: link("ไตรมาสที่ 3", "a.pdf", "ผล")}, []thai.Month{{Year: 2569, Month: 4}}},
		{"a label that opens nothing", rules.ExamplePage{Heading: "ผลตามแผน", Text: "- ไตรมาสที่ 1 ปีงบประมาณ 2569"}, nil},
		{"no year anywhere", rules.ExamplePage{Heading: "ผลตามแผน", Text: "- [ไตรมาสที่ 1]", Links: link("ไตรมาสที่ 1", "a.pdf", "ผล")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			months := map[thai.Month]bool{}
			quartersIn(pageBody(c.page), months)
			if len(months) != 3*len(c.first) {
				t.Fatalf("months %v, want those of %d quarters", months, len(c.first))
			}
			for _, m := range c.first {
				for k := range 3 {
					if !months[thai.Month{Year: m.Year, Month: m.Month + k}] {
						t.Errorf("month %d of %v is not among %v", k, m, months)
					}
				}
			}
		})
	}
}

func TestQuarterlyCountsWholeQuarters(t *testing.T) {
	due := append(quarterMonths(2569, 1), quarterMonths(2569, 2)...)
	due = append(due, thai.Month{Year: 2569, Month: 4}, thai.Month{Year: 2569, Month: 5}) // the third is not over
	months := map[thai.Month]bool{}
	for _, m := range quarterMonths(2569, 1) {
		months[m] = true
	}
	months[thai.Month{Year: 2569, Month: 3}] = true
	got := quarterly(due, months)
	if !slices.Equal(got.Have, []string{"ไตรมาสที่ 1"}) || !slices.Equal(got.Missing, []string{"ไตรมาสที่ 2"}) {
		t.Errorf("have %v, missing %v", got.Have, got.Missing)
	}
}
