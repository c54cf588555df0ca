package match

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// tells is a figure that answers what its line asks: a share, a sum, a count.
var tells = regexp.MustCompile(`ร้อยละ\s*[0-9]|[0-9]\s*%|[0-9][0-9,.]*\s*(?:บาท|ราย(?:การ)?|เรื่อง|ครั้ง|แห่ง|คน|โครงการ|กิจกรรม|วันทำการ)(?:[^ก-๎]|$)`)

// seeLine wants the body's first block, a line of a list in the main part of a
// page, to keep what it names: a link that opens something of the office's own,
// or words that say it on the spot. Unlike an entry, a statement of none holds
// nothing here (it is judged as a declaration), and nor does a scan or another
// body's page, which the candidates of the same row send to a person.
func seeLine(b *body, _ int) sighting {
	if b.s == nil || len(b.idx) == 0 {
		return sighting{}
	}
	i := b.idx[0]
	bl, t := &b.s.c.Blocks[i], b.s.blocks[i]
	if !b.s.main(i) || t.length() > rowLimit || t.statesNone(nil) {
		return sighting{}
	}
	out, why := opensOwn(b.v, b.s, bl)
	if out.ok {
		return out
	}
	if len(bl.Links()) > 0 {
		return sighting{reason: why}
	}
	if shelfOnly(t, bl.Header()) {
		return sighting{reason: checks.IndexOnly}
	}
	if says(bl, t, true) || tells.MatchString(thai.Normalize(bl.Text)) {
		return saw(b.s, bl.Text, checks.AtText)
	}
	if len(b.idx) > 1 && bl.Kind == checks.BlockText && buttons(b.s, b.idx[1]) {
		if out, why = opensOwn(b.v, b.s, &b.s.c.Blocks[b.idx[1]]); out.ok {
			return out
		}
	}
	return sighting{reason: why}
}

// opensOwn finds the first link of a block that opens something of the office's
// own with text to read; why is what stops a citizen otherwise.
func opensOwn(v *view, s *seen, bl *checks.Block) (out sighting, why checks.Reason) {
	for _, li := range bl.Links() {
		l := &s.c.Links[li]
		if l.Hidden {
			continue
		}
		switch g := v.follow(s, l); g.fate {
		case fateFile, fatePage:
			switch to := g.to; {
			case to == v.home || to.foreign != "" || unread(to) != "" || !holds(v, to):
			case to.doc != nil && crowded(v, to) && !echoes(v, to, bl.Text):
				why = worse(why, checks.Unverified)
			default:
				return saw(to, firstOf(l.Text, bl.Text), checks.AtLink), ""
			}
		case fateBroken:
			why = worse(why, g.reason)
		}
	}
	return sighting{}, why
}

// buttons reports whether the block at i is nothing but the links of the line
// before it, such as "เปิดไฟล์ | ดาวน์โหลด".
func buttons(s *seen, i int) bool {
	bl := &s.c.Blocks[i]
	if bl.Kind != checks.BlockText || len(bl.Links()) == 0 || utf8.RuneCountInString(bl.Text) > 60 || lineMark.MatchString(thai.Normalize(bl.Text)) {
		return false
	}
	rest := bl.Text
	for _, li := range bl.Links() {
		rest = strings.Replace(rest, s.c.Links[li].Text, "", 1)
	}
	return strings.Trim(rest, " |,/·:-–()[]") == ""
}

// seeOpened is an entry that a statement of none does not hold: for what every
// office has, "none" is no answer.
func seeOpened(b *body, min int) sighting {
	own, labelled := entryBlocks(b)
	if len(own) > 0 && len(b.s.c.Blocks[own[0]].Links()) >= menuLinks && linkHeavy(b.s, own[0]) {
		return sighting{} // a menu set as a paragraph or a row names many things and is none of them
	}
	if len(own) == 0 || labelled && b.s.blocks[own[0]].statesNone(nil) {
		return sighting{}
	}
	left := *b
	left.idx = nil
	for _, i := range own {
		if !b.s.blocks[i].statesNone(nil) {
			left.idx = append(left.idx, i)
		}
	}
	out := seeEntry(&left, min)
	if !out.ok && b.s.doc != nil {
		// a file is the thing itself: what it says beyond its title is judged elsewhere
		if n, said := left.prose(); n >= briefText {
			out = saw(b.s, said, checks.AtText)
		}
	}
	if out.ok && out.where.doc != nil && crowded(b.v, out.where) && !echoes(b.v, out.where, b.label) {
		// one file under many labels that speaks of none of them (trap T8)
		return sighting{reason: checks.Unverified, quote: out.quote, where: out.where}
	}
	return out
}

// briefText is the length in characters of the least that a file says beside
// its title.
const briefText = 12

// crowded reports whether a file is offered under more than two labels.
func crowded(v *view, s *seen) bool {
	labels := map[string]bool{}
	for _, in := range s.in {
		labels[in.link().Text+"|"+in.link().Context()] = true
	}
	return len(labels) > 2
}

// echoes reports whether a file's title, name or first lines carry one of the
// rules' words that the label carries.
func echoes(v *view, s *seen, label string) bool {
	said := v.scan(label).hits
	heard := func(t *text) bool {
		for _, h := range t.hits {
			if met(said, h.id()) {
				return true
			}
		}
		return false
	}
	const head = 12
	for n, i := range s.mains {
		if n >= head {
			break
		}
		if heard(s.blocks[i]) {
			return true
		}
	}
	return heard(s.title) || heard(s.file)
}

// menuLinks is the number of links from which a block of little else is a menu.
const menuLinks = 5

// seeSaid wants the body's first block, a line of a list, to say on the spot
// what it names. It is how lines that are neither items nor rows come to be
// judged at all, above all for what they declare to be none.
func seeSaid(b *body, _ int) sighting {
	if b.s == nil || len(b.idx) == 0 {
		return sighting{}
	}
	bl, t := &b.s.c.Blocks[b.idx[0]], b.s.blocks[b.idx[0]]
	if !b.s.main(b.idx[0]) || len(bl.Links()) > 0 || t.length() > rowLimit || t.statesNone(nil) || shelfOnly(t, bl.Header()) || !says(bl, t, true) {
		return sighting{}
	}
	return saw(b.s, bl.Text, checks.AtText)
}
