package checks

import (
	"slices"
	"strings"
)

// Kind is a file format, decided from the bytes.
type Kind string

// The kinds that readers know, and what is left.
const (
	KindHTML  Kind = "html"
	KindPDF   Kind = "pdf"
	KindDOCX  Kind = "docx"
	KindXLSX  Kind = "xlsx"
	KindPPTX  Kind = "pptx"
	KindODT   Kind = "odt"
	KindODS   Kind = "ods"
	KindODP   Kind = "odp"
	KindDOC   Kind = "doc"
	KindXLS   Kind = "xls"
	KindPPT   Kind = "ppt"
	KindRTF   Kind = "rtf"
	KindCSV   Kind = "csv"
	KindText  Kind = "text"
	KindJSON  Kind = "json"
	KindXML   Kind = "xml"
	KindImage Kind = "image"
	KindZip   Kind = "zip"
	KindRAR   Kind = "rar"
	KindEmpty Kind = "empty" // no bytes at all
	KindOther Kind = "other"
)

// Region is the part of a page that a block stands in; its zero is unknown, which
// counts as Main.
type Region uint8

// The regions. Main is what the page is about; the others repeat from page to page.
const (
	RegionMain Region = iota + 1
	RegionMenu
	RegionHeader
	RegionFooter
	RegionAside
)

var regionNames = [...]string{"", "main", "menu", "header", "footer", "aside"}

// String names the region, "" where it is unknown.
func (r Region) String() string { return regionNames[r] }

// Main reports whether the region is what a page is about.
func (r Region) Main() bool { return r <= RegionMain }

// BlockKind says what a block is; its zero is undecided.
type BlockKind uint8

// The kinds of block.
const (
	BlockHeading BlockKind = iota + 1 // h1–h6, an image used as heading, a bold line, a table caption, a summary or tab label
	BlockText
	BlockItem // a list item
	BlockRow  // a table row; it has Cells
)

var blockNames = [...]string{"", "heading", "text", "item", "row"}

// String names the kind.
func (k BlockKind) String() string { return blockNames[k] }

// Block is one piece of text in reading order. Text is as written, in NFC, with
// white space folded to single spaces and no control characters; it may be
// empty for a block of pictures alone.
//
// A site has hundreds of thousands of blocks, so that most of what few of them
// have stands apart: see [Block.Links] and what follows.
type Block struct {
	Text   string
	more   *blockMore   // nil: no cells, and at most one link and one picture
	one    [lists]int32 // the only one of a list, where single says so
	Page   int32        // of a paged document, from 1
	Kind   BlockKind
	Region Region
	Level  int8  // of a heading: 1–6 as marked up, 7 for a bold line or the like used as one
	single uint8 // a bit for each list of one
}

// The lists of what stands inside a block.
const (
	linksInside = iota
	imagesInside
	lists
)

// blockMore is what rows have, and blocks of many links or pictures.
type blockMore struct {
	cells, header []string
	lists         [lists][]int32
}

// Links gives indices into Content.Links, of the links inside the block. They
// are the block's own: not to be changed.
func (b *Block) Links() []int32 { return b.inside(linksInside) }

// Images gives indices into Content.Images, of the pictures inside the block.
func (b *Block) Images() []int32 { return b.inside(imagesInside) }

func (b *Block) inside(list int) []int32 {
	switch {
	case b.single&(1<<list) != 0:
		return b.one[list : list+1 : list+1]
	case b.more != nil:
		return b.more.lists[list]
	}
	return nil
}

// Cells gives the texts of a row's cells.
func (b *Block) Cells() []string {
	if b.more == nil {
		return nil
	}
	return b.more.cells
}

// Header gives the cells of the header row of the table that a row stands in,
// where it has one.
func (b *Block) Header() []string {
	if b.more == nil {
		return nil
	}
	return b.more.header
}

// SetLinks says which links stand inside the block; the list is the block's from then on.
func (b *Block) SetLinks(links []int32) { b.setInside(linksInside, links) }

// SetImages says which pictures stand inside the block; the list is the block's from then on.
func (b *Block) SetImages(images []int32) { b.setInside(imagesInside, images) }

func (b *Block) setInside(list int, all []int32) {
	b.single &^= 1 << list
	if len(all) == 1 {
		b.single |= 1 << list
		b.one[list], all = all[0], nil
	}
	if b.more != nil || len(all) > 0 {
		b.apart().lists[list] = all
	}
}

// SetRow gives a row its cells, and those of its table's header row. Copies of
// the block made before keep what they had.
func (b *Block) SetRow(cells, header []string) {
	if b.more == nil && cells == nil && header == nil {
		return
	}
	m := b.apart()
	m.cells, m.header = cells, header
}

