package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports/review"
)

// TestImport takes one of each kind of answer in, once.
func TestImport(t *testing.T) {
	list, s := audits(1, 10), memory(t)
	book := fill(t, export(t, list, s))
	book.set(first, with(decision(), "หมายเหตุ", "บรรทัดแรก\nบรรทัดสอง"))
	book.set(first+1, reply())
	book.set(first+2, waiver())
	book.set(first+3, with(decision(), "คำวินิจฉัย", "✗ ไม่พบ", "เหตุผล", "อื่น ๆ (เขียนในหมายเหตุ)", "หมายเหตุ", "ดูแล้ว", "วันที่วินิจฉัย", time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)))
	book.set(first+4, map[string]any{"ชื่อผู้วินิจฉัย": "มีแต่ชื่อ", "วันที่วินิจฉัย": "25/11/2569", "ชื่อผู้ตอบ": "มีแต่ชื่อ"})
	file := book.bytes()
	dry, err := review.Import(t.Context(), s, strings.NewReader(string(file)), int64(len(file)), review.ImportOptions{Now: now(), DryRun: true})
	if err != nil || dry.Decided != 3 || count(t, s) != 0 {
		t.Fatalf("a dry run: %+v, %v, and %d lines are kept", dry, err, count(t, s))
	}
	out := taken(t, s, file)
	if out.Rows != 4 || out.Decided != 3 || out.Waived != 1 || out.Replied != 1 || out.Known != 0 || len(out.Changes) != 4 {
		t.Errorf("taken in: %+v", out)
	}
	again := taken(t, s, file)
	if again.Decided+again.Replied != 0 || again.Known != 4 || len(again.Changes) != 0 || count(t, s) != 4 {
		t.Errorf("the same again: %+v, %d lines", again, count(t, s))
	}
	stands, err := review.Of(t.Context(), list[0], s)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, o := range stands {
		if d := o.Decision; d != nil {
			got[o.Finding.ID] = fmt.Sprint(d.Verdict, " ", d.Reason, " ", d.At.Format(time.DateOnly), " ", o.Standing)
			if d.Waiver != nil {
				got[o.Finding.ID] += " " + d.Waiver.Approver + " " + d.Waiver.Scope + " " + d.Until.Format(time.DateOnly)
			}
		}
	}
	// The doubtful come first: items 6 (needs eyes), 7, 2, 3 of the verdicts in their order.
	want := map[string]string{"1.6": "found read_by_person 2026-11-25 holds", "1.2": " rebuilding 2026-11-25 holds นายแพทย์สาธารณสุขจังหวัด ทั้งข้อ 2027-03-31", "1.3": "absent other 2026-11-25 holds"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("what stands:\n%v\nwant:\n%v", got, want)
	}
	addresses, err := review.Addresses(t.Context(), s, list[0].Office.Key())
	if err != nil || len(addresses) != 1 || addresses[0] != (review.Address{URL: "https://sso01.example/plan/2570.pdf", Standard: "ops2563", ID: "1.7"}) {
		t.Errorf("addresses: %v, %v", addresses, err)
	}
	if d := stands[5].Decision; d.Note != "บรรทัดแรก\nบรรทัดสอง" || d.By != "นางสาวสมศรี ใจดี" || d.Evidence != list[0].Findings[5].Digest() {
		t.Errorf("the decision: %+v", d)
	}
}

