package render

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
)

// helperDir names the variable by which the test program is told to be a run
// that gets killed: it holds the folder for its profile.
const helperDir = "TRUATWEB_RENDER_HELPER"

// helper starts a browser, says so, and waits to be killed.
func helper() {
	b, err := New(Options{TempDir: os.Getenv(helperDir)})
	if err == nil {
		_, err = b.Render(context.Background(), Shell{URL: "http://127.0.0.1:1/", Body: []byte("<p>" + prose)})
	}
	fmt.Println("ready", err)
	select {}
}

// processesOf lists the processes that name a folder on their command line.
func processesOf(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range all {
		if line, err := os.ReadFile(f); err == nil && strings.Contains(string(line), dir) {
			out = append(out, filepath.Base(filepath.Dir(f))+" "+strings.ReplaceAll(string(line), "\x00", " "))
		}
	}
	return out
}

func gone(t *testing.T, dir string) {
	t.Helper()
	var left []string
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if left = processesOf(t, dir); len(left) == 0 {
			return
		}
	}
	t.Errorf("still running: %.200q", left)
}

func TestTheBrowserDiesWithUs(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ties a process to its parent")
	}
	newBrowser(t, nil) // is there one?
	dir := shortDir(t)
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), helperDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready <nil>\n" {
		t.Errorf("%q, %v", line, err)
	}
	if len(processesOf(t, dir)) == 0 {
		t.Error("no browser was started")
	}
	left := func() int {
		e, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(e)
	}
	clearProfiles(dir)
	if left() != 1 {
		t.Error("the profile of a living run was removed")
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait()
	gone(t, dir)
	if left() != 1 {
		t.Error("no profile was left by the killed run")
	}
	clearProfiles(dir)
	if left() != 0 {
		t.Error("the profile of the killed run is still there")
	}
}

func TestForeignFoldersAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"truatweb-browserish", "other", profilePrefix + "young"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(dir, filepath.Join(dir, profilePrefix+"link")); err != nil {
		t.Fatal(err)
	}
	clearProfiles(dir)
	if e, _ := os.ReadDir(dir); len(e) != 4 {
		t.Errorf("%v are left", e)
	}
}

// The page asks for something while it is drawn, and that is when it happens.
func during(t *testing.T, b *Browser, what func()) (Drawn, error) {
	t.Helper()
	s := serve(t, map[string]string{"/": drawing(`fetch("/now")`)})
	sh := s.shell("/")
	fetch := sh.Fetch
	sh.Fetch = func(req *http.Request) (*http.Response, error) { what(); return fetch(req) }
	return b.Render(t.Context(), sh)
}

func TestCrashes(t *testing.T) {
	b := newBrowser(t, nil)
	mustStillWork(t, b)
	before := b.proc
	_, err := during(t, b, func() {
		go func() {
			_ = tell(before.ctx, before.tab, page.Navigate, page.NavigateParams{URL: "chrome://crash"})
		}()
	})
	if err == nil || !strings.Contains(err.Error(), "crash") {
		t.Errorf("a crash of the tab: %v", err)
	}
	mustStillWork(t, b)
	if b.proc == before {
		t.Error("the browser was not replaced")
	}
	killed := b.proc
	if _, err := during(t, b, func() { killGroup(killed.pid()) }); err == nil || errors.Is(err, ErrNoBrowser) {
		t.Errorf("the browser was killed: %v", err)
	}
	mustStillWork(t, b)
	killGroup(b.proc.pid()) // between pages
	<-b.proc.ctx.Done()
	mustStillWork(t, b)
}

func TestClosing(t *testing.T) {
	dir := shortDir(t)
	b := newBrowser(t, func(o *Options) { o.TempDir = dir })
	mustStillWork(t, b)
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if runtime.GOOS == "linux" {
		gone(t, dir)
	}
	if _, err := b.Render(t.Context(), Shell{URL: "http://127.0.0.1:1/"}); err == nil {
		t.Error("a closed browser draws")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

func TestNoBrowser(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "chromium")
	if _, err := New(Options{Path: missing}); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("a program that is not there: %v", err)
	}
	if _, err := Find(t.Context(), missing); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("finding what is not there: %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	// A stand-in, such as tells how to install the real one.
	if err := os.WriteFile(missing, []byte("#!/bin/sh\necho 'Command requires the chromium package.' >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if f, err := Find(t.Context(), missing); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("a stand-in: %v %v", f, err)
	}
	b, err := New(Options{Path: missing, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	for i := range 3 {
		_, err = b.Render(t.Context(), Shell{URL: "http://127.0.0.1:1/"})
		if err == nil || errors.Is(err, ErrNoBrowser) != (i > 0) {
			t.Errorf("try %d: %v", i+1, err)
		}
	}
}

func TestFind(t *testing.T) {
	newBrowser(t, nil)
	f, err := Find(t.Context(), "")
	if err != nil || !strings.ContainsAny(f.Version, "0123456789") || strings.ContainsAny(f.Version, "\n/") {
		t.Errorf("%+v, %v", f, err)
	}
	if g, err := Find(t.Context(), f.Path); err != nil || g != f {
		t.Errorf("%+v, %v", g, err)
	}
}
