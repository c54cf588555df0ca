package crawl

import (
	"path/filepath"
	"runtime"
	"testing"
	"time"
	"weak"

	"github.com/truatweb/truatweb/checks"
)

// What a run knew of addresses is a large part of what a large site takes, and
// measuring and judging, which go on by the same crawler, have no use for it.
func TestARunIsForgottenWhenItEnds(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", nav(a("/a", "ก"), a("/b", "ข"))), "/a": page("ก", "เนื้อหา"), "/b": page("ข", "เนื้อหาอื่น")})
	now := ticking()
	rec := recorderAt(t, filepath.Join(t.TempDir(), "1"), now)
	o := Options{Reader: plainReader{}, Net: local(t), Now: now, MaxTime: time.Hour, Recorder: rec}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	home, _ := parse(s.URL + "/")
	office := checks.Office{Home: s.URL + "/"}
	sc, err := newScope(office, home)
	if err != nil {
		t.Fatal(err)
	}
	var left weak.Pointer[run]
	var site *checks.Site
	func() {
		r := newRun(c, office, home, sc)
		left = weak.Make(r)
		site = r.crawl(t.Context())
		r.stack.close()
	}()
	if len(site.Pages) != 3 {
		t.Fatalf("%d pages were read, not 3", len(site.Pages))
	}
	for range 3 {
		runtime.GC()
	}
	if left.Value() != nil {
		t.Error("a crawler that is still in use keeps a run that has ended")
	}
	if err := rec.Close(); err != nil {
		t.Error(err)
	}
	runtime.KeepAlive(c)
	runtime.KeepAlive(site)
}
