package match

import (
	"hash/maphash"

	"github.com/truatweb/truatweb/rules"
)

// shown are the answers of recognisers, kept for whoever asks the same of the
// same body again.
type shown struct {
	asked map[asking]int32 // numbers
	known map[uint64]int32 // by what was asked of which body: the answer's place in list, from 1; 0 where nothing was seen and nothing stood in the way
	list  [][]sighting     // some together
	count int32
}

// asking is a recogniser and how much it is asked for.
type asking struct {
	name string
	min  int
}

func newShown() shown { return shown{asked: map[asking]int32{}, known: map[uint64]int32{}} }

// fewBlocks is up to how many blocks a body without files is looked at again
// rather than remembered: what single texts are is known, but for long ones.
const (
	fewBlocks = 2
	longBlock = 4 << 10 // bytes
)

// small reports whether a body is one to be looked at again.
func (b *body) small() bool {
	if len(b.idx) > fewBlocks || len(b.plus) > 0 {
		return false
	}
	for _, i := range b.idx {
		if len(b.s.c.Blocks[i].Text) > longBlock {
			return false
		}
	}
	return true
}

// shows asks a recogniser of a body, once however many ways ask for it.
func (m *Matcher) shows(sh *rules.Show, b *body) sighting {
	if b.v == nil || len(b.plus) > 1 || b.small() {
		return m.see[sh.Name](b, sh.Min)
	}
	x := &b.v.shown
	k := b.sum()
	if what, known := x.asked[asking{sh.Name, sh.Min}]; known {
		k = mix(k, uint64(what))
	} else {
		what = int32(len(x.asked))
		x.asked[asking{sh.Name, sh.Min}] = what
		k = mix(k, uint64(what))
	}
	if !blind[sh.Name] {
		k = mix(k, maphash.String(b.v.texts.seed, b.label))
	}
	at, known := x.known[k]
	switch {
	case !known:
		got := m.see[sh.Name](b, sh.Min)
		if got.none() {
			x.known[k] = 0
		} else {
			x.known[k] = x.put(got)
		}
		return got
	case at == 0:
		return sighting{}
	}
	return x.list[(at-1)/together][(at-1)%together]
}

func (x *shown) put(s sighting) int32 {
	if x.count%together == 0 {
		x.list = append(x.list, make([]sighting, together))
	}
	x.list[x.count/together][x.count%together] = s
	x.count++
	return x.count
}

// sum stands for a body without its label.
func (b *body) sum() uint64 {
	k := uint64(len(b.idx))
	if b.s != nil {
		k = mix(k, uint64(b.s.n)+1)
	}
	switch n := len(b.idx); {
	case n == 0:
	case b.idx[n-1]-b.idx[0] == n-1:
		k = mix(k, uint64(b.idx[0]))
	case b.main():
		k = mix(k, ^uint64(0))
	default:
		for _, i := range b.idx {
			k = mix(k, uint64(i))
		}
	}
	for _, p := range b.plus {
		k = mix(k, uint64(p.n)+1)
	}
	return mix(k, uint64(len(b.plus)))
}

// main reports whether a body is all that its resource is about.
func (b *body) main() bool {
	n := len(b.idx)
	return b.s != nil && n > 0 && n == len(b.s.mains) && &b.idx[0] == &b.s.mains[0]
}

// mix spreads what is added to a sum over all its bits.
func mix(sum, x uint64) uint64 {
	sum = sum*odd + x
	return sum ^ sum>>32
}

const odd = 0x9E3779B97F4A7C15

// says gives the lists of which the blocks of a body carry any word.
func (b *body) says() traits {
	all := traits(0)
	if b.main() {
		all = b.s.says
	} else {
		for _, i := range b.idx {
			all |= b.s.blocks[i].carries
		}
	}
	for _, p := range b.plus {
		all |= p.says
	}
	return all
}
