package match

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
	"github.com/truatweb/truatweb/rules"
)

// outcome is what one candidate amounts to for one rule.
type outcome struct {
	verdict  checks.Verdict
	reasons  []checks.Reason
	evidence []citation
	miss     *miss
	have     []string // parts
	lack     []string
	years    []int
	months   map[thai.Month]bool
	proofs   []*seen // what proves: for duplicates
	entries  int     // entries of a list that were held one by one; 0 where nothing was counted
	faint    bool    // pictures where days are asked for, which none shows
	cand     *candidate
}

// outcome gives one for a candidate, with what another left behind.
func (v *view) outcome(c *candidate) *outcome {
	n := len(v.spare)
	if n == 0 {
		return &outcome{cand: c}
	}
	o := v.spare[n-1]
	v.spare = v.spare[:n-1]
	*o = outcome{cand: c}
	return o
}

// weak reports whether a person is asked without content that speaks for it.
func (o *outcome) weak() bool {
	return o.faint || slices.Contains(o.reasons, checks.WeakMatch) || slices.Contains(o.reasons, checks.DuplicateEvidence)
}

// weigh decides what a candidate is worth for a way. It is nil where the way
// does not speak of the candidate at all (a false friend).
func (m *Matcher) weigh(v *view, w *way, c *candidate) *outcome {
	o := v.outcome(c)
	if m.excluded(v, w, c) {
		o.verdict = checks.Absent
		o.reasons = []checks.Reason{checks.FalseFriend}
		o.miss = &miss{reason: checks.FalseFriend}
		return o
	}
	if c.body.s.news && wantsDirectory(w.rule.rule) && c.place != rules.PlaceRow {
		o.verdict, o.reasons = checks.Absent, []checks.Reason{checks.FalseFriend}
		o.miss = &miss{reason: checks.FalseFriend}
		return o
	}
	if why := c.body.s.f.Trouble; stopsCitizen(why) && (why != checks.FormClosed || w.wantsForm()) {
		o.verdict, o.reasons = checks.Unreachable, []checks.Reason{why}
		o.miss = &miss{reason: why}
		return o
	}
	says := c.body.says()
	said, none := m.declared(w, c, says)
	none = none && len(w.parts) == 0
	if none && !w.rule.rule.NoneOK {
		// a statement of none that is no answer gives way to what is there
		if best := m.confirm(v, w, c, &c.body); best.ok {
			m.confirmed(v, w, c, best, o)
			return o
		}
	}
	if none {
		o.verdict = checks.DeclaredNone
		if !w.rule.rule.NoneOK {
			o.verdict, o.reasons = checks.NeedsEyes, []checks.Reason{checks.NotADeclaration}
		}
		o.evidence = []citation{cite(c.body.s, said, checks.AtText, "none", c.link)}
		o.proofs = []*seen{c.body.s}
		return o
	}
	if said, yes := promised(&c.body, says); yes {
		o.verdict, o.reasons = checks.Absent, []checks.Reason{checks.Placeholder}
		o.miss = &miss{reason: checks.Placeholder, quote: said}
		return o
	}
	best := m.confirm(v, w, c, &c.body)
	if !best.ok && len(c.body.plus) == 0 && c.body.s.page != nil {
		best = m.withFiles(v, w, c, best)
	}
	if !best.ok {
		m.failed(v, w, c, best, o)
		return o
	}
	m.confirmed(v, w, c, best, o)
	return o
}

// wantsDirectory reports whether reports of events cannot prove a rule: those
// about the office itself, as opposed to its news, lists and knowledge.
func wantsDirectory(r *rules.Rule) bool {
	switch r.Period {
	case rules.PeriodEvent, rules.PeriodMonthly, rules.PeriodQuarterly:
		return false
	}
	return r.Level == rules.LevelRequired
}

func (m *Matcher) excluded(v *view, w *way, c *candidate) bool {
	if !w.notHead.empty() || !w.rule.notHead.empty() {
		bad := func(hits []hit) bool { return w.notHead.any(hits) || w.rule.notHead.any(hits) }
		if bad(c.said(v).hits) {
			return true
		}
		if c.place == rules.PlacePage || c.place == rules.PlaceDocument {
			page := c.body.s.called
			if page == nil || page.raw != c.page {
				page = v.scan(c.page)
			}
			if bad(page.hits) {
				return true
			}
		}
		for _, p := range c.body.plus {
			if bad(p.title.hits) || bad(v.headline(p).hits) {
				return true
			}
		}
	}
	if w.notText.empty() && w.rule.notText.empty() {
		return false
	}
	found := false
	c.body.each(func(s *seen, i int) bool {
		found = w.notText.any(s.blocks[i].hits) || w.rule.notText.any(s.blocks[i].hits)
		return !found
	})
	return found
}

