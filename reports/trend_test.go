package reports_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// remembered is the sample with two audits before it: one that can be compared,
// and one that saw too little.
func remembered(t *testing.T) (*checks.Audit, *reports.History) {
	t.Helper()
	a := sample()
	now := reports.PastOf(a)
	before := now
	before.ID, before.SeenAt = "2026-10-01-aaaaaa", now.SeenAt.AddDate(0, 0, -30)
	before.Items = slices.Clone(now.Items)
	before.Standards = slices.Clone(now.Standards)
	before.Standards[0].Digest = "sha256:other"
	blind := before
	blind.SeenAt, blind.FloorMet = now.SeenAt.AddDate(0, 0, -10), false
	turn := func(i int, way reports.Way, from checks.Verdict, cause reports.Cause) reports.Turn {
		it := now.Items[i]
		return reports.Turn{Change: reports.Change{Standard: it.Standard, ID: it.ID, Title: it.Title, Level: it.Level, Old: from, New: it.Verdict, Way: way}, Cause: cause}
	}
	lost := turn(0, reports.Lost, checks.Found, reports.BySite)
	lost.Since = before.SeenAt
	c := reports.Comparison{Before: before, After: now, OtherRules: []string{now.Standards[0].ID}, Turns: []reports.Turn{lost, turn(1, reports.Same, now.Items[1].Verdict, ""),
		{Change: reports.Change{Standard: now.Items[0].Standard, ID: "99", Title: "ข้อเก่า\x1b[2J", Old: checks.Absent, Way: reports.Dropped}}}}
	var proof checks.Finding
	for _, f := range a.Findings {
		if len(f.Evidence) > 0 && f.Evidence[0].URL != "" && !f.Parent {
			proof = f
			break
		}
	}
	if proof.ID == "" {
		t.Fatal("the sample has no proof")
	}
	return a, &reports.History{Past: []reports.Past{blind, before}, Since: &c,
		Proofs: []reports.Seen{{Standard: proof.Standard, ID: proof.ID, URL: proof.Evidence[0].URL, First: now.SeenAt.AddDate(-1, 0, 0), Last: now.SeenAt}},
		Upheld: map[string]reports.Upheld{reports.ItemKey(proof.Standard, proof.ID): {Standard: proof.Standard, ID: proof.ID, Upheld: 18, Of: 20, Low: 0.699, High: 0.972}}}
}

func TestReportStandsBesideEarlierAudits(t *testing.T) {
	a, h := remembered(t)
	r, err := reports.WithBeside(a, reports.Beside{History: h}, "th")
	if err != nil {
		t.Fatal(err)
	}
	tr := r.Trend
	if tr == nil || !strings.Contains(tr.Sentence, "หายไป 1") || !strings.Contains(tr.Sentence, "ดีขึ้น 0") || !strings.Contains(tr.Sentence, "เท่าเดิม 1") {
		t.Fatalf("%+v", tr)
	}
	if len(tr.Notes) != 1 || !strings.Contains(tr.Notes[0], "แยกไม่ได้ว่าเว็บเปลี่ยนหรือกฎเปลี่ยน") {
		t.Errorf("notes %q", tr.Notes)
	}
	if len(tr.Lists) != 2 || tr.Lists[0].Way != reports.Lost || tr.Lists[1].Way != reports.Dropped {
		t.Fatalf("lists %+v", tr.Lists)
	}
	lost, dropped := tr.Lists[0].Items[0], tr.Lists[1].Items[0]
	if lost.Anchor == "" || lost.From.Code != "found" || lost.Cause != "เว็บเปลี่ยน" || lost.Since == "" {
		t.Errorf("lost %+v", lost)
	}
	if dropped.Anchor != "" || dropped.From != nil || strings.Contains(dropped.Title, "\x1b") {
		t.Errorf("dropped %+v", dropped)
	}
	if len(tr.Lines) == 0 {
		t.Fatal("no line of audits")
	}
	points := tr.Lines[0].Points
	if len(points) != 3 || !points[0].Moment.Before(points[1].Moment) || !points[2].Now || points[0].Now {
		t.Fatalf("points %+v", points)
	}
	if len(points[0].Notes) != 0 || len(points[1].Notes) != 1 || len(points[2].Notes) != 1 {
		t.Errorf("notes of points: %q %q %q", points[0].Notes, points[1].Notes, points[2].Notes)
	}
	sum := 0
	for _, c := range points[2].Tally {
		sum += c.N
	}
	if sum != r.Sections[0].Leaves || points[2].Leaves != sum {
		t.Errorf("%d items in the last point, %d in the section", sum, r.Sections[0].Leaves)
	}
	sure, first := "", ""
	for _, s := range r.Sections {
		for _, g := range s.Groups {
			for _, row := range g.Rows {
				sure += row.Sure
				for _, p := range row.Evidence {
					first += p.First
				}
			}
		}
	}
	if sure != "ที่ผ่านมาคนวินิจฉัยตรงกับโปรแกรม 18 จาก 20 ครั้ง (ช่วงเชื่อมั่นร้อยละ 95: 70–97)" || first == "" {
		t.Errorf("%q %q", sure, first)
	}
}

