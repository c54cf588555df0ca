package reports_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

func made(t *testing.T, a *checks.Audit, lang string, decisions ...checks.Decision) *reports.Report {
	t.Helper()
	r, err := reports.New(a, decisions, lang)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rowOf gives a row by the id of its requirement.
func rowOf(t *testing.T, r *reports.Report, id string) *reports.Row {
	t.Helper()
	for i := range r.Sections {
		for j := range r.Sections[i].Groups {
			g := &r.Sections[i].Groups[j]
			for k := range g.Rows {
				if g.Rows[k].ID == id {
					return &g.Rows[k]
				}
			}
		}
	}
	t.Fatalf("no row %s", id)
	return nil
}

func groupOf(t *testing.T, r *reports.Report, id string) *reports.Group {
	t.Helper()
	for i := range r.Sections {
		for j := range r.Sections[i].Groups {
			if r.Sections[i].Groups[j].ID == id {
				return &r.Sections[i].Groups[j]
			}
		}
	}
	t.Fatalf("no group %s", id)
	return nil
}

func leaf(id string, v checks.Verdict) checks.Finding {
	return checks.Finding{ID: id, Standard: "s", Category: "1", Title: "ข้อ " + id, Level: "required", Verdict: v}
}

func audit(findings ...checks.Finding) *checks.Audit {
	return &checks.Audit{Schema: checks.AuditSchema, AsOf: "2026-11-23", FiscalYear: 2570, Office: checks.Office{Name: "สสอ.สมมุติ", Home: home}, Findings: findings,
		SeenAt: seen(5), EndedAt: seen(9), Coverage: checks.CoverageOf{Pages: 10, Documents: 2, FloorMet: true}, Standards: []checks.StandardUsed{{ID: "s", Title: "มาตรฐาน", Authority: "office"}}}
}

func TestNewRefuses(t *testing.T) {
	if _, err := reports.New(nil, nil, "th"); !errors.Is(err, reports.ErrNoAudit) {
		t.Errorf("no audit: %v", err)
	}
	if _, err := reports.New(audit(), nil, "th"); !errors.Is(err, reports.ErrNoFindings) {
		t.Errorf("no findings: %v", err)
	}
	if _, err := reports.New(sample(), nil, "de"); err == nil || !strings.Contains(err.Error(), `"de"`) || !strings.Contains(err.Error(), "th, en") {
		t.Errorf("unknown language: %v", err)
	}
	if _, err := reports.New(audit(leaf("1.1", checks.Found), leaf("1.2", "fine")), nil, "th"); err == nil || !strings.Contains(err.Error(), "1.2") || !strings.Contains(err.Error(), "fine") {
		t.Errorf("unknown verdict: %v", err)
	}
}

// TestTalliesCountLeavesOnce: parents sum up and are outside all tallies.
func TestTalliesCountLeavesOnce(t *testing.T) {
	a := sample()
	r := made(t, a, "th")
	want := map[string]int{}
	leaves := 0
	for _, f := range a.Findings {
		if !f.Parent {
			want[string(f.Verdict)]++
			leaves++
		}
	}
	got, sections, groups := map[string]int{}, 0, 0
	for _, c := range r.Tally {
		if c.N > 0 {
			got[c.Code] = c.N
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tally:\n%s", diff)
	}
	for _, s := range r.Sections {
		sections += s.Leaves
		for _, g := range s.Groups {
			groups += g.Leaves
			n := 0
			for _, c := range g.Tally {
				n += c.N
				if c.N == 0 {
					t.Errorf("row %s tallies %s, of which there is none", g.ID, c.Code)
				}
			}
			if n != g.Leaves {
				t.Errorf("row %s: %d verdicts for %d leaves", g.ID, n, g.Leaves)
			}
		}
	}
	if sections != leaves || groups != leaves {
		t.Errorf("%d leaves, of sections %d, of groups %d", leaves, sections, groups)
	}
	// The whole tally is the legend too: all ten are there, in order.
	for i, v := range checks.Verdicts() {
		if r.Tally[i].Code != string(v) {
			t.Errorf("verdict %d of the legend is %s, want %s", i, r.Tally[i].Code, v)
		}
	}
	if got := groupOf(t, r, "8").Result; got != "✓ พบ 1 · ✗ ไม่พบ 1" {
		t.Errorf("row 8 in one line: %q", got)
	}
}

func TestUntestedIsTalliedOnlyWhereThereIsSome(t *testing.T) {
	r := made(t, audit(leaf("1.1", checks.Found)), "th")
	if len(r.Tally) != 10 {
		t.Errorf("%d verdicts in the legend", len(r.Tally))
	}
	r = made(t, audit(leaf("1.1", checks.Found), leaf("1.2", checks.Untested)), "th")
	if last := r.Tally[len(r.Tally)-1]; len(r.Tally) != 11 || last.Code != "untested" || last.N != 1 {
		t.Errorf("%d verdicts in the legend, last %+v", len(r.Tally), last)
	}
}

func TestEveryVerdictHasItsOwnMark(t *testing.T) {
	for _, lang := range reports.Languages() {
		marks, names := map[string]bool{}, map[string]bool{}
		for _, v := range append(checks.Verdicts(), checks.Untested) {
			w := reports.WordOf(v, lang)
			if marks[w.Mark] || names[w.Text] || w.Meaning == "" || w.Class == "" || len([]rune(w.Mark)) != 1 {
				t.Errorf("%s %s: %+v", lang, v, w)
			}
			marks[w.Mark], names[w.Text] = true, true
		}
	}
	if w := reports.WordOf("strange\x1b[0m", "th"); w.Text != "strange[0m" || w.Class != "none" {
		t.Errorf("unknown verdict: %+v", w)
	}
}

func TestScores(t *testing.T) {
	r := made(t, sample(), "th")
	s := r.Sections[0].Scores
	if len(s) != 2 || !s[0].Applies || s[0].Range != "ร้อยละ 53.8 – 76.9" || s[1].Range != "ร้อยละ 0.0 – 100.0" {
		t.Errorf("scores %+v", s)
	}
	if !strings.Contains(s[0].Sentence, "พบ 14 จาก 26 ข้อที่นับ") {
		t.Errorf("sentence %q", s[0].Sentence)
	}
	// Nothing applied: no percentage, neither 0 nor 100.
	none := r.Sections[1].Scores
	if len(none) != 1 || none[0].Applies || strings.ContainsAny(none[0].Range, "0123456789") {
		t.Errorf("score of nothing %+v", none)
	}
	a := audit(leaf("1.1", checks.Found))
	one := 1.0
	a.Score = checks.Score{Required: checks.ScoreOf{Of: 1, Found: 1, Low: &one, High: &one}}
	if got := made(t, a, "th").Sections[0].Scores[0].Range; got != "ร้อยละ 100.0" {
		t.Errorf("a score that is no range: %q", got)
	}
}

func TestRowsInheritFromTheRowAbove(t *testing.T) {
	a := sample()
	for i := range a.Findings {
		a.Findings[i].Procedure = ""
	}
	r := made(t, a, "th")
	for _, g := range r.Sections[0].Groups {
		if g.Procedure != method {
			t.Errorf("row %s: procedure %q", g.ID, g.Procedure)
		}
	}
	if p := groupOf(t, r, "naming").Procedure; p != "" {
		t.Errorf("another standard inherited %q", p)
	}
}

func TestUnits(t *testing.T) {
	r := made(t, sample(), "th")
	if u := rowOf(t, r, "1.1").Units; !u.Same || u.Responsible != unitWeb || u.Reviewer != unitWeb2 {
		t.Errorf("units that differ by spaces: %+v", u)
	}
	if u := rowOf(t, r, "1.8.1").Units; u.Same || u.Responsible != unitPlan || u.Reviewer != "สาธารณสุขอำเภอ" {
		t.Errorf("units of 1.8.1: %+v", u)
	}
	if !strings.Contains(r.UnitsNote, "ใน 14 จาก 19 ข้อ") {
		t.Errorf("note %q", r.UnitsNote)
	}
	u := rowOf(t, made(t, audit(leaf("1.1", checks.Found)), "th"), "1.1").Units
	if u.Same || u.Responsible != "ไม่ได้ระบุ" || u.Reviewer != "ไม่ได้ระบุ" {
		t.Errorf("units that nobody named: %+v", u)
	}
	if note := made(t, audit(leaf("1.1", checks.Found)), "th").UnitsNote; note != "" {
		t.Errorf("two unnamed units are called one: %q", note)
	}
	if !reports.SameUnit("กลุ่ม งาน", "กลุ่มงาน\u200B") || reports.SameUnit("กลุ่มงาน", "กลุ่มแผน") {
		t.Error("units are compared apart from spaces")
	}
}

func TestOfficeUnitsStandOverTheStandards(t *testing.T) {
	a := audit(leaf("1.1", checks.Found))
	a.Standards[0].Categories = []checks.CategoryUsed{{ID: "1", Title: "หนึ่ง", Responsible: "หน่วยของประกาศ", Reviewer: "ผู้ตรวจของประกาศ"}}
	a.Office.Responsible, a.Office.Reviewer = "งานธุรการ", "นิติกร"
	r := made(t, a, "th")
	for what, u := range map[string]reports.Units{"row": groupOf(t, r, "1").Units, "leaf": rowOf(t, r, "1.1").Units} {
		if u.Responsible != "งานธุรการ" || u.Reviewer != "นิติกร" {
			t.Errorf("%s: %+v", what, u)
		}
	}
	a.Findings[0].Responsible = "หน่วยของข้อนี้"
	if u := rowOf(t, made(t, a, "th"), "1.1").Units; u.Responsible != "หน่วยของข้อนี้" {
		t.Errorf("what the finding names: %+v", u)
	}
}

func TestOrderIsTheStandards(t *testing.T) {
	a := audit(leaf("2.1", checks.Found), leaf("1.1", checks.Found), leaf("9.1", checks.Found))
	a.Findings[0].Category, a.Findings[2].Category = "2", ""
	a.Findings = append(a.Findings, checks.Finding{ID: "x", Standard: "unnamed", Verdict: checks.Absent})
	a.Standards = append(a.Standards, checks.StandardUsed{ID: "unused", Title: "ไม่ได้ใช้"})
	a.Standards[0].Categories = []checks.CategoryUsed{{ID: "1", Title: "หนึ่ง"}, {ID: "2", Title: "สอง"}}
	r := made(t, a, "th")
	var got []string
	for _, s := range r.Sections {
		for _, g := range s.Groups {
			for _, row := range g.Rows {
				got = append(got, s.ID+"/"+g.ID+"/"+row.ID)
			}
		}
	}
	if want := []string{"s/1/1.1", "s/2/2.1", "s//9.1", "unnamed//x"}; !slices.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
}

func TestAnchorsAreUniqueAndSafe(t *testing.T) {
	a := audit(leaf("1.1", checks.Found), leaf("1/1", checks.Found), leaf("1 1", checks.Found), leaf(`"><script>`, checks.Found), leaf("ก", checks.Found))
	r := made(t, a, "th")
	seen := map[string]bool{}
	for _, g := range r.Sections[0].Groups {
		for _, row := range g.Rows {
			if seen[row.Anchor] || strings.ContainsFunc(row.Anchor, func(c rune) bool {
				return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(".-_", c)
			}) {
				t.Errorf("anchor %q of %q", row.Anchor, row.ID)
			}
			seen[row.Anchor] = true
		}
	}
}

func TestDepthFollowsParents(t *testing.T) {
	r := made(t, sample(), "th")
	for id, want := range map[string]int{"1.8": 0, "1.8.1": 1, "1.9.2": 0, "1.10.2": 0} {
		if got := rowOf(t, r, id).Depth; got != want {
			t.Errorf("%s: depth %d, want %d", id, got, want)
		}
	}
	if p := rowOf(t, r, "1.8"); !slices.Equal(p.Lack, []string{"1.8.2 แผนงาน โครงการ (พบแต่ปีไม่ตรง)", "1.8.3 งบประมาณรายจ่ายประจำปี (ตรวจไม่ได้)"}) || p.Word.Text != "พบบางส่วน (1/3)" {
		t.Errorf("parent says %q, %q", p.Word.Text, p.Lack)
	}
}

// What stands on every page, as a menu does, is one nearest miss; and a word
// that two of a rule's lists share was looked for once.
func TestTheSameMissOnManyPagesStandsOnce(t *testing.T) {
	f := leaf("1.5", checks.Absent)
	f.Searched.Words = []string{"CIO", "ผู้บริหาร", "CIO"}
	for _, page := range []string{"a", "b", "c"} {
		f.Nearest = append(f.Nearest, checks.Miss{URL: "http://a.example/" + page, Quote: "CIO", Missing: []string{"person"}, Reason: checks.EmptyLink})
	}
	f.Nearest = append(f.Nearest, checks.Miss{URL: "http://a.example/d", Quote: "CIO", Missing: []string{"phone"}, Reason: checks.EmptyLink})
	row := rowOf(t, made(t, audit(f), "th"), "1.5")
	if len(row.Nearest) != 2 || row.Nearest[0].Link.Text != "http://a.example/a" || !strings.HasSuffix(row.Nearest[0].Reason, "(พบแบบเดียวกันอีก 2 หน้า)") || strings.Contains(row.Nearest[1].Reason, "อีก") {
		t.Errorf("nearest misses %+v", row.Nearest)
	}
	if !slices.Equal(row.Words, []string{"CIO", "ผู้บริหาร"}) {
		t.Errorf("searched for %q", row.Words)
	}
}

// "Found" speaks of a year only where one was asked for, and of what an item
// opened only where it opened anything.
func TestFoundSaysNoMoreThanWasAsked(t *testing.T) {
	timeless, dated, parent := leaf("1.1", checks.Found), leaf("1.2", checks.Found), leaf("1.3", checks.Found)
	timeless.Period, dated.Period, dated.Searched.Opened = "none", "fy_cur", 3
	parent.Parent = true
	r := made(t, audit(timeless, dated, parent), "th")
	for id, want := range map[string]bool{"1.1": false, "1.2": true, "1.3": false} {
		row := rowOf(t, r, id)
		if got := strings.Contains(row.Says, "ปีตรง"); got != want {
			t.Errorf("%s says %q", id, row.Says)
		}
		if got := strings.Contains(row.Searched, "เปิดสิ่งที่อาจใช่"); got != want {
			t.Errorf("%s: %q", id, row.Searched)
		}
	}
}

// What only a person may decide has no candidate to speak of.
func TestAPersonsQuestionSpeaksOfNoCandidate(t *testing.T) {
	asked, seen := leaf("5.4", checks.NeedsEyes), leaf("1.3", checks.NeedsEyes)
	asked.Reasons, seen.Reasons = []checks.Reason{checks.PersonDecides}, []checks.Reason{checks.ImageOnly}
	r := made(t, audit(asked, seen), "th")
	if says := rowOf(t, r, "5.4").Says; strings.Contains(says, "อาจใช่") {
		t.Errorf("5.4 says %q", says)
	}
	if says := rowOf(t, r, "1.3").Says; !strings.Contains(says, "อาจใช่") {
		t.Errorf("1.3 says %q", says)
	}
}

func TestRepeatedPartsAreNamedOnce(t *testing.T) {
	f := leaf("2.2", checks.Partial)
	f.Parts = &checks.Tally{Have: []string{"source", "date", "source", "source"}, Missing: []string{"source"}}
	row := rowOf(t, made(t, audit(f), "th"), "2.2")
	if !slices.Equal(row.Have, []string{"แหล่งที่มา ×3", "วันที่"}) || !slices.Equal(row.Lack, []string{"แหล่งที่มา"}) || row.Word.Text != "พบบางส่วน (4/5)" {
		t.Errorf("have %q, lack %q, %q", row.Have, row.Lack, row.Word.Text)
	}
}

func TestAbsentSaysInHowMuch(t *testing.T) {
	r := made(t, sample(), "th")
	if says := rowOf(t, r, "1.5").Says; !strings.Contains(says, "1,214 หน้า") || !strings.Contains(says, "61 ไฟล์") || !strings.Contains(says, "ไม่ได้แปลว่าหน่วยงานไม่มี") {
		t.Errorf("not found: %q", says)
	}
	if says := rowOf(t, r, "6.2").Says; !strings.Contains(says, "อ่านไม่ได้ 2 รายการ") {
		t.Errorf("not found, with candidates unread: %q", says)
	}
	a := sample()
	if says := rowOf(t, made(t, a, "th"), "1.5").Says; strings.Contains(says, "เว้นไว้") {
		t.Errorf("nothing was sampled, but it is said: %q", says)
	}
	a.Coverage.Gaps = append(a.Coverage.Gaps, checks.Gap{URL: "https://www.ssonongkha.example/news/7", Sampled: true, Sample: &checks.Sample{Shape: "/news/#", Asked: 60, Left: 1240}})
	if says := rowOf(t, made(t, a, "th"), "1.5").Says; !strings.Contains(says, "เว้นไว้ 1,240 แห่ง") {
		t.Errorf("not found where pages were left as a sample: %q", says)
	}
}

func TestDecisions(t *testing.T) {
	r := made(t, sample(), "th", sampleDecisions()...)
	d := rowOf(t, r, "1.3").Decision
	if d == nil || d.Word.Code != "found" || d.At != "22 พ.ย. 2569" || d.Until != "" || d.Lapsed {
		t.Errorf("the later decision: %+v", d)
	}
	if row := rowOf(t, r, "1.3"); row.Word.Code != "needs_eyes" {
		t.Errorf("a decision changed the finding to %s", row.Word.Code)
	}
	if d := rowOf(t, r, "1.5").Decision; d == nil || !d.Lapsed || d.Until != "30 ก.ย. 2569" {
		t.Errorf("a decision of the year before: %+v", d)
	}
	if d := rowOf(t, r, "1.1").Decision; d != nil {
		t.Errorf("nobody decided on 1.1: %+v", d)
	}
	plain := made(t, sample(), "th")
	if diff := cmp.Diff(plain.Tally, r.Tally); diff != "" {
		t.Errorf("decisions changed the tally:\n%s", diff)
	}
	if diff := cmp.Diff(plain.Sections[0].Scores, r.Sections[0].Scores); diff != "" {
		t.Errorf("decisions changed the score:\n%s", diff)
	}
	reversed := sampleDecisions()
	slices.Reverse(reversed)
	if d := rowOf(t, made(t, sample(), "th", reversed...), "1.3").Decision; d.Word.Code != "found" {
		t.Errorf("given in another order the decision is %s", d.Word.Code)
	}
}

func TestDecisionHoldsThroughItsLastDay(t *testing.T) {
	bangkok := time.FixedZone("Asia/Bangkok", 7*60*60)
	for asOf, lapsed := range map[string]bool{"2026-11-22": false, "2026-11-23": false, "2026-11-24": true, "": false} {
		a := audit(leaf("1.1", checks.Absent))
		a.AsOf = asOf // without one the day of the visit, 23 November, counts
		d := checks.Decision{Standard: "s", ID: "1.1", Verdict: checks.Found, Until: time.Date(2026, 11, 23, 0, 0, 0, 0, bangkok)}
		if got := rowOf(t, made(t, a, "th", d), "1.1").Decision; got.Lapsed != lapsed {
			t.Errorf("as of %q: lapsed %v", asOf, got.Lapsed)
		}
	}
}

func TestReportDoesNotChangeTheAudit(t *testing.T) {
	a := sample()
	made(t, a, "th", sampleDecisions()...)
	made(t, a, "en")
	if diff := cmp.Diff(sample(), a); diff != "" {
		t.Errorf("the audit changed:\n%s", diff)
	}
}
