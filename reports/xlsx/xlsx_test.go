package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/xlsx"
)

var _ reports.Format = xlsx.Format{}

func sample(t testing.TB) *checks.Audit {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	a := &checks.Audit{}
	if err := json.Unmarshal(body, a); err != nil {
		t.Fatal(err)
	}
	return a
}

func report(t testing.TB, a *checks.Audit, lang string, decisions ...checks.Decision) *reports.Report {
	t.Helper()
	r, err := reports.New(a, decisions, lang)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sampleReport(t testing.TB, lang string) *reports.Report { return report(t, sample(t), lang) }

func written(t testing.TB, r *reports.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (xlsx.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, r *reports.Report) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, r)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func grid(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// each calls do with every cell that holds something.
func each(t testing.TB, f *excelize.File, sheet string, do func(cell, value string)) {
	t.Helper()
	n := 0
	for i, row := range grid(t, f, sheet) {
		for j, v := range row {
			if v != "" {
				n++
				do(name(j+1, i+1), v)
			}
		}
	}
	if n == 0 {
		t.Errorf("sheet %s is empty", sheet)
	}
}

func name(col, row int) string {
	s, _ := excelize.CoordinatesToCellName(col, row)
	return s
}

// find gives the first row whose cell in a column is the text; 0 if none.
func find(rows [][]string, col int, text string) int {
	for i := range rows {
		if at(rows, i, col) == text {
			return i + 1
		}
	}
	return 0
}

func text(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join(r, "\t") + "\n")
	}
	return b.String()
}

func TestSheets(t *testing.T) {
	for lang, want := range map[string]string{
		"th": "สรุป|รายละเอียด|รายละเอียด gws2|หลักฐาน|ความครอบคลุม|สิ่งที่ดูไม่ได้|วิธีอ่าน", "en": "Summary|Detail|Detail gws2|Evidence|Coverage|Not seen|How to read",
	} {
		f := opened(t, sampleReport(t, lang))
		if got := strings.Join(f.GetSheetList(), "|"); got != want {
			t.Errorf("%s: sheets %s", lang, got)
		}
		if f.GetActiveSheetIndex() != 0 {
			t.Error("the workbook does not open at its summary")
		}
	}
	if got := (xlsx.Format{}).Name() + (xlsx.Format{}).Extension(); got != "xlsx.xlsx" {
		t.Errorf("name and extension %q", got)
	}
}

