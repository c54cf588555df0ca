package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

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
