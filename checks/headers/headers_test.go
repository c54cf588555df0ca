package headers_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/headers"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

const home = "http://sso.example/"

// look serves the home page with headers, measures and judges.
func look(t *testing.T, secure bool, page checks.Content, lines ...string) (map[string]checks.Answer, string) {
	t.Helper()
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for _, l := range lines {
			name, value, _ := strings.Cut(l, ": ")
			w.Header().Add(name, value)
		}
	})
	s, address, port := httptest.NewUnstartedServer(h), home, ":80"
	if secure {
		s.StartTLS()
		address, port = "https://sso.example/", ":443"
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	n := &visittest.Net{Ports: map[string]string{"sso.example" + port: s.Listener.Addr().String()}}
	site := visittest.Site(address, &page)
	c := headers.New(headers.Options{Now: func() time.Time { return time.Unix(1, 0) }})
	raw, err := c.Gather(context.Background(), site, n)
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Dialed()) != 1 || n.Turns() != 1 {
		t.Errorf("%d connections in %d turns", len(n.Dialed()), n.Turns())
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	out := map[string]checks.Answer{}
	for _, name := range c.Names() {
		a := c.Judge(name, site, time.Time{})
		out[name] = a
		if len(a.Evidence) == 0 || a.Verdict == checks.NeedsEyes && a.Question == "" {
			t.Errorf("%s: %+v", name, a)
		}
		for _, e := range a.Evidence {
			if e.Quote == "" || !strings.HasPrefix(e.Why, "curl ") {
				t.Errorf("%s: evidence %+v", name, e)
			}
		}
	}
	return out, string(raw)
}

func quotes(a checks.Answer) string {
	var out []string
	for _, e := range a.Evidence {
		out = append(out, e.Quote)
	}
	return strings.Join(out, "\n")
}

func TestLeaks(t *testing.T) {
	for _, c := range []struct {
		lines     []string
		generator string
		verdict   checks.Verdict
		says      string
	}{
		{[]string{"Server: nginx"}, "", checks.Found, "Server: nginx"},
		{nil, "Joomla! - Open Source Content Management", checks.Found, "ไม่บอก"},
		{[]string{"Server: Apache", "X-Powered-By: PHP/5.3.29"}, "", checks.Absent, "X-Powered-By: PHP/5.3.29"},
		{[]string{"Server: Apache/2.4.41 (Ubuntu) OpenSSL/1.1.1f"}, "", checks.Absent, "OpenSSL"},
		{[]string{"Server: Microsoft-IIS/10.0"}, "", checks.Absent, "IIS"},
		{[]string{"X-AspNet-Version: 4.0.30319"}, "", checks.Absent, "X-Aspnet-Version"},
		{nil, "WordPress 5.2.4", checks.Absent, "WordPress 5.2.4"},
	} {
		got, _ := look(t, false, checks.Content{Generator: c.generator}, c.lines...)
		a := got[headers.Leaks]
		if a.Verdict != c.verdict || !strings.Contains(quotes(a), c.says) || (a.Verdict == checks.Absent) != slices.Contains(a.Reasons, checks.VersionLeak) {
			t.Errorf("%v %q: %s %v\n%s", c.lines, c.generator, a.Verdict, a.Reasons, quotes(a))
		}
	}
}

