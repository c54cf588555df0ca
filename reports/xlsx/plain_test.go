package xlsx_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/reports/xlsx"
)

func plain(t *testing.T, sheets ...xlsx.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.WriteSheets(&b, "กฎ", "truatweb test", "th", sheets); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Plain sheets say what they are given, as text whatever it begins with, and the
// same sheets give the same bytes.
func TestPlainSheets(t *testing.T) {
	sheets := []xlsx.Sheet{
		{Name: "ชุด", Title: "กฎทุกข้อ", Columns: []string{"ข้อ", "ชื่อ"}, Widths: []float64{10, 30}, Rows: [][]string{{"1.10", "=1+1"}, {"1.1", "สองบรรทัด\nบรรทัดที่สอง"}}},
		{Name: "ops2563", Title: "ว่าง", Columns: []string{"ข้อ"}, Widths: []float64{10}},
	}
	body := plain(t, sheets...)
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"ชุด", "ops2563"}) {
		t.Errorf("sheets %v", got)
	}
	got := grid(t, f, "ชุด")
	want := [][]string{{"กฎทุกข้อ"}, {"ข้อ", "ชื่อ"}, {"1.10", "=1+1"}, {"1.1", "สองบรรทัด\nบรรทัดที่สอง"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("cells %q", got)
	}
	if formula, err := f.GetCellFormula("ชุด", "B3"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
	if kind, err := f.GetCellType("ชุด", "A3"); err != nil || kind != excelize.CellTypeSharedString {
		t.Errorf("the id 1.10 is no text but %v (%v)", kind, err)
	}
	low, err := f.GetRowHeight("ชุด", 3)
	if err != nil {
		t.Fatal(err)
	}
	if high, err := f.GetRowHeight("ชุด", 4); err != nil || high <= low {
		t.Errorf("a text of two lines has a row of %v, one of one line %v (%v)", high, low, err)
	}
	if !bytes.Equal(body, plain(t, sheets...)) {
		t.Error("the same sheets gave other bytes")
	}
}
