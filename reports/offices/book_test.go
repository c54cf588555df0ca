package offices_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/offices"
)

// sheet makes a workbook; change makes it odd.
func sheet(t testing.TB, rows [][]any, change func(f *excelize.File, name string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const name = "Sheet1"
	for i, cells := range rows {
		if err := f.SetSheetRow(name, fmt.Sprint("A", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(f, name)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, body []byte) ([]checks.Office, error) {
	t.Helper()
	tables, err := offices.ReadBook(t.Context(), bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, err
	}
	return offices.Read(tables)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var people = [][]any{
	{"รายชื่อ สสอ. จังหวัดสมมติ"},
	{"รหัส", "หน่วยงาน", "เว็บไซต์", "กลุ่ม"},
	{123, "สสอ. นาดี", "https://a.example.go.th/", "เกาะ"},
	{456, "สสอ. บ้านใหม่", "https://b.example.go.th/", ""},
	{"00789", "สสอ. ศรีสมมติ", "https://c.example.go.th/", "ชายแดน\nเกาะ"},
	{nil, nil, nil, nil},
	{1234567890123, "สสอ. หนองสมมติ", "https://d.example.go.th/", "เกาะ"},
}

// odd is what people do to a list: the format 00000 over a number, hidden rows and
// columns, a filter.
func odd(t *testing.T) func(f *excelize.File, name string) {
	return func(f *excelize.File, name string) {
		zeros := "00000"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
		must(t, err)
		must(t, f.SetCellStyle(name, "A4", "A4", style))
		must(t, f.SetRowVisible(name, 5, false))
		must(t, f.SetColVisible(name, "D", false))
		must(t, f.AutoFilter(name, "A2:D7", nil))
	}
}

func wantPeople(t *testing.T, list []checks.Office, err error) {
	t.Helper()
	must(t, err)
	var codes []string
	for _, o := range list {
		codes = append(codes, o.Code)
	}
	if want := []string{"123", "00456", "00789", "1234567890123"}; !reflect.DeepEqual(codes, want) {
		t.Errorf("codes %q, want %q", codes, want)
	}
	if len(list) == 4 && !reflect.DeepEqual(list[2].Tags, []string{"ชายแดน", "เกาะ"}) {
		t.Errorf("tags %q", list[2].Tags)
	}
}

func TestReadBookAsItIsShown(t *testing.T) {
	list, err := read(t, sheet(t, people, odd(t)))
	wantPeople(t, list, err)
}

// TestReadBookOfLibreOffice reads the same list once another program has saved it.
func TestReadBookOfLibreOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not there")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	must(t, os.WriteFile(in, sheet(t, people, odd(t)), 0o600))
	for kind, filter := range map[string]string{"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls"} {
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", filter, "--outdir", filepath.Join(dir, "out"), in)
		cmd.WaitDelay = 5 * time.Second
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("LibreOffice: %v\n%s", err, out)
		}
		body, err := os.ReadFile(filepath.Join(dir, "out", "in."+kind))
		must(t, err)
		list, err := read(t, body)
		if kind == "xlsx" {
			wantPeople(t, list, err)
			continue
		}
		var refused *reports.Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), "."+kind) || !strings.Contains(refused.Mistakes[0].Mend, ".xlsx") {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestReadBookRefuses(t *testing.T) {
	var macro bytes.Buffer
	z := zip.NewWriter(&macro)
	if _, err := z.Create("xl/vbaProject.bin"); err != nil {
		t.Fatal(err)
	}
	must(t, z.Close())
	good := sheet(t, people, nil)
	for name, c := range map[string]struct {
		body []byte
		says string
	}{
		"nothing":  {nil, "ว่างเปล่า"},
		"a text":   {[]byte("รหัส,หน่วยงาน"), "ไม่ใช่แฟ้ม Excel"},
		"a macro":  {macro.Bytes(), ".xlsm"},
		"half":     {good[:len(good)/2], "เสียหาย"},
		"no list":  {sheet(t, [][]any{{"ก", "ข"}, {1, 2}}, nil), "หัวตาราง"},
		"no names": {sheet(t, people[:2], nil), "ไม่มีหน่วยงาน"},
		"a code that became a date": {sheet(t, people[:3], func(f *excelize.File, name string) {
			must(t, f.SetCellValue(name, "A3", time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)))
		}), "คอลัมน์ A (รหัส): โปรแกรมตารางเปลี่ยนค่าที่พิมพ์เป็นวันที่"},
		"a formula that failed": {sheet(t, people[:3], func(f *excelize.File, name string) {
			must(t, f.SetCellFormula(name, "C3", "=1/0"))
			must(t, f.SetCellValue(name, "D3", "ก"))
		}), "แถว 3"},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := read(t, c.body)
			var refused *reports.Refused
			if !errors.As(err, &refused) || list != nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
}

// TestManyRowsWithEveryMistake reads 5,000 rows of which each is wrong in one of
// several ways.
func TestManyRowsWithEveryMistake(t *testing.T) {
	rows := [][]any{{"รหัส", "หน่วยงาน", "เว็บไซต์", "ขอบเขต"}}
	for i := range 5000 {
		home := fmt.Sprintf("https://a%d.example.go.th/", i)
		row := []any{i, "ก", home, ""}
		switch i % 9 {
		case 0:
			row[0] = 1
		case 1:
			row[1] = nil
		case 2:
			row[2] = nil
		case 3:
			row[2] = "https://a0.example.go.th/index.html"
		case 4:
			row[2] = "ftp://x/"
		case 5:
			row[2] = "https://u:p@x.example.go.th/"
		case 6:
			row[1] = strings.Repeat("ก", 400)
		case 7:
			row[3] = "https://shared.example.go.th/x/"
		case 8:
			row[2] = "ที่อยู่ มีช่องว่าง"
		}
		rows = append(rows, row)
	}
	_, err := read(t, sheet(t, rows, nil))
	var refused *reports.Refused
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if n := len(refused.Mistakes) + refused.More; n < 4990 || len(refused.Mistakes) > 100 {
		t.Errorf("%d mistakes, %d listed", n, len(refused.Mistakes))
	}
	for _, m := range refused.Mistakes {
		if m.Row == 0 || m.Mend == "" || m.Sheet == "" {
			t.Errorf("%+v", m)
		}
	}
}

func BenchmarkReadBook(b *testing.B) {
	rows := [][]any{{"รหัส", "หน่วยงาน", "เว็บไซต์"}}
	for i := range 5000 {
		rows = append(rows, []any{i, "สำนักงานสาธารณสุขอำเภอสมมติ", fmt.Sprintf("https://a%d.example.go.th/", i)})
	}
	body := sheet(b, rows, nil)
	for b.Loop() {
		if list, err := read(b, body); err != nil || len(list) != 5000 {
			b.Fatal(len(list), err)
		}
	}
}
