package round

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
)

// WorkerOptions are what a worker is made of. Auditor is needed.
type WorkerOptions struct {
	Auditor Auditor
	Locate  Locator
	Policy  Policy // DefaultPolicy if it has no pauses
	AtOnce  int    // offices audited at once; 4
	Timing  Timing
	// Standards are the rules this worker judges by: a round begun with others is
	// left to other workers. nil: any round is taken.
	Standards []checks.StandardUsed
	// Closed says how long it is, at a moment, until audits may run; nil: always.
	Closed func(now time.Time) time.Duration
	// Jitter is the longest that an office is waited with once its turn has come, at
	// random, so that not all begin in one moment.
	Jitter time.Duration
	// Begin makes the round that a plan asks for; nil: plans are left to others.
	Begin   func(ctx context.Context, p Plan, due time.Time) (*checks.Round, error)
	OnEvent func(Event) // from several goroutines
	// Only are the names of the rounds to work on; all if there are none.
	Only []string
}

// Worker takes offices of rounds and has them audited.
type Worker struct {
	d     *Desk
	o     WorkerOptions
	id    string
	river *river.Client[*sql.Tx]
	end   context.Context // ends when running audits must

	mu     sync.Mutex
	held   map[*row]func() // that are being audited; the function breaks one off
	faults int             // of its own in a row
	ill    time.Time       // takes nothing until then; with a monotonic reading
}

// NewWorker makes a worker.
func (d *Desk) NewWorker(o WorkerOptions) (*Worker, error) {
	if o.Auditor == nil {
		return nil, errors.New("making a worker: no auditor")
	}
	if o.AtOnce <= 0 {
		o.AtOnce = 4
	}
	if len(o.Policy.Pauses) == 0 && o.Policy.Patient == 0 {
		o.Policy = DefaultPolicy()
	}
	if o.OnEvent == nil {
		o.OnEvent = func(Event) {}
	}
	o.Timing.fill()
	o.Jitter = min(o.Jitter, o.Timing.Lost) // longer, and others think that this worker was lost
	w := &Worker{d: d, o: o, id: name(), held: map[*row]func(){}}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &officeWorker{w: w}); err != nil {
		return nil, fmt.Errorf("making a worker: %w", err)
	}
	if err := river.AddWorkerSafely(workers, &planWorker{w: w}); err != nil {
		return nil, fmt.Errorf("making a worker: %w", err)
	}
	var err error
	w.river, err = river.NewClient(d.driver(), &river.Config{
		ID: w.id, Logger: silent(), Workers: workers, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.AtOnce}},
		FetchPollInterval: o.Timing.Poll, FetchCooldown: min(o.Timing.Poll, 100*time.Millisecond), PollOnly: true,
		JobTimeout: -1, // the audit has limits of its own
		// Only River's own rows are tidied by this: what was lost is found by its beat.
		RescueStuckJobsAfter: 24 * time.Hour,
		RetryPolicy:          soon{},
	})
	if err != nil {
		return nil, fmt.Errorf("making a worker: %w", err)
	}
	return w, nil
}

// name tells workers apart, also on one machine and after a restart.
func name() string {
	host, err := os.Hostname()
	if err != nil {
		host = "worker"
	}
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails
	return host + "-" + strconv.Itoa(os.Getpid()) + "-" + hex.EncodeToString(b[:])
}

// soon is when River tries again what failed because of the database.
type soon struct{}

// NextRetry implements river.ClientRetryPolicy.
func (soon) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(time.Duration(min(job.Attempt, 10)) * time.Second)
}

// Running is how many offices are being audited now.
func (w *Worker) Running() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.held)
}

// longestStart is how long a worker that starts waits for a database that is away.
const longestStart = time.Minute

