package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// box is a place on a page: points from the top left corner.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) sane() bool {
	return b.x1 >= b.x0 && b.y1 >= b.y0 && b.x0 > -1e5 && b.x1 < 1e5 && b.y0 > -1e5 && b.y1 < 1e5
}

func (b box) height() float64 { return b.y1 - b.y0 }

func (b box) width() float64 { return b.x1 - b.x0 }

func (b box) join(o box) box {
	return box{min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)}
}

func (b box) holds(x, y float64) bool { return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1 }

// word is a run of characters without a space, in the order of the content stream.
type word struct {
	box
	s string
}

type page struct {
	w, h  float64
	words []word
}

func (p page) letters() int {
	n := 0
	for _, w := range p.words {
		a, b, c := thai.Letters(w.s)
		n += a + b + c
	}
	return n
}

// signs counts what can be seen of a page's text.
func (p page) signs() int {
	n := 0
	for _, w := range p.words {
		n += utf8.RuneCountInString(w.s)
	}
	return n
}

func letters(pages []page) int {
	n := 0
	for _, p := range pages {
		n += p.letters()
	}
	return n
}

// under gives the words whose middle lies in a box.
func (p page) under(b box) string {
	var in []word
	for _, w := range p.words {
		if b.holds((w.x0+w.x1)/2, (w.y0+w.y1)/2) {
			in = append(in, w)
		}
	}
	var parts []string
	for _, f := range fragments(in) {
		parts = append(parts, mend(f.s))
	}
	return strings.Join(parts, " ")
}

// The distances below are shares of a line's height, which is 1.3 to 1.9 times
// the size of the letters, as Thai fonts go.
const (
	spaceGap = 0.094 // a gap that is a space
	cellGap  = 0.45  // a gap that parts two cells or columns
	overlap  = 0.07  // what words of a line may overlap
	sameLine = 0.33  // what words of a line may differ in height above the foot of the page
)

// fragment is a run of words on one line without a wide gap.
type fragment struct {
	box
	s string
}

// fragments joins words that follow each other on a line.
func fragments(words []word) []fragment {
	var out []fragment
	var text strings.Builder
	var cur box
	flush := func() {
		if text.Len() > 0 {
			if s := thai.Clean(nameNikhahit(text.String())); s != "" {
				out = append(out, fragment{cur, s})
			}
			text.Reset()
		}
	}
	var last word
	for i, w := range words {
		if i > 0 && text.Len() > 0 {
			h := math.Min(positive(cur.height()), positive(w.height()))
			gap := w.x0 - last.x1
			wide := cellGap
			if marker(strings.TrimSpace(text.String())) == markOnly {
				wide = 4 // the tab after a list mark parts nothing
			}
			if first, _ := utf8.DecodeRuneInString(w.s); dependent(first) {
				wide = max(wide, 1.5) // nor does one before what cannot begin a word
			}
			switch {
			case math.Abs(w.y1-last.y1) > sameLine*h, gap < -overlap*h, gap > wide*h:
				flush()
			case gap > spaceGap*h:
				text.WriteByte(' ')
			}
		}
		if text.Len() == 0 {
			cur = w.box
		}
		cur = cur.join(w.box)
		text.WriteString(w.s)
		last = w
	}
	flush()
	return out
}

const softHyphen = '\u00AD'

// nameNikhahit gives back the NIKHAHIT that some fonts call a soft hyphen: one
// before SARA AA, where no word can be parted.
func nameNikhahit(s string) string {
	if !strings.ContainsRune(s, softHyphen) {
		return s
	}
	rs := []rune(s)
	for i, r := range rs {
		if r != softHyphen || i == 0 || !consonant(rs[i-1]) && !tone(rs[i-1]) {
			continue
		}
		if i+1 < len(rs) && rs[i+1] == 'า' || i+2 < len(rs) && tone(rs[i+1]) && rs[i+2] == 'า' {
			rs[i] = '\u0E4D'
		}
	}
	return string(rs)
}

// positive keeps a height usable as a measure where a file gives none.
func positive(h float64) float64 {
	if h <= 0 {
		return 10
	}
	return h
}

