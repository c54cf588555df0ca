package round_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/round"
)

// TestEstimateWaitsForLaterTries: a round whose last office is tried again in 20
// minutes is not over in seconds.
func TestEstimateWaitsForLaterTries(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 8))
		again := make(chan round.Event, 1)
		w, err := d.NewWorker(round.WorkerOptions{Timing: quick, AtOnce: 4, Policy: round.Policy{Pauses: []time.Duration{20 * time.Minute}},
			OnEvent: func(e round.Event) {
				if e.Kind == round.EventAgain {
					again <- e
				}
			},
			Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
				if job.Office.Code == "00003" {
					return &round.Outcome{Why: checks.Timeout}, nil
				}
				return seen(job), nil
			})})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.Run(ctx, true) }()
		e := <-again
		await(t, "the others are done", func() bool { return status(t, d, "x").Counts[checks.Audited] == 7 })
		s := status(t, d, "x")
		if s.Later != 1 || !s.Next.Equal(s.Last) || s.Left < 19*time.Minute || s.Left > 21*time.Minute || s.PerMinute == 0 || s.Done() {
			t.Errorf("%+v", s)
		}
		if d := e.At.Sub(s.Next); d > time.Millisecond || d < -time.Millisecond {
			t.Errorf("said for %v, kept for %v", e.At, s.Next)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n, err := d.Resume(t.Context(), "x"); err != nil || n != 1 {
			t.Errorf("resumed %d, %v", n, err)
		}
		if s := status(t, d, "x"); s.Later != 1 {
			t.Errorf("asking again has changed when it is tried: %+v", s)
		}
	})
}

// TestFaultyWorkerLeavesTheWorkToOthers: a worker whose disk is full takes no more
// than a try each time that it has rested; another does the round.
func TestFaultyWorkerLeavesTheWorkToOthers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		begin(t, open(t, source), listOf("x", 20))
		var faults atomic.Int64
		full := auditor(func(context.Context, round.Job) (*round.Outcome, error) {
			faults.Add(1)
			return nil, errors.New("no space left on device")
		})
		well := auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
			time.Sleep(20 * time.Millisecond)
			return seen(job), nil
		})
		var both sync.WaitGroup
		for _, a := range []round.Auditor{full, well} {
			d, err := round.Open(t.Context(), source, nil)
			if err != nil {
				t.Fatal(err)
			}
			both.Go(func() {
				defer func() { _ = d.Close() }()
				work(t, d, round.WorkerOptions{Auditor: a, AtOnce: 2, Policy: round.Policy{Pauses: []time.Duration{50 * time.Millisecond, 100 * time.Millisecond, 200 * time.Millisecond}}})
			})
		}
		both.Wait()
		if s := status(t, open(t, source), "x"); s.Counts[checks.Audited] != 20 {
			t.Errorf("%v", s.Counts)
		}
		if faults.Load() == 0 {
			t.Skip("the faulty worker got nothing to do")
		}
		if faults.Load() > 12 {
			t.Errorf("the faulty worker tried %d times", faults.Load())
		}
	})
}

// TestNotAllAtOnce spreads the starts.
func TestNotAllAtOnce(t *testing.T) {
	d := open(t, databasetest.File(t))
	begin(t, d, listOf("x", 12))
	var mu sync.Mutex
	var at []time.Time
	work(t, d, round.WorkerOptions{AtOnce: 12, Jitter: 600 * time.Millisecond, Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) {
		mu.Lock()
		defer mu.Unlock()
		at = append(at, time.Now())
		return seen(job), nil
	})})
	if len(at) != 12 {
		t.Fatalf("%d audits", len(at))
	}
	if span := at[11].Sub(at[0]); span < 150*time.Millisecond {
		t.Errorf("twelve offices began within %v", span)
	}
}

// TestTakenAndNotBegun: a worker that is lost between taking an office from the
// queue and beginning it leaves the office to others.
func TestTakenAndNotBegun(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		d := open(t, source)
		begin(t, d, listOf("x", 3))
		meddle(t, source, "UPDATE river_job SET state = 'running', attempt = 1, attempted_at = CURRENT_TIMESTAMP WHERE id = (SELECT min(id) FROM river_job)")
		rescued := 0
		work(t, d, round.WorkerOptions{AtOnce: 1, Auditor: auditor(func(_ context.Context, job round.Job) (*round.Outcome, error) { return seen(job), nil }), OnEvent: func(e round.Event) {
			if e.Kind == round.EventRescued {
				rescued++
			}
		}})
		r, err := d.Round(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Entries {
			if e := &r.Entries[i]; e.State != checks.Audited || e.Tries != 1 {
				t.Errorf("%s: %s after %d tries", e.Office.Code, e.State, e.Tries)
			}
		}
		if rescued != 1 {
			t.Errorf("%d put back", rescued)
		}
	})
}
