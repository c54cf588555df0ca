package checks_test

import (
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestOwn(t *testing.T) {
	page := func(url string, outside bool, trouble checks.Reason) *checks.Page {
		return &checks.Page{Fetched: checks.Fetched{URL: url, Outside: outside, Trouble: trouble}}
	}
	s := &checks.Site{Pages: []*checks.Page{page("a", false, ""), page("b", true, ""), page("c", false, checks.Spam), page("d", false, checks.Placeholder)}}
	var got []string
	for _, p := range s.Own() {
		got = append(got, p.URL)
	}
	if strings.Join(got, " ") != "a d" {
		t.Errorf("own pages %v, want a and d", got)
	}
}

func TestUndrawn(t *testing.T) {
	thin := &checks.Page{Thin: true}
	drawn := &checks.Page{Thin: true, Rendered: true}
	for name, tc := range map[string]struct {
		pages []*checks.Page
		want  bool
	}{
		"nothing seen": {nil, false},
		"one shell":    {[]*checks.Page{thin}, true},
		"one drawn":    {[]*checks.Page{thin, drawn}, false},
	} {
		if s := (&checks.Site{Pages: tc.pages}); s.Undrawn() != tc.want {
			t.Errorf("%s: %v", name, s.Undrawn())
		}
	}
}

func TestShare(t *testing.T) {
	for name, tc := range map[string]struct {
		have, of int
		enough   float64
		want     checks.Verdict
		quote    string
	}{
		"nothing to count": {0, 0, 1, checks.NotRequired, ""},
		"none":             {0, 3, 1, checks.Absent, ""},
		"all":              {3, 3, 1, checks.Found, "ภาพ 3 จาก 3 ภาพ: มี"},
		"some":             {2, 3, 1, checks.Partial, "ภาพ 2 จาก 3 ภาพ: มี"},
		"most":             {9, 10, checks.Most, checks.Found, "ภาพ 9 จาก 10 ภาพ: มี"},
		"not quite most":   {8, 10, checks.Most, checks.Partial, "ภาพ 8 จาก 10 ภาพ: มี"},
		"any will do":      {1, 50, 0, checks.Found, "ภาพ 1 จาก 50 ภาพ: มี"},
	} {
		t.Run(name, func(t *testing.T) {
			var c checks.Share
			for i := range tc.of {
				e := checks.Evidence{URL: "http://sso.test/" + string(rune('a'+i%26)), Quote: "ไม่มี"}
				if i < tc.have {
					e.Quote = "มี"
				}
				c.Add(i < tc.have, e)
			}
			a := c.Answer(tc.enough, "ภาพ", "ภาพ", "")
			if a.Verdict != tc.want || !a.Crawled {
				t.Fatalf("%s, want %s (crawled %v)", a.Verdict, tc.want, a.Crawled)
			}
			if tc.quote != "" && a.Evidence[0].Quote != tc.quote {
				t.Errorf("says %q, want %q", a.Evidence[0].Quote, tc.quote)
			}
			if (tc.want == checks.Absent || tc.want == checks.Partial) != (len(a.Nearest) > 0) {
				t.Errorf("%s with %d near misses", tc.want, len(a.Nearest))
			}
		})
	}
}

// A quote is cut to what a report can show.
func TestCiteCuts(t *testing.T) {
	p := &checks.Page{Fetched: checks.Fetched{URL: "http://sso.test/", SHA256: "ab", Path: []string{"http://sso.test/"}}, Content: &checks.Content{Title: "หน้าแรก"}}
	e := checks.Cite(p, checks.AtText, strings.Repeat("ก", 1000), "ดูหน้า")
	if n := len([]rune(e.Quote)); n > 300 || e.Title != "หน้าแรก" || e.SHA256 != "ab" {
		t.Errorf("%d characters, %+v", n, e)
	}
}
