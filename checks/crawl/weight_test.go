package crawl

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// A site whose pages say nothing was not looked at: nothing may be called absent
// from it.
func TestASiteWithoutContentIsNoSite(t *testing.T) {
	for _, c := range []struct {
		name, home string
		frame      http.HandlerFunc // of /frame; nil: not there
		want       checks.Reason
	}{
		{"empty page", "<html><title></title><body></body></html>", nil, checks.EmptyFile},
		{"empty frame", `<frame src="/frame">`, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<html></html>"))
		}, checks.EmptyFile},
		{"frame not there", `<frame src="/frame">`, nil, checks.EmptyFile},
		{"frame refused", `<frame src="/frame">`, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, checks.Blocked},
		{"frame with content", `<frame src="/frame">`, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page("หน้าแรก"))) }, ""},
		{"one word", "<p>ปิด</p>", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": c.home})
			if c.frame != nil {
				s.on["/frame"] = c.frame
			}
			site := crawlSite(t, s.URL, nil)
			if got := pageAt(t, site, s.URL+"/").Trouble; got != c.want {
				t.Errorf("trouble %q, want %q", got, c.want)
			}
		})
	}
}

// Pages that are each within bounds must not fill the memory together.
func TestWhatIsKeptIsBounded(t *testing.T) {
	long := strings.Repeat("ยาว", 10_000)
	pages := map[string]string{}
	var links []string
	for _, p := range []string{"/a", "/b", "/c", "/d", "/e"} {
		pages[p] = page(p, "<p>"+p+long+"</p>")
		links = append(links, a(p, "หน้า"+p))
	}
	pages["/"] = page("หน้าแรก", nav(links...))
	s := serve(t, pages)
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.MaxKept = int64(2 * len(long)) })
	if site.Stopped != checks.Budget || site.StoppedBy != "bytes" || len(site.Pages) != 3 {
		t.Errorf("%d pages, stopped %q by %q", len(site.Pages), site.Stopped, site.StoppedBy)
	}
	if g := gapAt(t, site, s.URL+"/e"); g.Reason != checks.Budget {
		t.Errorf("what was left: %+v", g)
	}
}

// What a page of a usual size counts for is what it weighs, and one that fills the
// memory by itself counts three times.
func TestLargePagesCountForMore(t *testing.T) {
	for size, most := range map[int]float64{2 << 10: 1.01, 64 << 10: 1.15, 1 << 20: 3.01, 9 << 20: 3.01} {
		c := &checks.Content{Title: strings.Repeat("a", size)}
		if got := float64(burden(c)) / float64(weigh(c)); got < 1 || got > most || size >= 1<<20 && got < 3 {
			t.Errorf("%d bytes count %.2f times", size, got)
		}
	}
}

// cutReader says of every page that it read the first part only.
type cutReader struct{}

func (cutReader) Read(ctx context.Context, at, contentType string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	kind, c, cs, err := plainReader{}.Read(ctx, at, contentType, body)
	if c != nil {
		c.Facts.Truncated = true
	}
	return kind, c, cs, err
}

func TestAPageReadInPartIsAGap(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก")})
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Reader = cutReader{} })
	if g := gapAt(t, site, s.URL+"/"); g.Reason != checks.Truncated {
		t.Errorf("%+v", g)
	}
}

func TestAnEndlessRobotsFileIsReadInPart(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/closed", "ปิด"), a("/open", "เปิด")), "/open": page("เปิด")})
	s.on["/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /closed\n"))
		line := []byte(strings.Repeat("#", 1<<10) + "\n")
		for range 200 << 10 {
			if _, err := w.Write(line); err != nil {
				return
			}
		}
	}
	site := crawlSite(t, s.URL, nil)
	pageAt(t, site, s.URL+"/open")
	if g := gapAt(t, site, s.URL+"/closed"); g.Reason != checks.Robots {
		t.Errorf("%+v", g)
	}
}

// Who is sent away from the home page is to learn where to.
func TestARefusedRedirectNamesItsTarget(t *testing.T) {
	s := serve(t, nil)
	s.on["/"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
	}
	site := crawlSite(t, s.URL, nil)
	if g := gapAt(t, site, s.URL+"/"); g.Reason != checks.OutsideOnly || !strings.Contains(g.Detail, "169.254.169.254") {
		t.Errorf("%+v", g)
	}
}
