package redirect_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/redirect"
	"github.com/truatweb/truatweb/checks/visit"
	"github.com/truatweb/truatweb/checks/visit/visittest"
)

const (
	name  = "sso.example"
	plain = "http://sso.example"
	tls   = "https://sso.example"
	www   = "http://www.sso.example"
	wwws  = "https://www.sso.example"
)

// internet serves what stands at each address: "→ address" redirects, "= text"
// is a page, "! status" an error. What is not told of is not there: hosts that
// are named have closed ports, others do not exist.
func internet(t *testing.T, at map[string]string) (*visittest.Net, *[]string) {
	t.Helper()
	asked := &[]string{}
	handler := func(scheme string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			address := scheme + "://" + r.Host + r.URL.RequestURI()
			*asked = append(*asked, address)
			what, body, _ := strings.Cut(at[address], " ")
			switch what {
			case "→":
				w.Header().Set("Location", body)
				w.WriteHeader(http.StatusMovedPermanently)
			case "=":
				_, _ = io.WriteString(w, body)
			case "!":
				var n int
				_, _ = fmt.Sscan(body, &n)
				w.WriteHeader(n)
			default:
				w.WriteHeader(http.StatusNotFound)
			}
		})
	}
	h, s := httptest.NewServer(handler("http")), httptest.NewTLSServer(handler("https"))
	t.Cleanup(h.Close)
	t.Cleanup(s.Close)
	n := &visittest.Net{Ports: map[string]string{}, Refuse: map[string]checks.Reason{}, Deaf: map[string]bool{}}
	for address := range at {
		scheme, rest, _ := strings.Cut(address, "://")
		host, _, _ := strings.Cut(rest, "/")
		port, to := ":80", h.Listener.Addr().String()
		if scheme == "https" {
			port, to = ":443", s.Listener.Addr().String()
		}
		if !strings.Contains(host, ":") {
			host += port
		}
		n.Ports[host] = to
	}
	return n, asked
}

func look(t *testing.T, n *visittest.Net, home string) map[string]checks.Answer {
	t.Helper()
	site := &checks.Site{Home: home}
	c := redirect.New(redirect.Options{Now: func() time.Time { return time.Unix(1, 0) }})
	raw, err := c.Gather(context.Background(), site, n)
	if err != nil {
		t.Fatal(err)
	}
	site.Measured = map[string]json.RawMessage{c.Key(): raw}
	out := map[string]checks.Answer{}
	for _, name := range c.Names() {
		a := c.Judge(name, site, time.Time{})
		out[name] = a
		for _, e := range a.Evidence {
			if e.Quote == "" || !strings.HasPrefix(e.Why, "curl ") || e.SeenAt.IsZero() {
				t.Errorf("evidence %+v", e)
			}
		}
		if a.Verdict != checks.CouldNotLook && len(a.Evidence) == 0 || a.Verdict == checks.NeedsEyes && a.Question == "" {
			t.Errorf("%s: %+v", name, a)
		}
	}
	return out
}

func TestWays(t *testing.T) {
	const page = "= <title>สสอ. ทดสอบ</title>"
	for _, c := range []struct {
		name  string
		home  string
		at    map[string]string
		https checks.Verdict
		why   checks.Reason
		one   checks.Verdict
		whyN  checks.Reason
	}{
		{"all lead to https", tls + "/", map[string]string{plain + "/": "→ " + tls + "/", tls + "/": page, www + "/": "→ " + tls + "/", wwws + "/": "→ " + tls + "/"}, checks.Found, "", checks.Found, ""},
		{"all lead to www by way of https", wwws + "/", map[string]string{plain + "/": "→ " + tls + "/", tls + "/": "→ " + wwws + "/", www + "/": "→ " + wwws + "/", wwws + "/": page}, checks.Found, "", checks.Found, ""},
		{"to a page below", tls + "/", map[string]string{plain + "/": "→ " + tls + "/", tls + "/": "→ /th/", tls + "/th/": page}, checks.Found, "", checks.Found, ""},
		{"http alone", plain + "/", map[string]string{plain + "/": page}, checks.Absent, checks.StaysHTTP, checks.Found, ""},
		{"http and https, apart", plain + "/", map[string]string{plain + "/": page, tls + "/": page}, checks.Absent, checks.StaysHTTP, checks.Partial, checks.SplitSite},
		{"joined by their canonical link", plain + "/", map[string]string{plain + "/": page + `<link rel=canonical href="https://sso.example/">`, tls + "/": page}, checks.Absent, checks.StaysHTTP, checks.Found, ""},
		{"www is another site", tls + "/", map[string]string{plain + "/": "→ " + tls + "/", tls + "/": page, www + "/": "= <title>Plesk</title>"}, checks.Found, "", checks.Partial, checks.SplitSite},
		{"the only other way is another site", plain + "/", map[string]string{plain + "/": page, www + "/": "= <title>Plesk</title>"}, checks.Absent, checks.StaysHTTP, checks.Absent, checks.SplitSite},
		{"www leads elsewhere", plain + "/", map[string]string{plain + "/": page, www + "/": "→ http://parking.example/"}, checks.Absent, checks.StaysHTTP, checks.Absent, checks.OtherHost},
		{"https back to http", plain + "/", map[string]string{plain + "/": page, tls + "/": "→ " + plain + "/"}, checks.Absent, checks.StaysHTTP, checks.Found, ""},
		{"round in circles", plain + "/", map[string]string{plain + "/": "→ " + tls + "/", tls + "/": "→ " + plain + "/"}, checks.Absent, checks.RedirectLoop, checks.CouldNotLook, checks.RedirectLoop},
		{"to itself", plain + "/", map[string]string{plain + "/": "→ /"}, checks.Absent, checks.RedirectLoop, checks.CouldNotLook, checks.RedirectLoop},
		{"http is closed", tls + "/", map[string]string{tls + "/": page}, checks.Found, "", checks.Found, ""},
		{"http leads to another host", plain + "/", map[string]string{plain + "/": "→ https://portal.example/sso/"}, checks.NeedsEyes, checks.OtherHost, checks.CouldNotLook, checks.OtherHost},
		{"https to which http leads is closed", plain + "/", map[string]string{plain + "/": "→ " + tls + "/"}, checks.Absent, checks.NoHTTPS, checks.CouldNotLook, checks.SiteDown},
		{"the page itself leads on", plain + "/", map[string]string{plain + "/": `= <meta http-equiv="Refresh" content="0; URL='https://sso.example/'">`, tls + "/": page}, checks.Partial, checks.StaysHTTP, checks.Absent, checks.SplitSite},
		{"no entry for programs", plain + "/", map[string]string{plain + "/": "! 403"}, checks.CouldNotLook, checks.Blocked, checks.CouldNotLook, checks.Blocked},
		{"an odd port", "http://sso.example:8080/sso/", map[string]string{"http://sso.example:8080/sso/": page}, checks.Absent, checks.StaysHTTP, checks.Found, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, asked := internet(t, c.at)
			got := look(t, n, c.home)
			if a := got[redirect.HTTPS]; a.Verdict != c.https || c.why != "" && (len(a.Reasons) == 0 || a.Reasons[0] != c.why) {
				t.Errorf("https: %s %v, want %s %s; %+v", a.Verdict, a.Reasons, c.https, c.why, a.Evidence)
			}
			if a := got[redirect.OneSite]; a.Verdict != c.one || c.whyN != "" && (len(a.Reasons) == 0 || a.Reasons[0] != c.whyN) {
				t.Errorf("one site: %s %v, want %s %s; %+v", a.Verdict, a.Reasons, c.one, c.whyN, a.Evidence)
			}
			once := map[string]bool{}
			for _, a := range *asked {
				if once[a] {
					t.Errorf("%s was asked twice", a)
				}
				once[a] = true
			}
			if d, turns := len(n.Dialed()), n.Turns(); d > 8 || turns < d {
				t.Errorf("%d connections in %d turns", d, turns)
			}
		})
	}
}

