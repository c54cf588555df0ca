package html

import (
	"context"
	"strings"

	"golang.org/x/net/html"
)

const (
	mostTags   = 400_000   // tags of a page that is parsed as browsers do
	mostNodes  = 1_000_000 // nodes of a tree made from tokens
	deepest    = 300       // levels of such a tree
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

var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true, "frame": true}

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

// fromTokens builds a tree from tokens and never nests deeper than its limit:
// what lies deeper becomes a sibling. It reports whether it had to cut.
func fromTokens(ctx context.Context, text string) (root *html.Node, cut bool, err error) {
	root = &html.Node{Type: html.DocumentNode}
	body := &html.Node{Type: html.ElementNode, Data: "body"}
	root.AppendChild(body)
	stack := []*html.Node{body}
	z := html.NewTokenizer(strings.NewReader(text))
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return root, cut, ctx.Err()
		}
		tt := z.Next()
		if tt == html.ErrorToken || n > mostNodes {
			return root, n > mostNodes, nil
		}
		top := stack[len(stack)-1]
		tok := z.Token()
		switch tt {
		case html.TextToken:
			top.AppendChild(&html.Node{Type: html.TextNode, Data: tok.Data})
		case html.CommentToken:
			top.AppendChild(&html.Node{Type: html.CommentNode, Data: tok.Data})
		case html.StartTagToken, html.SelfClosingTagToken:
			if tok.Data == "body" || tok.Data == "html" || tok.Data == "head" {
				continue
			}
			stack = imply(stack, tok.Data)
			top = stack[len(stack)-1]
			node := &html.Node{Type: html.ElementNode, DataAtom: tok.DataAtom, Data: tok.Data, Attr: tok.Attr}
			top.AppendChild(node)
			if !void[tok.Data] && len(stack) < deepest {
				stack = append(stack, node)
			}
		case html.EndTagToken:
			for i := len(stack) - 1; i > 0; i-- {
				if stack[i].Data == tok.Data {
					stack = stack[:i]
					break
				}
			}
		}
	}
}

// imply closes what the start of an element closes without saying so.
func imply(stack []*html.Node, name string) []*html.Node {
	rule, ok := ends[name]
	if !ok {
		return stack
	}
	for i := len(stack) - 1; i > 0 && !rule.within[stack[i].Data]; i-- {
		if rule.closes[stack[i].Data] {
			return stack[:i]
		}
	}
	return stack
}
