package html

import (
	"slices"

	"github.com/truatweb/truatweb/checks"
)

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
	m.blocks, m.links, m.images = cleared(m.blocks), cleared(m.links), cleared(m.images)
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
	c.Blocks, c.Links, c.Images = exact(m.blocks), exact(m.links), exact(m.images)
	numbers, cells := 0, 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		numbers += len(b.Links) + len(b.Images)
		cells += len(b.Cells)
	}
	all, texts := make([]int, 0, numbers), make([]string, 0, cells)
	heads := map[*string][]string{} // of tables, which the rows of each have in common
	for i := range c.Blocks {
		b := &c.Blocks[i]
		b.Links, all = packed(b.Links, all)
		b.Images, all = packed(b.Images, all)
		b.Cells, texts = packed(b.Cells, texts)
		if len(b.Header) == 0 {
			continue
		}
		first := &b.Header[0]
		if heads[first] == nil {
			heads[first] = slices.Clone(b.Header)
			words.texts(heads[first])
		}
		b.Header = heads[first]
	}
	words.keep(c)
}

func exact[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

// packed moves a list to the end of another.
func packed[T any](list, all []T) (moved, rest []T) {
	if list == nil {
		return nil, all
	}
	n := len(all)
	all = append(all, list...)
	return all[n:len(all):len(all)], all
}
