package match

import (
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// Words that make names: two Thai words in a row.
const thaiName = `[ก-ฮเ-ไ][ก-๎]{1,30}\s+(?:ณ\s+)?[ก-ฮเ-ไ][ก-๎]{1,30}`

// Titles before a Thai name: civil, academic, medical, military and police,
// written out or short.
const title = `(?:นางสาว|น\.?ส\.|นาง|นายแพทย์|นาย|นพ\.|พญ\.|ทพ\.|ทพญ\.|ภก\.|ภญ\.|กภ\.|ทนพ\.|ทนพญ\.|พท\.|พทป\.|น\.สพ\.|สพ\.ญ\.|พว\.|ดร\.|ผศ\.|รศ\.|แพทย์หญิง|ทันตแพทย์(?:หญิง)?|เภสัชกร(?:หญิง)?|` +
	`(?:ว่าที่\s*)?(?:(?:พล|พ|ร)\.ต\.[อทต]\.|ด\.ต\.|(?:จ\.)?ส\.ต\.[อทต]?\.?|จ\.?ส\.?[อทต]\.|พ\.จ\.[อทต]\.|[พรสจน]\.[อทต]\.|(?:ร้อย|พัน|จ่า|สิบ|นาวา|เรือ|พันจ่า|จ่าสิบ)(?:เอก|โท|ตรี)|(?:พันตำรวจ|ร้อยตำรวจ|สิบตำรวจ)(?:เอก|โท|ตรี)|ดาบตำรวจ)(?:\s*หญิง)?)\s*(` + thaiName + `)`

var (
	titled      = regexp.MustCompile(title)
	titledHere  = regexp.MustCompile(`^` + title)
	titledLatin = regexp.MustCompile(`(?:^|[^a-z])(?:mrs|mr|miss|ms|dr)(?:\.\s*|\s+)[a-z]{2,30}\s+[a-z]{2,30}`)
	labelled    = regexp.MustCompile(`(?:ชื่อ\s*-?\s*(?:นามสกุล|สกุล)\s*[:|]?|ชื่อ\s*[:|])\s*(` + thaiName + `)`)
	plainName   = regexp.MustCompile(`^` + thaiName + `$`)
	nameColumn  = regexp.MustCompile(`^(?:ราย)?ชื่อ-?(?:และ)?(?:นาม)?(?:สกุล)?$`)
	// posts and bodies that begin as a title does: นายอำเภอ, นายกเทศมนตรี, นายแพทย์สาธารณสุขจังหวัด
	notNames = foldAll("อำเภอ", "กเทศ", "กรัฐ", "กองค์", "กสมาคม", "กสภา", "กอบ", "กเหล่า", "กเมือง", "กตำบล", "ทะเบียน", "จ้าง", "ประกัน", "ช่าง", "ด่าน", "ตรวจ", "สัตวแพทย์", "แพทย์", "ทหาร", "หน้า", "สาธารณสุข", "เชี่ยวชาญ",
		"ชำนาญ", "ประจำ", "ปฏิบัติ", "ทรงคุณวุฒิ", "ผู้", "พยาบาล", "ผดุงครรภ์", "งาม", "ฟ้า", "เงือก", "แบบ", "สำนักงาน", "หน่วยงาน", "โครงการ", "ตำแหน่ง", "กลุ่ม", "ฝ่าย")
	notNameWords = foldAll("งาน", "ฝ่าย", "กลุ่ม", "สำนัก", "อำเภอ", "ตำบล", "จังหวัด", "โรงพยาบาล", "ศูนย์", "คณะ", "ติดต่อ", "ข้อมูล", "ข่าว", "ประกาศ", "โทร", "ตำแหน่ง", "หน้า", "ระบบ", "บริการ", "สุขภาพ")
	postWords    = foldAll("สาธารณสุขอำเภอ", "ผู้ช่วยสาธารณสุขอำเภอ", "นักวิชาการ", "เจ้าพนักงาน", "ผู้อำนวยการ", "พยาบาลวิชาชีพ", "ชำนาญการ", "ชำนาญงาน", "หัวหน้า", "นักจัดการงาน")

	positionWords = foldAll("สาธารณสุขอำเภอ", "ผู้อำนวยการ", "หัวหน้า", "นักวิชาการ", "เจ้าพนักงาน", "ผู้ช่วยสาธารณสุขอำเภอ", "พยาบาลวิชาชีพ", "นักจัดการงานทั่วไป", "ตำแหน่ง", "รองผู้อำนวยการ",
		"ผู้บริหาร", "นายแพทย์สาธารณสุขจังหวัด", "ประธาน", "เลขานุการ", "เจ้าหน้าที่", "ทันตแพทย์", "เภสัชกร", "ชำนาญการ", "ชำนาญงาน", "ปฏิบัติการ", "ปฏิบัติงาน", "อาวุโส", "รักษาการ", "รักษาราชการแทน", "นวก.สาธารณสุข", "จพ.สาธารณสุข", "ผอ.", "chief", "director",
		"นวก.", "จพ.", "จนท.", "หน.", "ผช.สสอ", "ผู้ช่วย สสอ", "รก.สสอ", "ทันตาภิบาล", "แพทย์แผนไทย", "นิติกร", "officer", "manager", "head of")
	positionOnly = foldAll("สำนักงานสาธารณสุขอำเภอ")
)

// personsIn counts the names of persons in a text: names after a title, or
// after a label that announces one.
func personsIn(raw string) int {
	n, count := thai.Normalize(raw), 0
	if maybeTitled(n) {
		for _, m := range titled.FindAllStringSubmatch(n, -1) {
			if name := m[1]; !hasPrefix(thai.Fold(name), notNames) {
				count++
			}
		}
	}
	if count == 0 && strings.Contains(n, "ชื่อ") {
		for _, m := range labelled.FindAllStringSubmatch(n, -1) {
			if name := thai.Fold(m[1]); !hasPrefix(name, notNames) && !hasAny(name, notNameWords) {
				count++
			}
		}
	}
	if hasAny(n, latinTitles) {
		count += len(titledLatin.FindAllString(n, -1))
	}
	return count
}

var (
	latinTitles = []string{"mr", "miss", "ms", "dr"}
	longTitles  = []string{"นาง", "นาย", "แพทย์", "เภสัชกร", "ดาบตำรวจ"}
	ranks       = []string{"ร้อย", "พัน", "จ่า", "สิบ", "นาวา", "เรือ"}
	grades      = []string{"เอก", "โท", "ตรี"}
)

// writtenTitles are those of which titled holds one, short forms aside.
func writtenTitles() []string {
	out := []string{"นาง", "นาย", "แพทย์หญิง", "ทันตแพทย์", "เภสัชกร", "ดาบตำรวจ"}
	for _, rank := range append(ranks, "ตำรวจ") {
		for _, grade := range grades {
			out = append(out, rank+grade)
		}
	}
	return foldAll(out...)
}

// maybeTitled is a cheap sign that a normalised text may hold a title: one that
// is written out, or any short form, which ends on a full stop.
func maybeTitled(n string) bool {
	return dotted(n) || hasAny(n, longTitles) || hasAny(n, grades) && hasAny(n, ranks)
}

// bareName reports whether a block is a name without a title: in a column of
// names, or two words alone with a post in the next block.
func bareName(s *seen, i int) bool {
	bl := &s.c.Blocks[i]
	if bl.Kind == checks.BlockRow {
		if len(bl.Header()) != len(bl.Cells()) {
			return false
		}
		for k, cell := range bl.Cells() {
			if nameColumn.MatchString(thai.Fold(bl.Header()[k])) && plainName.MatchString(thai.Normalize(cell)) {
				return true
			}
		}
		return false
	}
	if j := i + 1; s.blocks[i].length() > 45 || j >= len(s.blocks) || s.region(j) != s.region(i) || s.blocks[j].length() > 90 ||
		!s.blocks[j].has(isPostLine, func(t *text) bool { return hasAny(strings.ReplaceAll(t.fold(), positionOnly[0], ""), postWords) }) {
		return false
	}
	n := thai.Normalize(bl.Text)
	return plainName.MatchString(n) && !hasAny(s.blocks[i].fold(), notNameWords) && !hasAny(s.blocks[i].fold(), positionWords)
}

// seePerson wants at least min names of persons, in text or as the words of a picture.
func seePerson(b *body, min int) sighting {
	n, q := 0, ""
	where, place := b.s, checks.AtText
	b.each(func(s *seen, i int) bool {
		k := s.blocks[i].people()
		if k == 0 && bareName(s, i) {
			k = 1
		}
		if n += k; k > 0 && q == "" {
			q, where = s.c.Blocks[i].Text, s
		}
		return true
	})
	if n < atLeast(min) {
		b.eachImage(func(s *seen, im *checks.Image, _ *text) {
			k := personsIn(im.Alt)
			if n += k; k > 0 && q == "" {
				q, where, place = im.Alt, s, checks.AtImage
			}
		})
	}
	if n < atLeast(min) {
		return sighting{have: n, of: atLeast(min)}
	}
	return saw(where, q, place)
}

// seePosition wants the name of a post.
func seePosition(b *body, min int) sighting {
	n, q, where := 0, "", b.s
	look := func(s *seen, t *text, raw string) {
		if t.post() {
			n++
			if q == "" {
				q, where = raw, s
			}
		}
	}
	b.each(func(s *seen, i int) bool {
		if s.c.Blocks[i].Kind != checks.BlockHeading || s.c.Blocks[i].Level > 2 {
			look(s, s.blocks[i], s.c.Blocks[i].Text)
		}
		return true
	})
	b.eachImage(func(s *seen, im *checks.Image, t *text) { look(s, t, im.Alt) })
	if n < atLeast(min) {
		return sighting{}
	}
	return saw(where, q, checks.AtText)
}

// seePicture wants a picture that is content: not an icon, a logo or a line.
func seePicture(b *body, min int) sighting {
	n, q, where := 0, "", b.s
	b.eachImage(func(s *seen, im *checks.Image, t *text) {
		if !furniture(im, t) {
			n++
			if q == "" {
				q, where = pictureName(im), s
			}
		}
	})
	if b.s != nil && b.s.doc != nil && b.s.doc.Kind == checks.KindImage {
		n, q = n+1, b.s.file.raw
	}
	for _, p := range b.plus {
		if p.doc != nil && (p.doc.Kind == checks.KindImage || p.c.Facts.NoText) {
			n++
			if q == "" {
				q, where = p.file.raw, p
			}
		}
	}
	if n < atLeast(min) {
		return sighting{}
	}
	return saw(where, q, checks.AtImage)
}

// sameAlts are alternative texts that a template gives to every picture.
var sameAlts = foldAll("User Avatar", "User Image", "avatar", "profile", "profile picture", "profile image", "user", "image", "img", "picture", "photo", "รูปภาพ", "ภาพ", "รูป")

// pictureName gives the words by which a picture is cited: its alternative text
// where that tells one picture from another, its file's name otherwise.
func pictureName(im *checks.Image) string {
	if im.Alt != "" && (im.File == "" || !slices.Contains(sameAlts, thai.Fold(im.Alt))) {
		return im.Alt
	}
	return im.File
}

var furnitureWords = foldAll("logo", "โลโก้", "icon", "banner", "bullet", "spacer", "line", "button", "btn", "arrow", "new.gif", "hit", "counter", "header", "head", "facebook", "line@", "print", "pdf", "email")

// furniture reports whether a picture decorates a page rather than tells anything.
func furniture(im *checks.Image, t *text) bool {
	if (im.Width > 0 && im.Width < 60) || (im.Height > 0 && im.Height < 40) {
		return true
	}
	name := strings.ToLower(im.File)
	stem := strings.TrimSuffix(name, extension(name))
	for _, w := range []string{"logo", "icon", "spacer", "bullet", "arrow", "blank", "pixel", "btn", "button", "hr", "line", "new", "counter", "header", "print", "pdf", "bg"} {
		if stem == w || strings.HasPrefix(stem, w+"-") || strings.HasPrefix(stem, w+"_") || strings.HasSuffix(stem, "-"+w) || strings.HasSuffix(stem, "_"+w) || strings.TrimRight(stem, "0123456789") == w {
			return true
		}
	}
	return hasAny(t.fold(), furnitureWords[:2])
}

func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i:]
	}
	return ""
}

