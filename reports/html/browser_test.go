package html_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	stdhtml "html"

	"github.com/truatweb/truatweb/checks"
)

// probe is a page that looks at the report in frames of a phone's and a desk's
// width, from outside: the report itself stays as it is, under its own policy.
// It writes what it saw into its own text.
const probe = `<!DOCTYPE html><meta charset="utf-8"><title>probe</title><body>
<iframe id="phone" width="360" height="800" src="/report"></iframe>
<iframe id="open" width="360" height="800" src="/report"></iframe>
<iframe id="desk" width="1280" height="800" src="/report"></iframe>
<iframe id="aimed" width="390" height="800" src="/report#i-ops2563-1.5"></iframe>
<pre id="saw"></pre>
<script>
addEventListener("load", async () => {
  const saw = {};
  for (const f of document.querySelectorAll("iframe")) {
    const d = f.contentDocument, w = f.contentWindow, wide = d.documentElement.clientWidth;
    if (f.id === "open") d.querySelectorAll("details").forEach(x => x.open = true);
    await d.fonts.ready;
    const over = [...d.querySelectorAll("main *, header *")].filter(e => {
      const r = e.getBoundingClientRect();
      return r.width > 1 && r.right > wide + 1;
    }).map(e => e.tagName + "." + e.getAttribute("class") + " " + Math.round(e.getBoundingClientRect().right) + " " + e.textContent.trim().slice(0, 40));
    const aimed = d.querySelector(":target .body");
    saw[f.id] = {
      width: wide, scroll: d.documentElement.scrollWidth, over: over.slice(0, 5),
      fonts: [...d.fonts].filter(x => x.status === "loaded").map(x => x.weight + (x.unicodeRange.includes("E01") ? " thai" : " latin")),
      failed: [...d.fonts].filter(x => x.status === "error").length,
      styled: w.getComputedStyle(d.querySelector(".card")).borderTopWidth,
      shown: [...d.querySelectorAll("details .body")].filter(e => e.checkVisibility({contentVisibilityAuto: true})).length,
      bodies: d.querySelectorAll("details .body").length,
      aimed: !!aimed && aimed.checkVisibility({contentVisibilityAuto: true}) && aimed.getBoundingClientRect().height > 50,
      firstScreen: d.querySelector("#who").closest("section").getBoundingClientRect().bottom,
    };
  }
  document.getElementById("saw").textContent = JSON.stringify(saw);
});
</script>`

type sight struct {
	Width, Scroll float64
	Over, Fonts   []string
	Failed        int
	Styled        string
	Shown, Bodies int
	Aimed         bool
	FirstScreen   float64
}

// chromium runs a headless browser that can reach nothing but this machine.
func chromium(t *testing.T, args ...string) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds: not in -short")
	}
	at := slices.IndexFunc([]string{"chromium", "chromium-browser", "google-chrome", "chrome"}, func(name string) bool { _, err := exec.LookPath(name); return err == nil })
	if at < 0 {
		t.Skip("no Chromium here: how the page looks in a browser is not tested")
	}
	name := []string{"chromium", "chromium-browser", "google-chrome", "chrome"}[at]
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, name, append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir=" + t.TempDir()}, args...)...)
	cmd.WaitDelay = 5 * time.Second
	var faults strings.Builder
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("Chromium does not run here (%v): %s", err, faults.String())
	}
	return out
}

// heavy is the sample with texts that are hard to lay out.
func heavy(t *testing.T) *checks.Audit {
	t.Helper()
	a := sample(t)
	long := strings.Repeat("ยาวมากโดยไม่มีช่องว่าง", 30)
	address := "http://www.ssonongkha.example/" + strings.Repeat("x", 400) + "/แผน.pdf"
	a.Office.Name += " " + strings.Repeat("W", 80)
	a.Findings[0].Title = long
	a.Findings[0].Evidence[0].URL, a.Findings[0].Evidence[0].Quote, a.Findings[0].Evidence[0].Title = address, strings.Repeat("Q", 300), strings.Repeat("T", 200)
	a.Findings[0].Evidence[0].Path = []string{a.Office.Home, address, address}
	a.Findings[1].Advice = long
	a.Findings[1].ID = "1.2." + strings.Repeat("9", 60)
	a.Coverage.Gaps[0].URL, a.Coverage.Gaps[0].Label, a.Coverage.Gaps[0].Detail = address, long, strings.Repeat("D", 200)
	a.Coverage.Load[0].Host = strings.Repeat("h", 60) + ".example"
	return a
}

