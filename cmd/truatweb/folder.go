package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/truatweb/truatweb/checks"
)

// probeSize is how much is written, and removed, to learn before a crawl
// whether a folder takes reports: about the size of a large one.
const probeSize = 2 << 20

// folder is where the reports of one run go.
type folder struct {
	path string
	t    *texts
	held *os.File // the lock
	made bool     // by this run
	// create makes the file a report is first written to; a test can make it fail.
	create func(dir string) (draft, error)
}

// draft is a file under a passing name.
type draft interface {
	io.WriteCloser
	Sync() error
	Name() string
}

func createDraft(dir string) (draft, error) { return os.CreateTemp(dir, ".truatweb-*.tmp") }

// freeFolder gives the name, or the name with the first free number behind it,
// so that a run without --out never replaces an earlier one's reports.
func freeFolder(name string) string {
	for n := 1; n < 1000; n++ {
		try := name
		if n > 1 {
			try = name + "-" + strconv.Itoa(n)
		}
		if _, err := os.Lstat(try); errors.Is(err, fs.ErrNotExist) {
			return try
		}
	}
	return name
}

// openFolder makes the folder, proves that it takes files and keeps other runs
// out of it until release.
func openFolder(path string, t *texts) (*folder, error) {
	_, before := os.Lstat(path)
	f := &folder{path: path, t: t, create: createDraft, made: errors.Is(before, fs.ErrNotExist)}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, f.trouble(err)
	}
	held, err := lockFolder(path)
	if err != nil {
		if errors.Is(err, errHeld) {
			return nil, &failure{code: exitLocked, text: fmt.Sprintf(t.folderLocked, path), next: t.folderLockedNext}
		}
		return nil, f.trouble(err)
	}
	f.held = held
	f.clear()
	if err := f.probe(); err != nil {
		f.release()
		return nil, f.trouble(err)
	}
	return f, nil
}

// clear removes half reports that a killed run left: the lock says that nobody is
// writing them.
func (f *folder) clear() {
	left, _ := filepath.Glob(filepath.Join(glob(f.path), ".truatweb-*.tmp")) // the pattern is right
	for _, name := range left {
		_ = os.Remove(name) // what cannot be removed does no harm
	}
}

// release lets other runs in. A folder of this run's own that took nothing goes.
func (f *folder) release() {
	if f.made {
		_ = os.Remove(f.path) // which leaves a folder that holds something
	}
	if f.held != nil {
		_ = f.held.Close() // nothing was written through it
		f.held = nil
	}
}

// probe writes and removes a file as large as a report.
func (f *folder) probe() error {
	_, err := f.draft(func(w io.Writer) error {
		_, err := w.Write(make([]byte, probeSize))
		return err
	}, func(name string) error { return os.Remove(name) })
	return err
}

// draft writes a file under a passing name, makes it durable and hands its name
// to then. Whatever fails, no such file stays behind.
func (f *folder) draft(write func(io.Writer) error, then func(name string) error) (string, error) {
	d, err := f.create(f.path)
	if err != nil {
		return "", err
	}
	buffered := bufio.NewWriterSize(d, 64<<10)
	// Each step after a failed one would only repeat what that met.
	if err = write(buffered); err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = d.Sync()
	}
	err = errors.Join(err, d.Close())
	if err == nil {
		err = then(d.Name())
	}
	if err != nil {
		_ = os.Remove(d.Name())
		return "", err
	}
	return d.Name(), nil
}

// save writes one report so that it appears whole under its name or not at all.
func (f *folder) save(r format, a *checks.Audit, lang string) (string, error) {
	path := filepath.Join(f.path, r.file)
	_, err := f.draft(func(w io.Writer) error { return r.write(w, a, lang) }, func(name string) error {
		if err := os.Chmod(name, 0o644); err != nil {
			return err
		}
		return os.Rename(name, path)
	})
	if err != nil {
		return "", fmt.Errorf("writing %s: %w", path, err)
	}
	return path, nil
}

// trouble words what is wrong with the folder and the way out.
func (f *folder) trouble(err error) error {
	what, next := f.t.folderOther, f.t.folderOtherNext
	switch {
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		what, next = f.t.folderFull, f.t.folderFullNext
	case errors.Is(err, syscall.ENOTDIR) || errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.EISDIR):
		what, next = f.t.folderIsFile, f.t.folderIsFileNext
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		what, next = f.t.folderDenied, f.t.folderDeniedNext
	}
	return &failure{code: exitFailed, text: fmt.Sprintf(what, f.path), next: next, cause: err}
}
