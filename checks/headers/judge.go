package headers

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/visit"
)

// Judge implements checks.Check.
func (c *Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	var m measured
	raw := site.Measured[key]
	if raw != nil && json.Unmarshal(raw, &m) != nil {
		raw, m = nil, measured{}
	}
	switch {
	case name == Leaks:
		return m.leaks(site)
	case raw == nil || m.Status == 0:
		return m.blind(site)
	case name == Hardening:
		return m.hardening()
	case name == CookieFlags:
		return m.flags()
	}
	return m.beforeConsent(site)
}

// blind is the answer where nothing was answered or measured.
func (m *measured) blind(site *checks.Site) checks.Answer {
	if m.Fault == nil {
		return visit.Unmeasured(site)
	}
	return visit.Blind(m.Fault.Reason)
}

func (m *measured) fetch() string { return "curl -skI " + visit.Shell(m.URL) }

func (m *measured) proof(quote string) checks.Evidence {
	return visit.Proof(m.URL, quote, m.fetch(), m.SeenAt)
}

func (m *measured) secure() bool { return strings.HasPrefix(m.URL, "https://") }

func (m *measured) first(name string) string {
	if v := m.Headers[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// hardening judges the five headers that protect visitors.
func (m *measured) hardening() checks.Answer {
	if visit.TurnedAway(m.Status) {
		return visit.Blind(checks.Blocked, m.proof(fmt.Sprintf("ตอบด้วยสถานะ %d", m.Status)))
	}
	a := checks.Answer{Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	for _, h := range []struct {
		name string
		says func() (ok bool, note string)
	}{
		{"Strict-Transport-Security", m.transport},
		{"Content-Security-Policy", m.content},
		{"X-Frame-Options", m.framing},
		{"X-Content-Type-Options", func() (bool, string) {
			return strings.EqualFold(strings.TrimSpace(m.first("X-Content-Type-Options")), "nosniff"), ""
		}},
		{"Referrer-Policy", m.referrer},
	} {
		ok, note := h.says()
		line := h.name + ": " + strings.Join(m.Headers[h.name], ", ")
		if len(m.Headers[h.name]) == 0 {
			line = h.name + ": ไม่มี"
		}
		if note != "" {
			line += " · " + note
		}
		a.Evidence = append(a.Evidence, m.proof(line))
		if ok {
			a.Parts.Have = append(a.Parts.Have, h.name)
		} else {
			a.Parts.Missing = append(a.Parts.Missing, h.name)
		}
	}
	a.Verdict, a.Reasons = a.Parts.Verdict()
	return a
}

func (m *measured) transport() (bool, string) {
	v := m.first("Strict-Transport-Security")
	if v == "" {
		return false, ""
	}
	age := -1
	for d := range strings.SplitSeq(v, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), "=")
		if n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(value), `"`)); strings.EqualFold(strings.TrimSpace(name), "max-age") && err == nil {
			age = n
		}
	}
	switch {
	case !m.secure():
		return false, "ไม่มีผลเมื่อส่งทาง http"
	case age <= 0:
		return false, "max-age ไม่ได้สั่งให้จำ"
	}
	return true, fmt.Sprintf("จำไว้ %d วัน", age/86400)
}

func (m *measured) content() (bool, string) {
	v := strings.ToLower(strings.Join(m.Headers["Content-Security-Policy"], ";"))
	if strings.Trim(v, "; ") == "" {
		return false, ""
	}
	if strings.Contains(v, "'unsafe-inline'") || strings.Contains(v, "'unsafe-eval'") {
		return true, "ยังยอมให้ใช้ unsafe-inline หรือ unsafe-eval"
	}
	return true, ""
}

func (m *measured) framing() (bool, string) {
	v := strings.ToLower(strings.TrimSpace(m.first("X-Frame-Options")))
	if v == "deny" || v == "sameorigin" {
		return true, ""
	}
	for _, policy := range m.Headers["Content-Security-Policy"] {
		for d := range strings.SplitSeq(policy, ";") {
			if f := strings.Fields(strings.ToLower(d)); len(f) > 1 && f[0] == "frame-ancestors" && !slices.Contains(f, "*") {
				return true, "ใช้ frame-ancestors ใน Content-Security-Policy แทน"
			}
		}
	}
	if v != "" {
		return false, "ค่านี้เบราว์เซอร์ไม่รู้จัก"
	}
	return false, ""
}

func (m *measured) referrer() (bool, string) {
	policy := ""
	for _, v := range m.Headers["Referrer-Policy"] {
		for p := range strings.SplitSeq(v, ",") { // of several the last that is known counts
			switch p = strings.ToLower(strings.TrimSpace(p)); p {
			case "no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "unsafe-url":
				policy = p
			}
		}
	}
	switch policy {
	case "":
		return false, ""
	case "unsafe-url", "no-referrer-when-downgrade":
		return false, "ส่งที่อยู่เต็มของหน้าให้เว็บไซต์อื่น"
	}
	return true, ""
}

