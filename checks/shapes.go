package checks

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// Shape is a kind of pages that a site makes from one template, as far as their
// addresses and their parts tell.
type Shape struct {
	Page  *Page // that stands for it, the first seen
	Alike int   // how many pages have it
}

// Address is where the page that stands for the shape opens, with its route.
func (s Shape) Address() string {
	if s.Page.Final == "" || s.Page.Rendered {
		return s.Page.URL
	}
	return s.Page.Final
}

// Unlooked is the answer of a check that looks at pages in a browser, where
// nothing was measured: without a browser nothing can be said.
func (s *Site) Unlooked() Answer {
	why := s.Unmeasured()
	g := s.GapAt(s.Home)
	switch {
	case s.Find(s.Home) == nil && g != nil:
		why = g.Reason
	case !s.Renderer:
		why = NeedsRender
	}
	return Answer{Verdict: CouldNotLook, Reasons: []Reason{why}}
}

// ReasonOf gives the reason that an error tells by a method Reason() Reason, or
// else the other.
func ReasonOf(err error, other Reason) Reason {
	var r interface{ Reason() Reason }
	if errors.As(err, &r) {
		return r.Reason()
	}
	return other
}

// Shapes gives at most so many shapes of the office's own pages: that of the home
// page first, then those that differ most from what is listed, the commoner
// first. The same site always gives the same list.
func (s *Site) Shapes(most int) []Shape {
	type kind struct {
		Shape
		address, parts string
	}
	var kinds []*kind
	at := map[string]*kind{}
	home, _ := s.Find(s.Home).(*Page)
	for _, p := range s.Own() {
		k := &kind{Shape{p, 1}, addressShape(p.URL), partsShape(p.Read())}
		if p == home {
			k.address = ""
		}
		key := k.address + "\n" + k.parts
		if known := at[key]; known != nil {
			known.Alike++
			continue
		}
		at[key] = k
		kinds = append(kinds, k)
	}
	slices.SortStableFunc(kinds, func(a, b *kind) int {
		if (a.Page == home) != (b.Page == home) {
			if a.Page == home {
				return -1
			}
			return 1
		}
		return b.Alike - a.Alike
	})
	var out []Shape
	addresses, parts := map[string]bool{}, map[string]bool{}
	for _, fits := range []func(*kind) bool{
		func(k *kind) bool { return !addresses[k.address] && !parts[k.parts] },
		func(k *kind) bool { return !addresses[k.address] },
		func(*kind) bool { return true },
	} {
		kinds = slices.DeleteFunc(kinds, func(k *kind) bool {
			if len(out) >= most || !fits(k) {
				return false
			}
			addresses[k.address], parts[k.parts] = true, true
			out = append(out, k.Shape)
			return true
		})
	}
	return out
}

// longWord is from how many bytes a part of an address is taken for the name of
// one page and not of a kind.
const longWord = 24

// addressShape is an address without what tells pages of one kind apart: numbers,
// long names, names that are not ASCII, and values of such a look.
func addressShape(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	segments := strings.Split(u.EscapedPath(), "/")
	for i, seg := range segments {
		segments[i] = wordShape(seg)
	}
	out := u.Host + strings.Join(segments, "/")
	query := u.Query()
	keys := make([]string, 0, len(query))
	for key, values := range query {
		keys = append(keys, key+"="+wordShape(url.QueryEscape(strings.Join(values, ","))))
	}
	slices.Sort(keys)
	if len(keys) > 0 {
		out += "?" + strings.Join(keys, "&")
	}
	if route, ok := strings.CutPrefix(u.Fragment, "/"); ok {
		out += "#" + addressShape("/"+route)
	}
	return out
}

func wordShape(word string) string {
	if len(word) > longWord || strings.Contains(word, "%") {
		return "*"
	}
	out := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, word)
	for strings.Contains(out, "00") {
		out = strings.ReplaceAll(out, "00", "0")
	}
	return out
}

// partsShape tells which parts a page has.
func partsShape(c *Content) string {
	seen := map[string]bool{}
	rows := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		region := b.Region
		if region == 0 {
			region = RegionMain
		}
		seen[region.String()] = true
		if b.Kind == BlockRow && b.Main() {
			rows++
		}
	}
	const fewRows = 3
	seen["rows"] = rows >= fewRows
	for i := range c.Forms {
		seen["form"] = seen["form"] || !c.Forms[i].Search
	}
	for i := range c.Images {
		seen["pictures"] = seen["pictures"] || c.Images[i].Region == RegionMain
	}
	var out []string
	for name, there := range seen {
		if there {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
