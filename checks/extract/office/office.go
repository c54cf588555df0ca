// Package office reads the files of office programs: Word, Excel and
// PowerPoint of both ages, OpenDocument, RTF, and the list of what an archive
// holds.
//
// All parts of a file are read as streams within limits, so that a file that
// unpacks to much more than it weighs costs itself and nothing else.
package office

import (
	"context"
	"fmt"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// Limits of what one file may cost and yield; what lies beyond is left out and
// said (Facts.Truncated).
const (
	mostEntries = 10_000    // files inside an archive
	mostPart    = 64 << 20  // bytes of one part, unpacked
	mostAll     = 256 << 20 // bytes of all parts, unpacked
	mostBlocks  = 50_000
	mostCells   = 200    // of a row
	mostText    = 20_000 // characters of a block
	mostShared  = 1 << 20
)

// Reader reads office files.
type Reader struct{}

// Kinds lists the formats of office programs, and archives.
func (Reader) Kinds() []checks.Kind {
	return []checks.Kind{checks.KindDOCX, checks.KindXLSX, checks.KindPPTX, checks.KindODT, checks.KindODS, checks.KindODP,
		checks.KindDOC, checks.KindXLS, checks.KindPPT, checks.KindRTF, checks.KindZip}
}

// Read gives a block a paragraph, a row a table's row, and in workbooks and
// slides a heading a sheet or slide.
func (Reader) Read(ctx context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	b := &builder{ctx: ctx, c: &checks.Content{Kind: raw.Kind, IDs: map[string]bool{}}}
	b.c.Facts.Reader = "office"
	read := map[checks.Kind]func(*builder, []byte) error{
		checks.KindDOCX: readDOCX, checks.KindXLSX: readXLSX, checks.KindPPTX: readPPTX,
		checks.KindODT: readODF, checks.KindODS: readODF, checks.KindODP: readODF,
		checks.KindDOC: readDOC, checks.KindXLS: readXLS, checks.KindPPT: readPPT,
		checks.KindRTF: readRTF, checks.KindZip: readZip,
	}[raw.Kind]
	if read == nil {
		return nil, checks.Charset{}, fmt.Errorf("reading %s: %w", raw.Kind, extract.ErrUnsupported)
	}
	err := read(b, raw.Body)
	if err := ctx.Err(); err != nil {
		return nil, checks.Charset{}, err
	}
	if err != nil && len(b.c.Blocks) == 0 {
		return nil, checks.Charset{}, fmt.Errorf("reading %s: %w", raw.Kind, err)
	}
	if err != nil {
		b.c.Facts.Truncated = true
	}
	b.settle()
	return b.c, checks.Charset{}, nil
}
