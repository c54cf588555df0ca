package round_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/round"
)

// quick is the timing of tests.
var quick = round.Timing{Beat: 50 * time.Millisecond, Lost: 600 * time.Millisecond, Busy: 50 * time.Millisecond, Poll: 50 * time.Millisecond,
	Other: 100 * time.Millisecond, Drain: 2 * time.Second, Rest: 200 * time.Millisecond}

func open(t testing.TB, source string) *round.Desk {
	t.Helper()
	d, err := round.Open(t.Context(), source, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// listOf makes a round of so many offices.
func listOf(name string, n int) *checks.Round {
	r := &checks.Round{Name: name, FiscalYear: 2570, AsOf: "2026-11-23", Share: 0.8}
	for i := range n {
		r.Entries = append(r.Entries, checks.Entry{Office: checks.Office{Code: fmt.Sprintf("%05d", i), Name: fmt.Sprintf("สสอ. สมมติ %d", i),
			Home: fmt.Sprintf("http://127.1.%d.%d/", i/250, i%250+1)}})
	}
	return r
}

// auditor is an auditor of tests.
type auditor func(ctx context.Context, job round.Job) (*round.Outcome, error)

func (f auditor) Audit(ctx context.Context, job round.Job) (*round.Outcome, error) {
	return f(ctx, job)
}

// seen makes the audit of an office whose site could be looked at.
func seen(job round.Job) *round.Outcome {
	return &round.Outcome{Audit: &checks.Audit{Schema: checks.AuditSchema, Office: job.Office, FiscalYear: job.Round.FiscalYear}}
}

func work(t testing.TB, d *round.Desk, o round.WorkerOptions) {
	t.Helper()
	if o.Timing.Beat == 0 {
		o.Timing = quick
	}
	w, err := d.NewWorker(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := w.Run(ctx, true); err != nil {
		t.Error(err)
	}
	if ctx.Err() != nil {
		t.Error("the worker did not find an end")
	}
}

// meddle changes a round's database from outside, as a fault would.
func meddle(t testing.TB, source, query string) {
	t.Helper()
	db, err := database.Open(t.Context(), source, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func begin(t testing.TB, d *round.Desk, r *checks.Round) {
	t.Helper()
	if err := d.Begin(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

func status(t testing.TB, d *round.Desk, name string) *round.Status {
	t.Helper()
	s, err := d.Status(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRoundIsAuditedOnceEach(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("ไตรมาส 1", 12))
		var mu sync.Mutex
		times := map[string]int{}
		each := auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
			mu.Lock()
			defer mu.Unlock()
			times[job.Office.Code]++
			return seen(job), nil
		})
		var both sync.WaitGroup
		var ends atomic.Int64
		for range 2 {
			both.Go(func() {
				work(t, d, round.WorkerOptions{Auditor: each, AtOnce: 3, OnEvent: func(e round.Event) {
					if e.Kind == round.EventDone {
						ends.Add(1)
					}
				}})
			})
		}
		both.Wait()
		if ends.Load() != 1 {
			t.Errorf("the round was said to be done %d times", ends.Load())
		}
		r, err := d.Round(t.Context(), "ไตรมาส 1")
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Entries {
			e := &r.Entries[i]
			if e.State != checks.Audited || times[e.Office.Code] != 1 || e.Tries != 1 || e.Ended.IsZero() {
				t.Errorf("%s: %s, audited %d times, %d tries, ended %v", e.Office.Code, e.State, times[e.Office.Code], e.Tries, e.Ended)
			}
			a, err := d.Audit(t.Context(), r.Name, e.Office.Key())
			if err != nil || a == nil || a.Office.Name != e.Office.Name {
				t.Errorf("%s: audit %v, %v", e.Office.Code, a, err)
			}
		}
		if r.Ended.IsZero() || r.Cancelled {
			t.Errorf("the round ended %v, cancelled %v", r.Ended, r.Cancelled)
		}
	})
}

func TestBeginIsWholeOrNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		twice := listOf("x", 3)
		twice.Entries[2].Office.Code = twice.Entries[0].Office.Code
		if err := d.Begin(t.Context(), twice); !errors.Is(err, round.ErrTwice) {
			t.Errorf("an office twice: %v", err)
		}
		if names, err := d.Names(t.Context()); err != nil || len(names) > 0 {
			t.Errorf("half a round was begun: %v %v", names, err)
		}
		begin(t, d, listOf("x", 3))
		if err := d.Begin(t.Context(), listOf("x", 2)); !errors.Is(err, round.ErrExists) {
			t.Errorf("the same name: %v", err)
		}
		if err := d.Begin(t.Context(), listOf("y", 0)); !errors.Is(err, round.ErrEmpty) {
			t.Errorf("no office: %v", err)
		}
		if _, err := d.Status(t.Context(), "z"); !errors.Is(err, round.ErrUnknown) {
			t.Errorf("an unknown round: %v", err)
		}
		if n := status(t, d, "x").Counts[checks.Waiting]; n != 3 {
			t.Errorf("%d offices wait", n)
		}
	})
}

func TestFailuresAreTriedAgainAndThenSaid(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 3))
		var patient atomic.Int64
		work(t, d, round.WorkerOptions{Policy: round.Policy{Pauses: []time.Duration{50 * time.Millisecond, 50 * time.Millisecond}, Patient: 3},
			Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
				if job.Patient {
					patient.Add(1)
				}
				switch {
				case job.Office.Code == "00000" && job.Try < 3:
					return &round.Outcome{Why: checks.Timeout}, nil
				case job.Office.Code == "00001":
					return &round.Outcome{Why: checks.DNS, Detail: "no such host"}, nil
				case job.Office.Code == "00002" && job.Try == 1:
					panic("our own fault")
				}
				return seen(job), nil
			})})
		r, err := d.Round(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		want := []struct {
			state checks.EntryState
			tries int
			why   checks.Reason
		}{{checks.Audited, 3, ""}, {checks.Failed, 3, checks.DNS}, {checks.Audited, 2, ""}}
		for i, x := range want {
			if e := &r.Entries[i]; e.State != x.state || e.Tries != x.tries || e.Why != x.why {
				t.Errorf("%s: %s after %d tries for %q, want %+v", e.Office.Code, e.State, e.Tries, e.Why, x)
			}
		}
		if patient.Load() != 2 {
			t.Errorf("%d patient tries, want one each of the two that came to a third", patient.Load())
		}
		if n, err := d.Retry(t.Context(), "x"); err != nil || n != 1 {
			t.Errorf("%d put back, %v", n, err)
		}
		work(t, d, round.WorkerOptions{Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) { return seen(job), nil })})
		if s := status(t, d, "x"); s.Counts[checks.Audited] != 3 {
			t.Errorf("after the retry: %v", s.Counts)
		}
	})
}

