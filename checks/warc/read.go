package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
)

// NotWARC says that a file is something else.
type NotWARC struct {
	Looks string // what it looks like: "empty", "zip", "html", "pdf", "zstd", "gzip", "text", "other"
}

func (e *NotWARC) Error() string { return "no WARC file, but " + e.Looks }

// damage is a place from which on a file cannot be read.
type damage struct {
	at   int64
	torn bool // the file ends in the middle of a record
	past bool // what follows can be read all the same
	why  error
}

func (d *damage) Error() string { return fmt.Sprintf("at byte %d: %v", d.at, d.why) }

func (d *damage) Unwrap() error { return d.why }

// reader reads records one after the other: of a plain file, of one whose every
// record is a gzip member, and of one that was compressed as a whole.
type reader struct {
	src   counted
	in    *bufio.Reader // over src
	unzip *gzip.Reader
	plain bool
	cur   *bufio.Reader // what the records are read from: in, or inner
	inner *bufio.Reader // over unzip
	open  bool          // cur is in the middle of a gzip member
	first bool          // nothing of the member was read yet
	whole bool          // a member holds more than one record
	rec   *record
	block io.LimitedReader
	begun bool
}

// counted counts what is taken from a source.
type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// reset makes the reader read from another source. Sizes of buffers are those of
// common pages.
func (r *reader) reset(src io.Reader) {
	r.src = counted{r: src}
	if r.in == nil {
		r.in, r.inner = bufio.NewReaderSize(nil, 32<<10), bufio.NewReaderSize(nil, 16<<10)
	}
	r.cur = r.inner
	r.in.Reset(&r.src)
	r.plain, r.open, r.first, r.whole, r.rec, r.begun = false, false, false, false, nil, false
	r.block = io.LimitedReader{}
}

// at is how far the source was read.
func (r *reader) at() int64 { return r.src.n - int64(r.in.Buffered()) }

// begin learns what kind of file it is.
func (r *reader) begin() error {
	r.begun = true
	head, err := r.in.Peek(512)
	if err != nil && err != io.EOF && len(head) == 0 {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return nil
	case bytes.HasPrefix(bytes.TrimLeft(head, "\r\n"), []byte("WARC/")):
		r.plain = true
		r.cur = r.in
		return nil
	}
	return &NotWARC{looks(head)}
}

// looks names what a file begins like.
func looks(head []byte) string {
	text := strings.ToLower(string(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n")))
	switch {
	case len(head) == 0:
		return "empty"
	case strings.HasPrefix(text, "pk"):
		return "zip"
	case strings.HasPrefix(text, "%pdf"):
		return "pdf"
	case bytes.HasPrefix(head, []byte("\x28\xB5\x2F\xFD")):
		return "zstd"
	case strings.HasPrefix(text, "<"):
		return "html"
	case bytes.IndexByte(head, 0) < 0:
		return "text"
	}
	return "other"
}

// next gives the next record; io.EOF after the last. Any error ends the reading,
// but for a *damage that is past; a *NotWARC comes at once or not at all.
func (r *reader) next() (*record, error) {
	start := !r.begun
	if start {
		if err := r.begin(); err != nil {
			return nil, err
		}
	}
	if err := r.pass(); err != nil {
		return nil, err
	}
	offset, err := r.seek()
	switch {
	case errors.Is(err, io.EOF) && start:
		return nil, &NotWARC{"empty"}
	case err != nil:
		return nil, err
	}
	rec, err := parseRecord(r.cur)
	if err != nil {
		if start && errors.Is(err, errHeader) && !r.plain {
			return nil, &NotWARC{"gzip"}
		}
		if errors.Is(err, errHeader) && !r.plain && r.skip() == nil {
			return nil, &damage{at: offset, past: true, why: err}
		}
		return nil, r.fault(offset, err)
	}
	rec.offset = offset
	r.block = io.LimitedReader{R: r.cur, N: rec.length}
	rec.block = &r.block
	r.rec, r.first = rec, false
	return rec, nil
}

// mostSkipped is how much of a gzip member that cannot be read is passed over.
const mostSkipped = 64 << 20

// skip goes to the end of the gzip member.
func (r *reader) skip() error {
	n, err := io.Copy(io.Discard, io.LimitReader(r.cur, mostSkipped))
	if n == mostSkipped {
		return errHeaderLong
	}
	r.open = false
	return err
}

// pass goes to the end of the block of the last record, if that was not done.
func (r *reader) pass() error {
	if r.rec == nil {
		return nil
	}
	at := r.rec.offset
	r.rec = nil
	_, err := io.Copy(io.Discard, &r.block)
	switch {
	case err != nil:
		return r.fault(at, err)
	case r.block.N > 0 && !r.plain:
		return &damage{at: at, past: true, why: errors.New("a record is shorter than it says")}
	case r.block.N > 0:
		return r.fault(at, io.ErrUnexpectedEOF)
	}
	return nil
}

// after goes past the block of a record and what closes it, and gives where the
// next begins; -1 where that cannot be found again.
func (r *reader) after(rec *record) (int64, error) {
	if err := r.pass(); err != nil {
		return 0, err
	}
	if r.plain {
		return r.at(), nil
	}
	for {
		b, err := r.cur.Peek(1)
		switch {
		case err == io.EOF:
			r.open = false
			return r.at(), nil
		case err != nil:
			return 0, r.fault(rec.offset, err)
		case b[0] != '\r' && b[0] != '\n':
			return -1, nil
		}
		_, _ = r.cur.Discard(1) // it was peeked at
	}
}

// seek goes to where the next record begins.
func (r *reader) seek() (int64, error) {
	for {
		at := r.at()
		if !r.plain && !r.open {
			if _, err := r.in.Peek(1); err != nil {
				return at, err
			}
			if err := r.member(); err != nil {
				return at, r.fault(at, err)
			}
			r.open, r.first = true, true
		}
		for {
			b, err := r.cur.Peek(1)
			if err == io.EOF {
				if r.plain {
					return at, io.EOF
				}
				r.open = false
				break
			}
			if err != nil {
				return at, r.fault(at, err)
			}
			if b[0] != '\r' && b[0] != '\n' {
				if r.plain {
					return r.at(), nil
				}
				if !r.first {
					r.whole = true
				}
				return at, nil
			}
			_, _ = r.cur.Discard(1) // it was peeked at
		}
	}
}

// member opens the next gzip member.
func (r *reader) member() error {
	var err error
	if r.unzip == nil {
		r.unzip, err = gzip.NewReader(r.in)
	} else {
		err = r.unzip.Reset(r.in)
	}
	if err != nil {
		return err
	}
	r.unzip.Multistream(false)
	r.inner.Reset(r.unzip)
	return nil
}

// fault says where reading came to an end.
func (r *reader) fault(at int64, err error) error {
	return &damage{at: at, torn: errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF), why: err}
}
