package domain

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func TestEmails(t *testing.T) {
	for text, want := range map[string][]string{
		"อีเมลsso@moph.go.thโทร":                      {"sso@moph.go.th"},
		"a@b.go.th,c.d+e_f@g-h.com.":                  {"a@b.go.th", "c.d+e_f@g-h.com"},
		"sso[at]sso.go.th, sso＠sso.go.th":             {"sso@sso.go.th", "sso@sso.go.th"},
		"@line sso@ a@b a@.th @b.go.th a@b..th a@1.2": nil,
		"--a@b.th--":  {"a@b.th"},
		"x@y@z.go.th": {"y@z.go.th"},
	} {
		if got := emails(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestOwner(t *testing.T) {
	for domain, want := range map[string]belongs{"moph.go.th": state, "mail.go.th": state, "moph.mail.go.th": state, "สสอ.รัฐบาล.ไทย": state, "gmail.com": free, "hotmail.co.th": free,
		"yahoo.co.uk": free, "live.com": free, "sso.or.th": other, "sso.com": other, "gmail.sso.com.example": other, "live.go.th": state, "notgo.th": other} {
		if got := owner(domain); got != want {
			t.Errorf("%s: %v, want %v", domain, got, want)
		}
	}
}

func FuzzEmails(f *testing.F) {
	for _, s := range []string{"a@b.th", "ก@ข.ไทย", "@@@", "a (at) b.th", "\xff@\xff.th", "a@b.th@c.th"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range emails(s) {
			user, domain, ok := strings.Cut(m, "@")
			if !ok || user == "" || !strings.Contains(domain, ".") || strings.ContainsAny(m, " \n<>\"'") {
				t.Errorf("%q gave %q", s, m)
			}
		}
	})
}

func FuzzNamed(f *testing.F) {
	for _, s := range []string{"สสอ.รัฐบาล.ไทย", ".รัฐบาล.ไทย", "a.รัฐบาล.ไทย.รัฐบาล.ไทย", "\xff.รัฐบาล.ไทย", "http://ก-ข.รัฐบาล.ไทย/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, h := range named(s) {
			if !strings.HasSuffix(h, "."+stateName) || strings.ContainsAny(h, " /:@") {
				t.Errorf("%q gave %q", s, h)
			}
		}
	})
}

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"aliases":[{"host":"ก.รัฐบาล.ไทย","end":"http://xn--/","fault":{"kind":"x"}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		site := visittest.Site("http://sso.example/", &checks.Content{})
		site.Measured = map[string]json.RawMessage{key: b}
		if a := alias(site); !a.Verdict.Valid() || a.Verdict == checks.Found && len(a.Evidence) == 0 {
			t.Errorf("%+v", a)
		}
	})
}