// apart gives the block a part of its own for what few blocks have: copies of a
// block share it, and none may change what another says.
func (b *Block) apart() *blockMore {
	m := &blockMore{}
	if b.more != nil {
		*m = *b.more
	}
	b.more = m
	return m
}

// WithLinks gives a copy of the block that holds links.
func (b Block) WithLinks(links ...int32) Block {
	b.SetLinks(links)
	return b
}

// WithImages gives a copy of the block that holds pictures.
func (b Block) WithImages(images ...int32) Block {
	b.SetImages(images)
	return b
}

// WithRow gives a copy of the block with the cells of a row.
func (b Block) WithRow(cells, header []string) Block {
	b.SetRow(cells, header)
	return b
}

// Equal reports whether two blocks say the same, however they keep it.
func (b Block) Equal(o Block) bool {
	return b.Text == o.Text && b.Page == o.Page && b.Kind == o.Kind && b.Region == o.Region && b.Level == o.Level &&
		slices.Equal(b.Links(), o.Links()) && slices.Equal(b.Images(), o.Images()) && slices.Equal(b.Cells(), o.Cells()) && slices.Equal(b.Header(), o.Header())
}

// Link is an outgoing reference. What is written about it in the page beside its
// text stands apart: see [Link.Wording].
type Link struct {
	URL    string // absolute; "" for an empty or in-page or script target
	Key    string // canonical address for Site.Find; set by the crawl
	Text   string // anchor text, or the alt of its pictures, or its title
	more   *Wording
	Block  int    // index of the block it stands in
	tail   uint16 // bytes at the end of URL that are how the target was written; 0: more tells
	Kind   LinkKind
	Region Region
	Hidden bool // inside what a citizen never sees: for sentinels, never evidence
	titled bool // the title says what Text does
}

// Wording is what is written about a link beside its text.
type Wording struct {
	Href    string // the target as written, trimmed; "" where the element has none
	Title   string // the title attribute
	Context string // text of the row or item it stands in, without its own text
	Rel     string
}

// Wording gives what is written about the link.
func (l *Link) Wording() Wording {
	w := Wording{}
	if l.more != nil {
		w = *l.more
	}
	if l.tail > 0 {
		w.Href = l.URL[len(l.URL)-int(l.tail):]
	}
	if l.titled {
		w.Title = l.Text
	}
	return w
}

// Href is the target as written, trimmed; "" where the element has none.
func (l *Link) Href() string {
	switch {
	case l.tail > 0:
		return l.URL[len(l.URL)-int(l.tail):]
	case l.more != nil:
		return l.more.Href
	}
	return ""
}

// Title is the title attribute.
func (l *Link) Title() string {
	switch {
	case l.titled:
		return l.Text
	case l.more != nil:
		return l.more.Title
	}
	return ""
}

// Context is the text of the row or item that the link stands in, without its own text.
func (l *Link) Context() string {
	if l.more == nil {
		return ""
	}
	return l.more.Context
}

// Rel is the rel attribute.
func (l *Link) Rel() string {
	if l.more == nil {
		return ""
	}
	return l.more.Rel
}

// Say replaces what is written about the link; w is the link's from then on.
// Where the link's URL or Text change afterwards, it is to be said again.
func (l *Link) Say(w *Wording) { l.more, l.tail, l.titled = w, 0, false }

// With gives a copy of the link with what is written about it.
func (l Link) With(w Wording) Link {
	l.Say(&w)
	return l
}

// Equal reports whether two links say the same, however they keep it.
func (l Link) Equal(o Link) bool {
	return l.URL == o.URL && l.Key == o.Key && l.Text == o.Text && l.Block == o.Block && l.Kind == o.Kind &&
		l.Region == o.Region && l.Hidden == o.Hidden && l.Wording() == o.Wording()
}

// brief gives what is written about the link and not said by its address and text.
func (l *Link) brief() (w Wording, tail uint16, titled bool) {
	w = l.Wording()
	if n := len(w.Href); n > 0 && n < 1<<16 && strings.HasSuffix(l.URL, w.Href) {
		tail, w.Href = uint16(n), ""
	}
	if w.Title != "" && w.Title == l.Text {
		titled, w.Title = true, ""
	}
	return w, tail, titled
}

// LinkKind says what sort of reference a link is; its zero is undecided.
type LinkKind uint8

