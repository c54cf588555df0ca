package html

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

var (
	boldStyle  = regexp.MustCompile(`(?i)font-weight\s*:\s*(?:bold|bolder|[6-9]00)`)
	sizeStyle  = regexp.MustCompile(`(?i)font-size\s*:\s*(?:(\d+(?:\.\d+)?)\s*(px|pt|r?em|%)|((?:xx?-)?(?:small|large)|larger|medium))`)
	colorStyle = regexp.MustCompile(`(?i)(?:^|;)\s*color\s*:\s*([^;]+)`)
	centred    = regexp.MustCompile(`(?i)text-align\s*:\s*center`)
	officeName = regexp.MustCompile(`^(?:สำนักงานสาธารณสุข|สสอ|โรงพยาบาล|เทศบาล|องค์การบริหาร)`)

	fontSizes = []float64{10, 13, 16, 18, 24, 32, 48} // pixels of <font size=1> to 7
	sizeWords = map[string]float64{"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
)

const (
	plainSize = 16.0 // pixels of text that declares nothing
	clearly   = 1.12 // how much larger than the page's usual text stands out
)

// look is how text stands out from what is around it.
type look struct {
	bold   bool
	tinted bool // by a colour or by standing in the middle
	px     float64
	color  string
}

// of gives the look inside an element, from that around it.
func (k look) of(n *node) look {
	k.px = k.size(n)
	if n.style.coloured {
		k.tinted, k.color = true, n.style.color
	}
	k.bold = k.bold || n.style.bold
	switch n.Data {
	case "b", "strong", "u", "big":
		k.bold = true
	case "font":
		if c := attr(n, "color"); c != "" {
			k.tinted, k.color = true, strings.ToLower(c)
		}
	}
	k.tinted = k.tinted || n.Data == "center" || n.style.centred || strings.EqualFold(attr(n, "align"), "center")
	return k
}

// size gives the size of text inside an element in pixels.
func (k look) size(n *node) float64 {
	if n.Data == "font" {
		v := strings.TrimSpace(attr(n, "size"))
		if s, err := strconv.Atoi(v); err == nil {
			if v[0] == '+' || v[0] == '-' {
				s += 3
			}
			return fontSizes[max(1, min(s, 7))-1]
		}
	}
	v := n.style.size.value
	switch n.style.size.unit {
	case "":
		return k.px
	case "word":
		return v
	case "larger":
		return k.px * v
	case "pt":
		v *= 4.0 / 3
	case "em":
		v *= k.px
	case "rem":
		v *= plainSize
	case "%":
		v *= k.px / 100
	}
	return max(1, min(v, 500))
}

// usualSize gives the size of most of a page's text outside links; of a page
// that says little, that of text which declares none.
func usualSize(letters map[int]int) float64 {
	const little = 200
	usual, most, all := int(plainSize), 0, 0
	for px, n := range letters {
		all += n
		if n > most || n == most && px > usual {
			usual, most = px, n
		}
	}
	if all < little {
		return plainSize
	}
	return float64(usual)
}

func rounded(px float64) int { return int(math.Round(px)) }

// madeHeading is a line that was taken for a heading by its look.
type madeHeading struct {
	strength int // 1 by colour or place alone, 2 by weight or size
	look     look
}

// demote takes back headings that were made of lines where they run on: a
// heading stands above something that is none, and a statement set in bold
// under its heading is what the heading promises.
func (w *walker) demote() {
	runs := w.runs()
	heads := map[look]int{} // how many runs begin with this look
	for _, r := range runs {
		heads[w.promoted[r.from].look]++
	}
	raised := map[look]bool{}
	for _, r := range runs {
		if w.demoteRun(r, heads) {
			raised[w.promoted[r.from].look] = true
		}
	}
	for i, made := range w.promoted {
		if raised[made.look] && w.c.Blocks[i].Kind == checks.BlockHeading {
			w.c.Blocks[i].Level = 6
		}
	}
}

// span is blocks from one index up to another.
type span struct{ from, to int }

// runs lists the blocks in a row that were made headings.
func (w *walker) runs() []span {
	var runs []span
	blocks := w.c.Blocks
	for i := 0; i < len(blocks); i++ {
		end := i
		for end < len(blocks) && w.promoted[end].strength > 0 && blocks[end].Region == blocks[i].Region {
			end++
		}
		if end > i {
			runs = append(runs, span{i, end})
			i = end - 1
		}
	}
	return runs
}

// demoteRun judges lines that stand out one after the other. The first is a
// heading; of the others those that follow the name of the office, that look as
// headings elsewhere in the page do, or that are short and stand above something
// else. It reports whether a heading of another look stayed under the first.
func (w *walker) demoteRun(r span, heads map[look]int) (under bool) {
	blocks := w.c.Blocks
	followed := r.to < len(blocks) && blocks[r.to].Region == blocks[r.from].Region && blocks[r.to].Kind != checks.BlockHeading
	first, named := w.promoted[r.from], officeName.MatchString(blocks[r.from].Text)
	for i := r.from; i < r.to; i++ {
		b, made := &blocks[i], w.promoted[i]
		runes := utf8.RuneCountInString(b.Text)
		above := followed
		if i+1 < r.to {
			next := w.promoted[i+1]
			above = made.strength > next.strength || next.look != made.look || utf8.RuneCountInString(blocks[i+1].Text)*2 > runes*3
		}
		keep := false
		switch {
		case made.strength == 1:
			keep = above && r.to-r.from == 1
		case i == r.from:
			keep = true
		case named:
			keep = above
		case made.look == first.look:
			keep = above && runes <= 40 && (r.to-r.from <= 3 || runes <= 25)
		default:
			keep = above && heads[made.look] > 0
			under = under || keep
		}
		named = named && officeName.MatchString(b.Text)
		if !keep {
			b.Kind, b.Level = checks.BlockText, 0
		}
	}
	return under
}