// seePhoto wants pictures beside persons: a picture in a block with a name or a
// post, before or after it, or whose alt names a person.
func seePhoto(b *body, min int) sighting {
	n, q, where := 0, "", b.s
	b.eachImage(func(s *seen, im *checks.Image, t *text) {
		if furniture(im, t) {
			return
		}
		named := t.says(saysPost) || personsIn(im.Alt) > 0
		for i := im.Block - 1; i <= im.Block+2 && !named; i++ {
			if i >= 0 && i < len(s.blocks) {
				named = s.blocks[i].people() > 0 || s.blocks[i].post()
			}
		}
		if named {
			n++
			if q == "" {
				q, where = pictureName(im), s
			}
		}
	})
	if n < atLeast(min) {
		return sighting{}
	}
	return saw(where, q, checks.AtImage)
}

func firstBlock(b *body, place checks.Place, match func(s *seen, i int) bool) sighting {
	out := sighting{}
	b.each(func(s *seen, i int) bool {
		if match(s, i) {
			out = saw(s, s.c.Blocks[i].Text, place)
			return false
		}
		return true
	})
	return out
}

var (
	unitName = regexp.MustCompile(`(?:^|[\s|,;:()/\-–0-9.])((?:กลุ่มงาน|กลุ่ม|ฝ่าย|แผนก|งาน)\s?[ก-ฮเ-ไ][ก-๎]{3,})`)
	notUnits = foldAll("กลุ่มเป้าหมาย", "กลุ่มวัย", "กลุ่มโรค", "กลุ่มเสี่ยง", "กลุ่มผู้", "กลุ่มอายุ", "กลุ่มประชา", "กลุ่มไลน์", "กลุ่มต่าง", "กลุ่มงานต่าง", "งานวัน", "งานประชุม", "งานแถลง", "งานเลี้ยง", "งานมหกรรม", "งานศพ", "งานบุญ", "งานแต่ง",
		"งานจ้าง", "งานก่อสร้าง", "งานต่าง", "งานที่", "งานของ", "งานและ", "งานตาม", "งานได้", "งานให้", "งานใน", "งานเป็น", "งานนี้", "งานประเพณี", "ฝ่ายต่าง", "ฝ่ายที่", "ฝ่ายตรง", "ฝ่ายเดียว", "ฝ่ายปกครอง")
	unitHeads = foldAll("ผู้ช่วยสาธารณสุขอำเภอ", "หัวหน้ากลุ่ม", "หัวหน้าฝ่าย", "หัวหน้างาน")
)

