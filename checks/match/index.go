package match

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// spot is where a phrase was met: a resource by its place in view.all, and a
// block of it.
type spot struct {
	in int32
	at int32 // nowhere for a title, an address or a link that leads there
}

const nowhere = -1

// index notes for every phrase where it was met: in a resource, or in a link
// that leads to it. What looks for some phrases walks neither.
func (v *view) index() {
	v.met, v.called = make([][]spot, len(v.lex.folded)), make([][]spot, len(v.lex.folded))
	note := func(in [][]spot, hits []hit, p spot) {
		for _, h := range hits {
			if list := in[h.id]; len(list) == 0 || list[len(list)-1] != p && (p.at != nowhere || list[len(list)-1].in != p.in) {
				in[h.id] = append(list, p)
			}
		}
	}
	for n, s := range v.all {
		for i := range s.blocks {
			at := spot{int32(n), int32(i)}
			note(v.met, s.blocks[i].hits, at)
			for _, k := range s.c.Blocks[i].Links() {
				note(v.met, s.links[k].hits, at)
			}
			for _, k := range s.c.Blocks[i].Images() {
				note(v.met, s.images[k].hits, at)
			}
		}
		at := spot{int32(n), nowhere}
		note(v.met, s.title.hits, at)
		note(v.met, s.file.hits, at)
		for i := range s.links {
			note(v.met, s.links[i].hits, at)
		}
		for i := range s.images {
			note(v.met, s.images[i].hits, at)
		}
		for i, in := range s.in {
			note(v.met, in.text.hits, at)
			note(v.called, in.text.hits, spot{int32(n), int32(i)})
		}
	}
}

// walk goes through the resources in or on the way to which any word of a set
// was met, in order, with the blocks that carry them, until yield says stop.
func (v *view) walk(set *wordset, yield func(s *seen, blocks []int) bool) {
	var lists [][]spot
	for _, id := range set.ids {
		if list := v.met[id]; len(list) > 0 {
			lists = append(lists, list)
		}
	}
	var blocks []int
	for len(lists) > 0 {
		next := lists[0][0].in
		for _, l := range lists[1:] {
			next = min(next, l[0].in)
		}
		blocks = blocks[:0]
		from := 0
		kept := lists[:0]
		for _, l := range lists {
			for len(l) > 0 && l[0].in == next {
				if l[0].at != nowhere {
					blocks = append(blocks, int(l[0].at))
				}
				l = l[1:]
			}
			if len(blocks) > 0 && from == 0 {
				from = len(blocks)
			}
			if len(l) > 0 {
				kept = append(kept, l)
			}
		}
		lists = kept
		if len(blocks) > from {
			slices.Sort(blocks)
			blocks = slices.Compact(blocks)
		}
		if !yield(v.all[next], blocks) {
			return
		}
	}
}

// within lists, ascending and each once, where words of a set were met in one
// resource.
func within(in [][]spot, set *wordset, s *seen) []int {
	var out []int
	lists := 0
	for _, id := range set.ids {
		list := in[id]
		i, _ := slices.BinarySearchFunc(list, s.n, func(p spot, n int32) int { return cmp.Compare(p.in, n) })
		found := false
		for ; i < len(list) && list[i].in == s.n; i++ {
			if list[i].at != nowhere {
				found = true
				out = append(out, int(list[i].at))
			}
		}
		if found {
			lists++
		}
	}
	if lists > 1 {
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return out
}

// answer is one that is worked out when first asked for.
type answer uint8

const (
	unasked answer = iota
	itIsNot
	itIs
)

// showKey is a body, and what is looked for in it. Its blocks are a run, of
// which the first and the number are told, or a list that is shared.
type showKey struct {
	s, plus        *seen
	list           *int
	label          string // "" for what reads none
	what, first, n int32
}

// asking is a recogniser and how much it is asked for.
type asking struct {
	name string
	min  int
}

// shows asks a recogniser of a body, once however many ways ask for it.
func (m *Matcher) shows(sh *rules.Show, b *body) sighting {
	if b.v == nil || len(b.plus) > 1 {
		return m.see[sh.Name](b, sh.Min)
	}
	what, known := b.v.asked[asking{sh.Name, sh.Min}]
	if !known {
		what = int32(len(b.v.asked))
		b.v.asked[asking{sh.Name, sh.Min}] = what
	}
	k := showKey{what: what, s: b.s, n: int32(len(b.idx))}
	if !blind[sh.Name] {
		k.label = b.label
	}
	if k.n > 0 {
		k.first = int32(b.idx[0])
		if int32(b.idx[k.n-1])-k.first != k.n-1 {
			k.list = &b.idx[0]
		}
	}
	if len(b.plus) == 1 {
		k.plus = b.plus[0]
	}
	kept, known := b.v.shown[k]
	switch {
	case !known:
		got := m.see[sh.Name](b, sh.Min)
		if got.none() {
			b.v.shown[k] = nil
		} else {
			b.v.shown[k] = &got
		}
		return got
	case kept == nil:
		return sighting{}
	}
	return *kept
}

// seenKey tells lines of a site apart that a reader would tell apart.
type seenKey struct {
	folded uint64
	region checks.Region
}

// run lists the numbers below n, for all who ask in one list.
func (v *view) run(n int) []int {
	for len(v.order) < n {
		v.order = append(v.order, len(v.order))
	}
	return v.order[:n:n]
}

// stuck is a link that opens nothing, and why.
type stuck struct {
	text   *text
	reason checks.Reason
}

// bareLinks lists the links of a site that lead nowhere and those in comments,
// each once.
func (v *view) bareLinks() []stuck {
	if v.bare == nil {
		v.bare = []stuck{}
		known := map[stuck]bool{}
		add := func(t *text, why checks.Reason) {
			if b := (stuck{t, why}); !known[b] {
				known[b] = true
				v.bare = append(v.bare, b)
			}
		}
		for _, s := range v.all {
			for i := range s.c.Links {
				l := &s.c.Links[i]
				switch {
				case l.Hidden || l.Kind != checks.LinkEmpty && l.Kind != checks.LinkScript:
				case s.linkRegion(l) == checks.RegionMenu:
					add(s.links[i], checks.MenuOnly)
				default:
					add(s.links[i], checks.EmptyLink)
				}
			}
			for i := range s.c.CommentLinks {
				add(v.scanAs(s.c.CommentLinks[i].Text, false), checks.CommentedOut)
			}
		}
	}
	return v.bare
}

// closedLinks lists the links of a resource that lead to what was not opened for
// reasons that lie with the program.
func (v *view) closedLinks(s *seen) []stuck {
	if s.closed == nil {
		s.closed = []stuck{}
		for i := range s.c.Links {
			l := &s.c.Links[i]
			if l.Hidden {
				continue
			}
			if t := v.followAt(s, i); t.fate == fateUnknown && t.reason != checks.NotFollowed && t.reason != checks.OutsideOnly {
				s.closed = append(s.closed, stuck{s.links[i], t.reason})
			} else if g := v.site.GapAt(l.Key); g != nil && g.Reason == checks.Truncated {
				s.closed = append(s.closed, stuck{s.links[i], g.Reason}) // opened, and only in part
			}
		}
	}
	return s.closed
}

// heads gives what stands above the columns of a row, as one text.
func (v *view) heads(s *seen, i int) *text {
	h := s.c.Blocks[i].Header()
	if len(h) == 0 {
		return v.scanAs("", false)
	}
	return v.scanAs(strings.Join(h, " "), false)
}
