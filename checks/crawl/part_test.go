package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// shapeless are traps whose every address has a shape of its own, or whose links all
// promise something: by a number of the page and its request, the links on it.
func shapeless() map[string]func(n int, r *http.Request) []string {
	filters := func(label string) func(int, *http.Request) []string {
		return func(_ int, r *http.Request) (links []string) {
			for _, name := range []string{"tambon", "kind", "year2", "status", "group", "unit"} {
				for _, value := range []string{"a", "B", "ค", "4"} {
					q := r.URL.Query()
					q.Set(name, value)
					links = append(links, a("/t?"+q.Encode(), label))
				}
			}
			return links
		}
	}
	words := func(each int, link func(n, i int) string) func(int, *http.Request) []string {
		return func(n int, _ *http.Request) (links []string) {
			for i := range each {
				links = append(links, link(n, i))
			}
			return links
		}
	}
	return map[string]func(int, *http.Request) []string{
		"six filters":              filters("กรอง"),
		"six filters that promise": filters("แผนปฏิบัติการ"),
		"promises in folders": words(10, func(n, i int) string {
			return a("/t"+word(n*31+i)+"/"+word(n*37+i)+".html", fmt.Sprint("แผนปฏิบัติการ ลำดับที่ ", i))
		}),
		"menus of promises": words(10, func(n, i int) string {
			return nav(a("/t"+word(n*41+i)+"/"+word(n*43+i)+".html", "แผนปฏิบัติการ"))
		}),
		"frames everywhere": words(5, func(n, i int) string { return `<iframe src="/t` + word(n*47+i) + `/"></iframe>` }),
		"endings without end": words(12, func(n, i int) string {
			return a(fmt.Sprintf("/t/page.%s%d", word(n*53 + i)[:4], i), "หน้า")
		}),
		"two by two": words(2, func(n, i int) string { return a("/t-"+word(n*59+i)+"/"+word(n*61+i)+"/", "อ่านต่อ") }),
		"two by two at any depth": words(2, func(n, i int) string {
			return a("/t"+strings.Repeat("/"+word(n*67+i), 1+n%4)+word(n), "อ่านต่อ")
		}),
		"a basket": words(8, func(n, i int) string {
			return a(fmt.Sprintf("/t/%s?%s=%d&back=%s", word(n%3), word(i), n, word(n)), "หยิบใส่ตะกร้า")
		}),
		"comparing": func(_ int, r *http.Request) (links []string) {
			for i := range 12 {
				links = append(links, a(fmt.Sprintf("%s,%d", r.URL.RequestURI(), i+1), "เทียบแผน"))
			}
			return links
		},
		"languages and versions": func(n int, r *http.Request) (links []string) {
			for _, x := range []string{"th", "en", "cn", "la", "mm"} {
				links = append(links, a("/t/"+x+strings.TrimPrefix(r.URL.Path, "/t"), x), a(fmt.Sprintf("%s?v=%s%d", r.URL.Path, x, n%97), x))
			}
			return links
		},
		"the way back": func(n int, r *http.Request) []string {
			return []string{a("/t/login?next="+strings.ReplaceAll(r.URL.RequestURI(), "/", "%2F"), "เข้าสู่ระบบ"), a("/t/register?return="+word(n), "สมัคร"), a("/t/p/"+word(n+1), "ต่อ")}
		},
		"weeks": func(n int, _ *http.Request) []string {
			year, week := 2000+n%600, 1+n%52
			return []string{a(fmt.Sprintf("/t/%dW%02d", year, week+1), "ถัดไป"), a(fmt.Sprintf("/t/%dW%02d", year, week-1), "ก่อน"), a(fmt.Sprintf("/t/%dW%02d/agenda", year, week), "วาระ"), a(fmt.Sprintf("/t/%dQ%d", year+1, week%4), "ไตรมาส")}
		},
		"searches": func(n int, _ *http.Request) []string {
			return []string{a("/t?q="+word(n)+"+"+word(n+1), "ค้นหา"), a("/t?q="+word(n*3)+"&page=2", "ค้นหา"), a("/t?tag="+word(n*5), "ป้าย")}
		},
		"spans of time": func(_ int, r *http.Request) (links []string) {
			at := max(number(r.URL.Query().Get("from")), 1767225600)
			for i := -15; i < 15; i++ {
				links = append(links, a(fmt.Sprintf("/t?from=%d&to=%d", at+i*86400, at+(i+1)*86400), "แผนรายวัน"))
			}
			return links
		},
		"other sites": func(n int, r *http.Request) []string {
			return []string{a("/t/http://example.invalid"+r.URL.Path, "ดูผ่าน"), a("/t/go?url="+word(n)+".example", "ไป"), a("/t/"+word(n)+"/", "ต่อ")}
		},
		"dead ends among them": func(n int, r *http.Request) (links []string) {
			if n%3 == 0 {
				return nil
			}
			return words(6, func(n, i int) string { return a("/t/"+word(n*71+i)+"/", "ดูต่อ") })(n, r)
		},
	}
}

