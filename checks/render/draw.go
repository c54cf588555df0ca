package render

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// How a page is waited for.
const (
	mostWaits     = 2 * time.Minute        // for turns, beside the page's own time
	quietEnough   = 500 * time.Millisecond // without requests: the page is drawn
	patience      = 3 * time.Second        // for a page that is quiet and shows hardly anything
	fewLetters    = 60
	stillEnough   = 2 * time.Second // without a change of a page whose requests have no end
	beat          = 50 * time.Millisecond
	snapshotLimit = 5 * time.Second
	leaveLimit    = 2 * time.Second
)

const worldName = "truatweb"

var errEndless = errors.New("the page's script does not end")

// endless tells what it means that a page did not let itself be looked at in time.
func endless(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return errEndless
	}
	return err
}

// draw draws a page in the tab and leaves the tab empty.
func (p *process) draw(ctx context.Context, v *visit) (Drawn, error) {
	ctx, cancel := context.WithTimeout(ctx, v.limit+mostWaits+snapshotLimit+probeLimit)
	defer cancel()
	defer context.AfterFunc(p.ctx, func() { v.fail(errors.New("the browser is gone")) })()
	stop := make(chan struct{})
	defer close(stop)
	p.run(func() { p.watch(v, stop) })

	drawn, err := p.visitPage(ctx, v)
	v.finish()
	if err == nil {
		p.leave(v)
	}
	if err == nil && v.probe != nil {
		given, cancel := context.WithTimeout(ctx, leaveLimit)
		defer cancel()
		if err := p.setWindow(given, nil); err != nil {
			v.fail(fmt.Errorf("giving the window back: %w", err))
		}
	}
	p.setVisit(nil)
	v.mu.Lock()
	defer v.mu.Unlock()
	drawn.Requests, drawn.Refused = v.requests, v.refused
	if v.lost > 0 {
		v.notes = append(v.notes, fmt.Sprintf("%d requests of the page failed", v.lost))
	}
	drawn.Detail = strings.Join(v.notes, "; ")
	if err != nil && v.err == nil { // whatever it was, the next page gets a fresh browser
		v.err = err
	}
	return drawn, err
}

func (p *process) visitPage(ctx context.Context, v *visit) (Drawn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-v.broken:
			cancel()
		case <-ctx.Done():
		}
	}()
	because := func(err error) error {
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.err != nil {
			return v.err
		}
		return err
	}
	tree, err := cdp.Call(ctx, p.tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return Drawn{}, because(err)
	}
	v.frame = tree.FrameTree.Frame.ID
	if v.probe != nil {
		if err := p.setWindow(ctx, v.probe); err != nil {
			return Drawn{}, because(err)
		}
	}
	p.setVisit(v)
	nav, err := cdp.Call(ctx, p.tab, page.Navigate, page.NavigateParams{URL: v.shell.URL})
	if err != nil {
		return Drawn{}, because(err)
	}
	if nav.ErrorText != "" && nav.ErrorText != "net::ERR_ABORTED" {
		return Drawn{}, because(errors.New(nav.ErrorText))
	}
	if err := p.settle(ctx, v); err != nil {
		return Drawn{}, because(err)
	}
	read := p.take
	if v.probe != nil {
		read = p.try
	}
	d, err := read(ctx, v)
	if err != nil {
		return Drawn{}, because(err)
	}
	return d, nil
}

// settle waits until a page seems drawn, or its time is up, which is no error.
func (p *process) settle(ctx context.Context, v *visit) error {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	shown, since := -1, time.Now()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
		s := v.state()
		quiet := s.whole >= quietEnough && s.quiet >= quietEnough
		ending := s.busy || s.own > v.limit/2
		switch {
		case s.own > v.limit || time.Since(v.began) > v.limit+mostWaits:
			v.note("not finished after %s", v.limit)
			return nil
		case !quiet && !(ending && s.whole > 0):
			continue
		}
		n, err := p.shows(ctx, s, v)
		if err != nil {
			return err
		}
		if n != shown {
			shown, since = n, time.Now()
		}
		switch {
		case quiet && (n >= fewLetters || s.whole >= patience):
			return nil
		case s.flooding && s.whole >= patience && time.Since(since) >= stillEnough:
			return nil // it asks for what it does not get
		case ending && n >= fewLetters && time.Since(since) >= stillEnough:
			v.note("still asking after %s", v.limit/2)
			return nil
		}
	}
}

