package database_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/checks/database/databasetest"
)

const first = "-- +goose Up\nCREATE TABLE notes (id BIGINT PRIMARY KEY, body TEXT NOT NULL, at BIGINT NOT NULL);\n"

func migrations(statements ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, dialect := range []string{"sqlite", "postgres"} {
		for i, s := range statements {
			out[fmt.Sprintf("%s/%04d_step.sql", dialect, i+1)] = &fstest.MapFile{Data: []byte(s)}
		}
	}
	return out
}

func open(t *testing.T, source string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), source, database.Options{Wait: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func migrate(t *testing.T, db *database.DB, statements ...string) {
	t.Helper()
	if err := db.Migrate(t.Context(), migrations(statements...), "steps"); err != nil {
		t.Fatal(err)
	}
}

func TestBothEnginesTakeTheSameSQL(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		db := open(t, source)
		migrate(t, db, first)
		migrate(t, db, first) // again is nothing
		const thai = "ประวัติความเป็นมา น้ำ"
		if _, err := db.ExecContext(t.Context(), "INSERT INTO notes (body, id, at) VALUES ($2, $1, $3)", int64(7), thai, int64(1<<62)); err != nil {
			t.Fatal(err)
		}
		var body string
		var at int64
		if err := db.QueryRowContext(t.Context(), "SELECT body, at FROM notes WHERE id = $1", 7).Scan(&body, &at); err != nil || body != thai || at != 1<<62 {
			t.Errorf("%q %d %v", body, at, err)
		}
		if (db.Pool() != nil) != (db.Dialect == database.Postgres) || (db.Path() != "") != (db.Dialect == database.SQLite) {
			t.Errorf("%s: pool %v, path %q", db.Dialect, db.Pool(), db.Path())
		}
	})
}

func TestManyMigrateAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				db, err := database.Open(t.Context(), source, database.Options{})
				if err != nil {
					t.Error(err)
					return
				}
				defer db.Close()
				if err := db.Migrate(t.Context(), migrations(first, "-- +goose Up\nCREATE TABLE more (id BIGINT);\n"), "steps"); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

func TestNewerVersionIsRefusedAndLeftAlone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		db := open(t, source)
		migrate(t, db, first, "-- +goose Up\nCREATE TABLE more (id BIGINT);\n")
		err := db.Migrate(t.Context(), migrations(first), "steps")
		if !errors.Is(err, database.ErrNewer) {
			t.Errorf("%v", err)
		}
		if _, err := db.ExecContext(t.Context(), "INSERT INTO more VALUES (1)"); err != nil {
			t.Error(err)
		}
	})
}

func TestFailedMigrationLeavesNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		db := open(t, source)
		migrate(t, db, first)
		if err := db.Migrate(t.Context(), migrations(first, "-- +goose Up\nCREATE TABLE half (id BIGINT);\nCREATE TABLE half (id BIGINT);\n"), "steps"); err == nil {
			t.Fatal("a table was made twice")
		}
		if _, err := db.ExecContext(t.Context(), "SELECT * FROM half"); err == nil {
			t.Error("half a migration was kept")
		}
		migrate(t, db, first, "-- +goose Up\nCREATE TABLE half (id BIGINT);\n")
	})
}

