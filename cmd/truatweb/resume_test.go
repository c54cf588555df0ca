package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	reportjson "github.com/truatweb/truatweb/reports/json"
)

// countedSite is a small office's site that counts what it is asked and sent.
type countedSite struct {
	*httptest.Server
	mu    sync.Mutex
	asked int
	sent  int64
	delay time.Duration
	at    int // tell when so many were asked
	told  chan struct{}
}

// serveCounted serves some hundred pages.
func serveCounted(t *testing.T) *countedSite {
	t.Helper()
	s := &countedSite{delay: 2 * time.Millisecond}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

const countedProse = "สำนักงานสาธารณสุขอำเภอทดลอง จังหวัดตัวอย่าง มีหน้าที่ดูแลสุขภาพของประชาชนในอำเภอ ประสานงานกับโรงพยาบาลส่งเสริมสุขภาพตำบลทุกแห่ง "

func (s *countedSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	if s.asked++; s.at > 0 && s.asked >= s.at {
		s.at = 0
		close(s.told)
	}
	delay := s.delay
	s.mu.Unlock()
	time.Sleep(delay)
	var section rune
	var number int
	body := ""
	switch n, _ := fmt.Sscanf(r.URL.Path, "/%c/p%d.html", &section, &number); {
	case r.URL.Path == "/":
		body = "<title>สำนักงานสาธารณสุขอำเภอทดลอง</title><nav>"
		for i := range 16 {
			body += fmt.Sprintf(`<a href="/%c/p0.html">ส่วนที่ %d</a>`, 'a'+i, i)
		}
		body += "</nav><h1>สำนักงานสาธารณสุขอำเภอทดลอง</h1><p>" + countedProse
	case n == 2 && section < 'a'+16 && number < 7:
		body = fmt.Sprintf("<title>เรื่อง %c.%d</title><h1>ประกาศเรื่องที่ %d ของส่วนที่ %c</h1><p>%s<p>ฉบับที่ %d", section, number, number, section, strings.Repeat(countedProse, 4), int(section)*100+number)
		for i := range 7 {
			body += fmt.Sprintf(`<a href="/%c/p%d.html">เรื่องที่ %d ของส่วนที่ %c</a> `, section, i, i, section)
		}
	default:
		http.NotFound(w, r)
		return
	}
	tag := fmt.Sprintf(`"%d"`, len(body))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Etag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	n, _ := io.WriteString(w, body)
	s.mu.Lock()
	s.sent += int64(n)
	s.mu.Unlock()
}

// reaches gives what is closed once so many requests have come in all.
func (s *countedSite) reaches(n int) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = make(chan struct{})
	if s.at = n; s.asked >= n {
		s.at = 0
		close(s.told)
	}
	return s.told
}

func (s *countedSite) counts() (asked int, sent int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked, s.sent
}

// program is the real program as a process of its own, in a folder.
func program(ctx context.Context, dir string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Args = append([]string{"truatweb"}, args...) // TestMain knows it by this name
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TRUATWEB_LANG=th", "TMPDIR="+dir)
	out := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out
}

// auditArgs are those of an audit of a served site, offline but for it.
func auditArgs(home string, more ...string) []string {
	return append([]string{"audit", home, "--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0", "--browser", "off", "--ocr", "off",
		"--standards", "ops2563", "--as-of", "2026-06-15", "--format", "json", "--since", "off"}, more...)
}

