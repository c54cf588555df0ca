package office

import (
	"context"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// builder collects the blocks of one file.
type builder struct {
	ctx    context.Context
	c      *checks.Content
	page   int
	header []string // of the table being read
	text   strings.Builder
	links  []int32
	cut    bool
}

// full reports whether the file has yielded enough or the reader must end.
func (b *builder) full() bool {
	if len(b.c.Blocks) >= mostBlocks {
		b.c.Facts.Truncated = true
		return true
	}
	return len(b.c.Blocks)%256 == 0 && b.ctx.Err() != nil
}

// write adds running text to the open block.
func (b *builder) write(s string) {
	if b.text.Len() > 4*mostText {
		b.cut = true
		return
	}
	b.text.WriteString(s)
}

// link adds a reference to the open block.
func (b *builder) link(target, text string) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil || target == "" || len(b.c.Links) >= mostBlocks {
		return
	}
	l := checks.Link{Text: thai.Clean(text), Kind: checks.LinkAnchor, Block: len(b.c.Blocks), Region: checks.RegionMain}.With(checks.Wording{Href: target})
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		l.URL = u.String()
	case "mailto":
		l.Kind, l.URL = checks.LinkMail, strings.TrimPrefix(target, "mailto:")
	default:
		return
	}
	b.c.Links = append(b.c.Links, l)
	b.links = append(b.links, int32(len(b.c.Links)-1))
}

// end closes the open block, which is dropped where it is empty.
func (b *builder) end(kind checks.BlockKind, level int8) {
	text := thai.Clean(b.text.String())
	b.text.Reset()
	b.add(checks.Block{Kind: kind, Level: level, Text: text}.WithLinks(b.links...))
	b.links = nil
}

// row adds a table's row; the first row that is not empty heads the others.
func (b *builder) row(cells []string) {
	if len(cells) > mostCells {
		cells, b.c.Facts.Truncated = cells[:mostCells], true
	}
	var shown []string
	for i := range cells {
		cells[i] = thai.Clean(cells[i])
		if cells[i] != "" {
			shown = append(shown, cells[i])
		}
	}
	if len(shown) == 0 {
		b.links = nil
		return
	}
	for cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	b.add(checks.Block{Kind: checks.BlockRow, Text: strings.Join(shown, " | ")}.WithRow(cells, b.header).WithLinks(b.links...))
	b.links = nil
	if b.header == nil && len(shown) > 1 {
		b.header = cells
	}
}

func (b *builder) add(bl checks.Block) {
	if bl.Text == "" && len(bl.Links()) == 0 || b.full() {
		return
	}
	if utf8.RuneCountInString(bl.Text) > mostText {
		bl.Text, b.c.Facts.Truncated = string([]rune(bl.Text)[:mostText]), true
	}
	bl.Region, bl.Page = checks.RegionMain, int32(b.page)
	b.c.Blocks = append(b.c.Blocks, bl)
}

// settle sets what is known once all is read.
func (b *builder) settle() {
	c := b.c
	c.Title = thai.Clean(c.Title)
	if c.Facts.Pages == 0 {
		c.Facts.Pages = b.page
	}
	c.Facts.Truncated = c.Facts.Truncated || b.cut
	for i := range c.Blocks {
		for _, l := range c.Blocks[i].Links() {
			c.Links[l].Block = i
		}
	}
	if len(c.Blocks) > 0 && c.Blocks[0].Kind == checks.BlockText && utf8.RuneCountInString(c.Blocks[0].Text) <= longestTitle {
		c.Blocks[0].Kind, c.Blocks[0].Level = checks.BlockHeading, 7
	}
}

// longestTitle is the length in characters up to which the first paragraph of
// a document is taken for its title: few documents of offices mark theirs.
const longestTitle = 120
