package review_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

// pack makes a zip file of parts.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bare is a workbook as small programs write it: prefixed names, no styles, texts
// in the cells, no cell names.
func bare(sheet string) map[string]string {
	return map[string]string{
		"_rels/.rels":                `<Relationships xmlns="r"><Relationship Id="a" Type="http://x/officeDocument" Target="/xl/book.xml"/></Relationships>`,
		"xl/book.xml":                `<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:q="r"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="งาน" sheetId="1" q:id="s1"/></x:sheets></x:workbook>`,
		"xl/_rels/book.xml.rels":     `<Relationships xmlns="r"><Relationship Id="s1" Type="http://x/worksheet" Target="worksheets/one.xml"/><Relationship Id="s2" Type="http://x/sharedStrings" Target="strings.xml"/></Relationships>`,
		"xl/worksheets/one.xml":      sheet,
		"xl/strings.xml":             `<sst xmlns="m"><si><r><t>พ</t></r><r><t>บ</t></r><rPh sb="0" eb="1"><t>อ่านว่า</t></rPh></si></sst>`,
		"xl/worksheets/_unknown.bin": "\x00\x01",
	}
}

func inline(texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		b.WriteString(`<x:c t="inlineStr"><x:is><x:t xml:space="preserve">` + strings.ReplaceAll(s, "&", "&amp;") + `</x:t></x:is></x:c>`)
	}
	return b.String()
}

// TestOtherWriters reads what no program of ours wrote.
func TestOtherWriters(t *testing.T) {
	list, s := audits(1, 10), memory(t)
	key := fill(t, export(t, list, s)).get("รหัสแถว", first)
	sheet := `<x:worksheet xmlns:x="m"><x:sheetData><x:row>` + inline("วันที่วินิจฉัย", "รหัสแถว ", "คำวินิจฉัย", "เหตุผล", "ชื่อผู้วินิจฉัย", "หน่วยที่ตรวจสอบ", "หมายเหตุ") + `</x:row>` +
		`<x:row hidden="1"><x:c><x:v>44889</x:v></x:c>` + inline(key) + `<x:c t="s"><x:v>0</x:v></x:c>` + inline("agreed", "ก &amp; ข", "ค_x0020_ง") + `<x:c t="str"><x:v>หนึ่ง_x000D_` + "\n" + `สอง</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	taken(t, s, pack(t, bare(sheet)))
	said, err := s.Said(t.Context(), list[0].Office.Key())
	if err != nil || len(said) != 1 {
		t.Fatalf("said: %v, %v", said, err)
	}
	d := said[0].Decision
	if d.Verdict != checks.Found || d.Reason != "agreed" || d.At.Format(time.DateOnly) != "2026-11-25" || d.Unit != "ค ง" || d.Note != "หนึ่ง\nสอง" || d.By != "ก &amp; ข" {
		t.Errorf("the decision: %+v", d)
	}
}

// TestForeignFiles refuses politely what is no workbook of answers.
func TestForeignFiles(t *testing.T) {
	s := memory(t)
	good := export(t, audits(1, 3), s)
	big := strings.Repeat("<x:row>"+strings.Repeat(" ", 1<<16)+"</x:row>", 128)
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"nothing":        {nil, "ว่างเปล่า"},
		"a text":         {[]byte("รหัส,คำตอบ\n1,2\n"), "ไม่ใช่แฟ้ม Excel"},
		"an old file":    {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), "รหัสผ่าน"},
		"OpenDocument":   {stored(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ".ods"},
		"macros":         {pack(t, with2(bare("<x/>"), "xl/vbaProject.bin", "x")), "มาโคร"},
		"cut":            {good[:len(good)/2], "เสียหาย"},
		"a Word file":    {pack(t, map[string]string{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "แฟ้มไม่ครบ"},
		"no such sheet":  {pack(t, map[string]string{"_rels/.rels": bare("")["_rels/.rels"], "xl/book.xml": bare("")["xl/book.xml"]}), "ไม่มีแผ่นงาน"},
		"broken XML":     {pack(t, bare("<x:worksheet><x:sheetData><x:row><x:c></x:")), "เสียหาย"},
		"an entity bomb": {pack(t, bare(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x:sheetData><x:row><x:c><x:v>&b;</x:v></x:c></x:row></x:sheetData>`)), "เสียหาย"},
		"a piece of XML without end": {pack(t, bare(`<x:sheetData><x:row><x:c t="str"><x:v>`+strings.Repeat("ก", 1<<20)+`</x:v></x:c></x:row></x:sheetData>`)),
			"ใหญ่ผิดปกติ"},
		"a zip bomb":        {pack(t, bare("<x:sheetData>"+strings.Repeat(big, 17))), "ใหญ่ผิดปกติ"},
		"a lying size":      {lying(t), "เสียหาย"},
		"100,000 rows":      {pack(t, bare(rows(t, 100_000))), "เกิน 50000 แถว"},
		"too many parts":    {pack(t, crowd(2001)), "มากผิดปกติ"},
		"a sheet elsewhere": {pack(t, with2(bare("<x/>"), "xl/_rels/book.xml.rels", `<R><Relationship Id="s1" Target="../../../../etc/passwd"/></R>`)), "แฟ้มไม่ครบ"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			refused(t, s, c.file, c.says)
			runtime.GC()
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 32<<20 {
				t.Errorf("%d MB are still held", grown>>20)
			}
			if count(t, s) != 0 {
				t.Error("something is kept")
			}
		})
	}
}

