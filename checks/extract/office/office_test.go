package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/extract/office"
)

func read(t testing.TB, body []byte) (checks.Kind, *checks.Content, error) {
	t.Helper()
	kind, c, _, err := extract.NewSet(office.Reader{}).Read(context.Background(), "http://office.example/f", "", body)
	return kind, c, err
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func texts(c *checks.Content) []string {
	var out []string
	for i := range c.Blocks {
		out = append(out, strings.TrimPrefix(c.Blocks[i].Text, "• "))
	}
	return out
}

// One plan reads the same from every format that it was saved in.
func TestTexts(t *testing.T) {
	want := []string{
		"แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
		"สำนักงานสาธารณสุขอำเภอทุ่งตัวอย่าง จังหวัดสมมติ กำหนดน้ำดื่มสะอาดเป็นประเด็นสำคัญ",
		"1. ยุทธศาสตร์ด้านส่งเสริมสุขภาพ",
		"โครงการป้องกันไข้เลือดออก",
		"โครงการผู้สูงอายุสุขภาพดี",
		"ลำดับ | โครงการ | งบประมาณ (บาท)",
		"1 | ป้องกันไข้เลือดออก | 50,000",
		"2 | ผู้สูงอายุสุขภาพดี | 120,000",
		"ดูเพิ่มเติมที่ หน้าแผนงาน",
	}
	for name, kind := range map[string]checks.Kind{"text.docx": checks.KindDOCX, "text.odt": checks.KindODT, "text.doc": checks.KindDOC, "text.rtf": checks.KindRTF} {
		t.Run(name, func(t *testing.T) {
			got, c, err := read(t, file(t, name))
			if err != nil || got != kind {
				t.Fatalf("%s: %v", got, err)
			}
			if d := cmp.Diff(want, texts(c)); d != "" {
				t.Error(d)
			}
			if h := &c.Blocks[0]; h.Kind != checks.BlockHeading {
				t.Errorf("the first line is a %s", h.Kind)
			}
			if r := &c.Blocks[6]; r.Kind != checks.BlockRow || len(r.Header()) != 3 || r.Header()[1] != "โครงการ" || r.Cells()[2] != "50,000" {
				t.Errorf("row %+v", r)
			}
			if name == "text.rtf" {
				return
			}
			if len(c.Links) != 1 || c.Links[0].URL != "https://plan.example.go.th/2569" || c.Links[0].Text != "หน้าแผนงาน" || c.Links[0].Block != 8 {
				t.Errorf("links %+v", c.Links)
			}
		})
	}
}

func TestHeadingsByStyle(t *testing.T) {
	for _, name := range []string{"text.docx", "text.odt"} {
		_, c, err := read(t, file(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if c.Blocks[0].Level != 1 || c.Blocks[2].Kind != checks.BlockHeading || c.Blocks[2].Level != 2 || c.Blocks[3].Kind != checks.BlockItem {
			t.Errorf("%s: %+v", name, c.Blocks[:4])
		}
		if !strings.HasPrefix(c.Title, "แผนปฏิบัติราชการ") {
			t.Errorf("%s: title %q", name, c.Title)
		}
	}
}

// Sheets give rows under their header, with money and days as a person reads them.
func TestSheets(t *testing.T) {
	for _, name := range []string{"sheet.xlsx", "sheet.xls", "sheet.ods"} {
		_, c, err := read(t, file(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Blocks) != 4 || c.Blocks[0].Kind != checks.BlockHeading {
			t.Fatalf("%s: %q", name, texts(c))
		}
		r := c.Blocks[3]
		if r.Cells()[1] != "ค่าจ้างเหมาทำความสะอาด" || r.Header()[2] != "งบประมาณ" || !strings.Contains(r.Cells()[3], "2026-02-01") {
			t.Errorf("%s: %+v", name, r)
		}
		if got := strings.ReplaceAll(r.Cells()[2], ",", ""); got != "108000.5" {
			t.Errorf("%s: a sum of %q", name, r.Cells()[2])
		}
	}
}

func TestSlides(t *testing.T) {
	want := []string{"ผลการดำเนินงาน ปีงบประมาณ 2568", "สำนักงานสาธารณสุขอำเภอทุ่งตัวอย่าง", "ตัวชี้วัด", "ความครอบคลุมวัคซีน ร้อยละ 95"}
	for _, name := range []string{"slide.pptx", "slide.odp"} {
		_, c, err := read(t, file(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, texts(c)); d != "" {
			t.Error(name, d)
		}
		if c.Facts.Pages != 2 || c.Blocks[2].Page != 2 {
			t.Errorf("%s: %d pages, the third block on page %d", name, c.Facts.Pages, c.Blocks[2].Page)
		}
	}
}

// packed makes a container of parts.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if !strings.Contains(parts[0], "mimetype") {
		parts = append([]string{"[Content_Types].xml", "<Types/>"}, parts...)
	}
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const docHead = `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:r="r"><w:body>`

// What people do not see in a document is no evidence.
func TestUnseenTextIsLeftOut(t *testing.T) {
	body := packed(t, "word/document.xml", docHead+`<w:p><w:r><w:t>เห็น</w:t></w:r><w:del><w:r><w:delText>ลบแล้ว</w:delText></w:r></w:del></w:p></w:body></w:document>`)
	_, c, err := read(t, body)
	if err != nil || strings.Join(texts(c), "") != "เห็น" {
		t.Errorf("%v %v", texts(c), err)
	}
	book := packed(t, "xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="ซ่อน" state="hidden" r:id="a"/><sheet name="เปิด" r:id="b"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Target="worksheets/1.xml"/><Relationship Id="b" Target="worksheets/2.xml"/></Relationships>`,
		"xl/worksheets/1.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>ลับ</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/2.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>เปิดเผย</t></is></c></row></sheetData></worksheet>`)
	_, c, err = read(t, book)
	if err != nil || strings.Join(texts(c), "|") != "เปิด|เปิดเผย" {
		t.Errorf("%v %v", texts(c), err)
	}
}

func TestNestedTableIsTextOfItsCell(t *testing.T) {
	cell := func(s string) string { return `<w:tc><w:p><w:r><w:t>` + s + `</w:t></w:r></w:p></w:tc>` }
	inner := `<w:tbl><w:tr>` + cell("ใน") + `</w:tr></w:tbl>`
	body := packed(t, "word/document.xml", docHead+`<w:tbl><w:tr>`+cell("หนึ่ง")+`<w:tc>`+inner+`<w:p/></w:tc></w:tr></w:tbl></w:body></w:document>`)
	_, c, err := read(t, body)
	if err != nil || len(c.Blocks) != 1 || c.Blocks[0].Text != "หนึ่ง | ใน" {
		t.Errorf("%q %v", texts(c), err)
	}
}

// A part that unpacks to more than the limit costs this file and no memory.
func TestBombs(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.Create("[Content_Types].xml"); err != nil {
		t.Fatal(err)
	}
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte(docHead + `<w:p><w:r><w:t>เริ่ม</w:t></w:r></w:p><w:p><w:r><w:t>`))
	blank := bytes.Repeat([]byte("A"), 1<<20)
	for range 80 {
		_, _ = w.Write(blank)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, c, err := read(t, b.Bytes())
	if err != nil || len(c.Blocks) == 0 || !c.Facts.Truncated {
		t.Fatalf("%v %v", c, err)
	}
	for _, bl := range c.Blocks {
		if len(bl.Text) > 100_000 {
			t.Errorf("a block of %d bytes", len(bl.Text))
		}
	}
	entities := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ก"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p></w:body></w:document>`
	if _, c, err := read(t, packed(t, "word/document.xml", entities)); err == nil && len(strings.Join(texts(c), "")) > 100 {
		t.Errorf("entities grew to %q", texts(c))
	}
	many := []string{"word/document.xml", docHead + "</w:body></w:document>"}
	for i := range 10_001 {
		many = append(many, fmt.Sprint("x/", i), "")
	}
	if _, _, err := read(t, packed(t, many...)); !errors.Is(err, extract.ErrTooLarge) {
		t.Errorf("ten thousand parts: %v", err)
	}
}

func TestLocked(t *testing.T) {
	odt := packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", `<m><file-entry><encryption-data/></file-entry></m>`, "content.xml", "\x00\x01")
	if _, _, err := read(t, odt); !errors.Is(err, extract.ErrLocked) {
		t.Errorf("an encrypted text: %v", err)
	}
	doc := file(t, "text.doc")
	at := bytes.Index(doc, []byte{0xEC, 0xA5})
	doc[at+0x0B] |= 1
	if _, _, err := read(t, doc); !errors.Is(err, extract.ErrLocked) {
		t.Errorf("an encrypted Word file: %v", err)
	}
}

// Cut files say that they are damaged, or give what stands before the cut.
func TestCutFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{9, 600, len(body) / 2, len(body) - 30} {
			_, c, err := read(t, body[:min(n, len(body))])
			if err == nil && c == nil {
				t.Errorf("%s cut at %d: neither content nor error", name, n)
			}
		}
	}
}

// Archives are listed; names in the old Thai code page are readable.
func TestArchive(t *testing.T) {
	thai, err := charmap.Windows874.NewEncoder().String("แผนงาน.doc")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, h := range []*zip.FileHeader{{Name: "budget2569.pdf"}, {Name: thai, NonUTF8: true}, {Name: "folder/"}} {
		if _, err := z.CreateHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	kind, c, err := read(t, b.Bytes())
	if err != nil || kind != checks.KindZip {
		t.Fatal(kind, err)
	}
	if d := cmp.Diff([]string{"budget2569.pdf", "แผนงาน.doc"}, c.Facts.Entries); d != "" {
		t.Error(d)
	}
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := (office.Reader{}).Read(ctx, extract.Raw{Body: file(t, "text.docx"), Kind: checks.KindDOCX}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzRead holds that no bytes make a reader panic, run on without end or yield
// more than its limits.
func FuzzRead(f *testing.F) {
	kinds := office.Reader{}.Kinds()
	names, _ := filepath.Glob("testdata/*.*")
	for _, name := range names {
		if body, err := os.ReadFile(name); err == nil && len(body) < 30_000 {
			for i := range kinds {
				f.Add(uint8(i), body)
			}
		}
	}
	f.Add(uint8(9), []byte(`{\rtf1\ansicpg874 {\fonttbl x}\'a1\u3585 ?\par\bin99999}`))
	f.Fuzz(func(t *testing.T, k uint8, body []byte) {
		kind := kinds[int(k)%len(kinds)]
		c, _, err := office.Reader{}.Read(context.Background(), extract.Raw{Body: body, Kind: kind})
		if err != nil {
			return
		}
		for i := range c.Blocks {
			for _, l := range c.Blocks[i].Links() {
				if l < 0 || l >= int32(len(c.Links)) || c.Links[l].Block != i {
					t.Fatalf("block %d points at link %d of %d", i, l, len(c.Links))
				}
			}
			if len(c.Blocks[i].Cells()) > 200 {
				t.Fatalf("a row of %d cells", len(c.Blocks[i].Cells()))
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"text.docx", "text.doc", "sheet.xlsx", "sheet.xls", "slide.pptx"} {
		body := file(b, name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := read(b, body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
