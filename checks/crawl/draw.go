package crawl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	drawnMore  = 30 // letters by which a drawn page must say more than what its server sent
	mostHollow = 20 // pages that are drawn on a suspicion alone and say no more for it
	mostShells = 50 // kept for the routes that lead from them
)

// ErrNoBrowser is what a Renderer's error wraps when it will never draw
// anything: the rest of the crawl goes on as without one.
var ErrNoBrowser = errors.New("no browser")

// Renderer draws a page in a browser.
type Renderer interface {
	Render(ctx context.Context, s Shell) (Drawn, error)
}

// Shell is a page as its server gave it, for a browser to draw.
type Shell struct {
	URL    string // with the fragment, where that is part of its name
	Header http.Header
	Body   []byte // unpacked
	// Fetch sends each further request that the page causes, from any goroutine:
	// see Crawler.Fetch.
	Fetch func(req *http.Request) (*http.Response, error)
}

// Drawn is a page as a browser drew it.
type Drawn struct {
	Final    string // address in the end
	HTML     []byte // the document as it stands, UTF-8
	Requests []string
	Refused  []string // what the page was not let have, and why
	Detail   string   // what went wrong, "" if nothing
}

// hollow reports whether a page with a menu has nothing in its main part, so
// that a script may be meant to fill it.
func hollow(c *checks.Content, raw []byte) bool {
	main := 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if !b.Main() {
			continue
		}
		main += letters(b.Text)
		if len(b.Images()) > 0 {
			return false
		}
		for _, l := range b.Links() {
			if int(l) < len(c.Links) && c.Links[l].URL != "" {
				return false
			}
		}
	}
	for i := range c.Links {
		if k := c.Links[i].Kind; k == checks.LinkFrame || k == checks.LinkRefresh {
			return false
		}
	}
	return main < thinLetters && len(c.Forms) == 0 && scriptMark.InBytes(raw)
}

// loading reports whether a page says that what it is about is yet to come.
func loading(c *checks.Content) bool {
	for i := range c.Blocks {
		if b := &c.Blocks[i]; b.Main() && letters(b.Text) < 40 && speaks(thai.Fold(b.Text), "กำลังโหลด", "loading") {
			return true
		}
	}
	return false
}

// draw has a browser draw a page that a script fills or may fill. It gives what
// was seen before, if the script leads there.
func (r *run) draw(ctx context.Context, it *item, out *answer, p *checks.Page) checks.Resource {
	suspected := !p.Thin
	needs := func(detail string) checks.Resource {
		if !suspected {
			r.gapOf(it, checks.NeedsRender, detail, out.status, 0)
		}
		return nil
	}
	if r.renderer == nil {
		return needs("")
	}
	if suspected && r.hollows >= mostHollow {
		return nil
	}
	drawn, err := r.render(ctx, out)
	if errors.Is(err, ErrNoBrowser) {
		r.renderer, r.site.Renderer = nil, false
	}
	if err == nil && len(drawn.HTML) == 0 {
		err = fmt.Errorf("nothing was drawn %s", drawn.Detail)
	}
	if err != nil {
		return needs(err.Error())
	}
	asDrawn := &answer{status: out.status, final: out.final, header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, body: drawn.HTML}
	if a, ok := parseRoute(drawn.Final); ok {
		asDrawn.final = a
	}
	kind, c, _, err := r.read(ctx, asDrawn)
	if c == nil || kind != checks.KindHTML {
		return needs(errText(err))
	}
	more := letters(words(c).main) - letters(words(p.Content).main)
	if suspected && more < drawnMore {
		r.hollows++
		return nil
	}
	if known := r.moved(it, out, p, asDrawn.final); known != nil {
		return known
	}
	w := circumstances{asked: it.at, final: out.final, outside: p.Outside, home: it == r.home, redirected: out.final.key().target() != it.key.target()}
	p.Trouble = troubleOf(c, w)
	if p.Trouble == "" && hollow(c, drawn.HTML) && (drawn.Detail != "" || loading(c) || letters(words(c).all) < letters(words(p.Content).all)+drawnMore) {
		return needs("drawn, and still hardly any text" + because(drawn))
	}
	if !p.Outside && len(r.shells) < mostShells {
		r.shells[bareOf(out.final)] = out
	}
	r.fillKeysBy(c, true)
	p.Content, p.Thin, p.Rendered = c, true, true
	sum := sha256.Sum256(drawn.HTML)
	p.SHA256, p.Size = hex.EncodeToString(sum[:]), int64(len(drawn.HTML))
	if p.Trouble == "" && drawn.Detail != "" && letters(words(c).main) < thinLetters {
		return needs("drawn in part" + because(drawn))
	}
	return nil
}

// because words what kept a page from being drawn whole.
func because(d Drawn) string {
	why := ""
	if d.Detail != "" {
		why = "; " + d.Detail
	}
	if len(d.Refused) > 0 {
		why += "; refused: " + strings.Join(d.Refused, ", ")
	}
	return why
}

// moved takes in that a page's script has changed its address: to one that is
// known, which is returned, or as a redirect would.
func (r *run) moved(it *item, out *answer, p *checks.Page, to address) checks.Resource {
	if to.key() == out.final.key() {
		return nil
	}
	if known := r.find(to); known != nil {
		return known
	}
	out.redirects = append(out.redirects, out.final)
	p.Redirects = append(p.Redirects, out.final.String())
	out.final = to
	p.Final = to.String()
	if it == r.home {
		r.settleHome(out)
	}
	p.Outside = !r.scope.holds(to)
	return nil
}

// shell makes a page ready to be drawn, under the manners of the crawl.
func (r *run) shell(out *answer) Shell {
	header := maps.Clone(out.header)
	for name := range header {
		if strings.HasPrefix(name, notePrefix) {
			delete(header, name)
		}
	}
	return Shell{URL: out.final.String(), Header: header, Body: out.body, Fetch: r.stack.fetch}
}

// reuse gives the answer to an address without asking for it: a route within a
// page that was drawn before is drawn from what its server gave then.
func (r *run) reuse(a address) *answer {
	shell := r.shells[bareOf(a)]
	if a.route == "" || shell == nil {
		return nil
	}
	return &answer{status: shell.status, header: maps.Clone(shell.header), body: shell.body, final: a, fault: shell.fault}
}

// bareOf is an address without its route.
func bareOf(a address) string {
	a.route = ""
	return a.String()
}
