package headers

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func TestVersioned(t *testing.T) {
	for s, want := range map[string]bool{
		"nginx": false, "nginx/1.18.0": true, "cloudflare": false, "Apache": false, "LiteSpeed": false, "Microsoft-HTTPAPI/2.0": true,
		"WordPress 6.4-beta2": true, "WordPress.com": false, "Drupal 9 (https://www.drupal.org)": true, "Joomla! 1.5 - Open Source Content Management": true,
		"Joomla! - Open Source Content Management": false, "Microsoft FrontPage 4.0": true, "Elementor 3.18.3; features: e_dom": true, "OpenSSL 1.0.2k": true,
		"Copyright 2563 Somebody": false, "blogger": false, "TYPO3 CMS": false, "TYPO3 4.7 CMS": true, "Web of the 7th district": false, "PHP": false, "": false, "/1": false, "1.2.3": false, "x v2": true,
	} {
		if got := versioned(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func FuzzVersioned(f *testing.F) {
	for _, s := range []string{"PHP/5.3", "a v", "v", "/", "ก/1", "a 1.", "a 1..", "\xff 1.2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if versioned(s) && !containsDigit(s) {
			t.Errorf("%q has no digit", s)
		}
	})
}

func containsDigit(s string) bool {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"url":"https://a/","status":200,"headers":{"Strict-Transport-Security":["max-age=1;;="],"Content-Security-Policy":["frame-ancestors"]},"cookies":[{"name":""}]}`))
	f.Add([]byte(`{"fault":{},"status":0}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		site := visittest.Site("http://sso.example/", &checks.Content{})
		site.Measured = map[string]json.RawMessage{key: b}
		c := New(Options{})
		for _, name := range c.Names() {
			if a := c.Judge(name, site, time.Time{}); !a.Verdict.Valid() || a.Verdict == checks.Found && len(a.Evidence) == 0 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	})
}
