package archive_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/reports/archive"
)

var update = flag.Bool("update", false, "write package query anew with sqlc")

// sqlc is the program that writes package query.
const sqlc = "github.com/sqlc-dev/sqlc/cmd/sqlc@v1.31.1"

// TestQueriesAreCurrent tells when queries or tables were changed and package
// query was not written anew: a digest of all of it stands beside it.
func TestQueriesAreCurrent(t *testing.T) {
	const kept = "query/sources.sha256"
	old, err := os.ReadFile(kept)
	if err == nil && string(old) == sourcesOfQuery(t) {
		return
	}
	if !*update {
		t.Fatalf("package query is stale: go test ./reports/archive -run %s -update", t.Name())
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", sqlc, "generate")
	cmd.Dir = "query"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(kept, []byte(sourcesOfQuery(t)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// sourcesOfQuery is a digest of what package query is written from and of what
// was written.
func sourcesOfQuery(t *testing.T) string {
	t.Helper()
	h := sha256.New()
	for _, pattern := range []string{"query/sqlc.yaml", "query/queries.sql", "migrations/postgres/*.sql", "query/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v %v", pattern, names, err)
		}
		slices.Sort(names)
		for _, name := range names {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(h, "%s %d\n%s", filepath.ToSlash(name), len(body), body)
		}
	}
	return hex.EncodeToString(h.Sum(nil)) + "\n"
}

// Both dialects have the same tables and columns.
func TestDialectsHaveTheSameTables(t *testing.T) {
	column := regexp.MustCompile(`(?m)^(?:CREATE TABLE (\w+)|    (\w+)\s+(?:TEXT|BIGINT|BLOB|BYTEA|REAL|DOUBLE PRECISION)\s)`)
	tables := func(dialect string) string {
		names, err := filepath.Glob("migrations/" + dialect + "/*.sql")
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		var out []string
		for _, name := range names {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range column.FindAllStringSubmatch(string(body), -1) {
				out = append(out, filepath.Base(name)+" "+m[1]+m[2])
			}
		}
		return strings.Join(out, "\n")
	}
	if a, b := tables("sqlite"), tables("postgres"); a != b || len(a) < 100 {
		t.Errorf("SQLite has\n%s\nPostgreSQL has\n%s", a, b)
	}
}

// filled is a closed SQLite archive with something of everything, and its folder.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a := openIn(t, dir)
	for n := range 4 {
		one := audit(home, n, checks.Found, checks.Partial, checks.Absent)
		if _, _, err := a.Save(t.Context(), record(t, one), strings.NewReader(fmt.Sprint("WARC ", n))); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 5 {
		if _, err := a.Append(t.Context(), []checks.Statement{decided("a.example", "1", fmt.Sprint("หมายเหตุ ", n), checks.Found, "")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func openIn(t *testing.T, dir string) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), archive.Options{Database: filepath.Join(dir, archive.Name), Files: archive.Folder{Dir: filepath.Join(dir, archive.SitesName)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// contents is every row of every table that holds something.
func contents(t *testing.T, dir string) string {
	t.Helper()
	db, err := database.Open(t.Context(), filepath.Join(dir, archive.Name), database.Options{})
	if err != nil {
		return "unreadable: " + err.Error()
	}
	defer db.Close()
	var all strings.Builder
	for _, table := range []string{"offices", "records", "files", "audits", "standards", "findings", "proofs", "statements"} {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			return "unreadable: " + err.Error()
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				return "unreadable: " + err.Error()
			}
			fmt.Fprintf(&all, "%s %q\n", table, cells)
		}
		if err := rows.Err(); err != nil {
			return "unreadable: " + err.Error()
		}
		rows.Close()
	}
	return all.String()
}

// Whatever single byte of the database is turned: either nothing that is kept has
// changed by it, or it is found.
func TestTurnedByteIsFound(t *testing.T) {
	dir := filled(t)
	path := filepath.Join(dir, archive.Name)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := contents(t, dir)
	chance := rand.New(rand.NewPCG(1, 2))
	changed, found := 0, 0
	for range 600 {
		at := chance.IntN(len(whole))
		turned := bytes.Clone(whole)
		turned[at] ^= 1 << chance.IntN(8)
		for _, name := range []string{path, path + "-wal", path + "-shm"} {
			if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(path, turned, 0o600); err != nil {
			t.Fatal(err)
		}
		told := verified(t, dir)
		if got := contents(t, dir); got != want {
			changed++
			if told == "" {
				t.Errorf("byte %d changed what is kept and was not found", at)
			}
		}
		if told != "" {
			found++
		}
	}
	if changed < 25 {
		t.Errorf("only %d of the bytes changed anything: the test shows nothing", changed)
	}
	t.Logf("%d bytes changed what is kept, %d were told", changed, found)
}

// verified is all that is said of an archive when it is opened and verified; ""
// if all is well.
func verified(t *testing.T, dir string) string {
	t.Helper()
	a, err := archive.Open(t.Context(), archive.Options{Database: filepath.Join(dir, archive.Name), Files: archive.Folder{Dir: filepath.Join(dir, archive.SitesName)}})
	if err != nil {
		return err.Error()
	}
	defer a.Close()
	var told []string
	if _, err := a.Verify(t.Context(), func(f archive.Fault) { told = append(told, f.String()) }); err != nil {
		told = append(told, err.Error())
	}
	return strings.Join(told, "\n")
}

func TestFaultsAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		harm string // SQL, or "FILE" and what to do with the first site
		want string
	}{
		"verdict":            {"UPDATE findings SET verdict = 'found' WHERE item = '3' AND audit = (SELECT id FROM audits WHERE seq = 2)", "finding 2026-11-02-"},
		"title":              {"UPDATE findings SET title = 'x' WHERE item = '2'", "ops2563:2: changed"},
		"finding taken out":  {"DELETE FROM findings WHERE item = '1'", "ops2563:1: missing"},
		"finding put in":     {"INSERT INTO findings SELECT audit, standard, '9', position, office, title, parent, level, period, verdict, have, parts, digest FROM findings WHERE item = '1'", "ops2563:9: nobodys"},
		"score":              {"UPDATE standards SET low = 1", "standard 2026-11-01-"},
		"record":             {"UPDATE records SET body = (SELECT body FROM records ORDER BY digest LIMIT 1)", "record 2026-11-0"},
		"coverage":           {"UPDATE audits SET floor_met = 0 WHERE seq = 1", "audit 2026-11-01-"},
		"audit taken out":    {"DELETE FROM findings WHERE audit LIKE '2026-11-02%'; DELETE FROM standards WHERE audit LIKE '2026-11-02%'; DELETE FROM audits WHERE seq = 2", "unchained"},
		"since when":         {"UPDATE proofs SET first_seen = 1", "proof a.example"},
		"office":             {"UPDATE offices SET name = 'สสอ.อื่น'", "office a.example"},
		"what was said":      {"DROP TRIGGER statements_stay_as_they_are; UPDATE statements SET line = replace(line, 'หมายเหตุ 2', 'หมายเหตุ 9')", "statement 3"},
		"said of another":    {"DROP TRIGGER statements_stay_as_they_are; UPDATE statements SET office = 'b.example' WHERE seq = 4", "statement 4 : changed"},
		"statement gone":     {"DROP TRIGGER statements_stay; DELETE FROM statements WHERE seq = 2", "statement 3 : unchained"},
		"site gone":          {"FILE remove", "site sha256:"},
		"site changed":       {"FILE turn", "changed: is sha256:"},
		"site of no digest":  {"PRAGMA foreign_keys = off; UPDATE audits SET site = 'sha256:00' WHERE seq = 3", "site sha256:00 2026-11-03-"},
		"record of no audit": {"INSERT INTO records VALUES ('sha256:11', 1, 'x')", "record sha256:11 : nobodys"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			if what, ok := strings.CutPrefix(c.harm, "FILE "); ok {
				harmSite(t, dir, what)
			} else {
				db, err := database.Open(t.Context(), filepath.Join(dir, archive.Name), database.Options{})
				if err != nil {
					t.Fatal(err)
				}
				conn, err := db.Conn(t.Context()) // a pragma is of one connection
				if err != nil {
					t.Fatal(err)
				}
				for s := range strings.SplitSeq(c.harm, "; ") {
					if _, err := conn.ExecContext(t.Context(), s); err != nil {
						t.Fatalf("%s: %v", s, err)
					}
				}
				conn.Close()
				db.Close()
			}
			if told := verified(t, dir); !strings.Contains(told, c.want) {
				t.Errorf("told %q, want %q", told, c.want)
			}
		})
	}
}

func harmSite(t *testing.T, dir, what string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, archive.SitesName, "*", "*"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	if what == "remove" {
		err = os.Remove(names[0])
	} else {
		err = os.WriteFile(names[0], []byte("WARC x"), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// killed is set in the child process of TestKilledAnyTimeLeavesItWhole.
const killed = "TRUATWEB_TEST_ARCHIVE"

// TestKilledAnyTimeLeavesItWhole kills a process with no warning while it makes
// the tables or saves, again and again, and finds the archive whole each time,
// with all that was told to be saved.
func TestKilledAnyTimeLeavesItWhole(t *testing.T) {
	if dir := os.Getenv(killed); dir != "" {
		saveForEver(t, dir)
		return
	}
	me, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	chance := rand.New(rand.NewPCG(3, 4))
	told := map[string]bool{}
	interrupted := 0
	for round := range 14 {
		child := exec.Command(me, "-test.run", "^"+t.Name()+"$")
		child.Env = append(os.Environ(), killed+"="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(20+chance.IntN(150+round*20))*time.Millisecond, func() { _ = child.Process.Kill() })
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if id, ok := strings.CutPrefix(lines.Text(), "saved "); ok {
				told[id] = true
			}
		}
		if child.Wait() != nil {
			interrupted++
		}
		a := openIn(t, dir)
		if got := faults(t, a); len(got) != 0 {
			t.Fatalf("round %d: %v", round, got)
		}
		for id := range told {
			if _, err := a.Entry(t.Context(), id); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
		a.Close()
	}
	if interrupted == 0 || len(told) == 0 {
		t.Errorf("%d processes killed, %d audits saved: the test shows nothing", interrupted, len(told))
	}
	t.Logf("%d processes killed, %d audits saved", interrupted, len(told))
}

func saveForEver(t *testing.T, dir string) {
	a := openIn(t, dir)
	for n := range 10000 {
		verdicts := make([]checks.Verdict, 40)
		for i := range verdicts {
			verdicts[i] = checks.Found
		}
		one := audit(home, n, verdicts...)
		one.Program = fmt.Sprint(os.Getpid()) // no record twice
		e, _, err := a.Save(t.Context(), record(t, one), strings.NewReader(fmt.Sprint("WARC ", n, os.Getpid())))
		if err == nil {
			_, err = a.Append(t.Context(), []checks.Statement{decided("a.example", "1", e.ID, checks.Found, "")})
		}
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(os.Stdout, "saved "+e.ID+"\n") // whoever reads may be gone
	}
}

func TestFolderKeepsWholeFilesAlone(t *testing.T) {
	dir := t.TempDir()
	f := archive.Folder{Dir: filepath.Join(dir, "x")}
	const digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" // of "test"
	for name, put := range map[string]struct{ digest, body string }{"another file": {digest, "other"}, "no digest": {"sha256:../../x", "x"}, "cut digest": {digest[:20], "test"}} {
		if err := f.Put(t.Context(), put.digest, strings.NewReader(put.body)); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	if err := f.Put(t.Context(), digest, strings.NewReader("test")); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "x", "*", "*"))
	if err != nil || len(names) != 1 {
		t.Errorf("%v %v", names, err)
	}
	if hidden, err := filepath.Glob(filepath.Join(dir, "x", "*", ".*")); err != nil || len(hidden) != 0 {
		t.Errorf("left behind: %v %v", hidden, err)
	}
}

func TestOpeningWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	_, err := archive.Open(t.Context(), archive.Options{Database: filepath.Join(dir, archive.Name), Existing: true})
	if err == nil || !strings.Contains(err.Error(), database.ErrMissing.Error()) {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("something was made: %v", entries)
	}
	if _, err := archive.Open(t.Context(), archive.Options{Database: databasetest.File(t) + "/x/y"}); err == nil {
		t.Error("a folder was made up")
	}
}
