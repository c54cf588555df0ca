package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/checks/thai"
)

// TestNothingBeginsOutsideTheWindow: a worker whose hours have not come asks
// nobody, and says so to Prometheus.
func TestNothingBeginsOutsideTheWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	p := serveProvince(t, 3, 3, 0)
	r := newARound(t, databasetest.File(t))
	r.must("desk", append([]string{"round", "start", "ก", "--queue-only", "--offices", p.list(t)}, quickly()...)...)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := free.Addr().String()
	_ = free.Close() // the worker takes it over
	hour := time.Now().In(thai.Bangkok()).Hour()
	window := fmt.Sprintf("%02d:00-%02d:00", (hour+3)%24, (hour+5)%24)
	cmd, out := r.start("w", append([]string{"worker", "--window", window, "--metrics", at}, quickly()...)...)
	metrics := ""
	r.await("metrics", func() bool {
		ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at+"/metrics", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return false
		}
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		metrics = string(body)
		return err == nil && resp.StatusCode == http.StatusOK
	})
	for _, want := range []string{`truatweb_round_offices{round="ก",state="waiting"} 3`, "truatweb_offices_running 0", "truatweb_database_troubles_total 0"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("%q is not told:\n%s", want, metrics)
		}
	}
	time.Sleep(time.Second) // jobs are looked at five times a second here
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("asked to end: %v\n%s", err, out)
	}
	for i := range p.homes {
		if p.asking(i) > 0 {
			t.Errorf("office %d was asked outside %s", i, window)
		}
	}
	if s := r.status("ก"); s.Counts[checks.Waiting] != 3 {
		t.Errorf("%v", s.Counts)
	}
	// A worker with other hours does not wait for the first one's.
	r.must("w", append([]string{"worker", "--until-done"}, quickly()...)...)
	if s := r.status("ก"); s.Counts[checks.Audited] != 3 {
		t.Errorf("%v", s.Counts)
	}
}
