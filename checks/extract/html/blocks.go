package html

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// para is one or more lines that became one text.
type para struct {
	text   string
	more   []string // lines that text is yet to be joined with
	links  []int32
	images []int32
	runes  int
	bytes  int
	strong int
	weak   int
	linked int
	look   look // of its first letters
}

func (p *para) add(l *line) {
	switch text := strings.TrimSpace(thai.Clean(l.buf.String())); {
	case text == "":
	case p.text == "":
		p.text = text
	default:
		p.more = append(p.more, text)
	}
	if p.runes == 0 {
		p.look = l.look
	}
	p.links = append(p.links, l.links...)
	p.images = append(p.images, l.images...)
	p.runes += l.runes
	p.bytes += l.buf.Len() + len(" ")
	p.strong += l.strong
	p.weak += l.weak
	p.linked += l.linked
}

// full reports whether a paragraph that has something has no room for a line.
func (p *para) full(l *line) bool {
	return (p.text != "" || len(p.links) > 0) && (len(p.links)+len(l.links) > mostAtOnce || p.bytes+l.buf.Len() > mostJoined)
}

// join makes the text of the lines, once: a giant paragraph has a hundred thousand.
func (p *para) join() {
	if len(p.more) == 0 {
		return
	}
	var b strings.Builder
	b.Grow(p.bytes)
	b.WriteString(p.text)
	for _, s := range p.more {
		b.WriteByte(' ')
		b.WriteString(s)
	}
	p.text, p.more = b.String(), nil
}

func (p *para) empty() bool { return p.text == "" && len(p.links) == 0 && len(p.images) == 0 }

// flush ends the block being filled. Empty lines part paragraphs; within one,
// lines stay apart where they look like a list, and are joined where they do not.
func (w *walker) flush(st state) {
	if st.row || len(w.lines) == 0 {
		return
	}
	lines, from := w.lines, 0
	w.lines = nil
	for i, l := range lines {
		if len(l.links) == 0 && len(l.images) == 0 && l.runes == 0 {
			w.paragraph(lines[from:i], st)
			from = i + 1
		}
	}
	w.paragraph(lines[from:], st)
	w.done(lines)
	if w.lines == nil {
		w.lines = lines[:0]
	}
}

// paragraph adds the blocks that the lines of one paragraph make.
func (w *walker) paragraph(group []*line, st state) {
	if len(group) == 1 {
		p := para{}
		p.add(group[0])
		p.join()
		w.emit(&p, st)
		return
	}
	for _, p := range paras(group, st) {
		w.emit(p, st)
	}
}

// paras joins the lines of one paragraph, or keeps them apart.
func paras(group []*line, st state) []*para {
	if len(group) == 0 {
		return nil
	}
	apart := listed(group)
	var out []*para
	for i, l := range group {
		own := apart || st.kind == 0 && heads(group, i)
		if len(out) == 0 || apart || own || out[len(out)-1].full(l) {
			out = append(out, &para{})
		}
		p := out[len(out)-1]
		p.add(l)
		if own && !apart {
			out = append(out, &para{})
		}
	}
	for _, p := range out {
		p.join()
	}
	if last := out[len(out)-1]; last.empty() {
		out = out[:len(out)-1]
	}
	return out
}

// heads reports whether a line of a group stands out above a plain one, which
// makes it its heading: the first line by any look, a later one by weight or size.
func heads(group []*line, i int) bool {
	l := group[i]
	if i+1 >= len(group) || !l.stands() || group[i+1].stands() || len(l.images) > 0 {
		return false
	}
	return i == 0 || l.strong*2 > l.runes && !group[i-1].stands()
}

func (l *line) stands() bool { return l.runes > 2 && l.strong+l.weak >= l.runes && l.linked == 0 }

var (
	bullet = regexp.MustCompile(`^\s*(?:[-–•*·●○▪■►»✓]|(?:[0-9๐-๙]{1,2}\.)+[0-9๐-๙]*|[0-9๐-๙]{1,3}[.)]|\([0-9๐-๙]{1,2}\)|[ก-ฮ][.)]\s)`)
	labels = regexp.MustCompile(`^\s*[^:]{2,40}\s?:\s*\S`)
)

