package responsive

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// state is how a page fits.
type state int

const (
	fits    state = iota
	unsure        // it seems to, and not all of it could be seen
	misfits       // it does not follow the screen, or reaches beyond it
)

// repeat is how a person sees what was seen.
const repeat = "เปิดหน้านี้ใน Chrome กด F12 แล้ว Ctrl+Shift+M ตั้งความกว้างจอ 360"

const mostProofs = 8

// follows reports whether a page is laid out for the screen's width.
func (p *page) follows() bool { return p.Layout <= screen+slack }

// spills reports whether one has to scroll sideways once the page follows the
// screen.
func (p *page) spills() bool { return p.Scroll > p.Width+slack && !p.Clipped }

func (p *page) state() state {
	blurred := p.Unstyled > 0 || p.Unseen > 0
	switch {
	case !p.follows(), p.spills() && p.Unstyled == 0:
		return misfits
	case blurred, p.spills(), len(p.Cut) > 0:
		return unsure
	}
	return fits
}

// Judge implements checks.Check.
func (c *Check) Judge(_ string, site *checks.Site, _ time.Time) checks.Answer {
	var m measured
	raw := site.Measured[key]
	if raw == nil || json.Unmarshal(raw, &m) != nil {
		return site.Unlooked()
	}
	a := checks.Answer{Parts: &checks.Tally{Have: []string{}, Missing: []string{}}}
	var told []string
	var seen, doubts []*page
	tell := func(p *page, quote string) {
		if len(told) < mostProofs && !slices.Contains(told, quote) {
			told = append(told, quote)
			a.Evidence = append(a.Evidence, m.cite(site, p, quote))
		}
	}
	for i := range m.Pages {
		p := &m.Pages[i]
		if p.Fault != "" {
			continue
		}
		seen = append(seen, p)
		switch p.state() {
		case misfits:
			a.Parts.Missing = append(a.Parts.Missing, p.name(site))
			tell(p, p.fault())
		case unsure:
			doubts = append(doubts, p)
		case fits:
			a.Parts.Have = append(a.Parts.Have, p.name(site))
		}
	}
	switch {
	case len(seen) == 0:
		why := m.Blind
		for i := range m.Pages {
			why = cmp.Or(why, m.Pages[i].Fault)
		}
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{cmp.Or(why, checks.NotMeasured)}}
	case len(a.Parts.Missing) > 0 && len(a.Parts.Have)+len(doubts) == 0:
		a.Verdict = checks.Absent
	case len(a.Parts.Missing) > 0:
		a.Verdict, a.Reasons = checks.Partial, []checks.Reason{checks.PartsMissing}
	case len(doubts) > 0:
		a.Verdict, a.Reasons, a.Parts = checks.NeedsEyes, []checks.Reason{checks.PersonDecides}, nil
		a.Question = "เปิดหน้าที่อ้างถึงบนมือถือ (จอกว้าง 360 พิกเซล) แล้วอ่านได้ครบโดยไม่ต้องเลื่อนไปทางขวาหรือไม่"
	default:
		a.Verdict = checks.Found
		tell(seen[0], fmt.Sprintf("เปิดดูรูปแบบละ 1 หน้า รวม %d หน้า บนจอกว้าง %d พิกเซล: ปรับตามจอและไม่ล้นทุกหน้า", len(seen), screen))
	}
	for _, p := range doubts {
		tell(p, p.doubt())
	}
	return a
}

// name is a page's, for a list.
func (p *page) name(site *checks.Site) string {
	at := p.URL
	seen, known := site.Find(at).(*checks.Page)
	if known {
		at = seen.URL // without what a session adds
	}
	if u, err := url.Parse(at); err == nil {
		if at = u.RequestURI(); u.Fragment != "" {
			at += "#" + u.Fragment
		}
		if plain, err := url.PathUnescape(at); err == nil {
			at = plain
		}
	}
	if known {
		if title := []rune(seen.Read().Title); len(title) > 50 {
			return string(title[:49]) + "… (" + at + ")"
		} else if len(title) > 0 {
			return string(title) + " (" + at + ")"
		}
	}
	return at
}

// fault says why a page does not fit, and how to mend it.
func (p *page) fault() string {
	var said []string
	if !p.follows() {
		what := "ไม่มี meta viewport"
		if p.Declared {
			what = fmt.Sprintf("meta viewport เป็น %q", p.Viewport)
		}
		said = append(said, fmt.Sprintf("หน้าไม่ปรับตามจอ: กว้าง %d พิกเซลบนจอ %d (%s) ตัวอักษรจึงเล็กจนต้องขยาย · แก้: ใส่ <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", p.Layout, screen, what))
		if !p.spills() && p.Unstyled+p.Unseen == 0 {
			said = append(said, "ลองใส่แล้วพอดีจอ")
		}
	}
	if p.spills() {
		s := fmt.Sprintf("ล้นจอ: กว้างถึง %d พิกเซลบนจอ %d ต้องเลื่อนไปทางขวา", p.Scroll, screen)
		if !p.follows() {
			s = fmt.Sprintf("ใส่แล้วยังล้นถึง %d พิกเซล", p.Scroll)
		}
		if len(p.Wide) > 0 {
			w := p.Wide[0]
			s += fmt.Sprintf(" เพราะ %s (%s กว้างถึง %d)", w.Quote, w.Path, w.Width)
		}
		said = append(said, s+" · แก้: ให้กว้างไม่เกินจอ เช่น max-width: 100% หรือให้ตารางเลื่อนในกรอบของตน")
	}
	return strings.Join(said, " · ")
}

// doubt says what about a page could not be seen.
func (p *page) doubt() string {
	switch {
	case p.Unstyled > 0:
		return "หน้านี้โหลดไฟล์สไตล์ไม่ครบในขณะตรวจ จึงบอกไม่ได้ว่าพอดีจอหรือไม่"
	case p.Unseen > 0:
		return fmt.Sprintf("รูปภาพ %d รูปที่ไม่ได้กำหนดความกว้างไม่ได้โหลดในขณะตรวจ อาจกว้างเกินจอ", p.Unseen)
	case len(p.Cut) > 0:
		return fmt.Sprintf("ข้อความเลยขอบจอ %d พิกเซลและอาจถูกตัด: %s (%s)", screen, p.Cut[0].Quote, p.Cut[0].Path)
	}
	return ""
}

// cite is evidence from a page.
func (m *measured) cite(site *checks.Site, p *page, quote string) checks.Evidence {
	e := checks.Evidence{URL: p.URL, Place: checks.AtText, Quote: quote, Why: repeat}
	if seen, ok := site.Find(p.URL).(*checks.Page); ok {
		e = checks.Cite(seen, checks.AtText, quote, repeat)
		e.SHA256 = "" // the page was opened again
	}
	e.SeenAt = m.SeenAt
	return e
}
