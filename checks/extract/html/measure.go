package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// size is what an element holds. All sizes are taken in one pass over the tree,
// since every later question about an element would else walk it again.
type size struct {
	nodes   int // elements and texts inside
	text    int // characters other than white space
	linked  int // of them, inside links
	links   int // links with a target
	proof   int // of them, links to files or to other hosts
	images  int
	heads   int  // h1 to h4
	blocks  int  // elements that are blocks of their own
	tables  int  // tables and forms
	items   int  // list items
	before  int  // characters of the page before this element
	main    bool // holds what says outright that it is the content
	article int  // characters of the longest article inside
}

var fileEnding = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|odt|ods|odp|csv|jpe?g|png)$`)

// add adds the size of a child.
func (s *size) add(t *size) {
	s.nodes += t.nodes
	s.text += t.text
	s.linked += t.linked
	s.links += t.links
	s.proof += t.proof
	s.images += t.images
	s.heads += t.heads
	s.blocks += t.blocks
	s.tables += t.tables
	s.items += t.items
	s.main = s.main || t.main
	s.article = max(s.article, t.article)
}

// survey measures the tree and notes names of elements and of what opens them.
func (w *walker) survey(root *node) {
	w.opens = map[string]bool{}
	w.labels = map[string]string{}
	m := &measure{w: w, larger: map[int]int{}}
	m.visit(root, false, plainSize, &w.total)
	for px, n := range m.bySize {
		if n > 0 {
			m.larger[px] = n
		}
	}
	w.usual = usualSize(m.larger)
}

// measure is one pass over a tree.
type measure struct {
	w      *walker
	seen   int         // characters so far
	bySize [64]int     // characters outside links, by their size in pixels
	larger map[int]int // and those of larger sizes
}

// visit measures a node and adds its size to that of what it stands in.
func (m *measure) visit(n *node, inLink bool, px float64, up *size) {
	switch n.Type {
	case html.TextNode:
		m.text(n, inLink, px, up)
		return
	case html.CommentNode, html.DoctypeNode:
		return
	}
	s := &n.size
	s.before, s.nodes = m.seen, 1
	if n.Type == html.ElementNode {
		m.w.note(n)
		m.w.label(n)
		if n.kind.silent && n.Data != "head" {
			up.add(s)
			n.size = size{}
			return
		}
		m.w.count(n, s)
		px = look{px: px}.size(n)
		inLink = inLink || n.Data == "a" && hasAttr(n, "href")
	}
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		m.visit(ch, inLink, px, s)
	}
	if n.Data == "article" {
		s.article = s.text
	}
	up.add(s)
	if n.FirstChild == nil {
		n.size = size{}
	}
}

// text measures a text.
func (m *measure) text(n *node, inLink bool, px float64, up *size) {
	count := letters(n.Data)
	n.letters = int32(count)
	up.nodes++
	up.text += count
	if inLink {
		up.linked += count
	} else if at := rounded(px); at >= 0 && at < len(m.bySize) {
		m.bySize[at] += count
	} else {
		m.larger[at] += count
	}
	m.seen += count
}

// count adds an element itself to its size.
func (w *walker) count(n *node, s *size) {
	switch n.Data {
	case "a":
		href := strings.TrimSpace(attr(n, "href"))
		if href == "" {
			break
		}
		s.links++
		if w.leadsToProof(href) {
			s.proof++
		}
	case "img":
		s.images++
	case "h1", "h2", "h3", "h4":
		s.heads++
		s.blocks++
	case "table", "form":
		s.tables++
	case "li":
		s.items++
	case "main":
		s.main = true
	case "h5", "h6":
		s.blocks++
	case "p", "ul", "ol", "dl", "iframe", "blockquote", "div", "section":
		s.blocks++
		if id := attr(n, "id"); attr(n, "role") == "main" || id == "content" || id == "main-content" || id == "maincontent" {
			s.main = true
		}
	}
}

// leadsToProof reports whether an address is a file's or lies on another host:
// a list of such links is content and no menu.
func (w *walker) leadsToProof(href string) bool {
	if p, ok := w.plain(href); ok {
		if file, sure := fileEnd(p.path); sure {
			return file || p.host != "" && p.host != w.base.Host && p.host != w.doc.Host
		}
	}
	if strings.HasPrefix(href, "javascript:") || strings.HasPrefix(href, "mailto:") || strings.HasPrefix(href, "tel:") {
		return false
	}
	u, err := w.base, error(nil)
	if href != "#" {
		u, err = u.Parse(href)
	}
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return fileEnding.MatchString(u.Path) || u.Host != "" && u.Host != w.base.Host && u.Host != w.doc.Host
}

var quoted = regexp.MustCompile(`['"]#?([A-Za-z0-9_:.-]{1,64})['"]`)

// note records an element's names, and the names of panels that it opens.
func (w *walker) note(n *node) {
	if n.Data == "script" {
		w.noteSwitches(n)
	}
	w.c.Markup.Breadcrumb = w.c.Markup.Breadcrumb || crumbs(n)
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			if w.c.IDs[a.Val] {
				w.repeated(a.Val)
			}
			w.c.IDs[a.Val] = true
		case "name":
			if n.Data == "a" || n.Data == "map" {
				w.c.IDs[a.Val] = true
			}
		case "aria-controls":
			for id := range strings.FieldsSeq(a.Val) {
				w.opens[id] = true
			}
		case "data-target", "data-bs-target", "data-tab", "href":
			if id, ok := strings.CutPrefix(strings.TrimSpace(a.Val), "#"); ok && id != "" {
				w.opens[id] = true
			} else if a.Key == "data-tab" && a.Val != "" {
				w.opens[a.Val] = true
			} else if isScript(a.Val) {
				w.noteQuoted(a.Val)
			}
		case "onclick", "onmouseover":
			w.noteQuoted(a.Val)
		}
	}
}

// noteQuoted notes the names that a script speaks of.
func (w *walker) noteQuoted(script string) {
	for _, m := range quoted.FindAllStringSubmatch(script[:min(len(script), 2000)], 8) {
		w.opens[m[1]] = true
	}
}

// isScript reports whether an address is a script.
func isScript(href string) bool {
	href = strings.TrimSpace(href)
	return len(href) > 11 && strings.EqualFold(href[:11], "javascript:")
}
