package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/truatweb/truatweb/checks"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// plainReader is a small reader of HTML, enough for the crawl's own tests.
type plainReader struct{}

var (
	tagPattern     = regexp.MustCompile(`(?is)<(title|h1|p|nav|/nav|footer|/footer|form|/form|input|a|iframe|frame|area|div|meta|link|img)\b([^>]*)>(?:([^<]*)</(?:title|h1|p|a|div)>)?`)
	attrPattern    = regexp.MustCompile(`([a-z-]+)\s*=\s*"([^"]*)"`)
	errUnsupported = errors.New("no reader for this format")
)

func (plainReader) Read(_ context.Context, at, _ string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	s := string(body)
	switch {
	case len(body) == 0:
		return checks.KindEmpty, nil, checks.Charset{}, errors.New("empty")
	case strings.HasPrefix(s, "%PDF"):
		return checks.KindPDF, &checks.Content{Kind: checks.KindPDF, Blocks: []checks.Block{{Text: s}}}, checks.Charset{}, nil
	case strings.HasPrefix(s, "PANIC"):
		panic("the reader's own fault")
	case !strings.HasPrefix(strings.TrimSpace(s), "<"):
		return checks.KindOther, nil, checks.Charset{}, errUnsupported
	}
	c := &checks.Content{Kind: checks.KindHTML, IDs: map[string]bool{}}
	base, _ := url.Parse(at)
	region := checks.RegionMain
	for _, m := range tagPattern.FindAllStringSubmatch(s, -1) {
		attrs := map[string]string{}
		for _, a := range attrPattern.FindAllStringSubmatch(m[2], -1) {
			attrs[a[1]] = a[2]
		}
		block := checks.Block{Kind: checks.BlockText, Region: region, Text: strings.TrimSpace(m[3])}
		link := func(href string, kind checks.LinkKind) {
			l := checks.Link{Text: block.Text, Kind: kind, Region: region, Block: len(c.Blocks)}.With(checks.Wording{Href: href})
			if u, err := base.Parse(href); err == nil && href != "" && !strings.HasPrefix(href, "#") {
				l.URL = u.String()
			}
			block.SetLinks(append(block.Links(), int32(len(c.Links))))
			c.Links = append(c.Links, l)
			c.Blocks = append(c.Blocks, block)
		}
		switch strings.ToLower(m[1]) {
		case "title":
			c.Title = block.Text
		case "h1":
			block.Kind, block.Level = checks.BlockHeading, 1
			c.Blocks = append(c.Blocks, block)
		case "p":
			c.Blocks = append(c.Blocks, block)
		case "div":
			c.IDs[attrs["id"]] = true
		case "nav":
			region = checks.RegionMenu
		case "footer":
			region = checks.RegionFooter
		case "/nav", "/footer":
			region = checks.RegionMain
		case "form":
			c.Forms = append(c.Forms, checks.Form{})
		case "input":
			if n := len(c.Forms); n > 0 && attrs["type"] == "password" {
				c.Forms[n-1].Password = true
			}
		case "a":
			link(attrs["href"], checks.LinkAnchor)
		case "area":
			link(attrs["href"], checks.LinkArea)
		case "iframe", "frame":
			link(attrs["src"], checks.LinkFrame)
		case "meta":
			if attrs["http-equiv"] == "refresh" {
				_, to, _ := strings.Cut(attrs["content"], "url=")
				link(to, checks.LinkRefresh)
			}
		case "link":
			if attrs["rel"] == "canonical" {
				u, _ := base.Parse(attrs["href"])
				c.Canonical = u.String()
			}
		}
	}
	return checks.KindHTML, c, checks.Charset{Name: "utf-8"}, nil
}

// steerBy weighs links by words.
type steerBy map[string]float64

func (s steerBy) Weigh(text, _, _ string) float64 {
	for w, n := range s {
		if strings.Contains(text, w) {
			return n
		}
	}
	return 0
}

