package xlsx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/xlsx"
)

// TestAnswersSheet lists waivers and what is used no more on a sheet of its own,
// which is not there where nobody said anything; replies stand beside the verdict.
func TestAnswersSheet(t *testing.T) {
	a := sample(t)
	day := time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)
	said := []checks.Statement{
		{Decision: &checks.Decision{Standard: "ops2563", ID: "1.5", Reason: "by_parent", By: "คนตรวจ", At: day, Until: day.AddDate(1, 0, 0), Waiver: &checks.Waiver{Approver: "นพ.สสจ.", Scope: "=1+1"}}},
		{Decision: &checks.Decision{Standard: "ops2563", ID: "99.9", Verdict: checks.Found, Reason: "agreed", By: "คนตรวจ", At: day}},
		{Reply: &checks.Reply{Standard: "ops2563", ID: "1.5", URL: "https://a.example/cio", By: "นายหนึ่ง", At: day}},
	}
	for i := range said {
		said[i].Office = a.Office.Key()
	}
	r, err := reports.Answered(a, said, "th")
	if err != nil {
		t.Fatal(err)
	}
	f := opened(t, r)
	rows := grid(t, f, "คำวินิจฉัย")
	i, gone := find(rows, 1, "1.5")-1, find(rows, 1, "99.9")-1
	if i < 0 || at(rows, i, 4) != "≈ ผ่อนผัน" || at(rows, i, 8) != "นพ.สสจ.\n=1+1" || at(rows, i, 9) != "22 พ.ย. 2570" {
		t.Errorf("the waiver: %v", rows)
	}
	if gone < 0 || at(rows, gone, 3) != "" || !strings.Contains(at(rows, gone, 5), "ไม่มีข้อนี้") {
		t.Errorf("what is gone: %v", rows)
	}
	detail := grid(t, f, "รายละเอียด")
	if d := at(detail, find(detail, 1, "1.5")-1, 17); !strings.Contains(d, "ผู้อนุมัติ: นพ.สสจ.") || !strings.Contains(d, "หน่วยงานชี้มาที่นี่") {
		t.Errorf("beside the verdict: %q", d)
	}
	if slices.Contains(opened(t, sampleReport(t, "th")).GetSheetList(), "คำวินิจฉัย") {
		t.Error("nobody said anything, and there is a sheet for it")
	}
}

// TestFormGivesTheSameBytes: nothing of the clock is in a form.
func TestFormGivesTheSameBytes(t *testing.T) {
	form := &xlsx.Form{Name: "ก", Title: "แบบ", Lists: "ข", Pinned: 1, Guide: xlsx.Guide{Name: "ค", Title: "วิธี", Parts: []xlsx.GuidePart{{Head: "ก", Text: []string{"ข"}}}},
		Fields: []xlsx.Field{{Name: "รหัส", Kind: xlsx.Mark, Width: 2}, {Name: "เรื่อง", Width: 20}, {Name: "ผล", Kind: xlsx.Choose, Choices: []string{"ก", "ข"}, Width: 20}},
		Rows:   [][]xlsx.Entry{{{Text: "1"}, {Text: "=1+1"}}}}
	var one, two bytes.Buffer
	if err := xlsx.WriteForm(&one, form, "p"); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.WriteForm(&two, form, "p"); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same form gives other bytes")
	}
}
