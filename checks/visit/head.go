package visit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net"
	"net/url"
	"strings"
	"unicode/utf8"
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

// ReadHead finds in the bytes of a page what it says of itself. It reads tags
// and no tree: what a browser would repair is missed, which only ever makes two
// pages look less alike.
func ReadHead(at *url.URL, body []byte) Head {
	sum := sha256.Sum256(body)
	s := Head{}
	if len(body) > 0 {
		s.SHA256 = hex.EncodeToString(sum[:])
	}
	for rest := body[:min(len(body), headBytes)]; ; {
		open := bytes.IndexByte(rest, '<')
		if open < 0 {
			return s
		}
		rest = rest[open+1:]
		if bytes.HasPrefix(rest, []byte("!--")) {
			end := bytes.Index(rest, []byte("-->"))
			if end < 0 {
				return s
			}
			rest = rest[end:]
			continue
		}
		name, attributes, after := tag(rest)
		rest = after
		switch name {
		case "title":
			if end := bytes.IndexByte(rest, '<'); end >= 0 && s.Title == "" && s.Raw == "" {
				s.title(rest[:end])
			}
		case "link":
			if s.Canonical == "" && strings.EqualFold(attributes["rel"], "canonical") {
				s.Canonical = resolve(at, attributes["href"])
			}
		case "meta":
			if s.Refresh == "" && strings.EqualFold(attributes["http-equiv"], "refresh") {
				s.Refresh = resolve(at, refreshTarget(attributes["content"]))
			}
		case "script", "style":
			end := bytes.Index(bytes.ToLower(rest), []byte("</"+name))
			if end < 0 {
				return s
			}
			rest = rest[end:]
		case "body":
			return s
		}
	}
}

func (h *Head) title(b []byte) {
	if !utf8.Valid(b) {
		h.Raw = hex.EncodeToString(b[:min(len(b), 200)])
		return
	}
	h.Title = strings.Join(strings.Fields(html.UnescapeString(string(b))), " ")
}

// tag reads a tag behind its "<": its name and attributes in lower case, and
// what follows it.
func tag(b []byte) (name string, attributes map[string]string, rest []byte) {
	i := 0
	for i < len(b) && (b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z') {
		i++
	}
	name = strings.ToLower(string(b[:i]))
	if name != "link" && name != "meta" {
		end := bytes.IndexByte(b[i:], '>')
		if end < 0 {
			return name, nil, nil
		}
		return name, nil, b[i+end+1:]
	}
	attributes = map[string]string{}
	for i < len(b) && b[i] != '>' {
		start := i
		for i < len(b) && !strings.ContainsRune(" \t\r\n\f/>=", rune(b[i])) {
			i++
		}
		attribute := strings.ToLower(string(b[start:i]))
		for i < len(b) && blank(b[i]) {
			i++
		}
		if i >= len(b) || b[i] != '=' {
			if i == start {
				i++
			}
			continue
		}
		i++
		for i < len(b) && blank(b[i]) {
			i++
		}
		var value []byte
		value, i = quoted(b, i)
		if _, twice := attributes[attribute]; !twice {
			attributes[attribute] = html.UnescapeString(string(value))
		}
	}
	return name, attributes, b[min(i+1, len(b)):]
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

// quoted reads the value of an attribute at i.
func quoted(b []byte, i int) (value []byte, after int) {
	if i < len(b) && (b[i] == '"' || b[i] == '\'') {
		end := bytes.IndexByte(b[i+1:], b[i])
		if end < 0 {
			return nil, len(b)
		}
		return b[i+1 : i+1+end], i + end + 2
	}
	start := i
	for i < len(b) && b[i] != '>' && !blank(b[i]) {
		i++
	}
	return b[start:i], i
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
