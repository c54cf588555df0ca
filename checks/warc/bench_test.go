package warc

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// BenchmarkRecord is what keeping one page costs: as servers mostly send it, which
// is packed, and as old ones do.
func BenchmarkRecord(b *testing.B) {
	var text strings.Builder
	for n := range 600 {
		fmt.Fprintf(&text, "<p class=\"row\"><a href=\"/news/%d.html\">ประกาศเรื่องที่ %d ของสำนักงานสาธารณสุขอำเภอ</a></p>\n", n*7919%1000, n)
	}
	page := text.String()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.WriteString(z, page); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	for name, c := range map[string]struct {
		body   string
		header http.Header
	}{"packed": {packed.String(), http.Header{"Content-Type": {"text/html"}, "Content-Encoding": {"gzip"}}}, "plain": {page, html()}} {
		b.Run(name, func(b *testing.B) {
			r, err := Create(filepath.Join(b.TempDir(), "x"), Info{Started: day}, time.Now)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for n := range b.N {
				url := fmt.Sprint("http://a.test/", n)
				x := answer(url, day, 200, c.header, fmt.Sprint(c.body, n))
				if err := r.Exchange(x); err != nil {
					b.Fatal(err)
				}
				if err := r.Note(&checks.Note{URL: url, At: day, From: "http://a.test/", Path: []string{"http://a.test/", url}, Label: "ข่าว"}); err != nil {
					b.Fatal(err)
				}
			}
			if err := r.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkOpen is what reading a file through costs, a page each.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "x")
	r, err := Create(path, Info{Started: day}, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	for n := range b.N {
		if err := r.Exchange(answer(fmt.Sprint("http://a.test/", n), day, 200, html(), fmt.Sprint(n, strings.Repeat(long, 10)))); err != nil {
			b.Fatal(err)
		}
	}
	if err := r.Close(); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	a, err := Open(path, nil)
	if err != nil {
		b.Fatal(err)
	}
	_ = a.Close()
}
