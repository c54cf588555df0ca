// Package text reads plain text, CSV, JSON and XML into blocks.
package text

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds of what one file may yield; a file beyond them is cut and says so
// (Facts.Truncated).
const (
	mostBlocks = 20_000
	mostLinks  = 20_000
	mostCells  = 500
	longest    = 16 << 10 // bytes of one block; a longer line becomes several
)

// Reader reads plain formats.
type Reader struct{}

// Kinds lists text, CSV, JSON and XML.
func (Reader) Kinds() []checks.Kind {
	return []checks.Kind{checks.KindText, checks.KindCSV, checks.KindJSON, checks.KindXML}
}

// Read gives a block a line, a row a record, or a block a value; addresses among
// the values become links. A file that breaks off yields what stands before.
func (Reader) Read(ctx context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	d := thai.Decode(raw.Body, raw.ContentType)
	cs := checks.Charset{Name: d.Name, By: d.By, Declared: d.Declared, Damaged: d.Damaged}
	r := &reading{ctx: ctx, c: &checks.Content{Kind: raw.Kind}}
	r.c.Facts.Reader = "text"
	if base, err := url.Parse(raw.URL); err == nil {
		r.base = base
	}
	var err error
	switch raw.Kind {
	case checks.KindCSV:
		err = r.table(d.Text)
	case checks.KindJSON:
		err = r.values(d.Text)
	case checks.KindXML:
		err = r.elements(d.Text)
	default:
		err = r.lines(d.Text)
	}
	switch {
	case ctx.Err() != nil:
		return r.c, cs, fmt.Errorf("reading %s: %w", raw.Kind, ctx.Err())
	case errors.Is(err, errFull):
	case err != nil && len(r.c.Blocks) == 0:
		return nil, cs, fmt.Errorf("reading %s: %w: %w", raw.Kind, extract.ErrDamaged, err)
	case err != nil:
		r.c.Facts.Truncated = true
	}
	return r.c, cs, nil
}

// errFull ends the reading of a file that yields more than the bounds allow.
var errFull = errors.New("no room for more")

// reading is one file being read.
type reading struct {
	ctx  context.Context
	base *url.URL
	c    *checks.Content
}

// add appends a block if it says anything, in pieces if it is very long.
func (r *reading) add(b checks.Block) error {
	b.Region = checks.RegionMain
	for b.Text != "" {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if len(r.c.Blocks) >= mostBlocks {
			r.c.Facts.Truncated = true
			return errFull
		}
		rest := ""
		if len(b.Text) > longest {
			b.Text, rest = split(b.Text)
		}
		r.c.Blocks = append(r.c.Blocks, b)
		b.Text = rest
		b.SetRow(nil, nil)
	}
	return nil
}

// split cuts a text at the last space before the limit, or else at a letter.
func split(s string) (head, rest string) {
	at := strings.LastIndexByte(s[:longest], ' ')
	if at <= 0 {
		at = longest
		for at > 0 && !utf8.RuneStart(s[at]) {
			at--
		}
	}
	return thai.Clean(s[:at]), thai.Clean(s[at:])
}

// link adds an address, in the block that was added last.
func (r *reading) link(href string) {
	href = strings.TrimSpace(href)
	if r.base == nil || len(r.c.Links) >= mostLinks {
		return
	}
	u, err := r.base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return
	}
	l := checks.Link{URL: u.String(), Kind: checks.LinkResource, Region: checks.RegionMain}.With(checks.Wording{Href: href})
	if last := len(r.c.Blocks) - 1; last >= 0 {
		b := &r.c.Blocks[last]
		b.SetLinks(append(b.Links(), int32(len(r.c.Links))))
		l.Block, l.Text = last, b.Text
	}
	r.c.Links = append(r.c.Links, l)
}

func (r *reading) lines(s string) error {
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r", "\n"), "\n") {
		if err := r.add(checks.Block{Kind: checks.BlockText, Text: thai.Clean(line)}); err != nil {
			return err
		}
	}
	return nil
}

// table reads records; the first names the columns of the others.
func (r *reading) table(s string) error {
	first, _, _ := strings.Cut(s, "\n")
	in := csv.NewReader(strings.NewReader(s))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	for _, sep := range []rune{'\t', ';'} {
		if strings.Count(first, string(sep)) > strings.Count(first, string(in.Comma)) {
			in.Comma = sep
		}
	}
	var header []string
	for {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		cells := make([]string, 0, min(len(rec), mostCells))
		var shown []string
		for _, f := range rec[:min(len(rec), mostCells)] {
			f = thai.Clean(f)
			if cells = append(cells, f); f != "" {
				shown = append(shown, f)
			}
		}
		if err := r.add(checks.Block{Kind: checks.BlockRow, Text: strings.Join(shown, " | ")}.WithRow(cells, header)); err != nil {
			return err
		}
		if header == nil {
			header = cells
		}
	}
}