// What stops the program alone makes no finding, and what it does know stands.
func TestStoppedByOurselves(t *testing.T) {
	n, _ := internet(t, map[string]string{plain + "/": "= x"})
	n.Refuse["www.sso.example"] = checks.OutsideOnly
	got := look(t, n, plain+"/")
	if a := got[redirect.OneSite]; a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.OutsideOnly {
		t.Errorf("one site: %+v", a)
	}
	if a := got[redirect.HTTPS]; a.Verdict != checks.Absent || !slices.Contains(a.Reasons, checks.NoHTTPS) {
		t.Errorf("https: %+v", a)
	}
	n.Refuse[name] = checks.Private
	if a := look(t, n, plain+"/")[redirect.HTTPS]; a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.Private {
		t.Errorf("https: %+v", a)
	}
}

// A chain without end is followed no further than is polite.
func TestEndlessChain(t *testing.T) {
	at := map[string]string{}
	for i := range 30 {
		at[fmt.Sprintf("%s/?n=%d", plain, i)] = fmt.Sprintf("→ /?n=%d", i+1)
	}
	at[plain+"/"] = "→ /?n=0"
	n, asked := internet(t, at)
	a := look(t, n, plain+"/")[redirect.HTTPS]
	if a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.Budget || len(*asked) > 8 {
		t.Errorf("%+v after %d requests", a, len(*asked))
	}
}

// What the crawl was answered is not asked again.
func TestCrawledPagesAreNotAsked(t *testing.T) {
	n, asked := internet(t, map[string]string{plain + "/": "= x", tls + "/": "→ " + plain + "/"})
	site := visittest.Site(plain+"/", &checks.Content{Title: "สสอ."})
	if _, err := redirect.New(redirect.Options{}).Gather(context.Background(), site, n); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(*asked, plain+"/") {
		t.Errorf("asked %v", *asked)
	}
}

// An address of numbers has no twin with www.
func TestBareAddress(t *testing.T) {
	n, _ := internet(t, map[string]string{"http://127.0.0.1:8080/": "= x"})
	got := look(t, n, "http://127.0.0.1:8080/")
	if a := got[redirect.OneSite]; a.Verdict != checks.Found || len(a.Parts.Have) != 1 {
		t.Errorf("%+v", a)
	}
	for _, d := range n.Dialed() {
		if !strings.HasPrefix(d, "127.0.0.1:") {
			t.Errorf("dialled %s", d)
		}
	}
}

func TestNotMeasured(t *testing.T) {
	c := redirect.New(redirect.Options{})
	for _, name := range c.Names() {
		if a := c.Judge(name, visittest.Site(plain+"/", &checks.Content{}), time.Time{}); a.Verdict != checks.CouldNotLook || a.Reasons[0] != checks.NotMeasured {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if _, err := c.Gather(context.Background(), &checks.Site{Home: "x"}, &visittest.Net{}); err == nil || !strings.Contains(err.Error(), visit.ErrNoHome.Error()) {
		t.Errorf("a site without home: %v", err)
	}
}
