package round

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
)

// Desk begins rounds and tells of them. It audits nothing: see [Worker].
type Desk struct {
	store
	queue *database.DB // River's own connections
	river *river.Client[*sql.Tx]
}

// Open opens the database of rounds ("sqlite:PATH", a path, "postgres://…") and
// makes its tables where there are none. A server that restarts meanwhile is
// waited for. Its errors are those of [database.Open]. now is the clock, time.Now
// if nil.
func Open(ctx context.Context, source string, now func() time.Time) (*Desk, error) {
	restarting := false
	for until := time.Now().Add(longestRestart); ; {
		d, err := open(ctx, source, now)
		restarting = restarting || database.Restarting(err)
		if err == nil || !restarting || !errors.Is(err, database.ErrUnreachable) || time.Now().After(until) {
			return d, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(restartBeat):
		}
	}
}

// How a server that restarts is waited for.
const (
	longestRestart = 20 * time.Second
	restartBeat    = 200 * time.Millisecond
)

func open(ctx context.Context, source string, now func() time.Time) (*Desk, error) {
	d := &Desk{}
	if d.now = now; now == nil {
		d.now = time.Now
	}
	var err error
	if d.db, err = database.Open(ctx, source, database.Options{}); err != nil {
		return nil, err
	}
	if d.queue, err = database.Open(ctx, source, database.Options{}); err != nil {
		return nil, errors.Join(err, d.db.Close())
	}
	if d.queue.Dialect == database.SQLite {
		d.queue.SetMaxOpenConns(1) // as River asks for
	}
	if err := d.prepare(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Desk) prepare(ctx context.Context) error {
	if err := d.migrate(ctx); err != nil {
		return err
	}
	if err := d.alone(ctx, d.migrateRiver); err != nil {
		return fmt.Errorf("making the tables of jobs: %w", d.db.Sorted(err))
	}
	var err error
	d.river, err = river.NewClient(d.driver(), &river.Config{Logger: silent()})
	if err != nil {
		return fmt.Errorf("opening the queue of jobs: %w", err)
	}
	return nil
}

// tableLock is PostgreSQL's number of the lock that who makes tables holds: "TRUA".
const tableLock = 0x54525541

// mostRaces is how often tables are tried to be made in a file that others make
// tables in at the same moment.
const mostRaces = 20

// alone makes tables while nobody else does: River's migrations do not wait for
// each other.
func (d *Desk) alone(ctx context.Context, do func(context.Context) error) error {
	if d.db.Dialect == database.SQLite {
		var err error
		for range mostRaces {
			if err = do(ctx); err == nil || ctx.Err() != nil || errors.Is(err, database.ErrNewer) {
				return err
			}
			time.Sleep(50 * time.Millisecond)
		}
		return err
	}
	conn, err := d.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // gives the lock back as well
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(tableLock)); err != nil {
		return err
	}
	err = do(ctx)
	_, unlock := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", int64(tableLock))
	return errors.Join(err, unlock)
}

func (d *Desk) migrateRiver(ctx context.Context) error {
	m, err := rivermigrate.New(d.driver(), &rivermigrate.Config{Logger: silent()})
	if err != nil {
		return err
	}
	have, err := m.ExistingVersions(ctx)
	if err != nil {
		return err
	}
	switch all := m.AllVersions(); {
	case len(have) > len(all):
		return &database.Error{Kind: database.ErrNewer, Where: d.db.String(), Cause: errors.New("jobs of a newer version")}
	case len(have) == len(all):
		return nil
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

func (d *Desk) driver() riverdriver.Driver[*sql.Tx] {
	if d.queue.Dialect == database.SQLite {
		return riversqlite.New(d.queue.DB)
	}
	return riverdatabasesql.New(d.queue.DB)
}

// silent is River's logger: what matters is told as events.
func silent() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// String names the database to a person.
func (d *Desk) String() string { return d.db.String() }

// Close closes the database.
func (d *Desk) Close() error { return errors.Join(d.queue.Close(), d.db.Close()) }

// jobArgs is one office of a round, in one generation.
type jobArgs struct {
	Round      string `json:"round" river:"unique"`
	Office     string `json:"office" river:"unique"`
	Generation int64  `json:"generation" river:"unique"`
}

// Kind is River's name for the job.
func (jobArgs) Kind() string { return "audit_office" }

// The queue's priorities: those that are tried patiently come last.
const (
	prioritySoon = 2
	priorityLate = 4
)

func options(at time.Time, patient bool) *river.InsertOpts {
	o := &river.InsertOpts{MaxAttempts: 1000, Priority: prioritySoon, ScheduledAt: at, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}}}
	if patient {
		o.Priority = priorityLate
	}
	return o
}

