package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

var (
	hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|text-indent\s*:\s*-\s*\d{3,}|(?:left|top|right)\s*:\s*-\s*\d{4,}px|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)`)
	zeroHeight  = regexp.MustCompile(`(?i)(?:^|;|\s)(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)`)
	colours     = regexp.MustCompile(`(?i)(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;]+)`)
	openable    = regexp.MustCompile(`(?:^|[\s_-])(?:tab-pane|tabcontent|tab-content|tab|collapse|collapsed|accordion|accordion-body|accordion-content|panel-collapse|panel|dropdown|dropdown-menu|submenu|sub-menu|nav-child|children|modal|modal-body|carousel-item|slide|swiper-slide|item|toggle-content|faq-answer|spoiler)(?:$|[\s_-])`)
)

// concealed reports whether a citizen never sees an element. Panels that a
// click opens (tabs, accordions, menus, slides) are not concealed.
func concealed(n *html.Node) bool {
	style := attr(n, "style")
	hidden := hasAttr(n, "hidden") && attr(n, "hidden") != "until-found"
	if style != "" {
		hidden = hidden || hiddenStyle.MatchString(style) || zeroHeight.MatchString(style) && strings.Contains(strings.ToLower(style), "overflow") || sameColour(style)
	}
	if !hidden {
		return false
	}
	if n.Data == "input" || n.Data == "form" {
		return false
	}
	class := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	if openable.MatchString(class) || attr(n, "role") == "tabpanel" || attr(n, "role") == "menu" {
		return false
	}
	// a list inside a menu's entry opens when hovered
	return !((n.Data == "ul" || n.Data == "div") && n.Parent != nil && n.Parent.Data == "li")
}

func sameColour(style string) bool {
	var fore, back string
	for _, m := range colours.FindAllStringSubmatch(style, -1) {
		v := strings.ToLower(strings.TrimSpace(m[2]))
		if strings.EqualFold(m[1], "color") {
			fore = v
		} else {
			back = v
		}
	}
	return fore != "" && fore == back && fore != "inherit" && fore != "transparent"
}
