package reports_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

func ids(items []reports.Item) string {
	var out []string
	for _, it := range items {
		out = append(out, it.ID)
	}
	return strings.Join(out, " ")
}

func TestFrontPage(t *testing.T) {
	r := made(t, sample(), "th")
	if r.Office != "สำนักงานสาธารณสุขอำเภอหนองค้า" || r.Place != "อำเภอหนองค้า จังหวัดสมมุติบุรี" || r.Date != "23 พฤศจิกายน 2569" || r.AsOf != "23 พฤศจิกายน 2569" {
		t.Errorf("head: %q %q %q %q", r.Office, r.Place, r.Date, r.AsOf)
	}
	if r.Fiscal != "ปีงบประมาณ 2570 (1 ต.ค. 2569 – 30 ก.ย. 2570)" {
		t.Errorf("fiscal year %q", r.Fiscal)
	}
	looked := strings.Join(r.Looked, "\n")
	for _, says := range []string{"23 พฤศจิกายน 2569 เวลา 10.05–10.21 น.", "1,214 หน้า", "61 ไฟล์", "ข้อกำหนด 2 ชุด แต่ละชุดนับแยกกัน", "ดูไม่ได้ 4 ที่อยู่"} {
		if !strings.Contains(looked, says) {
			t.Errorf("looked at does not say %q:\n%s", says, looked)
		}
	}
	missing := strings.Join(r.Missing, "\n")
	for _, says := range []string{"ประกาศของหน่วยงาน: พบ 3 จาก 18 ข้อ · ต้องแก้ไข 7 · รอคนตรวจ 3 · ตรวจไม่ได้ 1", "มาตรฐานเว็บไซต์ภาครัฐ: พบ 0 จาก 1 ข้อ · ต้องแก้ไข 1"} {
		if !strings.Contains(missing, says) {
			t.Errorf("missing does not say %q:\n%s", says, missing)
		}
	}
	// Only what is required: not the should of the other standard, the example or the if-any.
	if got := ids(r.Gone); got != "1.2 1.4 1.5 6.2 1.8.2" || r.GoneEtc != "" {
		t.Errorf("gone: %s, %q", got, r.GoneEtc)
	}
	if r.Caution != "" {
		t.Errorf("a complete audit is called provisional: %s", r.Caution)
	}
}

func TestWhatIsGoneIsBounded(t *testing.T) {
	a := audit()
	for i := range 20 {
		a.Findings = append(a.Findings, leaf(fmt.Sprintf("1.%d", i+1), checks.Absent))
	}
	r := made(t, a, "th")
	if len(r.Gone) != 12 || r.GoneEtc != "และอีก 8 รายการ" {
		t.Errorf("%d items, then %q", len(r.Gone), r.GoneEtc)
	}
	if len(r.ToDos) != 1 || len(r.ToDos[0].Mend) != 20 {
		t.Errorf("to do: %+v", r.ToDos)
	}
}

func TestCaution(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*checks.CoverageOf)
		says []string
	}{
		{"floor not met", func(c *checks.CoverageOf) { c.FloorMet, c.FloorWhy = false, []checks.Reason{checks.Robots} }, []string{"ผลชั่วคราว", "robots.txt"}},
		{"stopped, floor met", func(c *checks.CoverageOf) { c.StoppedBy = "pages" }, []string{"หยุดก่อนดูครบ", "ครบจำนวนหน้าที่กำหนด"}},
		{"stopped by a person", func(c *checks.CoverageOf) {
			c.FloorMet, c.StoppedBy, c.FloorWhy = false, "person", []checks.Reason{checks.Stopped, checks.Stopped}
		}, []string{"ผลชั่วคราว", "ผู้ใช้สั่งหยุด"}},
		{"stopped by what is not known", func(c *checks.CoverageOf) { c.StoppedBy = "flood\x1b[2J" }, []string{"flood[2J"}},
	} {
		a := audit(leaf("1.1", checks.CouldNotLook))
		c.set(&a.Coverage)
		got := made(t, a, "th").Caution
		for _, says := range c.says {
			if strings.Count(got, says) != 1 {
				t.Errorf("%s: %q does not say %q once", c.name, got, says)
			}
		}
	}
}

