package match

import (
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	lawStart  = regexp.MustCompile(`(?:^|[\s|:•◈"'“\-–(\d.)])(พ\.?\s?ร\.?\s?บ\.?|พ\.?ร\.?[กฎ]\.|พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|กฎกระทรวง|กฏกระทรวง|กฎ\s?ก\.พ\.|ระเบียบ(?:กระทรวง|สำนัก|คณะ|สำนักนายก|กรม|ว่าด้วย)?|ข้อบังคับ|ประกาศ(?:กระทรวง|กรม|คณะ|สำนัก)|คำสั่ง(?:กระทรวง|สำนัก|หัวหน้า|คณะ|กรม)|มติ(?:คณะรัฐมนตรี|\s?ครม)|รัฐธรรมนูญ|ประมวลกฎหมาย|ประมวลจริยธรรม|ข้อบัญญัติ|เทศบัญญัติ|หนังสือเวียน)\s*([^\s|]{2,})`)
	lawYear   = regexp.MustCompile(`พ\.?\s?ศ\.?\s*[0-9]{4}|\(ฉบับที่|(?:^|[^0-9])2[45][0-9]{2}(?:[^0-9]|$)|ว่าด้วย`)
	sourceTag = foldAll("ที่มา", "แหล่งที่มา", "แหล่งข้อมูล", "อ้างอิง", "ราชกิจจานุเบกษา", "เล่ม ", "credit", "source", "เจ้าของข้อมูล", "ข้อมูลจาก", "โดย :", "โดย:", "ขอบคุณข้อมูล", "ขอบคุณที่มา", "ภาพจาก", "เอกสารอ้างอิง")
	gazette   = foldAll("ราชกิจจานุเบกษา")
	lawHosts  = []string{"ratchakitcha", "krisdika", "ocs.go.th", "soc.go.th", ".moph.go.th", "moph.go.th", "oic.go.th", "cgd.go.th", "gprocurement", "mratchakitcha", "parliament.go.th", "nhso.go.th", "fda.", "ddc.", "anamai.", "law.", ".go.th"}
	// what follows the name of a kind where a heading lists kinds, not one law
	kindsOnly = regexp.MustCompile(`^(?:ข้อบังคับ|ระเบียบ|กฎ|กฏ|ประกาศ|คำสั่ง|มติ|หนังสือ|พ\.?ร\.?บ|พระราช|และ|หรือ|ที่เกี่ยวข้อง|ต่าง|น่ารู้|แนวปฏิบัติ|แนวทาง|หลักเกณฑ์|สั่งการ|ทั่วไป|อื่น|การ$|การประชุม|วาระ|/|,|ฯลฯ)`)
	notLaw    = foldAll("ระเบียบวาระ", "ประกวดราคา", "สอบราคา", "ราคากลาง", "ผู้ชนะ", "จัดซื้อจัดจ้างประจำปี", "แผนการจัดซื้อ", "เผยแพร่แผน", "รับสมัคร", "รายชื่อผู้", "เชิญชวน", "ประชาสัมพันธ์")
)

type entryAt struct {
	s *seen
	i int
}

// titledLaw reports whether a text is the title of one law, rule or order: it
// names a kind and what the law is about. A heading that only lists kinds
// ("กฎหมาย ระเบียบ ข้อบังคับ") is none, nor is a notice of procurement.
func titledLaw(t string) bool {
	if len([]rune(t)) >= 300 || hasAny(thai.Fold(t), notLaw) {
		return false
	}
	for _, m := range lawStart.FindAllStringSubmatch(t, -1) {
		if !kindsOnly.MatchString(m[2]) {
			return true
		}
	}
	return false
}

// lawBlocks is how much of a file is read for titles of laws: a file that lists
// them begins with them, and one that applies them names them on every page.
const lawBlocks = 60

var lawKinds = foldAll("พรบ", "พ.ร", "พระราช", "กฎ", "ระเบียบ", "ข้อบังคับ", "ประกาศ", "คำสั่ง", "มติ", "รัฐธรรมนูญ", "ประมวล", "บัญญัติ", "หนังสือเวียน")

// lawEntries lists the blocks that are titled laws: with their year or number,
// or with something to open.
func lawEntries(b *body) (out []entryAt) {
	var in *seen
	n := 0
	b.each(func(s *seen, i int) bool {
		if n++; s != in {
			in, n = s, 0
		}
		if s.doc != nil && n > lawBlocks || !hasAny(s.blocks[i].folded, lawKinds) {
			return true
		}
		t := thai.Normalize(s.c.Blocks[i].Text)
		if (len(s.c.Blocks[i].Links) > 0 || lawYear.MatchString(t)) && titledLaw(t) {
			out = append(out, entryAt{s, i})
		}
		return true
	})
	return out
}

