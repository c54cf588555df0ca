package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// ownAccount is a server that keeps an account of its own.
type ownAccount struct {
	net.Listener
	mu      sync.Mutex
	came    []time.Time
	asked   map[string]int
	agents  map[string]bool
	conns   int
	written int64
}

func (o *ownAccount) Accept() (net.Conn, error) {
	c, err := o.Listener.Accept()
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	o.conns++
	o.mu.Unlock()
	return &ownConn{c, o}, nil
}

type ownConn struct {
	net.Conn
	o *ownAccount
}

func (c *ownConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.o.mu.Lock()
	c.o.written += int64(n)
	c.o.mu.Unlock()
	return n, err
}

func (o *ownAccount) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	o.came = append(o.came, time.Now())
	o.asked[r.URL.Path]++
	tries := o.asked[r.URL.Path]
	o.agents[r.UserAgent()] = true
	o.mu.Unlock()
	const prose = "สำนักงานสาธารณสุขอำเภอดูแลสุขภาพของประชาชนในพื้นที่ และเผยแพร่ข้อมูลข่าวสารของราชการให้ประชาชนตรวจดูได้ทางเว็บไซต์นี้ เรื่องในหน้านี้คือ "
	const head = `<!doctype html><html lang="th"><meta charset="utf-8"><link rel="stylesheet" href="/theme.css"><link rel="icon" href="/favicon.ico">`
	write := func(kind, body string) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, body)
	}
	page := func(title, more string) {
		write("text/html; charset=utf-8", head+"<title>"+title+"</title><main><h1>"+title+"</h1><p>"+prose+title+"</p>"+more+"</main>")
	}
	switch r.URL.Path {
	case "/":
		page("สำนักงานสาธารณสุขอำเภอทดลอง", `<nav><a href="/old">ประวัติ</a> <a href="/busy">ข่าว</a> <a href="/app">แผนงาน</a> <a href="/app/two">โครงการ</a> <a href="/closed/secret">ห้าม</a> <a href="/plan.txt">แผนปฏิบัติการ</a></nav><img src="/logo.png" alt="ตรา">`)
	case "/old":
		http.Redirect(w, r, "/new", http.StatusMovedPermanently)
	case "/new":
		page("ประวัติ", "")
	case "/busy":
		if tries == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		page("ข่าว", "")
	case "/app", "/app/two":
		write("text/html; charset=utf-8", head+`<title>แผนงาน</title><div id="app"></div><script src="/app.js"></script>`)
	case "/app.js":
		write("text/javascript", `for (const at of ["/data.json", "/closed/data.json", "/moved.json"]) fetch(at).then(r => r.text()).then(t => { const p = document.createElement("p"); p.textContent = t + location.pathname; document.getElementById("app").append(p) })`)
	case "/moved.json":
		http.Redirect(w, r, "/data.json?2", http.StatusFound)
	case "/data.json":
		write("application/json", `"`+prose+`แผนงาน"`)
	case "/theme.css":
		write("text/css", "p { color: #222 }")
	case "/logo.png":
		write("image/png", "\x89PNG\r\n\x1a\n")
	case "/plan.txt":
		write("text/plain; charset=utf-8", strings.Repeat(prose, 200))
	case "/robots.txt":
		write("text/plain", "User-agent: *\nDisallow: /closed/\nSitemap: /sitemap.xml\n")
	case "/sitemap.xml":
		write("application/xml", fmt.Sprintf("<urlset><url><loc>%s/mapped</loc></url></urlset>", "http://"+r.Host))
	case "/mapped":
		page("จากแผนผัง", "")
	default:
		http.NotFound(w, r)
	}
}

