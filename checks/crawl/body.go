package crawl

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// A compressed body that grows by more than mostGrowth once it is larger than
// growthFrom is a bomb (the ratio that Apache Tika refuses).
const (
	mostGrowth = 100
	growthFrom = 1 << 20
)

var (
	errTooLarge = errors.New("larger than the limit")
	errBomb     = errors.New("unpacks to far more than was sent")
	errEncoding = errors.New("unknown content encoding")
	errBroken   = errors.New("ended before its end")
	errSlow     = errors.New("took longer than the limit of one request")
)

// body reads a whole response within a deadline and within limits on the wire
// and after decompression, so that nothing above it ever waits for a server.
type body struct {
	next           http.RoundTripper
	page, document int64
	timeout        time.Duration
	scratches      sync.Pool // *scratch
}

// RoundTrip implements http.RoundTripper.
func (b *body) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), b.timeout, errSlow)
	defer cancel()
	req = req.Clone(ctx)
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := b.next.RoundTrip(req)
	if err != nil {
		return nil, slow(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, note, err := b.read(ctx, resp, req.URL.Path == robotsPath)
	if err != nil {
		return nil, slow(ctx, err)
	}
	if note != "" {
		resp.Header.Set(noteTruncated, note)
	}
	if t := resp.Header.Get("Content-Type"); t != "" {
		resp.Header.Set(noteType, t)
		resp.Header.Del("Content-Type")
	}
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	resp.ContentLength = int64(len(data))
	resp.Uncompressed = true
	kept := *resp
	kept.Body = newWhole(data)
	return &kept, nil
}

// slow names the deadline of this layer where it is what ended a request.
func slow(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errSlow) {
		return errSlow
	}
	return err
}

// read gives the unpacked body; note says why it is only the first part of it.
// Of a robots.txt that part is all that counts.
func (b *body) read(ctx context.Context, resp *http.Response, robots bool) (data []byte, note string, err error) {
	s, _ := b.scratches.Get().(*scratch)
	if s == nil {
		s = newScratch()
	}
	defer b.scratches.Put(s)
	defer s.drop()
	wire := &counted{r: io.LimitReader(resp.Body, b.document+1)}
	r, packed, err := s.unpack(wire, strings.Join(resp.Header.Values("Content-Encoding"), ","))
	defer r.close()
	if err != nil {
		if wire.n == 0 && errors.Is(err, io.EOF) {
			return nil, "", nil
		}
		return nil, "", err
	}
	out, limit, judged := &s.out, b.document, false
	for {
		n, err := r.Read(s.chunk[:])
		out.Write(s.chunk[:n])
		size := int64(out.Len())
		if robots && size > robotsBytes {
			return s.taken(robotsBytes), "larger than the limit for robots.txt", nil
		}
		if packed && size > growthFrom && size > mostGrowth*wire.n {
			return nil, "", errBomb
		}
		if !judged {
			limit, judged = b.document, size >= markupHead
			if markup(resp.Header.Get("Content-Type"), out.Bytes()) {
				limit = b.page
			}
		}
		switch {
		case size > limit && limit == b.page && limit < b.document:
			return s.taken(int(limit)), "larger than the limit for pages", nil
		case size > limit || wire.n > b.document:
			return nil, "", fmt.Errorf("%w of %d bytes", errTooLarge, limit)
		case errors.Is(err, io.EOF):
			return s.taken(out.Len()), "", nil
		case err != nil && ctx.Err() != nil:
			return nil, "", ctx.Err()
		case garbled(err, packed, wire):
			if size == 0 {
				return nil, "", fmt.Errorf("%w: it cannot be unpacked", errEncoding)
			}
			return s.taken(out.Len()), "the rest cannot be unpacked", nil
		case err != nil:
			if markup(resp.Header.Get("Content-Type"), out.Bytes()) && size > 0 {
				if tail := out.Bytes()[max(0, out.Len()-200):]; bytes.Contains(bytes.ToLower(tail), []byte("</html>")) {
					return s.taken(out.Len()), "", nil // only the announced length was wrong
				}
				return s.taken(out.Len()), "the connection ended early", nil
			}
			return nil, "", fmt.Errorf("%w: %w", errBroken, err)
		}
	}
}

// markupHead is how much of a body markup looks at.
const markupHead = 512

// markup guesses whether a body is a page, whose limit is the smaller one.
func markup(contentType string, data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), markupHead)], "\xEF\xBB\xBF \t\r\n")
	if len(head) == 0 {
		return strings.Contains(strings.ToLower(contentType), "html")
	}
	for _, magic := range []string{"%PDF", "PK\x03\x04", "\xD0\xCF\x11\xE0", "\xFF\xD8", "\x89PNG", "GIF8", "Rar!", "{\\rtf"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return false
		}
	}
	return head[0] == '<' || strings.Contains(strings.ToLower(contentType), "html")
}
