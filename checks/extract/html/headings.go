package html

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	longestHead = 120 // characters of a line that is taken for a heading
	longestBold = 160 // characters of an element whose weight or colour may mark a heading
)

var (
	headClass = words(`(?:^|[\s_-])(?:title|heading|headline|topic|subject|head|m?head[0-9]?|page-header|accordion-header|accordion-button|card-header|panel-heading)(?:$|[\s_])`, "title", "head", "topic", "subject", "accordion")
	panelHead = words(`(?:^|[\s_-])(?:accordion-(?:header|button|title)|card-(?:header|title)|panel-(?:heading|title)|tab-(?:label|title)|toggle-title|faq-question)(?:$|[\s_])`, "accordion", "card-", "panel-", "tab-", "toggle-", "faq-")
	noHeading = regexp.MustCompile(`^(?:นาง|น\.ส\.|ดร\.|นพ\.|พญ\.|ทพ\.|ทพญ\.|ภก\.|ภญ\.|นาย(?:แพทย์\s|[ก-ฮเ-ไ][^ ]+\s)|ว่าที่\s?(?:ร้อย|ร\.|พัน)|จ่า(?:สิบ|เอก|โท|ตรี)|(?:ร้อย|พัน)(?:ตำรวจ)?(?:ตรี|โท|เอก|จ่า)|[“"'‘])|@|(?i:โทร|tel|แฟกซ์|fax)[^0-9๐-๙]{0,12}[0-9๐-๙]|[0-9๐-๙]{2,3}[-\s][0-9๐-๙]{3}[-\s]?[0-9๐-๙]{3,4}|^[\s\d./:|–-]+$|\.$|[:：]\s*\S`)
	headFile  = regexp.MustCompile(`(?i)^(?:head|title|topic|bar|hd|txt|text)[-_]?[0-9a-z_-]*\.(?:gif|jpe?g|png|bmp|webp)`)
)

func headingLevel(s string) int {
	if l, err := strconv.Atoi(s); err == nil && l >= 1 && l <= 6 {
		return l
	}
	return 6
}

// titled reports whether a block element is by its class the heading of what
// follows: one short line without structure.
func (w *walker) titled(n *node) bool {
	switch n.Data {
	case "td", "th", "tr", "table", "tbody", "ul", "ol", "body", "html", "form", "header", "nav", "footer":
		return false
	}
	if !n.class.head {
		return false
	}
	s := n.size
	return s.text > 0 && s.text <= longestHead && s.heads == 0 && s.tables == 0 && s.items == 0 && s.blocks <= 3 && s.links <= 2
}

// promote makes a heading of a line that stands out as a whole, or of a picture
// that stands alone in the manner of a title bar.
func (w *walker) promote(b *checks.Block, p *para, i int) {
	if b.Kind != checks.BlockText || len(b.Links()) > 0 || b.Region == checks.RegionMenu {
		return
	}
	if b.Text == "" {
		if len(b.Images()) == 1 && b.Region == checks.RegionMain && w.barShaped(&w.c.Images[b.Images()[0]]) {
			b.Kind, b.Level, b.Text = checks.BlockHeading, 6, w.c.Images[b.Images()[0]].Alt
		}
		return
	}
	n := utf8.RuneCountInString(b.Text)
	if p.runes < 3 || n >= longestHead || p.strong+p.weak < p.runes || noHeading.MatchString(b.Text) {
		return
	}
	made := madeHeading{strength: 2, look: p.look}
	if p.strong*2 < p.runes {
		if made.strength = 1; n > 70 {
			return
		}
	}
	if w.promoted == nil {
		w.promoted = map[int]madeHeading{}
	}
	w.promoted[i] = made
	b.Kind, b.Level = checks.BlockHeading, 7
}

// barShaped reports whether a picture with an alternative text is a title: by its
// file's name or since it is much wider than high.
func (w *walker) barShaped(im *checks.Image) bool {
	n := utf8.RuneCountInString(im.Alt)
	return n > 2 && n < 90 && (headFile.MatchString(im.File) || im.Height > 0 && im.Height <= 90 && im.Width >= im.Height*3)
}