// shows counts the letters on the page. A page whose script lets nobody in has
// the rest of its time to do so.
func (p *process) shows(ctx context.Context, s state, v *visit) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, max(v.limit-s.own, time.Second))
	defer cancel()
	var n int
	if err := p.evaluate(ctx, v, measure, &n); err != nil {
		return 0, endless(err)
	}
	return n, nil
}

// take reads the document as it stands.
func (p *process) take(ctx context.Context, v *visit) (Drawn, error) {
	ctx, cancel := context.WithTimeout(ctx, v.patience())
	defer cancel()
	var got struct {
		URL  string `json:"url"`
		HTML string `json:"html"`
		Cut  bool   `json:"cut"`
	}
	if err := p.evaluate(ctx, v, fmt.Sprintf(snapshot, p.html), &got); err != nil {
		return Drawn{}, endless(err)
	}
	if strings.HasPrefix(got.URL, "chrome-error:") {
		return Drawn{}, errors.New("the page's script leads to an address that does not answer")
	}
	d := Drawn{Final: got.URL, HTML: []byte(strings.ToValidUTF8(got.HTML, "\uFFFD"))}
	if got.Cut || len(d.HTML) > p.html {
		d.HTML = []byte(strings.ToValidUTF8(string(d.HTML[:min(len(d.HTML), p.html)]), ""))
		v.note("cut at %d bytes", p.html)
	}
	return d, nil
}

// patience is how long a page may take to let somebody look at it.
func (v *visit) patience() time.Duration {
	if v.state().whole == 0 {
		return leaveLimit // a script may hold up the document for ever
	}
	return snapshotLimit
}

// evaluate runs a script of ours beside the page's, which cannot see or change
// it.
func (p *process) evaluate(ctx context.Context, v *visit, script string, into any) error {
	world, err := cdp.Call(ctx, p.tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: v.frame, WorldName: worldName})
	if err != nil {
		return err
	}
	yes := true
	r, err := cdp.Call(ctx, p.tab, runtime.Evaluate, runtime.EvaluateParams{Expression: script, ContextID: world.ExecutionContextID, ReturnByValue: &yes, AwaitPromise: &yes})
	if err != nil {
		return err
	}
	if r.ExceptionDetails != nil {
		return fmt.Errorf("reading the page: %s", r.ExceptionDetails.Text)
	}
	return json.Unmarshal(r.Result.Value, into)
}

// leave empties the tab, which ends the page's scripts and requests, and sees
// whether it is good for another page.
func (p *process) leave(v *visit) {
	ctx, cancel := context.WithTimeout(p.ctx, leaveLimit)
	defer cancel()
	err := tell(ctx, p.tab, page.Navigate, page.NavigateParams{URL: "about:blank"})
	if n := 0; err == nil {
		err = p.evaluate(ctx, v, "1", &n)
	}
	if err == nil && v.pesters() {
		err = errors.New("too many dialogs")
	}
	if err != nil {
		v.fail(fmt.Errorf("leaving the page: %w", err))
	}
}

// nothing is what pictures are answered with: a page whose picture fails may try
// others without end.
const nothing = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="

// decide says what becomes of a request that the tab is about to make.
func (p *process) decide(v *visit, ev *fetch.EventRequestPaused) {
	at := ev.Request.URL
	u, err := url.Parse(at)
	switch {
	case err != nil:
		p.deny(ev)
		return
	case u.Scheme == "data" || u.Scheme == "blob" || u.Scheme == "about":
		p.let(ev)
		return
	case v == nil, u.Scheme != "http" && u.Scheme != "https":
		v.refuse(at, errNotAsked)
		p.deny(ev)
		return
	}
	switch ev.ResourceType {
	case network.ResourceTypeDocument:
		if ev.FrameID != v.frame {
			p.stay(v, ev) // a frame is a page of its own, read as such
			return
		}
		p.move(v, ev)
	case network.ResourceTypeImage:
		if v.affords(at) {
			p.fetch(v, ev)
			return
		}
		gif, _ := base64.StdEncoding.DecodeString(nothing)
		p.answer(ev, 200, entries("Content-Type", []string{"image/gif"}), gif)
	case network.ResourceTypeStylesheet:
		if v.probe != nil {
			p.fetch(v, ev)
			return
		}
		// Scripts wait for style sheets, and some do not go on without.
		p.answer(ev, 200, append(entries("Content-Type", []string{"text/css"}), shared(ev.Request)...), []byte("/**/"))
	case network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeScript, network.ResourceTypePreflight:
		p.fetch(v, ev)
	default:
		p.deny(ev)
	}
}

