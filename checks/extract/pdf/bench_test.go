package pdf

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks/extract"
)

// BenchmarkHundred reads a hundred mixed files: of Chromium and LibreOffice,
// scanned, damaged, garbled, locked, cut short, and one of many pages.
func BenchmarkHundred(b *testing.B) {
	var long [][]textAt
	for range 60 {
		long = append(long, lines(11, longText...))
	}
	chromium := load(b, "chromium-noto.pdf")
	mixed := [][]byte{
		chromium, load(b, "chromium-garuda.pdf"), load(b, "libreoffice.pdf"), load(b, "scan.pdf"), load(b, "locked.pdf"),
		(&maker{tounicode: lostAm}).make(lines(11, longText...)), (&maker{tounicode: western}).make(lines(11, longText...)),
		chromium[:len(chromium)/2], load(b, "owner.pdf"), (&maker{}).make(long...),
	}
	for _, by := range []string{byPoppler, byPdfium} {
		b.Run(by, func(b *testing.B) {
			r := reader(b, by)
			c, _, err := r.Read(b.Context(), extract.Raw{Body: chromium})
			if err != nil {
				b.Fatal(err)
			}
			peak := watchHeap()
			b.ReportAllocs()
			for b.Loop() {
				for i := range 100 {
					_, _, _ = r.Read(b.Context(), extract.Raw{Body: mixed[i%len(mixed)]})
				}
			}
			b.ReportMetric(float64(b.N*100)/b.Elapsed().Seconds(), "files/s")
			b.ReportMetric(peak(), "peakMB")
			b.ReportMetric(float64(found(c)[0])/float64(len(phrases)), "phrases")
		})
	}
}

// BenchmarkStart starts pdfium: cold, with nothing compiled, and warm.
func BenchmarkStart(b *testing.B) {
	body := load(b, "scan.pdf")
	for _, bb := range []struct{ name, dir string }{{"cold", "-"}, {"warm", cacheDir}} {
		b.Run(bb.name, func(b *testing.B) {
			if bb.dir == cacheDir {
				reader(b, byPdfium)
			}
			for b.Loop() {
				r := New(Options{Pdftotext: "-", CacheDir: bb.dir})
				if _, _, err := r.Read(b.Context(), extract.Raw{Body: body}); err != nil {
					b.Fatal(err)
				}
				if err := r.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// watchHeap looks at the heap now and then and gives its largest size in MB.
func watchHeap() func() float64 {
	var most atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() float64 {
		close(stop)
		<-done
		return float64(most.Load()) / (1 << 20)
	}
}
