package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/notify"
)

func unattendedFile(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("unattended", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// settingsOf reads a unit's or an environment file's lines, by their names.
func settingsOf(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && !strings.HasPrefix(name, "#") {
			out[name] = value
		}
	}
	return out
}

// The commands in the units and the crontab are ones that the program understands,
// and their settings ones that it reads.
func TestUnattendedFilesCallTheProgram(t *testing.T) {
	p := realParts()
	service := settingsOf(unattendedFile(t, "truatweb-audit@.service"))
	for _, line := range []string{service["ExecStart"], unattendedFile(t, "crontab")} {
		calls := invocations([]string{strings.ReplaceAll(line[strings.LastIndex(line, "/usr/local/bin/"):], " >> truatweb.log 2>&1", "")})
		if len(calls) != 1 {
			t.Fatalf("%d calls in %q", len(calls), line)
		}
		if err := understood(p, calls[0]); err != nil {
			t.Errorf("%q: %v", calls[0], err)
		}
	}
	env := settingsOf(unattendedFile(t, "notify.env"))
	for _, name := range []string{notify.EnvSMTP, notify.EnvSMTPTLS, notify.EnvSMTPUser, notify.EnvSMTPPassword, notify.EnvMailFrom, notify.EnvLINEToken, notify.EnvWebhookSecret} {
		if _, ok := env[name]; !ok {
			t.Errorf("notify.env lacks %s", name)
		}
	}
	for name := range env {
		if strings.Contains(name, "SECRET") || strings.Contains(name, "PASSWORD") || strings.Contains(name, "TOKEN") {
			if env[name] != "" {
				t.Errorf("notify.env holds a %s", name)
			}
		}
	}
	timer := settingsOf(unattendedFile(t, "truatweb-audit@.timer"))
	if !strings.HasSuffix(timer["OnCalendar"], " Asia/Bangkok") || timer["Persistent"] != "true" || !strings.Contains(unattendedFile(t, "crontab"), "CRON_TZ=Asia/Bangkok") {
		t.Errorf("the timetable is not Bangkok's: %v", timer)
	}
}

// TestSystemdTakesTheUnits asks systemd itself, with a program that is there.
func TestSystemdTakesTheUnits(t *testing.T) {
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd here: whether it takes the units is not tested")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, kind := range []string{"service", "timer"} {
		text := strings.ReplaceAll(unattendedFile(t, "truatweb-audit@."+kind), "/usr/local/bin/truatweb", self)
		if err := os.WriteFile(filepath.Join(dir, "truatweb-audit@."+kind), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), tool, "verify", "--man=no", filepath.Join(dir, "truatweb-audit@x.timer"), filepath.Join(dir, "truatweb-audit@x.service")).CombinedOutput()
	if regexp.MustCompile(`(?m)^Failed to (initialize|set up|create|connect)`).Match(out) {
		t.Skipf("systemd cannot check units here: %s", out)
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "truatweb-audit@") {
			t.Error(strings.TrimSpace(line))
		}
	}
	if err != nil && !t.Failed() {
		t.Logf("systemd-analyze: %v\n%s", err, out)
	}
	calendar := settingsOf(unattendedFile(t, "truatweb-audit@.timer"))["OnCalendar"]
	if out, err := exec.CommandContext(t.Context(), tool, "calendar", calendar).CombinedOutput(); err != nil {
		t.Errorf("OnCalendar=%s: %v\n%s", calendar, err, out)
	}
}

// Every field that a webhook is sent stands in the table that documents it.
func TestWebhookIsDocumented(t *testing.T) {
	text := unattendedFile(t, "README.md")
	for _, of := range []reflect.Type{reflect.TypeFor[reports.News](), reflect.TypeFor[reports.Changes](), reflect.TypeFor[reports.Change](), reflect.TypeFor[reports.RoundNews]()} {
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			if name != "-" && !strings.Contains(text, "`"+name+"`") {
				t.Errorf("%s.%s is not told", of.Name(), name)
			}
		}
	}
	if body, err := json.Marshal(reports.News{}); err != nil || !strings.Contains(text, reports.NewsSchema) {
		t.Errorf("%s: %v", body, err)
	}
}
