package render

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestTraps(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Limit = 3 * time.Second })
	hold := make(chan struct{})
	t.Cleanup(func() { close(hold) })
	hang := func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-hold:
		case <-r.Context().Done():
		}
	}
	for name, c := range map[string]struct {
		page   string
		want   string // in the page drawn
		detail string
		err    string // instead
	}{
		"dialogs":             {page: drawing(`alert(1); confirm(2); prompt(3); onbeforeunload = () => "อยู่"; document.body.append("หลังกล่อง")`), want: "หลังกล่อง"},
		"a server that hangs": {page: drawing(`fetch("/hang")`), want: prose, detail: "after"},
		"a script that hangs": {page: `<p>` + prose + `</p><script src="/hang"></script>`, want: prose, detail: "after"},
		"no end of a script":  {page: drawing(`while (true) {}`), err: "does not end"},
		"an end later":        {page: drawing(`setTimeout(() => { while (true) {} }, 100)`), err: "does not end"},
		"endless requests":    {page: drawing(`(async () => { for (let i = 0; ; i++) try { await fetch("/data.json?" + i) } catch { await new Promise(r => setTimeout(r, 5)) } })()`), want: prose, detail: "after"},
		"no end of dialogs":   {page: drawing(`setInterval(() => alert(1), 1)`), want: prose},
		"windows":             {page: drawing(`for (let i = 0; i < 20; i++) { open("/window"); const a = document.createElement("a"); a.href = "/window"; a.target = "_blank"; document.body.append(a); a.click() }`), want: prose},
		"a download":          {page: drawing(`const a = document.createElement("a"); a.href = "/file"; a.download = "f.bin"; document.body.append(a); a.click()`), want: prose},
		"a page as download":  {page: drawing(`location.href = "/file"`), want: prose},
		"no end of reloads":   {page: drawing(`location.reload()`), want: prose, detail: "navigations"},
		"no end of moves":     {page: drawing(`location.href = "/?" + Math.random()`), want: prose, detail: "navigations"},
		"a flood of logs":     {page: drawing(`for (let i = 0; i < 50000; i++) console.log("ก".repeat(100))`), want: prose},
		"a flood of elements": {page: drawing(`for (let i = 0; i < 20000; i++) document.body.append(document.createElement("p"))`), want: prose},
		"deep nesting":        {page: drawing(`let e = document.body; for (let i = 0; i < 400; i++) { const d = document.createElement("div"); e.append(d); e = d }`), want: prose},
		"workers":             {page: drawing(`new Worker(URL.createObjectURL(new Blob(["while (true) {}"])))`), want: prose},
		"overridden methods":  {page: drawing(`Object.defineProperty(Element.prototype, "outerHTML", {get() { return "ปลอม" }}); JSON.stringify = () => "{}"; Array.prototype.toJSON = () => 1`), want: prose},
		"an event source":     {page: drawing(`new EventSource("/hang"); new WebSocket("ws://" + location.host + "/hang")`), want: prose},
		"not a page at all":   {page: ``, want: "<html>"},
		"a move to nowhere":   {page: drawing(`location.href = "http://127.0.0.1:1/"`), err: "does not answer"},
		"a move elsewhere":    {page: drawing(`location.href = "/next"`), want: "หน้าถัดไป"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": c.page, "/data.json": "{}", "/next": "<p>หน้าถัดไป " + prose})
			s.on["/hang"] = hang
			s.on["/file"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Disposition", `attachment; filename="f.bin"`)
				w.Header().Set("Content-Type", "application/octet-stream")
				_, _ = w.Write(make([]byte, 1<<20))
			}
			d, err := b.Render(t.Context(), s.shell("/"))
			switch {
			case c.err != "":
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("%v; %.200s", err, d.HTML)
				}
			case err != nil:
				t.Error(err)
			case !strings.Contains(string(d.HTML), c.want) || !strings.Contains(d.Detail, c.detail):
				t.Errorf("%q %.400s", d.Detail, d.HTML)
			}
			if s.count("/window") > 0 {
				t.Error("a window was opened")
			}
		})
	}
	mustStillWork(t, b)
}

