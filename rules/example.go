package rules

import "time"

// Example is a small invented case that a rule must decide as expected.
type Example struct {
	Case     string // one Thai line saying what is shown
	Page     *ExamplePage
	Document *ExampleDocument
	Expect   string   // a verdict's name, e.g. "found"
	Reasons  []string // reason codes that must be among the finding's
	// FiscalYear (BE) and AsOf override the pack's example year: by default an
	// example is judged for fiscal year 2569 as of 2026-06-15.
	FiscalYear int
	AsOf       time.Time
	At         Position
}

// ExampleNoTarget is the MenuTo of a menu entry that is no link at all; a file
// says menu_to: "".
const ExampleNoTarget = "none"

// ExamplePage is a page in miniature. Its home page has one menu link to it,
// with Menu (or else Heading, or else Title) as text; where both are empty the
// example is the home page itself.
type ExamplePage struct {
	Title   string
	Menu    string // text of the menu link that leads here
	MenuTo  string // target of that link where it is not this page: "#", "self", "dead", ExampleNoTarget
	Heading string
	// Text is the body: a line a block. A line "# …" is a sub-heading, "- …" a
	// list item, "| a | b |" a table row; other lines are paragraphs.
	Text   string
	Footer string // as Text, but in the footer
	Links  []ExampleLink
	Images []ExampleImage
	Form   []string // labels of the fields of a form in the body
	Frame  string   // address of an iframe in the body
}

// ExampleLink is a link at the end of the body, or, where a line of Text
// carries "[label]", at that place.
type ExampleLink struct {
	Text string
	// To says what the link leads to: "file" (a readable document; the default
	// when Name is set), "page" (the default when only Body is), "scan" (a document without text), "dead",
	// "empty" (0 bytes), "html" (a page under a file's name), "signin", "self",
	// "#", "" (no href) or an absolute address.
	To   string
	Name string // file name, e.g. plan2569.pdf
	Body string // text of the target, a line a block
}

// ExampleImage is a picture in the body.
type ExampleImage struct {
	Alt  string
	File string
}

// ExampleDocument is a document reached by one link from the home page.
type ExampleDocument struct {
	Label string // text of the link
	Name  string // file name
	Title string
	Text  string // a line a block
	State string // "", "scan", "garbled", "password", "empty", "html"
}
