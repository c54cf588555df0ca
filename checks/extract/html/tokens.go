package html

import (
	"context"
	"strings"

	"golang.org/x/net/html"
)

const (
	mostTags   = 400_000   // tags of a page that is parsed as browsers do
	mostNodes  = 1_000_000 // nodes of a tree made from tokens
	deepEnough = 300       // levels of such a tree, of elements without a meaning
	deepest    = 450       // and of any
	mostCopies = 500_000   // copies of open formatting that a parser may have to make
)

// formatting are the elements that a browser opens again in the next block when
// they were not closed.
var formatting = map[string]bool{"a": true, "b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true,
	"s": true, "small": true, "strike": true, "strong": true, "tt": true, "u": true}

// heavy foretells a tree far larger than its page: too many tags, or so many
// unclosed formatting elements that each later block would carry copies of all.
// It reads the text once and allocates nothing to speak of.
func heavy(text string) bool {
	tags, open, copies := 0, 0, 0
	for i := strings.IndexByte(text, '<'); i >= 0 && i+1 < len(text); {
		start := i + 1
		closing := text[start] == '/'
		if closing {
			start++
		}
		end := start
		for end < len(text) && end-start < 12 && (text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z' || text[end] >= '0' && text[end] <= '9') {
			end++
		}
		if end > start {
			tags++
			switch name := strings.ToLower(text[start:end]); {
			case formatting[name] && closing:
				open = max(0, open-1)
			case formatting[name]:
				open++
			case !closing:
				copies += open
			}
			if tags > mostTags || copies > mostCopies {
				return true
			}
		}
		next := strings.IndexByte(text[end:], '<')
		if next < 0 {
			break
		}
		i = end + next
	}
	return false
}

var void = set("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame")

// ends lists what the start of an element closes when its writer did not, and
// where the search for it stops.
var ends = map[string]struct{ closes, within map[string]bool }{
	"p":      {set("p"), set("div", "td", "th", "li", "body", "table")},
	"div":    {set("p"), set("div", "td", "th", "li", "body", "table")},
	"table":  {set("p"), set("div", "td", "th", "li", "body", "table")},
	"ul":     {set("p"), set("div", "td", "th", "li", "body", "table")},
	"li":     {set("li"), set("ul", "ol", "dir", "menu", "body", "table")},
	"dt":     {set("dt", "dd"), set("dl", "body", "table")},
	"dd":     {set("dt", "dd"), set("dl", "body", "table")},
	"tr":     {set("tr"), set("table")},
	"td":     {set("td", "th"), set("tr", "table")},
	"th":     {set("td", "th"), set("tr", "table")},
	"option": {set("option"), set("select")},
	"a":      {set("a"), set("td", "th", "li", "body", "table")},
}

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// dropped are the elements that say nothing of what they hold: where the tree
// would grow too deep their content stands in what they stand in.
var dropped = set("div", "span", "font", "center", "section", "article", "blockquote", "b", "i", "u", "em", "strong", "small", "big", "tt", "nobr")

// rawText are the elements that hold text alone and none to show.
var rawText = set("script", "style", "title", "textarea", "noframes", "noembed", "xmp")

// open is an element that has begun and not ended. One left out of the tree has
// the node that it stands in.
type open struct {
	name  string
	node  *node
	depth int
}

// tree is a tree being built from tokens.
type tree struct {
	arena  *arena
	stack  []open
	counts map[string]int // open elements by name
}

func (t *tree) top() open { return t.stack[len(t.stack)-1] }

// pop ends elements until so many are left.
func (t *tree) pop(left int) {
	for _, o := range t.stack[left:] {
		t.counts[o.name]--
	}
	t.stack = t.stack[:left]
}

// begin adds an element, unless the tree is too deep for it.
func (t *tree) begin(tok html.Token) {
	t.imply(tok.Data)
	top := t.top()
	node := top.node
	plain := dropped[tok.Data] && !named(tok.Attr)
	if top.depth < deepest && !(plain && top.depth >= deepEnough) || rawText[tok.Data] || void[tok.Data] {
		node = t.arena.copy(&html.Node{Type: html.ElementNode, Data: tok.Data, Attr: tok.Attr})
		top.node.add(node)
		top.depth++
	}
	if !void[tok.Data] {
		t.stack = append(t.stack, open{tok.Data, node, top.depth})
		t.counts[tok.Data]++
	}
}

// named reports whether attributes may say that an element is hidden or what
// part of the page it is.
func named(attrs []html.Attribute) bool {
	for _, a := range attrs {
		switch a.Key {
		case "style", "hidden", "role", "id", "class", "onclick":
			return true
		}
	}
	return false
}

// end closes the innermost element of a name, if one is open.
func (t *tree) end(name string) {
	if t.counts[name] == 0 {
		return
	}
	for i := len(t.stack) - 1; i > 0; i-- {
		if t.stack[i].name == name {
			t.pop(i)
			return
		}
	}
}

// imply closes what the start of an element closes without saying so.
func (t *tree) imply(name string) {
	rule, ok := ends[name]
	if !ok {
		return
	}
	for i, near := len(t.stack)-1, 0; i > 0 && near < 2000 && !rule.within[t.stack[i].name]; i, near = i-1, near+1 {
		if rule.closes[t.stack[i].name] {
			t.pop(i)
			return
		}
	}
}

// fromTokens builds a tree from tokens that never nests deeper than its limit:
// of what lies deeper, elements without a meaning of their own are left out. It
// reports whether it had to stop early.
func fromTokens(ctx context.Context, text string, a *arena) (root *node, cut bool, err error) {
	root = a.node(html.DocumentNode, "")
	body := a.element(elements["body"])
	root.add(body)
	t := &tree{arena: a, stack: []open{{name: "body", node: body, depth: 1}}, counts: map[string]int{}}
	z := html.NewTokenizer(strings.NewReader(text))
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return root, cut, ctx.Err()
		}
		tt := z.Next()
		if tt == html.ErrorToken || n > mostNodes {
			return root, n > mostNodes, nil
		}
		tok := z.Token()
		switch tt {
		case html.TextToken:
			t.top().node.add(a.node(html.TextNode, tok.Data))
		case html.CommentToken:
			t.top().node.add(a.node(html.CommentNode, tok.Data))
		case html.StartTagToken, html.SelfClosingTagToken:
			if tok.Data == "body" || tok.Data == "html" || tok.Data == "head" {
				continue
			}
			t.begin(tok)
		case html.EndTagToken:
			t.end(tok.Data)
		}
	}
}
