package render

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
)

// DefaultPictures is how many pictures are fetched for one page of a Probe.
const DefaultPictures = 24

// Bounds of a probe.
const (
	probeLimit = 30 * time.Second
	valueMost  = 1 << 20 // bytes
	lacksMost  = 50
)

// Probe is a script to be run in a page that looks as it does to its visitors:
// style sheets and some pictures are fetched too.
type Probe struct {
	Shell                // without a Body the page itself is asked for
	Script        string // what it ends with, awaited, is its value: some JSON
	Width, Height int    // of the window, CSS pixels
	Phone         bool   // the window is a phone's, which heeds the page's viewport declaration
	Pictures      int    // at most so many are fetched; 0 is DefaultPictures, fewer than that is none
}

// Probed is what came of a Probe.
type Probed struct {
	Final  string // address in the end
	Status int    // of the page's answer; 0 where it was not asked for
	Value  json.RawMessage
	// Unstyled and Unseen are the style sheets and the pictures that visitors
	// would have and the script had not, at most fifty each.
	Unstyled []string
	Unseen   []string
	Detail   string // what went wrong, "" if nothing
}

// Run runs a script in a page. The errors are those of Render, and that of a
// script that fails or does not end.
func (b *Browser) Run(ctx context.Context, p Probe) (Probed, error) {
	if p.Pictures == 0 {
		p.Pictures = DefaultPictures
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.ready(ctx); err != nil {
		return Probed{}, err
	}
	v := newVisit(p.Shell, b.shelf)
	v.probe, v.pictures = &p, p.Pictures
	d, err := b.perform(ctx, v)
	v.mu.Lock()
	defer v.mu.Unlock()
	out := Probed{Final: d.Final, Status: int(v.status), Value: v.value, Unstyled: v.unstyled, Unseen: v.unseen, Detail: d.Detail}
	if err != nil && ctx.Err() == nil {
		err = fmt.Errorf("running a script in the page: %w", err)
	}
	return out, err
}

// setWindow makes the tab's window what a probe asks for, or with nil what it was.
func (p *process) setWindow(ctx context.Context, w *Probe) error {
	if w == nil {
		return tell(ctx, p.tab, emulation.ClearDeviceMetricsOverride, cdp.Empty{})
	}
	return tell(ctx, p.tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(w.Width), Height: int64(w.Height), DeviceScaleFactor: 1, Mobile: w.Phone,
	})
}

// try runs the probe's script in the page.
func (p *process) try(ctx context.Context, v *visit) (Drawn, error) {
	v.takeStock()
	soon, cancel := context.WithTimeout(ctx, v.patience())
	defer cancel()
	var at string
	var value json.RawMessage
	if err := p.evaluate(soon, v, "location.href", &at); err != nil {
		return Drawn{}, endless(err)
	}
	ctx, cancel = context.WithTimeout(ctx, probeLimit)
	defer cancel()
	switch err := p.evaluate(ctx, v, v.probe.Script, &value); {
	case errors.Is(err, context.DeadlineExceeded):
		return Drawn{}, errors.New("the script does not end")
	case err != nil:
		return Drawn{}, err
	case len(value) > valueMost:
		return Drawn{}, fmt.Errorf("the script's value is longer than %d bytes", valueMost)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.value = value
	return Drawn{Final: at}, nil
}

// looks reports whether requests of a kind decide how a page looks.
func looks(kind network.ResourceType) bool {
	return kind == network.ResourceTypeStylesheet || kind == network.ResourceTypeImage
}

// lack notes that the page goes without something that decides how it looks.
// The caller holds v.mu.
func (v *visit) lack(kind network.ResourceType, at string) {
	list := &v.unstyled
	if kind == network.ResourceTypeImage {
		list = &v.unseen
	}
	if v.probe != nil && len(*list) < lacksMost && !slices.Contains(*list, at) {
		*list = append(*list, at)
	}
}

// takeStock notes what has not come yet.
func (v *visit) takeStock() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, f := range v.flying {
		if looks(f.kind) {
			v.lack(f.kind, f.url)
		}
	}
	slices.Sort(v.unstyled)
	slices.Sort(v.unseen)
}

// reckon counts a picture that is about to be asked for. It is called in the
// order of the page, so that it is always the same ones that are fetched.
func (v *visit) reckon(ev *fetch.EventRequestPaused) {
	if v == nil || v.probe == nil || ev.ResourceType != network.ResourceTypeImage || !strings.HasPrefix(ev.Request.URL, "http") || v.shelf.get(ev.Request.URL) != nil {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.pictures <= 0 {
		v.lack(ev.ResourceType, ev.Request.URL)
		v.standIns[ev.Request.URL] = true
		return
	}
	v.pictures--
}

// affords reports whether a picture may be fetched, or is there already.
func (v *visit) affords(at string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.probe != nil && !v.standIns[at]
}

// keepable reports whether answers of a kind are worth keeping for the next page.
func (v *visit) keepable(kind network.ResourceType, at string) bool {
	if v.probe == nil {
		return data(kind)
	}
	return (data(kind) || looks(kind) || kind == network.ResourceTypeDocument) && !v.standIns[at]
}
