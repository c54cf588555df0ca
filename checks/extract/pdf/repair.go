package pdf

import (
	"slices"
	"strings"
	"unicode"
)

// char is a character as pdfium gives it: its glyph's own box, and a box without
// extent for the spaces and line breaks that pdfium made up.
type char struct {
	r rune
	box
	size float64 // the height of its font's line, of a line's first character; 0 where unknown
}

// wordsOf makes words of a page's characters, repaired line by line.
func wordsOf(chars []char) []word {
	var out []word
	for _, line := range visualLines(chars) {
		if top, foot, ok := band(line); ok {
			line = repair(line, top, foot)
		}
		reseat(line)
		out = append(out, lineWords(line)...)
	}
	return out
}

// visualLines parts a page's characters into lines. A mark that is drawn on its
// own is a line to pdfium, and so is what follows it: both go back to the line
// that they stand in.
func visualLines(chars []char) [][]char {
	var out [][]char
	var top, foot float64
	for len(chars) > 0 {
		end := slices.IndexFunc(chars, func(c char) bool { return c.r == '\n' || c.r == '\r' })
		line := chars
		if end >= 0 {
			line, chars = chars[:end], chars[end+1:]
		} else {
			chars = nil
		}
		if strings.TrimSpace(text(line)) == "" {
			continue
		}
		t, f, _ := band(line)
		if n := len(out); n > 0 && foot > top {
			last := out[n-1]
			h := foot - top
			gap := line[0].x0 - right(last)
			switch near := gap > -2*h && gap < h && line[0].y1 > top-2*h && line[0].y0 < foot+2*h; {
			case near && floating(line):
				out[n-1] = append(last, line...)
				continue
			case near && f > t && f-foot < 0.25*h && foot-f < 0.25*h && gap > -h:
				out[n-1] = append(last, line...)
				continue
			}
			// a mark's glyph that gives its whole cluster once more: not as tall as
			// letters are, or as tall as the marks above and below
			odd := line[0].height() < 0.8*h || line[0].height() > 1.5*h
			if n := clusterEnd(line, 0); n > 1 && odd && strings.TrimSpace(text(line[n:])) == "" && repeats(last, line[:n]) && line[0].y1 > top-2*h && line[0].y0 < foot+2*h {
				continue
			}
		}
		out = append(out, slices.Clone(line))
		top, foot = t, f
	}
	return out
}

// reseat moves marks that were written after the letter that follows theirs
// back to the letter that they are drawn on.
func reseat(line []char) {
	for i := 2; i < len(line); i++ {
		c := line[i]
		middle := (c.x0 + c.x1) / 2
		if !hangs(c.r) || c.height() <= 0 || line[i-1].box == c.box {
			continue
		}
		to := i
		for to > 0 && to > i-6 && (hangs(line[to-1].r) || line[to-1].x0 > middle+0.05*c.height()) {
			to--
		}
		// it goes behind the consonant that it is over and the marks that sit there
		if to == 0 || to == i || !consonant(line[to-1].r) || middle < line[to-1].x0 {
			continue
		}
		for to < i && hangs(line[to].r) {
			to++
		}
		copy(line[to+1:i+1], line[to:i])
		line[to] = c
	}
}

// right is where a line's last letter ends.
func right(line []char) float64 {
	for _, c := range slices.Backward(line) {
		if !unicode.IsSpace(c.r) && !hangs(c.r) {
			return c.x1
		}
	}
	return line[len(line)-1].x1
}

// hangs reports whether a character is drawn above or below another. Some fonts
// call their NIKHAHIT a soft hyphen.
func hangs(r rune) bool {
	return r == softHyphen || dependent(r) && r != 'า' && r != 'ำ' && r != 'ะ' && r != 'ๅ'
}

func floating(line []char) bool {
	for _, c := range line {
		if !hangs(c.r) && !unicode.IsSpace(c.r) {
			return false
		}
	}
	return true
}

func text(line []char) string {
	rs := make([]rune, len(line))
	for i, c := range line {
		rs[i] = c.r
	}
	return string(rs)
}

func consonant(r rune) bool { return r >= 'ก' && r <= 'ฮ' }

// repair undoes what becomes of a cluster whose every glyph claims the whole of
// it: the glyph of the mark gives the consonant once more, in the mark's place
// above or below the line, and a space is made up behind it. A consonant that
// does not lie in the line is dropped with the marks in the same box, where the
// line has the same cluster; so is a space that stands on letters.
func repair(line []char, top, foot float64) []char {
	out := make([]char, 0, len(line))
	for i := 0; i < len(line); i++ {
		c := line[i]
		end := clusterEnd(line, i)
		odd := 2*(min(c.y1, foot)-max(c.y0, top)) < c.height() || c.height() > 1.5*(foot-top)
		if end > i+1 && (odd && repeats(out, line[i:end]) || halfAm(spoken(out), line[i:end])) {
			i = end - 1
			continue
		}
		if n := len(out); n > 0 && unicode.IsSpace(c.r) && c.x0 < out[n-1].x1-0.01 && c.x0 > out[n-1].x0-5*(foot-top) {
			next := i + 1
			for next < len(line) && next < i+16 && (unicode.IsSpace(line[next].r) || repeats(out, line[next:clusterEnd(line, next)])) {
				next = max(next+1, clusterEnd(line, next))
			}
			// a SARA AM may be wider than the boxes say, since its second half says nothing
			if next >= len(line) || out[n-1].r == 'ำ' || line[next].x0-out[n-1].x1 < 0.6*(foot-top) {
				continue
			}
			c.x0, c.x1 = out[n-1].x1, out[n-1].x1
		}
		out = append(out, c)
	}
	return out
}

