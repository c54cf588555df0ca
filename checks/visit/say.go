package visit

import (
	"fmt"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// Shell quotes a word for a command line that people copy from a report:
// addresses and names come from the site, which may mean ill.
func Shell(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-._/:@[]", r)
	}
	if word != "" && !strings.HasPrefix(word, "-") && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, word)
	return "'" + strings.ReplaceAll(strings.TrimLeft(clean, "-"), "'", "%27") + "'"
}

// Day says a day both in digits and in the Buddhist Era: 2026-11-23 (พ.ศ. 2569).
func Day(t time.Time) string {
	t = t.In(time.FixedZone("+07", 7*60*60))
	return fmt.Sprintf("%s (พ.ศ. %d)", t.Format(time.DateOnly), t.Year()+543)
}

// Said says a fault in Thai, for evidence.
func (f *Fault) Said() string {
	text := map[Kind]string{
		Refused:   "เครื่องแม่ข่ายไม่เปิดรับการเชื่อมต่อ",
		Unnamed:   "ไม่มีชื่อนี้ในระบบชื่อโดเมน (DNS)",
		Handshake: "ตกลงวิธีเข้ารหัสกับเครื่องแม่ข่ายไม่ได้",
		HungUp:    "เครื่องแม่ข่ายตัดการเชื่อมต่อโดยไม่ตอบ",
		Guarded:   "การตรวจครั้งนี้ไม่ได้รับอนุญาตให้เชื่อมต่อไปที่นี่",
		TimedOut:  "เครื่องแม่ข่ายไม่ตอบภายในเวลาที่รอ",
		Lost:      "เชื่อมต่อไม่สำเร็จในขณะตรวจ",
	}[f.Kind]
	if f.Detail != "" {
		text += " (" + f.Detail + ")"
	}
	return text
}

// TurnedAway reports whether an answer of that status may be meant for the
// program alone, and not for citizens.
func TurnedAway(status int) bool {
	return status == 401 || status == 403 || status == 429 || status == 503
}

// Proof is a piece of evidence that the server gave, with how to repeat it.
func Proof(url, quote, repeat string, seen time.Time) checks.Evidence {
	const most = 300
	if r := []rune(quote); len(r) > most {
		quote = string(r[:most-1]) + "…"
	}
	return checks.Evidence{URL: url, Place: checks.AtServer, Quote: quote, Why: repeat, SeenAt: seen}
}

// Blind is the answer of a check that could not look.
func Blind(why checks.Reason, seen ...checks.Evidence) checks.Answer {
	return checks.Answer{Verdict: checks.CouldNotLook, Reasons: []checks.Reason{why}, Evidence: seen}
}

// Unmeasured is the answer where the measurement is missing: the home page's
// own trouble tells why, if it has any.
func Unmeasured(site *checks.Site) checks.Answer {
	if site.Find(site.Home) == nil {
		if g := site.GapAt(site.Home); g != nil {
			return Blind(g.Reason)
		}
	}
	return Blind(site.Unmeasured())
}
