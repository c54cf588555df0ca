package match

import (
	"net/url"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// failed says why a candidate's conditions did not hold, kindest true reason
// first: what a person could still see, what did not open, what we could not
// look at, and only then that there is nothing.
func (m *Matcher) failed(v *view, w *way, c *candidate, got *confirmation, o *outcome) {
	o.verdict = checks.Absent
	b := &c.body
	for i, s := range got.failed {
		if s.reason == "" {
			continue
		}
		switch {
		case s.reason == checks.WrongOwner || s.reason == checks.ServiceNotSite || s.reason == checks.ScriptDrawn || s.reason == checks.Unverified:
			// only this condition stood in the way
			if len(got.missing) == 1 || s.reason == checks.ScriptDrawn {
				o.eyes(s.reason)
				where := s.where
				if where == nil {
					where = b.s
				}
				o.evidence = []citation{cite(where, firstOf(s.quote, b.label), checks.AtText, got.missing[i], c.link)}
				o.proofs = []*seen{where}
				return
			}
		case s.reason == checks.Placeholder || s.reason == checks.IndexOnly:
			o.reasons = append(o.reasons, s.reason)
		case stopsCitizen(s.reason) && len(got.missing) == 1:
			o.verdict, o.reasons = checks.Unreachable, []checks.Reason{s.reason}
			o.miss = &miss{missing: slices.Clone(got.missing), reason: s.reason}
			return
		}
	}
	o.miss = &miss{missing: slices.Clone(got.missing)}
	if w.near != nil && c.worth == weak {
		// a weak word only says where to look, and nothing was there
		o.reasons = []checks.Reason{m.emptiness(v, c)}
		return
	}
	if b.s.lost && c.place != rules.PlaceRow {
		o.verdict, o.reasons = checks.CouldNotLook, []checks.Reason{checks.Encoding}
		return
	}
	if p := b.s.page; p != nil && p.Thin && !p.Rendered && len(b.plus) == 0 {
		o.verdict, o.reasons = checks.CouldNotLook, []checks.Reason{checks.NeedsRender}
		return
	}
	if why := c.halfRead(v); why != "" {
		o.verdict, o.reasons, o.miss.reason = checks.CouldNotLook, []checks.Reason{why}, why
		return
	}
	if why, at, broken := m.obstacle(v, w, c); why != "" {
		if b.s.foreign != "" {
			o.eyes(checks.WrongOwner)
			o.evidence, o.proofs = []citation{cite(b.s, b.label, checks.AtLink, "", c.link)}, []*seen{b.s}
			return
		}
		o.miss.reason = why
		if why == checks.Unverified {
			o.eyes(why)
			o.evidence, o.proofs = []citation{cite(b.s, b.label, checks.AtLink, "", c.link)}, []*seen{b.s}
			return
		}
		o.reasons = []checks.Reason{why}
		o.verdict = checks.CouldNotLook
		if broken {
			o.verdict = checks.Unreachable
		}
		switch why {
		case checks.ImageOnly, checks.UnreadableText:
			o.verdict = checks.NeedsEyes
			o.proofs = []*seen{at}
			o.evidence = []citation{cite(at, b.label, checks.AtFile, "", c.link)}
			if t := judgeYearsOf(v, w, c, at); t.verdict == checks.WrongPeriod || t.verdict == checks.NotYetDue {
				o.verdict, o.reasons, o.years = t.verdict, []checks.Reason{t.reason}, t.years
			}
		}
		return
	}
	if !wantsLinks(got.missing) && m.pictures(v, w, c, o) {
		return
	}
	if c.place == rules.PlaceDocument && c.own && c.worth > usual && len(got.missing) == 1 {
		// a file that bears the very name, of another year, proves that year whatever it lacks
		if t := judgeYearsOf(v, w, c, b.s); t.verdict == checks.WrongPeriod {
			o.verdict, o.reasons, o.years = t.verdict, []checks.Reason{t.reason}, t.years
			o.proofs, o.evidence = []*seen{b.s}, []citation{cite(b.s, b.label, checks.AtFile, "", c.link)}
			return
		}
	}
	if f := c.offers(v); f != nil && c.worth >= usual && m.duties(v, f) > 1 {
		// one file under the names of several duties says nothing of which it serves
		o.eyes(checks.DuplicateEvidence)
		o.proofs, o.evidence = []*seen{f}, []citation{cite(b.s, b.label, c.cite(), "", c.link), cite(f, f.file.raw, checks.AtFile, "", c.link)}
		return
	}
	if len(o.reasons) == 0 {
		o.reasons = []checks.Reason{m.emptiness(v, c)}
	}
	o.miss.reason = o.reasons[0]
}

func judgeYearsOf(v *view, w *way, c *candidate, s *seen) timeliness {
	if !timed(w.rule.rule.Period) {
		return timeliness{}
	}
	return judgeYears(w.rule.rule.Period, v.when, v.read(proof{s: s, label: c.body.label, context: c.around}))
}

// obstacle looks at the files and pages that a candidate leads to for what
// stood in the way, a citizen's obstacle before ours.
func (m *Matcher) obstacle(v *view, w *way, c *candidate) (why checks.Reason, at *seen, broken bool) {
	consider := func(t target, filed bool) {
		switch t.fate {
		case fateBroken:
			if !broken {
				why, at, broken = t.reason, t.to, true
			}
		case fateUnknown:
			if why == "" && (filed || !v.offSite(t.link.URL)) {
				why = t.reason
			}
		case fateFile:
			if u := unread(t.to); u != "" && !broken && why != checks.ImageOnly {
				why, at = u, t.to
			}
		}
	}
	for _, p := range c.body.plus {
		if u := unread(p); u != "" {
			return u, p, false
		}
	}
	if u := unread(c.body.s); u != "" {
		return u, c.body.s, false
	}
	if c.place == rules.PlaceRow && c.link != nil {
		if !v.address(c.link.URL).formLike() || w.wantsForm() {
			if t := v.follow(c.body.s, c.link); t.reason != checks.OutsideOnly && t.reason != checks.NotFollowed || !v.atDoor(c.link.URL) {
				consider(t, true)
			}
		}
		return why, at, broken
	}
	if c.place == rules.PlaceSite {
		return "", nil, false
	}
	c.body.someLinks(func(s *seen, li int) bool {
		l := &s.c.Links[li]
		named := w.rule.all.any(s.links[li].hits)
		a := s.addresses[li]
		if l.Kind != checks.LinkFrame && !named && !a.fileLike() && !a.formLike() || a.mapped() {
			return true
		}
		if named || w.wantsForm() || !a.formLike() { // a form holds no text that could be missing here
			consider(v.followAt(s, li), true)
		}
		return true
	})
	return why, at, broken
}

// halfRead says why a file that a candidate rests on may hold what was not seen
// in it: it was read in part, or it is an archive, of which only names are read.
func (c *candidate) halfRead(v *view) checks.Reason {
	if why := half(c.body.s); why != "" {
		return why
	}
	for _, f := range c.body.plus {
		if why := half(f); why != "" {
			return why
		}
	}
	if c.place == rules.PlaceRow && c.link != nil {
		if t := v.follow(c.body.s, c.link); t.fate == fateFile {
			return half(t.to)
		}
	}
	return ""
}

// half says why a file may hold what was not seen in it.
func half(f *seen) checks.Reason {
	switch {
	case f == nil || f.doc == nil:
	case f.doc.Kind == checks.KindZip:
		return checks.UnsupportedFormat
	case f.c.Facts.Truncated || f.doc.Facts.Truncated:
		return checks.Truncated
	}
	return ""
}

// offers gives the readable file that a row's link opens; nil if none.
func (c *candidate) offers(v *view) *seen {
	if c.place != rules.PlaceRow || c.link == nil {
		return nil
	}
	t := v.follow(c.body.s, c.link)
	if t.fate != fateFile || t.to.doc == nil || unread(t.to) != "" {
		return nil
	}
	return t.to
}

// duties counts the rows under whose own words a file is offered.
func (m *Matcher) duties(v *view, f *seen) int {
	distinct := map[string]bool{}
	for _, in := range f.in {
		if in.from.linkRegion(in.link()) != checks.RegionMain || in.link().Block >= len(in.from.c.Blocks) {
			continue
		}
		row := in.from.blocks[in.link().Block]
		if in.from.c.Blocks[in.link().Block].Kind == checks.BlockRow && m.steer.best(row.hits) >= usual {
			distinct[row.fold()] = true
		}
	}
	return len(distinct)
}

// atDoor reports whether an address is the home of another host: a link to
// another body, at whose door nothing of this office is kept.
func (v *view) atDoor(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && v.offSite(raw) && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// wantsForm reports whether a way looks for something to fill in.
func (w *way) wantsForm() bool {
	for _, s := range w.shows {
		switch s.Name {
		case "form", "online_form", "survey":
			return true
		}
	}
	return false
}

// wantsLinks reports whether what is missing are links, which no picture holds.
func wantsLinks(missing []string) bool {
	for _, name := range missing {
		switch name {
		case "outbound", "file", "link", "form", "online_form", "survey", "app_link":
			return true
		}
	}
	return false
}

// pictures settles a body that is pictures and hardly any text.
func (m *Matcher) pictures(v *view, w *way, c *candidate, o *outcome) bool {
	if c.place == rules.PlaceSite || len(c.body.plus) > 0 {
		return false
	}
	if c.place == rules.PlaceRow && c.link != nil {
		if t := v.follow(c.body.s, c.link); t.fate == fateNone || t.fate == fateSelf {
			return false // a button that leads nowhere, whatever is drawn on it
		}
	}
	pic := seePicture(&c.body, 1)
	n, _ := c.body.prose()
	if !pic.ok || n > 160 || m.otherPictures(w, c) {
		return false
	}
	o.proofs = []*seen{c.body.s}
	o.evidence = []citation{cite(c.body.s, c.body.label, c.cite(), "", c.link), cite(c.body.s, pic.quote, checks.AtImage, "picture", nil)}
	if w.rule.rule.OnImageOnly == "found" && c.own {
		o.verdict, o.reasons = checks.Found, nil
		if c.body.s.foreign != "" {
			o.eyes(checks.WrongOwner)
		}
		return true
	}
	o.eyes(checks.ImageOnly)
	o.faint = w.rule.rule.Period == rules.PeriodEvent
	return true
}

// otherPictures reports whether every picture of a body says by its own words
// that it shows what the rule excludes, as a map of a disease does.
func (m *Matcher) otherPictures(w *way, c *candidate) bool {
	n, other := 0, 0
	c.body.eachImage(func(_ *seen, im *checks.Image, t *text) {
		if furniture(im, t) {
			return
		}
		n++
		if w.notHead.any(t.hits) || w.rule.notHead.any(t.hits) || w.notText.any(t.hits) || w.rule.notText.any(t.hits) {
			other++
		}
	})
	return n > 0 && n == other
}

// emptiness names the way in which a candidate holds nothing.
func (m *Matcher) emptiness(v *view, c *candidate) checks.Reason {
	if c.place == rules.PlaceRow {
		if c.link == nil {
			if shelfOnly(c.body.s.blocks[c.block], c.body.s.c.Blocks[c.block].Header()) {
				return checks.IndexOnly
			}
			return checks.LabelWithoutLink
		}
		switch t := v.follow(c.body.s, c.link); t.fate {
		case fateSelf:
			return checks.SelfLink
		case fateNone:
			return checks.EmptyLink
		}
		return checks.TitleWithoutContent
	}
	blocks := 0
	c.body.each(func(s *seen, i int) bool {
		if i != c.block && s.c.Blocks[i].Kind != checks.BlockHeading && !s.blocks[i].chrome() && s.c.Blocks[i].Text != "" {
			blocks++
		}
		return true
	})
	if blocks == 0 {
		return checks.EmptySection
	}
	return checks.TitleWithoutContent
}