// seeLawTitle wants at least min titled laws, rules or orders.
func seeLawTitle(b *body, min int) sighting {
	list := lawEntries(b)
	if len(list) < atLeast(min) {
		return sighting{have: len(list), of: atLeast(min)}
	}
	return saw(list[0].s, list[0].s.c.Blocks[list[0].i].Text, checks.AtText)
}

// sourced reports whether the block at i says where its content comes from, by
// a word or by a link to a body that publishes law or statistics.
func sourced(b *body, s *seen, i int) bool {
	bl := &s.c.Blocks[i]
	if hasAny(s.blocks[i].folded, sourceTag) {
		return true
	}
	for n, head := range bl.Header {
		if n < len(bl.Cells) && len([]rune(strings.Trim(bl.Cells[n], " -–."))) > 2 && hasAny(thai.Fold(head), sourceTag) {
			return true
		}
	}
	for _, li := range bl.Links {
		l := &s.c.Links[li]
		if !b.v.offSite(outward(l.URL)) {
			continue
		}
		h := host(outward(l.URL))
		for _, w := range lawHosts {
			if strings.Contains(h, w) {
				return true
			}
		}
	}
	// a print of the Gazette names itself
	for _, li := range bl.Links {
		t := b.v.follow(s, &s.c.Links[li])
		if t.fate != fateFile {
			continue
		}
		for n, j := range t.to.mains {
			if n > 5 {
				break
			}
			if hasAny(t.to.blocks[j].folded, gazette) {
				return true
			}
		}
	}
	return false
}

// seeSource counts how many of the titled entries show their source; where
// there are no entries, one source word is wanted.
func seeSource(b *body, _ int) sighting {
	list := lawEntries(b)
	have, q := 0, ""
	where := b.s
	var missing []string
	for n, e := range list {
		ok := sourced(b, e.s, e.i)
		end := len(e.s.c.Blocks)
		if n+1 < len(list) && list[n+1].s == e.s {
			end = list[n+1].i
		}
		for j := e.i + 1; !ok && j < end && j <= e.i+2; j++ {
			ok = hasAny(e.s.blocks[j].folded, sourceTag)
		}
		if ok {
			have++
			if q == "" {
				q, where = e.s.c.Blocks[e.i].Text, e.s
			}
		} else if len(missing) < 8 {
			missing = append(missing, quote(e.s.c.Blocks[e.i].Text))
		}
	}
	if have > 0 {
		return sighting{ok: true, quote: quote(q), where: where, place: checks.AtText, have: have, of: len(list), missing: missing, each: true}
	}
	general := firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		return hasAny(s.blocks[i].folded, sourceTag) && len(s.c.Blocks[i].Text) < 400
	})
	if general.ok {
		return general
	}
	return sighting{have: 0, of: len(list), missing: missing}
}

// seeSourcedDated counts how many of the knowledge items show both a source and
// a date, on the list or on the item's own page.
func seeSourcedDated(b *body, _ int) sighting {
	have, of, q := 0, 0, ""
	where := b.s
	var missing []string
	tally := func(s *seen, name string, src, date bool) {
		of++
		if src && date {
			have++
			if q == "" {
				q, where = name, s
			}
		} else if len(missing) < 8 {
			missing = append(missing, quote(name))
		}
	}
	done := map[*seen]bool{}
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if bl.Region != checks.RegionMain && bl.Region != "" || bl.Kind == checks.BlockHeading && len(bl.Links) == 0 {
			return true
		}
		for _, li := range bl.Links {
			t := b.v.follow(s, &s.c.Links[li])
			if t.to == nil || done[t.to] || t.fate != fatePage && t.fate != fateFile {
				continue
			}
			done[t.to] = true
			src := hasAny(s.blocks[i].folded, sourceTag)
			date := len(thai.Dates(bl.Text)) > 0
			for n, j := range t.to.mains {
				if n > 60 {
					break
				}
				src = src || hasAny(t.to.blocks[j].folded, sourceTag)
				date = date || len(thai.Dates(t.to.c.Blocks[j].Text)) > 0
			}
			tally(t.to, firstOf(s.c.Links[li].Text, t.to.c.Title), src, date)
		}
		return true
	})
	if of == 0 {
		for _, c := range cardsIn(b) {
			if c.runes >= 30 {
				tally(c.s, c.head, hasAny(c.folded, sourceTag), c.dated)
			}
		}
	}
	if of == 0 {
		b.each(func(s *seen, i int) bool {
			t := &s.blocks[i]
			if hasAny(t.folded, sourceTag) {
				tally(s, t.raw, true, len(thai.Dates(t.raw)) > 0 || dateNear(s, i))
			}
			return true
		})
	}
	if have == 0 {
		return sighting{have: 0, of: of, missing: missing}
	}
	return sighting{ok: true, quote: quote(q), where: where, place: checks.AtText, have: have, of: of, missing: missing, each: true}
}

