package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// Of a large archive that promises something many are read, and fewer where all say
// the same but for numbers and addresses.
func TestPagesThatSayTheSameStandForEachOther(t *testing.T) {
	const all = 900
	for name, tc := range map[string]struct {
		say         func(n int) string
		least, most int
	}{
		"the same": {func(n int) string {
			return fmt.Sprintf("แผนลำดับที่ %d ๑๒๓%d /plan/%d?x=%d", n, n, n, n)
		}, boundSteered, boundSteered + sampleMore},
		"each its own":      {func(n int) string { return "แผน " + word(n) }, mostKind, boundSteered + mostKind},
		"more of the same":  {func(n int) string { return "แผน " + []string{"ก", "ข", "ค"}[n%3] }, mostKind, boundSteered + mostKind},
		"the same, written": {func(n int) string { return strings.Repeat("แผนงาน ", 3) + "/" + word(n) }, boundSteered, boundSteered + sampleMore},
	} {
		t.Run(name, func(t *testing.T) {
			var links []string
			for n := range all {
				links = append(links, a(fmt.Sprintf("/plan/%d", n), "แผน"))
			}
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/plans", "แผนทั้งหมด")), "/plans": page("แผนทั้งหมด", links...)})
			asked := 0
			s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasPrefix(r.URL.Path, "/plan/") {
					http.NotFound(w, r)
					return
				}
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write([]byte("<h1>" + tc.say(number(r.URL.Path)) + "</h1><p>" + prose + prose + "</p>" + r.URL.Path))
			}
			site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Steerer = steerBy{"แผน": 2} })
			for n := range all {
				asked += s.count(fmt.Sprintf("/plan/%d", n))
			}
			if asked < tc.least || asked > tc.most {
				t.Errorf("%d asked for, want %d to %d", asked, tc.least, tc.most)
			}
			if len(site.Gaps) != 1 || site.Gaps[0].Sample == nil || site.Gaps[0].Sample.Left != all-asked {
				t.Errorf("gaps %+v", site.Gaps)
			}
		})
	}
}

func FuzzSaidBy(f *testing.F) {
	for _, s := range []string{"แผน ๑๒๓ ปี 2569", "ดู /t/x?y=1 ต่อ", "\xe0\xb9", "\xe0\xb9\x90", "=", "a/b c", strings.Repeat("ก", 900)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		of := func(text string) uint64 {
			return saidBy(&checks.Content{Blocks: []checks.Block{{Text: text, Region: checks.RegionMain}}})
		}
		h := of(text)
		if h != of(text) {
			t.Error("not always the same")
		}
		if got := of("7๒" + text); got != h {
			t.Errorf("%q: a number makes it another", text)
		}
	})
}
