// Package database opens the database that the program keeps its records in:
// SQLite in one file of this machine, or PostgreSQL where several machines
// share the work. Both take the same SQL with numbered parameters; whole
// numbers are BIGINT and times are whole numbers on both, so that what is read
// back is of one type.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"modernc.org/sqlite"
)

// Dialect is the SQL that an engine speaks beyond what both do.
type Dialect string

// The two dialects; the names are those of goose and of folders of migrations.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// DefaultWait is how long a statement waits for another program that holds the
// database, and an opening for a server to answer.
const DefaultWait = 10 * time.Second

// mark is what a SQLite file of this program has for its application_id, so
// that the file of another program is not written into: "TRUA".
const mark = 0x54525541

// Options say how a database is opened. The zero value is right for the program.
type Options struct {
	Wait     time.Duration // see DefaultWait; 0 is that
	Existing bool          // a SQLite file that is not there is an error and not made
}

// DB is an open database.
type DB struct {
	*sql.DB
	Dialect Dialect

	name string
	path string
	pool *pgxpool.Pool
}

// Open opens "sqlite:PATH", a path, or "postgres://…" (also "postgresql://…").
// A path is a SQLite file, made where there is none, in a folder that must be
// there. Its errors are [*Error].
func Open(ctx context.Context, source string, o Options) (*DB, error) {
	if o.Wait <= 0 {
		o.Wait = DefaultWait
	}
	if strings.HasPrefix(source, "postgres://") || strings.HasPrefix(source, "postgresql://") {
		return openPostgres(ctx, source, o)
	}
	path, ok := strings.CutPrefix(source, "sqlite:")
	if !ok && strings.Contains(source, "://") {
		return nil, &Error{Kind: ErrSource, Where: withoutPassword(source), Cause: errors.New("neither a path nor sqlite: nor postgres://")}
	}
	return openSQLite(ctx, path, o)
}

// String names the database to a person: a path, or an address without its
// password.
func (db *DB) String() string { return db.name }

// Path is the file of a SQLite database; "" for PostgreSQL.
func (db *DB) Path() string { return db.path }

// Pool is the pool of connections to PostgreSQL, for what wants more than
// database/sql; nil for SQLite.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Close closes the database. With SQLite it folds the log of writes into the
// file, which then is all there is to copy.
func (db *DB) Close() error {
	err := db.DB.Close()
	if db.pool != nil {
		db.pool.Close()
	}
	return err
}

func openSQLite(ctx context.Context, path string, o Options) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, &Error{Kind: ErrSource, Where: path, Cause: err}
	}
	fail := func(err error) (*DB, error) { return nil, sorted(err, SQLite, path, path) }
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return nil, &Error{Kind: ErrSource, Where: path, Cause: errors.New("is a folder")}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() || o.Existing {
			return nil, &Error{Kind: ErrMissing, Where: path, Cause: fs.ErrNotExist}
		}
	case err != nil:
		return fail(err)
	}
	if elsewhere(filepath.Dir(path)) {
		return nil, &Error{Kind: ErrRemote, Where: path, Cause: errors.New("a network folder")}
	}
	connector, err := sqlite.NewConnector(sqliteName(path, o.Wait))
	if err != nil {
		return fail(err)
	}
	db := &DB{DB: sql.OpenDB(connector), Dialect: SQLite, name: path, path: path}
	if err := db.own(ctx); err != nil {
		_ = db.DB.Close() // the first error is the one to tell
		return fail(err)
	}
	return db, nil
}

// sqliteName is the data source name of a file. Writers take their lock when a
// transaction begins, so that none fails half way because another was quicker.
func sqliteName(path string, wait time.Duration) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	if !strings.HasPrefix(u.Path, "/") { // a drive's letter
		u.Path = "/" + u.Path
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()), "journal_mode(wal)", "synchronous(full)", "foreign_keys(on)",
	}}
	u.RawQuery = q.Encode()
	return u.String()
}

// own looks whether the file is this program's, and marks a new one so.
func (db *DB) own(ctx context.Context) error {
	var id, tables int64
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id == mark {
		return nil
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if tables > 0 {
		return &Error{Kind: ErrForeign, Where: db.name, Cause: errors.New("another program's tables")}
	}
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", mark))
	return err
}

func openPostgres(ctx context.Context, source string, o Options) (*DB, error) {
	name := withoutPassword(source)
	config, err := pgxpool.ParseConfig(source)
	if err != nil {
		return nil, &Error{Kind: ErrSource, Where: name, Cause: errors.New("not an address of PostgreSQL")} // pgx's own words may hold the password
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = o.Wait
	}
	if config.ConnConfig.RuntimeParams["lock_timeout"] == "" {
		config.ConnConfig.RuntimeParams["lock_timeout"] = fmt.Sprint(o.Wait.Milliseconds())
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, sorted(err, Postgres, name, "")
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, sorted(err, Postgres, name, "")
	}
	return &DB{DB: stdlib.OpenDBFromPool(pool), Dialect: Postgres, name: name, pool: pool}, nil
}

// withoutPassword gives an address as it may be shown.
func withoutPassword(source string) string {
	u, err := url.Parse(source)
	if err != nil {
		scheme, _, _ := strings.Cut(source, "://")
		return scheme + "://…"
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslpassword"} {
		q.Del(secret)
	}
	u.RawQuery = q.Encode()
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	return u.String()
}
