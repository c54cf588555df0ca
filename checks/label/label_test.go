package label_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/label"
)

const home = "http://sso.test/"

var (
	visit = time.Date(2026, time.June, 15, 3, 0, 0, 0, time.UTC)
	long  = strings.Repeat("สำนักงานสาธารณสุขอำเภอตัวอย่างให้ความรู้เรื่องสุขภาพแก่ประชาชน ", 5)
)

// page makes a page of lines: "# …" is a heading, "[text](name)" a link to a file.
func page(url string, lines ...string) *checks.Page {
	c := &checks.Content{Kind: checks.KindHTML, IDs: map[string]bool{}}
	for _, line := range lines {
		b := checks.Block{Kind: checks.BlockText, Region: checks.RegionMain}
		if t, ok := strings.CutPrefix(line, "# "); ok {
			b.Kind, b.Level, line = checks.BlockHeading, 2, t
		}
		for {
			open := strings.Index(line, "[")
			if open < 0 {
				break
			}
			text, rest, _ := strings.Cut(line[open+1:], "](")
			name, after, _ := strings.Cut(rest, ")")
			c.Links = append(c.Links, checks.Link{Kind: checks.LinkAnchor, Text: text, URL: home + name, Key: home + name, Block: len(c.Blocks)}.With(checks.Wording{Context: strings.TrimSpace(line[:open] + after)}))
			b.SetLinks(append(b.Links(), int32(len(c.Links)-1)))
			line = line[:open] + text + after
		}
		b.Text = line
		c.Blocks = append(c.Blocks, b)
	}
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url, SeenAt: visit}, Content: c}
}

func file(name string, kind checks.Kind, size int64) *checks.Document {
	return &checks.Document{Fetched: checks.Fetched{URL: home + name, Size: size, SeenAt: visit}, Kind: kind, Content: &checks.Content{Kind: kind}}
}

func judge(name string, pages []*checks.Page, docs ...*checks.Document) checks.Answer {
	return label.Check{}.Judge(name, &checks.Site{Home: home, Pages: pages, Documents: docs}, visit)
}

func TestNothingSeen(t *testing.T) {
	shell := page(home)
	shell.Thin = true
	for _, name := range (label.Check{}).Names() {
		if a := judge(name, nil); a.Verdict != checks.CouldNotLook {
			t.Errorf("%s: %+v", name, a)
		}
		if a := judge(name, []*checks.Page{shell}); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NeedsRender {
			t.Errorf("%s of a shell: %+v", name, a)
		}
	}
	for _, name := range []string{label.Source, label.Period, label.Date, label.File} {
		if a := judge(name, []*checks.Page{page(home, "ยินดีต้อนรับ")}); a.Verdict != checks.NotRequired {
			t.Errorf("%s where nothing is published: %+v", name, a)
		}
	}
}

func TestSource(t *testing.T) {
	for line, want := range map[string]bool{
		"ที่มา: กรมควบคุมโรค":                     true,
		"แหล่งที่มา กองโรคติดต่อ":                 true,
		"ที่มา : รพ.สต.บ้านดอน | เผยแพร่เมื่อวาน": true,
		"เจ้าของข้อมูล กลุ่มงานบริหาร":            true,
		"ขอบคุณข้อมูลจาก กรมอนามัย":               true,
		"Source: WHO": true,
		"ประชาชนที่มาติดต่อ: เชิญที่ช่อง 1": false,
		"ความเป็นมา: ตั้งแต่ปี 2504":        false,
		"ที่มาและความสำคัญของโครงการ":       false,
		"โครงการนี้ไม่มีผู้รับผิดชอบ":       false,
	} {
		a := judge(label.Source, []*checks.Page{page(home+"a", "# บทความ", long, line)})
		if got := a.Verdict == checks.Found; got != want {
			t.Errorf("%q: %s", line, a.Verdict)
		}
	}
}

