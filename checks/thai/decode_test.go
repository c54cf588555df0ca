package thai_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/truatweb/truatweb/checks/thai"
)

const page = `<html><head><title>สำนักงานสาธารณสุขอำเภอตัวอย่าง</title></head><body><p>วิสัยทัศน์ พันธกิจ “น้ำ” ที่ดี 2569</p></body></html>`

func tis(s string) []byte {
	b, err := charmap.Windows874.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

// asLatin1 gives what a program shows that takes bytes for Latin-1.
func asLatin1(b []byte) string {
	rs := make([]rune, len(b))
	for i, c := range b {
		rs[i] = rune(c)
	}
	return string(rs)
}

// as874 gives what a browser shows that takes bytes for windows-874; bytes that
// have no letter there stay control characters or are lost.
func as874(b []byte) string {
	var out strings.Builder
	for _, c := range b {
		r := charmap.Windows874.DecodeByte(c)
		if r == utf8.RuneError && c < 0xA0 {
			r = rune(c)
		}
		out.WriteRune(r)
	}
	return out.String()
}

func as1252(b []byte) string {
	var out strings.Builder
	for _, c := range b {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		out.WriteRune(r)
	}
	return out.String()
}

func utf16le(s string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func utf16be(s string) []byte {
	out := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

func withMeta(charset string) string {
	return strings.Replace(page, "<head>", `<head><meta http-equiv="Content-Type" content="text/html; charset=`+charset+`">`, 1)
}

func TestDecode(t *testing.T) {
	chinese, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte("<p>娱乐城在线注册送彩金官方网站</p>"))
	if err != nil {
		t.Fatal(err)
	}
	mixed := append([]byte("<p>สำนักงานสาธารณสุขอำเภอตัวอย่าง</p>\n<td>"), tis("ประกาศรับสมัครงาน")...)
	mixed = append(mixed, "</td>"...)
	tests := []struct {
		name     string
		body     []byte
		header   string
		text     string
		set, by  string
		declared string
	}{
		{"UTF-8, nothing said", []byte(page), "", page, "utf-8", "valid-utf8", ""},
		{"UTF-8, rightly said", []byte(page), "text/html; charset=UTF-8", page, "utf-8", "valid-utf8", "utf-8"},
		{"UTF-8, header says TIS-620", []byte(page), `text/html; charset="tis-620"`, page, "utf-8", "valid-utf8", "tis-620"},
		{"UTF-8, meta says windows-874", []byte(withMeta("windows-874")), "", withMeta("windows-874"), "utf-8", "valid-utf8", "windows-874"},
		{"UTF-8 with a mark", append([]byte{0xEF, 0xBB, 0xBF}, page...), "text/html; charset=tis-620", page, "utf-8", "bom", "tis-620"},
		{"UTF-16 little end first", utf16le(page), "", page, "utf-16le", "bom", ""},
		{"UTF-16 without a mark", utf16le(page)[2:], "text/html; charset=UTF-16", page, "utf-16le", "header", "utf-16"},
		{"UTF-16 without a mark, big end first", utf16be(page)[2:], "text/html; charset=utf-16be", page, "utf-16be", "header", "utf-16be"},
		{"said to be UTF-16 and is not", []byte(page), "text/html; charset=utf-16", page, "utf-8", "valid-utf8", "utf-16"},
		{"UTF-16 big end first", utf16be(page), "", page, "utf-16be", "bom", ""},
		{"TIS-620, nothing said", tis(page), "", page, "windows-874", "thai-share", ""},
		{"TIS-620, header", tis(page), "text/html; charset=TIS-620", page, "windows-874", "header", "tis-620"},
		{"TIS-620, meta", tis(withMeta("windows-874")), "text/html", withMeta("windows-874"), "windows-874", "meta", "windows-874"},
		{"TIS-620, header says UTF-8", tis(page), "text/html; charset=utf-8", page, "windows-874", "thai-share", "utf-8"},
		{"TIS-620, header says UTF-8 and meta the truth", tis(withMeta("tis-620")), "text/html; charset=utf-8", withMeta("tis-620"), "windows-874", "thai-share", "utf-8"},
		{"TIS-620, meta says Latin-1", tis(withMeta("iso-8859-1")), "", withMeta("iso-8859-1"), "windows-874", "thai-share", "iso-8859-1"},
		{"TIS-620, few letters that are UTF-8 by chance", []byte("<b>\xC3\xA1</b>"), "text/html; charset=tis-620", "<b>รก</b>", "windows-874", "header", "tis-620"},
		{"French, said", []byte("<p>d\xe9j\xe0 vu \xe0 la for\xeat</p>"), "text/html; charset=iso-8859-1", "<p>déjà vu à la forêt</p>", "windows-1252", "header", "iso-8859-1"},
		{"Chinese, said", chinese, "text/html; charset=gb2312", "<p>娱乐城在线注册送彩金官方网站</p>", "gbk", "header", "gb2312"},
		{"plain ASCII", []byte("<p>hello</p>"), "", "<p>hello</p>", "utf-8", "valid-utf8", ""},
		{"nothing", nil, "", "", "utf-8", "valid-utf8", ""},
		{"UTF-8 cut inside a letter", []byte("<p>สสอ\xE0\xB8"), "", "<p>สสอ", "utf-8", "valid-utf8", ""},
		{"UTF-8 with TIS-620 parts", mixed, "", "<p>สำนักงานสาธารณสุขอำเภอตัวอย่าง</p>\n<td>ประกาศรับสมัครงาน</td>", "utf-8", "thai-share", ""},
		{"UTF-8 read as windows-874", []byte("<h1>" + as874([]byte("ข้อมูลหน่วยงาน")) + "</h1><p>ถูกต้อง</p>"), "", "<h1>ข้อมูลหน่วยงาน</h1><p>ถูกต้อง</p>", "utf-8", "valid-utf8", ""},
		{"UTF-8 read as Latin-1", []byte("<h1>" + asLatin1([]byte("ข้อมูลหน่วยงาน")) + "</h1>"), "", "<h1>ข้อมูลหน่วยงาน</h1>", "utf-8", "valid-utf8", ""},
		{"UTF-8 read as windows-1252", []byte("<h1>" + as1252([]byte("ข้อมูลหน่วยงาน")) + "</h1>"), "", "<h1>ข้อมูลหน่วยงาน</h1>", "utf-8", "valid-utf8", ""},
		{"TIS-620 read as Latin-1", []byte("<h1>ÊÓ¹Ñ¡§Ò¹</h1> <p>สำนักงาน</p>"), "", "<h1>สำนักงาน</h1> <p>สำนักงาน</p>", "utf-8", "valid-utf8", ""},
		{"French in UTF-8 stays", []byte("<p>Déjà vu à la forêt, éèêë œuvre ÀÉÈ</p>"), "", "<p>Déjà vu à la forêt, éèêë œuvre ÀÉÈ</p>", "utf-8", "valid-utf8", ""},
		{"words with เน and เธ stay", []byte("<p>เธอเน้นเรื่องเนื้อหาของเน็ต เธอเนี่ยแหละ</p>"), "", "<p>เธอเน้นเรื่องเนื้อหาของเน็ต เธอเนี่ยแหละ</p>", "utf-8", "valid-utf8", ""},
	}
	for _, c := range tests {
		got := thai.Decode(c.body, c.header)
		if got.Text != c.text || got.Name != c.set || got.By != c.by || got.Declared != c.declared {
			t.Errorf("%s: %q by %s, %s (declared %q), want %q by %s, %s", c.name, got.Text, got.By, got.Name, got.Declared, c.text, c.by, c.set)
		}
		if thai.Unreadable(got.Text) {
			t.Errorf("%s: called unreadable", c.name)
		}
	}
}

func TestThaiLabels(t *testing.T) {
	body := tis("<p>\xE0\xB8\x81a</p>") // one letter: too little to guess by
	for _, label := range []string{"tis-620", "TIS620", "tis_620", "iso-8859-11", "ISO_8859-11", "iso8859-11", "windows-874", "Windows874", "cp874", "CP-874", "x-windows-874", "ms874", "dos-874", "874", "TIS-620-2533", "csTIS620", "thai"} {
		for _, header := range []string{"text/html; charset=" + label, "text/html;charset='" + label + "'", "text/html; Charset=\"" + label + "\"; x=y"} {
			if got := thai.Decode(body, header); got.Text != "<p>กa</p>" || got.By != "header" {
				t.Errorf("%s: %q by %s", header, got.Text, got.By)
			}
		}
		for _, meta := range []string{`<meta charset=` + label + `>`, `<META http-equiv='content-type' content='text/html; charset=` + label + `'>`, `<?xml version="1.0" encoding="` + label + `"?>`} {
			got := thai.Decode(append([]byte(meta), body...), "text/html")
			if !strings.HasSuffix(got.Text, "<p>กa</p>") || got.By != "meta" {
				t.Errorf("%s: %q by %s", meta, got.Text, got.By)
			}
		}
	}
}

func TestDamageIsCounted(t *testing.T) {
	lost := "<p>" + strings.Repeat("??????? ", 20) + "</p>"
	if got := thai.Decode([]byte(lost), "text/html; charset=utf-8"); got.Damaged < 100 || !thai.Unreadable(got.Text) {
		t.Errorf("a page of question marks: damaged %d, unreadable %v", got.Damaged, thai.Unreadable(got.Text))
	}
	for name, c := range map[string]struct {
		body string
		most int
	}{
		"a right page":          {page, 0},
		"a few question marks":  {page + "<p>อะไรนะ??? จริงหรือ???</p>", 0},
		"a cut letter":          {page + "\xE0\xB8", 1},
		"a byte lost in a word": {page + "<p>สำ\xE0\xB8กงาน</p>", 2},
	} {
		got := thai.Decode([]byte(c.body), "")
		if got.Damaged > c.most || c.most > 0 && got.Damaged == 0 || !strings.Contains(got.Text, "วิสัยทัศน์") || thai.Unreadable(got.Text) {
			t.Errorf("%s: damaged %d, want at most %d; unreadable %v", name, got.Damaged, c.most, thai.Unreadable(got.Text))
		}
	}
	for name, s := range map[string]string{
		"mojibake past mending": strings.Repeat("เธชเธณ�เธ ", 20),
		"replacement signs":     strings.Repeat("\uFFFD\uFFFD\uFFFD\uFFFD ", 10) + "ok",
	} {
		if !thai.Unreadable(s) {
			t.Errorf("%s is called readable", name)
		}
	}
}

// TestDecodeFindsTheText: however a Thai text was written, it comes back.
func TestDecodeFindsTheText(t *testing.T) {
	words := []string{"สำนักงานสาธารณสุขอำเภอ", "วิสัยทัศน์", "น้ำดื่ม", "ผู้บริหาร", "ประกาศ ๒๕๖๙", "เว็บไซต์", "เธอ", "เนื้อหา", "แผนที่", "e-Service", "<br>", "\n", " ", "ข่าว"}
	headers := []string{"", "text/html", "text/html; charset=utf-8", "text/html; charset=tis-620", "text/html; charset=windows-874", "text/html; charset=iso-8859-1", "text/html; charset=nonsense"}
	rapid.Check(t, func(t *rapid.T) {
		want := "สาธารณสุขอำเภอตัวอย่าง " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), "")
		header := rapid.SampledFrom(headers).Draw(t, "header")
		body := rapid.SampledFrom([][]byte{[]byte(want), append([]byte{0xEF, 0xBB, 0xBF}, want...), utf16le(want), tis(want)}).Draw(t, "body")
		if got := thai.Decode(body, header); got.Text != want || got.Damaged != 0 {
			t.Fatalf("Decode as %s by %s, damaged %d: %q, want %q", got.Name, got.By, got.Damaged, got.Text, want)
		}
	})
}

