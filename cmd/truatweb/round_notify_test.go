package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
)

// TestOneMessageARound: of several workers one sums the round up and tells, and
// the next round says what has changed.
func TestOneMessageARound(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	p := serveProvince(t, 6, 3, 0)
	r := newARound(t, databasetest.File(t))
	list := p.list(t)
	address, told := hook(t, http.StatusNoContent)
	for n, name := range []string{"ก", "ข"} {
		r.must("desk", append([]string{"round", "start", name, "--queue-only", "--offices", list}, quickly()...)...)
		var both []*exec.Cmd
		for _, data := range []string{"w1", "w2"} {
			cmd, _ := r.start(data, append([]string{"worker", "--until-done", "--at-once", "2", "--out", "out", "--notify", "webhook:" + address}, quickly()...)...)
			both = append(both, cmd)
		}
		for _, cmd := range both {
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
		}
		if len(told()) != n+1 {
			t.Fatalf("%d messages after %d rounds", len(told()), n+1)
		}
		got := told()[n]
		if got.Round == nil || got.Round.Name != name || got.Round.Offices != 6 || got.Round.Looked != 6 || got.Round.Provisional || got.First != (n == 0) || got.Required == 0 {
			t.Errorf("told %+v (%+v)", got, got.Round)
		}
		if _, err := os.Stat(got.Round.Where); err != nil || !strings.Contains(got.Text, filepath.Base(got.Round.Where)) {
			t.Errorf("where it lies: %q, %v", got.Round.Where, err)
		}
	}
}

// TestMessagesNeverFailARound: one that cannot be delivered is said, and no more.
func TestMessagesNeverFailARound(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	p := serveProvince(t, 2, 2, 0)
	r := newARound(t, databasetest.File(t))
	address, told := hook(t, http.StatusForbidden)
	code, out := r.run("d", append([]string{"round", "start", "ก", "--offices", p.list(t), "-o", "out", "--notify", "webhook:" + address}, quickly()...)...)
	if code != exitDone || !strings.Contains(out, "could not be told") || len(told()) != 1 {
		t.Errorf("exit %d, %d told\n%s", code, len(told()), out)
	}
	if s := r.status("ก"); s.Counts[checks.Audited] != 2 {
		t.Errorf("%v", s.Counts)
	}
}
