package html

import (
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
)

// node is a node of a page's tree, with what the walk over it learns of it.
type node struct {
	Type   html.NodeType
	Data   string // name of an element in lower case, or text
	Attr   []attribute
	Parent *node

	FirstChild, LastChild, PrevSibling, NextSibling *node

	kind    *element // what is known of an element's name
	size    size     // what an element with children holds
	letters int32    // characters of a text other than white space, once counted
	given   checks.Region
	class   *className
	style   *style
}

// attribute is an attribute of an element, its key in lower case.
type attribute struct{ Key, Val string }

// add appends a child, which stands nowhere yet.
func (n *node) add(ch *node) {
	ch.Parent, ch.PrevSibling = n, n.LastChild
	if n.LastChild != nil {
		n.LastChild.NextSibling = ch
	} else {
		n.FirstChild = ch
	}
	n.LastChild = ch
}

// next gives the node that follows in document order among those under top.
func (n *node) next(top *node) *node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != top; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

// Descendants yields what stands under a node, in document order.
func (n *node) Descendants() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		for m := n.next(n); m != nil && yield(m); m = m.next(n) {
		}
	}
}

// attr gives the value of an attribute, or as much of it as anybody could mean.
func attr(n *node, name string) string { return clip(whole(n, name), longestAttr) }

// whole gives the value of an attribute, however long.
func whole(n *node, name string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return n.Attr[i].Val
		}
	}
	return ""
}

// clip cuts a text between two characters.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

func hasAttr(n *node, name string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return true
		}
	}
	return false
}

func firstNonEmpty(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func firstAttr(n *node, names ...string) string {
	for _, name := range names {
		if v := strings.TrimSpace(attr(n, name)); v != "" {
			return v
		}
	}
	return ""
}

// find gives the first element of a name in document order.
func find(n *node, name string) *node {
	for m := n.next(n); m != nil; m = m.next(n) {
		if m.Type == html.ElementNode && m.Data == name {
			return m
		}
	}
	return nil
}

func within(n *node, names ...string) bool {
	for m := n.Parent; m != nil; m = m.Parent {
		for _, name := range names {
			if m.Data == name {
				return true
			}
		}
	}
	return false
}

// inner gives the texts under a node, joined.
func inner(n *node) string {
	if ch := n.FirstChild; ch != nil && ch.NextSibling == nil && ch.Type == html.TextNode {
		return ch.Data
	}
	var b strings.Builder
	for m := n.next(n); m != nil; m = m.next(n) {
		if m.Type == html.TextNode {
			b.WriteString(m.Data)
		}
	}
	return b.String()
}

// Sizes of the pieces that nodes are made in, and how many of them a page may
// leave to the next.
const (
	slabNodes = 512
	slabAttrs = 1024
	keptSlabs = 24
)

// arena makes nodes and attributes by the slab; when a page is done with, they
// serve the next.
type arena struct {
	nodes       [][]node
	attrs       [][]attribute
	inNodes     int // slab that is being filled
	used        int // of it
	inAttrs     int
	begun, done int // of the slab of attributes: those of the last element, and its end
}

// node makes an empty node.
func (a *arena) node(t html.NodeType, data string) *node {
	if a.inNodes < len(a.nodes) && a.used == slabNodes {
		a.inNodes, a.used = a.inNodes+1, 0
	}
	if a.inNodes == len(a.nodes) {
		a.nodes = append(a.nodes, make([]node, slabNodes))
	}
	n := &a.nodes[a.inNodes][a.used]
	a.used++
	n.Type, n.Data = t, data
	return n
}

// element makes an element without attributes.
func (a *arena) element(e *element) *node {
	n := a.node(html.ElementNode, e.name)
	n.kind = e
	return n
}

// begin starts a list of attributes.
func (a *arena) begin() { a.begun = a.done }

// has reports whether the list has an attribute.
func (a *arena) has(key string) bool {
	for i := a.begun; i < a.done; i++ {
		if a.attrs[a.inAttrs][i].Key == key {
			return true
		}
	}
	return false
}

// attr adds an attribute to the list.
func (a *arena) attr(key, val string) {
	if a.inAttrs == len(a.attrs) {
		a.attrs = append(a.attrs, make([]attribute, slabAttrs))
	}
	slab := a.attrs[a.inAttrs]
	if a.done == len(slab) {
		bigger := make([]attribute, max(slabAttrs, 2*(a.done-a.begun)))
		n := copy(bigger, slab[a.begun:])
		if a.inAttrs++; a.inAttrs == len(a.attrs) {
			a.attrs = append(a.attrs, bigger)
		} else {
			a.attrs[a.inAttrs] = bigger
		}
		slab, a.begun, a.done = bigger, 0, n
	}
	slab[a.done] = attribute{key, val}
	a.done++
}

// drop takes back the attributes since begin.
func (a *arena) drop() { a.done = a.begun }

// list gives the attributes since begin.
func (a *arena) list() []attribute {
	if a.done == a.begun {
		return nil
	}
	return a.attrs[a.inAttrs][a.begun:a.done:a.done]
}

// clear forgets what was made, so that nothing of the page is kept alive.
func (a *arena) clear() {
	a.nodes, a.attrs = a.nodes[:min(len(a.nodes), keptSlabs)], a.attrs[:min(len(a.attrs), keptSlabs)]
	for i := range min(a.inNodes+1, len(a.nodes)) {
		clear(a.nodes[i])
	}
	for i := range min(a.inAttrs+1, len(a.attrs)) {
		clear(a.attrs[i])
	}
	a.inNodes, a.used, a.inAttrs, a.begun, a.done = 0, 0, 0, 0, 0
}

// adopt copies a tree that the parser of the library made.
func (a *arena) adopt(from *html.Node) *node {
	root := a.copy(from)
	for at, to := from, root; ; {
		if at.FirstChild != nil {
			at = at.FirstChild
			ch := a.copy(at)
			to.add(ch)
			to = ch
			continue
		}
		for at != from && at.NextSibling == nil {
			at, to = at.Parent, to.Parent
		}
		if at == from {
			return root
		}
		at = at.NextSibling
		ch := a.copy(at)
		to.Parent.add(ch)
		to = ch
	}
}

func (a *arena) copy(from *html.Node) *node {
	n := a.node(from.Type, from.Data)
	if from.Type == html.ElementNode {
		n.kind = elementOf(from.Data)
		a.begin()
		for _, t := range from.Attr {
			a.attr(t.Key, t.Val)
		}
		n.Attr = a.list()
	}
	return n
}
