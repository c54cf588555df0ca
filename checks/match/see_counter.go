package match

import (
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	counterWords = foldAll("ผู้เข้าชม", "ผู้เยี่ยมชม", "สถิติการเข้าใช้", "สถิติผู้เข้า", "จำนวนผู้เข้า", "ผู้เข้าใช้", "ผู้ชม", "visitors", "visitor", "เข้าชมเว็บ", "ออนไลน์ขณะนี้", "ขณะนี้ออนไลน์", "กำลังออนไลน์", "ผู้ใช้งานเว็บไซต์", "counter", "ยอดเข้าชม", "จำนวนครั้งที่เข้าชม", "การเข้าชมเว็บไซต์", "เยี่ยมชมเว็บ", "สถิติเว็บไซต์", "สถิติการเข้าชม", "page views", "pageviews",
		"คนเข้าเว็บ", "ผู้เข้าเว็บ", "คนเข้าชม", "คนดูเว็บ", "ผู้ดูเว็บ", "ยอดเข้าเว็บ", "ยอดเข้าดู", "ยอดคนเข้า", "ยอดผู้เข้า", "จำนวนคนเข้า", "เข้าใช้เว็บ", "เข้าดูเว็บ", "แวะชมเว็บ", "แวะเยี่ยมเว็บ", "ผู้ใช้งานเว็บ", "ผู้ใช้เว็บ", "ผู้ใช้ออนไลน์", "คนออนไลน์",
		"ออนไลน์อยู่", "ผู้มาเยือน", "ผู้แวะชม", "ผู้แวะเวียน", "นับคนเข้า", "สถิติเว็บ", "สถิติการใช้เว็บ", "สถิติการใช้งานเว็บ", "สถิติการเข้าเว็บ", "site visits", "web visits", "users online", "online users", "who's online", "guests online", "web statistics", "site statistics")
	notCounter    = foldAll("ครั้งที่อ่าน", "เปิดอ่าน", "รับบริการ", "ผู้ป่วย", "เรื่องร้องเรียน", "อ่านแล้ว", "counter service", "ผู้เข้าร่วม", "ชมนิทรรศการ", "ผู้ชมรายการ", "ผู้ชมทางบ้าน")
	counterParts  = foldAll("วันนี้", "เมื่อวาน", "เดือนนี้", "ทั้งหมด", "ปีนี้", "today", "total", "yesterday", "month", "สัปดาห์นี้", "รวม", "เดือนที่แล้ว")
	counterHosts  = []string{"histats", "statcounter", "amazingcounter", "freecounter", "hitwebcounter", "flagcounter", "truehits", "counter.", "webcounter", "clustrmaps", "hit-counter", "simplehitcounter", "/counter", "counter/", "counter.php", "counter.js", "mycounter", "sitestat", "hits.php"}
	figure        = regexp.MustCompile(`[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+`)
	digitPicture  = regexp.MustCompile(`^(?:(?:d|n|num|digit|count|counter)[-_]?)?[0-9]\.(?:gif|png|jpe?g|webp|svg)$`)
	counterBroken = foldAll("ระบบขัดข้อง", "ขัดข้อง", "ไม่สามารถแสดง", "ปิดปรับปรุง")
	visitUnits    = foldAll("ครั้ง", "คน", "ip", "visit", "view", "hit")
	visitVerbs    = foldAll("เข้า", "ชม", "เยี่ยม", "แวะ", "เว็บ", "เวบ", "ออนไลน์", "visit", "view", "online", "web")
	counterTable  = foldAll("จำนวน", "ครั้ง", "ผู้เข้า", "ผู้ชม", "visit", "view", "ip")
)

// whole reports whether a body is all of one page or file, as where a rule looks
// at the whole site.
func (b *body) whole() bool { return b.s != nil && len(b.idx) == len(b.s.c.Blocks) }

// counterLabel reports whether the block at i speaks of visits to the website.
// In the main part of an inner page a bare "ผู้เข้าชม 245 ครั้ง" counts the
// readers of that one text, and running text tells of an event.
func counterLabel(v *view, s *seen, i int) bool {
	t := s.blocks[i]
	if t.says(saysNotCounter) {
		return false
	}
	if !t.says(saysCounter) {
		return bareCounter(s, i)
	}
	if len(s.c.Blocks[i].Links()) > 0 && !t.counts() && linkHeavy(s, i) {
		return false // a link to statistics is no counter
	}
	about := t.says(saysSite) || strings.Contains(t.fold(), counterWords[2])
	n := t.length()
	switch {
	case !s.main(i) && n <= longestFoot && t.has(isTally, func(t *text) bool { return tallied(t.fold()) }):
		return true // one line among an address and a copyright, as after a line break
	case n > 400:
		return false
	case !s.main(i), s == v.home, about:
		return about || n <= 160
	}
	// an inner page that is itself about statistics, or a box of several figures
	return n <= 160 && (s.title.says(saysCounter) || figureNames(t.fold()) >= 2 || s.c.Blocks[i].Kind == checks.BlockHeading && n < 60)
}

// longestFoot is the length in characters of the furniture in which a sentence
// that counts visits is looked for.
const longestFoot = 1200

// tallyGap is the length in bytes of what may stand between the words of a
// counter and its figure, such as "แล้วทั้งหมด :".
const tallyGap = 75

// tallied reports whether a folded text says in one breath that so many visits
// were counted: words of a counter, a figure, a unit.
func tallied(folded string) bool {
	for _, w := range counterWords {
		_, after, ok := strings.Cut(folded, w)
		for ; ok; _, after, ok = strings.Cut(after, w) {
			at := figure.FindStringIndex(after)
			if at != nil && at[0] <= tallyGap && hasPrefix(strings.TrimLeft(after[at[1]:], " "), visitUnits) {
				return true
			}
		}
	}
	return false
}

