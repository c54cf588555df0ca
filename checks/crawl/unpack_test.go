package crawl

import (
	"bytes"
	"compress/flate"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/truatweb/truatweb/checks"
)

// wrapped packs data by the encodings, the first applied first.
func wrapped(t testing.TB, data []byte, names ...string) []byte {
	t.Helper()
	for _, name := range names {
		var b bytes.Buffer
		var w io.WriteCloser
		switch name {
		case "br":
			w = brotli.NewWriter(&b)
		case "zstd":
			z, err := zstd.NewWriter(&b)
			if err != nil {
				t.Fatal(err)
			}
			w = z
		case "deflate":
			f, err := flate.NewWriter(&b, flate.BestSpeed)
			if err != nil {
				t.Fatal(err)
			}
			w = f
		default:
			data = squeeze(t, data)
			continue
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		data = b.Bytes()
	}
	return data
}

// Whatever a server packs its pages with, asked or not, is undone within the
// limits, and what cannot be is a gap that says so.
func TestEncodings(t *testing.T) {
	text := []byte(page("หน้าที่บีบอัดไว้"))
	long := []byte(page("หน้ายาว") + strings.Repeat("<p>"+prose+"</p>", 2000))
	bomb := bytes.Repeat([]byte("<p>"), 8<<20)
	half := func(b []byte) []byte { return b[:len(b)/2] }
	for name, c := range map[string]struct {
		encoding string
		body     []byte
		want     checks.Reason // "": read whole
		seen     bool          // as a page, although cut
	}{
		"brotli":              {"br", wrapped(t, text, "br"), "", true},
		"zstd":                {"zstd", wrapped(t, text, "zstd"), "", true},
		"deflate, bare":       {"deflate", wrapped(t, text, "deflate"), "", true},
		"stacked":             {"deflate, gzip, br, zstd", wrapped(t, text, "deflate", "gzip", "br", "zstd"), "", true},
		"mixed case":          {"BR , ZSTD", wrapped(t, text, "br", "zstd"), "", true},
		"five":                {"gzip,gzip,gzip,gzip,gzip", wrapped(t, text, "gzip", "gzip", "gzip", "gzip", "gzip"), "", true},
		"six":                 {"gzip,gzip,gzip,gzip,gzip,gzip", wrapped(t, text, "gzip", "gzip", "gzip", "gzip", "gzip", "gzip"), checks.Encoding, false},
		"no brotli at all":    {"br", text, "", true},
		"no zstd at all":      {"zstd", text, "", true},
		"garbage as brotli":   {"br", []byte("\xff\xff\xff\xff ขยะ"), checks.Encoding, false},
		"garbage as zstd":     {"zstd", []byte("ขยะที่ไม่ใช่ zstd"), checks.Encoding, false},
		"unknown":             {"compress", []byte("\x1f\x9d\x90"), checks.Encoding, false},
		"brotli broken off":   {"br", half(wrapped(t, long, "br")), checks.Truncated, true},
		"zstd broken off":     {"zstd", half(wrapped(t, long, "zstd")), checks.Truncated, false},
		"gzip and then notes": {"gzip", append(squeeze(t, text), "<!-- served in 0.1 s -->"...), "", true},
		"empty":               {"zstd", nil, "", true},
		"brotli bomb":         {"br", wrapped(t, bomb, "br"), checks.TooLarge, false},
		"zstd bomb":           {"zstd", wrapped(t, bomb, "zstd"), checks.TooLarge, false},
		"bomb in a bomb":      {"zstd, br, gzip", wrapped(t, bomb, "zstd", "br", "gzip"), checks.TooLarge, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/x", "หน้า"))})
			s.on["/x"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Content-Encoding", c.encoding)
				_, _ = w.Write(c.body)
			}
			site := crawlSite(t, s.URL, nil)
			var got checks.Reason
			if g := site.GapAt(Key(s.URL + "/x")); g != nil {
				got = g.Reason
			}
			if got != c.want || (site.Find(Key(s.URL+"/x")) != nil) != c.seen {
				t.Errorf("gap %q, want %q; seen %v, want %v", got, c.want, !c.seen, c.seen)
			}
		})
	}
}

func FuzzUnpack(f *testing.F) {
	text := []byte(page("หน้า"))
	for _, name := range []string{"br", "zstd", "gzip", "deflate"} {
		f.Add(name, wrapped(f, text, name))
	}
	f.Add("zstd, br", wrapped(f, text, "zstd", "br"))
	f.Add("gzip,gzip,gzip,gzip,gzip,gzip", text)
	b := &body{page: 64 << 10, document: 128 << 10}
	f.Fuzz(func(t *testing.T, header string, data []byte) {
		resp := &http.Response{Header: http.Header{"Content-Encoding": {header}, "Content-Type": {"text/html"}}, Body: io.NopCloser(bytes.NewReader(data))}
		got, note, err := b.read(t.Context(), resp, false)
		if err != nil && got != nil || int64(len(got)) > b.document {
			t.Errorf("%d bytes, %q, %v", len(got), note, err)
		}
	})
}
