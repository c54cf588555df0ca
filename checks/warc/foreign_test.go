package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// plainRecord is a record as another program may write it.
func plainRecord(version, kind, uri, more, block, end string) string {
	return "WARC/" + version + end + "WARC-Type: " + kind + end + "WARC-Target-URI: " + uri + end + "WARC-Date: 2026-06-15T03:04:05Z" + end +
		"WARC-Record-ID: <urn:uuid:" + fmt.Sprintf("%x", uri+kind) + ">" + end + more + fmt.Sprintf("Content-Length: %d", len(block)) + end + end + block + end + end
}

func response(body string, headers ...string) string {
	return "HTTP/1.1 200 OK\r\n" + strings.Join(append([]string{"Content-Type: text/html"}, headers...), "\r\n") + "\r\n\r\n" + body
}

const httpType = "Content-Type: application/http;msgtype=response\r\n"

func zipped(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(p)) // to memory
		_ = z.Close()
	}
	return b.Bytes()
}

// What other programs write is read, in all the shapes that are about.
func TestForeign(t *testing.T) {
	info := plainRecord("1.0", "warcinfo", "", "Content-Type: application/warc-fields\r\n", "software: Wget/1.21 (linux)\r\nrobots: classic\r\n", "\r\n")
	page := plainRecord("1.0", "response", "<http://a.test/>", httpType, response("หน้าแรก"), "\r\n")
	odd := plainRecord("1.0", "screenshot", "http://a.test/", "", "\x00\x01", "\r\n")
	next := plainRecord("1.0", "response", "http://a.test/2", httpType, response("สอง"), "\r\n")
	var perRecord []byte
	for _, r := range []string{info, page, odd, next} {
		perRecord = append(perRecord, zipped(r)...)
	}
	lf := strings.ReplaceAll(httpType, "\r\n", "\n")
	for name, file := range map[string][]byte{
		"plain":                  []byte(info + page + odd + next),
		"a member a record":      perRecord,
		"one member for all":     zipped(info + page + odd + next),
		"members of two records": append(zipped(info+page), zipped(odd+next)...),
		"line feeds":             []byte(plainRecord("1.0", "response", "http://a.test/", lf, response("หน้าแรก"), "\n") + plainRecord("1.1", "response", "http://a.test/2", lf, strings.ReplaceAll(response("สอง"), "\r\n", "\n"), "\n")),
		"no line between":        []byte(strings.TrimRight(page, "\r\n") + "\r\n" + next),
	} {
		t.Run(name, func(t *testing.T) {
			a := open(t, write(t, "f.warc.gz", file))
			if x, body := said(t, a, "http://a.test/", 0); body != "หน้าแรก" || x.Status != 200 || !x.At.Equal(time.Date(2026, 6, 15, 3, 4, 5, 0, time.UTC)) {
				t.Errorf("%+v, %q", x, body)
			}
			if _, body := said(t, a, "http://a.test/2", 0); body != "สอง" {
				t.Errorf("the second: %q", body)
			}
			if err, torn := a.Damage(); err != nil || torn || !a.Course().Foreign || a.Home() != "http://a.test/" {
				t.Errorf("damage %v, %v; course %+v; home %s", err, torn, a.Course(), a.Home())
			}
		})
	}
}

