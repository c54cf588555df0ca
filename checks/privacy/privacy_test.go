package privacy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/privacy"
)

// number makes up a national id: twelve digits and the check digit that fits them.
func number(first string) string {
	sum := 0
	for i := range 12 {
		sum += int(first[i]-'0') * (13 - i)
	}
	return first + string(rune('0'+(11-sum%11)%10))
}

// spell writes an id in groups.
func spell(id, between string) string {
	return strings.Join([]string{id[:1], id[1:5], id[5:10], id[10:12], id[12:]}, between)
}

func thaiDigits(s string) string {
	return strings.NewReplacer("0", "๐", "1", "๑", "2", "๒", "3", "๓", "4", "๔", "5", "๕", "6", "๖", "7", "๗", "8", "๘", "9", "๙").Replace(s)
}

var (
	one   = number("111111111111")
	two   = number("322222222222")
	three = number("544444444444")
	nine  = number("999999999999")
	firm  = number("010555555555")
)

func document(title string, blocks ...checks.Block) *checks.Document {
	d := &checks.Document{Kind: checks.KindPDF, Content: &checks.Content{Kind: checks.KindPDF, Title: title, Blocks: blocks}}
	d.URL = "http://sso.example.go.th/files/list.pdf"
	return d
}

func lines(s ...string) []checks.Block {
	var out []checks.Block
	for _, x := range s {
		b := checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: x}
		if rest, ok := strings.CutPrefix(x, "# "); ok {
			b.Kind, b.Level, b.Text = checks.BlockHeading, 2, rest
		}
		out = append(out, b)
	}
	return out
}

// table makes rows of cells separated by "|", the first of which is the header.
func table(heading string, rows ...string) []checks.Block {
	out := lines("# " + heading)
	header := strings.Split(rows[0], "|")
	for _, r := range rows[1:] {
		cells := strings.Split(r, "|")
		out = append(out, checks.Block{Kind: checks.BlockRow, Region: checks.RegionMain, Text: strings.Join(cells, " ")}.WithRow(cells, header))
	}
	return out
}

func told(r *checks.Document) string {
	var out []string
	for _, w := range privacy.Look(&checks.Site{Documents: []*checks.Document{r}}) {
		out = append(out, fmt.Sprintf("%s ×%d", w.Detail, w.Count))
	}
	return strings.Join(out, ", ")
}

var people = []string{"นายสมมาตร ใจจริง", "นางสาวดาวเรือง แสนงาม", "นางบุญมา ทองคำ", "น.ส.ปราณี มีสุข", "นายคำแสน ดีเลิศ", "ด.ช.ต้นกล้า ใจบุญ"}

func rows(before, format string) []string {
	out := []string{before}
	for i, p := range people {
		out = append(out, strings.ReplaceAll(strings.ReplaceAll(format, "NAME", p), "#", fmt.Sprint(i+1)))
	}
	return out
}