// TestMistakes tells every mistake with sheet, row, column and mend, and keeps
// nothing of the file.
func TestMistakes(t *testing.T) {
	list, s := audits(1, 10), memory(t)
	clean := export(t, list, s)
	for name, c := range map[string]struct {
		values map[string]any
		column string
		says   string
	}{
		"a verdict off the list":     {with(decision(), "คำวินิจฉัย", "ผ่าน"), "คำวินิจฉัย", "ไม่อยู่ในรายการ"},
		"a verdict that settles not": {with(decision(), "คำวินิจฉัย", "ต้องให้คนตรวจ"), "คำวินิจฉัย", "ไม่อยู่ในรายการ"},
		"no verdict":                 {with(decision(), "คำวินิจฉัย", ""), "คำวินิจฉัย", "ยังไม่ได้เลือก"},
		"a reason off the list":      {with(decision(), "เหตุผล", "เพราะว่า"), "เหตุผล", "ไม่อยู่ในรายการ"},
		"no reason":                  {with(decision(), "เหตุผล", ""), "เหตุผล", "ยังไม่ได้เลือก"},
		"other, without a note":      {with(decision(), "เหตุผล", "อื่น ๆ (เขียนในหมายเหตุ)"), "หมายเหตุ", "ไม่ได้เขียนหมายเหตุ"},
		"a waiver's reason":          {with(decision(), "เหตุผล", "ผ่อนผัน: เหตุด้านความมั่นคงปลอดภัยของระบบ"), "เหตุผล", "ไม่ใช่ผ่อนผัน"},
		"a waiver by a plain reason": {with(waiver(), "เหตุผล", "ยังไม่ถึงกำหนดเผยแพร่"), "เหตุผล", "เหตุผลของการผ่อนผัน"},
		"a waiver without end":       {with(waiver(), "ใช้ถึงวันที่", ""), "ใช้ถึงวันที่", "ต้องมีวันสิ้นสุด"},
		"a waiver by nobody":         {with(waiver(), "ผู้อนุมัติผ่อนผัน", ""), "ผู้อนุมัติผ่อนผัน", "ต้องมีผู้อนุมัติ"},
		"an approver of nothing":     {with(decision(), "ผู้อนุมัติผ่อนผัน", "ผอ."), "ผู้อนุมัติผ่อนผัน", "เฉพาะกรณีผ่อนผัน"},
		"nobody":                     {with(decision(), "ชื่อผู้วินิจฉัย", " "), "ชื่อผู้วินิจฉัย", "ยังไม่ได้ใส่ชื่อ"},
		"no unit":                    {with(decision(), "หน่วยที่ตรวจสอบ", ""), "หน่วยที่ตรวจสอบ", "ยังไม่ได้ใส่หน่วย"},
		"no day":                     {with(decision(), "วันที่วินิจฉัย", ""), "วันที่วินิจฉัย", "ยังไม่ได้ใส่วันที่"},
		"a day that is none":         {with(decision(), "วันที่วินิจฉัย", "31/2/2569"), "วันที่วินิจฉัย", "ไม่มีวันนี้"},
		"a day to come":              {with(decision(), "วันที่วินิจฉัย", "25/11/2570"), "วันที่วินิจฉัย", "อนาคต"},
		"a day before the audit":     {with(decision(), "วันที่วินิจฉัย", "25/11/2568"), "วันที่วินิจฉัย", "ก่อนการตรวจ"},
		"a day in words":             {with(decision(), "วันที่วินิจฉัย", "เมื่อวาน"), "วันที่วินิจฉัย", "อ่านวันที่ไม่ออก"},
		"digits that are no day":     {with(decision(), "วันที่วินิจฉัย", 25112569), "วันที่วินิจฉัย", "นอกช่วง"},
		"an end before its day":      {with(decision(), "ใช้ถึงวันที่", "24/11/2569"), "ใช้ถึงวันที่", "ก่อนวันที่วินิจฉัย"},
		"nothing to take back":       {with(decision(), "คำวินิจฉัย", "ถอนคำวินิจฉัยเดิม"), "คำวินิจฉัย", "ไม่มีคำวินิจฉัยเดิม"},
		"a long note":                {with(decision(), "หมายเหตุ", strings.Repeat("ก", 1001)), "หมายเหตุ", "1001"},
		"a file of one's own":        {with(reply(), "ที่อยู่ (URL) ที่เผยแพร่", `C:\แผน.pdf`), "ที่อยู่ (URL) ที่เผยแพร่", "เปิดจากที่อื่นไม่ได้"},
		"an address without scheme":  {with(reply(), "ที่อยู่ (URL) ที่เผยแพร่", "www.sso.example/plan"), "ที่อยู่ (URL) ที่เผยแพร่", "ไม่ได้ขึ้นต้น"},
		"two addresses":              {with(reply(), "ที่อยู่ (URL) ที่เผยแพร่", "https://a.example/ https://b.example/"), "ที่อยู่ (URL) ที่เผยแพร่", "มากกว่าหนึ่ง"},
		"a script":                   {with(reply(), "ที่อยู่ (URL) ที่เผยแพร่", "javascript:alert(1)"), "ที่อยู่ (URL) ที่เผยแพร่", "→"},
		"an address with a password": {with(reply(), "ที่อยู่ (URL) ที่เผยแพร่", "https://a:b@sso.example/"), "ที่อยู่ (URL) ที่เผยแพร่", "รหัสผ่าน"},
		"a reply by nobody":          {with(reply(), "ชื่อผู้ตอบ", ""), "ชื่อผู้ตอบ", "ยังไม่ได้ใส่ชื่อ"},
		"a reply of no day":          {with(reply(), "วันที่ตอบ", ""), "วันที่ตอบ", "ยังไม่ได้ใส่วันที่"},
		"a key that was edited":      {with(decision(), "รหัสแถว", "TW1|x"), "รหัสแถว", "ถูกแก้ไข"},
		"no key":                     {with(decision(), "รหัสแถว", ""), "รหัสแถว", "ไม่มีรหัสแถว"},
	} {
		t.Run(name, func(t *testing.T) {
			book := fill(t, clean)
			book.set(first, decision()) // which is right, and is not kept either
			book.set(first+3, c.values)
			r := refused(t, s, book.bytes(), "แผ่น “ตรวจทาน”", fmt.Sprint("แถว ", first+3), "คอลัมน์ "+book.at[c.column], c.says)
			if len(r.Mistakes) != 1 {
				t.Errorf("more than that is wrong:\n%v", r)
			}
			if n := count(t, s); n != 0 {
				t.Fatalf("%d lines of a refused file are kept", n)
			}
		})
	}
}

