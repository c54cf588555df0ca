package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// maker writes small PDFs whose font maps glyphs to text as a test wants. The
// font itself is left out: nothing is drawn.
type maker struct {
	tounicode func(rune) string // what a glyph says it is; nil means itself
	noXref    bool
	info      string // entries of the information dictionary
	extra     string // entries of each page
	images    int    // large pictures on each page
	objects   []string
	codes     map[rune]int
}

// textAt is a line of a made page: points from the bottom left corner.
type textAt struct {
	x, y, size float64
	s          string
}

// glyphs gives a font's view of a text: SARA AM is drawn in two parts.
func glyphs(s string) []rune {
	var out []rune
	for _, r := range s {
		if r == 'ำ' {
			out = append(out, '\u0E4D', 'า')
			continue
		}
		out = append(out, r)
	}
	return out
}

func (m *maker) code(r rune) int {
	if m.codes == nil {
		m.codes = map[rune]int{}
	}
	if c, ok := m.codes[r]; ok {
		return c
	}
	m.codes[r] = len(m.codes) + 1
	return len(m.codes)
}

func (m *maker) add(s string) int {
	m.objects = append(m.objects, s)
	return len(m.objects)
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// make writes a file of the pages' lines.
func (m *maker) make(pages ...[]textAt) []byte {
	const catalog, tree, font, cid, desc, cmap = 1, 2, 3, 4, 5, 6
	m.objects = make([]string, 6)
	var kids []string
	for _, lines := range pages {
		var c strings.Builder
		for _, l := range lines {
			fmt.Fprintf(&c, "BT /F %g Tf 1 0 0 1 %g %g Tm <", l.size, l.x, l.y)
			for _, r := range glyphs(l.s) {
				fmt.Fprintf(&c, "%04X", m.code(r))
			}
			c.WriteString("> Tj ET\n")
		}
		res := fmt.Sprintf("/Font<</F %d 0 R>>", font)
		if m.images > 0 {
			img := m.add(stream("/Type/XObject/Subtype/Image/Width 1000/Height 1400/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/ASCIIHexDecode", "00>"))
			res += fmt.Sprintf("/XObject<</I %d 0 R>>", img)
			c.WriteString("q 595 0 0 842 0 0 cm /I Do Q\n")
		}
		body := m.add(stream("", c.String()))
		page := m.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R%s>>", tree, res, body, m.extra))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	var widths, says strings.Builder
	says.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for r, c := range m.codes {
		if r == '\u0E4D' || dependent(r) && r != 'า' && r != 'ะ' {
			fmt.Fprintf(&widths, "%d [0] ", c)
		}
		to := string(r)
		if m.tounicode != nil {
			to = m.tounicode(r)
		}
		if to != "" {
			var hex strings.Builder
			for _, u := range utf16.Encode([]rune(to)) {
				fmt.Fprintf(&hex, "%04X", u)
			}
			fmt.Fprintf(&says, "1 beginbfchar <%04X> <%s> endbfchar\n", c, hex.String())
		}
	}
	says.WriteString("endcmap end end")
	m.objects[catalog-1] = fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)
	m.objects[tree-1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(pages))
	m.objects[font-1] = fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", cid, cmap)
	m.objects[cid-1] = fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 520/W[%s]/FontDescriptor %d 0 R>>", widths.String(), desc)
	m.objects[desc-1] = "<</Type/FontDescriptor/FontName/Made/Flags 4/FontBBox[0 -300 1000 1000]/ItalicAngle 0/Ascent 950/Descent -300/CapHeight 700/StemV 80>>"
	m.objects[cmap-1] = stream("", says.String())
	return m.file(catalog)
}

func (m *maker) file(catalog int) []byte {
	trailer := fmt.Sprintf("/Root %d 0 R", catalog)
	if m.info != "" {
		trailer += fmt.Sprintf("/Info %d 0 R", m.add("<<"+m.info+">>"))
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	offsets := make([]int, len(m.objects))
	for i, o := range m.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	if m.noXref {
		fmt.Fprintf(&b, "trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(m.objects)+1, trailer, at+9999)
		return b.Bytes()
	}
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(m.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", len(m.objects)+1, trailer, at)
	return b.Bytes()
}

// lines sets lines one under another from the top.
func lines(size float64, texts ...string) []textAt {
	out := make([]textAt, len(texts))
	for i, s := range texts {
		out[i] = textAt{72, 770 - 1.5*size*float64(i), size, s}
	}
	return out
}

// longText is the text of testdata/page.html in lines, one of a title first.
var longText = []string{
	"รายงานผลการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
	"สำนักงานสาธารณสุขอำเภอสมมุติ จังหวัดตัวอย่าง จัดทำรายงานฉบับนี้",
	"เพื่อเผยแพร่ข้อมูลต่อสาธารณะ ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ",
	"พ.ศ. ๒๕๔๐ ให้ประชาชนเข้าตรวจดูได้ที่เว็บไซต์ของหน่วยงาน และที่ศูนย์ข้อมูลข่าวสาร",
	"ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง นายทดสอบ ขยันอ่าน สาธารณสุขอำเภอสมมุติ",
	"หน้าที่กำกับดูแลเว็บไซต์ ตั้งแต่วันที่ ๒ พฤศจิกายน ๒๕๖๗ เป็นต้นมา",
	"วิสัยทัศน์และพันธกิจ ผู้สูงอายุแข็งแรง ชุมชนเข้มแข็ง น้ำดื่มสะอาด",
	"คู่มือการปฏิบัติงาน ระยะเวลา ผู้รับผิดชอบ พิจารณาอนุญาตและแจ้งผลการพิจารณา",
	"กลุ่มงานคุ้มครองผู้บริโภค การจัดซื้อจัดจ้าง สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน",
	"ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ มีอยู่ที่หน้าแรก",
}

// phrases stand in longText and in testdata/page.html.
var phrases = []string{
	"รายงานผลการปฏิบัติราชการ", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", "สำนักงานสาธารณสุขอำเภอสมมุติ", "พระราชบัญญัติข้อมูลข่าวสารของราชการ",
	"เว็บไซต์ของหน่วยงาน", "ศูนย์ข้อมูลข่าวสาร", "ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง", "สาธารณสุขอำเภอ", "๒ พฤศจิกายน ๒๕๖๗",
	"วิสัยทัศน์และพันธกิจ", "ชุมชนเข้มแข็ง", "น้ำดื่มสะอาด", "คู่มือการปฏิบัติงาน", "ระยะเวลา", "ผู้รับผิดชอบ", "พิจารณาอนุญาต",
	"กลุ่มงานคุ้มครองผู้บริโภค", "การจัดซื้อจัดจ้าง", "สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
}

// The ways in which real text layers are wrong.
func shiftedMarks(r rune) string {
	if to, ok := map[rune]rune{'่': 0xF70A, '้': 0xF70B, '๊': 0xF70C, '์': 0xF70E, 'ั': 0xF710, '\u0E4D': 0xF711, 'ิ': 0xF701, 'ี': 0xF702, 'ุ': 0xF718, 'ู': 0xF719, '็': 0xF712}[r]; ok {
		return string(to)
	}
	return string(r)
}

func lostAm(r rune) string {
	if r == '\u0E4D' {
		return ""
	}
	return string(r)
}

func hyphenAm(r rune) string {
	if r == '\u0E4D' {
		return string(softHyphen)
	}
	return string(r)
}

func splitAm(r rune) string {
	if r == '\u0E4D' {
		return " "
	}
	return string(r)
}

func allAm(r rune) string {
	switch r {
	case '\u0E4D':
		return ""
	case 'า':
		return "ำ"
	}
	return string(r)
}

func lostTones(r rune) string {
	if tone(r) || r == '\u0E4D' {
		return ""
	}
	return string(r)
}

func western(r rune) string {
	if r >= 0x0E01 && r <= 0x0E5B {
		return string(r - 0x0E01 + 0xA1)
	}
	return string(r)
}