func TestExposed(t *testing.T) {
	for name, c := range map[string]struct {
		blocks []checks.Block
		want   string
	}{
		"dashes":               {lines("ผู้มีสิทธิ " + spell(one, "-")), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"long dashes":          {lines(spell(one, "–")), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"Thai digits":          {lines("เลขประจำตัวประชาชน " + thaiDigits(spell(two, "-"))), "national_id 3-xxxx-xxxxx-xx-5 ×1"},
		"spaces and a name":    {lines("นายสมมาตร ใจจริง " + spell(one, " ")), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"bare beside its name": {lines("เลขบัตรประชาชน" + one), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"in a table":           {table("รายชื่อ", "ที่|ชื่อ|เลขประจำตัวประชาชน", "1|ก|"+one, "2|ข|"+two, "3|ค|"+three), "national_id 1-xxxx-xxxxx-xx-9 ×3"},
		"after a row's number": {lines("1 " + spell(one, " ") + " นายสมมาตร ใจจริง"), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"boxes of a form":      {lines("เลขประจำตัวประชาชน " + strings.Join(strings.Split(one, ""), " ")), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"a list of bare ones":  {lines(one+" 1", two+" 2", three+" 3"), "national_id 1-xxxx-xxxxx-xx-9 ×3"},
		"one man's tax number": {lines("ผู้ขาย นายสมมาตร ใจจริง เลขประจำตัวผู้เสียภาษี " + one), "national_id 1-xxxx-xxxxx-xx-9 ×1"},
		"test numbers apart":   {lines("เลขประจำตัวประชาชน " + spell(nine, "-")), "national_id_form ×1"},

		"phones of patients":     {lines(rows("# รายชื่อผู้ป่วยนัดรับวัคซีน", "# NAME 08#-123-4567")...), "health_condition ×6, phone_list ×6"},
		"phones under no word":   {lines(rows("# บ้านหนองทดลอง หมู่ 4", "NAME ๐๘#๑๒๓๔๕๖๗")...), "phone_list ×6"},
		"phones of applicants":   {table("รายชื่อผู้สมัครสอบ ตำแหน่งพนักงานขับรถ", rows("ที่|ชื่อ|โทรศัพท์", "#|NAME|09# 111 2222")...), "phone_list ×6"},
		"patient numbers":        {lines("HN 0012345 นายสมมาตร ใจจริง", "HN: 0054321 นางบุญมา ทองคำ"), "patient_number ×2"},
		"patient numbers, table": {table("คิวตรวจ", "HN|ชื่อ-สกุล", "65001234|นายสมมาตร ใจจริง"), "patient_number ×1"},
		"accounts":               {table("โอนเงินค่าตอบแทน", "ชื่อ|เลขที่บัญชี", "นายสมมาตร ใจจริง|123-4-56789-0", "นางบุญมา ทองคำ|1234567890"), "bank_account ×2"},
		"illnesses":              {table("ทะเบียน", rows("ชื่อ|การวินิจฉัย", "NAME|วัณโรคปอด")...), "health_condition ×6"},
		"the bedridden":          {lines(rows("# ทะเบียนผู้ป่วยติดเตียง ตำบลทดลอง", "NAME อายุ 8# ปี")...), "health_condition ×6"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(document("เอกสาร", c.blocks...)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestNothingExposed(t *testing.T) {
	wrong := one[:12] + "0"
	for name, blocks := range map[string][]checks.Block{
		"wrong check digit":      lines("เลขประจำตัวประชาชน " + spell(wrong, "-")),
		"a firm's number":        lines("บริษัท ทดลอง จำกัด เลขประจำตัวผู้เสียภาษี "+spell(firm, "-"), "หจก.ทดลอง "+firm),
		"a file's name":          lines("ดาวน์โหลด "+one+".pdf", "file_"+one, "/uploads/"+two+"_1.jpg", "รูป "+three+".jpeg นายสมมาตร ใจจริง"),
		"codes":                  lines("REF-"+one, one+"ABC", "ครุภัณฑ์ "+one+"-01"),
		"one bare number":        lines("รหัสงบประมาณ " + one),
		"bare numbers by chance": lines("เลขที่ "+one, "เลขที่ 1234567890123", "เลขที่ 2000400060008", "เลขที่ 3000400060007"),
		"bar code":               lines("885 123456789 0 8851234567890"),
		"longer numbers":         lines("1" + one + " " + one + "1"),
		"the parts of others":    lines("10 5 2568 1234567 1 2 3 4 5 6 7 8 9 10 11 12 13"),
		"a form to fill in":      lines("เลขประจำตัวประชาชน _ - _ _ _ _ - _ _ _ _ _ - _ _ - _", "สำเนาบัตรประชาชน จำนวน 1 ฉบับ"),
		"staff directory":        table("ทำเนียบบุคลากร", rows("ชื่อ|ตำแหน่ง|โทร", "NAME|นักวิชาการสาธารณสุข|08#-123-4567")...),
		"who to ask":             lines(rows("# ติดต่อเจ้าหน้าที่", "NAME 08#-123-4567")...),
		"posts in the rows":      lines(rows("# อำเภอทดลอง", "NAME ผู้อำนวยการ รพ.สต. 08#-123-4567")...),
		"shops":                  table("สถานประกอบการ", rows("ร้าน|เจ้าของ|โทร", "ร้านค้า #|NAME|08#-123-4567")...),
		"few phones":             lines("# บ้านทดลอง", "นายสมมาตร ใจจริง 081-234-5678", "นางบุญมา ทองคำ 082-345-6789"),
		"office numbers":         lines(rows("# บ้านทดลอง", "NAME 038-555-30#")...),
		"donations":              lines("บริจาคได้ที่ บัญชีเลขที่ 123-4-56789-0 ชื่อบัญชี นายสมมาตร ใจจริง และคณะ เงินบริจาค", "ชื่อบัญชี เงินบำรุงโรงพยาบาล เลขที่บัญชี 123-4-56789-0"),
		"a sample in a manual":   lines("ตัวอย่าง HN 1234567 นายทดสอบ ระบบ"),
		"those in charge":        table("ผู้รับผิดชอบงาน", rows("โรค|ชื่อ|ผู้รับผิดชอบอาการ", "วัณโรค|NAME|เจ้าพนักงานสาธารณสุข")...),
		"words with titles":      lines("นายกเทศมนตรี นายแพทย์สาธารณสุข นายอำเภอ นางรอง 081-234-5678 082-345-6789 083-456-7890 084-567-8901 085-678-9012"),
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(document("เอกสาร", blocks...)); got != "" {
				t.Errorf("alarm %q", got)
			}
		})
	}
}

func TestScanNamedAsACard(t *testing.T) {
	for at, want := range map[string]string{
		"http://sso.example.go.th/files/%E0%B8%9A%E0%B8%B1%E0%B8%95%E0%B8%A3%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%8A%E0%B8%B2%E0%B8%8A%E0%B8%99.jpg": "id_card_file ×1",
		"http://sso.example.go.th/files/IDCard-2.jpg": "id_card_file ×1",
		"http://sso.example.go.th/files/team.jpg":     "",
	} {
		d := document("")
		d.URL, d.Kind = at, checks.KindImage
		if got := told(d); got != want {
			t.Errorf("%s: %q", at, got)
		}
	}
}

// Each resource has a line for each sign, up to a number; the rest is summed up.
func TestLines(t *testing.T) {
	site := &checks.Site{}
	for i := range 25 {
		p := &checks.Page{Content: &checks.Content{Blocks: lines(spell(one, "-"), spell(two, "-"))}}
		p.URL = fmt.Sprintf("http://sso.example.go.th/p%d", i)
		site.Pages = append(site.Pages, p)
	}
	site.Pages[3].Outside = true
	site.Pages[4].Content.HiddenText, site.Pages[4].Content.Blocks = spell(one, "-"), nil
	got := privacy.Look(site)
	if len(got) != 21 || got[0].Count != 2 || got[3].Count != 1 || got[20].Count != 8 || got[20].Detail != "national_id more_of_this_kind" {
		t.Errorf("%d lines: %+v", len(got), got)
	}
}

func TestMask(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"โทร 038-555-301 ปี 2569":   "โทร 038-555-301 ปี 2569",
		"มือถือ 081-234-5678":       "มือถือ 081-234-5678",
		"เลข " + spell(one, "-"):    "เลข 1-xxxx-xxxxx-xx-9",
		"เลข " + spell(one, " "):    "เลข 1 xxxx xxxxx xx 9",
		one:                         "1xxxxxxxxxxx9",
		"ก" + one + "ข " + two:      "ก1xxxxxxxxxxx9ข 3xxxxxxxxxxx5",
		thaiDigits(spell(one, "-")): "๑-xxxx-xxxxx-xx-๙",
		"1-2345-67890-12-9":         "1-xxxx-xxxxx-xx-9",
		"HN 0012345 นายสมมาตร":      "HN 0xxxxx5 นายสมมาตร",
		"hn:0012345":                "hn:0xxxxx5",
		"John 0012345":              "John 0012345",
		"เลขที่บัญชี 123-4-56789-0":                "เลขที่บัญชี 1xx-x-xxxxx-0",
		"งบประมาณ 1,234,567,890 บาท 1234567890123": "งบประมาณ 1,234,567,890 บาท 1234567890123",
	} {
		if got := privacy.Mask(in); got != want {
			t.Errorf("Mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzPrivacy(f *testing.F) {
	for _, s := range []string{spell(one, "-"), thaiDigits(one), "HN 0012345 นายสมมาตร", "เลขที่บัญชี 123-4-56789-0 นาง ก", "๑\xe0\xb9", "\xe0\xb9\x91" + two, strings.Join(strings.Split(one, ""), " "), one + "–" + two} {
		f.Add(s, "เลขประจำตัวประชาชน")
	}
	f.Fuzz(func(t *testing.T, s, header string) {
		masked := privacy.Mask(s)
		if again := privacy.Mask(masked); again != masked {
			t.Errorf("masking twice: %q, %q", masked, again)
		}
		b := checks.Block{Kind: checks.BlockRow, Text: masked}.WithRow([]string{masked}, []string{header})
		for _, w := range privacy.Look(&checks.Site{Documents: []*checks.Document{document("", b)}}) {
			if strings.HasPrefix(w.Detail, "national_id") {
				t.Errorf("%q still holds %s", masked, w.Detail)
			}
		}
		b.Text = s
		for _, w := range privacy.Look(&checks.Site{Documents: []*checks.Document{document(s, b)}}) {
			if w.Count < 1 || len(w.Detail) > 60 || privacy.Mask(w.Detail) != w.Detail {
				t.Errorf("%+v", w)
			}
		}
	})
}

func BenchmarkLook(b *testing.B) {
	text := strings.Repeat("สำนักงานสาธารณสุขอำเภอทดลอง โทร 038-555-301 ให้บริการประชาชนปีงบประมาณ 2569 ", 10)
	site := &checks.Site{}
	n := 0
	for range 20 {
		d := document("รายงาน", lines(text, text, text, "นายสมมาตร ใจจริง "+spell(one, "-"))...)
		site.Documents = append(site.Documents, d)
		n += 3 * len(text)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		privacy.Look(site)
	}
}

func BenchmarkMask(b *testing.B) {
	s := strings.Repeat("สำนักงานสาธารณสุขอำเภอทดลอง โทร 038-555-301 ", 4)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		privacy.Mask(s)
	}
}
