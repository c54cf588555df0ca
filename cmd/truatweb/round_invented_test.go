package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// inventedProvince serves the sites of offices that do not exist, each at an
// address of its own, and counts what it is asked.
type inventedProvince struct {
	pages int
	pace  time.Duration // before each answer
	homes []string
	hangs map[int]bool // offices that take a request and never answer
	mu    sync.Mutex
	asked []map[string]int // by office and path
	done  chan struct{}
}

// serveProvince serves so many offices with so many pages each; hangs are those
// that never answer.
func serveProvince(t testing.TB, offices, pages int, pace time.Duration, hangs ...int) *inventedProvince {
	t.Helper()
	p := &inventedProvince{pages: pages, pace: pace, hangs: map[int]bool{}, asked: make([]map[string]int, offices), done: make(chan struct{})}
	for _, n := range hangs {
		p.hangs[n] = true
	}
	t.Cleanup(func() { close(p.done) })
	for i := range offices {
		p.asked[i] = map[string]int{}
		listener, err := net.Listen("tcp", fmt.Sprintf("127.81.%d.%d:0", i/250, i%250+1))
		if err != nil {
			t.Skipf("this machine has no such address: %v", err)
		}
		s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.answer(i, w, r) }), ErrorLog: log.New(io.Discard, "", 0), ReadHeaderTimeout: time.Minute}
		go func() { _ = s.Serve(listener) }()
		t.Cleanup(func() { _ = s.Close() })
		p.homes = append(p.homes, "http://"+listener.Addr().String()+"/")
	}
	return p
}

func (p *inventedProvince) answer(office int, w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked[office][r.URL.Path]++
	wait := p.pace
	if p.hangs[office] {
		wait = time.Hour
	}
	p.mu.Unlock()
	select {
	case <-time.After(wait):
	case <-r.Context().Done():
		return
	case <-p.done:
		return
	}
	var n int
	switch _, err := fmt.Sscanf(r.URL.Path, "/p%d.html", &n); {
	case r.URL.Path == "/":
	case err != nil || n < 1 || n >= p.pages:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="th"><title>สสอ. ทดลองที่ %d เรื่องที่ %d</title><nav><a href="/">หน้าแรก</a>`, office, n)
	for i := n*8 + 1; i <= n*8+8 && i < p.pages; i++ { // a tree
		fmt.Fprintf(&b, ` <a href="/p%d.html">เรื่องที่ %d ของหน่วยงาน</a>`, i, i)
	}
	fmt.Fprintf(&b, `</nav><main><h1>ประกาศเรื่องที่ %d ของสำนักงานสาธารณสุขอำเภอทดลองที่ %d</h1>`, n, office)
	for i := range 6 {
		fmt.Fprintf(&b, "<p>%s ฉบับที่ %d ข้อที่ %d</p>", countedProse, n, i)
	}
	_, _ = io.WriteString(w, b.String()+"</main>")
}

// times gives how often the page of an office that was asked for least and most
// was asked for.
func (p *inventedProvince) times(office int) (least, most int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	least = 1 << 30
	for n := range p.pages {
		path := "/"
		if n > 0 {
			path = fmt.Sprintf("/p%d.html", n)
		}
		least, most = min(least, p.asked[office][path]), max(most, p.asked[office][path])
	}
	return least, most
}

// asking counts the pages of an office that were asked for.
func (p *inventedProvince) asking(office int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for path := range p.asked[office] {
		if path == "/" || strings.HasPrefix(path, "/p") {
			n++
		}
	}
	return n
}

// list writes the list of the offices as people keep it.
func (p *inventedProvince) list(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "offices.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	rows := [][]string{{"รหัส", "หน่วยงาน", "อำเภอ", "จังหวัด", "เว็บไซต์", "กลุ่ม"}}
	for i, home := range p.homes {
		rows = append(rows, []string{fmt.Sprintf("%05d", i), fmt.Sprintf("สสอ. ทดลองที่ %d", i), fmt.Sprintf("อำเภอ %d", i), fmt.Sprintf("จังหวัด %d", i/30), home, []string{"เกาะ", "ชายแดน"}[i%2]})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
