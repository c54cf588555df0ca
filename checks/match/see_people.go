package match

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	// Titles before a Thai name: civil, academic, medical, police and military.
	personPattern = regexp.MustCompile(`(?:นางสาว|นาง|นาย|น\.ส\.|นพ\.|พญ\.|ทพ\.|ทพญ\.|ภก\.|ภญ\.|ดร\.|ว่าที่\s*(?:ร\.?ต\.?|ร้อยตรี)(?:หญิง)?|(?:พ\.?ต\.?|ร\.?ต\.?|จ\.?ส\.?)(?:อ|ท|ต)\.?|นายแพทย์|แพทย์หญิง|ทันตแพทย์(?:หญิง)?|เภสัชกร(?:หญิง)?|mr\.?|mrs\.?|miss|ms\.?)\s*[ก-ฮเ-ไa-z][ก-๎a-z]{1,30}\s+[ก-ฮเ-ไa-z][ก-๎a-z]{1,30}`)
	positionWords = foldAll("สาธารณสุขอำเภอ", "ผู้อำนวยการ", "หัวหน้า", "นักวิชาการ", "เจ้าพนักงาน", "ผู้ช่วยสาธารณสุขอำเภอ", "พยาบาลวิชาชีพ", "นักจัดการงานทั่วไป", "ตำแหน่ง", "รองผู้อำนวยการ",
		"ผู้บริหาร", "นายแพทย์สาธารณสุขจังหวัด", "ประธาน", "เลขานุการ", "เจ้าหน้าที่", "ทันตแพทย์", "เภสัชกร", "ชำนาญการ", "ปฏิบัติการ", "chief", "director")
	positionOnly = foldAll("สำนักงานสาธารณสุขอำเภอ")
)

