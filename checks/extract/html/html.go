// Package html reads hypertext pages: main content apart from menus, headings,
// links with their row and section, pictures, forms and frames.
package html

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds of what one page may cost and yield; a page beyond them is cut and
// says so (Facts.Truncated).
const (
	mostBytes  = 16 << 20 // of the page itself
	mostBlocks = 50_000
	mostLinks  = 20_000
	mostImages = 20_000
	mostAtOnce = 500      // links of a block that is no row; what follows is another block
	mostJoined = 64 << 10 // bytes of the lines joined to one block
	mostHidden = 8 << 10  // bytes of hidden text kept

	longestAddress = 8000    // bytes; servers need not read longer ones (RFC 9110 §4.1)
	longestAttr    = 8 << 10 // bytes of a value that are looked at
	longestTitle   = 4 << 10 // bytes
)

// Reader reads HTML of any age. The zero Reader remembers nothing from page to
// page; one that New made shares among them what they repeat. Safe for concurrent
// use.
type Reader struct {
	shared *shared
}

// New makes a reader for many pages of few sites.
func New() Reader {
	return Reader{&shared{words: newVocabulary(), idle: make(chan *scratch, idleScratches)}}
}

// Kinds lists HTML.
func (Reader) Kinds() []checks.Kind { return []checks.Kind{checks.KindHTML} }

// Read decodes and reads a page. A page nested deeper than the parser allows is
// read by its tokens (Facts.Deep) and yields the same kinds of blocks.
func (r Reader) Read(ctx context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	c := &checks.Content{Kind: checks.KindHTML, IDs: map[string]bool{}}
	c.Facts.Reader = "html"
	body := raw.Body
	if len(body) > mostBytes {
		body, c.Facts.Truncated = body[:mostBytes], true
	}
	d := thai.Decode(body, raw.ContentType)
	cs := checks.Charset{Name: d.Name, By: d.By, Declared: d.Declared, Damaged: d.Damaged}
	m := r.shared.take()
	root, err := parse(ctx, strings.ReplaceAll(d.Text, "\x00", ""), c, &m.arena)
	if err != nil {
		return nil, cs, fmt.Errorf("reading hypertext: %w", err)
	}
	here, err := url.Parse(strings.TrimSpace(raw.URL))
	if err != nil {
		here = &url.URL{}
	}
	c.Blocks, c.Links, c.Images = m.blocks, m.links, m.images
	w := &walker{ctx: ctx, c: c, doc: here, arena: &m.arena, memo: &m.memo, spare: m.lines, sayings: m.said}
	w.setBase(here)
	w.memo.know(root)
	w.gather(root)
	w.head()
	w.markup(root)
	w.survey(root)
	w.regions(root)
	top := state{region: checks.RegionMain, look: look{px: plainSize}}
	w.walk(root, top)
	w.flush(top)
	w.settle()
	w.comments()
	w.redirect()
	m.lines = w.spare
	m.hand(c, r.shared.vocabulary())
	r.shared.give(m)
	return c, cs, ctx.Err()
}

// parse builds the tree of a page: as browsers do where that is cheap, and from
// the tokens where the parser refuses the depth or would blow the page up.
func parse(ctx context.Context, text string, c *checks.Content, a *arena) (*node, error) {
	if root := quick(text, a); root != nil {
		return root, nil
	}
	a.clear()
	if !heavy(text) {
		root, err := html.Parse(&reader{ctx: ctx, r: strings.NewReader(text)})
		if err == nil {
			return a.adopt(root), nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	c.Facts.Deep = true
	root, cut, err := fromTokens(ctx, text, a)
	c.Facts.Truncated = c.Facts.Truncated || cut
	return root, err
}

// reader ends a parse when the context ends.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, errors.Join(errStopped, err)
	}
	return r.r.Read(p)
}

var errStopped = errors.New("stopped")