// start starts to take jobs, once the database answers.
func (w *Worker) start(ctx context.Context) error {
	for until := time.Now().Add(longestStart); ; {
		err := w.d.db.Sorted(w.river.Start(w.end))
		if err == nil || !errors.Is(err, database.ErrUnreachable) || time.Now().After(until) {
			return err
		}
		w.o.OnEvent(Event{Kind: EventTrouble, Detail: err.Error()})
		select {
		case <-ctx.Done():
			return nil // nothing was begun that must be ended
		case <-time.After(w.o.Timing.Poll):
		}
	}
}

// longestEnd is how long audits that were broken off may take to be put back.
const longestEnd = 30 * time.Second

// Run works until ctx ends, and then as long as running audits are given to end
// by themselves; what does not is put back. With untilDone it ends by itself
// when no round has anything left to do.
func (w *Worker) Run(ctx context.Context, untilDone bool) error {
	end, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	w.end = end
	if err := w.start(ctx); err != nil {
		return fmt.Errorf("starting to work: %w", err)
	}
	w.plan(ctx)
	var beating sync.WaitGroup
	defer beating.Wait()
	beats, rest := context.WithCancel(context.WithoutCancel(ctx)) // as long as audits are given to end
	defer rest()
	beating.Go(func() { w.beat(beats) })
	watch := newWatch(w)
	tick := time.NewTicker(w.o.Timing.Beat)
	defer tick.Stop()
	for done := false; !done; {
		select {
		case <-ctx.Done():
			done = true
		case <-tick.C:
			left, err := watch.look(ctx)
			if err != nil && ctx.Err() == nil {
				w.o.OnEvent(Event{Kind: EventTrouble, Detail: w.d.db.Sorted(err).Error()})
			}
			done = untilDone && err == nil && left == 0
		}
	}
	soft, stop := context.WithTimeout(end, w.o.Timing.Drain)
	defer stop()
	if err := w.river.Stop(soft); err != nil {
		cancel() // what still runs is broken off and put back
		hard, stop := context.WithTimeout(context.WithoutCancel(ctx), longestEnd)
		defer stop()
		if err := w.river.StopAndCancel(hard); err != nil {
			return fmt.Errorf("ending the work: %w", err)
		}
	}
	return nil
}

// officeWorker is what River calls for an office.
type officeWorker struct {
	river.WorkerDefaults[jobArgs]
	w *Worker
}

// Work audits one office, unless its turn has passed or has not come.
func (x *officeWorker) Work(ctx context.Context, job *river.Job[jobArgs]) error {
	w := x.w
	r, state, err := head(ctx, w.d.db, job.Args.Round)
	if errors.Is(err, ErrUnknown) {
		return nil
	}
	if err != nil {
		return w.d.db.Sorted(err)
	}
	if state != stateOpen {
		return nil
	}
	if !w.takes(r) {
		return river.JobSnooze(w.o.Timing.Other)
	}
	if w.o.Closed != nil {
		if d := w.o.Closed(w.d.now()); d > 0 {
			return river.JobSnooze(min(d, w.o.Timing.Other)) // a worker with other hours may take it
		}
	}
	if w.resting() {
		return river.JobSnooze(w.o.Timing.Busy)
	}
	if w.o.Jitter > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(mathrand.N(w.o.Jitter)):
		}
	}
	e, busy, err := w.claim(ctx, job.Args)
	switch {
	case err != nil:
		return err
	case busy:
		return river.JobSnooze(w.o.Timing.Busy)
	case e == nil:
		return nil // another generation of it is waiting or running, or it is done
	}
	w.audit(ctx, r, e)
	return nil
}

// longestRest is the longest that a worker takes nothing after faults of its own.
const longestRest = 10 * time.Minute

// resting reports whether the worker takes nothing because of its own faults.
func (w *Worker) resting() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Before(w.ill)
}

// fared notes whether an audit met a fault of the worker's own, such as a full
// disk.
func (w *Worker) fared(fault bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !fault {
		w.faults = 0
		return
	}
	w.faults++
	w.ill = time.Now().Add(min(w.o.Timing.Rest<<min(w.faults-1, 10), longestRest))
}

