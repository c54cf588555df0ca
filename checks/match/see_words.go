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
		if s.doc != nil && n > lawBlocks || !s.blocks[i].says(saysLaw) {
			return true
		}
		if t := s.blocks[i]; (len(s.c.Blocks[i].Links()) > 0 || t.normal(isLawful, lawYear.MatchString)) && t.normal(isLaw, titledLaw) {
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
	if s.blocks[i].says(saysSource) {
		return true
	}
	for n, head := range bl.Header() {
		if n < len(bl.Cells()) && len([]rune(strings.Trim(bl.Cells()[n], " -–."))) > 2 && hasAny(thai.Fold(head), sourceTag) {
			return true
		}
	}
	for _, li := range bl.Links() {
		to := b.v.outward(s.addresses[li])
		if !b.v.away(to) {
			continue
		}
		h := to.hostOf()
		for _, w := range lawHosts {
			if strings.Contains(h, w) {
				return true
			}
		}
	}
	// a print of the Gazette names itself
	for _, li := range bl.Links() {
		t := b.v.followAt(s, int(li))
		if t.fate != fateFile {
			continue
		}
		for n, j := range t.to.mains {
			if n > 5 {
				break
			}
			if t.to.blocks[j].says(saysGazette) {
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
			ok = e.s.blocks[j].says(saysSource)
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
		return s.blocks[i].says(saysSource) && len(s.c.Blocks[i].Text) < 400
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
		if !s.main(i) || bl.Kind == checks.BlockHeading && len(bl.Links()) == 0 {
			return true
		}
		for _, li := range bl.Links() {
			t := b.v.followAt(s, int(li))
			if t.to == nil || done[t.to] || t.fate != fatePage && t.fate != fateFile {
				continue
			}
			done[t.to] = true
			src := s.blocks[i].says(saysSource)
			date := len(s.blocks[i].dates()) > 0
			for n, j := range t.to.mains {
				if n > 60 {
					break
				}
				src = src || t.to.blocks[j].says(saysSource)
				date = date || len(t.to.blocks[j].dates()) > 0
			}
			tally(t.to, firstOf(s.c.Links[li].Text, t.to.c.Title), src, date)
		}
		return true
	})
	if of == 0 {
		for _, c := range cardsIn(b) {
			if c.runes >= 30 {
				tally(c.s, c.head, c.carries&saysSource != 0, c.dated)
			}
		}
	}
	if of == 0 {
		b.each(func(s *seen, i int) bool {
			t := s.blocks[i]
			if t.says(saysSource) {
				tally(s, t.raw, true, len(t.dates()) > 0 || dateNear(s, i))
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
		if len(s.blocks[j].dates()) > 0 {
			return true
		}
	}
	return false
}
