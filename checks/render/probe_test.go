package render

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func drawnAs(t *testing.T, b *Browser, p Probe) Probed {
	t.Helper()
	got, err := b.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestRunSeesThePageAsVisitorsDo: styled, in the window asked for, and asked for
// from its own server where the crawl kept no body.
func TestRunSeesThePageAsVisitorsDo(t *testing.T) {
	b := newBrowser(t, nil)
	s := serve(t, map[string]string{
		"/": `<!doctype html><title>หน้า</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/a.css"><p id="p">` + prose +
			`</p><img id="i" src="/1.svg"><img src="/2.svg"><img src="/3.svg">`,
		"/bare":  `<!doctype html><title>หน้า</title><p>` + prose,
		"/a.css": `@import "/b.css"; #p { color: rgb(1, 2, 3) }`, "/b.css": `body { margin: 7px }`,
	})
	for _, at := range []string{"/1.svg", "/2.svg", "/3.svg"} {
		s.on[at] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/svg+xml")
			_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="20"/>`))
		}
	}
	const script = `(async () => { await new Promise(f => setTimeout(f, 0)); return [getComputedStyle(p).color, getComputedStyle(document.body).margin, i.naturalWidth, document.documentElement.clientWidth] })()`
	for _, c := range []struct {
		width    int
		phone    bool
		pictures int
		want     string
		lacks    []string
	}{
		{1280, false, 2, `["rgb(1, 2, 3)","7px",900,1280]`, []string{"/3.svg"}},
		{360, true, 0, `["rgb(1, 2, 3)","7px",900,360]`, nil},
		{360, true, -1, `["rgb(1, 2, 3)","7px",900,360]`, nil}, // all of it is known by now
	} {
		got := drawnAs(t, b, Probe{Shell: Shell{URL: s.URL + "/", Fetch: s.fetch}, Script: script, Width: c.width, Height: 800, Phone: c.phone, Pictures: c.pictures})
		for i := range got.Unseen {
			got.Unseen[i] = strings.TrimPrefix(got.Unseen[i], s.URL)
		}
		if string(got.Value) != c.want || !slices.Equal(got.Unseen, c.lacks) || len(got.Unstyled) > 0 || got.Final != s.URL+"/" {
			t.Errorf("%d: %s, lacks %v, %+v", c.width, got.Value, got.Unseen, got)
		}
	}
	for at, most := range map[string]int{"/": 1, "/a.css": 1, "/b.css": 1, "/1.svg": 1} {
		if n := s.count(at); n != most {
			t.Errorf("%s was asked for %d times, want %d", at, n, most)
		}
	}
	// A phone makes room for a page that does not declare how wide it is.
	wide := drawnAs(t, b, Probe{Shell: Shell{URL: s.URL + "/bare", Fetch: s.fetch}, Script: `document.documentElement.clientWidth`, Width: 360, Height: 800, Phone: true})
	if string(wide.Value) != "980" || wide.Status != http.StatusOK {
		t.Errorf("without a declaration the page is %s wide, status %d", wide.Value, wide.Status)
	}
	// Pages of the crawl are drawn as before: unstyled, in a window of their own.
	d := render(t, b, Shell{URL: s.URL + "/", Body: []byte(s.pages["/"] + `<script>document.title = getComputedStyle(p).color + innerWidth</script>`), Header: http.Header{"Content-Type": {"text/html"}}, Fetch: s.fetch})
	if !strings.Contains(string(d.HTML), "<title>rgb(0, 0, 0)1280</title>") {
		t.Errorf("%s", d.HTML)
	}
}

func TestRunFails(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Limit = 2 * time.Second })
	s := serve(t, map[string]string{"/": drawing(""), "/css": `<link rel="stylesheet" href="/no.css">` + drawing(""),
		"/alerts": drawing(`for (;;) alert(1)`), "/stays": drawing(`onunload = () => { for (;;) {} }`)})
	refuse := func(req *http.Request) (*http.Response, error) {
		if at := req.URL.Path; strings.HasSuffix(at, ".css") || strings.HasSuffix(at, "/refused") {
			return nil, errors.New("not today")
		}
		return s.fetch(req)
	}
	for name, c := range map[string]struct {
		at, script, err string
		status          int
		lacks           int
	}{
		"a script that throws":      {at: "/", script: `null.x`, err: "Uncaught"},
		"a page that may not be":    {at: "/refused", script: `1`, err: "not today"},
		"a page that is not there":  {at: "/gone", script: `1`, status: 404},
		"a style sheet not allowed": {at: "/css", script: `1`, status: 200, lacks: 1},
		"a page of alerts":          {at: "/alerts", script: `1`, err: "the page's script does not end"},
		"a page that stays":         {at: "/stays", script: `1`, status: 200},
		"a value too long":          {at: "/", script: `"ก".repeat(2000000)`, err: "longer"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a page is not waited for as long as for its turns
			defer cancel()
			got, err := b.Run(ctx, Probe{Shell: Shell{URL: s.URL + c.at, Fetch: refuse}, Script: c.script, Width: 1000, Height: 800})
			switch {
			case c.err != "":
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("%v, want %q", err, c.err)
				}
			case err != nil:
				t.Error(err)
			case got.Status != c.status || len(got.Unstyled) != c.lacks || !json.Valid(got.Value):
				t.Errorf("%+v", got)
			}
		})
	}
	if n := s.count("/no.css") + s.count("/refused"); n > 0 {
		t.Errorf("%d requests that were refused came", n)
	}
}