// TestAllMistakesAtOnce: nobody is sent back twice.
func TestAllMistakesAtOnce(t *testing.T) {
	s := memory(t)
	book := fill(t, export(t, audits(1, 100), s))
	book.set(first, with(decision(), "คำวินิจฉัย", "ผ่าน", "ชื่อผู้วินิจฉัย", "", "ที่อยู่ (URL) ที่เผยแพร่", "ไม่ใช่", "วันที่วินิจฉัย", "x"))
	r := refused(t, s, book.bytes(), "ไม่อยู่ในรายการ")
	if len(r.Mistakes) != 6 || r.More != 0 { // the reply lacks name and day too
		t.Errorf("%d mistakes of one row:\n%v", len(r.Mistakes), r)
	}
	for row := first; row < first+100; row++ {
		book.set(row, map[string]any{"คำวินิจฉัย": "ผ่าน"})
	}
	r = refused(t, s, book.bytes(), "ไม่อยู่ในรายการ")
	if len(r.Mistakes) != 60 || r.More < 100 || !strings.Contains(r.Error(), fmt.Sprintf("และอีก %d แห่ง", r.More)) {
		t.Errorf("%d mistakes and %d more", len(r.Mistakes), r.More)
	}
}

// TestShapes reads what people and programs do to a workbook.
func TestShapes(t *testing.T) {
	list := audits(2, 10)
	clean := export(t, list, memory(t))
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		do   func(*testing.T, *sheet)
		says []string // what it is refused with; nil where it is taken in
	}{
		"columns in another order": {do: func(t *testing.T, b *sheet) {
			values, err := b.f.GetCols(work)
			must(t, err)
			must(t, b.f.UnmergeCell(work, "A2", "X2"))
			for i := range values { // last to first, as plain texts
				for row := first - 1; row < first+20; row++ {
					v := ""
					if row-1 < len(values[i]) {
						v = values[i][row-1]
					}
					name, err := excelize.CoordinatesToCellName(len(values)-i, row)
					must(t, err)
					must(t, b.f.SetCellStr(work, name, v))
				}
			}
		}},
		"a column more, one hidden, the proof gone": {do: func(t *testing.T, b *sheet) {
			must(t, b.f.InsertCols(work, "C", 2))
			must(t, b.f.RemoveCol(work, "J"))
			must(t, b.f.SetColVisible(work, "F", false))
		}},
		"optional columns gone": {do: func(t *testing.T, b *sheet) {
			must(t, b.f.RemoveCol(work, b.at["ขอบเขตที่ผ่อนผัน"]))
			must(t, b.f.RemoveCol(work, b.at["ผู้อนุมัติผ่อนผัน"]))
			must(t, b.f.RemoveCol(work, b.at["หลักฐาน"]))
		}},
		"hidden and filtered rows": {do: func(t *testing.T, b *sheet) { must(t, b.f.SetRowVisible(work, first, false)) }},
		"rows above, blank ones below": {do: func(t *testing.T, b *sheet) {
			must(t, b.f.InsertRows(work, 1, 3))
			for row := 40; row < 200; row++ {
				must(t, b.f.SetCellStr(work, fmt.Sprint("L", row), "  "))
			}
		}},
		"sorted anew": {do: func(t *testing.T, b *sheet) {
			must(t, b.f.DuplicateRowTo(work, first, 12))
			must(t, b.f.RemoveRow(work, first))
		}},
		"a rich text": {do: func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellRichText(work, b.cell("คำวินิจฉัย", first), []excelize.RichTextRun{{Text: "พ", Font: &excelize.Font{Bold: true}}, {Text: "บ"}}))
		}},
		"a row twice, alike": {do: func(t *testing.T, b *sheet) { must(t, b.f.DuplicateRowTo(work, first, 12)) }},
		"another tab's name": {do: func(t *testing.T, b *sheet) { must(t, b.f.SetSheetName(work, "Sheet1 (2)")) }},
		"a row twice, unlike": {func(t *testing.T, b *sheet) {
			must(t, b.f.DuplicateRowTo(work, first, 12))
			b.set(12, map[string]any{"คำวินิจฉัย": "ไม่พบ"})
		}, []string{"แถว 12", fmt.Sprint("แถว ", first), "ไม่ตรงกัน"}},
		"a formula": {func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellFormula(work, b.cell("ชื่อผู้วินิจฉัย", first), `"ก"&"ข"`))
		}, []string{fmt.Sprint("แถว ", first), "เป็นสูตร"}},
		"a formula beside names alone": {func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellFormula(work, b.cell("ชื่อผู้วินิจฉัย", first+5), `A1`))
		}, []string{fmt.Sprint("แถว ", first+5), "เป็นสูตร"}},
		"a formula for a key": {func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellFormula(work, b.cell("รหัสแถว", first), `A9`))
		}, []string{"รหัสแถวเป็นสูตร"}},
		"merged answers": {func(t *testing.T, b *sheet) {
			must(t, b.f.MergeCell(work, b.cell("ชื่อผู้วินิจฉัย", first), b.cell("ชื่อผู้วินิจฉัย", first+3)))
		}, []string{"ผสานกัน", "ชื่อผู้วินิจฉัย"}},
		"no keys": {func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellStr(work, b.cell("รหัสแถว", first-1), ""))
		}, []string{"รหัสแถว", "ไม่มีคอลัมน์นี้"}},
		"another sheet": {func(t *testing.T, b *sheet) { must(t, b.f.DeleteSheet(work)) }, []string{"ไม่มีแผ่นแบบตรวจทาน", "วิธีกรอก"}},
		"headers gone":  {func(t *testing.T, b *sheet) { must(t, b.f.RemoveRow(work, first-1)) }, []string{"ไม่มีแผ่นแบบตรวจทาน"}},
		"a header twice": {func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellStr(work, fmt.Sprint("AB", first-1), "คำวินิจฉัย"))
		}, []string{"คำวินิจฉัย", "มากกว่าหนึ่ง"}},
		"a key of another office": {func(t *testing.T, b *sheet) {
			x, y := strings.Split(b.get("รหัสแถว", first), "|"), strings.Split(b.get("รหัสแถว", first+1), "|")
			x[1] = y[1]
			must(t, b.f.SetCellStr(work, b.cell("รหัสแถว", first), strings.Join(x, "|")))
		}, []string{fmt.Sprint("แถว ", first), "ถูกแก้ไข"}},
		"an error for an answer": {func(t *testing.T, b *sheet) {
			must(t, b.f.SetCellFormula(work, b.cell("หมายเหตุ", first), "1/0"))
		}, []string{"เป็นสูตร"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := memory(t)
			book := fill(t, clean)
			book.set(first, decision())
			c.do(t, book)
			if c.says != nil {
				refused(t, s, book.bytes(), c.says...)
				if count(t, s) != 0 {
					t.Error("something of it is kept")
				}
				return
			}
			if out := taken(t, s, book.bytes()); out.Decided != 1 || out.Rows != 1 {
				t.Errorf("taken in: %+v", out)
			}
			stands, err := review.Of(t.Context(), list[0], s)
			if err != nil || stands[5].Decision == nil || stands[5].Decision.Verdict != checks.Found || stands[5].Decision.By != "นางสาวสมศรี ใจดี" {
				t.Errorf("what stands on 1.6: %+v, %v", stands[5].Decision, err)
			}
		})
	}
}

