package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

var long = strings.Repeat("เนื้อหาของหน้านี้ ", 60)

// What was recorded comes back as it was: bodies, headers, times, faults.
func TestRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "site.warc.gz.open")
	large := strings.Repeat("0123456789abcdef", 200_000)
	cut := answer("http://a.test/long", day.Add(3*time.Second), 200, html(), "half of")
	cut.Cut = checks.CutDisconnect
	bomb := answer("http://a.test/bomb", day.Add(4*time.Second), 200, http.Header{"Content-Encoding": {"gzip"}}, "\x1f\x8b rest")
	bomb.Failure, bomb.Cut = &checks.Failure{Reason: checks.TooLarge, Detail: "larger"}, checks.CutLength
	faulty := answer("https://a.test/", day.Add(5*time.Second), 301, http.Header{"Location": {"http://a.test/ก"}, "X-Odd": {"a\r\nb: c"}}, "")
	faulty.Fault = "certificate has expired"
	dead := &checks.Exchange{URL: "http://no.test/", At: day.Add(6 * time.Second), Failure: &checks.Failure{Reason: checks.DNS, Detail: "ไม่มีชื่อนี้\nbad", Again: true, Silent: true}}
	asset := answer("http://a.test/", day.Add(8*time.Second), 200, html(), "what a browser was given")
	asset.Drawing = true
	r := recording(t, path,
		answer("http://a.test/", day.Add(time.Second), 200, html(), long),
		answer("http://a.test/large.bin", day.Add(2*time.Second), 200, http.Header{"Content-Type": {"application/pdf"}}, large),
		cut, bomb, faulty, dead,
		answer("http://a.test/copy", day.Add(7*time.Second), 404, http.Header{"Content-Type": {"text/plain"}}, long),
		asset,
		answer("http://a.test/", day.Add(9*time.Second), 503, html(), "busy"))
	drawing := checks.Drawing{URL: "http://a.test/app", At: day.Add(10 * time.Second), HTML: []byte("<p>drawn"), Final: "http://a.test/app#/x", Refused: []string{"http://b.test/"}}
	if err := errors.Join(r.Drawing(&drawing), r.Note(&checks.Note{URL: "http://a.test/", At: day, Path: []string{"http://a.test/"}, Label: "หน้าแรก", Charset: checks.Charset{Name: "windows-874", By: "thai-share"}}),
		r.Measured("tls", []byte(`{"versions":["1.3"]}`))); err != nil {
		t.Fatal(err)
	}
	course := checks.Course{Started: day, Ended: day.Add(time.Minute), Stopped: checks.Budget, StoppedBy: "time", Ledger: []checks.Load{{Host: "a.test", Requests: 9}}}
	if err := r.End(course); err != nil {
		t.Fatal(err)
	}
	final, index := filepath.Join(filepath.Dir(path), "site.warc.gz"), filepath.Join(filepath.Dir(path), "site.cdxj")
	if err := r.Finish(final, index); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the passing name is left: %v", err)
	}
	a := open(t, final)
	if err, torn := a.Damage(); err != nil || torn {
		t.Errorf("damage: %v, %v", err, torn)
	}
	if x, body := said(t, a, "http://a.test/", 0); body != long || x.Status != 200 || !x.At.Equal(day.Add(time.Second)) || x.IP != "127.0.0.1" || x.Header.Get("Content-Type") != "text/html" {
		t.Errorf("the home page: %+v, %.50q", x, body)
	}
	if x, body := said(t, a, "http://a.test/", 1); body != "busy" || x.Status != 503 {
		t.Errorf("the second time, past what a browser asked for: %+v, %q", x, body)
	}
	if x, _ := said(t, a, "http://a.test/", 2); x != nil {
		t.Errorf("a third: %+v", x)
	}
	if _, body := said(t, a, "http://a.test/large.bin", 0); body != large {
		t.Errorf("the large file has %d bytes", len(body))
	}
	if x, body := said(t, a, "http://a.test/long", 0); body != "half of" || x.Cut != checks.CutDisconnect {
		t.Errorf("cut: %+v, %q", x, body)
	}
	if x, body := said(t, a, "http://a.test/bomb", 0); body != "\x1f\x8b rest" || !cmp.Equal(x.Failure, bomb.Failure) || x.Cut != checks.CutLength {
		t.Errorf("bomb: %+v, %q", x, body)
	}
	if x, _ := said(t, a, "https://a.test/", 0); x.Fault != faulty.Fault || x.Header.Get("Location") != "http://a.test/ก" || x.Header.Get("B") != "" {
		t.Errorf("faulty: %+v", x)
	}
	if x, _ := said(t, a, "http://no.test/", 0); x.Status != 0 || x.Failure == nil || x.Failure.Reason != checks.DNS || x.Failure.Detail != dead.Failure.Detail || !x.Failure.Again || !x.Failure.Silent {
		t.Errorf("dead: %+v, %+v", x, x.Failure)
	}
	if x, body := said(t, a, "http://a.test/copy", 0); body != long || x.Status != 404 || x.Header.Get("Content-Type") != "text/plain" {
		t.Errorf("the copy: %+v, %.50q", x, body)
	}
	if d, err := a.Drawn("http://a.test/app", 0); err != nil || !cmp.Equal(*d, drawing) {
		t.Errorf("drawn: %+v, %v", d, err)
	}
	if got := a.Course(); !cmp.Equal(got, course, cmp.Comparer(func(x, y time.Duration) bool { return true })) || got.Foreign {
		t.Errorf("course: %+v", got)
	}
	if i := a.Info(); !i.Own || i.Office.Name != "สสอ.ทดลอง" || string(i.Settings) != `{"max":3}` || !i.Started.Equal(day) || a.Home() != "http://a.test/" {
		t.Errorf("info: %+v", i)
	}
	if got := string(a.Measured()["tls"]); got != `{"versions":["1.3"]}` {
		t.Errorf("measured: %s", got)
	}
	standard(t, final, index)
}

