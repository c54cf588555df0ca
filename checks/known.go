package checks

import "sync"

// known holds what was worked out of a site, by name, so that nobody works it
// out twice. It is thrown away when the site is indexed anew or has grown.
type known struct {
	mu   sync.Mutex
	by   map[string]any
	size int
}

func (k *known) at(s *Site, name string) (got any, there bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(s.Pages) + len(s.Documents); k.by == nil || n != k.size {
		k.by, k.size = map[string]any{}, n
	}
	got, there = k.by[name]
	return got, there
}

func (k *known) keep(name string, what any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.by[name] = what
}

// Once gives what work makes of a site as it is: worked out for who asks first by
// a name, and the same for all who ask after. Nobody may change it. A name begins
// with that of its package.
func Once[T any](s *Site, name string, work func() T) T {
	if s.index == nil {
		s.Index()
	}
	if got, there := s.known.at(s, name); there {
		return got.(T)
	}
	made := work()
	s.known.keep(name, made)
	return made
}
