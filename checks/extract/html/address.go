package html

import (
	"net/url"
	"strings"
)

// Most references on a page are plain: a path of letters, digits and the like,
// perhaps with a query. What such a reference leads to can be told without
// taking it apart; all others go the long way.

// setBase sets what relative addresses are resolved against.
func (w *walker) setBase(u *url.URL) {
	w.base, w.origin, w.folder = u, "", ""
	if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !plainAuthority(u.Host) {
		return
	}
	w.origin = u.Scheme + "://" + u.Host
	if p := u.EscapedPath(); p == "" {
		w.folder = "/"
	} else if n, _ := plainPath(p); n == len(p) && p[0] == '/' {
		w.folder = p[:strings.LastIndexByte(p, '/')+1]
	}
}

// place is where a plain reference leads.
type place struct {
	prefix string // of the absolute address, before the reference itself
	host   string // of a reference that names one
	path   string // as written
	query  bool
}

// plain takes a plain reference apart; ok is false if it is none.
func (w *walker) plain(ref string) (p place, ok bool) {
	if w.origin == "" || ref == "" {
		return p, false
	}
	rest := ref
	switch {
	case ref[0] == '/':
		p.prefix = w.origin
	case strings.HasPrefix(ref, "http://"), strings.HasPrefix(ref, "https://"):
		rest = ref[strings.IndexByte(ref, ':')+3:]
		n := plainHost(rest)
		if n == 0 || n < len(rest) && rest[n] != '/' {
			return p, false
		}
		p.host, rest = rest[:n], rest[n:]
	case w.folder == "":
		return p, false
	default:
		p.prefix = w.origin + w.folder
	}
	n, escaped := plainPath(rest)
	p.path, rest = rest[:n], rest[n:]
	if p.path == "" && p.host == "" {
		return p, false
	}
	if rest != "" && rest[0] == '?' {
		n = 1
		for n < len(rest) && rest[n] > ' ' && rest[n] < 0x7F && rest[n] != '#' && rest[n] != '\\' && rest[n] != '?' {
			n++
		}
		if n == 1 || escaped || redirector(p.path) {
			return p, false
		}
		p.query, rest = true, rest[n:]
	}
	if rest != "" && rest[0] == '#' {
		n = 1
		for n < len(rest) && wordByte[rest[n]] && rest[n] != '.' {
			n++
		}
		if n == 1 {
			return p, false
		}
		rest = rest[n:]
	}
	return p, rest == ""
}

// wordByte are the bytes that stand in an address for themselves anywhere.
var wordByte = func() (is [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_." {
		is[c] = true
	}
	return is
}()

// plainHost gives how many bytes begin a host without anything unusual, with its
// port.
func plainHost(s string) int {
	n := 0
	for n < len(s) && wordByte[s[n]] && s[n] != '_' {
		n++
	}
	if n == 0 || n == len(s) || s[n] != ':' {
		return n
	}
	end := n + 1
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end == n+1 {
		return n
	}
	return end
}

// plainAuthority reports whether a host has nothing unusual, its port included.
func plainAuthority(s string) bool {
	n := plainHost(s)
	if n == 0 {
		return false
	}
	port, ok := strings.CutPrefix(s[n:], ":")
	return s[n:] == "" || ok && port != "" && strings.Trim(port, "0123456789") == ""
}

// plainPath gives how many bytes begin a path that needs no tidying; escaped
// tells whether some of them are escaped.
func plainPath(s string) (n int, escaped bool) {
	last := byte(0)
	for n < len(s) {
		c := s[n]
		switch {
		case c == '.' && (last == '/' || last == 0):
			return 0, false // may be a step up
		case wordByte[c]:
		case c == '/' && last != '/':
		case c == '%' && n+2 < len(s) && isHex(s[n+1]) && isHex(s[n+2]):
			escaped = true
			n += 2
		case c == '?' || c == '#':
			return n, escaped
		default:
			return 0, false
		}
		last = c
		n++
	}
	return n, escaped
}

// redirector reports whether a path may be that of an address which holds another.
func redirector(path string) bool {
	for _, end := range [...]string{"url", "l.php", "warn/"} {
		if n := len(path) - len(end); n >= 0 && strings.EqualFold(path[n:], end) {
			return true
		}
	}
	return false
}

// fileEnd reports whether a plain path ends as that of a document or a picture
// does; sure is false where only the long way can tell.
func fileEnd(path string) (file, sure bool) {
	if strings.HasSuffix(path, "/") {
		return false, true
	}
	i := strings.LastIndexByte(path, '.')
	if strings.HasSuffix(path, "/") {
		return false, true
	}
	if strings.IndexByte(path[max(0, len(path)-10):], '%') >= 0 {
		return false, false
	}
	if i < 0 || len(path)-i > 5 {
		return false, true
	}
	switch lowered(path[i+1:]) {
	case "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "rar", "7z", "odt", "ods", "odp", "csv", "jpg", "jpeg", "png":
		return true, true
	}
	return false, true
}
