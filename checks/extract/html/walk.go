package html

import (
	"context"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var tags = regexp.MustCompile(`<[^>]*>|["'+()]`)

// state is what a walk knows of the elements above.
type state struct {
	region  checks.Region
	fixed   bool // the region was said outright; hints inside do not change it
	kind    checks.BlockKind
	level   int  // of a heading
	bold    bool //
	hidden  bool
	pre     bool
	heading bool // inside an element used as heading
}

// walker turns a tree into blocks.
type walker struct {
	ctx   context.Context
	c     *checks.Content
	doc   *url.URL
	base  *url.URL
	given map[*html.Node]checks.Region

	// the block being filled
	buf    strings.Builder
	links  []int
	images []int
	runes  int // letters in buf
	strong int // of them, bold
	seen   int
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// blockTags are the elements that begin and end a block.
var blockTags = map[string]bool{"p": true, "div": true, "section": true, "article": true, "main": true, "header": true, "footer": true, "nav": true, "aside": true,
	"ul": true, "ol": true, "dl": true, "dd": true, "table": true, "tbody": true, "thead": true, "tfoot": true, "tr": true, "td": true, "th": true, "center": true,
	"blockquote": true, "address": true, "fieldset": true, "form": true, "figure": true, "figcaption": true, "hr": true, "pre": true, "details": true,
	"body": true, "html": true, "dir": true, "menu": true, "frameset": true, "marquee": true, "hgroup": true, "search": true, "dialog": true}

func (w *walker) walk(n *html.Node, st state) {
	if w.seen++; w.seen%2048 == 0 && w.ctx.Err() != nil {
		return
	}
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		switch ch.Type {
		case html.TextNode:
			w.text(ch.Data, st)
		case html.ElementNode:
			w.element(ch, st)
		case html.DocumentNode:
			w.walk(ch, st)
		}
	}
}

func (w *walker) text(s string, st state) {
	if st.hidden {
		w.hide(s)
		return
	}
	w.buf.WriteString(s)
	n := 0
	for _, r := range s {
		if r > ' ' && r != 0xA0 {
			n++
		}
	}
	w.runes += n
	if st.bold {
		w.strong += n
	}
}

func (w *walker) hide(s string) {
	if s = strings.TrimSpace(s); s != "" && len(w.c.HiddenText) < mostHidden {
		w.c.HiddenText += s + "\n"
	}
}

// element walks one element: what it is decides where blocks begin and end.
func (w *walker) element(n *html.Node, st state) {
	switch n.Data {
	case "script", "style", "template", "noscript", "noframes", "head", "select", "option", "textarea", "svg", "math", "datalist", "button":
		w.special(n, st)
		return
	}
	if !st.hidden && concealed(n) {
		st.hidden = true
	}
	if r, ok := w.given[n]; ok && !st.fixed {
		if r != st.region {
			w.flush(st)
		}
		st.region = r
		st.fixed = r != checks.RegionMain
		defer func(s state) { w.flush(s) }(st)
	}
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		w.flush(st)
		st.kind, st.level, st.heading = checks.BlockHeading, int(n.Data[1]-'0'), true
		w.walk(n, st)
		w.flush(st)
	case "caption", "legend", "summary", "dt":
		w.flush(st)
		st.kind, st.level, st.heading = checks.BlockHeading, 7, true
		if n.Data == "dt" && len(visible(n)) > 300 {
			st.kind, st.heading = checks.BlockItem, false
		}
		w.walk(n, st)
		w.flush(st)
	case "br":
		if st.heading {
			w.buf.WriteByte(' ')
		} else {
			w.flush(st)
		}
	case "li":
		w.flush(st)
		st.kind = checks.BlockItem
		w.walk(n, st)
		w.flush(st)
	case "table":
		w.flush(st)
		w.table(n, st)
		w.flush(st)
	case "a", "area":
		w.anchor(n, st)
	case "img":
		w.image(n, st)
	case "input":
		if strings.EqualFold(attr(n, "type"), "image") {
			w.image(n, st)
		}
	case "iframe", "frame", "object", "embed":
		w.frame(n, st)
	case "form":
		w.flush(st)
		w.form(n, st)
		w.walk(n, st)
		w.flush(st)
	case "b", "strong", "font", "u", "big":
		if n.Data != "font" || hasAttr(n, "size") || hasAttr(n, "color") {
			st.bold = true
		}
		w.walk(n, st)
	case "marquee":
		w.flush(st)
		if !st.fixed {
			st.region = checks.RegionAside
		}
		w.walk(n, st)
		w.flush(st)
	default:
		w.container(n, st)
	}
}

