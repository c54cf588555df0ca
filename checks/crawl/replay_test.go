package crawl

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/warc"
)

// ticking is a clock of which no two looks give the same time.
func ticking() func() time.Time {
	var mu sync.Mutex
	t := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		t = t.Add(1234567 * time.Nanosecond)
		return t
	}
}

// troubled is a site that shows a crawl most of what may happen to it.
func troubled(t *testing.T) *site {
	s := serve(t, map[string]string{
		"/robots.txt":  "User-agent: *\nDisallow: /secret",
		"/":            page("หน้าแรก", nav(a("/about", "เกี่ยวกับ"), a("/old", "เก่า"), a("/dead", "หาย"), a("/busy", "ยุ่ง"), a("/zip", "บีบอัด"), a("/app", "แอป"), a("/secret", "ลับ"), a("/long", "ยาว"), a("/doc.pdf", "เอกสาร"), a("/broken.pdf", "เสีย"), a("/soft", "ชั่วคราว"))),
		"/about":       page("เกี่ยวกับเรา", a("/about?print=1", "พิมพ์")),
		"/new":         page("ใหม่"),
		"/long":        page("ยาว") + strings.Repeat("<p>ยาวมาก</p>", 20000),
		"/doc.pdf":     "%PDF-1.4 เอกสาร",
		"/app":         `<title>แอป</title><div id="root"></div><script src="/a.js"></script>`,
		"/sitemap.xml": "",
	})
	busy := 0
	s.on["/old"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusMovedPermanently) }
	s.on["/busy"] = func(w http.ResponseWriter, _ *http.Request) {
		if busy++; busy < 3 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, page("ว่างแล้ว"))
	}
	s.on["/soft"] = func(w http.ResponseWriter, r *http.Request) {
		if s.count("/soft") < 2 {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, page("กลับมา"))
	}
	s.on["/zip"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, page("บีบอัด"))
		_ = z.Close()
	}
	s.on["/broken.pdf"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		_, _ = io.WriteString(w, "%PDF-1.4 ครึ่ง")
		panic(http.ErrAbortHandler)
	}
	return s
}

// painter draws pages as a browser would.
type painter struct{ n int }

func (p *painter) Render(_ context.Context, s Shell) (Drawn, error) {
	p.n++
	return Drawn{Final: s.URL + "#/", HTML: []byte(page("แอปที่วาดแล้ว")), Refused: []string{"http://x.test/"}}, nil
}

