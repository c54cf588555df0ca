package auditor

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// DefaultShelf is how many bytes of scans are kept for a second look.
const DefaultShelf = 512 << 20

// Shelf keeps the bytes of pictures and scans in a folder of its own until it is
// closed, since a Site holds none. It is safe for concurrent use.
type Shelf struct {
	dir  string
	lock *os.File // nil where the system has none
	mu   sync.Mutex
	left int64
	has  map[string]bool
}

// NewShelf makes a shelf for so many bytes in a new folder below parent, or of
// the system's folder for temporary files where parent is empty.
func NewShelf(parent string, most int64) (*Shelf, error) {
	clearShelves(cmp.Or(parent, os.TempDir()), time.Now())
	dir, err := os.MkdirTemp(parent, shelfName)
	if err != nil {
		return nil, fmt.Errorf("making a folder for scans: %w", err)
	}
	lock, _ := holdFolder(dir) // without a lock it goes when it is old
	return &Shelf{dir: dir, lock: lock, left: most, has: map[string]bool{}}, nil
}

const shelfName = "truatweb-scans-*"

// When a shelf whose program did not end by itself is thrown away: one that
// nobody holds is left alone while it is young, since its program may be about to
// hold it; where holding is unknown, one is old that no run still fills.
const (
	youngShelf = 10 * time.Minute
	oldShelf   = 48 * time.Hour
)

// clearShelves throws away the shelves that programs left behind which were
// killed.
func clearShelves(parent string, now time.Time) {
	left, _ := filepath.Glob(filepath.Join(parent, shelfName)) // the pattern is right
	for _, dir := range left {
		info, err := os.Lstat(dir)
		if err != nil || !info.IsDir() || now.Sub(info.ModTime()) < youngShelf {
			continue
		}
		lock, err := holdFolder(dir)
		if err != nil || lock == nil && now.Sub(info.ModTime()) < oldShelf {
			continue
		}
		_ = os.RemoveAll(dir) // what belongs to somebody else stays
		if lock != nil {
			_ = lock.Close() // nothing was written through it
		}
	}
}

// Keep keeps a document that no reader could read a text in but an eye could: as
// much of them as there is room for. One that cannot be kept is looked at by a
// person alone, as it would be without a shelf.
func (s *Shelf) Keep(d *checks.Document, body []byte) {
	if !scan(d) || len(body) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.has[d.SHA256] || int64(len(body)) > s.left {
		return
	}
	if os.WriteFile(s.at(d.SHA256), body, 0o600) != nil {
		s.left = 0 // there is no more room than that
		return
	}
	s.left -= int64(len(body))
	s.has[d.SHA256] = true
}

// scan reports whether a document holds text only for eyes.
func scan(d *checks.Document) bool {
	f := d.Facts
	return d.Trouble == "" && filepath.Base(d.SHA256) == d.SHA256 && (d.Kind == checks.KindImage || d.Kind == checks.KindPDF && (f.NoText || f.Garbled))
}

func (s *Shelf) at(sum string) string { return filepath.Join(s.dir, sum) }

// Bytes gives a document by the hash of its bytes; nil if it was not kept.
func (s *Shelf) Bytes(sum string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.has[sum] {
		return nil, nil
	}
	b, err := os.ReadFile(s.at(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("taking a scan from its folder: %w", err)
	}
	return b, nil
}

// Close throws away what is kept.
func (s *Shelf) Close() error {
	err := os.RemoveAll(s.dir)
	if s.lock != nil {
		_ = s.lock.Close() // nothing was written through it
	}
	return err
}