// TestStale refuses a new answer to a finding that rests on something else since,
// and takes one to a finding that does not; what was taken in before stays.
func TestStale(t *testing.T) {
	list, s := audits(1, 10), memory(t)
	book := fill(t, export(t, list, s))
	book.set(first, decision())
	file := book.bytes()
	later := audits(1, 10)[0]
	later.SeenAt = later.SeenAt.AddDate(0, 0, 2)
	read := func(a *checks.Audit) (*review.Imported, error) {
		return review.Import(t.Context(), s, strings.NewReader(string(file)), int64(len(file)), review.ImportOptions{Now: now(), Current: func(office string) (*checks.Audit, error) {
			if office != list[0].Office.Key() {
				t.Errorf("asked for the office %q", office)
			}
			return a, nil
		}})
	}
	changed := *later
	changed.Findings = append([]checks.Finding{}, later.Findings...)
	changed.Findings[5].Evidence = []checks.Evidence{{URL: "https://sso01.example/new", Quote: "ใหม่"}}
	if _, err := read(&changed); review.IsRefused(err) == nil || !strings.Contains(err.Error(), fmt.Sprint("แถว ", first)) || !strings.Contains(err.Error(), "เปลี่ยนไปแล้ว") {
		t.Errorf("a stale answer: %v", err)
	}
	gone := *later
	gone.Findings = nil
	if _, err := read(&gone); review.IsRefused(err) == nil || !strings.Contains(err.Error(), "ไม่มีข้อนี้แล้ว") {
		t.Errorf("an answer to what is gone: %v", err)
	}
	if out, err := read(later); err != nil || out.Decided != 1 {
		t.Errorf("an answer to what is still so: %+v, %v", out, err)
	}
	if out, err := read(&changed); err != nil || out.Known != 1 || out.Decided != 0 {
		t.Errorf("what was taken in before, once it is stale: %+v, %v", out, err)
	}
	stands, err := review.Of(t.Context(), &changed, s)
	if err != nil || stands[5].Standing != checks.Asks {
		t.Errorf("after the evidence changed it %s, %v", stands[5].Standing, err)
	}
	stands, err = review.Of(t.Context(), &gone, s)
	if err != nil || len(stands) != 1 || stands[0].Standing != checks.Unused || stands[0].Finding != nil {
		t.Errorf("after the item went: %+v, %v", stands, err)
	}
}

