// Package policy judges the policies that a site declares: whether they name
// this office, and whether they can be reached from every page. It reads what
// the crawl saw; whether there is a policy at all is for words to find.
package policy

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// The names by which rules call on the check.
const (
	OwnName = "policy.own_name" // policies name this office, and no blank or other body's domain is left in them
	Linked  = "policy.linked"   // every page leads to them
)

// Check answers for policies.
type Check struct{}

// Names lists both.
func (Check) Names() []string { return []string{OwnName, Linked} }

// Judge implements checks.Check.
func (Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	if len(site.Own()) == 0 {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.Coverage}, Crawled: true}
	}
	list := checks.Once(site, "policy", func() []found { return policies(site) })
	if name == Linked {
		return linked(site, list)
	}
	return ownName(site, list)
}

// kind is one of the policies that state sites declare.
type kind struct {
	name  string // Thai
	words *thai.Words
}

func kinds() []kind {
	return []kind{
		{"นโยบายเว็บไซต์", oneOf("นโยบายเว็บไซต์", "นโยบายของเว็บไซต์", "นโยบายการใช้เว็บไซต์", "นโยบายการใช้งานเว็บไซต์", "เงื่อนไขการใช้เว็บไซต์", "เงื่อนไขการใช้งานเว็บไซต์", "ข้อกำหนดในการใช้เว็บไซต์", "website policy", "web policy", "terms of use")},
		{"นโยบายการคุ้มครองข้อมูลส่วนบุคคล", oneOf("นโยบายคุ้มครองข้อมูลส่วนบุคคล", "นโยบายการคุ้มครองข้อมูลส่วนบุคคล", "นโยบายข้อมูลส่วนบุคคล", "นโยบายความเป็นส่วนตัว", "ประกาศความเป็นส่วนตัว", "privacy policy", "privacy notice")},
		{"นโยบายการรักษาความมั่นคงปลอดภัยเว็บไซต์", oneOf("ความมั่นคงปลอดภัยเว็บไซต์", "ความมั่นคงปลอดภัยของเว็บไซต์", "ความปลอดภัยเว็บไซต์", "ความปลอดภัยของเว็บไซต์", "website security", "security policy")},
	}
}

// notPolicy are titles of things that only speak of policies.
var notPolicy = oneOf("พระราชบัญญัติ", "พ.ร.บ", "พรบ", "อบรม", "ประชุม", "ข่าว", "คู่มือ", "แบบฟอร์ม", "แบบคำ")

func folded(words ...string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = thai.Fold(w)
	}
	return out
}

// oneOf is for finding one of some words in folded texts.
func oneOf(words ...string) *thai.Words { return thai.NewWords(folded(words...)...) }

// kindOf gives the number of the policy that a label names, -1 for none.
func kindOf(site *checks.Site, list []kind, label string) int {
	f := thai.Fold(label)
	for i := range list {
		if list[i].words.In(f) && !notPolicy.In(f) {
			return i
		}
	}
	return -1
}

// found is a page or file that calls itself a policy.
type found struct {
	kind string
	r    checks.Resource
	text string // all that it says outside menus
}

// shortPolicy is fewer characters than any policy has.
const shortPolicy = 120

// policies lists what the office's pages call a policy, or what calls itself one.
func policies(site *checks.Site) []found {
	all := kinds()
	seen := map[checks.Resource]bool{}
	var out []found
	add := func(k int, r checks.Resource) {
		if k < 0 || r == nil || seen[r] || r.Fetch().Trouble != "" {
			return
		}
		text := textOf(r.Read())
		if _, page := r.(*checks.Page); page && len([]rune(text)) < shortPolicy {
			return
		}
		seen[r] = true
		out = append(out, found{all[k].name, r, text})
	}
	asked := map[string]int{}
	kindOf := func(label string) int {
		k, known := asked[label]
		if !known {
			k = kindOf(site, all, label)
			asked[label] = k
		}
		return k
	}
	for _, p := range site.Own() {
		c := p.Read()
		add(kindOf(c.Title), p)
		for i := range c.Blocks {
			if b := &c.Blocks[i]; b.Kind == checks.BlockHeading && b.Main() && b.Level <= 2 {
				add(kindOf(b.Text), p)
			}
		}
		for i := range c.Links {
			if l := &c.Links[i]; !l.Hidden && l.Key != "" {
				if k := kindOf(l.Text); k >= 0 {
					add(k, site.Find(l.Key))
				}
			}
		}
	}
	return out
}

