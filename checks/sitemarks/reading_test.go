package sitemarks_test

import (
	"fmt"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/sitemarks"
)

func TestFeedsAndChannels(t *testing.T) {
	gone := []checks.Gap{{URL: home + "feed/", Reason: checks.DeadLink}}
	plain := func() *checks.Page { return build(home, "หน้าแรก") }
	named := plain()
	named.Content.Markup.Feeds = []string{home + "feed/"}
	for name, tc := range map[string]struct {
		gaps            []checks.Gap
		page            *checks.Page
		feeds, channels checks.Verdict
	}{
		"named in the head":  {nil, named, checks.Found, checks.Found},
		"named and gone":     {gone, named, checks.Unreachable, checks.Absent},
		"linked":             {nil, link(plain(), "RSS", home+"index.php?format=feed&type=rss"), checks.Found, checks.Found},
		"facebook":           {nil, link(plain(), "", "https://www.facebook.com/sso.example"), checks.Absent, checks.Found},
		"line":               {nil, link(plain(), "เพิ่มเพื่อน", "https://lin.ee/abc"), checks.Absent, checks.Found},
		"youtube channel":    {nil, link(plain(), "", "https://www.youtube.com/@sso"), checks.Absent, checks.Found},
		"one video":          {nil, link(plain(), "", "https://www.youtube.com/watch?v=1"), checks.Absent, checks.Absent},
		"button that shares": {nil, link(plain(), "แชร์", "https://www.facebook.com/sharer/sharer.php?u=x"), checks.Absent, checks.Absent},
		"facebook itself":    {nil, link(plain(), "Facebook", "https://www.facebook.com/"), checks.Absent, checks.Absent},
		"looks alike":        {nil, link(plain(), "", "https://facebook.com.example.test/sso"), checks.Absent, checks.Absent},
		"page that is gone":  {[]checks.Gap{{URL: "https://www.facebook.com/sso", Reason: checks.DeadLink}}, link(plain(), "", "https://www.facebook.com/sso"), checks.Absent, checks.Unreachable},
		"nothing":            {nil, plain(), checks.Absent, checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			want(t, judge(sitemarks.Feeds, tc.gaps, tc.page), tc.feeds)
			want(t, judge(sitemarks.Channels, tc.gaps, tc.page), tc.channels)
		})
	}
}

func TestSkipLink(t *testing.T) {
	page := func(first, href string) *checks.Page {
		p := link(build(home+first, "ก"), first, href)
		for i := range 5 {
			link(p, "เมนู", fmt.Sprint(home, i))
		}
		return p
	}
	want(t, judge(sitemarks.SkipLink, nil, page("ข้ามไปยังเนื้อหาหลัก", "#content")), checks.Found)
	want(t, judge(sitemarks.SkipLink, nil, page("Skip to main content", "#main")), checks.Found)
	want(t, judge(sitemarks.SkipLink, nil, page("หน้าแรก", home)), checks.Absent)
	want(t, judge(sitemarks.SkipLink, nil, page("กลับขึ้นบน", "#top")), checks.Absent)
	want(t, judge(sitemarks.SkipLink, nil, page("ข้ามไปยังเนื้อหา", "#a"), page("หน้าแรก", home)), checks.Partial)

	broken := page("หน้าแรก", home)
	broken.Content.Links[0] = checks.Link{Kind: checks.LinkEmpty, Text: "ข้ามไปยังเนื้อหา"}.With(checks.Wording{Href: "#nowhere"})
	want(t, judge(sitemarks.SkipLink, nil, broken), checks.Absent, checks.EmptyLink)

	late := page("หน้าแรก", home)
	link(late, "ข้ามไปยังเนื้อหา", "#content")
	want(t, judge(sitemarks.SkipLink, nil, late), checks.Absent)
	want(t, judge(sitemarks.SkipLink, nil, build(home, "หน้าเปล่า")), checks.NotRequired)
}