// TestTheLedgerIsTheServersOwnCount audits a site with all that the program has,
// and holds the ledger and the pace against what the server saw.
func TestTheLedgerIsTheServersOwnCount(t *testing.T) {
	if testing.Short() {
		t.Skip("audits a whole site")
	}
	standards, problems := new(compiler).standards(nil, false)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for name, secure := range map[string]bool{"http": false, "https": true} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewUnstartedServer(nil)
			o := &ownAccount{Listener: s.Listener, asked: map[string]int{}, agents: map[string]bool{}}
			s.Listener, s.Config.Handler = o, o
			s.Config.ErrorLog = log.New(io.Discard, "", 0) // its certificate is trusted by nobody
			if secure {
				s.StartTLS()
			} else {
				s.Start()
			}
			defer s.Close()
			const gap, tolerance = 80 * time.Millisecond, 40 * time.Millisecond // what a busy machine may add on the server's side
			p := &plan{asOf: demoDay(), fiscalYear: demoYear, maxPages: 100, maxTime: 4 * time.Minute, rate: float64(time.Second / gap), userAgent: "truatweb/test (+it@example.go.th)",
				browser: browserAuto, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}
			run, err := new(compiler).auditing(p, standards, "truatweb test", func(event) {})
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			a, site, err := run.Audit(context.Background(), checks.Office{Home: s.URL + "/"}, p.when())
			if c, ok := run.(io.Closer); ok {
				_ = c.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(began)
			s.CloseClientConnections()
			o.mu.Lock()
			defer o.mu.Unlock()
			at := slices.IndexFunc(a.Coverage.Load, func(l checks.Load) bool {
				return l.Host == strings.TrimPrefix(strings.TrimPrefix(s.URL, "http://"), "https://")
			})
			if at < 0 {
				t.Fatalf("no account of the server in %+v", a.Coverage.Load)
			}
			l := a.Coverage.Load[at]
			// A handshake that is refused leaves what the server says last unread, and
			// so does a connection that is closed after its answer.
			low := o.written
			if secure {
				low = o.written * 9 / 10
			}
			if l.Requests != len(o.came) || l.Connections != o.conns || l.Bytes > o.written || l.Bytes < low {
				t.Errorf("ledger %+v; the server counts %d requests by %d connections, %d bytes: %v", l, len(o.came), o.conns, o.written, o.asked)
			}
			busiest := 0
			for i := range o.came {
				n := 0
				for _, later := range o.came[i:] {
					if later.Sub(o.came[i]) < time.Minute {
						n++
					}
				}
				busiest = max(busiest, n)
			}
			if off := l.BusiestMinute - busiest; off < -2 || off > 14 { // whole seconds: up to one second more at the edge
				t.Errorf("busiest minute %d; by the server's clock %d", l.BusiestMinute, busiest)
			}
			shortest := time.Hour
			for i := 1; i < len(o.came); i++ {
				shortest = min(shortest, o.came[i].Sub(o.came[i-1]))
			}
			t.Logf("%v; %d requests by %d connections, %d of %d bytes; busiest minute %d and %d; shortest gap %v of %v; %v",
				took.Round(100*time.Millisecond), l.Requests, l.Connections, l.Bytes, o.written, l.BusiestMinute, busiest, shortest, gap, o.asked)
			if shortest < gap-tolerance {
				t.Errorf("the shortest gap at the server is %v, the rate asks for %v", shortest, gap)
			}
			for path, n := range o.asked {
				if strings.HasPrefix(path, "/closed/") {
					t.Errorf("robots.txt disallows %s, which was asked for %d times", path, n)
				}
			}
			home := 1
			if secure {
				home = 2 // whoever judges the connection needs one of its own
			}
			if o.asked["/"] > home {
				t.Errorf("the home page was asked for %d times, want %d at most", o.asked["/"], home)
			}
			if len(o.agents) != 1 || !o.agents[p.userAgent] {
				t.Errorf("it called itself %v", o.agents)
			}
			if site.Renderer {
				for path, n := range map[string]int{"/app.js": 1, "/theme.css": 1, "/data.json": 2} { // once in a run, however many pages share it
					if o.asked[path] != n {
						t.Errorf("%s was asked for %d times, want %d", path, o.asked[path], n)
					}
				}
			}
		})
	}
}
