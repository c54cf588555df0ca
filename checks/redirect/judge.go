package redirect

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// Judge implements checks.Check.
func (c *Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	var m measured
	if raw := site.Measured[key]; raw == nil || json.Unmarshal(raw, &m) != nil || len(m.Ways) < 2 {
		return visit.Unmeasured(site)
	}
	if name == HTTPS {
		return m.https()
	}
	return m.oneSite()
}

func (m *measured) proof(w *way) checks.Evidence {
	return visit.Proof(w.Start, w.told(), "curl -skIL "+visit.Shell(w.Start), m.SeenAt)
}

// told says a way from its start to its end.
func (w *way) told() string {
	var b strings.Builder
	for _, h := range w.Passed {
		fmt.Fprintf(&b, "%s (%d) → ", h.From, h.Status)
	}
	b.WriteString(w.End)
	switch {
	case w.Loop:
		b.WriteString(" · วนกลับมาที่เดิมไม่สิ้นสุด")
	case w.Unfinished:
		b.WriteString(" · ส่งต่อหลายทอดเกินกว่าที่ตามไปดู")
	case w.Elsewhere:
		b.WriteString(" · อยู่นอกเว็บไซต์")
	case w.Fault != nil:
		b.WriteString(" · " + w.Fault.Said())
	default:
		fmt.Fprintf(&b, " (%d)", w.Status)
	}
	if w.downgraded() {
		b.WriteString(" · ระหว่างทางถูกส่งจาก https กลับไป http")
	}
	return b.String()
}

// downgraded reports whether the way leads from https back to http.
func (w *way) downgraded() bool {
	secure := false
	for _, h := range w.Passed {
		if secure && strings.HasPrefix(h.From, "http://") {
			return true
		}
		secure = strings.HasPrefix(h.From, "https://")
	}
	return secure && strings.HasPrefix(w.End, "http://")
}

// https judges whether http leads to https.
func (m *measured) https() checks.Answer {
	plain, secure := &m.Ways[0], &m.Ways[1]
	a := checks.Answer{Verdict: checks.Absent, Evidence: []checks.Evidence{m.proof(plain)}}
	end, err := url.Parse(plain.End)
	switch {
	case plain.Fault != nil && plain.Fault.Kind == visit.Refused && len(plain.Passed) == 0 && secure.answered():
		// Nothing is to be had by http, so nobody is left on it.
		a.Verdict, a.Evidence = checks.Found, append(a.Evidence, m.proof(secure))
	case plain.Fault != nil && (!plain.Fault.Theirs() || len(plain.Passed) == 0):
		return visit.Blind(plain.Fault.Reason, a.Evidence...)
	case plain.Fault != nil:
		a.Reasons = []checks.Reason{checks.NoHTTPS}
		if !strings.HasPrefix(plain.End, "https:") {
			a.Reasons = []checks.Reason{checks.StaysHTTP}
		}
	case plain.Loop:
		a.Reasons = []checks.Reason{checks.RedirectLoop}
	case plain.Unfinished:
		return visit.Blind(checks.Budget, a.Evidence...)
	case plain.Elsewhere:
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.OtherHost}
		a.Question = "เข้าด้วย http แล้วถูกส่งต่อไป " + plain.End + " ใช่เว็บไซต์ของหน่วยงานหรือไม่"
	case err == nil && end.Scheme == "https":
		a.Verdict = checks.Found
	case visit.TurnedAway(plain.Status):
		return visit.Blind(checks.Blocked, a.Evidence...)
	default:
		a.Reasons = []checks.Reason{checks.StaysHTTP}
		if plain.downgraded() {
			a.Reasons = []checks.Reason{checks.Downgrade}
		}
		if strings.HasPrefix(plain.Says.Refresh, "https://") {
			a.Verdict = checks.Partial
			a.Parts = &checks.Tally{Have: []string{"หน้าเว็บพาไป https เอง"}, Missing: []string{"เครื่องแม่ข่ายส่งต่อไป https"}}
		}
		if secure.Fault != nil && secure.Fault.Theirs() {
			a.Reasons = append(a.Reasons, checks.NoHTTPS)
			a.Evidence = append(a.Evidence, m.proof(secure))
		}
	}
	return a
}

