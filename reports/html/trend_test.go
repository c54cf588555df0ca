package html_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/html"
)

// besides is the sample's page with two earlier audits beside it.
func besides(t *testing.T) *goquery.Document {
	t.Helper()
	a := sample(t)
	now := reports.PastOf(a)
	before := now
	before.SeenAt, before.Items = now.SeenAt.AddDate(0, -1, 0), slices.Clone(now.Items)
	low, high := 0.2, 0.9
	before.Standards = slices.Clone(now.Standards)
	before.Standards[0].Of, before.Standards[0].Low, before.Standards[0].High = 10, &low, &high
	it := now.Items[0]
	c := reports.Comparison{Before: before, After: now, Turns: []reports.Turn{
		{Change: reports.Change{Standard: it.Standard, ID: it.ID, Title: it.Title, Old: checks.Absent, New: it.Verdict, Way: reports.Better}, Cause: reports.BySite},
		{Change: reports.Change{Standard: it.Standard, ID: "0", Title: `<script>alert(1)</script>`, Old: checks.Found, Way: reports.Dropped}}}}
	r, err := reports.WithBeside(a, reports.Beside{History: &reports.History{Past: []reports.Past{before}, Since: &c,
		Upheld: map[string]reports.Upheld{reports.ItemKey(it.Standard, it.ID): {Upheld: 9, Of: 10, Low: 0.6, High: 0.98}}}}, "th")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (html.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return parse(t, b.Bytes())
}

func TestTrend(t *testing.T) {
	d := besides(t)
	trend := d.Find("section.trend")
	if trend.Length() != 1 || d.Find(`.contents a[href="#trend"]`).Length() != 1 {
		t.Fatal("no trend, or nothing leads there")
	}
	if got := read(trend.Find(".since")); !strings.Contains(got, "ดีขึ้น 1") || !strings.Contains(got, "แย่ลง 0") {
		t.Errorf("since: %q", got)
	}
	better := trend.Find(".items").First()
	if got := read(better); !strings.Contains(got, "เดิม ไม่พบ") || !strings.Contains(got, "เว็บเปลี่ยน") {
		t.Errorf("better: %q", got)
	}
	href, _ := better.Find("a").Attr("href")
	if d.Find(`[id="`+strings.TrimPrefix(href, "#")+`"]`).Length() != 1 {
		t.Errorf("%q leads nowhere", href)
	}
	dropped := trend.Find(".items").Last()
	if dropped.Find("a").Length() != 0 || !strings.Contains(read(dropped), "<script>alert(1)</script>") || d.Find("script").Length() != 0 {
		t.Errorf("dropped: %q", read(dropped))
	}
	rows := trend.Find("table.past").First().Find("tbody tr")
	if rows.Length() != 2 || rows.Last().HasClass("now") == rows.First().HasClass("now") {
		t.Fatalf("%d rows", rows.Length())
	}
	// What a bar shows is said in words and figures too.
	rows.Each(func(_ int, row *goquery.Selection) {
		stripes, words := row.Find("td.bar rect").Length(), strings.Count(read(row.Find("td.bar .soft")), "·")+1
		if stripes < 2 || stripes != words {
			t.Errorf("%d stripes, %d words: %q", stripes, words, read(row))
		}
		row.Find("svg").Each(func(_ int, svg *goquery.Selection) {
			if hidden, _ := svg.Attr("aria-hidden"); hidden != "true" {
				t.Error("a drawing is read out")
			}
		})
	})
	if got := read(rows.First().Find("td.range")); !strings.Contains(got, "20.0") || !strings.Contains(got, "90.0") {
		t.Errorf("range: %q", got)
	}
	span := rows.First().Find("td.range rect.span")
	if x, _ := span.Attr("x"); x != "20" {
		t.Errorf("the range begins at %q", x)
	}
	if w, _ := span.Attr("width"); w != "70" {
		t.Errorf("the range is %q wide", w)
	}
	if got := read(d.Find("details.item").First()); !strings.Contains(got, "9 จาก 10 ครั้ง") {
		t.Errorf("no word on how sure the program is: %q", got)
	}
}

func TestNoTrendWithoutHistory(t *testing.T) {
	if d := parse(t, page(t, sample(t), "th")); d.Find(".trend, a[href='#trend']").Length() != 0 {
		t.Error("a trend of nothing")
	}
}