// readable are cookies that scripts must be able to read to do their work.
func readable(name string) bool {
	n := strings.ToLower(name)
	return strings.Contains(n, "xsrf") || strings.Contains(n, "csrf")
}

// flags judges whether the home page's own cookies carry their three flags.
func (m *measured) flags() checks.Answer {
	if len(m.Cookies) == 0 {
		return checks.Answer{Verdict: checks.NotRequired, Evidence: []checks.Evidence{m.proof("หน้าแรกไม่ตั้งคุกกี้")}}
	}
	a := checks.Answer{Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	for _, c := range m.Cookies {
		part := func(flag string, ok bool) {
			if ok {
				a.Parts.Have = append(a.Parts.Have, c.Name+": "+flag)
			} else {
				a.Parts.Missing = append(a.Parts.Missing, c.Name+": "+flag)
			}
		}
		part("Secure", c.Secure)
		if !readable(c.Name) {
			part("HttpOnly", c.HTTPOnly)
		}
		part("SameSite", c.SameSite == "lax" || c.SameSite == "strict" || c.SameSite == "none" && c.Secure)
		a.Evidence = append(a.Evidence, m.proof(c.told()))
	}
	if !m.secure() {
		a.Evidence = append(a.Evidence, m.proof("คุกกี้ตั้งทาง http ใครที่อยู่ระหว่างทางอ่านได้"))
	}
	a.Verdict, a.Reasons = a.Parts.Verdict()
	return a
}

// told says a cookie as a server would, without its value.
func (c *cookie) told() string {
	out := "Set-Cookie: " + c.Name + "=…"
	if c.Secure {
		out += "; Secure"
	}
	if c.HTTPOnly {
		out += "; HttpOnly"
	}
	if c.SameSite != "" {
		out += "; SameSite=" + c.SameSite
	}
	if c.Lasting {
		out += " · อยู่ต่อหลังปิดเบราว์เซอร์"
	}
	return out
}

// trackers are hosts whose scripts set cookies or follow visitors.
var trackers = []string{"google-analytics.com", "googletagmanager.com", "doubleclick.net", "connect.facebook.net", "clarity.ms", "hotjar.com", "histats.com",
	"truehits.net", "hits.truehits.in.th", "statcounter.com", "addthis.com", "sharethis.com", "tawk.to", "tiktok.com", "youtube.com"}

// beforeConsent reports what is set or run on a first visit, before anybody
// could consent. Whether it may be is for a person to say.
func (m *measured) beforeConsent(site *checks.Site) checks.Answer {
	a := checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.PersonDecides}}
	var names []string
	for i := range m.Cookies {
		names = append(names, m.Cookies[i].Name)
		a.Evidence = append(a.Evidence, m.proof(m.Cookies[i].told()))
	}
	followed := tracking(site)
	if len(followed) > 0 {
		a.Evidence = append(a.Evidence, visit.Proof(m.URL, "หน้าแรกเรียกสคริปต์ของ "+strings.Join(followed, ", ")+" ซึ่งอาจตั้งคุกกี้เอง", "curl -skL "+visit.Shell(m.URL), m.SeenAt))
	}
	switch {
	case len(names) > 0:
		a.Question = "คุกกี้ " + strings.Join(names, ", ") + " ถูกตั้งตั้งแต่เปิดหน้าแรก ก่อนผู้เข้าชมกดยินยอม เป็นคุกกี้ที่จำเป็นต่อการทำงานหรือไม่"
	case len(followed) > 0:
		a.Question = "เปิดหน้าแรกในหน้าต่างไม่ระบุตัวตนแล้วดูว่ามีคุกกี้ใดถูกตั้งก่อนกดยินยอม"
	default:
		a.Verdict, a.Reasons = checks.NotRequired, nil
		a.Evidence = []checks.Evidence{m.proof("หน้าแรกไม่ตั้งคุกกี้ และไม่เรียกสคริปต์ติดตามที่รู้จัก")}
	}
	return a
}

func tracking(site *checks.Site) []string {
	home, ok := site.Find(site.Home).(*checks.Page)
	if !ok {
		return nil
	}
	var out []string
	for _, s := range home.Read().Scripts {
		u, err := url.Parse(s)
		if err != nil {
			continue
		}
		host := strings.ToLower(u.Hostname())
		if slices.Contains(out, host) {
			continue
		}
		for _, t := range trackers {
			if host == t || strings.HasSuffix(host, "."+t) {
				out = append(out, host)
				break
			}
		}
	}
	return out
}
