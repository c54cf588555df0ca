package crawl

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"sync"
)

// whole is a body that was read already.
type whole struct {
	*bytes.Reader
	data []byte
}

func newWhole(data []byte) io.ReadCloser { return &whole{bytes.NewReader(data), data} }

// Close does nothing.
func (*whole) Close() error { return nil }

// handing hands bodies that were read already past the collector, which would
// copy them: it is given an empty one and a note by which take finds the body.
type handing struct {
	next http.RoundTripper
	mu   sync.Mutex
	n    int
	held map[string][]byte
}

// RoundTrip implements http.RoundTripper.
func (h *handing) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := h.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	w, ok := resp.Body.(*whole)
	if !ok {
		return resp, nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.n++
	at := strconv.Itoa(h.n)
	h.held[at] = w.data
	resp.Header.Set(noteBody, at)
	resp.Body, resp.ContentLength = http.NoBody, 0
	return resp, nil
}

// take gives the body of an answer; otherwise where it was not handed past.
func (h *handing) take(header http.Header, otherwise []byte) []byte {
	at := header.Get(noteBody)
	if at == "" {
		return otherwise
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	body := h.held[at]
	delete(h.held, at)
	return body
}