// recordAt reads an audit, without what names the run.
func recordAt(t *testing.T, dir string) *checks.Audit {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "audit.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	a, err := reportjson.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// found is what an audit says, apart from when it was and what it cost.
func found(t *testing.T, a *checks.Audit) string {
	t.Helper()
	b := *a
	b.SeenAt, b.EndedAt, b.Coverage.Load = time.Time{}, time.Time{}, nil
	b.Coverage.Gaps = slices.Clone(b.Coverage.Gaps)
	for i := range b.Coverage.Gaps {
		b.Coverage.Gaps[i].At = time.Time{}
	}
	b.Findings = slices.Clone(b.Findings)
	for i := range b.Findings {
		f := &b.Findings[i]
		f.Evidence = slices.Clone(f.Evidence)
		for k := range f.Evidence {
			f.Evidence[k].SeenAt = time.Time{}
		}
	}
	out, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// Killed six times at any moment, the same command ends with what an undisturbed
// run says, and asks the site for hardly anything twice.
func TestKilledAgainAndAgain(t *testing.T) {
	s := serveCounted(t)
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd, out := program(ctx, dir, auditArgs(s.URL+"/", "-o", "whole")...)
	if err := cmd.Run(); err != nil {
		t.Fatalf("undisturbed: %v\n%s", err, out)
	}
	whole, _ := s.counts()
	seed := rand.Uint64()
	rnd := rand.New(rand.NewPCG(seed, 1))
	killed := 0
	for n := range 6 {
		before, _ := s.counts()
		kill := s.reaches(max(before+1, whole+(n+1)*whole/8+rnd.IntN(5)))
		cmd, out := program(ctx, dir, auditArgs(s.URL+"/")...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-kill:
			time.Sleep(time.Duration(rnd.IntN(4000)) * time.Microsecond)
			_ = cmd.Process.Kill() // it may have ended
			<-ended
			killed++
		case err := <-ended:
			t.Fatalf("seed %d: the run ended by itself: %v\n%s", seed, err, out)
		}
	}
	folders, _ := filepath.Glob(filepath.Join(dir, "report-*"))
	if len(folders) != 1 || killed != 6 {
		t.Fatalf("seed %d: killed %d times, folders %v", seed, killed, folders)
	}
	if _, err := os.Stat(filepath.Join(folders[0], "audit.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a killed run left a report: %v", err)
	}
	cmd, out = program(ctx, dir, auditArgs(s.URL+"/")...)
	if err := cmd.Run(); err != nil {
		t.Fatalf("seed %d: the last run: %v\n%s", seed, err, out)
	}
	all, _ := s.counts()
	again := all - 2*whole
	t.Logf("seed %d: %d requests undisturbed, %d again after six kills", seed, whole, again)
	if again*10 > whole {
		t.Errorf("seed %d: %d of %d requests were made again\n%s", seed, again, whole, out)
	}
	if !strings.Contains(out.String(), "ทำต่อจากที่ค้าง") {
		t.Errorf("it does not say that it goes on:\n%s", out)
	}
	if diff := cmp.Diff(found(t, recordAt(t, filepath.Join(dir, "whole"))), found(t, recordAt(t, folders[0]))); diff != "" {
		t.Errorf("seed %d: another result:\n%s", seed, diff)
	}
	names, err := os.ReadDir(folders[0])
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, n := range names {
		left = append(left, n.Name())
	}
	if !slices.Equal(left, []string{"audit.json", indexFile, tapeFile}) {
		t.Errorf("left in the folder: %v", left)
	}
	cmd, out = program(ctx, dir, "judge", folders[0], "--standards", "ops2563", "--format", "json", "--ocr", "off", "-o", "judged")
	if err := cmd.Run(); err != nil {
		t.Fatalf("judging: %v\n%s", err, out)
	}
	if diff := cmp.Diff(recordAt(t, folders[0]), recordAt(t, filepath.Join(dir, "judged"))); diff != "" {
		t.Errorf("judged again, it is another result:\n%s", diff)
	}
	if after, _ := s.counts(); after != all {
		t.Errorf("judging asked the site %d times", after-all)
	}
}

// A run that is told to stop ends soon with a report that says so, and the same
// command goes on with it; --fresh does not.
func TestStoppedAndGoneOnWith(t *testing.T) {
	s := serveCounted(t)
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	s.delay = 20 * time.Millisecond
	cmd, out := program(ctx, dir, auditArgs(s.URL+"/")...)
	reached := s.reaches(20)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	began := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the code tells
	if code := cmd.ProcessState.ExitCode(); code != exitStopped {
		t.Errorf("it ended with %d, want %d\n%s", code, exitStopped, out)
	}
	if took := time.Since(began); took > 15*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	folders, _ := filepath.Glob(filepath.Join(dir, "report-*"))
	if len(folders) != 1 {
		t.Fatalf("folders: %v\n%s", folders, out)
	}
	if want := "สั่งคำสั่งเดิมภายใน 24 ชั่วโมงเพื่อทำต่อ"; !strings.Contains(out.String(), want) {
		t.Errorf("it does not say %q:\n%s", want, out)
	}
	if a := recordAt(t, folders[0]); a.Coverage.StoppedBy != "person" || a.Coverage.FloorMet {
		t.Errorf("the report says %q, floor met %v", a.Coverage.StoppedBy, a.Coverage.FloorMet)
	}
	stopped, _ := s.counts()
	s.delay = 0
	judged, out := program(ctx, dir, "judge", folders[0], "--standards", "ops2563", "--format", "json", "--ocr", "off", "-o", "judged")
	if err := judged.Run(); err != nil {
		t.Fatalf("judging what was stopped: %v\n%s", err, out)
	}
	if diff := cmp.Diff(found(t, recordAt(t, folders[0])), found(t, recordAt(t, filepath.Join(dir, "judged")))); diff != "" {
		t.Errorf("judged again, what was stopped is another result:\n%s", diff)
	}
	cmd, out = program(ctx, dir, auditArgs(s.URL+"/")...)
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all, _ := s.counts()
	if a := recordAt(t, folders[0]); a.Coverage.StoppedBy != "" || a.Coverage.Pages != 113 {
		t.Errorf("gone on with: stopped by %q, %d pages\n%s", a.Coverage.StoppedBy, a.Coverage.Pages, out)
	}
	cmd, out = program(ctx, dir, auditArgs(s.URL+"/", "-o", "fresh", "--fresh")...)
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	fresh, _ := s.counts()
	if once := fresh - all; all > once+2 || stopped < 20 {
		t.Errorf("%d requests in two parts, the first of %d; %d at once", all, stopped, once)
	}
}