// standard reads a file by the standard's letter, without the package's reader,
// and the index beside it.
func standard(t *testing.T, path, index string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	src := bytes.NewReader(file)
	starts := map[int64]int64{}
	var kinds []string
	ids := map[string]bool{}
	for src.Len() > 0 {
		start := int64(len(file) - src.Len())
		z, err := gzip.NewReader(src)
		if err != nil {
			t.Fatal(err)
		}
		z.Multistream(false)
		all, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		starts[start] = int64(len(file)-src.Len()) - start
		top, block, ok := bytes.Cut(all, []byte("\r\n\r\n"))
		if !ok || !bytes.HasPrefix(top, []byte("WARC/1.1\r\n")) || !bytes.HasSuffix(block, []byte("\r\n\r\n")) {
			t.Fatalf("no record at %d: %.100q", start, all)
		}
		block = block[:len(block)-4]
		f := map[string]string{}
		for _, l := range strings.Split(string(top), "\r\n")[1:] {
			name, value, ok := strings.Cut(l, ": ")
			if !ok {
				t.Errorf("no field: %q", l)
			}
			f[name] = value
		}
		kinds = append(kinds, f["WARC-Type"])
		if f["Content-Length"] != strconv.Itoa(len(block)) || f["WARC-Block-Digest"] != digest(block) || f["Content-Type"] == "" {
			t.Errorf("%s: %v, block of %d bytes", f["WARC-Type"], f, len(block))
		}
		if id := f["WARC-Record-ID"]; ids[id] || !strings.HasPrefix(id, "<urn:uuid:") || len(id) != 47 {
			t.Errorf("id %q", id)
		} else {
			ids[id] = true
		}
		if _, err := time.Parse(time.RFC3339Nano, f["WARC-Date"]); err != nil || !strings.HasSuffix(f["WARC-Date"], "Z") {
			t.Errorf("date %q", f["WARC-Date"])
		}
		if to := f["WARC-Refers-To"]; to != "" && !ids[to] {
			t.Errorf("refers to %s, which is not before it", to)
		}
		if strings.HasPrefix(f["Content-Type"], "application/http; msgtype=response") {
			resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
			if err != nil {
				t.Errorf("%s: %v", f["WARC-Target-URI"], err)
				continue
			}
			_ = resp.Body.Close()
			if _, body, _ := bytes.Cut(block, []byte("\r\n\r\n")); f["WARC-Type"] == "response" && f["WARC-Payload-Digest"] != digest(body) {
				t.Errorf("%s: payload digest %s", f["WARC-Target-URI"], f["WARC-Payload-Digest"])
			}
		}
	}
	if kinds[0] != "warcinfo" || !slices.Contains(kinds, "request") || !slices.Contains(kinds, "revisit") || !slices.Contains(kinds, "metadata") {
		t.Errorf("records: %v", kinds)
	}
	lines, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Split(strings.TrimSpace(string(lines)), "\n")
	if !slices.IsSorted(list) || len(list) == 0 {
		t.Errorf("the index is not in order: %q", list)
	}
	for _, l := range list {
		offset, size := number(t, l, "offset"), number(t, l, "length")
		if starts[offset] != size || !strings.Contains(l, `"filename":"`+filepath.Base(path)+`"`) {
			t.Errorf("index line %s: the record there has %d bytes", l, starts[offset])
		}
	}
}

