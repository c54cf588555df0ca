package main

import (
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// The fiscal year turns in Bangkok, seven hours before it does in Greenwich.
func TestDayAndYear(t *testing.T) {
	for _, c := range []struct {
		name    string
		day     string
		fy      int
		now     time.Time
		want    string
		year    int
		derived bool
	}{
		{"the last evening of a fiscal year", "", 0, time.Date(2026, 9, 30, 16, 59, 0, 0, time.UTC), "2026-09-30", 2569, true},
		{"half an hour later", "", 0, time.Date(2026, 9, 30, 17, 29, 0, 0, time.UTC), "2026-10-01", 2570, true},
		{"a given day", "2020-11-02", 0, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "2020-11-02", 2564, true},
		{"a given year", "2026-11-23", 2569, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "2026-11-23", 2569, false},
	} {
		day, year, derived, err := dayAndYear(c.day, c.fy, c.now, thaiTexts())
		if err != nil || day.Format(time.DateOnly) != c.want || year != c.year || derived != c.derived {
			t.Errorf("%s: %s, %d, %v, %v; want %s, %d, %v", c.name, day.Format(time.DateOnly), year, derived, err, c.want, c.year, c.derived)
		}
	}
	for day, want := range map[string]string{"nonsense": "ปปปป-ดด-วว", "2026-02-30": "ปปปป-ดด-วว", "2569-11-23": "พ.ศ.", "0001-01-01": "ไกลเกินไป", "1900-01-01": "ไกลเกินไป", "9999-12-31": "ไกลเกินไป"} {
		if _, _, _, err := dayAndYear(day, 0, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), thaiTexts()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", day, err, want)
		}
	}
}

func TestUserAgent(t *testing.T) {
	for _, c := range []struct{ whole, contact, want string }{
		{"", "", "truatweb/v9 (compliance audit; +https://github.com/truatweb/truatweb)"},
		{"", "it@example.go.th", "truatweb/v9 (compliance audit; +it@example.go.th)"},
		{"mine/1", "it@example.go.th", "mine/1"},
	} {
		if got, err := userAgent(c.whole, c.contact, "v9", thaiTexts()); err != nil || got != c.want {
			t.Errorf("userAgent(%q, %q) = %q, %v", c.whole, c.contact, got, err)
		}
	}
	if _, err := userAgent("", "a\r\nHost: b", "v9", thaiTexts()); err == nil {
		t.Error("a line break was taken into a header")
	}
}

// A wall before every page is a site that cannot be looked at; a page that says
// it is being built was looked at.
func TestNothingSeen(t *testing.T) {
	page := func(trouble checks.Reason, outside bool) *checks.Page {
		return &checks.Page{Fetched: checks.Fetched{URL: "http://example.go.th/", Trouble: trouble, Outside: outside}}
	}
	for _, c := range []struct {
		name string
		site *checks.Site
		why  checks.Reason
		none bool
	}{
		{"a page", &checks.Site{Pages: []*checks.Page{page("", false)}}, "", false},
		{"a page being built", &checks.Site{Pages: []*checks.Page{page(checks.Placeholder, false)}}, "", false},
		{"a challenge", &checks.Site{Pages: []*checks.Page{page(checks.Challenge, false)}}, checks.Challenge, true},
		{"another's page alone", &checks.Site{Home: "h", Pages: []*checks.Page{page("", true)}, Gaps: []checks.Gap{{URL: "x", Reason: checks.Budget}, {URL: "h", Reason: checks.TLS}}}, checks.TLS, true},
		{"stopped at once", &checks.Site{Stopped: checks.Stopped}, checks.Stopped, true},
		{"nothing at all", &checks.Site{}, checks.EmptyFile, true},
	} {
		why, _, none := nothingSeen(&checks.Audit{}, c.site)
		if why != c.why || none != c.none {
			t.Errorf("%s: %q, %v; want %q, %v", c.name, why, none, c.why, c.none)
		}
	}
}
