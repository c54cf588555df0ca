package render

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

func setProcess(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

// family lists a process and its descendants.
func family(pid int) []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	parents := map[int]int{}
	for _, e := range entries {
		id, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if status, err := os.ReadFile("/proc/" + e.Name() + "/status"); err == nil {
			parents[id] = int(statusField(status, "PPid:"))
		}
	}
	var out []int
	for id := range parents {
		for up, steps := id, 0; up > 1 && steps < 50; up, steps = parents[up], steps+1 {
			if up == pid {
				out = append(out, id)
				break
			}
		}
	}
	return out
}

// held sums up the bytes that processes hold and share with no file. What they
// share with each other is counted once, as far as one of them holds it.
func held(pids []int) int64 {
	var own, shared int64
	for _, id := range pids {
		if status, err := os.ReadFile("/proc/" + strconv.Itoa(id) + "/status"); err == nil {
			own += statusField(status, "RssAnon:") << 10
			shared = max(shared, statusField(status, "RssShmem:")<<10)
		}
	}
	return own + shared
}

func statusField(status []byte, name string) int64 {
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte(name)); ok {
			if f := bytes.Fields(rest); len(f) > 0 {
				n, _ := strconv.ParseInt(string(f[0]), 10, 64)
				return n
			}
		}
	}
	return 0
}
