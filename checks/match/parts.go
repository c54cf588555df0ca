package match

import (
	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// parts looks for each countable part inside the body and, by its own heading,
// on other pages. All present is found, some is partial, none fails.
func (m *Matcher) parts(v *view, w *way, c *candidate, b *body, out *confirmation, note func(string, sighting)) {
	have := 0
	var miss []sighting
	var lack []string
	for i := range w.parts {
		p := &w.parts[i]
		s := m.part(v, w, p, b)
		if !s.ok && !p.heading.empty() {
			if other := m.partElsewhere(v, w, p, c); other.ok {
				s = other
			}
		}
		if s.ok {
			have++
			out.have = append(out.have, p.name)
			out.seen, out.names = append(out.seen, s), append(out.names, p.name)
			continue
		}
		lack, miss = append(lack, p.name), append(miss, s)
	}
	if have == 0 {
		for i, name := range lack {
			note(name, miss[i])
		}
		return
	}
	out.lack = append(out.lack, lack...)
}

// part looks for one part inside a body: at its own words if it has them, in
// the whole body otherwise.
func (m *Matcher) part(v *view, w *way, p *part, b *body) sighting {
	if p.heading.empty() {
		return m.partIn(w, p, b)
	}
	out := sighting{}
	try := func(s *seen, idx []int, label string) bool {
		pb := body{v: v, s: s, idx: idx, label: label}
		elsewhere := false
		var plus []*seen
		pb.someLinks(func(_ *seen, li int) bool {
			t := v.followAt(s, li)
			if t.fate == fatePage && b.hops == 0 {
				inner := body{v: v, s: t.to, idx: t.to.mains, hops: 1}
				if got := m.part(v, w, p, &inner); got.ok {
					out, elsewhere = got, true
					return false
				}
				if m.namesOthers(v, w, p, label) {
					return false // the page is several parts', of which this one is not there
				}
			}
			if t.fate == fateFile || t.fate == fatePage {
				plus = []*seen{t.to}
				return false
			}
			return true
		})
		if elsewhere {
			return true
		}
		pb.plus = plus
		if said, yes := placeholder(&pb); yes && len(pb.plus) == 0 {
			out.reason, out.quote, out.where = checks.Placeholder, said, s
			return false
		}
		if got := m.partIn(w, p, &pb); got.ok || out.reason == "" {
			if !got.ok && got.reason == "" && len(idx) > 0 && !pb.linked() && shelfOnly(s.blocks[idx[0]], s.c.Blocks[idx[0]].Header()) {
				got.reason = checks.IndexOnly
			}
			out = got
		}
		return out.ok
	}
	if p.heading.any(v.plain(b.label).hits) && b.label != "" {
		// the candidate's own heading names the part: what is not under
		// another part's heading is its body
		if try(b.s, m.untilOther(w, p, b, 0), b.label) {
			return out
		}
	}
	for n, i := range b.idx {
		if !p.heading.any(b.s.blocks[i].hits) {
			continue
		}
		idx := []int{i}
		bl := &b.s.c.Blocks[i]
		if bl.Kind == checks.BlockHeading || len(bl.Links()) == 0 && len([]rune(bl.Text)) < 140 {
			idx = append(idx, m.untilOther(w, p, b, n+1)...)
		}
		if try(b.s, idx, bl.Text) {
			return out
		}
	}
	for _, d := range b.plus {
		if d.page != nil {
			inner := body{v: v, s: d, idx: d.mains, hops: b.hops + 1}
			if got := m.part(v, w, p, &inner); got.ok || out.reason == "" {
				out = got
			}
			if out.ok {
				return out
			}
			continue
		}
		for n, i := range d.mains {
			if p.heading.any(d.blocks[i].hits) && try(d, d.mains[n:min(n+14, len(d.mains))], d.c.Blocks[i].Text) {
				return out
			}
		}
	}
	return out
}

// namesOthers reports whether a label names other parts beside this one.
func (m *Matcher) namesOthers(v *view, w *way, p *part, label string) bool {
	hits := v.scan(label).hits
	for k := range w.parts {
		if q := &w.parts[k]; q != p && q.heading.any(hits) {
			return true
		}
	}
	return false
}

// untilOther lists the body's blocks from n on up to the next block that opens
// another part or a heading of a higher level.
func (m *Matcher) untilOther(w *way, p *part, b *body, n int) []int {
	var idx []int
	for _, i := range b.idx[min(n, len(b.idx)):] {
		for k := range w.parts {
			q := &w.parts[k]
			if q != p && b.s.blocks[i].length() < 140 && q.heading.any(b.s.blocks[i].hits) && !p.heading.any(b.s.blocks[i].hits) {
				return idx
			}
		}
		idx = append(idx, i)
		if len(idx) >= 40 {
			break
		}
	}
	return idx
}

func (m *Matcher) partIn(w *way, p *part, b *body) sighting {
	for _, i := range b.idx {
		if w.rule.rule.NoneOK && b.s.blocks[i].statesNone(w.rule.noneWords) {
			return saw(b.s, b.s.c.Blocks[i].Text, checks.AtText)
		}
	}
	var last sighting
	if !p.text.empty() {
		if last = m.words(&p.text, b); !last.ok {
			return last
		}
	}
	for _, sh := range p.shows {
		if last = m.shows(&sh, b); !last.ok {
			return last
		}
	}
	if p.near != nil {
		if last = m.beside(p.near, b); !last.ok {
			return last
		}
	}
	if !last.ok && p.text.empty() && len(p.shows) == 0 && p.near == nil && len(b.idx) > 0 {
		return saw(b.s, b.s.c.Blocks[b.idx[0]].Text, checks.AtText)
	}
	return last
}

// partElsewhere looks for a part on pages of its own: two pages together may
// satisfy one requirement.
func (m *Matcher) partElsewhere(v *view, w *way, p *part, c *candidate) sighting {
	for _, own := range m.owned(v, w, p) {
		if own.cand.body.s != c.body.s || m.apart(v, w, p, own.cand, c) {
			return own.sighting
		}
	}
	return sighting{}
}

// ownPart is a page or section that proves a part by its own heading.
type ownPart struct {
	cand *candidate
	sighting
}

// owned lists what proves a part by itself, worked out once a site.
func (m *Matcher) owned(v *view, w *way, p *part) []ownPart {
	if list, known := v.owned[p]; known {
		return list
	}
	list := []ownPart{}
	pw := way{rule: w.rule, heading: p.heading, in: inPage | inSection}
	for _, o := range v.candidates(&pw) {
		if !o.own || o.body.s.foreign != "" || m.excluded(v, w, o) {
			continue
		}
		var got sighting
		if m.namesOthers(v, w, p, o.body.label) {
			got = m.part(v, w, p, &body{v: v, s: o.body.s, idx: o.body.idx, hops: 1})
		} else {
			got = m.partIn(w, p, &o.body)
		}
		if got.ok {
			if _, empty := placeholder(&o.body); !empty {
				list = append(list, ownPart{o, got})
			}
		}
		if len(list) >= mostOwned {
			break
		}
	}
	v.owned[p] = list
	return list
}

// mostOwned bounds the pages remembered for a part: one is enough, more only
// serve candidates that are that page themselves.
const mostOwned = 8

// apart reports whether a candidate on the same page is a section of the part
// alone: neither the candidate itself nor a heading that names other parts too.
func (m *Matcher) apart(v *view, w *way, p *part, o, c *candidate) bool {
	if o.place != rules.PlaceSection || o.block == c.block {
		return false
	}
	return !m.namesOthers(v, w, p, o.body.s.blocks[o.block].raw)
}
