package archive_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/review"
	"github.com/truatweb/truatweb/reports/review/reviewtest"
)

func day(n int) time.Time {
	return time.Date(2026, 11, 1, 3, 0, 0, 123456789, time.UTC).AddDate(0, 0, n)
}

// audit is an audit of an office with these verdicts on items 1, 2, 3 …
func audit(home string, n int, verdicts ...checks.Verdict) *checks.Audit {
	low, high := 0.25, 0.75
	a := &checks.Audit{Schema: checks.AuditSchema, Program: "truatweb test", SeenAt: day(n), EndedAt: day(n), AsOf: day(n).Format(time.DateOnly), FiscalYear: 2570,
		Office:    checks.Office{Name: "สสอ.บ้านนกแก้ว", Home: home, District: "บ้านนกแก้ว", Province: "ตัวอย่าง", Scope: []string{home}},
		Standards: []checks.StandardUsed{{ID: "ops2563", Title: "ประกาศ", Digest: "sha256:aa"}},
		Coverage:  checks.CoverageOf{Pages: 10 + n, Documents: 2, FloorMet: true},
		Scores:    map[string]checks.Score{"ops2563": {Required: checks.ScoreOf{Of: len(verdicts), Low: &low, High: &high}}}}
	for i, v := range verdicts {
		f := checks.Finding{Standard: "ops2563", ID: fmt.Sprint(i + 1), Title: "ประวัติความเป็นมา", Level: "required", Verdict: v}
		if v == checks.Found {
			f.Evidence = []checks.Evidence{{URL: fmt.Sprintf("%spage%d", home, i+1), Place: checks.AtHeading, Quote: "ประวัติ"}, {URL: fmt.Sprintf("%spage%d", home, i+1), Place: checks.AtText, Quote: "น้ำ"}}
		}
		if v == checks.Partial {
			f.Parts = &checks.Tally{Have: []string{"a"}, Missing: []string{"b", "c"}}
		}
		a.Findings = append(a.Findings, f)
	}
	return a
}

func record(t testing.TB, a *checks.Audit) []byte {
	t.Helper()
	b, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t testing.TB, source string) *archive.Archive {
	t.Helper()
	return openAt(t, source, func() time.Time { return day(30) })
}

func openAt(t testing.TB, source string, now func() time.Time) *archive.Archive {
	t.Helper()
	a, err := archive.Open(t.Context(), archive.Options{Database: source, Files: archive.Folder{Dir: filepath.Join(t.TempDir(), "sites")}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func save(t testing.TB, a *archive.Archive, one *checks.Audit, site string) archive.Entry {
	t.Helper()
	var r io.ReadSeeker
	if site != "" {
		r = strings.NewReader(site)
	}
	e, added, err := a.Save(t.Context(), record(t, one), r)
	if err != nil || !added {
		t.Fatalf("added %v, %v", added, err)
	}
	return e
}

func faults(t testing.TB, a *archive.Archive) []string {
	t.Helper()
	var out []string
	if _, err := a.Verify(t.Context(), func(f archive.Fault) { out = append(out, f.String()) }); err != nil {
		t.Fatal(err)
	}
	return out
}

const home = "https://www.a.example/"

func TestRecordsAreKeptAsTheyWere(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		first := audit(home, 1, checks.Found, checks.Partial, checks.Absent)
		e := save(t, a, first, "WARC one")
		if !strings.HasPrefix(e.ID, "2026-11-02-") || e.Office != "a.example" || e.Pages != 11 || e.Site == "" {
			t.Errorf("%+v", e)
		}
		again, added, err := a.Save(t.Context(), record(t, first), strings.NewReader("another"))
		if err != nil || added || again != e {
			t.Errorf("saved twice: %v %v %+v", added, err, again)
		}
		body, err := a.Record(t.Context(), e)
		if err != nil || !bytes.Equal(body, record(t, first)) {
			t.Errorf("the record differs: %v", err)
		}
		back, err := a.Audit(t.Context(), e)
		if err != nil || back.Digest() != first.Digest() {
			t.Errorf("the audit differs: %v", err)
		}
		site, err := a.Site(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(site); err != nil || string(got) != "WARC one" {
			t.Errorf("%q %v", got, err)
		}
		site.Close()
		past, err := a.Past(t.Context(), "a.example")
		if err != nil || len(past) != 1 {
			t.Fatalf("%v %v", past, err)
		}
		want := reports.PastOf(back)
		want.ID, want.Kept, want.SeenAt = e.ID, true, e.SeenAt
		if g, w := fmt.Sprintf("%+v", plain(past[0])), fmt.Sprintf("%+v", plain(want)); g != w {
			t.Errorf("rows and record differ:\n%s\n%s", g, w)
		}
		if got := faults(t, a); len(got) != 0 {
			t.Error(got)
		}
	})
}

// plain has figures in place of pointers to them.
func plain(p reports.Past) any {
	var figures []float64
	for i := range p.Standards {
		figures = append(figures, *p.Standards[i].Low, *p.Standards[i].High)
		p.Standards[i].Low, p.Standards[i].High = nil, nil
	}
	return struct {
		Past    reports.Past
		Figures []float64
	}{p, figures}
}

func TestSiteMayComeLater(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		one := audit(home, 1, checks.Found)
		e := save(t, a, one, "")
		if _, err := a.Site(t.Context(), e); !errors.Is(err, archive.ErrNoSite) {
			t.Error(err)
		}
		e, added, err := a.Save(t.Context(), record(t, one), strings.NewReader("WARC"))
		if err != nil || added || e.Site == "" {
			t.Errorf("%+v %v %v", e, added, err)
		}
		if got, err := a.Entry(t.Context(), e.ID); err != nil || got != e {
			t.Errorf("%+v %v", got, err)
		}
		if got := faults(t, a); len(got) != 0 {
			t.Error(got)
		}
	})
}