// bareCounter reports whether a short block of the furniture is a counter by its
// form alone: two or more of the usual figures, counted in visits, and a word
// for the site or for coming to it.
func bareCounter(s *seen, i int) bool {
	t := s.blocks[i]
	if s.main(i) || t.length() > 120 || len(s.c.Blocks[i].Links()) > 0 || !t.counts() {
		return false
	}
	return figureNames(t.fold()) >= 2 && hasAny(t.fold(), visitUnits) && hasAny(t.fold(), visitVerbs)
}

// figureNames counts the usual names of a counter's figures, such as "today".
func figureNames(folded string) int {
	n := 0
	for _, w := range counterParts {
		if strings.Contains(folded, w) {
			n++
		}
	}
	return n
}

// seeCounter wants the count of visits to the website: counter words with a
// figure that is no telephone number, date or year. A counter drawn by script
// or picture is script_drawn.
func seeCounter(b *body, _ int) sighting {
	out, words, broken := sighting{}, false, false
	if len(b.plus) > 0 && b.whole() {
		return out // a whole page is asked for what it shows itself, not for its files
	}
	q := ""
	where := b.s
	look := func(s *seen, i int) bool {
		t := s.blocks[i]
		if t.says(saysCounter) && t.says(saysBroken) && t.length() < 160 {
			words, broken, q, where = true, true, t.raw, s
			return true
		}
		if !counterLabel(b.v, s, i) {
			if digitsUnder(s, i) {
				words, q, where = true, t.raw, s
			}
			return true
		}
		words = true
		if q == "" {
			q, where = t.raw, s
		}
		if t.counts() {
			out = saw(s, t.raw, checks.AtText)
			return false
		}
		for j := i + 1; j < len(s.c.Blocks) && j <= i+8; j++ {
			bl, near := &s.c.Blocks[j], s.blocks[j]
			f := near.fold()
			if s.region(j) != s.region(i) || bl.Kind == checks.BlockHeading && j > i+1 {
				break
			}
			if near.says(saysBroken) {
				broken = true
				break
			}
			counted := hasAny(f, counterParts) || strings.Trim(f, "0123456789, ครั้งน") == "" || bl.Kind == checks.BlockRow && hasAny(thai.Fold(strings.Join(bl.Header(), " ")), counterTable)
			if counted && !near.says(saysNotCounter) && near.counts() {
				out = saw(s, t.raw+" "+bl.Text, checks.AtText)
				return false
			}
		}
		return true
	}
	b.each(look)
	if out.ok {
		return out
	}
	drawn := func(s *seen) string {
		for _, src := range s.c.Scripts {
			if counterAddress(src) {
				return src
			}
		}
		for i := range s.c.Images {
			if im := &s.c.Images[i]; counterAddress(im.Src) || s.images[i].says(saysCounter) {
				return firstOf(im.Alt, im.File)
			}
		}
		for i := range s.c.Links {
			if l := &s.c.Links[i]; counterAddress(l.URL) {
				return l.URL
			}
		}
		for id := range s.c.IDs {
			if counterID(id) {
				return "#" + id
			}
		}
		if hasAny(thai.Fold(strings.Join(s.c.ScriptWords, " ")), counterWords) {
			return quote(strings.Join(s.c.ScriptWords, " "))
		}
		return ""
	}
	if b.s != nil {
		if d := drawn(b.s); d != "" {
			return sighting{reason: checks.ScriptDrawn, quote: quote(firstOf(q, d)), where: b.s}
		}
	}
	if words || broken {
		return sighting{reason: checks.ScriptDrawn, quote: quote(q), where: where}
	}
	return out
}

// digitsUnder reports whether a short block that speaks of visits is followed by
// figures that are pictures, one for each digit.
func digitsUnder(s *seen, i int) bool {
	t := s.blocks[i]
	if t.length() > 60 || !t.says(saysCounter) || t.says(saysNotCounter) {
		return false
	}
	n := 0
	for j := i; j < len(s.c.Blocks) && j <= i+2; j++ {
		for _, k := range s.c.Blocks[j].Images() {
			if digitPicture.MatchString(strings.ToLower(s.c.Images[k].File)) {
				n++
			}
		}
	}
	return n >= 2
}

// counterID reports whether an element is named as one that a script fills with
// the count of visits.
func counterID(id string) bool {
	id = strings.ToLower(id)
	for _, part := range []string{"totalcount", "visitorcount", "visitor-count", "visitor_count", "hitcounter", "hit-counter", "hit_counter", "sitecounter", "counter-visit", "online-user"} {
		if strings.Contains(id, part) {
			return true
		}
	}
	return false
}

func counterAddress(raw string) bool {
	low := strings.ToLower(raw)
	for _, h := range counterHosts {
		if strings.Contains(low, h) {
			return true
		}
	}
	return false
}

// countsIn reports whether a text carries a plain figure: no telephone number,
// no date, no year.
func countsIn(raw string) bool {
	n := thai.Normalize(raw)
	if phoneIn(n) {
		n = phonePattern.ReplaceAllString(n, " ")
	}
	for _, d := range thai.Dates(n) {
		n = n[:d.Start] + strings.Repeat(" ", d.End-d.Start) + n[d.End:]
	}
	for _, at := range figure.FindAllStringIndex(n, -1) {
		f := strings.ReplaceAll(n[at[0]:at[1]], ",", "")
		if len(f) == 4 && (strings.HasPrefix(f, "25") || strings.HasPrefix(f, "20")) && !strings.Contains(n[at[0]:at[1]], ",") {
			continue
		}
		return true
	}
	return false
}
