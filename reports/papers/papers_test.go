package papers_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/papers"
)

func sample(t *testing.T) *checks.Audit {
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

func caseOf(t *testing.T, a *checks.Audit, decisions ...checks.Decision) papers.Case {
	t.Helper()
	r, err := reports.New(a, decisions, "th")
	if err != nil {
		t.Fatal(err)
	}
	return papers.Case{Report: r}
}

// words gives the paragraphs of a document, cells included, in order.
func words(d *papers.Document) []string {
	var out []string
	one := func(p papers.Paragraph) {
		s := ""
		for _, r := range p.Runs {
			s += r.Text
		}
		out = append(out, s)
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case papers.Paragraph:
			one(b)
		case papers.Break:
			out = append(out, "\f")
		case papers.Table:
			out = append(out, b.Header...)
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					for _, p := range c.Lines {
						one(p)
					}
				}
			}
		}
	}
	return out
}

func says(t *testing.T, d *papers.Document, want ...string) {
	t.Helper()
	all := strings.Join(words(d), "\n")
	for _, w := range want {
		if !strings.Contains(all, w) {
			t.Errorf("%s does not say %q", d.Title, w)
		}
	}
}

func TestFollowUp(t *testing.T) {
	a := sample(t)
	d, err := papers.FollowUpOf(caseOf(t, a))
	if err != nil {
		t.Fatal(err)
	}
	var all, met, mend, open, aside int
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Standard != "ops2563" || f.Parent {
			continue
		}
		all++
		switch f.EARL {
		case "passed":
			met++
		case "failed":
			mend++
		case "inapplicable":
			aside++
		default:
			open++
		}
	}
	n := func(i int) string {
		s := ""
		for _, r := range reports.Number(i) {
			s += string('๐' + r - '0')
		}
		return s
	}
	says(t, d, "บันทึกข้อความ", "ส่วนราชการ  สำนักงานสาธารณสุขอำเภอหนองค้า", "เรียน  สาธารณสุขอำเภอหนองค้า", "ประจำปีงบประมาณ พ.ศ. ๒๕๗๐", "ขออนุญาตนำเผยแพร่บนเว็บไซต์", "๒๓ พฤศจิกายน ๒๕๖๙",
		"ตามรายการ "+n(all)+" ข้อ เผยแพร่แล้ว "+n(met)+" ข้อ ต้องเผยแพร่หรือแก้ไข "+n(mend)+" ข้อ รอเจ้าหน้าที่ตรวจหรือตรวจซ้ำ "+n(open)+" ข้อ ไม่ต้องเผยแพร่หรือยังไม่ถึงกำหนด "+n(aside)+" ข้อ",
		"ปัญหาและอุปสรรค", "มีลิงก์แต่ประชาชนเปิดดูไม่ได้", "ไม่ได้แปลว่าหน่วยงานไม่มี", "ผู้รับผิดชอบ: กลุ่มงานยุทธศาสตร์และแผนงาน", "ผู้รับรองรายงาน")
	text := words(d)
	for id, part := range map[string]string{"๑.๑": "ผู้ใดเผยแพร่ข้อมูลใดแล้ว", "๑.๕": "ข้อมูลที่ต้องเผยแพร่หรือแก้ไข", "๒.๑": "ข้อที่ต้องให้คนตรวจ"} {
		at := slices.Index(text, id)
		head := slices.IndexFunc(text, func(s string) bool { return strings.Contains(s, ". "+part) })
		if at < 0 || head < 0 || at < head {
			t.Errorf("%s does not stand under %s", id, part)
		}
	}
	if slices.Contains(text, "๑.๘") {
		t.Error("a parent is listed as an item")
	}
}

func TestRequests(t *testing.T) {
	a := sample(t)
	d, err := papers.RequestOf(caseOf(t, a))
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for i := range a.Findings {
		if f := &a.Findings[i]; f.Standard == "ops2563" && !f.Parent && f.EARL == "failed" && f.Level != "if-any" {
			want++
		}
	}
	forms := 0
	for _, s := range words(d) {
		if s == "\f" {
			forms++
		}
	}
	if forms != want || want == 0 {
		t.Errorf("%d forms of %d items", forms, want)
	}
	says(t, d, "ชื่อหน่วยงาน", "วัน/เดือน/ปี ที่ขอ", "รายละเอียดข้อมูล (โดยสรุปหรือเอกสารแนบ)", "Link ภายนอก (ถ้ามี)", "ผู้รับผิดชอบการให้ข้อมูล", "ผู้อนุมัติรับรอง", "ผู้รับผิดชอบการนำข้อมูลขึ้นเผยแพร่",
		"๑.๒ วิสัยทัศน์ พันธกิจ", "หมวด ๑ ข้อมูลหน่วยงาน", "ส่วนที่ยังขาด: พันธกิจ", "ปีที่พบ: ๒๕๖๖, ๒๕๖๗, ๒๕๖๘")
	c := caseOf(t, a)
	c.Standards = []string{"gws2"}
	if d, err = papers.RequestOf(c); err != nil {
		t.Fatal(err)
	}
	says(t, d, "gws.naming.gov_domain ใช้ชื่อโดเมนของรัฐ (.go.th)", "ตามมาตรฐานเว็บไซต์ภาครัฐ")
	for i := range a.Findings {
		a.Findings[i].Verdict, a.Findings[i].EARL = checks.Found, "passed"
	}
	if _, err := papers.RequestOf(caseOf(t, a)); !errors.Is(err, papers.ErrNothing) {
		t.Errorf("nothing is missing: %v", err)
	}
}