// takes reports whether the worker may work on a round: it judges by the very
// rules that were frozen when the round began.
func (w *Worker) takes(r *checks.Round) bool {
	if len(w.o.Only) > 0 && !slices.Contains(w.o.Only, r.Name) {
		return false
	}
	if w.o.Standards == nil {
		return true
	}
	have := map[string]string{}
	for i := range w.o.Standards {
		have[w.o.Standards[i].ID] = w.o.Standards[i].Digest
	}
	for i := range r.Standards {
		if have[r.Standards[i].ID] != r.Standards[i].Digest {
			w.o.OnEvent(Event{Kind: EventOther, Round: r.Name, Detail: r.Standards[i].ID})
			return false
		}
	}
	return true
}

// claim marks an office as running, unless its generation has passed (nil) or
// another office that it shares a host with is running (busy).
func (w *Worker) claim(ctx context.Context, a jobArgs) (e *row, busy bool, err error) {
	e, err = readRow(ctx, w.d.db, a.Round, a.Office)
	if err != nil || e == nil || e.State != checks.Waiting || e.generation != a.Generation {
		return nil, false, w.d.db.Sorted(err)
	}
	var names []string
	if w.o.Locate != nil {
		names = w.o.Locate(ctx, e.Office)
	}
	err = w.d.within(ctx, true, func(tx *sql.Tx) error {
		for _, name := range names {
			var n int64
			if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM claims WHERE name = $1 AND NOT (round = $2 AND office_key = $3)", name, a.Round, a.Office).Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				busy = true
				return nil
			}
		}
		ok, err := changed(ctx, tx, "UPDATE entries SET state = $1, worker = $2, beat = beat + 1, tries = tries + 1, due = 0, began = $3 WHERE round = $4 AND office_key = $5 AND state = $6 AND generation = $7",
			string(checks.Running), w.id, millis(w.d.now()), a.Round, a.Office, string(checks.Waiting), a.Generation)
		if err != nil || !ok {
			e = nil
			return err
		}
		e.tries++
		for _, name := range names {
			if _, err := tx.ExecContext(ctx, "INSERT INTO claims (name, round, office_key) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING", name, a.Round, a.Office); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || busy {
		return nil, busy, err
	}
	return e, false, nil
}

// audit has an office audited and writes down what became of it.
func (w *Worker) audit(ctx context.Context, r *checks.Round, e *row) {
	own, lost := context.WithCancel(ctx)
	defer lost()
	w.hold(e, lost)
	defer w.hold(e, nil)
	w.o.OnEvent(Event{Kind: EventBegan, Round: e.round, Office: e.Office, Try: e.tries})
	out, err := w.perform(own, Job{Round: r, Office: e.Office, Try: e.tries, Patient: w.o.Policy.Patient > 0 && e.tries >= w.o.Policy.Patient})
	gone := own.Err() != nil && ctx.Err() == nil // cancelled, or put back by another worker
	w.hold(e, nil)
	if gone {
		return
	}
	if ctx.Err() != nil { // this worker ends: the try does not count
		w.write(e, func(c context.Context, tx *sql.Tx) (Event, error) {
			return Event{Kind: EventAgain}, w.again(c, tx, e, time.Time{}, false, "", "")
		})
		return
	}
	w.fared(err != nil)
	w.write(e, func(c context.Context, tx *sql.Tx) (Event, error) { return w.conclude(c, tx, e, out, err) })
}

// perform calls the auditor; one that panics costs that try alone.
func (w *Worker) perform(ctx context.Context, job Job) (out *Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("the auditor failed: %v\n%s", p, debug.Stack())
		}
	}()
	return w.o.Auditor.Audit(ctx, job)
}

// longestAway is how long what became of an office is kept in hand while the
// database is away.
const longestAway = 10 * time.Minute

