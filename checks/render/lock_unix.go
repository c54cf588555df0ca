//go:build unix

package render

import (
	"os"
	"syscall"
)

// lock takes a file for as long as the program lives. It fails if another has
// it.
func lock(f *os.File) bool { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil }

// isOurs reports whether a file belongs to the user that we are.
func isOurs(i os.FileInfo) bool {
	s, ok := i.Sys().(*syscall.Stat_t)
	return ok && int(s.Uid) == os.Geteuid()
}
