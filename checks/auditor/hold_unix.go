//go:build unix

package auditor

import (
	"errors"
	"os"
	"syscall"
)

// holdFolder keeps other runs from throwing a folder away until the file that it
// gives is closed, or the process has ended, however that came. It gives nil
// where the folder's file system knows no locks, and an error where another run
// holds it.
func holdFolder(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close() // it was only to be held
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, err
		}
		return nil, nil
	}
	return f, nil
}