func TestPeriod(t *testing.T) {
	for name, tc := range map[string]struct {
		page *checks.Page
		want checks.Verdict
	}{
		"fiscal year in the label":    {page(home+"a", "[แผนปฏิบัติราชการ ปีงบประมาณ 2569](a.pdf)"), checks.Found},
		"range in the heading above":  {page(home+"a", "# ยุทธศาสตร์ 2566-2570", "[ดาวน์โหลด](a.pdf)"), checks.Found},
		"month beside it":             {page(home+"a", "มกราคม 2569 [สขร.1](a.pdf)"), checks.Found},
		"no period":                   {page(home+"a", "[แผนผังโครงสร้าง](a.pdf)"), checks.Absent},
		"a year deep in running text": {page(home+"a", "# ประวัติ", "ก", "ข", "ค", "ง", "ตั้งเมื่อ พ.ศ. 2504 "+long), checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			if a := judge(label.Period, []*checks.Page{tc.page}, file("a.pdf", checks.KindPDF, 1000)); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
}

func TestDate(t *testing.T) {
	for name, tc := range map[string]struct {
		page *checks.Page
		want checks.Verdict
	}{
		"beside the file":                {page(home+"a", "[ประกาศสอบราคา](a.pdf) 12/03/2569"), checks.Found},
		"the page says published":        {page(home+"a", "เผยแพร่เมื่อ 3 มิถุนายน 2569", "[ประกาศ](a.pdf)"), checks.Found},
		"the page's last change":         {page(home+"a", "ปรับปรุงล่าสุด 3 มิถุนายน 2569", "[ประกาศ](a.pdf)"), checks.Absent},
		"the last change dates the page": {page(home+"b", "# ข่าว", "ปรับปรุงล่าสุด 3 มิถุนายน 2569", long), checks.Found},
		"a line that is a date":          {page(home+"b", "# ข่าว", "3 มิ.ย. 69", long), checks.Found},
		"the day of the visit":           {page(home+"b", "# ข่าว", "วันที่ 15 มิถุนายน 2569", long), checks.Absent},
		"a month is no day":              {page(home+"a", "[รายงาน มกราคม 2569](a.pdf)"), checks.Absent},
		"the number of a form is no day": {page(home+"a", "[แบบ สขร.1 เดือนตุลาคม 2568](a.pdf)"), checks.Absent},
		"a date in running text":         {page(home+"b", "# ข่าว", "อบรมเมื่อวันที่ 3 มิถุนายน 2569 ที่ห้องประชุม "+long), checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			if a := judge(label.Date, []*checks.Page{tc.page}, file("a.pdf", checks.KindPDF, 1000)); a.Verdict != tc.want {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
}

func TestFile(t *testing.T) {
	for name, tc := range map[string]struct {
		line   string
		kind   checks.Kind
		size   int64
		want   checks.Verdict
		reason checks.Reason
	}{
		"type and size in the link": {"[แผน (PDF 1.2 MB)](a.pdf)", checks.KindPDF, 1_250_000, checks.Found, ""},
		"beside the link":           {"[แผน](a.pdf) .pdf ขนาด 340 KB", checks.KindPDF, 340 * 1024, checks.Found, ""},
		"in Thai":                   {"[แบบคำขอ](a.docx) ไฟล์ Word 25 กิโลไบต์", checks.KindDOCX, 25_600, checks.Found, ""},
		"size alone":                {"[แผน (1.2 MB)](a.pdf)", checks.KindPDF, 1_250_000, checks.Absent, ""},
		"type alone":                {"[แผน (PDF)](a.pdf)", checks.KindPDF, 1_250_000, checks.Absent, ""},
		"neither":                   {"[แผนปฏิบัติราชการ](a.pdf)", checks.KindPDF, 1_250_000, checks.Absent, ""},
		"another size":              {"[แผน (PDF 1.2 MB)](a.pdf)", checks.KindPDF, 9_000_000, checks.Absent, checks.LabelConflict},
		"another type":              {"[แผน (PDF 25 KB)](a.pdf)", checks.KindDOCX, 25_600, checks.Absent, checks.LabelConflict},
		"rounded up":                {"[แผน (PDF 2 MB)](a.pdf)", checks.KindPDF, 1_400_000, checks.Found, ""},
		"letters inside a word":     {"[แผน 5 กบ MBA (pdfx)](a.pdf)", checks.KindPDF, 5_000_000, checks.Absent, ""},
	} {
		t.Run(name, func(t *testing.T) {
			name := "a.pdf"
			if strings.Contains(tc.line, "a.docx") {
				name = "a.docx"
			}
			a := judge(label.File, []*checks.Page{page(home+"p", tc.line)}, file(name, tc.kind, tc.size))
			if a.Verdict != tc.want || tc.reason != "" && (len(a.Reasons) == 0 || a.Reasons[0] != tc.reason) {
				t.Errorf("%s %v, want %s %s: %+v", a.Verdict, a.Reasons, tc.want, tc.reason, a.Nearest)
			}
		})
	}
	// of a line that offers two files the size is nobody's in particular
	a := judge(label.File, []*checks.Page{page(home+"p", "[เล่ม 1](a.pdf) [เล่ม 2](b.pdf)")}, file("a.pdf", checks.KindPDF, 1000), file("b.pdf", checks.KindPDF, 1000))
	if a.Verdict != checks.Absent {
		t.Errorf("%+v", a)
	}
}

func TestCurrent(t *testing.T) {
	for name, tc := range map[string]struct {
		line string
		want checks.Verdict
	}{
		"long past":      {"รับสมัครลูกจ้าง ตั้งแต่วันที่ 1 มกราคม 2569 ถึงวันที่ 15 มกราคม 2569", checks.NeedsEyes},
		"still open":     {"ขอเชิญตรวจคัดกรอง ถึงวันที่ 30 มิถุนายน 2569", checks.Found},
		"just past":      {"ยื่นข้อเสนอภายในวันที่ 1 มิถุนายน 2569", checks.Found},
		"no closing day": {"อบรม อสม. วันที่ 1 มกราคม 2569", checks.NeedsEyes},
	} {
		t.Run(name, func(t *testing.T) {
			a := judge(label.Current, []*checks.Page{page(home, tc.line)})
			if a.Verdict != tc.want || a.Verdict == checks.NeedsEyes && a.Question == "" {
				t.Errorf("%s, want %s: %+v", a.Verdict, tc.want, a)
			}
		})
	}
	a := judge(label.Current, []*checks.Page{page(home, "รับสมัครงาน ถึงวันที่ 15 มกราคม 2569", "ประกวดราคา ยื่นข้อเสนอภายในวันที่ 30 มิถุนายน 2569")})
	if len(a.Evidence) != 1 || !strings.Contains(a.Evidence[0].Why, "15 มกราคม") {
		t.Errorf("%+v", a.Evidence)
	}
}