func TestWriterWaitsForAnotherAndThenSaysLocked(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		one := open(t, source)
		migrate(t, one, first)
		two, err := database.Open(t.Context(), source, database.Options{Wait: 200 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		defer two.Close()
		held, err := one.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = held.Rollback() }()
		if _, err := held.ExecContext(t.Context(), "INSERT INTO notes VALUES (1, 'x', 1)"); err != nil {
			t.Fatal(err)
		}
		write := func() error {
			_, err := two.ExecContext(t.Context(), "INSERT INTO notes VALUES (1, 'y', 1)")
			return two.Sorted(err)
		}
		if err := write(); !errors.Is(err, database.ErrLocked) {
			t.Errorf("%v", err)
		}
		if err := held.Rollback(); err != nil {
			t.Fatal(err)
		}
		if err := write(); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsNoDatabaseOfOurs(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	theirs := filepath.Join(dir, "theirs.db")
	db, err := sql.Open("sqlite", theirs)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE moz_places (id)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := closed.Addr().String()
	closed.Close()
	for _, c := range []struct {
		name, source string
		o            database.Options
		want         error
	}{
		{"text", write("text.db", []byte(strings.Repeat("ไม่ใช่ฐานข้อมูล ", 100))), database.Options{}, database.ErrForeign},
		{"another program's", theirs, database.Options{}, database.ErrForeign},
		{"folder", dir, database.Options{}, database.ErrSource},
		{"no folder", filepath.Join(dir, "none", "a.db"), database.Options{}, database.ErrMissing},
		{"not to be made", filepath.Join(dir, "none.db"), database.Options{Existing: true}, database.ErrMissing},
		{"under a file", filepath.Join(dir, "text.db", "a.db"), database.Options{}, database.ErrMissing},
		{"another scheme", "mysql://u:geheim@127.0.0.1/x", database.Options{}, database.ErrSource},
		{"no address", "postgres://127.0.0.1:port:geheim/x", database.Options{}, database.ErrSource},
		{"nobody answers", "postgres://u:geheim@" + port + "/x?password=geheim", database.Options{Wait: time.Second}, database.ErrUnreachable},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := database.Open(t.Context(), c.source, c.o)
			if !errors.Is(err, c.want) {
				t.Errorf("%v", err)
			}
			if err == nil {
				db.Close()
			} else if strings.Contains(err.Error(), "geheim") {
				t.Errorf("the password is told: %v", err)
			}
		})
	}
	if got, err := os.ReadFile(filepath.Join(dir, "text.db")); err != nil || !strings.HasPrefix(string(got), "ไม่ใช่") {
		t.Errorf("the file was written into: %v", err)
	}
}

func TestOddNamesOfFiles(t *testing.T) {
	for _, name := range []string{"คลัง ข้อมูล.db", "a?b.db", "a#b%41.db", "a&_pragma=x.db"} {
		dir := t.TempDir()
		db := open(t, "sqlite:"+filepath.Join(dir, name))
		migrate(t, db, first)
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 1 || entries[0].Name() != name {
			t.Errorf("%q: %v %v", name, entries, err)
		}
	}
}

func TestRefusedByTheServer(t *testing.T) {
	source := databasetest.Postgres(t)
	if _, err := database.Open(t.Context(), strings.Replace(source, "/test", "/nosuch", 1), database.Options{}); !errors.Is(err, database.ErrMissing) {
		t.Errorf("%v", err)
	}
	if _, err := database.Open(t.Context(), strings.Replace(source, "truatweb@", "stranger@", 1), database.Options{}); !errors.Is(err, database.ErrDenied) {
		t.Errorf("%v", err)
	}
	db := open(t, source+"&default_transaction_read_only=on")
	_, err := db.ExecContext(t.Context(), "CREATE TABLE x (id BIGINT)")
	if err = db.Sorted(err); !errors.Is(err, database.ErrReadOnly) {
		t.Errorf("%v", err)
	}
}

func TestFullDisk(t *testing.T) {
	db := open(t, databasetest.File(t))
	migrate(t, db, first)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "PRAGMA max_page_count = 10"); err != nil {
		t.Fatal(err)
	}
	_, err = conn.ExecContext(t.Context(), "INSERT INTO notes VALUES (1, $1, 1)", strings.Repeat("x", 1<<20))
	if err = db.Sorted(err); !errors.Is(err, database.ErrFull) {
		t.Errorf("%v", err)
	}
}

func TestReadOnly(t *testing.T) {
	db := open(t, databasetest.File(t))
	migrate(t, db, first)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "PRAGMA query_only = on"); err != nil {
		t.Fatal(err)
	}
	_, err = conn.ExecContext(t.Context(), "INSERT INTO notes VALUES (1, 'x', 1)")
	if err = db.Sorted(err); !errors.Is(err, database.ErrReadOnly) {
		t.Errorf("%v", err)
	}
	if os.Geteuid() == 0 {
		t.Log("root may write everywhere: a folder without permission is not tried")
		return
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := database.Open(t.Context(), filepath.Join(dir, "a.db"), database.Options{}); !errors.Is(err, database.ErrDenied) {
		t.Errorf("%v", err)
	}
}

func TestSortedLeavesTheRest(t *testing.T) {
	db := open(t, databasetest.File(t))
	for _, err := range []error{nil, sql.ErrNoRows, context.Canceled, errors.New("other")} {
		if got := db.Sorted(err); !errors.Is(got, err) || got != nil && strings.Contains(got.Error(), "truatweb.db") {
			t.Errorf("%v became %v", err, got)
		}
	}
}
