package render

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Limits of the guard proxy.
const (
	proxyUser      = "truatweb"
	proxyHeader    = 30 * time.Second
	mostRefusals   = 50 // listed for a page
	maxHeaderBytes = 1 << 20
)

// guard is a proxy on this machine through which the browser makes all its
// connections. Only who knows the secret may use it, only hosts that were asked
// for are dialled, and only as the caller's Dial does it.
type guard struct {
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
	most     int64
	secret   string
	listener net.Listener
	server   *http.Server
	plain    *http.Transport
	ended    chan struct{}
	mu       sync.Mutex
	conns    map[net.Conn]bool
	visit    *visit // nil between pages: nothing is let through
	bytes    int64
}

func newGuard(dial func(ctx context.Context, network, address string) (net.Conn, error), most int64) (*guard, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	g := &guard{dial: dial, most: most, secret: rand.Text(), listener: l, conns: map[net.Conn]bool{}, ended: make(chan struct{})}
	g.plain = &http.Transport{Proxy: nil, DialContext: g.connect, DisableCompression: true, MaxConnsPerHost: 4, IdleConnTimeout: 30 * time.Second,
		ResponseHeaderTimeout: proxyHeader, MaxResponseHeaderBytes: maxHeaderBytes}
	g.server = &http.Server{Handler: g, ReadHeaderTimeout: proxyHeader, MaxHeaderBytes: maxHeaderBytes, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		defer close(g.ended)
		_ = g.server.Serve(l)
	}()
	return g, nil
}

func (g *guard) address() string { return "http://" + g.listener.Addr().String() }

// begin lets a page through, as far as it asks.
func (g *guard) begin(v *visit) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.visit, g.bytes = v, 0
}

func (g *guard) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.visit = nil
}

func (g *guard) close() error {
	g.end()
	err := g.server.Close()
	<-g.ended
	g.plain.CloseIdleConnections()
	g.cut()
	return err
}

// cut ends all connections to the outside.
func (g *guard) cut() {
	g.mu.Lock()
	open := make([]net.Conn, 0, len(g.conns))
	for c := range g.conns {
		open = append(open, c)
	}
	g.mu.Unlock()
	for _, c := range open {
		_ = c.Close()
	}
}

var errNotAsked = errors.New("not asked for")

// connect dials a host that the page of the moment was allowed.
func (g *guard) connect(ctx context.Context, network, address string) (net.Conn, error) {
	g.mu.Lock()
	v := g.visit
	g.mu.Unlock()
	if v == nil || !v.allowed(address) { // no request of a page: guesses of the browser, and what goes on after a page
		return nil, errNotAsked
	}
	c, err := g.dial(ctx, network, address)
	if err != nil {
		v.refuse(address, err)
		return nil, err
	}
	g.mu.Lock()
	g.conns[c] = true
	g.mu.Unlock()
	return &counted{Conn: c, g: g, host: hostOf(address)}, nil
}

// hostOf gives a host as addresses name it: without the port where it is that of
// http or https.
func hostOf(address string) string {
	if host, port, err := net.SplitHostPort(address); err == nil && (port == "80" || port == "443") {
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	}
	return address
}

// counted is a connection whose bytes are told to the page of the moment.
type counted struct {
	net.Conn
	g    *guard
	host string
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && !c.g.count(c.host, int64(n)) {
		return n, errors.New("the page receives too much")
	}
	return n, err
}

func (c *counted) Close() error {
	c.g.mu.Lock()
	delete(c.g.conns, c.Conn)
	c.g.mu.Unlock()
	return c.Conn.Close()
}

// count reports whether a page may receive more.
func (g *guard) count(host string, n int64) bool {
	g.mu.Lock()
	v := g.visit
	g.bytes += n
	over := g.bytes > g.most
	g.mu.Unlock()
	if v != nil {
		if v.shell.Got != nil {
			v.shell.Got(host, n)
		}
		if over {
			v.note("more than %d bytes", g.most)
		}
	}
	return !over
}

// ServeHTTP implements http.Handler for both ways of using a proxy: tunnels, and
// requests for whole addresses. What is
// refused ends without an answer, which could be taken for a page.
func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.knows(r.Header.Get("Proxy-Authorization")) {
		w.Header().Set("Proxy-Authenticate", `Basic realm="truatweb"`)
		http.Error(w, "the secret is missing", http.StatusProxyAuthRequired)
		return
	}
	switch {
	case r.Method == http.MethodConnect:
		g.tunnel(w, r)
	case r.URL.Scheme == "http" && r.URL.Host != "":
		g.forward(w, r)
	default:
		http.Error(w, "no whole address", http.StatusBadRequest)
	}
}

func (g *guard) knows(header string) bool {
	coded, ok := strings.CutPrefix(header, "Basic ")
	if !ok {
		return false
	}
	told, err := base64.StdEncoding.DecodeString(coded)
	return err == nil && subtle.ConstantTimeCompare(told, []byte(proxyUser+":"+g.secret)) == 1
}

func (g *guard) tunnel(w http.ResponseWriter, r *http.Request) {
	out, err := g.connect(r.Context(), "tcp", r.Host)
	if err != nil {
		http.Error(w, "refused", http.StatusForbidden)
		return
	}
	defer func() { _ = out.Close() }()
	h, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "no tunnel", http.StatusInternalServerError)
		return
	}
	in, buffered, err := h.Hijack()
	if err != nil {
		return
	}
	defer func() { _ = in.Close() }()
	if _, err := fmt.Fprint(in, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return
	}
	up := make(chan struct{})
	go func() {
		defer close(up)
		_, _ = io.Copy(out, buffered)
		_ = out.Close()
	}()
	_, _ = io.Copy(in, out)
	_ = in.Close()
	_ = out.Close()
	<-up
}

// perHop are the headers that concern one connection alone (RFC 9110 §7.6.1).
var perHop = []string{"Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding", "Upgrade"}

func dropPerHop(h http.Header) {
	for name := range strings.SplitSeq(h.Get("Connection"), ",") {
		h.Del(strings.TrimSpace(name))
	}
	for _, name := range perHop {
		h.Del(name)
	}
}

func (g *guard) forward(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	v := g.visit
	g.mu.Unlock()
	if v == nil || !v.allowed(withPort(r.URL)) { // an idle connection needs no dialling
		panic(http.ErrAbortHandler)
	}
	out := r.Clone(r.Context())
	out.RequestURI = ""
	dropPerHop(out.Header)
	resp, err := g.plain.RoundTrip(out)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = resp.Body.Close() }()
	dropPerHop(resp.Header)
	for name, values := range resp.Header {
		w.Header()[name] = values
	}
	if resp.Header.Get("Content-Type") == "" {
		w.Header()["Content-Type"] = nil // else one is guessed
	}
	w.WriteHeader(resp.StatusCode)
	flow := http.NewResponseController(w)
	buf := make([]byte, 32<<10)
	for {
		n, err := resp.Body.Read(buf)
		if _, failed := w.Write(buf[:n]); failed != nil {
			return
		}
		_ = flow.Flush()
		switch {
		case err == io.EOF:
			return
		case err != nil:
			panic(http.ErrAbortHandler) // the browser must see that the answer is not whole
		}
	}
}

// withPort gives the host and port that an address is dialled at.
func withPort(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "https", u.Scheme == "wss":
		port = "443"
	default:
		port = "80"
	}
	return net.JoinHostPort(u.Hostname(), port)
}
