package reports_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

func answered(t *testing.T, a *checks.Audit, lang string, said ...checks.Statement) *reports.Report {
	t.Helper()
	r, err := reports.Answered(a, said, lang)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func decisionOn(a *checks.Audit, id string, change func(*checks.Decision)) checks.Statement {
	f := a.Finding("s", id)
	d := checks.Decision{Standard: "s", ID: id, Verdict: checks.Found, Reason: "read_by_person", By: "ก", Unit: "ข", At: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	if f != nil {
		d.Evidence = f.Digest()
	}
	if change != nil {
		change(&d)
	}
	return checks.Statement{Office: a.Office.Key(), Decision: &d}
}

// TestAnswers lists waivers, and what asks again, lapsed or is used no more, each
// apart; nothing of it changes a count.
func TestAnswers(t *testing.T) {
	a := audit(leaf("1.1", checks.NeedsEyes), leaf("1.2", checks.Absent), leaf("1.3", checks.Partial), leaf("1.4", checks.Found), leaf("1.5", checks.Absent))
	excuse := func(d *checks.Decision) {
		d.Verdict, d.Reason, d.Waiver = "", "rebuilding", &checks.Waiver{Approver: "นพ.สสจ.", Scope: "เฉพาะ <b>ปีนี้</b>"}
	}
	said := []checks.Statement{
		decisionOn(a, "1.1", nil),
		decisionOn(a, "1.2", excuse),
		decisionOn(a, "1.3", func(d *checks.Decision) { d.Evidence = "sha256:before" }),
		decisionOn(a, "1.4", excuse), // met since
		decisionOn(a, "1.5", func(d *checks.Decision) { d.Until = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }),
		decisionOn(a, "9.9", nil), // gone
		{Office: "another.example", Decision: decisionOn(a, "1.5", nil).Decision},
		{Office: a.Office.Key(), Decision: &checks.Decision{Standard: "elsewhere", ID: "1", Verdict: checks.Found}},
	}
	r := answered(t, a, "th", said...)
	got := map[string]string{}
	for _, l := range r.Answers.Lists {
		for _, it := range l.Items {
			got[l.Code] += it.ID + " "
		}
	}
	want := map[string]string{"waived": "1.2 ", "asks_again": "1.3 ", "lapsed": "1.5 ", "unused": "1.4 9.9 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lists (-want +got):\n%s", diff)
	}
	d := rowOf(t, r, "1.2").Decision
	if d == nil || !d.Waiver || d.Word.Text != "ผ่อนผัน" || d.Approver != "นพ.สสจ." || !strings.HasPrefix(d.Reason, "เว็บไซต์อยู่ระหว่าง") {
		t.Errorf("the waiver: %+v", d)
	}
	if d := rowOf(t, r, "1.3").Decision; d.State == "" || d.Word.Code != "found" {
		t.Errorf("what asks again does not say so, or not what was decided: %+v", d)
	}
	if d := rowOf(t, r, "1.1").Decision; d.State != "" || d.Reason != "อ่านจากภาพหรือเอกสารสแกนด้วยตา" {
		t.Errorf("what holds: %+v", d)
	}
	plain := made(t, a, "th")
	if diff := cmp.Diff(plain.Sections[0].Scores, r.Sections[0].Scores); diff != "" {
		t.Errorf("a waiver changed the score:\n%s", diff)
	}
	if diff := cmp.Diff(plain.Tally, r.Tally); diff != "" {
		t.Errorf("a waiver changed the tally:\n%s", diff)
	}
	if plain.Answers.Sentence != "" || len(plain.Answers.Lists) != 0 {
		t.Errorf("nobody said anything: %+v", plain.Answers)
	}
	if !strings.Contains(answered(t, a, "en", said...).Answers.Lists[0].Title, "Waived") {
		t.Error("English lists are not in English")
	}
}

// TestPointer says what the audit saw where the unit pointed.
func TestPointer(t *testing.T) {
	a := audit(leaf("1.1", checks.Found), leaf("1.2", checks.Absent))
	a.Findings[0].Evidence = []checks.Evidence{{URL: "http://www.a.example/plan/", Path: []string{"http://a.example/", "http://a.example/doc"}}}
	a.Findings[1].Nearest = []checks.Miss{{URL: "http://a.example/near", Missing: []string{"person"}}}
	a.Coverage.Gaps = []checks.Gap{{URL: "http://a.example/dead", Reason: checks.DeadLink}}
	for _, c := range []struct {
		id, url string
		late    bool
		want    string
	}{
		{"1.1", "https://a.example/plan", false, "พบหลักฐานของข้อนี้ที่นี่ ผล: พบ"},
		{"1.1", "http://a.example/doc", false, "ต่อจากหน้านี้"},
		{"1.2", "http://a.example/near", false, "ยังขาด"},
		{"1.2", "http://a.example/dead", false, "ดูไม่ได้"},
		{"1.2", "http://a.example/other", false, "ต้องให้คนเปิดดู"},
		{"1.2", "http://a.example/other", true, "ครั้งหน้า"},
	} {
		at := a.SeenAt.AddDate(0, 0, -1)
		if c.late {
			at = a.SeenAt.AddDate(0, 0, 1)
		}
		r := answered(t, a, "th", checks.Statement{Office: a.Office.Key(), Reply: &checks.Reply{Standard: "s", ID: c.id, URL: c.url, By: "ก", At: at}})
		if p := rowOf(t, r, c.id).Reply; p == nil || !strings.Contains(p.Shows, c.want) || p.Link.Href != c.url {
			t.Errorf("%s %s: %+v, want %q", c.id, c.url, p, c.want)
		}
	}
	r := answered(t, a, "th", checks.Statement{Office: a.Office.Key(), Reply: &checks.Reply{Standard: "s", ID: "1.2", URL: "javascript:alert(1)", Note: "x\u202ey", At: a.SeenAt}})
	if p := rowOf(t, r, "1.2").Reply; p.Link.Href != "" || p.Note != "xy" {
		t.Errorf("a hostile reply: %+v", p)
	}
}

// TestRulingWords names every code of the closed lists in both languages.
func TestRulingWords(t *testing.T) {
	for _, lang := range reports.Languages() {
		for _, code := range checks.DecisionReasons() {
			if s := reports.DecisionReasonText(code, lang); s == code || s == "" {
				t.Errorf("%s: no words for the reason %s", lang, code)
			}
		}
		for _, code := range checks.WaiverReasons() {
			if s := reports.WaiverReasonText(code, lang); s == code || s == "" {
				t.Errorf("%s: no words for the waiver's reason %s", lang, code)
			}
		}
	}
}