func TestSharedHostIsAskedByOneAtATime(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 6))
		var now, most atomic.Int64
		all := auditor(func(ctx context.Context, job round.Job) (*round.Outcome, error) {
			n := now.Add(1)
			defer now.Add(-1)
			most.Store(max(most.Load(), n))
			select {
			case <-ctx.Done():
			case <-time.After(30 * time.Millisecond):
			}
			return seen(job), nil
		})
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				work(t, d, round.WorkerOptions{Auditor: all, AtOnce: 4, Locate: func(context.Context, checks.Office) []string { return []string{"host:a", "addr:b"} }})
			})
		}
		both.Wait()
		if most.Load() != 1 {
			t.Errorf("%d offices of one host at once", most.Load())
		}
		if s := status(t, d, "x"); s.Counts[checks.Audited] != 6 {
			t.Errorf("%v", s.Counts)
		}
	})
}

func TestCancelBreaksOffAndEnds(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 5))
		begun := make(chan struct{}, 5)
		var broken atomic.Int64
		done := make(chan struct{})
		go func() {
			defer close(done)
			work(t, d, round.WorkerOptions{AtOnce: 2, Auditor: auditor(func(ctx context.Context, _ round.Job) (*round.Outcome, error) {
				begun <- struct{}{}
				<-ctx.Done()
				broken.Add(1)
				return &round.Outcome{Why: checks.Stopped}, nil
			})})
		}()
		<-begun
		<-begun
		if err := d.Cancel(t.Context(), "x"); err != nil {
			t.Fatal(err)
		}
		<-done
		if s := status(t, d, "x"); s.Counts[checks.Cancelled] != 5 || !s.Round.Cancelled {
			t.Errorf("%v, cancelled %v", s.Counts, s.Round.Cancelled)
		}
		if broken.Load() != 2 {
			t.Errorf("%d audits were broken off, want the two that ran", broken.Load())
		}
		if err := d.Cancel(t.Context(), "x"); !errors.Is(err, round.ErrEnded) {
			t.Errorf("again: %v", err)
		}
		if _, err := d.Resume(t.Context(), "x"); !errors.Is(err, round.ErrEnded) {
			t.Errorf("resumed: %v", err)
		}
	})
}

func TestWorkerDrains(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 3))
		ctx, cancel := context.WithCancel(t.Context())
		begun := make(chan string, 3)
		timing := quick
		timing.Drain = 300 * time.Millisecond
		w, err := d.NewWorker(round.WorkerOptions{Timing: timing, AtOnce: 2, Auditor: auditor(func(ctx context.Context, job round.Job) (*round.Outcome, error) {
			begun <- job.Office.Code
			if job.Office.Code == "00000" {
				return seen(job), nil
			}
			<-ctx.Done()
			return seen(job), nil // cut short: must not be kept
		})})
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error)
		go func() { ended <- w.Run(ctx, false) }()
		for range 3 {
			<-begun
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		r, err := d.Round(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []checks.EntryState{checks.Audited, checks.Waiting, checks.Waiting} {
			if e := &r.Entries[i]; e.State != want || want == checks.Waiting && e.Tries != 0 {
				t.Errorf("%s: %s after %d tries, want %s", e.Office.Code, e.State, e.Tries, want)
			}
		}
	})
}

