package crawl

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// ailing is a host that answers as it is told, by a clock of its own.
type ailing struct {
	p      *polite
	clock  time.Time
	slept  []time.Duration
	asked  []string
	told   []Event
	answer func(path string) (*http.Response, error)
}

func ail(answer func(path string) (*http.Response, error)) *ailing {
	o := &ailing{clock: time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC), answer: answer}
	opt := &Options{Rate: 1, Now: func() time.Time { return o.clock }, UserAgent: "truatweb-test", OnEvent: func(e Event) { o.told = append(o.told, e) }}
	o.p = newPolite(answering(func(r *http.Request) (*http.Response, error) {
		o.asked = append(o.asked, r.URL.Path)
		return o.answer(r.URL.Path)
	}), opt, waits(&o.slept, &o.clock))
	return o
}

func (o *ailing) get(path string) error {
	_, err := o.p.RoundTrip(httptest.NewRequest(http.MethodGet, "http://office.example"+path, nil))
	return err
}

var errRefused = fmt.Errorf("dialling: %w", syscall.ECONNREFUSED)

func down(string) (*http.Response, error) { return nil, errRefused }

func well(string) (*http.Response, error) { return reply(200), nil }

func TestAHostThatFailsIsLeftAloneTriedOnceAndGivenUp(t *testing.T) {
	o := ail(well)
	if err := o.get("/"); err != nil {
		t.Fatal(err)
	}
	o.answer = down
	for i := range breakAfter {
		if err := o.get(fmt.Sprint("/", i)); !errors.Is(err, errRefused) {
			t.Fatalf("%d: %v", i, err)
		}
	}
	asked, before := len(o.asked), o.clock
	var left *leftAlone
	if err := o.get("/x"); !errors.As(err, &left) || left.reason != checks.SiteDown || !strings.Contains(left.detail, "8 failures in a row") {
		t.Fatalf("%v", err)
	}
	if rest := o.clock.Sub(before); rest < breakRest {
		t.Errorf("tried again after %v", rest)
	}
	if now := o.asked[asked:]; len(now) != 1 || now[0] != "/" {
		t.Errorf("it was tried at %v, and is known to answer at /", now)
	}
	if len(o.told) != 1 || o.told[0].Kind != EventWait || o.told[0].URL != "office.example" || !o.told[0].Until.Equal(before.Add(breakRest)) {
		t.Errorf("told %+v", o.told)
	}
	asked, before = len(o.asked), o.clock
	for range 100 {
		if err := o.get("/y"); !errors.As(err, &left) {
			t.Fatalf("%v", err)
		}
	}
	if len(o.asked) != asked || !o.clock.Equal(before) {
		t.Errorf("%d more requests and %v for a host that was given up", len(o.asked)-asked, o.clock.Sub(before))
	}
	if o.p.gaveUp("office.example") == nil || o.p.gaveUp("other.example") != nil {
		t.Error("what was given up is not known")
	}
	if reason, detail := why(&failed{left, 1}); reason != checks.SiteDown || detail != left.detail {
		t.Errorf("said %s %s", reason, detail)
	}
}

func TestABrokenCornerIsNoOutage(t *testing.T) {
	corner := func(path string) (*http.Response, error) {
		if strings.HasPrefix(path, "/app") {
			return reply(502), nil
		}
		return reply(200), nil
	}
	o := ail(corner)
	for i := range 60 {
		if err := o.get(fmt.Sprint("/page/", i)); err != nil {
			t.Fatal(err)
		}
		if i == 20 {
			for k := range 40 {
				if err := o.get(fmt.Sprint("/app/", k)); err != nil {
					t.Fatalf("%d: %v", k, err)
				}
			}
		}
	}
	if len(o.told) != 2 { // after 8 and then 16 more
		t.Errorf("left alone %d times", len(o.told))
	}
}

func TestAHostThatRecovers(t *testing.T) {
	o := ail(down) // from the first request
	for range breakAfter {
		_ = o.get("/") // fails, as the next test of it says
	}
	o.answer = well
	if err := o.get("/next"); err != nil {
		t.Errorf("%v", err)
	}
	if last := o.asked[len(o.asked)-1]; last != "/next" {
		t.Errorf("nothing was known to answer, and it was tried at %s", last)
	}
	if err := o.get("/more"); err != nil || len(o.told) != 1 {
		t.Errorf("%v, told %+v", err, o.told)
	}
}

