package crawl

import (
	"net"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/idna"
)

// The plain ways, by which the quick ones are held.

func plainEscape(s string, query bool) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			if d := unhex(s[i+1])<<4 | unhex(s[i+2]); unreserved(d) {
				b.WriteByte(d)
			} else {
				b.Write([]byte{'%', upperHex[d>>4], upperHex[d&15]})
			}
			i += 2
		case c == '%', c <= ' ', c >= 0x7F, strings.IndexByte("\"<>`{}|\\^[]", c) >= 0 && !(query && (c == '[' || c == ']')):
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func plainCleanPath(p string) string {
	var out []string
	segs := strings.Split(p, "/")
	for i, s := range segs {
		last := i == len(segs)-1
		switch {
		case s == "" && !last, s == "." && !last:
		case s == ".":
			out = append(out, "")
		case s == "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return "/" + strings.Join(out, "/")
}

func FuzzAddressParts(f *testing.F) {
	for _, s := range []string{"/a/b.html", "/%E0%B8%81/", "/%e0", "/%41", "a//b/../.c", "/.", "/..", "/[x]", "/a%", "www.office.go.th", "1.2.3.4", "a.1", "xn--abc-.th", "xn--42cf4bpm8gua6k.xn--o3cw4h", "-a-.b--c", "a..b", "a.", ".a", "A.b", "a_b", "0x7f.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, query := range []bool{false, true} {
			if got, want := escape(s, query), plainEscape(s, query); got != want {
				t.Errorf("%q escaped is %q, want %q", s, got, want)
			}
		}
		if got, want := cleanPath(s), plainCleanPath(s); got != want {
			t.Errorf("%q cleaned is %q, want %q", s, got, want)
		}
		if plainName(s) {
			un, err := url.PathUnescape(s)
			ascii, bad := idna.Lookup.ToASCII(s)
			if err != nil || un != s || net.ParseIP(s) != nil || bad == nil && ascii != s || strings.ToLower(s) != s || strings.HasSuffix(s, ".") || strings.Contains(s, "..") || strings.HasPrefix(s, ".") {
				t.Errorf("%q is no plain name", s)
			}
		}
		if a, ok := parse(s); ok {
			if b, again := parse(a.String()); !again || b.host != a.host || b.port != a.port || b.scheme != a.scheme {
				t.Errorf("%q: %v, and read again %v", s, a, b)
			}
		}
	})
}