// special handles the elements that are no running text.
func (w *walker) special(n *html.Node, st state) {
	switch n.Data {
	case "button":
		if strings.Contains(attr(n, "class"), "accordion") || hasAttr(n, "aria-controls") && !strings.Contains(attr(n, "class"), "nav") && !strings.Contains(attr(n, "class"), "menu") {
			w.flush(st)
			st.kind, st.level, st.heading = checks.BlockHeading, max(5, st.level), true
			w.walk(n, st)
			w.flush(st)
			return
		}
		if target := clickTarget(n); target != "" {
			w.anchor(n, st)
			return
		}
		w.text(" ", st)
	}
}

// container walks any other element. Block elements break the text; classes say
// where one is used as a heading; data attributes may carry an address.
func (w *walker) container(n *html.Node, st state) {
	class := strings.ToLower(attr(n, "class"))
	if u := firstAttr(n, "data-embed-open-url", "data-href", "data-url", "data-src"); u != "" && (strings.HasPrefix(u, "http") || strings.HasPrefix(u, "/")) && n.Data != "source" {
		w.addTo(&checks.Link{Href: u, Kind: checks.LinkResource, Text: thai.Clean(firstNonEmpty(visible(n), attr(n, "title"), attr(n, "aria-label")))}, st)
	} else if target := clickTarget(n); target != "" {
		w.addTo(&checks.Link{Href: target, Kind: checks.LinkAnchor, Text: thai.Clean(visible(n))}, st)
	}
	block := blockTags[n.Data]
	role := attr(n, "role")
	if block || role == "heading" || role == "listitem" || role == "row" {
		w.flush(st)
		if !st.heading && (role == "heading" || headed(class) && n.Data != "td" && n.Data != "table" && plain(n)) {
			st.kind, st.level, st.heading = checks.BlockHeading, 7, true
			if l, err := strconv.Atoi(attr(n, "aria-level")); err == nil && l >= 1 && l <= 6 {
				st.level = l
			}
		} else if role == "listitem" {
			st.kind = checks.BlockItem
		} else if st.kind == checks.BlockItem && n.Data != "p" && n.Data != "div" && n.Data != "dd" {
			st.kind = ""
		}
		w.walk(n, st)
		w.flush(st)
		return
	}
	if strings.Contains(attr(n, "style"), "font-weight:bold") || strings.Contains(attr(n, "style"), "font-weight: bold") {
		st.bold = true
	}
	w.walk(n, st)
}

var headClass = regexp.MustCompile(`(?:^|[\s_-])(?:title|heading|topic|subject|head-?title|page-header|section-title|accordion-header|accordion-button|card-header|panel-heading|panel-title|tab-label|content-head|box-head|caption-title|entry-title|post-title|bar-title)(?:$|[\s_-])`)

// headed reports whether a class names a heading.
func headed(class string) bool { return class != "" && headClass.MatchString(class) }

// plain reports whether an element holds one short line and no structure.
func plain(n *html.Node) bool {
	if len([]rune(strings.TrimSpace(visible(n)))) > 140 {
		return false
	}
	for m := range n.Descendants() {
		if m.Type == html.ElementNode {
			switch m.Data {
			case "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "p", "form", "iframe":
				return false
			}
		}
	}
	return true
}

