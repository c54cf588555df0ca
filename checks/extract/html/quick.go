package html

import (
	"strings"

	"golang.org/x/net/html"
)

const (
	mostQuick = 1 << 20 // bytes of a page that the quick builder reads
	quickDeep = 400     // levels of its trees
	mostAttrs = 200     // attributes of one of its elements
	mostJoins = 4 << 20 // bytes that it copies to join texts
)

// mode is where in a page the quick builder is.
type mode uint8

const (
	atStart mode = iota
	beforeHead
	inHead
	afterHead
	inBody
	inTable
	inCaption
	inColumns
	inBodies
	inRow
	inCell
	afterBody
	afterAll
)

// builder makes the tree of a well-formed page in one pass: the same tree as the
// library's parser makes, at a fraction of the cost. It knows the rules that
// pages meet every day, and gives up where others would apply: formatting that
// is closed in another block than it began in, text between the cells of a
// table, drawings and formulas, frames.
type builder struct {
	lexer
	root   *node
	head   *node
	form   *node
	stack  []*node
	mode   mode
	quirks bool // a table does not end a paragraph
	maybe  bool // quirks was not worked out
	typed  bool // the page said of which type it is
	joined int  // bytes copied to join texts
}

// quick builds the tree of a page; nil if the page needs the library's parser.
func quick(text string, a *arena) *node {
	if len(text) > mostQuick {
		return nil
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	b := &builder{lexer: lexer{text: text, a: a}, quirks: true}
	b.root = a.node(html.DocumentNode, "")
	b.stack = make([]*node, 0, 64)
	for b.at < len(b.text) && !b.odd {
		b.token()
	}
	if b.odd {
		return nil
	}
	if b.mode < inBody {
		b.a.begin()
		b.ready()
	}
	return b.root
}

// token reads one piece of the page.
func (b *builder) token() {
	if b.text[b.at] != '<' || b.at+1 == len(b.text) {
		b.words(b.until())
		return
	}
	switch c := b.text[b.at+1]; {
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		b.at++
		name := b.name()
		b.attrs()
		if !b.odd {
			b.start(name)
		}
	case c == '/':
		b.at += 2
		if b.at >= len(b.text) || b.text[b.at]|0x20 < 'a' || b.text[b.at]|0x20 > 'z' {
			b.odd = true
			return
		}
		name := b.name()
		b.close()
		if !b.odd {
			b.end(name)
		}
	case c == '!' || c == '?':
		text, declared := b.comment()
		switch {
		case b.odd:
		case declared:
			b.declared(text)
		default:
			b.remark(text)
		}
	default:
		b.words(b.until())
	}
}

func (b *builder) top() *node { return b.stack[len(b.stack)-1] }

// open adds an element and goes into it.
func (b *builder) open(e *element, name string) *node {
	n := b.leaf(e, name)
	b.stack = append(b.stack, n)
	if len(b.stack) > quickDeep {
		b.odd = true
	}
	return n
}

// leaf adds an element that holds nothing.
func (b *builder) leaf(e *element, name string) *node {
	n := b.a.element(e)
	n.Data = name
	if e != unknown {
		n.Data = e.name
	}
	n.Attr = b.a.list()
	b.a.begin()
	if len(b.stack) == 0 {
		b.root.add(n)
	} else {
		b.top().add(n)
	}
	return n
}

// implied adds an element that the page left out.
func (b *builder) implied(name string) *node {
	begun := b.a.begun
	b.a.begin()
	n := b.open(elements[name], name)
	b.a.begun = begun
	return n
}

// cutTo leaves so many elements open. Formatting that ends without its own tag
// would begin again in the next block, which is not for this builder, unless
// something ends that formatting does not reach out of.
func (b *builder) cutTo(left int, fenced bool) {
	for i, n := range b.stack[left:] {
		switch n.kind.group {
		case formatGroup:
			b.odd = b.odd || !fenced
		case markerGroup, cellGroup, captionGroup:
			b.odd = b.odd || !fenced || i > 0
		}
	}
	b.stack = b.stack[:left]
}

// inScope finds the innermost open element of a kind that an end tag reaches, -1
// if there is none.
func (b *builder) inScope(scope uint8, is func(*element) bool) int {
	for i := len(b.stack) - 1; i >= 0; i-- {
		e := b.stack[i].kind
		if is(e) {
			return i
		}
		if e.stops&scope != 0 {
			return -1
		}
	}
	return -1
}

func (b *builder) groupInScope(scope uint8, g group) int {
	for i := len(b.stack) - 1; i >= 0; i-- {
		e := b.stack[i].kind
		if e.group == g {
			return i
		}
		if e.stops&scope != 0 {
			return -1
		}
	}
	return -1
}

// endParagraph ends an open paragraph before a block.
func (b *builder) endParagraph() {
	if i := b.groupInScope(buttonScope, paragraphGroup); i >= 0 {
		b.cutTo(i, false)
	}
}

// endImplied ends the elements whose end tags may be left out.
func (b *builder) endImplied(but group) {
	for len(b.stack) > 0 {
		switch g := b.top().kind.group; g {
		case termGroup, itemGroup, optionsGroup, optionGroup, paragraphGroup:
			if g == but {
				return
			}
			b.stack = b.stack[:len(b.stack)-1]
		default:
			return
		}
	}
}

// declared notes the type that a page says it is of.
func (b *builder) declared(text string) {
	switch b.mode {
	case atStart:
		if b.typed {
			return
		}
		b.typed, b.quirks, b.maybe = true, false, text != "html"
		b.root.add(b.a.node(html.DoctypeNode, text))
	case afterBody, afterAll:
		b.mode = inBody
	}
}

// remark adds a comment.
func (b *builder) remark(text string) {
	n := b.a.node(html.CommentNode, text)
	switch {
	case b.mode == atStart || b.mode == afterAll:
		b.root.add(n)
	case b.mode == afterBody:
		b.stack[0].add(n)
	default:
		b.top().add(n)
	}
}

// ready makes what must be open before anything that is no part of a head.
func (b *builder) ready() {
	if b.mode == atStart {
		b.implied("html")
		b.mode = beforeHead
	}
	if b.mode == beforeHead {
		b.head = b.implied("head")
		b.mode = inHead
	}
	if b.mode == inHead {
		b.stack = b.stack[:len(b.stack)-1]
		b.mode = afterHead
	}
	if b.mode == afterHead {
		b.implied("body")
		b.mode = inBody
	}
	if b.mode == afterBody || b.mode == afterAll {
		b.mode = inBody
	}
}

// words takes the text between tags.
func (b *builder) words(s string) {
	bare := strings.TrimLeft(s, " \t\n\f\r")
	switch b.mode {
	case atStart, beforeHead:
		if bare == "" {
			return
		}
		s = bare
		b.ready()
	case inHead, afterHead:
		if len(bare) < len(s) {
			b.add(s[:len(s)-len(bare)])
		}
		if bare == "" {
			return
		}
		s = bare
		b.ready()
	case inTable, inBodies, inRow:
		switch b.top().kind.group {
		case tableGroup, bodiesGroup, rowGroup:
		default:
			b.odd = true
		}
		b.odd = b.odd || bare != ""
		b.add(s)
		return
	case inColumns:
		b.odd = b.odd || bare != ""
		b.add(s)
		return
	case afterBody, afterAll:
		if bare != "" {
			b.mode = inBody
		}
	}
	if n := b.top(); n.kind.group == preGroup && n.FirstChild == nil && s != "" && s[0] == '\n' {
		s = s[1:]
	}
	b.add(s)
}

// add adds text to the innermost open element.
func (b *builder) add(s string) {
	if s == "" {
		return
	}
	n := b.top()
	if last := n.LastChild; last != nil && last.Type == html.TextNode {
		last.Data += s
		b.joined += len(last.Data)
		b.odd = b.odd || b.joined > mostJoins
		return
	}
	n.add(b.a.node(html.TextNode, s))
}

// verbatim adds an element with the text that it holds instead of markup.
func (b *builder) verbatim(e *element) {
	n := b.leaf(e, e.name)
	text := b.raw(e.name)
	switch e.name {
	case "title":
		text = unescaped(text)
	case "textarea":
		if text = unescaped(text); text != "" && text[0] == '\n' {
			text = text[1:]
		}
	}
	if text != "" && !b.odd {
		n.add(b.a.node(html.TextNode, text))
	}
}