// The kinds of link.
const (
	LinkAnchor   LinkKind = iota + 1
	LinkFrame             // frame, iframe, object, embed
	LinkArea              // of an image map
	LinkRefresh           //
	LinkMail              // URL holds the address
	LinkPhone             //
	LinkEmpty             // no href, "", "#" or "#" and a name that is not on the page
	LinkInPage            // "#name" of this page
	LinkScript            // javascript: or a click handler alone
	LinkResource          // other references worth following, e.g. data-embed-open-url
)

var linkNames = [...]string{"", "a", "frame", "area", "refresh", "mailto", "tel", "empty", "inpage", "script", "data"}

// String names the kind.
func (k LinkKind) String() string { return linkNames[k] }

// Image is a picture.
type Image struct {
	Src    string // absolute
	Alt    string
	File   string // file name without folders, percent-decoded
	Block  int
	Width  int // as declared, pixels; 0 if not
	Height int
	Region Region
	Named  bool // has an alt attribute, be it empty
	Linked bool // is all that a link shows
}

// Form is a form in a page.
type Form struct {
	Action   string // absolute
	Method   string // "get" or "post"
	Fields   []Field
	Block    int    // index of the first block inside or after it
	Region   Region //
	Text     string // all visible text inside
	Password bool   // has a password field
	Search   bool   // is a site search
}

// Field is a control of a form.
type Field struct {
	Type  string // "text", "radio", "select" …
	Name  string
	Label string
	Named bool // Label is the control's own: label, aria-label, aria-labelledby, title, a button's words
}

// Content is what a reader made of bytes: text, headings, links, tables.
type Content struct {
	Kind        Kind
	Title       string // <title> or the document's own title property
	Lang        string
	Description string // meta description
	Generator   string
	Canonical   string // rel=canonical, absolute; a hint only
	Base        string // address that relative links were resolved against
	Blocks      []Block
	Links       []Link
	Images      []Image
	Forms       []Form
	// CommentLinks are links inside HTML comments: never evidence, and the
	// proof behind the reason commented_out.
	CommentLinks []Link
	// Scripts are the addresses of scripts, for counters and the like.
	Scripts []string
	// ScriptWords are words that inline scripts would write to the page (document.write).
	ScriptWords []string
	NoScript    string // text of noscript elements
	HiddenText  string // text that a citizen cannot see, cut to some thousand characters: for sentinels
	Viewport    bool   // has a viewport declaration
	IDs         map[string]bool
	Markup      Markup
	Facts       Facts
}

// Markup is what the tags of a page tell beside its text.
type Markup struct {
	Doctype    bool
	Breadcrumb bool     // an element calls itself a breadcrumb
	Repeated   []string // ids that several elements carry, in order, at most a hundred
	Feeds      []string // news feeds that the page names in its head, absolute
	Styles     []string // style sheets, absolute
}

// Facts are what a reader noticed about a file besides its text.
type Facts struct {
	Pages     int      `json:"pages,omitempty"`
	Tagged    bool     `json:"tagged,omitempty"`
	Encrypted bool     `json:"encrypted,omitempty"` // opens, but is encrypted
	Locked    bool     `json:"locked,omitempty"`    // asks for a password
	NoText    bool     `json:"no_text,omitempty"`   // pages without a text layer
	Garbled   bool     `json:"garbled,omitempty"`   // a text layer that is not Thai, nor Latin prose
	Damaged   bool     `json:"damaged,omitempty"`   // Thai that lost or misplaced marks
	Truncated bool     `json:"truncated,omitempty"` // read only in part
	OCR       bool     `json:"ocr,omitempty"`       // Blocks come from recognition of a picture
	Deep      bool     `json:"deep,omitempty"`      // nested too deep for the parser, read by the tokenizer
	Macro     bool     `json:"macro,omitempty"`     //
	Reader    string   `json:"reader,omitempty"`    // which reader read it
	Author    string   `json:"-"`                   // never evidence
	Entries   []string `json:"entries,omitempty"`   // names inside an archive
}

var empty = &Content{}

func contentOrEmpty(c *Content) *Content {
	if c == nil {
		return empty
	}
	return c
}

// Main reports whether the block is part of what the page is about.
func (b *Block) Main() bool { return b.Region.Main() }

// Section gives the end of the section that the heading block at i opens: the
// index after its last block. A section ends at the next heading of the same or
// a higher level in the same region, or where the region ends.
func (c *Content) Section(i int) int {
	if i < 0 || i >= len(c.Blocks) {
		return i
	}
	level, region := c.Blocks[i].Level, c.Blocks[i].Region
	for j := i + 1; j < len(c.Blocks); j++ {
		b := &c.Blocks[j]
		if b.Region != region || (b.Kind == BlockHeading && b.Level <= level) {
			return j
		}
	}
	return len(c.Blocks)
}
