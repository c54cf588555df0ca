package html_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/html"
)

// TestAnswers shows replies and decisions beside the findings, and waivers in a
// list of their own; nothing of it where nobody said anything.
func TestAnswers(t *testing.T) {
	a := sample(t)
	office, at := a.Office.Key(), time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)
	said := []checks.Statement{
		{Office: office, Decision: &checks.Decision{Standard: "ops2563", ID: "1.5", Reason: "by_parent", By: "คนตรวจ", Unit: "กลุ่มตรวจสอบ", At: at, Until: at.AddDate(1, 0, 0), Waiver: &checks.Waiver{Approver: "<script>alert(1)</script>", Scope: "ทั้งข้อ"}}},
		{Office: office, Decision: &checks.Decision{Standard: "ops2563", ID: "99.9", Verdict: checks.Found, Reason: "agreed", By: "คนตรวจ", At: at}},
		{Office: office, Reply: &checks.Reply{Standard: "ops2563", ID: "1.5", URL: "https://a.example/cio", Note: "อยู่หน้านี้", By: "นายหนึ่ง", At: at}},
	}
	draw := func(said []checks.Statement) *goquery.Document {
		t.Helper()
		r, err := reports.Answered(a, said, "th")
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := (html.Format{}).Write(&b, r); err != nil {
			t.Fatal(err)
		}
		d, err := goquery.NewDocumentFromReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := draw(said)
	lists := d.Find(".answers .unit")
	if lists.Length() != 2 || !strings.Contains(lists.First().Text(), "ข้อที่ผ่อนผันอยู่") || !strings.Contains(lists.First().Text(), "<script>alert(1)</script>") || !strings.Contains(lists.Last().Text(), "99.9") {
		t.Errorf("lists: %s", lists.Text())
	}
	if to := lists.First().Find(".what a").AttrOr("href", "#"); d.Find(strings.ReplaceAll(to, ".", `\.`)).Find(".decision").Length() != 1 {
		t.Errorf("the waiver does not lead to its item: %q", to)
	}
	if to := d.Find(".reply a.url").AttrOr("href", ""); to != "https://a.example/cio" || !strings.Contains(d.Find(".reply").Text(), "หน่วยงานชี้มาที่นี่") {
		t.Errorf("the reply: %s", d.Find(".reply").Text())
	}
	if d.Find("script").Length() != 0 {
		t.Error("a text became a script")
	}
	if none := draw(nil); none.Find(".answers, .reply, .decision").Length() != 0 || none.Find(`a[href="#answers"]`).Length() != 0 {
		t.Error("nobody said anything, and the page says so at length")
	}
}
