package crawl

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks/thai"
)

// tolerant asks again, of its own hand, where the library refuses an answer for
// its head, and reads it as browsers do: a line that is no header is passed over,
// and a length that is none as well. A host that answers so once is asked so from
// then on.
type tolerant struct {
	next http.RoundTripper
	dial dialler
	lax  func(host string) string // the fault of a host's certificate that is read all the same, "" for none
	mu   sync.Mutex
	odd  map[string]bool // hosts that answer so
}

// badResponse is an answer of which nothing can be made.
type badResponse struct{ what string }

func (b *badResponse) Error() string { return b.what }

// RoundTrip implements http.RoundTripper.
func (t *tolerant) RoundTrip(req *http.Request) (*http.Response, error) {
	t.mu.Lock()
	odd := t.odd[req.URL.Host]
	t.mu.Unlock()
	if odd {
		return t.ask(req)
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil && flooded(err) {
		return nil, &badResponse{innermost(err)}
	}
	if err == nil || !unruly(err) || req.Method != http.MethodGet {
		return resp, err
	}
	resp, again := t.ask(req)
	var bad *badResponse
	switch {
	case errors.As(again, &bad):
		return nil, bad
	case again != nil:
		return nil, &badResponse{innermost(err)}
	}
	t.mu.Lock()
	t.odd[req.URL.Host] = true
	t.mu.Unlock()
	return resp, nil
}

// flooded reports whether the head of an answer never seems to end.
func flooded(err error) bool {
	s := err.Error()
	return strings.Contains(s, "response headers exceeded") || strings.Contains(s, "too many 1xx")
}

// unruly reports whether the library found an answer to be none, or one that it
// does not read. It has no types for these errors.
func unruly(err error) bool {
	if isTLS(err) || isTimeout(err) {
		return false
	}
	s := err.Error()
	for _, mark := range []string{"malformed HTTP", "malformed MIME", "Content-Length", "unsupported transfer encoding", "Transfer-Encoding", "invalid header"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

// ask makes the request on a connection of its own.
func (t *tolerant) ask(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), headerTimeout)
	defer cancel()
	conn, err := t.dial(ctx, "tcp", net.JoinHostPort(req.URL.Hostname(), portOf(req.URL)))
	if err != nil {
		return nil, err
	}
	open := conn
	stop := context.AfterFunc(req.Context(), func() { _ = open.Close() }) // ends a read under way
	fail := func(err error) (*http.Response, error) {
		stop()
		_ = open.Close()
		return nil, err
	}
	if req.URL.Scheme == "https" {
		conf := &tls.Config{MinVersion: tls.VersionTLS12}
		if t.lax(req.URL.Host) != "" {
			conf = laxTLS()
		}
		conf.ServerName = req.URL.Hostname()
		shaken := tls.Client(conn, conf)
		if err := shaken.HandshakeContext(ctx); err != nil {
			return fail(err)
		}
		conn = shaken
	}
	trace := httptrace.ContextClientTrace(req.Context())
	if trace != nil && trace.GotConn != nil {
		trace.GotConn(httptrace.GotConnInfo{Conn: conn})
	}
	_ = conn.SetDeadline(time.Now().Add(headerTimeout)) // else the context ends it
	send := req.Clone(req.Context())
	send.Close = true
	if err := send.Write(conn); err != nil {
		return fail(fmt.Errorf("sending the request: %w", err))
	}
	resp, err := answerOf(bufio.NewReader(conn), req)
	if err != nil {
		return fail(err)
	}
	_ = conn.SetDeadline(time.Time{})
	resp.Body = &ownConn{resp.Body, func() { stop(); _ = open.Close() }}
	strip(resp)
	if fault := t.lax(req.URL.Host); fault != "" && req.URL.Scheme == "https" {
		resp.Header.Set(noteTLS, fault)
	}
	return resp, nil
}

// ownConn is a body that ends with its connection.
type ownConn struct {
	io.ReadCloser
	let func()
}

func (o *ownConn) Close() error {
	err := o.ReadCloser.Close()
	o.let()
	return err
}

var statusLine = regexp.MustCompile(`^(?i:HTTP)/\d(?:\.\d)?[ \t]+(\d{3})(?:\D|$)`)

// most1xx is how many answers may announce another.
const most1xx = 50

// answerOf reads an answer whose head breaks the rules.
func answerOf(r *bufio.Reader, req *http.Request) (*http.Response, error) {
	for range most1xx + 1 {
		head, status, err := headOf(r)
		switch {
		case err != nil:
			return nil, err
		case status >= 100 && status < 200:
			continue
		}
		resp, err := http.ReadResponse(bufio.NewReader(io.MultiReader(bytes.NewReader(head), r)), req)
		if err != nil {
			return nil, &badResponse{innermost(err)}
		}
		return resp, nil
	}
	return nil, &badResponse{"too many answers that announce another"}
}

// headOf reads the head of an answer and writes it as it should have been.
func headOf(r *bufio.Reader) (head []byte, status int, err error) {
	left := maxHeaderBytes
	line := func() (string, error) {
		var all []byte
		for {
			part, err := r.ReadSlice('\n')
			if left -= len(part); left < 0 {
				return "", &badResponse{fmt.Sprintf("a head of more than %d bytes", maxHeaderBytes)}
			}
			if all = append(all, part...); !errors.Is(err, bufio.ErrBufferFull) {
				return strings.TrimRight(string(all), "\r\n"), err
			}
		}
	}
	first, err := line()
	for err == nil && first == "" {
		first, err = line()
	}
	var bad *badResponse
	if errors.As(err, &bad) {
		return nil, 0, bad
	}
	m := statusLine.FindStringSubmatch(first)
	if m == nil {
		if err != nil && first == "" {
			return nil, 0, fmt.Errorf("reading the answer: %w", err)
		}
		return nil, 0, &badResponse{fmt.Sprintf("begins with %q, which is no answer of a web server", shortened(first))}
	}
	status, _ = strconv.Atoi(m[1]) // three digits
	h, lengths := http.Header{}, map[string]bool{}
	last := ""
	for err == nil {
		var text string
		if text, err = line(); text == "" {
			break
		}
		name, value, ok := strings.Cut(text, ":")
		switch folded := text[0] == ' ' || text[0] == '\t'; {
		case folded && last != "":
			h[last][len(h[last])-1] += " " + tidy(text)
			continue
		case folded, !ok, !headerName(strings.TrimSpace(name)):
			last = ""
			continue
		}
		last = http.CanonicalHeaderKey(strings.TrimSpace(name))
		h[last] = append(h[last], tidy(value))
	}
	if errors.As(err, &bad) {
		return nil, 0, bad
	}
	chunked := strings.Contains(strings.ToLower(strings.Join(h["Transfer-Encoding"], ",")), "chunked")
	delete(h, "Transfer-Encoding")
	for _, v := range h["Content-Length"] {
		for n := range strings.SplitSeq(v, ",") {
			if n = strings.TrimSpace(n); n != "" && strings.Trim(n, "0123456789") == "" && len(n) < 18 {
				lengths[n] = true
			}
		}
	}
	delete(h, "Content-Length")
	switch {
	case chunked:
		h.Set("Transfer-Encoding", "chunked")
	case len(lengths) > 1:
		return nil, 0, &badResponse{"names several lengths of one answer"}
	}
	for n := range lengths {
		if !chunked {
			h.Set("Content-Length", n)
		}
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "HTTP/1.1 %d\r\n", status)
	_ = h.Write(&out) // into memory
	out.WriteString("\r\n")
	return out.Bytes(), status, nil
}

// tidy drops from a header's value what may not stand in one.
func tidy(v string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' || c == 0x7F {
			return ' '
		}
		return c
	}, v))
}

// headerName reports whether a text can be the name of a header (RFC 9110 §5.6.2).
func headerName(s string) bool {
	const others = "!#$%&'*+-.^_`|~"
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte(others, c) < 0 {
			return false
		}
	}
	return s != ""
}

// shortened is the beginning of what a server sent, fit for a report.
func shortened(s string) string {
	const most = 60
	r := []rune(thai.Clean(strings.ToValidUTF8(s[:min(len(s), 4*most)], "\uFFFD")))
	return string(r[:min(len(r), most)])
}
