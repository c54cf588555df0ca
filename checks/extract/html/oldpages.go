package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	footWords   = regexp.MustCompile(`(?i)©|\(c\)|สงวนลิขสิทธิ์|ลิขสิทธิ์|จัดทำโดย|พัฒนาโดย|ออกแบบโดย|พัฒนาเว็บ|copyright|all rights|ผู้ดูแลเว็บ|ผู้ดูแลระบบ|webmaster|power(?:ed)? by|แสดงผลดีที่สุด|แสดงผลได้ดี`)
	bannerFile  = regexp.MustCompile(`(?i)^(?:banner|head|header|logo|top|title_?top|bg_?head)[-_]?[0-9a-z]*\.`)
	crumbTrail  = regexp.MustCompile(`^[^>»›]{2,60}(?:\s*[>»›]+\s*[^>»›]{1,80}){1,6}$`)
	homeAddress = regexp.MustCompile(`(?i)^(?:https?://[^/]+)?/?(?:(?:[^/]+/)*(?:index|default|home|main)\.\w{3,5})?$`)
	crumbStart  = regexp.MustCompile(`(?i)^(?:หน้าแรก|หน้าหลัก|home|คุณอยู่ที่|you are here)\s*:?.{0,40}?[>»›/\\]`)
)

// wrappers are elements that old pages use to place things.
var wrappers = set("div", "center", "table", "tbody", "tr", "td", "form", "font", "span", "section")

// oldMenus marks what is nothing but links to pages of the same site and stands
// before the content or in a column beside it. It adds to pages that name their
// menus only the trails of crumbs.
func (w *walker) oldMenus(body *node) {
	var visit func(n *node, depth int)
	visit = func(n *node, depth int) {
		for ch := n.FirstChild; ch != nil; ch = ch.NextSibling {
			if ch.Type != html.ElementNode || ch.kind.silent {
				continue
			}
			if ch.given != 0 && ch.given != checks.RegionMain {
				continue
			}
			s := ch.size
			switch ch.Data {
			case "p", "div", "ul", "td", "table", "center", "tr", "dir", "tbody", "dl":
				if w.crumbs(ch, s) || !w.marked && w.topMenu(ch, s) || (!w.marked || narrow(ch)) && w.sideMenu(ch, s) {
					ch.given = checks.RegionMenu
					w.nameAbove(ch, s)
					continue
				}
			}
			if depth < 200 {
				visit(ch, depth+1)
			}
		}
	}
	visit(body, 0)
}

// crumbs reports whether an element is the trail from the home page to here.
func (w *walker) crumbs(n *node, s size) bool {
	if s.text == 0 || s.text > 120 || s.heads > 0 || s.nodes > 60 || s.images > 3 {
		return false
	}
	text := visible(n)
	if !arrowed(text) {
		return false
	}
	text = thai.Clean(text)
	if crumbStart.MatchString(text) {
		return true
	}
	return leadsHome(n) && crumbTrail.MatchString(text) && s.before < 1500
}

// arrowed reports whether a text has a sign that leads from one crumb to the next.
func arrowed(s string) bool {
	return strings.IndexByte(s, '>') >= 0 || strings.IndexByte(s, '/') >= 0 || strings.IndexByte(s, '\\') >= 0 || strings.Contains(s, "»") || strings.Contains(s, "›")
}

// topMenu reports whether an element is a bar of links above the content.
func (w *walker) topMenu(n *node, s size) bool {
	rest := w.total.text - s.text - s.before
	if s.links < 3 || s.proof*3 > s.links || s.linked*10 < s.text*7 && (s.images < s.links || s.text-s.linked > 60) || s.before > 300 || s.heads > 0 {
		return false
	}
	if rest < 40 && w.total.images <= s.images {
		return false
	}
	if s.text == 0 && s.images > s.links || rest < shortRest && w.showsPicture(n) {
		return false // links, and a picture that leads nowhere: that may be the content
	}
	// a list under a heading may be the content itself: only a bar in one line, or
	// a list that the page's own heading follows, is surely none
	if s.items > 0 || n.Data == "td" {
		return w.headBeyond(n, true) && !w.headBeyond(n, false)
	}
	return s.text/s.links < 60
}

