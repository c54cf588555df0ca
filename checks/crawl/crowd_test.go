package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// Of a page with more links than a run can follow some are, whatever they look like,
// and the rest is said to have been left in one place.
func TestACrowdOfLinks(t *testing.T) {
	const all = 15_000
	for name, at := range map[string]func(n int) string{
		"in folders":     func(n int) string { return fmt.Sprintf("/t/%04x/%d.html", hashOf(fmt.Sprint(n*7919))%65536, n) },
		"by name":        func(n int) string { return "/t/" + word(n) + ".html" },
		"by number":      func(n int) string { return fmt.Sprintf("/t/%d", n) },
		"at every depth": func(n int) string { return "/t" + strings.Repeat("/"+word(n/50), 1+n%4) + word(n) },
		"in queries":     func(n int) string { return fmt.Sprintf("/t?%s=%s&%s=%d", word(n%40), word(n%7), word(n%11), n) },
	} {
		for _, label := range []string{"เรื่อง", "แผน"} {
			for _, gone := range []bool{false, true} {
				t.Run(fmt.Sprint(name, "/", label, "/", gone), func(t *testing.T) {
					var links []string
					for n := range all {
						links = append(links, a(at(n), fmt.Sprint(label, n)))
					}
					asked := 0
					s, want := trapSite(t, trap{serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
						switch {
						case r.URL.RequestURI() == "/t":
							say(w, "รวมทุกเรื่อง", links...)
							return
						case gone:
							http.NotFound(w, r)
						default:
							say(w, "เรื่อง "+r.URL.RequestURI())
						}
						asked++
					}}, true, contentNews/3, a("/t", "ทั้งหมด"))
					site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = steerBy{"แผน": 2} })
					if n := s.into.Load(); n > trapRequests || n < 40 {
						t.Errorf("%d requests", n)
					}
					for at := range want {
						if site.Find(Key(s.URL+at)) == nil {
							t.Fatalf("not read: %s", at)
						}
					}
					samples, left := 0, 0
					for _, g := range site.Gaps {
						if g.Sample != nil {
							samples++
							left += g.Sample.Left
						}
					}
					t.Logf("%d asked for, %d left in %d samples", s.into.Load(), left, samples)
					if samples > 3 || left < all-2*trapRequests {
						t.Errorf("%d left in %d samples", left, samples)
					}
				})
			}
		}
	}
}

// What a list without end links to is sampled, also where it links to itself at first.
func TestItemsOfAListWithoutEnd(t *testing.T) {
	s, want := trapSite(t, trap{serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
		n := number(r.URL.Path[strings.LastIndexAny(r.URL.Path, "/-")+1:])
		links := []string{a(fmt.Sprintf("/t/page/%d", n+1), "ถัดไป"), a(fmt.Sprintf("/t/page/%d", 2*n+1), "สุดท้าย")}
		for i := range 10 {
			links = append(links, a(fmt.Sprintf("/t/item-%d-%d", n, i+1), "เรื่อง"))
		}
		say(w, fmt.Sprint("คลัง หน้า ", n), links...)
	}}, false, contentNews, a("/t/page/1", "คลัง"))
	site := crawlSite(t, s.URL, nil)
	if n := s.into.Load(); n > trapRequests {
		t.Errorf("%d requests", n)
	}
	for at := range want {
		if site.Find(Key(s.URL+at)) == nil {
			t.Fatalf("not read: %s", at)
		}
	}
}