// Begin begins a round of the offices in its entries. The whole round is there
// afterwards, or nothing of it.
func (d *Desk) Begin(ctx context.Context, r *checks.Round) error {
	if len(r.Entries) == 0 {
		return ErrEmpty
	}
	head := *r
	if head.Schema = checks.RoundSchema; head.Started.IsZero() {
		head.Started = d.now().UTC()
	}
	return d.within(ctx, true, func(tx *sql.Tx) error {
		if err := insertRound(ctx, tx, &head); err != nil {
			return err
		}
		var jobs []river.InsertManyParams
		for i := range head.Entries {
			jobs = append(jobs, river.InsertManyParams{Args: jobArgs{Round: head.Name, Office: head.Entries[i].Office.Key()}, InsertOpts: options(time.Time{}, false)})
		}
		if _, err := d.river.InsertManyTx(ctx, tx, jobs); err != nil {
			return fmt.Errorf("queueing the offices of %q: %w", r.Name, err)
		}
		return nil
	})
}

// Resume queues what waits and has no job, as after a database was restored.
// It gives the number of offices that wait. Doing so twice does nothing more.
func (d *Desk) Resume(ctx context.Context, name string) (int, error) {
	return d.requeue(ctx, name, func(*sql.Tx) error { return nil })
}

// Retry puts the offices that failed back, with all their tries, and gives
// the number of those that wait.
func (d *Desk) Retry(ctx context.Context, name string) (int, error) {
	return d.requeue(ctx, name, func(tx *sql.Tx) error {
		back, err := changed(ctx, tx, "UPDATE entries SET state = $1, generation = generation + 1, tries = 0, due = 0, ended = 0 WHERE round = $2 AND state = $3",
			string(checks.Waiting), name, string(checks.Failed))
		if err != nil || !back {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE rounds SET state = $1, ended = 0 WHERE name = $2", stateOpen, name)
		return err
	})
}

// requeue queues all that waits in a round once first is done, and gives its
// number.
func (d *Desk) requeue(ctx context.Context, name string, first func(*sql.Tx) error) (n int, err error) {
	err = d.within(ctx, true, func(tx *sql.Tx) error {
		_, state, err := head(ctx, tx, name)
		if err != nil {
			return err
		}
		if state == stateCancelled {
			return fmt.Errorf("%w: %q", ErrEnded, name)
		}
		if err := first(tx); err != nil {
			return err
		}
		list, err := readRows(ctx, tx, "round = $1 AND state = $2", name, string(checks.Waiting))
		if err != nil {
			return err
		}
		n = len(list)
		for _, r := range list {
			if _, err := d.river.InsertTx(ctx, tx, jobArgs{Round: r.round, Office: r.key, Generation: r.generation}, options(time.Time{}, false)); err != nil {
				return fmt.Errorf("queueing the office %q: %w", r.key, err)
			}
		}
		return nil
	})
	return n, err
}

// Cancel ends a round: what waits is left out, and what runs is broken off.
func (d *Desk) Cancel(ctx context.Context, name string) error {
	return d.within(ctx, true, func(tx *sql.Tx) error {
		_, state, err := head(ctx, tx, name)
		if err != nil {
			return err
		}
		if state != stateOpen {
			return fmt.Errorf("%w: %q", ErrEnded, name)
		}
		now := millis(d.now())
		if _, err := tx.ExecContext(ctx, "UPDATE entries SET state = $1, generation = generation + 1, ended = $2 WHERE round = $3 AND state IN ($4, $5)",
			string(checks.Cancelled), now, name, string(checks.Waiting), string(checks.Running)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM claims WHERE round = $1", name); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE rounds SET state = $1, ended = $2 WHERE name = $3", stateCancelled, now, name)
		return err
	})
}

// Names lists the rounds, the latest first.
func (d *Desk) Names(ctx context.Context) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, "SELECT name FROM rounds ORDER BY started DESC, name")
	if err != nil {
		return nil, fmt.Errorf("listing the rounds: %w", d.db.Sorted(err))
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("listing the rounds: %w", err)
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

// Round reads a round with its entries in the order of its list.
func (d *Desk) Round(ctx context.Context, name string) (*checks.Round, error) {
	r, _, err := head(ctx, d.db, name)
	if err != nil {
		return nil, d.db.Sorted(err)
	}
	list, err := readRows(ctx, d.db, "round = $1", name)
	if err != nil {
		return nil, d.db.Sorted(err)
	}
	for _, one := range list {
		r.Entries = append(r.Entries, one.Entry)
	}
	return r, nil
}

// Before names the round that went before another: the latest that began
// earlier and was not cancelled; "" if there is none.
func (d *Desk) Before(ctx context.Context, name string) (string, error) {
	var out string
	err := d.db.QueryRowContext(ctx, `SELECT name FROM rounds WHERE state <> $1 AND started < (SELECT started FROM rounds WHERE name = $2) ORDER BY started DESC LIMIT 1`,
		stateCancelled, name).Scan(&out)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return out, d.db.Sorted(err)
}

// Audit reads one office's audit; nil if it has none.
func (d *Desk) Audit(ctx context.Context, name, key string) (*checks.Audit, error) {
	var body []byte
	err := d.db.QueryRowContext(ctx, "SELECT body FROM audits_of_rounds WHERE round = $1 AND office_key = $2", name, key).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the audit of %q: %w", key, d.db.Sorted(err))
	}
	return unpack(body)
}

