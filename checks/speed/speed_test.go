package speed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/speed"
)

func TestWeight(t *testing.T) {
	page := func(url string, size int64, images int) *checks.Page {
		p := &checks.Page{Fetched: checks.Fetched{URL: url, Size: size}, Content: &checks.Content{Scripts: []string{"a.js", "a.js"}}}
		for i := range images {
			p.Content.Images = append(p.Content.Images, checks.Image{Src: string(rune('a' + i))})
		}
		p.Content.Images = append(p.Content.Images, checks.Image{})
		return p
	}
	s := &checks.Site{Pages: []*checks.Page{page("light", 900, 0), page("heavy", 3<<20, 4), page("middle", 20<<10, 1)},
		Documents: []*checks.Document{{Fetched: checks.Fetched{URL: "book.pdf", Size: 5 << 20}}, {Fetched: checks.Fetched{URL: "other.pdf", Size: 9 << 20, Outside: true}}}}
	a := speed.Check{}.Judge(speed.Weight, s, time.Time{})
	if a.Verdict != checks.Found || len(a.Evidence) != 4 {
		t.Fatalf("%+v", a)
	}
	for _, said := range []string{"ดู 3 หน้า", "ค่ากลางหนัก 20 KB", "ส่วนประกอบ 2 รายการ", "3.0 MB", "อีก 5 รายการ"} {
		if !strings.Contains(a.Evidence[0].Quote, said) {
			t.Errorf("%q lacks %q", a.Evidence[0].Quote, said)
		}
	}
	if e := a.Evidence[3]; e.URL != "book.pdf" || !strings.Contains(e.Quote, "5.0 MB") {
		t.Errorf("%+v", e)
	}
	if a := (speed.Check{}).Judge(speed.Weight, &checks.Site{}, time.Time{}); a.Verdict != checks.CouldNotLook {
		t.Errorf("nothing seen: %+v", a)
	}
}
