package json_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	recordjson "github.com/truatweb/truatweb/reports/json"
)

var _ reports.Format = recordjson.Format{}

func sample(t testing.TB) *checks.Audit {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := recordjson.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func written(t testing.TB, a *checks.Audit) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := recordjson.Write(&b, a); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteReadWrite(t *testing.T) {
	a := sample(t)
	first := written(t, a)
	again, err := recordjson.Read(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if second := written(t, again); !bytes.Equal(first, second) {
		t.Errorf("a record read and written again differs:\n%s", cmp.Diff(string(first), string(second)))
	}
	if !bytes.Equal(first, written(t, a)) {
		t.Error("two writings of one audit differ")
	}
	for i := range a.Findings {
		if diff := cmp.Diff(a.Findings[i], again.Findings[i]); diff != "" {
			t.Errorf("finding %s changed:\n%s", a.Findings[i].ID, diff)
		}
	}
}

func TestFormatWritesTheWholeAudit(t *testing.T) {
	a := sample(t)
	r, err := reports.New(a, nil, "en")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (recordjson.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), written(t, a)) {
		t.Error("the language of the report changed the record")
	}
	if got := (recordjson.Format{}).Name() + (recordjson.Format{}).Extension(); got != "json.json" {
		t.Errorf("name and extension %q", got)
	}
}

func TestRecordIsPlain(t *testing.T) {
	body := written(t, sample(t))
	if !bytes.HasSuffix(body, []byte("}\n")) || bytes.HasSuffix(body, []byte("\n\n")) {
		t.Error("the record ends with one newline")
	}
	if !bytes.HasPrefix(body, []byte("{\n  \"schema\": \"truatweb/audit/1\",\n  \"program\": ")) {
		t.Errorf("the record begins %q", body[:60])
	}
	// The site's texts stay as they are, and still cannot act in a terminal.
	if !bytes.Contains(body, []byte(`<script>alert(1)</script>`)) {
		t.Error("markup was escaped as for a page")
	}
	for _, bad := range []byte{0x1b, 0x07, 0x00} {
		if bytes.IndexByte(body, bad) >= 0 {
			t.Errorf("control character %#x stands raw in the record", bad)
		}
	}
}

// TestListsAreNeverNull: readers of the record need not ask twice.
func TestListsAreNeverNull(t *testing.T) {
	a := &checks.Audit{Schema: checks.AuditSchema, AsOf: "2026-11-23", Scores: map[string]checks.Score{"s": {}},
		Findings: []checks.Finding{{ID: "1", Standard: "s", Verdict: checks.Partial, Parts: &checks.Tally{}}}}
	var got map[string]any
	if err := json.Unmarshal(written(t, a), &got); err != nil {
		t.Fatal(err)
	}
	nulls(t, "", got)
	if a.Findings[0].Reasons != nil || a.Score.Tallies != nil {
		t.Error("writing changed the audit")
	}
}

// nulls finds null where it is no share.
func nulls(t *testing.T, path string, v any) {
	t.Helper()
	switch v := v.(type) {
	case nil:
		if !strings.HasSuffix(path, ".low") && !strings.HasSuffix(path, ".high") {
			t.Errorf("%s is null", path)
		}
	case map[string]any:
		for k, x := range v {
			nulls(t, path+"."+k, x)
		}
	case []any:
		for _, x := range v {
			nulls(t, path+"[]", x)
		}
	}
}

func TestWriteRefusesNothing(t *testing.T) {
	for name, err := range map[string]error{
		"nil report": recordjson.Format{}.Write(io.Discard, nil), "report without audit": recordjson.Format{}.Write(io.Discard, &reports.Report{}), "nil audit": recordjson.Write(io.Discard, nil),
	} {
		if !errors.Is(err, reports.ErrNoAudit) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTellsOfAFullDisk(t *testing.T) {
	if err := recordjson.Write(full{}, sample(t)); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	head := `{"schema":"truatweb/audit/1","as_of":"2026-11-23"`
	for _, c := range []struct {
		name, body string
		want       error
		says       string
	}{
		{"nothing", "", nil, "อ่านไฟล์ผลการตรวจไม่สำเร็จ"},
		{"half a record", head, nil, "unexpected end"},
		{"a page", "<html>", nil, "บรรทัด 1"},
		{"a list", "[]", nil, "array"},
		{"another program's", `{"version":3}`, recordjson.ErrSchema, checks.AuditSchema},
		{"a later schema", `{"schema":"truatweb/audit/2\u001b[31m"}`, recordjson.ErrSchema, "truatweb/audit/2"},
		{"unknown key", head + `,"colour":"red"}`, nil, "colour"},
		{"text for a number", head + ",\n\"fiscal_year\":\"2570\"}", nil, "บรรทัด 2"},
		{"two records", head + `}` + head + `}`, nil, "อ่านไฟล์ผลการตรวจไม่สำเร็จ"},
		{"unknown verdict", head + `,"findings":[{"id":"1","standard":"s","verdict":"good"}]}`, recordjson.ErrInvalid, "good"},
		{"no id", head + `,"findings":[{"verdict":"found"}]}`, recordjson.ErrInvalid, "findings[0]"},
		{"no such day", `{"schema":"truatweb/audit/1","as_of":"2026-02-30"}`, recordjson.ErrInvalid, "2026-02-30"},
		{"too deep", head + `,"findings":` + strings.Repeat("[", 20000), nil, "depth"},
	} {
		a, err := recordjson.Read(strings.NewReader(c.body))
		if err == nil || a != nil {
			t.Errorf("%s: read", c.name)
			continue
		}
		if c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q does not say %q", c.name, err, c.says)
		}
		if strings.ContainsRune(err.Error(), 0x1b) {
			t.Errorf("%s: the message carries an escape sequence", c.name)
		}
	}
}

func TestReadTakesAByteOrderMark(t *testing.T) {
	if _, err := recordjson.Read(io.MultiReader(strings.NewReader("\uFEFF"), bytes.NewReader(written(t, sample(t))))); err != nil {
		t.Error(err)
	}
}

func TestReadWrapsItsReader(t *testing.T) {
	broken := errors.New("disk error")
	if _, err := recordjson.Read(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, sample(f)))
	f.Add([]byte(`{"schema":"truatweb/audit/1","as_of":"2026-11-23","findings":[{"id":"1","standard":"s","verdict":"found","seen_at":"x"}]}`))
	f.Add([]byte(`{"schema":"truatweb/audit/1","as_of":"2026-11-23","seen_at":"2026-11-23T03:05:00Z","score":{"required":{"low":1e309}}}`))
	f.Add([]byte("\xEF\xBB\xBFnull"))
	f.Fuzz(func(t *testing.T, body []byte) {
		a, err := recordjson.Read(bytes.NewReader(body))
		if err != nil {
			if a != nil {
				t.Fatal("an audit beside an error")
			}
			return
		}
		first := written(t, a)
		again, err := recordjson.Read(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !bytes.Equal(first, written(t, again)) {
			t.Fatal("a record read and written again differs")
		}
		if len(a.Findings) > 0 {
			for _, lang := range reports.Languages() {
				if _, err := reports.New(a, nil, lang); err != nil {
					t.Fatalf("a record that reads makes no report: %v", err)
				}
			}
		}
	})
}
