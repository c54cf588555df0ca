package review_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports/review"
	"github.com/truatweb/truatweb/reports/review/reviewtest"
)

func openFiles(t *testing.T, dir string) review.Store {
	t.Helper()
	s, err := review.OpenFiles(dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFiles(t *testing.T) { reviewtest.Store(t, openFiles) }

// lot is a batch of statements that no other batch has.
func lot(n, size int) []checks.Statement {
	var out []checks.Statement
	for i := range size {
		out = append(out, checks.Statement{Office: "sso.example", Decision: &checks.Decision{Standard: "s", ID: fmt.Sprintf("%d.%d", n, i), Verdict: checks.Found, By: "ก", Unit: "ข",
			Note: strings.Repeat("หมายเหตุ ", 40), At: time.Date(2026, 11, 25, 0, 0, 0, 0, bangkok())}})
	}
	return out
}

// TestTornLog opens a log that ends at any byte: what was closed is there, what was
// not is nothing, and the next batch goes in behind it.
func TestTornLog(t *testing.T) {
	dir := t.TempDir()
	s := openFiles(t, dir)
	for n := range 2 {
		if _, err := s.Append(t.Context(), lot(n, 3)); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "said.jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	firstBatch := bytes.Index(whole, []byte(`{"end":3}`)) + len(`{"end":3}`)
	for at := 0; at <= len(whole); at += max(1, len(whole)/70) {
		for name, tail := range map[string][]byte{"cut": nil, "and zeros": make([]byte, 300), "and another's bytes": []byte("{\"x\n\n")} {
			if err := os.WriteFile(path, append(bytes.Clone(whole[:at]), tail...), 0o600); err != nil {
				t.Fatal(err)
			}
			want := 0
			switch {
			case at == len(whole):
				want = 6
			case at > firstBatch:
				want = 3
			}
			if at > firstBatch && at <= firstBatch+1 { // the newline of the closing line itself
				want = 3
			}
			last, err := review.Verify(t.Context(), s)
			if name == "cut" && (err != nil || int(last.Seq) != want) {
				t.Fatalf("cut at %d of %d: %d lines, %v; want %d", at, len(whole), last.Seq, err, want)
			}
			if err != nil && at > bytes.IndexByte(whole, '\n') {
				t.Fatalf("%s at %d: %v", name, at, err)
			}
			if n, err := s.Append(t.Context(), lot(9, 2)); err == nil && n == 2 {
				if last, err = review.Verify(t.Context(), s); err != nil || int(last.Seq) != want+2 {
					t.Fatalf("%s at %d, then two more: %d lines, %v", name, at, last.Seq, err)
				}
			} else if at > bytes.IndexByte(whole, '\n') {
				t.Fatalf("%s at %d: the next batch: %d, %v", name, at, n, err)
			}
		}
	}
}

// TestChangedLog notices a hand in the log, and a log of another program's.
func TestChangedLog(t *testing.T) {
	dir := t.TempDir()
	s := openFiles(t, dir)
	if _, err := s.Append(t.Context(), lot(1, 3)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "said.jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	for name, body := range map[string][]byte{
		"a word changed": bytes.Replace(whole, []byte(`"by":"ก"`), []byte(`"by":"ง"`), 1),
		"a line gone":    bytes.Join([][]byte{lines[0], lines[1], lines[3], lines[4]}, nil),
		"a line broken":  bytes.Replace(whole, []byte(`"by"`), []byte(`"by`), 1),
	} {
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := review.Verify(t.Context(), s); !errors.Is(err, checks.ErrChain) {
			t.Errorf("%s: %v, want a broken chain", name, err)
		}
	}
	if err := os.WriteFile(path, bytes.Replace(whole, []byte("truatweb/said/1"), []byte("truatweb/said/9"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), lot(2, 1)); !errors.Is(err, review.ErrNewer) {
		t.Errorf("a newer log: %v", err)
	}
	if _, err := review.OpenFiles(path, time.Now); err == nil {
		t.Error("a file is taken for a folder")
	}
}

// childLots is how many statements the child of TestKilled takes in at once.
const childLots = 400

// TestChild is no test: it is the process that TestKilled kills.
func TestChild(t *testing.T) {
	dir := os.Getenv("REVIEW_TEST_STORE")
	if dir == "" {
		t.Skip("started by TestKilled alone")
	}
	s := openFiles(t, dir)
	for n := 0; ; n++ {
		if _, err := s.Append(t.Context(), lot(n+os.Getpid()*1000, childLots)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilled kills a process that keeps statements, without warning, again and
// again: the store is whole each time, and holds whole batches.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	s := openFiles(t, dir)
	before := 0
	for round := range 8 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestChild$")
		cmd.Env = append(os.Environ(), "REVIEW_TEST_STORE="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for begun := time.Now(); time.Since(begun) < 20*time.Second; time.Sleep(time.Millisecond) {
			if info, err := os.Stat(filepath.Join(dir, "said.jsonl")); err == nil && info.Size() > int64(before)*200 && time.Since(begun) > time.Duration(40+13*round)*time.Millisecond {
				break
			}
		}
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()         // killed, as it says
		cancel()
		last, err := review.Verify(t.Context(), s)
		if err != nil {
			t.Fatalf("killed %d times: %v", round+1, err)
		}
		if last.Seq%childLots != 0 {
			t.Fatalf("killed %d times: %d lines, which is no whole number of batches", round+1, last.Seq)
		}
		before = int(last.Seq)
	}
	if before == 0 {
		t.Fatal("nothing was ever taken in: the test kills too early")
	}
	if n, err := s.Append(t.Context(), lot(0, 1)); err != nil || n != 1 {
		t.Errorf("after all that: %d, %v", n, err)
	}
	t.Logf("%d lines after 8 kills", before)
}

// TestReadOnly says what a folder does not let be done, and keeps what is there.
func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	s := openFiles(t, dir)
	if _, err := s.Append(t.Context(), lot(1, 1)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "said.jsonl"), 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), lot(2, 1)); !errors.Is(err, os.ErrPermission) {
		t.Errorf("a log that cannot be written: %v", err)
	}
	if n := count(t, s); n != 1 {
		t.Errorf("%d lines", n)
	}
}
