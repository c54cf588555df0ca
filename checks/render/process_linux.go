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

// held sums up the bytes that a process and its descendants hold and share with
// no file.
func held(pid int) (int64, bool) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return 0, false
	}
	parents, sizes := map[int]int{}, map[int]int64{}
	for _, e := range entries {
		id, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		status, err := os.ReadFile("/proc/" + e.Name() + "/status")
		if err != nil {
			continue
		}
		parents[id] = int(statusField(status, "PPid:"))
		sizes[id] = statusField(status, "RssAnon:") << 10
	}
	var sum int64
	for id := range parents {
		for up, steps := id, 0; up > 1 && steps < 50; up, steps = parents[up], steps+1 {
			if up == pid {
				sum += sizes[id]
				break
			}
		}
	}
	return sum, sizes[pid] > 0
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
