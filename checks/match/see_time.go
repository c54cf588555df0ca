package match

import (
	"regexp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// seeDate wants a date.
func seeDate(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		return len(thai.Dates(s.c.Blocks[i].Text)) > 0 && !chrome(s.blocks[i].folded)
	})
}

// entryDates lists the dates of a list's entries: those in the entries
// themselves and, where an entry leads to a page, the first date of that page.
func entryDates(b *body) (dates []thai.Date, q string, where *seen) {
	where = b.s
	take := func(s *seen, raw string) bool {
		ds := thai.Dates(raw)
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
		own := !chrome(s.blocks[i].folded) && take(s, bl.Text)
		for _, li := range bl.Links {
			t := b.v.follow(s, &s.c.Links[li])
			if own || t.fate != fatePage || done[t.to] || len(done) > 200 {
				continue
			}
			done[t.to] = true
			for n, j := range t.to.mains {
				if n > 8 || take(t.to, t.to.c.Blocks[j].Text) {
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

// seeYears wants a year, a range or a fiscal year to be named.
func seeYears(b *body, _ int) sighting {
	return firstBlock(b, checks.AtText, func(s *seen, i int) bool {
		t := s.c.Blocks[i].Text
		return len(thai.Years(t)) > 0 || len(thai.Ranges(t)) > 0
	})
}

var bahtPattern = regexp.MustCompile(`[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?|[0-9]+(?:\.[0-9]+)?\s*(?:บาท|ล้านบาท)`)

// seeAmounts wants at least min sums of money.
func seeAmounts(b *body, min int) sighting {
	n, out := 0, sighting{}
	b.each(func(s *seen, i int) bool {
		if k := len(bahtPattern.FindAllString(thai.Normalize(s.c.Blocks[i].Text), -1)); k > 0 {
			n += k
			if !out.ok {
				out = saw(s, s.c.Blocks[i].Text, checks.AtText)
			}
		}
		return true
	})
	if n < atLeast(min) {
		return sighting{have: n, of: atLeast(min)}
	}
	return out
}
