package round

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
)

//go:embed migrations
var migrations embed.FS

// largestAudit bounds what a stored audit unpacks to, in bytes.
const largestAudit = 256 << 20

// The states of a round.
const (
	stateOpen      = "open"
	stateDone      = "done"
	stateCancelled = "cancelled"
)

// store is the tables of rounds.
type store struct {
	db  *database.DB
	now func() time.Time
}

func (s *store) migrate(ctx context.Context) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("reading the migrations of rounds: %w", err)
	}
	if err := s.db.Migrate(ctx, dir, "truatweb_rounds"); err != nil {
		return fmt.Errorf("making the tables of rounds: %w", err)
	}
	return nil
}

// within runs do in a transaction. With turn, no other such transaction of any
// worker runs at the same time.
func (s *store) within(ctx context.Context, turn bool, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.db.Sorted(err)
	}
	defer func() { _ = tx.Rollback() }() // nothing to undo once committed
	if turn {
		if _, err := tx.ExecContext(ctx, "UPDATE turn SET n = n + 1 WHERE id = 1"); err != nil {
			return s.db.Sorted(err)
		}
	}
	if err := do(tx); err != nil {
		return s.db.Sorted(err)
	}
	return s.db.Sorted(tx.Commit())
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// head reads a round without its entries.
func head(ctx context.Context, q querier, name string) (*checks.Round, string, error) {
	var body, state string
	var ended int64
	err := q.QueryRowContext(ctx, "SELECT head, state, ended FROM rounds WHERE name = $1", name).Scan(&body, &state, &ended)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", fmt.Errorf("%w: %q", ErrUnknown, name)
	}
	if err != nil {
		return nil, "", fmt.Errorf("reading the round %q: %w", name, err)
	}
	r := &checks.Round{}
	if err := json.Unmarshal([]byte(body), r); err != nil {
		return nil, "", fmt.Errorf("reading the round %q: %w", name, err)
	}
	r.Ended, r.Cancelled = moment(ended), state == stateCancelled
	return r, state, nil
}

func insertRound(ctx context.Context, q querier, r *checks.Round) error {
	top := *r
	top.Entries = nil
	body, err := json.Marshal(top)
	if err != nil {
		return fmt.Errorf("writing the round: %w", err)
	}
	done, err := q.ExecContext(ctx, "INSERT INTO rounds (name, head, state, started, ended) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (name) DO NOTHING",
		r.Name, string(body), stateOpen, millis(r.Started))
	if err != nil {
		return fmt.Errorf("writing the round: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fmt.Errorf("%w: %q", ErrExists, r.Name))
	}
	seen := map[string]bool{}
	for i := range r.Entries {
		o := &r.Entries[i].Office
		key := o.Key()
		if seen[key] {
			return fmt.Errorf("%w: %q", ErrTwice, key)
		}
		seen[key] = true
		office, err := json.Marshal(o)
		if err != nil {
			return fmt.Errorf("writing the office %q: %w", key, err)
		}
		if _, err := q.ExecContext(ctx, `INSERT INTO entries (round, place, office_key, office, state, generation, tries, beat, worker, why, detail, due, began, ended)
			VALUES ($1, $2, $3, $4, $5, 0, 0, 0, '', '', '', 0, 0, 0)`, r.Name, int64(i), key, string(office), string(checks.Waiting)); err != nil {
			return fmt.Errorf("writing the office %q: %w", key, err)
		}
	}
	return nil
}

// row is one office of a round as it stands.
type row struct {
	checks.Entry
	round, key, worker string
	generation, beat   int64
	tries              int
	last               bool // its end was that of the round
}

const rowColumns = "round, office_key, office, state, generation, tries, beat, worker, why, detail, due, began, ended"

func scanRow(scan func(...any) error) (*row, error) {
	var r row
	var office, state, why string
	var due, began, ended, tries int64
	if err := scan(&r.round, &r.key, &office, &state, &r.generation, &tries, &r.beat, &r.worker, &why, &r.Detail, &due, &began, &ended); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(office), &r.Office); err != nil {
		return nil, fmt.Errorf("reading the office %q: %w", r.key, err)
	}
	r.State, r.Why, r.Due, r.Began, r.Ended = checks.EntryState(state), checks.Reason(why), moment(due), moment(began), moment(ended)
	r.tries = int(tries)
	r.Tries = r.tries
	return &r, nil
}

func readRow(ctx context.Context, q querier, round, key string) (*row, error) {
	r, err := scanRow(q.QueryRowContext(ctx, "SELECT "+rowColumns+" FROM entries WHERE round = $1 AND office_key = $2", round, key).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the office %q: %w", key, err)
	}
	return r, nil
}

func readRows(ctx context.Context, q querier, where string, args ...any) ([]*row, error) {
	rows, err := q.QueryContext(ctx, "SELECT "+rowColumns+" FROM entries WHERE "+where+" ORDER BY round, place", args...)
	if err != nil {
		return nil, fmt.Errorf("reading the offices: %w", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var out []*row
	for rows.Next() {
		r, err := scanRow(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("reading the offices: %w", err)
		}
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the offices: %w", err)
	}
	return out, nil
}

// changed runs a statement and reports whether it changed any row.
func changed(ctx context.Context, q querier, query string, args ...any) (bool, error) {
	done, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// close marks a round as done once nothing of it is left, and reports whether it
// was this call that did.
func (s *store) close(ctx context.Context, q querier, round string) (bool, error) {
	return changed(ctx, q, `UPDATE rounds SET state = $1, ended = $2 WHERE name = $3 AND state = $4
		AND NOT EXISTS (SELECT 1 FROM entries WHERE round = $3 AND state IN ($5, $6))`,
		stateDone, millis(s.now()), round, stateOpen, string(checks.Waiting), string(checks.Running))
}

// SaveOffices keeps the list of offices in place of the one before: the whole
// list, or nothing of it.
func (s *store) SaveOffices(ctx context.Context, list []checks.Office) error {
	return s.within(ctx, true, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM office_list"); err != nil {
			return err
		}
		for i := range list {
			body, err := json.Marshal(list[i])
			if err != nil {
				return fmt.Errorf("writing the office %q: %w", list[i].Key(), err)
			}
			if _, err := tx.ExecContext(ctx, "INSERT INTO office_list (place, office) VALUES ($1, $2)", int64(i), string(body)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Offices reads the list of offices that is kept; none if there is none.
func (s *store) Offices(ctx context.Context) ([]checks.Office, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT office FROM office_list ORDER BY place")
	if err != nil {
		return nil, fmt.Errorf("reading the list of offices: %w", s.db.Sorted(err))
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var out []checks.Office
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, fmt.Errorf("reading the list of offices: %w", err)
		}
		var o checks.Office
		if err := json.Unmarshal([]byte(body), &o); err != nil {
			return nil, fmt.Errorf("reading the list of offices: %w", err)
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

func pack(a *checks.Audit) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(a); err != nil {
		return nil, fmt.Errorf("writing the audit: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("writing the audit: %w", err)
	}
	return b.Bytes(), nil
}

func unpack(body []byte) (*checks.Audit, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("reading the audit: %w", err)
	}
	a := &checks.Audit{}
	if err := json.NewDecoder(io.LimitReader(z, largestAudit)).Decode(a); err != nil {
		return nil, fmt.Errorf("reading the audit: %w", err)
	}
	return a, nil
}
