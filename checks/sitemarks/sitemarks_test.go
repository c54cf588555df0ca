package sitemarks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/sitemarks"
)

const home = "http://sso.test/"

var visit = time.Date(2026, time.June, 15, 3, 0, 0, 0, time.UTC)

// build makes a page of lines: "# …" is a heading, "foot:…" stands in the footer.
func build(url, title string, lines ...string) *checks.Page {
	c := &checks.Content{Kind: checks.KindHTML, Title: title, IDs: map[string]bool{}}
	for _, l := range lines {
		b := checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: l}
		if t, ok := strings.CutPrefix(l, "# "); ok {
			b.Kind, b.Level, b.Text = checks.BlockHeading, 1, t
		}
		if t, ok := strings.CutPrefix(l, "foot:"); ok {
			b.Region, b.Text = checks.RegionFooter, t
		}
		c.Blocks = append(c.Blocks, b)
	}
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url, SeenAt: visit}, Content: c}
}

func link(p *checks.Page, text, url string) *checks.Page {
	l := checks.Link{Kind: checks.LinkAnchor, Region: checks.RegionMain, Text: text, URL: url, Key: url}.With(checks.Wording{Href: url})
	switch {
	case url == "#":
		l.Kind, l.URL, l.Key = checks.LinkEmpty, "", ""
	case strings.HasPrefix(url, "#"):
		l.Kind, l.URL, l.Key = checks.LinkInPage, "", ""
	}
	p.Content.Links = append(p.Content.Links, l)
	return p
}

func judge(name string, gaps []checks.Gap, pages ...*checks.Page) checks.Answer {
	s := &checks.Site{Home: home, Office: checks.Office{Name: "สำนักงานสาธารณสุขอำเภอตัวอย่าง", District: "ตัวอย่าง"}, Pages: pages, Gaps: gaps}
	return sitemarks.Check{}.Judge(name, s, visit)
}

func want(t *testing.T, a checks.Answer, verdict checks.Verdict, reasons ...checks.Reason) {
	t.Helper()
	if a.Verdict != verdict {
		t.Errorf("%s %v, want %s: %+v %+v", a.Verdict, a.Reasons, verdict, a.Evidence, a.Nearest)
	}
	for _, r := range reasons {
		if !slices.Contains(a.Reasons, r) {
			t.Errorf("reasons %v lack %s", a.Reasons, r)
		}
	}
	if verdict == checks.Found && len(a.Evidence) == 0 {
		t.Error("found without evidence")
	}
}

// Every name is judged, and a site of which nothing was seen is not.
func TestBlind(t *testing.T) {
	for _, name := range (sitemarks.Check{}).Names() {
		want(t, judge(name, nil), checks.CouldNotLook)
		if a := judge(name, nil, build(home, "หน้าแรก")); a.Verdict == checks.Untested || a.Verdict == "" {
			t.Errorf("%s is not judged", name)
		}
	}
	// what scripts would draw may be there
	shell := build(home, "สสอ.ตัวอย่าง")
	shell.Thin = true
	for _, name := range []string{sitemarks.Alt, sitemarks.Labels, sitemarks.SkipLink, sitemarks.Breadcrumb} {
		want(t, judge(name, nil, shell), checks.CouldNotLook, checks.NeedsRender)
	}
}

func TestName(t *testing.T) {
	for name, tc := range map[string]struct {
		page *checks.Page
		want checks.Verdict
	}{
		"full name in the title":  {build(home, "สำนักงานสาธารณสุขอำเภอตัวอย่าง จังหวัดสมมติ"), checks.Found},
		"short name in a heading": {build(home, "หน้าแรก", "# สสอ. ตัวอย่าง"), checks.Found},
		"in the footer":           {build(home, "หน้าแรก", "foot:สำนักงานสาธารณสุขอำเภอตัวอย่าง"), checks.Found},
		"in running text only":    {build(home, "หน้าแรก", "สำนักงานสาธารณสุขอำเภอตัวอย่างประชุม"), checks.Absent},
		"another district's":      {build(home, "สำนักงานสาธารณสุขอำเภอข้างเคียง"), checks.NeedsEyes},
		"nobody's":                {build(home, "ยินดีต้อนรับ"), checks.Absent},
	} {
		t.Run(name, func(t *testing.T) { want(t, judge(sitemarks.Name, nil, tc.page), tc.want) })
	}
	t.Run("in a picture", func(t *testing.T) {
		p := build(home, "หน้าแรก")
		p.Content.Images = []checks.Image{{Alt: "ป้าย สสอ.ตัวอย่าง"}}
		want(t, judge(sitemarks.Name, nil, p), checks.Found)
	})
	t.Run("in a frame", func(t *testing.T) {
		p := build(home, "หน้าแรก")
		p.Content.Links = []checks.Link{{Kind: checks.LinkFrame, URL: home + "top", Key: home + "top"}}
		want(t, judge(sitemarks.Name, nil, p, build(home+"top", "", "# สำนักงานสาธารณสุขอำเภอตัวอย่าง")), checks.Found)
	})
	t.Run("an office without a name", func(t *testing.T) {
		s := &checks.Site{Home: home, Pages: []*checks.Page{build(home, "ยินดีต้อนรับ")}}
		if a := (sitemarks.Check{}).Judge(sitemarks.Name, s, visit); a.Verdict != checks.NeedsEyes || a.Question == "" {
			t.Errorf("%+v", a)
		}
	})
}

