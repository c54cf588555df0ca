package review_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/review"
)

// The sheet to work in, and the first row that asks.
const (
	work  = "ตรวจทาน"
	first = 4
)

func bangkok() *time.Location { return time.FixedZone("Asia/Bangkok", 7*60*60) }

// now is when the tests' workbooks come back: three days after the audits.
func now() time.Time { return time.Date(2026, 11, 26, 10, 0, 0, 0, bangkok()) }

// audits makes so many offices with so many items each, of all verdicts.
func audits(offices, items int) []*checks.Audit {
	verdicts := checks.Verdicts()
	var out []*checks.Audit
	for o := range offices {
		a := &checks.Audit{Schema: checks.AuditSchema, Program: "truatweb test", AsOf: "2026-11-23", FiscalYear: 2570,
			Office:    checks.Office{Name: fmt.Sprintf("สำนักงานสาธารณสุขอำเภอตัวอย่างที่ %d", o+1), Home: fmt.Sprintf("https://sso%02d.example/", o+1)},
			SeenAt:    time.Date(2026, 11, 23, 3, 0, o, 0, time.UTC),
			Standards: []checks.StandardUsed{{ID: "ops2563", Title: "ประกาศของหน่วยงาน พ.ศ. ๒๕๖๓", Authority: "office", Categories: []checks.CategoryUsed{{ID: "1", Title: "ข้อมูลหน่วยงาน"}}}},
			Coverage:  checks.CoverageOf{Pages: 120, Documents: 14, FloorMet: true}}
		for i := range items {
			f := checks.Finding{Standard: "ops2563", ID: fmt.Sprintf("1.%d", i+1), Title: fmt.Sprintf("แผนปฏิบัติราชการ แผนงาน โครงการ ลำดับที่ %d ของหน่วยงาน", i+1), Category: "1", Level: "required",
				Verdict: verdicts[i%len(verdicts)], Reasons: []checks.Reason{checks.WeakMatch}, Question: "ภาพนี้เป็นของหน่วยงานและเป็นปัจจุบันหรือไม่", Advice: "เผยแพร่แผนของปีงบประมาณนี้พร้อมวันที่"}
			if i%3 == 0 {
				f.Evidence = []checks.Evidence{{URL: fmt.Sprintf("https://sso%02d.example/plan/%d", o+1, i), Title: "แผนปฏิบัติราชการประจำปี", Place: checks.AtHeading, Quote: fmt.Sprint("แผน ", i)}}
			}
			a.Findings = append(a.Findings, f)
		}
		out = append(out, a)
	}
	return out
}

func export(t testing.TB, list []*checks.Audit, s review.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := review.Export(t.Context(), &b, list, s, "truatweb test"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheet opens a workbook for filling in.
type sheet struct {
	t testing.TB
	f *excelize.File
	// at is the column of each header.
	at map[string]string
}

func fill(t testing.TB, book []byte) *sheet {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	s := &sheet{t: t, f: f, at: map[string]string{}}
	rows, err := f.GetRows(work)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range rows[first-2] {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			t.Fatal(err)
		}
		s.at[name] = col
	}
	return s
}

func (s *sheet) cell(header string, row int) string {
	col, ok := s.at[header]
	if !ok {
		s.t.Fatalf("no column %q in %v", header, s.at)
	}
	return fmt.Sprint(col, row)
}

func (s *sheet) set(row int, values map[string]any) {
	s.t.Helper()
	for header, v := range values {
		if err := s.f.SetCellValue(work, s.cell(header, row), v); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *sheet) get(header string, row int) string {
	s.t.Helper()
	v, err := s.f.GetCellValue(work, s.cell(header, row))
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

func (s *sheet) bytes() []byte {
	s.t.Helper()
	var b bytes.Buffer
	if err := s.f.Write(&b); err != nil {
		s.t.Fatal(err)
	}
	return b.Bytes()
}

// Answers that are right.
func decision() map[string]any {
	return map[string]any{"คำวินิจฉัย": "พบ", "เหตุผล": "อ่านจากภาพหรือเอกสารสแกนด้วยตา", "ชื่อผู้วินิจฉัย": "นางสาวสมศรี ใจดี", "หน่วยที่ตรวจสอบ": "กลุ่มงานบริหาร", "วันที่วินิจฉัย": "25/11/2569"}
}

func reply() map[string]any {
	return map[string]any{"ที่อยู่ (URL) ที่เผยแพร่": "https://sso01.example/plan/2570.pdf", "คำชี้แจงของหน่วย": "อยู่ในเมนูแผน", "ชื่อผู้ตอบ": "นายสมชาย", "วันที่ตอบ": "24 พ.ย. 2569"}
}

func waiver() map[string]any {
	return map[string]any{"คำวินิจฉัย": "ผ่อนผัน", "เหตุผล": "ผ่อนผัน: เว็บไซต์อยู่ระหว่างปรับปรุงหรือย้ายระบบ", "ชื่อผู้วินิจฉัย": "นางสาวสมศรี ใจดี", "หน่วยที่ตรวจสอบ": "กลุ่มงานบริหาร", "วันที่วินิจฉัย": "25/11/2569",
		"ใช้ถึงวันที่": "31/03/2570", "ผู้อนุมัติผ่อนผัน": "นายแพทย์สาธารณสุขจังหวัด"}
}

func with(base map[string]any, more ...any) map[string]any {
	for i := 0; i < len(more); i += 2 {
		base[more[i].(string)] = more[i+1]
	}
	return base
}

func take(t testing.TB, s review.Store, book []byte) (*review.Imported, error) {
	t.Helper()
	return review.Import(t.Context(), s, bytes.NewReader(book), int64(len(book)), review.ImportOptions{Name: "แบบตรวจทาน.xlsx", Now: now()})
}

func taken(t testing.TB, s review.Store, book []byte) *review.Imported {
	t.Helper()
	out, err := take(t, s, book)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// refused wants a file refused for a mistake that says all of this.
func refused(t *testing.T, s review.Store, book []byte, says ...string) *reports.Refused {
	t.Helper()
	out, err := take(t, s, book)
	r := review.IsRefused(err)
	if r == nil {
		t.Fatalf("not refused: %+v, %v", out, err)
	}
	for _, m := range r.Mistakes {
		all := true
		for _, text := range says {
			all = all && strings.Contains(m.String(), text)
		}
		if all && m.Mend != "" {
			return r
		}
	}
	t.Fatalf("no mistake says %q with a mend:\n%v", says, err)
	return nil
}

func memory(t testing.TB) review.Store {
	t.Helper()
	s, err := review.OpenFiles(t.TempDir(), now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func count(t testing.TB, s review.Store) int {
	t.Helper()
	last, err := review.Verify(t.Context(), s)
	if err != nil && !errors.Is(err, checks.ErrChain) {
		t.Fatal(err)
	}
	return int(last.Seq)
}