// TestSecondThoughts changes, takes back and repeats decisions; an old workbook
// read again never undoes a new one.
func TestSecondThoughts(t *testing.T) {
	list, s := audits(1, 10), memory(t)
	clean := export(t, list, s)
	say := func(values map[string]any) (*review.Imported, []byte) {
		t.Helper()
		book := fill(t, clean)
		book.set(first, values)
		file := book.bytes()
		return taken(t, s, file), file
	}
	stands := func() string {
		t.Helper()
		all, err := review.Of(t.Context(), list[0], s)
		if err != nil {
			t.Fatal(err)
		}
		if all[5].Decision == nil {
			return "nothing"
		}
		return string(all[5].Decision.Verdict)
	}
	_, old := say(with(decision(), "วันที่วินิจฉัย", "24/11/2569"))
	out, _ := say(with(decision(), "วันที่วินิจฉัย", "25/11/2569", "คำวินิจฉัย", "ไม่พบ"))
	if len(out.Changes) != 1 || !strings.Contains(out.Changes[0].Text, "เดิม: วินิจฉัย: พบ") || stands() != "absent" {
		t.Errorf("the second decision: %+v; %s stands", out, stands())
	}
	if out := taken(t, s, old); out.Known != 1 || len(out.Aside) != 1 || len(out.Changes) != 0 || stands() != "absent" {
		t.Errorf("the first again: %+v; %s stands", out, stands())
	}
	if out, _ := say(with(decision(), "วันที่วินิจฉัย", "24/11/2569", "คำวินิจฉัย", "พบบางส่วน")); len(out.Aside) != 1 || stands() != "absent" {
		t.Errorf("one of an earlier day, late: %+v; %s stands", out, stands())
	}
	if out, _ := say(with(decision(), "วันที่วินิจฉัย", "26/11/2569", "คำวินิจฉัย", "ถอนคำวินิจฉัยเดิม")); out.Withdrawn != 1 || stands() != "nothing" {
		t.Errorf("taken back: %+v; %s stands", out, stands())
	}
	if n := count(t, s); n != 4 {
		t.Errorf("the log has %d lines, want all four that were said", n)
	}
}