func textOf(c *checks.Content) string {
	var b strings.Builder
	for i := range c.Blocks {
		if c.Blocks[i].Main() {
			b.WriteString(c.Blocks[i].Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// The signs of a template that nobody filled in (trap T22).
var (
	blank = regexp.MustCompile(`[(\[<{«]\s*(?:ระบุ)?\s*(?:ชื่อ)?\s*(?:หน่วยงาน|เว็บไซต์|ส่วนราชการ|องค์กร)(?:\s*/\s*(?:หน่วยงาน|เว็บไซต์))?(?:ของท่าน)?\s*[)\]>}»]` +
		`|[(\[]\s*ระบุ[^()\[\]]{0,40}[)\]]|ชื่อหน่วยงานของท่าน|…{2,}|\.{6,}|_{5,}|(?i:x{5,})|(?:""|“”|‘’|«»)`)
	domain = regexp.MustCompile(`(?i)(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:th|com|net|org|info))(?:$|[^a-z0-9@.-]|\.(?:$|[^a-z0-9]))`)
	called = regexp.MustCompile(`(?i)(?:เว็บไซต์|เว็บไซด์|เวบไซต์|website)[\s(:"“«]{0,6}(?:https?://)?$`)
	other  = regexp.MustCompile(`สำนักงานสาธารณสุขจังหวัด[ก-๎]*|สสจ\.?\s?[ก-๎]*|เทศบาล(?:ตำบล|เมือง|นคร)[ก-๎]+|องค์การบริหารส่วน(?:ตำบล|จังหวัด)[ก-๎]*|โรงพยาบาล[ก-๎]{3,}|กรม[ก-๎]{4,}|บริษัท\s?[ก-๎]{3,}`)
)

// authorities are hosts that policies of all offices speak of.
var authorities = []string{"pdpc.or.th", "etda.or.th", "dga.or.th", "mdes.go.th", "soc.go.th", "oic.go.th", "ncsa.or.th", "thaicert.or.th", "google.com", "facebook.com", "line.me", "youtube.com", "microsoft.com", "apple.com", "mozilla.org", "adobe.com", "allaboutcookies.org"}

// office is how a policy may name the office.
type office struct {
	names []string // folded
	hosts []string
}

func officeOf(site *checks.Site) *office {
	o := &office{}
	for _, n := range append([]string{site.Office.Name}, site.Office.Aliases...) {
		if f := thai.Fold(n); len(f) > 6 {
			o.names = append(o.names, f)
		}
	}
	district := site.Office.District
	if district == "" {
		_, district = thai.OfficeIn(site.Office.Name)
	}
	if district != "" {
		o.names = append(o.names, folded("สาธารณสุขอำเภอ"+district, "สสอ."+district, "สสอ"+district)...)
	}
	add := func(address string) {
		if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
			if h := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."); !slices.Contains(o.hosts, h) {
				o.hosts = append(o.hosts, h)
			}
		}
	}
	add(site.Home)
	add(site.Office.Home)
	for _, s := range site.Office.Scope {
		add(s)
	}
	for _, p := range site.Own() {
		add(p.Read().Canonical)
	}
	return o
}

func (o *office) own(host string) bool {
	h := strings.TrimPrefix(strings.ToLower(host), "www.")
	return slices.ContainsFunc(o.hosts, func(own string) bool {
		return h == own || strings.HasSuffix(h, "."+own) || strings.HasSuffix(own, "."+h)
	})
}

// reading is what a policy says of whose it is.
type reading struct {
	named   bool
	quote   string // where it names the office, or the blank or other domain left in it
	blank   bool
	foreign bool
	owner   string // another body that it names
}

func (o *office) read(text string) reading {
	var r reading
	for _, line := range strings.Split(text, "\n") {
		f := thai.Fold(line)
		at := domain.FindAllStringSubmatchIndex(line, -1)
		if !r.named {
			r.named = slices.ContainsFunc(o.names, func(n string) bool { return strings.Contains(f, n) })
			for _, m := range at {
				r.named = r.named || o.own(line[m[2]:m[3]])
			}
			if r.named && !r.blank && !r.foreign {
				r.quote = line
			}
		}
		if !r.blank && blank.MatchString(line) {
			r.blank, r.quote = true, line
		}
		for _, m := range at {
			host := strings.TrimPrefix(strings.ToLower(line[m[2]:m[3]]), "www.")
			known := o.own(host) || slices.ContainsFunc(authorities, func(a string) bool { return host == a || strings.HasSuffix(host, "."+a) })
			if !known && !r.foreign && !r.blank && called.MatchString(line[:m[0]]) {
				r.foreign, r.quote = true, line
			}
		}
		if r.owner == "" {
			r.owner = other.FindString(line)
		}
	}
	return r
}

// ownName reads every policy for the office's name, blanks and other domains.
func ownName(site *checks.Site, list []found) checks.Answer {
	a := checks.Answer{Crawled: true, Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	o := officeOf(site)
	unfilled, foreign, unread := 0, "", checks.Reason("")
	for _, p := range list {
		if d, ok := p.r.(*checks.Document); ok && (d.Facts.NoText || d.Facts.Garbled || p.text == "") {
			if unread = checks.ImageOnly; d.Facts.Garbled {
				unread = checks.UnreadableText
			}
			a.Evidence = append(a.Evidence, checks.Cite(p.r, checks.AtFile, p.kind, "เปิดไฟล์"))
			continue
		}
		r := o.read(p.text)
		title := p.r.Read().Title
		switch {
		case r.blank || r.foreign:
			unfilled++
			lacks := "ชื่อหน่วยงานแทนช่องว่างของแม่แบบ"
			if !r.blank {
				lacks = "ชื่อโดเมนของเว็บไซต์นี้ (พบโดเมนอื่น)"
			}
			a.Parts.Missing = append(a.Parts.Missing, p.kind)
			a.Evidence = append(a.Evidence, checks.Cite(p.r, checks.AtText, r.quote, p.kind))
			a.Nearest = append(a.Nearest, checks.Miss{URL: p.r.Fetch().URL, Title: title, Quote: r.quote, Missing: []string{lacks}, Reason: checks.UnfilledTemplate})
		case r.named:
			a.Parts.Have = append(a.Parts.Have, p.kind)
			a.Evidence = append(a.Evidence, checks.Cite(p.r, checks.AtText, r.quote, p.kind))
		default:
			if foreign == "" {
				foreign = r.owner
			}
			if p.r.Fetch().Outside && foreign == "" {
				foreign = p.r.Fetch().URL
			}
			a.Parts.Missing = append(a.Parts.Missing, p.kind)
			a.Evidence = append(a.Evidence, checks.Cite(p.r, checks.AtTitle, title, p.kind))
			a.Nearest = append(a.Nearest, checks.Miss{URL: p.r.Fetch().URL, Title: title, Quote: title, Missing: []string{"ชื่อหน่วยงานหรือชื่อโดเมนในเนื้อความ"}})
		}
	}
	switch have := len(a.Parts.Have); {
	case len(list) == 0:
		a.Verdict, a.Parts = checks.Absent, nil
	case unfilled > 0:
		a.Verdict, a.Reasons = checks.Partial, []checks.Reason{checks.UnfilledTemplate}
	case have > 0 && len(a.Parts.Missing) == 0 && unread == "":
		a.Verdict = checks.Found
	case have > 0 && len(a.Parts.Missing) > 0:
		a.Verdict, a.Reasons = checks.Partial, []checks.Reason{checks.PartsMissing}
	case unread != "":
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{unread}
		a.Question = "นโยบายในไฟล์นี้ระบุชื่อหน่วยงานและชื่อเว็บไซต์ของหน่วยงานเองหรือไม่"
	case foreign != "":
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.WrongOwner}
		a.Question = fmt.Sprintf("นโยบายที่เว็บไซต์ชี้ไปเป็นของหน่วยงานอื่น (%s) ใช้แทนนโยบายของหน่วยงานได้หรือไม่", foreign)
	default:
		a.Verdict = checks.Absent
	}
	return a
}

// linked counts the pages that lead to at least one of the office's policies.
func linked(site *checks.Site, list []found) checks.Answer {
	own := map[checks.Resource]bool{}
	for _, p := range list {
		if !p.r.Fetch().Outside {
			own[p.r] = true
		}
	}
	if len(own) == 0 {
		return checks.Answer{Verdict: checks.Absent, Crawled: true}
	}
	var c checks.Share
	for _, p := range site.Own() {
		if p.Undrawn() {
			continue
		}
		quote := ""
		for i := range p.Read().Links {
			l := &p.Content.Links[i]
			if !l.Hidden && l.Key != "" && own[site.Find(l.Key)] {
				quote = l.Text
				break
			}
		}
		c.Add(quote != "" || own[p], checks.Cite(p, checks.AtLink, quote, "ดูลิงก์ท้ายหน้า"))
	}
	return c.Answer(checks.Most, "หน้าที่มีลิงก์ไปนโยบาย", "หน้า", "")
}
