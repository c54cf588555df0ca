package crawl

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// The promise about traps: none costs more than so many requests, and what the
// site really says is read whole beside it.
const (
	trapRequests = 200
	contentNews  = 300
	contentLists = 30
	contentCMS   = 60
	contentDepth = 8
)

// trapped is a small site whose every page is worth reading, and a trap.
type trapped struct {
	*site
	into  atomic.Int64 // requests into the trap
	views atomic.Int64 // answers so far, for what changes with each
}

// realPages gives the site's real pages by path and query.
func realPages(slugs bool, news int) map[string]string {
	out := map[string]string{}
	list := func(n int) string {
		if slugs {
			return fmt.Sprintf("/news/page/%d/", n)
		}
		return fmt.Sprintf("/news.php?page=%d", n)
	}
	item := func(n int) string {
		if slugs {
			return "/news/" + word(n) + "/"
		}
		return fmt.Sprintf("/news_view.php?id=%d", n)
	}
	each := news / contentLists
	for n := 1; n <= contentLists; n++ {
		var links []string
		for i := range each {
			id := news - (n-1)*each - i
			links = append(links, a(item(id), fmt.Sprint("ข่าวที่ ", id)))
			out[item(id)] = page(fmt.Sprint("ข่าวที่ ", id), a(item(max(1, id-1)), "ก่อนหน้า"), a(item(min(news, id+1)), "ถัดไป"))
		}
		if n < contentLists {
			links = append(links, a(list(n+1), "หน้าถัดไป"))
		}
		out[list(n)] = page(fmt.Sprint("รายการข่าว หน้า ", n), links...)
	}
	for c := 1; c <= 3; c++ {
		var links []string
		for i := range contentCMS / 3 {
			at := fmt.Sprintf("/index.php?option=com_content&view=article&id=%d&Itemid=%d", c*100+i, 10+c)
			links = append(links, a(at, fmt.Sprint("บทความ ", c*100+i)))
			out[at] = page(fmt.Sprint("บทความ ", c*100+i))
		}
		out[fmt.Sprintf("/index.php?option=com_content&view=category&id=%d&Itemid=%d", c, 10+c)] = page(fmt.Sprint("หมวด ", c), links...)
	}
	deep := "/l"
	for n := 1; n <= contentDepth; n++ {
		next := deep + "/" + word(n+9000)
		out[deep+"/"] = page(fmt.Sprint("ชั้นที่ ", n), a(next+"/", "ชั้นต่อไป"))
		deep = next
	}
	out["/"] = page("หน้าแรก", a(list(1), "ข่าว"), a("/l/", "ชั้นแรก"),
		a("/index.php?option=com_content&view=category&id=1&Itemid=11", "หมวด 1"), a("/index.php?option=com_content&view=category&id=2&Itemid=12", "หมวด 2"),
		a("/index.php?option=com_content&view=category&id=3&Itemid=13", "หมวด 3"))
	return out
}

// word is a name of letters alone that a number always gives.
func word(n int) string {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, n)
	var b strings.Builder
	for x := h.Sum64(); x > 0 && b.Len() < 7; x /= 26 {
		b.WriteByte(byte('a' + x%26))
	}
	return b.String()
}

// fresh is a token that no two answers share.
func (s *trapped) fresh() string {
	h := fnv.New128a()
	_, _ = fmt.Fprint(h, s.views.Add(1))
	return hex.EncodeToString(h.Sum(nil))
}

// trap is a part of a site that has no end.
type trap struct {
	start  string
	inside func(r *http.Request) bool // nil: the path begins with "/t"
	serve  func(s *trapped, w http.ResponseWriter, r *http.Request)
	most   int // requests; 0 is trapRequests
}

func number(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}

func say(w http.ResponseWriter, title string, links ...string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(page(title, links...)))
}