// seePerson wants at least min names of persons with a Thai title.
func seePerson(b *body, min int) sighting {
	n, q := 0, ""
	where, place := b.s, checks.AtText
	b.each(func(s *seen, i int) bool {
		if k := len(personPattern.FindAllString(thai.Normalize(s.c.Blocks[i].Text), -1)); k > 0 {
			n += k
			if q == "" {
				q, where = s.c.Blocks[i].Text, s
			}
		}
		return true
	})
	if n < atLeast(min) {
		b.eachImage(func(s *seen, im *checks.Image, _ *text) {
			if k := len(personPattern.FindAllString(thai.Normalize(im.Alt), -1)); k > 0 {
				n += k
				if q == "" {
					q, where, place = im.Alt, s, checks.AtImage
				}
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
	look := func(s *seen, folded, raw string) {
		folded = strings.ReplaceAll(folded, positionOnly[0], "")
		if hasAny(folded, positionWords) {
			n++
			if q == "" {
				q, where = raw, s
			}
		}
	}
	b.each(func(s *seen, i int) bool {
		if s.c.Blocks[i].Kind != checks.BlockHeading || s.c.Blocks[i].Level > 2 {
			look(s, s.blocks[i].folded, s.c.Blocks[i].Text)
		}
		return true
	})
	b.eachImage(func(s *seen, im *checks.Image, t *text) { look(s, t.folded, im.Alt) })
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

func pictureName(im *checks.Image) string {
	if im.Alt != "" {
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
	return hasAny(t.folded, furnitureWords[:2])
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
		named := personPattern.MatchString(thai.Normalize(im.Alt)) || hasAny(t.folded, positionWords)
		for i := im.Block - 1; i <= im.Block+2 && !named; i++ {
			if i >= 0 && i < len(s.blocks) {
				named = personPattern.MatchString(thai.Normalize(s.c.Blocks[i].Text)) || hasAny(strings.ReplaceAll(s.blocks[i].folded, positionOnly[0], ""), positionWords)
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

var (
	phonePattern = regexp.MustCompile(`(?:\+66[\s-]?|0)[1-9](?:[\s.-]?[0-9]){6,8}`)
	notPhone     = regexp.MustCompile(`[0-9]{11,}`)
	phoneWords   = foldAll("โทร", "tel", "phone", "เบอร์", "ติดต่อ", "call", "สายด่วน", "มือถือ", "หมายเลข")
	faxWords     = foldAll("โทรสาร", "แฟกซ์", "แฟ็กซ์", "fax", "แฟ๊กซ์")
	emailPattern = regexp.MustCompile(`[a-z0-9._%+-]+\s?(?:@|\[at\]|\(at\))\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}`)
)

func phoneIn(s string) bool {
	n := thai.Normalize(s)
	for _, at := range phonePattern.FindAllStringIndex(n, -1) {
		if at[0] > 0 && isDigit(n[at[0]-1]) || at[1] < len(n) && isDigit(n[at[1]]) {
			continue
		}
		if notPhone.MatchString(n[at[0]:at[1]]) {
			continue
		}
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

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

// seePhone wants a telephone number that is not a fax number alone.
func seePhone(b *body, _ int) sighting {
	out := firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		f := s.blocks[i].folded
		if !phoneIn(s.c.Blocks[i].Text) {
			return false
		}
		return !hasAny(f, faxWords) || hasAny(strings.NewReplacer(faxWords[0], "").Replace(f), phoneWords)
	})
	if out.ok {
		return out
	}
	for i := range b.idx {
		for _, li := range b.s.c.Blocks[b.idx[i]].Links {
			if l := &b.s.c.Links[li]; l.Kind == checks.LinkPhone && phoneIn(l.URL) {
				return saw(b.s, l.Text+" "+l.URL, checks.AtLink)
			}
		}
	}
	return out
}

// seeFax wants a number in a block that speaks of a fax.
func seeFax(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		f := s.blocks[i].folded
		for _, w := range faxWords {
			at := strings.Index(f, w)
			if at < 0 {
				continue
			}
			rest := thai.Normalize(f[at:])
			if len(rest) > 90 {
				rest = rest[:90]
			}
			if phoneIn(rest) {
				return true
			}
			// "โทรศัพท์/โทรสาร" may carry the number of both before the word
			if strings.Contains(f, "/"+w) && phoneIn(f) {
				return true
			}
		}
		return false
	})
}

// seeEmail wants an address as text or as a mailto link.
func seeEmail(b *body, _ int) sighting {
	out := firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		return emailPattern.MatchString(strings.ToLower(s.c.Blocks[i].Text))
	})
	if out.ok || b.s == nil {
		return out
	}
	for _, i := range b.idx {
		for _, li := range b.s.c.Blocks[i].Links {
			if l := &b.s.c.Links[li]; l.Kind == checks.LinkMail && emailPattern.MatchString(strings.ToLower(l.URL)) {
				return saw(b.s, strings.TrimPrefix(l.URL, "mailto:"), checks.AtLink)
			}
		}
	}
	return out
}

var (
	postCode     = regexp.MustCompile(`(?:^|[^0-9])[1-9][0-9]{4}(?:[^0-9]|$)`)
	addressWords = foldAll("เลขที่", "หมู่ที่", "หมู่", "ตำบล", "ต.", "อำเภอ", "อ.", "จังหวัด", "จ.", "ถนน")
)

// seeAddress wants a postal address: a post code and two of its usual words.
func seeAddress(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		f, n := s.blocks[i].folded, 0
		for _, w := range addressWords {
			if strings.Contains(f, w) {
				n++
			}
		}
		return n >= 3 && postCode.MatchString(thai.Normalize(s.c.Blocks[i].Text))
	})
}

var (
	mapWords    = foldAll("แผนที่ตั้ง", "แผนที่สำนักงาน", "แผนที่หน่วยงาน", "แผนที่การเดินทาง", "แผนที่ สสอ", "แผนที่มา", "แผนที่", "map", "ที่ตั้งหน่วยงาน", "ที่ตั้งสำนักงาน", "location")
	notMapWords = foldAll("เสี่ยง", "ระบาด", "อาณาเขต", "ยุทธศาสตร์", "ท่องเที่ยว", "แผนที่ทางเดินยุทธศาสตร์", "sitemap", "site map", "โรค", "ชุมชน", "แสดงเขต", "เขตรับผิดชอบ", "ความเสี่ยง", "นำทางเว็บ")
)

// mapAddress reports whether an address shows a place on a map service.
func mapAddress(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	h, p := strings.ToLower(u.Hostname()), strings.ToLower(u.Path)
	switch {
	case strings.HasPrefix(h, "maps.") || strings.HasPrefix(h, "map."):
		return true
	case strings.Contains(h, "google.") && strings.Contains(p, "/maps"):
		return true
	case h == "goo.gl" && strings.HasPrefix(p, "/maps"):
		return true
	case strings.Contains(h, "openstreetmap.org"), strings.Contains(h, "longdo.com"), strings.Contains(h, "here.com"), strings.Contains(h, "bing.com") && strings.Contains(p, "maps"):
		return true
	}
	return strings.Contains(p, "/maps/embed") || strings.Contains(p, "/maps/place")
}

// seeMap wants a map of where the office is: an embedded or linked map service,
// or a picture named so; a map of diseases or borders is none.
func seeMap(b *body, _ int) sighting {
	out := sighting{}
	b.eachLink(func(s *seen, l *checks.Link) {
		folded := thai.Fold(l.Text + " " + l.Title)
		if !out.ok && mapAddress(l.URL) && !hasAny(folded, notMapWords) {
			q := l.Text
			if q == "" {
				q = l.URL
			}
			out = saw(s, q, checks.AtLink)
		}
	})
	if out.ok {
		return out
	}
	b.eachImage(func(s *seen, im *checks.Image, t *text) {
		name := t.folded + " " + thai.Fold(strings.NewReplacer("-", " ", "_", " ").Replace(im.File))
		if !out.ok && hasAny(name, mapWords) && !hasAny(name, notMapWords) {
			out = saw(s, pictureName(im), checks.AtImage)
		}
	})
	if out.ok {
		return out
	}
	// a picture right under a heading or line that says it is the map
	b.each(func(s *seen, i int) bool {
		t := &s.blocks[i]
		if len([]rune(t.raw)) > 120 || !hasAny(t.folded, mapWords) || hasAny(t.folded, notMapWords) {
			return true
		}
		for j := i; j <= i+2 && j < len(s.c.Blocks); j++ {
			for _, n := range s.c.Blocks[j].Images {
				if im := &s.c.Images[n]; !furniture(im, &s.images[n]) && !hasAny(s.images[n].folded, notMapWords) {
					out = saw(s, t.raw+" "+pictureName(im), checks.AtImage)
					return false
				}
			}
		}
		return true
	})
	return out
}
