package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/round"
)

// longestRound bounds a round of tests, or of the benchmark.
const longestRound = 10 * time.Minute

// aRound is a round of tests: a database, a folder, and what runs on them.
type aRound struct {
	t      testing.TB
	source string
	dir    string
	ctx    context.Context
	desk   *round.Desk
}

func newARound(t testing.TB, source string) *aRound {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), longestRound)
	t.Cleanup(cancel)
	r := &aRound{t: t, source: source, dir: t.TempDir(), ctx: ctx}
	var err error
	if r.desk, err = round.Open(t.Context(), source, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.desk.Close() })
	return r
}

// quickly are the flags of audits that go fast and ask nobody else.
func quickly(more ...string) []string {
	return append([]string{"--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0", "--browser", "off", "--ocr", "off", "--standards", "ops2563",
		"--jitter", "0", "--lost-after", "2s", "--retry-after", "1s"}, more...)
}

// saidAloud is output that is read while it is written.
type saidAloud struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *saidAloud) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *saidAloud) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// start starts the real program; its data lie in a folder of its own name.
func (r *aRound) start(data string, args ...string) (*exec.Cmd, *saidAloud) {
	r.t.Helper()
	cmd, _ := program(r.ctx, r.dir, args...)
	cmd.Args = append(cmd.Args, "--database", r.source, "--data", filepath.Join(r.dir, data))
	cmd.Env = append(cmd.Env, "TRUATWEB_LANG=en")
	out := &saidAloud{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		_ = cmd.Process.Kill() // if it still runs
		_ = cmd.Wait()
	})
	return cmd, out
}

// run runs the real program to its end and gives its exit code and output.
func (r *aRound) run(data string, args ...string) (int, string) {
	r.t.Helper()
	cmd, out := r.start(data, args...)
	_ = cmd.Wait() // the code tells
	return cmd.ProcessState.ExitCode(), out.String()
}

func (r *aRound) must(data string, args ...string) string {
	r.t.Helper()
	code, out := r.run(data, args...)
	if code != exitDone {
		r.t.Fatalf("%v: exit %d\n%s", args, code, out)
	}
	return out
}