func number(t *testing.T, line, name string) int64 {
	t.Helper()
	_, rest, _ := strings.Cut(line, `"`+name+`":"`)
	n, err := strconv.ParseInt(rest[:strings.IndexByte(rest, '"')], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Wherever a file breaks off, what stands whole before can be read, and the
// recording goes on from there.
func TestTornAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "whole")
	r := recording(t, path)
	var ends []int64
	for n := range 4 {
		if err := r.Exchange(answer(fmt.Sprintf("http://a.test/%d", n), day, 200, html(), fmt.Sprint("page ", n, strings.Repeat("x", 300)))); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, r.end)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := range file {
		half := write(t, "half", file[:size])
		a, err := Open(half, nil)
		var not *NotWARC
		if errors.As(err, &not) && size < 20 {
			continue
		}
		if err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		want := 0
		for _, end := range ends {
			if int64(size) >= end {
				want++
			}
		}
		if a.Answers() != want {
			t.Fatalf("%d bytes: %d answers, want %d", size, a.Answers(), want)
		}
		if size%7 == 0 && a.Info().Own {
			goOn(t, half, a, want)
		}
		_ = a.Close()
	}
}

// goOn records one more exchange behind a torn end.
func goOn(t *testing.T, path string, a *Archive, had int) {
	t.Helper()
	r, err := Resume(path, a, clock())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Exchange(answer("http://a.test/more", day, 200, html(), "more"+strings.Repeat("x", 300))), r.Close()); err != nil {
		t.Fatal(err)
	}
	b := open(t, path)
	if err, torn := b.Damage(); err != nil || torn || b.Answers() != had+1 {
		t.Errorf("gone on with: %v, %v, %d answers, want %d", err, torn, b.Answers(), had+1)
	}
	if _, body := said(t, b, "http://a.test/more", 0); !strings.HasPrefix(body, "more") {
		t.Errorf("what was recorded after: %q", body)
	}
}

// A crawl that was interrupted twice has spent the time of all its parts.
func TestTimeSpent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	r := recording(t, path, answer("http://a.test/", day.Add(20*time.Second), 200, html(), "1"))
	_ = r.Close()
	later := day.Add(time.Hour)
	r, err := Resume(path, open(t, path), func() time.Time { return later })
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Exchange(answer("http://a.test/2", later.Add(30*time.Second), 200, html(), "2")), r.Close()); err != nil {
		t.Fatal(err)
	}
	if got := open(t, path).Course().Spent; got != 50*time.Second {
		t.Errorf("spent %s", got)
	}
}

// Where the server has nothing new, the file still holds all that it says.
func TestUnchanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	x := answer("http://a.test/", day.Add(time.Hour), 304, http.Header{"Etag": {`"1"`}}, long)
	x.Earlier = &checks.Exchange{URL: x.URL, At: day, Status: 200, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"text/html"}, "Etag": {`"1"`}}}
	r := recording(t, path, x)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	a := open(t, path)
	got, body := said(t, a, "http://a.test/", 0)
	if got.Status != 304 || got.Earlier == nil || got.Earlier.Status != 200 || got.Earlier.Header.Get("Content-Type") != "text/html" || body != long || !got.At.Equal(x.At) {
		t.Errorf("%+v, %.50q", got, body)
	}
	if again, _ := said(t, a, "http://a.test/", 1); again != nil {
		t.Errorf("the earlier crawl's answer counts as one of this: %+v", again)
	}
}

// A disk that fills up leaves the last whole record, and no more is written.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRecording(&small{File: f, room: 4000}, path, Info{Started: day, Office: checks.Office{Home: "http://a.test/"}}, clock())
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for n := range 100 {
		if err = r.Exchange(answer(fmt.Sprint("http://a.test/", n), day, 200, html(), fmt.Sprint(n, long))); err != nil {
			break
		}
		kept++
	}
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), path) || kept == 0 {
		t.Fatalf("after %d: %v", kept, err)
	}
	if err := r.Exchange(answer("http://a.test/z", day, 200, html(), "z")); err == nil {
		t.Error("it went on after an error")
	}
	if err := r.Finish(path+".done", path+".cdxj"); err == nil {
		t.Error("a recording that failed was finished")
	}
	_ = r.Close()
	if _, err := os.Stat(path + ".done"); err == nil {
		t.Error("it got its lasting name")
	}
	a := open(t, path)
	if err, torn := a.Damage(); err != nil || torn || a.Answers() != kept {
		t.Errorf("left: %d answers of %d, %v, %v", a.Answers(), kept, err, torn)
	}
}

// small is a file on a small disk.
type small struct {
	*os.File
	room int
}

func (s *small) Write(p []byte) (int, error) {
	if len(p) > s.room {
		n, _ := s.File.Write(p[:s.room])
		s.room = 0
		return n, &fs.PathError{Op: "write", Path: s.Name(), Err: syscall.ENOSPC}
	}
	s.room -= len(p)
	return s.File.Write(p)
}
