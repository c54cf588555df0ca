package xlsx_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/truatweb/truatweb/checks"
)

// acting are texts that would act if anything let them.
var acting = []string{
	`=1+1`, `=HYPERLINK("http://evil.example","x")`, `+SUM(1,2)`, `-2+3`, `@SUM(A1)`, "\t=1+1", "\r=1+1", "\n=1", `=cmd|'/c calc'!A0`, `;=1`, `"=1`, `'=1`, ` =1`,
	"_x003D_1+1", "_x000D_\u0000_x0007_", "\x1b]0;owned\x07\x1b[2J", "<script>alert(1)</script>", "</t></si><f>1+1</f>", "]]>&amp;&#61;1", "\u202Egnp.exe\u202C", "\uFEFF=1", "\u200B=1",
	"\xff\xfe\xed\xa0\x80=1", "\uFFFE\uFFFF=1", "&L&P&\"Wingdings\"", "ก็=1", "😀=1",
}

func hostileAudit() *checks.Audit {
	a := &checks.Audit{Schema: checks.AuditSchema, Program: acting[0], AsOf: "2026-11-23", FiscalYear: 2570,
		Office: checks.Office{Name: acting[1], Code: acting[2], District: acting[3], Province: acting[4], Home: "javascript:alert(1)", Scope: acting},
		Standards: []checks.StandardUsed{{ID: acting[0], Title: acting[8], Edition: acting[2], Authority: acting[3], Status: acting[4], Digest: acting[6],
			Categories: []checks.CategoryUsed{{ID: acting[2], Title: acting[1], Procedure: acting[3]}}}},
	}
	for i, s := range acting {
		a.Findings = append(a.Findings, checks.Finding{ID: s, Standard: acting[0], Category: acting[2], Title: s, Level: s, Period: s, Verdict: checks.Verdicts()[i%10],
			Reasons: []checks.Reason{checks.Reason(s), "=1"}, Parts: &checks.Tally{Have: []string{s}, Missing: []string{s, "text:" + s}},
			Evidence: []checks.Evidence{{URL: s, Title: s, Place: checks.Place(s), Quote: s, Why: s, SHA256: s, Path: []string{s, s}, Label: s, Year: i}, {URL: "http://h.example/?q=" + s, Quote: s}},
			Nearest:  []checks.Miss{{URL: "file:///etc/passwd", Title: s, Quote: s, Missing: []string{s}, Reason: checks.Reason(s)}},
			Searched: checks.Searched{Words: []string{s}}, Question: s, Advice: s, Procedure: s, Responsible: s, Reviewer: s, EARL: s})
		a.Coverage.Gaps = append(a.Coverage.Gaps, checks.Gap{URL: s, Reason: checks.Reason(s), Detail: s, From: s, Label: s})
		a.Coverage.Load = append(a.Coverage.Load, checks.Load{Host: s})
		a.Coverage.FloorWhy = append(a.Coverage.FloorWhy, checks.Reason(s))
		a.Warnings = append(a.Warnings, checks.Warning{Kind: s, URL: s, Detail: s})
	}
	a.Coverage.StoppedBy = acting[0]
	return a
}

// TestTextsStayTexts: whatever a site writes is a text cell, now and after
// someone opened the cell for editing.
func TestTextsStayTexts(t *testing.T) {
	for _, lang := range []string{"th", "en"} {
		r := report(t, hostileAudit(), lang, checks.Decision{Standard: acting[0], ID: acting[0], Verdict: checks.Found, Reason: acting[1], Note: acting[2], By: acting[3], Unit: acting[4]})
		f := opened(t, r)
		found := 0
		for _, sheet := range f.GetSheetList() {
			each(t, f, sheet, func(cell, value string) {
				if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
					t.Errorf("%s!%s is the formula %q", sheet, cell, formula)
				}
				kind, _ := f.GetCellType(sheet, cell)
				id, _ := f.GetCellStyle(sheet, cell)
				st, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				switch kind {
				case excelize.CellTypeSharedString:
					if st.NumFmt != 49 {
						t.Errorf("%s!%s is not formatted as text", sheet, cell)
					}
				case excelize.CellTypeUnset, excelize.CellTypeNumber:
					if strings.Trim(value, "0123456789.") != "" {
						t.Errorf("%s!%s is %v: %q", sheet, cell, kind, value)
					}
				default:
					t.Errorf("%s!%s is of type %v", sheet, cell, kind)
				}
				if strings.HasPrefix(value, "=") {
					found++
				}
				for _, c := range value {
					if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) {
						t.Errorf("%s!%s carries %U", sheet, cell, c)
					}
				}
				if ok, to, _ := f.GetCellHyperLink(sheet, cell); ok && !strings.HasPrefix(to, "http://h.example/") && !strings.HasPrefix(to, "'") {
					t.Errorf("%s!%s leads to %q", sheet, cell, to)
				}
			})
		}
		if found < 10 {
			t.Errorf("only %d cells begin with =: the texts were not written as they are", found)
		}
		rows := grid(t, f, f.GetSheetList()[1])
		for i, s := range []string{`=1+1`, `=HYPERLINK("http://evil.example","x")`, `+SUM(1,2)`, `-2+3`, `@SUM(A1)`, `=1+1`} {
			if got := at(rows, i+1, 2); got != s {
				t.Errorf("row %d: %q, want %q", i+1, got, s)
			}
		}
		if row := find(rows, 2, "_x003D_1+1"); row == 0 {
			t.Error("an escape that Excel would read as = was not kept as it was written")
		}
		for name, xml := range parts(t, written(t, r)) {
			if strings.Contains(xml, "<f>") || strings.Contains(xml, "<f ") {
				t.Errorf("%s holds a formula", name)
			}
		}
	}
}