func TestHardening(t *testing.T) {
	full := []string{"Strict-Transport-Security: max-age=31536000; includeSubDomains", "Content-Security-Policy: default-src 'self'", "X-Frame-Options: SAMEORIGIN",
		"X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin"}
	change := func(i int, line string) []string {
		out := slices.Clone(full)
		out[i] = line
		return out
	}
	for _, c := range []struct {
		name    string
		secure  bool
		lines   []string
		verdict checks.Verdict
		missing []string
	}{
		{"all", true, full, checks.Found, nil},
		{"none", true, nil, checks.Absent, []string{"Strict-Transport-Security", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"}},
		{"by http HSTS is not heeded", false, full, checks.Partial, []string{"Strict-Transport-Security"}},
		{"HSTS switched off", true, change(0, "Strict-Transport-Security: max-age=0"), checks.Partial, []string{"Strict-Transport-Security"}},
		{"HSTS without an age", true, change(0, "Strict-Transport-Security: includeSubDomains"), checks.Partial, []string{"Strict-Transport-Security"}},
		{"HSTS in quotes", true, change(0, `Strict-Transport-Security: Max-Age = "600"`), checks.Found, nil},
		{"an empty policy", true, change(1, "Content-Security-Policy: ;"), checks.Partial, []string{"Content-Security-Policy"}},
		{"framing by the policy", true, change(1, "Content-Security-Policy: frame-ancestors 'self'")[:2], checks.Partial, []string{"X-Content-Type-Options", "Referrer-Policy"}},
		{"framed by anybody", true, change(2, "X-Frame-Options: ALLOWALL"), checks.Partial, []string{"X-Frame-Options"}},
		{"sniffing", true, change(3, "X-Content-Type-Options: no"), checks.Partial, []string{"X-Content-Type-Options"}},
		{"full addresses told", true, change(4, "Referrer-Policy: unsafe-url"), checks.Partial, []string{"Referrer-Policy"}},
		{"the last known policy counts", true, change(4, "Referrer-Policy: unsafe-url, same-origin, future"), checks.Found, nil},
	} {
		got, _ := look(t, c.secure, checks.Content{}, c.lines...)
		a := got[headers.Hardening]
		if a.Verdict != c.verdict || !slices.Equal(a.Parts.Missing, c.missing) && len(a.Parts.Missing)+len(c.missing) > 0 {
			t.Errorf("%s: %s, missing %v, want %s %v", c.name, a.Verdict, a.Parts.Missing, c.verdict, c.missing)
		}
		if len(a.Evidence) != 5 || len(a.Parts.Have)+len(a.Parts.Missing) != 5 {
			t.Errorf("%s: not all five are told: %s", c.name, quotes(a))
		}
	}
}

func TestCookieFlags(t *testing.T) {
	for _, c := range []struct {
		name    string
		secure  bool
		lines   []string
		verdict checks.Verdict
		missing []string
	}{
		{"none", true, nil, checks.NotRequired, nil},
		{"all flags", true, []string{"Set-Cookie: PHPSESSID=s3cret; Secure; HttpOnly; SameSite=Lax"}, checks.Found, nil},
		{"bare", true, []string{"Set-Cookie: PHPSESSID=s3cret; path=/"}, checks.Absent, []string{"PHPSESSID: Secure", "PHPSESSID: HttpOnly", "PHPSESSID: SameSite"}},
		{"two", true, []string{"Set-Cookie: a=1; Secure; HttpOnly; SameSite=Strict", "Set-Cookie: b=2; HttpOnly; SameSite=None"}, checks.Partial, []string{"b: Secure", "b: SameSite"}},
		{"one that scripts must read", true, []string{"Set-Cookie: XSRF-TOKEN=s3cret; Secure; SameSite=Lax"}, checks.Found, nil},
		{"the last of a name counts", true, []string{"Set-Cookie: a=1", "Set-Cookie: a=2; Secure; HttpOnly; SameSite=Lax"}, checks.Found, nil},
		{"by http", false, []string{"Set-Cookie: a=1; HttpOnly; SameSite=Lax"}, checks.Partial, []string{"a: Secure"}},
		{"no cookie at all", true, []string{"Set-Cookie: =a; ;"}, checks.NotRequired, nil},
	} {
		got, raw := look(t, c.secure, checks.Content{}, c.lines...)
		a := got[headers.CookieFlags]
		if a.Verdict != c.verdict || a.Parts != nil && !slices.Equal(a.Parts.Missing, c.missing) && len(a.Parts.Missing)+len(c.missing) > 0 {
			t.Errorf("%s: %s %+v", c.name, a.Verdict, a.Parts)
		}
		if strings.Contains(raw+quotes(a), "s3cret") {
			t.Errorf("%s: the value of a cookie is kept", c.name)
		}
	}
}

// What is set before consent is reported and never judged.
func TestBeforeConsent(t *testing.T) {
	for _, c := range []struct {
		name    string
		scripts []string
		lines   []string
		verdict checks.Verdict
		asks    string
	}{
		{"nothing", []string{"http://sso.example/jquery.js", "https://notgoogle-analytics.com/x.js"}, nil, checks.NotRequired, ""},
		{"a cookie", nil, []string{"Set-Cookie: _ga=1; Max-Age=99"}, checks.NeedsEyes, "_ga"},
		{"a tracker", []string{"https://www.googletagmanager.com/gtag/js?id=1"}, nil, checks.NeedsEyes, "ไม่ระบุตัวตน"},
	} {
		got, _ := look(t, false, checks.Content{Scripts: c.scripts}, c.lines...)
		if a := got[headers.BeforeConsent]; a.Verdict != c.verdict || !strings.Contains(a.Question, c.asks) {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
}

// Redirects are followed within the host, and cookies of all of them count.
func TestRedirected(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			w.Header().Set("Set-Cookie", "lang=th")
			w.Header().Set("X-Frame-Options", "DENY")
			http.Redirect(w, r, "/th/", http.StatusFound)
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
	}))
	t.Cleanup(s.Close)
	site := visittest.Site(home, &checks.Content{})
	c := headers.New(headers.Options{})
	raw, err := c.Gather(context.Background(), site, &visittest.Net{Ports: map[string]string{"sso.example:80": s.Listener.Addr().String()}})
	if err != nil {
		t.Fatal(err)
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	if a := c.Judge(headers.Hardening, site, time.Time{}); !slices.Equal(a.Parts.Have, []string{"X-Content-Type-Options"}) || a.Evidence[0].URL != home+"th/" {
		t.Errorf("%+v", a)
	}
	if a := c.Judge(headers.CookieFlags, site, time.Time{}); a.Verdict != checks.Absent {
		t.Errorf("%+v", a)
	}
}

func TestCouldNotLook(t *testing.T) {
	c := headers.New(headers.Options{})
	for _, name := range c.Names() {
		site := visittest.Site(home, &checks.Content{})
		if a := c.Judge(name, site, time.Time{}); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NotMeasured {
			t.Errorf("%s: %+v", name, a)
		}
		raw, err := c.Gather(context.Background(), site, &visittest.Net{Refuse: map[string]checks.Reason{"sso.example": checks.OutsideOnly}})
		if err != nil {
			t.Fatal(err)
		}
		site.Measured = map[string]json.RawMessage{c.Key(): raw}
		if a := c.Judge(name, site, time.Time{}); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.OutsideOnly {
			t.Errorf("%s: %+v", name, a)
		}
	}
	// A version that a page names is a leak, measured or not.
	if a := c.Judge(headers.Leaks, visittest.Site(home, &checks.Content{Generator: "WordPress 5.2.4"}), time.Time{}); a.Verdict != checks.Absent {
		t.Errorf("%+v", a)
	}
	blocked, _ := look(t, false, checks.Content{})
	if blocked[headers.Hardening].Verdict != checks.Absent {
		t.Error("a server without any header is not told")
	}
}
