package match

import (
	"cmp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// spot is where a phrase was met: a resource by its place in view.all, and a
// block of it.
type spot struct {
	in int32
	at int32 // nowhere for a title, an address or a link that leads there
}

const nowhere = -1

// meetings are where phrases were met, by phrase, one list after the other.
type meetings struct {
	list []spot
	at   []int32 // where that of a phrase begins; one more than phrases
}

// of lists the spots of one phrase.
func (x *meetings) of(id int32) []spot { return x.list[x.at[id]:x.at[id+1]] }

// newMeetings lists what tell tells of n phrases, twice the same: each spot once, and
// nowhere only where a phrase was met at no block of a resource before.
func newMeetings(n int, tell func(note func(hits []hit, p spot))) meetings {
	x := meetings{at: make([]int32, n+1)}
	last := make([]spot, n)
	each := func(yield func(id int32, p spot)) {
		for i := range last {
			last[i] = spot{-1, nowhere}
		}
		tell(func(hits []hit, p spot) {
			for _, h := range hits {
				if l := last[h.id()]; l != p && (p.at != nowhere || l.in != p.in) {
					last[h.id()] = p
					yield(h.id(), p)
				}
			}
		})
	}
	each(func(id int32, _ spot) { x.at[id+1]++ })
	for id := range n {
		x.at[id+1] += x.at[id]
	}
	x.list = make([]spot, x.at[n])
	next := slices.Clone(x.at[:n])
	each(func(id int32, p spot) {
		x.list[next[id]] = p
		next[id]++
	})
	return x
}

// index notes for every phrase where it was met: in a resource, or in a link
// that leads to it. What looks for some phrases walks neither.
//
// Furniture that stands on page after page is noted on the first of them alone:
// it is one place, and what it leads to is the same from everywhere.
func (v *view) index() {
	again := v.repeats()
	v.met = newMeetings(len(v.lex.folded), func(note func(hits []hit, p spot)) {
		for n, s := range v.all {
			at := spot{int32(n), nowhere}
			for i := range s.blocks {
				if again.has(n, i) {
					continue
				}
				here := spot{int32(n), int32(i)}
				note(s.blocks[i].hits, here)
				for _, k := range s.c.Blocks[i].Links() {
					note(s.links[k].hits, here)
				}
				for _, k := range s.c.Blocks[i].Images() {
					note(s.images[k].hits, here)
				}
			}
			note(s.title.hits, at)
			note(s.file.hits, at)
			for i := range s.links {
				if !again.has(n, s.c.Links[i].Block) {
					note(s.links[i].hits, at)
				}
			}
			for i := range s.images {
				if !again.has(n, s.c.Images[i].Block) {
					note(s.images[i].hits, at)
				}
			}
			for _, i := range s.calls {
				note(s.in[i].text().hits, at)
			}
		}
	})
	v.called = newMeetings(len(v.lex.folded), func(note func(hits []hit, p spot)) {
		for n, s := range v.all {
			for _, i := range s.calls {
				note(s.in[i].text().hits, spot{int32(n), i})
			}
		}
	})
}

// repeated are the blocks of furniture that stood on an earlier page, by resource.
type repeated [][]bool

func (r repeated) has(n, block int) bool {
	return r[n] != nil && block >= 0 && block < len(r[n]) && r[n][block]
}

// repeats tells the blocks that say and offer nothing but what a block in the same
// part of an earlier page does. A link of a page to itself is a thing of its own.
func (v *view) repeats() repeated {
	out := make(repeated, len(v.all))
	met := map[uint64]bool{}
	for n, s := range v.all {
		if s.page == nil || s.ignored != "" || s.f.Trouble != "" || s.foreign != "" || v.ofAnother(s) {
			continue // of what these say less is asked
		}
		for i := range s.blocks {
			b := &s.c.Blocks[i]
			if s.main(i) || b.Kind == checks.BlockHeading && s.region(i) != checks.RegionMenu {
				continue
			}
			sum, own := v.signature(s, i)
			switch {
			case !met[sum]:
				met[sum] = true
			case !own:
				if out[n] == nil {
					out[n] = make([]bool, len(s.blocks))
				}
				out[n][i] = true
			}
		}
	}
	return out
}

// signature stands for what a block says, where, and what its links are called and
// lead to; own reports whether one of them leads to the page itself.
func (v *view) signature(s *seen, i int) (sum uint64, own bool) {
	b := &s.c.Blocks[i]
	sum = uint64(s.blocks[i].number)
	add := func(x uint64) { sum = mix(sum, x) }
	add(uint64(s.region(i))<<8 | uint64(b.Kind))
	for _, li := range b.Links() {
		l := &s.c.Links[li]
		add(uint64(s.keys[li])<<32 | uint64(s.links[li].number))
		if add(uint64(l.Kind)); l.Hidden {
			add(1)
		}
		own = own || l.Key != "" && v.atNumber(s.keys[li], l.Key).to == s
	}
	return sum, own
}

// calls lists the links to each resource without those that are called the same
// and lead there in the same way as one before.
func (v *view) calls() {
	type call struct {
		to, text         int32
		anchor, stranger bool
	}
	known := map[call]bool{}
	for n, s := range v.all {
		for i, in := range s.in {
			if in.from == s && s.page != nil {
				continue
			}
			k := call{int32(n), in.text().number, anchor(in.link().URL) != "", in.from.foreign != ""}
			if !known[k] {
				known[k] = true
				s.calls = append(s.calls, int32(i))
			}
		}
	}
}

// walk goes through the resources in or on the way to which any word of a set
// was met, in order, with the blocks that carry them, until yield says stop.
func (v *view) walk(set *wordset, yield func(s *seen, blocks []int) bool) {
	var lists [][]spot
	for _, id := range set.ids {
		if list := v.met.of(id); len(list) > 0 {
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
func within(in *meetings, set *wordset, s *seen) []int {
	var out []int
	lists := 0
	for _, id := range set.ids {
		list := in.of(id)
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

// once gives an answer, by look where nobody asked before.
func (a *answer) once(look func() bool) bool {
	if *a == unasked {
		*a = itIsNot
		if look() {
			*a = itIs
		}
	}
	return *a == itIs
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
				add(v.plain(s.c.CommentLinks[i].Text), checks.CommentedOut)
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
		return v.plain("")
	}
	return v.plain(strings.Join(h, " "))
}
