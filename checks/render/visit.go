package render

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
)

// Bounds of one page.
const (
	mostRequests    = 300
	mostDialogs     = 20
	mostNavigations = 4               // of the page away from itself
	longTurn        = 5 * time.Second // after which an answer no longer holds its host's turn
)

// visit is one page being drawn, and what it asks for. Its methods may be called
// on nil: what comes between pages is nobody's.
type visit struct {
	shell    Shell
	shelf    *shelf
	mu       sync.Mutex
	began    time.Time
	frame    cdp.FrameID
	flying   map[network.RequestID]*flight
	dropped  map[network.RequestID]bool
	turns    map[network.RequestID]func() // to be given back
	hosts    map[string]bool              // host:port that may be dialled
	changed  time.Time                    // when a request last began or ended
	there    bool                         // the tab shows the page
	loadedAt time.Time                    // zero until the document is whole
	asking   int                          // waiting for their turn
	asked    time.Time                    // since when
	waited   time.Duration                // for turns, so far
	moves    int                          // navigations of the page itself
	requests []string
	refused  []string
	lost     int // data that did not come
	dialogs  int
	notes    []string // what went wrong
	err      error    // why the tab is of no use any more
	broken   chan struct{}
	over     bool
	probe    *Probe          // nil: the page is drawn
	pictures int             // that may yet be fetched
	standIns map[string]bool // pictures that others stand for
	unstyled []string
	unseen   []string
	status   int64
	value    json.RawMessage
}

// flight is a request under way.
type flight struct {
	url    string
	kind   network.ResourceType
	get    bool // plain: its answer may be kept
	status int64
	header network.Headers
}

func newVisit(s Shell, o *Options, kept *shelf) *visit {
	now := time.Now()
	return &visit{shell: s, shelf: kept, began: now, changed: now, flying: map[network.RequestID]*flight{}, turns: map[network.RequestID]func(){},
		dropped: map[network.RequestID]bool{}, hosts: map[string]bool{}, standIns: map[string]bool{}, broken: make(chan struct{})}
}

// allowed reports whether a host may be dialled.
func (v *visit) allowed(address string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.hosts[address]
}

// refuse lists what was not let through.
func (v *visit) refuse(what string, why error) {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if s := what + ": " + why.Error(); len(v.refused) < mostRefusals && !slices.Contains(v.refused, s) {
		v.refused = append(v.refused, s)
	}
}

// note records what went wrong, once.
func (v *visit) note(format string, args ...any) {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if s := fmt.Sprintf(format, args...); !slices.Contains(v.notes, s) {
		v.notes = append(v.notes, s)
	}
}

// fail ends the page with trouble that the tab does not get over.
func (v *visit) fail(err error) {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err == nil {
		v.err = err
		close(v.broken)
	}
}

// spoiled reports whether the browser is better replaced.
func (v *visit) spoiled() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.err != nil
}

func (v *visit) loaded() {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.there && v.loadedAt.IsZero() { // else it is the empty page before
		v.loadedAt = time.Now()
	}
}

// arrived takes in that the tab shows another document, which is yet to load.
func (v *visit) arrived(f *cdp.Frame) {
	if v == nil || f == nil || f.ID != v.frame || f.URL == "about:blank" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.there, v.loadedAt = true, time.Time{}
}

// arrivedAt reports whether the tab shows the page or what its scripts led to.
func (v *visit) arrivedAt() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.there
}

// dialog counts a dialog that the page opens.
func (v *visit) dialog() {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.dialogs++
}

// pesters reports whether the page opened so many dialogs that some may still
// stand in the way of the next.
func (v *visit) pesters() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.dialogs > mostDialogs
}

// lasting are the kinds of requests that have no end to be waited for.
func lasting(kind network.ResourceType) bool {
	return kind == network.ResourceTypeEventSource || kind == network.ResourceTypeWebSocket || kind == network.ResourceTypePing
}

func (v *visit) sent(ev *network.EventRequestWillBeSent) {
	if v == nil || lasting(ev.Type) {
		return
	}
	u, err := url.Parse(ev.Request.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.changed = time.Now()
	if v.dropped[ev.RequestID] {
		return
	}
	v.flying[ev.RequestID] = &flight{url: ev.Request.URL, kind: ev.Type, get: plainGet(ev.Request)}
}

func (v *visit) answered(ev *network.EventResponseReceived) {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if f := v.flying[ev.RequestID]; f != nil && ev.Response != nil {
		if f.kind == network.ResourceTypeDocument && !opens(ev.Response) {
			delete(v.flying, ev.RequestID) // the browser says no more of it
			v.changed = time.Now()
			return
		}
		f.status, f.header = ev.Response.Status, ev.Response.Headers
		if f.kind == network.ResourceTypeDocument && ev.FrameID == v.frame {
			v.status = f.status
		}
		if ev.Response.Status >= 500 && data(f.kind) {
			v.lost++
		}
	}
}

// opens reports whether an answer is shown in the tab, and not saved as a file.
func opens(r *network.Response) bool {
	for name, value := range r.Headers {
		if v, ok := value.(string); ok && strings.EqualFold(name, "Content-Disposition") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(v)), "attachment") {
			return false
		}
	}
	return strings.HasPrefix(r.MimeType, "text/") || strings.HasSuffix(r.MimeType, "xml") || r.MimeType == ""
}

