package html

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// state is what a walk knows of the elements above.
type state struct {
	region checks.Region
	kind   checks.BlockKind
	level  int8 // of a heading
	look   look
	hidden bool
	row    bool // inside a cell of data: nothing ends the block
	inLink bool
	bare   bool // inside a link without text of its own
	inner  int  // how many documents deep, for pages inside an attribute
}

// line is the running text up to a line break.
type line struct {
	buf    joined
	links  []int32
	images []int32
	runes  int  // letters
	strong int  // of them, standing out by weight or size
	weak   int  // of them, standing out by colour or place alone
	linked int  // of them, inside links
	look   look // of the first of them
}

// walker turns a tree into blocks.
type walker struct {
	ctx  context.Context
	c    *checks.Content
	doc  *url.URL // the page's own address
	base *url.URL // what relative addresses are resolved against

	origin string // scheme and host of base; "" if it is an unusual one
	folder string // the path of base up to its last slash; "" likewise

	arena *arena
	memo  *memo
	parts parts

	total       size
	opens       map[string]bool   // ids of panels that a click shows
	switchedOff map[string]bool   // ids of elements that a script hides for good
	labels      map[string]string // label by the id of the panel that it opens
	said        []*node           // elements that named their region themselves, in order
	sayings     []checks.Wording  // room for what is written about links
	marked      bool              // the page names its menus

	lines    []*line // the block being filled, the last line open
	spare    []*line // for lines to come
	prev     run     // the link that ended last
	cap      string  // a drop cap that waits for the rest of its word
	cells    []cellLinks
	promoted map[int]madeHeading // by block
	usual    float64             // size of most of the page's text, pixels
	steps    int
}

// cellLinks are the links that stand in one cell of a row's block.
type cellLinks struct {
	link, cell int
}

func (w *walker) walk(n *node, st state) {
	if w.steps++; w.steps%1024 == 0 && w.ctx.Err() != nil {
		return
	}
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		switch ch.Type {
		case html.TextNode:
			n := int(ch.letters)
			if n == 0 {
				n = letters(ch.Data) // not counted yet
			}
			w.words(ch.Data, n, st)
		case html.ElementNode:
			w.element(ch, st)
		case html.DocumentNode:
			w.walk(ch, st)
		}
	}
}

// newLine begins a line.
func (w *walker) newLine() {
	n := len(w.spare)
	if n == 0 {
		w.lines = append(w.lines, &line{})
		return
	}
	w.lines = append(w.lines, w.spare[n-1])
	w.spare = w.spare[:n-1]
}

// done takes back the lines that became blocks.
func (w *walker) done(lines []*line) {
	for _, l := range lines {
		if cap(l.buf.many) > mostJoined || len(w.spare) > mostSpare {
			continue
		}
		*l = line{buf: joined{many: l.buf.many[:0]}, links: l.links[:0], images: l.images[:0]}
		w.spare = append(w.spare, l)
	}
	w.prev = run{} // nothing goes on in a line that has ended
}

// mostSpare is how many lines are kept for blocks to come.
const mostSpare = 256

func (w *walker) line() *line {
	if len(w.lines) == 0 {
		w.newLine()
	}
	return w.lines[len(w.lines)-1]
}

// text adds running text to the line.
func (w *walker) text(s string, st state) { w.words(s, letters(s), st) }

// words adds running text of so many letters.
func (w *walker) words(s string, n int, st state) {
	if st.hidden {
		w.hide(s)
		return
	}
	l := w.line()
	l.buf.WriteString(s)
	if l.runes == 0 {
		l.look = st.look
	}
	l.runes += n
	if st.inLink {
		l.linked += n
	}
	switch {
	case st.look.bold || st.look.px > w.usual*clearly:
		l.strong += n
	case st.look.tinted:
		l.weak += n
	}
}

// space parts what stands before from what follows.
func (w *walker) space() {
	if len(w.lines) > 0 {
		w.line().buf.WriteString(" ")
	}
}

