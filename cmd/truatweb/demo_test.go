package main

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/match"
	"github.com/truatweb/truatweb/checks/thai"
)

var hrefs = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

func fetch(t *testing.T, address string) (int, string, []byte) {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), body
}

// The example site is whole but for the one dead link it is meant to have, and
// says nothing of character sets.
func TestDemoSite(t *testing.T) {
	home, stop, err := serveDemo(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	queue, seen, dead, pages := []string{home}, map[string]bool{home: true}, []string{}, 0
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		status, contentType, body := fetch(t, address)
		if status != http.StatusOK {
			dead = append(dead, strings.TrimPrefix(address, home))
			continue
		}
		if strings.Contains(contentType, "charset") || contentType == "" {
			t.Errorf("%s is sent as %q", address, contentType)
		}
		if contentType != "text/html" {
			continue
		}
		pages++
		base, _ := url.Parse(address)
		for _, m := range hrefs.FindAllSubmatch(body, -1) {
			next, err := base.Parse(string(m[1]))
			if err != nil || next.Host != base.Host {
				continue
			}
			next.Fragment = ""
			if !seen[next.String()] {
				seen[next.String()] = true
				queue = append(queue, next.String())
			}
		}
	}
	if !slices.Equal(dead, []string{"files/report-2568.pdf"}) {
		t.Errorf("dead links: %v", dead)
	}
	if pages < 15 {
		t.Errorf("%d pages", pages)
	}
	_, _, old := fetch(t, home+"duties.html")
	if got := thai.Decode(old, "text/html"); got.Name != "windows-874" || !strings.Contains(got.Text, "อำนาจหน้าที่") {
		t.Errorf("duties.html reads as %s by %s", got.Name, got.By)
	}
}

// The real crawler sees the whole example site, keeps to loopback, and meets the
// one dead link.
func TestDemoSiteCrawled(t *testing.T) {
	home, stop, err := serveDemo(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	last := event{}
	nothing, _ := match.Compile(nil)
	c, err := newCrawler(&plan{maxPages: 100, maxTime: time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}, nothing, readers(), nil, nil, false, func(e event) { last = e })
	if err != nil {
		t.Fatal(err)
	}
	site, err := c.Crawl(context.Background(), checks.Office{Home: home})
	if err != nil {
		t.Fatal(err)
	}
	pages, _ := fs.Glob(demoFiles, "demo/www/*.html")
	filed, _ := fs.Glob(demoFiles, "demo/www/files/*.html")
	if want := len(pages) + len(filed); len(site.Pages) != want || site.Stopped != "" {
		t.Errorf("%d pages of %d, stopped %q", len(site.Pages), want, site.Stopped)
	}
	if last.pages != len(site.Pages) || last.documents != len(site.Documents) {
		t.Errorf("the last sign of life said %d and %d", last.pages, last.documents)
	}
	if g := site.GapAt(home + "files/report-2568.pdf"); g == nil || g.Reason != checks.DeadLink {
		t.Errorf("the dead link is %+v", g)
	}
	outside := 0
	for _, g := range site.Gaps {
		switch g.Reason {
		case checks.OutsideOnly:
			outside++
		case checks.DeadLink:
		default:
			t.Errorf("an unforeseen gap: %+v", g)
		}
	}
	if outside < 5 {
		t.Errorf("%d links left alone because of --only", outside)
	}
	if p, ok := site.Find(home + "duties.html").(*checks.Page); !ok || p.Charset.Name != "windows-874" {
		t.Errorf("duties.html is %+v", site.Find(home+"duties.html"))
	}
}
