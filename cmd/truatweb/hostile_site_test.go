package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Pages that no person made are audited with all that the program has, and the
// rest of the site is read.
func TestPagesThatNoPersonMade(t *testing.T) {
	if testing.Short() {
		t.Skip("reads pages of many megabytes")
	}
	standards, problems := new(compiler).standards(nil, false)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	many := func(n int, one func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(one(i))
		}
		return b.String()
	}
	word := func(i int) string {
		return string([]byte{byte('a' + i/17576%26), byte('a' + i/676%26), byte('a' + i/26%26), byte('a' + i%26)})
	}
	hostiles := map[string]func() string{
		"/nested": func() string {
			return "<p>ก่อนลึก</p>" + strings.Repeat("<div>", 1_000_000) + "ลึก"
		},
		"/tables": func() string { return strings.Repeat("<table><tr><td>", 100_000) + "ลึก" },
		"/links": func() string {
			return many(100_000, func(i int) string { return "<a href=/l/" + word(i) + ">แผน " + word(i) + "</a>" })
		},
		"/large": func() string {
			return many(50_000, func(int) string { return "<p>" + strings.Repeat("ก", 330) + "</p>" })
		},
		"/line": func() string { return strings.Repeat("แผนปฏิบัติราชการ", 200_000) },
		"/nul":  func() string { return "<p>แผน\x00ปฏิบัติ\x00</p>" },
		"/attrs": func() string {
			return "<p " + many(100_000, func(i int) string { return word(i) + "=x " }) + ">แผน</p>"
		},
		"/open":   func() string { return "<p>แผน<!-- " + strings.Repeat("x", 2<<20) },
		"/binary": func() string { return "<" + many(1<<18, func(i int) string { return string(rune(i % 0x3000)) }) },
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		head := "<!doctype html><html lang=th><title>สสอ.ทดลอง</title><main>"
		switch make := hostiles[r.URL.Path]; {
		case make != nil:
			_, _ = io.WriteString(w, head+make())
		case r.URL.Path == "/":
			_, _ = io.WriteString(w, head+"<a href=/last>หน้าสุดท้าย</a>")
			for at := range hostiles {
				_, _ = io.WriteString(w, "<a href="+at+">หน้า</a> ")
			}
		case r.URL.Path == "/last", strings.HasPrefix(r.URL.Path, "/l/"):
			_, _ = io.WriteString(w, head+"<h1>หน้าธรรมดา</h1><p>เรื่องในหน้านี้เป็นของหน้านี้เอง "+r.URL.Path)
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	p := &plan{asOf: demoDay(), fiscalYear: demoYear, maxPages: 60, maxTime: 2 * time.Minute, browser: browserOff, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}
	a, site := audited(t, p, standards, s.URL+"/")
	if len(a.Findings) == 0 {
		t.Fatal("nothing was judged")
	}
	if site.Find(s.URL+"/last") == nil {
		t.Errorf("the ordinary page was not read; gaps %.2000v", site.Gaps)
	}
	for at := range hostiles {
		if site.Find(s.URL+at) == nil && site.GapAt(s.URL+at) == nil {
			t.Errorf("%s is neither read nor accounted for", at)
		}
	}
	for _, at := range []string{"/nested", "/links", "/nul", "/attrs"} {
		if x, ok := site.Find(s.URL + at).(*checks.Page); !ok || len(x.Content.Blocks) == 0 {
			t.Errorf("%s was not read: %+v", at, site.GapAt(s.URL+at))
		}
	}
	if g := site.GapAt(s.URL + "/large"); g == nil || g.Reason != checks.Truncated {
		t.Errorf("50 MB: %+v", g)
	}
}
