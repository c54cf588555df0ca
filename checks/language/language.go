// Package language judges in what language a site speaks: whether its pages
// declare the one they are in, and whether there is an English version.
package language

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// The names by which rules call on the check.
const (
	Lang    = "language.lang"    // pages declare their language, and rightly
	English = "language.english" // a version in English
)

// Check answers for languages.
type Check struct{}

// Names lists both.
func (Check) Names() []string { return []string{Lang, English} }

// Judge implements checks.Check.
func (Check) Judge(name string, site *checks.Site, _ time.Time) checks.Answer {
	if name == English {
		return english(site)
	}
	return lang(site)
}

// fewLetters are too few to tell a page's language by.
const fewLetters = 40

// lang counts the pages whose declared language is the one they are written in.
func lang(site *checks.Site) checks.Answer {
	var c checks.Share
	wrong := 0
	for _, p := range site.Own() {
		said := strings.ToLower(strings.TrimSpace(p.Read().Lang))
		thai, latin := letters(p.Read())
		right := said != ""
		quote := fmt.Sprintf("<html lang=\"%s\">", said)
		switch {
		case said == "":
			quote = "<html> ไม่มี lang"
		case thai+latin < fewLetters:
		case thai*4 > latin && !tongue(said, "th"), thai*4 <= latin && thai < fewLetters && tongue(said, "th"):
			right = false
			wrong++
			quote += " ไม่ตรงกับภาษาของหน้า"
		}
		c.Add(right, checks.Cite(p, checks.AtText, quote, "ดูซอร์สของหน้า (Ctrl+U) ที่ <html"))
	}
	why := checks.Reason("")
	if wrong > 0 {
		why = checks.LabelConflict
	}
	a := c.Answer(checks.Most, "หน้าที่ประกาศภาษาไว้ถูกต้อง", "หน้า", why)
	if a.Verdict == checks.NotRequired {
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{checks.Coverage}
	}
	return a
}

// tongue reports whether a language tag names a language, in any region.
func tongue(tag, language string) bool {
	return tag == language || strings.HasPrefix(tag, language+"-") || strings.HasPrefix(tag, language+"_")
}

// letters counts Thai and Latin letters of what a page is about, or of all of it
// where that is next to nothing.
func letters(c *checks.Content) (thai, latin int) {
	count := func(main bool) {
		thai, latin = 0, 0
		for i := range c.Blocks {
			if main && !c.Blocks[i].Main() {
				continue
			}
			for _, r := range c.Blocks[i].Text {
				switch {
				case r >= 0x0E01 && r <= 0x0E3A || r >= 0x0E40 && r <= 0x0E5B:
					thai++
				case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r):
					latin++
				}
			}
		}
	}
	if count(true); thai+latin < fewLetters {
		count(false)
	}
	return thai, latin
}

var (
	switchText = regexp.MustCompile(`(?i)^\W*(?:en|eng|english(?: version)?|th ?[/|] ?en|ภาษาอังกฤษ|อังกฤษ|เวอร์ชันภาษาอังกฤษ)\W*$`)
	switchFile = regexp.MustCompile(`(?i)^(?:flag[-_]?)?(?:en|eng|english|uk|gb|us|usa|en[-_](?:us|gb))(?:[-_]?flag)?\.(?:png|gif|jpe?g|svg|webp)$`)
	enTree     = regexp.MustCompile(`(?i)^/(?:[^/]+/)?(?:en|eng|english)(?:/|$|\.)`)
)

