package match

import (
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	satisfied    = foldAll("พอใจ", "คะแนนเว็บ", "คะแนนของเว็บ", "คะแนนต่อเว็บ", "คะแนนให้เว็บ", "ประเมินเว็บ", "โหวตเว็บ", "ชอบเว็บ", "ถูกใจเว็บ", "satisfaction", "satisfied", "website rating", "site rating", "website score")
	scorePattern = regexp.MustCompile(`(?:ร้อยละ|คะแนน|ค่าเฉลี่ย|เฉลี่ย|x̄)\s*(?:ความพึงพอใจ)?[^0-9]{0,40}[0-9]{1,3}(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]+)?\s*(?:%|เปอร์เซ็นต์|เปอร์เซนต์|คะแนน|ดาว|stars?|(?:จาก|เต็ม|out of|of)\s*(?:คะแนนเต็ม\s*)?(?:5|10|100)(?:[^0-9]|$))|(?:^|[^0-9/])[0-5]\.[0-9]{1,2}\s*/\s*5(?:[^0-9/.]|$)`)
	siteWords    = foldAll("เว็บไซต์", "เว็บ", "website", "เว็ปไซต์", "เวบไซต์", "เว็ป", "เวบ", "โฮมเพจ", "homepage", "web site", "this site", "our site")
	serviceWords = foldAll("การให้บริการ", "ผู้รับบริการ", "ผู้ป่วย", "คลินิก", "การบริการ", "งานบริการ", "รพ.สต", "ผู้มารับบริการ", "บริการสาธารณสุข")
)

// seeScore wants a published degree of satisfaction: a percentage or an average
// beside the word.
func seeScore(b *body, _ int) sighting {
	spoken := false
	out := sighting{}
	b.each(func(s *seen, i int) bool {
		t := s.blocks[i]
		spoken = spoken || t.says(saysSatisfied) || b.v.heads(s, i).says(saysSatisfied)
		if (spoken || b.v.scan(b.label).says(saysSatisfied)) && (t.figures > 0 && t.says(saysScore) && t.normal(isScore, scorePattern.MatchString) || s.c.Blocks[i].Kind == checks.BlockRow && rowScore(s, i)) {
			out = saw(s, t.raw, checks.AtText)
			return false
		}
		return true
	})
	return out
}

// scoreSigns are such as scorePattern cannot meet anything without.
var scoreSigns = []string{"ร้อยละ", "คะแนน", "เฉลี่ย", "x̄", "%", "เปอร์เซ", "ดาว", "star", "จาก", "เต็ม", "of", "/"}

var decimals = regexp.MustCompile(`^\s*[0-9]{1,3}(?:\.[0-9]{1,2})?\s*%?\s*$`)

// rowScore reports whether a table's row gives a figure under a column of scores.
func rowScore(s *seen, i int) bool {
	if len(s.c.Blocks[i].Header()) == 0 {
		return false
	}
	head := thai.Fold(strings.Join(s.c.Blocks[i].Header(), " "))
	if !strings.Contains(head, thai.Fold("ร้อยละ")) && !strings.Contains(head, thai.Fold("คะแนน")) && !strings.Contains(head, thai.Fold("เฉลี่ย")) && !strings.Contains(head, thai.Fold("ระดับ")) {
		return false
	}
	for _, c := range s.c.Blocks[i].Cells() {
		if decimals.MatchString(thai.Normalize(c)) {
			return true
		}
	}
	return false
}

// seeAboutSite wants a text on satisfaction to speak of the website. One that
// speaks of a service is service_not_site. Where a page tells of several scores
// under headings of their own, one of these sections must do so by itself.
func seeAboutSite(b *body, _ int) sighting {
	out := sighting{}
	for _, part := range scored(b) {
		if got := aboutSite(part); got.ok || out.reason == "" {
			out = got
		}
		if out.ok {
			return out
		}
	}
	return out
}

