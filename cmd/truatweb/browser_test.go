package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
)

// TestASiteDrawnByScript crawls a site that is one empty page until its script
// has run: with a browser its routes are pages, without one they are gaps.
func TestASiteDrawnByScript(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" || r.URL.Path == "/sitemap.xml" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<!doctype html><html lang="th"><title>สสอ.</title><div id="app"></div><script>
const at = location.pathname + location.hash;
document.title = "หน้า " + at;
document.getElementById("app").innerHTML = "<nav><a href='/'>หน้าแรก</a> <a href='/about'>เกี่ยวกับ</a> <a href='#/news'>ข่าว</a></nav><main><h1>" + at +
  "</h1><p>สำนักงานสาธารณสุขอำเภอตั้งขึ้นเพื่อดูแลสุขภาพของประชาชนในพื้นที่ ให้บริการด้านสาธารณสุขมาอย่างต่อเนื่องจนถึงปัจจุบัน " + at + "</p></main>";
</script>`)
	}))
	defer s.Close()
	nothing, problems := match.Compile(nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	crawl := func(t *testing.T, browser string) *checks.Site {
		t.Helper()
		p := &plan{maxPages: 50, maxTime: time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}, browser: browser}
		drawer, err := newDrawer(p, 1)
		if err != nil {
			t.Fatal(err)
		}
		c, err := newCrawler(p, nothing, readers(), drawer, nil, false, func(event) {})
		if err != nil {
			t.Fatal(err)
		}
		if drawer != nil {
			defer func() {
				if err := drawer.Close(); err != nil {
					t.Error(err)
				}
			}()
		} else if browser != browserOff {
			t.Skip("no browser on this machine")
		}
		site, err := c.Crawl(context.Background(), checks.Office{Home: s.URL})
		if err != nil {
			t.Fatal(err)
		}
		return site
	}
	t.Run("without", func(t *testing.T) {
		site := crawl(t, browserOff)
		if g := site.GapAt(site.Home); g == nil || g.Reason != checks.NeedsRender || site.Renderer || len(site.Pages) != 1 {
			t.Errorf("%+v, %d pages", g, len(site.Pages))
		}
	})
	t.Run("with", func(t *testing.T) {
		if testing.Short() {
			t.Skip("a browser takes long")
		}
		site := crawl(t, browserAuto)
		got := map[string]string{}
		for _, p := range site.Pages {
			got[strings.TrimPrefix(p.URL, s.URL)] = p.Content.Title
			if !p.Rendered {
				t.Errorf("%s was not drawn", p.URL)
			}
		}
		for at, title := range map[string]string{"/": "หน้า /", "/about": "หน้า /about", "/#/news": "หน้า /#/news"} {
			if got[at] != title {
				t.Errorf("%s is %q; pages %v", at, got[at], got)
			}
		}
		if len(site.Gaps) > 0 {
			t.Errorf("gaps %+v", site.Gaps)
		}
	})
}

func TestBrowserFlag(t *testing.T) {
	for value, want := range map[string]int{"auto": exitNoSite, "off": exitNoSite, filepath.Join(t.TempDir(), "chromium"): exitUsage, "": exitUsage} {
		var out, errs bytes.Buffer
		w := world{stdout: &out, stderr: &errs, version: "v1", now: time.Now, env: func(string) string { return "" }}
		code := run(t.Context(), w, realParts(), []string{"audit", "http://127.0.0.1:1/", "--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0",
			"--browser", value, "--out", filepath.Join(t.TempDir(), "out")})
		if code != want || want == exitUsage && !strings.Contains(errs.String(), "--browser auto") {
			t.Errorf("--browser %q: exit %d\n%s", value, code, errs.String())
		}
	}
}
