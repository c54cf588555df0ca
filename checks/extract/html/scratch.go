package html

import "github.com/truatweb/truatweb/checks"

const (
	idleScratches = 4    // kept for pages to come
	keptParts     = 4096 // blocks, links and pictures that one keeps room for
)

// shared is what a reader keeps from page to page.
type shared struct {
	words *vocabulary
	idle  chan *scratch
}

// vocabulary gives the texts that are remembered.
func (s *shared) vocabulary() *vocabulary {
	if s == nil {
		return &vocabulary{}
	}
	return s.words
}

// scratch is the memory in which one page at a time is read.
type scratch struct {
	arena  arena
	memo   memo
	blocks []checks.Block
	links  []checks.Link
	images []checks.Image
	said   []checks.Wording
	lines  []*line
}

// take gives memory to read a page in.
func (s *shared) take() *scratch {
	if s == nil {
		return &scratch{}
	}
	select {
	case m := <-s.idle:
		return m
	default:
		return &scratch{}
	}
}

// give takes memory back for the next page.
func (s *shared) give(m *scratch) {
	if s == nil {
		return
	}
	m.arena.clear()
	m.blocks, m.links, m.images, m.said = cleared(m.blocks), cleared(m.links), cleared(m.images), cleared(m.said)
	select {
	case s.idle <- m:
	default:
	}
}

func cleared[T any](list []T) []T {
	if cap(list) > keptParts {
		return nil
	}
	clear(list)
	return list[:0]
}

// hand gives a content memory of its own, no more than it needs, and its texts
// likewise.
func (m *scratch) hand(c *checks.Content, words *vocabulary) {
	words.mu.Lock()
	defer words.mu.Unlock()
	m.blocks, m.links, m.images = c.Blocks, c.Links, c.Images
	c.Pack(words.share)
}
