package image

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// Figures of this file are ours, from pages looked at.
const (
	leastSure    = 25.0 // of a word, in tesseract's percent
	leastLine    = 45.0 // of a line, on average
	leastHeight  = 0.6  // of a line, in those of the usual one: lower ones are marks torn off the line below
	fullLine     = 0.85 // of the width at which a line goes on in the next
	spaceWidth   = 0.45 // of a letter's height
	largeLetters = 1.25 // of the usual height: a heading, at the top of a page
	mostLines    = 3000 // of a page
)

// glyph is what tesseract takes for a word, in Thai mostly a letter.
type glyph struct {
	s                string
	x, y, w, h, sure float64
}

// line is a line of glyphs.
type line struct {
	x, w, h float64
	glyphs  []glyph
}

// readLines makes blocks of the table that tesseract prints.
func readLines(in io.Reader, page int) []checks.Block {
	var lines []line
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 64<<10)
	for sc.Scan() && len(lines) < mostLines {
		f := strings.Split(sc.Text(), "\t")
		if len(f) != 12 || f[0] != "4" && f[0] != "5" {
			continue
		}
		var n [5]float64 // left, top, width, height, certainty
		bad := false
		for i := range n {
			v, err := strconv.ParseFloat(f[6+i], 64)
			bad = bad || err != nil || v != v || v > 1e6 || v < -1e6
			n[i] = v
		}
		switch {
		case bad:
		case f[0] == "4":
			lines = append(lines, line{x: n[0], w: n[2], h: n[3]})
		case len(lines) > 0 && n[4] >= leastSure:
			if s := thai.Clean(f[11]); s != "" {
				l := &lines[len(lines)-1]
				l.glyphs = append(l.glyphs, glyph{s: s, x: n[0], y: n[1], w: n[2], h: n[3], sure: n[4]})
			}
		}
	}
	return paragraphs(sound(lines), page)
}

// sound leaves out lines that are none: flecks, and marks above the letters that
// were taken for a line of their own.
func sound(lines []line) []line {
	var heights, sizes []float64
	for _, least := range []int{4, 1} { // short lines count where there are no others
		for i := range lines {
			if l := &lines[i]; len(l.glyphs) >= least {
				heights, sizes = append(heights, l.h), append(sizes, l.letterHeight())
			}
		}
		if len(heights) > 0 {
			break
		}
	}
	usual, letter := median(heights), median(sizes)
	return slices.DeleteFunc(lines, func(l line) bool {
		sure, letters := 0.0, 0
		for _, g := range l.glyphs {
			sure += g.sure
			for _, r := range g.s {
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					letters++
				}
			}
		}
		return letters < 2 || sure/float64(len(l.glyphs)) < leastLine || l.h < leastHeight*usual || l.letterHeight() < leastHeight*letter
	})
}

// paragraphs joins lines that go on in the next one.
func paragraphs(lines []line, page int) []checks.Block {
	var sizes []float64
	right := 0.0
	for i := range lines {
		sizes = append(sizes, lines[i].letterHeight())
		right = max(right, lines[i].x+lines[i].w)
	}
	usual := median(sizes)
	var out []checks.Block
	open, head := false, true
	for i := range lines {
		l := &lines[i]
		text := l.text()
		head = head && l.letterHeight() >= largeLetters*usual // further down, too many sizes are misjudged
		b := checks.Block{Kind: checks.BlockText, Region: checks.RegionMain, Text: text, Page: int32(page)}
		if head && utf8.RuneCountInString(text) <= 150 {
			b.Kind, b.Level = checks.BlockHeading, 7
		}
		if n := len(out); open && n > 0 && out[n-1].Kind == b.Kind {
			out[n-1].Text = joined(out[n-1].Text, text)
		} else {
			out = append(out, b)
		}
		open = l.x+l.w >= fullLine*right
	}
	return slices.DeleteFunc(out, func(b checks.Block) bool { return b.Text == "" })
}

// letterHeight is the height of a usual letter of the line.
func (l *line) letterHeight() float64 {
	var hs []float64
	for _, g := range l.glyphs {
		if r, _ := utf8.DecodeRuneInString(g.s); unicode.IsLetter(r) {
			hs = append(hs, g.h)
		}
	}
	return median(hs)
}

// text sets a line's glyphs side by side, with a space where there is room for
// one: tesseract parts Thai letters that stand together.
func (l *line) text() string {
	var b strings.Builder
	room := spaceWidth * l.letterHeight()
	end := 0.0
	for i, g := range l.glyphs {
		if r, _ := utf8.DecodeRuneInString(g.s); i > 0 && g.x-end > room && !unicode.Is(unicode.Mn, r) {
			b.WriteByte(' ')
		}
		b.WriteString(g.s)
		end = max(end, g.x+g.w)
	}
	return thai.Clean(b.String())
}

// joined joins two lines of one paragraph; Thai has no space at a line's end.
func joined(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if unicode.Is(unicode.Thai, last) && unicode.Is(unicode.Thai, first) {
		return a + b
	}
	return a + " " + b
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}