func TestDetailHasTheMinistrysColumns(t *testing.T) {
	a := sample(t)
	rows := grid(t, opened(t, report(t, a, "th")), "รายละเอียด")
	want := []string{"MOIT", "No.", "หลักฐานที่ต้องตรวจ", "มี/ไม่มี", "File/Link", "อธิบายชี้แจงเพิ่มเติม", "ผู้รับผิดชอบ", "ผู้ตรวจสอบ"}
	if got := rows[1][:8]; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Fatalf("columns %q", got)
	}
	own := 0
	for _, f := range a.Findings {
		if f.Standard == "ops2563" {
			own++
		}
	}
	if len(rows) != 2+own {
		t.Fatalf("%d rows for %d findings", len(rows)-2, own)
	}
	if !strings.Contains(rows[0][0], "ประกาศของหน่วยงาน") {
		t.Errorf("the sheet does not say whose word it holds: %q", rows[0])
	}
	for _, c := range []struct{ id, has, verdict, says string }{
		{"1.1", "มี", "✓ พบ", "พบทั้งหัวข้อและเนื้อหาที่ยืนยันได้ และประชาชนเปิดดูได้"},
		{"1.2", "มีบางส่วน", "◐ พบบางส่วน (1/2)", "ยังขาด: พันธกิจ"},
		{"1.5", "ไม่พบ", "✗ ไม่พบ", "ไม่พบใน 1,214 หน้า และเอกสาร 61 ไฟล์"},
		{"1.8", "มีบางส่วน", "◐ พบบางส่วน (1/3)", "มีแล้ว: 1.8.1\nยังไม่ผ่าน: 1.8.2, 1.8.3"},
		{"1.8.2", "มี แต่ปีไม่ตรง", "◷ พบแต่ปีไม่ตรง", "2566, 2567, 2568"},
		{"1.3", "รอคนตรวจ", "? ต้องให้คนตรวจ", "ต้องให้คนเปิดดู"},
		{"3.1", "ไม่บังคับ", "– ไม่บังคับ (ถ้ามี)", "ถ้ามี"},
	} {
		row := find(rows, 1, c.id)
		if row == 0 {
			t.Errorf("no row for %s", c.id)
			continue
		}
		i := row - 1
		if at(rows, i, 3) != c.has || at(rows, i, 8) != c.verdict || !strings.Contains(at(rows, i, 5), c.says) {
			t.Errorf("%s: has %q, verdict %q, explanation %q", c.id, at(rows, i, 3), at(rows, i, 8), at(rows, i, 5))
		}
	}
	row := find(rows, 1, "1.5") - 1
	for col, says := range map[int]string{9: "เป็นเรื่องอื่น", 10: "คำสั่งแต่งตั้ง", 13: "ร่วมประชุม CIO", 15: "ต้องมี", 16: "ต้องเป็นปัจจุบัน", 19: "Chief Information Officer"} {
		if !strings.Contains(at(rows, row, col), says) {
			t.Errorf("1.5 column %s: %q does not say %q", at(rows, 0, col), at(rows, row, col), says)
		}
	}
}

func TestSummaryReadsLikeTheFoundingTable(t *testing.T) {
	r := sampleReport(t, "th")
	f := opened(t, r)
	rows := grid(t, f, "สรุป")
	header := find(rows, 0, "ที่")
	if header == 0 || strings.Join(rows[header-1], "|") != "ที่|หัวข้อ เรื่องของข้อมูล|ขั้นตอนการเผยแพร่/ปรับปรุงข้อมูล|ผู้รับผิดชอบ|ผู้ตรวจสอบ|ผล" {
		t.Fatalf("header in row %d", header)
	}
	head := text(rows[:header-1])
	for _, says := range []string{"สำนักงานสาธารณสุขอำเภอหนองค้า", "จังหวัดสมมุติบุรี", "09999", "ปีงบประมาณ 2570", "อ่านได้ 1,214 หน้า และเอกสาร 61 ไฟล์", "http://www.ssonongkha.example/"} {
		if !strings.Contains(head, says) {
			t.Errorf("the head does not say %q", says)
		}
	}
	all := text(rows)
	for _, says := range []string{"ร้อยละ 53.8 – 76.9", r.Sections[0].Formula, "ผู้รับผิดชอบและผู้ตรวจสอบเป็นหน่วยเดียวกัน", "กลุ่มงานยุทธศาสตร์และแผนงาน: ประกาศของหน่วยงาน แก้ไข 1", "ยังไม่ได้เทียบกับต้นฉบับ"} {
		if !strings.Contains(all, says) {
			t.Errorf("the summary does not say %q", says)
		}
	}
	last := header
	for _, g := range r.Sections[0].Groups {
		row := find(rows, 0, g.ID)
		if row <= last || at(rows, row-1, 1) != g.Title {
			t.Errorf("row %s of the table stands at %d after %d with %q", g.ID, row, last, at(rows, row-1, 1))
		}
		last = row
		for _, q := range g.Rows {
			leaf := find(rows, 0, q.ID)
			if leaf == 0 || at(rows, leaf-1, 5) != q.Word.Mark+" "+q.Word.Text {
				t.Errorf("%s: result %q", q.ID, at(rows, leaf-1, 5))
			}
		}
	}
	// The procedure is one merged cell over the rows that share it, as printed.
	first, end := find(rows, 0, "1"), find(rows, 0, "10.3")
	if got := merged(t, f, "สรุป", name(3, first)); got != name(3, end) {
		t.Errorf("the procedure is merged from row %d to %s, want row %d", first, got, end)
	}
	// Units that differ stand apart.
	if at(rows, find(rows, 0, "1.8.1")-1, 3) != "กลุ่มงานยุทธศาสตร์และแผนงาน" {
		t.Errorf("1.8.1 is published by %q", at(rows, find(rows, 0, "1.8.1")-1, 3))
	}
}

