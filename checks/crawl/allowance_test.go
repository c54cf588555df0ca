package crawl

import (
	"fmt"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// bigArchive is a site of lists of twenty articles, of which every third promises
// something; each tenth has a file.
func bigArchive(lists int) map[string]string {
	at := func(n int) string { return fmt.Sprintf("/news/%d/%06d.html", 2560+n%9, n) }
	list := func(n int) string { return fmt.Sprintf("/list?page=%d", n) }
	out := map[string]string{"/": page("หน้าแรก", a(list(1), "ข่าวทั้งหมด"))}
	for p := 1; p <= lists; p++ {
		var links []string
		for n := 20 * p; n < 20*p+20; n++ {
			label := fmt.Sprint("ข่าว ", word(n))
			if n%3 == 0 {
				label = fmt.Sprint("แผน ", word(n))
			}
			links = append(links, a(at(n), label))
			more := ""
			if n%10 == 0 {
				file := fmt.Sprintf("/files/%d.pdf", n)
				more, out[file] = a(file, "ไฟล์แนบ"), "%PDF "+file
			}
			out[at(n)] = page(label, more)
		}
		for _, k := range []int{1, p - 1, p + 1, p + 10, lists} {
			if k > 0 && k <= lists {
				links = append(links, a(list(k), fmt.Sprint(k)))
			}
		}
		out[list(p)] = page(fmt.Sprint("ข่าว หน้า ", p), links...)
	}
	return out
}

// Of an archive that is too large to be read whole as much is read as of one several
// times as large, whether the words promise something or not; of its lists so many.
func TestAllowance(t *testing.T) {
	for _, lists := range []int{20, 100, 400} {
		t.Run(fmt.Sprint(lists), func(t *testing.T) {
			pages := bigArchive(lists)
			s := serve(t, pages)
			site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = steerBy{"แผน": 2} })
			articles, seen, files := countOf(s, "/news/"), countOf(s, "/list"), 0
			for at := range pages {
				if !strings.HasPrefix(at, "/files/") {
					continue
				}
				for _, p := range site.Pages {
					for i := range p.Content.Links {
						if p.Content.Links[i].Key == Key(s.URL+at) && site.Find(Key(s.URL+at)) == nil {
							files++
						}
					}
				}
			}
			if files > 0 {
				t.Errorf("%d files of pages that were read were not", files)
			}
			want := articles == 20*lists && seen == lists
			if lists > 20 {
				want = articles >= mostKind-sampleMore && articles <= mostKind+2*sampleMore+boundDetail
				want = want && seen >= min(lists, mostLists-boundDetail) && seen <= mostLists+boundDetail
			}
			if !want {
				t.Errorf("%d articles of %d and %d lists of %d were read", articles, 20*lists, seen, lists)
			}
		})
	}
}

// What promises most of what is still sought is among a sample.
func TestBestOfAnArchive(t *testing.T) {
	pages := bigArchive(100)
	at := "/news/2566/000303.html" // neither among the first nor the last
	if pages[at] == "" {
		t.Fatal("no such page")
	}
	for list, body := range pages {
		pages[list] = strings.ReplaceAll(body, fmt.Sprint("แผน ", word(303)), "แผน รายงานการเงิน")
	}
	s := serve(t, pages)
	crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = partial{} })
	if s.count(at) == 0 {
		t.Error("the most promising article of an archive was not read")
	}
}

// partial promises a little more of one plan than of all others.
type partial struct{}

func (partial) Weigh(text, _, _ string) float64 {
	switch {
	case strings.Contains(text, "รายงานการเงิน"):
		return 2.01
	case strings.Contains(text, "แผน"):
		return 2
	}
	return 0
}
