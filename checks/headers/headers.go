// Package headers looks at what a site's home page is sent with: headers that
// protect its visitors, headers that tell too much, and cookies.
//
// Checks: headers.leaks, headers.hardening, cookies.flags,
// cookies.before_consent. All of it comes from one GET, or one for each
// redirect within the host; the values of cookies are never kept.
package headers

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// The names by which rules call on the check.
const (
	Leaks         = "headers.leaks"
	Hardening     = "headers.hardening"
	CookieFlags   = "cookies.flags"
	BeforeConsent = "cookies.before_consent"
)

const (
	key         = "headers"
	mostAsked   = 3
	mostValues  = 5   // of one header
	mostCookies = 30  //
	longest     = 300 // characters of a value
)

// Options are what the check is made of; the zero value is what a run needs.
type Options struct {
	Now       func() time.Time // nil means time.Now
	UserAgent string
}

// Check implements checks.Gatherer.
type Check struct{ o Options }

// New makes the check.
func New(o Options) *Check {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Check{o}
}

// Names implements checks.Check.
func (c *Check) Names() []string { return []string{Leaks, Hardening, CookieFlags, BeforeConsent} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// measured is what is kept with the site.
type measured struct {
	URL     string              `json:"url"`
	SeenAt  time.Time           `json:"seen_at"`
	Status  int                 `json:"status,omitempty"`
	Headers map[string][]string `json:"headers,omitempty"` // the kept ones, by canonical name
	Cookies []cookie            `json:"cookies,omitempty"`
	Fault   *visit.Fault        `json:"fault,omitempty"`
}

// cookie is a cookie without its value.
type cookie struct {
	Name     string `json:"name"`
	Secure   bool   `json:"secure,omitempty"`
	HTTPOnly bool   `json:"http_only,omitempty"`
	SameSite string `json:"same_site,omitempty"` // "lax", "strict", "none"; "" if not said
	Lasting  bool   `json:"lasting,omitempty"`   // outlives the browser's session
}

// kept are the headers that are kept.
var kept = append([]string{"Strict-Transport-Security", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"}, telling...)

// telling are the headers in which servers tell what they run.
var telling = []string{"Server", "X-Powered-By", "X-Aspnet-Version", "X-Aspnetmvc-Version", "X-Generator", "X-Powered-Cms"}

// Gather implements checks.Gatherer.
func (c *Check) Gather(ctx context.Context, site *checks.Site, n checks.Network) (json.RawMessage, error) {
	home, err := visit.Home(site)
	if err != nil {
		return nil, err
	}
	m := measured{URL: home.String(), SeenAt: c.o.Now().UTC(), Headers: map[string][]string{}}
	asker := visit.Asker{Network: n, UserAgent: c.o.UserAgent}
	for range mostAsked {
		r, err := asker.Get(ctx, m.URL)
		if err != nil {
			return nil, err
		}
		m.Status, m.Fault = r.Status, r.Fault
		m.cookies(r.Cookies)
		m.Headers = map[string][]string{}
		for _, name := range kept {
			for _, v := range r.Header.Values(name) {
				if len(m.Headers[name]) < mostValues {
					m.Headers[name] = append(m.Headers[name], clip(v))
				}
			}
		}
		to, err := url.Parse(r.Location)
		if r.Location == "" || err != nil || !strings.EqualFold(to.Hostname(), home.Hostname()) || r.Location == m.URL {
			break
		}
		m.URL = r.Location
	}
	return json.Marshal(&m)
}

// cookies keeps what was set, the last of a name.
func (m *measured) cookies(set []*http.Cookie) {
	for _, c := range set {
		k := cookie{Name: clip(c.Name), Secure: c.Secure, HTTPOnly: c.HttpOnly, Lasting: c.MaxAge > 0 || !c.Expires.IsZero(),
			SameSite: map[http.SameSite]string{http.SameSiteLaxMode: "lax", http.SameSiteStrictMode: "strict", http.SameSiteNoneMode: "none"}[c.SameSite]}
		at := len(m.Cookies)
		for i := range m.Cookies {
			if m.Cookies[i].Name == k.Name {
				at = i
			}
		}
		switch {
		case at < len(m.Cookies):
			m.Cookies[at] = k
		case at < mostCookies:
			m.Cookies = append(m.Cookies, k)
		}
	}
}

func clip(s string) string {
	s = strings.ToValidUTF8(s, "�")
	if r := []rune(s); len(r) > longest {
		return string(r[:longest])
	}
	return s
}