// merged gives the last cell of the merged block that a cell begins, "" if none.
func merged(t *testing.T, f *excelize.File, sheet, from string) string {
	t.Helper()
	blocks, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range blocks {
		if m.GetStartAxis() == from {
			return m.GetEndAxis()
		}
	}
	return ""
}

func TestParentOfTheRowIsTheRow(t *testing.T) {
	a := sample(t)
	whole := checks.Finding{ID: "2", Standard: "ops2563", Category: "2", Title: "ถ้อยคำเต็มของแถวที่สอง", Parent: true, Level: "required", Verdict: checks.Partial}
	for i := range a.Findings {
		if a.Findings[i].ID == "2.1" {
			a.Findings = append(a.Findings[:i:i], append([]checks.Finding{whole}, a.Findings[i:]...)...)
			break
		}
	}
	rows := grid(t, opened(t, report(t, a, "th")), "สรุป")
	row := find(rows, 0, "2")
	if row == 0 || at(rows, row-1, 1) != "ถ้อยคำเต็มของแถวที่สอง" || !strings.HasPrefix(at(rows, row-1, 5), "◐ พบบางส่วน") {
		t.Errorf("row 2 says %q and %q", at(rows, row-1, 1), at(rows, row-1, 5))
	}
	if at(rows, row, 0) != "2.1" {
		t.Errorf("after row 2 comes %q", at(rows, row, 0))
	}
}

func TestCautionStandsInTheHead(t *testing.T) {
	a := sample(t)
	a.Coverage.FloorMet, a.Coverage.StoppedBy, a.Coverage.FloorWhy = false, "time", []checks.Reason{checks.Budget}
	f := opened(t, report(t, a, "th"))
	rows := grid(t, f, "สรุป")
	if head := text(rows[:find(rows, 0, "ที่")-1]); !strings.Contains(head, "⚠ ผลนี้เป็นผลชั่วคราว") {
		t.Errorf("head: %s", head)
	}
	if !strings.Contains(text(grid(t, f, "ความครอบคลุม")), "⚠ ผลนี้เป็นผลชั่วคราว") {
		t.Error("the coverage sheet does not warn")
	}
	if strings.Contains(text(grid(t, opened(t, sampleReport(t, "th")), "สรุป")), "⚠") {
		t.Error("a complete audit is called provisional")
	}
}

