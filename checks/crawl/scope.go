package crawl

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// scope is which addresses are the office's own.
type scope struct {
	prefixes []address
	given    bool    // by the office, not guessed from its home page
	live     address // the origin that answers for home's twins; zero until known
}

func newScope(office checks.Office, home address) (*scope, error) {
	s := &scope{given: len(office.Scope) > 0}
	for _, p := range office.Scope {
		a, ok := parse(p)
		if !ok {
			return nil, fmt.Errorf("scope %q is no http or https address", p)
		}
		s.prefixes = append(s.prefixes, a)
	}
	if !s.given {
		s.prefixes = append(s.prefixes, folder(home))
	}
	return s, nil
}

// folder is the address of the folder that a page lies in.
func folder(a address) address {
	a.path, a.query = a.dir(), ""
	return a
}

// extend takes the folder of another address into a guessed scope: home has
// moved there.
func (s *scope) extend(a address) {
	if !s.given && !s.holds(a) {
		s.prefixes = append(s.prefixes, folder(a))
	}
}

// twins reports whether two addresses lie on one site under two names: with and
// without www., http and https. Ports count.
func twins(a, b address) bool {
	if a.port != b.port || a.port != "" && a.scheme != b.scheme {
		return false
	}
	return bare(a.host) == bare(b.host)
}

func bare(host string) string { return strings.TrimPrefix(host, "www.") }

// fold gives an address the origin under which the scope knows its site, so
// that twins have one key.
func (s *scope) fold(a address) address {
	for _, p := range s.prefixes {
		if twins(a, p) {
			a.scheme, a.host = p.scheme, p.host
			return a
		}
	}
	return a
}

// reach gives an address the origin that answers, where a twin is known to.
func (s *scope) reach(a address) address {
	if s.live.host != "" && twins(a, s.live) {
		a.scheme, a.host = s.live.scheme, s.live.host
	}
	return a
}

// own reports whether an address lies on a host of the scope, inside it or not.
func (s *scope) own(a address) bool {
	for _, p := range s.prefixes {
		if twins(a, p) {
			return true
		}
	}
	return false
}

// holds reports whether an address is the office's own.
func (s *scope) holds(a address) bool {
	for _, p := range s.prefixes {
		if twins(a, p) && under(a, p) {
			return true
		}
	}
	return false
}

func under(a, p address) bool {
	switch {
	case p.query != "":
		return a.path == p.path && hasParams(a.query, p.query)
	case strings.HasSuffix(p.path, "/"):
		return strings.HasPrefix(a.path, p.path) || a.path+"/" == p.path
	}
	return a.path == p.path || strings.HasPrefix(a.path, p.path+"/")
}

// hasParams reports whether a query holds all parameters of another.
func hasParams(query, want string) bool {
	have := "&" + query + "&"
	for w := range strings.SplitSeq(want, "&") {
		if w != "" && !strings.Contains(have, "&"+w+"&") {
			return false
		}
	}
	return true
}
