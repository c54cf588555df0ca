package round_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/round"
)

// TestMain lets the test program be a worker as well, in a process of its own.
func TestMain(m *testing.M) {
	if source := os.Getenv("ROUND_TEST_WORKER"); source != "" {
		os.Exit(asWorker(source))
	}
	os.Exit(m.Run())
}

// asWorker works on all rounds until told to end, and says on its output what it
// begins and ends.
func asWorker(source string) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	d, err := round.Open(ctx, source, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = d.Close() }()
	var mu sync.Mutex
	w, err := d.NewWorker(round.WorkerOptions{Timing: quick, AtOnce: 2,
		OnEvent: func(e round.Event) {
			mu.Lock()
			defer mu.Unlock()
			fmt.Println(e.Kind, e.Office.Code, e.State)
		},
		Locate: func(_ context.Context, o checks.Office) []string { return []string{o.Home} },
		Auditor: auditor(func(ctx context.Context, job round.Job) (*round.Outcome, error) {
			select {
			case <-ctx.Done():
			case <-time.After(250 * time.Millisecond):
			}
			return seen(job), nil
		})})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := w.Run(ctx, false); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// process is a worker that runs.
type process struct {
	*exec.Cmd
	mu  sync.Mutex
	out strings.Builder
}

func (p *process) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.Write(b)
}

func (p *process) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.out.String()
}

func spawn(t *testing.T, source string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0])}
	p.Env = append(os.Environ(), "ROUND_TEST_WORKER="+source)
	p.Stdout, p.Stderr = io.Writer(p), io.Writer(p)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.Process.Kill()
		_ = p.Wait()
	})
	return p
}

// await waits until a condition holds.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(90 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: did not come", what)
		}
	}
}

// TestKilledWorkersLoseAndDoubleNothing kills one worker of three after the
// other in mid-job, starts another in its place, and counts.
func TestKilledWorkersLoseAndDoubleNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		const offices, kills = 40, 4
		d := open(t, source)
		begin(t, d, listOf("x", offices))
		var all []*process
		for range 3 {
			all = append(all, spawn(t, source))
		}
		for k := range kills {
			p := all[k]
			await(t, "a worker begins", func() bool { return strings.Contains(p.said(), round.EventBegan) || status(t, d, "x").Done() })
			if status(t, d, "x").Done() {
				t.Fatalf("the round was over before %d workers were killed", kills)
			}
			time.Sleep(time.Duration(20+30*k) * time.Millisecond)
			if err := p.Process.Signal(syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			all = append(all, spawn(t, source))
		}
		await(t, "the round ends", func() bool { return status(t, d, "x").Done() })
		for _, p := range all[kills:] {
			if err := p.Process.Signal(syscall.SIGTERM); err != nil {
				t.Error(err)
			}
			if err := p.Wait(); err != nil {
				t.Errorf("a worker that was asked to end: %v\n%s", err, p.said())
			}
		}
		r, err := d.Round(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		lost := 0
		for i := range r.Entries {
			if r.Entries[i].State != checks.Audited {
				lost++
				t.Errorf("%s is %s after %d tries", r.Entries[i].Office.Code, r.Entries[i].State, r.Entries[i].Tries)
			}
		}
		ended := map[string]int{}
		for _, p := range all {
			for line := range strings.Lines(p.said()) {
				if f := strings.Fields(line); len(f) > 1 && f[0] == round.EventEnded {
					ended[f[1]]++
				}
			}
		}
		for code, n := range ended {
			if n > 1 {
				t.Errorf("%s was counted %d times", code, n)
			}
		}
		t.Logf("%d offices, %d workers killed: %d lost, %d counted", offices, kills, lost, len(ended))
	})
}

// TestDatabaseRestarts takes the database away from working workers.
func TestDatabaseRestarts(t *testing.T) {
	source := databasetest.Postgres(t)
	d := open(t, source)
	begin(t, d, listOf("x", 30))
	var all []*process
	for range 3 {
		all = append(all, spawn(t, source))
	}
	ended := func() (n int) {
		for _, p := range all {
			n += strings.Count(p.said(), round.EventEnded)
		}
		return n
	}
	await(t, "some are done", func() bool { return ended() > 4 })
	databasetest.Restart(t)
	await(t, "the round ends", func() bool {
		s, err := d.Status(t.Context(), "x")
		return err == nil && s.Done()
	})
	if s := status(t, d, "x"); s.Counts[checks.Audited] != 30 {
		t.Errorf("%v", s.Counts)
	}
}

// TestClockJumps moves the day's time of one of two workers to and fro.
func TestClockJumps(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		begin(t, open(t, source), listOf("x", 12))
		var mu sync.Mutex
		times := map[string]int{}
		var jumps atomic.Int64
		jumpy := func() time.Time {
			return time.Now().Add(time.Duration(jumps.Add(1)%3-1) * 26 * time.Hour)
		}
		var both sync.WaitGroup
		for _, now := range []func() time.Time{time.Now, jumpy} {
			d, err := round.Open(t.Context(), source, now)
			if err != nil {
				t.Fatal(err)
			}
			both.Go(func() {
				defer func() { _ = d.Close() }()
				work(t, d, round.WorkerOptions{AtOnce: 2, Auditor: auditor(func(ctx context.Context, job round.Job) (*round.Outcome, error) {
					mu.Lock()
					times[job.Office.Code]++
					mu.Unlock()
					select {
					case <-ctx.Done():
					case <-time.After(100 * time.Millisecond):
					}
					return seen(job), nil
				})})
			})
		}
		both.Wait()
		for code, n := range times {
			if n != 1 {
				t.Errorf("%s was audited %d times", code, n)
			}
		}
		if len(times) != 12 {
			t.Errorf("%d offices were audited", len(times))
		}
	})
}
