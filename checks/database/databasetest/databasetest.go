// Package databasetest gives tests databases to write into: a file of SQLite,
// and a real server of PostgreSQL on this machine that ends with the tests.
package databasetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks/database"
)

// Each runs a test on both engines, each time with the address of an empty
// database of its own. Where there is no PostgreSQL that half is skipped.
func Each(t *testing.T, test func(t *testing.T, source string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, File(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// File gives the address of a SQLite file that is not there yet.
func File(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "truatweb.db")
}

// Postgres gives the address of an empty database of the test's own on a server
// that all tests of a program share. It skips the test where there is none.
func Postgres(t testing.TB) string {
	t.Helper()
	at, err := server()
	if errors.Is(err, errNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	name := "test" + strconv.FormatInt(at.made.Add(1), 10)
	if err := at.run(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.run(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return at.address(name)
}

// errNone says that tests cannot have a server here.
var errNone = errors.New("no PostgreSQL for tests")

// running is a server that was started.
type running struct {
	port int
	made atomic.Int64 // databases so far
	tie  *os.File     // the server's keeper ends it when this is closed, at the latest with the program
	said *os.File     // what the keeper says
}

func (r *running) address(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(owner), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(r.port)), Path: "/" + database, RawQuery: "sslmode=disable"}
	return u.String()
}

// run runs one statement beside all databases of tests.
func (r *running) run(ctx context.Context, statement string) error {
	db, err := database.Open(ctx, r.address("postgres"), database.Options{})
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}

// owner is the user that owns all there is on the server.
const owner = "truatweb"

// keeper makes a server in the folder $1 on the port $2 with the programs in
// $3, says "ready", starts it anew as after a failure of power for each line it
// is given, and takes it down with all it wrote when its input ends,
// which it does however the tests end.
const keeper = `
"$3/initdb" -D "$1/data" -U ` + owner + ` --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$1/log" 2>&1 &&
"$3/pg_ctl" -D "$1/data" -w -t 60 -l "$1/log" -o "-h 127.0.0.1 -p $2 -k $1 -c fsync=off -c max_connections=100 -c shared_buffers=16MB" start >>"$1/log" 2>&1 &&
echo ready
while read -r _; do
"$3/pg_ctl" -D "$1/data" -w -t 60 -m immediate -l "$1/log" restart >>"$1/log" 2>&1 && echo ready
done
"$3/pg_ctl" -D "$1/data" -m immediate stop >/dev/null 2>&1
rm -rf "$1"
`

var server = sync.OnceValues(start)

func start() (*running, error) {
	programs, err := findPrograms()
	if err != nil {
		return nil, err
	}
	var failed error
	for range 3 { // a port that was free may be taken a moment later
		r, err := startOne(programs)
		if err == nil || errors.Is(err, errNone) {
			return r, err
		}
		failed = err
	}
	return nil, failed
}

func startOne(programs string) (*running, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("finding a free port: %w", err)
	}
	r := &running{port: listener.Addr().(*net.TCPAddr).Port}
	_ = listener.Close() // the server takes it over
	folder, err := os.MkdirTemp("", "truatweb-pg-*")
	if err != nil {
		return nil, fmt.Errorf("making a folder for PostgreSQL: %w", err)
	}
	shell := exec.Command("/bin/sh", "-c", keeper, "keeper", folder, strconv.Itoa(r.port), programs)
	shell.Dir = folder
	if err := asUser(shell, folder); err != nil {
		_ = os.RemoveAll(folder)
		return nil, err
	}
	in, tie, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL: %w", err)
	}
	out, told, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL: %w", err)
	}
	shell.Stdin, shell.Stdout = in, told
	if err := shell.Start(); err != nil {
		_ = os.RemoveAll(folder)
		return nil, fmt.Errorf("starting PostgreSQL: %w", err)
	}
	r.tie, r.said = tie, out
	_ = in.Close() // both are the keeper's now
	_ = told.Close()
	if r.ready() {
		return r, nil
	}
	_ = out.Close()
	log, _ := os.ReadFile(filepath.Join(folder, "log")) // what it says is told if it says anything
	_ = tie.Close()
	return nil, fmt.Errorf("PostgreSQL does not start:\n%s", log)
}

// ready waits until the server answers.
func (r *running) ready() bool {
	_ = r.said.SetReadDeadline(time.Now().Add(90 * time.Second))
	word := make([]byte, len("ready\n"))
	n, _ := io.ReadFull(r.said, word) // what came short is not the word
	return string(word[:n]) == "ready\n"
}

// Restart ends the server as a failure of power does, and starts it anew: all
// connections of all tests of the program are lost. Call it from tests that do
// not run beside others.
func Restart(t testing.TB) {
	t.Helper()
	at, err := server()
	if errors.Is(err, errNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := at.tie.WriteString("restart\n"); err != nil || !at.ready() {
		t.Fatalf("PostgreSQL did not come back (%v)", err)
	}
}

// findPrograms gives the folder of the newest server that is installed.
func findPrograms() (string, error) {
	if runtime.GOOS == "windows" {
		return "", fmt.Errorf("%w on this system", errNone)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is right
	slices.SortFunc(found, func(a, b string) int { return edition(b) - edition(a) })
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	for _, path := range found {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), "pg_ctl")); err == nil {
			return filepath.Dir(path), nil
		}
	}
	return "", fmt.Errorf("%w: sudo apt-get install postgresql", errNone)
}

// edition is the number in /usr/lib/postgresql/15/bin/initdb.
func edition(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4]) // 0 if it is none
	return n
}
