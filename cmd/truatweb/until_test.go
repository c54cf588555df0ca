package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

func TestReachFlags(t *testing.T) {
	for _, c := range []struct {
		f    reachFlags
		rate float64
		want string // of the error; "" is none
	}{
		{reachFlags{untilSeen, 1}, 1, ""},
		{reachFlags{" Decided ", 0}, 1, ""},
		{reachFlags{untilSeen, 8}, 0, ""},
		{reachFlags{"done", 1}, 1, "--until"},
		{reachFlags{untilSeen, 8}, 1, "--rate 0"},
		{reachFlags{untilSeen, -1}, 0, "--workers"},
		{reachFlags{untilSeen, mostWorkers + 1}, 0, "--workers"},
	} {
		_, err := c.f.plan(c.rate, thaiTexts())
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v at %v: %v", c.f, c.rate, err)
		}
	}
}

// sought is a standard of one item that the words of its heading lead to.
func sought(id, heading string) *rules.Standard {
	r := rules.Rule{Requirement: rules.Requirement{ID: id + ".1", Title: heading, Level: rules.LevelRequired, Period: rules.PeriodNone}}
	r.FoundWhen = []rules.Way{{Heading: rules.Words{Exact: []string{heading}}, Shows: []rules.Show{{Name: "person"}}}}
	return &rules.Standard{ID: id, Title: id, Categories: []rules.Category{{ID: "1", Title: "หมวด", Rules: []rules.Rule{r}}}}
}

// A crawl until all is decided ends early, says so, and calls nothing absent.
func TestUntilDecided(t *testing.T) {
	const pages = 120
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		body := fmt.Sprintf("<p>เรื่องในหน้านี้คือ %s ของสำนักงานสาธารณสุขอำเภอทดลอง ซึ่งมีเนื้อหาเป็นของตนเอง ไม่ซ้ำกับหน้าอื่น</p>", r.URL.Path)
		switch {
		case r.URL.Path == "/":
			for i := range pages {
				body += fmt.Sprintf(`<p><a href="/p%d/page.html">เรื่องที่ %d</a></p>`, i, i)
			}
			body += `<p><a href="/chief.html">ทำเนียบผู้บริหาร</a></p>`
		case r.URL.Path == "/chief.html":
			body = "<h1>ทำเนียบผู้บริหาร</h1><p>นายสมชาย ใจดี สาธารณสุขอำเภอทดลอง</p>" + body
		case !strings.HasSuffix(r.URL.Path, "/page.html"):
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, "<!doctype html><html lang=th><title>สสอ.ทดลอง</title><main>"+body+"</main></html>")
	}))
	defer s.Close()
	chosen, other := sought("chosen", "ทำเนียบผู้บริหาร"), sought("other", "แผนที่ตั้งของหน่วยงาน")
	for _, c := range []struct {
		decided bool
		report  []*rules.Standard
		early   bool
	}{
		{true, []*rules.Standard{chosen}, true}, // what is not reported need not be found
		{true, nil, false},                      // the other item is found nowhere
		{false, []*rules.Standard{chosen}, false},
	} {
		p := &plan{asOf: demoDay(), fiscalYear: demoYear, maxPages: 500, maxTime: time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}, report: c.report}
		p.decided = c.decided
		a, site := audited(t, p, []*rules.Standard{chosen, other}, s.URL+"/")
		f := a.Finding("chosen", "chosen.1")
		if f == nil || f.Verdict != checks.Found {
			t.Fatalf("finding %+v", f)
		}
		if (site.StoppedBy == "decided") != c.early || (len(site.Pages) < pages) != c.early || a.Coverage.FloorMet == c.early {
			t.Errorf("%+v: %d pages, stopped by %q, floor %v", c.decided, len(site.Pages), site.StoppedBy, a.Coverage.FloorMet)
		}
		if n := a.Coverage.DecidedAfter; n < 1 || n > 10 { // the link that promises it is followed first
			t.Errorf("decided after %d", n)
		}
	}
}

// audited audits the site at an address as a plan says.
func audited(t *testing.T, p *plan, standards []*rules.Standard, home string) (*checks.Audit, *checks.Site) {
	t.Helper()
	run, err := new(compiler).auditing(p, standards, "truatweb test", func(event) {})
	if err != nil {
		t.Fatal(err)
	}
	a, site, err := run.Audit(t.Context(), checks.Office{Home: home}, p.when())
	if closer, ok := run.(io.Closer); ok {
		_ = closer.Close() // nothing is held that could fail
	}
	if err != nil {
		t.Fatal(err)
	}
	return a, site
}