func TestLongTextsAreCutWithAMark(t *testing.T) {
	a := sample(t)
	for i := range 4000 {
		a.Findings[0].Searched.Words = append(a.Findings[0].Searched.Words, fmt.Sprintf("คำค้นหาที่ยาวคำที่ %d", i))
	}
	f := opened(t, report(t, a, "th"))
	longest := 0
	each(t, f, "รายละเอียด", func(cell, value string) {
		n := len(utf16.Encode([]rune(value)))
		longest = max(longest, n)
		if n > 30000 && !strings.HasSuffix(value, "…(ตัด)") {
			t.Errorf("%s is cut without a mark", cell)
		}
	})
	if longest != 32767 {
		t.Errorf("the longest cell has %d units", longest)
	}
	if h, _ := f.GetRowHeight("รายละเอียด", 2); h > 409 {
		t.Errorf("a row %v points high", h)
	}
}

func TestManyLinksAreBounded(t *testing.T) {
	a := sample(t)
	ev := a.Findings[0].Evidence[0]
	for i := range 7000 {
		ev.URL = fmt.Sprintf("http://www.ssonongkha.example/%04d/%s.html", i, strings.Repeat("long", 40))
		a.Findings[0].Evidence = append(a.Findings[0].Evidence, ev)
	}
	body := written(t, report(t, a, "th"))
	for name, xml := range parts(t, body) {
		if n := strings.Count(xml, "<hyperlink "); n > 5000 {
			t.Errorf("%s has %d links", name, n)
		}
	}
	if got := strings.Count(parts(t, body)["xl/worksheets/sheet4.xml"], "<row "); got < 7000 {
		t.Errorf("only %d rows of evidence", got)
	}
}

// TestTooLongAnAddressIsNoLink: Excel calls a file with one damaged.
func TestTooLongAnAddressIsNoLink(t *testing.T) {
	a := sample(t)
	long := "http://www.ssonongkha.example/?q=" + strings.Repeat("ก", 900) // nine bytes each, once encoded
	a.Findings[0].Evidence[0].URL = long
	a.Coverage.Gaps[0].URL = long
	f := opened(t, report(t, a, "th"))
	if ok, to, _ := f.GetCellHyperLink("รายละเอียด", "E2"); ok {
		t.Errorf("an address of %d characters is a link", len(to))
	}
	for name, xml := range parts(t, written(t, report(t, a, "th"))) {
		if strings.HasSuffix(name, ".rels") && strings.Contains(xml, strings.Repeat("%E0%B8%81", 300)) {
			t.Errorf("%s has the address", name)
		}
	}
}

// TestLittleIsEnough: an audit with nothing but a finding makes a workbook.
func TestLittleIsEnough(t *testing.T) {
	f := opened(t, report(t, &checks.Audit{Findings: []checks.Finding{{ID: "1", Verdict: checks.Untested}}}, "th"))
	if got, _ := f.GetCellValue("หลักฐาน", "A2"); got != "ไม่มี" {
		t.Errorf("evidence says %q", got)
	}
	if got, _ := f.GetCellValue("สิ่งที่ดูไม่ได้", "A2"); got != "ไม่มี ดูได้ทุกที่อยู่ที่พบ" {
		t.Errorf("gaps say %q", got)
	}
	if got, _ := f.GetCellValue("สรุป", "D2"); got != "" {
		t.Errorf("a visit without a time was on %q", got)
	}
}
