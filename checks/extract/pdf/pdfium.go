package pdf

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"unicode"
	"unicode/utf8"

	gopdfium "github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	// mostWasmPages is the memory of one instance, in pages of 64 KiB. A file is
	// copied into it, and a large page needs room of its own.
	mostWasmPages = 3072
	mostChars     = 150_000 // of a page
	// mostAllChars is of a file: what 400 full pages have.
	mostAllChars = 3_000_000
)

// pdfium is the embedded reader. Its code is compiled when the first file needs
// it; each file gets an instance of its own, so that what one file breaks or
// leaks ends with it.
type pdfium struct {
	cacheDir string
	parallel int

	mu     sync.Mutex
	pool   gopdfium.Pool
	cache  wazero.CompilationCache
	err    error
	closed bool
}

func (e *pdfium) start() (gopdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errors.New("starting pdfium: the reader is closed")
	}
	if e.pool != nil || e.err != nil {
		return e.pool, e.err
	}
	conf := wazero.NewRuntimeConfig().
		// pdfium's code needs exception handling, which is off by default
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(mostWasmPages).
		WithCloseOnContextDone(true)
	if e.cache = openCache(e.cacheDir); e.cache != nil {
		conf = conf.WithCompilationCache(e.cache)
	}
	e.pool, e.err = webassembly.Init(webassembly.Config{
		Context: experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(setAside)), MinIdle: 0, MaxIdle: 0, MaxTotal: e.parallel,
		// the default would show it the whole disk
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: conf, Stdout: io.Discard, Stderr: io.Discard, RandomSource: rand.Reader,
	})
	if e.err != nil {
		e.err = fmt.Errorf("starting pdfium: %w", e.err)
	}
	return e.pool, e.err
}

// room is the memory of one instance. It starts with what most files need, and
// grows once, to all there may be, since growing leaves a copy behind each time.
type room struct {
	bytes []byte
	most  uint64
}

const firstRoom = 32 << 20 // bytes

func setAside(_, most uint64) experimental.LinearMemory {
	most = min(most, mostWasmPages<<16)
	return &room{make([]byte, 0, min(most, firstRoom)), most}
}

// Reallocate gives the first size bytes, nil where there may not be as many.
func (r *room) Reallocate(size uint64) []byte {
	if size > r.most {
		return nil
	}
	if size > uint64(cap(r.bytes)) {
		grown := make([]byte, len(r.bytes), r.most)
		copy(grown, r.bytes)
		r.bytes = grown
	}
	r.bytes = r.bytes[:size]
	return r.bytes
}

// Free leaves the memory to the collector: what was killed may still look at it.
func (r *room) Free() {}

// openCache opens the folder of compiled code; without one every program run
// compiles anew.
func openCache(dir string) wazero.CompilationCache {
	if dir == "-" {
		return nil
	}
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(user, "truatweb", "pdfium")
	}
	// it holds code that will be run: nobody else may write there
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

func (e *pdfium) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	var err error
	if e.pool != nil {
		err = e.pool.Close()
		e.pool = nil
	}
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
		e.cache = nil
	}
	if err != nil {
		return fmt.Errorf("closing pdfium: %w", err)
	}
	return nil
}

// read reads a file. Its instance is killed when ctx ends.
func (e *pdfium) read(ctx context.Context, body []byte, mostPages int) (got *reading, err error) {
	pool, err := e.start()
	if err != nil {
		return nil, err
	}
	in, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("starting pdfium for a file: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { _ = in.Kill() })
	defer func() {
		if p := recover(); p != nil {
			got, err = nil, fmt.Errorf("%w: pdfium: %v", extract.ErrDamaged, p)
		}
		if stop() {
			_ = in.Close()
		}
	}()
	return readDocument(ctx, in, body, mostPages)
}

func readDocument(ctx context.Context, in gopdfium.Pdfium, body []byte, mostPages int) (*reading, error) {
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &body})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, extract.ErrLocked
	case err != nil:
		return nil, fmt.Errorf("%w: pdfium: %w", extract.ErrDamaged, err)
	}
	doc := opened.Document
	defer func() { _, _ = in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc}) }()
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
	if err != nil {
		return nil, fmt.Errorf("%w: pdfium: %w", extract.ErrDamaged, err)
	}
	if count.PageCount < 1 {
		return nil, fmt.Errorf("%w: pdfium: no pages", extract.ErrDamaged)
	}
	got := &reading{by: "pdfium"}
	got.facts.Pages = count.PageCount
	describe(in, doc, got)
	chars := 0
	for i := range min(count.PageCount, mostPages) {
		p, n, perr := readPage(in, doc, i)
		if ctx.Err() != nil {
			break
		}
		if perr != nil {
			// a page that cannot be opened is a page unread, not a file unread
			got.truncated, err = true, perr
		}
		got.pages = append(got.pages, p)
		if chars += n; chars > mostAllChars {
			break
		}
		if len(got.links) < mostLinks {
			got.links = append(got.links, pageLinks(in, doc, i, p.h)...)
		}
	}
	if len(got.pages) < count.PageCount {
		got.truncated = true
	}
	if ctx.Err() != nil && letters(got.pages) == 0 {
		return nil, ctx.Err()
	}
	if err != nil && letters(got.pages) == 0 {
		return nil, fmt.Errorf("%w: pdfium: %w", extract.ErrDamaged, err)
	}
	return got, nil
}

