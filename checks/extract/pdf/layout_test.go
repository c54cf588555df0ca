package pdf

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// set places a text as one word with its foot at y, 6 points a base letter.
func set(x, y float64, s string) word {
	n := 0.0
	for _, r := range s {
		if !dependent(r) || r == 'า' || r == 'ำ' || r == 'ะ' {
			n++
		}
	}
	return word{box{x, y - 16, x + 6*n, y}, s}
}

func kinds(bs []checks.Block) string {
	var parts []string
	for _, b := range bs {
		parts = append(parts, b.Kind.String()+":"+b.Text)
	}
	return strings.Join(parts, "\n")
}

func TestLines(t *testing.T) {
	full := "ข้อความที่ยาวเต็มบรรทัดของหน้ากระดาษซึ่งไม่มีช่องว่างเลยและตัดคำไว้กลางคำว่าอำเภอและหน่วย"
	tests := []struct {
		name  string
		words []word
		want  string
	}{
		{"a break inside a word is no space", []word{set(72, 100, full), set(72, 118, "งานราชการ")},
			"text:" + full + "งานราชการ"},
		{"a break before a number is one", []word{set(72, 100, full), set(72, 118, "2569 ต่อไป")},
			"text:" + full + " 2569 ต่อไป"},
		{"a short line ends its paragraph", []word{set(72, 100, "บรรทัดสั้น"), set(72, 118, full), set(72, 136, "ต่อกัน")},
			"text:บรรทัดสั้น\ntext:" + full + "ต่อกัน"},
		{"list marks begin items", []word{set(72, 100, "1."), set(100, 100, full), set(72, 118, "2. ข้อสอง"), set(72, 136, "- ข้อย่อย")},
			"item:1. " + full + "\nitem:2. ข้อสอง\nitem:- ข้อย่อย"},
		{"cells that are broken are one", []word{
			set(72, 100, "ลำดับ"), set(150, 100, "ชื่อ"), set(300, 100, "วิธี"),
			set(72, 130, "1"), set(150, 130, "ซ่อมเครื่องปรับ"), set(150, 148, "อากาศ"), set(300, 130, "เฉพาะ"), set(300, 148, "เจาะจง"),
			set(72, 180, "2"), set(300, 180, "คัดเลือก")},
			"row:ลำดับ | ชื่อ | วิธี\nrow:1 | ซ่อมเครื่องปรับอากาศ | เฉพาะเจาะจง\nrow:2 | คัดเลือก"},
		{"a table right below a text takes its first cell", []word{
			set(72, 100, full), set(72, 118, "ดังนี้"), set(72, 136, "กลุ่มงาน"), set(200, 136, "หัวหน้า"), set(72, 154, "บริหาร"), set(200, 154, "นางสมมุติ")},
			"text:" + full + "ดังนี้\nrow:กลุ่มงาน | หัวหน้า\nrow:บริหาร | นางสมมุติ"},
		{"a mark set apart rejoins its consonant", []word{set(72, 100, "ประจ"), set(104, 100, "ำปี"), set(72, 140, full)},
			"heading:ประจำปี\ntext:" + full},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, cut := layOut([]page{{595, 842, tt.words}})
			// the first of a file may be taken for its title
			have := strings.Replace(kinds(got), "heading:บรรทัดสั้น", "text:บรรทัดสั้น", 1)
			if have != tt.want || cut {
				t.Errorf("got\n%s\nwant\n%s", have, tt.want)
			}
		})
	}
}

func TestColumnsOfHeader(t *testing.T) {
	got, _ := layOut([]page{{595, 842, []word{
		set(72, 100, "ลำดับ"), set(150, 100, "ชื่อ"), set(300, 100, "วิธี"),
		set(72, 130, "1"), set(300, 130, "คัดเลือก")}}})
	if len(got) != 2 || strings.Join(got[1].Header(), "|") != "ลำดับ|ชื่อ|วิธี" || strings.Join(got[1].Cells(), "|") != "1||คัดเลือก" {
		t.Errorf("got %+v", got)
	}
}

func TestRepeatedEdges(t *testing.T) {
	numbered := func(n, body string) page {
		return page{595, 842, []word{set(72, 40, "คู่มือปฏิบัติงาน"), set(72, 300, body), set(72, 320, "ซ้ำในเนื้อความ"), set(290, 820, n)}}
	}
	got, _ := layOut([]page{numbered("1", "หน้าแรก"), numbered("- ๒ -", "หน้าสอง"), numbered("หน้า 3/3", "หน้าสาม")})
	text := kinds(got)
	if strings.Count(text, "คู่มือปฏิบัติงาน") != 1 || strings.Count(text, "ซ้ำในเนื้อความ") != 3 ||
		strings.Contains(text, "๒") || strings.Contains(text, "3/3") || !strings.Contains(text, "หน้าสาม") {
		t.Error(text)
	}
	if got[len(got)-1].Page != 3 {
		t.Errorf("last block on page %d", got[len(got)-1].Page)
	}
}

// A month at the head of every page differs, and stays.
func TestEdgesThatDifferStay(t *testing.T) {
	got, _ := layOut([]page{{595, 842, []word{set(72, 40, "รอบเดือน ตุลาคม 2568")}}, {595, 842, []word{set(72, 40, "รอบเดือน มกราคม 2569")}}})
	if len(got) != 2 {
		t.Error(kinds(got))
	}
}

func TestMarker(t *testing.T) {
	for in, want := range map[string]markKind{
		"1. ชื่อ": markText, "๑. ชื่อ": markText, "๑.๒ ชื่อ": markText, "(1) ชื่อ": markText, "10) ชื่อ": markText, "1.": markOnly, "•": markOnly, "- ชื่อ": markText,
		"1": noMark, "2568": noMark, "1,204": noMark, "95.62": noMark, "ชื่อ": noMark, "": noMark, "-5": noMark, "12.5": noMark, "2568 แผน": noMark,
	} {
		if got := marker(in); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestPageNumber(t *testing.T) {
	for in, want := range map[string]bool{"3": true, "- 3 -": true, "๓": true, "หน้า 3": true, "หน้าที่ ๓/๑๐": true, "Page 3": true, "": false, "25681101": false, "ข้อ 3": false, "แบบ สขร.1": false} {
		if got := pageNumber(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestRepair(t *testing.T) {
	// as a glyph of a mark gives the whole of its cluster once more, above the line
	on := func(x float64, s string) []char {
		var out []char
		for _, r := range s {
			out = append(out, char{r: r, box: box{x, 90, x + 6, 100}})
		}
		return out
	}
	off := func(x float64, s string) []char {
		var out []char
		for _, r := range s {
			out = append(out, char{r: r, box: box{x, 84, x + 3, 88}})
		}
		return out
	}
	var line []char
	line = append(line, on(10, "น")...)
	line = append(line, on(20, "บ")...)
	line = append(line, on(30, "นั")...)
	line = append(line, on(38, "ก")...)
	line = append(line, off(31, "นั")...)
	line = append(line, char{r: ' ', box: box{37, 100, 37, 100}})
	line = append(line, on(46, "ง")...)
	var got []string
	for _, w := range wordsOf(line) {
		got = append(got, w.s)
	}
	if s := strings.Join(got, " "); s != "นบนักง" {
		t.Errorf("got %q", s)
	}
}
