package junit_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/junit"
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

// read is what a build server makes of the file.
type read struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Skipped  int `xml:"skipped,attr"`
	Suites   []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"timestamp,attr"`
		Cases    []struct {
			Class   string `xml:"classname,attr"`
			Name    string `xml:"name,attr"`
			Failure *struct {
				Type string `xml:"type,attr"`
				Text string `xml:",chardata"`
			} `xml:"failure"`
			Skipped *struct {
				Message string `xml:"message,attr"`
			} `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

func TestSuites(t *testing.T) {
	a := sample(t)
	r, err := reports.New(a, nil, "th")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (junit.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script>") || strings.ContainsAny(b.String(), "\x00\x1b") {
		t.Error("what the site says is not escaped")
	}
	var got read
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	failed, skipped := 0, 0
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Parent {
			continue
		}
		switch {
		case f.EARL == "failed" && f.Level != "if-any":
			want[f.ID] = "failed " + string(f.Verdict)
			failed++
		case f.EARL == "passed":
			want[f.ID] = "passed"
		default:
			want[f.ID] = "skipped"
			skipped++
		}
	}
	if got.Tests != len(want) || got.Failures != failed || got.Skipped != skipped || len(got.Suites) != 2 {
		t.Errorf("%d tests, %d failures, %d skipped; want %d, %d, %d", got.Tests, got.Failures, got.Skipped, len(want), failed, skipped)
	}
	for _, s := range got.Suites {
		if s.Tests != len(s.Cases) || s.Time != "2026-11-23T10:05:00" {
			t.Errorf("suite %s: %d tests, %d cases, at %s", s.Name, s.Tests, len(s.Cases), s.Time)
		}
		for _, c := range s.Cases {
			id, _, _ := strings.Cut(c.Name, " ")
			is := "passed"
			switch {
			case c.Failure != nil:
				is = "failed " + c.Failure.Type
			case c.Skipped != nil:
				is = "skipped"
				if c.Skipped.Message == "" {
					t.Errorf("%s is skipped and does not say why", id)
				}
			}
			if is != want[id] {
				t.Errorf("%s is %s, want %s", id, is, want[id])
			}
			if id == "1.5" && (c.Class != "ops2563.1" || !strings.Contains(c.Failure.Text, "ไม่ได้แปลว่าหน่วยงานไม่มี") || !strings.Contains(c.Failure.Text, "news/1201.html")) {
				t.Errorf("1.5 (%s) says %q", c.Class, c.Failure.Text)
			}
		}
	}
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestFailures(t *testing.T) {
	if err := (junit.Format{}).Write(&bytes.Buffer{}, nil); err == nil {
		t.Error("no report was taken")
	}
	r, err := reports.New(sample(t), nil, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{0, 100} {
		if err := (junit.Format{}).Write(&full{room}, r); err == nil {
			t.Errorf("a disk with room for %d bytes is no error", room)
		}
	}
}