func TestAlt(t *testing.T) {
	with := func(images ...checks.Image) *checks.Page {
		p := build(fmt.Sprint(home, len(images)), "ก")
		for i := range images {
			if images[i].Src == "" {
				images[i].Src = fmt.Sprintf("%simg/%d.jpg", home, i)
			}
		}
		p.Content.Images = images
		return p
	}
	for name, tc := range map[string]struct {
		images []checks.Image
		want   checks.Verdict
	}{
		"none at all":             {nil, checks.NotRequired},
		"described":               {[]checks.Image{{Alt: "ตราสัญลักษณ์", Named: true}}, checks.Found},
		"for ornament":            {[]checks.Image{{Named: true}}, checks.Found},
		"no alternative":          {[]checks.Image{{}}, checks.Absent},
		"a link shown as nothing": {[]checks.Image{{Named: true, Linked: true}}, checks.Absent},
		"its file's name":         {[]checks.Image{{Alt: "IMG_0149.JPG", Named: true}}, checks.Absent},
		"one of two":              {[]checks.Image{{Alt: "ตรา", Named: true}, {}}, checks.Partial},
	} {
		t.Run(name, func(t *testing.T) { want(t, judge(sitemarks.Alt, nil, with(tc.images...)), tc.want) })
	}
	// a banner on every page is one picture, and linked ones come first
	banner := checks.Image{Src: home + "banner.jpg", File: "banner.jpg", Linked: true}
	other := checks.Image{Src: home + "a.jpg", File: "a.jpg"}
	a := judge(sitemarks.Alt, nil, with(other, banner), with(banner), with(banner, other, other))
	want(t, a, checks.Absent)
	if len(a.Nearest) != 2 || a.Nearest[0].Quote != "ภาพที่มีข้อความแทนภาพ 0 จาก 2 ภาพ: banner.jpg เป็นลิงก์แต่ไม่มีข้อความแทนภาพ" {
		t.Errorf("%+v", a.Nearest)
	}
}

func TestLabels(t *testing.T) {
	with := func(fields ...checks.Field) *checks.Page {
		p := build(home, "ก")
		p.Content.Forms = []checks.Form{{Fields: fields}}
		return p
	}
	want(t, judge(sitemarks.Labels, nil, with()), checks.NotRequired)
	want(t, judge(sitemarks.Labels, nil, with(checks.Field{Type: "hidden", Name: "h"}, checks.Field{Type: "submit"})), checks.NotRequired)
	want(t, judge(sitemarks.Labels, nil, with(checks.Field{Type: "text", Name: "n", Label: "ชื่อ", Named: true})), checks.Found)
	want(t, judge(sitemarks.Labels, nil, with(checks.Field{Type: "text", Name: "n", Label: "ชื่อ"})), checks.Absent)
	want(t, judge(sitemarks.Labels, nil, with(checks.Field{Type: "text", Name: "n", Label: "ชื่อ", Named: true}, checks.Field{Type: "textarea", Name: "m"})), checks.Partial)
	// the search box of a template is one control
	box := checks.Field{Type: "text", Name: "q"}
	a := judge(sitemarks.Labels, nil, with(box), with(box), with(box, checks.Field{Type: "text", Name: "n", Label: "ชื่อ", Named: true}))
	if want(t, a, checks.Partial); a.Evidence[0].Quote != "ช่องกรอกที่มีป้ายชื่อ 1 จาก 2 ช่อง: ช่อง «ชื่อ»" {
		t.Errorf("%q", a.Evidence[0].Quote)
	}
}

func TestViewportAndMarkup(t *testing.T) {
	good, bad := build(home, "ก"), build(home+"b", "ข")
	good.Content.Viewport, good.Content.Markup.Doctype = true, true
	bad.Content.Markup = checks.Markup{Doctype: true, Repeated: []string{"menu"}}
	want(t, judge(sitemarks.Viewport, nil, good), checks.Found)
	want(t, judge(sitemarks.Viewport, nil, bad), checks.Absent)
	want(t, judge(sitemarks.Viewport, nil, good, bad), checks.Partial)
	want(t, judge(sitemarks.Markup, nil, good), checks.Found)
	want(t, judge(sitemarks.Markup, nil, good, bad), checks.Partial)
	want(t, judge(sitemarks.Markup, nil, build(home, "ก")), checks.Absent)
	deep := build(home, "ก")
	deep.Content.Markup.Doctype, deep.Content.Facts.Deep = true, true
	want(t, judge(sitemarks.Markup, nil, deep), checks.Absent)
}
