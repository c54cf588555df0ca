package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports/pdf"
)

// sampleRecord lays the reports' sample audit into a folder.
func sampleRecord(t *testing.T) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "reports", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "audit.json")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func asked(p parts, args ...string) (exit int, stdout, stderr string) {
	var out, errs bytes.Buffer
	exit = run(context.Background(), world{stdout: &out, stderr: &errs, version: "v1", env: func(string) string { return "" }}, p, args)
	return exit, out.String(), errs.String()
}

func TestPapers(t *testing.T) {
	record := sampleRecord(t)
	dir := filepath.Dir(record)
	code, out, errs := asked(realParts(), "papers", record)
	// The sample was held against no list of the ministry; its site refused one page by robots.txt.
	if want := "followup.docx\nrequest.docx\nletter.docx\n"; code != exitDone || strings.ReplaceAll(out, dir+string(filepath.Separator), "") != want || !strings.Contains(errs, "ไม่ได้ทำ mitas") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "mitas*")); err != nil || len(left) > 0 {
		t.Errorf("%q of a paper that was not made", left)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--only", "mitas"}, "ไม่มีเอกสารให้ทำ"},
		{[]string{"--only", "leter"}, "หมายถึง letter ใช่หรือไม่"},
		{[]string{"--standards", "gws"}, "หมายถึง gws2 ใช่หรือไม่"},
		{[]string{"--contact", "a\nb"}, "อักขระควบคุม"},
	} {
		if code, _, errs := asked(realParts(), append([]string{"papers", record}, c.args...)...); code != exitUsage || !strings.Contains(errs, c.want) {
			t.Errorf("%q: exit %d\n%s", c.args, code, errs)
		}
	}
	if code, _, errs := asked(realParts(), "papers"); code != exitUsage || errs == "" {
		t.Errorf("without a record: exit %d\n%s", code, errs)
	}
}

// The numbers of the year's list come from the built-in rules.
func TestYearNumbers(t *testing.T) {
	number := yearNumbers(realParts())
	for id, want := range map[string]string{"moit1.memo": "1.1", "moit2.executives": "2.1(1)", "moit2.proc_plan": "2.18.2", "moit1": "", "none": ""} {
		if got := number("moit2569", id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if got := number("ops2563", "1.5"); got != "" {
		t.Errorf("1.5 of the announcement: %q", got)
	}
}

// Without a browser the PDF is missing, which is said, and all else is written.
func TestReportsWithoutAPrinter(t *testing.T) {
	record := sampleRecord(t)
	p := realParts()
	for i := range p.formats {
		if p.formats[i].name == "pdf" {
			p.formats[i].write = func(io.Writer, *checks.Audit, string) error { return pdf.ErrNoPrinter }
		}
	}
	code, out, errs := asked(p, "report", record, "--format", "pdf,csv")
	if code != exitFailed || !strings.HasSuffix(out, "report.csv\n") || !strings.Contains(errs, "ไม่มี Chromium") || !strings.Contains(errs, "truatweb doctor") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}
