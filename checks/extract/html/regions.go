package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	menuClass   = regexp.MustCompile(`(?:^|[\s_])(?:nav|navbar|navigation|menu|mainmenu|main-menu|main-nav|mainnav|topmenu|top-menu|topnav|sidemenu|side-menu|leftmenu|left-menu|menubar|menu-bar|megamenu|breadcrumb|breadcrumbs|pathway|site-nav|sitenav|navmenu|nav-menu|lang|language|skip|skip-link)(?:$|[\s_])`)
	asideClass  = regexp.MustCompile(`(?:^|[\s_-])(?:sidebar|side-bar|side|aside|widget|widgets|widget-area|rightcol|right-col|leftcol|left-col|moduletable)(?:$|[\s_])`)
	footerClass = regexp.MustCompile(`(?:^|[\s_])(?:footer|foot|site-footer|page-footer|main-footer|copyright|bottom|colophon|footer-[a-z0-9-]+)(?:$|[\s_])`)
	headerClass = regexp.MustCompile(`(?:^|[\s_])(?:header|site-header|masthead|topbar|top-bar|banner|top|page-top|main-header|header-[a-z0-9-]+|logo)(?:$|[\s_])`)
	mainClass   = regexp.MustCompile(`(?:^|[\s_-])(?:content|main|article|post|entry|page-content|item-page|body-content)(?:$|[\s_-])`)
	footWords   = regexp.MustCompile(`©|สงวนลิขสิทธิ์|จัดทำโดย|พัฒนาโดย|copyright|ผู้เข้าชม|ผู้ดูแลเว็บ|webmaster|power(?:ed)? by|ออกแบบโดย`)
)

// regions decides for the elements that matter which part of the page they
// are: by their own tags and roles, by class names, and in old layouts by their
// density of links and their place. Where nothing is clear all is main, since
// losing content is worse than keeping a menu.
func (w *walker) regions(root *html.Node) {
	w.given = map[*html.Node]checks.Region{}
	body := find(root, "body")
	if body == nil {
		return
	}
	total := len(strings.TrimSpace(visible(body)))
	main := find(body, "main")
	w.mark(body, total, main, 0)
	w.old(body, total)
}

func find(n *html.Node, name string) *html.Node {
	for m := range n.Descendants() {
		if m.Type == html.ElementNode && (m.Data == name || attr(m, "role") == name) {
			return m
		}
	}
	return nil
}

func (w *walker) mark(n *html.Node, total int, main *html.Node, depth int) {
	for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch.Type != html.ElementNode || ch.Data == "script" || ch.Data == "style" {
			continue
		}
		if r := said(ch); r != "" && !contains(ch, main) {
			if r == checks.RegionMain || small(ch, total, r) {
				w.given[ch] = r
				if r != checks.RegionMain {
					continue
				}
			}
		}
		if depth < 60 {
			w.mark(ch, total, main, depth+1)
		}
	}
}

// small reports whether an element can be furniture: a part of the page that
// holds no more than its share of the text. A menu may be as long as it likes.
func small(n *html.Node, total int, r checks.Region) bool {
	size := len(strings.TrimSpace(visible(n)))
	if r == checks.RegionMenu {
		links, text := density(n)
		return size == 0 || links*2 >= text || size*4 <= total
	}
	return size*10 <= total*7
}

func contains(n, inner *html.Node) bool {
	for m := inner; m != nil; m = m.Parent {
		if m == n {
			return true
		}
	}
	return false
}

// said gives the region that an element names for itself, "" if none.
func said(n *html.Node) checks.Region {
	switch n.Data {
	case "nav":
		return checks.RegionMenu
	case "main":
		return checks.RegionMain
	case "footer":
		if within(n, "article") {
			return ""
		}
		return checks.RegionFooter
	case "header":
		if within(n, "article") || within(n, "main") {
			return ""
		}
		return checks.RegionHeader
	case "aside":
		return checks.RegionAside
	case "body", "html", "h1", "h2", "h3", "a", "img", "span", "td", "font", "b", "li", "input", "form", "label", "button":
		if n.Data != "td" && n.Data != "form" {
			return ""
		}
	}
	switch attr(n, "role") {
	case "navigation", "menu", "menubar":
		return checks.RegionMenu
	case "main":
		return checks.RegionMain
	case "contentinfo":
		return checks.RegionFooter
	case "banner":
		return checks.RegionHeader
	case "complementary":
		return checks.RegionAside
	}
	class := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	if strings.TrimSpace(class) == "" {
		return ""
	}
	switch {
	case menuClass.MatchString(class):
		return checks.RegionMenu
	case footerClass.MatchString(class):
		return checks.RegionFooter
	case headerClass.MatchString(class) && !within(n, "article"):
		return checks.RegionHeader
	case asideClass.MatchString(class) && !mainClass.MatchString(class):
		return checks.RegionAside
	}
	return ""
}