func dateNear(s *seen, i int) bool {
	for j := max(0, i-2); j <= i+2 && j < len(s.blocks); j++ {
		if len(thai.Dates(s.c.Blocks[j].Text)) > 0 {
			return true
		}
	}
	return false
}

var (
	counterWords  = foldAll("ผู้เข้าชม", "ผู้เยี่ยมชม", "สถิติการเข้าใช้", "สถิติผู้เข้า", "จำนวนผู้เข้า", "ผู้เข้าใช้", "ผู้ชม", "visitors", "visitor", "เข้าชมเว็บ", "ออนไลน์ขณะนี้", "ขณะนี้ออนไลน์", "กำลังออนไลน์", "ผู้ใช้งานเว็บไซต์", "counter", "ยอดเข้าชม", "จำนวนครั้งที่เข้าชม", "การเข้าชมเว็บไซต์", "เยี่ยมชมเว็บ", "สถิติเว็บไซต์", "สถิติการเข้าชม", "page views", "pageviews")
	notCounter    = foldAll("ครั้งที่อ่าน", "เปิดอ่าน", "รับบริการ", "ผู้ป่วย", "เรื่องร้องเรียน", "อ่านแล้ว", "counter service", "ผู้เข้าร่วม", "ชมนิทรรศการ")
	counterParts  = foldAll("วันนี้", "เมื่อวาน", "เดือนนี้", "ทั้งหมด", "ปีนี้", "today", "total", "yesterday", "month", "สัปดาห์นี้", "รวม", "เดือนที่แล้ว")
	counterHosts  = []string{"histats", "statcounter", "amazingcounter", "freecounter", "hitwebcounter", "flagcounter", "truehits", "counter.", "webcounter", "clustrmaps", "hit-counter", "simplehitcounter", "/counter", "counter/", "counter.php", "counter.js", "mycounter", "sitestat", "hits.php"}
	figure        = regexp.MustCompile(`[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+`)
	counterBroken = foldAll("ระบบขัดข้อง", "ขัดข้อง", "ไม่สามารถแสดง", "ปิดปรับปรุง")
	counterTable  = foldAll("จำนวน", "ครั้ง", "ผู้เข้า", "ผู้ชม", "visit", "view", "ip")
)

