package html

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
)

// className is what the words of an element's class say. A site says the same
// few hundred over and over, so that each is read once.
type className struct {
	head, panel bool // names a heading; that of a panel
	crumb       bool // names a trail of crumbs
	opens       bool // names what a click opens
	tabs        bool // names the labels of panels
	tablist     bool // names a strip of such labels
	column      bool // names a column
	narrow      bool // names a narrow column
	button      bool // names what is set apart from what is beside it
	content     bool // names a part of the content
	region      checks.Region
}

// style is what an element's own declarations say.
type style struct {
	bold, centred bool
	gone          bool // moved off the screen, or too small to see
	folded        bool // not shown
	floats        bool
	ground        bool // speaks of a background
	color         string
	coloured      bool
	fore, back    string // colours of text and ground
	hasFore       bool
	hasBack       bool
	size          length
}

// length is a declared size of text.
type length struct {
	value float64
	unit  string // "" for none, "px" and so on, or "word" for pixels by a word, "larger" for the other words
}

// pattern is an expression that can only match a text with one of its stems.
// To look for the stems costs a tenth.
type pattern struct {
	exp   *regexp.Regexp
	stems []string
}

func words(exp string, stems ...string) pattern { return pattern{regexp.MustCompile(exp), stems} }

// MatchString reports whether a text matches.
func (p pattern) MatchString(s string) bool {
	for _, stem := range p.stems {
		if strings.Contains(s, stem) {
			return p.exp.MatchString(s)
		}
	}
	return false
}

var (
	noClass = &className{}
	noStyle = &style{}
)

const (
	mostMemo    = 4096 // classes, and styles, that are remembered
	longestMemo = 512  // bytes of each
)

// memo remembers what classes and styles say, from page to page.
type memo struct {
	classes map[string]*className
	styles  map[string]*style
}

func remembered[T any](m *map[string]*T, s string, read func(string) *T) *T {
	if v := (*m)[s]; v != nil {
		return v
	}
	v := read(s)
	if len(s) > longestMemo {
		return v
	}
	if *m == nil || len(*m) >= mostMemo {
		*m = map[string]*T{}
	}
	(*m)[strings.Clone(s)] = v
	return v
}

func readClass(s string) *className {
	low := strings.ToLower(s)
	word := " " + low + " "
	return &className{
		head:    headClass.MatchString(low),
		panel:   panelHead.MatchString(low),
		crumb:   crumbName.MatchString(low),
		opens:   openable.MatchString(low),
		tabs:    strings.Contains(word, "tab ") || strings.Contains(word, "tabs ") || strings.Contains(word, " tab") && !strings.Contains(word, " table"),
		tablist: strings.Contains(word, "nav-tabs") || strings.Contains(word, "nav-pills") && !strings.Contains(word, " menu "),
		column:  columnName.MatchString(low),
		narrow:  narrowName.MatchString(low),
		button:  buttonName.MatchString(s),
		content: contentName(s),
		region:  classRegion(s),
	}
}

func readStyle(s string) *style {
	low := strings.ToLower(s)
	y := &style{
		bold:    boldStyle.MatchString(s),
		centred: centred.MatchString(s),
		gone:    offScreen.MatchString(s),
		folded:  notShown.MatchString(s) || noHeight.MatchString(s) && overflows.MatchString(s),
		floats:  strings.Contains(s, "float"),
		ground:  strings.Contains(low, "background"),
		size:    readLength(s),
	}
	if m := colorStyle.FindStringSubmatch(s); m != nil {
		y.color, y.coloured = strings.Clone(strings.ToLower(strings.TrimSpace(m[1]))), true
	}
	for _, m := range colours.FindAllStringSubmatch(s, -1) {
		if strings.EqualFold(m[1], "color") {
			y.fore, y.hasFore = strings.Clone(m[2]), true
		} else {
			y.back, y.hasBack = strings.Clone(m[2]), true
		}
	}
	return y
}

func readLength(s string) length {
	m := sizeStyle.FindStringSubmatch(s)
	if m == nil {
		return length{}
	}
	if m[3] != "" {
		if px, ok := sizeWords[strings.ToLower(m[3])]; ok {
			return length{px, "word"}
		}
		return length{1.2, "larger"}
	}
	v, _ := strconv.ParseFloat(m[1], 64)
	return length{v, strings.Clone(strings.ToLower(m[2]))}
}

// know reads the classes and styles of a tree.
func (m *memo) know(root *node) {
	for n := root; n != nil; n = n.next(root) {
		n.class, n.style = noClass, noStyle
		if n.Type != html.ElementNode {
			continue
		}
		for i := range n.Attr {
			switch a := &n.Attr[i]; a.Key {
			case "class":
				if a.Val != "" {
					n.class = remembered(&m.classes, a.Val, readClass)
				}
			case "style":
				if a.Val != "" {
					n.style = remembered(&m.styles, a.Val, readStyle)
				}
			}
		}
	}
}