func TestTimeIsBounded(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Limit = time.Second })
	s := serve(t, map[string]string{"/": drawing(`while (true) {}`)})
	mustStillWork(t, b) // the start is not the page's
	if _, err := b.Render(t.Context(), s.shell("/")); err == nil {
		t.Error("drawn")
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := b.Render(ctx, s.shell("/")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	mustStillWork(t, b)
}

func TestALargePageIsCut(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.HTML = 1 << 20; o.Limit = 10 * time.Second })
	s := serve(t, map[string]string{
		"/text":  drawing(`document.body.append("ก".repeat(17 << 20))`),
		"/nodes": drawing(`for (let i = 0; i < 150000; i++) { const p = document.createElement("p"); p.textContent = "ข้อความที่ยาวพอควรสักบรรทัดหนึ่ง"; document.body.append(p) }`),
	})
	for _, at := range []string{"/text", "/nodes"} {
		d, err := b.Render(t.Context(), s.shell(at))
		if err == nil && (len(d.HTML) > 1<<20 || !strings.Contains(d.Detail, "cut") || !strings.Contains(string(d.HTML), prose)) {
			t.Errorf("%s: %d bytes, %q", at, len(d.HTML), d.Detail)
		}
		t.Logf("%s: %d bytes, %q, %v", at, len(d.HTML), d.Detail, err)
		mustStillWork(t, b)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Memory = 350 << 20; o.Limit = 20 * time.Second })
	mustStillWork(t, b)
	n := held(family(b.proc.pid()))
	if n == 0 {
		t.Skip("this system does not tell what a process holds")
	}
	t.Logf("an ordinary page: %d MiB", n>>20)
	for name, script := range map[string]string{
		"of its own":      `const all = []; setInterval(() => { for (let i = 0; i < 8; i++) all.push(new Uint8Array(8 << 20).fill(1)) }, 10); fetch("/never")`,
		"shared pictures": `const all = []; (async () => { const c = new OffscreenCanvas(4000, 4000); c.getContext("2d").fillRect(9, 9, 99, 99); const b = await c.convertToBlob(); const u = URL.createObjectURL(b); for (;;) { const i = new Image(); i.src = u + "#" + all.length; await i.decode(); document.body.append(i); all.push(i, await createImageBitmap(b)) } })()`,
	} {
		s := serve(t, map[string]string{"/": drawing(script + `; setInterval(() => document.title += "x", 50); fetch("/hang")`)})
		hold := make(chan struct{})
		s.on["/hang"] = func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-hold:
			case <-r.Context().Done():
			}
		}
		if _, err := b.Render(t.Context(), s.shell("/")); err == nil || !strings.Contains(err.Error(), "memory") {
			t.Errorf("%s: %v", name, err)
		}
		close(hold)
		mustStillWork(t, b)
	}
}

func TestTheDiskIsBounded(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Limit = 20 * time.Second })
	s := serve(t, map[string]string{"/": drawing(`const r = indexedDB.open("x"); r.onupgradeneeded = () => r.result.createObjectStore("s"); r.onsuccess = () => {
		let i = 0; const u = new Uint8Array(8 << 20);
		for (let k = 0; k < u.length; k += 65536) crypto.getRandomValues(u.subarray(k, k + 65536));
		(function more() { const t = r.result.transaction("s", "readwrite"); t.objectStore("s").put(u, i++); t.oncomplete = more })() }; setInterval(() => fetch("/never"), 300)`)})
	if _, err := b.Render(t.Context(), s.shell("/")); err == nil || !strings.Contains(err.Error(), "disk") {
		t.Errorf("%v", err)
	}
	mustStillWork(t, b)
}

// A page that floods its server is stopped the sooner the more often it does, and
// so are others of its host.
func TestFloodsAreBounded(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Limit = 6 * time.Second })
	flood := `<div id="app"></div><script>setInterval(() => { for (let i = 0; i < 8; i++) fetch("/api?" + Math.random()) }, 50)</script>`
	s := serve(t, map[string]string{"/": flood, "/a": flood, "/b": flood, "/c": flood, "/api": "{}"})
	asked := func(path string) int {
		before := s.count("/api")
		if d := render(t, b, s.shell(path)); !strings.Contains(d.Detail, "more than") {
			t.Errorf("%s: %q", path, d.Detail)
		}
		return s.count("/api") - before
	}
	for _, c := range []struct {
		path string
		want int
	}{{"/", drawRequests}, {"/#/route", floodRequests}, {"/a", drawRequests}, {"/b", drawRequests}, {"/c", floodRequests}} {
		if n := asked(c.path); n != c.want {
			t.Errorf("%s: %d requests", c.path, n)
		}
	}
	mustStillWork(t, b) // on another host
}

// A page whose script never ends costs its whole time once.
func TestEndlessScriptsCostLess(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Limit = 1500 * time.Millisecond })
	endless := drawing(`while (true) {}`)
	s := serve(t, map[string]string{"/": endless, "/a": endless, "/b": endless, "/c": endless})
	for _, c := range []struct {
		path string
		want time.Duration
	}{{"/", b.o.Limit}, {"/", b.o.Limit / trapShare}, {"/a", b.o.Limit}, {"/b", b.o.Limit}, {"/c", b.o.Limit / trapShare}} {
		v := newVisit(s.shell(c.path), b.shelf)
		b.bound(v)
		if v.limit != c.want {
			t.Errorf("%s: %v", c.path, v.limit)
		}
		if _, err := b.Render(t.Context(), s.shell(c.path)); !errors.Is(err, errEndless) {
			t.Errorf("%s: %v", c.path, err)
		}
	}
	mustStillWork(t, b) // on another host
}

func TestBytesAreBounded(t *testing.T) {
	b := newBrowser(t, func(o *Options) { o.Bytes = 4 << 20 })
	s := serve(t, map[string]string{"/": drawing(`fetch("/big").then(r => r.arrayBuffer()).catch(() => {})`)})
	sent := 0
	s.on["/big"] = func(w http.ResponseWriter, _ *http.Request) {
		for range 1000 {
			n, err := w.Write(make([]byte, 1<<20))
			if sent += n; err != nil {
				return
			}
		}
	}
	d := render(t, b, s.shell("/"))
	if !strings.Contains(d.Detail, "bytes") || sent > 64<<20 {
		t.Errorf("%q after %d MiB", d.Detail, sent>>20)
	}
	mustStillWork(t, b)
}