// scored lists the sections of a body that give a score, each with the texts
// that its own headings stand under; the body itself where none does.
func scored(b *body) []*body {
	var out []*body
	var open []int // blocks of the headings above, with what stands under each alone
	var begin []int
	give := func() {
		part := &body{v: b.v, s: b.s, idx: slices.Clone(open), label: b.label}
		if seeScore(part, 0).ok {
			out = append(out, part)
		}
	}
	if len(b.plus) > 0 || b.s == nil {
		return []*body{b}
	}
	for _, i := range b.idx {
		bl := &b.s.c.Blocks[i]
		if bl.Kind == checks.BlockHeading {
			give()
			for n := len(begin) - 1; n >= 0 && b.s.c.Blocks[open[begin[n]]].Level >= bl.Level; n-- {
				open, begin = open[:begin[n]], begin[:n]
			}
			begin = append(begin, len(open))
		}
		open = append(open, i)
	}
	give()
	if len(out) == 0 {
		return []*body{b}
	}
	return out
}

func aboutSite(b *body) sighting {
	site, service, content, q := 0, 0, false, ""
	where := b.s
	look := func(s *seen, t *text) {
		content = content || t.says(saysSatisfied)
		if t.says(saysSite) {
			site++
			if q == "" {
				q, where = t.raw, s
			}
		}
		if t.says(saysService) {
			service++
		}
	}
	look(b.s, b.v.scan(b.label))
	b.each(func(s *seen, i int) bool {
		if t := s.blocks[i]; t.length() < 400 {
			look(s, t)
		}
		return true
	})
	b.eachForm(func(s *seen, f *checks.Form) { look(s, b.v.plain(f.Text)) })
	if site > 0 && site*2 >= service {
		return saw(where, q, checks.AtText)
	}
	if service > 0 {
		return sighting{reason: checks.ServiceNotSite, quote: quote(b.label), where: b.s}
	}
	if content {
		// of satisfaction with what, nobody says
		return sighting{reason: checks.Unverified, quote: quote(b.label), where: b.s}
	}
	return sighting{}
}

var (
	surveyWords = foldAll("พึงพอใจ", "พอใจ", "แบบประเมิน", "แบบสำรวจ", "แบบสอบถาม", "โหวต", "โพล", "poll", "vote", "survey", "ให้คะแนน", "ลงคะแนน", "ให้ดาว", "satisf", "rate this", "rate our", "rate us")
	// what a scale of choices says, in a form that speaks of the website
	opinionWords = foldAll("คะแนน", "ระดับใด", "แค่ไหน", "เพียงใด", "มากน้อย", "อย่างไร", "มากที่สุด", "ปานกลาง", "ดีมาก", "พอใช้", "ควรปรับปรุง", "ชอบ", "ถูกใจ", "ดาว", "ประเมิน", "ใช้งานง่าย", "excellent", "rating", "rate ", "stars", "easy to use")
)

// seeSurvey wants the controls of a survey: a form of choices or fields whose
// text asks for an opinion, or an online form that is open. A scale
// of choices that speaks of the website needs no such words.
func seeSurvey(b *body, _ int) sighting {
	out := sighting{}
	b.eachForm(func(s *seen, f *checks.Form) {
		if out.ok || f.Search || f.Password {
			return
		}
		choices, fields := 0, 0
		own, types := thai.Fold(f.Text), ""
		for _, fd := range f.Fields {
			types += " " + fd.Type
			switch fd.Type {
			case "radio", "select", "checkbox", "range", "select-one":
				choices++
			case "text", "textarea", "number", "email", "tel":
				fields++
			}
		}
		scale := choices >= 2 || choices == 1 && strings.Contains(types, "select") || strings.Contains(types, "range")
		if scale && hasAny(own, siteWords) && (hasAny(own, surveyWords) || hasAny(own, opinionWords)) {
			out = saw(s, f.Text, checks.AtForm)
			return
		}
		asks := hasAny(thai.Fold(f.Text+" "+b.label), surveyWords) || b.s != nil && hasAny(b.s.title.fold(), surveyWords)
		if asks && (choices >= 1 || fields >= 2) {
			out = saw(s, f.Text, checks.AtForm)
		}
	})
	if out.ok {
		return out
	}
	return seeOnlineForm(b, 1)
}