// stack is fragments one under another: a paragraph, a list or a cell.
type stack struct {
	box
	lines []fragment
}

// stacks gathers fragments that follow each other downwards at one pitch.
func stacks(fs []fragment) []stack {
	var out []stack
	for _, f := range fs {
		if n := len(out); n > 0 && out[n-1].takes(f) {
			s := &out[n-1]
			s.lines = append(s.lines, f)
			s.box = s.join(f.box)
			continue
		}
		out = append(out, stack{f.box, []fragment{f}})
	}
	return out
}

func (s *stack) takes(f fragment) bool {
	last := s.lines[len(s.lines)-1]
	h := positive(last.height())
	pitch := f.y1 - last.y1
	// lines of a cell may stand further apart than those of a page's text, which
	// parts paragraphs so
	most := 1.7 * h
	if max(f.width(), s.width()) < 12*h {
		most = 2.4 * h
	}
	if pitch < 0.35*h || pitch > most {
		return false
	}
	if n := len(s.lines); n > 1 {
		before := last.y1 - s.lines[n-2].y1
		if pitch > 1.2*before {
			return false
		}
	}
	if r := positive(f.height()) / h; (r > 1.12 || r < 0.89) && hasThai(f.s) && hasThai(last.s) {
		return false
	}
	shared := min(f.x1, s.x1) - max(f.x0, s.x0)
	return shared >= 0.5*min(f.width(), s.width()) ||
		math.Abs(f.x0-s.x0) < 0.5*h || math.Abs(f.x0+f.x1-s.x0-s.x1) < h
}

// rows gathers stacks that follow each other from left to right at one height.
func rows(ss []stack) [][]stack {
	var out [][]stack
	var at box
	for _, s := range ss {
		if n := len(out); n > 0 {
			if cell, ok := yielded(out[n-1], s); ok {
				out = append(out, []stack{cell, s})
				at = cell.join(s.box)
				continue
			}
			row := out[n-1]
			last := row[len(row)-1]
			h := positive(s.lines[0].height())
			middle := (s.y0 + s.y1) / 2
			beside := s.x0 > last.x1-0.3*h
			level := math.Abs(s.lines[0].y1-row[0].lines[0].y1) < 0.5*h ||
				middle > at.y0 && middle < at.y1 || (at.y0+at.y1)/2 > s.y0 && (at.y0+at.y1)/2 < s.y1
			columns := len(row) == 1 && row[0].long() && s.long()
			if beside && level && !columns {
				out[n-1] = append(row, s)
				at = at.join(s.box)
				continue
			}
		}
		out = append(out, []stack{s})
		at = s.box
	}
	return out
}

// yielded takes the last lines off a stack where they are the first cell of the row that
// next stands in: the text above a table ends where its first cell begins.
func yielded(row []stack, next stack) (stack, bool) {
	if len(row) > 1 {
		return stack{}, false
	}
	s := &row[0]
	n := len(s.lines)
	last := s.lines[n-1]
	h := positive(next.lines[0].height())
	from := slices.IndexFunc(s.lines, func(l fragment) bool { return l.y1 > next.lines[0].y1-0.5*h })
	if from < 1 || next.x0 < last.x1-0.3*h || s.lines[from].y1 > next.lines[len(next.lines)-1].y1+0.5*h {
		return stack{}, false
	}
	cell := stack{s.lines[from].box, s.lines[from:]}
	for _, l := range cell.lines {
		cell.box = cell.join(l.box)
		if next.x0 < l.x1-0.3*h {
			return stack{}, false
		}
	}
	s.lines = s.lines[:from:from]
	s.box = s.lines[0].box
	for _, l := range s.lines {
		s.box = s.join(l.box)
	}
	return cell, true
}

// long reports whether a stack is a column of running text rather than a cell.
func (s *stack) long() bool {
	n := 0
	for _, l := range s.lines {
		n += utf8.RuneCountInString(l.s)
	}
	return len(s.lines) >= 8 && n > 300
}