// clusterEnd gives the end of the consonant at i and of the marks that share
// its box; i where there is no consonant.
func clusterEnd(line []char, i int) int {
	if !consonant(line[i].r) {
		return i
	}
	end := i + 1
	for end < len(line) && end < i+4 && dependent(line[end].r) && line[end].y0 == line[i].y0 && line[end].y1 == line[i].y1 {
		end++
	}
	return end
}

// repeats reports whether a cluster stands among the last letters already, in
// the same place.
func repeats(out, cluster []char) bool {
	n := len(cluster)
	if n < 2 {
		return false
	}
	at := cluster[0].join(cluster[n-1].box)
	for i := len(out) - n; i >= max(0, len(out)-n-12); i-- {
		same := true
		for j := range cluster {
			same = same && out[i+j].r == cluster[j].r
		}
		if was := out[i].join(out[i+n-1].box); same && at.x0 < was.x1 && at.x1 > was.x0 {
			return true
		}
	}
	return false
}

// spoken leaves out the spaces at the end of a line.
func spoken(line []char) []char {
	for len(line) > 0 && unicode.IsSpace(line[len(line)-1].r) {
		line = line[:len(line)-1]
	}
	return line
}

// halfAm reports whether a cluster is that before it once more: the second part
// of its SARA AM gave the whole.
func halfAm(out, cluster []char) bool {
	n := len(cluster)
	if n < 2 || cluster[n-1].r != 'ำ' || len(out) < n {
		return false
	}
	for j, c := range out[len(out)-n:] {
		if c.r != cluster[j].r || c.y0 > cluster[j].y1 || c.y1 < cluster[j].y0 {
			return false
		}
	}
	return cluster[0].x0-out[len(out)-1].x1 < 0.5*cluster[0].height()
}

// band gives the height that most consonants of a line have in common, and
// whether there are enough of them to tell. A line without gives that of its
// other letters.
func band(line []char) (top, foot float64, sure bool) {
	var tops, feet []float64
	for _, thaiOnly := range []bool{true, false} {
		for _, c := range line {
			if c.height() > 0 && (consonant(c.r) || !thaiOnly) {
				tops, feet = append(tops, c.y0), append(feet, c.y1)
			}
		}
		if len(tops) > 0 {
			sure = thaiOnly && len(tops) >= 3
			break
		}
	}
	if len(tops) == 0 {
		return 0, 0, false
	}
	slices.Sort(tops)
	slices.Sort(feet)
	top, foot = tops[len(tops)/2], feet[len(feet)/2]
	return top, foot, sure && foot > top
}

// lineHeight is the height of a font's line as a multiple of that of its
// consonants, where the font does not say.
const lineHeight = 2.2

// lineWords parts a line at spaces and at wide gaps. All words get the line's
// own height, since a glyph's box tells nothing about its line.
func lineWords(line []char) []word {
	top, foot, _ := band(line)
	if foot <= top {
		return nil
	}
	tall := lineHeight * (foot - top)
	for _, c := range line {
		if c.size > foot-top && c.size < 4*(foot-top) {
			tall = c.size
			break
		}
	}
	foot += 0.27 * tall
	top = foot - tall
	var out []word
	var cur []rune
	at := box{}
	flush := func() {
		if len(cur) > 0 {
			out = append(out, word{box{at.x0, top, at.x1, foot}, string(cur)})
			cur = nil
		}
	}
	space := false
	var before char
	for _, c := range line {
		if unicode.IsSpace(c.r) || c.r == 0 {
			space = true
			continue
		}
		mark := hangs(c.r)
		// a glyph's box leaves out the room that letters keep between them, so a
		// gap alone parts words only where it is one between cells
		wide := len(cur) > 0 && (c.x0-at.x1 > cellGap*tall || c.x0 < at.x0-0.5*tall)
		if len(cur) > 0 && (space || wide) && !mark {
			flush()
		}
		// a space that pdfium saw is a space though the boxes be near
		if space && !mark && len(out) > 0 && len(cur) == 0 {
			last := &out[len(out)-1]
			if least := 1.1 * spaceGap * tall; c.x0 >= last.x0 && c.x0-last.x1 < least && c.x0-least > last.x0 {
				last.x1 = c.x0 - least
			}
		}
		switch {
		case len(cur) == 0:
			at = c.box
		case !mark, c.y0 == before.y0 && c.y1 == before.y1:
			at = at.join(c.box)
		}
		before = c
		cur = append(cur, c.r)
		space = false
	}
	flush()
	return out
}
