package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// newsArchive serves a home page, lists of fifty articles each, and the articles. Links
// to them bear the label.
func newsArchive(articles int, label func(n int) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		n, err := strconv.Atoi(strings.TrimSuffix(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], ".html"))
		body := ""
		switch {
		case r.URL.Path == "/":
			body = `<h1>สำนักงานสาธารณสุขอำเภอทดลอง</h1><p>ยินดีต้อนรับสู่เว็บไซต์ของสำนักงาน ซึ่งรวมเรื่องที่ลงประกาศไว้ทั้งหมด</p><p><a href="/list/1">ข่าวทั้งหมด</a></p>`
		case err != nil || n < 1 || n > articles:
			http.NotFound(w, r)
			return
		case strings.HasPrefix(r.URL.Path, "/list/"):
			for i := 50*(n-1) + 1; i <= min(50*n, articles); i++ {
				body += fmt.Sprintf(`<p><a href="/news/%d.html">%s ฉบับที่ %d</a></p>`, i, label(i), i)
			}
			for k := 1; k <= articles/50; k++ {
				body += fmt.Sprintf(`<a href="/list/%d">%d</a> `, k, k)
			}
		default:
			body = fmt.Sprintf("<h1>ข่าวกิจกรรมลำดับที่ %d</h1><p>หน้านี้เล่าเรื่องกิจกรรมของชุมชน ซึ่งจัดขึ้นเป็นครั้งที่ %d โดยมีผู้เข้าร่วมจำนวนมาก และไม่มีอะไรอื่นนอกจากนี้</p>", n, n)
		}
		_, _ = io.WriteString(w, "<!doctype html><html lang=th><title>สสอ.ทดลอง</title><main>"+body+"</main></html>")
	}
}

// What may lie behind a link that was left as a sample is not called absent; what was
// looked for behind all links of its name is, and so is what no link speaks of.
func TestWhatIsLeftAsASampleIsNotAbsent(t *testing.T) {
	const wanted, other = "ทำเนียบผู้บริหาร", "แผนที่ตั้งของหน่วยงาน"
	all := func(label string) func(int) string { return func(int) string { return label } }
	among := func(n int) string {
		if n > 700 && n <= 1000 {
			return wanted
		}
		return other
	}
	for name, c := range map[string]struct {
		articles int
		label    func(n int) string
		sampled  bool
		want     checks.Verdict
	}{
		"left alone, and may be it": {1500, all(wanted), true, checks.CouldNotLook},
		"left alone among others":   {1500, among, true, checks.CouldNotLook}, // which stand for all in the gap
		"left alone, of other name": {1500, all("ภาพกิจกรรมในชุมชน"), true, checks.Absent},
		"left alone, of other item": {1500, all(other), true, checks.Absent},
		"all read":                  {300, all(wanted), false, checks.Absent},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(newsArchive(c.articles, c.label))
			defer s.Close()
			p := &plan{asOf: demoDay(), fiscalYear: demoYear, maxPages: 2000, maxTime: time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}
			a, site := audited(t, p, []*rules.Standard{sought("chosen", wanted), sought("other", other)}, s.URL+"/")
			sampled := 0
			for _, g := range site.Gaps {
				if g.Sample != nil {
					sampled += g.Sample.Left
				}
			}
			if c.sampled != (sampled > c.articles/2) {
				t.Fatalf("%d of %d articles left as a sample, %d pages read", sampled, c.articles, len(site.Pages))
			}
			if f := a.Finding("chosen", "chosen.1"); f == nil || f.Verdict != c.want {
				t.Errorf("want %s: %+v", c.want, f)
			} else if c.want == checks.CouldNotLook && (len(f.Reasons) != 1 || f.Reasons[0] != checks.Coverage) {
				t.Errorf("not said to be left on purpose: %v", f.Reasons)
			}
			if site.Stopped != "" {
				t.Errorf("stopped by %s", site.StoppedBy)
			}
		})
	}
}
