package html

// group is what elements of a name have in common where a page is read into a tree.
type group uint8

const (
	plainGroup   group = iota // a span, a name that nobody knows
	blockGroup                // ends a paragraph
	headingGroup              // h1 to h6
	preGroup
	formGroup
	itemGroup // li
	termGroup // dt, dd
	buttonGroup
	formatGroup // what is opened again in the next block if it was not closed
	markerGroup // what formatting does not reach out of
	tableGroup
	captionGroup
	columnsGroup
	columnGroup
	bodiesGroup // tbody, thead, tfoot
	rowGroup
	cellGroup
	emptyGroup // img, br: never holds anything
	inputGroup
	paramGroup
	ruleGroup // hr
	metaGroup // what stands in the head and holds nothing
	rawGroup  // script, style: text that is no markup, in the head
	bodyRaw   // such text in the body
	areaGroup // textarea
	selectGroup
	optionGroup
	optionsGroup // optgroup
	paragraphGroup
	htmlGroup
	headGroup
	bodyGroup
	oddGroup // what only the library's parser reads
)

// Boundaries that an end tag does not reach beyond.
const (
	anyScope uint8 = 1 << iota
	itemScope
	buttonScope
	tableScope
)

// element is what is known of the elements of a name.
type element struct {
	name    string
	group   group
	special bool  // an end tag of a plain element does not reach beyond it
	stops   uint8 // scopes that end at it
	silent  bool  // its text is never shown as running text
	block   bool  // begins and ends a block
}

// elements are the elements of the standard, by name.
var elements = func() map[string]*element {
	m := map[string]*element{}
	of := func(g group, special bool, names ...string) {
		for _, n := range names {
			m[n] = &element{name: n, group: g, special: special}
		}
	}
	of(blockGroup, true, "address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl", "fieldset",
		"figcaption", "figure", "footer", "header", "hgroup", "main", "menu", "nav", "ol", "section", "summary", "ul")
	of(blockGroup, false, "dialog", "search")
	of(paragraphGroup, true, "p")
	of(headingGroup, true, "h1", "h2", "h3", "h4", "h5", "h6")
	of(preGroup, true, "pre", "listing")
	of(formGroup, true, "form")
	of(itemGroup, true, "li")
	of(termGroup, true, "dd", "dt")
	of(buttonGroup, true, "button")
	of(formatGroup, false, "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
	of(markerGroup, true, "applet", "marquee", "object")
	of(tableGroup, true, "table")
	of(captionGroup, true, "caption")
	of(columnsGroup, true, "colgroup")
	of(columnGroup, true, "col")
	of(bodiesGroup, true, "tbody", "tfoot", "thead")
	of(rowGroup, true, "tr")
	of(cellGroup, true, "td", "th")
	of(emptyGroup, true, "area", "br", "embed", "img", "keygen", "wbr")
	of(inputGroup, true, "input")
	of(paramGroup, true, "param", "source", "track")
	of(ruleGroup, true, "hr")
	of(metaGroup, true, "base", "basefont", "bgsound", "link", "meta")
	of(rawGroup, true, "noframes", "script", "style", "title")
	of(bodyRaw, true, "iframe", "noembed", "noscript", "xmp")
	of(areaGroup, true, "textarea")
	of(selectGroup, true, "select")
	of(optionGroup, false, "option")
	of(optionsGroup, false, "optgroup")
	of(htmlGroup, false, "html")
	of(headGroup, true, "head")
	of(bodyGroup, true, "body")
	of(oddGroup, true, "frame", "frameset", "plaintext", "template")
	of(oddGroup, false, "image", "math", "rb", "rp", "rt", "rtc", "svg")
	of(plainGroup, false, "abbr", "acronym", "audio", "bdi", "bdo", "canvas", "cite", "data", "datalist", "del", "dfn", "ins", "kbd", "label", "legend", "map", "mark", "meter",
		"output", "picture", "progress", "q", "ruby", "samp", "slot", "span", "sub", "sup", "time", "var", "video")
	for _, n := range []string{"applet", "caption", "html", "table", "td", "th", "marquee", "object", "template", "select"} {
		m[n].stops |= anyScope | itemScope | buttonScope
	}
	m["ol"].stops |= itemScope
	m["ul"].stops |= itemScope
	m["button"].stops |= buttonScope
	for _, n := range []string{"html", "table", "template"} {
		m[n].stops |= tableScope
	}
	for _, n := range []string{"script", "style", "template", "noscript", "noframes", "head", "select", "textarea", "svg", "math", "datalist", "title"} {
		m[n].silent = true
	}
	for _, n := range []string{"p", "div", "section", "article", "main", "header", "footer", "nav", "aside",
		"ul", "ol", "dl", "dd", "dt", "li", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "center",
		"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "summary",
		"blockquote", "address", "fieldset", "form", "figure", "figcaption", "hr", "pre", "details",
		"body", "html", "dir", "menu", "frameset", "marquee", "hgroup", "search", "dialog"} {
		m[n].block = true
	}
	return m
}()

// unknown is the element of any name that nobody knows.
var unknown = &element{}

// elementOf gives what is known of the elements of a name, in lower case.
func elementOf(name string) *element {
	if e := elements[name]; e != nil {
		return e
	}
	return unknown
}
