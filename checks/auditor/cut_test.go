package auditor_test

import (
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/auditor"
)

// A page that was read only in part may say in the rest what an item asks for: the
// item is not absent, and what a link to another page promises still is.
func TestAPageReadInPartIsNoAbsence(t *testing.T) {
	const home = "http://office.example/"
	for name, c := range map[string]struct {
		cut  string // the address of the page that was read in part; "" is none
		want checks.Verdict
	}{
		"read whole":                     {"", checks.Absent},
		"read in part":                   {home + "history", checks.CouldNotLook},
		"another page read in part":      {home + "news", checks.Absent},
		"the home page was read in part": {home, checks.CouldNotLook},
	} {
		t.Run(name, func(t *testing.T) {
			site := office()
			site.Pages[1].Content.Blocks = site.Pages[1].Content.Blocks[:1] // the heading, and not the story
			site.Pages = append(site.Pages, page(home+"news", "ข่าว", checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: "ข่าวประชาสัมพันธ์ของหน่วยงานในเดือนนี้ มีกิจกรรมหลายอย่าง"}))
			if c.cut != "" {
				site.Gaps = append(site.Gaps, checks.Gap{URL: c.cut, Reason: checks.Truncated})
			}
			site.Index()
			a, err := auditor.New(auditor.Options{Crawler: still{site: site}, Matcher: matcher(t, history("1.1"))})
			if err != nil {
				t.Fatal(err)
			}
			f := a.Judge(site, when()).Finding("std", "1.1")
			if f.Verdict != c.want || slices.Contains(f.Reasons, checks.Truncated) != (c.want == checks.CouldNotLook) {
				t.Errorf("said %s %v, want %s", f.Verdict, f.Reasons, c.want)
			}
		})
	}
}
