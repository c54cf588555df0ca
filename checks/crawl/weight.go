package crawl

import (
	"unsafe"

	"github.com/truatweb/truatweb/checks"
)

// weigh estimates the bytes that a content keeps in memory. Nothing else bounds
// a site whose every page is as large as a page may be.
func weigh(c *checks.Content) int64 {
	if c == nil {
		return 0
	}
	n := len(c.Blocks)*int(unsafe.Sizeof(checks.Block{})) + len(c.Links)*int(unsafe.Sizeof(checks.Link{})) +
		len(c.Images)*int(unsafe.Sizeof(checks.Image{})) + len(c.NoScript) + len(c.Title)
	for i := range c.Blocks {
		b := &c.Blocks[i]
		n += len(b.Text)
		for _, s := range b.Cells() {
			n += len(s)
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		n += len(l.URL) + len(l.Key) + len(l.Text) + len(l.Context())
	}
	for i := range c.Images {
		n += len(c.Images[i].Src) + len(c.Images[i].Alt)
	}
	for i := range c.Forms {
		n += len(c.Forms[i].Text)
	}
	return int64(n)
}

// burden is what a page counts for: one that is far larger than people write also
// takes far more to be judged, up to three times as much.
func burden(c *checks.Content) int64 {
	const large = 1 << 20
	n := weigh(c)
	return n + 2*n*min(n, large)/large
}

// hasNothing reports whether a content says nothing at all: no word, picture,
// form or link that a visitor could use.
func hasNothing(c *checks.Content) bool {
	if c == nil {
		return true
	}
	for i := range c.Blocks {
		if c.Blocks[i].Text != "" {
			return false
		}
	}
	for i := range c.Links {
		switch c.Links[i].Kind {
		case checks.LinkFrame, checks.LinkRefresh: // lead on by themselves: what is there counts
		default:
			return false
		}
	}
	return len(c.Images) == 0 && len(c.Forms) == 0 && c.NoScript == ""
}

// emptySite marks a home page and all others as empty where none has content:
// such a site was not looked at, whatever its server answers. Where it is made of
// frames that could not be had, that is the reason.
func (r *run) emptySite() {
	home, ok := r.find(r.home.key).(*checks.Page)
	if !ok || home.Trouble != "" || home.Thin || r.site.Stopped != "" {
		return
	}
	for _, p := range r.site.Pages {
		if !hasNothing(p.Content) {
			return
		}
	}
	for _, d := range r.site.Documents {
		if d.Trouble == "" {
			return
		}
	}
	for _, p := range r.site.Pages {
		if p.Trouble == "" {
			p.Trouble = checks.EmptyFile
		}
	}
	for i := range r.site.Gaps {
		switch g := &r.site.Gaps[i]; g.Reason {
		case checks.DeadLink, checks.HTTPStatus, checks.SoftMissing, checks.NotFollowed, checks.Truncated, checks.Budget:
		default:
			home.Trouble, home.Detail = g.Reason, plainDetail(g.URL)
			return
		}
	}
}