// Bodies whose transfer was chunked are had without the chunks, whether the file
// keeps them or only says so.
func TestChunked(t *testing.T) {
	kept := plainRecord("1.0", "response", "http://a.test/1", httpType, response("5\r\nhello\r\n6; x=y\r\n world\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), "\r\n")
	undone := plainRecord("1.0", "response", "http://a.test/2", httpType, response("<p>hello world", "Transfer-Encoding: chunked"), "\r\n")
	a := open(t, write(t, "f.warc", []byte(kept+undone)))
	for url, want := range map[string]string{"http://a.test/1": "hello world", "http://a.test/2": "<p>hello world"} {
		if x, body := said(t, a, url, 0); body != want || x.Header.Get("Transfer-Encoding") != "" {
			t.Errorf("%s: %q, %v", url, body, x.Header)
		}
	}
}

// A revisit takes its body from the record that it refers to; where that is in
// another file, nothing is made up.
func TestForeignRevisits(t *testing.T) {
	page := plainRecord("1.1", "response", "http://a.test/", httpType+"WARC-Payload-Digest: sha1:AAAA\r\n", response("หน้าแรก"), "\r\n")
	same := plainRecord("1.1", "revisit", "http://a.test/copy", httpType+"WARC-Payload-Digest: sha1:AAAA\r\nWARC-Profile: "+sameDigest+"\r\n", "HTTP/1.1 203 OK\r\nContent-Type: text/plain\r\n\r\n", "\r\n")
	bare := plainRecord("1.1", "revisit", "http://a.test/bare", httpType+"WARC-Payload-Digest: sha1:AAAA\r\n", "", "\r\n")
	by := plainRecord("1.1", "revisit", "http://a.test/by", httpType+"WARC-Refers-To-Target-URI: http://a.test/\r\nWARC-Refers-To-Date: 2026-06-15T03:04:05Z\r\nWARC-Profile: "+notModified+"\r\n", "HTTP/1.1 304 Not Modified\r\n\r\n", "\r\n")
	lost := plainRecord("1.1", "revisit", "http://a.test/lost", httpType+"WARC-Payload-Digest: sha1:BBBB\r\n", "HTTP/1.1 200 OK\r\n\r\n", "\r\n")
	a := open(t, write(t, "f.warc", []byte(page+same+bare+by+lost)))
	if x, body := said(t, a, "http://a.test/copy", 0); body != "หน้าแรก" || x.Status != 203 || x.Header.Get("Content-Type") != "text/plain" {
		t.Errorf("same digest: %+v, %q", x, body)
	}
	if x, body := said(t, a, "http://a.test/bare", 0); body != "หน้าแรก" || x.Status != 200 {
		t.Errorf("without a block: %+v, %q", x, body)
	}
	if x, body := said(t, a, "http://a.test/by", 0); body != "หน้าแรก" || x.Earlier == nil || x.Earlier.Status != 200 {
		t.Errorf("not modified: %+v, %q", x, body)
	}
	if x, body := said(t, a, "http://a.test/lost", 0); body != "" || x.Failure == nil || x.Failure.Reason != checks.NotArchived {
		t.Errorf("in another file: %+v, %q", x, body)
	}
}

func TestNotWARC(t *testing.T) {
	for want, file := range map[string][]byte{
		"empty": nil, "zip": []byte("PK\x03\x04rest"), "html": []byte("\xEF\xBB\xBF<!doctype html>"), "pdf": []byte("%PDF-1.7"), "zstd": []byte("\x28\xB5\x2F\xFD...."),
		"text": []byte("สวัสดี"), "gzip": zipped("hello"), "other": {1, 0, 2}, "empty ": zipped(""),
	} {
		_, err := Open(write(t, "f", file), nil)
		var not *NotWARC
		if !errors.As(err, &not) || not.Looks != strings.TrimSpace(want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none"), nil); err == nil {
		t.Error("no file at all was opened")
	}
}

// A record that lies about its length, or makes no sense, costs itself alone
// where the file is a member a record.
func TestLies(t *testing.T) {
	good := plainRecord("1.0", "response", "http://a.test/", httpType, response("ดี"), "\r\n")
	last := plainRecord("1.0", "response", "http://a.test/last", httpType, response("ท้าย"), "\r\n")
	for name, bad := range map[string]string{
		"too long":   strings.Replace(good, "Content-Length: ", "Content-Length: 9", 1),
		"too short":  strings.Replace(good, "Content-Length: 49", "Content-Length: 9", 1),
		"negative":   strings.Replace(good, "Content-Length: ", "Content-Length: -", 1),
		"huge":       strings.Replace(good, "Content-Length: ", "Content-Length: 99999999999999999999", 1),
		"no length":  strings.Replace(good, "Content-Length: ", "Contend-Length: ", 1),
		"no version": "GARBAGE\r\n" + good,
		"no http":    strings.Replace(good, "HTTP/1.1 200 OK", "220 ftp ready..", 1),
	} {
		t.Run(name, func(t *testing.T) {
			bad = strings.ReplaceAll(bad, "http://a.test/", "http://a.test/bad")
			file := append(append(zipped(good), zipped(bad)...), zipped(last)...)
			a := open(t, write(t, "f.warc.gz", file))
			if _, body := said(t, a, "http://a.test/", 0); body != "ดี" {
				t.Errorf("before: %q", body)
			}
			if _, body := said(t, a, "http://a.test/last", 0); body != "ท้าย" {
				t.Errorf("after: %q", body)
			}
			if x, body := said(t, a, "http://a.test/bad", 0); x != nil && name != "too short" {
				t.Errorf("the record itself: %+v, %q", x, body)
			}
		})
	}
}

// A gzip member that unpacks without end is not unpacked to its end.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/\r\nX: "); err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 80 {
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	good := zipped(plainRecord("1.0", "response", "http://a.test/", httpType, response("ดี"), "\r\n"))
	a, err := Open(write(t, "f", append(good, b.Bytes()...)), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if err, torn := a.Damage(); err == nil || !torn || a.Answers() != 1 {
		t.Errorf("%v, %v, %d answers", err, torn, a.Answers())
	}
}

// A file that the real wget writes is read.
func TestWget(t *testing.T) {
	program, err := exec.LookPath("wget")
	if err != nil {
		t.Skip("wget is not installed")
	}
	pages := map[string]string{"/": `<title>หน้าแรก</title><a href="/two.html">สอง</a><a href="/old">เก่า</a>`, "/two.html": "<p>สอง", "/new": "<p>ใหม่"}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		switch {
		case r.URL.Path == "/old":
			http.Redirect(w, r, "/new", http.StatusFound)
		case !ok:
			http.NotFound(w, r)
		default:
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, body)
			w.(http.Flusher).Flush() // chunked
		}
	}))
	defer s.Close()
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for _, more := range [][]string{nil, {"--no-warc-compression"}} {
		cmd := exec.CommandContext(ctx, program, append([]string{"--no-config", "--no-proxy", "-q", "-r", "-l", "2", "--warc-file=site", s.URL + "/"}, more...)...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		t.Logf("wget: %v %s", err, out) // a missing robots.txt alone makes it fail
		name := "site.warc.gz"
		if more != nil {
			name = "site.warc"
		}
		a := open(t, filepath.Join(dir, name))
		for path, want := range pages {
			if x, body := said(t, a, s.URL+path, 0); body != want {
				t.Errorf("%s: %+v, %q", path, x, body)
			}
		}
		if x, _ := said(t, a, s.URL+"/old", 0); x == nil || x.Status != 302 {
			t.Errorf("the redirect: %+v", x)
		}
		if err, torn := a.Damage(); err != nil || torn || a.Home() != s.URL+"/" || !strings.HasPrefix(a.Info().Software, "Wget") {
			t.Errorf("%v, %v, home %s, info %+v", err, torn, a.Home(), a.Info())
		}
	}
}

