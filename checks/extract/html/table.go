package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	longestCell = 700  // characters of a cell of data; a longer one lays out a page
	mostSpan    = 1000 // rows that a cell may reach into
	mostColumns = 50   // columns that a cell may reach over
	mostCells   = 200  // of a row
)

// rowsOf lists a table's own rows, not those of tables inside it.
func rowsOf(t *node) []*node {
	var rows []*node
	for ch := t.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type != html.ElementNode {
			continue
		}
		switch ch.Data {
		case "tr":
			rows = append(rows, ch)
		case "tbody", "thead", "tfoot":
			rows = append(rows, rowsOf(ch)...)
		}
	}
	return rows
}

func cellsOf(row *node) []*node {
	var cells []*node
	for ch := row.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type == html.ElementNode && (ch.Data == "td" || ch.Data == "th") {
			cells = append(cells, ch)
		}
	}
	return cells
}

// tabular reports whether a table holds data rather than lay out a page: at
// least two rows of two cells (or one under a heading row), no structure inside
// a cell, no cell as long as a passage, and no grid of captioned pictures.
func (w *walker) tabular(rows []*node) bool {
	wide, th, full, pictured := 0, 0, 0, 0
	for _, r := range rows {
		if r.given != 0 {
			return false
		}
		cells := cellsOf(r)
		if len(cells) >= 2 {
			wide++
		}
		for _, c := range cells {
			if c.given != 0 {
				return false
			}
			s := c.size
			if c.Data == "th" {
				th++
			}
			if s.text > longestCell || s.heads > 0 && (s.text > 150 || len(rows) < 4) || s.tables > 0 || s.blocks > 14 || s.items > 6 && s.links < s.items {
				return false
			}
			if s.text > 0 || s.images > 0 {
				full++
			}
			if s.text > 0 && s.links == 0 && s.images > 0 && photograph(c) {
				pictured++
			}
		}
	}
	if th == 0 && pictured*2 >= full && full > 0 {
		return false
	}
	return wide >= 2 || wide == 1 && th > 0
}

// photograph reports whether an element's first picture is larger than an icon,
// as far as it says.
func photograph(c *node) bool {
	img := find(c, "img")
	width, height := pixels(attr(img, "width")), pixels(attr(img, "height"))
	return (width == 0 || width > 48) && (height == 0 || height > 48)
}

func (w *walker) table(n *node, st state) {
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type == html.ElementNode && ch.Data == "caption" {
			w.element(ch, st)
		}
	}
	rows := rowsOf(n)
	switch {
	case len(rows) == 0:
		w.walk(n, st)
	case st.row || !w.tabular(rows):
		w.layout(n, st)
	default:
		w.data(rows, st)
	}
}

// layout walks a table that places things: each cell a container of its own.
func (w *walker) layout(n *node, st state) {
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type != html.ElementNode {
			continue
		}
		s := st
		if ch.given != 0 {
			s.region = ch.given
		}
		if !s.hidden && w.concealed(ch) {
			s.hidden = true
		}
		switch ch.Data {
		case "tbody", "thead", "tfoot":
			w.layout(ch, s)
		case "tr":
			w.carried(ch, s)
			w.layout(ch, s)
			w.flush(s)
		case "td", "th":
			w.layoutCell(ch, s)
		case "caption", "script", "style":
		default:
			w.element(ch, s)
		}
	}
}

func (w *walker) layoutCell(c *node, st state) {
	w.flush(st)
	if st.row {
		w.space()
		w.walk(c, st)
		w.space()
		return
	}
	w.carried(c, st)
	st.kind = 0
	if w.headCell(c) {
		w.heading(c, st, 7)
		return
	}
	w.walk(c, st)
	w.flush(st)
}

// headCell reports whether a cell is a heading: coloured, marked or spanning,
// with one short line and nothing to follow.
func (w *walker) headCell(c *node) bool {
	s := c.size
	if s.text < 3 || s.text > 100 || s.links > 0 || s.blocks > 2 || s.items > 0 || s.heads > 0 || s.tables > 0 || s.images > 2 || noHeading.MatchString(thai.Clean(visible(c))) {
		return false
	}
	coloured := hasAttr(c, "bgcolor") || c.Parent != nil && hasAttr(c.Parent, "bgcolor") || c.style.ground
	return c.Data == "th" || coloured || c.class.head
}

// data walks a table of data, a block a row.
func (w *walker) data(rows []*node, st state) {
	var header []string
	carry := map[int]spanning{}
	plainBefore := false
	for _, r := range rows {
		cells := cellsOf(r)
		if len(cells) == 0 {
			continue
		}
		rs := st
		rs.hidden = rs.hidden || w.concealed(r)
		rs.kind, rs.level = 0, 0
		if len(cells) == 1 && len(carry) == 0 {
			w.single(cells[0], rs)
			continue
		}
		texts := w.row(r, cells, header, carry, rs)
		if !plainBefore && headerRow(cells) {
			header = texts
		} else {
			plainBefore = plainBefore || cells[0].Data != "th"
		}
	}
}

// spanning is a cell that reaches into the rows below.
type spanning struct {
	text  string
	links []int32
	left  int
}

// rowText is a row being read.
type rowText struct {
	cells []string
	above []int32          // links of cells that reach in from above
	carry map[int]spanning // by column
	cut   bool             // had more cells than are kept
}

