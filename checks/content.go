package checks

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

// Region is the part of a page that a block stands in.
type Region string

// The regions. Main is what the page is about; the others repeat from page to page.
const (
	RegionMain   Region = "main"
	RegionMenu   Region = "menu"
	RegionHeader Region = "header"
	RegionFooter Region = "footer"
	RegionAside  Region = "aside"
)

// BlockKind says what a block is.
type BlockKind string

// The kinds of block.
const (
	BlockHeading BlockKind = "heading" // h1–h6, an image used as heading, a bold line, a table caption, a summary or tab label
	BlockText    BlockKind = "text"
	BlockItem    BlockKind = "item" // a list item
	BlockRow     BlockKind = "row"  // a table row; Cells is set
)

// Block is one piece of text in reading order. Text is as written, in NFC, with
// white space folded to single spaces and no control characters; it may be
// empty for a block of pictures alone.
type Block struct {
	Kind   BlockKind
	Region Region
	Level  int    // of a heading: 1–6 as marked up, 7 for a bold line or the like used as one
	Text   string //
	Cells  []string
	Header []string // of a row: the cells of the table's header row, where it has one
	Links  []int    // indices into Content.Links, of the links inside this block
	Images []int    // indices into Content.Images
	Page   int      // of a paged document, from 1
}

// Link is an outgoing reference.
type Link struct {
	Href    string // as written, trimmed; "" where the element has no target
	URL     string // absolute; "" for an empty or in-page or script target
	Key     string // canonical address for Site.Find; set by the crawl
	Text    string // anchor text, or the alt of its pictures, or its title
	Title   string // the title attribute
	Kind    LinkKind
	Block   int    // index of the block it stands in
	Region  Region //
	Context string // text of the row or item it stands in, without its own text
	Rel     string
	Hidden  bool // inside what a citizen never sees: for sentinels, never evidence
}

// LinkKind says what sort of reference a link is.
type LinkKind string

// The kinds of link.
const (
	LinkAnchor   LinkKind = "a"
	LinkFrame    LinkKind = "frame" // frame, iframe, object, embed
	LinkArea     LinkKind = "area"  // of an image map
	LinkRefresh  LinkKind = "refresh"
	LinkMail     LinkKind = "mailto" // URL holds the address
	LinkPhone    LinkKind = "tel"
	LinkEmpty    LinkKind = "empty"  // no href, "", "#" or "#" and a name that is not on the page
	LinkInPage   LinkKind = "inpage" // "#name" of this page
	LinkScript   LinkKind = "script" // javascript: or a click handler alone
	LinkResource LinkKind = "data"   // other references worth following, e.g. data-embed-open-url
)

// Image is a picture.
type Image struct {
	Src    string // absolute
	Alt    string
	File   string // file name without folders, percent-decoded
	Block  int
	Region Region
	Width  int // as declared, pixels; 0 if not
	Height int
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
func (b *Block) Main() bool { return b.Region == RegionMain || b.Region == "" }

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
