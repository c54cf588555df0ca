package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Folder keeps files in a folder of this machine, made when the first is kept.
type Folder struct{ Dir string }

// path is where a file lies: in one of 256 folders, named by its digest.
func (f Folder) path(digest string) (string, error) {
	hex, ok := strings.CutPrefix(digest, "sha256:")
	if !ok || len(hex) != 64 || strings.Trim(hex, "0123456789abcdef") != "" {
		return "", fmt.Errorf("%q is no digest", digest)
	}
	return filepath.Join(f.Dir, hex[:2], hex+".warc.gz"), nil
}

// Put keeps a file: it appears under its name whole and on the disk, or not at
// all. One that is there already is written anew, which mends what was damaged.
func (f Folder) Put(ctx context.Context, digest string, r io.Reader) (err error) {
	path, err := f.path(digest)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".draft-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(draft.Name()) // the first error is the one to tell
		}
	}()
	got, _, err := digestFrom(io.TeeReader(readerOf(ctx, r), draft))
	if err == nil && got != digest {
		err = fmt.Errorf("what was to be %s is %s", digest, got)
	}
	if err == nil {
		err = draft.Sync()
	}
	if err = errors.Join(err, draft.Close()); err != nil {
		return err
	}
	return os.Rename(draft.Name(), path)
}

// Open reads a file.
func (f Folder) Open(_ context.Context, digest string) (io.ReadCloser, error) {
	path, err := f.path(digest)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	}
	return file, err
}

// readerOf stops reading when the context ends.
func readerOf(ctx context.Context, r io.Reader) io.Reader { return reading{ctx, r} }

type reading struct {
	ctx context.Context
	r   io.Reader
}

func (r reading) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