// down adds the cells that reach in from above before the next of the row's own.
func (t *rowText) down() {
	for {
		at := len(t.cells)
		k, ok := t.carry[at]
		if !ok {
			return
		}
		if k.left--; k.left <= 0 {
			delete(t.carry, at)
		} else {
			t.carry[at] = k
		}
		t.cells, t.above = append(t.cells, k.text), append(t.above, k.links...)
	}
}

// add adds a cell, an empty one for each further column that it reaches over, and
// notes what it holds in the rows below.
func (t *rowText) add(c *node, text string, links []int32) {
	tall := number(attr(c, "rowspan"))
	for range max(1, min(number(attr(c, "colspan")), mostColumns)) {
		if len(t.cells) >= mostCells {
			t.cut = t.cut || text != ""
			break
		}
		if tall > 1 && tall <= mostSpan {
			t.carry[len(t.cells)] = spanning{text, links, tall - 1}
		}
		t.cells = append(t.cells, text)
		text, links = "", nil
	}
}

// row makes one block of a row and gives its cells, those carried down included.
func (w *walker) row(r *node, cells []*node, header []string, carry map[int]spanning, st state) []string {
	w.flush(st)
	w.carried(r, st)
	inside := st
	inside.row, inside.kind = true, checks.BlockRow
	block, texts := &para{}, &rowText{carry: carry}
	for _, c := range cells {
		texts.down()
		cs := inside
		cs.hidden = cs.hidden || w.concealed(c)
		w.carried(c, cs)
		w.walk(c, cs)
		at := &para{}
		for _, l := range w.lines {
			at.add(l)
		}
		at.join()
		w.done(w.lines)
		w.lines = w.lines[:0]
		for _, n := range at.links {
			w.cells = append(w.cells, cellLinks{link: int(n), cell: len(texts.cells)})
		}
		block.links, block.images = append(block.links, at.links...), append(block.images, at.images...)
		texts.add(c, at.text, at.links)
	}
	texts.down()
	w.c.Facts.Truncated = w.c.Facts.Truncated || texts.cut
	if len(block.links) == 0 && !st.hidden {
		block.links = w.again(texts.above)
	}
	w.emitRow(block, texts.cells, header, st)
	return texts.cells
}

// again gives copies of links whose cell reaches into a row that has none of its
// own: one document for several entries.
func (w *walker) again(links []int32) []int32 {
	var out []int32
	for _, n := range links {
		l := w.c.Links[n]
		if i := w.addLink(&l); i >= 0 {
			out = append(out, int32(i))
		}
	}
	return out
}

// emitRow adds a row's block, unless the row is empty.
func (w *walker) emitRow(p *para, texts, header []string, st state) {
	var shown []string
	for _, t := range texts {
		if t != "" {
			shown = append(shown, t)
		}
	}
	p.text = strings.Join(shown, " | ")
	if st.hidden {
		return
	}
	if p.empty() {
		return
	}
	st.kind, st.level = checks.BlockRow, 0
	before := len(w.c.Blocks)
	cap := w.cap
	w.cap = ""
	w.emit(p, st)
	w.cap = cap
	if len(w.c.Blocks) > before {
		b := &w.c.Blocks[before]
		b.SetRow(texts, header)
	}
}

// single walks a row of one cell in a table of data: a heading of the rows below
// if it is short, and a passage otherwise.
func (w *walker) single(c *node, st state) {
	w.flush(st)
	st.hidden = st.hidden || w.concealed(c)
	s := c.size
	if s.text > 0 && s.text <= longestHead && s.links == 0 && s.blocks <= 2 && s.items == 0 {
		w.heading(c, st, 7)
		return
	}
	w.walk(c, st)
	w.flush(st)
}

// headerRow reports whether a row names the columns: th cells, or a first row
// whose cells are all bold or stand in a head of the table.
func headerRow(cells []*node) bool {
	if row := cells[0].Parent; len(cells) < 2 || row == nil {
		return false
	} else if row.Parent != nil && row.Parent.Data == "thead" {
		return true
	}
	th, bold, ground := 0, 0, 0
	for _, c := range cells {
		switch {
		case c.Data == "th":
			th++
		case wholly(c):
			bold++
		}
		if hasAttr(c, "bgcolor") || hasAttr(c.Parent, "bgcolor") {
			ground++
		}
	}
	return th == len(cells) || th+bold == len(cells) || ground == len(cells) && !linked(cells[0].Parent)
}

// wholly reports whether a cell's only content is one bold element.
func wholly(c *node) bool {
	for range 6 {
		var only *node
		for ch := c.FirstChild; ch != nil; ch = ch.NextSibling {
			switch {
			case ch.Type == html.TextNode && strings.TrimSpace(ch.Data) == "", ch.Type == html.CommentNode:
			case ch.Type != html.ElementNode || only != nil:
				return false
			default:
				only = ch
			}
		}
		if only == nil {
			return false
		}
		if only.Data == "b" || only.Data == "strong" || only.style.bold {
			return true
		}
		c = only
	}
	return false
}

func linked(n *node) bool { return find(n, "a") != nil }

// number reads a count from an attribute, 0 if there is none.
func number(s string) int {
	if s == "" {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimSpace(s))
	return n
}
