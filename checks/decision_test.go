package checks_test

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestOfficeKey(t *testing.T) {
	for _, c := range []struct{ code, home, want string }{
		{"10703", "http://a.example/", "10703"},
		{"", "https://www.SSO.example/", "sso.example"},
		{"", "http://ph.example/office/na-di/", "ph.example/office/na-di"},
		{"", "http://127.0.0.1:8080", "127.0.0.1:8080"},
	} {
		if got := (&checks.Office{Code: c.code, Home: c.home}).Key(); got != c.want {
			t.Errorf("key of %q %q: %q, want %q", c.code, c.home, got, c.want)
		}
	}
}

func TestFindingDigest(t *testing.T) {
	one := checks.Evidence{URL: "http://a.example/1", Place: checks.AtText, Quote: "ก", SHA256: "aa"}
	two := checks.Evidence{URL: "http://a.example/2", Place: checks.AtRow, Quote: "ข"}
	digest := func(v checks.Verdict, e ...checks.Evidence) string {
		return (&checks.Finding{Standard: "ops2563", ID: "1.1", Verdict: v, Evidence: e}).Digest()
	}
	first := digest(checks.Found, one, two)
	again := one
	again.SHA256 = "bb"
	if digest(checks.Found, two, again) != first {
		t.Error("the digest depends on the order of evidence, or on bytes that nobody quoted")
	}
	changed := one
	changed.Quote = "ค"
	for name, other := range map[string]string{
		"verdict": digest(checks.Partial, one, two), "quote": digest(checks.Found, changed, two), "less": digest(checks.Found, one),
	} {
		if other == first {
			t.Errorf("another %s gives the same digest", name)
		}
	}
}