func TestTitles(t *testing.T) {
	titled := func(titles ...string) []*checks.Page {
		var out []*checks.Page
		for i, s := range titles {
			out = append(out, build(fmt.Sprint(home, i), s))
		}
		return out
	}
	for name, tc := range map[string]struct {
		titles []string
		want   checks.Verdict
	}{
		"each its own":       {[]string{"หน้าแรก", "ประวัติ", "ติดต่อ"}, checks.Found},
		"one for all":        {[]string{"สสอ.ตัวอย่าง", "สสอ.ตัวอย่าง", "สสอ. ตัวอย่าง"}, checks.Absent},
		"some by the editor": {[]string{"หน้าแรก", "Untitled Document", "New Page 1"}, checks.Partial},
		"one empty":          {[]string{"หน้าแรก", ""}, checks.Partial},
	} {
		t.Run(name, func(t *testing.T) { want(t, judge(sitemarks.Titles, nil, titled(tc.titles...)...), tc.want) })
	}
}

func TestSitemap(t *testing.T) {
	var others []*checks.Page
	for i := range 6 {
		others = append(others, build(fmt.Sprint(home, i), "หน้า"))
	}
	to := func(p *checks.Page, n int) *checks.Page {
		for i := range n {
			link(p, "หมวด", others[i].URL)
		}
		return p
	}
	for name, tc := range map[string]struct {
		gaps   []checks.Gap
		pages  []*checks.Page
		want   checks.Verdict
		reason checks.Reason
	}{
		"with links":          {nil, []*checks.Page{to(build(home+"map", "แผนผังเว็บไซต์"), 6)}, checks.Found, ""},
		"in English":          {nil, []*checks.Page{to(build(home+"map", "", "# Site Map"), 6)}, checks.Found, ""},
		"empty":               {nil, []*checks.Page{to(build(home+"map", "ผังเว็บไซต์"), 1)}, checks.Absent, checks.EmptySection},
		"map of the place":    {nil, []*checks.Page{to(build(home+"map", "แผนที่ตั้งสำนักงาน"), 6)}, checks.Absent, ""},
		"chart of the office": {nil, []*checks.Page{to(build(home+"map", "แผนผังโครงสร้าง site map"), 6)}, checks.Absent, ""},
		"link to nowhere":     {nil, []*checks.Page{link(build(home, "หน้าแรก"), "ผังเว็บไซต์", "#")}, checks.Absent, checks.EmptyLink},
		"dead link":           {[]checks.Gap{{URL: home + "m", Reason: checks.DeadLink}}, []*checks.Page{link(build(home, "หน้าแรก"), "ผังเว็บไซต์", home+"m")}, checks.Unreachable, checks.DeadLink},
		"not opened":          {[]checks.Gap{{URL: home + "m", Reason: checks.Robots}}, []*checks.Page{link(build(home, "หน้าแรก"), "ผังเว็บไซต์", home+"m")}, checks.CouldNotLook, checks.Robots},
		"none":                {nil, []*checks.Page{build(home, "หน้าแรก")}, checks.Absent, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := judge(sitemarks.Sitemap, tc.gaps, append(tc.pages, others...)...)
			want(t, a, tc.want)
			if tc.reason != "" {
				want(t, a, tc.want, tc.reason)
			}
		})
	}
}

