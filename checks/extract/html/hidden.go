package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

var (
	notShown   = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)`)
	offScreen  = regexp.MustCompile(`(?i)text-indent\s*:\s*-\s*\d{3,}|(?:left|top|right|margin-left|margin-top)\s*:\s*-\s*\d{4,}\s*(?:px|pt|em|$|;|!)|font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|r?em|%)?\s*(?:;|$|!)|clip\s*:\s*rect\(\s*0(?:px)?[\s,]+0`)
	noHeight   = regexp.MustCompile(`(?i)(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$|!)`)
	overflows  = regexp.MustCompile(`(?i)overflow(?:-[xy])?\s*:\s*hidden`)
	colours    = regexp.MustCompile(`(?i)(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;]+)`)
	openable   = words(`(?:^|[\s_-])(?:tab-?panes?|tab-?panels?|tab-?contents?|tabs?|collapse|collapsed|collapsible|accordion(?:-[a-z]+|s)?|panel-(?:collapse|body)|dropdown(?:-[a-z]+)?|sub-?menu|nav-child|modal(?:-[a-z]+)?|carousel(?:-[a-z]+)?|slides?|slider|swiper-slide|slick-slide|toggle(?:-[a-z]+)?|faq(?:-[a-z]+)?|spoiler|popup|lightbox|wow|animated)(?:$|[\s_-])`, "tab", "collaps", "accordion", "panel-", "dropdown", "menu", "nav-child", "modal", "carousel", "slide", "toggle", "faq", "spoiler", "popup", "lightbox", "wow", "animated")
	colourHash = strings.NewReplacer(" ", "", "#ffffff", "white", "#fff", "white", "#000000", "black", "#000", "black")
)

// concealed reports whether a citizen never sees an element. Panels that a
// click opens (tabs, accordions, menus, slides) are not concealed, as long as
// they are folded away and not moved off the screen.
func (w *walker) concealed(n *node) bool {
	if len(n.Attr) == 0 {
		return false
	}
	if n.Data == "marquee" && speck(attr(n, "width")) && speck(attr(n, "height")) || len(w.switchedOff) > 0 && w.switchedOff[attr(n, "id")] {
		return true
	}
	if n.style != noStyle && (n.style.gone || sameColour(n)) {
		return true
	}
	folded := n.style.folded || hasAttr(n, "hidden") && attr(n, "hidden") != "until-found"
	return folded && !w.opened(n)
}

// speck reports whether a declared length is too small for anything to be read.
func speck(s string) bool { return s == "0" || s == "1" || s == "0px" || s == "1px" }

// switchOff matches a script that does nothing but hide one element: the way in
// which injected links are kept from sight.
var switchOff = regexp.MustCompile(`^\s*document\.getElementById\(\s*['"]([^'"]+)['"]\s*\)\.style\.(?:display\s*=\s*['"]none['"]|visibility\s*=\s*['"]hidden['"])\s*;?\s*$`)

// noteSwitches remembers the elements that such scripts hide.
func (w *walker) noteSwitches(script *node) {
	if script.FirstChild == nil || len(script.FirstChild.Data) > 300 {
		return
	}
	if m := switchOff.FindStringSubmatch(script.FirstChild.Data); m != nil {
		if w.switchedOff == nil {
			w.switchedOff = map[string]bool{}
		}
		w.switchedOff[m[1]] = true
	}
}

// opened reports whether a click or the pointer shows a folded element.
func (w *walker) opened(n *node) bool {
	if id := attr(n, "id"); id != "" && w.opens[id] {
		return true
	}
	switch attr(n, "role") {
	case "tabpanel", "menu", "region", "dialog":
		return true
	}
	if n.Data == "dialog" || n.Data == "details" || underToggle(n) || n.class.opens || openable.MatchString(strings.ToLower(attr(n, "id"))) {
		return true
	}
	switch n.Data {
	case "ul", "ol", "div":
		return n.Parent != nil && (n.Parent.Data == "li" || n.Data == "ul" && within(n, "nav"))
	}
	return false
}

// underToggle reports whether an element stands right after what looks like its
// switch: a heading, a button or a link to nowhere that a script listens to.
func underToggle(n *node) bool {
	m := n.PrevSibling
	for m != nil && m.Type != html.ElementNode {
		m = m.PrevSibling
	}
	if m == nil {
		return false
	}
	switch m.Data {
	case "button", "summary", "dt", "h1", "h2", "h3", "h4", "h5", "h6":
		return true
	case "a":
		href := strings.TrimSpace(attr(m, "href"))
		return href == "" || href == "#" || strings.HasPrefix(strings.ToLower(href), "javascript:")
	}
	return hasAttr(m, "onclick") || m.class.opens
}

// sameColour reports whether an element's own declarations give text and ground
// one colour.
func sameColour(n *node) bool {
	fore, back := attr(n, "color"), attr(n, "bgcolor")
	if n.style.hasFore {
		fore = n.style.fore
	}
	if n.style.hasBack {
		back = n.style.back
	}
	if fore == "" {
		return false
	}
	fore, back = colourHash.Replace(strings.ToLower(fore)), colourHash.Replace(strings.ToLower(back))
	switch fore {
	case "", "inherit", "transparent", "initial", "unset", "currentcolor":
		return fore == "transparent"
	}
	return fore == back
}

// hide keeps hidden text for the sentinels.
func (w *walker) hide(s string) {
	if len(w.c.HiddenText) >= mostHidden {
		return
	}
	if s = strings.TrimSpace(s); s != "" {
		if room := mostHidden - len(w.c.HiddenText); len(s) > room {
			s = strings.ToValidUTF8(s[:room], "")
		}
		w.c.HiddenText += s + "\n"
	}
}
