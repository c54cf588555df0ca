package extract

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

const mostComplain = 16 << 10 // bytes kept of what a program says on stderr

// mostMemory is the address space of a program that is given no other: with our
// own memory beside it a hostile file stays below what a small machine has.
const mostMemory = 640 << 20

// Program is another program that reads a file.
type Program struct {
	Path    string
	Args    []string
	Env     []string      // besides the locale, nothing else is handed down
	Stdin   io.Reader     // nil: nothing
	Stderr  io.Writer     // is given the first 16 KiB of what it says
	MaxTime time.Duration // of the processor, where limits can be set
	Memory  uint64        // bytes of address space, likewise; 640 MiB if 0
}

// Run starts a program without environment, in a process group of its own,
// without a network where the system lets that be taken away, and under limits,
// and has read read what it prints. The group is killed when ctx ends or when
// read has had enough.
func (p Program) Run(ctx context.Context, read func(io.Reader) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd, out, err := p.start(ctx, offline)
	if err != nil {
		cmd, out, err = p.start(ctx, nil)
	}
	if err != nil {
		return fmt.Errorf("starting %s: %w", p.Path, err)
	}
	confine(cmd, p.MaxTime, cmp.Or(p.Memory, mostMemory))
	var rerr error
	if read != nil {
		rerr = read(out)
	}
	// what is left unread is more than was wanted: a program that would go on
	// printing is stopped rather than drained
	if n, _ := io.CopyN(io.Discard, out, 1<<20); n == 1<<20 {
		cancel()
	}
	if err := cmd.Wait(); err != nil {
		return err
	}
	return rerr
}

func (p Program) start(ctx context.Context, more func(*exec.Cmd)) (*exec.Cmd, io.Reader, error) {
	cmd := exec.CommandContext(ctx, p.Path, p.Args...)
	cmd.Env = append([]string{"LC_ALL=C.UTF-8"}, p.Env...)
	cmd.Dir = os.TempDir()
	cmd.Stdin = p.Stdin
	cmd.Stderr = &bounded{w: p.Stderr, left: mostComplain}
	cmd.WaitDelay = 2 * time.Second
	apart(cmd)
	if more != nil {
		more(cmd)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	return cmd, out, cmd.Start()
}

// bounded passes on the first bytes and swallows the rest.
type bounded struct {
	w    io.Writer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	n := min(len(p), b.left)
	b.left -= n
	if n > 0 && b.w != nil {
		if _, err := b.w.Write(p[:n]); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}