func TestOtherRulesAreLeftToOthers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		r := listOf("x", 2)
		r.Standards = []checks.StandardUsed{{ID: "ops2563", Digest: "sha256:new"}}
		begin(t, d, r)
		var told atomic.Int64
		old, err := d.NewWorker(round.WorkerOptions{Timing: quick, Standards: []checks.StandardUsed{{ID: "ops2563", Digest: "sha256:old"}},
			OnEvent: func(e round.Event) {
				if e.Kind == round.EventOther {
					told.Add(1)
				}
			},
			Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
				t.Error("a worker with other rules audited")
				return seen(job), nil
			})})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
		defer cancel()
		if err := old.Run(ctx, false); err != nil {
			t.Error(err)
		}
		if told.Load() == 0 {
			t.Error("nothing says why the round does not go on")
		}
		work(t, d, round.WorkerOptions{Standards: r.Standards, Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) { return seen(job), nil })})
		if s := status(t, d, "x"); s.Counts[checks.Audited] != 2 {
			t.Errorf("%v", s.Counts)
		}
	})
}

func TestTwoRoundsAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 4))
		begin(t, d, listOf("y", 4))
		work(t, d, round.WorkerOptions{Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) { return seen(job), nil }),
			Locate: func(_ context.Context, o checks.Office) []string { return []string{o.Home} }})
		for _, name := range []string{"x", "y"} {
			if s := status(t, d, name); s.Counts[checks.Audited] != 4 {
				t.Errorf("%s: %v", name, s.Counts)
			}
		}
		if b, err := d.Before(t.Context(), "y"); err != nil || b != "x" {
			t.Errorf("before y went %q (%v)", b, err)
		}
	})
}

func TestClosedHours(t *testing.T) {
	d := open(t, databasetest.File(t))
	begin(t, d, listOf("x", 1))
	opens := time.Now().Add(500 * time.Millisecond)
	var at time.Time
	work(t, d, round.WorkerOptions{Closed: func(now time.Time) time.Duration { return opens.Sub(now) },
		Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
			at = time.Now()
			return seen(job), nil
		})})
	if at.Before(opens) {
		t.Errorf("audited %v before the hour", opens.Sub(at))
	}
}

func TestPlans(t *testing.T) {
	zone := time.FixedZone("Asia/Bangkok", 7*3600)
	quarter, month := round.Plan{Every: round.EveryQuarter, Hour: 6}, round.Plan{Every: round.EveryMonth, Hour: 6}
	for _, c := range []struct {
		plan        round.Plan
		after, want time.Time
		period      string
	}{
		{quarter, time.Date(2026, 11, 26, 10, 0, 0, 0, zone), time.Date(2027, 1, 1, 6, 0, 0, 0, zone), "2570-Q2"},
		{quarter, time.Date(2026, 10, 1, 5, 59, 0, 0, zone), time.Date(2026, 10, 1, 6, 0, 0, 0, zone), "2570-Q1"},
		{quarter, time.Date(2026, 10, 1, 6, 0, 0, 0, zone), time.Date(2027, 1, 1, 6, 0, 0, 0, zone), "2570-Q2"},
		{quarter, time.Date(2026, 6, 30, 18, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 6, 0, 0, 0, zone), "2569-Q4"}, // 1 July in Bangkok
		{month, time.Date(2026, 12, 15, 0, 0, 0, 0, zone), time.Date(2027, 1, 1, 6, 0, 0, 0, zone), "2570-01"},
	} {
		got := c.plan.Next(c.after)
		if !got.Equal(c.want) || c.plan.Period(got) != c.period {
			t.Errorf("%s after %v: %v (%s), want %v (%s)", c.plan.Every, c.after, got, c.plan.Period(got), c.want, c.period)
		}
	}
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		for _, name := range []string{"ข", "ก", "ข"} {
			if err := d.SavePlan(t.Context(), round.Plan{Name: name, Every: round.EveryMonth, Offices: []checks.Office{{Code: "1"}}}); err != nil {
				t.Fatal(err)
			}
		}
		list, err := d.Plans(t.Context())
		if err != nil || !slices.EqualFunc(list, []string{"ก", "ข"}, func(p round.Plan, name string) bool { return p.Name == name && len(p.Offices) == 1 }) {
			t.Errorf("%v %v", list, err)
		}
		if ok, err := d.DropPlan(t.Context(), "ก"); err != nil || !ok {
			t.Errorf("%v %v", ok, err)
		}
		if ok, err := d.DropPlan(t.Context(), "ก"); err != nil || ok {
			t.Errorf("again: %v %v", ok, err)
		}
	})
}

func TestListOfOfficesIsKept(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		if list, err := d.Offices(t.Context()); err != nil || len(list) > 0 {
			t.Errorf("%v %v", list, err)
		}
		for _, n := range []int{3, 2} {
			var list []checks.Office
			for _, e := range listOf("x", n).Entries {
				list = append(list, e.Office)
			}
			if err := d.SaveOffices(t.Context(), list); err != nil {
				t.Fatal(err)
			}
			if back, err := d.Offices(t.Context()); err != nil || !slices.EqualFunc(back, list, func(a, b checks.Office) bool { return a.Code == b.Code && a.Home == b.Home }) {
				t.Errorf("%v %v", back, err)
			}
		}
	})
}