func recorderAt(t *testing.T, path string, now func() time.Time) *warc.Recording {
	t.Helper()
	r, err := warc.Create(path, warc.Info{Software: "test", Started: now()}, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func archiveAt(t *testing.T, path string) *warc.Archive {
	t.Helper()
	a, err := warc.Open(path, Spell)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func courseOf(s *checks.Site) checks.Course {
	return checks.Course{Started: s.Started, Ended: s.Ended, Stopped: s.Stopped, StoppedBy: s.StoppedBy, Ledger: s.Ledger}
}

// unreachable is a Net that fails the test when anything is resolved.
func unreachable(t *testing.T) *Net {
	n := local(t)
	n.lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		t.Errorf("%s was looked up", host)
		return nil, errors.New("no network")
	}
	return n
}

// A recorded crawl gives the same Site again, to the last detail, from nothing but
// its record; and so does every repetition.
func TestReplay(t *testing.T) {
	for _, workers := range []int{1, 4} {
		t.Run(fmt.Sprint(workers), func(t *testing.T) {
			s := troubled(t)
			path := filepath.Join(t.TempDir(), "x.warc.gz")
			now := ticking()
			rec := recorderAt(t, path, now)
			p := &painter{}
			live := crawlSite(t, s.URL+"/", func(o *Options, _ *checks.Office) {
				o.Recorder, o.Now, o.Renderer, o.Workers, o.PageLimit = rec, now, p, workers, 100_000
			})
			if err := errors.Join(rec.End(courseOf(live)), rec.Close()); err != nil {
				t.Fatal(err)
			}
			asked := s.total()
			s.Close()
			if p.n == 0 || len(live.Pages) < 6 || s.count("/busy") != 3 || s.count("/soft") != 2 {
				t.Fatalf("the crawl met too little: %v, gaps %+v", urls(live), live.Gaps)
			}
			for range 2 {
				again := crawlSite(t, s.URL+"/", func(o *Options, _ *checks.Office) {
					o.Archive, o.Offline, o.Now, o.Renderer, o.Workers, o.PageLimit, o.Net = archiveAt(t, path), true, time.Now, &painter{}, workers, 100_000, unreachable(t)
				})
				if diff := cmp.Diff(live, again, cmpopts.IgnoreUnexported(checks.Site{}, checks.Page{}), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("replayed, it is another site:\n%s", diff)
				}
			}
			if s.total() != asked {
				t.Errorf("the server was asked %d times more", s.total()-asked)
			}
		})
	}
}

// A crawl that was interrupted after any number of requests goes on where it was,
// and asks for nothing twice.
func TestGoOn(t *testing.T) {
	s := troubled(t)
	whole := crawlSite(t, s.URL+"/", nil)
	for _, after := range []int{1, 3, 6, 9} {
		s := troubled(t)
		path := filepath.Join(t.TempDir(), "x.warc.gz")
		now := ticking()
		rec := recorderAt(t, path, now)
		o := Options{Reader: plainReader{}, Net: local(t), FollowOutside: true, Now: now, Recorder: &stopping{Recorder: rec, left: after}}
		c, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Crawl(t.Context(), checks.Office{Home: s.URL + "/"}); err == nil || !strings.Contains(err.Error(), "pulled the plug") {
			t.Fatalf("the recorder's error: %v", err)
		}
		if err := rec.Close(); err != nil {
			t.Fatal(err)
		}
		old := archiveAt(t, path)
		on, err := warc.Resume(path, old, now)
		if err != nil {
			t.Fatal(err)
		}
		again := crawlSite(t, s.URL+"/", func(o *Options, _ *checks.Office) { o.Now, o.Recorder, o.Archive = now, on, old })
		if err := on.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.ReplaceAll(fmt.Sprint(urls(whole)), whole.Home, "/"), strings.ReplaceAll(fmt.Sprint(urls(again)), again.Home, "/")); diff != "" {
			t.Errorf("after %d: %s", after, diff)
		}
		once := troubledCount(t)
		if more := s.total() - once; more > 1 { // what was in flight
			t.Errorf("after %d: %d requests more than an undisturbed crawl", after, more)
		}
		last := archiveAt(t, path)
		if got := last.Answers(); got == 0 {
			t.Error("nothing was recorded")
		}
	}
}

func troubledCount(t *testing.T) int {
	s := troubled(t)
	crawlSite(t, s.URL+"/", nil)
	return s.total()
}

// stopping is a recorder that fails after so many exchanges.
type stopping struct {
	Recorder
	left int
}

func (s *stopping) Exchange(x *checks.Exchange) error {
	if s.left--; s.left < 0 {
		return errors.New("pulled the plug")
	}
	return s.Recorder.Exchange(x)
}

// What an archive of another program lacks is a gap, and never absent; its
// robots.txt is not missed.
func TestForeignArchive(t *testing.T) {
	f := &fewPages{pages: map[string]string{"http://www.a.test/": page("หน้าแรก", nav(a("/two", "สอง"), a("/three", "สาม"))), "https://a.test/two": page("สอง")}}
	got := crawlSite(t, "http://www.a.test/", func(o *Options, _ *checks.Office) {
		n, err := NewNet([]string{"0.0.0.0/0"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		o.Archive, o.Offline, o.Net = f, true, n
	})
	if len(got.Pages) != 2 || got.Stopped != "" {
		t.Errorf("pages %v, stopped %q, gaps %+v", urls(got), got.Stopped, got.Gaps)
	}
	if g := gapAt(t, got, "http://www.a.test/three"); g.Reason != checks.NotArchived {
		t.Errorf("%+v", g)
	}
}

// fewPages is an archive of pages that were each answered once.
type fewPages struct{ pages map[string]string }

func (f *fewPages) Answer(url string, n int) (*checks.Exchange, error) {
	body, ok := f.pages[url]
	if !ok || n > 0 {
		return nil, nil
	}
	return &checks.Exchange{URL: url, At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Status: 200, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func (f *fewPages) Drawn(string, int) (*checks.Drawing, error) { return nil, nil }

func (f *fewPages) Course() checks.Course { return checks.Course{Foreign: true} }

// An archive that ends where its crawl was stopped is replayed up to there.
func TestReplayOfAStoppedCrawl(t *testing.T) {
	f := &stoppedPages{fewPages{map[string]string{"http://a.test/robots.txt": "", "http://a.test/": page("หน้าแรก", nav(a("/two", "สอง"), a("/three", "สาม")))}}}
	got := crawlSite(t, "http://a.test/", func(o *Options, _ *checks.Office) { o.Archive, o.Offline, o.Net = f, true, &Net{} })
	if len(got.Pages) != 1 || got.Stopped != checks.Stopped || got.StoppedBy != "archive" {
		t.Errorf("pages %v, stopped %q by %q", urls(got), got.Stopped, got.StoppedBy)
	}
	if g := gapAt(t, got, "http://a.test/two"); g.Reason != checks.Stopped {
		t.Errorf("%+v", g)
	}
}

type stoppedPages struct{ fewPages }

func (f *stoppedPages) Course() checks.Course {
	return checks.Course{Stopped: checks.Stopped, StoppedBy: "archive"}
}

// What has not changed since an earlier crawl is not sent again, and is seen all
// the same; the new record is whole without the old.
func TestUnchangedSince(t *testing.T) {
	sent := 0
	s := serve(t, nil)
	pages := map[string]string{"/": page("หน้าแรก", nav(a("/two", "สอง"), a("/three", "สาม"))), "/two": page("สอง"), "/three": page("สาม")}
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		tag := fmt.Sprintf(`"%d"`, len(body))
		w.Header().Set("Etag", tag)
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == tag:
			w.WriteHeader(http.StatusNotModified)
		default:
			n, _ := io.WriteString(w, body)
			sent += n
		}
	}
	dir := t.TempDir()
	now := ticking()
	first := recorderAt(t, filepath.Join(dir, "1"), now)
	before := crawlSite(t, s.URL+"/", func(o *Options, _ *checks.Office) { o.Recorder, o.Now = first, now })
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	once := sent
	pages["/three"] = page("สามที่แก้แล้ว")
	second := recorderAt(t, filepath.Join(dir, "2"), now)
	after := crawlSite(t, s.URL+"/", func(o *Options, _ *checks.Office) {
		o.Recorder, o.Past, o.Now = second, archiveAt(t, filepath.Join(dir, "1")), now
	})
	if err := errors.Join(second.End(courseOf(after)), second.Close()); err != nil {
		t.Fatal(err)
	}
	if got := sent - once; got != len(pages["/three"]) {
		t.Errorf("%d bytes were sent again of %d; only the %d that changed were needed", got, once, len(pages["/three"]))
	}
	if pageAt(t, before, s.URL+"/two").SHA256 != pageAt(t, after, s.URL+"/two").SHA256 || pageAt(t, after, s.URL+"/three").Content.Title != "สามที่แก้แล้ว" {
		t.Errorf("pages: %v", urls(after))
	}
	again := crawlSite(t, s.URL+"/", func(o *Options, _ *checks.Office) {
		o.Archive, o.Offline, o.Now, o.Net = archiveAt(t, filepath.Join(dir, "2")), true, time.Now, unreachable(t)
	})
	if diff := cmp.Diff(after, again, cmpopts.IgnoreUnexported(checks.Site{}, checks.Page{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the second record alone gives another site:\n%s", diff)
	}
}