// drop forgets a request of which the browser will tell no end.
func (v *visit) drop(id network.RequestID) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.dropped[id] = true
	delete(v.flying, id)
	v.changed = time.Now()
}

// data reports whether a request is of the kind by which scripts get what they
// show, or are scripts themselves.
func data(kind network.ResourceType) bool {
	switch kind {
	case network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeScript:
		return true
	}
	return false
}

// finished takes in the end of a request, and reports whether its answer may be
// worth keeping.
func (v *visit) finished(id network.RequestID, failure string) bool {
	if v == nil {
		return false
	}
	v.mu.Lock()
	f := v.flying[id]
	turn := v.turns[id]
	delete(v.turns, id)
	worth := f != nil && failure == "" && f.get && f.status == 200 && v.keepable(f.kind, f.url)
	switch {
	case f == nil:
	case worth:
		v.changed = time.Now() // it leaves once its answer is kept
	default:
		if failure != "" && failure != "net::ERR_ABORTED" && data(f.kind) && !v.over {
			v.lost++
		}
		if failure != "" && looks(f.kind) && !v.over {
			v.lack(f.kind, f.url)
		}
		delete(v.flying, id)
		v.changed = time.Now()
	}
	v.mu.Unlock()
	if turn != nil {
		turn()
	}
	return worth
}

// landed ends a request whose answer was worth keeping.
func (v *visit) landed(id network.RequestID) *flight {
	v.mu.Lock()
	defer v.mu.Unlock()
	f := v.flying[id]
	delete(v.flying, id)
	return f
}

// ask waits for a request's turn, and keeps the turn until the request ends.
func (v *visit) ask(ctx context.Context, id network.RequestID, at string) error {
	v.mu.Lock()
	switch {
	case v.over:
		v.mu.Unlock()
		return errNotAsked
	case len(v.requests) >= mostRequests:
		v.mu.Unlock()
		v.note("more than %d requests", mostRequests)
		return errNotAsked
	}
	v.requests = append(v.requests, at)
	before := v.turns[id] // of the address that redirected here
	delete(v.turns, id)
	if v.asking++; v.asking == 1 {
		v.asked = time.Now()
	}
	v.mu.Unlock()
	if before != nil {
		before()
	}
	var done func()
	var err error
	if v.shell.Ask != nil {
		done, err = v.shell.Ask(ctx, at)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.changed = time.Now()
	if v.asking--; v.asking == 0 {
		v.waited += time.Since(v.asked)
	}
	if err != nil {
		return err
	}
	if u, err := url.Parse(at); err == nil {
		v.hosts[withPort(u)] = true
	}
	if done == nil {
		return nil
	}
	once := sync.OnceFunc(done)
	if v.over {
		once()
		return errNotAsked
	}
	v.turns[id] = once
	time.AfterFunc(longTurn, once)
	return nil
}

// finish lets go of all that the page still holds.
func (v *visit) finish() {
	v.mu.Lock()
	v.over = true
	turns := v.turns
	v.turns = map[network.RequestID]func(){}
	v.mu.Unlock()
	for _, turn := range turns {
		turn()
	}
}

// state is how far a page is.
type state struct {
	own   time.Duration // since it began, without waits for turns
	quiet time.Duration // since something last happened on the network; 0 while something does
	whole time.Duration // since the document was whole; 0 before
	busy  bool          // it asks for so much that there may be no end to it
}

func (v *visit) state() state {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := time.Now()
	waited := v.waited
	if v.asking > 0 {
		waited += now.Sub(v.asked)
	}
	endless := mostRequests / 8
	if v.probe != nil { // style sheets and pictures are many, and end
		endless = mostRequests / 2
	}
	s := state{own: now.Sub(v.began) - waited, busy: len(v.requests) > endless}
	if !v.loadedAt.IsZero() {
		s.whole = now.Sub(v.loadedAt)
	}
	if len(v.flying) == 0 && v.asking == 0 {
		s.quiet = now.Sub(v.changed)
	}
	return s
}