// element walks one element: what it is decides where blocks begin and end.
func (w *walker) element(n *node, st state) {
	if n.kind.silent {
		w.special(n, st)
		return
	}
	if !st.hidden && w.concealed(n) {
		st.hidden = true
	}
	if r := n.given; r != 0 && r != st.region {
		w.flush(st)
		st.region = r
		defer w.flush(st)
	}
	if n.size.text <= longestBold {
		st.look = st.look.of(n)
	} else {
		st.look.px = st.look.of(n).px
	}
	if w.panel(n, st) {
		st.kind, st.level = 0, 0
	}
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		w.heading(n, st, int8(n.Data[1]-'0'))
	case "caption", "legend", "summary":
		w.heading(n, st, 6)
	case "dt":
		if n.size.text > 200 || st.kind == checks.BlockHeading {
			w.block(n, st, checks.BlockItem)
		} else {
			w.heading(n, st, 7)
		}
	case "br":
		w.lineBreak(st)
	case "hr":
		w.flush(st)
	case "li":
		w.item(n, st)
	case "table":
		w.flush(st)
		w.table(n, st)
		w.flush(st)
	case "a", "area":
		w.anchor(n, st)
	case "img":
		w.image(n, st)
	case "input":
		w.input(n, st)
	case "button":
		w.button(n, st)
	case "iframe", "frame", "object", "embed":
		w.frame(n, st)
	case "form":
		w.flush(st)
		w.form(n, st)
		w.block(n, st, st.kind)
	case "marquee":
		w.flush(st)
		if st.region == checks.RegionMain {
			st.region = checks.RegionAside
		}
		w.block(n, st, 0)
	default:
		w.container(n, st)
	}
}

// block walks an element whose text stands apart.
func (w *walker) block(n *node, st state, kind checks.BlockKind) {
	w.flush(st)
	st.kind = kind
	w.walk(n, st)
	w.flush(st)
}

// heading walks an element that is a heading.
func (w *walker) heading(n *node, st state, level int8) {
	if st.row {
		w.walk(n, st)
		return
	}
	w.flush(st)
	st.kind, st.level = checks.BlockHeading, level
	w.walk(n, st)
	w.flush(st)
}

// item walks a list item.
func (w *walker) item(n *node, st state) {
	if st.row {
		w.space()
		w.walk(n, st)
		w.space()
		return
	}
	w.block(n, st, checks.BlockItem)
}

func (w *walker) lineBreak(st state) {
	switch {
	case st.hidden:
	case st.row || st.kind == checks.BlockHeading:
		w.space()
	case len(w.lines) > 0:
		w.newLine()
	}
}

// container walks any other element. Block elements break the text; classes say
// where one is used as a heading; attributes may carry an address.
func (w *walker) container(n *node, st state) {
	w.carried(n, st)
	if mail := cloudMail(n); mail != "" {
		w.mail(mail, mail, st)
		return
	}
	role := attr(n, "role")
	if !n.kind.block && n.class.head {
		st.look.bold = true
	}
	if !n.kind.block && role != "heading" && role != "listitem" && role != "row" {
		w.walk(n, st)
		return
	}
	switch {
	case st.row:
		w.space()
		w.walk(n, st)
		w.space()
	case st.kind == checks.BlockHeading:
		w.block(n, st, st.kind)
	case role == "heading":
		w.heading(n, st, int8(headingLevel(attr(n, "aria-level"))))
	case w.titled(n):
		w.heading(n, st, int8(6+boolInt(!n.class.panel)))
	case role == "listitem":
		w.block(n, st, checks.BlockItem)
	case st.kind == checks.BlockItem && (n.Data == "p" || n.Data == "div" || n.Data == "dd"):
		w.block(n, st, checks.BlockItem)
	default:
		w.block(n, st, 0)
	}
}

// carried notes an address that an element carries without being a link.
func (w *walker) carried(n *node, st state) {
	kind, href := checks.LinkResource, firstAttr(n, "data-embed-open-url", "data-embed-download-url")
	if href == "" {
		kind = checks.LinkAnchor
		if href = attr(n, "data-href"); href == "" || href[0] == '#' {
			href = clickTarget(n)
		}
	}
	if href == "" {
		return
	}
	w.addTo(w.written(kind, href, thai.Clean(firstNonEmpty(visible(n), attr(n, "title"), attr(n, "aria-label")))), st)
}

// special handles the elements that are no running text.
func (w *walker) special(n *node, st state) {
	if n.Data != "select" {
		return
	}
	// a list that jumps to what is chosen is a menu of links
	jumps := strings.Contains(attr(n, "onchange"), "location") || strings.Contains(attr(n, "onchange"), "open(")
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		v := strings.TrimSpace(attr(o, "value"))
		if v != "" && v != "#" && v != "0" && (jumps || strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")) {
			text := thai.Clean(visible(o))
			w.addTo(w.written(checks.LinkAnchor, v, text), st)
			w.text(" "+text+" ", st)
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