// titlePicture makes a heading of the picture with which the content begins,
// where the page has no other heading before its first text.
func (w *walker) titlePicture() {
	blocks := w.c.Blocks
	for i := range blocks {
		b := &blocks[i]
		if b.Region != checks.RegionMain {
			continue
		}
		if b.Text != "" || len(b.Images()) != 1 || b.Kind != checks.BlockText || i+1 >= len(blocks) || blocks[i+1].Text == "" || blocks[i+1].Kind == checks.BlockHeading {
			return
		}
		for _, l := range b.Links() {
			if w.c.Links[l].URL != "" {
				return
			}
		}
		if alt := w.c.Images[b.Images()[0]].Alt; alt != "" && utf8.RuneCountInString(alt) < 80 {
			b.Kind, b.Level, b.Text = checks.BlockHeading, 6, alt
		}
		return
	}
}

// pictureHeading gives a heading of pictures their alternative texts as text.
func (w *walker) pictureHeading(b *checks.Block) {
	var alts []string
	for _, n := range b.Images() {
		if a := w.c.Images[n].Alt; a != "" {
			alts = append(alts, a)
		}
	}
	b.Text = strings.Join(alts, " ")
	if b.Text == "" {
		b.Kind, b.Level = checks.BlockText, 0
	}
}

// label notes the label of the panel that an element opens.
func (w *walker) label(n *node) {
	toggle := attr(n, "data-toggle") + attr(n, "data-bs-toggle")
	opens := attr(n, "role") == "tab" || strings.Contains(toggle, "tab") || strings.Contains(toggle, "pill") || strings.Contains(toggle, "collapse") ||
		hasAttr(n, "aria-expanded") && n.Data == "button"
	if !opens {
		for m, up := n, 0; m != nil && up < 3 && !opens; m, up = m.Parent, up+1 {
			opens = m.class.tabs
		}
	}
	if !opens {
		return
	}
	id := strings.TrimPrefix(firstAttr(n, "data-bs-target", "data-target", "data-tab", "aria-controls"), "#")
	if href := strings.TrimSpace(attr(n, "href")); id == "" && strings.HasPrefix(href, "#") {
		id = href[1:]
	}
	if id == "" {
		script := attr(n, "onclick")
		if href := attr(n, "href"); isScript(href) {
			script = href
		}
		if m := quoted.FindStringSubmatch(cut(script, 500)); m != nil {
			id = m[1]
		}
	}
	if id == "" || w.labels[id] != "" {
		return
	}
	if text := thai.Clean(visible(n)); text != "" && utf8.RuneCountInString(text) < longestHead {
		w.labels[id] = text
	}
}

// panel puts the label of a panel before what it opens, as its heading. It
// reports whether it did.
func (w *walker) panel(n *node, st state) bool {
	id := attr(n, "id")
	if id == "" || st.row || st.hidden || st.region == checks.RegionMenu {
		return false
	}
	label := w.labels[id]
	if label == "" || n.size.nodes == 0 {
		return false
	}
	w.flush(st)
	if last := len(w.c.Blocks) - 1; last >= 0 {
		b := &w.c.Blocks[last]
		if b.Text == label && b.Region == st.region {
			if b.Kind != checks.BlockHeading {
				b.Kind, b.Level = checks.BlockHeading, 6
			}
			return true
		}
	}
	if w.saysItself(n, label) {
		return true
	}
	w.emit(&para{text: label}, state{region: st.region, kind: checks.BlockHeading, level: 6})
	return true
}

// saysItself reports whether a panel begins with its own label.
func (w *walker) saysItself(n *node, label string) bool {
	seen := 0
	for m := range n.Descendants() {
		if seen++; seen > 20 {
			break
		}
		if m.Type == html.ElementNode && m.size.text > 0 && thai.Clean(visible(m)) == label {
			return true
		}
	}
	return false
}

// button walks a button: the label of a panel, a link by its click handler, or
// plain words.
func (w *walker) button(n *node, st state) {
	class := strings.ToLower(attr(n, "class"))
	switch {
	case clickTarget(n) != "":
		w.anchor(n, st)
	case !st.row && !st.hidden && st.region == checks.RegionMain && (strings.Contains(class, "accordion") || strings.Contains(class, "collapsible")) && n.size.text > 0:
		w.heading(n, st, 6)
	default:
		if !st.hidden {
			w.space()
		}
		w.walk(n, st)
		if !st.hidden {
			w.space()
		}
	}
}
