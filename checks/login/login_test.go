package login_test

import (
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/login"
)

func door(url, action string, links ...checks.Link) *checks.Page {
	return &checks.Page{Fetched: checks.Fetched{URL: url, Final: url}, Content: &checks.Content{Links: links, Forms: []checks.Form{{Action: action, Password: true, Text: "เข้าสู่ระบบ"}}}}
}

func TestLogin(t *testing.T) {
	back := checks.Link{Kind: checks.LinkAnchor, Text: "ลืมรหัสผ่าน?", URL: "https://sso.test/forgot"}
	empty := checks.Link{Kind: checks.LinkEmpty, Text: "ลืมรหัสผ่าน?"}.With(checks.Wording{Href: "#"})
	byName := checks.Link{Kind: checks.LinkAnchor, Text: "คลิกที่นี่", URL: "https://sso.test/index.php?option=com_users&view=reset-password"}
	plain := &checks.Page{Fetched: checks.Fetched{URL: "http://sso.test/", Final: "http://sso.test/"}, Content: &checks.Content{}}
	for name, tc := range map[string]struct {
		pages           []*checks.Page
		encrypted, safe checks.Verdict
	}{
		"no log-in":              {[]*checks.Page{plain}, checks.NotRequired, checks.NotRequired},
		"nothing seen":           {nil, checks.CouldNotLook, checks.CouldNotLook},
		"a shell":                {[]*checks.Page{{Thin: true}}, checks.CouldNotLook, checks.CouldNotLook},
		"all there":              {[]*checks.Page{door("https://sso.test/login", "https://sso.test/do", back)}, checks.Found, checks.Found},
		"way back by its name":   {[]*checks.Page{door("https://sso.test/login", "https://sso.test/do", byName)}, checks.Found, checks.Found},
		"sends to its own page":  {[]*checks.Page{door("https://sso.test/login", "", back)}, checks.Found, checks.Found},
		"no way back":            {[]*checks.Page{door("https://sso.test/login", "https://sso.test/do")}, checks.Found, checks.Partial},
		"way back leads nowhere": {[]*checks.Page{door("https://sso.test/login", "https://sso.test/do", empty)}, checks.Found, checks.Partial},
		"sends in the clear":     {[]*checks.Page{door("https://sso.test/login", "http://sso.test/do", back)}, checks.Partial, checks.Partial},
		"all in the clear":       {[]*checks.Page{door("http://sso.test/login", "http://sso.test/do")}, checks.Absent, checks.Absent},
		"one of two doors":       {[]*checks.Page{door("https://sso.test/login", "https://sso.test/do", back), door("http://sso.test/old", "http://sso.test/do", back)}, checks.Absent, checks.Partial},
	} {
		t.Run(name, func(t *testing.T) {
			s := &checks.Site{Home: "http://sso.test/", Pages: tc.pages}
			if a := (login.Check{}).Judge(login.Encrypted, s, time.Time{}); a.Verdict != tc.encrypted {
				t.Errorf("encrypted: %s, want %s", a.Verdict, tc.encrypted)
			}
			if a := (login.Check{}).Judge(login.Safe, s, time.Time{}); a.Verdict != tc.safe {
				t.Errorf("safe: %s, want %s", a.Verdict, tc.safe)
			}
		})
	}
}
