package match

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// quarterNamed is how offices name a quarter of the fiscal year: "ไตรมาสที่ 2",
// "ไตรมาส 2/2569", "Q2".
var quarterNamed = regexp.MustCompile(`(?:ไตรมาส\s*(?:ที่)?\s*|(?:^|[^a-z])q)([1-4])(?:[^0-9]|$)`)

// quarterMonths lists the months of a quarter of a fiscal year (BE); the first
// quarter is October to December of the year before.
func quarterMonths(fy, quarter int) []thai.Month {
	out := make([]thai.Month, 3)
	for k := range out {
		m := thai.Month{Year: fy, Month: 3*(quarter-2) + k + 1}
		if quarter == 1 {
			m = thai.Month{Year: fy - 1, Month: 10 + k}
		}
		out[k] = m
	}
	return out
}

// quartersIn adds the months of the quarters that a body's entries stand for:
// entries that open, by their label, their file's name or the head of their file.
// A quarter without a year belongs to the year of the heading above it.
func quartersIn(b *body, months map[thai.Month]bool) {
	add := func(raw string, years ...[]int) bool {
		named := quarterNamed.FindAllStringSubmatch(thai.Fold(raw), -1)
		for _, list := range append([][]int{yearsOf(raw)}, years...) {
			if len(list) == 0 {
				continue
			}
			for _, m := range named {
				q, _ := strconv.Atoi(m[1])
				for _, mo := range quarterMonths(list[0], q) {
					months[mo] = true
				}
			}
			return len(named) > 0
		}
		return false
	}
	file := func(label string, s *seen, context []int) {
		inside, _ := b.v.inside(s)
		var named []int
		for _, y := range thai.FileYears(s.file.raw) {
			named = append(named, y.BE)
		}
		if add(label, inside, named, context) || add(s.title.raw, inside, named, context) {
			return
		}
		const head = 8
		for n, i := range s.mains {
			if n >= head {
				break
			}
			if add(s.c.Blocks[i].Text, inside, named, context) {
				return
			}
		}
		add(s.file.raw, named, inside, context)
	}
	context := yearsOf(b.label)
	if b.s != nil && b.s.doc != nil {
		file(b.label, b.s, nil)
	}
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if s.doc != nil {
			return true
		}
		if bl.Kind == checks.BlockHeading {
			if ys := yearsOf(bl.Text); len(ys) > 0 {
				context = ys
			}
		}
		for _, li := range bl.Links() {
			l := &s.c.Links[li]
			t := b.v.follow(s, l)
			if t.fate != fateFile && t.fate != fatePage {
				continue
			}
			label := l.Text
			if len(bl.Links()) == 1 {
				label = bl.Text
			}
			file(label, t.to, context)
		}
		return true
	})
}

// quarterly counts months by whole quarters: those elapsed, and of them those
// whose every month is there.
func quarterly(due []thai.Month, months map[thai.Month]bool) *checks.Tally {
	tally := &checks.Tally{}
	for q := 0; 3*q+3 <= len(due); q++ {
		whole := true
		for _, mo := range due[3*q : 3*q+3] {
			whole = whole && months[mo]
		}
		name := fmt.Sprintf("ไตรมาสที่ %d", q+1)
		if whole {
			tally.Have = append(tally.Have, name)
		} else {
			tally.Missing = append(tally.Missing, name)
		}
	}
	return tally
}