func TestToDosGoToWhoMustAct(t *testing.T) {
	r := made(t, sample(), "th")
	by := map[string]reports.ToDo{}
	for _, d := range r.ToDos {
		by[d.Unit] = d
	}
	if len(by) != len(r.ToDos) || len(r.ToDos) != 3 {
		t.Fatalf("%d lists: one unit has two, or one is missing", len(r.ToDos))
	}
	web := by[unitWeb2]
	if web.Unit == "" {
		web = by[unitWeb]
	}
	// Spelt with other spaces the reviewing unit is the same one.
	if got := ids(web.Mend); got != "1.2 1.4 1.5 6.2 8.2 9.1" {
		t.Errorf("the web unit mends %s", got)
	}
	if got := ids(web.Decide); got != "1.3 2.1 10.1" {
		t.Errorf("the web unit decides %s", got)
	}
	if got := ids(web.Again); got != "1.8.3" {
		t.Errorf("to be seen again: %s", got)
	}
	if got := ids(by[unitPlan].Mend); got != "1.8.2" {
		t.Errorf("the planning unit mends %s", got)
	}
	for _, d := range r.ToDos {
		for _, it := range append(append(d.Mend, d.Decide...), d.Again...) {
			if it.Do == "" {
				t.Errorf("%s: nothing says what to do about %s", d.Unit, it.ID)
			}
			if rowOf(t, r, it.ID).Anchor != it.Anchor {
				t.Errorf("%s leads to %q", it.ID, it.Anchor)
			}
		}
	}
	if !strings.HasSuffix(web.Sentence, ": ประกาศของหน่วยงาน แก้ไข 6, เปิดดู 3, ตรวจซ้ำ 1") {
		t.Errorf("sentence %q", web.Sentence)
	}
}

func TestWhatSettlesWantsNothing(t *testing.T) {
	r := made(t, audit(leaf("1.1", checks.Found), leaf("1.2", checks.DeclaredNone), leaf("1.3", checks.NotYetDue), leaf("1.4", checks.NotRequired), leaf("1.5", checks.Untested)), "th")
	if len(r.ToDos) != 0 || len(r.Gone) != 0 || len(r.Act) != 1 || !strings.Contains(r.Act[0], "ไม่มีเรื่องที่ต้องทำ") {
		t.Errorf("to do %+v, act %q", r.ToDos, r.Act)
	}
}

func TestSamplesAreSaid(t *testing.T) {
	a := sample()
	a.Coverage.DecidedAfter = 40
	a.Coverage.Gaps = []checks.Gap{{URL: home + "cal/2569/05", Reason: checks.Budget, Sampled: true, Detail: "sampled: x: 60 asked for, 3 left, seed 7",
		Sample: &checks.Sample{Shape: "www.ssonongkha.example/cal/#/#", Asked: 60, Left: 3, Seed: 7, Endless: true}},
		{URL: home + "news/5", Reason: checks.Budget, Sampled: true, Sample: &checks.Sample{Shape: "www.ssonongkha.example/news/#", Asked: 50, Left: 900, Seed: 7}}}
	for lang, want := range map[string][]string{
		"th": {"ที่อยู่แบบ www.ssonongkha.example/cal/#/# เปิดดู 60 แห่ง เว้นไว้ 3 แห่ง เลือกด้วยเลขสุ่ม 7 หน้าแบบนี้นำไปสู่หน้าแบบเดียวกันต่อไปเรื่อย ๆ เช่นปฏิทิน", "2 แบบ เว้นไว้ 903 แห่ง", "40 จาก 1275"},
		"en": {"addresses like www.ssonongkha.example/cal/#/#: 60 opened, 3 left, chosen by the seed 7; such pages lead on", "2 kinds of address, 903 addresses left", "40 of 1275"},
	} {
		c := made(t, a, lang).Coverage
		said := c.Gaps[0].Gaps[0].Detail + "\n" + c.Gaps[0].Gaps[1].Detail
		for _, f := range c.Facts {
			said += "\n" + f.Value
		}
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q is not in %q", lang, w, said)
			}
		}
		if strings.Count(said, "ไปเรื่อย")+strings.Count(said, "lead on") != 1 {
			t.Errorf("%s: which has no end is not told apart: %q", lang, said)
		}
	}
}

func TestCoverage(t *testing.T) {
	c := made(t, sample(), "th").Coverage
	facts := map[string]string{}
	for _, f := range c.Facts {
		facts[f.Name] = f.Value
	}
	for name, want := range map[string]string{"หน้าที่อ่านได้": "1,214", "เอกสารที่อ่านได้": "61", "เริ่มตรวจ": "23 พ.ย. 2569 10.05 น.", "ลิงก์ในเมนูและท้ายหน้าแรกที่เปิดหรืออธิบายได้": "32 จาก 32"} {
		if facts[name] != want {
			t.Errorf("%s: %q, want %q", name, facts[name], want)
		}
	}
	var order []string
	for _, g := range c.Gaps {
		order = append(order, fmt.Sprintf("%s %d %v", g.Code, g.N, g.Sampled))
	}
	// The largest first, and what was left alone on purpose last however much.
	if got := strings.Join(order, ", "); got != "dead_link 2 false, robots 1 false, not_followed 1 false, budget 130 true" {
		t.Errorf("gaps: %s", got)
	}
	if g := c.Gaps[0].Gaps[0]; g.Detail != "HTTP 404" || g.From.Href != home+"plan.html" || g.Moment.Hour() != 10 {
		t.Errorf("gap %+v", g)
	}
	if g := c.Gaps[0].Gaps[1]; g.Link.Text != home+"download.php?id=แผน" {
		t.Errorf("a Thai address reads %q", g.Link.Text)
	}
	if len(c.Load) != 1 || c.Load[0].Requests != "1,301" || c.Load[0].Bytes != "48.0 MB" {
		t.Errorf("load %+v", c.Load)
	}
}

