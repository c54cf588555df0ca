package crawl

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>http://a.example/</loc></url></urlset>`))
	f.Add([]byte("http://a.example/\nhttp://b.example/"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte(`<?xml encoding="x"?><!DOCTYPE a [<!ENTITY b "c">]><sitemapindex><sitemap><loc>&b;`))
	f.Add([]byte(`<rss><channel><link>http://a.example/</link><item><link>http://a.example/1</link></item></channel></rss>`))
	f.Add([]byte(`<feed><entry><link href="http://a.example/1"/><link rel="edit" href="x"/></entry></feed>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, maps := parseSitemap(data)
		if len(pages)+len(maps) > sitemapURLs+1 {
			t.Errorf("%d addresses", len(pages)+len(maps))
		}
	})
}

func TestSitemapsAndFeeds(t *testing.T) {
	for name, c := range map[string]struct {
		body        string
		pages, maps []string
	}{
		"sitemap":          {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> http://a.example/1 </loc><lastmod>2026</lastmod></url><url><loc>http://a.example/2?a=1&amp;b=2</loc></url></urlset>`, []string{"http://a.example/1", "http://a.example/2?a=1&b=2"}, nil},
		"sitemap's images": {`<urlset><url><loc>http://a.example/1</loc><image:image><image:loc>http://a.example/x.jpg</image:loc></image:image></url></urlset>`, []string{"http://a.example/1"}, nil},
		"index":            {`<sitemapindex><sitemap><loc>http://a.example/s1.xml</loc></sitemap></sitemapindex>`, nil, []string{"http://a.example/s1.xml"}},
		"list":             {"http://a.example/1\r\nhttp://a.example/2\n", []string{"http://a.example/1", "http://a.example/2"}, nil},
		"packed":           {string(squeeze(t, []byte("http://a.example/1\n"))), []string{"http://a.example/1"}, nil},
		"RSS":              {`<rss version="2.0"><channel><link>http://a.example/</link><atom:link href="http://a.example/feed"/><item><title>x</title><link>http://a.example/1</link></item><item><link><![CDATA[http://a.example/2]]></link></item></channel></rss>`, []string{"http://a.example/1", "http://a.example/2"}, nil},
		"Atom":             {`<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.example/"/><entry><link rel="edit" href="http://a.example/e"/><link rel="alternate" href="http://a.example/1"/></entry><entry><link href="http://a.example/2"/></entry></feed>`, []string{"http://a.example/1", "http://a.example/2"}, nil},
		"broken off":       {`<urlset><url><loc>http://a.example/1</loc></url><url><loc>http://a.exa`, []string{"http://a.example/1"}, nil},
		"none":             {`<p>ไม่ใช่`, nil, nil},
	} {
		pages, maps := parseSitemap([]byte(c.body))
		if diff := cmp.Diff(c.pages, pages) + cmp.Diff(c.maps, maps); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// What sitemaps and feeds know beyond the links is read, within bounds.
func TestWhatOnlySitemapsKnow(t *testing.T) {
	pages := map[string]string{"/": page("หน้าแรก", a("/a", "ก")), "/a": page("ก"), "/lonely": page("ไม่มีลิงก์มา"), "/new": page("ข่าวใหม่"), "/listed": page("ในรายการ"), "/packed": page("ในรายการที่บีบ")}
	s := serve(t, pages)
	pages["/robots.txt"] = "User-agent: *\nSitemap: " + s.URL + "/index.xml\nSitemap: " + s.URL + "/list.txt\n"
	pages["/index.xml"] = "<sitemapindex><sitemap><loc>" + s.URL + "/one.xml</loc></sitemap><sitemap><loc>" + s.URL + "/two.xml.gz</loc></sitemap></sitemapindex>"
	pages["/one.xml"] = "<urlset><url><loc>" + s.URL + "/lonely</loc></url><url><loc>http://127.0.0.99/elsewhere</loc></url></urlset>"
	pages["/list.txt"] = s.URL + "/listed\n"
	pages["/two.xml.gz"] = string(squeeze(t, []byte("<urlset><url><loc>"+s.URL+"/packed</loc></url></urlset>")))
	pages["/feed.xml"] = "<rss><channel><item><link>" + s.URL + "/new</link></item></channel></rss>"
	site := crawlSite(t, s.URL, func(o *Options, _ *checks.Office) { o.Reader = feeding{feed: s.URL + "/feed.xml"} })
	for _, at := range []string{"/a", "/lonely", "/new", "/listed", "/packed"} {
		pageAt(t, site, s.URL+at)
	}
}

// feeding names a feed on the home page.
type feeding struct {
	plainReader
	feed string
}

// Read implements Reader.
func (f feeding) Read(ctx context.Context, at, kind string, body []byte) (checks.Kind, *checks.Content, checks.Charset, error) {
	k, c, cs, err := f.plainReader.Read(ctx, at, kind, body)
	if c != nil {
		c.Markup.Feeds = []string{f.feed}
	}
	return k, c, cs, err
}

// A sitemap of a hundred thousand addresses is a hint of which some are taken.
func TestALongSitemap(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก")})
	var b strings.Builder
	b.WriteString("<urlset>")
	for i := range 100_000 {
		fmt.Fprintf(&b, "<url><loc>%s/p/%d</loc></url>", s.URL, i)
	}
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/sitemap.xml":
			_, _ = w.Write([]byte(b.String()))
		case strings.HasPrefix(r.URL.Path, "/p/"):
			_, _ = w.Write([]byte(page("หน้า " + r.URL.Path)))
		default:
			http.NotFound(w, r)
		}
	}
	site := crawlSite(t, s.URL, nil)
	if n := s.total(); n > 100 || len(site.Pages) < boundDetail || site.Stopped != "" {
		t.Errorf("%d requests, %d pages, stopped %q", n, len(site.Pages), site.Stopped)
	}
}
