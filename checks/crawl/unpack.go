package crawl

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	mostEncodings = 5       // curl's limit
	zstdWindow    = 8 << 20 // bytes (RFC 9659 §3)
)

// scratch is what reading a body needs besides the body itself.
type scratch struct {
	out   bytes.Buffer // the body as far as it was read
	chunk [32 << 10]byte
	head  *bufio.Reader
	gzip  *gzip.Reader // nil until one was needed
}

func newScratch() *scratch { return &scratch{head: bufio.NewReader(nil)} }

// mostScratch bounds the body whose buffer serves the next one too.
const mostScratch = 1 << 20

// taken gives the first n bytes that were read, which nobody else holds.
func (s *scratch) taken(n int) []byte {
	if s.out.Cap() <= mostScratch {
		return bytes.Clone(s.out.Bytes()[:n])
	}
	data := s.out.Bytes()[:n]
	s.out = bytes.Buffer{}
	return data
}

// drop readies a scratch for the next body.
func (s *scratch) drop() {
	if s.out.Cap() > mostScratch {
		s.out = bytes.Buffer{}
	}
	s.out.Reset()
	s.head.Reset(nil)
}

// counted counts what was read, and keeps what went wrong with reading.
type counted struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// unpacked is a body behind its decoders.
type unpacked struct {
	io.Reader
	held []func()
}

func (u *unpacked) close() {
	for _, let := range u.held {
		let()
	}
}

// unpack undoes the content encodings, the last applied first. Servers send
// others than they were asked for. What it gives is to be closed, whatever the
// error.
func (s *scratch) unpack(r io.Reader, header string) (out *unpacked, packed bool, err error) {
	out = &unpacked{Reader: r}
	names := strings.FieldsFunc(strings.ToLower(header), func(c rune) bool { return c == ',' || c == ' ' || c == '\t' })
	if len(names) > mostEncodings {
		return out, false, fmt.Errorf("%w: %d of them", errEncoding, len(names))
	}
	for i := len(names) - 1; i >= 0; i-- {
		switch names[i] {
		case "identity", "none", "utf-8", "utf8", "tis-620", "windows-874":
			continue // the last four are old servers' mistakes for a character set
		}
		head := s.buffered(out.Reader)
		if out.Reader = head; plain(head) {
			s = nil // what it has is in use
			continue
		}
		if err = out.through(names[i], head, s); err != nil {
			return out, true, err
		}
		s = nil
		packed = true
	}
	return out, packed, nil
}

// buffered buffers a reader, by what serves the next body too where that is free.
func (s *scratch) buffered(r io.Reader) *bufio.Reader {
	if s == nil {
		return bufio.NewReader(r)
	}
	s.head.Reset(r)
	return s.head
}

// through puts a decoder before what was there; s is what it may use, nil for
// nothing.
func (u *unpacked) through(name string, from *bufio.Reader, s *scratch) (err error) {
	var r io.Reader
	switch name {
	case "gzip", "x-gzip":
		r, err = s.gunzip(from)
	case "deflate":
		r, err = inflate(from)
	case "br":
		r = brotli.NewReader(from)
	case "zstd":
		var z *zstd.Decoder
		z, err = zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err == nil {
			u.held = append(u.held, z.Close)
		}
		r = z
	default:
		return fmt.Errorf("%w: %q", errEncoding, name)
	}
	switch {
	case err == nil:
		u.Reader = r
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		err = fmt.Errorf("%w: said to be %q and is not", errEncoding, name)
	}
	return err
}

// garbled reports whether a body came as it was sent and is not what it is said
// to be packed as.
func garbled(err error, packed bool, wire *counted) bool {
	return err != nil && packed && wire.err == nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF)
}

// plain reports whether a body that is said to be packed is not: it begins as a
// page does.
func plain(r *bufio.Reader) bool {
	head, _ := r.Peek(16) // a shorter one is looked at as it is
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	return len(head) > 1 && head[0] == '<' && (head[1] == '!' || head[1] == '?' || head[1] >= 'A' && head[1] <= 'z') || bytes.HasPrefix(head, []byte("%PDF"))
}

// gzipped reads gzip up to where something else begins: browsers pass over what
// stands behind its end.
type gzipped struct {
	*gzip.Reader
	begun bool
}

func (s *scratch) gunzip(r io.Reader) (io.Reader, error) {
	if s == nil {
		z, err := gzip.NewReader(r)
		return &gzipped{Reader: z}, err
	}
	if s.gzip == nil {
		s.gzip = &gzip.Reader{}
	}
	return &gzipped{Reader: s.gzip}, s.gzip.Reset(r)
}

func (g *gzipped) Read(p []byte) (int, error) {
	n, err := g.Reader.Read(p)
	g.begun = g.begun || n > 0
	if g.begun && errors.Is(err, gzip.ErrHeader) {
		err = io.EOF
	}
	return n, err
}

// inflate reads deflate with its wrapper (RFC 9110 §8.4.1.2) or, as many servers
// send it, without.
func inflate(r io.Reader) (io.Reader, error) {
	head := make([]byte, 2)
	n, err := io.ReadFull(r, head)
	if err != nil && n == 0 {
		return nil, err
	}
	r = io.MultiReader(bytes.NewReader(head[:n]), r)
	if n == 2 && head[0]&0x0F == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}
