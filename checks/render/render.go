// Package render draws pages in a headless Chromium: those whose script has yet
// to write what they say.
//
// One browser process with one tab draws page after page. It starts with the
// first page, is replaced after a number of pages or any trouble, and dies with
// the program. The page itself is what the crawl has fetched already; every
// other request passes the caller, who may wait or refuse, and every connection
// passes a local guard proxy that dials as the caller says. Pictures, fonts,
// media, style sheets and frames are not fetched: no text comes of them. Only
// where a script is to see a page as its visitors do, style sheets and some
// pictures are.
package render

import (
	"context"
	"errors"
	"fmt"
	"net"
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
	DefaultMemory = 1 << 30
	DefaultBytes  = 32 << 20
	DefaultHTML   = 10 << 20
)

// Options are what a browser is told. Dial is needed; the zero value of the
// others means the default named.
type Options struct {
	// Dial makes every connection that a page causes. Its error refuses.
	Dial      func(ctx context.Context, network, address string) (net.Conn, error)
	Path      string        // of the browser's program; "" finds one
	UserAgent string        // "" is the browser's own
	Limit     time.Duration // for one page, not counting waits for Ask, which may make it longest four times as long
	Pages     int           // drawn by one process
	Memory    int64         // bytes that the browser's processes may hold together; not watched where the system does not tell
	Bytes     int64         // received for one page, on the wire
	HTML      int           // bytes of a drawn page; what is longer is cut
	TempDir   string        // where the profile lies while the browser runs; the system's
}

// Shell is a page as its server gave it.
type Shell struct {
	URL    string      // with the fragment, where that is part of its name
	Header http.Header // of the answer
	Body   []byte      // unpacked, in its own character set
	Faulty bool        // the certificate of its host is faulty, and the page is read all the same
	// Ask is called before each further request, from several goroutines. It
	// returns when the address may be asked for, or why not. done, which may be
	// nil, is called when the answer has ended or takes long.
	Ask func(ctx context.Context, url string) (done func(), err error)
	// Got is told of bytes as they arrive, from several goroutines, by host, with
	// the port where it is not the scheme's own.
	Got func(host string, bytes int64)
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
	o      Options
	path   string
	mu     sync.Mutex
	guard  *guard
	proc   *process
	shelf  *shelf
	failed int   // starts in a row
	broken error // it does not start: not tried again
	closed bool
}

// mostStarts is how often in a row a browser may fail to start.
const mostStarts = 2

// New looks for a browser, without starting it. The error wraps ErrNoBrowser if
// there is none.
func New(o Options) (*Browser, error) {
	if o.Dial == nil {
		return nil, errors.New("making a browser: no way to dial")
	}
	path, err := locate(o.Path)
	if err != nil {
		return nil, err
	}
	fill(&o.Limit, DefaultLimit)
	fill(&o.Pages, DefaultPages)
	fill(&o.Memory, DefaultMemory)
	fill(&o.Bytes, DefaultBytes)
	fill(&o.HTML, DefaultHTML)
	return &Browser{o: o, path: path, shelf: newShelf()}, nil
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
	if err := b.ready(ctx, s.Faulty); err != nil {
		return Drawn{}, err
	}
	d, err := b.perform(ctx, newVisit(s, &b.o, b.shelf))
	if err != nil && ctx.Err() == nil {
		return Drawn{}, fmt.Errorf("drawing the page: %w", err)
	}
	return d, err
}

// perform makes a visit in the browser that is ready, and replaces that where it
// is worn or spoiled.
func (b *Browser) perform(ctx context.Context, v *visit) (Drawn, error) {
	b.guard.begin(v)
	d, err := b.proc.draw(ctx, v)
	b.guard.end()
	b.proc.pages++
	if err != nil || v.spoiled() || b.proc.pages >= b.o.Pages {
		b.stop()
	}
	return d, err
}

// ready sees to it that a browser runs that trusts as it should: one that has
// once read a host with a faulty certificate goes on to.
func (b *Browser) ready(ctx context.Context, faulty bool) error {
	switch {
	case b.closed:
		return errors.New("drawing a page: the browser is closed")
	case ctx.Err() != nil:
		return ctx.Err()
	case b.broken != nil:
		return b.broken
	case b.proc != nil && b.proc.alive() && b.proc.faulty == faulty:
		return nil
	}
	b.stop()
	if b.guard == nil {
		g, err := newGuard(b.o.Dial, b.o.Bytes)
		if err != nil {
			return fmt.Errorf("opening the guard proxy: %w", err)
		}
		b.guard = g
	}
	p, err := start(ctx, &b.o, b.path, b.guard, faulty)
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
	if b.guard == nil {
		return nil
	}
	err := b.guard.close()
	b.guard = nil
	return err
}
