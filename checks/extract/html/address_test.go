package html

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzPlain holds the short way with references against the long one.
func FuzzPlain(f *testing.F) {
	for _, ref := range []string{"/a/b.pdf", "a.php?id=3", "http://x.go.th", "https://x.go.th/", "https://X.go.th/a?b=c#d", "/%E0%B8%81.pdf", "/%e0%b8%81%2F?x", "../a", "./a", "/a/../b", "//x/y", "a//b",
		"?a=1", "#b", "/url?q=http://y/", "/URL?q=http://y/", "url?q=http://y/", "/%75rl?q=http://y/", "/flx/warn/?u=http://y/z", "/a?", "/a#", "/a?b?c", "/.a", "a.", ".a", "/a.JPG", "/a.pd%66", "http://x", "http:///a", "http://x:80/a", "http://a_b/c", "/a b", "/ก", "a:b", "/a\tb", "/a\\b",
		"a%", "/a?b=%zz", "/a#b%20", "http://x.go.th?a=b", "..", "a/..", "a/.b", "/...", "http://x:/a", "http://:80/a", "http://x:8x/a", "http://x.go.th:8080", "/%E0%B8%81/"} {
		for _, base := range []string{"https://sso.example.go.th/news/index.php?id=3", "http://sso.example.go.th", "http://u@x/a/", "file:///a/b", "", "http://x/a/../b/c", "http://x/%E0%B8%81/a", "https://x.go.th:8080/a", "http://x/ก/a", "http://127.0.0.1:18080/", "http://x:/", "http://:80/a"} {
			f.Add(base, ref)
		}
	}
	f.Fuzz(func(t *testing.T, base, ref string) {
		u, err := url.Parse(base)
		if err != nil {
			return
		}
		w := &walker{doc: u}
		w.setBase(u)
		p, ok := w.plain(ref)
		if !ok {
			return
		}
		long := w.absolute(ref)
		if long == nil || long.Scheme != "http" && long.Scheme != "https" || long.Host == "" {
			t.Fatalf("%q on %q: plain, and leads to %v", ref, base, long)
		}
		if got, want := p.prefix+ref, unwrap(long).String(); got != want {
			t.Errorf("%q on %q leads to %q, not to %q", ref, base, want, got)
		}
		if p.host != "" && p.host != long.Host || p.host == "" && long.Host != u.Host {
			t.Errorf("%q on %q: host %q", ref, base, p.host)
		}
		if file, sure := fileEnd(p.path); sure && file != fileEnding.MatchString(long.Path) {
			t.Errorf("%q: a file: %t", ref, file)
		}
		if !strings.Contains(p.path, "%") && fileName(p.path) != fileName(long.Path) {
			t.Errorf("%q: named %q, not %q", ref, fileName(p.path), fileName(long.Path))
		}
	})
}
