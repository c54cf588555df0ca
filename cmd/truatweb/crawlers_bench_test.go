package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// How the crawlers are compared. BENCH_PAGES lists other sizes.
const (
	benchPages   = "1000,10000"
	benchWorkers = 32
	benchTries   = 3 // the cheapest counts: what else runs on a machine only adds
)

// contender is a program that walks the benchmark's site. Words in braces are
// filled in: {url}, {out}.
type contender struct {
	name string
	args []string
	env  []string
}

// cost is what one walk took.
type cost struct {
	cpu  time.Duration
	peak int64 // bytes of memory
	html int64 // pages that the server handed out
}

func (c cost) aPage() float64 { return c.cpu.Seconds() * 1000 / float64(max(c.html, 1)) }

// BenchmarkCrawlers compares a whole audit, reports included, with what others
// pay for a bare crawl of the same site: a fetch of every page that looks at
// nothing, and muffet, where it is on the PATH. An audit samples archives and
// opens fewer pages than the others, so that there are two ratios to muffet: by
// page opened, and by what the whole site costs.
func BenchmarkCrawlers(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip("SKIP: no peak of memory is told here")
	}
	binary := filepath.Join(b.TempDir(), commandName)
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	list := os.Getenv("BENCH_PAGES")
	if list == "" {
		list = benchPages
	}
	for _, size := range strings.Split(list, ",") {
		pages, err := strconv.Atoi(strings.TrimSpace(size))
		if err != nil {
			b.Fatalf("BENCH_PAGES: %v", err)
		}
		b.Run(size, func(b *testing.B) { contend(b, binary, pages) })
	}
}

