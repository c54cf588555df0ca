package xlsx_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestLibreOfficeReadsIt has another program read and write the workbook, and
// asks what came through.
func TestLibreOfficeReadsIt(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed, so no other program reads the workbook here")
	}
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	dir := t.TempDir()
	from := filepath.Join(dir, "report.xlsx")
	if err := os.WriteFile(from, written(t, sampleReport(t, "th")), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), from)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("LibreOffice is there and does not convert: %v: %s", err, out)
	}
	body, err := os.ReadFile(filepath.Join(dir, "out", "report.xlsx"))
	if err != nil {
		t.Skipf("LibreOffice converted nothing: %v", err)
	}
	there, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer there.Close()
	here := opened(t, sampleReport(t, "th"))
	if got, want := there.GetSheetList(), here.GetSheetList(); len(got) != len(want) {
		t.Fatalf("sheets %v, want %v", got, want)
	}
	for _, sheet := range []string{"รายละเอียด", "หลักฐาน"} {
		want, got := grid(t, here, sheet), grid(t, there, sheet)
		if len(got) < len(want) {
			t.Fatalf("%s: %d rows, want %d", sheet, len(got), len(want))
		}
		for i := range want {
			for _, col := range []int{1, 2, 3, 7} { // No., the requirement, verdict or yes/no, a unit or quote
				if g, w := at(got, i, col), at(want, i, col); g != w {
					t.Errorf("%s row %d column %d: %q, want %q", sheet, i+1, col+1, g, w)
				}
			}
		}
	}
	for _, sheet := range there.GetSheetList() {
		each(t, there, sheet, func(cell, _ string) {
			if f, _ := there.GetCellFormula(sheet, cell); f != "" {
				t.Errorf("%s!%s became the formula %q", sheet, cell, f)
			}
		})
	}
}

func at(rows [][]string, row, col int) string {
	if row < len(rows) && col < len(rows[row]) {
		return rows[row][col]
	}
	return ""
}
