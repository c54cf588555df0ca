//go:build !linux

package extract

import (
	"os/exec"
	"time"
)

// apart does nothing here: the program itself is killed.
func apart(*exec.Cmd) {}

// offline does nothing here: a network can only be taken away on Linux.
func offline(*exec.Cmd) {}

// confine does nothing here: limits on another process are Linux's.
func confine(*exec.Cmd, time.Duration, uint64) {}
