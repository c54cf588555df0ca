package wcag

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// unstyledKey stands beside axe's own keys of doubt.
const unstyledKey = "unstyled"

// topics are the rules behind the narrower names.
var topics = map[string]topic{
	Contrast: {[]string{"color-contrast"}, "ข้อความ"},
	Alt:      {[]string{"image-alt", "input-image-alt", "area-alt", "object-alt", "role-img-alt", "svg-img-alt"}, "รูปภาพ"},
	Labels: {[]string{"label", "select-name", "button-name", "input-button-name", "form-field-multiple-labels", "aria-input-field-name", "aria-toggle-field-name", "aria-command-name"},
		"ช่องกรอกและปุ่ม"},
	Lang: {[]string{"html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "valid-lang"}, "การบอกภาษา"},
}

type topic struct {
	rules  []string
	things string
}

// newer are the rules of WCAG 2.2 alone. No Thai standard is known to ask for that
// edition, so that they are told and decide nothing.
var newer = []string{"target-size"}

var regionTexts = map[string]string{"main": "เนื้อหา", "footer": "ส่วนท้าย", "header": "ส่วนหัว", "menu": "เมนู", "aside": "แถบข้าง"}

// mostProofs is how many faults an answer shows.
const mostProofs = 12

// Judge implements checks.Check.
func (c *Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	var m measured
	raw := site.Measured[key]
	if raw == nil || json.Unmarshal(raw, &m) != nil {
		return site.Unlooked()
	}
	m.tidy()
	j := judgement{site: site, m: &m}
	for i := range m.Pages {
		if m.Pages[i].Fault == "" {
			if j.looked == 0 {
				j.first = i
			}
			j.looked++
		}
	}
	if j.looked == 0 {
		why := m.Blind
		for i := range m.Pages {
			why = cmp.Or(why, m.Pages[i].Fault)
		}
		return blind(cmp.Or(why, checks.NotMeasured))
	}
	t, narrow := topics[name]
	for _, r := range m.Rules {
		if slices.Contains(newer, r.ID) {
			j.newer = append(j.newer, r)
		} else if !narrow || slices.Contains(t.rules, r.ID) {
			j.add(r)
		}
	}
	if narrow {
		return j.narrow(t)
	}
	return j.whole()
}

// tidy takes out what no measurement of ours holds: records come from disk.
func (m *measured) tidy() {
	m.Rules = slices.DeleteFunc(m.Rules, func(r *rule) bool { return r == nil })
	for _, r := range m.Rules {
		for _, list := range []*[]*place{&r.Faults, &r.Doubts} {
			*list = slices.DeleteFunc(*list, func(p *place) bool { return p == nil })
		}
	}
}

func blind(why checks.Reason) checks.Answer {
	return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{why}}
}

// judgement is a measurement on its way to an answer.
type judgement struct {
	site                           *checks.Site
	m                              *measured
	looked                         int // pages
	first                          int // of them
	failed, unsure, passed, newer  []*rule
	failedOf, unsureOf, passedOver int // elements
}

func (j *judgement) add(r *rule) {
	j.failedOf += r.Failed
	j.unsureOf += r.Unsure
	j.passedOver += r.Passed
	switch {
	case r.Failed > 0:
		j.failed = append(j.failed, r)
	case r.Unsure == 0 && r.Passed > 0:
		j.passed = append(j.passed, r)
	}
	if r.Unsure > 0 {
		j.unsure = append(j.unsure, r)
	}
}

// whole is the answer about all rules, which are its parts.
func (j *judgement) whole() checks.Answer {
	a := checks.Answer{}
	switch {
	case len(j.failed) > 0:
		a = j.faulty(1)
		a.Parts = &checks.Tally{Have: named(j.passed), Missing: named(j.failed)}
	case len(j.unsure) > 0:
		a = j.doubtful(1)
	case len(j.passed) > 0:
		a.Verdict = checks.Found
		a.Evidence = []checks.Evidence{j.cite(j.first, fmt.Sprintf("%s ผ่านทั้ง %d ข้อที่เครื่องตรวจได้ เกณฑ์ที่เหลือของ WCAG ระดับ A และ AA ต้องใช้คนตรวจ", j.how(), len(j.passed)), "")}
	default:
		return blind(checks.NotMeasured)
	}
	for _, r := range j.newer {
		if len(r.Faults) > 0 {
			e := j.proof(r, r.Faults[0], false)
			e.Quote = clipTo("ไม่นับในผล: " + e.Quote)
			a.Evidence = append(a.Evidence, e)
		}
	}
	return a
}

// narrow is the answer about one topic, in figures.
func (j *judgement) narrow(t topic) checks.Answer {
	switch {
	case j.failedOf > 0:
		a := j.faulty(mostPlaces)
		a.Evidence[0].Quote = clipTo(fmt.Sprintf("%s ผิด %d จาก %d จุด · %s", t.things, j.failedOf, j.failedOf+j.passedOver, a.Evidence[0].Quote))
		return a
	case j.unsureOf > 0:
		return j.doubtful(mostPlaces)
	case j.passedOver > 0:
		return checks.Answer{Verdict: checks.Found, Evidence: []checks.Evidence{j.cite(j.first, fmt.Sprintf("%s %sผ่านทั้ง %d จุด", j.how(), t.things, j.passedOver), "")}}
	}
	return checks.Answer{Verdict: checks.NotRequired, Evidence: []checks.Evidence{j.cite(j.first, fmt.Sprintf("%s ไม่มี%sให้ตรวจ", j.how(), t.things), "")}}
}

// how says what was done.
func (j *judgement) how() string {
	out := fmt.Sprintf("เปิดดูรูปแบบละ 1 หน้า รวม %d หน้า ด้วย axe-core %s", j.looked, j.m.Version)
	if more := len(j.m.Pages) - j.looked; more > 0 {
		out += fmt.Sprintf(" (อีก %d หน้าเปิดไม่สำเร็จ)", more)
	}
	return out + ":"
}

// faulty is the answer where rules fail: in part, unless nothing passes.
func (j *judgement) faulty(each int) checks.Answer {
	a := checks.Answer{Verdict: checks.Partial, Reasons: []checks.Reason{checks.PartsMissing}}
	if j.passedOver == 0 {
		a.Verdict, a.Reasons = checks.Absent, nil
	}
	rules := slices.Clone(j.failed)
	slices.SortStableFunc(rules, func(x, y *rule) int { return cmp.Or(spread(y.Faults)-spread(x.Faults), y.Failed-x.Failed) })
	for _, r := range rules {
		for _, p := range r.Faults[:min(each, len(r.Faults))] {
			if len(a.Evidence) < mostProofs {
				a.Evidence = append(a.Evidence, j.proof(r, p, false))
			}
		}
	}
	if len(a.Evidence) == 0 { // the places did not fit into the measurement
		a.Evidence = []checks.Evidence{j.cite(j.first, j.how()+" "+strings.Join(named(rules), ", "), "")}
	}
	if j.unsureOf > 0 {
		a.Evidence = append(a.Evidence, j.cite(j.first, fmt.Sprintf("อีก %d จุดเครื่องตัดสินไม่ได้ ต้องให้คนดู: %s", j.unsureOf, j.doubts()), ""))
	}
	return a
}

// doubtful is the answer where nothing fails and something may.
func (j *judgement) doubtful(each int) checks.Answer {
	a := checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.PersonDecides}}
	for _, r := range j.unsure {
		for _, p := range r.Doubts[:min(each, len(r.Doubts))] {
			if len(a.Evidence) < mostProofs {
				a.Evidence = append(a.Evidence, j.proof(r, p, true))
			}
		}
	}
	if len(a.Evidence) == 0 {
		a.Evidence = []checks.Evidence{j.cite(j.first, j.how(), "")}
	}
	a.Question = fmt.Sprintf("เครื่องตัดสินไม่ได้ %d จุด (%s) เปิดดูแต่ละจุดแล้วผ่านเกณฑ์หรือไม่", j.unsureOf, j.doubts())
	return a
}

