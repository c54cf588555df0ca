// Package text reads plain text, CSV, JSON and XML into blocks.
package text

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

// mostBlocks bounds what one file may yield.
const mostBlocks = 20000

// Reader reads plain formats.
type Reader struct{}

// Kinds lists text, CSV, JSON and XML.
func (Reader) Kinds() []checks.Kind {
	return []checks.Kind{checks.KindText, checks.KindCSV, checks.KindJSON, checks.KindXML}
}

// Read gives a block a line, a row a record, or a block a string value.
func (Reader) Read(ctx context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	d := thai.Decode(raw.Body, raw.ContentType)
	cs := checks.Charset{Name: d.Name, By: d.By, Declared: d.Declared, Damaged: d.Damaged}
	c := &checks.Content{Kind: raw.Kind}
	var err error
	switch raw.Kind {
	case checks.KindCSV:
		err = table(ctx, c, d.Text)
	case checks.KindJSON:
		err = values(ctx, c, d.Text)
	case checks.KindXML:
		err = elements(ctx, c, d.Text)
	default:
		for line := range strings.SplitSeq(d.Text, "\n") {
			if add(c, checks.Block{Kind: checks.BlockText, Text: thai.Clean(line)}) || ctx.Err() != nil {
				break
			}
		}
	}
	if err != nil && len(c.Blocks) == 0 {
		return nil, cs, fmt.Errorf("reading %s: %w: %v", raw.Kind, extract.ErrDamaged, err)
	}
	return c, cs, ctx.Err()
}

// add appends a block that says something and reports whether there is no room
// for more.
func add(c *checks.Content, b checks.Block) bool {
	if b.Text == "" {
		return false
	}
	if len(c.Blocks) >= mostBlocks {
		c.Facts.Truncated = true
		return true
	}
	b.Region = checks.RegionMain
	c.Blocks = append(c.Blocks, b)
	return false
}

func table(ctx context.Context, c *checks.Content, s string) error {
	first, _, _ := strings.Cut(s, "\n")
	r := csv.NewReader(strings.NewReader(s))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for _, sep := range []rune{'\t', ';'} {
		if strings.Count(first, string(sep)) > strings.Count(first, ",") {
			r.Comma = sep
		}
	}
	var header []string
	for ctx.Err() == nil {
		rec, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		cells := make([]string, len(rec))
		for i, f := range rec {
			cells[i] = thai.Clean(f)
		}
		if add(c, checks.Block{Kind: checks.BlockRow, Text: strings.Join(cells, " | "), Cells: cells, Header: header}) {
			return nil
		}
		if header == nil {
			header = cells
		}
	}
	return nil
}

func values(ctx context.Context, c *checks.Content, s string) error {
	dec := json.NewDecoder(strings.NewReader(s))
	for ctx.Err() == nil {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if v, ok := tok.(string); ok && (len(v) > 24 || thaiIn(v)) {
			if add(c, checks.Block{Kind: checks.BlockText, Text: thai.Clean(v)}) {
				return nil
			}
		}
	}
	return nil
}

func thaiIn(s string) bool { n, _, _ := thai.Letters(s); return n > 0 }

func elements(ctx context.Context, c *checks.Content, s string) error {
	dec := xml.NewDecoder(bytes.NewReader([]byte(s)))
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for ctx.Err() == nil {
		tok, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := tok.(xml.CharData); ok {
			if add(c, checks.Block{Kind: checks.BlockText, Text: thai.Clean(string(t))}) {
				return nil
			}
		}
	}
	return nil
}
