package xlsx_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// A row that sums up another standard stays short and leads to its sheet.
func TestASumIsShortAndLeadsToTheOtherSheet(t *testing.T) {
	a := sample(t)
	sum := checks.Finding{ID: "5.3", Standard: "ops2563", Category: "5", Title: "ตามมาตรา ๙ (๘)", Level: "required", Verdict: checks.Absent, Parts: &checks.Tally{}}
	for i := range 35 {
		id := fmt.Sprintf("oia.%d", i)
		sum.Parts.Missing = append(sum.Parts.Missing, "oia:"+id)
		a.Findings = append(a.Findings, checks.Finding{ID: id, Standard: "oia", Category: "9", Title: "บรรทัดที่ " + id, Level: "required", Verdict: checks.Absent})
	}
	a.Findings = append(a.Findings, sum)
	a.Standards = append(a.Standards, checks.StandardUsed{ID: "oia", Title: "กฎหมายสมมุติ", Authority: "law"})
	f := opened(t, report(t, a, "th"))
	rows := grid(t, f, "รายละเอียด")
	row := find(rows, 1, "5.3")
	says := at(rows, row-1, 5)
	if !strings.Contains(says, "ผ่านแล้ว 0 จาก 35 ข้อที่นับของ กฎหมายสมมุติ") || !strings.Contains(says, "“รายละเอียด oia”") || !strings.Contains(says, "oia.7 และอีก 27 รายการ") || strings.Contains(says, "oia.8") {
		t.Errorf("says %q", says)
	}
	ok, to, _ := f.GetCellHyperLink("รายละเอียด", fmt.Sprintf("B%d", row))
	where, target, _ := strings.Cut(strings.Trim(to, "'"), "'!A")
	if id, _ := f.GetCellValue(where, "B"+target); !ok || where != "รายละเอียด oia" || id != "oia.0" {
		t.Errorf("leads to %q, where %q is", to, id)
	}
	if head, _ := f.GetCellValue(where, "A1"); !strings.Contains(head, "กฎหมายสมมุติ") || !strings.Contains(head, "กฎหมาย") {
		t.Errorf("the sheet is headed %q", head)
	}
}
