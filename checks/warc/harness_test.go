package warc

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

var day = time.Date(2026, 6, 15, 3, 4, 5, 678_901_000, time.UTC)

// clock moves on by a second whenever it is looked at.
func clock() func() time.Time {
	t := day
	return func() time.Time {
		t = t.Add(time.Second)
		return t
	}
}

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// answer is an exchange with a body.
func answer(url string, at time.Time, status int, header http.Header, body string) *checks.Exchange {
	return &checks.Exchange{URL: url, At: at, IP: "127.0.0.1", Asked: http.Header{"User-Agent": {"truatweb/test"}}, Status: status, Proto: "HTTP/1.1",
		Header: header, Body: memory{bytes.NewReader([]byte(body))}, Size: int64(len(body))}
}

func html() http.Header { return http.Header{"Content-Type": {"text/html"}} }

func recording(t *testing.T, path string, xs ...*checks.Exchange) *Recording {
	t.Helper()
	r, err := Create(path, Info{Software: "truatweb test", UserAgent: "truatweb/test", Robots: "obey", Started: day, Office: checks.Office{Name: "สสอ.ทดลอง", Home: "http://a.test/"},
		Settings: []byte(`{"max":3}`), Told: []byte(`{"as_of":"2026-06-15"}`)}, clock())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	for _, x := range xs {
		if err := r.Exchange(x); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func open(t *testing.T, path string) *Archive {
	t.Helper()
	a, err := Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func write(t *testing.T, name string, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// said gives an exchange's body, "" if there is no such exchange.
func said(t *testing.T, a *Archive, url string, n int) (*checks.Exchange, string) {
	t.Helper()
	x, err := a.Answer(url, n)
	if err != nil {
		t.Fatalf("%s #%d: %v", url, n, err)
	}
	if x == nil || x.Body == nil {
		return x, ""
	}
	b, err := io.ReadAll(x.Body)
	if err != nil {
		t.Fatalf("%s #%d: %v", url, n, err)
	}
	if err := x.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return x, string(b)
}
