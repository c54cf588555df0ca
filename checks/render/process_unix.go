//go:build unix && !linux

package render

import (
	"os/exec"
	"syscall"
)

func setProcess(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

func family(int) []int { return nil }

func held([]int) int64 { return 0 }
