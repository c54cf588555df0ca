package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	longestName = 60  // characters of a line that is a person's name and no more
	longestPost = 110 // characters of a line that is a post and no more
	longestCard = 160 // characters of a further line of a card
	cardLines   = 3   // further lines of a card
	cardLevel   = 2   // a heading above it is that of the page
)

var (
	// what a post begins with where it stands above the name: words that are
	// no title of a section
	postStarts = foldAll("สาธารณสุขอำเภอ", "ผู้ช่วยสาธารณสุขอำเภอ", "นักวิชาการ", "เจ้าพนักงาน", "พยาบาลวิชาชีพ", "นักจัดการงานทั่วไป")
	notPosts   = foldAll("และ", "ทำเนียบ", "รายชื่อ", "ประกาศ", "รับสมัคร", "คำสั่ง", "ข่าว", "ประชุม", "อบรม")
	cardWords  = foldAll("หน้าที่", "โทร", "มือถือ", "รับผิดชอบ", "กลุ่มงาน")
)

// joinCards gives content in which each card of a person that is set in
// headings, the name in one and the post in the next, is one block of text:
// such headings open no sections, and what a card says belongs together. The
// content itself is left as it was seen.
func joinCards(c *checks.Content, main func(i int) bool) *checks.Content {
	out := c
	for i := 0; i < len(c.Blocks); i++ {
		end := cardEnd(c, i, main)
		if end == i {
			continue
		}
		if out == c {
			copied := *c
			copied.Blocks, copied.Links, copied.Images = slices.Clone(c.Blocks), slices.Clone(c.Links), slices.Clone(c.Images)
			out = &copied
		}
		card := &out.Blocks[i]
		card.Kind, card.Level = checks.BlockText, 0
		links, images := slices.Clone(card.Links()), slices.Clone(card.Images())
		for j := i + 1; j < end; j++ {
			b := &out.Blocks[j]
			card.Text += " " + b.Text
			for _, l := range b.Links() {
				out.Links[l].Block = i
			}
			for _, n := range b.Images() {
				out.Images[n].Block = i
			}
			links, images = append(links, b.Links()...), append(images, b.Images()...)
			*b = checks.Block{Kind: checks.BlockText, Region: b.Region, Page: b.Page}
		}
		card.SetLinks(links)
		card.SetImages(images)
		i = end - 1
	}
	return out
}

// cardEnd gives the end of the person's card that begins with the heading at i,
// or i where none does.
func cardEnd(c *checks.Content, i int, main func(i int) bool) int {
	b := &c.Blocks[i]
	if b.Kind != checks.BlockHeading || b.Level < cardLevel || !main(i) || i+1 == len(c.Blocks) {
		return i
	}
	next := &c.Blocks[i+1]
	switch {
	case !main(i+1) || next.Kind != checks.BlockText && next.Kind != checks.BlockItem && !(next.Kind == checks.BlockHeading && next.Level >= cardLevel):
		return i
	case nameAlone(b.Text) && postAlone(next.Text):
	case next.Kind == checks.BlockHeading && nameAlone(next.Text) && postAlone(b.Text) && hasPrefix(thai.Fold(b.Text), postStarts):
	default:
		return i
	}
	end := i + 2
	for ; end < len(c.Blocks) && end < i+2+cardLines; end++ {
		if more := &c.Blocks[end]; !main(end) || more.Kind != checks.BlockText && more.Kind != checks.BlockItem || !cardLine(more.Text) {
			break
		}
	}
	return end
}

// bareTitles are in all titles that are written out: a cheap sign. What they are
// made of bears no marks, in whatever order those came.
var bareTitles = []string{"นาง", "นาย", "แพทย", "เภส", "ดาบ", "เอก", "โท", "ตร"}

// nameAlone reports whether a line is a person's name with its title and no more.
func nameAlone(raw string) bool {
	if len(raw) > 8*longestName || !dotted(raw) && !hasAny(raw, bareTitles) {
		return false
	}
	n := thai.Normalize(raw)
	if utf8.RuneCountInString(n) > longestName {
		return false
	}
	at := titledHere.FindStringIndex(n)
	return at != nil && at[1] == len(n) && personsIn(n) == 1
}

// postAlone reports whether a line is the name of a post and no more.
func postAlone(raw string) bool {
	folded := strings.ReplaceAll(thai.Fold(raw), positionOnly[0], "")
	return utf8.RuneCountInString(raw) <= longestPost && personsIn(raw) == 0 && hasAny(folded, positionWords) && !hasAny(folded, notPosts) && len(thai.Dates(raw)) == 0
}

// cardLine reports whether a line under a name and a post goes on about the
// person: another post, a duty, a telephone number, an address.
func cardLine(raw string) bool {
	if utf8.RuneCountInString(raw) > longestCard || personsIn(raw) > 0 {
		return false
	}
	folded := thai.Fold(raw)
	return hasAny(folded, cardWords) || hasAny(folded, positionWords) || phoneIn(raw) || emailIn(raw)
}