func TestReportWithoutEarlierAudits(t *testing.T) {
	a := sample()
	r, err := reports.WithBeside(a, reports.Beside{}, "th")
	if err != nil || r.Trend != nil {
		t.Errorf("%+v %v", r.Trend, err)
	}
	r, err = reports.WithBeside(a, reports.Beside{History: &reports.History{}}, "en")
	if err != nil || r.Trend == nil || r.Trend.Sentence == "" || len(r.Trend.Lines) != 0 || len(r.Trend.Lists) != 0 {
		t.Errorf("%+v %v", r.Trend, err)
	}
	// The audit itself may be in the archive already.
	itself := reports.PastOf(a)
	r, err = reports.WithBeside(a, reports.Beside{History: &reports.History{Past: []reports.Past{itself}}}, "th")
	if err != nil || len(r.Trend.Lines) != 0 {
		t.Errorf("%+v %v", r.Trend, err)
	}
}

func TestOnlyTheLastAuditsAreShown(t *testing.T) {
	a, h := remembered(t)
	h.Past = nil
	for i := range 40 {
		p := reports.PastOf(a)
		p.SeenAt = p.SeenAt.Add(-time.Duration(i+1) * 24 * time.Hour)
		h.Past = append(h.Past, p)
	}
	r, err := reports.WithBeside(a, reports.Beside{History: h}, "en")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.Trend.Lines[0].Points); n != 13 || !strings.Contains(r.Trend.Left, "28") {
		t.Errorf("%d points, left %q", n, r.Trend.Left)
	}
}

func TestWaysAndCausesAreWorded(t *testing.T) {
	for _, lang := range []string{"th", "en"} {
		seen := map[string]bool{}
		for _, w := range reports.Ways() {
			text := reports.WayText(w, lang)
			if text == "" || text == string(w) || seen[text] || hasThai(text) != (lang == "th") {
				t.Errorf("%s %s: %q", lang, w, text)
			}
			seen[text] = true
		}
		for _, c := range []reports.Cause{reports.BySite, reports.ByRules, reports.ByBoth, reports.ByTime, reports.ByUnknown} {
			if text := reports.CauseText(c, lang); text == string(c) || hasThai(text) != (lang == "th") {
				t.Errorf("%s %s: %q", lang, c, text)
			}
		}
		for _, o := range []reports.Obstacle{reports.OtherOffice, reports.OtherScope, reports.BelowFloor, reports.NoStandard} {
			if text := reports.DifferencesText(&reports.Comparison{Obstacle: o}, lang); len(text) != 1 || hasThai(text[0]) != (lang == "th") {
				t.Errorf("%s %s: %q", lang, o, text)
			}
		}
	}
}
