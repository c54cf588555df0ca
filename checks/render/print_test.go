package render_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/truatweb/truatweb/checks/render"
)

// TestPrint prints a page of our own: its text and what is laid at the margins are
// in the PDF, and nothing of it asks a network.
func TestPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes seconds: not in -short")
	}
	b, err := render.New(render.Options{})
	if errors.Is(err, render.ErrNoBrowser) {
		t.Skip("no Chromium here: whether pages are printed is not tested")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	page := `<!DOCTYPE html><html lang="th"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>t</title><body><img src="` + s.URL + `/a.png"><p>firstpage</p><p class="next">secondpage</p>`
	body, err := b.Print(t.Context(), []byte(page), `@page { @top-left { content: "above \22 all\22 " } @bottom-right { content: counter(page) " of " counter(pages) } } .next { break-before: page }`)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Fatalf("printed %q", body[:min(len(body), 20)])
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the page asked for %d things", n)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no Poppler here: what the PDF says is not tested")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"firstpage", "secondpage", `above "all"`, "2 of 2"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the PDF lacks %q:\n%s", want, out)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Print(ctx, []byte(page), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("after an interrupt: %v", err)
	}
}
