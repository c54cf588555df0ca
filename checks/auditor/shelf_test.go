package auditor

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What a killed program left behind is thrown away by the next; what another
// still holds, or has only just made, stays.
func TestLeftShelvesAreCleared(t *testing.T) {
	parent := t.TempDir()
	running, err := NewShelf(parent, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = running.Close() }()
	if running.lock == nil {
		t.Skip("no locks on folders here")
	}
	left, fresh := filepath.Join(parent, "truatweb-scans-left"), filepath.Join(parent, "truatweb-scans-fresh")
	for _, dir := range []string{left, fresh} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(left, "sum"), []byte("scan"), 0o600); err != nil {
		t.Fatal(err)
	}
	hour := time.Now().Add(-time.Hour)
	for _, dir := range []string{left, running.dir} {
		if err := os.Chtimes(dir, hour, hour); err != nil {
			t.Fatal(err)
		}
	}
	next, err := NewShelf(parent, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = next.Close() }()
	for dir, want := range map[string]bool{left: false, fresh: true, running.dir: true, next.dir: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", filepath.Base(dir), err, want)
		}
	}
}