func TestLetter(t *testing.T) {
	a := sample(t)
	home := a.Office.Home
	a.Coverage.Gaps = []checks.Gap{{URL: home + "x", Reason: checks.DeadLink}, {URL: home + "slow", Reason: checks.HTTPStatus, Detail: "HTTP 500"}}
	if _, err := papers.LetterOf(caseOf(t, a)); !errors.Is(err, papers.ErrNothing) {
		t.Errorf("nothing was refused: %v", err)
	}
	for i := range 100 {
		a.Coverage.Gaps = append(a.Coverage.Gaps, checks.Gap{URL: home + strings.Repeat("a", i+1), Reason: checks.Blocked, Detail: "HTTP 403"})
	}
	a.Coverage.Gaps = append(a.Coverage.Gaps, checks.Gap{URL: home + "busy", Reason: checks.HTTPStatus, Detail: "HTTP 429"})
	c := caseOf(t, a)
	c.Sender, c.Contact, c.UserAgent, c.Source = "สำนักงานสาธารณสุขจังหวัดสมมุติ", "it@example.go.th", "truatweb/v1 (compliance audit; +it@example.go.th)", "203.0.113.5"
	d, err := papers.LetterOf(c)
	if err != nil {
		t.Fatal(err)
	}
	says(t, d, "เรียน  ผู้ดูแลเว็บไซต์ www.ssonongkha.example", "ด้วยสำนักงานสาธารณสุขจังหวัดสมมุติ", "จำนวน ๑๐๑ ที่อยู่", "ขอแสดงความนับถือ", c.UserAgent, c.Source, c.Contact, "HTTP 403", "และอีก ๔๑ ที่อยู่", "WAF")
	if all := strings.Join(words(d), "\n"); strings.Contains(all, "robots.txt") || strings.Contains(all, home+"slow") {
		t.Error("the letter asks for what was not in the way")
	}
	a.Coverage.Gaps = []checks.Gap{{URL: home, Reason: checks.Robots}}
	c = caseOf(t, a)
	if d, err = papers.LetterOf(c); err != nil {
		t.Fatal(err)
	}
	says(t, d, "“User-agent: truatweb” และ “Allow: /”")
}

func TestMITAS(t *testing.T) {
	a := sample(t)
	if _, err := papers.MITASOf(caseOf(t, a)); !errors.Is(err, papers.ErrNothing) {
		t.Errorf("held against no list of the ministry: %v", err)
	}
	for i := range a.Standards {
		a.Standards[i].Authority = papers.AuthorityITA
	}
	c := caseOf(t, a, checks.Decision{Standard: "ops2563", ID: "2.1", Verdict: checks.Found, By: "ผู้ตรวจ"})
	c.Number = func(standard, id string) string { return map[string]string{"ops2563 1.1": "2.1(1)"}[standard+" "+id] }
	s, err := papers.MITASOf(c)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"MOIT", "No.", "หลักฐานที่ต้องตรวจ", "มี/ไม่มี", "File/Link", "อธิบายชี้แจงเพิ่มเติม"}; !slices.Equal(s.Columns[:6], want) || len(s.Widths) != len(s.Columns) {
		t.Errorf("columns %q", s.Columns)
	}
	if len(s.Rows) != len(a.Findings) {
		t.Errorf("%d rows of %d findings", len(s.Rows), len(a.Findings))
	}
	has := map[string]papers.SheetRow{}
	for _, r := range s.Rows {
		if len(r.Cells) != len(s.Columns) {
			t.Fatalf("a row of %d cells", len(r.Cells))
		}
		has[r.Cells[1]] = r
	}
	for no, want := range map[string]string{"2.1(1)": "มี", "1.5": "ไม่พบ", "2.1": "มี", "1.8.2": "มี แต่ปีไม่ตรง", "10.1": "รอคนตรวจ"} {
		if got := has[no].Cells[s.Has]; got != want {
			t.Errorf("%s: %q, want %q", no, got, want)
		}
	}
	if at := has["2.1(1)"].Link; !strings.HasSuffix(at.Href, "history.html") {
		t.Errorf("the proof is at %+v", at)
	}
}

func TestPapersNeedThai(t *testing.T) {
	r, err := reports.New(sample(t), nil, "en")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := papers.FollowUpOf(papers.Case{Report: r}); err == nil {
		t.Error("an English report was taken")
	}
	if _, err := papers.LetterOf(papers.Case{}); err == nil {
		t.Error("no report was taken")
	}
}
