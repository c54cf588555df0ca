package reports_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

func TestNews(t *testing.T) {
	before, now := sample(), sample()
	find := func(a *checks.Audit, id string) *checks.Finding { return a.Finding("ops2563", id) }
	find(before, "1.5").Verdict = checks.Found  // lost since
	find(before, "1.1").Verdict = checks.Absent // won since
	find(before, "6.2").Verdict = checks.NeedsEyes
	n := reports.NewsOf(now, before, "", "th")
	if n.Changes.Better != 1 || n.Changes.Worse != 1 || n.Changes.Aside != 1 || n.First || !n.Changed() || !n.Worsened() {
		t.Errorf("%+v", n.Changes)
	}
	for _, want := range []string{"สำนักงานสาธารณสุขอำเภอหนองค้า", "ดีขึ้น 1", "แย่ลง 1", "เท่าเดิม", "ต้องดูใหม่ 1", "ยังขาด"} {
		if !strings.Contains(n.Subject, want) {
			t.Errorf("the subject lacks %q: %s", want, n.Subject)
		}
	}
	if strings.ContainsAny(n.Subject, "\r\n") {
		t.Errorf("a subject of several lines: %q", n.Subject)
	}
	if want := "1.5 ข้อมูลผู้บริหารเทคโนโลยีสารสนเทศระดับสูง (Chief Information Officer : CIO): พบ → ไม่พบ"; !strings.Contains(n.Text, want) {
		t.Errorf("the text lacks %q:\n%s", want, n.Text)
	}
	if strings.Index(n.Text, "แย่ลง:") > strings.Index(n.Text, "ดีขึ้น:") {
		t.Error("what was lost comes after what was won")
	}
	lack, of := 0, 0
	for _, f := range now.Findings {
		if f.Standard == "ops2563" && !f.Parent && f.Level == "required" {
			of++
			if f.EARL == "failed" {
				lack++
			}
		}
	}
	if n.Missing != lack || n.Required != of {
		t.Errorf("missing %d of %d, want %d of %d", n.Missing, n.Required, lack, of)
	}
	same := reports.NewsOf(now, now, "", "en")
	if same.Changed() || same.Worsened() || !strings.Contains(same.Subject, "0 better · 0 worse") {
		t.Errorf("nothing changed: %s", same.Subject)
	}
	first := reports.NewsOf(now, nil, "", "th")
	if !first.First || !first.Changed() || first.Worsened() || !strings.Contains(first.Subject, "ตรวจครั้งแรก") || strings.Contains(first.Text, "ครั้งก่อน") {
		t.Errorf("a first audit: %s\n%s", first.Subject, first.Text)
	}
}

// A site that was down yesterday and is down today is no news; one that went
// down is, and is worse.
func TestNewsOfASiteThatIsDown(t *testing.T) {
	up, down := sample(), sample()
	for i := range down.Findings {
		down.Findings[i].Verdict = checks.CouldNotLook
	}
	const why = "เครื่องแม่ข่ายไม่ตอบ"
	if n := reports.NewsOf(down, up, why, "th"); !n.Worsened() || !strings.Contains(n.Subject, "เข้าดูเว็บไม่ได้") || !strings.Contains(n.Text, why) {
		t.Errorf("went down: %+v", n.Subject)
	}
	if n := reports.NewsOf(down, down, why, "th"); n.Changed() || n.Worsened() {
		t.Errorf("still down: %+v", n.Changes)
	}
	if n := reports.NewsOf(up, down, "", "th"); !n.Changed() || n.Worsened() {
		t.Errorf("came back: %+v", n.Changes)
	}
	if n := reports.NewsOf(&checks.Audit{Office: checks.Office{Home: "http://a.example/\x1b"}}, nil, "", "xx"); n.Office == "" || n.Missing != 0 {
		t.Errorf("an empty audit: %+v", n)
	}
}
