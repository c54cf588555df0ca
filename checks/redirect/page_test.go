package redirect

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func TestRead(t *testing.T) {
	at, err := url.Parse("http://SSO.example:80/th/index.php")
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]said{
		`<TITLE>สสอ.
		  ทดสอบ &amp; คณะ</TITLE><LINK HREF='../' REL="Canonical">`: {Title: "สสอ. ทดสอบ & คณะ", Canonical: "http://sso.example/"},
		"<title>\xca\xca\xcd</title>": {Title: "cacacd"},
		`<!-- <link rel="canonical" href="http://spam.example/"> --><link href=/a rel=canonical>`: {Canonical: "http://sso.example/a"},
		`<script>"<link rel=canonical href=/spam>"</script><link rel="canonical" href="/b">`:      {Canonical: "http://sso.example/b"},
		`<body><link rel="canonical" href="/posted">`:                                             {},
		`<link rel="canonical" href="javascript:1"><link rel="next" href="/n">`:                   {},
		`<meta charset=utf-8><meta http-equiv=refresh content="5;URL=/new">`:                      {Refresh: "http://sso.example/new"},
		`<meta http-equiv="refresh" content="5">`:                                                 {},
		`<link rel="canonical" href="/unfinished`:                                                 {},
	} {
		got := read(at, []byte(body))
		got.SHA256 = ""
		if got != want {
			t.Errorf("%q: %+v, want %+v", body, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{`<link rel="canonical" href="/a">`, `<meta http-equiv=refresh content="0;url='http://x/'">`, "<title>\xff<", "<!--", "<link =\"", "<link a='", "<script><", "<meta content=&#0; http-equiv=refresh>", "<link/ / >"} {
		f.Add([]byte(s))
	}
	at := &url.URL{Scheme: "http", Host: "sso.example", Path: "/"}
	f.Fuzz(func(t *testing.T, b []byte) {
		s := read(at, b)
		for _, v := range []string{s.Canonical, s.Refresh, s.Title} {
			if !utf8.ValidString(v) {
				t.Errorf("%q", v)
			}
		}
		if u, err := url.Parse(s.Canonical); err != nil || s.Canonical != "" && u.Host == "" {
			t.Errorf("canonical %q", s.Canonical)
		}
	})
}

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"home":"http://a/","ways":[{"start":"http://a/","end":"http://a/","status":200},{"start":"https://a/","fault":{"kind":"refused","reason":"site_down"}}]}`))
	f.Add([]byte(`{"ways":[{"end":"://"},{"loop":true}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		site := visittest.Site("http://sso.example/", &checks.Content{})
		site.Measured = map[string]json.RawMessage{key: b}
		for _, name := range []string{HTTPS, OneSite} {
			if a := New(Options{}).Judge(name, site, time.Time{}); !a.Verdict.Valid() || a.Verdict == checks.Found && len(a.Evidence) == 0 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	})
}
