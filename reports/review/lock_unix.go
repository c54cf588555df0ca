//go:build unix

package review

import (
	"errors"
	"os"
	"syscall"
)

// lockFolder takes a lock on the folder itself: it leaves no file behind, and
// the system gives it back however the process ends. Where the file system knows
// no locks there is none.
func lockFolder(path string) (release func(), err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close() // only the lock was wanted
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			return nil, ErrBusy
		case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.ENOLCK):
			return func() {}, nil
		}
		return nil, err
	}
	return func() { _ = f.Close() }, nil // nothing was written through it
}

// syncFolder makes the name of a new file durable, where the file system can.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = f.Sync() // not all can, and the file itself is on the disk
	return f.Close()
}
