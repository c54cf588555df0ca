package checks

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Own lists the office's own pages that citizens get to read, in the order in
// which they were seen: inside the scope, and in no trouble but that of being
// unfinished.
func (s *Site) Own() []*Page {
	out := make([]*Page, 0, len(s.Pages))
	for _, p := range s.Pages {
		if !p.Outside && (p.Trouble == "" || p.Trouble == Placeholder) {
			out = append(out, p)
		}
	}
	return out
}

// Undrawn reports whether scripts would draw the page and none was run: what it
// does not show may yet be there.
func (p *Page) Undrawn() bool { return p.Thin && !p.Rendered }

// Undrawn reports whether no page of the office shows what its scripts draw.
func (s *Site) Undrawn() bool {
	own := s.Own()
	return len(own) > 0 && !slices.ContainsFunc(own, func(p *Page) bool { return !p.Undrawn() })
}

// Gone reports whether the server said that there is nothing at the address, as
// it would tell any citizen.
func (g *Gap) Gone() bool {
	return g.Reason == DeadLink || g.Reason == HTTPStatus || g.Reason == SoftMissing
}

// mostQuote is how many characters of a quote are kept.
const mostQuote = 300

// Cite is evidence that a resource shows something; why says how a person can
// find or repeat it.
func Cite(r Resource, place Place, quote, why string) Evidence {
	f := r.Fetch()
	if len(quote) > mostQuote {
		if q := []rune(quote); len(q) > mostQuote {
			quote = string(q[:mostQuote-1]) + "…"
		}
	}
	return Evidence{URL: f.URL, Title: r.Read().Title, Place: place, Quote: quote, Why: why, SHA256: f.SHA256, SeenAt: f.SeenAt, Path: f.Path, Label: f.Label}
}

// Share counts things that should all have something. It keeps the first few of
// those that have it and of those that lack it.
type Share struct {
	Have, Of int
	with     []Evidence
	without  []Evidence
}

// Add counts one thing.
func (c *Share) Add(has bool, e Evidence) {
	const few = 6
	c.Of++
	list := &c.without
	if has {
		c.Have++
		list = &c.with
	}
	if len(*list) < few && !slices.ContainsFunc(*list, func(o Evidence) bool { return o.URL == e.URL && o.Quote == e.Quote }) {
		*list = append(*list, e)
	}
}

// Most is the share of pages at which a thing that stands in a site's frame
// counts as standing on all of them: print views and pages that machines made
// lack the frame. Chosen by us.
const Most = 0.9

// Answer is found where at least the share enough have it, absent where none
// has, partial in between, and not_required where there is nothing to count.
// The figures, as in "มี 12 จาก 40 หน้า", stand in the first piece of evidence;
// of counts the things, Thai.
func (c *Share) Answer(enough float64, what, of string, why Reason) Answer {
	a := Answer{Crawled: true}
	said := fmt.Sprintf("%s %d จาก %d %s", what, c.Have, c.Of, of)
	figures := func(list []Evidence) []Evidence {
		out := slices.Clone(list)
		if len(out) > 0 {
			out[0].Quote = strings.TrimSuffix(said+": "+out[0].Quote, ": ")
		}
		return out
	}
	switch {
	case c.Of == 0:
		a.Verdict = NotRequired
	case c.Have == 0:
		a.Verdict = Absent
		if why != "" {
			a.Reasons = []Reason{why}
		}
	case float64(c.Have) >= enough*float64(c.Of):
		a.Verdict, a.Evidence = Found, figures(c.with)
	default:
		a.Verdict, a.Reasons = Partial, []Reason{cmp.Or(why, PartsMissing)}
		const some = 2 // of those that have it: those that lack it are what is to be mended
		a.Evidence = append(figures(c.with[:min(len(c.with), some)]), c.without...)
	}
	if a.Verdict != Found {
		for i, e := range c.without {
			if i == 0 {
				e.Quote = strings.TrimSuffix(said+": "+e.Quote, ": ")
			}
			a.Nearest = append(a.Nearest, Miss{URL: e.URL, Title: e.Title, Quote: e.Quote, Missing: []string{what}, Reason: why})
		}
	}
	return a
}