func TestAuditsAndOfficesAreFound(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		late := save(t, a, audit(home, 5, checks.Found), "")
		early := save(t, a, audit(home, 1, checks.Absent), "")
		coded := audit("https://b.example/สสอ/", 2, checks.Found)
		coded.Office.Code, coded.Office.Name = "10703", "สสอ.หนองชะบา"
		other := save(t, a, coded, "")
		list, err := a.Audits(t.Context(), "a.example")
		if err != nil || len(list) != 2 || list[0] != early || list[1] != late {
			t.Errorf("%v %v", list, err)
		}
		for what, want := range map[string]string{"a.example": "a.example", "www.a.example": "a.example", home: "a.example", "10703": "10703", "https://b.example/สสอ": "10703",
			"สสอ.หนองชะบา": "10703", "หนอง": "10703", "สสอ.": "10703 a.example", "": "", "nobody": ""} {
			found, err := a.Find(t.Context(), what)
			var keys []string
			for _, o := range found {
				keys = append(keys, o.Key)
			}
			if got := strings.Join(keys, " "); err != nil || got != want {
				t.Errorf("%q finds %q, %v; want %q", what, got, err, want)
			}
		}
		for _, id := range []string{other.ID, other.ID[:12], other.Record} {
			if got, err := a.Entry(t.Context(), id); err != nil || got != other {
				t.Errorf("%q: %+v %v", id, got, err)
			}
		}
		var many *archive.AmbiguousError
		if _, err := a.Entry(t.Context(), "2026-11"); !errors.As(err, &many) || len(many.IDs) != 3 {
			t.Error(err)
		}
		for _, id := range []string{"", "2025-01-01-aa", "sha256:00", "%", "_", "2026-11-0_"} {
			if _, err := a.Entry(t.Context(), id); id != "" && !errors.Is(err, archive.ErrNotKept) {
				t.Errorf("%q: %v", id, err)
			}
		}
	})
}

func TestProofsKnowSinceWhenAndUntilWhen(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		for _, n := range []int{4, 2, 9} { // in any order
			save(t, a, audit(home, n, checks.Found, checks.Absent), "")
		}
		got, err := a.Proofs(t.Context(), "a.example")
		if err != nil || len(got) != 1 {
			t.Fatalf("%v %v", got, err)
		}
		if p := got[0]; p.URL != home+"page1" || p.ID != "1" || !p.First.Equal(day(2).Truncate(time.Microsecond)) || !p.Last.Equal(day(9).Truncate(time.Microsecond)) {
			t.Errorf("%+v", p)
		}
	})
}

func TestWhatIsNoAuditIsRefused(t *testing.T) {
	a := open(t, databasetest.File(t))
	for name, body := range map[string]string{"nothing": "", "not JSON": "<html>", "another schema": `{"schema":"x"}`,
		"no findings": `{"schema":"truatweb/audit/1","office":{"home":"https://a.example/"},"seen_at":"2026-11-01T00:00:00Z"}`} {
		if _, _, err := a.Save(t.Context(), []byte(body), nil); !errors.Is(err, archive.ErrNoAudit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list, err := a.Audits(t.Context(), ""); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
}

func TestOddTextsAreTaken(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		one := audit(home, 1, checks.Found, checks.Found)
		one.Findings[1].ID = "1" // twice: the first counts
		one.Findings[0].Evidence[0].URL = "https://a.example/\x00;'\"--"
		one.Findings[0].Title = "ก\x00ข'); DROP TABLE audits;--"
		one.Office.Name = "\x00"
		one.Scores = nil
		save(t, a, one, "")
		if got := faults(t, a); len(got) != 0 {
			t.Error(got)
		}
	})
}

func TestManySaveAtOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		hands := []*archive.Archive{open(t, source), open(t, source)}
		var wg sync.WaitGroup
		for n := range 12 {
			wg.Go(func() {
				// Each record twice, through either hand.
				if _, _, err := hands[n%2].Save(t.Context(), record(t, audit(home, n/2, checks.Found)), nil); err != nil {
					t.Error(err)
				}
				if _, err := hands[n%2].Append(t.Context(), []checks.Statement{decided("a.example", "1", fmt.Sprint(n), checks.Found, "")}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if list, err := hands[0].Audits(t.Context(), ""); err != nil || len(list) != 6 {
			t.Errorf("%d audits, %v", len(list), err)
		}
		if got := faults(t, hands[1]); len(got) != 0 {
			t.Error(got)
		}
	})
}

func decided(office, item, note string, v checks.Verdict, evidence string) checks.Statement {
	return checks.Statement{Office: office, Decision: &checks.Decision{Standard: "ops2563", ID: item, Verdict: v, Reason: "seen", Note: note, By: "ก", Unit: "ข", At: day(1), Evidence: evidence}}
}

func TestDecisionsStandBesideTheVerdictTheyWereMadeOn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		one := audit(home, 1, checks.Found, checks.Absent, checks.NeedsEyes)
		save(t, a, one, "")
		later := audit(home, 3, checks.Found, checks.Absent, checks.NeedsEyes)
		later.Standards[0].Digest = "sha256:bb"
		save(t, a, later, "")
		on := func(i int) string { return one.Findings[i].Digest() }
		said := []checks.Statement{
			decided("a.example", "1", "", checks.Found, on(0)),
			decided("a.example", "2", "first", checks.Absent, on(1)), decided("a.example", "2", "second thought", checks.Found, on(1)),
			decided("a.example", "3", "", checks.Found, on(2)), decided("a.example", "3", "taken back", "", on(2)),
			decided("b.example", "2", "another office", checks.Found, on(1)), decided("a.example", "1", "of a finding not kept", checks.Absent, "sha256:ff"),
			{Office: "a.example", Reply: &checks.Reply{Standard: "ops2563", ID: "1", By: "ก", Unit: "ข", At: day(1), Evidence: on(0)}},
		}
		if n, err := a.Append(t.Context(), said); err != nil || n != len(said) {
			t.Fatalf("%d %v", n, err)
		}
		got, err := a.Judged(t.Context())
		want := []reports.Judged{{Office: "a.example", Standard: "ops2563", ID: "1", Rules: "sha256:bb", Robot: checks.Found, Person: checks.Found},
			{Office: "a.example", Standard: "ops2563", ID: "2", Rules: "sha256:bb", Robot: checks.Absent, Person: checks.Found}}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%+v\n%v", got, err)
		}
	})
}

func TestIsAStoreForReview(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		reviewtest.Store(t, func(t *testing.T, dir string) review.Store {
			return openAt(t, filepath.Join(dir, archive.Name), time.Now)
		})
	})
	t.Run("postgres", func(t *testing.T) {
		databasetest.Postgres(t) // skips all where there is none
		sources := map[string]string{}
		reviewtest.Store(t, func(t *testing.T, dir string) review.Store {
			if sources[dir] == "" {
				sources[dir] = databasetest.Postgres(t)
			}
			return openAt(t, sources[dir], time.Now)
		})
	})
}

func TestLogIsOnlyAddedTo(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		if _, err := a.Append(t.Context(), []checks.Statement{decided("a.example", "1", "", checks.Found, "")}); err != nil {
			t.Fatal(err)
		}
		db, err := database.Open(t.Context(), source, database.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, s := range []string{"DELETE FROM statements", "UPDATE statements SET line = ''"} {
			if _, err := db.ExecContext(t.Context(), s); err == nil || !strings.Contains(err.Error(), "only added to") {
				t.Errorf("%s: %v", s, err)
			}
		}
	})
}

func TestNewerArchiveIsRefused(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, source string) {
		a := open(t, source)
		save(t, a, audit(home, 1, checks.Found), "")
		db, err := database.Open(t.Context(), source, database.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(t.Context(), "INSERT INTO archive_migrations (version_id, is_applied) VALUES (99, $1)", true); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Open(context.Background(), archive.Options{Database: source}); !errors.Is(err, database.ErrNewer) {
			t.Error(err)
		}
	})
}

func TestCopyIsWhole(t *testing.T) {
	a := open(t, databasetest.File(t))
	e := save(t, a, audit(home, 1, checks.Found), "WARC")
	dir := t.TempDir()
	if err := a.Copy(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if err := a.Copy(t.Context(), dir); err == nil {
		t.Error("a copy was written over another")
	}
	b, err := archive.Open(t.Context(), archive.Options{Database: filepath.Join(dir, archive.Name), Existing: true, Files: archive.Folder{Dir: filepath.Join(dir, archive.SitesName)}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if got, err := b.Entry(t.Context(), e.ID); err != nil || got != e {
		t.Errorf("%+v %v", got, err)
	}
	if got := faults(t, b); len(got) != 0 {
		t.Error(got)
	}
}
