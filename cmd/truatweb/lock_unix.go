//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// errHeld says that another run has the folder.
var errHeld = errors.New("held by another run")

// lockFolder takes a lock on the folder itself: it leaves no file behind, and
// the system gives it back however the process ends.
func lockFolder(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errHeld
		}
		if errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOLCK) {
			return nil, nil // some network file systems know no locks
		}
		return nil, err
	}
	return f, nil
}
