package domain_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/idna"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/domain"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

func judge(site *checks.Site, name string) checks.Answer {
	return domain.New(domain.Options{}).Judge(name, site, time.Time{})
}

func ascii(t *testing.T, host string) string {
	t.Helper()
	a, err := idna.Lookup.ToASCII(host)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestGov(t *testing.T) {
	for home, want := range map[string]struct {
		verdict checks.Verdict
		reason  checks.Reason
	}{
		"http://www.sso-test.go.th/":       {checks.Found, ""},
		"https://SSO.moph.go.th:8443/sso/": {checks.Found, ""},
		"http://sso.or.th/":                {checks.Found, ""},
		"http://" + ascii(t, "สสอทดสอบ.รัฐบาล.ไทย") + "/": {checks.Found, ""},
		"http://www.ssotest.com/":    {checks.Absent, checks.ForeignDomain},
		"http://www.sso.in.th/":      {checks.Absent, checks.ForeignDomain},
		"http://notgo.th/":           {checks.Absent, checks.ForeignDomain},
		"http://go.th.evil.example/": {checks.Absent, checks.ForeignDomain},
		"http://127.0.1.1:18080/":    {checks.Absent, checks.NoName},
	} {
		a := judge(visittest.Site(home, &checks.Content{}), domain.Gov)
		if a.Verdict != want.verdict || want.reason != "" && a.Reasons[0] != want.reason || len(a.Evidence) != 1 {
			t.Errorf("%s: %+v", home, a)
		}
	}
	// What counts is where redirects end.
	site := visittest.Site("http://www.ssotest.com/", &checks.Content{})
	site.Pages[0].Final = "http://sso.go.th/"
	if a := judge(site, domain.Gov); a.Verdict != checks.Found {
		t.Errorf("%+v", a)
	}
	down := &checks.Site{Home: "http://sso.go.th/", Gaps: []checks.Gap{{URL: "http://sso.go.th/", Reason: checks.Timeout}}}
	for _, name := range domain.New(domain.Options{}).Names() {
		if a := judge(down, name); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.Timeout {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func text(region checks.Region, s string) checks.Block {
	return checks.Block{Kind: checks.BlockText, Region: region, Text: s}
}

func TestMail(t *testing.T) {
	for _, c := range []struct {
		name    string
		home    checks.Content
		contact *checks.Content
		verdict checks.Verdict
		reason  checks.Reason
		lack    []string
	}{
		{name: "of the state, in the footer", home: checks.Content{Blocks: []checks.Block{text(checks.RegionFooter, "อีเมล saraban@sso.go.th โทร 02")}}, verdict: checks.Found},
		{name: "MailGoThai", home: checks.Content{Blocks: []checks.Block{text(checks.RegionMain, "E-mail: sso_test@moph.mail.go.th")}}, verdict: checks.Found},
		{name: "of the state, written out", home: checks.Content{Blocks: []checks.Block{text(checks.RegionMain, "อีเมล sso (at) moph.go.th")}}, verdict: checks.Found},
		{name: "as a link on the contact page", contact: &checks.Content{Title: "ติดต่อเรา", Links: []checks.Link{{Kind: checks.LinkMail, URL: "Saraban@SSO.go.th?subject=x"}}}, verdict: checks.Found},
		{name: "free", contact: &checks.Content{Title: "ติดต่อเรา", Blocks: []checks.Block{text(checks.RegionMain, "อีเมลsso.test@gmail.com")}}, verdict: checks.Absent, reason: checks.FreeMail},
		{name: "free in Thailand", home: checks.Content{Blocks: []checks.Block{text(checks.RegionFooter, "sso@hotmail.co.th, sso@yahoo.com")}}, verdict: checks.Absent, reason: checks.FreeMail},
		{name: "a company's", home: checks.Content{Blocks: []checks.Block{text(checks.RegionFooter, "info@ssotest.com")}}, verdict: checks.Absent, reason: checks.ForeignDomain},
		{name: "both", home: checks.Content{Blocks: []checks.Block{text(checks.RegionFooter, "sso@sso.go.th หรือ sso@gmail.com")}}, verdict: checks.Partial, reason: checks.FreeMail, lack: []string{"sso@gmail.com"}},
		{name: "of the state beside the designer's", home: checks.Content{Blocks: []checks.Block{text(checks.RegionFooter, "sso@sso.go.th ออกแบบโดย web@designer.co.th")}}, verdict: checks.Found},
		{name: "none", home: checks.Content{Blocks: []checks.Block{text(checks.RegionFooter, "ราคา 5 บาท @ ตลาด, @line, a@b, @moph.go.th")}}, verdict: checks.Absent},
		{name: "only in the body of another page", contact: &checks.Content{Title: "ข่าว", Blocks: []checks.Block{text(checks.RegionMain, "ส่งที่ dean@uni.go.th")}}, verdict: checks.Absent},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := visittest.Site("http://sso.example/", &c.home)
			if c.contact != nil {
				p := &checks.Page{Content: c.contact}
				p.URL, p.Final = "http://sso.example/2", "http://sso.example/2"
				site.Pages = append(site.Pages, p)
				site.Index()
			}
			a := judge(site, domain.Mail)
			if a.Verdict != c.verdict || c.reason != "" && (len(a.Reasons) != 1 || a.Reasons[0] != c.reason) || !a.Crawled {
				t.Errorf("%+v", a)
			}
			if a.Verdict == checks.Found && (len(a.Evidence) == 0 || a.Evidence[0].Quote == "" || a.Evidence[0].Why == "") {
				t.Errorf("evidence %+v", a.Evidence)
			}
			if c.reason != "" && len(a.Nearest) == 0 {
				t.Error("what there is instead is not told")
			}
			if c.lack != nil && !slices.Equal(a.Parts.Missing, c.lack) {
				t.Errorf("parts %+v", a.Parts)
			}
		})
	}
	// Pages in trouble and pages of others prove nothing; a site that scripts
	// have yet to draw is not yet seen.
	site := visittest.Site("http://sso.example/", &checks.Content{Title: "ติดต่อ"})
	spam := &checks.Page{Content: &checks.Content{Title: "contact", Blocks: []checks.Block{text(checks.RegionMain, "a@b.go.th")}}}
	spam.URL, spam.Outside = "http://province.example/", true
	site.Pages = append(site.Pages, spam)
	site.Index()
	if a := judge(site, domain.Mail); a.Verdict != checks.Absent {
		t.Errorf("%+v", a)
	}
	site.Pages[0].Thin = true
	if a := judge(site, domain.Mail); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NeedsRender {
		t.Errorf("%+v", a)
	}
}

// aliased looks at a site that publishes names; www.sso.example is the office.
func aliased(t *testing.T, content checks.Content, handlers map[string]http.HandlerFunc, refuse ...string) (checks.Answer, *visittest.Net) {
	t.Helper()
	n := &visittest.Net{Ports: map[string]string{}, Refuse: map[string]checks.Reason{}}
	for host, h := range handlers {
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		n.Ports[ascii(t, host)+":80"] = s.Listener.Addr().String()
	}
	for _, host := range refuse {
		n.Refuse[ascii(t, host)] = checks.OutsideOnly
	}
	site := visittest.Site("http://www.sso.example/", &content)
	c := domain.New(domain.Options{Now: func() time.Time { return time.Unix(1, 0) }})
	raw, err := c.Gather(context.Background(), site, n)
	if err != nil {
		t.Fatal(err)
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	a := c.Judge(domain.ThaiAlias, site, time.Time{})
	if len(a.Evidence) == 0 || a.Verdict == checks.NeedsEyes && a.Question == "" {
		t.Errorf("%+v", a)
	}
	return a, n
}

func TestThaiAlias(t *testing.T) {
	to := func(where string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, where, http.StatusFound) }
	}
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
	}
	const thai = "สสอทดสอบ.รัฐบาล.ไทย"
	said := checks.Content{Title: "สสอ. ทดสอบ", Blocks: []checks.Block{text(checks.RegionFooter, "เว็บไซต์ www."+thai+" โทร 02")}}
	linked := checks.Content{Links: []checks.Link{{URL: "http://" + ascii(t, thai) + "/th", Kind: checks.LinkAnchor}}}
	for _, c := range []struct {
		name    string
		content checks.Content
		at      map[string]http.HandlerFunc
		verdict checks.Verdict
	}{
		{"leads to the site", said, map[string]http.HandlerFunc{thai: to("http://sso.example/th/")}, checks.Found},
		{"leads there by a detour", linked, map[string]http.HandlerFunc{thai: to("http://portal.example/"), "portal.example": to("https://www.sso.example/")}, checks.Found},
		{"is the site", said, map[string]http.HandlerFunc{thai: page("<title>สสอ. ทดสอบ</title>")}, checks.Found},
		{"is another site", said, map[string]http.HandlerFunc{thai: page("<title>กรมอื่น</title>")}, checks.NeedsEyes},
		{"is not there", said, nil, checks.NeedsEyes},
		{"none is published", checks.Content{Blocks: []checks.Block{text(checks.RegionMain, "รัฐบาล.ไทย และ ก.ไทย")}}, nil, checks.NotRequired},
	} {
		a, _ := aliased(t, c.content, c.at)
		if a.Verdict != c.verdict || strings.Contains(a.Evidence[0].Quote, "xn--") {
			t.Errorf("%s: %+v", c.name, a)
		}
	}
	if a, n := aliased(t, said, nil, thai); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.OutsideOnly || len(n.Dialed()) != 1 {
		t.Errorf("%+v, dialled %v", a, n.Dialed())
	}
	// However many a page names, two are asked for at most.
	many := checks.Content{}
	for _, s := range []string{"ก", "ข", "ค", "ง"} {
		many.Blocks = append(many.Blocks, text(checks.RegionMain, s+"ก.รัฐบาล.ไทย"))
	}
	if _, n := aliased(t, many, nil); len(n.Dialed()) != 2 || n.Turns() != 2 {
		t.Errorf("dialled %v", n.Dialed())
	}
}

func TestAliasNotMeasured(t *testing.T) {
	if a := judge(visittest.Site("http://sso.example/", &checks.Content{}), domain.ThaiAlias); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NotMeasured {
		t.Errorf("%+v", a)
	}
}