// shortRest is the length in characters of what is no more than the foot of a page.
const shortRest = 500

// showsPicture reports whether a row of an element sets a picture that leads
// nowhere beside a cell of links and after it: a page whose content is that
// picture under its title, such as a chart.
func (w *walker) showsPicture(n *node) bool {
	if w.pictureBeside(n) {
		return true
	}
	seen := 0
	for m := range n.Descendants() {
		if seen++; seen > 300 {
			break
		}
		if w.pictureBeside(m) {
			return true
		}
	}
	return false
}

// pictureBeside reports whether an element is a row of a table with a picture
// that leads nowhere in a cell after one of links.
func (w *walker) pictureBeside(n *node) bool {
	if n.Type != html.ElementNode || n.Data != "tr" {
		return false
	}
	links := false
	for _, c := range cellsOf(n) {
		s := c.size
		if links && s.links == 0 && s.images > 0 && photograph(c) && !w.banner(c) {
			return true
		}
		links = links || s.links > 2
	}
	return false
}

// nameAbove marks the few words above a bar of links as the page's header, if a
// heading of the page's own follows.
func (w *walker) nameAbove(n *node, s size) {
	if s.before == 0 || s.before > 150 || s.links < 3 || !w.headBeyond(n, true) {
		return
	}
	for m := n; m != nil && m.Data != "body"; m = m.Parent {
		near := 0
		for sib := m.PrevSibling; sib != nil && near < 20; sib = sib.PrevSibling {
			near++
			if sib.given == 0 && sib.Type == html.ElementNode && sib.size.nodes > 0 && !sib.kind.silent {
				sib.given = checks.RegionHeader
			}
		}
	}
}

// headBeyond reports whether a heading stands after (or before) an element,
// among the nearest neighbours of it and of the elements around it.
func (w *walker) headBeyond(n *node, after bool) bool {
	for m := n; m != nil && m.Data != "body"; m = m.Parent {
		near := 0
		for sib := step(m, after); sib != nil && near < 50; sib = step(sib, after) {
			if near++; sib.Type == html.ElementNode && sib.size.heads > 0 {
				return true
			}
		}
	}
	return false
}

func step(n *node, after bool) *node {
	if after {
		return n.NextSibling
	}
	return n.PrevSibling
}

// sideMenu reports whether an element is a column of links beside another that
// is no such column.
func (w *walker) sideMenu(n *node, s size) bool {
	if n.Data != "td" && n.Data != "div" || s.links < 4 && !(narrow(n) && s.links == 3) || s.proof*3 > s.links || s.linked*10 < s.text*6 || s.text > 6000 || s.heads > 2 || n.Parent == nil {
		return false
	}
	if n.Data == "div" && !column(n) {
		return false
	}
	mine := float64(s.linked) / float64(max(1, s.text))
	near := 0
	for sib := n.Parent.FirstChild; sib != nil && near < 50; sib = sib.NextSibling {
		near++
		if sib == n || sib.Type != html.ElementNode || sib.Data != n.Data {
			continue
		}
		t := sib.size
		beside := float64(t.linked) / float64(max(1, t.text))
		if t.heads > s.heads || t.text-t.linked > s.text-s.linked && (beside < mine || t.proof > 0) || t.text == 0 && (t.images > 2 || t.images > 0 && t.links == 0) {
			return true
		}
	}
	return false
}

var (
	columnName = words(`(?:^|[\s_-])(?:left|right|side|cols?|column)(?:$|[\s_\d-])|(?:^|\s)(?:left|right|side)(?:col|column|side|panel|block|left|right)`, "left", "right", "side", "col")
	narrowName = words(`(?:^|\s)(?:col-(?:(?:xs|sm|md|lg|xl)-)?|span|grid_|(?:large|medium|small)-)[1-4](?:$|\s)`, "col-", "span", "grid_", "large-", "medium-", "small-")
)

// column reports whether a div stands beside others, by its style or its names.
func column(n *node) bool {
	return n.style.floats || attr(n, "align") != "" ||
		n.class.column || columnName.MatchString(strings.ToLower(attr(n, "id")))
}

// narrow reports whether an element is a narrow column of a grid of twelve.
func narrow(n *node) bool { return n.class.narrow }

