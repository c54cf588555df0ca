package xlsx_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/xlsx"
)

func TestPaper(t *testing.T) {
	p := &xlsx.Paper{Name: "MITAS", Office: "สสอ.สมมุติ", Date: "23 พฤศจิกายน 2569", Titles: []string{"เกณฑ์", "หน่วยงาน"}, Columns: []string{"No.", "หลักฐาน", "มี/ไม่มี", "File/Link"}, Widths: []float64{8, 40, 14, 30},
		Rows: []xlsx.PaperRow{
			{Cells: []string{"1", "รวม", "ไม่พบ", ""}, Parent: true, LinkAt: 3, Class: "bad"},
			{Cells: []string{"1.1", "=1+1", "มี", "example.go.th"}, Link: reports.Link{Href: "https://example.go.th/", Text: "example.go.th"}, LinkAt: 3, Class: "good"},
		}, Pick: 2, Choices: []string{"มี", "ไม่มี"}, Sign: []string{"ผู้รายงาน", "ผู้ตรวจสอบ", "ผู้บริหาร"}}
	var b, again bytes.Buffer
	if err := xlsx.WritePaper(&b, "truatweb v1", "th", p); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.WritePaper(&again, "truatweb v1", "th", p); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same paper gives other bytes (%v)", err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for cell, want := range map[string]string{"A1": "เกณฑ์", "A2": "หน่วยงาน", "C3": "มี/ไม่มี", "C4": "ไม่พบ", "B5": "=1+1", "C5": "มี"} {
		if got, err := f.GetCellValue("MITAS", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	if formula, _ := f.GetCellFormula("MITAS", "B5"); formula != "" {
		t.Errorf("B5 is the formula %q", formula)
	}
	if ok, at, _ := f.GetCellHyperLink("MITAS", "D5"); !ok || at != "https://example.go.th/" {
		t.Errorf("D5 leads to %q", at)
	}
	lists, err := f.GetDataValidations("MITAS")
	if err != nil || len(lists) != 1 || lists[0].Sqref != "C4:C5" || lists[0].ShowErrorMessage {
		t.Errorf("lists %+v, %v", lists, err)
	}
	rows, err := f.GetRows("MITAS")
	if err != nil {
		t.Fatal(err)
	}
	signed := 0
	for _, r := range rows[5:] {
		for _, c := range r {
			for _, who := range p.Sign {
				if len(c) >= len(who) && c[:len(who)] == who {
					signed++
				}
			}
		}
	}
	if signed != 3 {
		t.Errorf("%d places to sign", signed)
	}
}