func (r *aRound) status(name string) *round.Status {
	r.t.Helper()
	s, err := r.desk.Status(r.ctx, name)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

func (r *aRound) await(what string, holds func() bool) {
	r.t.Helper()
	for !holds() {
		if r.ctx.Err() != nil {
			r.t.Fatalf("%s: did not come", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// TestWorkersOfARound has three workers audit a province, kills one with -9 in
// mid-job, takes the database away for a moment where it is a server, and counts
// by the servers' own account.
func TestWorkersOfARound(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	databasetest.Each(t, func(t *testing.T, source string) {
		const offices, pages = 18, 24
		p := serveProvince(t, offices, pages, 15*time.Millisecond)
		r := newARound(t, source)
		r.must("desk", "offices", "import", p.list(t), "--offline")
		r.must("desk", append([]string{"round", "start", "รอบทดสอบ", "--queue-only"}, quickly()...)...)
		type one struct {
			*exec.Cmd
			out *saidAloud
		}
		var all []one
		add := func() {
			cmd, out := r.start(fmt.Sprint("w", len(all)), append([]string{"worker", "--at-once", "2", "--until-done"}, quickly()...)...)
			all = append(all, one{cmd, out})
		}
		for range 3 {
			add()
		}
		r.await("some offices are done", func() bool { return r.status("รอบทดสอบ").Counts[checks.Audited] >= 2 })
		// A moment at which no site is nearly done: then nothing may be asked for twice in full.
		r.await("the middle of a job", func() bool {
			begun, whole := 0, 0
			s := r.status("รอบทดสอบ")
			for i := range offices {
				switch n := p.asking(i); {
				case n > 0 && n <= pages/2:
					begun++
				case n > pages/2 && n < pages:
					return false
				case n >= pages:
					whole++
				}
			}
			return begun >= 2 && whole == s.Counts[checks.Audited] || s.Done()
		})
		if r.status("รอบทดสอบ").Done() {
			t.Skip("the round was over before a worker could be killed in mid-job")
		}
		if err := all[0].Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		add()
		if !strings.HasPrefix(source, "sqlite:") {
			time.Sleep(300 * time.Millisecond)
			databasetest.Restart(t)
		}
		for _, w := range all[1:] {
			if err := w.Wait(); err != nil {
				t.Errorf("a worker: %v\n%s", err, w.out)
			}
		}
		whole, err := r.desk.Round(r.ctx, "รอบทดสอบ")
		if err != nil {
			t.Fatal(err)
		}
		for i := range whole.Entries {
			e := &whole.Entries[i]
			least, most := p.times(i)
			if e.State != checks.Audited || least < 1 {
				t.Errorf("%s: %s, %d tries, its pages were asked for %d to %d times", e.Office.Code, e.State, e.Tries, least, most)
			}
			if least > 1 {
				t.Errorf("%s was audited %d times to the end", e.Office.Code, least)
			}
			if a, err := r.desk.Audit(r.ctx, whole.Name, e.Office.Key()); err != nil || a == nil || a.Coverage.Pages != pages {
				t.Errorf("%s: audit %v (%v)", e.Office.Code, a != nil, err)
			}
		}
		ended := map[string]int{}
		for _, w := range all {
			for line := range strings.Lines(w.out.String()) {
				if name, ok := strings.CutSuffix(strings.TrimSpace(line), " – audited"); ok {
					ended[name]++
				}
			}
		}
		for name, n := range ended {
			if n > 1 {
				t.Errorf("%s was counted %d times", name, n)
			}
		}
		out := r.must("desk", "round", "report", "-o", filepath.Join(r.dir, "out"))
		for _, name := range []string{"index.html", "round.xlsx", "round.json", "round.csv", "rollups.csv", "offices/00017/report.html"} {
			if info, err := os.Stat(filepath.Join(r.dir, "out", name)); err != nil || info.Size() == 0 {
				t.Errorf("%s: %v\n%s", name, err, out)
			}
		}
	})
}

// TestRoundInOneProcess: one command does a round of which one site never answers,
// says so, and gives the rest.
func TestRoundInOneProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	const offices, pages, silent = 5, 4, 3
	p := serveProvince(t, offices, pages, 0, silent)
	r := newARound(t, databasetest.File(t))
	began := time.Now()
	code, out := r.run("d", append([]string{"round", "start", "ก", "--offices", p.list(t), "--at-once", "8", "--max-time", "3s", "--share", "90", "-o", "out"}, quickly()...)...)
	if code != exitDone || !strings.Contains(out, "PROVISIONAL") {
		t.Errorf("exit %d\n%s", code, out)
	}
	t.Logf("%v", time.Since(began))
	s := r.status("ก")
	if s.Counts[checks.Audited] != offices-1 || s.Counts[checks.Failed] != 1 {
		t.Errorf("%v\n%s", s.Counts, out)
	}
	page, err := os.ReadFile(filepath.Join(r.dir, "out", roundIndex))
	if err != nil || !bytes.Contains(page, []byte("PROVISIONAL")) {
		t.Errorf("the page does not say that it is provisional (%v)", err)
	}
	var told []struct {
		Name        string
		Offices     int
		Done        bool
		Provisional bool
		Counts      map[string]int
	}
	if err := json.Unmarshal([]byte(strings.TrimSuffix(r.must("d", "round", "status", "--json"), "exit 0\n")), &told); err != nil || len(told) != 1 || !told[0].Done || !told[0].Provisional || told[0].Counts["failed"] != 1 || told[0].Offices != offices {
		t.Errorf("%+v %v", told, err)
	}
	if out := r.must("d", "round", "status"); !strings.Contains(out, "done (PROVISIONAL)") {
		t.Error(out)
	}
	// What failed is tried anew, and only that.
	p.mu.Lock()
	p.hangs = map[int]bool{}
	p.mu.Unlock()
	r.must("d", "round", "retry", "ก")
	if out := r.must("d", append([]string{"round", "resume", "ก", "-o", "out"}, quickly()...)...); strings.Contains(out, "PROVISIONAL") {
		t.Error(out)
	}
	for i := range offices {
		if least, _ := p.times(i); least != 1 && i != silent {
			t.Errorf("office %d was asked %d times", i, least)
		}
	}
}

// TestCancelledWhileItRuns ends a round that a worker is at, and another goes on.
func TestCancelledWhileItRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	p := serveProvince(t, 8, 30, 50*time.Millisecond)
	r := newARound(t, databasetest.File(t))
	list := p.list(t)
	for _, name := range []string{"ก", "ข"} {
		r.must("desk", append([]string{"round", "start", name, "--queue-only", "--offices", list}, quickly()...)...)
	}
	cmd, out := r.start("w", append([]string{"worker", "--at-once", "3", "--until-done"}, quickly()...)...)
	r.await("it works", func() bool { return r.status("ก").Counts[checks.Running] > 0 })
	r.must("desk", "round", "cancel", "ก")
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if s := r.status("ก"); !s.Round.Cancelled || s.Counts[checks.Cancelled] == 0 || s.Counts[checks.Running]+s.Counts[checks.Waiting] > 0 {
		t.Errorf("cancelled: %v", s.Counts)
	}
	if s := r.status("ข"); s.Counts[checks.Audited] != 8 {
		t.Errorf("the other: %v\n%s", s.Counts, out)
	}
	if code, out := r.run("desk", append([]string{"round", "resume", "ก"}, quickly()...)...); code != exitUsage {
		t.Errorf("resuming what was cancelled: exit %d\n%s", code, out)
	}
}

// TestInterruptedRoundGoesOn: SIGTERM puts back what runs and says how to go on;
// the same command later ends it, and asks no finished site again.
func TestInterruptedRoundGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	p := serveProvince(t, 8, 20, 40*time.Millisecond)
	r := newARound(t, databasetest.File(t))
	cmd, out := r.start("d", append([]string{"round", "start", "ก", "--offices", p.list(t), "--at-once", "2", "-o", "out"}, quickly()...)...)
	r.await("two are done", func() bool {
		s, err := r.desk.Status(r.ctx, "ก")
		return err == nil && s.Counts[checks.Audited] >= 2
	})
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_ = cmd.Wait() // the code tells
	if code := cmd.ProcessState.ExitCode(); code != exitStopped || !strings.Contains(out.String(), "round resume") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %v to end", took)
	}
	s := r.status("ก")
	if s.Counts[checks.Running] > 0 || s.Counts[checks.Waiting] == 0 {
		t.Errorf("after the end: %v", s.Counts)
	}
	if _, err := os.Stat(filepath.Join(r.dir, "out", roundIndex)); err != nil {
		t.Error(err)
	}
	r.must("d", append([]string{"round", "resume", "-o", "out"}, quickly()...)...)
	for i := range 8 {
		if least, most := p.times(i); least != 1 || most > 2 {
			t.Errorf("office %d was asked for its pages %d to %d times", i, least, most)
		}
	}
}

// TestOtherRulesInTheCommand: a worker with other rules than the round's takes
// nothing of it, says so once, and does not wait for ever.
func TestOtherRulesInTheCommand(t *testing.T) {
	p := serveProvince(t, 2, 2, 0)
	r := newARound(t, databasetest.File(t))
	list, err := readOffices(t.Context(), p.list(t), textsOf(langEnglish))
	if err != nil {
		t.Fatal(err)
	}
	whole := &checks.Round{Name: "ก", AsOf: "2026-11-23", FiscalYear: 2570, Share: 0.8, Standards: []checks.StandardUsed{{ID: "ops2563", Digest: "sha256:newer"}}}
	for _, o := range list {
		whole.Entries = append(whole.Entries, checks.Entry{Office: o})
	}
	if err := r.desk.Begin(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	out := r.must("w", append([]string{"worker", "--until-done"}, quickly()...)...)
	if strings.Count(out, "other rules of ops2563") != 1 || p.asking(0)+p.asking(1) > 0 {
		t.Error(out)
	}
	if code, out := r.run("w", append([]string{"round", "resume", "-o", "out"}, quickly()...)...); code != exitFailed || !strings.Contains(out, "other rules") {
		t.Errorf("exit %d\n%s", code, out)
	}
}