// oldFoot marks the last lines of a page that sign it.
func (w *walker) oldFoot(body *node) {
	n := body
	for range 60 {
		last, marked := w.lastOf(n), 0
		for ; last != nil && marked < 5 && w.signs(last, marked); last = w.prevOf(last) {
			if last.Type == html.ElementNode {
				last.given = checks.RegionFooter
			}
			marked++
		}
		if last == nil || marked > 0 || !wrappers[last.Data] {
			return
		}
		if last.given != 0 && last.given != checks.RegionMain {
			return
		}
		n = last
	}
}

// lastOf gives the last child that shows anything; prevOf the one before.
func (w *walker) lastOf(n *node) *node { return w.showing(n.LastChild) }
func (w *walker) prevOf(n *node) *node { return w.showing(n.PrevSibling) }

func (w *walker) showing(n *node) *node {
	for ; n != nil; n = n.PrevSibling {
		if n.Type == html.ElementNode && !n.kind.silent && (n.size.text > 0 || n.size.images > 0) {
			return n
		}
	}
	return nil
}

// signs reports whether an element says who made the page and no more.
func (w *walker) signs(n *node, already int) bool {
	s := n.size
	if s.text == 0 || s.text > 450 || s.heads > 0 || s.main {
		return false
	}
	text := thai.Clean(visible(n))
	at := footWords.FindStringIndex(text)
	if s.text*2 > w.total.text && (s.text > 250 || s.blocks > 3 || s.tables > 0 || s.links > 3 || at != nil && at[0]*5 > len(text)*2) {
		return false // it holds the page, not its end
	}
	if at != nil {
		return s.blocks < 12
	}
	// an address or small print under the last rule of the page
	small := n.Data == "address" || n.Data == "small" || n.Data == "font" && (attr(n, "size") == "1" || attr(n, "size") == "2")
	return small && s.text*3 < w.total.text && (already > 0 || afterRule(n))
}

func afterRule(n *node) bool {
	for m := n.PrevSibling; m != nil; m = m.PrevSibling {
		if m.Type == html.ElementNode && m.Data != "br" {
			return m.Data == "hr"
		}
	}
	return false
}

// oldBanner marks a picture across the top of a page as its header, provided
// that content follows.
func (w *walker) oldBanner(body *node) {
	n := body
	for range 60 {
		first := n.FirstChild
		for first != nil && (first.Type != html.ElementNode || first.kind.silent || first.size.text == 0 && first.size.images == 0 && first.Data != "img") {
			if first.Type == html.TextNode && strings.TrimSpace(first.Data) != "" {
				return
			}
			first = first.NextSibling
		}
		if first == nil {
			return
		}
		if first.given != 0 {
			return
		}
		s := first.size
		if first.Data == "img" || s.text == 0 && s.images <= 3 {
			if w.banner(first) && w.total.text >= 40 {
				first.given = checks.RegionHeader
			}
			return
		}
		if !wrappers[first.Data] {
			return
		}
		n = first
	}
}

func (w *walker) banner(n *node) bool {
	img := n
	if n.Data != "img" {
		if img = find(n, "img"); img == nil {
			return false
		}
	}
	src := attr(img, "src")
	width, height := pixels(attr(img, "width")), pixels(attr(img, "height"))
	return bannerFile.MatchString(src[strings.LastIndexByte(src, '/')+1:]) || width >= 600 && height > 0 && height*3 <= width
}

// frameMenu takes a page that is nothing but links into another frame for a menu.
func (w *walker) frameMenu(root, body *node) {
	s := body.size
	if s.links < 3 || s.proof*3 > s.links || s.linked*10 < s.text*6 && s.images < s.links {
		return
	}
	into, all := 0, 0
	framed := func(target string) bool { return target != "" && target[0] != '_' }
	for m := range root.Descendants() {
		if m.Type != html.ElementNode {
			continue
		}
		switch m.Data {
		case "base":
			if framed(attr(m, "target")) {
				into = s.links
			}
		case "a":
			all++
			if framed(attr(m, "target")) {
				into++
			}
		}
	}
	if into*3 >= all*2 && into > 0 {
		body.given = checks.RegionMenu
	}
}
