package csv_test

import (
	"bytes"
	stdcsv "encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/csv"
)

func sample(t *testing.T) *checks.Audit {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	a := &checks.Audit{}
	if err := json.Unmarshal(body, a); err != nil {
		t.Fatal(err)
	}
	return a
}

// table writes an audit and reads it back, by the names of the columns.
func table(t *testing.T, a *checks.Audit, lang string) []map[string]string {
	t.Helper()
	r, err := reports.New(a, []checks.Decision{{Standard: "ops2563", ID: "1.3", Verdict: checks.Found, By: "=cmd|'/c calc'!A0"}}, lang)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (csv.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\uFEFF")
	if !marked {
		t.Error("no byte-order mark: Excel reads the Thai as Latin letters")
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end with CRLF")
	}
	rows, err := stdcsv.NewReader(strings.NewReader(text)).ReadAll() // which also holds that each row has as many cells
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], csv.Columns()) {
		t.Errorf("columns %q", rows[0])
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func TestOneFindingARow(t *testing.T) {
	a := sample(t)
	rows := table(t, a, "th")
	if len(rows) != len(a.Findings) {
		t.Fatalf("%d rows of %d findings", len(rows), len(a.Findings))
	}
	for i, row := range rows {
		f := a.Finding(row["standard"], row["id"])
		if f == nil {
			t.Fatalf("row %d is of no finding: %q", i, row)
		}
		if row["verdict"] != string(f.Verdict) || row["parent"] != map[bool]string{true: "1", false: "0"}[f.Parent] {
			t.Errorf("%s: %q", f.ID, row)
		}
		if row["office"] != a.Office.Name || row["as_of"] != "2026-11-23" || row["fiscal_year"] != "2570" || !strings.HasPrefix(row["seen_at"], "2026-11-23T10:05") {
			t.Errorf("%s names another run: %q", f.ID, row)
		}
	}
	one := rows[slices.IndexFunc(rows, func(r map[string]string) bool { return r["id"] == "1.8.2" })]
	if one["verdict_text"] != "พบแต่ปีไม่ตรง" || one["years_seen"] != "2566, 2567, 2568" || one["responsible"] != "กลุ่มงานยุทธศาสตร์และแผนงาน" || !strings.HasSuffix(one["nearest_url"], "/files/project2568.pdf") {
		t.Errorf("1.8.2: %q", one)
	}
	english := table(t, a, "en")
	if english[0]["verdict_text"] != "Found" {
		t.Errorf("in English: %q", english[0])
	}
}

// No cell begins as a formula, whatever the site wrote.
func TestNoFormula(t *testing.T) {
	a := sample(t)
	hostile := []string{"=1+1", "+66 2", "-1", "@SUM(A1)", "＝1", " =1", "'=1", "\u00A0=1"}
	for i := range hostile {
		a.Findings[i].Title, a.Findings[i].Advice = hostile[i], hostile[i]
	}
	a.Office.Name = `=HYPERLINK("http://evil.example","คลิก")`
	for _, row := range table(t, a, "th") {
		for name, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(strings.TrimSpace(cell))[0]) {
				t.Errorf("%s %s is a formula: %q", row["id"], name, cell)
			}
		}
		if row["id"] == "1.3" && row["decided_by"] != `'=cmd|'/c calc'!A0` {
			t.Errorf("the decision's author: %q", row["decided_by"])
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestFailures(t *testing.T) {
	if err := (csv.Format{}).Write(&bytes.Buffer{}, nil); err == nil {
		t.Error("no report was taken")
	}
	r, err := reports.New(sample(t), nil, "th")
	if err != nil {
		t.Fatal(err)
	}
	if err := (csv.Format{}).Write(full{}, r); err == nil {
		t.Error("a disk that takes nothing is no error")
	}
}
