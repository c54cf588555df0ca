package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

func TestProgressSaysWhatIsWaitedFor(t *testing.T) {
	until := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		t    *texts
		e    event
		want []string
	}{
		{thaiTexts(), event{until: until}, []string{"--window", "2026-11-23 18:00 น.", "Ctrl-C"}},
		{english(), event{until: until}, []string{"--window", "2026-11-23 18:00", "Ctrl-C"}},
		{thaiTexts(), event{until: until, host: "www.example.go.th"}, []string{"www.example.go.th", "18:00 น."}},
	} {
		var out bytes.Buffer
		p := newProgress(world{stderr: &out, now: time.Now}, c.t, false)
		p.seen(c.e)
		p.done()
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q lacks %q", out.String(), want)
			}
		}
	}
}

// TestWindowFlag waits outside its hours, says until when, asks for nothing and
// ends when told to.
func TestWindowFlag(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	now := time.Now().In(thai.Bangkok())
	later := now.Add(3*time.Hour).Format("15:04") + "-" + now.Add(4*time.Hour).Format("15:04")
	audit := func(ctx context.Context, window string, errs *bytes.Buffer) int {
		var out bytes.Buffer
		w := world{stdout: &out, stderr: errs, version: "v1", now: time.Now, env: func(string) string { return "" }}
		return run(ctx, w, realParts(), []string{"audit", s.URL, "--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0", "--browser", "off", "--ocr", "off",
			"--window", window, "--out", filepath.Join(t.TempDir(), "out")})
	}
	for _, bad := range []string{"18:00", "18:00-25:00", "นอกเวลา 18:00-06:00"} {
		var errs bytes.Buffer
		if code := audit(t.Context(), bad, &errs); code != exitUsage || !strings.Contains(errs.String(), "--window") {
			t.Errorf("--window %q: exit %d\n%s", bad, code, errs.String())
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	var errs bytes.Buffer
	code := audit(ctx, later, &errs)
	if want := now.Add(3 * time.Hour).Format("2006-01-02 15:04"); code == exitDone || !strings.Contains(errs.String(), want) || asked.Load() != 0 {
		t.Errorf("exit %d after %d requests:\n%s", code, asked.Load(), errs.String())
	}
	errs.Reset()
	open := now.Add(-time.Hour).Format("15:04") + "-" + now.Add(2*time.Hour).Format("15:04")
	if audit(t.Context(), open, &errs); asked.Load() == 0 {
		t.Errorf("within the hours nothing was asked:\n%s", errs.String())
	}
}
