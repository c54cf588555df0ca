package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// newsText is what somebody wrote about one thing that happened: no two are alike.
func newsText(n int) string {
	var b strings.Builder
	for i := range 12 {
		b.WriteString(thaiWord(n*977 + i*31))
	}
	return b.String()
}

// thaiWord is a made-up word that a number always gives.
func thaiWord(n int) string {
	heads, tails := []rune("กขคงจชดตถทนบปพมยรลวสห"), []rune("กงดนบมยว")
	var b strings.Builder
	for x := number(fmt.Sprintf("%x", n*2654435761%1_000_003)) + n; b.Len() < 24; x = x/7 + 3 {
		b.WriteRune(heads[x%len(heads)])
		b.WriteRune('า')
		b.WriteRune(tails[x/3%len(tails)])
	}
	return b.String()
}

// chain gives articles of which each leads to those before and after it.
func chain(n int, at func(int) string, text func(int) string) map[string]string {
	out := map[string]string{}
	for i := 1; i <= n; i++ {
		var links []string
		if i > 1 {
			links = append(links, a(at(i-1), "ก่อนหน้า"))
		}
		if i < n {
			links = append(links, a(at(i+1), "ถัดไป"))
		}
		out[at(i)] = page(fmt.Sprint("ข่าวที่ ", i), append(links, "<p>"+text(i)+"</p>")...)
	}
	out["/"] = page("หน้าแรก", a(at(n), "ข่าวล่าสุด"))
	return out
}

// lists gives articles by ten a page, the newest first; window is how many pages beside
// the present one are linked, last whether the last one is.
func lists(n, window int, last bool, list, at func(int) string, title func(int) string) map[string]string {
	out := map[string]string{}
	end := (n + 9) / 10
	for p := 1; p <= end; p++ {
		var links []string
		for i := n - 10*(p-1); i > n-10*p && i > 0; i-- {
			links = append(links, a(at(i), title(i)))
			out[at(i)] = page(title(i))
		}
		for k := max(1, p-window); k <= min(end, p+window); k++ {
			links = append(links, a(list(k), fmt.Sprint(k)))
		}
		if p < end {
			links = append(links, a(list(p+1), "ถัดไป"))
		}
		if last {
			links = append(links, a(list(end), "สุดท้าย"))
		}
		out[list(p)] = page(fmt.Sprint("รายการข่าว หน้า ", p), links...)
	}
	out["/"] = page("หน้าแรก", a(list(1), "ข่าว"))
	return out
}

// What people filed is read whole, however they linked it.
func TestArchivesAreReadWhole(t *testing.T) {
	plain := func(n int) string { return fmt.Sprint("ข่าวที่ ", n) }
	nothing := func(int) string { return "" }
	titled := func(n int) string { return newsText(n) }
	for name, pages := range map[string]map[string]string{
		"each leads to the next, by number":            chain(300, func(n int) string { return fmt.Sprintf("/read/%d", n) }, nothing),
		"each leads to the next, by numbers far apart": chain(300, func(n int) string { return fmt.Sprintf("/read/%d", 2500+n*n) }, newsText),
		"each leads to the next, by names":             chain(300, func(n int) string { return "/read/" + word(n) }, newsText),
		"lists and articles of one program": lists(400, 0, false, func(n int) string {
			return fmt.Sprintf("/index.php?option=com_content&view=category&id=8&limitstart=%d", 10*(n-1))
		}, func(n int) string {
			return fmt.Sprintf("/index.php?option=com_content&view=article&id=%d:news&catid=8", n)
		}, plain),
		"lists that say how long they are": lists(400, 2, true, func(n int) string { return fmt.Sprintf("/index.php/news?limit=10&start=%d", 10*(n-1)) },
			func(n int) string { return fmt.Sprintf("/index.php/news/%d-%s", n, word(n)) }, plain),
		"lists of a hundred pages, titled": lists(450, 0, false, func(n int) string { return fmt.Sprintf("/more?offset=%d", 10*(n-1)) },
			func(n int) string { return "/story/" + word(n) }, titled),
	} {
		for _, how := range []string{"plain", "promised"} {
			t.Run(name+"/"+how, func(t *testing.T) {
				s := serve(t, pages)
				site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) {
					if how == "promised" {
						o.Steerer = promising("/")
					}
				})
				missed := 0
				for at := range pages {
					if site.Find(Key(s.URL+at)) == nil {
						missed++
					}
				}
				if missed > 0 {
					t.Errorf("%d of %d pages were not read", missed, len(pages))
				}
			})
		}
	}
}

