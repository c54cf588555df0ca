package crawl

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"strings"
)

// Bounds of sitemaps: they are a hint, not a second frontier.
const (
	mostSitemaps    = 10
	sitemapRequests = 8
	mostFeeds       = 2        // of those that the home page names
	sitemapBytes    = 20 << 20 // after decompression
	sitemapURLs     = 2000     // of one file; the first ones
)

// parseSitemap reads the addresses in a sitemap, and in an index of sitemaps
// those of the sitemaps. Plain text with a line an address is one too, and so is a
// feed (RSS 2.0, RFC 4287).
func parseSitemap(data []byte) (pages, maps []string) {
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, nil
		}
		// A file cut by the limit is still worth its first part.
		data, _ = io.ReadAll(io.LimitReader(z, sitemapBytes))
	}
	text := bytes.TrimLeft(data, "\xEF\xBB\xBF \t\r\n")
	if bytes.HasPrefix(text, []byte("http")) {
		for line := range strings.Lines(string(text)) {
			if len(pages) < sitemapURLs {
				pages = append(pages, strings.TrimSpace(line))
			}
		}
		return pages, nil
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	parent, in := "", ""
	var loc strings.Builder
	for len(pages)+len(maps) < sitemapURLs {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "url", "sitemap", "item", "entry":
				parent = t.Name.Local
			}
			in = t.Name.Space + ":" + t.Name.Local
			loc.Reset()
			if in == ":link" && parent == "entry" {
				if href := entryLink(t); href != "" {
					pages = append(pages, href)
				}
			}
		case xml.CharData:
			if (in == ":loc" || in == ":link") && loc.Len() < 4*longestURL {
				loc.Write(t)
			}
		case xml.EndElement:
			if s := strings.TrimSpace(loc.String()); in == ":link" && t.Name.Local == "link" && parent == "item" && s != "" {
				pages = append(pages, s)
			}
			if in == ":loc" && t.Name.Local == "loc" {
				if s := strings.TrimSpace(loc.String()); parent == "sitemap" {
					maps = append(maps, s)
				} else if parent == "url" {
					pages = append(pages, s)
				}
			}
			in = ""
		}
	}
	return pages, maps
}

// entryLink gives the page that an Atom entry's link leads to, "" for other links.
func entryLink(t xml.StartElement) string {
	href, rel := "", "alternate"
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "href":
			href = strings.TrimSpace(a.Value)
		case "rel":
			rel = a.Value
		}
	}
	if rel != "alternate" || len(href) > 4*longestURL {
		return ""
	}
	return href
}