// flush ends the block being filled.
func (w *walker) flush(st state) {
	text := thai.Clean(w.buf.String())
	links, images := w.links, w.images
	runes, strong := w.runes, w.strong
	w.buf.Reset()
	w.links, w.images, w.runes, w.strong = nil, nil, 0, 0
	if text == "" && len(links) == 0 && len(images) == 0 {
		return
	}
	if len(w.c.Blocks) >= mostBlocks {
		w.c.Facts.Truncated = true
		return
	}
	b := checks.Block{Kind: st.kind, Region: st.region, Level: st.level, Text: text, Links: links, Images: images}
	if b.Kind == "" {
		b.Kind = checks.BlockText
	}
	if b.Kind != checks.BlockHeading {
		b.Level = 0
		w.promote(&b, runes, strong)
	} else if text == "" {
		w.pictureHeading(&b)
	}
	i := len(w.c.Blocks)
	for _, n := range images {
		w.c.Images[n].Block = i
		w.c.Images[n].Region = b.Region
	}
	for _, n := range links {
		w.c.Links[n].Block = i
		w.c.Links[n].Region = b.Region
	}
	w.c.Blocks = append(w.c.Blocks, b)
}

var headFile = regexp.MustCompile(`(?i)^(?:head|title|topic|bar|hd|h)[-_]?[0-9a-z]*\.`)

// promote makes a heading of a bold line, or of a picture with alt that stands
// alone in the manner of a title bar.
func (w *walker) promote(b *checks.Block, runes, strong int) {
	n := len([]rune(b.Text))
	if b.Kind == checks.BlockText && n > 0 && n < 120 && strong >= runes && runes > 2 && len(b.Links) == 0 && !strings.HasSuffix(b.Text, ".") && !strings.Contains(b.Text, "โทร") {
		b.Kind, b.Level = checks.BlockHeading, 7
		return
	}
	if b.Text == "" && len(b.Images) == 1 && len(b.Links) == 0 {
		im := &w.c.Images[b.Images[0]]
		wide := im.Height > 0 && im.Height <= 90 && im.Width >= im.Height*2
		if im.Alt != "" && len([]rune(im.Alt)) < 90 && (headFile.MatchString(im.File) || wide) {
			b.Kind, b.Level, b.Text = checks.BlockHeading, 6, im.Alt
		}
	}
}

// pictureHeading gives a heading of pictures their alt as text.
func (w *walker) pictureHeading(b *checks.Block) {
	var alts []string
	for _, n := range b.Images {
		if a := w.c.Images[n].Alt; a != "" {
			alts = append(alts, a)
		}
	}
	b.Text = strings.Join(alts, " ")
	if b.Text == "" {
		b.Kind, b.Level = checks.BlockText, 0
	}
}

func (w *walker) image(n *html.Node, st state) {
	if st.hidden {
		return
	}
	im := checks.Image{Alt: thai.Clean(firstNonEmpty(attr(n, "alt"), attr(n, "title"))), Region: st.region}
	src := firstAttr(n, "data-src", "data-lazy-src", "src")
	if s := attr(n, "src"); s != "" && !strings.HasPrefix(s, "data:") {
		src = s
	}
	if !strings.HasPrefix(src, "data:") {
		if u, err := w.base.Parse(strings.TrimSpace(src)); err == nil {
			im.Src, im.File = u.String(), path.Base(u.Path)
		}
	}
	im.Width, _ = strconv.Atoi(strings.TrimSuffix(attr(n, "width"), "px"))
	im.Height, _ = strconv.Atoi(strings.TrimSuffix(attr(n, "height"), "px"))
	w.c.Images = append(w.c.Images, im)
	w.images = append(w.images, len(w.c.Images)-1)
}

// visible is the text of a node without scripts, with pictures' alts where there
// is no text at all.
func visible(n *html.Node) string {
	var b, alts strings.Builder
	for m := range n.Descendants() {
		switch {
		case m.Type == html.TextNode && m.Parent != nil && m.Parent.Data != "script" && m.Parent.Data != "style" && m.Parent.Data != "noscript":
			b.WriteString(m.Data)
		case m.Type == html.ElementNode && m.Data == "br", m.Type == html.ElementNode && blockTags[m.Data]:
			b.WriteByte(' ')
		case m.Type == html.ElementNode && m.Data == "img":
			if a := attr(m, "alt"); a != "" {
				alts.WriteString(a + " ")
			}
		}
		if b.Len() > 1<<16 {
			break
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return strings.TrimSpace(alts.String())
	}
	return b.String()
}

func firstNonEmpty(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func firstAttr(n *html.Node, names ...string) string {
	for _, name := range names {
		if v := strings.TrimSpace(attr(n, name)); v != "" {
			return v
		}
	}
	return ""
}
