package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/checks/responsive"
	"github.com/truatweb/truatweb/checks/wcag"
	"github.com/truatweb/truatweb/rules"
)

// TestPagesAreLookedAtInAWindow crawls a site and looks at its pages: within the
// bounds of the run, with a verdict where there is a browser and none where not.
func TestPagesAreLookedAtInAWindow(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" && r.URL.Path != "/news" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<!doctype html><html lang="th"><title>สสอ.</title><link rel="stylesheet" href="https://sso.example/theme.css"><main><h1>สำนักงานสาธารณสุขอำเภอ</h1>
<p>สำนักงานสาธารณสุขอำเภอดูแลสุขภาพของประชาชนในพื้นที่และเผยแพร่ข้อมูลข่าวสาร</p>`+r.URL.Path+` <a href="/news">ข่าว</a> <img src="/logo.png"></main>`)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // the certificate is trusted by nobody
	s.StartTLS()
	defer s.Close()
	nothing, problems := match.Compile(nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	looked := func(t *testing.T, choice string) *checks.Site {
		t.Helper()
		p := &plan{maxPages: 20, maxTime: time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}, browser: choice}
		browser, err := newDrawer(p, 1)
		if err != nil {
			t.Fatal(err)
		}
		c, err := newCrawler(p, nothing, readers(), browser, nil, false, func(event) {})
		if err != nil {
			t.Fatal(err)
		}
		if browser != nil {
			defer func() { _ = browser.Close() }()
		} else if choice != browserOff {
			t.Skip("no browser on this machine")
		}
		site, err := c.Crawl(t.Context(), checks.Office{Home: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		site.Measured = map[string]json.RawMessage{}
		network := c.Network()
		view := newWindow(browser, c)
		for _, g := range []checks.Gatherer{wcag.New(wcag.Options{Browser: view}), responsive.New(responsive.Options{Browser: view})} {
			raw, err := g.Gather(t.Context(), site, network)
			if err != nil {
				t.Fatal(err)
			}
			if raw != nil {
				site.Measured[g.Key()] = raw
			}
		}
		if view != nil {
			var r interface{ Reason() checks.Reason }
			if _, _, _, err := view.Run(t.Context(), s.URL+"/gone", "1", 1280); !errors.As(err, &r) || r.Reason() != checks.HTTPStatus {
				t.Errorf("a page that is not there: %v", err)
			}
			if _, _, _, err := view.Run(t.Context(), "http://sso.example/", "1", 1280); !errors.As(err, &r) || r.Reason() != checks.OutsideOnly {
				t.Errorf("a page outside the bounds: %v", err)
			}
		}
		return site
	}
	judged := func(site *checks.Site, name string) checks.Answer {
		for _, c := range technical("", nil) {
			for _, n := range c.Names() {
				if n == name {
					return c.Judge(name, site, time.Time{})
				}
			}
		}
		t.Fatalf("nothing answers for %s", name)
		return checks.Answer{}
	}
	t.Run("without", func(t *testing.T) {
		site := looked(t, browserOff)
		for _, name := range []string{wcag.AA, wcag.Contrast, wcag.Alt, wcag.Labels, wcag.Lang, responsive.Overflow} {
			if a := judged(site, name); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NeedsRender {
				t.Errorf("%s: %s %v", name, a.Verdict, a.Reasons)
			}
		}
	})
	t.Run("with", func(t *testing.T) {
		if testing.Short() {
			t.Skip("a browser takes long")
		}
		site := looked(t, browserAuto)
		for name, want := range map[string]checks.Verdict{
			wcag.AA:             checks.Partial,
			wcag.Alt:            checks.Absent,
			wcag.Lang:           checks.Found,
			wcag.Contrast:       checks.NeedsEyes, // its style sheet lies outside the bounds of the run
			responsive.Overflow: checks.Absent,
		} {
			a := judged(site, name)
			if a.Verdict != want {
				t.Errorf("%s: %s %v, want %s\n%s", name, a.Verdict, a.Reasons, want, site.Measured["wcag"])
			}
			if q := a.Evidence[0].Quote; name == wcag.Alt && (!strings.Contains(q, "ใน 2 จาก 2 หน้า") || !strings.Contains(q, "แก้: ใส่ alt")) {
				t.Errorf("%+v", a.Evidence)
			}
		}
	})
}

// TestOnlyWhatIsAskedForIsMeasured: pages are looked at where a rule names the check.
func TestOnlyWhatIsAskedForIsMeasured(t *testing.T) {
	if got := gatherers([]*rules.Standard{}, "", nil); len(got) > 0 {
		t.Errorf("%d gatherers without a rule", len(got))
	}
}
