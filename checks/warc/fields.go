package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Limits on what is read.
const (
	mostHeader = 1 << 20 // bytes of the header of a record, or of HTTP inside one
	mostFields = 2000
	mostBlock  = 4 << 30 // bytes of a block, as its record says
)

// field is a line of a header.
type field struct{ name, value string }

// fields are a header, in order.
type fields []field

// get gives the first value of a name; "" if there is none.
func (f fields) get(name string) string {
	for i := range f {
		if strings.EqualFold(f[i].name, name) {
			return f[i].value
		}
	}
	return ""
}

// oneLine takes out line breaks, which would begin another line.
var oneLine = strings.NewReplacer("\r", " ", "\n", " ")

// add adds a line, unless it has no value. Line breaks in a value would begin
// another field.
func (f *fields) add(name, value string) {
	if value != "" {
		*f = append(*f, field{name, oneLine.Replace(value)})
	}
}

var (
	errHeaderLong = errors.New("a header is longer than the limit")
	errHeader     = errors.New("no header of a record")
)

// readFields reads header lines up to an empty one, or the end.
func readFields(r *bufio.Reader) (fields, error) {
	var out fields
	for left := mostHeader; ; {
		line, err := readLine(r, left)
		if err != nil && (!errors.Is(err, io.EOF) || line == "") {
			if errors.Is(err, io.EOF) {
				return out, io.ErrUnexpectedEOF
			}
			return out, err
		}
		if left -= len(line) + 1; left <= 0 || len(out) > mostFields {
			return out, errHeaderLong
		}
		if line == "" {
			return out, nil
		}
		if (line[0] == ' ' || line[0] == '\t') && len(out) > 0 { // folded, as WARC and old HTTP allow
			out[len(out)-1].value += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue // what other programs write is forgiven
		}
		out = append(out, field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

// readLine reads a line of at most so many bytes, without its end.
func readLine(r *bufio.Reader, most int) (string, error) {
	var b strings.Builder
	for {
		part, err := r.ReadSlice('\n')
		if b.Len()+len(part) > most {
			return "", errHeaderLong
		}
		b.Write(part)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return strings.TrimRight(b.String(), "\r\n"), err
	}
}

// record is one record. Its block is to be read before the next one is asked
// for.
type record struct {
	fields
	kind   string // WARC-Type, lower case
	date   time.Time
	length int64
	block  io.Reader
	offset int64 // of its gzip member, or of itself in a plain file
}

// id gives a record's id without its brackets.
func (r *record) id() string { return unbracket(r.get("WARC-Record-ID")) }

// target gives the address that a record is about; wget puts it in brackets.
func (r *record) target() string { return unbracket(r.get("WARC-Target-URI")) }

func unbracket(s string) string { return strings.TrimSuffix(strings.TrimPrefix(s, "<"), ">") }

// parseRecord reads the header of a record, its version line included.
func parseRecord(r *bufio.Reader) (*record, error) {
	version, err := readLine(r, 64)
	switch {
	case errors.Is(err, errHeaderLong), (err == nil || errors.Is(err, io.EOF) && len(version) > 4) && !strings.HasPrefix(version, "WARC/"):
		return nil, errHeader
	case errors.Is(err, io.EOF):
		return nil, io.ErrUnexpectedEOF
	case err != nil:
		return nil, err
	}
	rec := &record{}
	if rec.fields, err = readFields(r); err != nil {
		return nil, err
	}
	rec.kind = strings.ToLower(rec.get("WARC-Type"))
	rec.length, err = strconv.ParseInt(rec.get("Content-Length"), 10, 64)
	if err != nil || rec.length < 0 || rec.length > mostBlock {
		return nil, fmt.Errorf("%w: its length is %.40q", errHeader, rec.get("Content-Length"))
	}
	rec.date, _ = time.Parse(time.RFC3339Nano, rec.get("WARC-Date")) // one that cannot be read is as none
	rec.date = rec.date.UTC()
	return rec, nil
}