// FuzzOpen: no file brings the reader down, and whatever can be asked of it ends.
func FuzzOpen(f *testing.F) {
	info := plainRecord("1.0", "warcinfo", "", "", "software: x\r\n", "\r\n")
	page := plainRecord("1.1", "response", "http://a.test/", httpType, response("5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), "\r\n")
	again := plainRecord("1.1", "revisit", "http://a.test/", httpType+"WARC-Refers-To-Target-URI: http://a.test/\r\nWARC-Refers-To-Date: 2026-06-15T03:04:05Z\r\n", "", "\r\n")
	own := plainRecord("1.1", "metadata", "http://a.test/", whatField+": "+whatFailure+"\r\n"+failureField+`: {"reason":"dns"}`+"\r\n", "", "\r\n")
	course := plainRecord("1.1", "metadata", "", whatField+": "+whatCourse+"\r\n", `{"stopped":"x"}`, "\r\n")
	drawn := plainRecord("1.1", "conversion", "http://a.test/", drawingField+": {}\r\n", "<p>", "\r\n")
	for _, s := range [][]byte{[]byte(info + page + again), zipped(info + page), append(zipped(info), zipped(page+again)...), []byte(own + course + drawn + page), []byte("WARC/1.0\r\n\r\n"), nil} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		a, err := read(memory{bytes.NewReader(file)}, nil)
		if err != nil {
			return
		}
		defer func() { _ = a.Close() }()
		for url := range a.answers {
			for n := range 3 {
				if x, err := a.Answer(url, n); err == nil && x != nil && x.Body != nil {
					_, _ = io.Copy(io.Discard, x.Body) // any error will do
					_ = x.Body.Close()
				}
			}
		}
		for url := range a.drawings {
			_, _ = a.Drawn(url, 0) // any error will do
		}
		_, _ = a.Course(), a.Home()
	})
}