// answered reports whether the way ends at a page of the site.
func (w *way) answered() bool {
	return w.Fault == nil && !w.Loop && !w.Unfinished && !w.Elsewhere && w.Status >= 200 && w.Status < 400
}

// origin gives scheme, host and port at which the way's page says it belongs:
// its canonical link, if that lies within the site, else where it stood.
func (w *way) origin() string {
	end, err := url.Parse(w.End)
	if err != nil {
		return w.End
	}
	if c, err := url.Parse(w.Says.Canonical); err == nil && c.Host != "" && visit.SameHost(c.Hostname(), end.Hostname()) {
		end = c
	}
	return end.Scheme + "://" + end.Host
}

// oneSite judges whether all ways that answer end at one place. A way that does
// not answer leads nobody astray: whether https should answer is another rule.
func (m *measured) oneSite() checks.Answer {
	a := checks.Answer{Verdict: checks.Found, Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	var main *way
	for i := range m.Ways {
		if w := &m.Ways[i]; w.answered() && (main == nil || w.End == m.Home && main.End != m.Home) {
			main = w
		}
	}
	if main == nil {
		why := checks.Blocked
		switch w := &m.Ways[0]; {
		case w.Loop:
			why = checks.RedirectLoop
		case w.Fault != nil:
			why = w.Fault.Reason
		case w.Unfinished:
			why = checks.Budget
		case w.Elsewhere:
			why = checks.OtherHost
		case !visit.TurnedAway(w.Status):
			why = checks.HTTPStatus
		}
		return visit.Blind(why, m.proof(&m.Ways[0]))
	}
	kin := false // some other way ends at the same page, though at another address
	var unsure checks.Reason
	for i := range m.Ways {
		w := &m.Ways[i]
		a.Evidence = append(a.Evidence, m.proof(w))
		switch {
		case w.Fault != nil && w.Fault.Theirs():
		case w.Fault != nil:
			unsure = w.Fault.Reason
		case w.Unfinished:
			unsure = checks.Budget
		case w.Loop:
			a.Parts.Missing = append(a.Parts.Missing, w.Start)
			a.Reasons = append(a.Reasons, checks.RedirectLoop)
		case w.Elsewhere:
			a.Parts.Missing = append(a.Parts.Missing, w.Start)
			a.Reasons = append(a.Reasons, checks.OtherHost)
		case !w.answered():
			unsure = checks.Blocked
			if !visit.TurnedAway(w.Status) {
				a.Parts.Missing = append(a.Parts.Missing, w.Start)
				a.Reasons = append(a.Reasons, checks.HTTPStatus)
				unsure = ""
			}
		case w.origin() == main.origin():
			a.Parts.Have = append(a.Parts.Have, w.Start)
			kin = kin || w != main
		default:
			a.Parts.Missing = append(a.Parts.Missing, w.Start)
			a.Reasons = append(a.Reasons, checks.SplitSite)
			kin = kin || w.Says.Alike(&main.Says)
		}
	}
	a.Reasons = once(a.Reasons)
	switch {
	case len(a.Parts.Missing) > 0 && kin:
		a.Verdict = checks.Partial
	case len(a.Parts.Missing) > 0:
		a.Verdict = checks.Absent
	case unsure != "":
		return visit.Blind(unsure, a.Evidence...)
	}
	return a
}

func once(reasons []checks.Reason) []checks.Reason {
	var out []checks.Reason
	have := map[checks.Reason]bool{}
	for _, r := range reasons {
		if !have[r] {
			have[r] = true
			out = append(out, r)
		}
	}
	return out
}