func within(n *html.Node, name string) bool {
	for m := n.Parent; m != nil; m = m.Parent {
		if m.Data == name {
			return true
		}
	}
	return false
}

// density gives the length of the text inside links and of all text.
func density(n *html.Node) (links, text int) {
	text = len(strings.TrimSpace(visible(n)))
	for m := range n.Descendants() {
		if m.Type == html.ElementNode && m.Data == "a" {
			links += len(strings.TrimSpace(visible(m)))
		}
	}
	return links, text
}

// countLinks counts a node's links, and those of them that lead to files or to
// other hosts: a list of those is content.
func (w *walker) countLinks(n *html.Node) (all, content int) {
	for m := range n.Descendants() {
		if m.Type != html.ElementNode || m.Data != "a" || attr(m, "href") == "" {
			continue
		}
		all++
		if u, err := w.base.Parse(strings.TrimSpace(attr(m, "href"))); err == nil {
			if u.Host != "" && u.Host != w.base.Host && u.Host != w.doc.Host || fileEnding.MatchString(u.Path) {
				content++
			}
		}
	}
	return all, content
}

var fileEnding = regexp.MustCompile(`(?i)\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|odt|ods|odp|csv|jpe?g|png)$`)

// old finds the menu and the foot of pages without semantic tags: a paragraph or
// column of links before the first real text, and the last lines that sign.
func (w *walker) old(body *html.Node, total int) {
	if len(w.given) > 1 && find(body, "nav") != nil {
		return
	}
	w.oldMenus(body, total)
	// the foot: from the end, blocks that sign the page
	last := body.LastChild
	for n := 0; last != nil && n < 6; last = last.PrevSibling {
		if last.Type != html.ElementNode || last.Data == "script" || last.Data == "style" {
			continue
		}
		n++
		text := strings.TrimSpace(visible(last))
		if text == "" {
			continue
		}
		if len([]rune(text)) < 600 && footWords.MatchString(strings.ToLower(thai.Clean(text))) && len(text)*2 < total+200 {
			w.given[last] = checks.RegionFooter
			continue
		}
		break
	}
}

// oldMenus marks paragraphs, lists, cells and tables that are nothing but links
// to pages of the same site and come before the content or beside it.
func (w *walker) oldMenus(body *html.Node, total int) {
	textBefore := 0
	var visit func(n *html.Node, depth int)
	visit = func(n *html.Node, depth int) {
		for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
			if ch.Type == html.TextNode {
				textBefore += len(strings.TrimSpace(ch.Data))
				continue
			}
			if ch.Type != html.ElementNode || ch.Data == "script" || ch.Data == "style" {
				continue
			}
			if _, ok := w.given[ch]; ok {
				continue
			}
			switch ch.Data {
			case "p", "div", "ul", "td", "table", "center", "tr", "font", "dir", "tbody":
				all, content := w.countLinks(ch)
				if all >= 4 && content*3 <= all {
					links, text := density(ch)
					rest := total - text
					side := ch.Data == "td" && rest > text/2 && sibling(ch) > text/2
					top := textBefore < 400 && rest > 60
					if links*10 >= text*7 && (side || top) && text < 6000 {
						w.given[ch] = checks.RegionMenu
						continue
					}
				}
			}
			if depth < 40 {
				visit(ch, depth+1)
			}
		}
	}
	visit(body, 0)
}

// sibling is the length of the longest cell beside a cell.
func sibling(td *html.Node) int {
	most := 0
	for ch := td.Parent.FirstChild; ch != nil; ch = ch.NextSibling {
		if ch != td && ch.Type == html.ElementNode {
			most = max(most, len(strings.TrimSpace(visible(ch))))
		}
	}
	return most
}
