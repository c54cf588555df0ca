package match

import (
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// seeDate wants a date.
func seeDate(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		return len(s.blocks[i].dates()) > 0 && !s.blocks[i].chrome()
	})
}

// entryDates lists the dates of a list's entries: those in the entries
// themselves and, where an entry leads to a page, the first date of that page.
func entryDates(b *body) (dates []thai.Date, q string, where *seen) {
	where = b.s
	take := func(s *seen, i int) bool {
		ds, raw := s.blocks[i].dates(), s.c.Blocks[i].Text
		if len(ds) == 0 {
			return false
		}
		dates = append(dates, ds...)
		if q == "" {
			q, where = raw, s
		}
		return true
	}
	done := map[*seen]bool{}
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		own := !s.blocks[i].chrome() && take(s, i)
		for _, li := range bl.Links() {
			t := b.v.followAt(s, int(li))
			if own || t.fate != fatePage || done[t.to] || len(done) > 200 {
				continue
			}
			done[t.to] = true
			for n, j := range t.to.mains {
				if n > 8 || take(t.to, j) {
					break
				}
			}
		}
		return true
	})
	return dates, q, where
}

// seeDatedList wants at least min entries with dates.
func seeDatedList(b *body, min int) sighting {
	dates, q, where := entryDates(b)
	if len(dates) < atLeast(min) {
		return sighting{have: len(dates), of: atLeast(min)}
	}
	return saw(where, q, checks.AtRow)
}

// seeMonth wants at least min months to be named, in text, labels or file names.
func seeMonth(b *body, min int) sighting {
	months, q, where := monthsIn(b)
	if len(months) < atLeast(min) {
		return sighting{have: len(months), of: atLeast(min)}
	}
	return saw(where, q, checks.AtRow)
}

// seeYears wants a year, a range, a fiscal year or a date to be named.
func seeYears(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		t := s.blocks[i]
		return !t.chrome() && (len(t.years()) > 0 || len(t.ranges()) > 0 || len(t.dates()) > 0)
	})
}

var (
	bahtPattern = regexp.MustCompile(`[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?|[0-9]+(?:\.[0-9]+)?\s*(?:บาท|ล้านบาท)`)
	counted     = regexp.MustCompile(`^\s*(?:คน|ครัวเรือน|หลังคาเรือน|ครั้ง|ราย|แห่ง|ตัว|ไร่|หมู่บ้าน|อัตรา|ชิ้น|เล่ม|เตียง|โดส|ตารางกิโลเมตร|ตร\.?กม|ตารางเมตร)`)
	plainSum    = regexp.MustCompile(`^\s*[1-9][0-9]{3,}(?:\.[0-9]+)?\s*$`)
)

// sums finds the sums of money of a normalised text, as byte offsets: figures
// in thousands or with their unit, but not counts of persons or things.
func sums(n string) (out [][]int) {
	for _, at := range bahtPattern.FindAllStringIndex(n, -1) {
		if !counted.MatchString(n[at[1]:]) {
			out = append(out, at)
		}
	}
	return out
}

// rowSums counts the cells of a table that are a figure of four digits or more
// and no year: worksheets keep sums without separators.
func rowSums(bl *checks.Block) int {
	count := 0
	for _, c := range bl.Cells() {
		n := strings.TrimSpace(thai.Normalize(c))
		year := len(n) == 4 && (strings.HasPrefix(n, "25") || strings.HasPrefix(n, "20") || strings.HasPrefix(n, "24") || strings.HasPrefix(n, "26") || strings.HasPrefix(n, "19"))
		if plainSum.MatchString(n) && !year {
			count++
		}
	}
	return count
}

// amounts counts the sums of money in a text.
func (t *text) amounts() int {
	if t.figures > 0 && t.first(knowsSums) {
		if n := len(sums(thai.Normalize(t.raw))); n > 0 {
			t.tells().sums = n
		}
	}
	if t.more == nil || t.more.told == nil {
		return 0
	}
	return t.more.told.sums
}

// seeAmounts wants at least min sums of money.
func seeAmounts(b *body, min int) sighting {
	n, out := 0, sighting{}
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		k := s.blocks[i].amounts()
		if k == 0 && bl.Kind == checks.BlockRow {
			k = rowSums(bl)
		}
		if n += k; k > 0 && !out.ok {
			out = saw(s, bl.Text, checks.AtText)
		}
		return true
	})
	if n < atLeast(min) {
		return sighting{have: n, of: atLeast(min)}
	}
	return out
}