func TestDatesAreDates(t *testing.T) {
	for lang, format := range map[string]string{"th": "[$-D07041E]d mmmm yyyy", "en": "[$-409]d mmmm yyyy"} {
		f := opened(t, sampleReport(t, lang))
		sheet := f.GetSheetList()[0]
		for cell, want := range map[string]string{"D2": "46349", "F2": "46349"} { // 23 November 2026
			if got, _ := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true}); got != want {
				t.Errorf("%s %s: %q, want %s", lang, cell, got, want)
			}
			if kind, _ := f.GetCellType(sheet, cell); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
				t.Errorf("%s %s is no number", lang, cell)
			}
			id, _ := f.GetCellStyle(sheet, cell)
			st, err := f.GetStyle(id)
			if err != nil || st.CustomNumFmt == nil || *st.CustomNumFmt != format || !st.Alignment.ShrinkToFit {
				t.Errorf("%s %s: %+v", lang, cell, st)
			}
		}
		// 03:07 UTC is 10:07 in Bangkok, on the clock of the cell.
		got, _ := f.GetCellValue(f.GetSheetList()[3], "L2", excelize.Options{RawCellValue: true})
		if !strings.HasPrefix(got, "46349.421") {
			t.Errorf("%s: seen at %q", lang, got)
		}
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	f := opened(t, sampleReport(t, "th"))
	outside := 0
	for _, sheet := range f.GetSheetList() {
		each(t, f, sheet, func(cell, value string) {
			ok, to, err := f.GetCellHyperLink(sheet, cell)
			if err != nil || !ok {
				return
			}
			switch {
			case strings.HasPrefix(to, "http://"), strings.HasPrefix(to, "https://"):
				outside++
			case strings.HasPrefix(to, "'"):
				where, target, _ := strings.Cut(strings.TrimPrefix(to, "'"), "'!A")
				id, err := f.GetCellValue(where, "B"+target)
				if err != nil || id == "" {
					t.Errorf("%s!%s leads to %s, where nothing is", sheet, cell, to)
				}
				_, row, _ := excelize.CellNameToCoordinates(cell)
				own, _ := f.GetCellValue(sheet, map[bool]string{true: "A", false: "B"}[sheet == "สรุป"]+cell[len(cell)-len(digits(row)):])
				if own == "" && sheet == "สรุป" && strings.HasPrefix(where, "รายละเอียด") { // an id that is a name stands behind the topic
					topic, _ := f.GetCellValue(sheet, fmt.Sprintf("B%d", row))
					if strings.HasSuffix(topic, " ("+id+")") {
						own = id
					}
				}
				if own != id {
					t.Errorf("%s!%s of %q leads to %q", sheet, cell, own, id)
				}
			default:
				t.Errorf("%s!%s leads to %q", sheet, cell, to)
			}
		})
	}
	if outside < 20 {
		t.Errorf("only %d links to the site", outside)
	}
	if ok, to, _ := f.GetCellHyperLink("รายละเอียด", "E3"); !ok || to != "http://www.ssonongkha.example/history.html" {
		t.Errorf("File/Link of 1.1 leads to %q", to)
	}
}

func digits(n int) string {
	s := name(1, n)
	return s[1:]
}

func TestEvidenceRows(t *testing.T) {
	a := sample(t)
	n := 0
	for _, f := range a.Findings {
		n += len(f.Evidence)
	}
	f := opened(t, report(t, a, "th"))
	rows := grid(t, f, "หลักฐาน")
	if len(rows) != n+1 {
		t.Fatalf("%d rows for %d pieces of evidence", len(rows)-1, n)
	}
	i := find(rows, 1, "1.8.1") - 1
	for col, want := range map[int]string{2: "แผนปฏิบัติราชการ", 6: "ชื่อหน้า", 7: "แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๗๐", 9: "2570", 10: "หน้าแรก\n› /about.html\n› /files/plan2570.pdf",
		5: "http://www.ssonongkha.example/files/plan2570.pdf", 12: "9b1c5f0e3d7a8842b6c9d0e1f2031425364758697a8b9cadbecfd0e1f2031425"} {
		if got := at(rows, i, col); got != want {
			t.Errorf("%s: %q, want %q", at(rows, 0, col), got, want)
		}
	}
	if kind, _ := f.GetCellType("หลักฐาน", name(10, i+1)); kind == excelize.CellTypeSharedString {
		t.Error("the year is a text")
	}
	if !strings.Contains(at(rows, find(rows, 1, "1.3")-1, 7), "อ่านจากภาพโดยเครื่อง") {
		t.Error("a recognised text is not marked so")
	}
}

