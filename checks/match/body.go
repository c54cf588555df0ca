package match

import (
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// body is what stands under a label: some blocks of one resource and, where the
// label leads to files, the text of those files.
type body struct {
	v    *view
	s    *seen
	idx  []int   // blocks of s, ascending
	plus []*seen // documents or pages whose main text counts as well
	// label is the text that steered here: heading, link text, row label.
	label string
	hops  int // pages followed to get here, where parts are looked for
}

// each walks the blocks in order until yield says stop.
func (b *body) each(yield func(s *seen, i int) bool) {
	for _, i := range b.idx {
		if !yield(b.s, i) {
			return
		}
	}
	for _, p := range b.plus {
		for _, i := range p.mains {
			if !yield(p, i) {
				return
			}
		}
	}
}

// eachLink walks the links inside the body by their numbers, without contact
// links.
func (b *body) eachLink(yield func(s *seen, li int)) {
	b.someLinks(func(s *seen, li int) bool {
		yield(s, li)
		return true
	})
}

// someLinks walks them by their numbers until yield says stop.
func (b *body) someLinks(yield func(s *seen, li int) bool) {
	if b.s == nil || !linksIn(b.s, b.idx, yield) {
		return
	}
	for _, p := range b.plus {
		if p.page != nil && !linksIn(p, p.mains, yield) {
			return
		}
	}
}

func linksIn(s *seen, idx []int, yield func(s *seen, li int) bool) bool {
	for _, i := range idx {
		for _, li := range s.c.Blocks[i].Links() {
			l := &s.c.Links[li]
			if !l.Hidden && l.Kind != checks.LinkMail && l.Kind != checks.LinkPhone && !yield(s, int(li)) {
				return false
			}
		}
	}
	return true
}

// linked reports whether any link stands inside the body.
func (b *body) linked() bool {
	any := false
	b.someLinks(func(*seen, int) bool {
		any = true
		return false
	})
	return any
}

// eachImage walks the pictures inside the body.
func (b *body) eachImage(yield func(s *seen, im *checks.Image, t *text)) {
	walk := func(s *seen, idx []int) {
		for _, i := range idx {
			for _, n := range s.c.Blocks[i].Images() {
				yield(s, &s.c.Images[n], s.images[n])
			}
		}
	}
	walk(b.s, b.idx)
	for _, p := range b.plus {
		if p.page != nil {
			walk(p, p.mains)
		}
	}
}

// eachForm walks the forms that begin inside the body.
func (b *body) eachForm(yield func(s *seen, f *checks.Form)) {
	walk := func(s *seen, idx []int) {
		if len(idx) == 0 {
			return
		}
		for i := range s.c.Forms {
			f := &s.c.Forms[i]
			if f.Block >= idx[0] && f.Block <= idx[len(idx)-1]+1 {
				yield(s, f)
			}
		}
	}
	walk(b.s, b.idx)
	for _, p := range b.plus {
		if p.page != nil {
			walk(p, p.mains)
		}
	}
}

// prose counts the characters of running text: text outside headings and links.
func (b *body) prose() (runes int, longest string) {
	most := 0 // characters of longest
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if bl.Kind == checks.BlockHeading || s.blocks[i].chrome() {
			return true
		}
		n := s.blocks[i].length()
		for _, li := range bl.Links() {
			n -= s.links[li].length()
		}
		if n > 0 {
			runes += n
			if n > most {
				longest, most = bl.Text, s.blocks[i].length()
			}
		}
		return true
	})
	return runes, longest
}

var chromeWords = foldAll("ปรับปรุงล่าสุด", "แก้ไขล่าสุด", "ฮิต:", "จำนวนผู้อ่าน", "อ่านแล้ว", "เปิดอ่าน", "พิมพ์หน้านี้",
	"ท่านอยู่ที่นี่", "แชร์หน้านี้", "เขียนโดย", "โพสต์เมื่อ", "เผยแพร่เมื่อ", "เข้าชม:", "อ่าน:", "กลับหน้าแรก", "กลับหน้าหลัก", "กลับสู่หน้าหลัก")

// quote gives a block's text, cut to a length that a report can print.
func quote(s string) string {
	const most = 240
	s = strings.TrimSpace(s)
	if len(s) <= most && utf8.ValidString(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // each broken byte shows as one sign
	}
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
