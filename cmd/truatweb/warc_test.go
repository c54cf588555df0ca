package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// do runs the real program as a process of its own and gives its exit code and
// what it said.
func do(t *testing.T, dir string, args ...string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd, out := program(ctx, dir, args...)
	_ = cmd.Run() // the code tells
	return cmd.ProcessState.ExitCode(), out.String()
}

// must runs it and wants success.
func must(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, out := do(t, dir, args...)
	if code != exitDone {
		t.Fatalf("%v: exit %d\n%s", args, code, out)
	}
	return out
}

// The example site, which has files of all kinds and faults, is judged from its
// record to the same bytes as it was audited, with nothing left to ask.
func TestJudgedAsAudited(t *testing.T) {
	home, stop, err := serveDemo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	must(t, dir, "audit", home, "--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0", "--browser", "off", "--as-of", "2026-06-15", "--format", "json,html", "-o", "audited")
	stop()
	for _, again := range []string{"first", "second"} {
		out := must(t, dir, "judge", "audited", "--format", "json,html", "-o", again)
		if !strings.Contains(out, "ไม่ต่อเครือข่าย") {
			t.Errorf("it does not say so: %s", out)
		}
		for _, name := range []string{"audit.json", "report.html"} {
			a, err := os.ReadFile(filepath.Join(dir, "audited", name))
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(filepath.Join(dir, again, name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a, b) {
				t.Errorf("%s: %s differs from the audit's", again, name)
			}
		}
	}
	// Another day and other rules, by the same record.
	must(t, dir, "judge", "audited/site.warc.gz", "--format", "json", "--standards", "oia2540", "--as-of", "2025-01-15", "-o", "other")
	if a := recordAt(t, filepath.Join(dir, "other")); a.AsOf != "2025-01-15" || a.FiscalYear != 2568 || len(a.Standards) != 1 || a.Coverage.Pages == 0 {
		t.Errorf("judged for %s, %d, by %d standards, of %d pages", a.AsOf, a.FiscalYear, len(a.Standards), a.Coverage.Pages)
	}
}

// What is collected has no reports, and is judged as if audited.
func TestCollectThenJudge(t *testing.T) {
	s := serveCounted(t)
	dir := t.TempDir()
	out := must(t, dir, "collect", s.URL+"/", "--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0", "--browser", "off", "-o", "kept")
	if !strings.Contains(out, "113 หน้า") || !strings.Contains(out, "truatweb judge kept/site.warc.gz") {
		t.Errorf("collect says %s", out)
	}
	names, err := os.ReadDir(filepath.Join(dir, "kept"))
	if err != nil || len(names) != 2 || names[0].Name() != indexFile || names[1].Name() != tapeFile {
		t.Errorf("kept: %v, %v", names, err)
	}
	s.Close()
	must(t, dir, "judge", "kept", "--format", "json", "--standards", "ops2563", "-o", "judged")
	if a := recordAt(t, filepath.Join(dir, "judged")); a.Coverage.Pages != 113 || !a.Coverage.FloorMet {
		t.Errorf("judged: %+v", a.Coverage)
	}
}

// Two runs of one audit do not trample each other, with folders named by
// themselves or not: the second is refused at once.
func TestTwoRunsOfOneOffice(t *testing.T) {
	s := serveCounted(t)
	s.delay = 100 * time.Millisecond
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	first, _ := program(ctx, dir, auditArgs(s.URL+"/")...)
	reached := s.reaches(5)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	began := time.Now()
	code, out := do(t, dir, auditArgs(s.URL+"/")...)
	if took := time.Since(began); code != exitLocked || took > 10*time.Second {
		t.Errorf("the second run: exit %d after %s\n%s", code, took, out)
	}
	_ = first.Process.Kill()
	_ = first.Wait() // killed
	s.mu.Lock()
	s.delay = 0
	s.mu.Unlock()
	must(t, dir, auditArgs(s.URL+"/")...) // a lock of the dead is none
	if folders, _ := filepath.Glob(filepath.Join(dir, "report-*")); len(folders) != 1 {
		t.Errorf("folders: %v", folders)
	}
}

// A disk that fills up ends the crawl with its cause and place; what was kept is
// whole and gone on with once there is room.
func TestNoRoomForTheRecord(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("sizes of files cannot be limited here")
	}
	noise := make([]byte, 7<<19)
	rnd := rand.NewChaCha8([32]byte{1})
	_, _ = rnd.Read(noise) // never fails
	var asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, "<title>หน้าแรก</title><h1>หน้าแรก</h1><p>"+countedProse+`<a href="/a.pdf">ไฟล์หนึ่ง</a><a href="/b.pdf">ไฟล์สอง</a><a href="/c.pdf">ไฟล์สาม</a>`)
		case "/a.pdf", "/b.pdf", "/c.pdf":
			_, _ = w.Write(append([]byte("%PDF-1.4\n"+r.URL.Path), noise...))
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd, out := program(ctx, dir, auditArgs(s.URL+"/", "-o", "o")...)
	link := filepath.Join(dir, "truatweb")
	if err := os.Symlink(os.Args[0], link); err != nil {
		t.Fatal(err)
	}
	// Some 4.5 MB, or 9 where the shell counts in other blocks.
	limited := exec.CommandContext(ctx, "sh", append([]string{"-c", `ulimit -f 9000 && exec "$0" "$@"`, link}, cmd.Args[1:]...)...)
	limited.Dir, limited.Env, limited.Stdout, limited.Stderr = cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr
	err := limited.Run()
	if code := limited.ProcessState.ExitCode(); code != exitFailed {
		t.Fatalf("exit %d, %v\n%s", code, err, out)
	}
	for _, want := range []string{filepath.Join("o", tapeOpen), "file too large", "สั่งคำสั่งเดิมเพื่อทำต่อ"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	for _, name := range []string{tapeFile, indexFile, "audit.json"} {
		if _, err := os.Stat(filepath.Join(dir, "o", name)); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	before := asked.Load()
	more := must(t, dir, auditArgs(s.URL+"/", "-o", "o")...)
	if a := recordAt(t, filepath.Join(dir, "o")); a.Coverage.Documents != 3 || a.Coverage.StoppedBy != "" || !strings.Contains(more, "ทำต่อจากที่ค้าง") {
		t.Errorf("gone on with: %+v\n%s", a.Coverage, more)
	}
	if again := asked.Load() - before; again > 5 { // the file that did not fit, one that had not been asked for, and what is measured
		t.Errorf("%d requests were made again", again)
	}
}

// A run under other orders, or long after, does not go on with an interrupted
// one, and says why.
func TestBegunAnew(t *testing.T) {
	s := serveCounted(t)
	s.delay = 20 * time.Millisecond
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd, _ := program(ctx, dir, auditArgs(s.URL+"/", "-o", "o")...)
	reached := s.reaches(10)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // killed
	open := filepath.Join(dir, "o", tapeOpen)
	kept, err := os.ReadFile(open)
	if err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	s.delay = 0
	s.mu.Unlock()
	for name, c := range map[string]struct {
		file []byte
		args []string
		want string
	}{
		"other limits": {kept, []string{"--max-pages", "5"}, "สั่งไม่เหมือนครั้งนั้น"},
		"unreadable":   {[]byte("nonsense"), nil, "อ่านส่วนที่ค้างไม่ได้"},
		"cut":          {kept[:len(kept)-7], nil, "ทำต่อจากที่ค้าง"},
	} {
		if err := os.WriteFile(open, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := must(t, dir, auditArgs(s.URL+"/", append(c.args, "-o", "o")...)...); !strings.Contains(out, c.want) {
			t.Errorf("%s: it does not say %q:\n%s", name, c.want, out)
		}
	}
}

// What has not changed since the last audit beside the output is not sent again.
func TestSinceLastTime(t *testing.T) {
	s := serveCounted(t)
	dir := t.TempDir()
	args := auditArgs(s.URL + "/")
	args = args[:len(args)-2] // without --since off
	must(t, dir, append(args, "-o", "first")...)
	_, once := s.counts()
	must(t, dir, append(args, "-o", "second", "--since", "first")...)
	_, twice := s.counts()
	must(t, dir, args...)
	must(t, dir, args...) // finds the one before by itself
	// What is measured apart from the crawl asks for the home page as ever.
	if _, all := s.counts(); twice-once > once/50 || all-twice > once+once/50 {
		t.Errorf("sent %d bytes, then %d and %d in all", once, twice, all)
	}
	first := found(t, recordAt(t, filepath.Join(dir, "first")))
	folders, _ := filepath.Glob(filepath.Join(dir, "report-*"))
	if len(folders) != 2 {
		t.Fatalf("folders: %v", folders)
	}
	for _, f := range append(folders, filepath.Join(dir, "second")) {
		if found(t, recordAt(t, f)) != first {
			t.Errorf("%s: another result", f)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, "first")); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "judge", "second", "--standards", "ops2563", "--format", "json", "--ocr", "off", "-o", "judged")
	if found(t, recordAt(t, filepath.Join(dir, "judged"))) != first {
		t.Error("the second record alone gives another result")
	}
}

// A file that wget made is judged; what it lacks is never called absent.
func TestJudgeWget(t *testing.T) {
	wget, err := exec.LookPath("wget")
	if err != nil {
		t.Skip("wget is not installed")
	}
	s := serveCounted(t)
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, wget, "--no-config", "--no-proxy", "-q", "-r", "-l", "5", "--warc-file=site", s.URL+"/")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	t.Logf("wget: %v %s", err, out) // a missing robots.txt alone makes it fail
	s.Close()
	said := must(t, dir, "judge", "site.warc.gz", "--standards", "ops2563", "--format", "json", "-o", "o")
	a := recordAt(t, filepath.Join(dir, "o"))
	if a.Office.Home != s.URL+"/" || a.Coverage.Pages != 113 || !a.Coverage.FloorMet || a.Office.Name != "สำนักงานสาธารณสุขอำเภอทดลอง" {
		t.Errorf("home %s of %q, %+v\n%s", a.Office.Home, a.Office.Name, a.Coverage, said)
	}
	// The same with its end cut off, and by another home page.
	file, err := os.ReadFile(filepath.Join(dir, "site.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "half.warc.gz"), file[:len(file)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	said = must(t, dir, "judge", "half.warc.gz", "--standards", "ops2563", "--format", "json", "-o", "half")
	a = recordAt(t, filepath.Join(dir, "half"))
	if !strings.Contains(said, "ขาดตอน") || a.Coverage.FloorMet || a.Coverage.StoppedBy != "archive" || a.Coverage.Pages < 20 {
		t.Errorf("half of it: %+v\n%s", a.Coverage, said)
	}
	for i := range a.Findings {
		if f := &a.Findings[i]; f.Verdict == checks.Absent {
			t.Errorf("%s is called absent by half a file", f.ID)
		}
	}
	code, said := do(t, dir, "judge", "site.warc.gz", "--standards", "ops2563", "--format", "json", "-o", "other", "--home", "http://127.0.0.9/")
	if code != exitNoSite || !strings.Contains(said, "ไฟล์ WARC ไม่มีหน้าแรก") || !strings.Contains(said, "--home") {
		t.Errorf("another home: exit %d\n%s", code, said)
	}
}

// What is no WARC file is told by what it is, and the way out.
func TestJudgeWhatIsNone(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 13\r\n\r\nsoftware: x\r\n\r\n\r\n") // to memory
	_ = z.Close()
	for want, file := range map[string]string{
		"เป็นไฟล์ว่าง": "", "เป็นไฟล์ข้อความ": "รายงาน", "เป็นหน้าเว็บ": "<html>", "เป็นไฟล์ ZIP": "PK\x03\x04", "ไม่มีคำตอบจากเว็บไซต์": packed.String(),
	} {
		path := filepath.Join(dir, "f")
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out := do(t, dir, "judge", "f", "-o", "o")
		if code != exitUsage || !strings.Contains(out, want) || !strings.Contains(out, "ลองทำ") {
			t.Errorf("%s: exit %d\n%s", want, code, out)
		}
	}
	if code, out := do(t, dir, "judge", "none.warc.gz"); code != exitUsage || !strings.Contains(out, "ไม่พบไฟล์ none.warc.gz") {
		t.Errorf("no file: exit %d\n%s", code, out)
	}
	if code, out := do(t, dir, "judge"); code != exitUsage || !strings.Contains(out, "ต้องบอกไฟล์ WARC หนึ่งไฟล์") {
		t.Errorf("no argument: exit %d\n%s", code, out)
	}
	if _, err := os.Stat(filepath.Join(dir, "o")); err == nil {
		t.Error("a folder was made for nothing")
	}
}
