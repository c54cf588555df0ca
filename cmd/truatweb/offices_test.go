package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
)

// TestListGoesInAndOut takes a list in, gives it out as a workbook and as CSV,
// and takes that in: nothing has changed.
func TestListGoesInAndOut(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	p := serveProvince(t, 3, 2, 0)
	r := newARound(t, databasetest.File(t))
	guard := []string{"--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8"}
	if out := r.must("d", append([]string{"offices", "import", p.list(t)}, guard...)...); !strings.Contains(out, "added 3 · gone 0 · changed 0 · same 0") || strings.Contains(out, "!") {
		t.Error(out)
	}
	for _, name := range []string{"list.xlsx", "list.csv"} {
		r.must("d", "offices", "export", "-o", name)
		if out := r.must("d", append([]string{"offices", "import", name, "--offline"}, guard...)...); !strings.Contains(out, "added 0 · gone 0 · changed 0 · same 3") {
			t.Errorf("%s: %s", name, out)
		}
	}
	// What is wrong is told all at once with row and mend, and changes nothing.
	bad := filepath.Join(r.dir, "bad.csv")
	if err := os.WriteFile(bad, []byte("รหัส,หน่วยงาน,เว็บไซต์\n1,ก,https://a.example.go.th/\n1,,ftp://x.example.go.th/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out := r.run("d", "offices", "import", bad, "--offline")
	if code != exitUsage || strings.Count(out, "แถว 3") != 3 || !strings.Contains(out, "→") || !strings.Contains(out, "3 mistakes") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if list, err := r.desk.Offices(t.Context()); err != nil || len(list) != 3 {
		t.Errorf("%d offices are kept (%v)", len(list), err)
	}
	// A change is told before it is kept, and a site that does not open is no mistake.
	change := filepath.Join(r.dir, "change.csv")
	if err := os.WriteFile(change, []byte("รหัส,หน่วยงาน,เว็บไซต์\n00000,สสอ. ชื่อใหม่,"+p.homes[0]+"\n9,สสอ. ปิด,http://127.81.9.9:9/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out = r.must("d", append([]string{"offices", "import", change, "--dry-run"}, guard...)...)
	for _, want := range []string{"+ สสอ. ปิด", "- สสอ. ทดลองที่ 1", "“สสอ. ทดลองที่ 0” → “สสอ. ชื่อใหม่”", "added 1 · gone 2 · changed 1 · same 0", "! สสอ. ปิด", "nothing kept"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said:\n%s", want, out)
		}
	}
	if list, err := r.desk.Offices(t.Context()); err != nil || len(list) != 3 {
		t.Errorf("%d offices are kept (%v)", len(list), err)
	}
}

// TestRefusedBeforeAnythingBegins: what is typed wrong is said and begins nothing.
func TestRefusedBeforeAnythingBegins(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	r := newARound(t, databasetest.File(t))
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no list":         {[]string{"round", "start", "ก"}, "no list of offices"},
		"no such list":    {[]string{"round", "start", "ก", "--offices", "none.xlsx"}, "no file"},
		"no such round":   {[]string{"round", "report", "ก"}, "no round of that name"},
		"no round at all": {[]string{"round", "retry"}, "no rounds yet"},
		"many at once":    {[]string{"worker", "--at-once", "9999"}, "--at-once"},
		"share":           {[]string{"round", "start", "ก", "--share", "101"}, "--share"},
		"pauses":          {[]string{"worker", "--retry-after", "1ms"}, "--retry-after"},
		"hour":            {[]string{"round", "schedule", "ก", "--hour", "24"}, "--hour"},
		"every":           {[]string{"round", "schedule", "ก", "--every", "week"}, "--every"},
		"metrics":         {[]string{"worker", "--metrics", "nowhere"}, "--metrics"},
		"message":         {[]string{"round", "start", "ก", "--notify", "mail:a@example.go.th"}, "TRUATWEB_SMTP"},
	} {
		t.Run(name, func(t *testing.T) {
			x := *r
			x.t = t
			if code, out := x.run("d", c.args...); code != exitUsage || !strings.Contains(out, c.says) {
				t.Errorf("exit %d\n%s", code, out)
			}
		})
	}
	if out := r.must("d", "round", "status", "--json"); !strings.HasPrefix(out, "[]") {
		t.Error(out)
	}
}

// TestPlansInTheCommand keeps, lists and drops a plan.
func TestPlansInTheCommand(t *testing.T) {
	r := newARound(t, databasetest.File(t))
	if err := r.desk.SaveOffices(t.Context(), []checks.Office{{Code: "1", Home: "http://127.81.0.1/"}}); err != nil {
		t.Fatal(err)
	}
	if out := r.must("d", "round", "schedule", "จังหวัด", "--every", "quarter", "--hour", "3"); !strings.Contains(out, "each quarter") || !strings.Contains(out, "03:00") {
		t.Error(out)
	}
	if out := r.must("d", "round", "schedule", "--list"); !strings.Contains(out, "จังหวัด: each quarter") {
		t.Error(out)
	}
	r.must("d", "round", "schedule", "จังหวัด", "--drop")
	if code, _ := r.run("d", "round", "schedule", "จังหวัด", "--drop"); code != exitUsage {
		t.Errorf("dropped twice: exit %d", code)
	}
	var none []any
	if err := json.Unmarshal([]byte(strings.TrimSuffix(r.must("d", "round", "status", "--json"), "exit 0\n")), &none); err != nil || len(none) > 0 {
		t.Errorf("%v %v", none, err)
	}
}
