package wcag_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/render"
	"github.com/truatweb/truatweb/checks/wcag"
)

// window shows pages in a real browser that reaches this machine alone.
type window struct {
	*render.Browser
	fetch func(*http.Request) (*http.Response, error)
}

func (w window) Run(ctx context.Context, url, script string, width int) (json.RawMessage, []string, []string, error) {
	p, err := w.Browser.Run(ctx, render.Probe{Shell: render.Shell{URL: url, Fetch: w.fetch}, Script: script, Width: width, Height: 4000})
	return p.Value, p.Unstyled, p.Unseen, err
}

func newWindow(t testing.TB) window {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	tr := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if !strings.HasPrefix(address, "127.") {
			return nil, errors.New("not on this machine")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	t.Cleanup(tr.CloseIdleConnections)
	b, err := render.New(render.Options{})
	if errors.Is(err, render.ErrNoBrowser) {
		t.Skipf("no browser on this machine: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return window{b, tr.RoundTrip}
}

// directly is a page's own script that runs axe in the plainest way and leaves
// what it says in the page.
const directly = `<script src="/axe.min.js"></script><script>
addEventListener("load", () => setTimeout(async () => {
  const r = await axe.run({runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}});
  const count = (list) => Object.fromEntries(list.map(x => [x.id, x.nodes.length]));
  const e = document.createElement("script");
  e.type = "application/json"; e.id = "axe-said";
  e.textContent = JSON.stringify({failed: count(r.violations), unsure: count(r.incomplete)});
  document.body.append(e);
}, 600))
</script>`

// readBack waits for what the page's own script leaves.
const readBack = `(async () => {
  for (let i = 0; i < 200; i++) {
    const e = document.getElementById("axe-said");
    if (e) return JSON.parse(e.textContent);
    await new Promise(done => setTimeout(done, 100));
  }
  return null;
})()`

// serve serves the pages of testdata, each also with axe in it under /direct/.
func serve(t testing.TB) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, direct := strings.CutPrefix(r.URL.Path, "/direct/")
		name = strings.TrimPrefix(name, "/")
		switch {
		case name == "axe.min.js":
			http.ServeFile(w, r, filepath.Join("axe", "axe.min.js"))
		case name == "p.svg":
			w.Header().Set("Content-Type", "image/svg+xml")
			_, _ = io.WriteString(w, `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"/>`)
		case strings.HasSuffix(name, ".html"):
			body, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			if direct {
				body = []byte(strings.Replace(string(body), "</head>", directly+"</head>", 1))
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(body)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// measurement is what this test reads of what is kept with the site.
type measurement struct {
	Version string `json:"version"`
	Blind   checks.Reason
	Pages   []struct {
		URL   string
		Fault checks.Reason
	}
	Rules []struct {
		ID                     string
		Passed, Failed, Unsure int
		Faults                 []struct {
			Region, Path string
			N            int
			Pages        []int
		}
	}
}

func siteOf(base string, names ...string) *checks.Site {
	site := &checks.Site{Home: base + "/" + names[0], Renderer: true}
	for _, n := range names {
		site.Pages = append(site.Pages, &checks.Page{Fetched: checks.Fetched{URL: base + "/" + n}, Content: &checks.Content{Title: n}})
	}
	return site
}

func gather(t testing.TB, b wcag.Browser, site *checks.Site) (*wcag.Check, measurement) {
	t.Helper()
	c := wcag.New(wcag.Options{Browser: b, Now: func() time.Time { return time.Unix(1795000000, 0) }})
	raw, err := c.Gather(context.Background(), site, nil)
	if err != nil {
		t.Fatal(err)
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	var m measurement
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return c, m
}

var marked = regexp.MustCompile(`data-fault="([^"]+)"`)

// TestPlantedFaults plants the faults of WCAG's success criteria that a machine
// can find, and holds what the check reports against what axe reports when a page
// runs it by itself: the same rules, and the same number of elements.
func TestPlantedFaults(t *testing.T) {
	w, base := newWindow(t), serve(t)
	all := map[string]bool{}
	for _, name := range []string{"planted.html", "bare.html", "lang.html", "two.html", "sound.html"} {
		t.Run(name, func(t *testing.T) {
			value, _, _, err := w.Run(t.Context(), base+"/direct/"+name, readBack, 1280)
			if err != nil {
				t.Fatal(err)
			}
			var alone struct{ Failed, Unsure map[string]int }
			if err := json.Unmarshal(value, &alone); err != nil || string(value) == "null" {
				t.Fatalf("axe by itself said nothing: %s %v", value, err)
			}
			_, m := gather(t, w, siteOf(base, name))
			failed, unsure := map[string]int{}, map[string]int{}
			for _, r := range m.Rules {
				if r.Failed > 0 {
					failed[r.ID] = r.Failed
				}
				if r.Unsure > 0 {
					unsure[r.ID] = r.Unsure
				}
			}
			if d := cmp.Diff(alone.Failed, failed); d != "" {
				t.Errorf("faults (-axe by itself +the check):\n%s", d)
			}
			if d := cmp.Diff(alone.Unsure, unsure); d != "" {
				t.Errorf("undecided (-axe by itself +the check):\n%s", d)
			}
			body, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			planted := map[string]bool{}
			for _, mark := range marked.FindAllStringSubmatch(string(body), -1) {
				for _, id := range strings.Fields(mark[1]) {
					planted[id] = true
					if failed[id]+unsure[id] == 0 {
						t.Errorf("%s was planted and not found", id)
					}
					if failed[id] > 0 {
						all[id] = true
					}
				}
			}
			for id := range failed {
				if !planted[id] {
					t.Errorf("%s was found and not planted", id)
				}
			}
			t.Logf("planted %d rules; failed %d, undecided %v", len(planted), len(failed), slices.Sorted(maps.Keys(unsure)))
		})
	}
	t.Logf("%d rules found broken", len(all))
}

// TestEveryRuleHasATextOfItsOwn asks axe for its rules.
func TestEveryRuleHasATextOfItsOwn(t *testing.T) {
	w, base := newWindow(t), serve(t)
	value, _, _, err := w.Run(t.Context(), base+"/sound.html", wcag.Script()+"\n;axe.getRules(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])", 1280)
	if err != nil {
		t.Fatal(err)
	}
	var rules []struct {
		RuleID string
		Tags   []string
	}
	if err := json.Unmarshal(value, &rules); err != nil || len(rules) < 60 {
		t.Fatalf("%d rules, %v", len(rules), err)
	}
	known := map[string]bool{}
	for _, r := range rules {
		known[r.RuleID] = true
		criterion, texts := wcag.RuleText(r.RuleID)
		if len(texts) == 0 {
			t.Errorf("%s has no text", r.RuleID)
		} else if !slices.Contains(r.Tags, "wcag"+strings.ReplaceAll(criterion, ".", "")) {
			t.Errorf("%s is said to be of %s, and is of %v", r.RuleID, criterion, r.Tags)
		}
	}
	for _, id := range wcag.RuleIDs() {
		if !known[id] {
			t.Errorf("%s has a text and is no rule", id)
		}
	}
}

// BenchmarkPage takes the time of one page, its drawing included.
func BenchmarkPage(b *testing.B) {
	w, base := newWindow(b), serve(b)
	for _, name := range []string{"sound.html", "planted.html"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, m := gather(b, w, siteOf(base, name)); m.Pages[0].Fault != "" {
					b.Fatal(m.Pages[0].Fault)
				}
			}
		})
	}
}