// counterLabel reports whether the block at i speaks of visits to the website.
// In the main part of an inner page a bare "ผู้เข้าชม 245 ครั้ง" counts the
// readers of that one text, and running text tells of an event.
func counterLabel(v *view, s *seen, i int) bool {
	t := &s.blocks[i]
	if !hasAny(t.folded, counterWords) || hasAny(t.folded, notCounter) {
		return false
	}
	if len(s.c.Blocks[i].Links) > 0 && !countsIn(t.raw) && linkHeavy(s, i) {
		return false // a link to statistics is no counter
	}
	about := hasAny(t.folded, siteWords) || strings.Contains(t.folded, counterWords[2])
	n := len([]rune(t.raw))
	switch {
	case n > 400:
		return false
	case !s.c.Blocks[i].Main(), s == v.home, about:
		return about || n <= 160
	}
	// an inner page that is itself about statistics, or a box of several figures
	return n <= 160 && (hasAny(s.title.folded, counterWords) || figureNames(t.folded) >= 2 || s.c.Blocks[i].Kind == checks.BlockHeading && n < 60)
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
	if len(b.plus) > 0 && len(b.idx) == len(b.s.c.Blocks) {
		return out // a whole page is asked for what it shows itself, not for its files
	}
	q := ""
	where := b.s
	look := func(s *seen, i int) bool {
		t := &s.blocks[i]
		if hasAny(t.folded, counterWords) && hasAny(t.folded, counterBroken) && len([]rune(t.raw)) < 160 {
			words, broken, q, where = true, true, t.raw, s
			return true
		}
		if !counterLabel(b.v, s, i) {
			return true
		}
		words = true
		if q == "" {
			q, where = t.raw, s
		}
		if countsIn(t.raw) {
			out = saw(s, t.raw, checks.AtText)
			return false
		}
		for j := i + 1; j < len(s.c.Blocks) && j <= i+8; j++ {
			bl, f := &s.c.Blocks[j], s.blocks[j].folded
			if bl.Region != s.c.Blocks[i].Region || bl.Kind == checks.BlockHeading && j > i+1 {
				break
			}
			if hasAny(f, counterBroken) {
				broken = true
				break
			}
			counted := hasAny(f, counterParts) || strings.Trim(f, "0123456789, ครั้งน") == "" || bl.Kind == checks.BlockRow && hasAny(thai.Fold(strings.Join(bl.Header, " ")), counterTable)
			if counted && !hasAny(f, notCounter) && countsIn(bl.Text) {
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
			if im := &s.c.Images[i]; counterAddress(im.Src) || hasAny(s.images[i].folded, counterWords) {
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

var (
	satisfied    = foldAll("พึงพอใจ")
	scorePattern = regexp.MustCompile(`(?:ร้อยละ|คะแนน|ค่าเฉลี่ย|เฉลี่ย|x̄)\s*(?:ความพึงพอใจ)?[^0-9]{0,40}[0-9]{1,3}(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]+)?\s*(?:%|เปอร์เซ็นต์|คะแนน)`)
	siteWords    = foldAll("เว็บไซต์", "เว็บ", "website", "เว็ปไซต์", "เวบไซต์")
	serviceWords = foldAll("การให้บริการ", "ผู้รับบริการ", "ผู้ป่วย", "คลินิก", "การบริการ", "งานบริการ", "รพ.สต", "ผู้มารับบริการ", "บริการสาธารณสุข")
)

// seeScore wants a published degree of satisfaction: a percentage or an average
// beside the word.
func seeScore(b *body, _ int) sighting {
	spoken := false
	out := sighting{}
	b.each(func(s *seen, i int) bool {
		t := &s.blocks[i]
		spoken = spoken || hasAny(t.folded, satisfied) || hasAny(thai.Fold(strings.Join(s.c.Blocks[i].Header, " ")), satisfied)
		if (spoken || hasAny(thai.Fold(b.label), satisfied)) && (scorePattern.MatchString(thai.Normalize(t.raw)) || s.c.Blocks[i].Kind == checks.BlockRow && rowScore(s, i)) {
			out = saw(s, t.raw, checks.AtText)
			return false
		}
		return true
	})
	return out
}

var decimals = regexp.MustCompile(`^\s*[0-9]{1,3}(?:\.[0-9]{1,2})?\s*%?\s*$`)

// rowScore reports whether a table's row gives a figure under a column of scores.
func rowScore(s *seen, i int) bool {
	head := thai.Fold(strings.Join(s.c.Blocks[i].Header, " "))
	if !strings.Contains(head, thai.Fold("ร้อยละ")) && !strings.Contains(head, thai.Fold("คะแนน")) && !strings.Contains(head, thai.Fold("เฉลี่ย")) && !strings.Contains(head, thai.Fold("ระดับ")) {
		return false
	}
	for _, c := range s.c.Blocks[i].Cells {
		if decimals.MatchString(thai.Normalize(c)) {
			return true
		}
	}
	return false
}

// seeAboutSite wants a text on satisfaction to speak of the website. One that
// speaks of a service is service_not_site.
func seeAboutSite(b *body, _ int) sighting {
	site, service, content, q := 0, 0, false, ""
	where := b.s
	look := func(s *seen, folded, raw string) {
		content = content || hasAny(folded, satisfied)
		if hasAny(folded, siteWords) {
			site++
			if q == "" {
				q, where = raw, s
			}
		}
		if hasAny(folded, serviceWords) {
			service++
		}
	}
	look(b.s, thai.Fold(b.label), b.label)
	b.each(func(s *seen, i int) bool {
		if len([]rune(s.c.Blocks[i].Text)) < 400 {
			look(s, s.blocks[i].folded, s.c.Blocks[i].Text)
		}
		return true
	})
	b.eachForm(func(s *seen, f *checks.Form) { look(s, thai.Fold(f.Text), f.Text) })
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
