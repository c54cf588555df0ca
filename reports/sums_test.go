package reports_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func summing(parts *checks.Tally, v checks.Verdict) *checks.Audit {
	row := leaf("5.1", v)
	row.Parts = parts
	a, b, c := leaf("law.1", checks.Found), leaf("law.2", checks.Absent), leaf("law.3", checks.WrongPeriod)
	for _, f := range []*checks.Finding{&a, &b, &c} {
		f.Standard, f.Category = "law", "law.7"
	}
	out := audit(row, a, b, c)
	out.Standards = append(out.Standards, checks.StandardUsed{ID: "law", Title: "พระราชบัญญัติสมมุติ", Authority: "law", Status: "text-confirmed, of-our-own",
		Categories: []checks.CategoryUsed{{ID: "law.7", Title: "มาตรา ๗"}}})
	return out
}

func TestARowThatSumsUpAnotherStandardSaysSoAndLeadsThere(t *testing.T) {
	for _, names := range [][3]string{{"law:law.1", "law:law.2", "law:law.3"}, {"law.1", "law.2", "law.3"}} {
		r := made(t, summing(&checks.Tally{Have: names[:1], Missing: names[1:]}, checks.Partial), "th")
		row := rowOf(t, r, "5.1")
		if row.Sum == nil || len(row.Have)+len(row.Lack) > 0 {
			t.Fatalf("%v: sum %+v, have %q, lack %q", names, row.Sum, row.Have, row.Lack)
		}
		if row.Sum.Sentence != "ผ่านแล้ว 1 จาก 3 ข้อที่นับของ พระราชบัญญัติสมมุติ" || row.Word.Text != "พบบางส่วน (1/3)" {
			t.Errorf("%q, %q", row.Sum.Sentence, row.Word.Text)
		}
		said := map[string]string{}
		for _, l := range row.Sum.Lines {
			for _, it := range l.Items {
				said[it.ID] = l.Text
				if want := rowOf(t, r, it.ID).Anchor; it.Anchor != want {
					t.Errorf("%s leads to %q, not %q", it.ID, it.Anchor, want)
				}
			}
		}
		if said["law.1"] != "พบ 1 ข้อ" || said["law.2"] != "ไม่พบ 1 ข้อ" || said["law.3"] != "พบแต่ปีไม่ตรง 1 ข้อ" {
			t.Errorf("lines %q", said)
		}
	}
}

func TestAPartThatOnlyLooksLikeAnotherStandardsItemStays(t *testing.T) {
	for _, parts := range []*checks.Tally{
		{Have: []string{"law:law.1"}, Missing: []string{"law:law.9"}}, // not all are known
		{Have: []string{"ชื่อ 1/2 แผ่น"}},
		{Missing: []string{"บท 1/2", "วิสัยทัศน์"}},
	} {
		row := rowOf(t, made(t, summing(parts, checks.Partial), "th"), "5.1")
		if row.Sum != nil || len(row.Have)+len(row.Lack) == 0 {
			t.Errorf("%+v: %+v", parts, row.Sum)
		}
	}
}

func TestChaptersAreCountedForAPersonAndAreNothingLacking(t *testing.T) {
	r := made(t, summing(&checks.Tally{Missing: []string{"บทอื่น 0/4", "มาตรา ๗ 1/3"}}, checks.NeedsEyes), "th")
	row := rowOf(t, r, "5.1")
	if row.Sum == nil || len(row.Lack) > 0 || len(row.Sum.Lines) != 2 {
		t.Fatalf("sum %+v, lack %q", row.Sum, row.Lack)
	}
	if l := row.Sum.Lines[0]; l.Text != "มาตรา ๗: พบ 1 จาก 3" || l.Anchor != r.Sections[1].Groups[0].Anchor {
		t.Errorf("chapter %+v", l)
	}
	if l := row.Sum.Lines[1]; l.Text != "บทอื่น: พบ 0 จาก 4" || l.Anchor != "" {
		t.Errorf("a chapter of no standard: %+v", l)
	}
}