// doubts says in a few words what axe could not decide.
func (j *judgement) doubts() string {
	const most = 4
	var out []string
	for _, r := range j.unsure {
		for _, p := range r.Doubts {
			s := needs(r.ID)
			if why := whyUnsure(p.Key); why != "" {
				s += ": " + why
			}
			if !slices.Contains(out, s) && len(out) < most {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, "; ")
}

// spread is over how many pages the commonest place goes.
func spread(list []*place) int {
	if len(list) == 0 {
		return 0
	}
	return len(list[0].Pages)
}

// proof shows a place where a rule fails or in doubt may, what is wrong, how to
// mend it, and how to find it again.
func (j *judgement) proof(r *rule, p *place, doubt bool) checks.Evidence {
	t, known := ruleTexts[r.ID]
	if !known {
		t = ruleText{wrong: r.ID}
	}
	said := t.wrong
	if doubt {
		said = strings.TrimSuffix("ตัดสินไม่ได้: "+t.needs+" – "+whyUnsure(p.Key), " – ")
	}
	said += fmt.Sprintf(" [%s", r.ID)
	if t.criterion != "" {
		said += " WCAG " + t.criterion
	}
	said += "] · " + j.where(p)
	if len(p.Colours) == 2 {
		said += fmt.Sprintf(" · %s บน %s ต่างกัน %.2f:1 ต้อง %.3g:1", p.Colours[0], p.Colours[1], p.Ratio, p.Wanted)
	}
	if t.mend != "" && !doubt {
		said += " · แก้: " + t.mend
	}
	if p.Quote != "" {
		said += " · " + p.Quote
	}
	at := j.first
	if len(p.Pages) > 0 {
		at = p.Pages[0]
	}
	return j.cite(at, said, repeat(p.Path))
}

// where says on how much of the site a place shows.
func (j *judgement) where(p *place) string {
	alike := 0
	for _, i := range p.Pages {
		if i >= 0 && i < len(j.m.Pages) {
			alike += j.m.Pages[i].Alike
		}
	}
	out := fmt.Sprintf("%s %d จุด ใน %d จาก %d หน้าที่เปิด", cmp.Or(regionTexts[p.Region], p.Region), p.N, len(p.Pages), j.looked)
	if alike > len(p.Pages) {
		out += fmt.Sprintf(" (แทน %d หน้า)", alike)
	}
	return out
}

// repeat says how a person finds the elements of a place.
func repeat(path string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if path == "" || strings.HasSuffix(path, "…") || e.Encode(path) != nil {
		return ""
	}
	return "กด F12 แล้ววางใน Console: document.querySelectorAll(" + strings.TrimSpace(b.String()) + ")"
}

// cite is evidence from one of the pages.
func (j *judgement) cite(at int, quote, why string) checks.Evidence {
	if at < 0 || at >= len(j.m.Pages) {
		at = j.first
	}
	address := j.m.Pages[at].URL
	e := checks.Evidence{URL: address, Place: checks.AtText, Quote: clipTo(quote), Why: why}
	if p, ok := j.site.Find(address).(*checks.Page); ok {
		e = checks.Cite(p, checks.AtText, quote, why)
		e.SHA256 = "" // the page was opened again
	}
	e.SeenAt = j.m.SeenAt
	return e
}

func clipTo(s string) string {
	const most = 300
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func needs(id string) string { return cmp.Or(ruleTexts[id].needs, id) }

func whyUnsure(key string) string {
	if key == unstyledKey {
		return "หน้านี้โหลดไฟล์สไตล์ไม่ครบในขณะตรวจ"
	}
	return unsureTexts[key]
}

func named(rules []*rule) []string {
	out := make([]string, 0, len(rules))
	for _, r := range rules {
		out = append(out, needs(r.ID)+" ("+r.ID+")")
	}
	return out
}
