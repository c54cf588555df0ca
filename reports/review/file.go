package review

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// fileSchema names the form of a log file in its first line.
const fileSchema = "truatweb/said/1"

// longestLine bounds a line of the log in bytes; what a workbook can hold in a
// row stays far below.
const longestLine = 1 << 20

// patience is how long a store that another run holds is waited for.
const patience = 10 * time.Second

// Files is a [Store] in one folder: a file of JSON lines, for use without a
// database. A batch is in once its last line, which closes it, is on the disk;
// whatever a killed run wrote behind the last such line is no part of the log.
type Files struct {
	path string // of the log
	now  func() time.Time
}

// fileLine is a line of the file: the first, which names the form; a line of the
// log; or the end of a batch.
type fileLine struct {
	Schema string `json:"schema,omitempty"`
	*checks.LogLine
	End int64 `json:"end,omitempty"` // Seq of the last line of the batch
}

// OpenFiles opens the store in a folder. The folder is made with the first
// statement; now tells the time.
func OpenFiles(dir string, now func() time.Time) (*Files, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("opening the folder of decisions: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("opening the folder of decisions: %w", &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR})
	}
	return &Files{path: filepath.Join(dir, "said.jsonl"), now: now}, nil
}

// Said implements [Store].
func (f *Files) Said(ctx context.Context, office string) ([]checks.Statement, error) {
	var out []checks.Statement
	for line, err := range f.Log(ctx) {
		if err != nil {
			return nil, err
		}
		if line.Statement.Office == office {
			out = append(out, line.Statement)
		}
	}
	return out, nil
}

// Log implements [Store].
func (f *Files) Log(ctx context.Context) iter.Seq2[checks.LogLine, error] {
	return func(yield func(checks.LogLine, error) bool) {
		lines, _, err := f.read(ctx)
		for _, l := range lines {
			if !yield(l, nil) {
				return
			}
		}
		if err != nil {
			yield(checks.LogLine{}, err)
		}
	}
}

// read gives the lines of all closed batches, and where in the file they end.
func (f *Files) read(ctx context.Context) (lines []checks.LogLine, end int64, err error) {
	body, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ctx.Err()
	}
	if err != nil {
		return nil, 0, fmt.Errorf("reading the log of decisions: %w", err)
	}
	var batch []checks.LogLine
	for at, n := int64(0), 1; at < int64(len(body)); n++ {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		length := bytes.IndexByte(body[at:], '\n')
		if length < 0 {
			break // a killed run's last words
		}
		var l fileLine
		if err := json.Unmarshal(body[at:at+int64(length)], &l); err != nil {
			if bytes.LastIndex(body[at:], []byte(`{"end":`)) < 0 {
				break // nothing behind it was closed
			}
			return lines, end, fmt.Errorf("reading the log of decisions, line %d: %w: %w", n, checks.ErrChain, err)
		}
		at += int64(length) + 1
		switch {
		case n == 1 && l.Schema != fileSchema:
			return nil, 0, fmt.Errorf("reading the log of decisions: %w: its form is %q, known is %q", ErrNewer, l.Schema, fileSchema)
		case n == 1:
			end = at
		case l.LogLine != nil:
			batch = append(batch, *l.LogLine)
		case len(batch) > 0 && l.End == batch[len(batch)-1].Seq:
			lines, batch, end = append(lines, batch...), nil, at
		default:
			return lines, end, fmt.Errorf("reading the log of decisions, line %d: %w", n, checks.ErrChain)
		}
	}
	return lines, end, nil
}

// Append implements [Store].
func (f *Files) Append(ctx context.Context, statements []checks.Statement) (added int, err error) {
	for i := range statements {
		if err := statements[i].Valid(); err != nil {
			return 0, err
		}
	}
	if err := ctx.Err(); err != nil || len(statements) == 0 {
		return 0, err
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
		return 0, fmt.Errorf("making the folder of decisions: %w", err)
	}
	release, err := f.lock(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	lines, end, err := f.read(ctx)
	if err != nil {
		return 0, err
	}
	batch, added, err := f.batch(lines, end, statements)
	if err != nil || added == 0 {
		return 0, err
	}
	if err := f.write(batch, end); err != nil {
		return 0, fmt.Errorf("writing the log of decisions: %w", err)
	}
	return added, nil
}

// batch makes the bytes that take the new ones of the statements in.
func (f *Files) batch(lines []checks.LogLine, end int64, statements []checks.Statement) ([]byte, int, error) {
	known := make(map[string]bool, len(lines))
	var last *checks.LogLine
	for i := range lines {
		known[lines[i].Statement.ID()] = true
		last = &lines[i]
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if end == 0 {
		if err := enc.Encode(fileLine{Schema: fileSchema}); err != nil {
			return nil, 0, fmt.Errorf("writing the log of decisions: %w", err)
		}
	}
	added := 0
	for _, s := range statements {
		id := s.ID()
		if known[id] {
			continue
		}
		known[id] = true
		before := out.Len()
		next := last.Next(f.now(), s)
		if err := enc.Encode(fileLine{LogLine: &next}); err != nil {
			return nil, 0, fmt.Errorf("writing the log of decisions: %w", err)
		}
		if out.Len()-before > longestLine {
			return nil, 0, fmt.Errorf("writing the log of decisions: a statement of %d bytes is too long", out.Len()-before)
		}
		last = &next
		added++
	}
	if added > 0 {
		if err := enc.Encode(fileLine{End: last.Seq}); err != nil {
			return nil, 0, fmt.Errorf("writing the log of decisions: %w", err)
		}
	}
	return out.Bytes(), added, nil
}

// write puts a batch behind what is in. Where it cannot be written whole it is
// taken out again; where even that fails, no reader takes it for closed.
func (f *Files) write(batch []byte, end int64) error {
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	undo := func(err error) error {
		return errors.Join(err, file.Truncate(end), file.Close())
	}
	if err := file.Truncate(end); err != nil { // what a killed run left
		return errors.Join(err, file.Close())
	}
	if _, err := file.WriteAt(batch, end); err != nil {
		return undo(err)
	}
	if err := file.Sync(); err != nil {
		return undo(err)
	}
	if err := file.Close(); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(f.path))
}

// lock keeps other runs from writing until release.
func (f *Files) lock(ctx context.Context) (release func(), err error) {
	deadline := time.After(patience)
	for {
		release, err := lockFolder(filepath.Dir(f.path))
		if err == nil {
			return release, nil
		}
		if !errors.Is(err, ErrBusy) {
			return nil, fmt.Errorf("locking the folder of decisions: %w", err)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-deadline:
			return nil, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}
