package visit_test

import (
	"net/url"
	"testing"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/visit"
)

func TestReadHead(t *testing.T) {
	at, err := url.Parse("http://SSO.example:80/th/index.php")
	if err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string]visit.Head{
		`<TITLE>สสอ.
		  ทดสอบ &amp; คณะ</TITLE><LINK HREF='../' REL="Canonical">`: {Title: "สสอ. ทดสอบ & คณะ", Canonical: "http://sso.example/"},
		"<title>\xca\xca\xcd</title>": {Raw: "cacacd"},
		`<!-- <link rel="canonical" href="http://spam.example/"> --><link href=/a rel=canonical>`: {Canonical: "http://sso.example/a"},
		`<script>"<link rel=canonical href=/spam>"</script><link rel="canonical" href="/b">`:      {Canonical: "http://sso.example/b"},
		`<body><link rel="canonical" href="/posted">`:                                             {},
		`<link rel="canonical" href="javascript:1"><link rel="next" href="/n">`:                   {},
		`<meta charset=utf-8><meta http-equiv=refresh content="5;URL=/new">`:                      {Refresh: "http://sso.example/new"},
		`<meta http-equiv="refresh" content="5">`:                                                 {},
		`<link rel="canonical" href="/unfinished`:                                                 {},
	} {
		got := visit.ReadHead(at, []byte(body))
		got.SHA256 = ""
		if got != want {
			t.Errorf("%q: %+v, want %+v", body, got, want)
		}
	}
}

func FuzzReadHead(f *testing.F) {
	for _, s := range []string{`<link rel="canonical" href="/a">`, `<meta http-equiv=refresh content="0;url='http://x/'">`, "<title>\xff<", "<!--", "<link =\"", "<link a='", "<script><", "<meta content=&#0; http-equiv=refresh>", "<link/ / >"} {
		f.Add([]byte(s))
	}
	at := &url.URL{Scheme: "http", Host: "sso.example", Path: "/"}
	f.Fuzz(func(t *testing.T, b []byte) {
		s := visit.ReadHead(at, b)
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
