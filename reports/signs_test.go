package reports_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// warned is an audit of one finding with warnings of these details.
func warned(details ...string) *checks.Audit {
	a := &checks.Audit{Schema: checks.AuditSchema, Standards: []checks.StandardUsed{{ID: "s", Title: "มาตรฐาน"}},
		Findings: []checks.Finding{{ID: "1", Standard: "s", Title: "ข้อหนึ่ง", Verdict: checks.Found}}}
	for _, d := range details {
		a.Warnings = append(a.Warnings, checks.Warning{Kind: "hijack", URL: "http://a.example/", Detail: d, Count: 1})
	}
	return a
}

// What the sentinels saw is told in words; what is no sign stays as it is.
func TestSignsAreWorded(t *testing.T) {
	details := []string{"spam_page; gambling", "national_id 1-xxxx-xxxxx-xx-9", "phone_list more_of_this_kind", "tis-620 → utf-8", "a title by hand"}
	a := warned(details...)
	for lang, want := range map[string][]string{
		"th": {"ทั้งหน้าเป็นเนื้อหาแปลกปลอม จึงไม่ใช้เป็นหลักฐาน: การพนัน", "เลขประจำตัวประชาชน 1-xxxx-xxxxx-xx-9", "รายชื่อบุคคลพร้อมหมายเลขโทรศัพท์มือถือ (หน้าและไฟล์ที่เหลือ นับรวมไว้ในบรรทัดนี้)", "tis-620 → utf-8", "a title by hand"},
		"en": {"The whole page is spam and is no evidence: gambling", "Thai national ids 1-xxxx-xxxxx-xx-9", "Names of people with their mobile numbers (the remaining pages and files, counted in this line)", "tis-620 → utf-8", "a title by hand"},
	} {
		r, err := reports.New(a, nil, lang)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if got := r.Warnings[i].Detail; got != want[i] {
				t.Errorf("%s: %q is told as %q", lang, details[i], got)
			}
			if said := r.Warnings[i].Meant != ""; said != (i == 0) {
				t.Errorf("%s: what to do is said with line %d: %v", lang, i, said)
			}
		}
	}
}

// Every sign that a sentinel can tell has its words.
func TestEverySignIsWorded(t *testing.T) {
	said := regexp.MustCompile(`(?:detailOf|v\.add|note)\([^"\n]*"([a-z_]+)"|sign[A-Z]\w*\s*= "([a-z_]+)"`)
	n := 0
	for _, file := range []string{"hijack/hijack.go", "hijack/look.go", "privacy/privacy.go"} {
		body, err := os.ReadFile(filepath.Join("..", "checks", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(body), -1) {
			sign := m[1] + m[2]
			n++
			r, err := reports.New(warned(sign), nil, "th")
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Warnings[0].Detail; !hasThai(got) || strings.Contains(got, sign) {
				t.Errorf("%s of %s has no words: %q", sign, file, got)
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d signs found", n)
	}
}
