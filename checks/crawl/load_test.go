package crawl

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// meter is a listener and handler that keeps an account of its own: of each
// request when it came, of all connections what was written to them.
type meter struct {
	net.Listener
	next    http.Handler
	mu      sync.Mutex
	came    []time.Time
	asked   map[string]int // by host and path
	conns   int
	written int64
	running int
	most    int // requests under way at once
}

func metered(t *testing.T, next http.Handler) (*meter, *httptest.Server) {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	m := &meter{Listener: s.Listener, next: next, asked: map[string]int{}}
	s.Listener, s.Config.Handler = m, m
	s.Start()
	t.Cleanup(s.Close)
	return m, s
}

func (m *meter) Accept() (net.Conn, error) {
	c, err := m.Listener.Accept()
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	m.conns++
	m.mu.Unlock()
	return &meteredConn{c, m}, nil
}

type meteredConn struct {
	net.Conn
	m *meter
}

func (c *meteredConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.m.mu.Lock()
	c.m.written += int64(n)
	c.m.mu.Unlock()
	return n, err
}

func (m *meter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	m.came = append(m.came, time.Now())
	m.asked[r.Host+r.URL.Path]++
	m.running++
	m.most = max(m.most, m.running)
	m.mu.Unlock()
	m.next.ServeHTTP(w, r)
	m.mu.Lock()
	m.running--
	m.mu.Unlock()
}

// gaps are the times between one request and the next, the shortest first.
func (m *meter) gaps() []time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []time.Duration
	for i := 1; i < len(m.came); i++ {
		out = append(out, m.came[i].Sub(m.came[i-1]))
	}
	slices.Sort(out)
	return out
}

// tolerance is how much closer together two requests may come in than they went
// out: what lies between our clock and the server's handler.
const tolerance = 25 * time.Millisecond