// TestDecodeOfACutBody: a body cut anywhere stays what it is up to the cut.
func TestDecodeOfACutBody(t *testing.T) {
	for cut := len("<html><head><title>สำนั"); cut < len(page); cut++ {
		got := thai.Decode([]byte(page[:cut]), "")
		if text := strings.TrimRight(got.Text, "\uFFFD"); got.Name != "utf-8" || !strings.HasPrefix(page, text) || len(text) < cut-2 {
			t.Fatalf("cut at %d: %s, %q", cut, got.Name, got.Text)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(page), "text/html; charset=tis-620")
	f.Add(tis(page), "")
	f.Add([]byte("\xFF\xFEa"), "charset=")
	f.Add([]byte("\xE0\xB8"), "text/html; charset=\"")
	f.Add([]byte(as874([]byte("ข้อมูล"))), "")
	f.Add([]byte("ÊÓ¹Ñ¡§Ò¹"), "ⱥcharset=x")
	f.Add(bytes.Repeat([]byte("?"), 50), "text/html; charset=gbk")
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		got := thai.Decode(body, header)
		if !utf8.ValidString(got.Text) || got.Name == "" || got.By == "" || got.Damaged < 0 {
			t.Fatalf("%+v", got)
		}
		if utf8.Valid(body) && thai.Decode([]byte(got.Text), "").Text == "" && len(got.Text) > 3 {
			t.Fatalf("the text %q decodes to nothing", got.Text)
		}
		thai.Unreadable(got.Text)
		thai.Quality(got.Text)
	})
}
