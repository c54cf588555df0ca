// Package html reads hypertext pages: main content apart from menus, headings,
// links with their row and section, pictures, forms and frames.
package html

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds of what one page may yield; a page beyond them is cut and says so.
const (
	mostBlocks = 200_000
	mostLinks  = 100_000
	mostHidden = 8 << 10 // bytes of hidden text kept
)

// Reader reads HTML of any age.
type Reader struct{}

// Kinds lists HTML.
func (Reader) Kinds() []checks.Kind { return []checks.Kind{checks.KindHTML} }

// Read decodes and reads a page. Pages nested deeper than the parser allows are
// read by their tokens (Facts.Deep).
func (Reader) Read(ctx context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	d := thai.Decode(raw.Body, raw.ContentType)
	cs := checks.Charset{Name: d.Name, By: d.By, Declared: d.Declared, Damaged: d.Damaged}
	text := strings.ReplaceAll(d.Text, "\x00", "")
	c := &checks.Content{Kind: checks.KindHTML, IDs: map[string]bool{}}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		root, err = shallow(ctx, text)
		if err != nil {
			return nil, cs, fmt.Errorf("reading tokens: %w", err)
		}
		c.Facts.Deep = true
	}
	base, err := url.Parse(raw.URL)
	if err != nil {
		base = &url.URL{}
	}
	w := &walker{ctx: ctx, c: c, doc: base, base: base}
	w.head(goquery.NewDocumentFromNode(root))
	w.ids(root)
	w.regions(root)
	w.walk(root, state{region: checks.RegionMain})
	w.flush(state{region: checks.RegionMain})
	w.comments(root)
	w.finish()
	return c, cs, ctx.Err()
}

// shallow builds a tree from tokens without ever nesting deeper than the
// parser's own limit: what lies deeper becomes a sibling.
func shallow(ctx context.Context, text string) (*html.Node, error) {
	const deepest = 300
	root := &html.Node{Type: html.DocumentNode}
	stack := []*html.Node{root}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(4 << 20)
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return root, ctx.Err()
		}
		tt := z.Next()
		if tt == html.ErrorToken {
			return root, nil
		}
		top := stack[len(stack)-1]
		tok := z.Token()
		switch tt {
		case html.TextToken:
			top.AppendChild(&html.Node{Type: html.TextNode, Data: tok.Data})
		case html.CommentToken:
			top.AppendChild(&html.Node{Type: html.CommentNode, Data: tok.Data})
		case html.StartTagToken, html.SelfClosingTagToken:
			node := &html.Node{Type: html.ElementNode, DataAtom: tok.DataAtom, Data: tok.Data, Attr: tok.Attr}
			top.AppendChild(node)
			if tt == html.StartTagToken && !void[tok.Data] && len(stack) < deepest {
				stack = append(stack, node)
			}
		case html.EndTagToken:
			for i := len(stack) - 1; i > 0 && i > len(stack)-40; i-- {
				if stack[i].Data == tok.Data {
					stack = stack[:i]
					break
				}
			}
		}
	}
}

var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true, "frame": true}

// head reads what a page says of itself.
func (w *walker) head(doc *goquery.Document) {
	c := w.c
	c.Title = thai.Clean(doc.Find("title").First().Text())
	c.Lang, _ = doc.Find("html").Attr("lang")
	doc.Find("base[href]").First().Each(func(_ int, s *goquery.Selection) {
		if u, err := w.doc.Parse(strings.TrimSpace(s.AttrOr("href", ""))); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
			w.base = u
		}
	})
	c.Base = w.base.String()
	doc.Find("meta").Each(func(_ int, s *goquery.Selection) {
		content := thai.Clean(s.AttrOr("content", ""))
		switch strings.ToLower(s.AttrOr("name", "")) {
		case "description":
			c.Description = content
		case "generator":
			c.Generator = content
		case "viewport":
			c.Viewport = true
		}
		if strings.EqualFold(s.AttrOr("http-equiv", ""), "refresh") {
			if _, target, ok := strings.Cut(strings.ToLower(content), "url="); ok {
				target = strings.Trim(content[len(content)-len(target):], `'" `)
				w.addLink(&checks.Link{Href: target, Kind: checks.LinkRefresh, Region: checks.RegionMain})
			}
		}
	})
	if href, ok := doc.Find(`link[rel="canonical"]`).First().Attr("href"); ok {
		if u, err := w.base.Parse(strings.TrimSpace(href)); err == nil {
			c.Canonical = u.String()
		}
	}
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if src, ok := s.Attr("src"); ok {
			if u, err := w.base.Parse(strings.TrimSpace(src)); err == nil {
				c.Scripts = append(c.Scripts, u.String())
			}
			return
		}
		c.ScriptWords = append(c.ScriptWords, written(s.Text())...)
	})
	c.NoScript = thai.Clean(doc.Find("noscript").Text())
}

// written gives the strings that a script would write into the page.
func written(script string) []string {
	var out []string
	for rest := script; len(out) < 50; {
		i := strings.Index(rest, "document.write")
		if i < 0 {
			break
		}
		rest = rest[i+len("document.write"):]
		end := min(len(rest), 2000)
		if j := strings.IndexByte(rest[:end], ';'); j > 0 {
			end = j
		}
		if s := thai.Clean(tags.ReplaceAllString(rest[:end], " ")); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (w *walker) ids(n *html.Node) {
	for m := range n.Descendants() {
		if m.Type != html.ElementNode {
			continue
		}
		for _, a := range m.Attr {
			if a.Key == "id" || a.Key == "name" && m.Data == "a" {
				w.c.IDs[a.Val] = true
			}
		}
	}
}

// comments keeps the links inside comments: never evidence, but the reason why
// an entry that the source still holds is not on the page.
func (w *walker) comments(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.CommentNode || !strings.Contains(n.Data, "href") || len(w.c.CommentLinks) > 500 {
			continue
		}
		frag, err := html.ParseFragment(bytes.NewReader([]byte(n.Data)), nil)
		if err != nil {
			continue
		}
		for _, f := range frag {
			for a := range f.Descendants() {
				if a.Type == html.ElementNode && a.Data == "a" {
					w.c.CommentLinks = append(w.c.CommentLinks, checks.Link{Href: attr(a, "href"), Text: thai.Clean(visible(a)), Kind: checks.LinkAnchor})
				}
			}
			if f.Type == html.ElementNode && f.Data == "a" {
				w.c.CommentLinks = append(w.c.CommentLinks, checks.Link{Href: attr(f, "href"), Text: thai.Clean(visible(f)), Kind: checks.LinkAnchor})
			}
		}
	}
}

// finish gives every link the text of what stands around it.
func (w *walker) finish() {
	c := w.c
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if len(b.Links) == 0 || len(b.Text) > 2000 {
			continue
		}
		for _, li := range b.Links {
			l := &c.Links[li]
			l.Block = i
			if len(b.Cells) > 0 {
				var other []string
				for _, cell := range b.Cells {
					if cell != l.Text && cell != "" {
						other = append(other, cell)
					}
				}
				l.Context = strings.Join(other, " | ")
			} else if b.Text != l.Text {
				l.Context = thai.Clean(strings.Replace(b.Text, l.Text, " ", 1))
			}
		}
	}
}