// english looks for a switch to English and for what stands behind it; an
// English page without a switch counts as well where the site has one.
func english(site *checks.Site) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	tried := map[string]bool{}
	unseen := checks.Reason("")
	for _, p := range site.Own() {
		c := p.Read()
		for i := range c.Links {
			l := &c.Links[i]
			if l.Hidden || !switches(c, l) || tried[l.Key] && l.Key != "" {
				continue
			}
			tried[l.Key] = true
			cite := checks.Cite(p, checks.AtLink, "ปุ่มเปลี่ยนภาษา «"+l.Text+"» → "+l.Href(), "กดปุ่มเปลี่ยนภาษา")
			to, ok := site.Find(l.Key).(*checks.Page)
			switch {
			case ok && speaksEnglish(to.Read()):
				thai, latin := letters(to.Read())
				quote := fmt.Sprintf("%s (อักษรละติน %d ตัว ไทย %d ตัว)", excerpt(to.Read()), latin, thai)
				a.Verdict, a.Reasons, a.Nearest = checks.Found, nil, nil
				a.Evidence = []checks.Evidence{checks.Cite(to, checks.AtText, quote, "เปิดหน้าภาษาอังกฤษ"), cite}
				return a
			case ok && to.Undrawn():
				unseen = checks.NeedsRender
			case ok:
				miss(&a, cite, checks.TitleWithoutContent, "หน้าปลายทางไม่เป็นภาษาอังกฤษ")
			case l.Key == "":
				miss(&a, cite, checks.EmptyLink, "ปุ่มไม่พาไปไหน")
			default:
				if g := site.GapAt(l.Key); g != nil && g.Gone() {
					miss(&a, cite, checks.DeadLink, "ปลายทางเปิดไม่ได้")
				} else if g != nil {
					unseen = g.Reason
				} else {
					unseen = checks.Coverage
				}
			}
		}
	}
	if p := englishPage(site); p != nil {
		return checks.Answer{Verdict: checks.Partial, Reasons: []checks.Reason{checks.PartsMissing}, Crawled: true, Nearest: a.Nearest,
			Evidence: []checks.Evidence{checks.Cite(p, checks.AtText, excerpt(p.Read()), "มีหน้าภาษาอังกฤษ แต่ไม่พบปุ่มเปลี่ยนภาษาที่พามา")}}
	}
	if p, script := translated(site); p != nil {
		return checks.Answer{Verdict: checks.NeedsEyes, Reasons: []checks.Reason{checks.ScriptDrawn}, Crawled: true, Nearest: a.Nearest,
			Evidence: []checks.Evidence{checks.Cite(p, checks.AtText, script, "ดูซอร์สของหน้า (Ctrl+U)")},
			Question: "เว็บไซต์ใช้เครื่องแปลภาษาอัตโนมัติ ถือเป็นเว็บไซต์ภาษาอังกฤษของหน่วยงานหรือไม่"}
	}
	if unseen != "" {
		a.Verdict, a.Reasons = checks.CouldNotLook, []checks.Reason{unseen}
	}
	return a
}

func miss(a *checks.Answer, e checks.Evidence, why checks.Reason, lacks string) {
	a.Nearest = append(a.Nearest, checks.Miss{URL: e.URL, Title: e.Title, Quote: e.Quote, Missing: []string{lacks}, Reason: why})
	a.Reasons = []checks.Reason{why}
}

// switches reports whether a link offers the site in English.
func switchSaid(s string) bool {
	return (strings.ContainsAny(s, "eE") || strings.Contains(s, "อังกฤษ")) && switchText.MatchString(s)
}

func switches(c *checks.Content, l *checks.Link) bool {
	if switchSaid(l.Text) || switchSaid(l.Title()) {
		return true
	}
	if l.Text != "" || l.Block < 0 || l.Block >= len(c.Blocks) || len(c.Blocks[l.Block].Images()) != len(c.Blocks[l.Block].Links()) {
		return false
	}
	at := 0
	for n, i := range c.Blocks[l.Block].Links() {
		if i >= 0 && int(i) < len(c.Links) && &c.Links[i] == l {
			at = n
		}
	}
	return switchFile.MatchString(path.Base(c.Images[c.Blocks[l.Block].Images()[at]].File))
}

// speaksEnglish reports whether a page is written mostly in Latin letters.
func speaksEnglish(c *checks.Content) bool {
	thai, latin := letters(c)
	return latin >= 2*fewLetters && latin >= 3*thai
}

// englishPage gives the first page that stands in an English tree, or says that
// it is English, and is.
func englishPage(site *checks.Site) *checks.Page {
	for _, p := range site.Own() {
		u, err := url.Parse(p.URL)
		if err != nil || !tongue(strings.ToLower(p.Read().Lang), "en") && !enTree.MatchString(u.Path) {
			continue
		}
		if thai, latin := letters(p.Read()); latin >= 200 && latin >= 10*thai {
			return p
		}
	}
	return nil
}

func translated(site *checks.Site) (*checks.Page, string) {
	for _, p := range site.Own() {
		for _, s := range p.Read().Scripts {
			if strings.Contains(s, "translate.google.") || strings.Contains(s, "translate-pa.googleapis") || strings.Contains(s, "/gtranslate") || strings.Contains(s, "gtranslate.net") {
				return p, s
			}
		}
	}
	return nil, ""
}

// excerpt is the longest block of a page.
func excerpt(c *checks.Content) string {
	out := ""
	for i := range c.Blocks {
		if c.Blocks[i].Main() && len(c.Blocks[i].Text) > len(out) {
			out = c.Blocks[i].Text
		}
	}
	if r := []rune(out); len(r) > 160 {
		out = string(r[:159]) + "…"
	}
	return out
}
