package reports_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

var update = flag.Bool("update", false, "write testdata anew")

// samplePath is the sample audit as the tests of the formats read it.
var samplePath = filepath.Join("testdata", "sample.json")

// TestSampleIsCurrent holds that the sample which the formats' tests read is
// the one built here.
func TestSampleIsCurrent(t *testing.T) {
	got, err := json.MarshalIndent(sample(), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(samplePath, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(samplePath)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run go test ./reports -update", samplePath)
	}
}

const (
	home     = "http://www.ssonongkha.example/"
	unitWeb  = "กลุ่ม/ฝ่ายหรือ คณะทำงานหรือเจ้าหน้าที่ ปฏิบัติงานบริหาร จัดการเว็บไซต์ ของหน่วยงาน"
	unitWeb2 = "กลุ่ม/ฝ่ายหรือ คณะทำงานหรือเจ้าหน้าที่ ปฏิบัติงานบริหารจัดการ เว็บไซต์ ของหน่วยงาน"
	unitPlan = "กลุ่มงานยุทธศาสตร์และแผนงาน"
	method   = "ขั้นตอนการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ระดับหน่วยงานในสังกัด เป็นไปตามข้อ ๒.๑-๒.๔ ตามประกาศสำนักงานสาธารณสุขอำเภอหนองค้า ลงวันที่ ๑๒ ตุลาคม ๒๕๖๔ เรื่อง แนวทางการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ของหน่วยงาน"
)

func seen(minute int) time.Time { return time.Date(2026, 11, 23, 3, minute, 0, 0, time.UTC) }

// sample is an invented office's audit: all ten verdicts, parents, a second
// standard, gaps, warnings, and texts that try to act.
func sample() *checks.Audit {
	low, high, slow, shigh := 14.0/26, 20.0/26, 0.0, 1.0
	a := &checks.Audit{
		Schema: checks.AuditSchema, Program: "truatweb 0.1.0",
		Office: checks.Office{Name: "สำนักงานสาธารณสุขอำเภอหนองค้า", Code: "09999", District: "หนองค้า", Province: "สมมุติบุรี", Home: home, Scope: []string{home}},
		SeenAt: seen(5), EndedAt: seen(21), AsOf: "2026-11-23", FiscalYear: 2570,
		Standards: []checks.StandardUsed{
			{ID: "ops2563", Title: "แนวทางการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์ของหน่วยงาน พ.ศ. ๒๕๖๓", Edition: "พ.ศ. ๒๕๖๓", Authority: "office",
				Digest: "sha256:3f1d0c2b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff0", Categories: []checks.CategoryUsed{
					{ID: "1", Title: "ข้อมูลหน่วยงาน (General Information)", Procedure: method},
					{ID: "2", Title: "กฎหมาย ระเบียบ ข้อบังคับ ที่เกี่ยวข้องกับหน่วยงาน (Law, Regulatory, Compliance) โดยแสดงที่มาของข้อมูลอย่างชัดเจน"},
					{ID: "3", Title: "คลังความรู้ (Knowledge) เช่น ข่าวสาร ความรู้สุขภาพในรูปแบบ Info Graphic สื่อมัลติมีเดีย บทความ ผลงานวิจัย (ถ้ามี)"},
					{ID: "6", Title: "คู่มือมาตรฐานการปฏิบัติงานของหน่วยงาน"},
					{ID: "8", Title: "ข่าวประชาสัมพันธ์ (Public Relations)"},
					{ID: "9", Title: "ระบบงานให้บริการในรูปแบบอิเล็กทรอนิกส์ (e-Service) (ถ้ามี)"},
					{ID: "10", Title: "แสดงสถิติการเข้าใช้บริการเว็บไซต์ แสดงระดับความพึงพอใจ และมีระบบประเมินความพึงพอใจที่มีต่อเว็บไซต์ของหน่วยงาน"},
				}},
			{ID: "gws2", Title: "มาตรฐานเว็บไซต์ภาครัฐ", Edition: "เวอร์ชัน 2.0", Authority: "guideline", Status: "chapter-confirmed, text-unverified",
				Digest: "sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", Categories: []checks.CategoryUsed{{ID: "naming", Title: "การตั้งชื่อเว็บไซต์ภาครัฐ"}}},
		},
		Coverage: checks.CoverageOf{Pages: 1214, Documents: 61, Failed: 4, Menu: 32, MenuSeen: 32, FloorMet: true, Gaps: sampleGaps(),
			Load: []checks.Load{{Host: "www.ssonongkha.example", Requests: 1301, Bytes: 48 << 20, BusiestMinute: 58}}},
		Scores: map[string]checks.Score{
			"ops2563": {Required: checks.ScoreOf{Of: 26, Found: 14, Low: &low, High: &high}, Should: checks.ScoreOf{Of: 1, Low: &slow, High: &shigh}},
			"gws2":    {},
		},
		Warnings: []checks.Warning{
			{Kind: "personal_data", URL: home + "files/list.pdf", Detail: "เลขประจำตัวประชาชน 1-xxxx-xxxxx-xx-9", Count: 12},
			{Kind: "hijack", URL: home + "wp-content/uploads/x/", Detail: "ลิงก์ซ่อนไปเว็บพนัน", Count: 3},
			{Kind: "odd_kind<b>", URL: "javascript:alert(1)", Detail: "\x1b[31mred\x07"},
		},
	}
	a.Score = a.Scores["ops2563"]
	a.Findings = sampleFindings()
	for i := range a.Findings {
		f := &a.Findings[i]
		f.EARL = f.Verdict.EARL()
		f.Searched.Pages, f.Searched.Documents = a.Coverage.Pages, a.Coverage.Documents
		if f.Standard == "" {
			f.Standard = "ops2563"
		}
		if f.Level == "" {
			f.Level = "required"
		}
		if f.Responsible == "" {
			f.Responsible = unitWeb
		}
		if f.Reviewer == "" {
			f.Reviewer = unitWeb2
		}
		if f.Standard == "ops2563" {
			f.Procedure = method
		}
		if f.Reasons == nil {
			f.Reasons = []checks.Reason{}
		}
		if f.Evidence == nil {
			f.Evidence = []checks.Evidence{}
		}
		if f.Nearest == nil {
			f.Nearest = []checks.Miss{}
		}
	}
	return a
}

func sampleGaps() []checks.Gap {
	out := []checks.Gap{
		{URL: home + "old/plan.pdf", Reason: checks.DeadLink, Status: 404, From: home + "plan.html", Label: "แผนปี 2565", At: seen(9), Tries: 2},
		{URL: home + "download.php?id=%E0%B9%81%E0%B8%9C%E0%B8%99", Reason: checks.DeadLink, Detail: "HTTP 410", From: home, At: seen(9)},
		{URL: home + "staff/", Reason: checks.Robots, From: home, Label: "บุคลากร", At: seen(10)},
		{URL: "https://drive.example/file/d/abc", Reason: checks.NotFollowed, Outside: true, From: home + "ita.html", Label: "MOIT 2", At: seen(11)},
	}
	for i := range 130 {
		out = append(out, checks.Gap{URL: home + "news.php?page=" + string(rune('0'+i%10)) + "&n=" + string(rune('0'+i/10%10)) + string(rune('0'+i/100)), Reason: checks.Budget, Sampled: true, At: seen(12)})
	}
	return out
}

func proof(page, title string, place checks.Place, quote, why string) checks.Evidence {
	return checks.Evidence{URL: home + page, Title: title, Place: place, Quote: quote, Why: why, SeenAt: seen(7),
		SHA256: "9b1c5f0e3d7a8842b6c9d0e1f2031425364758697a8b9cadbecfd0e1f2031425", Path: []string{home, home + "about.html", home + page}, Label: title}
}

const hostile = `=HYPERLINK("http://evil.example","คลิก")<script>alert(1)</script>` + "\x1b[2J\x00\u202Egnp.exe\u202C"

func sampleFindings() []checks.Finding {
	w := func(words ...string) checks.Searched { return checks.Searched{Words: words, Opened: 4} }
	year := proof("files/plan2570.pdf", "แผนปฏิบัติราชการ ปีงบประมาณ 2570", checks.AtTitle, "แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. ๒๕๗๐", "years")
	year.Year = 2570
	ocr := proof("files/order.pdf", "คำสั่งแต่งตั้ง", checks.AtImage, "นายสมมุติ ตัวอย่าง สาธารณสุขอำเภอ", "person")
	ocr.OCR = true
	bad := checks.Evidence{URL: "javascript:alert(document.domain)", Title: `"><img src=x onerror=alert(1)>`, Place: checks.AtLink, Quote: hostile, Why: "text", SeenAt: seen(8),
		Path: []string{home, "javascript:void(0)", "data:text/html,<script>alert(1)</script>"}, Label: "+SUM(1,2)"}
	return []checks.Finding{
		{ID: "1.1", Category: "1", Title: "ประวัติความเป็นมา", Period: "none", Verdict: checks.Found, Searched: w("ประวัติความเป็นมา", "ความเป็นมา"),
			Evidence: []checks.Evidence{proof("history.html", "ประวัติความเป็นมา", checks.AtText, "สำนักงานสาธารณสุขอำเภอหนองค้า จัดตั้งขึ้นเมื่อปี พ.ศ. ๒๕๐๘ เดิมตั้งอยู่ในบริเวณที่ว่าการอำเภอ ต่อมาได้ย้ายมายังที่ตั้งปัจจุบัน", "history")}},
		{ID: "1.2", Category: "1", Title: "วิสัยทัศน์ พันธกิจ", Verdict: checks.Partial, Reasons: []checks.Reason{checks.PartsMissing, checks.EmptySection}, Parts: &checks.Tally{Have: []string{"วิสัยทัศน์"}, Missing: []string{"พันธกิจ"}},
			Searched: w("วิสัยทัศน์", "พันธกิจ"), Advice: "เพิ่มพันธกิจไว้ใต้หัวข้อ «พันธกิจ» ในหน้าเดียวกัน",
			Evidence: []checks.Evidence{proof("vision.html", "วิสัยทัศน์", checks.AtHeading, "เป็นองค์กรหลักด้านสุขภาพ ประชาชนสุขภาพดี", "วิสัยทัศน์")}},
		{ID: "1.3", Category: "1", Title: "โครงสร้างหน่วยงาน", Period: "incumbent", Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.ImageOnly}, Searched: w("โครงสร้าง"),
			Question: "แผนผังในภาพเป็นของหน่วยงานนี้และเป็นปัจจุบันหรือไม่", Evidence: []checks.Evidence{ocr}},
		{ID: "1.4", Category: "1", Title: "ทำเนียบผู้บริหาร", Period: "incumbent", Verdict: checks.Unreachable, Reasons: []checks.Reason{checks.DeadLink}, Searched: w("ทำเนียบผู้บริหาร", "ผู้บริหาร"),
			Advice: "แก้ลิงก์ให้เปิดได้ หรือทำหน้าที่มีชื่อ ตำแหน่ง และภาพผู้บริหาร", Nearest: []checks.Miss{{URL: home + "boss.html", Title: "ผู้บริหาร", Missing: []string{"person", "position"}, Reason: checks.DeadLink}}},
		{ID: "1.5", Category: "1", Title: "ข้อมูลผู้บริหารเทคโนโลยีสารสนเทศระดับสูง (Chief Information Officer : CIO)", Period: "incumbent", Verdict: checks.Absent, Reasons: []checks.Reason{checks.FalseFriend},
			Searched: w("ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง", "Chief Information Officer", "CIO"), Advice: "ระบุชื่อ ตำแหน่ง และช่องทางติดต่อของ CIO ประจำหน่วยงาน หรือเชื่อมไปยังคำสั่งแต่งตั้ง",
			Nearest: []checks.Miss{{URL: home + "news/1201.html", Title: "ข่าวกิจกรรม", Quote: "ร่วมประชุม CIO ระดับจังหวัด", Missing: []string{"person", "text:ผู้บริหารเทคโนโลยีสารสนเทศ"}, Reason: checks.FalseFriend}}},
		{ID: "1.8", Category: "1", Title: "แผนปฏิบัติราชการ แผนงาน โครงการ และงบประมาณรายจ่ายประจำปี", Parent: true, Verdict: checks.Partial, Reasons: []checks.Reason{checks.PartsMissing}, Parts: &checks.Tally{Have: []string{"1.8.1"}, Missing: []string{"1.8.2", "1.8.3"}}},
		{ID: "1.8.1", Category: "1", Title: "แผนปฏิบัติราชการ", Period: "fy_cur", Verdict: checks.Found, Evidence: []checks.Evidence{year}, Searched: w("แผนปฏิบัติราชการ"), Responsible: unitPlan, Reviewer: "สาธารณสุขอำเภอ"},
		{ID: "1.8.2", Category: "1", Title: "แผนงาน โครงการ", Period: "fy_cur", Verdict: checks.WrongPeriod, Reasons: []checks.Reason{checks.YearOutside}, YearsSeen: []int{2566, 2567, 2568}, Searched: w("แผนงาน", "โครงการ"), Responsible: unitPlan,
			Advice: "เผยแพร่แผนงานโครงการของปีงบประมาณ 2570", Nearest: []checks.Miss{{URL: home + "files/project2568.pdf", Title: "แผนงานโครงการ 2568", Years: []int{2568}, Reason: checks.YearOutside}}},
		{ID: "1.8.3", Category: "1", Title: "งบประมาณรายจ่ายประจำปี", Period: "fy_cur", Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Robots, checks.NeedsRender}, Searched: w("งบประมาณ"), Responsible: unitPlan},
		{ID: "1.9.2", Category: "1", Title: "รายงานผลการปฏิบัติราชการ", Period: "fy_either", Verdict: checks.NotYetDue, Searched: w("รายงานผลการปฏิบัติราชการ"), Responsible: unitPlan},
		{ID: "1.10.2", Category: "1", Title: "หมายเลขโทรสาร", Period: "incumbent", Verdict: checks.DeclaredNone, Searched: w("โทรสาร"), Evidence: []checks.Evidence{proof("contact.html", "ติดต่อเรา", checks.AtRow, "โทรสาร: ไม่มีโทรสาร", "")}},
		{ID: "2.1", Category: "2", Title: "กฎหมาย ระเบียบ ข้อบังคับ ที่เกี่ยวข้องกับหน่วยงาน", Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.WrongOwner, checks.WeakMatch}, Searched: w("กฏหมาย", "ระเบียบ"), Evidence: []checks.Evidence{bad},
			Nearest: []checks.Miss{{URL: "//evil.example/x", Title: "@cmd|'/c calc'!A0", Quote: "\u2066-2+3\u2069", Missing: []string{"law_title"}}}},
		{ID: "3.1", Category: "3", Title: "คลังความรู้ (Knowledge)", Level: "if-any", Verdict: checks.NotRequired, Searched: w("คลังความรู้")},
		{ID: "6.2", Category: "6", Title: "ระยะเวลาในแต่ละขั้นตอน", Verdict: checks.Absent, Reasons: []checks.Reason{checks.TitleWithoutContent}, Searched: checks.Searched{Words: []string{"ระยะเวลา"}, Opened: 6, Unread: 2}, Advice: "ระบุระยะเวลา (นาที ชั่วโมง วัน) ไว้ข้างทุกขั้นตอนในคู่มือ"},
		{ID: "8.1", Category: "8", Title: "ข่าวสารทั่วไป ภาพข่าวกิจกรรม เรื่องแจ้งเตือน", Period: "event_fy", Verdict: checks.Found, Searched: w("ข่าวประชาสัมพันธ์"),
			Evidence: []checks.Evidence{proof("news/", "ข่าวประชาสัมพันธ์", checks.AtRow, "12 พ.ย. 2569 รณรงค์ป้องกันไข้เลือดออก", "dated_list")}},
		{ID: "8.2", Category: "8", Title: "ประกาศรับสมัครงาน", Level: "example", Period: "event_fy", Verdict: checks.Absent, Reasons: []checks.Reason{checks.MenuOnly}, Searched: w("รับสมัคร")},
		{ID: "9.1", Category: "9", Title: "ระบบงานให้บริการในรูปแบบอิเล็กทรอนิกส์ (e-Service)", Level: "if-any", Verdict: checks.Unreachable, Reasons: []checks.Reason{checks.SignIn}, Searched: w("e-Service"), Advice: "เปิดให้ประชาชนใช้ได้โดยไม่ต้องเป็นเจ้าหน้าที่"},
		{ID: "10.1", Category: "10", Title: "แสดงสถิติการเข้าใช้บริการเว็บไซต์", Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.ScriptDrawn}, Searched: w("สถิติผู้เข้าชม")},
		{ID: "10.3", Category: "10", Title: "มีระบบประเมินความพึงพอใจที่มีต่อเว็บไซต์ของหน่วยงาน", Verdict: checks.Untested},
		{Standard: "gws2", ID: "gws.naming.gov_domain", Category: "naming", Title: "ใช้ชื่อโดเมนของรัฐ (.go.th)", Level: "should", Verdict: checks.Absent, Responsible: "ศูนย์เทคโนโลยีสารสนเทศ", Reviewer: "สาธารณสุขอำเภอ", Advice: "ขอจดทะเบียนชื่อโดเมนภายใต้ .go.th"},
	}
}

func sampleDecisions() []checks.Decision {
	return []checks.Decision{
		{Standard: "ops2563", ID: "1.3", Verdict: checks.Partial, Reason: "ความเห็นแรก", By: "นางสาวสมมุติ คนตรวจ", Unit: "กลุ่มตรวจสอบ", At: time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)},
		{Standard: "ops2563", ID: "1.3", Verdict: checks.Found, Reason: "ดูภาพแล้ว เป็นของหน่วยงานและเป็นปัจจุบัน", By: "นางสาวสมมุติ คนตรวจ", Unit: "กลุ่มตรวจสอบ", At: time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)},
		{Standard: "ops2563", ID: "1.5", Verdict: checks.NotRequired, Reason: "ใช้ CIO ของจังหวัด", By: "นายสมมุติ ผู้ตรวจ", Unit: "กลุ่มตรวจสอบ", At: time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC), Until: time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC)},
	}
}
