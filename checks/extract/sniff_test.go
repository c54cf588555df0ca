package extract

import (
	"archive/zip"
	"bytes"
	bin "encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"github.com/truatweb/truatweb/checks"
)

// zipOf makes an archive of files, named and filled in turn.
func zipOf(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compound makes a compound file with one stream: a header, one sector of
// allocations and one of directory entries.
func compound(name string) string {
	const sector = 512
	b := make([]byte, 4*sector)
	put16, put32 := bin.LittleEndian.PutUint16, bin.LittleEndian.PutUint32
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	put16(b[24:], 0x3E)
	put16(b[26:], 3)
	put16(b[28:], 0xFFFE)
	put16(b[30:], 9)
	put16(b[32:], 6)
	put32(b[44:], 1)          // sectors of allocations
	put32(b[48:], 1)          // first sector of the directory
	put32(b[56:], 4096)       // streams below this size are small
	put32(b[60:], 0xFFFFFFFE) // none are
	put32(b[68:], 0xFFFFFFFE)
	for i := 76; i < sector; i += 4 {
		put32(b[i:], 0xFFFFFFFF)
	}
	put32(b[76:], 0)
	fat := b[sector:]
	for i := 0; i < sector; i += 4 {
		put32(fat[i:], 0xFFFFFFFF)
	}
	put32(fat, 0xFFFFFFFD)
	put32(fat[4:], 0xFFFFFFFE)
	dir := b[2*sector:]
	entry := func(at int, name string, kind byte, child uint32) {
		e := dir[at*128:]
		u := utf16.Encode([]rune(name))
		for i, c := range u {
			put16(e[2*i:], c)
		}
		put16(e[64:], uint16(2*len(u)+2))
		e[66], e[67] = kind, 1
		put32(e[68:], 0xFFFFFFFF)
		put32(e[72:], 0xFFFFFFFF)
		put32(e[76:], child)
		put32(e[116:], 0xFFFFFFFE)
	}
	entry(0, "Root Entry", 5, 1)
	entry(1, name, 2, 0xFFFFFFFF)
	return string(b)
}

func wide(s string, big bool) string {
	var order bin.ByteOrder = bin.LittleEndian
	if big {
		order = bin.BigEndian
	}
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
		if err := bin.Write(&b, order, u); err != nil {
			panic(err)
		}
	}
	return b.String()
}