func TestCoverageAndGaps(t *testing.T) {
	f := opened(t, sampleReport(t, "th"))
	all := text(grid(t, f, "ความครอบคลุม"))
	for _, says := range []string{"1,214", "32 จาก 32", "ลิงก์เสีย", "ไม่มีเบราว์เซอร์ช่วย", "www.ssonongkha.example\t1,301\t48.0 MB\t58", "อาจมีข้อมูลส่วนบุคคล"} {
		if !strings.Contains(all, says) {
			t.Errorf("coverage does not say %q", says)
		}
	}
	gaps := grid(t, f, "สิ่งที่ดูไม่ได้")
	if at(gaps, 1, 1) != "http://www.ssonongkha.example/old/plan.pdf" || at(gaps, 1, 3) != "แผนปี 2565" || at(gaps, 1, 4) != "HTTP 404" {
		t.Errorf("first gap %q", gaps[1])
	}
	// Four could not be seen, twenty of those left alone stand for the rest.
	if len(gaps) != 1+4+20+1 || !strings.Contains(text(gaps), "ยังมีอีก 110 รายการ") {
		t.Errorf("%d rows of gaps", len(gaps))
	}
}

func TestDecisionsStandBeside(t *testing.T) {
	when := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 2, 0, 0, 0, time.UTC) }
	r := report(t, sample(t), "th",
		checks.Decision{Standard: "ops2563", ID: "1.3", Verdict: checks.Found, Reason: "ดูภาพแล้ว", By: "คนตรวจ", Unit: "กลุ่มตรวจสอบ", At: when(2026, 11, 22)},
		checks.Decision{Standard: "ops2563", ID: "1.5", Verdict: checks.NotRequired, Reason: "ใช้ CIO ของจังหวัด", By: "คนตรวจ", At: when(2026, 1, 5), Until: when(2026, 9, 30)})
	rows := grid(t, opened(t, r), "รายละเอียด")
	i := find(rows, 1, "1.3") - 1
	if at(rows, i, 8) != "? ต้องให้คนตรวจ" || !strings.HasPrefix(at(rows, i, 17), "✓ พบ\nดูภาพแล้ว\nวินิจฉัยโดย: คนตรวจ, กลุ่มตรวจสอบ, 22 พ.ย. 2569") {
		t.Errorf("verdict %q, decision %q", at(rows, i, 8), at(rows, i, 17))
	}
	if d := at(rows, find(rows, 1, "1.5")-1, 17); !strings.Contains(d, "ใช้ถึงวันที่: 30 ก.ย. 2569 (หมดอายุแล้ว)") {
		t.Errorf("lapsed decision %q", d)
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTellsWhatFailed(t *testing.T) {
	if err := (xlsx.Format{}).Write(full{}, sampleReport(t, "th")); !errors.Is(err, errFull) || !strings.Contains(err.Error(), "หนองค้า") {
		t.Errorf("full disk: %v", err)
	}
	for _, r := range []*reports.Report{nil, {}} {
		if err := (xlsx.Format{}).Write(io.Discard, r); !errors.Is(err, reports.ErrNoAudit) {
			t.Errorf("no audit: %v", err)
		}
	}
}

func TestEnglish(t *testing.T) {
	f := opened(t, sampleReport(t, "en"))
	for _, sheet := range []string{"Coverage", "How to read"} {
		each(t, f, sheet, func(cell, value string) {
			words := value
			for _, own := range []string{"สำนักงานสาธารณสุขอำเภอหนองค้า", "แนวทางการเผยแพร่", "มาตรฐานเว็บไซต์", "พ.ศ.", "เวอร์ชัน", "เลขประจำตัว", "ลิงก์ซ่อน"} {
				if strings.Contains(words, own) {
					return // the site's or the standard's own words
				}
			}
			if strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Thai, r) }) {
				t.Errorf("%s!%s is not English: %q", sheet, cell, value)
			}
		})
	}
	if got, _ := f.GetCellValue("Detail", "C2"); got != "Evidence required" {
		t.Errorf("third column %q", got)
	}
}

// parts gives the names and contents of the workbook's XML.
func parts(t *testing.T, body []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range z.File {
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		out[e.Name] = string(b)
	}
	return out
}
