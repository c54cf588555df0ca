package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
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
	mostRefusals    = 50 // listed
	mostDialogs     = 20
	mostNavigations = 4 // of the page away from itself
)

var errNotAsked = errors.New("not asked for")

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
	bytes    int64         // received
	changed  time.Time     // when a request last began or ended
	there    bool          // the tab shows the page
	loadedAt time.Time     // zero until the document is whole
	asking   int           // waiting for their turn
	asked    time.Time     // since when
	waited   time.Duration // for turns, so far
	moves    int           // navigations of the page itself
	requests []string
	limit    time.Duration
	allowed  int  // requests
	flooding bool // it wanted more
	refused  []string
	lost     int // data that did not come
	dialogs  int
	notes    []string // what went wrong
	err      error    // why the tab is of no use any more
	broken   chan struct{}
	over     bool
	ended    chan struct{}   // closed once it is over
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
	url  string
	kind network.ResourceType
}

func newVisit(s Shell, kept *shelf) *visit {
	now := time.Now()
	return &visit{shell: s, shelf: kept, began: now, changed: now, flying: map[network.RequestID]*flight{},
		dropped: map[network.RequestID]bool{}, standIns: map[string]bool{}, broken: make(chan struct{}), ended: make(chan struct{})}
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
	v.flying[ev.RequestID] = &flight{url: ev.Request.URL, kind: ev.Type}
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
		if f.kind == network.ResourceTypeDocument && ev.FrameID == v.frame {
			v.status = ev.Response.Status
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

// finished takes in the end of a request.
func (v *visit) finished(id network.RequestID, failure string) {
	if v == nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	f := v.flying[id]
	if f == nil {
		return
	}
	if failure != "" && failure != "net::ERR_ABORTED" && data(f.kind) && !v.over {
		v.lost++
	}
	if failure != "" && looks(f.kind) && !v.over {
		v.lack(f.kind, f.url)
	}
	delete(v.flying, id)
	v.changed = time.Now()
}

// fetch fetches what the page asks for. The time until a connection is asked for
// is not the page's.
func (v *visit) fetch(ctx context.Context, req *http.Request, most int64) (*http.Response, []byte, error) {
	v.mu.Lock()
	switch {
	case v.over || v.shell.Fetch == nil:
		v.mu.Unlock()
		return nil, nil, errNotAsked
	case len(v.requests) >= v.allowed:
		v.flooding = true
		v.mu.Unlock()
		v.note("more than %d requests", v.allowed)
		return nil, nil, errNotAsked
	}
	v.requests = append(v.requests, req.URL.String())
	if v.asking++; v.asking == 1 {
		v.asked = time.Now()
	}
	v.mu.Unlock()
	turn := sync.OnceFunc(func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.changed = time.Now()
		if v.asking--; v.asking == 0 {
			v.waited += time.Since(v.asked)
		}
	})
	defer turn()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-v.ended:
			cancel()
		case <-ctx.Done():
		}
	}()
	resp, err := v.shell.Fetch(req.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GetConn: func(string) { turn() }})))
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	v.mu.Lock()
	left := max(most-v.bytes, 0)
	v.mu.Unlock()
	body, err := io.ReadAll(io.LimitReader(resp.Body, left+1))
	v.mu.Lock()
	v.bytes += int64(len(body))
	v.mu.Unlock()
	if int64(len(body)) > left {
		v.note("more than %d bytes", most)
		return nil, nil, errNotAsked
	}
	return resp, body, err
}

// finish lets go of all that the page still asks for.
func (v *visit) finish() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.over {
		v.over = true
		close(v.ended)
	}
}

// state is how far a page is.
type state struct {
	own   time.Duration // since it began, without waits for turns
	quiet time.Duration // since something last happened on the network; 0 while something does
	whole time.Duration // since the document was whole; 0 before
	busy  bool          // it asks for so much that there may be no end to it

	flooding bool // it asked for more than it may
}

func (v *visit) state() state {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := time.Now()
	waited := v.waited
	if v.asking > 0 {
		waited += now.Sub(v.asked)
	}
	endless := drawRequests / 3
	if v.probe != nil { // style sheets and pictures are many, and end
		endless = probeRequests
	}
	s := state{own: now.Sub(v.began) - waited, busy: len(v.requests) >= endless || v.flooding, flooding: v.flooding}
	if !v.loadedAt.IsZero() {
		s.whole = now.Sub(v.loadedAt)
	}
	if len(v.flying) == 0 && v.asking == 0 {
		s.quiet = now.Sub(v.changed)
	}
	return s
}
