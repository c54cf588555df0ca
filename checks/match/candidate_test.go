package match

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// Links to several places of one page speak each of its own place.
func TestAnchored(t *testing.T) {
	for _, c := range []struct {
		name  string
		links []string
		want  bool
	}{
		{"two places", []string{"/about#vision", "/about#duty"}, true},
		{"one place, named twice", []string{"/about#main", "/about#main"}, false},
		{"the page and one place", []string{"/about", "/about#top"}, false},
		{"pages that a script tells apart", []string{"/#!/vision", "/#!/duty"}, false},
	} {
		s := &seen{f: &checks.Fetched{URL: "http://127.0.0.1/about"}}
		v := &view{in: map[string][]inlink{}}
		for _, address := range c.links {
			v.in[s.f.URL] = append(v.in[s.f.URL], inlink{link: &checks.Link{URL: "http://127.0.0.1" + address}})
		}
		if got := v.anchored(s); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestFrontDoor(t *testing.T) {
	v := &view{site: &checks.Site{Home: "http://127.0.0.1/"}}
	for address, want := range map[string]bool{
		"https://www.moph.example.go.th":            true,
		"https://www.moph.example.go.th/":           true,
		"https://www.moph.example.go.th/plan.pdf":   false,
		"https://www.moph.example.go.th/?file=plan": false,
		"http://127.0.0.1/":                         false,
	} {
		if got := v.frontDoor(address); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}