// One standard's result is one sentence with its breakdown; several are never
// added up, since one observation may count under more than one of them.
func TestStandardsAreNotAddedUp(t *testing.T) {
	a := audit(leaf("1.1", checks.Absent), leaf("1.2", checks.Partial), leaf("1.3", checks.Found))
	if got := made(t, a, "th").Missing; !slices.Equal(got, []string{"จาก 3 ข้อ พบแล้ว 1 ข้อ ต้องเผยแพร่หรือแก้ไข 2 ข้อ", "ในจำนวนที่ต้องแก้ไข: ไม่พบ 1 · พบบางส่วน 1"}) {
		t.Errorf("one standard: %q", got)
	}
	law := leaf("7.1", checks.Absent)
	law.Standard = "law"
	a.Findings = append(a.Findings, law)
	a.Standards = append(a.Standards, checks.StandardUsed{ID: "law", Title: "พระราชบัญญัติ", Authority: "law"})
	own := leaf("9.1", checks.Absent)
	own.Standard = "law2"
	a.Findings = append(a.Findings, own)
	a.Standards = append(a.Standards, checks.StandardUsed{ID: "law2", Title: "ระเบียบ", Authority: "law"})
	got := made(t, a, "th").Missing
	if len(got) != 3 || !strings.HasPrefix(got[2], "ระเบียบ: พบ 0 จาก 1 ข้อ") || got[1] != "พระราชบัญญัติ: พบ 0 จาก 1 ข้อ · ต้องแก้ไข 1" || strings.Contains(strings.Join(got, "\n"), "จาก 4 ข้อ") {
		t.Errorf("two standards: %q", got)
	}
}

// A standard that names nobody leaves its items to the units that keep the
// website, and only where they are the same throughout.
func TestStandardsThatNameNobodyFallToTheKeepers(t *testing.T) {
	first, second, law := leaf("1.1", checks.Absent), leaf("1.2", checks.Found), leaf("7.1", checks.Absent)
	first.Responsible, first.Reviewer = "งานเว็บไซต์", "งานแผน"
	second.Responsible, second.Reviewer = "งาน เว็บไซต์", "งานแผน"
	law.Standard = "law"
	a := audit(first, second, law)
	if u := rowOf(t, made(t, a, "th"), "7.1").Units; u.Responsible != "งานเว็บไซต์" || u.Reviewer != "งานแผน" {
		t.Errorf("left to %+v", u)
	}
	a.Findings[1].Responsible = "งานพัสดุ"
	if u := rowOf(t, made(t, a, "th"), "7.1").Units; u.Responsible != "ไม่ได้ระบุ" {
		t.Errorf("with two units, left to %+v", u)
	}
}

// The ledger says in plain words what it counts, what was only connected to, and
// what a host asked for in vain.
func TestWhatTheLoadCounts(t *testing.T) {
	a := sample()
	a.Coverage.Load = []checks.Load{{Host: "a.example", Requests: 3, Connections: 3, CrawlDelay: 30}, {Host: "b.example", Requests: 2, Connections: 9, CrawlDelay: 120}}
	for lang, want := range map[string][]string{"th": {"นับทุกคำขอ", "b.example รวม 9 ครั้ง", "b.example ขอให้เว้น 120 วินาที"}, "en": {"Every request", "b.example was connected to 9 times", "b.example asks for 120 seconds"}} {
		r, err := reports.New(a, nil, lang)
		if err != nil {
			t.Fatal(err)
		}
		said := strings.Join(r.Coverage.LoadNotes, "\n")
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s lacks %q", said, w)
			}
		}
		if len(r.Coverage.LoadNotes) != 3 || strings.Contains(said, "a.example") {
			t.Errorf("%s", said)
		}
	}
	a.Coverage.Load = nil
	if r, err := reports.New(a, nil, "th"); err != nil || len(r.Coverage.LoadNotes) > 0 {
		t.Errorf("nothing was asked for, and it says %v", r.Coverage.LoadNotes)
	}
}
