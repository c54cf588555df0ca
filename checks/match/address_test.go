package match

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzAddress holds the short way for plain addresses against taking each apart.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"http://a.go.th", "https://a.go.th/", "http://a/b/c?url=https://b.go.th/x", "http://a/%7e", "http://a:80/b", "http://A/b", "http://maps.google.com/maps?q=1", "http://goo.gl/maps/x",
		"http://waze.com/", "http://a/MAPS/embed", "http://twitter.com/intent/x", "http://a/sharer?x", "http://a/index.php", "http://a/th/", "http://a//index.html", "http://a/[x]", "http://a/x y", "mailto:a@b", "http://a/?", "http://a/?go=http://b.go.th"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		h, rest, plain := plainAddress(raw)
		if !plain {
			return
		}
		u, err := url.Parse(raw)
		if err != nil || strings.ToLower(u.Host) != h || !strings.HasSuffix(raw, rest) || u.EscapedPath() != strings.SplitN(strings.SplitN(rest, "#", 2)[0], "?", 2)[0] && u.Path != strings.SplitN(strings.SplitN(rest, "#", 2)[0], "?", 2)[0] {
			t.Fatalf("%q is no plain address: %v %q, not %q and %q", raw, err, u, h, rest)
		}
		odd := strings.Replace(raw, h, strings.ToUpper(h), 1) // the same address, which is taken apart
		if got, want := host(raw), host(odd); got != want {
			t.Errorf("the host of %q: %q, want %q", raw, got, want)
		}
		if got, want := fileName(raw), fileName(odd); got != want {
			t.Errorf("the file of %q: %q, want %q", raw, got, want)
		}
		if got, want := mapAddress(raw), mapAddress(odd); got != want {
			t.Errorf("%q is a map: %v, want %v", raw, got, want)
		}
		if got, want := shareLink(raw), shareLink(odd); got != want {
			t.Errorf("%q shares: %v, want %v", raw, got, want)
		}
		if got, want := frontDoor(raw), frontDoor(odd); got != want {
			t.Errorf("%q is the front door of %q, want %q", raw, got, want)
		}
		if got, want := outward(raw), outward(odd); got != want && !(got == raw && want == odd) {
			t.Errorf("%q leads out to %q, want %q", raw, got, want)
		}
	})
}
