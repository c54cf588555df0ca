package crawl

import (
	"net"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/idna"
)

// FuzzAddressParts holds the quick ways with addresses against the long ones.
func FuzzAddressParts(f *testing.F) {
	for _, s := range []string{"/a/b.html", "/%E0%B8%81/", "/%e0", "/%41", "a//b/../.c", "/.", "/..", "/[x]", "/a%", "www.office.go.th", "1.2.3.4", "a.1", "xn--abc-.th", "xn--42cf4bpm8gua6k.xn--o3cw4h", "-a-.b--c", "a..b", "a.", ".a", "A.b", "a_b", "0x7f.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, query := range []bool{false, true} {
			if got, want := escape(s, query), respelt(s, query); got != want {
				t.Errorf("%q escaped is %q, want %q", s, got, want)
			}
		}
		if got, want := cleanPath(s), tidied(s); got != want {
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