func TestTrapsWithoutOneShape(t *testing.T) {
	for name, links := range shapeless() {
		for _, label := range []string{"กับดัก", "แผนที่เว็บไซต์"} {
			t.Run(name+"/"+label, func(t *testing.T) {
				s, want := trapSite(t, trap{serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
					say(w, "หน้า "+r.URL.RequestURI(), links(hashOf(r.URL.RequestURI()), r)...)
				}}, true, contentNews/3, a("/t", label))
				site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = steerBy{"แผน": 2} })
				n := s.into.Load()
				if n > trapRequests {
					t.Errorf("%d requests into the trap", n)
				}
				t.Logf("%d requests into the trap", n)
				for at := range want {
					if site.Find(Key(s.URL+at)) == nil {
						t.Fatalf("not read: %s", at)
					}
				}
				sampled := 0
				for _, g := range site.Gaps {
					if g.Sample != nil {
						sampled++
					}
				}
				if sampled == 0 || site.Stopped != "" {
					t.Errorf("%d samples said, stopped %q by %q", sampled, site.Stopped, site.StoppedBy)
				}
			})
		}
	}
}

// hashOf is a number that a text always gives.
func hashOf(s string) int {
	n := 7
	for _, c := range s {
		n = (n*31 + int(c)) % 1_000_003
	}
	return n
}

// What was left of a trap is known to have been, so that nobody says that it is not
// there.
func TestWhatIsLeftOfATrapIsKnown(t *testing.T) {
	links := shapeless()["promises in folders"]
	s, _ := trapSite(t, trap{serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
		say(w, "หน้า "+r.URL.RequestURI(), links(hashOf(r.URL.RequestURI()), r)...)
	}}, true, contentNews/3, a("/t", "กับดัก"))
	site := crawlSite(t, s.URL, nil)
	alone := 0
	for _, p := range site.Pages {
		for _, l := range p.Content.Links {
			if site.Find(l.Key) != nil || !strings.HasPrefix(strings.TrimPrefix(l.Key, strings.TrimSuffix(site.Home, "/")), "/t") {
				continue
			}
			g := site.GapAt(l.Key)
			if g == nil || g.Sample == nil {
				t.Fatalf("%s: %+v", l.Key, g)
			}
			alone++
		}
	}
	if alone == 0 {
		t.Error("nothing was left")
	}
}

// Beside a trap, the one announcement on the last page of a long list is found.
func TestTheLastPageOfAListBesideATrap(t *testing.T) {
	const all, each = 300, 20
	pages := map[string]string{"/": page("หน้าแรก", a("/t", "กับดัก"), a("/list", "ประกาศ"))}
	for p := 1; p <= all/each; p++ {
		at, links := fmt.Sprintf("/list?page=%d", p), []string{a(fmt.Sprintf("/list?page=%d", p+1), "ถัดไป")}
		switch p {
		case 1:
			at = "/list"
		case all / each:
			links = nil
		}
		for i := range each {
			item := fmt.Sprintf("/view/%d", all-(p-1)*each-i)
			links = append(links, a(item, "ประกาศ"))
			pages[item] = page("ประกาศ " + item)
		}
		pages[at] = page("รายการ "+at, links...)
	}
	for name, links := range shapeless() {
		s := serve(t, pages)
		s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.URL.Path, "/t") {
				http.NotFound(w, r)
				return
			}
			say(w, "หน้า "+r.URL.RequestURI(), links(hashOf(r.URL.RequestURI()), r)...)
		}
		site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = steerBy{"แผน": 2} })
		for n := 1; n <= all; n++ {
			if at := fmt.Sprintf("%s/view/%d", s.URL, n); site.Find(Key(at)) == nil {
				t.Errorf("%s: %s was not read", name, at)
				break
			}
		}
	}
}

// A tree that grows as a trap does for long, and has an end, is read whole.
func TestATreeWithAnEndIsReadWhole(t *testing.T) {
	for name, at := range map[string]func(path []int) string{
		"folders": func(path []int) string {
			out := "/o"
			for depth, n := range path {
				out += "/" + word(9*depth+n)
			}
			return out + "/"
		},
		"names": func(path []int) string { return "/" + word(hashOf(fmt.Sprint(path))) + ".html" },
	} {
		t.Run(name, func(t *testing.T) {
			pages := map[string]string{"/": page("หน้าแรก", a(at(nil), "หน่วยงาน"))}
			var grow func(path []int, widths ...int)
			grow = func(path []int, widths ...int) {
				var links []string
				if len(widths) > 0 {
					for i := range widths[0] {
						next := append(append([]int{}, path...), i+1)
						links = append(links, a(at(next), fmt.Sprint("ส่วน ", next)))
						grow(next, widths[1:]...)
					}
				}
				pages[at(path)] = page(fmt.Sprint("ส่วน ", path), links...)
			}
			grow(nil, 4, 4, 4, 4)
			site := crawlSite(t, serve(t, pages).URL, nil)
			missed := 0
			for p := range pages {
				if site.Find(Key(strings.TrimSuffix(site.Home, "/")+p)) == nil {
					missed++
				}
			}
			if missed > 0 {
				t.Errorf("%d of %d pages were not read: %+v", missed, len(pages), site.Gaps)
			}
		})
	}
}