// declared finds a statement of none under the candidate's own heading or in
// its own row; says are the words of its body.
func (m *Matcher) declared(w *way, c *candidate, says traits) (string, bool) {
	if c.place == rules.PlaceRow || c.place == rules.PlaceSite {
		if t := c.said(c.body.v); t.statesNone(w.rule.noneWords) && len(c.body.plus) == 0 {
			return t.raw, true
		}
		if c.place == rules.PlaceSite {
			return "", false
		}
	}
	if says&(saysNone|saysNo|saysNoneOf) == 0 {
		return "", false
	}
	said, other := "", 0
	c.body.each(func(s *seen, i int) bool {
		b := &s.c.Blocks[i]
		if b.Kind == checks.BlockHeading && b.Level < 7 || s.blocks[i].chrome() {
			return true
		}
		if said == "" && s.blocks[i].length() < 300 && s.blocks[i].statesNone(w.rule.noneWords) {
			said = b.Text
			return true
		}
		other += s.blocks[i].length() + 20*len(b.Links())
		return true
	})
	return said, said != "" && (other < 120 || hasAny(thai.Fold(said), w.rule.noneWords) && other < 600)
}

// confirmation is the answer to all of a way's conditions.
type confirmation struct {
	ok      bool
	body    *body
	seen    []sighting // of the conditions that held
	names   []string   // parallel to seen
	missing []string   // names of the conditions that did not
	failed  []sighting // parallel to missing
	have    []string   // parts present
	lack    []string
	room    struct {
		missing [2]string
		failed  [2]sighting
	}
}

// confirm holds a body against a way's conditions.
func (m *Matcher) confirm(v *view, w *way, c *candidate, b *body) *confirmation {
	out := &confirmation{body: b}
	out.missing, out.failed = out.room.missing[:0], out.room.failed[:0]
	note := func(name string, s sighting) {
		if s.ok {
			out.seen, out.names = append(out.seen, s), append(out.names, name)
			if s.of > 0 && s.have < s.of {
				out.lack = append(out.lack, s.missing...)
				for len(out.lack) < s.of-s.have {
					out.lack = append(out.lack, name)
				}
				for range s.have {
					out.have = append(out.have, name)
				}
			}
			return
		}
		out.missing, out.failed = append(out.missing, name), append(out.failed, s)
	}
	if !w.text.empty() {
		note(w.name, m.words(&w.text, b))
	}
	for _, sh := range w.shows {
		note(sh.Name, m.shows(&sh, b))
	}
	if w.near != nil {
		note(w.near.name, m.beside(w.near, b))
	}
	if len(w.parts) > 0 {
		m.parts(v, w, c, b, out, note)
	}
	out.ok = len(out.missing) == 0
	return out
}

func (m *Matcher) words(set *wordset, b *body) sighting {
	out := sighting{}
	b.each(func(s *seen, i int) bool {
		if set.any(s.blocks[i].hits) {
			out = saw(s, s.c.Blocks[i].Text, checks.AtText)
			return false
		}
		return true
	})
	return out
}

// beside wants the recognisers to hold in a block that carries a word, or in
// the one after it.
func (m *Matcher) beside(n *near, b *body) sighting {
	out := sighting{}
	b.each(func(s *seen, i int) bool {
		if !n.words.any(s.blocks[i].hits) {
			return true
		}
		bodies, most := [2]body{{v: b.v, s: s, idx: b.v.run(i + 1)[i:], label: b.label}}, 1
		if j := i + 1; j < len(s.c.Blocks) && s.region(j) == s.region(i) && !b.v.keepers(s, j) {
			bodies[1], most = body{v: b.v, s: s, idx: b.v.run(j + 1)[i:], label: b.label}, 2
		}
		for k := range most {
			ok := true
			var last sighting
			for _, sh := range n.shows {
				if last = m.shows(&sh, &bodies[k]); !last.ok {
					ok = false
					if out.reason == "" && last.reason != "" {
						out.reason, out.quote, out.where = last.reason, last.quote, last.where
					}
					break
				}
			}
			if ok {
				if len(n.shows) == 0 {
					last = saw(s, s.c.Blocks[i].Text, checks.AtText)
				}
				out = last
				return false
			}
		}
		return true
	})
	return out
}

// withFiles tries a page or section together with each file that it links to,
// since the text of a manual often lies in the file.
func (m *Matcher) withFiles(v *view, w *way, c *candidate, so *confirmation) *confirmation {
	tried := 0
	best := so
	if c.place == rules.PlaceSite {
		return so
	}
	var proved *confirmation
	c.body.someLinks(func(s *seen, li int) bool {
		t := v.followAt(s, li)
		if t.fate != fateFile || unread(t.to) != "" {
			return true
		}
		// A file under every menu is tried a few times, then known to say nothing.
		key := trial{w, t.to}
		if v.tried[key] >= fewTrials {
			return true
		}
		if tried++; tried > 12 {
			return false
		}
		b := c.body
		b.plus = []*seen{t.to}
		if m.excluded(v, w, &candidate{place: c.place, page: c.page, body: b, label: c.label}) || !m.speaksOf(w, t.to) && m.speaksOfAnother(w, t.to) {
			return true
		}
		got := m.confirm(v, w, c, &b)
		if got.ok {
			proved = got
			return false
		}
		v.tried[key]++
		if len(got.missing) < len(best.missing) {
			best = got
		}
		return true
	})
	if proved != nil {
		return proved
	}
	best.body = &c.body
	return best
}

// trial is a file held against a way beside a page that leads to it.
type trial struct {
	w *way
	s *seen
}

const fewTrials = 3