// The lists of a large archive are read to their end where the numbers in them fall
// toward it, although each only leads to the next; its articles are sampled.
func TestListsThatCountDown(t *testing.T) {
	pages := lists(2000, 0, false, func(n int) string { return fmt.Sprintf("/list?page=%d", n) }, func(n int) string { return fmt.Sprintf("/view/%d", n) },
		func(n int) string { return fmt.Sprint("ประกาศที่ ", n) })
	s := serve(t, pages)
	crawlSite(t, s.URL, nil)
	if n := s.total() - countOf(s, "/view/"); n < 200 {
		t.Errorf("%d requests beside the articles, want all 200 lists", n)
	}
	if n := countOf(s, "/view/"); n > 250 {
		t.Errorf("%d articles asked for of 2000", n)
	}
}

func countOf(s *site, prefix string) int {
	n := 0
	for _, at := range s.order() {
		if strings.HasPrefix(at, prefix) {
			n++
		}
	}
	return n
}

// Pages without end are left when they stop saying anything new, and where they never
// do, at a bound.
func TestChainsWithoutEnd(t *testing.T) {
	for name, k := range map[string]struct {
		text func(n int) string
		most int
	}{
		"one text":          {func(int) string { return newsText(1) }, 110},
		"forty texts":       {func(n int) string { return newsText(n % 40) }, 150},
		"one text, counted": {func(n int) string { return fmt.Sprint(newsText(1), n, newsText(2)) }, 110},
		"its own address":   {func(n int) string { return strings.Repeat("/read/"+word(n), 3) }, 110},
		"ever new texts":    {newsText, mostLed + 100},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/read/"+word(1)+"-1", "ข่าว"))})
			s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
				n := number(r.URL.Path)
				say(w, "ข่าว", "<p>"+k.text(n)+"</p>", a(fmt.Sprintf("/read/%s-%d", word(n+1), n+1), "ถัดไป"))
			}
			site := crawlSite(t, s.URL, nil)
			if n := s.total(); n > k.most {
				t.Errorf("%d requests, at most %d", n, k.most)
			}
			if len(site.Gaps) == 0 || site.Gaps[len(site.Gaps)-1].Sample == nil || !site.Gaps[len(site.Gaps)-1].Sample.Endless {
				t.Errorf("not said to have no end: %+v", site.Gaps)
			}
		})
	}
}

func TestExtents(t *testing.T) {
	e := extents{}
	at := func(raw string) address {
		a, ok := parse("http://x.test" + raw)
		if !ok {
			t.Fatal(raw)
		}
		return a
	}
	for _, k := range []struct {
		at   string
		want side
		size int
	}{
		{"/list?start=0", above, 1},
		{"/list?start=290", above, 2},
		{"/list?start=10", within, 30},
		{"/list?start=20", within, 30},
		{"/list?start=20", within, 30},
		{"/list?start=300", above, 31},
		{"/list?start=99999999999999999999", above, 31},
		{"/list?start=none", above, 31},
		{"/list?start=90000", above, 41},
	} {
		if got := e.add("list", at(k.at)); got != k.want {
			t.Errorf("%s: %d, want %d", k.at, got, k.want)
		}
		if got := e.size("list", 40); got != k.size {
			t.Errorf("%s: %d addresses, want %d", k.at, got, k.size)
		}
	}
	for i, want := range []side{above, below, within, below} {
		n := []int{300, 298, 299, 297}[i]
		if got := e.add("read", at(fmt.Sprintf("/read/%d", n))); got != want {
			t.Errorf("%d: %d, want %d", n, got, want)
		}
	}
	if n := e.size("read", 1000); n != 301 {
		t.Errorf("numbers that fall are %d addresses, want those down to 0", n)
	}
	if n := e.floor("read"); n != 297 {
		t.Errorf("floor %d", n)
	}
	if n := e.size("unknown", 1000); n <= 1000 {
		t.Errorf("nothing is known, yet %d addresses", n)
	}
}
