package responsive_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/render"
	"github.com/truatweb/truatweb/checks/responsive"
)

// window shows pages in a real browser that reaches this machine alone.
type window struct {
	*render.Browser
	fetch  func(*http.Request) (*http.Response, error)
	refuse string // what addresses end with that are not fetched
}

func (w window) Run(ctx context.Context, url, script string, width int) (json.RawMessage, []string, []string, error) {
	fetch := func(req *http.Request) (*http.Response, error) {
		if w.refuse != "" && strings.HasSuffix(req.URL.Path, w.refuse) {
			return nil, errors.New("not this one")
		}
		return w.fetch(req)
	}
	p, err := w.Browser.Run(ctx, render.Probe{Shell: render.Shell{URL: url, Fetch: fetch}, Script: script, Width: width, Height: 4000, Phone: true})
	if err == nil && p.Status != http.StatusOK {
		err = because(checks.HTTPStatus)
	}
	return p.Value, p.Unstyled, p.Unseen, err
}

func newWindow(t testing.TB) window {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	tr := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if !strings.HasPrefix(address, "127.") {
			return nil, errors.New("not on this machine")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}}
	t.Cleanup(tr.CloseIdleConnections)
	b, err := render.New(render.Options{})
	if errors.Is(err, render.ErrNoBrowser) {
		t.Skipf("no browser on this machine: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return window{Browser: b, fetch: tr.RoundTrip}
}

const (
	prose    = `<p>สำนักงานสาธารณสุขอำเภอดูแลสุขภาพของประชาชนในพื้นที่ และเผยแพร่ข้อมูลข่าวสารให้ประชาชนตรวจดูได้ทางเว็บไซต์นี้</p>`
	follows  = `<!doctype html><html lang="th"><title>หน้า</title><meta name="viewport" content="width=device-width, initial-scale=1">`
	silent   = `<!doctype html><html lang="th"><title>หน้า</title>`
	oldStyle = `<html><title>หน้า</title>` // quirks
)

var pages = map[string]string{
	"/fluid":      follows + `<style>img, table { max-width: 100% } table { display: block; overflow-x: auto }</style>` + prose + `<img src="/wide.svg"><table><tr><td style="min-width:900px">กว้าง</table>`,
	"/offcanvas":  follows + `<style>html { overflow-x: hidden } .menu { position: absolute; left: 100%; width: 300px }</style><div class="menu">เมนูที่ซ่อนอยู่</div>` + prose,
	"/carousel":   follows + `<div style="overflow:hidden"><div style="width:1080px;display:flex"><div style="width:360px">หนึ่ง</div><div style="width:360px">สอง</div><div style="width:360px">สาม</div></div></div>` + prose,
	"/spills":     follows + prose + `<footer class="foot"><table width="1000"><tr><td>ตารางกว้าง</table></footer>`,
	"/framed":     follows + prose + `<a class="brand" style="display:inline-block" href="/"><img src="/wide.svg"></a>`,
	"/picture":    follows + prose + `<img src="/wide.svg">`,
	"/styled":     follows + `<link rel="stylesheet" href="/fix.css">` + prose + `<div class="w">กล่อง</div>`,
	"/silent":     silent + prose,
	"/silentwide": silent + prose + `<table width="1000"><tr><td>ตารางกว้าง</table>`,
	"/fixed":      `<!doctype html><title>หน้า</title><meta name="Viewport" content="width=1024">` + prose,
	"/quirks":     oldStyle + `<table width="780"><tr><td>` + prose + `</table>`,
	"/cut":        follows + `<style>body { overflow-x: hidden } h1 { width: 700px; white-space: nowrap }</style><h1>ประกาศสำนักงานสาธารณสุขอำเภอเรื่องแนวทางการเผยแพร่ข้อมูลต่อสาธารณะผ่านเว็บไซต์</h1>` + prose,
	"/small":      follows + prose + `<img src="/small.svg">`,
}

func serve(t testing.TB) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		svg := func(size string) {
			w.Header().Set("Content-Type", "image/svg+xml")
			_, _ = io.WriteString(w, `<svg xmlns="http://www.w3.org/2000/svg" `+size+`/>`)
		}
		switch r.URL.Path {
		case "/wide.svg":
			svg(`width="900" height="20"`)
		case "/small.svg":
			svg(`width="90" height="20"`)
		case "/fix.css":
			w.Header().Set("Content-Type", "text/css")
			_, _ = io.WriteString(w, `.w { width: 100% }`)
		default:
			body, ok := pages[r.URL.Path]
			if !ok {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, body)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func judged(t testing.TB, b responsive.Browser, base string, paths ...string) (checks.Answer, *checks.Site) {
	t.Helper()
	site := &checks.Site{Home: base + paths[0], Renderer: b != nil}
	for _, p := range paths {
		site.Pages = append(site.Pages, &checks.Page{Fetched: checks.Fetched{URL: base + p}, Content: &checks.Content{Title: "หน้า " + p}})
	}
	c := responsive.New(responsive.Options{Browser: b, Now: func() time.Time { return time.Unix(1795000000, 0) }})
	raw, err := c.Gather(context.Background(), site, nil)
	if err != nil {
		t.Fatal(err)
	}
	if raw != nil {
		site.Measured = map[string]json.RawMessage{c.Key(): raw}
	}
	return c.Judge(responsive.Overflow, site, time.Time{}), site
}

func TestPages(t *testing.T) {
	w, base := newWindow(t), serve(t)
	for _, c := range []struct {
		path   string
		refuse string
		want   checks.Verdict
		says   string
	}{
		{path: "/fluid", want: checks.Found},
		{path: "/offcanvas", want: checks.Found},
		{path: "/carousel", want: checks.Found},
		{path: "/small", want: checks.Found},
		{path: "/spills", want: checks.Absent, says: "footer.foot > table กว้าง"},
		{path: "/picture", want: checks.Absent, says: "wide.svg"},
		{path: "/framed", want: checks.Absent, says: "a.brand > img"},
		{path: "/silent", want: checks.Absent, says: "ลองใส่แล้วพอดีจอ"},
		{path: "/silentwide", want: checks.Absent, says: "ใส่แล้วยังล้นถึง"},
		{path: "/fixed", want: checks.Absent, says: "กว้าง 1024"},
		{path: "/quirks", want: checks.Absent, says: "ไม่มี meta viewport"},
		{path: "/cut", want: checks.NeedsEyes, says: "h1"},
	} {
		t.Run(c.path, func(t *testing.T) {
			a, _ := judged(t, w, base, c.path)
			if a.Verdict != c.want || !strings.Contains(a.Evidence[0].Quote, c.says) {
				t.Errorf("%s, want %s %q: %+v", a.Verdict, c.want, c.says, a.Evidence)
			}
		})
	}
	// What was not let through is not held against the page.
	for path, refuse := range map[string]string{"/small": "/small.svg", "/styled": "/fix.css"} {
		blocked := newWindow(t) // whose shelf is empty
		blocked.refuse = refuse
		if a, _ := judged(t, blocked, base, path); a.Verdict != checks.NeedsEyes || a.Question == "" {
			t.Errorf("%s without %s: %+v", path, refuse, a)
		}
	}
}

func TestSomePages(t *testing.T) {
	w, base := newWindow(t), serve(t)
	a, site := judged(t, w, base, "/fluid", "/spills", "/silent", "/gone")
	if a.Verdict != checks.Partial || len(a.Parts.Have) != 1 || len(a.Parts.Missing) != 2 || len(a.Evidence) != 2 {
		t.Errorf("%+v %+v", a, a.Parts)
	}
	if n := len(site.Measured["responsive"]); n > 8<<10 {
		t.Errorf("%d bytes of four pages", n)
	}
}

type because checks.Reason

func (b because) Error() string         { return string(b) }
func (b because) Reason() checks.Reason { return checks.Reason(b) }

type failing struct{ err error }

func (f failing) Run(context.Context, string, string, int) (json.RawMessage, []string, []string, error) {
	return nil, nil, nil, f.err
}

func TestBlind(t *testing.T) {
	for want, b := range map[checks.Reason]responsive.Browser{
		checks.NeedsRender: nil, checks.Timeout: failing{errors.New("no end")}, checks.OutsideOnly: failing{because(checks.OutsideOnly)}, checks.ReadFailed: failing{because(checks.ReadFailed)},
	} {
		a, _ := judged(t, b, "http://sso.example", "/", "/a")
		if a.Verdict != checks.CouldNotLook || !slices.Equal(a.Reasons, []checks.Reason{want}) {
			t.Errorf("%s %v, want %s", a.Verdict, a.Reasons, want)
		}
	}
}

func FuzzJudge(f *testing.F) {
	for _, s := range []string{``, `null`, `{"pages":[{}]}`, `{"pages":[{"url":"http://[","layout":980,"width":360,"scroll":1000}]}`, `{"pages":[{"url":"%zz","cut":[{}]}]}`, `{"blind":"budget"}`} {
		f.Add([]byte(s))
	}
	c := responsive.New(responsive.Options{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		site := &checks.Site{Home: "http://sso.example/", Measured: map[string]json.RawMessage{c.Key(): raw}}
		if a := c.Judge(responsive.Overflow, site, time.Time{}); !a.Verdict.Valid() || a.Verdict == checks.NeedsEyes && a.Question == "" {
			t.Errorf("%+v", a)
		}
	})
}

// BenchmarkPage takes the time of one page, its drawing included.
func BenchmarkPage(b *testing.B) {
	w, base := newWindow(b), serve(b)
	for b.Loop() {
		if a, _ := judged(b, w, base, "/fluid"); a.Verdict != checks.Found {
			b.Fatal(a)
		}
	}
}