// month and day pages of a calendar without end, each with words of its own.
func calendar(at func(y, m, d int) string, event func(y, m, d int) string) func(*trapped, http.ResponseWriter, *http.Request) {
	var known = map[string][3]int{}
	reg := func(y, m, d int) string {
		if m < 1 {
			y, m = y-1, 12
		}
		if m > 12 {
			y, m = y+1, 1
		}
		u := at(y, m, d)
		known[u] = [3]int{y, m, d}
		return u
	}
	reg(2569, 5, 0)
	return func(_ *trapped, w http.ResponseWriter, r *http.Request) {
		k, ok := known[r.URL.RequestURI()]
		y, m, d := k[0], k[1], k[2]
		if !ok {
			say(w, "กิจกรรม "+r.URL.RequestURI())
			return
		}
		links := []string{a(reg(y, m-1, 0), "เดือนก่อน"), a(reg(y, m+1, 0), "เดือนถัดไป")}
		switch d {
		case 0:
			for i := 1; i <= 28; i++ {
				links = append(links, a(reg(y, m, i), strconv.Itoa(i)))
			}
		default:
			links = append(links, a(reg(y, m, max(1, d-1)), "วันก่อน"), a(reg(y, m, min(28, d+1)), "วันถัดไป"), a(event(y, m, d), "กิจกรรม"))
		}
		say(w, "ปฏิทิน "+r.URL.RequestURI(), links...)
	}
}

// seven pages behind addresses that carry something new with each answer.
func seven(link func(s *trapped, n int) string, of func(r *http.Request) int) func(*trapped, http.ResponseWriter, *http.Request) {
	return func(s *trapped, w http.ResponseWriter, r *http.Request) {
		n := of(r)
		var links []string
		for i := 1; i <= 7; i++ {
			links = append(links, a(link(s, i), fmt.Sprint("หน้า ", i)))
		}
		say(w, fmt.Sprint("หน้าในกับดัก ", n), append(links, "<p>"+prose+prose+"</p>")...)
	}
}

