package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What can be wrong with a database that a person can do something about; ask
// with [errors.Is].
var (
	ErrSource      = errors.New("not the address of a database")
	ErrMissing     = errors.New("the database is not there")
	ErrLocked      = errors.New("another program holds the database")
	ErrReadOnly    = errors.New("the database cannot be written")
	ErrDenied      = errors.New("access to the database is refused")
	ErrNewer       = errors.New("the database was written by a newer version of this program")
	ErrFull        = errors.New("no space left for the database")
	ErrUnreachable = errors.New("the server of the database does not answer")
	ErrForeign     = errors.New("not a database of this program")
	ErrDamaged     = errors.New("the database is damaged")
	ErrRemote      = errors.New("the database file is on another computer")
)

// Error is trouble with a database. Its kind is one of the errors above.
type Error struct {
	Kind  error
	Where string // safe to show
	Cause error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v: %v", e.Where, e.Kind, e.Cause) }

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error { return []error{e.Kind, e.Cause} }

// Sorted turns an error of the engine into an [*Error] where it is one of the
// kinds, and leaves all others as they are. An error that is sorted already, or
// nil, stays so.
func (db *DB) Sorted(err error) error { return sorted(err, db.Dialect, db.name, db.path) }

func sorted(err error, d Dialect, where, path string) error {
	var done *Error
	if err == nil || errors.As(err, &done) || errors.Is(err, context.Canceled) {
		return err
	}
	kind := kindOfSystem(err)
	if kind == nil && d == SQLite {
		kind = kindOfSQLite(err, path)
	} else if kind == nil {
		kind = kindOfPostgres(err)
	}
	if kind == nil {
		return err
	}
	return &Error{Kind: kind, Where: where, Cause: err}
}

func kindOfSystem(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.Is(err, syscall.EROFS):
		return ErrReadOnly
	case errors.Is(err, fs.ErrPermission):
		return ErrDenied
	}
	return nil
}

// kindOfSQLite reads a result code (https://www.sqlite.org/rescode.html); the
// low byte is the primary one.
func kindOfSQLite(err error, path string) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrLocked
	case sqlite3.SQLITE_READONLY:
		return ErrReadOnly
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_NOTADB:
		return ErrForeign
	case sqlite3.SQLITE_CORRUPT:
		return ErrDamaged
	case sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return ErrDenied
	case sqlite3.SQLITE_CANTOPEN:
		return kindOfFile(path)
	case sqlite3.SQLITE_IOERR:
		return ErrDamaged
	}
	return nil
}

// kindOfFile asks the system what SQLite does not say: why a file, or the log
// of writes beside it, cannot be opened.
func kindOfFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return ErrDenied // the folder is there and takes no file
		}
		return kindOfSystem(err)
	}
	_ = f.Close() // nothing was written
	return ErrReadOnly
}

// kindOfPostgres reads an SQLSTATE
// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
func kindOfPostgres(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch {
		case e.Code == "53100":
			return ErrFull
		case e.Code == "25006":
			return ErrReadOnly
		case e.Code == "55P03", e.Code == "40P01", e.Code == "40001":
			return ErrLocked
		case e.Code == "3D000":
			return ErrMissing
		case e.Code == "42501", strings.HasPrefix(e.Code, "28"):
			return ErrDenied
		case strings.HasPrefix(e.Code, "XX"), strings.HasPrefix(e.Code, "F0"):
			return ErrDamaged
		case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "57P"), strings.HasPrefix(e.Code, "53"):
			return ErrUnreachable
		}
		return nil
	}
	var refused *pgconn.ConnectError
	var network net.Error
	if errors.As(err, &refused) || errors.As(err, &network) || errors.Is(err, net.ErrClosed) || brokenOff(err) {
		return ErrUnreachable
	}
	return nil
}

func brokenOff(err error) bool {
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, driver.ErrBadConn, syscall.ECONNRESET, syscall.EPIPE} {
		if errors.Is(err, end) {
			return true
		}
	}
	return false
}

// Restarting reports whether a server was there and broke off, or said that it
// ends or is about to start: it may well be back in a moment.
func Restarting(err error) bool {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return strings.HasPrefix(e.Code, "57P")
	}
	return errors.Is(err, ErrUnreachable) && brokenOff(err)
}