// move is a navigation of the page itself: at first to what its server gave, and
// then where its scripts lead.
func (p *process) move(v *visit, ev *fetch.EventRequestPaused) {
	v.mu.Lock()
	v.moves++
	n := v.moves
	v.mu.Unlock()
	shell, _, _ := strings.Cut(v.shell.URL, "#")
	switch {
	case n > mostNavigations:
		v.note("more than %d navigations", mostNavigations)
		p.stay(v, ev)
	case v.shell.Body != nil && (n == 1 || ev.Request.URL == shell && ev.Request.Method == "GET"):
		var header []*fetch.HeaderEntry
		for name, values := range v.shell.Header {
			if !ofTheWire(strings.ToLower(name)) && !strings.EqualFold(name, "Content-Disposition") {
				header = append(header, entries(name, values)...)
			}
		}
		p.answer(ev, 200, header, v.shell.Body)
	default:
		p.fetch(v, ev)
	}
}

// fetch answers a request by what its server says, unless that is known.
func (p *process) fetch(v *visit, ev *fetch.EventRequestPaused) {
	at := ev.Request.URL
	if b := v.shelf.get(at); b != nil && plainGet(ev.Request) && (v.probe != nil || ev.ResourceType != network.ResourceTypeDocument) {
		p.answer(ev, 200, append(b.header[:len(b.header):len(b.header)], shared(ev.Request)...), b.body)
		return
	}
	req, err := p.request(ev)
	var resp *http.Response
	var body []byte
	if err == nil {
		resp, body, err = v.fetch(p.ctx, req, p.bytes) //nolint:bodyclose // it was read to its end and closed
	}
	if err != nil {
		v.refuse(at, err)
		switch {
		case ev.ResourceType != network.ResourceTypeDocument, v.arrivedAt() && unanswered(err):
			p.deny(ev)
		default:
			p.stay(v, ev)
			if !v.arrivedAt() {
				v.fail(err)
			}
		}
		return
	}
	var header []*fetch.HeaderEntry
	for name, values := range resp.Header {
		if !ofTheWire(strings.ToLower(name)) {
			header = append(header, entries(name, values)...)
		}
	}
	if resp.StatusCode == http.StatusOK && plainGet(ev.Request) && v.keepable(ev.ResourceType, at) && lendable(ev.ResourceType, resp.Header) {
		v.shelf.put(at, header, body)
	}
	p.answer(ev, int64(resp.StatusCode), header, body)
}

// unanswered reports whether visitors too would have no answer.
func unanswered(err error) bool {
	var n net.Error
	return errors.As(err, &n) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// request is what the page asks for, the browser's cookies included.
func (p *process) request(ev *fetch.EventRequestPaused) (*http.Request, error) {
	var body bytes.Buffer
	for _, part := range ev.Request.PostDataEntries {
		body.Write(part.Bytes)
	}
	req, err := http.NewRequestWithContext(p.ctx, ev.Request.Method, ev.Request.URL, &body)
	if err != nil {
		return nil, err
	}
	for name, value := range ev.Request.Headers {
		if s, ok := value.(string); ok && !ofTheWire(strings.ToLower(name)) {
			req.Header.Set(name, s)
		}
	}
	req.Header.Del("Accept-Encoding")
	return req, nil
}

// shared lets a page read an answer that its own server did not give: it could
// when the answer came from there.
func shared(r *network.Request) []*fetch.HeaderEntry {
	for name, value := range r.Headers {
		if v, ok := value.(string); ok && strings.EqualFold(name, "Origin") {
			return entries("Access-Control-Allow-Origin", []string{v})
		}
	}
	return nil
}

func (p *process) let(ev *fetch.EventRequestPaused) {
	_ = tell(p.ctx, p.tab, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: ev.RequestID})
}

func (p *process) deny(ev *fetch.EventRequestPaused) {
	_ = tell(p.ctx, p.tab, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
}

// stay answers a navigation so that the page it would leave remains.
func (p *process) stay(v *visit, ev *fetch.EventRequestPaused) {
	v.drop(ev.NetworkID)
	p.answer(ev, 204, nil, nil)
}

func (p *process) answer(ev *fetch.EventRequestPaused, status int64, header []*fetch.HeaderEntry, body []byte) {
	_ = tell(p.ctx, p.tab, fetch.FulfillRequest, fetch.FulfillRequestParams{RequestID: ev.RequestID, ResponseCode: status, ResponseHeaders: header, Body: body})
}