func TestWhatACheckSawIsNoFruitlessSearch(t *testing.T) {
	f := leaf("1.1", checks.Absent)
	f.Evidence = []checks.Evidence{
		{URL: home, Place: checks.AtServer, Quote: "http 200", Why: "curl -sI " + home},
		{URL: home, Place: checks.AtText, Quote: "x", Why: "ดูซอร์สของหน้า (Ctrl+U)"},
		{URL: home, Place: checks.AtText, Quote: "x", Why: "วิสัยทัศน์"},
		{URL: home, Place: checks.AtText, Quote: "x", Why: "text:ดูแล"},
		{URL: home, Place: checks.AtText, Quote: "x", Why: "ดูแลสุขภาพ"},
	}
	f.Parts = &checks.Tally{Have: []string{"ดูแลสุขภาพ"}}
	row := rowOf(t, made(t, audit(f), "th"), "1.1")
	if strings.Contains(row.Says, "ไม่พบใน") {
		t.Errorf("says %q", row.Says)
	}
	for i, repeat := range []bool{true, true, false, false, false} {
		if p := row.Evidence[i]; (p.Repeat != "") != repeat || (p.Shows != "") == repeat {
			t.Errorf("%q: repeat %q, shows %q", f.Evidence[i].Why, p.Repeat, p.Shows)
		}
	}
	f.Evidence = nil
	if row := rowOf(t, made(t, audit(f), "th"), "1.1"); !strings.HasPrefix(row.Says, "ไม่พบใน 0 หน้า") {
		t.Errorf("searched in vain: %q", row.Says)
	}
}

func TestANearestMissQuotesWhatWasLookedFor(t *testing.T) {
	menu := "หน้าแรก | เกี่ยวกับเรา | ข่าว | คลังความรู้ | แผนงาน | ติดต่อเรา | ผังเว็บไซต์"
	long := strings.Repeat("ดูแลสุขภาพประชาชนในอำเภอ ", 20) + "แผนยุทธศาสตร์ ห้าปี " + strings.Repeat("และอื่น ๆ ", 30)
	f := leaf("1.1", checks.Absent)
	f.Searched.Words = []string{"แผนงาน", "แผนยุทธศาสตร์"}
	f.Nearest = []checks.Miss{{URL: home, Quote: menu}, {URL: home, Quote: long}, {URL: home, Quote: "แผนงาน | เปิดดู"}}
	near := rowOf(t, made(t, audit(f), "th"), "1.1").Nearest
	if near[0].Quote != "… | คลังความรู้ | แผนงาน | ติดต่อเรา | …" {
		t.Errorf("of a menu: %q", near[0].Quote)
	}
	if q := near[1].Quote; !strings.Contains(q, "แผนยุทธศาสตร์") || len([]rune(q)) > 200 || !strings.HasPrefix(q, "…ดูแล") {
		t.Errorf("of a paragraph: %q", q)
	}
	if near[2].Quote != "แผนงาน | เปิดดู" {
		t.Errorf("a short row: %q", near[2].Quote)
	}
}

func TestCertaintyIsInWords(t *testing.T) {
	s := made(t, summing(nil, checks.Found), "th").Sections[1]
	if s.Status != "ถ้อยคำยืนยันจากตัวบทที่เผยแพร่ · of-our-own" || !strings.Contains(s.Note(), s.Status) || !strings.HasPrefix(s.Note(), "กฎหมาย · ") {
		t.Errorf("status %q, note %q", s.Status, s.Note())
	}
}

func TestStandardsAreToldApartByShortNames(t *testing.T) {
	a := audit(leaf("1", checks.Found))
	a.Standards, a.Findings = nil, nil
	long := strings.Repeat("ยาว", 20)
	for _, s := range []checks.StandardUsed{
		{ID: "a", Title: long, Authority: "office"}, {ID: "b", Title: long + "กว่า (ข้อ ๒)", Authority: "office"}, {ID: "c", Title: "มาตรฐานเว็บไซต์ (Standard 2.0)", Authority: "guideline"},
	} {
		f := leaf("1", checks.Found)
		f.Standard = s.ID
		a.Standards, a.Findings = append(a.Standards, s), append(a.Findings, f)
	}
	var got []string
	for _, s := range made(t, a, "th").Sections {
		got = append(got, s.Short)
	}
	if want := "ประกาศของหน่วยงาน|" + long + "กว่า|มาตรฐานเว็บไซต์"; strings.Join(got, "|") != want {
		t.Errorf("named %q", got)
	}
}

func TestNoStandardCrowdsOutTheOthersOnTheFirstScreen(t *testing.T) {
	var all []checks.Finding
	for _, standard := range []string{"s", "law"} {
		for i := range 20 {
			f := leaf(standard+"."+string(rune('a'+i)), checks.Absent)
			f.Standard = standard
			all = append(all, f)
		}
	}
	r := made(t, audit(all...), "th")
	n := map[string]int{}
	for _, it := range r.Gone {
		n[it.Standard]++
	}
	if n["s"] != 6 || n["law"] != 6 || !strings.Contains(r.GoneEtc, r.Labels.ToDo) || strings.ContainsAny(r.GoneEtc, "0123456789") {
		t.Errorf("%v, %q", n, r.GoneEtc)
	}
}