// describe fills in what a file says about itself.
func describe(in gopdfium.Pdfium, doc references.FPDF_DOCUMENT, got *reading) {
	if meta, err := in.GetMetaData(&requests.GetMetaData{Document: doc, Tags: &[]string{"Title", "Author"}}); err == nil {
		for _, tag := range meta.Tags {
			switch tag.Tag {
			case "Title":
				got.title = tag.Value
			case "Author":
				got.facts.Author = tag.Value
			}
		}
	}
	if tagged, err := in.FPDFCatalog_IsTagged(&requests.FPDFCatalog_IsTagged{Document: doc}); err == nil {
		got.facts.Tagged = tagged.IsTagged
	}
	if sec, err := in.FPDF_GetSecurityHandlerRevision(&requests.FPDF_GetSecurityHandlerRevision{Document: doc}); err == nil {
		got.facts.Encrypted = sec.SecurityHandlerRevision > 0
	}
}

// readPage reads the characters of a page and gives their number.
func readPage(in gopdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (page, int, error) {
	loaded, err := in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: i})
	if err != nil {
		return page{}, 0, err
	}
	defer func() { _, _ = in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) }()
	at := requests.Page{ByReference: &loaded.Page}
	var p page
	if size, err := in.GetPageSize(&requests.GetPageSize{Page: at}); err == nil {
		p.w, p.h = size.Width, size.Height
	}
	text, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: at})
	if err != nil {
		return p, 0, err
	}
	defer func() { _, _ = in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) }()
	n, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	switch {
	case err != nil:
		return p, 0, err
	case n.Count == 0:
		return p, 0, nil
	case n.Count > mostChars:
		return p, 0, fmt.Errorf("page %d has %d characters", i+1, n.Count)
	}
	all, err := in.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return p, n.Count, err
	}
	chars := make([]char, 0, len(all.Chars))
	const most = 12
	asked := 0
	for k, c := range all.Chars {
		r, _ := utf8.DecodeRuneInString(c.Text)
		if shifted := thai.Clean(c.Text); r >= 0xF700 && r <= 0xF71A && shifted != "" {
			r, _ = utf8.DecodeRuneInString(shifted)
		}
		b := c.PointPosition
		at := char{r: r, box: box{b.Left, p.h - b.Top, b.Right, p.h - b.Bottom}}
		if !at.sane() {
			continue
		}
		beside := k > 0 && hasThai(all.Chars[k-1].Text) || k+1 < len(all.Chars) && hasThai(all.Chars[k+1].Text)
		if beside && !hasThai(string(r)) && !unicode.IsSpace(r) && unmapped(in, text.TextPage, k) {
			// a glyph that says nothing is given as its number
			at.r = unicode.ReplacementChar
		}
		switch {
		case r == '\n' || r == '\r':
			asked = 0
		case unicode.IsSpace(r):
		case at.height() < 0.1:
			// a font that is not in the file has no glyphs to measure
			at.box = looseBox(in, text.TextPage, k, p.h)
			at.size, asked = at.height(), most
		case asked < most:
			// the glyph of a whole cluster has no height but its own, so a few are asked
			if l := looseBox(in, text.TextPage, k, p.h); l.height() > 1.2*at.height() {
				at.size, asked = l.height(), most
			} else {
				asked++
			}
		}
		chars = append(chars, at)
	}
	p.words = wordsOf(chars)
	return p, n.Count, nil
}

// unmapped reports whether a character is a guess at what a glyph means.
func unmapped(in gopdfium.Pdfium, page references.FPDF_TEXTPAGE, i int) bool {
	got, err := in.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: page, Index: i})
	return err == nil && got.HasUnicodeMapError
}

// looseBox is the room that a character's font keeps for it, on a page of a height.
func looseBox(in gopdfium.Pdfium, page references.FPDF_TEXTPAGE, i int, height float64) box {
	got, err := in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: i})
	if err != nil {
		return box{}
	}
	b := got.Rect
	at := box{float64(b.Left), height - float64(max(b.Top, b.Bottom)), float64(b.Right), height - float64(min(b.Top, b.Bottom))}
	if !at.sane() {
		return box{}
	}
	return at
}

// pageLinks lists the link annotations of a page that lead outside.
func pageLinks(in gopdfium.Pdfium, doc references.FPDF_DOCUMENT, i int, height float64) []link {
	var out []link
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
	for pos := 0; len(out) < mostLinks; {
		next, err := in.FPDFLink_Enumerate(&requests.FPDFLink_Enumerate{Page: at, StartPos: pos})
		if err != nil || next.Link == nil || next.NextStartPos == nil || *next.NextStartPos <= pos {
			return out
		}
		pos = *next.NextStartPos
		act, err := in.FPDFLink_GetAction(&requests.FPDFLink_GetAction{Link: *next.Link})
		if err != nil || act.Action == nil {
			continue
		}
		uri, err := in.FPDFAction_GetURIPath(&requests.FPDFAction_GetURIPath{Document: doc, Action: *act.Action})
		if err != nil || uri.URIPath == nil || *uri.URIPath == "" {
			continue
		}
		l := link{page: i + 1, url: *uri.URIPath}
		if r, err := in.FPDFLink_GetAnnotRect(&requests.FPDFLink_GetAnnotRect{Link: *next.Link}); err == nil && r.Rect != nil {
			l.at = &box{float64(r.Rect.Left), height - float64(r.Rect.Top), float64(r.Rect.Right), height - float64(r.Rect.Bottom)}
		}
		out = append(out, l)
	}
	return out
}