// Names that share an address share its pace, whoever asks for them: pages,
// robots.txt, sitemaps, redirects, retries, what a page being drawn asks for, and
// technical checks.
func TestTheServersOwnAccount(t *testing.T) {
	mux := http.NewServeMux()
	port := ""
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, page("หน้าแรก", nav(a("/old", "เก่า"), a("/flaky", "บางครั้ง"), a("/app", "แอป")), a("http://files.office.example:"+port+"/plan.pdf", "แผน")))
	})
	mux.HandleFunc("/old", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://www.office.example:"+port+"/new", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/new", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, page("ใหม่")) })
	tries := 0
	mux.HandleFunc("/flaky", func(w http.ResponseWriter, _ *http.Request) {
		if tries++; tries < 3 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, page("มาแล้ว"))
	})
	mux.HandleFunc("/app", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, emptyShell) })
	mux.HandleFunc("/plan.pdf", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("%PDF-1.4 " + strings.Repeat("แผน", 30000)))
	})
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "User-agent: *\nDisallow: /private\nSitemap: http://office.example:"+port+"/map.xml")
	})
	mux.HandleFunc("/map.xml", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<urlset><url><loc>http://office.example:"+port+"/mapped</loc></url></urlset>")
	})
	mux.HandleFunc("/mapped", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, page("จากแผนผัง"))
	})
	for _, at := range []string{"/app.js", "/data.json", "/measured"} {
		mux.HandleFunc(at, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("x", 2000)) })
	}
	m, s := metered(t, mux)
	_, port, _ = net.SplitHostPort(s.Listener.Addr().String())
	n, err := NewNet([]string{"127.0.0.0/8"}, []string{"127.0.0.0/8", "office.example", "www.office.example", "files.office.example"})
	if err != nil {
		t.Fatal(err)
	}
	n.lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	const gap = 60 * time.Millisecond
	c, err := New(Options{Reader: plainReader{}, Net: n, Rate: float64(time.Second / gap), Workers: 4, FollowOutside: true,
		Renderer: renders(func(ctx context.Context, sh Shell) (Drawn, error) {
			var wg sync.WaitGroup
			for _, at := range []string{"/app.js", "/data.json", "/private.json", "/app.js?2"} {
				wg.Go(func() {
					req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://office.example:"+port+at, nil)
					if err != nil {
						t.Error(err)
						return
					}
					if resp, err := sh.Fetch(req); (err == nil) == strings.HasPrefix(at, "/private") {
						t.Errorf("%s: %v %v", at, resp, err)
					}
				})
			}
			wg.Wait()
			return Drawn{Final: sh.URL, HTML: []byte(page("วาดแล้ว"))}, nil
		})})
	if err != nil {
		t.Fatal(err)
	}
	c.wait = func(ctx context.Context, d time.Duration) error {
		if d >= firstBackoff { // of the tries; not what this is about
			d /= 100
		}
		return sleep(ctx, d)
	}
	site, err := c.Crawl(t.Context(), checks.Office{Home: "http://office.example:" + port + "/"})
	if err != nil {
		t.Fatal(err)
	}
	network := c.Network()
	client := &http.Client{Transport: &http.Transport{DialContext: network.DialContext, DisableKeepAlives: true}}
	for _, at := range []string{"http://files.office.example:" + port + "/measured", "http://www.office.example:" + port + "/measured", "http://office.example:" + port + "/private/x"} {
		ctx, err := network.Ask(t.Context(), at)
		if strings.HasSuffix(at, "/private/x") {
			var r interface{ Reason() checks.Reason }
			if r, _ = err.(interface{ Reason() checks.Reason }); r == nil || r.Reason() != checks.Robots {
				t.Errorf("a technical check may ask for %s: %v", at, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
	if err := network.Wait(t.Context(), "office.example"); err != nil { // a probe that shakes hands and asks for nothing
		t.Fatal(err)
	}
	probe, err := network.DialContext(t.Context(), "tcp", "office.example:"+port)
	if err != nil {
		t.Fatal(err)
	}
	_ = probe.Close()
	time.Sleep(20 * time.Millisecond) // the server's last bytes
	loads := network.(interface{ Load() []checks.Load }).Load()
	var sum checks.Load
	for _, l := range loads {
		sum.Requests += l.Requests
		sum.Connections += l.Connections
		sum.Bytes += l.Bytes
		here := 0
		m.mu.Lock()
		for at, times := range m.asked {
			if strings.HasPrefix(at, l.Host+"/") {
				here += times
			}
		}
		m.mu.Unlock()
		if l.Requests != here || l.BusiestMinute != here {
			t.Errorf("%+v; the server counts %d", l, here)
		}
	}
	m.mu.Lock()
	asked, conns, written := len(m.came), m.conns, m.written
	if sum.Requests != asked || sum.Connections != conns || sum.Bytes != written || len(loads) != 3 {
		t.Errorf("ledger %+v; the server counts %d requests by %d connections, %d bytes", loads, asked, conns, written)
	}
	for at, times := range m.asked {
		if strings.Contains(at, "/private") || times > mostTries {
			t.Errorf("%s was asked for %d times", at, times)
		}
	}
	if m.most > atOnce {
		t.Errorf("%d requests at once", m.most)
	}
	m.mu.Unlock()
	gaps := m.gaps()
	t.Logf("%d requests, %d connections, %d bytes; shortest gaps %v, median %v", asked, conns, written, gaps[:3], gaps[len(gaps)/2])
	if gaps[0] < gap-tolerance {
		t.Errorf("the shortest gap at the server is %v, the rate asks for %v", gaps[0], gap)
	}
	if asked < 19 || len(site.Pages) < 5 {
		t.Errorf("only %d requests and %d pages: %v, %+v", asked, len(site.Pages), urls(site), site.Gaps)
	}
}

func TestTheBusiestMinuteIsAnySixtySeconds(t *testing.T) {
	clock := time.Unix(1_000_000_000, 0)
	l := newLedger(nil, func() time.Time { return clock })
	for _, c := range []struct {
		after time.Duration
		times int
	}{{0, 3}, {30 * time.Second, 4}, {29 * time.Second, 2}, {time.Second, 5}, {10 * time.Minute, 6}, {59 * time.Second, 1}} {
		clock = clock.Add(c.after)
		for range c.times {
			l.asked("office.example")
		}
	}
	if got := l.loads()[0]; got.Requests != 21 || got.BusiestMinute != 11 { // 4, 2 and 5; the first three had left
		t.Errorf("%+v", got)
	}
}

func TestNamesThatTurnOutToShareAnAddress(t *testing.T) {
	clock := time.Date(2026, 6, 15, 3, 0, 0, 0, time.UTC)
	var slept []time.Duration
	p := newPolite(nil, &Options{Rate: 1, OnEvent: func(Event) {}, Now: func() time.Time { return clock }}, waits(&slept, &clock))
	turn := func(host string) time.Duration {
		before := clock
		done, err := p.wait(t.Context(), host, "80")
		if err != nil {
			t.Fatal(err)
		}
		done()
		return clock.Sub(before)
	}
	if d := turn("a.example") + turn("b.example"); d != 0 {
		t.Errorf("strangers waited %v for each other", d)
	}
	p.delay("b.example", 5*time.Second)
	for _, host := range []string{"a.example", "b.example", "www.c.example"} {
		p.meet(host, netip.MustParseAddr("::ffff:203.150.1.1"))
	}
	p.meet("c.example", netip.MustParseAddr("2404:6800::1"))
	p.meet("d.example", netip.MustParseAddr("2404:6800::1"))
	for _, host := range []string{"a.example", "c.example", "d.example", "203.150.1.1", "www.b.example"} {
		if d := turn(host); d < 5*time.Second {
			t.Errorf("%s waited only %v", host, d)
		}
	}
	if d := p.delayed("d.example"); d != 5*time.Second {
		t.Errorf("asked to leave %v", d)
	}
}
