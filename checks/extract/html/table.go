package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// rowsOf lists a table's own rows, not those of tables inside it.
func rowsOf(t *html.Node) []*html.Node {
	var rows []*html.Node
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

func cellsOf(row *html.Node) []*html.Node {
	var cells []*html.Node
	for ch := row.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type == html.ElementNode && (ch.Data == "td" || ch.Data == "th") {
			cells = append(cells, ch)
		}
	}
	return cells
}

// tabular reports whether a table holds data rather than lay out a page: at
// least one row of two cells, nothing with structure inside a cell, no cell as
// long as a passage.
func tabular(rows []*html.Node) bool {
	wide := 0
	for _, r := range rows {
		cells := cellsOf(r)
		if len(cells) >= 2 {
			wide++
		}
		for _, c := range cells {
			if len([]rune(visible(c))) > 700 || structured(c) {
				return false
			}
		}
	}
	return wide >= 2 || wide == 1 && len(rows) >= 1 && hasHeader(rows)
}

func hasHeader(rows []*html.Node) bool {
	for _, r := range rows {
		for _, c := range cellsOf(r) {
			if c.Data == "th" {
				return true
			}
		}
	}
	return false
}

// structured reports whether a cell holds what only a layout cell holds.
func structured(c *html.Node) bool {
	blocks, items := 0, 0
	for m := range c.Descendants() {
		if m.Type != html.ElementNode {
			continue
		}
		switch m.Data {
		case "table", "h1", "h2", "h3", "form", "iframe", "nav", "marquee":
			return true
		case "p", "div", "h4":
			if strings.TrimSpace(visible(m)) != "" {
				blocks++
			}
		case "li":
			items++
		}
	}
	return blocks > 4 || items > 6
}

func (w *walker) table(n *html.Node, st state) {
	rows := rowsOf(n)
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type == html.ElementNode && ch.Data == "caption" {
			w.element(ch, st)
		}
	}
	if len(rows) == 0 {
		w.walk(n, st)
		return
	}
	if !tabular(rows) {
		for _, r := range rows {
			w.layoutRow(r, st)
		}
		return
	}
	var header []string
	carry := map[int]struct {
		text string
		left int
	}{}
	for i, r := range rows {
		cells := cellsOf(r)
		if len(cells) == 0 {
			continue
		}
		rs := st
		if !rs.hidden && concealed(r) {
			rs.hidden = true
		}
		if len(cells) == 1 {
			w.single(cells[0], rs)
			continue
		}
		head := headerRow(cells)
		w.flush(rs)
		var texts []string
		col := 0
		for _, c := range cells {
			for carry[col].left > 0 {
				k := carry[col]
				texts = append(texts, k.text)
				k.left--
				carry[col] = k
				col++
			}
			mark := w.buf.Len()
			cs := rs
			cs.kind, cs.heading = checks.BlockRow, true // inside a row nothing flushes on br
			w.inline(c, cs)
			text := thai.Clean(w.buf.String()[mark:])
			w.buf.WriteByte(' ')
			texts = append(texts, text)
			if span, _ := strconv.Atoi(attr(c, "rowspan")); span > 1 && span < 1000 {
				carry[col] = struct {
					text string
					left int
				}{text, span - 1}
			}
			wide, _ := strconv.Atoi(attr(c, "colspan"))
			col += max(1, min(wide, 50))
		}
		w.row(texts, header, rs)
		if head && (header == nil || i < 2) {
			header = texts
		}
	}
}

// headerRow reports whether a row names the columns: th cells, or bold ones.
func headerRow(cells []*html.Node) bool {
	th, bold := 0, 0
	for _, c := range cells {
		if c.Data == "th" {
			th++
		}
		for m := range c.Descendants() {
			if m.Type == html.ElementNode && (m.Data == "b" || m.Data == "strong") {
				bold++
				break
			}
		}
	}
	return th >= 2 || th == len(cells) || bold == len(cells)
}

// row ends a row's block with its cells.
func (w *walker) row(cells, header []string, st state) {
	w.buf.Reset()
	var shown []string
	for _, c := range cells {
		if c != "" {
			shown = append(shown, c)
		}
	}
	w.buf.WriteString(strings.Join(shown, " | "))
	st.kind, st.heading = checks.BlockRow, false
	before := len(w.c.Blocks)
	w.flush(st)
	if len(w.c.Blocks) > before {
		b := &w.c.Blocks[len(w.c.Blocks)-1]
		b.Kind, b.Level, b.Cells, b.Header = checks.BlockRow, 0, cells, header
	}
}

// single walks a row of one cell: a heading of the rows below if it is short,
// and a passage otherwise.
func (w *walker) single(c *html.Node, st state) {
	w.flush(st)
	if text := strings.TrimSpace(visible(c)); len([]rune(text)) < 140 && plain(c) && text != "" && !linked(c) {
		st.kind, st.level, st.heading = checks.BlockHeading, 7, true
	} else {
		st.kind = ""
	}
	w.element2(c, st)
	w.flush(st)
}

func linked(n *html.Node) bool {
	for m := range n.Descendants() {
		if m.Type == html.ElementNode && m.Data == "a" {
			return true
		}
	}
	return false
}

// element2 walks a cell as a container without ending the state's heading.
func (w *walker) element2(c *html.Node, st state) {
	if st.heading {
		w.inline(c, st)
		return
	}
	w.walk(c, st)
}

// inline walks a node as running text: nothing inside it ends a block.
func (w *walker) inline(n *html.Node, st state) {
	if !st.hidden && concealed(n) {
		st.hidden = true
	}
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type == html.TextNode {
			w.text(ch.Data, st)
			continue
		}
		if ch.Type != html.ElementNode {
			continue
		}
		switch ch.Data {
		case "script", "style", "template", "noscript", "select", "textarea", "button":
		case "a", "area":
			w.anchorInline(ch, st)
		case "img":
			w.image(ch, st)
		case "br", "p", "div", "li":
			w.buf.WriteByte(' ')
			w.inline(ch, st)
			w.buf.WriteByte(' ')
		default:
			w.inline(ch, st)
		}
	}
}

// anchorInline adds a link inside a row and its text to the running cell.
func (w *walker) anchorInline(n *html.Node, st state) {
	mark := w.buf.Len()
	w.anchor(n, state{region: st.region, fixed: true, hidden: st.hidden, heading: true, kind: st.kind})
	if w.buf.Len() == mark && !st.hidden {
		if t := visible(n); strings.TrimSpace(t) != "" && len(w.links) > 0 && noText(n) {
			w.buf.WriteString(t)
		}
	}
}

// noText reports whether a link shows a picture only.
func noText(n *html.Node) bool {
	for m := range n.Descendants() {
		if m.Type == html.TextNode && strings.TrimSpace(m.Data) != "" {
			return false
		}
	}
	return true
}

// layoutRow walks a row of a layout table: each cell a container of its own.
func (w *walker) layoutRow(r *html.Node, st state) {
	for _, c := range cellsOf(r) {
		w.flush(st)
		cs := st
		cs.kind = ""
		if reg, ok := w.given[c]; ok && !cs.fixed {
			cs.region, cs.fixed = reg, reg != checks.RegionMain
		}
		if !cs.hidden && concealed(c) {
			cs.hidden = true
		}
		if hasAttr(c, "bgcolor") && plain(c) && !linked(c) && len([]rune(strings.TrimSpace(visible(c)))) > 2 && len([]rune(visible(c))) < 100 {
			cs.kind, cs.level, cs.heading = checks.BlockHeading, 7, true
		}
		w.walk(c, cs)
		w.flush(cs)
	}
}