func traps() map[string]trap {
	lastNumber := func(r *http.Request) int { return number(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/'):]) }
	out := map[string]trap{
		"calendar by path": {start: "/t/2569/5", serve: calendar(
			func(y, m, d int) string {
				if d == 0 {
					return fmt.Sprintf("/t/%d/%d", y, m)
				}
				return fmt.Sprintf("/t/%d/%d/%d", y, m, d)
			}, func(y, m, d int) string { return fmt.Sprintf("/t/event/%d%02d%02d", y, m, d) })},
		"calendar by query": {start: "/t.php?y=2569&m=5", serve: calendar(
			func(y, m, d int) string {
				if d == 0 {
					return fmt.Sprintf("/t.php?y=%d&m=%d", y, m)
				}
				return fmt.Sprintf("/t.php?y=%d&m=%d&d=%d", y, m, d)
			}, func(y, m, d int) string { return fmt.Sprintf("/tevent.php?e=%d%02d%02d", y, m, d) })},
		"calendar by words": {start: "/t/" + word(2569*400+5*32), serve: calendar(
			func(y, m, d int) string { return "/t/" + word(y*400+m*32+d) }, func(y, m, d int) string { return "/t/e/" + word(-y*400-m*32-d) })},
		"calendar by words in a query": {start: "/t?show=" + word(2569*400+5*32), serve: calendar(
			func(y, m, d int) string { return "/t?show=" + word(y*400+m*32+d) }, func(y, m, d int) string { return "/t?event=" + word(-y*400-m*32-d) })},
		"month after month": {start: "/t/2569-05", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			say(w, r.URL.Path, a(fmt.Sprintf("/t/%04d-%02d", (n+1)/100, (n+1)%100), "ถัดไป"))
		}},
		"PHPSESSID": {start: "/t/1", most: 20, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d?PHPSESSID=%s", n, s.fresh()) }, lastNumber)},
		"jsessionid": {start: "/t/1", most: 20, serve: seven(func(s *trapped, n int) string {
			return fmt.Sprintf("/t/%d;jsessionid=%s", n, strings.ToUpper(s.fresh()))
		}, func(r *http.Request) int { return number(r.URL.Path[:4]) })},
		"sid":                                {start: "/t/1", most: 20, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d?sid=%s", n, s.fresh()) }, lastNumber)},
		"unnamed session":                    {start: "/t/1", most: 60, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d?zz=%s", n, s.fresh()) }, lastNumber)},
		"counted session":                    {start: "/t/1", most: 120, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d?visit=%d", n, s.views.Add(1)) }, lastNumber)},
		"session in a path":                  {start: "/t/x/1", serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%s/%d", s.fresh(), n) }, lastNumber)},
		"unnamed session behind a semicolon": {start: "/t/1", most: 60, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d;q=%s", n, s.fresh()) }, func(r *http.Request) int { return number(r.URL.Path[:4]) })},
		"facets": {start: "/t", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			var links []string
			for _, k := range []string{"fa", "fb", "fc", "fd", "fe"} {
				for _, v := range []string{"x", "y", "z"} {
					q := r.URL.Query()
					q.Set(k, v)
					links = append(links, a("/t?"+q.Encode(), "กรอง"))
				}
			}
			say(w, "กรอง "+r.URL.RawQuery, links...)
		}},
		"facets by path": {start: "/t", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			var links []string
			for _, k := range []string{"color", "size", "kind", "year"} {
				for _, v := range []string{"one", "two", "three"} {
					links = append(links, a(strings.TrimSuffix(r.URL.Path, "/")+"/"+k+"-"+v, "กรอง"))
				}
			}
			say(w, "กรอง "+r.URL.Path, links...)
		}},
		"orders and filters": {start: "/t", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			var links []string
			for _, k := range []string{"sort", "order", "dir", "limit", "view_mode"} {
				for _, v := range []string{"1", "2", "3"} {
					q := r.URL.Query()
					q.Set(k, v)
					links = append(links, a("/t?"+q.Encode(), "เรียง"))
				}
			}
			say(w, "เรียง "+r.URL.RawQuery, links...)
		}},
		"print views": {start: "/t/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			say(w, r.URL.RequestURI(), a(fmt.Sprintf("/t/%d?print=1", n), "พิมพ์"), a(fmt.Sprintf("/t/%d?tmpl=component", n), "พิมพ์"), a(fmt.Sprintf("/t/%d/print", n), "พิมพ์"), a(fmt.Sprintf("/t/%d", n+1), "ถัดไป"))
		}},
		"endless pages with items": {start: "/t?page=1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.RawQuery)
			if strings.HasPrefix(r.URL.Path, "/t/item") {
				say(w, "รายการ "+r.URL.Path)
				return
			}
			links := []string{a(fmt.Sprintf("/t?page=%d", n+1), "ถัดไป")}
			for i := range 10 {
				links = append(links, a(fmt.Sprintf("/t/item/%d", n*10+i), "รายการ"))
			}
			say(w, fmt.Sprint("หน้าที่ ", n), links...)
		}},
		"endless pages without items": {start: "/t/page/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			say(w, "ไม่มีรายการ", a(fmt.Sprintf("/t/page/%d", n+1), "ถัดไป"), a(fmt.Sprintf("/t/page/%d", n+10), "ข้ามไป"))
		}},
		"offsets": {start: "/t?offset=0", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.RawQuery)
			var links []string
			for i := 1; i <= 10; i++ {
				links = append(links, a(fmt.Sprintf("/t?offset=%d", n+10*i), strconv.Itoa(i)))
			}
			say(w, fmt.Sprint("ลำดับ ", n), links...)
		}},
		"path loop": {start: "/t/a/b/", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			say(w, "วน "+r.URL.Path, a("a/b/", "วน"), a("a/", "วน"), a("b/", "วน"))
		}},
		"relative path, one text": {start: "/t/", serve: func(_ *trapped, w http.ResponseWriter, _ *http.Request) {
			say(w, "เหมือนกันหมด", a("a/", "ก"), a("b/", "ข"), a("c/", "ค"))
		}},
		"folders": {start: "/t", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := len(r.URL.Path)
			say(w, r.URL.Path, a(r.URL.Path+"/"+word(n), "ลึก"), a(r.URL.Path+"/"+word(n+1000), "ลึก"), a(r.URL.Path+"/"+word(n+2000), "ลึก"))
		}},
		"letter case": {start: "/t/office-information-page", serve: func(s *trapped, w http.ResponseWriter, r *http.Request) {
			flip := func(p string, n int) string {
				b := []byte(strings.ToLower(p))
				for i := range b {
					if i > 2 && b[i] >= 'a' && n>>(i%16)&1 == 1 && b[i] <= 'z' {
						b[i] -= 32
					}
				}
				return string(b)
			}
			var links []string
			for range 5 {
				links = append(links, a(flip(r.URL.Path, int(s.views.Add(7919))), "หน้า"))
			}
			say(w, "หน้าเดียวกัน", append(links, "<p>"+prose+prose+"</p>")...)
		}, most: 40},
		"percent-encoding": {start: "/t/office-page", serve: func(s *trapped, w http.ResponseWriter, _ *http.Request) {
			var links []string
			for range 8 {
				var b strings.Builder
				n := s.views.Add(7919)
				for i, c := range []byte("office-page") {
					if n>>(i%16)&1 == 1 {
						fmt.Fprintf(&b, "%%%02x", c)
					} else {
						b.WriteByte(c)
					}
				}
				links = append(links, a("/t/"+b.String(), "หน้า"))
			}
			say(w, "หน้าเดียวกัน", links...)
		}, most: 3},
		"escaped again and again": {start: "/t/%E0%B8%81", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			say(w, r.RequestURI, a(strings.ReplaceAll(r.RequestURI, "%", "%25"), "หน้า"), a(strings.ReplaceAll(r.RequestURI, "%", "%25")+"x", "หน้า"))
		}},
		"soft missing, each its own": {start: "/t/a", serve: func(s *trapped, w http.ResponseWriter, r *http.Request) {
			var links []string
			for range 6 {
				links = append(links, a("/t/"+word(int(s.views.Add(1))), "ลองดู"))
			}
			say(w, "ยินดีต้อนรับ "+r.URL.Path, links...)
		}},
		"soft missing, all alike": {start: "/t/a", serve: func(s *trapped, w http.ResponseWriter, _ *http.Request) {
			var links []string
			for i := range 6 {
				links = append(links, a(word(i+77), "ลองดู"))
			}
			say(w, "ยินดีต้อนรับ", links...)
		}},
		"missing that says so": {start: "/t/a", serve: func(s *trapped, w http.ResponseWriter, r *http.Request) {
			say(w, "ไม่พบหน้าที่ต้องการ "+r.URL.Path, a("/t/"+word(int(s.views.Add(1))), "ลองดู"))
		}, most: 5},
		"words at the root": {start: "/tstart", inside: func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/t") }, serve: func(s *trapped, w http.ResponseWriter, r *http.Request) {
			var links []string
			for range 5 {
				links = append(links, a("/t"+word(int(s.views.Add(1))), "ดูต่อ"))
			}
			say(w, r.URL.Path, links...)
		}},
		"fragments": {start: "/t/1#a", most: 9, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d#%s", n, s.fresh()) }, lastNumber)},
		"tracking": {start: "/t/1", most: 9, serve: seven(func(s *trapped, n int) string {
			return fmt.Sprintf("/t/%d?utm_source=%s&fbclid=%s", n, s.fresh(), s.fresh())
		}, lastNumber)},
		"unnamed tracking": {start: "/t/1", most: 60, serve: seven(func(s *trapped, n int) string { return fmt.Sprintf("/t/%d?from=%s", n, word(int(s.views.Add(1)))) }, lastNumber)},
		"first page and bare": {start: "/t", most: 12, serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			say(w, "รายการเดียว", a("/t", "หน้าแรก"), a("/t/", "หน้าแรก"), a("/t/index.php", "หน้าแรก"), a("/t?page=1", "หน้าแรก"), a("/t?page=", "หน้าแรก"), a("/t/?page=1", "หน้าแรก"), a("/t/index.html", "หน้าแรก"), "<p>"+prose+prose+"</p>")
		}},
		"growing query": {start: "/t?a=1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			say(w, r.URL.RawQuery, a(r.URL.RequestURI()+"&a=1", "ต่อ"), a(r.URL.RequestURI()+"&b=2", "ต่อ"), a(r.URL.RequestURI()+"x", "ต่อ"), a(r.URL.RequestURI()+"y", "ต่อ"))
		}},
		"tree of numbers": {start: "/t/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			say(w, r.URL.Path, a(fmt.Sprintf("/t/%d", 2*n+1), "ก"), a(fmt.Sprintf("/t/%d", 2*n+2), "ข"))
		}},
		"two shapes in turn": {start: "/t/a/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			to := "a"
			if strings.Contains(r.URL.Path, "/a/") {
				to = "b"
			}
			say(w, r.URL.Path, a(fmt.Sprintf("/t/%s/%d", to, 2*n+1), "ก"), a(fmt.Sprintf("/t/%s/%d", to, 2*n+2), "ข"))
		}},
		"redirects without end": {start: "/t/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			if r.URL.RawQuery == "" {
				var links []string
				for i := range 20 {
					links = append(links, a(fmt.Sprintf("/t/%d?go=1", 1000*n+i), "ไป"))
				}
				say(w, r.URL.Path, append(links, a(fmt.Sprintf("/t/%d", n+1), "ถัดไป"))...)
				return
			}
			http.Redirect(w, r, fmt.Sprintf("/t/%d?go=1", n+1), http.StatusFound)
		}},
		"refreshes without end": {start: "/t/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			say(w, r.URL.Path, fmt.Sprintf(`<meta http-equiv="refresh" content="0;url=/t/%d">`, number(r.URL.Path)+1))
		}},
		"frames in frames": {start: "/t/1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.Path)
			say(w, r.URL.Path, fmt.Sprintf(`<iframe src="/t/%d"></iframe><iframe src="/t/%d"></iframe>`, 2*n+1, 2*n+2))
		}},
		"files without end": {start: "/t?page=1", serve: func(_ *trapped, w http.ResponseWriter, r *http.Request) {
			n := number(r.URL.RawQuery)
			if strings.HasSuffix(r.URL.Path, ".pdf") {
				_, _ = w.Write([]byte("%PDF " + r.URL.Path))
				return
			}
			links := []string{a(fmt.Sprintf("/t?page=%d", n+1), "ถัดไป")}
			for i := range 15 {
				links = append(links, a(fmt.Sprintf("/t/f%d.pdf", n*15+i), "เอกสาร"))
			}
			say(w, fmt.Sprint("หน้าที่ ", n), links...)
		}},
	}
	return out
}