func contend(b *testing.B, binary string, pages int) {
	site := serveBench(b, pages)
	workers := strconv.Itoa(benchWorkers)
	self := []string{os.Args[0], "-test.run=^TestFetchEverything$"}
	audit := []string{binary, "audit", "{url}", "--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", "0", "--workers", workers,
		"--max-pages", "1000000", "--max-time", "3h", "--browser", "off", "--ocr", "off", "--quiet", "--out", "{out}"}
	all := []contender{
		{name: "bare fetch", args: self, env: []string{"FETCH_EVERYTHING=" + site.pages}},
		{name: "truatweb audit", args: audit},
	}
	if muffet, err := exec.LookPath("muffet"); err == nil {
		all = append(all, contender{name: "muffet", args: []string{muffet, "-c", workers, "--max-connections-per-host", workers, "-b", "65536", "{url}"}})
	}
	best := map[string]cost{}
	for range benchTries {
		for _, c := range all {
			got := site.walk(b, c)
			if known, ok := best[c.name]; !ok || got.cpu < known.cpu {
				best[c.name] = got
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	table := fmt.Sprintf("\n%s pages, %d workers, all standards\n%-16s %8s %12s %12s %10s %12s %12s\n", strconv.Itoa(pages), benchWorkers,
		"", "pages", "CPU ms/page", "CPU s", "peak MB", "ratio a page", "ratio a site")
	unit := best["muffet"]
	for _, c := range all {
		x := best[c.name]
		page, site := "-", "-"
		if unit.html > 0 {
			page, site = fmt.Sprintf("%.2f", x.aPage()/unit.aPage()), fmt.Sprintf("%.2f", x.cpu.Seconds()/unit.cpu.Seconds())
		}
		table += fmt.Sprintf("%-16s %8d %12.2f %12.2f %10d %12s %12s\n", c.name, x.html, x.aPage(), x.cpu.Seconds(), x.peak>>20, page, site)
	}
	if unit.html == 0 {
		table += "muffet is not on the PATH: go install github.com/raviqqe/muffet/v2@latest\n"
	}
	b.Log(table)
}

// benchSite is a site that is served by a process of its own.
type benchSite struct {
	url, stats string
	pages      string // addresses of all pages, a line each
}

// serveBench serves the site of ../shared/bench where that is there, and one
// like it otherwise.
func serveBench(b *testing.B, pages int) *benchSite {
	shared, err := filepath.Abs("../../../shared/bench")
	if err == nil {
		if _, err = os.Stat(filepath.Join(shared, "siteserver")); err == nil {
			return serveShared(b, shared, pages)
		}
	}
	server := exec.Command(os.Args[0], "-test.run=^TestServeBench$")
	server.Env = append(os.Environ(), "SERVE_BENCH="+strconv.Itoa(pages))
	out, err := server.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	launch(b, server)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatalf("the site's server: %v", err)
	}
	origin := strings.TrimSpace(line)
	return &benchSite{url: origin + "/", stats: origin + "/_stats", pages: origin + "/_urls"}
}

func serveShared(b *testing.B, dir string, pages int) *benchSite {
	binary := filepath.Join(b.TempDir(), "siteserver")
	build := exec.Command("go", "build", "-o", binary, "./siteserver")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("building the site's server: %v\n%s", err, out)
	}
	launch(b, exec.Command(binary, "-pages", strconv.Itoa(pages)))
	s := &benchSite{url: "http://127.0.0.1:18080/", stats: "http://127.0.0.1:18081/stats", pages: "http://127.0.0.1:18081/urls"}
	for range 300 {
		if _, err := s.count(); err == nil {
			return s
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.Fatal("the site's server does not answer")
	return nil
}

func launch(b *testing.B, server *exec.Cmd) {
	b.Helper()
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = server.Process.Kill() // it may have ended
		_ = server.Wait()
	})
}

// count asks the server how many pages it has handed out.
func (s *benchSite) count() (int64, error) {
	resp, err := http.Get(s.stats)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	var n struct{ HTML int64 }
	return n.HTML, json.NewDecoder(resp.Body).Decode(&n)
}

// walk has a program walk the site once.
func (s *benchSite) walk(b *testing.B, c contender) cost {
	b.Helper()
	before, err := s.count()
	if err != nil {
		b.Fatal(err)
	}
	args := make([]string, len(c.args))
	for i, a := range c.args {
		args[i] = strings.NewReplacer("{url}", s.url, "{out}", filepath.Join(b.TempDir(), "out")).Replace(a)
	}
	run := exec.Command(args[0], args[1:]...)
	run.Env = append(os.Environ(), c.env...)
	out, err := run.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (c.name != "muffet" || !errors.As(err, &exit)) { // muffet says by its code that links are dead
		b.Fatalf("%s: %v\n%s", c.name, err, out)
	}
	after, err := s.count()
	if err != nil {
		b.Fatal(err)
	}
	used := cost{cpu: run.ProcessState.UserTime() + run.ProcessState.SystemTime(), html: after - before}
	if r, ok := run.ProcessState.SysUsage().(*syscall.Rusage); ok {
		used.peak = r.Maxrss << 10
	}
	return used
}

// TestFetchEverything is the bare fetch, in a process of its own: every page,
// packed, thrown away.
func TestFetchEverything(t *testing.T) {
	list := os.Getenv("FETCH_EVERYTHING")
	if list == "" {
		t.Skip("SKIP: not a test; BenchmarkCrawlers runs it as a program")
	}
	resp, err := http.Get(list)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: benchWorkers, MaxConnsPerHost: benchWorkers}}
	addresses := make(chan string)
	var wg sync.WaitGroup
	for range benchWorkers {
		wg.Go(func() {
			for a := range addresses {
				if err := swallow(client, a); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if a := strings.TrimSpace(lines.Text()); strings.HasPrefix(a, "http") {
			addresses <- a
		} else if strings.HasPrefix(a, "/") {
			addresses <- "http://127.0.0.1:18080" + a
		}
	}
	close(addresses)
	wg.Wait()
}

func swallow(client *http.Client, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }() // only read from
	var body io.Reader = resp.Body
	if resp.Header.Get("Content-Encoding") == "gzip" {
		if body, err = gzip.NewReader(resp.Body); err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, body)
	return err
}

// TestServeBench is the server of a site for BenchmarkCrawlers.
func TestServeBench(t *testing.T) {
	pages, err := strconv.Atoi(os.Getenv("SERVE_BENCH"))
	if err != nil {
		t.Skip("SKIP: not a test; BenchmarkCrawlers runs it as a program")
	}
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	origin := "http://" + listener.Addr().String()
	var html atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/_stats", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, `{"html":%d}`, html.Load()) })
	mux.HandleFunc("/_urls", func(w http.ResponseWriter, _ *http.Request) {
		for i := range pages {
			fmt.Fprintf(w, "%s/%d.html\n", origin, i)
		}
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/"), ".html"))
		if r.URL.Path == "/" {
			n, err = 0, nil
		}
		if err != nil || n < 0 || n >= pages {
			http.NotFound(w, r)
			return
		}
		html.Add(1)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, benchPage(n, pages)) // who went away is told nothing
	})
	fmt.Println(origin)
	t.Fatal(http.Serve(listener, mux))
}

// benchPage is one page: a menu of 60 links, text, and links to the pages whose
// numbers follow from its own.
func benchPage(n, pages int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html lang=th><head><title>ข่าวที่ %d - สำนักงานสาธารณสุขอำเภอสมมติ</title></head><body><nav><ul>", n)
	for i := range 60 {
		fmt.Fprintf(&b, "<li><a href=\"/%d.html\">เมนูที่ %d ประวัติความเป็นมาและวิสัยทัศน์</a></li>", i%pages, i)
	}
	fmt.Fprintf(&b, "</ul></nav><main><h1>ข่าวประชาสัมพันธ์ที่ %d</h1>", n)
	for i := range 80 {
		fmt.Fprintf(&b, "<p>สำนักงานสาธารณสุขอำเภอสมมติ ดำเนินงานตามแผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2569 ครั้งที่ %d เพื่อให้ประชาชนเข้าถึงบริการอย่างทั่วถึง</p>", n+i)
	}
	b.WriteString("<ul>")
	for i := range 10 {
		if k := n*10 + i + 1; k < pages {
			fmt.Fprintf(&b, "<li><a href=\"/%d.html\">อ่านข่าวที่ %d</a></li>", k, k)
		}
	}
	b.WriteString("</ul></main><footer>โทร. 0 3859 1234 อีเมล office@example.go.th</footer></body></html>")
	return b.String()
}
