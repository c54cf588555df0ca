// Package render draws pages in a headless Chromium: those whose script has yet
// to write what they say.
//
// One browser process with one tab draws page after page. It starts with the
// first page, is replaced after a number of pages or any trouble, and dies with
// the program. The page itself is what the crawl has fetched already, and the
// browser has no way to any network: whatever a page asks for is fetched by the
// caller, who may wait or refuse, and handed to the browser. Pictures, fonts,
// media, style sheets and frames are not fetched: no text comes of them. Only
// where a script is to see a page as its visitors do, style sheets and some
// pictures are.
package render

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// ErrNoBrowser says that there is no browser, or none that starts.
var ErrNoBrowser = errors.New("no browser")

// Defaults of Options.
const (
	DefaultLimit  = 15 * time.Second
	DefaultPages  = 50
	DefaultMemory = 512 << 20
	DefaultBytes  = 32 << 20
	DefaultHTML   = 10 << 20
)

// Options are what a browser is told. Their zero values mean the defaults named.
type Options struct {
	Path      string        // of the browser's program; "" finds one
	UserAgent string        // "" is the browser's own
	Limit     time.Duration // for one page, not counting waits for turns, which may take mostWaits beside
	Pages     int           // drawn by one process
	Memory    int64         // bytes that the browser's processes may hold together; not watched where the system does not tell
	Bytes     int64         // received for one page, unpacked
	HTML      int           // bytes of a drawn page; what is longer is cut
	TempDir   string        // where the profile lies while the browser runs; the system's
}

// Shell is a page as its server gave it.
type Shell struct {
	URL    string      // with the fragment, where that is part of its name
	Header http.Header // of the answer
	Body   []byte      // unpacked, in its own character set
	// Fetch sends each further request, from several goroutines, and does not
	// follow redirects. Its error refuses; nil refuses all. The body comes unpacked.
	// It may wait for a turn until it asks for a connection, as net/http/httptrace
	// tells: that long the page's time stands still.
	Fetch func(req *http.Request) (*http.Response, error)
}

// Drawn is a page as the browser drew it.
type Drawn struct {
	Final    string   // address in the end
	HTML     []byte   // the document as it stands, UTF-8; shadow trees in their place
	Requests []string // addresses asked for, in order
	Refused  []string // addresses and hosts that were not, and why
	Detail   string   // what went wrong, "" if nothing
}

// Browser draws pages, one at a time. Its methods may be called from several
// goroutines.
type Browser struct {
	o     Options
	path  string
	mu    sync.Mutex
	proc  *process
	shelf *shelf
	// Traps: visits by page, and such pages by host.
	floods, endless map[string]int
	failed          int   // starts in a row
	broken          error // it does not start: not tried again
	closed          bool
}

// mostStarts is how often in a row a browser may fail to start.
const mostStarts = 2

// New looks for a browser, without starting it. The error wraps ErrNoBrowser if
// there is none.
func New(o Options) (*Browser, error) {
	path, err := locate(o.Path)
	if err != nil {
		return nil, err
	}
	fill(&o.Limit, DefaultLimit)
	fill(&o.Pages, DefaultPages)
	fill(&o.Memory, DefaultMemory)
	fill(&o.Bytes, DefaultBytes)
	fill(&o.HTML, DefaultHTML)
	return &Browser{o: o, path: path, shelf: newShelf(), floods: map[string]int{}, endless: map[string]int{}}, nil
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Render draws a page. An error means that nothing was drawn: it wraps
// ErrNoBrowser if nothing ever will be, and the context's error if that ended.
func (b *Browser) Render(ctx context.Context, s Shell) (Drawn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.ready(ctx); err != nil {
		return Drawn{}, err
	}
	d, err := b.perform(ctx, newVisit(s, b.shelf))
	if err != nil && ctx.Err() == nil {
		return Drawn{}, fmt.Errorf("drawing the page: %w", err)
	}
	return d, err
}

// perform makes a visit in the browser that is ready, and replaces that where it
// is worn or spoiled.
func (b *Browser) perform(ctx context.Context, v *visit) (Drawn, error) {
	b.bound(v)
	d, err := b.proc.draw(ctx, v)
	b.remember(v, err)
	b.proc.pages++
	if err != nil || v.spoiled() || b.proc.pages >= b.o.Pages {
		b.stop()
	}
	return d, err
}

// ready sees to it that a browser runs.
func (b *Browser) ready(ctx context.Context) error {
	switch {
	case b.closed:
		return errors.New("drawing a page: the browser is closed")
	case ctx.Err() != nil:
		return ctx.Err()
	case b.broken != nil:
		return b.broken
	case b.proc != nil && b.proc.alive():
		return nil
	}
	b.stop()
	p, err := start(ctx, &b.o, b.path)
	if err == nil {
		b.proc, b.failed = p, 0
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err = fmt.Errorf("starting the browser: %w", err)
	if b.failed++; b.failed >= mostStarts {
		b.broken = fmt.Errorf("%w: %w", ErrNoBrowser, err)
		return b.broken
	}
	return err
}

func (b *Browser) stop() {
	if b.proc != nil {
		b.proc.stop()
		b.proc = nil
	}
}

// Close ends the browser and leaves nothing behind.
func (b *Browser) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.stop()
	return nil
}
