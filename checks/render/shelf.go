package render

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
)

// Bounds of the shelf, in bytes.
const (
	shelfRoom = 24 << 20
	bookMost  = 3 << 20
)

// shelf keeps the scripts and data that pages share, so that a server is asked
// for them once and not with every page.
type shelf struct {
	mu    sync.Mutex
	books map[string]*book
	room  int
}

// book is an answer that is kept.
type book struct {
	header []*fetch.HeaderEntry
	body   []byte
}

func newShelf() *shelf { return &shelf{books: map[string]*book{}, room: shelfRoom} }

func (s *shelf) get(at string) *book {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.books[at]
}

// put keeps an answer.
func (s *shelf) put(at string, header []*fetch.HeaderEntry, body []byte) {
	if len(body) == 0 || len(body) > bookMost {
		return
	}
	b := &book{body: body, header: slices.DeleteFunc(slices.Clone(header), func(h *fetch.HeaderEntry) bool { return strings.EqualFold(h.Name, "Set-Cookie") })}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.books[at] == nil && s.room >= len(body) {
		s.books[at] = b
		s.room -= len(body)
	}
}

// ofTheWire reports whether a header, in lower case, tells how a body was sent
// and not what it is.
func ofTheWire(name string) bool {
	switch name {
	case "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "alt-svc":
		return true
	}
	return false
}

func entries(name string, values []string) []*fetch.HeaderEntry {
	out := make([]*fetch.HeaderEntry, 0, len(values))
	for _, v := range values {
		out = append(out, &fetch.HeaderEntry{Name: name, Value: v})
	}
	return out
}

// plainGet reports whether a request names all that its answer depends on.
func plainGet(r *network.Request) bool {
	if r.Method != "GET" {
		return false
	}
	for name := range r.Headers {
		switch strings.ToLower(name) {
		case "authorization", "range":
			return false
		}
	}
	return true
}

// lendable reports whether an answer may be given to the next page too. Scripts
// always may: a site's pages share them, whatever their headers say.
func lendable(kind network.ResourceType, header http.Header) bool {
	return kind == network.ResourceTypeScript || header.Get("Set-Cookie") == "" && !strings.Contains(strings.ToLower(header.Get("Cache-Control")), "no-store")
}
