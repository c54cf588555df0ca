package html

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func TestMarkup(t *testing.T) {
	for name, tc := range map[string]struct {
		page string
		want checks.Markup
	}{
		"nothing":             {`<p>ก`, checks.Markup{}},
		"document type":       {`<!DOCTYPE html><p>ก`, checks.Markup{Doctype: true}},
		"ids given twice":     {`<p id=a>ก<p id=b>ข<p id=a>ค<p id=a>ง`, checks.Markup{Repeated: []string{"a"}}},
		"crumbs by class":     {`<ol class="nav breadcrumb"><li>ก</ol>`, checks.Markup{Breadcrumb: true}},
		"crumbs by label":     {`<nav aria-label="Breadcrumb"><a href=/>ก</a></nav>`, checks.Markup{Breadcrumb: true}},
		"crumbs by type":      {`<ol itemtype="https://schema.org/BreadcrumbList"><li>ก</ol>`, checks.Markup{Breadcrumb: true}},
		"crumbs for short":    {`<div class=crumb><a href=/>ก</a> &gt; ข</div>`, checks.Markup{Breadcrumb: true}},
		"no crumbs":           {`<p class="breadcrumbless">ก`, checks.Markup{}},
		"feed and style":      {`<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel=stylesheet href=a.css>`, checks.Markup{Feeds: []string{"http://sso.test/feed/"}, Styles: []string{"http://sso.test/about/a.css"}}},
		"another language":    {`<link rel=alternate hreflang=en href="/en/">`, checks.Markup{}},
		"style of no address": {`<link rel=stylesheet href="data:text/css,">`, checks.Markup{}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, read(t, tc.page).Markup); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestImageNames(t *testing.T) {
	for name, tc := range map[string]struct {
		page          string
		named, linked bool
	}{
		"alt":                {`<img src=a.jpg alt="ตราสัญลักษณ์">`, true, false},
		"alt on purpose":     {`<img src=a.jpg alt="">`, true, false},
		"none":               {`<img src=a.jpg>`, false, false},
		"all of a link":      {`<a href=b.html><img src=a.jpg></a>`, false, true},
		"beside link's text": {`<a href=b.html><img src=a.jpg alt=""> อ่านต่อ</a>`, true, false},
		"deep in a link":     {`<a href=b.html><div><p><img src=a.jpg></p></div></a>`, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, tc.page)
			if len(c.Images) != 1 || c.Images[0].Named != tc.named || c.Images[0].Linked != tc.linked {
				t.Errorf("%+v", c.Images)
			}
		})
	}
}
