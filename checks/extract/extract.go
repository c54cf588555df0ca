// Package extract turns bytes into content: text, headings, links and tables.
//
// Each child reads one family of formats. The [Set] chooses among them by the
// bytes alone, never by a name's ending or by what a server claims.
package extract

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/truatweb/truatweb/checks"
)

// What can be wrong with a file, as far as a citizen or the program is
// concerned. Those that stop a citizen too have a method Trouble, which gives
// the reason.
var (
	ErrLocked      error = &trouble{"asks for a password", checks.Password}
	ErrEmpty       error = &trouble{"holds no bytes", checks.EmptyFile}
	ErrUnsupported       = errors.New("no reader for this format")
	ErrTooLarge          = errors.New("larger than the reader's limit")
	ErrDamaged           = errors.New("damaged beyond reading")
)

type trouble struct {
	text   string
	reason checks.Reason
}

// Error says what is wrong.
func (t *trouble) Error() string { return t.text }

// Trouble says what a citizen meets.
func (t *trouble) Trouble() checks.Reason { return t.reason }

// Raw is a file as it came.
type Raw struct {
	URL         string
	ContentType string // the header's, for hints such as a character set only
	Body        []byte
	Kind        checks.Kind // as sniffed
}

// Reader reads one family of formats.
type Reader interface {
	// Kinds lists what the reader reads.
	Kinds() []checks.Kind
	// Read gives the content. Content may come with an error where a part could
	// be read; Charset is zero for formats that have none.
	Read(ctx context.Context, raw Raw) (*checks.Content, checks.Charset, error)
}

// Set is the readers of a program. The zero Set reads nothing.
type Set struct {
	by map[checks.Kind]Reader
}

// NewSet joins readers; of two that read a kind the later wins.
func NewSet(readers ...Reader) *Set {
	s := &Set{by: map[checks.Kind]Reader{}}
	for _, r := range readers {
		for _, k := range r.Kinds() {
			s.by[k] = r
		}
	}
	return s
}

// Close ends the readers that hold on to something, such as another program.
func (s *Set) Close() error {
	var all error
	done := map[io.Closer]bool{}
	for _, r := range s.by {
		if c, ok := r.(io.Closer); ok && !done[c] {
			done[c] = true
			all = errors.Join(all, c.Close())
		}
	}
	return all
}

// Read sniffs a file's kind and reads it. The error wraps one of the package's
// own where the file is to blame; a reader that panics costs that file alone.
func (s *Set) Read(ctx context.Context, url, contentType string, body []byte) (kind checks.Kind, c *checks.Content, cs checks.Charset, err error) {
	kind = Sniff(body)
	if kind == checks.KindEmpty {
		return kind, nil, cs, ErrEmpty
	}
	r := s.by[kind]
	if r == nil {
		return kind, nil, cs, fmt.Errorf("reading %s: %w", kind, ErrUnsupported)
	}
	defer func() {
		if p := recover(); p != nil {
			c, err = nil, fmt.Errorf("reading %s: %w: %v", kind, ErrDamaged, p)
		}
	}()
	c, cs, err = r.Read(ctx, Raw{URL: url, ContentType: contentType, Body: body, Kind: kind})
	if c != nil && c.Kind == "" {
		c.Kind = kind
	}
	return kind, c, cs, err
}