func sniffCases(t testing.TB) map[string]struct {
	body string
	want checks.Kind
} {
	thai := func(s string) string {
		b, err := charmap.Windows874.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	page := `<html><head><title>ข่าว</title></head><body><p>ข่าว</body></html>`
	return map[string]struct {
		body string
		want checks.Kind
	}{
		"empty":                     {"", checks.KindEmpty},
		"page":                      {"<!DOCTYPE html>" + page, checks.KindHTML},
		"page in capitals":          {"\r\n <HTML><BODY>x", checks.KindHTML},
		"page with byte order mark": {"\xEF\xBB\xBF\n<!doctype html>" + page, checks.KindHTML},
		"page in UTF-16":            {wide(page, false), checks.KindHTML},
		"page in UTF-16, big first": {wide(page, true), checks.KindHTML},
		"page in UTF-16, no mark":   {wide(page, false)[2:], checks.KindHTML},
		"page in windows-874":       {thai(page), checks.KindHTML},
		"page under a .pdf name":    {"<html><body>ไม่พบไฟล์</body></html>", checks.KindHTML},
		"page after a comment":      {"<!-- saved from url=(0014)about:internet -->\n" + page, checks.KindHTML},
		"page after a long comment": {"<!--" + strings.Repeat("x", 9000) + "-->" + page, checks.KindHTML},
		"page after a warning":      {"Warning: mysql_connect() failed in /var/www/a.php on line 3\n" + page, checks.KindHTML},
		"XHTML":                     {`<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml">`, checks.KindHTML},
		"part of a page":            {"<div class=x>ก</div>", checks.KindHTML},
		"frameset":                  {`<frameset rows="1,*"><frame src=a.htm></frameset>`, checks.KindHTML},
		"list on its own":           {"<ol><li>ก<li>ข</ol>", checks.KindHTML},
		"feed":                      {`<?xml version="1.0"?><rss version="2.0"><channel><title>ข่าว</title></channel></rss>`, checks.KindXML},
		"feed without declaration":  {`<rss version="2.0"><channel>`, checks.KindXML},
		"feed that carries HTML":    {`<?xml version="1.0"?><rss><item><description><![CDATA[<p>a</p><a href="x">b</a><html>]]></description></item></rss>`, checks.KindXML},
		"atom":                      {`<feed xmlns="http://www.w3.org/2005/Atom"><entry>`, checks.KindXML},
		"site map":                  {"\xEF\xBB\xBF" + `<?xml version="1.0"?><urlset><url><loc>http://a.test/</loc></url></urlset>`, checks.KindXML},
		"drawing":                   {`<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>`, checks.KindXML},
		"object":                    {`{"title":"\u0e02\u0e48\u0e32\u0e27"}`, checks.KindJSON},
		"list of objects":           {"\xEF\xBB\xBF [ {\"id\":1} ]", checks.KindJSON},
		"text in brackets":          {"[ประกาศ] เรื่อง รับสมัครงาน", checks.KindText},
		"text in braces":            {"{ร่าง} ประกาศ", checks.KindText},
		"object cut short":          {`{"title":"` + strings.Repeat("ข่าว", 3000), checks.KindJSON},
		"text":                      {"ประกาศรับสมัครงาน\nตั้งแต่วันที่ 1", checks.KindText},
		"text in windows-874":       {thai("ประกาศรับสมัครงาน ตั้งแต่วันที่ ๑ มกราคม"), checks.KindText},
		"text in UTF-16":            {wide("ประกาศรับสมัครงาน", false), checks.KindText},
		"text with commas":          {"ก, ข และ ค\nง", checks.KindText},
		"commas":                    {"ที่,ชื่อ,จำนวน\n1,ก,2\n2,ข,3\n", checks.KindCSV},
		"semicolons":                {"a;b\n1;2\n", checks.KindCSV},
		"tabs":                      {"a\tb\r\n1\t2\r\n3\t4", checks.KindCSV},
		"commas in windows-874":     {thai("ที่,ชื่อ\n1,ก\n2,ข\n"), checks.KindCSV},
		"commas inside quotes":      {"ชื่อ,ที่อยู่\n\"ก\",\"1, หมู่ 2\"\n\"ข\",\"3, หมู่ 4\"\nค,5\n", checks.KindCSV},
		"PDF":                       {"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj", checks.KindPDF},
		"PDF after junk":            {"\r\n\x00junk" + strings.Repeat(" ", 700) + "%PDF-1.7\n", checks.KindPDF},
		"page that speaks of PDF":   {"<html><body>%PDF-1.4 คืออะไร</body></html>", checks.KindHTML},
		"DOCX":                      {zipOf(t, "[Content_Types].xml", "<x/>", "_rels/.rels", "", "word/document.xml", "<w/>"), checks.KindDOCX},
		"XLSX":                      {zipOf(t, "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<w/>"), checks.KindXLSX},
		"PPTX":                      {zipOf(t, "[Content_Types].xml", "<x/>", "ppt/presentation.xml", "<w/>"), checks.KindPPTX},
		"ODT":                       {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", ""), checks.KindODT},
		"ODS":                       {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), checks.KindODS},
		"ODP":                       {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.presentation"), checks.KindODP},
		"archive":                   {zipOf(t, "แผน.pdf", "%PDF"), checks.KindZip},
		"archive of a folder word":  {zipOf(t, "word/รายงาน.pdf", "%PDF", "word/แผน.pdf", ""), checks.KindZip},
		"empty archive":             {zipOf(t), checks.KindZip},
		"archive cut short":         {zipOf(t, "a.txt", "x")[:20], checks.KindZip},
		"DOC":                       {compound("WordDocument"), checks.KindDOC},
		"XLS":                       {compound("Workbook"), checks.KindXLS},
		"XLS of old":                {compound("Book"), checks.KindXLS},
		"PPT":                       {compound("PowerPoint Document"), checks.KindPPT},
		"locked DOCX":               {compound("EncryptedPackage"), checks.KindDOCX},
		"other compound file":       {compound("VisioDocument"), checks.KindOther},
		"compound file cut short":   {compound("WordDocument")[:600], checks.KindOther},
		"RTF":                       {`{\rtf1\ansi\deff0 ข่าว}`, checks.KindRTF},
		"RAR":                       {"Rar!\x1A\x07\x01\x00", checks.KindRAR},
		"7z":                        {"7z\xBC\xAF\x27\x1C\x00\x04", checks.KindRAR},
		"JPEG":                      {"\xFF\xD8\xFF\xE0\x00\x10JFIF", checks.KindImage},
		"PNG":                       {"\x89PNG\r\n\x1a\n\x00\x00", checks.KindImage},
		"GIF":                       {"GIF89a\x01\x00", checks.KindImage},
		"BMP":                       {"BM\x36\x00\x0C\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00", checks.KindImage},
		"text that begins with BM":  {"BMI ดัชนีมวลกาย คำนวณจากน้ำหนัก", checks.KindText},
		"TIFF":                      {"II*\x00\x08\x00\x00\x00", checks.KindImage},
		"WebP":                      {"RIFF\x24\x00\x00\x00WEBPVP8 ", checks.KindImage},
		"AVIF":                      {"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00", checks.KindImage},
		"icon":                      {"\x00\x00\x01\x00\x01\x00\x10\x10", checks.KindImage},
		"film":                      {"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", checks.KindOther},
		"noise":                     {strings.Repeat("\x00\x01\x02\xFE\xFD\x03", 50), checks.KindOther},
		"gzip":                      {"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\x01\x02\x03\x04\x05\x06\x07\x0e\x0f", checks.KindOther},
		"white space":               {" \r\n\t ", checks.KindText},
	}
}

func TestSniff(t *testing.T) {
	for name, tc := range sniffCases(t) {
		if got := Sniff([]byte(tc.body)); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

// FuzzSniff: every file has a kind, only nothing at all is empty, and what stands
// before or after the first few thousand bytes of a page changes nothing.
func FuzzSniff(f *testing.F) {
	for _, tc := range sniffCases(f) {
		if len(tc.body) < 3000 {
			f.Add([]byte(tc.body))
		}
	}
	known := map[checks.Kind]bool{}
	for _, k := range []checks.Kind{checks.KindHTML, checks.KindPDF, checks.KindDOCX, checks.KindXLSX, checks.KindPPTX, checks.KindODT, checks.KindODS, checks.KindODP,
		checks.KindDOC, checks.KindXLS, checks.KindPPT, checks.KindRTF, checks.KindCSV, checks.KindText, checks.KindJSON, checks.KindXML, checks.KindImage, checks.KindZip,
		checks.KindRAR, checks.KindEmpty, checks.KindOther} {
		known[k] = true
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		kind := Sniff(body)
		if !known[kind] {
			t.Errorf("kind %q", kind)
		}
		if (kind == checks.KindEmpty) != (len(body) == 0) {
			t.Errorf("%d bytes are %s", len(body), kind)
		}
		if again := Sniff(bytes.Clone(body)); again != kind {
			t.Errorf("%s, then %s", kind, again)
		}
		if kind == checks.KindHTML && len(body) < 4000 {
			if got := Sniff(append(bytes.Clone(body), bytes.Repeat([]byte(" "), 5000)...)); got != kind {
				t.Errorf("with spaces after it %s is %s", kind, got)
			}
		}
	})
}

func BenchmarkSniff(b *testing.B) {
	page := []byte("<!-- x --><html><head><title>ข่าว</title></head><body>" + strings.Repeat("<p>ข่าวประชาสัมพันธ์</p>", 1000))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		Sniff(page)
	}
}
