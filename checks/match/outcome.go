package match

import (
	"slices"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// citation is something seen on a resource; it is put in words where a verdict
// rests on it.
type citation struct {
	s     *seen
	quote string
	place checks.Place
	why   string
	via   *checks.Link
	year  int
}

func cite(s *seen, q string, place checks.Place, why string, via *checks.Link) citation {
	return citation{s: s, quote: q, place: place, why: why, via: via}
}

// cited gives what an outcome stands on.
func (o *outcome) cited() []checks.Evidence {
	var out []checks.Evidence
	for i := range o.evidence {
		c := &o.evidence[i]
		e := checks.Evidence{URL: c.s.address(), Title: quote(c.s.c.Title), Place: c.place, Quote: quote(c.quote), Why: c.why, Year: c.year,
			SHA256: c.s.f.SHA256, SeenAt: c.s.f.SeenAt, Path: c.s.f.Path, OCR: c.s.c.Facts.OCR}
		if c.via != nil {
			e.Label = quote(c.via.Text)
		}
		out = append(out, e)
	}
	return out
}

// miss is what a candidate lacks; it is put in words for the few that are told.
type miss struct {
	missing []string
	reason  checks.Reason
	quote   string // instead of the candidate's label
}

func (o *outcome) told() checks.Miss {
	s := o.cand.body.s
	return checks.Miss{URL: s.address(), Title: quote(s.c.Title), Quote: quote(firstOf(o.miss.quote, o.cand.body.label)), Missing: o.miss.missing, Reason: o.miss.reason}
}

func (c *candidate) cite() checks.Place {
	switch c.place {
	case rules.PlaceRow:
		return checks.AtRow
	case rules.PlaceDocument:
		return checks.AtFile
	case rules.PlaceImage:
		return checks.AtImage
	case rules.PlaceSite:
		return checks.AtText
	}
	return checks.AtHeading
}

// confirmed turns a candidate whose conditions hold into an outcome: whose it
// is, whether its time fits, whether all parts are there.
func (m *Matcher) confirmed(v *view, w *way, c *candidate, got *confirmation, o *outcome) {
	o.have, o.lack = got.have, got.lack
	for _, s := range got.seen {
		if s.each {
			o.entries = max(o.entries, s.of)
		}
	}
	o.proofs = append([]*seen{c.body.s}, got.body.plus...)
	o.evidence = append(o.evidence, cite(c.body.s, c.body.label, c.cite(), "", c.link))
	for i, s := range got.seen {
		if s.where == nil || i >= 5 {
			continue
		}
		o.evidence = append(o.evidence, cite(s.where, s.quote, s.place, got.names[i], nil))
		if s.where.doc != nil && !slices.Contains(o.proofs, s.where) {
			o.proofs = append(o.proofs, s.where)
		}
	}
	o.verdict = checks.Found
	if c.body.s.foreign != "" {
		o.eyes(checks.WrongOwner)
		return
	}
	for _, p := range got.body.plus {
		if p.foreign != "" {
			o.eyes(checks.WrongOwner)
			return
		}
		if why := unread(p); why == checks.ImageOnly || why == checks.UnreadableText {
			if !m.ownText(w, got.body) {
				o.eyes(why)
				return
			}
		}
	}
	if why := unread(c.body.s); why != "" {
		o.eyes(why)
		return
	}
	for _, p := range got.body.plus {
		if p.doc != nil && !m.speaksOf(w, p) && m.speaksOfAnother(w, p) {
			o.eyes(checks.LabelConflict)
			return
		}
	}
	if said, yes := unfilled(&c.body); yes {
		o.verdict, o.reasons = checks.Partial, []checks.Reason{checks.UnfilledTemplate}
		o.evidence = append(o.evidence, cite(c.body.s, said, checks.AtText, "", nil))
		return
	}
	m.timely(v, w, c, got, o)
	if o.verdict == checks.Found && len(o.lack) > 0 {
		o.verdict, o.reasons = checks.Partial, []checks.Reason{checks.PartsMissing}
	}
	if (o.verdict == checks.Found || o.verdict == checks.Partial) && c.worth == weak {
		o.eyes(checks.WeakMatch)
	}
}

// ownText reports whether the body's own blocks, without the files it leads to,
// hold text enough to stand by themselves.
func (m *Matcher) ownText(w *way, b *body) bool {
	own := *b
	own.plus = nil
	n, _ := own.prose()
	return n >= 200 && len(w.shows) > 0 && m.confirm(b.v, w, nil, &own).ok
}

func (o *outcome) eyes(why checks.Reason) {
	o.verdict, o.reasons = checks.NeedsEyes, []checks.Reason{why}
}

// timely holds the candidate's proofs against the rule's period class.
func (m *Matcher) timely(v *view, w *way, c *candidate, got *confirmation, o *outcome) {
	r := w.rule.rule
	switch r.Period {
	case rules.PeriodMonthly, rules.PeriodQuarterly:
		o.months, _, _ = monthsIn(got.body)
		if r.Period == rules.PeriodQuarterly {
			quartersIn(got.body, o.months)
		}
		for mo := range o.months {
			o.years = append(o.years, monthFiscal(mo))
		}
		if len(o.months) == 0 {
			o.years = append(v.read(proof{s: c.body.s, label: c.body.label, context: c.around}).years, o.years...)
		}
		return
	case rules.PeriodEvent:
		dates, _, _ := entryDates(got.body)
		fit := false
		for _, d := range dates {
			fy := d.FiscalYear()
			o.years = append(o.years, fy)
			fit = fit || fy == v.when.FiscalYear && !after(d, v.when)
		}
		if len(dates) == 0 {
			o.years = yearsOf(c.body.label + " " + c.around)
			fit = slices.Contains(o.years, v.when.FiscalYear)
		}
		switch {
		case fit:
		case len(o.years) == 0:
			o.eyes(checks.NoDate)
		default:
			o.verdict, o.reasons = checks.WrongPeriod, []checks.Reason{checks.YearOutside}
		}
		return
	}
	if !timed(r.Period) {
		return
	}
	m.bestProof(v, w, c, got, o)
}

func after(d thai.Date, w When) bool {
	a := w.AsOf.In(thai.Bangkok())
	y := a.Year() + 543
	return d.Year > y || d.Year == y && (d.Month > int(a.Month()) || d.Month == int(a.Month()) && d.Day > a.Day())
}

func monthFiscal(m thai.Month) int {
	if m.Month >= 10 {
		return m.Year + 1
	}
	return m.Year
}

// bestProof judges the year of each file or page that the candidate offers and
// keeps the best; a fitting one beats any number of misfits.
func (m *Matcher) bestProof(v *view, w *way, c *candidate, got *confirmation, o *outcome) {
	proofs := m.proofsOf(v, w, c, got)
	best := timeliness{}
	var by *proof
	for i := range proofs {
		p := &proofs[i]
		var t timeliness
		if why := unread(p.s); why != "" {
			t = judgeYears(w.rule.rule.Period, v.when, v.read(*p))
			if t.verdict == checks.Found || t.verdict == checks.NeedsEyes {
				t.verdict, t.reason = checks.NeedsEyes, why
			}
		} else {
			t = judgeYears(w.rule.rule.Period, v.when, v.read(*p))
			if t.verdict == checks.Found && p.s != nil && p.s.doc != nil && !m.speaksOf(w, p.s) {
				t.verdict, t.reason = checks.NeedsEyes, checks.WeakMatch
			}
		}
		o.years = append(o.years, t.years...)
		if by == nil || proofRank(t.verdict) < proofRank(best.verdict) {
			best, by = t, p
		}
	}
	if by == nil {
		o.eyes(checks.NoDate)
		return
	}
	o.verdict = best.verdict
	if best.reason != "" {
		o.reasons = []checks.Reason{best.reason}
	}
	e := cite(by.s, by.label, checks.AtFile, "years", by.link)
	e.year = best.year
	if by.s.page != nil {
		e.place = checks.AtText
	}
	o.evidence = append([]citation{e}, o.evidence...)
	o.proofs = []*seen{by.s}
}

func proofRank(v checks.Verdict) int {
	return slices.Index([]checks.Verdict{checks.Found, checks.NeedsEyes, checks.NotYetDue, checks.WrongPeriod}, v)
}

// speaksOf reports whether a document's own text or title carries the rule's
// words: a label alone proves nothing.
func (m *Matcher) speaksOf(w *way, s *seen) bool {
	set := &w.rule.all
	if set.empty() || set.any(s.title.hits) {
		return true
	}
	for _, i := range s.mains {
		if set.any(s.blocks[i].hits) {
			return true
		}
	}
	return false
}

// speaksOfAnother reports whether a file says in its first lines that it is what
// another requirement asks for.
func (m *Matcher) speaksOfAnother(w *way, s *seen) bool {
	for _, r := range w.rule.standard.Rules() {
		c := m.rules[r]
		if r == w.rule.rule || c == nil || w.rule.standard.Shares(r.ID, w.rule.rule.ID) {
			continue
		}
		if m.says(c, s.title) {
			return true
		}
		for n, i := range s.mains {
			if n >= 2 || utf8.RuneCountInString(s.blocks[i].raw) > longestHeadline {
				break
			}
			if m.says(c, s.blocks[i]) {
				return true
			}
		}
	}
	return false
}

// says reports whether a line names what a rule asks for by more than a short
// word of many meanings.
func (m *Matcher) says(c *compiled, t *text) bool {
	const short = 8 * 3 // bytes: eight Thai letters
	return c.all.best(t.hits) >= usual && c.all.longest(m.lex.phrases, t.hits) >= short && !c.notHead.any(t.hits)
}

// proofsOf lists what a confirmed candidate offers for its year: the files whose
// own label carries the rule's words, else every file; and the page itself
// where it holds text.
func (m *Matcher) proofsOf(v *view, w *way, c *candidate, got *confirmation) []proof {
	if c.place == rules.PlaceDocument || c.body.s.doc != nil {
		label := c.body.label
		context := ""
		if c.link != nil {
			label, context = c.link.Text+" "+c.link.Context(), headingAbove(c.from, c.link)
		}
		return []proof{{s: c.body.s, from: c.from, link: c.link, label: label, context: context}}
	}
	var named, all []proof
	strongest := weak
	around := c.around
	for _, i := range c.body.idx {
		b := &c.body.s.c.Blocks[i]
		if b.Kind == checks.BlockHeading {
			around = b.Text
		}
		for _, li := range b.Links() {
			l := &c.body.s.c.Links[li]
			if c.place == rules.PlaceRow && c.link != nil && l != c.link {
				continue
			}
			t := v.followAt(c.body.s, int(li))
			if t.fate != fateFile && !(c.place == rules.PlaceRow && t.fate == fatePage) {
				continue
			}
			p := proof{s: t.to, from: c.body.s, link: l, label: rowLabel(c.body.s.blocks[i], l), context: firstOf(around, c.body.label)}
			all = append(all, p)
			st := w.rule.all.best(c.body.s.links[li].hits)
			if c.body.s.blocks[i].length() <= rowLimit {
				st = max(st, w.rule.all.best(c.body.s.blocks[i].hits))
			}
			if st == none && around != "" && around != c.body.label {
				st = min(usual, w.rule.all.best(v.scan(around).hits))
			}
			switch {
			case st > strongest:
				named, strongest = []proof{p}, st
			case st == strongest:
				named = append(named, p)
			}
		}
	}
	if len(named) > 0 {
		all = named
	}
	if c.place != rules.PlaceRow {
		if n, _ := c.body.prose(); n >= 120 || len(all) == 0 {
			label := c.body.label
			all = append(all, proof{s: c.body.s, label: label, context: c.around})
		}
	} else if len(all) == 0 {
		all = append(all, proof{s: c.body.s, label: c.body.label, context: c.around})
	}
	return all
}

// headingAbove gives the nearest main heading before the block of a link.
func headingAbove(s *seen, l *checks.Link) string {
	if s == nil || l == nil {
		return ""
	}
	region := s.linkRegion(l)
	for i := min(l.Block, len(s.c.Blocks)-1); i >= 0; i-- {
		if b := &s.c.Blocks[i]; b.Kind == checks.BlockHeading && s.region(i) == region {
			return b.Text
		}
	}
	return ""
}
