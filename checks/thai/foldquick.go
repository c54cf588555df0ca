package thai

import "unicode/utf8"

// role is what a letter does to the cluster being written.
type role uint8

const (
	toBase role = iota
	toE         // SARA E, SARA AE
	toLeading
	toMark
	toTone
	toAa
	dropped // left out under this key
	special // takes a closer look, as does all that is no Thai letter
	roleCount
)

// letters and roles tell for each key what becomes of a letter, and its role.
var letters, roles = func() (to [4][128]uint8, as [4][128]role) {
	byClass := [...]role{other: special, base: toBase, leading: toLeading, aa: toAa, mark: toMark, tone: toTone, thaiDigit: special}
	for k := range to {
		for off := range uint8(128) {
			to[k][off], as[k][off] = off, byClass[classes[off]]
		}
		as[k][offE], as[k][offAe], as[k][offNikhahit] = toE, toE, special
	}
	for _, k := range [...]key{keyLoose, keySkeleton} {
		to[k][offAm] = offAa
		as[k][offNikhahit] = dropped
	}
	to[keySkeleton]['ฏ'&0x7F] = 'ฎ' & 0x7F
	for off, c := range classes {
		if c == mark || c == tone {
			as[keySkeleton][off] = dropped
		}
	}
	return to, as
}()

// state is how the cluster stands that was written last.
type state uint8

const (
	atNothing state = iota // no Thai letter is last
	atBase
	atMark  // one mark on a base
	atMarks // several
	atE     // a leading SARA E or SARA AE
	atLeading
	atAa
	atOdd // what comes next takes a closer look
	stateCount
	stack // a second mark: their order decides
)

// steps tells what a letter of a role makes of a state where it can be written as
// it is.
var steps = func() (to [stateCount][roleCount]state) {
	for s := range to {
		for r := range to[s] {
			to[s][r] = atOdd
		}
	}
	for _, s := range [...]state{atNothing, atBase, atMark, atMarks, atE, atLeading, atAa} {
		to[s][toBase], to[s][toE], to[s][toLeading] = atBase, atE, atLeading
	}
	to[atE][toE] = atOdd // may be one SARA AE
	for _, r := range [...]role{toMark, toTone} {
		to[atBase][r], to[atMark][r] = atMark, stack
	}
	to[atBase][toAa], to[atMark][toAa], to[atMarks][toAa] = atAa, atAa, atAa
	return to
}()

// ends holds the pairs of letters on which a misspelling ends, the last in front:
// of nearly all texts that is all one has to look at.
var ends = func() (set [1 << 14 / 64]uint64) {
	for last, list := range misspelt {
		for _, m := range list {
			before, _ := utf8.DecodeLastRuneInString(m.wrong[:len(m.wrong)-3])
			i := last<<7 | int(before&0x7F)
			set[i/64] |= 1 << (i % 64)
		}
	}
	return set
}()

// mayEnd reports whether a misspelling may end with the last two letters of a
// run: a letter a byte, the last one lowest.
func mayEnd(run uint32) bool {
	i := run&0x7F<<7 | run>>8&0x7F
	return ends[i/64]>>(i%64)&1 != 0
}

// write takes a text. Nearly all letters need no more than a look at the state of
// their cluster, and are taken over here, as many together as stay what they are;
// the rest goes to the folder's own methods.
func (f *folder) write(s string) {
	to, as := &letters[f.key], &roles[f.key]
	normal := f.key == keyNormal
	out, last, marks := f.out, f.last, f.marks
	at := atNothing
	var before uint8 // the letter before last, and its marks
	var held int
	var run uint32 // the last four Thai letters that stand together
	space := false
	from := 0 // what is not yet written begins there, and stays what it is
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c <= ' ' || c == 0x7F {
				out = append(out, s[from:i]...)
				i++
				from = i
				space = space || c == ' ' || c >= '\t' && c <= '\r'
				continue
			}
			if space || at != atNothing {
				f.out, f.last, f.marks, f.space, f.before, f.held = append(out, s[from:i]...), last, marks, space, before, held
				f.foreign()
				out, last, marks, space, at, run = f.out, 0, 0, false, atNothing, 0
				from = i
			}
			if c >= 'A' && c <= 'Z' {
				out = append(append(out, s[from:i]...), c+'a'-'A')
				from = i + 1
			}
			i++
			continue
		}
		if c == 0xE0 && i+2 < len(s) && s[i+1]&0xFE == 0xB8 && s[i+2]&0xC0 == 0x80 {
			is := s[i+1]&1<<6 | s[i+2]&0x3F
			as, off := as[is], to[is]
			next := steps[at][as]
			if next == stack {
				if next = atOdd; weights[uint8(run)] <= weights[off] && uint8(run) != off && !(as == toTone && classes[uint8(run)] == tone) {
					next = atMarks
				}
			}
			if next != atOdd && !(normal && space) && (normal || !mayEnd(run) && !(at == atAa && mayEnd(run>>8))) {
				if off != is {
					out = append(append(out, s[from:i]...), 0xE0, 0xB8|off>>6, 0x80|off&0x3F)
					from = i + 3
				}
				i += 3
				run = run<<8 | uint32(off)
				space, at = false, next
				if as == toMark || as == toTone {
					marks++
				} else {
					before, held = last, marks
					last, marks = off, 0
				}
				continue
			}
			if as == dropped {
				out = append(out, s[from:i]...)
				i += 3
				from = i
				continue
			}
		}
		f.out, f.last, f.marks, f.space = append(out, s[from:i]...), last, marks, space
		if at == atAa {
			f.before, f.held = before, held
		}
		i += f.one(s[i:])
		from = i
		out, last, marks, space = f.out, f.last, f.marks, f.space
		before, held = f.before, f.held
		at, run = f.state(), f.run()
	}
	f.out, f.last, f.marks, f.space = append(out, s[from:]...), last, marks, space
	if at == atAa {
		f.before, f.held = before, held
	}
	f.close()
}

// one takes the first character of a text, the long way, and gives its length.
func (f *folder) one(s string) int {
	r, n := runeAt(s, 0)
	if isThai(r) && classes[r&0x7F] != other {
		f.thai(uint8(r & 0x7F))
	} else {
		f.rune(r)
	}
	return n
}

// state tells how the last cluster stands.
func (f *folder) state() state {
	switch classes[f.last] {
	case base:
		for n := 1; n <= f.marks; n++ {
			if f.at(n) == offNikhahit {
				return atOdd
			}
		}
		return min(atBase+state(min(f.marks, 2)), atMarks)
	case leading:
		switch {
		case f.marks > 0:
			return atOdd
		case f.last <= offAe:
			return atE
		}
		return atLeading
	case aa:
		if f.marks == 0 {
			return atAa
		}
		return atOdd
	}
	if f.last == 0 && f.marks == 0 {
		return atNothing
	}
	return atOdd
}

// run gives the Thai letters that the text ends with, up to three.
func (f *folder) run() (run uint32) {
	for n := uint(1); n <= 3; n++ {
		i := len(f.out) - 3*int(n)
		if i < 0 || f.out[i] != 0xE0 || f.out[i+1]&0xFE != 0xB8 {
			break
		}
		run |= uint32(f.at(int(n))) << (8 * (n - 1))
	}
	return run
}