// unitSigns are in all that unitName can meet.
var unitSigns = []string{"กลุ่ม", "ฝ่าย", "แผนก", "งาน"}

// units lists the units and heads of units that a text names.
func (t *text) units() []string {
	if t.first(knowsUnits) {
		var named []string
		if t.says(saysUnits) {
			n := thai.Normalize(t.raw)
			for _, m := range unitName.FindAllStringSubmatch(n, -1) {
				if name := thai.Fold(m[1]); !hasPrefix(name, notUnits) {
					named = append(named, name)
				}
			}
		}
		if t.says(saysUnit) {
			folded := t.fold()
			for _, w := range unitHeads {
				if strings.Contains(folded, w) {
					named = append(named, w)
				}
			}
		}
		if len(named) > 0 {
			t.tells().units = named
		}
	}
	if t.more == nil || t.more.told == nil {
		return nil
	}
	return t.more.told.units
}

// seeUnits wants at least min units or heads of units of an office to be named,
// each once: what a chart of organisation consists of.
func seeUnits(b *body, min int) sighting {
	named, q := map[string]bool{}, ""
	where := b.s
	b.each(func(s *seen, i int) bool {
		before := len(named)
		for _, name := range s.blocks[i].units() {
			named[name] = true
		}
		if q == "" && len(named) > before {
			q, where = s.c.Blocks[i].Text, s
		}
		return true
	})
	if len(named) < atLeast(min) {
		return sighting{have: len(named), of: atLeast(min)}
	}
	return saw(where, q, checks.AtText)
}
