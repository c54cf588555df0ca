package label

import (
	"fmt"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// longPast is how long after its closing day a notice on the home page is worth
// a person's look. Chosen by us: no text fixes it.
const longPast = 30 * 24 * time.Hour

func closingWords() []string {
	return foldAll("ถึงวันที่", "หมดเขต", "ปิดรับสมัคร", "ปิดรับ", "ภายในวันที่", "วันสุดท้าย", "สิ้นสุดวันที่", "กำหนดยื่น", "ยื่นข้อเสนอ", "ยื่นซอง")
}

// current looks on the home page for notices whose closing day is long past.
// Whether they should have been taken down is for a person to say.
func current(site *checks.Site, asOf time.Time) checks.Answer {
	home, _ := site.Find(site.Home).(*checks.Page)
	if home == nil {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.SiteDown}, Crawled: true}
	}
	if home.Undrawn() {
		return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{checks.NeedsRender}, Crawled: true}
	}
	words := closingWords()
	a := checks.Answer{Crawled: true}
	open := 0
	look := func(r checks.Resource, text string) {
		day, ok := closing(text, words)
		if !ok {
			return
		}
		if asOf.Sub(day) <= longPast {
			open++
			return
		}
		if len(a.Evidence) < 6 {
			a.Evidence = append(a.Evidence, checks.Cite(r, checks.AtText, text, fmt.Sprintf("พ้นวันที่ %s แล้ว", thai.FormatDateLong(day))))
		}
	}
	c := home.Read()
	for i := range c.Blocks {
		look(home, c.Blocks[i].Text)
	}
	switch {
	case len(a.Evidence) > 0:
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.PersonDecides}
		a.Question = "ประกาศที่พ้นกำหนดแล้วเหล่านี้ ควรนำออกจากหน้าแรกหรือไม่"
	case open > 0:
		a.Verdict = checks.Found
		a.Evidence = []checks.Evidence{checks.Cite(home, checks.AtText, fmt.Sprintf("ประกาศที่มีกำหนดปิดในหน้าแรก %d เรื่อง ไม่มีเรื่องใดพ้นกำหนดเกิน 30 วัน", open), "ดูหน้าแรก")}
	default:
		a.Verdict, a.Reasons = checks.NeedsEyes, []checks.Reason{checks.PersonDecides}
		a.Evidence = []checks.Evidence{checks.Cite(home, checks.AtTitle, c.Title, "ดูหน้าแรก")}
		a.Question = "หน้าแรกมีข้อมูลที่หมดอายุแล้วค้างอยู่หรือไม่ (ไม่พบประกาศที่บอกวันปิดให้เทียบ)"
	}
	return a
}

// closing gives the last day after a word that closes a notice.
func closing(text string, words []string) (time.Time, bool) {
	if len(text) > 1500 {
		return time.Time{}, false
	}
	f := thai.Fold(text)
	closes := false
	for _, w := range words {
		closes = closes || strings.Contains(f, w)
	}
	if !closes {
		return time.Time{}, false
	}
	var last time.Time
	for _, d := range thai.Dates(text) {
		if d.Day == 0 {
			continue
		}
		if day := time.Date(d.Year-543, time.Month(d.Month), d.Day, 23, 59, 0, 0, thai.Bangkok()); day.After(last) {
			last = day
		}
	}
	return last, !last.IsZero()
}
