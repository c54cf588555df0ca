// Package login judges the doors of a site: pages that ask for a password. It
// reads what the crawl saw and never sends anything.
package login

import (
	"regexp"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// The names by which rules call on the check.
const (
	Encrypted = "login.https" // pages with a password field, and where they send it, are encrypted
	Safe      = "login.safe"  // and there is a way back for who forgot the password
)

// Check answers for log-ins.
type Check struct{}

// Names lists both.
func (Check) Names() []string { return []string{Encrypted, Safe} }

// forgotten finds the way back; it is matched on folded text.
var forgotten = regexp.MustCompile(thai.Fold("ลืมรหัส") + `|` + thai.Fold("ลืม password") + `|` + thai.Fold("กู้คืนรหัส") + `|` + thai.Fold("ตั้งรหัสผ่านใหม่") + `|forgot|lost.{0,12}password|reset.{0,12}password|recover`)

// The parts of a safe log-in.
const (
	partPage  = "หน้าเข้าสู่ระบบเป็น https"
	partSends = "ส่งรหัสผ่านไปทาง https"
	partBack  = "มีลิงก์ลืมรหัสผ่าน"
)

// Judge implements checks.Check. A site without a log-in has nothing to keep.
func (Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	a := checks.Answer{Crawled: true}
	lacks := map[string]bool{}
	doors := 0
	for _, p := range site.Own() {
		c := p.Read()
		for i := range c.Forms {
			f := &c.Forms[i]
			if !f.Password {
				continue
			}
			doors++
			action := f.Action
			if action == "" {
				action = p.Final
			}
			quote := f.Text + " → " + action
			lacking := []string{}
			note := func(part string, ok bool) {
				if !ok {
					lacks[part] = true
					lacking = append(lacking, part)
				}
			}
			note(partPage, strings.HasPrefix(p.Final, "https:"))
			note(partSends, strings.HasPrefix(action, "https:"))
			if name == Safe {
				note(partBack, offersBack(c))
			}
			if len(a.Evidence) < 6 {
				a.Evidence = append(a.Evidence, checks.Cite(p, checks.AtForm, quote, "เปิดหน้าเข้าสู่ระบบ"))
			}
			if len(lacking) > 0 && len(a.Nearest) < 6 {
				a.Nearest = append(a.Nearest, checks.Miss{URL: p.URL, Title: c.Title, Quote: quote, Missing: lacking})
			}
		}
	}
	if doors == 0 {
		a.Verdict = checks.NotRequired
		if site.Undrawn() {
			a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.NeedsRender}
		} else if len(site.Own()) == 0 {
			a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.Coverage}
		}
		return a
	}
	parts := []string{partPage, partSends}
	if name == Safe {
		parts = append(parts, partBack)
	}
	a.Parts = &checks.Tally{Have: []string{}, Missing: []string{}}
	for _, part := range parts {
		if lacks[part] {
			a.Parts.Missing = append(a.Parts.Missing, part)
		} else {
			a.Parts.Have = append(a.Parts.Have, part)
		}
	}
	a.Verdict, a.Reasons = a.Parts.Verdict()
	if lacks[partPage] || lacks[partSends] {
		a.Reasons = append(a.Reasons, checks.NoHTTPS)
	}
	return a
}

// offersBack reports whether a page has a link for who forgot the password.
func offersBack(c *checks.Content) bool {
	for i := range c.Links {
		l := &c.Links[i]
		if !l.Hidden && l.Kind != checks.LinkEmpty && (forgotten.MatchString(thai.Fold(l.Text+" "+l.Title())) || forgotten.MatchString(strings.ToLower(l.URL))) {
			return true
		}
	}
	return false
}
