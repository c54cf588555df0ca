package crawl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// accept takes in the answer to an item: as a page, a document, another address
// of something seen, or a gap.
func (r *run) accept(ctx context.Context, it *item, out *answer) {
	r.tick(out)
	r.watchHost(it, out)
	if it == r.home && out.reason == "" && out.status > 0 {
		r.settleHome(out)
	}
	r.certificate(it, out)
	if out.known != nil {
		r.alias(it, out, out.known)
		return
	}
	if out.reason == "" {
		out.reason, out.detail = judge(out, r.now())
	}
	if out.reason != "" {
		r.offsiteReason(it, out)
	}
	if out.reason == checks.RedirectLoop {
		r.shapes.loops[it.shape]++
	}
	if out.reason == checks.DeadLink {
		r.learn(it, nil)
	}
	if out.reason != "" {
		r.shapes.judged(it, nil)
	}
	dead := out.reason == checks.DeadLink || out.reason == checks.HTTPStatus && out.status >= http.StatusInternalServerError && out.tries < mostTries
	if dead && !it.second && it != r.home && len(r.rechecks) < mostRechecks {
		r.rechecks = append(r.rechecks, it)
		return
	}
	if out.reason != "" {
		r.gapOf(it, out.reason, out.detail, out.status, out.tries)
		return
	}
	// A redirect may have led to what was seen meanwhile.
	if len(out.redirects) > 0 {
		if known := r.find(out.final); known != nil {
			r.alias(it, out, known)
			return
		}
	}
	r.admit(ctx, it, out)
}

// judge says why an answer is no content, by its status and its looks.
func judge(out *answer, now time.Time) (checks.Reason, string) {
	detail := fmt.Sprintf("HTTP %d", out.status)
	switch {
	case challenge(out.status, out.header, out.body):
		return checks.Challenge, detail
	case out.status == http.StatusNotFound || out.status == http.StatusGone:
		return checks.DeadLink, detail
	case refused(out.status, out.header, out.body):
		return checks.SignIn, detail
	case out.status == http.StatusUnauthorized, out.status == http.StatusForbidden:
		return checks.Blocked, detail
	case out.status == http.StatusTooManyRequests, out.status == http.StatusServiceUnavailable && tooLong(out.header, now) != "":
		return checks.Blocked, detail + tooLong(out.header, now)
	case out.status < 200, out.status >= 300:
		return checks.HTTPStatus, detail
	case barred(out.body):
		return checks.Blocked, detail + ", and a refusal in the page"
	case erred(out.body):
		return checks.HTTPStatus, detail + ", and an error in the page"
	}
	return "", ""
}

// watchHost keeps count of hosts that do not answer, so that a dead one is not
// waited for with every link to it.
func (r *run) watchHost(it *item, out *answer) {
	host := out.final.authority()
	if !silent(out.reason) {
		delete(r.down, host)
		return
	}
	f := r.down[host]
	if f == nil {
		f = &hostFails{}
		r.down[host] = f
	}
	f.n++
	f.reason, f.detail = out.reason, out.detail
}

// certificate records once a host that its certificate is faulty, although its
// pages are read.
func (r *run) certificate(it *item, out *answer) {
	if out.fault == "" || r.faults[out.final.authority()] {
		return
	}
	r.faults[out.final.authority()] = true
	r.site.Gaps = append(r.site.Gaps, checks.Gap{URL: it.key.String(), Reason: checks.TLS, Detail: plainDetail(out.fault),
		Status: out.status, Tries: out.tries, At: r.now(), Label: it.label, Outside: it.outside})
}

// settleHome learns from where home really lies: which of its twins answers,
// and whether it has moved to another folder or host.
func (r *run) settleHome(out *answer) {
	if out.status >= 400 {
		return
	}
	if twins(out.final, r.home.key) {
		r.scope.live = out.final
	}
	r.scope.extend(out.final)
}

// admit makes a page or a document of an answer.
func (r *run) admit(ctx context.Context, it *item, out *answer) {
	sum := sha256.Sum256(out.body)
	f := r.provenance(it, out, hex.EncodeToString(sum[:]))
	kind, content, charset, err := r.read(ctx, out)
	if ctx.Err() != nil && err != nil {
		r.front.add(it)
		return
	}
	if content != nil {
		r.fillKeys(content)
	}
	if kind == checks.KindHTML {
		if content == nil {
			r.gapOf(it, checks.ReadFailed, errText(err), out.status, out.tries)
			return
		}
		r.acceptHTML(ctx, it, out, f, content, charset)
		return
	}
	r.acceptFile(it, out, f, kind, content, err)
}

// provenance says how an item was come by.
func (r *run) provenance(it *item, out *answer, sum string) checks.Fetched {
	f := checks.Fetched{URL: it.key.String(), Final: out.final.String(), Status: out.status, ContentType: out.header.Get("Content-Type"),
		Size: int64(len(out.body)), SHA256: sum, SeenAt: r.now(), Label: it.label,
		Outside: !r.scope.holds(out.final)}
	if it.from != nil {
		f.Path = append(append(f.Path, it.from.path...), f.URL)
	} else {
		f.Path = []string{f.URL}
	}
	for _, p := range out.redirects {
		f.Redirects = append(f.Redirects, p.String())
	}
	switch {
	case out.fault != "":
		f.Detail = "tls: " + plainDetail(out.fault)
	case downgraded(out):
		f.Detail = "redirects from https to http"
	}
	return f
}

