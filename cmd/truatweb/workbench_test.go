package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// ran runs the program with its real parts.
func ran(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	w := world{stdout: &out, stderr: &errs, version: "v1", now: time.Now, env: func(string) string { return "" }, scratch: t.TempDir()}
	code = run(context.Background(), w, realParts(), args)
	return code, out.String(), errs.String()
}

// served serves pages on loopback and keeps what was asked for.
func served(t *testing.T, pages map[string]string) (origin string, asked func() []string) {
	t.Helper()
	var mu sync.Mutex
	var paths []string
	origin, stop, err := serveLoopback(t.Context(), "127.0.0.1:0", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		paths = append(paths, r.URL.Path)
		mu.Unlock()
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", typeOf(r.URL.Path))
		_, _ = io.WriteString(w, body)
	}))
	if err != nil {
		t.Skipf("no loopback port: %v", err)
	}
	t.Cleanup(stop)
	return origin, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(paths)
	}
}

const head = `<!doctype html><html lang="th"><meta charset="utf-8"><title>`

// TestRequirementAddedByAFileAlone is the promise to those who write rules: one
// YAML file, and the item is judged and stands in every report.
func TestRequirementAddedByAFileAlone(t *testing.T) {
	const id, title = "1.11", "ปฏิทินการออกหน่วยบริการเคลื่อนที่"
	origin, _ := served(t, map[string]string{
		"/": head + `สำนักงานสาธารณสุขอำเภอบึงสมมุติ</title><nav><ul><li><a href="/mobile.html">ออกหน่วยเคลื่อนที่</a></li></ul></nav>
			<main><p>สำนักงานสาธารณสุขอำเภอบึงสมมุติ ยินดีต้อนรับประชาชนทุกท่านสู่เว็บไซต์ของเรา</p></main>`,
		"/mobile.html": head + `ปฏิทินออกหน่วย</title><h1>ปฏิทินออกหน่วยบริการเคลื่อนที่</h1><ul><li>12 มกราคม 2569 บ้านหนองน้ำใส</li><li>9 กุมภาพันธ์ 2569 บ้านโคกสูง</li>
			<li>9 มีนาคม 2569 บ้านทุ่งกลาง</li></ul>`,
	})
	mine := filepath.Join(t.TempDir(), "ops2563")
	if err := os.Mkdir(mine, 0o755); err != nil {
		t.Fatal(err)
	}
	rule := `category: "1"
requirements:
  - id: "` + id + `"
    title: ` + title + `
    level: should
    found_when:
      - heading: [ออกหน่วยบริการเคลื่อนที่]
        shows: [dated_list]
`
	if err := os.WriteFile(filepath.Join(mine, "mobile.yaml"), []byte(rule), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "report")
	audit := []string{"audit", origin + "/", "--allow-private", "127.0.0.0/8", "--only", "127.0.0.0/8", "--rate", "0", "--as-of", "2026-06-15", "--browser", "off", "--ocr", "off",
		"--standards", "ops2563", "--out", out}
	if code, _, stderr := ran(t, append(audit, "--rules", filepath.Dir(mine))...); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	record := &checks.Audit{}
	if err := json.Unmarshal(read(t, out, "audit.json"), record); err != nil {
		t.Fatal(err)
	}
	f := record.Finding("ops2563", id)
	if f == nil || f.Verdict != checks.Found || f.Title != title || len(f.Evidence) == 0 || !strings.HasSuffix(f.Evidence[0].URL, "/mobile.html") {
		t.Errorf("audit.json says %+v", f)
	}
	if page := string(read(t, out, "report.html")); !strings.Contains(page, title) || !strings.Contains(page, "บ้านหนองน้ำใส") {
		t.Error("report.html does not tell the item and its proof")
	}
	if book := wordsOf(t, read(t, out, "report.xlsx")); !strings.Contains(book, title) || !strings.Contains(book, "/mobile.html") {
		t.Error("report.xlsx does not tell the item and its proof")
	}

	// Without the file there is no such item, and the digest says that the rules differ.
	if code, _, stderr := ran(t, append(audit, "--out", out+"-plain")...); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	plain := &checks.Audit{}
	if err := json.Unmarshal(read(t, out+"-plain", "audit.json"), plain); err != nil {
		t.Fatal(err)
	}
	if plain.Finding("ops2563", id) != nil || len(plain.Standards) != 1 || plain.Standards[0].Digest == record.Standards[0].Digest {
		t.Errorf("without the file: %+v", plain.Standards)
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// wordsOf gives all that a workbook's parts hold.
func wordsOf(t *testing.T, book []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		_ = r.Close()
	}
	return all.String()
}

// TestTryAsksForOnePageAndItsFiles: whoever tries a rule on a live page costs
// its server that page and the files it links to.
func TestTryAsksForOnePageAndItsFiles(t *testing.T) {
	origin, asked := served(t, map[string]string{
		"/plan": head + `แผนปฏิบัติราชการ</title><nav><a href="/">หน้าแรก</a> <a href="/news">ข่าว</a></nav><h1>แผนปฏิบัติราชการ</h1>
			<ul><li><a href="/files/plan2569.txt">แผนปฏิบัติราชการ ปีงบประมาณ พ.ศ. 2569</a></li></ul>`,
		"/files/plan2569.txt": "แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2569\nโครงการป้องกันโรคไข้เลือดออก งบประมาณ 45,000 บาท\nตัวชี้วัด ร้อยละของหมู่บ้านที่ปลอดลูกน้ำยุงลาย\n",
		"/":                   head + `หน้าแรก</title>`, "/news": head + `ข่าว</title>`,
	})
	code, stdout, stderr := ran(t, "rules", "try", origin+"/plan", "--id", "1.8.1", "--as-of", "2026-06-15", "--allow-private", "127.0.0.0/8", "--only", "127.0.0.0/8")
	if code != exitDone || !strings.Contains(stdout, "ops2563:1.8.1 แผนปฏิบัติราชการ: พบ") {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	for _, path := range asked() {
		if !slices.Contains([]string{"/plan", "/files/plan2569.txt", "/robots.txt"}, path) {
			t.Errorf("%s was asked for", path)
		}
	}
}

// A file of this machine is served from its folder and no higher, under a name
// that nobody else on the machine can guess.
func TestBesideServesNothingAbove(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{"secret.txt": "ลับ", "in/page.html": "หน้า", "in/files/a.txt": "ไฟล์"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(dir, "in", "out.txt")); err != nil {
		t.Logf("no symbolic links here: %v", err)
	}
	origin, stop, err := serveLoopback(t.Context(), "127.0.0.1:0", beside(filepath.Join(dir, "in")))
	if err != nil {
		t.Skipf("no loopback port: %v", err)
	}
	t.Cleanup(stop)
	for path, want := range map[string]int{"/page.html": 200, "/files/a.txt": 200, "/files/": 404, "/": 404, "/../secret.txt": 404, "/..%2fsecret.txt": 404, "/out.txt": 404} {
		r, err := http.Get(origin + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("%s: HTTP %d, want %d", path, r.StatusCode, want)
		}
	}
}
