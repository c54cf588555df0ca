package crawl

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
)

// mostRecalled is how much of a body is kept for those who would ask for it again.
const mostRecalled = 1 << 20

// memory holds what the home page and the redirects before it answered, so that
// whoever measures afterwards need not ask once more.
type memory struct {
	mu    sync.Mutex
	full  bool // nothing more is taken in
	known map[string]*answer
}

func newMemory() *memory { return &memory{known: map[string]*answer{}} }

// learn takes in an answer that came just now; one from a record, or that an
// earlier crawl was given, does not tell how the server answers today.
func (m *memory) learn(a address, out *answer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.full || out.status == 0 || out.cut != "" || out.held || out.header.Get(noteEarlier) != "" || len(out.body) > mostRecalled {
		return
	}
	m.known[a.String()] = &answer{status: out.status, header: told(out.header), body: out.body}
}

func (m *memory) close() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.full = true
}

// recall gives the answer to an address; nil if it is not known.
func (m *memory) recall(address string) *http.Response {
	a, ok := parse(address)
	if !ok {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.known[a.String()]
	if k == nil {
		return nil
	}
	return &http.Response{StatusCode: k.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: k.header.Clone(),
		ContentLength: int64(len(k.body)), Body: io.NopCloser(bytes.NewReader(k.body)), Uncompressed: true}
}

// told is a header as the server sent it, without the notes of our own layers.
func told(h http.Header) http.Header {
	out := maps.Clone(h)
	for note, header := range map[string]string{noteType: "Content-Type", noteLocation: "Location"} {
		if v := h.Get(note); v != "" {
			out[header] = []string{v}
		}
	}
	for name := range out {
		if strings.HasPrefix(name, notePrefix) {
			delete(out, name)
		}
	}
	return out
}
