// Package pdf reads PDF files into paged blocks: by poppler's programs where
// they are installed, otherwise by an embedded pdfium, and by whichever of the
// two gave the likelier Thai where the first gave text that cannot be Thai.
//
// Both give words with their places on the page in the order of the content
// stream; lines, paragraphs, headings and table rows are made of those places
// here, so that a line break inside a Thai word splits no phrase.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// Options say where the tools are and how much a file may cost. The zero
// Options look the tools up in PATH and use the defaults below.
type Options struct {
	// Pdftotext and Pdfinfo are poppler's programs; both or neither are used.
	// Empty means to look in PATH, "-" means to do without.
	Pdftotext, Pdfinfo string
	// NoPdfium leaves the embedded reader out.
	NoPdfium bool
	// CacheDir keeps pdfium's compiled code between runs. Empty means a folder
	// in the user's cache, "-" means none.
	CacheDir string
	// TempDir holds the file while a program reads it; empty means the system's.
	TempDir string

	MaxBytes int           // of a file; default 128 MiB
	MaxPages int           // read of a file; default 400
	MaxTime  time.Duration // for a file; default 30 s
	Parallel int           // files read at a time; default the processors, at most 4
}

const (
	defaultBytes = 128 << 20
	defaultPages = 400
	defaultTime  = 30 * time.Second
)

// Reader reads PDF. It is safe for concurrent use.
type Reader struct {
	o    Options
	slot chan struct{}

	probe   sync.Once
	poppler string // "pdftotext 22.12.0", "" where it cannot be used

	engine *pdfium
}

// New makes a reader. Nothing is started or compiled before the first file.
func New(o Options) *Reader {
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultBytes
	}
	if o.MaxPages <= 0 {
		o.MaxPages = defaultPages
	}
	if o.MaxTime <= 0 {
		o.MaxTime = defaultTime
	}
	if o.Parallel <= 0 {
		o.Parallel = min(runtime.NumCPU(), 4)
	}
	r := &Reader{o: o, slot: make(chan struct{}, o.Parallel)}
	if !o.NoPdfium {
		r.engine = &pdfium{cacheDir: o.CacheDir, parallel: o.Parallel}
	}
	return r
}

// Close gives up what the embedded reader holds. The reader must not be in use.
func (r *Reader) Close() error {
	if r.engine == nil {
		return nil
	}
	return r.engine.close()
}

// Kinds lists PDF.
func (r *Reader) Kinds() []checks.Kind { return []checks.Kind{checks.KindPDF} }

// reading is what one extractor made of a file.
type reading struct {
	by        string // which extractor
	facts     checks.Facts
	title     string
	pages     []page
	links     []link
	truncated bool
}

// link is a link annotation.
type link struct {
	page int // from 1
	url  string
	at   *box // where it is known
}

// errNoTool says that no extractor could be used at all.
// hasObjects reports whether a file holds the beginning of any object
// (ISO 32000-1 §7.3.10), which is what readers rescue a damaged file by.
func hasObjects(body []byte) bool {
	for rest := body; ; {
		i := bytes.Index(rest, []byte("obj"))
		if i < 0 {
			return false
		}
		if before := bytes.TrimRight(rest[:i], " \t\r\n\f\x00"); len(before) > 0 && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' {
			return true
		}
		rest = rest[i+len("obj"):]
	}
}

var errNoTool = errors.New("neither poppler nor pdfium can be used")

// Read gives a file's text, links and facts. A file that asks for a password
// gives content with that fact alone and an error that wraps extract.ErrLocked.
func (r *Reader) Read(ctx context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	var none checks.Charset
	if len(raw.Body) == 0 {
		return nil, none, fmt.Errorf("reading a PDF: %w", extract.ErrEmpty)
	}
	if len(raw.Body) > r.o.MaxBytes {
		return nil, none, fmt.Errorf("reading a PDF of %d bytes: %w", len(raw.Body), extract.ErrTooLarge)
	}
	if !hasObjects(raw.Body) { // then no reader finds anything either
		return nil, none, fmt.Errorf("reading a PDF: %w", extract.ErrDamaged)
	}
	select {
	case r.slot <- struct{}{}:
		defer func() { <-r.slot }()
	case <-ctx.Done():
		return nil, none, ctx.Err()
	}
	got, tally, err := r.best(ctx, raw.Body)
	if ctx.Err() != nil {
		return nil, none, ctx.Err()
	}
	if errors.Is(err, extract.ErrLocked) {
		c := &checks.Content{Kind: checks.KindPDF, Facts: checks.Facts{Encrypted: true, Locked: true}}
		return c, none, fmt.Errorf("reading a PDF: %w", err)
	}
	if err != nil {
		return nil, none, fmt.Errorf("reading a PDF: %w", err)
	}
	return content(got, tally, raw), none, nil
}

