package cockpit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	stdhtml "html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// probe uses the page as a person does, from outside its frame, and writes what
// it saw into its own text.
const probe = `<!DOCTYPE html><meta charset="utf-8"><body><iframe id="f" width="1400" height="900" src="/page"></iframe><pre id="saw"></pre>
<script>
addEventListener("load", async () => {
  const f = document.getElementById("f"), d = f.contentDocument, w = f.contentWindow, $ = (id) => d.getElementById(id);
  await d.fonts.ready;
  const rows = [...$("rows").rows];
  const shown = () => rows.filter((r) => r.checkVisibility()).length;
  const put = (el, value) => { el.value = value; el.dispatchEvent(new w.Event("input", {bubbles: true})); };
  const saw = {wide: d.documentElement.clientWidth, scroll: d.documentElement.scrollWidth, all: shown()};
  put($("text"), "10003"); saw.code = shown();
  $("reset").click(); saw.reset = shown();
  put($("kind"), "apart"); saw.apart = shown(); saw.said = $("shown").textContent;
  put($("kind"), "fit"); saw.fit = shown();
  const lack = [...$("lack").options].find((o) => o.text.startsWith("10.1 "));
  put($("lack"), lack.value); saw.lack = shown();
  $("reset").click();
  put(d.querySelector('[data-pick="tag"]'), "เกาะ"); saw.tag = shown();
  $("reset").click();
  saw.cells = rows[0].cells.length;
  put($("standard"), "1"); saw.other = rows[0].cells.length; saw.heads = $("items").cells.length;
  put($("standard"), "0"); saw.back = rows[0].cells.length;
  rows[0].cells[5].dispatchEvent(new w.PointerEvent("pointerover", {bubbles: true}));
  saw.told = $("told").textContent;
  document.getElementById("saw").textContent = JSON.stringify(saw);
});
</script>`

// chromium runs a headless browser that can reach nothing but this machine.
func chromium(t *testing.T, args ...string) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds: not in -short")
	}
	name, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no Chromium here: the filters are not tested")
	}
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, name, append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir=" + t.TempDir()}, args...)...)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("Chromium does not run here: %v", err)
	}
	return out
}

func TestFiltersInABrowser(t *testing.T) {
	c := made(t, 30)
	var raw bytes.Buffer
	if err := c.WriteHTML(&raw); err != nil {
		t.Fatal(err)
	}
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
		case "/page":
			_, _ = w.Write(raw.Bytes())
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	dom := string(chromium(t, "--virtual-time-budget=15000", "--dump-dom", server.URL+"/probe"))
	m := regexp.MustCompile(`(?s)<pre id="saw">(.*?)</pre>`).FindStringSubmatch(dom)
	if m == nil || m[1] == "" {
		t.Fatalf("the browser saw nothing: %.1500s", dom)
	}
	var saw struct {
		Wide, Scroll, All, Code, Reset, Apart, Fit, Lack, Tag, Cells, Other, Heads, Back int
		Said, Told                                                                       string
	}
	if err := json.Unmarshal([]byte(stdhtml.UnescapeString(m[1])), &saw); err != nil {
		t.Fatal(err)
	}
	fit, lacks, tagged := 0, 0, 0
	for i := range c.Offices {
		o := &c.Offices[i]
		if o.Tags[0] == "เกาะ" {
			tagged++
		}
		if !o.Comparable {
			continue
		}
		fit++
		for n, it := range c.Standards[0].Items {
			if it.ID == "10.1" && strings.Contains("absent partial wrong_period unreachable", string(o.Verdicts[0][n])) {
				lacks++
			}
		}
	}
	if saw.All != 30 || saw.Code != 1 || saw.Reset != 30 || saw.Fit != fit || saw.Apart != 30-fit || saw.Lack != lacks || lacks == 0 || saw.Tag != tagged {
		t.Errorf("%+v, want %d comparable, %d that lack 10.1, %d islands", saw, fit, lacks, tagged)
	}
	if !strings.Contains(saw.Said, fmt.Sprint(30-fit)) || !strings.Contains(saw.Told, c.Standards[0].Items[2].Title) {
		t.Errorf("said %q and %q", saw.Said, saw.Told)
	}
	if lead := saw.Cells - len(c.Standards[0].Items); saw.Other != lead+len(c.Standards[1].Items) || saw.Heads != len(c.Standards[1].Items) || saw.Back != saw.Cells {
		t.Errorf("cells %d, %d, %d", saw.Cells, saw.Other, saw.Back)
	}
	if saw.Scroll > saw.Wide {
		t.Errorf("%d px wide content on %d px", saw.Scroll, saw.Wide)
	}
	for path := range asked {
		if path != "/probe" && path != "/page" && path != "/favicon.ico" {
			t.Errorf("the page fetched %s", path)
		}
	}
}

// TestPaper prints the page and reads the paper.
func TestPaper(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext here: what the paper says is not tested")
	}
	c := made(t, 30)
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.WriteHTML(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	chromium(t, "--no-pdf-header-footer", "--print-to-pdf="+filepath.Join(dir, "page.pdf"), "file://"+f.Name())
	out, err := exec.CommandContext(t.Context(), tool, "-layout", filepath.Join(dir, "page.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	for _, want := range []string{"10029", "http://127.1.0.9/", "http://old.example.go.th/itaform.pdf"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper lacks %q", want)
		}
	}
	if pages := strings.Count(text, "\f"); pages > 10 {
		t.Errorf("%d pages of paper for 30 offices", pages)
	}
}
