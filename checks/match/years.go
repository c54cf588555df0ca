package match

import (
	"slices"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// proof is one thing offered for a requirement that belongs to a time: a file,
// or a page by its own text, with the labels that lead to it.
type proof struct {
	s       *seen
	from    *seen
	link    *checks.Link
	label   string // link text and row
	context string // heading above the link
}

// reading is what years a proof speaks of.
type reading struct {
	years    []int // fiscal years BE, strongest signal first
	ranges   []thai.Range
	conflict bool
	guessed  bool
}

func fiscalOf(s string) (strong, plain []int) {
	for _, y := range thai.Years(s) {
		if y.Conflict {
			continue
		}
		if y.Fiscal {
			strong = append(strong, y.BE)
		} else {
			plain = append(plain, y.BE)
		}
	}
	return strong, plain
}

// yearsOf reads one string: fiscal years said outright, else bare years, else
// the fiscal years of its dates.
func yearsOf(s string) []int {
	strong, plain := fiscalOf(s)
	if len(strong) > 0 {
		return append(strong, plain...)
	}
	if len(plain) > 0 {
		return plain
	}
	var out []int
	for _, d := range thai.Dates(s) {
		out = append(out, d.FiscalYear())
	}
	return out
}

// read decides the year of a proof by the order of signals of domain handbook
// §6: inside the document, then the label, then the file name, then what
// stands around.
func (v *view) read(p proof) reading {
	var r reading
	inside, insideRanges := v.inside(p.s)
	label, labelRanges := yearsOf(p.label), thai.Ranges(p.label)
	var file []int
	var fileRanges []thai.Range
	if p.s != nil && p.s.doc != nil {
		for _, y := range thai.FileYears(p.s.file.raw) {
			file = append(file, y.BE)
		}
		fileRanges = thai.FileRanges(p.s.file.raw)
	}
	context, contextRanges := yearsOf(p.context), thai.Ranges(p.context)
	for _, rs := range [][]thai.Range{insideRanges, labelRanges, fileRanges, contextRanges} {
		if len(rs) > 0 {
			r.ranges = append(r.ranges, rs...)
			break
		}
	}
	switch {
	case len(label) > 0 && len(inside) > 0:
		if y, ok := common(label, inside); ok {
			r.years = []int{y}
		} else {
			r.years, r.conflict = append([]int{}, inside...), true
		}
	case len(inside) > 0:
		r.years = inside
	case len(label) > 0:
		r.years = label
		if _, ok := common(label, file); len(file) > 0 && !ok && len(fileRanges) == 0 {
			r.conflict = true
		}
	case len(file) > 0:
		r.years = file
		r.guessed = true
	case len(context) > 0:
		r.years = context
	}
	return r
}

func common(a, b []int) (int, bool) {
	for _, x := range a {
		if slices.Contains(b, x) {
			return x, true
		}
	}
	return 0, false
}

// inside reads the head of a document, or the headings of a page: a fiscal year
// said outright wins over a bare year, a bare year over the year of a date.
func (v *view) inside(s *seen) (years []int, ranges []thai.Range) {
	if s == nil {
		return nil, nil
	}
	if s.doc != nil && unread(s) != "" {
		return nil, nil
	}
	var strong, plain, dated []int
	head := func(t string) {
		a, b := fiscalOf(t)
		strong, plain = append(strong, a...), append(plain, b...)
		for _, d := range thai.Dates(t) {
			dated = append(dated, d.FiscalYear())
		}
		ranges = append(ranges, thai.Ranges(t)...)
	}
	most := 12
	if s.doc == nil {
		head(s.title.raw)
		for _, i := range s.heads {
			head(s.c.Blocks[i].Text)
		}
		if len(strong)+len(plain)+len(ranges) > 0 {
			return append(strong, plain...), ranges
		}
		most = 20
	}
	for n, i := range s.mains {
		if n >= most || s.c.Blocks[i].Page > 3 {
			break
		}
		if !s.blocks[i].chrome() {
			head(s.c.Blocks[i].Text)
		}
	}
	switch {
	case len(strong) > 0:
		return append(strong, plain...), ranges
	case len(plain) > 0:
		return plain, ranges
	}
	return dated, ranges
}

// timeliness is how a proof stands to a period class.
type timeliness struct {
	verdict checks.Verdict // Found, WrongPeriod, NotYetDue or NeedsEyes
	reason  checks.Reason
	year    int
	years   []int
}

// judgeYears holds a reading against a period class. In the first quarter of a
// fiscal year last year's document for a current-year requirement is not yet due.
func judgeYears(period rules.Period, when When, r reading) timeliness {
	fy := when.FiscalYear
	out := timeliness{years: r.years}
	if r.conflict {
		out.verdict, out.reason = checks.NeedsEyes, checks.LabelConflict
		return out
	}
	fit := func(ok func(int) bool) bool {
		for _, y := range r.years {
			if ok(y) {
				out.year = y
				return true
			}
		}
		return false
	}
	covers := func(from, to int) bool {
		for _, g := range r.ranges {
			if g.From <= from && g.To >= to {
				out.year = from
				return true
			}
		}
		return false
	}
	switch period {
	case rules.PeriodCover:
		if covers(fy, fy) || len(r.ranges) == 0 && fit(func(y int) bool { return y == fy }) {
			out.verdict = checks.Found
			return out
		}
		for _, g := range r.ranges {
			out.years = append(out.years, g.From, g.To)
		}
	case rules.PeriodCurrent, rules.PeriodMonthly, rules.PeriodQuarterly, rules.PeriodEvent:
		if fit(func(y int) bool { return y == fy }) {
			out.verdict = checks.Found
			return out
		}
		if firstQuarter(when) && fit(func(y int) bool { return y == fy-1 }) {
			out.verdict = checks.NotYetDue
			return out
		}
	case rules.PeriodPrevious:
		if fit(func(y int) bool { return y == fy-1 }) {
			out.verdict = checks.Found
			return out
		}
	case rules.PeriodEither, rules.PeriodBoth:
		if fit(func(y int) bool { return y == fy || y == fy-1 }) {
			out.verdict = checks.Found
			return out
		}
	default:
		out.verdict = checks.Found
		return out
	}
	if len(r.years) == 0 && len(r.ranges) == 0 {
		out.verdict, out.reason = checks.NeedsEyes, checks.NoDate
		return out
	}
	out.verdict, out.reason = checks.WrongPeriod, checks.YearOutside
	return out
}

func firstQuarter(w When) bool {
	m := w.AsOf.In(thai.Bangkok()).Month()
	return m >= time.October && thai.FiscalYearOf(w.AsOf) == w.FiscalYear
}

// timed reports whether a period class asks for a year of each proof.
func timed(p rules.Period) bool {
	switch p {
	case rules.PeriodCover, rules.PeriodCurrent, rules.PeriodPrevious, rules.PeriodEither, rules.PeriodBoth:
		return true
	}
	return false
}

var monthNames = func() []string {
	out := make([]string, 13)
	for m := 1; m <= 12; m++ {
		out[m] = thai.Fold(thai.MonthName(m))
	}
	return out
}()

// told lists the months that a table's row tells of in the page itself: it names
// a month, not a day, and gives a sum of money.
func told(bl *checks.Block) []thai.Month {
	if bl.Kind != checks.BlockRow || len(bl.Links()) > 0 || len(bl.Cells()) < 2 {
		return nil
	}
	var months []thai.Month
	money := false
	for i, c := range bl.Cells() {
		n := thai.Normalize(c)
		money = money || len(sums(n)) > 0 || i < len(bl.Header()) && strings.Contains(bl.Header()[i], "บาท") && (plainSum.MatchString(n) || decimals.MatchString(n))
		for _, d := range thai.Dates(c) {
			if d.Day == 0 && d.Month > 0 {
				months = append(months, thai.Month{Year: d.Year, Month: d.Month})
			}
		}
	}
	if !money {
		return nil
	}
	return months
}

// monthsIn lists the months that a body's entries stand for: entries with a
// link that opens count, and rows that tell of a month themselves, by the month in their label, their file's name or the
// head of their file.
func monthsIn(b *body) (months map[thai.Month]bool, q string, where *seen) {
	months, where = map[thai.Month]bool{}, b.s
	heading := yearsOf(b.label)
	take := func(raw string, context []int) bool {
		n := 0
		for _, d := range thai.Dates(raw) {
			if d.Month > 0 {
				months[thai.Month{Year: d.Year, Month: d.Month}] = true
				n++
			}
		}
		if n > 0 {
			return true
		}
		folded := thai.Fold(raw)
		for m := 1; m <= 12; m++ {
			if !strings.Contains(folded, monthNames[m]) {
				continue
			}
			years, _ := fiscalOf(raw)
			if len(years) == 0 {
				years = context
			}
			if len(years) == 0 {
				continue
			}
			y := years[0]
			if m >= 10 {
				y--
			}
			months[thai.Month{Year: y, Month: m}] = true
			n++
		}
		return n > 0
	}
	context := heading
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if bl.Kind == checks.BlockHeading || len(bl.Links()) == 0 && len(bl.Text) < 80 {
			if ys := yearsOf(bl.Text); len(ys) > 0 {
				context = ys
			}
		}
		if s.doc != nil {
			return true
		}
		if told := told(bl); len(told) > 0 {
			for _, m := range told {
				months[m] = true
			}
			if q == "" {
				q, where = bl.Text, s
			}
			return true
		}
		for _, li := range bl.Links() {
			l := &s.c.Links[li]
			t := b.v.followAt(s, int(li))
			if t.fate != fateFile && t.fate != fatePage {
				continue
			}
			label := l.Text
			if len(bl.Links()) == 1 || len(l.Text) < 12 {
				label = bl.Text
			}
			ok := take(label, context)
			if !ok && len(thai.Dates(l.Text)) == 0 {
				for _, m := range thai.FileMonths(t.to.file.raw) {
					months[m], ok = true, true
				}
			}
			if !ok && t.to.doc != nil {
				ok = takeHead(t.to, take)
			}
			if ok && q == "" {
				q, where = firstOf(label, l.URL), s
			}
		}
		return true
	})
	docs := b.plus
	if b.s != nil && b.s.doc != nil {
		docs = append(docs, b.s)
	}
	for _, p := range docs {
		if p.doc == nil {
			continue
		}
		ok := take(b.label, nil)
		for _, m := range thai.FileMonths(p.file.raw) {
			if !ok {
				months[m] = true
			}
		}
		if !ok && len(thai.FileMonths(p.file.raw)) == 0 {
			takeHead(p, take)
		}
		if q == "" {
			q, where = firstOf(b.label, p.file.raw), p
		}
	}
	return months, q, where
}

func takeHead(s *seen, take func(string, []int) bool) bool {
	for n, i := range s.mains {
		if n > 8 {
			return false
		}
		if take(s.c.Blocks[i].Text, nil) {
			return true
		}
	}
	return false
}
