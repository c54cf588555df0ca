package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	reportjson "github.com/truatweb/truatweb/reports/json"
)

// unwatched runs the program over invented parts in an empty folder.
func unwatched(ctx context.Context, t *testing.T, env map[string]string, args ...string) (exit int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	now := func() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }
	w := world{stdout: &out, stderr: &errs, version: "v1", now: now, env: func(name string) string { return env[name] }, scratch: t.TempDir(), draw: func(n int64) int64 { return n - 1 }}
	exit = run(ctx, w, standInParts(), args)
	return exit, out.String(), errs.String()
}

// record writes an earlier audit of an office beside the reports.
func record(t *testing.T, dir, home string, verdict checks.Verdict, at time.Time) {
	t.Helper()
	a := &checks.Audit{Schema: checks.AuditSchema, Office: checks.Office{Home: home}, AsOf: "2026-11-16", SeenAt: at,
		Findings: []checks.Finding{{ID: "1.1", Standard: "std", Level: "required", Verdict: verdict}}}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := reportjson.Write(&b, a); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "audit.json")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// hook is a webhook that keeps what it is told.
func hook(t *testing.T, status int) (address string, told func() []reports.News) {
	t.Helper()
	var mu sync.Mutex
	var all []reports.News
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n reports.News
		if err := json.NewDecoder(r.Body).Decode(&n); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		all = append(all, n)
		w.WriteHeader(status)
	}))
	t.Cleanup(s.Close)
	return s.URL, func() []reports.News { mu.Lock(); defer mu.Unlock(); return all }
}

// The last line of a quiet run says what changed since the newest earlier audit
// of the same office, and whoever is to be told is told so.
func TestQuietRunTellsWhatChanged(t *testing.T) {
	t.Chdir(t.TempDir())
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	const home = "https://good.example.go.th/"
	record(t, "older", home, checks.Absent, day)
	record(t, "old", home, checks.Found, day.AddDate(0, 0, 7))
	record(t, "another", "https://another.example.go.th/", checks.Absent, day.AddDate(0, 0, 14))
	if err := os.MkdirAll("broken", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("broken", "audit.json"), []byte(`{"schema"`), 0o600); err != nil {
		t.Fatal(err)
	}
	address, told := hook(t, http.StatusNoContent)
	code, out, errs := unwatched(t.Context(), t, nil, "audit", "good.example.go.th", "--quiet", "--out", "new", "--notify", "webhook:"+address)
	if code != exitDone || errs != "" {
		t.Errorf("exit %d, stderr %q", code, errs)
	}
	if !strings.Contains(out, home+": ดีขึ้น 0 · แย่ลง 1 · เท่าเดิม 0 · ข้อใหม่ 3 · ยังขาด 1 จาก 3 ข้อที่ต้องมี → ") || strings.Count(out, "\n") != 1 {
		t.Errorf("stdout %q", out)
	}
	if got := told(); len(got) != 1 || got[0].Changes.Worse != 1 || got[0].First {
		t.Errorf("told %+v", got)
	}
	// The same again into the same folder: compared with what it replaces, and no news.
	code, out, _ = unwatched(t.Context(), t, nil, "audit", "good.example.go.th", "--quiet", "--out", "new", "--notify", "webhook:"+address)
	if code != exitDone || !strings.Contains(out, "แย่ลง 0 · เท่าเดิม 4") || len(told()) != 1 {
		t.Errorf("exit %d, %q, told %d", code, out, len(told()))
	}
	code, _, _ = unwatched(t.Context(), t, nil, "audit", "good.example.go.th", "--quiet", "--out", "new", "--notify", "webhook:"+address, "--notify-when", "always")
	if code != exitDone || len(told()) != 2 {
		t.Errorf("exit %d, told %d", code, len(told()))
	}
}

