package archive_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/history"
)

// The store that the benchmarks ask: one office, audited so often, of so many
// findings each.
const (
	manyAudits   = 100
	manyFindings = 200
)

func manyVerdicts(n int) []checks.Verdict {
	out := make([]checks.Verdict, manyFindings)
	for i := range out {
		out[i] = checks.Found
		if (i+n)%7 == 0 {
			out[i] = checks.Absent
		}
	}
	return out
}

// full fills an archive and leaves it closed.
func full(b *testing.B, source, sites string) {
	b.Helper()
	a, err := archive.Open(b.Context(), archive.Options{Database: source, Files: archive.Folder{Dir: sites}})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	started := time.Now()
	for n := range manyAudits {
		save(b, a, audit(home, n, manyVerdicts(n)...), "")
	}
	b.Logf("saving %d audits of %d findings: %v", manyAudits, manyFindings, time.Since(started).Round(time.Millisecond))
}

func engines(b *testing.B, do func(b *testing.B, a func() *archive.Archive)) {
	for name, source := range map[string]func(testing.TB) string{"sqlite": databasetest.File, "postgres": databasetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			at, sites := source(b), filepath.Join(b.TempDir(), "sites")
			full(b, at, sites)
			b.ReportAllocs()
			b.ResetTimer()
			do(b, func() *archive.Archive {
				a, err := archive.Open(b.Context(), archive.Options{Database: at, Files: archive.Folder{Dir: sites}, Existing: true})
				if err != nil {
					b.Fatal(err)
				}
				return a
			})
			b.StopTimer()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-of-process")
		})
	}
}

// BenchmarkHistory opens the archive, reads all audits of an office and holds each
// against the one before, as the command history does.
func BenchmarkHistory(b *testing.B) {
	engines(b, func(b *testing.B, open func() *archive.Archive) {
		for b.Loop() {
			a := open()
			past, err := a.Past(b.Context(), "a.example")
			if err != nil || len(past) != manyAudits {
				b.Fatal(len(past), err)
			}
			turned := 0
			for _, step := range history.Steps(past)[1:] {
				turned += len(step.Turns)
			}
			if turned != (manyAudits-1)*manyFindings {
				b.Fatal(turned)
			}
			a.Close()
		}
	})
}

// BenchmarkDiff opens the archive and holds two audits against each other, with
// all that the others tell, as the command diff does.
func BenchmarkDiff(b *testing.B) {
	engines(b, func(b *testing.B, open func() *archive.Archive) {
		for b.Loop() {
			a := open()
			entries, err := a.Audits(b.Context(), "a.example")
			if err != nil {
				b.Fatal(err)
			}
			for _, e := range entries[manyAudits-2:] {
				if _, err := a.Audit(b.Context(), e); err != nil {
					b.Fatal(err)
				}
			}
			past, err := a.Past(b.Context(), "a.example")
			if err != nil {
				b.Fatal(err)
			}
			c := history.Compare(past[manyAudits-2], past[manyAudits-1], past, nil)
			if len(c.Turns) != manyFindings {
				b.Fatal(fmt.Sprint(len(c.Turns)))
			}
			a.Close()
		}
	})
}
