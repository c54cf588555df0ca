package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// serveSmall serves a site on which a few things can be found.
func serveSmall(t *testing.T) string {
	t.Helper()
	prose := strings.Repeat("สำนักงานสาธารณสุขอำเภอทดลองก่อตั้งขึ้นเมื่อปี พ.ศ. 2500 โดยยกฐานะจากสุขศาลา และย้ายมาอยู่ที่ตั้งปัจจุบันเมื่อปี พ.ศ. 2535 ", 4)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/":
			_, _ = w.Write([]byte(`<title>สำนักงานสาธารณสุขอำเภอทดลอง</title><nav><a href="/history.html">ประวัติความเป็นมา</a></nav><h1>สำนักงานสาธารณสุขอำเภอทดลอง</h1><p>` + prose))
		case "/history.html":
			_, _ = w.Write([]byte(`<title>ประวัติความเป็นมา</title><nav><a href="/">หน้าแรก</a></nav><main><h1>ประวัติความเป็นมา</h1><p>` + prose + `</p></main>`))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// An earlier audit came to another verdict by other rules. Its site is kept, so
// that judging it anew tells what the rules did from what the site did.
func TestKeptSiteTellsRulesFromSite(t *testing.T) {
	dir, home := t.TempDir(), serveSmall(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	do := func(args ...string) string {
		t.Helper()
		var out, problems bytes.Buffer
		w := world{stdout: &out, stderr: &problems, env: func(name string) string { return map[string]string{envData: at("kept")}[name] }, now: time.Now, version: "test", scratch: dir,
			look: lookTool}
		if code := run(t.Context(), w, realParts(), args); code != exitDone {
			t.Fatalf("%v: %d\n%s", args, code, problems.String())
		}
		return out.String()
	}
	do("audit", home, "--out", at("later"), "--data", "-", "--as-of", "2026-11-20", "--browser", "off", "--rate", "0", "--standards", "ops2563", "--allow-private", "127.0.0.0/8", "--only", "127.0.0.0/8", "--quiet")
	later := recordAt(t, at("later"))
	if f := later.Finding("ops2563", "1.1"); f == nil || f.Verdict != checks.Found {
		t.Fatalf("the history of the office: %+v", f)
	}
	earlier := *later
	earlier.SeenAt = later.SeenAt.AddDate(0, 0, -2)
	earlier.Standards = append([]checks.StandardUsed(nil), later.Standards...)
	earlier.Standards[0].Digest = "sha256:" + strings.Repeat("1", 64)
	earlier.Findings = append([]checks.Finding(nil), later.Findings...)
	earlier.Finding("ops2563", "1.1").Verdict = checks.Absent
	body, err := json.Marshal(&earlier)
	if err != nil {
		t.Fatal(err)
	}
	site, err := os.ReadFile(at("later/" + siteName))
	if err != nil {
		t.Fatal(err)
	}
	for name, kept := range map[string]bool{"bare": false, "whole": true} {
		if err := os.MkdirAll(at(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name+"/audit.json"), body, 0o600); err != nil {
			t.Fatal(err)
		}
		if kept {
			if err := os.WriteFile(at(name+"/"+siteName), site, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	do("archive", "add", at("bare"), at("later"))
	key := strings.Fields(do("archive", "add", at("bare")))[2]
	if got := do("diff", key); !strings.Contains(got, "แยกไม่ได้ว่าเว็บเปลี่ยนหรือกฎเปลี่ยน") || !strings.Contains(got, "ไม่พบ → พบ — กฎตรวจเปลี่ยนด้วย แยกไม่ได้") {
		t.Errorf("without the kept site:\n%s", got)
	}
	do("archive", "add", at("whole"))
	if got := do("diff", key); !strings.Contains(got, "นำเว็บไซต์ที่เก็บไว้") || !strings.Contains(got, "ไม่พบ → พบ — กฎตรวจเปลี่ยน เว็บไม่ได้เปลี่ยน") {
		t.Errorf("with the kept site:\n%s", got)
	}
	do("report", at("later"), "--format", "html")
	if page, err := os.ReadFile(at("later/report.html")); err != nil || !bytes.Contains(page, []byte("กฎตรวจเปลี่ยน เว็บไม่ได้เปลี่ยน")) {
		t.Errorf("the report does not say it: %v", err)
	}
	if left, err := filepath.Glob(at("truatweb-site-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// What an audit saw is kept with it: only so can a later day tell the site's
// changes from the rules'.
func TestAuditKeepsTheSite(t *testing.T) {
	dir, home := t.TempDir(), serveSmall(t)
	do := func(args ...string) string {
		t.Helper()
		var out, problems bytes.Buffer
		w := world{stdout: &out, stderr: &problems, env: func(string) string { return "" }, now: time.Now, version: "test", scratch: dir, look: lookTool}
		if code := run(t.Context(), w, realParts(), args); code != exitDone {
			t.Fatalf("%v: %d\n%s", args, code, problems.String())
		}
		return out.String()
	}
	data := filepath.Join(dir, "data")
	do("audit", home, "--out", filepath.Join(dir, "report"), "--data", data, "--browser", "off", "--rate", "0", "--standards", "ops2563", "--allow-private", "127.0.0.0/8", "--only", "127.0.0.0/8", "--quiet")
	n := len(recordAt(t, filepath.Join(dir, "report")).Findings)
	if got, want := strings.TrimSpace(do("archive", "verify", "--data", data)), fmt.Sprintf(thaiTexts().archive.sound, 1, n, 1, 0); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
