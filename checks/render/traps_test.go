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
	if n, ok := held(b.proc.pid()); !ok {
		t.Skip("this system does not tell what a process holds")
	} else {
		t.Logf("an ordinary page: %d MiB", n>>20)
	}
	s := serve(t, map[string]string{"/": drawing(`const all = []; setInterval(() => { for (let i = 0; i < 8; i++) all.push(new Uint8Array(8 << 20).fill(1)) }, 10); fetch("/never")`)})
	if _, err := b.Render(t.Context(), s.shell("/")); err == nil || !strings.Contains(err.Error(), "memory") {
		t.Errorf("%v", err)
	}
	mustStillWork(t, b)
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
