// Package domain looks at the names under which an office is on the Internet:
// its site's, its Thai alias and its e-mail's.
//
// Checks: domain.gov, domain.thai_alias, domain.mail. Only the alias is asked
// for on the network; the others read what the crawl saw.
package domain

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// The names by which rules call on the check.
const (
	Gov       = "domain.gov"
	ThaiAlias = "domain.thai_alias"
	Mail      = "domain.mail"
)

const key = "domain"

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
func (c *Check) Names() []string { return []string{Gov, ThaiAlias, Mail} }

// Key implements checks.Gatherer.
func (c *Check) Key() string { return key }

// Judge implements checks.Check.
func (c *Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	switch name {
	case Gov:
		return gov(site)
	case Mail:
		return mail(site)
	}
	return alias(site)
}

// stateName is the domain of the state in Thai, whose names mirror .go.th.
const stateName = "รัฐบาล.ไทย"

// under reports whether a host, in lower case and in Thai where it is Thai,
// lies under a domain.
func under(host, domain string) bool { return strings.HasSuffix(host, "."+domain) }

// shown gives a host as people read it: in lower case, Thai in Thai.
func shown(host string) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if strings.Contains(host, "xn--") {
		if u, err := idna.Display.ToUnicode(host); err == nil {
			return u
		}
	}
	return host
}

// gov judges whether the site stands under a domain of the state.
func gov(site *checks.Site) checks.Answer {
	home, err := visit.Home(site)
	if site.Find(site.Home) == nil || err != nil {
		return visit.Unmeasured(site)
	}
	host, seen := shown(home.Hostname()), site.Find(site.Home).Fetch().SeenAt
	tell := func(v checks.Verdict, quote string, why ...checks.Reason) checks.Answer {
		return checks.Answer{Verdict: v, Reasons: why, Evidence: []checks.Evidence{visit.Proof(home.String(), quote, "เปิด "+visit.Shell(home.String())+" แล้วดูชื่อในช่องที่อยู่", seen)}}
	}
	switch {
	case visit.Bare(home.Hostname()):
		return tell(checks.Absent, host+" เป็นเลขที่อยู่ ไม่ใช่ชื่อโดเมน", checks.NoName)
	case under(host, "go.th"), under(host, stateName):
		return tell(checks.Found, host+" อยู่ใต้โดเมนของภาครัฐ")
	case under(host, "or.th"):
		return tell(checks.Found, host+" อยู่ใต้ .or.th ซึ่งยอมรับได้ แต่ .go.th ตรงกว่า")
	}
	return tell(checks.Absent, host+" ไม่ได้อยู่ใต้ .go.th .or.th หรือ ."+stateName, checks.ForeignDomain)
}

const (
	mostAliases = 2 // asked for, those that stand on most pages first
	mostHops    = 3
)

// measured is what is kept with the site.
type measured struct {
	SeenAt  time.Time `json:"seen_at"`
	Aliases []led     `json:"aliases"` // nil where none was asked for
}

// led is an alias and where it led.
type led struct {
	Host  string       `json:"host"`  // in Thai
	Page  string       `json:"page"`  // first page that publishes it
	Asked string       `json:"asked"` // address, in ASCII
	End   string       `json:"end,omitempty"`
	Same  bool         `json:"same,omitempty"` // it ends at the office's site
	Fault *visit.Fault `json:"fault,omitempty"`
}

// Gather implements checks.Gatherer.
func (c *Check) Gather(ctx context.Context, site *checks.Site, n checks.Network) (json.RawMessage, error) {
	home, err := visit.Home(site)
	if err != nil {
		return nil, err
	}
	m := measured{SeenAt: c.o.Now().UTC(), Aliases: []led{}}
	asker := visit.Asker{Network: n, UserAgent: c.o.UserAgent}
	for _, p := range published(site) {
		if len(m.Aliases) == mostAliases {
			break
		}
		ascii, err := idna.Lookup.ToASCII(p.host)
		if err != nil || strings.EqualFold(ascii, home.Hostname()) {
			continue
		}
		l := led{Host: p.host, Page: p.page, Asked: "http://" + ascii + "/"}
		if err := l.follow(ctx, &asker, site, home); err != nil {
			return nil, err
		}
		m.Aliases = append(m.Aliases, l)
	}
	return json.Marshal(&m)
}

// follow follows the alias until it ends, or reaches the office's site.
func (l *led) follow(ctx context.Context, asker *visit.Asker, site *checks.Site, home *url.URL) error {
	l.End = l.Asked
	for range mostHops {
		u, err := url.Parse(l.End)
		if err != nil || u.Host == "" {
			return nil //nolint:nilerr // an address that the site gave wrongly is where the trail ends
		}
		if visit.SameHost(u.Hostname(), home.Hostname()) {
			l.Same = true
			return nil
		}
		r, err := asker.Get(ctx, l.End)
		if err != nil {
			return err
		}
		if l.Fault = r.Fault; r.Fault != nil {
			return nil
		}
		if r.Location == "" {
			// The site itself may answer to the alias.
			page, ok := site.Find(site.Home).(*checks.Page)
			head := visit.ReadHead(u, r.Body)
			l.Same = ok && r.Status == 200 && head.Alike(&visit.Head{Title: strings.Join(strings.Fields(page.Read().Title), " "), SHA256: page.SHA256})
			return nil
		}
		l.End = r.Location
	}
	return nil
}

// alias reports a published Thai name that leads to the site. One that leads
// elsewhere may be another body's, which only a person can tell.
func alias(site *checks.Site) checks.Answer {
	var m measured
	if raw := site.Measured[key]; raw == nil || json.Unmarshal(raw, &m) != nil {
		return visit.Unmeasured(site)
	}
	a := checks.Answer{Verdict: checks.NotRequired, Crawled: true}
	for i := range m.Aliases {
		l := &m.Aliases[i]
		e := visit.Proof(l.Page, l.Host+" → "+shownAddress(l.End), "curl -sIL "+visit.Shell(l.Asked), m.SeenAt)
		switch {
		case l.Same:
			return checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{e}}
		case l.Fault != nil && !l.Fault.Theirs():
			if a.Verdict == checks.NotRequired {
				a = visit.Blind(l.Fault.Reason, e)
			}
		default:
			if l.Fault != nil {
				e.Quote = l.Host + " เปิดไม่ได้"
			}
			a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.Unverified}
			a.Question = "หน้าเว็บกล่าวถึง " + l.Host + " ซึ่งไม่ได้พามายังเว็บไซต์นี้ เป็นชื่อของหน่วยงานนี้หรือของหน่วยงานอื่น"
			a.Evidence = append(a.Evidence, e)
		}
	}
	if a.Verdict == checks.NotRequired {
		if home, err := visit.Home(site); err == nil {
			quote := "ไม่พบการเผยแพร่ชื่อ ." + stateName
			if under(shown(home.Hostname()), stateName) {
				quote = shown(home.Hostname()) + " เป็นชื่อ ." + stateName + " อยู่แล้ว"
			}
			a.Evidence = []checks.Evidence{visit.Proof(home.String(), quote, "ค้นคำว่า "+stateName+" ในหน้าเว็บ", m.SeenAt)}
		}
	}
	return a
}

func shownAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Scheme + "://" + shown(u.Hostname()) + u.Path
}
