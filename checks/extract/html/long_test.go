package html

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// What is longer than anybody could mean is cut where it is read, and the page
// says so; what has its length by nature is not.
func TestLongValuesAreCut(t *testing.T) {
	long := strings.Repeat("ก", 40_000)
	for name, c := range map[string]struct {
		page string
		cut  bool
	}{
		"address": {`<a href="/` + long + `">แผนงาน</a>`, true},
		"title":   {"<title>" + long + "</title><p>ข้อความ", true},
		"alt":     {`<p><img src=a.png alt="` + long + `">`, false},
		"label":   {`<a href=/a title="` + long + `">แผนงาน</a>`, false},
		"data":    {`<p><img alt=ตรา src="data:image/png;base64,` + strings.Repeat("A", 90_000) + `"><a href="data:text/plain,` + long + `">ก</a>`, false},
		"script":  {`<a href="javascript:` + strings.Repeat("x", 90_000) + `">ก</a>`, false},
		"base":    {`<base href="http://b.test/` + long + `"><a href=a>ก</a>`, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, c.page)
			if got.Facts.Truncated != c.cut {
				t.Errorf("truncated: %v, want %v", got.Facts.Truncated, c.cut)
			}
			texts := []string{got.Title, got.Base, got.Canonical}
			for i := range got.Links {
				l := &got.Links[i]
				texts = append(texts, l.Href(), l.URL, l.Text, l.Title())
			}
			for i := range got.Images {
				texts = append(texts, got.Images[i].Alt, got.Images[i].Src)
			}
			for _, s := range texts {
				if len(s) > longestAttr {
					t.Errorf("%d bytes of %.20q", len(s), s)
				}
			}
		})
	}
	got := read(t, `<a href="/`+strings.Repeat("a", longestAddress-1)+`">ยาวแต่ยังเปิดได้</a><a href="/`+strings.Repeat("a", longestAddress)+`">ยาวเกิน</a>`)
	if len(got.Links) != 2 || got.Links[0].URL == "" || got.Links[1].URL != "" || got.Links[1].Kind != checks.LinkEmpty {
		t.Errorf("the length at which an address is none: %.300v", got.Links)
	}
}