func TestAHostThatAsksToBeLeftAlone(t *testing.T) {
	limited := func(string) (*http.Response, error) { return reply(429, "Retry-After", "3600"), nil }
	o := ail(limited)
	if err := o.get("/"); err != nil {
		t.Fatal(err)
	}
	var left *leftAlone
	before := o.clock
	if err := o.get("/a"); err != nil {
		t.Fatal(err) // the trial, which is answered the same
	}
	if rest := o.clock.Sub(before); rest < longestWait {
		t.Errorf("asked again after %v", rest)
	}
	if err := o.get("/b"); !errors.As(err, &left) || left.reason != checks.Blocked || !strings.Contains(left.detail, "asked to wait 1h") || len(o.asked) != 2 {
		t.Errorf("%v after %v", err, o.asked)
	}
	// A shorter time is kept for all that is asked of the host.
	o = ail(func(string) (*http.Response, error) { return reply(503, "Retry-After", "45"), nil })
	_, before = o.get("/"), o.clock
	_ = o.get("/other")
	if rest := o.clock.Sub(before); rest < 45*time.Second {
		t.Errorf("another page was asked for after %v", rest)
	}
}

// A host that asks for hours again, although its home page answered in between,
// is asked nothing more where it limits whoever asks; what is closed for hours in
// one corner is left at that.
func TestAHostThatAsksForHoursTwice(t *testing.T) {
	for status, want := range map[int]int{429: 4, 503: 22} {
		o := ail(func(path string) (*http.Response, error) {
			if path == "/" {
				return reply(200), nil
			}
			return reply(status, "Retry-After", "3600"), nil
		})
		var last error
		for _, path := range []string{"/", "/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/i", "/j", "/k", "/l", "/m", "/n", "/o", "/p", "/q", "/r", "/s"} {
			last = o.get(path)
		}
		var left *leftAlone
		if gone := errors.As(last, &left) && left.reason == checks.Blocked; gone != (status == 429) || len(o.asked) > want {
			t.Errorf("%d: asked for %v, in the end %v", status, o.asked, last)
		}
		home := 0
		for _, path := range o.asked {
			if path == "/" {
				home++
			}
		}
		if home > 3 {
			t.Errorf("%d: the home page was asked for %d times", status, home)
		}
	}
}

func TestASlowHostIsGivenRest(t *testing.T) {
	o := ail(well)
	o.answer = func(string) (*http.Response, error) { o.clock = o.clock.Add(6 * time.Second); return reply(200), nil }
	_ = o.get("/") // answered
	before := o.clock
	_ = o.get("/") // answered
	if rest := o.clock.Add(-6 * time.Second).Sub(before); rest < 3*time.Second {
		t.Errorf("after an answer of six seconds it had %v", rest)
	}
}

// What an outage ends is never taken for the whole: the site says so itself.
func TestAnOutageStopsTheCrawl(t *testing.T) {
	pages := map[string]string{}
	var links []string
	for i := range 60 {
		at := fmt.Sprintf("/p%c%c", 'a'+i/26, 'a'+i%26)
		links = append(links, a(at, "หน้า"))
		if i < 50 {
			pages[at] = page(fmt.Sprint("หน้า ", i))
		}
	}
	pages["/"] = page("หน้าแรก", links...)
	s := serve(t, pages)
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/p") {
			s.mu.Lock()
			clear(s.pages) // and from now on nothing works
			s.on["/"] = s.on["*"]
			s.mu.Unlock()
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		if r.URL.Path == "/" {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		http.NotFound(w, r)
	}
	site := crawlSite(t, s.URL, nil)
	if site.Stopped != checks.SiteDown || site.StoppedBy != stoppedByServer {
		t.Errorf("stopped %q by %q; %d pages, gaps %.1000s", site.Stopped, site.StoppedBy, len(site.Pages), fmt.Sprintf("%+v", site.Gaps))
	}
	last := site.Gaps[len(site.Gaps)-1]
	if last.Reason != checks.SiteDown || !strings.Contains(last.Detail, "left alone") {
		t.Errorf("%+v", last)
	}
	if n := s.total(); n > 51+4+breakAfter+4 {
		t.Errorf("%d requests", n)
	}
}