// cell is the text of a stack whose lines were broken for want of room.
func (s *stack) cell() string { return joinLines(s.lines, false) }

// joinLines joins the lines of one text. Inside Thai a line break is no space,
// since it may stand inside a word; title lines stand for themselves.
func joinLines(lines []fragment, apart bool) string {
	var b strings.Builder
	var last rune
	for i, l := range lines {
		if l.s == "" {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(l.s); i > 0 && b.Len() > 0 && (apart || !(thaiLetter(last) && thaiLetter(first))) {
			b.WriteByte(' ')
		}
		b.WriteString(l.s)
		last, _ = utf8.DecodeLastRuneInString(l.s)
	}
	return mend(b.String())
}

func thaiLetter(r rune) bool {
	return r >= 'ก' && r <= '\u0E4E' && r != '฿' && r != 'ฯ' && r != 'ๆ'
}

func hasThai(s string) bool { return strings.ContainsFunc(s, thaiLetter) }

// paragraphs parts a stack's lines where a text ends: after a line that leaves
// room at its end, and before a list mark.
func paragraphs(s stack, right float64) [][]fragment {
	var out [][]fragment
	slack := 0.15 * (right - s.x0)
	for i, l := range s.lines {
		if i > 0 {
			prev := s.lines[i-1]
			h := positive(l.height())
			indent := l.x0 > prev.x0+0.7*h && math.Abs(prev.x0-s.x0) < 0.3*h
			if prev.x1 >= right-slack && marker(l.s) == noMark && !indent {
				out[len(out)-1] = append(out[len(out)-1], l)
				continue
			}
		}
		out = append(out, []fragment{l})
	}
	return out
}

type markKind int

const (
	noMark   markKind = iota
	markOnly          // nothing but a list mark
	markText          // a list mark and a text
)

// marker tells whether a line begins with a list mark: a bullet, a dash, or a
// number or letter with a full stop or a bracket.
func marker(s string) markKind {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return noMark
	}
	kind := func(rest string) markKind {
		if strings.TrimSpace(rest) == "" {
			return markOnly
		}
		return markText
	}
	if strings.ContainsRune("•●○▪■□◦‣➢✓✔❖*", r) || r == 0xF0B7 {
		return kind(s[n:])
	}
	if r == '-' || r == '–' {
		if rest := s[n:]; rest == "" || rest[0] == ' ' {
			return kind(rest)
		}
		return noMark
	}
	rest := strings.TrimLeft(s, "(")
	digits := 0
	for rest != "" && digits < 8 {
		r, n := utf8.DecodeRuneInString(rest)
		if !unicode.IsDigit(r) && !(r == '.' && digits > 0 && n < len(rest) && digitAfter(rest[n:])) {
			break
		}
		rest = rest[n:]
		digits++
	}
	switch {
	case digits == 0 || digits > 6 || rest == "":
		return noMark
	case rest[0] == ')' || rest[0] == '.':
		if after := rest[1:]; after == "" || after[0] == ' ' || hasThai(after[:min(len(after), 3)]) {
			return kind(after)
		}
	case rest[0] == ' ' && strings.Contains(s[:len(s)-len(rest)], "."):
		return kind(rest)
	}
	return noMark
}

func digitAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

// mend removes the space before a character that cannot begin a word: a mark
// or a vowel that an extractor set apart from its consonant.
func mend(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	rs := []rune(s)
	out := rs[:0]
	for i, r := range rs {
		if r == ' ' && i > 0 && i+1 < len(rs) && (dependent(rs[i+1])) && thaiLetter(rs[i-1]) && !leading(rs[i-1]) {
			continue
		}
		out = append(out, r)
	}
	return thai.Clean(string(out))
}

// dependent reports whether r needs a consonant before it.
func dependent(r rune) bool {
	return r == 'ะ' || r == 'ั' || r == 'า' || r == 'ำ' || r >= 'ิ' && r <= 'ฺ' || r == 'ๅ' || r >= '\u0E47' && r <= '\u0E4E'
}

// leading reports whether r is a vowel written before its consonant.
func leading(r rune) bool { return r >= 'เ' && r <= 'ไ' }