// best reads by poppler where it is there, and by pdfium where poppler failed
// or its text has sequences that Thai cannot have and pdfium's has fewer.
func (r *Reader) best(ctx context.Context, body []byte) (*reading, tally, error) {
	r.probe.Do(r.findPoppler)
	var first *reading
	var firstTally tally
	err := errNoTool
	if r.poppler != "" {
		first, err = r.within(ctx, func(ctx context.Context) (*reading, error) { return r.byPoppler(ctx, body) })
		if err == nil {
			if firstTally = measure(first); !firstTally.disordered() {
				return first, firstTally, nil
			}
		}
	}
	if r.engine == nil || errors.Is(err, extract.ErrLocked) || errors.Is(err, extract.ErrTooLarge) || ctx.Err() != nil {
		return first, firstTally, err
	}
	// what it takes to compile pdfium is no file's fault
	_, serr := r.engine.start()
	if serr != nil {
		if err == nil {
			return first, firstTally, nil
		}
		return nil, tally{}, serr
	}
	second, serr := r.within(ctx, func(ctx context.Context) (*reading, error) { return r.engine.read(ctx, body, r.o.MaxPages) })
	if serr != nil {
		if err == nil {
			return first, firstTally, nil
		}
		return nil, tally{}, serr
	}
	t := measure(second)
	if err == nil && !t.better(firstTally) {
		return first, firstTally, nil
	}
	return second, t, nil
}

// within reads within the time that a file may take.
func (r *Reader) within(ctx context.Context, read func(context.Context) (*reading, error)) (*reading, error) {
	limited, cancel := context.WithTimeout(ctx, r.o.MaxTime)
	defer cancel()
	got, err := read(limited)
	if err != nil && ctx.Err() == nil && limited.Err() != nil && !errors.Is(err, extract.ErrLocked) {
		return nil, fmt.Errorf("%w: takes too long", extract.ErrTooLarge)
	}
	return got, err
}

// content lays a reading out and judges its text layer.
func content(got *reading, t tally, raw extract.Raw) *checks.Content {
	c := &checks.Content{Kind: checks.KindPDF, Title: cleanTitle(got.title), Facts: got.facts}
	c.Facts.Reader = got.by
	c.Facts.Truncated = c.Facts.Truncated || got.truncated
	c.Facts.NoText = noText(got, raw.Body)
	if !c.Facts.NoText {
		c.Facts.Garbled = t.garbled()
		c.Facts.Damaged = !c.Facts.Garbled && t.damaged()
	}
	var cut bool
	c.Blocks, cut = layOut(got.pages)
	c.Facts.Truncated = c.Facts.Truncated || cut
	addLinks(c, got)
	return c
}

// fewSigns is the most that a scanned page bears as text of its own: a stamp,
// a page number, the mark of a signing program.
const fewSigns = 25

// noText reports whether more than half of the pages are pictures: pages
// without text, and, as far as the file holds that many large pictures, pages
// with a stamp's worth of it.
func noText(got *reading, body []byte) bool {
	bare, few := 0, 0
	for _, p := range got.pages {
		switch n := p.signs(); {
		case n == 0:
			bare++
		case n < fewSigns:
			few++
		}
	}
	if few > 0 && 2*(bare+few) > len(got.pages) {
		few = min(few, max(0, largePictures(body)-bare))
	} else {
		few = 0
	}
	return len(got.pages) > 0 && 2*(bare+few) > len(got.pages)
}

// largePictures counts the pictures of a file that could fill a page: half a
// million pixels or more. Picture dictionaries stand in the open in any PDF.
func largePictures(body []byte) int {
	n := 0
	for rest := body; ; {
		at := bytes.Index(rest, []byte("/Image"))
		if at < 0 {
			return n
		}
		from := bytes.LastIndex(rest[:at], []byte("obj"))
		dict := rest[max(from, at-1024, 0):min(len(rest), at+1024)]
		if end := bytes.Index(dict, []byte("stream")); end >= 0 {
			dict = dict[:end]
		}
		if number(dict, "/Width")*number(dict, "/Height") >= 500_000 {
			n++
		}
		rest = rest[at+len("/Image"):]
	}
}

// number reads the number after a key of a dictionary; 0 where there is none.
func number(dict []byte, key string) int {
	at := bytes.Index(dict, []byte(key))
	if at < 0 {
		return 0
	}
	n := 0
	for _, b := range bytes.TrimLeft(dict[at+len(key):], " \r\n\t") {
		if b < '0' || b > '9' || n > 100_000 {
			break
		}
		n = n*10 + int(b-'0')
	}
	return n
}

// findPoppler looks once whether both programs are there and are poppler's own:
// others of the same name lack the form that gives places.
func (r *Reader) findPoppler() {
	for _, tool := range []struct {
		path *string
		name string
	}{{&r.o.Pdftotext, "pdftotext"}, {&r.o.Pdfinfo, "pdfinfo"}} {
		switch *tool.path {
		case "-":
			return
		case "":
			found, err := exec.LookPath(tool.name)
			if err != nil {
				return
			}
			*tool.path = found
		default:
			if _, err := os.Stat(*tool.path); err != nil {
				return
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var said bytes.Buffer
	// it prints its version on stderr, with a status that differs by version
	_ = r.run(ctx, r.o.Pdftotext, []string{"-v"}, &said, nil)
	if line, _, _ := strings.Cut(said.String(), "\n"); strings.Contains(said.String(), "oppler") {
		r.poppler = strings.TrimSpace(strings.Replace(line, " version", "", 1))
	}
}