// TestExportRefuses what makes no workbook.
func TestExportRefuses(t *testing.T) {
	var sink strings.Builder
	if _, err := review.Export(t.Context(), &sink, nil, nil, "x"); err == nil {
		t.Error("a workbook of no audit")
	}
	twice := append(audits(1, 3), audits(1, 3)...)
	if _, err := review.Export(t.Context(), &sink, twice, nil, "x"); err == nil || !strings.Contains(err.Error(), "sso01.example") {
		t.Errorf("one office twice: %v", err)
	}
	if sink.Len() != 0 {
		t.Error("something of it was written")
	}
}

// TestExport puts what is open before what is decided and the doubtful first; only
// answers can be written, and texts of a site are no formulas.
func TestExport(t *testing.T) {
	list, s := audits(2, 10), memory(t)
	list[0].Findings[5].Title = "=HYPERLINK(\"http://x\")"
	book := fill(t, export(t, list, s))
	var got []string
	for row := first; row < first+20; row++ {
		got = append(got, strings.Fields(book.get("ผลของโปรแกรม", row))[1])
	}
	if want := "ต้องให้คนตรวจ ต้องให้คนตรวจ ตรวจไม่ได้ ตรวจไม่ได้ พบบางส่วน พบบางส่วน พบแต่ปีไม่ตรง พบแต่ปีไม่ตรง เปิดไม่ได้ เปิดไม่ได้ ไม่พบ ไม่พบ พบ พบ"; !strings.HasPrefix(strings.Join(got, " "), want) {
		t.Errorf("the order: %v", got)
	}
	if v, err := book.f.GetCellFormula(work, book.cell("เรื่อง", first)); err != nil || v != "" || book.get("เรื่อง", first) != `=HYPERLINK("http://x")` {
		t.Errorf("a title is a formula: %q, %v", v, err)
	}
	for header, col := range book.at {
		id, err := book.f.GetCellStyle(work, fmt.Sprint(col, first))
		if err != nil {
			t.Fatal(err)
		}
		st, err := book.f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		open := st.Protection != nil && !st.Protection.Locked
		if answers := col >= "L"; open != answers {
			t.Errorf("column %s (%s) can be written in: %v", col, header, open)
		}
	}
	p, err := book.f.GetSheetProtection(work)
	if err != nil || !p.AutoFilter || p.FormatCells || p.DeleteRows || p.InsertColumns {
		t.Errorf("protection: %+v, %v", p, err)
	}
	taken(t, s, fillOne(t, list, s))
	next := fill(t, export(t, list, s))
	if v := next.get("คำตอบและคำวินิจฉัยที่มีอยู่", first+19); !strings.Contains(v, "วินิจฉัย: พบ") {
		t.Errorf("what is decided does not stand last: %q", v)
	}
	lists, err := next.f.GetDataValidations(work)
	if err != nil || len(lists) < 2 {
		t.Errorf("drop-downs: %v, %v", lists, err)
	}
}

func fillOne(t *testing.T, list []*checks.Audit, s review.Store) []byte {
	t.Helper()
	book := fill(t, export(t, list, s))
	book.set(first, decision())
	return book.bytes()
}

func BenchmarkExport(b *testing.B) {
	list := audits(40, 40)
	b.ReportAllocs()
	for b.Loop() {
		export(b, list, nil)
	}
}

func BenchmarkImport(b *testing.B) {
	list := audits(40, 40)
	book := fill(b, export(b, list, nil))
	for row := first; row < first+1600; row++ {
		book.set(row, decision())
	}
	file := book.bytes()
	b.ReportAllocs()
	for b.Loop() {
		s, err := review.OpenFiles(b.TempDir(), now)
		if err != nil {
			b.Fatal(err)
		}
		if out := taken(b, s, file); out.Decided != 1600 {
			b.Fatal(out)
		}
	}
}