// Plan begins rounds by itself.
type Plan struct {
	Name    string          `json:"name"`  // of the rounds, before the period
	Every   string          `json:"every"` // "month" or "quarter" of the fiscal year
	Hour    int             `json:"hour"`  // of the first day, Asia/Bangkok
	Share   float64         `json:"share"`
	Offices []checks.Office `json:"offices"`
	// Standards are the ids of those to judge by; their rules are frozen when a
	// round begins.
	Standards []string `json:"standards"`
}

// SavePlan keeps a plan under its name, in place of an earlier one.
func (d *Desk) SavePlan(ctx context.Context, p Plan) error {
	body, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("writing the plan: %w", err)
	}
	_, err = d.db.ExecContext(ctx, "INSERT INTO plans (name, body) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET body = excluded.body", p.Name, string(body))
	return d.db.Sorted(err)
}

// DropPlan forgets a plan and reports whether there was one.
func (d *Desk) DropPlan(ctx context.Context, name string) (bool, error) {
	ok, err := changed(ctx, d.db, "DELETE FROM plans WHERE name = $1", name)
	return ok, d.db.Sorted(err)
}

// Plans lists the plans by name.
func (d *Desk) Plans(ctx context.Context) ([]Plan, error) {
	rows, err := d.db.QueryContext(ctx, "SELECT body FROM plans")
	if err != nil {
		return nil, fmt.Errorf("reading the plans: %w", d.db.Sorted(err))
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var out []Plan
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, fmt.Errorf("reading the plans: %w", err)
		}
		var p Plan
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			return nil, fmt.Errorf("reading the plans: %w", err)
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(x, y Plan) int { return cmp.Compare(x.Name, y.Name) })
	return out, rows.Err()
}
