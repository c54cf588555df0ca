package warc

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// writeOut is how much is gathered before it is written; small exchanges go out
// in one piece.
const writeOut = 1 << 20

// leastPacked is how large a record must be to be worth packing: in smaller ones
// the tables of the code take longer to make than the room is worth.
const leastPacked = 2 << 10

// errEnded says that a recording had failed before.
var errEnded = errors.New("the recording has ended")

// commit writes records together. Where that fails, the file is cut back to what
// it was, and the recording is over.
func (r *Recording) commit(write func() error) error {
	if r.failed != nil {
		return r.failed
	}
	r.buf.Reset()
	before, lines := r.end, len(r.lines)
	err := write()
	if err == nil {
		err = r.flush()
	}
	if err == nil && r.now().Sub(r.synced) >= syncEvery {
		r.synced = r.now()
		err = r.file.Sync()
	}
	if err != nil {
		r.lines = r.lines[:lines]
		r.end = before
		r.failed = fmt.Errorf("%w: %w", errEnded, err)
		return fmt.Errorf("writing %s: %w", r.path, errors.Join(err, r.file.Truncate(before)))
	}
	return nil
}

func (r *Recording) flush() error {
	n, err := r.file.Write(r.buf.Bytes())
	r.end += int64(n)
	r.buf.Reset()
	return err
}

// Write implements io.Writer for the gzip writers.
func (o *output) Write(p []byte) (int, error) {
	r := (*Recording)(o)
	r.buf.Write(p)
	if r.buf.Len() < writeOut {
		return len(p), nil
	}
	return len(p), r.flush()
}

// output is a Recording as a writer.
type output Recording

// fields begins the header of a record.
func (r *Recording) fields(kind, id, target string, at time.Time) fields {
	f := make(fields, 0, 16)
	f.add("WARC-Type", kind)
	f.add("WARC-Record-ID", bracket(id))
	f.add("WARC-Date", timeOf(at))
	f.add("WARC-Target-URI", target)
	if r.infoID != id && r.infoID != "" {
		f.add("WARC-Warcinfo-ID", bracket(r.infoID))
	}
	return f
}

// write writes a record as one gzip member: top, and then size bytes of rest.
func (r *Recording) write(f fields, top []byte, rest io.Reader, size int64, blockDigest string, z *gzip.Writer) error {
	f.add("WARC-Block-Digest", blockDigest)
	f.add("Content-Length", strconv.FormatInt(int64(len(top))+size, 10))
	var b bytes.Buffer
	b.WriteString("WARC/1.1\r\n")
	for _, l := range f {
		b.WriteString(l.name)
		b.WriteString(": ")
		b.WriteString(l.value)
		b.WriteString("\r\n")
	}
	b.WriteString("\r\n")
	b.Write(top)
	if int64(b.Len())+size < leastPacked {
		z = r.stored
	}
	z.Reset((*output)(r))
	_, err := z.Write(b.Bytes())
	if err == nil && rest != nil {
		var n int64
		if n, err = r.copy(z, rest); err == nil && n != size {
			err = fmt.Errorf("a body has %d bytes and not %d", n, size)
		}
	}
	if err == nil {
		_, err = io.WriteString(z, "\r\n\r\n")
	}
	if err == nil {
		err = z.Close()
	}
	return err
}

// writeAnswer writes a response or revisit record and notes it for the index.
func (r *Recording) writeAnswer(f fields, x *checks.Exchange, top []byte, body io.Reader, blockDigest string) error {
	z, size := r.fast, int64(0)
	if body != nil {
		size = x.Size
		if packed(x, body) {
			z = r.stored
		}
	}
	start := r.end + int64(r.buf.Len())
	if err := r.write(f, top, body, size, blockDigest, z); err != nil {
		return err
	}
	r.index(f, head{status: x.Status, header: x.Header}, start, r.end+int64(r.buf.Len())-start)
	return nil
}

// index notes an answer: a line of the index, and where later ones find its body.
func (r *Recording) index(f fields, h head, offset, size int64) {
	target := unbracket(f.get("WARC-Target-URI"))
	payload := f.get("WARC-Payload-Digest")
	if strings.EqualFold(f.get("WARC-Type"), "response") && f.get("WARC-Truncated") == "" && payload != "" {
		if _, known := r.seen[payload]; !known {
			r.seen[payload] = earlier{unbracket(f.get("WARC-Record-ID")), target, f.get("WARC-Date")}
		}
	}
	r.lines = append(r.lines, indexLine(target, f, h, payload, offset, size))
}

// Drawing records how a browser drew a page.
func (r *Recording) Drawing(d *checks.Drawing) error {
	how, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("recording how %s was drawn: %w", d.URL, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.fields("conversion", newID(), d.URL, d.At)
	f.add("Content-Type", "text/html; charset=utf-8")
	f.add(drawingField, string(how))
	return r.commit(func() error { return r.write(f, d.HTML, nil, 0, digest(d.HTML), r.fast) })
}

// Note records how something was come by.
func (r *Recording) Note(n *checks.Note) error {
	var b fields
	b.add("via", n.From)
	b.add("hopsFromSeed", strings.Repeat("L", max(len(n.Path)-1, 0)))
	for _, p := range n.Path {
		b.add("path", p)
	}
	b.add("label", n.Label)
	if c := n.Charset; c.Name != "" {
		b.add("charset", c.Name)
		b.add("charsetBy", c.By)
		b.add("charsetDeclared", c.Declared)
		if c.Damaged > 0 {
			b.add("charsetDamaged", strconv.Itoa(c.Damaged))
		}
	}
	b.add("trouble", string(n.Reason))
	b.add("detail", n.Detail)
	block := b.lines()
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.fields("metadata", newID(), n.URL, n.At)
	f.add("Content-Type", typeFields)
	return r.commit(func() error { return r.write(f, block, nil, 0, digest(block), r.fast) })
}

// Measured records what was measured beside the crawl.
func (r *Recording) Measured(key string, value json.RawMessage) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.meta(whatMeasured, key, value)
}

// End records how the crawl went. It may go on all the same.
func (r *Recording) End(c checks.Course) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.meta(whatCourse, "", c)
}

// meta writes a metadata record of our own; r.mu is held, or nobody else knows of
// r yet.
func (r *Recording) meta(what, key string, value any) error {
	block, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("recording %s %s: %w", what, key, err)
	}
	f := r.fields("metadata", newID(), "", r.now())
	f.add(whatField, what)
	f.add(keyField, key)
	f.add("Content-Type", typeJSON)
	return r.commit(func() error { return r.write(f, block, nil, 0, digest(block), r.fast) })
}

// Close ends the recording and leaves the file under the name that it has: it can
// be gone on with.
func (r *Recording) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	err := errors.Join(r.file.Sync(), r.file.Close())
	r.file = nil
	if r.failed == nil {
		r.failed = errEnded
	}
	return err
}

// Finish ends the recording, gives the file its lasting name and writes the index
// beside it. Either appears whole or not at all.
func (r *Recording) Finish(path, index string) error {
	if r.failed != nil {
		return r.failed
	}
	if err := r.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", r.path, err)
	}
	if err := writeIndex(index, filepath.Base(path), r.lines); err != nil {
		return fmt.Errorf("writing %s: %w", index, err)
	}
	if err := os.Rename(r.path, path); err != nil {
		return fmt.Errorf("naming the recording: %w", err)
	}
	return nil
}
