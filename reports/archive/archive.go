// Package archive keeps audits: each record as it was written, what was found as
// rows to ask, the sites as they were seen, and what people said, only ever added
// to. It lives in SQLite or PostgreSQL, and the sites in a folder or bucket, named
// by what is in them.
package archive

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/reports/archive/query"
)

// Name is the file of the database in a data folder.
const Name = "truatweb.db"

// SitesName is the folder of the kept sites in a data folder.
const SitesName = "sites"

//go:embed migrations
var migrations embed.FS

// Files keeps files by their digest, "sha256:" and hex. What is kept under a
// digest never changes.
type Files interface {
	// Put keeps what it reads, whole or not at all. What is there already may be
	// kept as it is.
	Put(ctx context.Context, digest string, r io.Reader) error
	// Open reads a file; the error wraps fs.ErrNotExist where there is none.
	Open(ctx context.Context, digest string) (io.ReadCloser, error)
}

// Options say where an archive lies.
type Options struct {
	Database string // as database.Open takes it
	Existing bool   // a SQLite file that is not there is an error and not made
	Files    Files  // nil keeps no sites
	Now      func() time.Time
	Read     func(io.Reader) (*checks.Audit, error) // reads an audit.json; nil is plain JSON
}

// Archive is an open archive. It may be used by several goroutines, and its data
// by several processes, at once.
type Archive struct {
	db    *database.DB
	q     *query.Queries
	files Files
	now   func() time.Time
	read  func(io.Reader) (*checks.Audit, error)
}

// The mistakes of a caller. Trouble with the database is a [*database.Error].
var (
	ErrNoAudit = errors.New("not an audit that can be kept")
	ErrNotKept = errors.New("no such audit is kept")
	ErrNoSite  = errors.New("the site of that audit is not kept")
	ErrNoFiles = errors.New("the archive has no place for sites")
)

// AmbiguousError is the beginning of more than one audit's id.
type AmbiguousError struct {
	Start string
	IDs   []string
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q begins the ids %s", e.Start, strings.Join(e.IDs, ", "))
}

// Open opens an archive and brings its tables up to what this program knows.
func Open(ctx context.Context, o Options) (*Archive, error) {
	db, err := database.Open(ctx, o.Database, database.Options{Existing: o.Existing})
	if err != nil {
		return nil, fmt.Errorf("opening the archive: %w", err)
	}
	if err := db.Migrate(ctx, mustSub(migrations), "archive_migrations"); err != nil {
		_ = db.Close() // the first error is the one to tell
		return nil, fmt.Errorf("opening the archive: %w", err)
	}
	a := &Archive{db: db, q: query.New(db), files: o.Files, now: o.Now, read: o.Read}
	if a.now == nil {
		a.now = time.Now
	}
	if a.read == nil {
		a.read = plainJSON
	}
	return a, nil
}

func mustSub(dir embed.FS) fs.FS {
	sub, err := fs.Sub(dir, "migrations")
	if err != nil {
		panic(err) // the name is right
	}
	return sub
}

// Close closes the archive; with SQLite one file is then all there is to copy
// beside the sites.
func (a *Archive) Close() error { return a.db.Close() }

// String names the archive to a person.
func (a *Archive) String() string { return a.db.String() }

func plainJSON(r io.Reader) (*checks.Audit, error) {
	var a checks.Audit
	if err := json.NewDecoder(r).Decode(&a); err != nil {
		return nil, err
	}
	if a.Schema != checks.AuditSchema {
		return nil, fmt.Errorf("schema %q", a.Schema)
	}
	return &a, nil
}

// wrapped says what was being done and names what is wrong with the database.
func (a *Archive) wrapped(doing string, err error) error {
	if err == nil {
		return nil
	}
	return a.db.Sorted(fmt.Errorf("%s: %w", doing, err))
}

// change runs one transaction: all of it is kept or nothing. Those that number
// rows name the table that they keep to themselves meanwhile.
func (a *Archive) change(ctx context.Context, table string, do func(*query.Queries) error) error {
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit there is nothing to take back
	if a.db.Dialect == database.Postgres {
		if _, err := tx.ExecContext(ctx, "LOCK TABLE "+table+" IN EXCLUSIVE MODE"); err != nil {
			return err
		}
	}
	if err := do(a.q.WithTx(tx)); err != nil {
		return err
	}
	return tx.Commit()
}

// view runs reads that must see one state of the archive.
func (a *Archive) view(ctx context.Context, do func(*query.Queries) error) error {
	tx, err := a.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return do(a.q.WithTx(tx))
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// digestFrom reads to the end.
func digestFrom(r io.Reader) (digest string, size int64, err error) {
	h := sha256.New()
	size, err = io.Copy(h, r)
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), size, err
}

func micros(t time.Time) int64 { return t.UnixMicro() }

func moment(us int64) time.Time { return time.UnixMicro(us).UTC() }

func whole(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
