package html

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	mostScripts  = 500
	mostComments = 500
	longestAside = 256 << 10 // bytes of a comment or script that are looked at
)

var (
	refresh    = regexp.MustCompile(`(?i)^\s*[\d.]*\s*[;,]?\s*url\s*=\s*['"]?\s*([^'"]+)`)
	tags       = regexp.MustCompile(`<[^<>]*>`)
	literal    = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`)
	escape     = regexp.MustCompile(`\\u([0-9a-fA-F]{4})|\\(.)`)
	scriptMove = regexp.MustCompile(`(?:^|[^\w.])(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?\s*=\s*['"]([^'"]{1,500})['"]|location\.(?:replace|assign)\(\s*['"]([^'"]{1,500})['"]`)
)

// parts are the nodes of a page that more than one step asks for, in order.
type parts struct {
	html, title, base, body *node // the first of each
	metas, links, scripts   []*node
	others                  []*node // noscript, noframes
	comments                []*node
}

// gather lists the parts of a page in one pass.
func (w *walker) gather(root *node) {
	p := &w.parts
	first := func(at **node, n *node) {
		if *at == nil {
			*at = n
		}
	}
	for n := root.next(root); n != nil; n = n.next(root) {
		switch {
		case n.Type == html.CommentNode:
			p.comments = append(p.comments, n)
		case n.Type != html.ElementNode:
			continue
		}
		switch n.Data {
		case "html":
			first(&p.html, n)
		case "title":
			first(&p.title, n)
		case "body":
			first(&p.body, n)
		case "base":
			if hasAttr(n, "href") {
				first(&p.base, n)
			}
		case "meta":
			p.metas = append(p.metas, n)
		case "link":
			if hasAttr(n, "rel") && hasAttr(n, "href") {
				p.links = append(p.links, n)
			}
		case "script":
			p.scripts = append(p.scripts, n)
		case "noscript", "noframes":
			p.others = append(p.others, n)
		}
	}
}

// title gives a page's title, else the one that it gives others to show.
func (w *walker) title() string {
	title := ""
	if n := w.parts.title; n != nil {
		title = inner(n)
	}
	if strings.TrimSpace(title) != "" {
		return title
	}
	for _, n := range w.parts.metas {
		if attr(n, "property") == "og:title" {
			return attr(n, "content")
		}
	}
	return ""
}

// head reads what a page says of itself.
func (w *walker) head() {
	c, p := w.c, &w.parts
	title := w.title()
	c.Facts.Truncated = c.Facts.Truncated || len(title) > longestTitle
	c.Title = thai.Clean(clip(title, longestTitle))
	if p.html != nil {
		c.Lang = thai.Clean(attr(p.html, "lang"))
	}
	if p.base != nil {
		if u := w.absolute(attr(p.base, "href")); u != nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			w.setBase(u)
		}
	}
	c.Base = w.base.String()
	for _, n := range p.metas {
		w.meta(n)
	}
	for _, n := range p.links {
		if !strings.EqualFold(strings.TrimSpace(attr(n, "rel")), "canonical") {
			continue
		}
		if u := w.absolute(attr(n, "href")); u != nil {
			c.Canonical = u.String()
		}
		break
	}
	for _, n := range p.scripts {
		if src := strings.TrimSpace(attr(n, "src")); src != "" {
			if u := w.absolute(src); u != nil {
				c.Scripts = append(c.Scripts, u.String())
			}
		} else {
			c.ScriptWords = append(c.ScriptWords, written(inner(n))...)
		}
		if len(c.Scripts) >= mostScripts || len(c.ScriptWords) >= mostScripts {
			break
		}
	}
	for _, n := range p.others {
		c.NoScript = thai.Clean(c.NoScript + " " + html.UnescapeString(tags.ReplaceAllString(inner(n), " ")))
		if len(c.NoScript) >= longestAside {
			break
		}
	}
}

// meta reads one statement of a page's head.
func (w *walker) meta(n *node) {
	content := thai.Clean(attr(n, "content"))
	switch strings.ToLower(attr(n, "name")) {
	case "description":
		w.c.Description = content
	case "generator":
		w.c.Generator = content
	case "viewport":
		w.c.Viewport = true
	}
	if strings.EqualFold(strings.TrimSpace(attr(n, "http-equiv")), "refresh") {
		if m := refresh.FindStringSubmatch(content); m != nil {
			w.addLink(w.written(checks.LinkRefresh, strings.TrimSpace(m[1]), ""))
		}
	}
}

// written gives the words that a script would write into the page.
func written(script string) []string {
	var out []string
	for rest := script; len(out) < 50; {
		i := strings.Index(rest, "document.write")
		if i < 0 {
			break
		}
		rest = rest[i+len("document.write"):]
		end := min(len(rest), 4000)
		if j := strings.IndexByte(rest[:end], '\n'); j > 0 && strings.Contains(rest[:j], ")") {
			end = j
		}
		var said strings.Builder
		for _, s := range literal.FindAllString(rest[:end], 50) {
			said.WriteString(unescape(s[1 : len(s)-1]))
		}
		if s := thai.Clean(html.UnescapeString(tags.ReplaceAllString(said.String(), " "))); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// unescape reads a script's string as its engine would, as far as text goes.
func unescape(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		if len(e) == 6 {
			if r, err := strconv.ParseUint(e[2:], 16, 32); err == nil {
				return string(rune(r))
			}
		}
		switch e[1] {
		case 'n', 't', 'r':
			return " "
		}
		return e[1:]
	})
}

// fragment reads a page inside a page; nil where the parser refuses it.
func (w *walker) fragment(text string) *node {
	root := quick(text, w.arena)
	if root == nil {
		lib, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return nil
		}
		root = w.arena.adopt(lib)
	}
	w.memo.know(root)
	return root
}

// comments keeps the links inside comments: never evidence, but the reason why
// an entry that the source still holds is not on the page.
func (w *walker) comments() {
	for _, n := range w.parts.comments {
		if len(n.Data) > longestAside || !strings.Contains(n.Data, "href") || heavy(n.Data) {
			continue
		}
		frag := w.fragment(n.Data)
		if frag == nil {
			continue
		}
		for a := frag.next(frag); a != nil; a = a.next(frag) {
			if a.Type != html.ElementNode || a.Data != "a" && a.Data != "area" || !hasAttr(a, "href") {
				continue
			}
			if len(w.c.CommentLinks) >= mostComments {
				return
			}
			l := w.linkOf(a)
			w.resolve(&l)
			w.c.CommentLinks = append(w.c.CommentLinks, l)
		}
	}
}

// redirect notes where the script of an otherwise empty page sends its reader.
func (w *walker) redirect() {
	if w.total.text > 200 || len(w.c.Links) > 5 {
		return
	}
	for _, n := range w.parts.scripts {
		if n.FirstChild == nil || len(n.FirstChild.Data) > 4000 {
			continue
		}
		if m := scriptMove.FindStringSubmatch(n.FirstChild.Data); m != nil {
			w.addLink(w.written(checks.LinkRefresh, firstNonEmpty(m[1], m[2]), ""))
			return
		}
	}
}