func with2(parts map[string]string, name, body string) map[string]string {
	parts[name] = body
	return parts
}

func crowd(n int) map[string]string {
	out := bare("<x/>")
	for i := range n {
		out[fmt.Sprint("x/", i)] = ""
	}
	return out
}

// rows makes a sheet of so many rows with keys that hold nothing.
func rows(t *testing.T, n int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("<x:worksheet><x:sheetData><x:row>" + inline("รหัสแถว", "คำวินิจฉัย", "หมายเหตุ") + "</x:row>")
	for i := range n {
		b.WriteString("<x:row>" + inline(fmt.Sprint("TW1|", i)) + "</x:row>")
	}
	return b.String() + "</x:sheetData></x:worksheet>"
}

// stored makes a zip file whose first part is not compressed, as OpenDocument asks.
func stored(t *testing.T, name, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = io.WriteString(w, body)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lying makes a workbook whose sheet says that it is ten bytes long.
func lying(t *testing.T) []byte {
	t.Helper()
	var b, packed bytes.Buffer
	z := zip.NewWriter(&b)
	parts := bare("")
	for name, body := range parts {
		if name == "xl/worksheets/one.xml" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	body := []byte("<x:sheetData>" + strings.Repeat("<x:row></x:row>", 1<<18))
	fl, err := flate.NewWriter(&packed, 9)
	if err == nil {
		_, err = fl.Write(body)
	}
	if err = errors.Join(err, fl.Close()); err != nil {
		t.Fatal(err)
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/one.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(body), CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10})
	if err == nil {
		_, err = w.Write(packed.Bytes())
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// office saves a workbook anew through LibreOffice, as people do.
func office(t *testing.T, book []byte) []byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not there")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, book, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), in)
	cmd.WaitDelay = 5 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, out)
	}
	body, err := os.ReadFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestRoundTrip sends 40 offices with 40 items each through export, a person's
// answers, LibreOffice and import: nothing is lost and nothing changed.
func TestRoundTrip(t *testing.T) {
	const offices, items = 40, 40
	list, s := audits(offices, items), memory(t)
	book := fill(t, export(t, list, s))
	want := map[string][]string{}
	for row := first; row < first+offices*items; row++ {
		answers := map[string]any{}
		switch row % 4 {
		case 0:
			answers = with(decision(), "หมายเหตุ", fmt.Sprintf("แถว %d: =1+1 'เครื่องหมาย' \"คำพูด\" <b>\nบรรทัดสอง", row), "วันที่วินิจฉัย", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
		case 1:
			answers = with(reply(), "ที่อยู่ (URL) ที่เผยแพร่", fmt.Sprintf("https://sso.example/แผน%%20%d?a=1&b=2", row))
		case 2:
			answers = with(waiver(), "ขอบเขตที่ผ่อนผัน", fmt.Sprint("เฉพาะแถว ", row))
		}
		if row%8 == 1 {
			for k, v := range decision() {
				answers[k] = v
			}
		}
		book.set(row, answers)
		want[book.get("รหัสแถว", row)] = nil
	}
	if len(want) != offices*items {
		t.Fatalf("%d keys for %d rows", len(want), offices*items)
	}
	file := book.bytes()
	straight, through := memory(t), memory(t)
	began := time.Now()
	a := taken(t, straight, file)
	t.Logf("import of %d rows: %v", offices*items, time.Since(began))
	began = time.Now()
	saved := office(t, file)
	t.Logf("LibreOffice: %v", time.Since(began))
	b := taken(t, through, saved)
	if a.Decided != 1000 || a.Waived != 400 || a.Replied != 400 || a.Rows != 1200 {
		t.Errorf("taken in: %+v", a)
	}
	a.Changes, b.Changes = nil, nil
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("LibreOffice changed (-straight +through):\n%s", diff)
	}
	for _, one := range list {
		x, err1 := straight.Said(t.Context(), one.Office.Key())
		y, err2 := through.Said(t.Context(), one.Office.Key())
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(x, y); diff != "" {
			t.Fatalf("%s: LibreOffice changed (-straight +through):\n%s", one.Office.Key(), diff)
		}
	}
	if again := taken(t, through, file); again.Decided+again.Replied != 0 || again.Known != 1400 {
		t.Errorf("the same before LibreOffice is new: %+v", again)
	}
	// What was decided now stands in the next export, behind what is open.
	next := fill(t, export(t, list, through))
	if v := next.get("คำตอบและคำวินิจฉัยที่มีอยู่", first+offices*items-1); !strings.Contains(v, "วินิจฉัย") && !strings.Contains(v, "ผ่อนผัน") {
		t.Errorf("the last row does not show what was decided: %q", v)
	}
	if v := next.get("คำตอบและคำวินิจฉัยที่มีอยู่", first); strings.Contains(v, "วินิจฉัย:") {
		t.Errorf("the first row is decided already: %q", v)
	}
}
