package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/database/databasetest"
)

// settingOf reads a number of the benchmark from the environment.
func settingOf(b *testing.B, name string, usual int) int {
	b.Helper()
	s := os.Getenv(name)
	if s == "" {
		return usual
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	return n
}

// BenchmarkRound does a round of invented offices with 1, 2 and 4 workers on each
// database, kills one worker with -9 half way and starts another in its place,
// and counts what was lost or doubled. ROUND_OFFICES (200), ROUND_PAGES (50) and
// ROUND_WORKERS ("1,2,4") set its size. The servers of the sites run on the same
// machine.
//
// ROUND_RATE=1 measures politeness instead: so many requests a second and host,
// 50 ms until each answer, ROUND_AT_ONCE offices at once in one worker.
func BenchmarkRound(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip("SKIP: no peak of memory is told here")
	}
	binary := filepath.Join(b.TempDir(), commandName)
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("building the program: %v\n%s", err, out)
	}
	offices, pages := settingOf(b, "ROUND_OFFICES", 200), settingOf(b, "ROUND_PAGES", 50)
	rate, atOnce := settingOf(b, "ROUND_RATE", 0), settingOf(b, "ROUND_AT_ONCE", 4)
	list := os.Getenv("ROUND_WORKERS")
	if list == "" {
		list = "1,2,4"
	}
	for _, engine := range []string{"sqlite", "postgres"} {
		for _, n := range strings.Split(list, ",") {
			workers, err := strconv.Atoi(n)
			if err != nil {
				b.Fatalf("ROUND_WORKERS: %v", err)
			}
			b.Run(fmt.Sprintf("%s/workers=%d", engine, workers), func(b *testing.B) {
				source := databasetest.File
				if engine == "postgres" {
					source = databasetest.Postgres
				}
				x := measuredRound{b: b, binary: binary, source: source(b), offices: offices, pages: pages, workers: workers, rate: rate, atOnce: atOnce}
				x.run()
			})
		}
	}
}

// measuredRound is one round that is measured.
type measuredRound struct {
	b                                     *testing.B
	binary, source                        string
	offices, pages, workers, rate, atOnce int
	dir                                   string
	running                               []*exec.Cmd
	said                                  []*saidAloud
	killed                                int
}

func (x *measuredRound) program(data string, args ...string) *exec.Cmd {
	cmd := exec.Command(x.binary, append(args, "--database", x.source, "--data", filepath.Join(x.dir, data))...)
	cmd.Env = append(os.Environ(), "TRUATWEB_LANG=en", "TMPDIR="+x.dir)
	return cmd
}

func (x *measuredRound) work() {
	cmd := x.program(fmt.Sprint("w", len(x.running)), append([]string{"worker", "--until-done", "--at-once", strconv.Itoa(x.atOnce)}, x.flags()...)...)
	out := &saidAloud{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		x.b.Fatal(err)
	}
	x.said = append(x.said, out)
	x.b.Cleanup(func() { _ = cmd.Process.Kill() }) // if it still runs
	x.running = append(x.running, cmd)
}

func (x *measuredRound) flags() []string {
	out := []string{"--only", "127.0.0.0/8", "--allow-private", "127.0.0.0/8", "--rate", strconv.Itoa(x.rate), "--browser", "off", "--ocr", "off", "--jitter", "0", "--max-time", "1h"}
	if x.rate == 0 {
		out = append(out, "--lost-after", "4s")
	}
	return out
}

func (x *measuredRound) run() {
	b := x.b
	x.dir = b.TempDir()
	pace := time.Duration(0)
	if x.rate > 0 {
		pace = 50 * time.Millisecond
	}
	p := serveProvince(b, x.offices, x.pages, pace)
	if out, err := x.program("desk", append([]string{"round", "start", "x", "--queue-only", "--offices", p.list(b)}, x.flags()...)...).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	r := newARound(b, x.source)
	began := time.Now()
	for range x.workers {
		x.work()
	}
	for s := r.status("x"); !s.Done(); s = r.status("x") {
		if x.rate == 0 && x.killed == 0 && s.Counts[checks.Audited] >= x.offices/2 {
			_ = x.running[0].Process.Signal(syscall.SIGKILL) // it runs
			x.killed++
			x.work()
		}
		time.Sleep(200 * time.Millisecond)
	}
	wall := time.Since(began)
	var cpu time.Duration
	var peaks []string
	for i, cmd := range x.running {
		if err := cmd.Wait(); err != nil && i >= x.killed {
			b.Errorf("a worker: %v", err)
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			peaks = append(peaks, strconv.FormatInt(u.Maxrss>>10, 10))
		}
	}
	doubled, anew := 0, 0
	lost := x.offices - r.status("x").Counts[checks.Audited]
	for i := range p.homes {
		if least, _ := p.times(i); least > 1 {
			anew++
		}
	}
	ended := map[string]bool{}
	for _, out := range x.said {
		for line := range strings.Lines(out.String()) {
			if name, ok := strings.CutSuffix(strings.TrimSpace(line), " – audited"); ok {
				if ended[name] {
					doubled++
				}
				ended[name] = true
			}
		}
	}
	// What a killed worker had fetched and not written down is begun anew: at most so many.
	if lost > 0 || doubled > 0 || anew > x.killed*x.atOnce {
		b.Errorf("%d lost, %d doubled, %d begun anew", lost, doubled, anew)
	}
	began = time.Now()
	if out, err := x.program("desk", "round", "report", "x", "-o", filepath.Join(x.dir, "out")).CombinedOutput(); err != nil {
		b.Errorf("summing up: %v\n%s", err, out)
	}
	b.ReportMetric(time.Since(began).Seconds(), "summing-up-s")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(wall.Seconds(), "s")
	b.ReportMetric(cpu.Seconds(), "CPU-s")
	b.ReportMetric(float64(lost), "lost")
	b.ReportMetric(float64(doubled), "doubled")
	b.ReportMetric(float64(anew), "anew")
	b.ReportMetric(float64(x.offices)/wall.Minutes(), "offices/min")
	b.Logf("%d offices × %d pages, %d workers of %d at once, %d killed: %v, CPU %v, peaks %s MB", x.offices, x.pages, x.workers, x.atOnce, x.killed, wall.Round(time.Second), cpu.Round(time.Second), strings.Join(peaks, " "))
}