// trapSite serves the real pages with a trap beside them.
func trapSite(t *testing.T, k trap, slugs bool, news int, label string) (*trapped, map[string]string) {
	t.Helper()
	pages := realPages(slugs, news)
	want := make(map[string]string, len(pages))
	for at, body := range pages {
		want[at] = body
	}
	pages["/"] += label
	s := &trapped{site: serve(t, pages)}
	inside := k.inside
	if inside == nil {
		inside = func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/t") }
	}
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if !inside(r) {
			http.NotFound(w, r)
			return
		}
		s.into.Add(1)
		k.serve(s, w, r)
	}
	return s, want
}

func TestTrapsAreBounded(t *testing.T) {
	for name, k := range traps() {
		for _, how := range []string{"plain", "promised", "menu"} {
			slugs, news := how == "promised", contentNews
			if how != "plain" {
				news /= 3
			}
			t.Run(name+"/"+how, func(t *testing.T) {
				s, want := trapSite(t, k, slugs, news, a(k.start, "กับดัก"))
				inner := s.on["*"]
				if how == "menu" {
					s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
						rec := &rewriting{ResponseWriter: w, by: func(b string) string { return "<nav>" + b + "</nav>" }}
						inner(rec, r)
					}
				}
				site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
					if how == "promised" {
						o.Steerer = promising("/t")
					}
				})
				most := k.most
				if most == 0 {
					most = trapRequests
				}
				n := int(s.into.Load())
				if n > most {
					t.Errorf("%d requests into the trap, at most %d", n, most)
				}
				missed := 0
				for at := range want {
					if site.Find(Key(s.URL+at)) == nil {
						if missed++; missed < 4 {
							t.Errorf("not read: %s", at)
						}
					}
				}
				if testing.Verbose() {
					for _, g := range site.Gaps {
						if g.Sample != nil {
							t.Logf("%+v", *g.Sample)
						}
					}
				}
				t.Logf("%d requests into the trap, %d of %d real pages read", n, len(want)-missed, len(want))
				if missed > 0 {
					t.Errorf("%d of %d real pages were not read", missed, len(want))
				}
				if site.Stopped != "" {
					t.Errorf("stopped by %s", site.StoppedBy)
				}
			})
		}
	}
}

// promising steers to every address below a path.
type promising string

func (p promising) Weigh(_, url, _ string) float64 {
	if a, ok := parse(url); ok && strings.HasPrefix(a.path, string(p)) {
		return 2
	}
	return 0
}

// rewriting changes what a handler writes.
type rewriting struct {
	http.ResponseWriter
	by func(string) string
}

func (w *rewriting) Write(b []byte) (int, error) {
	s := string(b)
	if i := strings.Index(s, "</p>"); strings.HasPrefix(s, "<") && i > 0 {
		s = s[:i+4] + w.by(s[i+4:])
	}
	_, err := w.ResponseWriter.Write([]byte(s))
	return len(b), err
}
