package tls

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func judged(t *testing.T, name, kept string) checks.Answer {
	t.Helper()
	site := visittest.Site("http://sso.example/", &checks.Content{})
	site.Measured = map[string]json.RawMessage{key: json.RawMessage(kept)}
	return New(Options{}).Judge(name, site, time.Time{})
}

// What one handshake could not tell is told only as far as the others allow.
func TestHalfMeasured(t *testing.T) {
	const head = `{"url":"https://sso.example/","host":"sso.example","port":"443","seen_at":"2026-11-23T03:00:00Z","version":"1.3",`
	for kept, want := range map[string]checks.Verdict{
		head + `"accepts":{"1.3":"accepted","1.2":"accepted","1.1":"unknown","1.0":"refused"}}`:  checks.CouldNotLook,
		head + `"accepts":{"1.3":"accepted","1.2":"accepted","1.1":"unknown","1.0":"accepted"}}`: checks.Partial,
		head + `"accepts":{"1.3":"accepted","1.2":"unknown","1.1":"refused","1.0":"refused"}}`:   checks.Found,
		head + `"accepts":{}}`: checks.CouldNotLook,
		head + `"fault":{"kind":"timed_out","reason":"timeout"}}`: checks.CouldNotLook,
		head + `"fault":{"kind":"refused","reason":"site_down"}}`: checks.Absent,
	} {
		if got := judged(t, Version, kept); got.Verdict != want {
			t.Errorf("%s: said %s, want %s", kept, got.Verdict, want)
		}
	}
	const chain = `"named":true,"chain":[{"subject":"CN=a","issuer":"CN=b","names":["sso.example"],"not_before":"2026-01-01T00:00:00Z","not_after":"2027-01-01T00:00:00Z","key":"ECDSA","bits":256,"signature":"ECDSA-SHA256","sha256":"00"}],`
	if got := judged(t, Certificate, head+chain+`"trust":"cannot_tell"}`); got.Verdict != checks.CouldNotLook {
		t.Errorf("a machine that knows no issuer trusts: %+v", got)
	}
	if got := judged(t, Answers, head+chain+`"fault":{"kind":"timed_out","reason":"timeout"}}`); got.Verdict != checks.CouldNotLook {
		t.Errorf("a slow server is called absent: %+v", got)
	}
	if got := judged(t, Version, `{`); got.Verdict != checks.CouldNotLook {
		t.Errorf("a damaged record: %+v", got)
	}
}

// The page behind https is the one behind http if bytes, title or links say so.
func TestSame(t *testing.T) {
	links := []checks.Link{}
	body := ""
	for _, h := range []string{"/about", "/news", "/contact", "/laws", "/ita"} {
		links = append(links, checks.Link{Kind: checks.LinkAnchor}.With(checks.Wording{Href: h}))
		body += `<a href="` + h + `">x</a>`
	}
	for _, c := range []struct {
		name string
		page checks.Content
		body string
		want string
	}{
		{"title", checks.Content{Title: "สสอ. ทดสอบ"}, "<TITLE>สสอ.\n ทดสอบ</TITLE>", "yes"},
		{"another title", checks.Content{Title: "สสอ. ทดสอบ"}, "<title>Welcome to nginx!</title>", "no"},
		{"links in an old character set", checks.Content{Title: "สสอ.", Links: links}, "<title>\xca\xca\xcd.</title>" + body, "yes"},
		{"none of the links", checks.Content{Title: "สสอ.", Links: links}, "<title>\xca\xca\xcd.</title>", "no"},
		{"nothing to compare", checks.Content{}, "<p>x", ""},
	} {
		site := visittest.Site("http://sso.example/", &c.page)
		if got := same(site, "https://sso.example/", &visit.Reply{Status: 200, Body: []byte(c.body)}); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"chain":[{}],"accepts":{"1.0":"accepted"},"fault":{"kind":"x"}}`))
	f.Add([]byte(`{"chain":null,"location":"://","status":200}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		site := visittest.Site("http://sso.example/", &checks.Content{})
		site.Measured = map[string]json.RawMessage{key: b}
		for _, name := range []string{Answers, Certificate, Version} {
			if a := New(Options{}).Judge(name, site, time.Time{}); !a.Verdict.Valid() || a.Verdict == checks.Found && len(a.Evidence) == 0 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	})
}