// write writes down what became of an office as long as it is still this
// worker's, and waits for a database that is away.
func (w *Worker) write(e *row, do func(context.Context, *sql.Tx) (Event, error)) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.end), longestAway)
	defer cancel()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		var ev Event
		ours := false
		err := w.d.within(ctx, true, func(tx *sql.Tx) error {
			var n int64
			err := tx.QueryRowContext(ctx, "SELECT count(*) FROM entries WHERE round = $1 AND office_key = $2 AND generation = $3 AND state = $4 AND worker = $5",
				e.round, e.key, e.generation, string(checks.Running), w.id).Scan(&n)
			if ours = n > 0; err != nil || !ours {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM claims WHERE round = $1 AND office_key = $2", e.round, e.key); err != nil {
				return err
			}
			ev, err = do(ctx, tx)
			return err
		})
		if err == nil {
			if ours {
				ev.Round, ev.Office, ev.Try = e.round, e.Office, e.tries
				w.o.OnEvent(ev)
				if e.last {
					w.o.OnEvent(Event{Kind: EventDone, Round: e.round})
				}
			}
			return
		}
		w.o.OnEvent(Event{Kind: EventTrouble, Round: e.round, Office: e.Office, Detail: err.Error()})
		select {
		case <-ctx.Done():
			return // found by its beat and audited again
		case <-time.After(pause):
		}
	}
}

// conclude writes down an outcome: an audit, another try, or a failure.
func (w *Worker) conclude(ctx context.Context, tx *sql.Tx, e *row, out *Outcome, failed error) (Event, error) {
	if failed == nil && out != nil && out.Audit != nil {
		body, err := pack(out.Audit)
		if err != nil {
			return Event{}, err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO audits_of_rounds (round, office_key, body) VALUES ($1, $2, $3) ON CONFLICT (round, office_key) DO UPDATE SET body = excluded.body",
			e.round, e.key, body); err != nil {
			return Event{}, err
		}
		return Event{Kind: EventEnded, State: checks.Audited, Why: out.Why}, w.settle(ctx, tx, e, checks.Audited, out.Why, out.Detail)
	}
	why, detail := checks.Reason(""), ""
	if out != nil {
		why, detail = out.Why, out.Detail
	}
	if failed != nil {
		detail = failed.Error()
	}
	if e.tries <= len(w.o.Policy.Pauses) {
		at := w.d.now().Add(w.o.Policy.Pauses[e.tries-1])
		patient := w.o.Policy.Patient > 0 && e.tries+1 >= w.o.Policy.Patient
		return Event{Kind: EventAgain, Why: why, Detail: detail, At: at}, w.again(ctx, tx, e, at, patient, why, detail)
	}
	return Event{Kind: EventEnded, State: checks.Failed, Why: why, Detail: detail}, w.settle(ctx, tx, e, checks.Failed, why, detail)
}

func (w *Worker) settle(ctx context.Context, tx *sql.Tx, e *row, state checks.EntryState, why checks.Reason, detail string) error {
	if _, err := tx.ExecContext(ctx, "UPDATE entries SET state = $1, why = $2, detail = $3, ended = $4, worker = '' WHERE round = $5 AND office_key = $6",
		string(state), string(why), detail, millis(w.d.now()), e.round, e.key); err != nil {
		return err
	}
	var err error
	e.last, err = w.d.close(ctx, tx, e.round)
	return err
}

// again puts an office back for another try; without a moment at once, and then
// the try does not count.
func (w *Worker) again(ctx context.Context, tx *sql.Tx, e *row, at time.Time, patient bool, why checks.Reason, detail string) error {
	tries := int64(e.tries)
	if at.IsZero() {
		tries--
	}
	if _, err := tx.ExecContext(ctx, "UPDATE entries SET state = $1, generation = generation + 1, tries = $2, why = $3, detail = $4, due = $5, worker = '' WHERE round = $6 AND office_key = $7",
		string(checks.Waiting), tries, string(why), detail, millis(at), e.round, e.key); err != nil {
		return err
	}
	_, err := w.d.river.InsertTx(ctx, tx, jobArgs{Round: e.round, Office: e.key, Generation: e.generation + 1}, options(at, patient))
	return err
}
