package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
)

// head is the head of an HTTP message in a block.
type head struct {
	proto  string
	status int
	header http.Header
}

// parseAnswer reads the head of a response. What follows in the reader is its
// body.
func parseAnswer(r *bufio.Reader) (head, error) {
	line, err := readLine(r, mostHeader)
	if err != nil && line == "" {
		return head{}, err
	}
	proto, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(proto, "HTTP/") || err != nil || status < 100 || status > 999 {
		return head{}, fmt.Errorf("no HTTP response: %.60q", line)
	}
	lines, err := readFields(r)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return head{}, err
	}
	h := head{proto: proto, status: status, header: http.Header{}}
	for _, f := range lines {
		name := textproto.CanonicalMIMEHeaderKey(f.name)
		h.header[name] = append(h.header[name], f.value)
	}
	return h, nil
}

// unchunk gives a body without the framing of its transfer, which some programs
// keep, and some do away with without saying so.
func (h *head) unchunk(r *bufio.Reader) io.Reader {
	coded := slices.ContainsFunc(h.header["Transfer-Encoding"], func(s string) bool { return strings.Contains(strings.ToLower(s), "chunked") })
	delete(h.header, "Transfer-Encoding")
	if !coded {
		return r
	}
	start, _ := r.Peek(32) // fewer tell enough
	size, _, ok := bytes.Cut(start, []byte("\n"))
	number, _, _ := bytes.Cut(bytes.TrimRight(size, "\r"), []byte(";"))
	if _, err := strconv.ParseUint(strings.TrimSpace(string(number)), 16, 32); err != nil || !ok {
		return r
	}
	return httputil.NewChunkedReader(r)
}

// writeHeader writes header lines in a fixed order and an empty line.
func writeHeader(b *bytes.Buffer, h http.Header) {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range h[name] {
			b.WriteString(name)
			b.WriteString(": ")
			b.WriteString(oneLine.Replace(v))
			b.WriteString("\r\n")
		}
	}
	b.WriteString("\r\n")
}