// listed reports whether lines look like the entries of a list.
func listed(group []*line) bool {
	if len(group) < 2 {
		return false
	}
	linked, marked, labelled := 0, 0, 0
	for _, l := range group {
		text := l.buf.String()
		if len(l.links) > 0 {
			linked++
		}
		if bullet.MatchString(text) {
			marked++
		}
		if labels.MatchString(text) {
			labelled++
		}
	}
	n := len(group)
	return linked >= 2 && linked*3 >= n*2 || marked >= 2 && marked*2 >= n || n >= 3 && labelled*4 >= n*3
}

// emit adds one block to the page.
func (w *walker) emit(p *para, st state) {
	if p.empty() {
		return
	}
	if w.cap != "" {
		p.text = w.cap + p.text
		w.cap = ""
	}
	if w.dropCap(p) {
		return
	}
	if len(w.c.Blocks) >= mostBlocks {
		w.c.Facts.Truncated = true
		return
	}
	b := checks.Block{Kind: st.kind, Region: st.region, Level: st.level, Text: p.text}
	b.SetLinks(p.links)
	b.SetImages(p.images)
	if b.Kind == 0 {
		b.Kind = checks.BlockText
	}
	i := len(w.c.Blocks)
	switch {
	case b.Kind != checks.BlockHeading:
		b.Level = 0
		w.promote(&b, p, i)
	case b.Text == "":
		w.pictureHeading(&b)
	}
	w.place(&b, i)
	w.c.Blocks = append(w.c.Blocks, b)
}

// place tells a block's links and pictures where they stand.
func (w *walker) place(b *checks.Block, i int) {
	for _, n := range b.Images() {
		w.c.Images[n].Block, w.c.Images[n].Region = i, b.Region
	}
	for _, n := range b.Links() {
		w.c.Links[n].Block, w.c.Links[n].Region = i, b.Region
	}
}

// dropCap keeps back the first letter of a word that was set as a block of its
// own: a vowel that is written before its consonant never stands alone.
func (w *walker) dropCap(p *para) bool {
	r, n := utf8.DecodeRuneInString(p.text)
	if n != len(p.text) || r < 'เ' || r > 'ไ' || len(p.links) > 0 || len(p.images) > 0 {
		return false
	}
	w.cap = p.text
	return true
}

// settle finishes the blocks when all are known: which bold lines are headings,
// and what stands around each link.
func (w *walker) settle() {
	w.demote()
	w.titlePicture()
	w.furnitureAbove()
	w.contexts()
	if last := len(w.c.Blocks) - 1; last >= 0 {
		for i := range w.c.Links {
			w.c.Links[i].Block = min(w.c.Links[i].Block, last)
		}
		for i := range w.c.Forms {
			w.c.Forms[i].Block = min(w.c.Forms[i].Block, last)
		}
	}
}

// contexts gives every link the text of the row or item it stands in, without
// its own.
func (w *walker) contexts() {
	const most = 400 // characters
	c := w.c
	cellOf := map[int]int{}
	for _, k := range w.cells {
		cellOf[k.link] = k.cell
	}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if len(b.Links()) == 0 || len(b.Links()) > 500 || len(b.Text) > 8000 {
			continue
		}
		for _, n := range b.Links() {
			l := &c.Links[n]
			if b.Kind != checks.BlockRow {
				if strings.Contains(l.Text, b.Text) {
					continue // a link around several blocks
				}
				w.stands(l, cut(without(b.Text, l.Text), most))
				continue
			}
			var other []string
			for k, cell := range b.Cells() {
				if at, ok := cellOf[int(n)]; ok && at == k {
					cell = without(cell, l.Text)
				}
				if cell != "" {
					other = append(other, cell)
				}
			}
			w.stands(l, cut(strings.Join(other, " | "), most))
		}
	}
}

// without gives a text without the first occurrence of a part.
func without(s, part string) string {
	if part == "" {
		return s
	}
	before, after, ok := strings.Cut(s, part)
	if !ok {
		return s
	}
	return thai.Clean(before + " " + after)
}

// cut shortens a text to a number of characters.
func cut(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}