// downgraded reports whether a redirect led from a safe address to one that is not.
func downgraded(out *answer) bool {
	for i, p := range out.redirects {
		next := out.final
		if i+1 < len(out.redirects) {
			next = out.redirects[i+1]
		}
		if p.scheme == "https" && next.scheme == "http" {
			return true
		}
	}
	return false
}

// read reads a body; a reader that panics costs that body alone.
func (r *run) read(ctx context.Context, out *answer) (kind checks.Kind, c *checks.Content, cs checks.Charset, err error) {
	defer func() {
		if p := recover(); p != nil {
			kind, c, err = checks.KindHTML, nil, fmt.Errorf("the reader failed: %v", p)
		}
	}()
	return r.o.Reader.Read(ctx, out.final.String(), out.header.Get("Content-Type"), out.body)
}

func errText(err error) string {
	if err == nil {
		return "no content"
	}
	return err.Error()
}

// acceptFile adds a document, or names the one whose copy it is.
func (r *run) acceptFile(it *item, out *answer, f checks.Fetched, kind checks.Kind, c *checks.Content, err error) {
	if len(out.body) == 0 {
		kind, c, f.Trouble = checks.KindEmpty, nil, checks.EmptyFile
		if it == r.home {
			r.gapOf(it, checks.EmptyFile, "0 bytes", out.status, out.tries)
		}
	} else if twin := r.folds[f.SHA256]; twin != nil {
		r.alias(it, out, twin)
		return
	}
	d := &checks.Document{Fetched: f, Kind: kind, Content: c}
	if c != nil {
		d.Facts = c.Facts
	}
	var told interface{ Trouble() checks.Reason }
	switch {
	case errors.As(err, &told):
		d.Trouble = told.Trouble()
	case d.Facts.Locked:
		d.Trouble = checks.Password
	}
	if err != nil && d.Detail == "" && d.Trouble != checks.EmptyFile {
		d.Detail = plainDetail(err.Error())
	}
	if d.Trouble == "" {
		r.folds[f.SHA256] = d
	}
	if r.o.Keep != nil {
		if err := guarded("keeping the file", func() { r.o.Keep(d, out.body) }); err != nil {
			r.mishap(d.URL, it, err)
		}
	}
	r.addDocument(it, out, d)
}

func (r *run) addDocument(it *item, out *answer, d *checks.Document) {
	r.name(it, out, d)
	r.site.Documents = append(r.site.Documents, d)
	d.Nth = len(r.site.Pages) + len(r.site.Documents)
	r.order[d] = it.seq
	r.kept += weigh(d.Content)
	r.event(EventDocument, d.URL, "")
	r.note(it, out, &d.Fetched, checks.Charset{})
	r.tell(d)
}

func (r *run) addPage(it *item, out *answer, p *checks.Page) {
	r.learn(it, p)
	r.shapes.judged(it, p)
	r.name(it, out, p)
	r.site.Pages = append(r.site.Pages, p)
	p.Nth = len(r.site.Pages) + len(r.site.Documents)
	r.order[p] = it.seq
	r.kept += burden(p.Content)
	switch {
	case out.cut != "":
		r.gapOf(it, checks.Truncated, out.cut, out.status, out.tries)
	case p.Content.Facts.Truncated:
		r.gapOf(it, checks.Truncated, "more in the page than is read", out.status, out.tries)
	}
	if it == r.home {
		r.site.Index()
		r.site.Introduce(thai.OfficeIn) // the walk tells the office's pages from its neighbours' by its name
	}
	r.event(EventPage, p.URL, "")
	r.note(it, out, &p.Fetched, p.Charset)
	r.tell(p)
}

func (r *run) tell(x checks.Resource) {
	if r.o.OnPage != nil {
		if err := guarded("looking at the page", func() { r.o.OnPage(r.site, x) }); err != nil {
			r.mishap(x.Fetch().URL, nil, err)
		}
	}
}

// name lets a resource be found by all addresses that led to it.
func (r *run) name(it *item, out *answer, x checks.Resource) {
	f := x.Fetch()
	for _, a := range append(append([]address{it.key}, out.redirects...), out.final) {
		key := r.scope.fold(a.key())
		k := key.String()
		if r.known[k] == nil {
			r.known[k] = x
			if k != f.URL {
				f.Aliases = append(f.Aliases, k)
			}
		}
		// The key as it is without the scope's knowledge leads here too.
		if k := a.key().String(); r.known[k] == nil {
			r.known[k] = x
			f.Aliases = append(f.Aliases, k)
		}
	}
	for _, a := range it.also {
		r.nickname(a, x)
	}
}

// alias adds an address to a resource that was seen before. A link to a file
// that ends at a page is no other address of that page.
func (r *run) alias(it *item, out *answer, x checks.Resource) {
	f := x.Fetch()
	if p, ok := x.(*checks.Page); ok && paper(it.at) {
		if out.header == nil {
			out.header = http.Header{"Content-Type": {f.ContentType}}
		}
		d := &checks.Document{Fetched: r.provenance(it, out, f.SHA256), Kind: checks.KindHTML, Content: p.Content}
		if d.Size, d.Trouble = f.Size, checks.WrongType; p.Trouble == checks.SignIn {
			d.Trouble = checks.SignIn
		}
		r.addDocument(it, out, d)
		return
	}
	r.learn(it, x)
	r.shapes.judged(it, nil)
	r.name(it, out, x)
	if f.Label == "" {
		f.Label = it.label
	}
	r.event(EventPage, it.key.String(), "")
}