// site is a served website that counts what it is asked for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	hits  map[string]int
	asked []string
	pages map[string]string // path with query → body
	on    map[string]http.HandlerFunc
}

func serve(t *testing.T, pages map[string]string) *site {
	t.Helper()
	s := &site{hits: map[string]int{}, pages: pages, on: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := r.URL.Path
	if r.URL.RawQuery != "" {
		key += "?" + r.URL.RawQuery
	}
	s.mu.Lock()
	s.hits[key]++
	s.asked = append(s.asked, key)
	h, ok := s.on[key]
	if !ok {
		h, ok = s.on[r.URL.Path]
	}
	if !ok {
		h = s.on["*"]
	}
	body, page := s.pages[key]
	s.mu.Unlock()
	switch {
	case page:
		if strings.HasPrefix(body, "<") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		_, _ = w.Write([]byte(body))
	case h != nil:
		h(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (s *site) count(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[key]
}

func (s *site) total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

// order lists what was asked for, without robots.txt and sitemaps.
func (s *site) order() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.asked), func(p string) bool { return p == "/robots.txt" || p == "/sitemap.xml" })
}

const prose = "ข้อความยาวพอที่จะเห็นว่าหน้านี้มีเนื้อหาของตนเองจริง ไม่ใช่หน้าเปล่าที่รอให้สคริปต์วาดขึ้นมาภายหลัง เรื่องที่เขียนไว้ในหน้านี้คือ "

// page is a page with a title, a sentence of its own and more.
func page(title string, more ...string) string {
	return "<title>" + title + "</title><h1>" + title + "</h1><p>" + prose + title + "</p>" + strings.Join(more, "\n")
}

func a(href, text string) string { return fmt.Sprintf(`<a href="%s">%s</a>`, href, text) }

func nav(links ...string) string { return "<nav>" + strings.Join(links, "") + "</nav>" }

func local(t *testing.T) *Net {
	t.Helper()
	n, err := NewNet([]string{"127.0.0.0/8"}, []string{"127.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// run crawls a served site without gaps between requests.
func crawlSite(t *testing.T, home string, change func(*Options, *checks.Office)) *checks.Site {
	t.Helper()
	o := Options{Reader: plainReader{}, Net: local(t), FollowOutside: true, Now: func() time.Time { return time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC) }}
	office := checks.Office{Name: "สำนักงานสาธารณสุขอำเภอทดลอง", Home: home}
	if change != nil {
		change(&o, &office)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	s, err := c.Crawl(ctx, office)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pageAt(t *testing.T, s *checks.Site, at string) *checks.Page {
	t.Helper()
	p, _ := s.Find(Key(at)).(*checks.Page)
	if p == nil {
		t.Fatalf("no page at %s; pages %.2000s, gaps %.2000s", at, fmt.Sprint(urls(s)), fmt.Sprintf("%+v", s.Gaps))
	}
	return p
}

func documentAt(t *testing.T, s *checks.Site, at string) *checks.Document {
	t.Helper()
	d, _ := s.Find(Key(at)).(*checks.Document)
	if d == nil {
		t.Fatalf("no document at %s; pages %.2000s, gaps %.2000s", at, fmt.Sprint(urls(s)), fmt.Sprintf("%+v", s.Gaps))
	}
	return d
}

func gapAt(t *testing.T, s *checks.Site, at string) checks.Gap {
	t.Helper()
	g := s.GapAt(Key(at))
	if g == nil {
		t.Fatalf("no gap at %s; pages %.2000s, gaps %.2000s", at, fmt.Sprint(urls(s)), fmt.Sprintf("%+v", s.Gaps))
	}
	return *g
}

func urls(s *checks.Site) []string {
	var out []string
	for _, p := range s.Pages {
		out = append(out, p.URL)
	}
	for _, d := range s.Documents {
		out = append(out, d.URL)
	}
	return out
}
