package visit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
)

// Head is what a page says of itself.
type Head struct {
	Title     string `json:"title,omitempty"`     // "" where it is no UTF-8
	Raw       string `json:"raw,omitempty"`       // the bytes of such a title, in hex
	Canonical string `json:"canonical,omitempty"` // absolute
	Refresh   string `json:"refresh,omitempty"`   // where the page itself leads on, absolute
	SHA256    string `json:"sha256,omitempty"`
}

// Alike reports whether two pages look like the same one.
func (h *Head) Alike(o *Head) bool {
	return h.SHA256 != "" && h.SHA256 == o.SHA256 || h.Title != "" && h.Title == o.Title || h.Raw != "" && h.Raw == o.Raw
}

// headBytes is how far into a page its head is looked for.
const headBytes = 64 << 10

// ReadHead finds in the bytes of a page what it says of itself: in its head
// alone, since what stands in its body anybody may have posted.
func ReadHead(at *url.URL, body []byte) Head {
	s := Head{}
	if len(body) > 0 {
		sum := sha256.Sum256(body)
		s.SHA256 = hex.EncodeToString(sum[:])
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body[:min(len(body), headBytes)]))
	if err != nil {
		return s // nested too deeply to be read: it then looks like no other page
	}
	head := doc.Find("head")
	s.title(head.Find("title").First().Text())
	head.Find("link[rel][href]").EachWithBreak(func(_ int, l *goquery.Selection) bool {
		if strings.EqualFold(l.AttrOr("rel", ""), "canonical") {
			s.Canonical = resolve(at, l.AttrOr("href", ""))
		}
		return s.Canonical == ""
	})
	head.Find("meta[http-equiv][content]").EachWithBreak(func(_ int, m *goquery.Selection) bool {
		if strings.EqualFold(m.AttrOr("http-equiv", ""), "refresh") {
			s.Refresh = resolve(at, refreshTarget(m.AttrOr("content", "")))
		}
		return s.Refresh == ""
	})
	return s
}

func (h *Head) title(text string) {
	if !utf8.ValidString(text) {
		h.Raw = hex.EncodeToString([]byte(text[:min(len(text), 200)]))
		return
	}
	h.Title = strings.Join(strings.Fields(text), " ")
}

// refreshTarget gives the address in "5; url=/th/".
func refreshTarget(content string) string {
	_, after, ok := strings.Cut(content, ";")
	after = strings.TrimSpace(after)
	if !ok || len(after) < 4 || !strings.EqualFold(after[:3], "url") {
		return ""
	}
	_, target, ok := strings.Cut(after, "=")
	if !ok {
		return ""
	}
	return strings.Trim(strings.TrimSpace(target), `"'`)
}

func resolve(at *url.URL, href string) string {
	if href = strings.TrimSpace(href); href == "" || !utf8.ValidString(href) {
		return ""
	}
	u, err := at.Parse(href)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return Tidy(u)
}

// Tidy writes an address in one way: host in lower case, no port that goes
// without saying, no fragment and no user, a path at least of "/".
func Tidy(u *url.URL) string {
	v := *u
	v.Host, v.Fragment, v.User = HostPort(strings.ToLower(v.Hostname()), Port(u), u.Scheme), "", nil
	if v.Path == "" {
		v.Path = "/"
	}
	return v.String()
}

// HostPort joins host and port, without the port that the scheme means anyway.
func HostPort(host, port, scheme string) string {
	if scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, port)
}

// SameHost reports whether two hosts are one but for www.
func SameHost(a, b string) bool {
	bare := func(h string) string { return strings.TrimPrefix(strings.ToLower(h), "www.") }
	return bare(a) == bare(b)
}