func TestInABrowser(t *testing.T) {
	for name, audit := range map[string]*checks.Audit{"sample": sample(t), "heavy": heavy(t)} {
		t.Run(name, func(t *testing.T) {
			raw := page(t, audit, "th")
			var mu sync.Mutex
			asked := map[string]int{}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				asked[r.URL.Path]++
				mu.Unlock()
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				switch r.URL.Path {
				case "/probe":
					fmt.Fprint(w, probe)
				case "/report":
					w.Write(raw)
				default:
					http.NotFound(w, r)
				}
			}))
			defer server.Close()
			dom := string(chromium(t, "--virtual-time-budget=15000", "--dump-dom", server.URL+"/probe"))
			m := regexp.MustCompile(`(?s)<pre id="saw">(.*?)</pre>`).FindStringSubmatch(dom)
			if m == nil || m[1] == "" {
				t.Fatalf("the browser saw nothing: %.2000s", dom)
			}
			saw := map[string]sight{}
			if err := json.Unmarshal([]byte(stdhtml.UnescapeString(m[1])), &saw); err != nil {
				t.Fatal(err)
			}
			for _, frame := range []string{"phone", "open", "desk", "aimed"} {
				s := saw[frame]
				if s.Width == 0 || s.Scroll > s.Width {
					t.Errorf("%s: %v px wide content on %v px", frame, s.Scroll, s.Width)
				}
				if len(s.Over) > 0 {
					t.Errorf("%s: reaches out at the right: %s", frame, strings.Join(s.Over, "\n"))
				}
				if s.Failed > 0 || len(s.Fonts) != 4 {
					t.Errorf("%s: %d fonts failed, loaded: %v", frame, s.Failed, s.Fonts)
				}
				if s.Styled != "4px" {
					t.Errorf("%s: the style does not hold under the policy", frame)
				}
			}
			if s := saw["phone"]; s.Shown != 0 || s.Bodies == 0 {
				t.Errorf("%d of %d items are open at first", s.Shown, s.Bodies)
			}
			if s := saw["open"]; s.Shown != s.Bodies {
				t.Errorf("%d of %d items are open when opened", s.Shown, s.Bodies)
			}
			if s := saw["aimed"]; name == "sample" && (!s.Aimed || s.Shown != 1) {
				t.Errorf("a link to an item shows it: %v, and %d items in all", s.Aimed, s.Shown)
			}
			if s := saw["desk"]; name == "sample" && s.FirstScreen > 720 {
				t.Errorf("who must act ends %v px down", s.FirstScreen)
			}
			for path := range asked {
				if path != "/probe" && path != "/report" && path != "/favicon.ico" {
					t.Errorf("the page fetched %s", path)
				}
			}
		})
	}
}

// TestPaperShowsEverything prints the page, and reads the paper: items that
// stand closed on the screen are open there.
func TestPaperShowsEverything(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, page(t, sample(t), "th"), 0o644); err != nil {
		t.Fatal(err)
	}
	paper := filepath.Join(dir, "report.pdf")
	chromium(t, "--no-pdf-header-footer", "--print-to-pdf="+paper, "file://"+file)
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here: what the paper says is not tested")
	}
	out, err := exec.CommandContext(t.Context(), tool, "-layout", paper, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	wants(t, "the paper", text, "9b1c5f0e3d7a8842b6c9d0e1f2031425364758697a8b9cadbecfd0e1f2031425", "http://www.ssonongkha.example/history.html", "/about.html", "HTTP 410", "1 / ")
	if pages := strings.Count(text, "\f"); pages < 5 || pages > 40 {
		t.Errorf("%d pages of paper", pages)
	}
	proofs := 0
	for _, f := range sample(t).Findings {
		for _, e := range f.Evidence {
			if e.SHA256 != "" {
				proofs++
			}
		}
	}
	if n := strings.Count(text, "SHA-256"); n != proofs || n == 0 {
		t.Errorf("%d of %d proofs stand on paper: some items are closed", n, proofs)
	}
}