func TestSearch(t *testing.T) {
	with := func(f checks.Form, scripts ...string) *checks.Page {
		p := build(home, "หน้าแรก")
		p.Content.Forms, p.Content.Scripts = []checks.Form{f}, scripts
		return p
	}
	want(t, judge(sitemarks.Search, nil, with(checks.Form{Search: true, Text: "ค้นหา"})), checks.Found)
	want(t, judge(sitemarks.Search, nil, with(checks.Form{}, "https://cse.google.com/cse.js?cx=1")), checks.Found)
	want(t, judge(sitemarks.Search, nil, with(checks.Form{Search: true, Text: "ค้นหาเบอร์ภายใน"})), checks.Absent)
	want(t, judge(sitemarks.Search, nil, with(checks.Form{Text: "ชื่อ"})), checks.Absent)
}

func TestBreadcrumb(t *testing.T) {
	for name, tc := range map[string]struct {
		inner []*checks.Page
		want  checks.Verdict
	}{
		"chain":                {[]*checks.Page{build(home+"a", "ก", "หน้าแรก > ข่าว > อบรม")}, checks.Found},
		"other signs":          {[]*checks.Page{build(home+"a", "ก", "หน้าหลัก » ข่าว"), build(home+"b", "ข", "Home / News")}, checks.Found},
		"you are here":         {[]*checks.Page{build(home+"a", "ก", "คุณอยู่ที่: หน้าแรก ข่าว")}, checks.Found},
		"a menu":               {[]*checks.Page{build(home+"a", "ก", "หน้าแรก", "ข่าว")}, checks.Absent},
		"footer":               {[]*checks.Page{build(home+"a", "ก", "foot:หน้าแรก > ข่าว")}, checks.Absent},
		"in running text":      {[]*checks.Page{build(home+"a", "ก", "กลับไปที่หน้าแรก / ติดต่อเรา ได้ทุกเมื่อ")}, checks.Absent},
		"only on one of three": {[]*checks.Page{build(home+"a", "ก", "หน้าแรก > ข่าว"), build(home+"b", "ข"), build(home+"c", "ค")}, checks.Partial},
		"a site of one page":   {nil, checks.NotRequired},
	} {
		t.Run(name, func(t *testing.T) {
			want(t, judge(sitemarks.Breadcrumb, nil, append([]*checks.Page{build(home, "หน้าแรก")}, tc.inner...)...), tc.want)
		})
	}
	t.Run("by markup", func(t *testing.T) {
		p := build(home+"a", "ก")
		p.Content.Markup.Breadcrumb = true
		want(t, judge(sitemarks.Breadcrumb, nil, p), checks.Found)
	})
}

func TestUpdated(t *testing.T) {
	plain := build(home+"x", "ข")
	for name, tc := range map[string]struct {
		pages []*checks.Page
		want  checks.Verdict
	}{
		"on the home page":         {[]*checks.Page{build(home, "ก", "foot:ปรับปรุงล่าสุด 3 มิถุนายน 2569"), plain, plain}, checks.Found},
		"on the next line":         {[]*checks.Page{build(home, "ก", "แก้ไขล่าสุดเมื่อ", "๓ มิ.ย. ๒๕๖๙")}, checks.Found},
		"in English":               {[]*checks.Page{build(home, "ก", "Last updated: 03/06/2569")}, checks.Found},
		"on one inner page":        {[]*checks.Page{build(home, "ก"), build(home+"a", "ข", "แก้ไขล่าสุด 3 มิถุนายน 2569"), plain}, checks.Partial},
		"the day of the visit":     {[]*checks.Page{build(home, "ก", "ปรับปรุงล่าสุด 15 มิถุนายน 2569"), build(home+"a", "ข", "ปรับปรุงล่าสุด 15/06/2026")}, checks.NeedsEyes},
		"a copyright year":         {[]*checks.Page{build(home, "ก", "foot:สงวนลิขสิทธิ์ พ.ศ. 2569")}, checks.Absent},
		"a date of something else": {[]*checks.Page{build(home, "ก", "อบรมวันที่ 3 มิถุนายน 2569")}, checks.Absent},
		"the words without a date": {[]*checks.Page{build(home, "ก", "ปรับปรุงล่าสุด", "ข่าวทั้งหมด")}, checks.Absent},
	} {
		t.Run(name, func(t *testing.T) { want(t, judge(sitemarks.Updated, nil, tc.pages...), tc.want) })
	}
}