// A notification that fails warns and changes no exit code; its secrets are told nowhere.
func TestNotificationsNeverFailARun(t *testing.T) {
	t.Chdir(t.TempDir())
	address, told := hook(t, http.StatusForbidden)
	env := map[string]string{"HOOK": address + "/T0/hunter2", "TRUATWEB_WEBHOOK_SECRET": "hunter2-signs"}
	for _, c := range []struct {
		args []string
		exit int
	}{
		{[]string{"audit", "good.example.go.th", "--out", "a"}, exitDone},
		{[]string{"audit", "good.example.go.th", "--out", "b", "--fail-on", "absent"}, exitFailOn},
		{[]string{"audit", "https://site_down.example.go.th", "--out", "c"}, exitNoSite},
	} {
		before := len(told())
		code, out, errs := unwatched(t.Context(), t, env, append(c.args, "--notify", "webhook:env:HOOK", "--notify-when", "always")...)
		if code != c.exit || !strings.Contains(errs, "คำเตือน: แจ้ง webhook:env:HOOK ไม่สำเร็จหลังลอง 1 ครั้ง") || len(told()) != before+1 {
			t.Errorf("%q: exit %d, %d told\n%s", c.args, code, len(told())-before, errs)
		}
		if strings.Contains(out+errs, "hunter2") {
			t.Errorf("%q tells a secret:\n%s%s", c.args, out, errs)
		}
	}
	if n := told()[2]; n.Trouble == "" || !strings.Contains(n.Subject, "เข้าดูเว็บไม่ได้") {
		t.Errorf("the site that is down: %+v", n)
	}
}

// What is wrong with the settings is told before anything is fetched or written.
func TestNotificationsAreReadiedFirst(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"--notify", "mail:it@example.go.th,line:U0123456789abcdef0123456789abcdef"}, []string{"ยังไม่ได้ตั้งตัวแปร TRUATWEB_SMTP", "ยังไม่ได้ตั้งตัวแปร TRUATWEB_MAIL_FROM", "ยังไม่ได้ตั้งตัวแปร TRUATWEB_LINE_TOKEN"}},
		{[]string{"--notify", "mial:it@example.go.th"}, []string{`"mial" หมายถึง mail ใช่หรือไม่`}},
		{[]string{"--notify", "webhook:https://example.go.th/\x1b[31m"}, []string{"ผู้รับใน --notify ใช้ไม่ได้"}},
		{[]string{"--notify-when", "allways"}, []string{"หมายถึง always ใช่หรือไม่"}},
		{[]string{"--jitter", "-1m"}, []string{"--jitter -1m0s"}},
		{[]string{"--jitter", "48h"}, []string{"24h"}},
	} {
		code, _, errs := unwatched(t.Context(), t, nil, append([]string{"audit", "good.example.go.th", "--out", "x"}, c.args...)...)
		for _, want := range c.want {
			if code != exitUsage || !strings.Contains(errs, want) {
				t.Errorf("%q: exit %d\n%s", c.args, code, errs)
			}
		}
	}
	if _, err := os.Stat("x"); err == nil {
		t.Error("something was written")
	}
}

// The wait is random, told, and ended by an interrupt before anything is fetched.
func TestJitter(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, errs := unwatched(t.Context(), t, nil, "audit", "good.example.go.th", "--out", "x", "--jitter", "1ns")
	if code != exitDone || !strings.Contains(errs, "รอ 0s ก่อนเริ่ม") {
		t.Errorf("exit %d\n%s", code, errs)
	}
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, stop)
	began := time.Now()
	code, _, errs = unwatched(ctx, t, nil, "audit", "good.example.go.th", "--out", "y", "--jitter", "10m")
	if code != exitStopped || time.Since(began) > 20*time.Second || !strings.Contains(errs, "รอ 10m0s ก่อนเริ่ม") {
		t.Errorf("exit %d after %s\n%s", code, time.Since(began), errs)
	}
	if _, err := os.Stat("y"); err == nil {
		t.Error("something was written")
	}
}
