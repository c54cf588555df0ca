package extract

import (
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// A program that reads a hostile file has nobody to talk to, where the system
// lets a network be taken away at all.
func TestProgramsHaveNoNetwork(t *testing.T) {
	cat, err := exec.LookPath("cat")
	if err != nil {
		t.Skip("cat is not here")
	}
	try := exec.Command(cat, "/dev/null")
	apart(try)
	if offline(try); try.Run() != nil {
		t.Skip("this system lets no network be taken away")
	}
	var list string
	if err := (Program{Path: cat, Args: []string{"/proc/self/net/route"}, MaxTime: 1e9}).Run(t.Context(), func(r io.Reader) error {
		b, err := io.ReadAll(r)
		list = string(b)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(strings.TrimSpace(list), "\n"); lines > 0 {
		t.Errorf("%d routes lead out:\n%s", lines, list)
	}
}

// A program is held to the memory that its caller gives it, or to what all are.
func TestProgramsHaveLittleMemory(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("sh is not here")
	}
	for _, want := range []uint64{0, 64 << 20} {
		var said string
		// it waits for its limits, which are set once it runs
		p := Program{Path: sh, Args: []string{"-c", "read x; ulimit -v"}, Stdin: later{}, MaxTime: 1e9, Memory: want}
		if err := p.Run(t.Context(), func(r io.Reader) error {
			b, err := io.ReadAll(r)
			said = strings.TrimSpace(string(b))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if want == 0 {
			want = mostMemory
		}
		if said != fmt.Sprint(want>>10) {
			t.Errorf("it may have %s KiB, want %d", said, want>>10)
		}
	}
}

// later is a line that comes after a moment.
type later struct{}

func (later) Read(p []byte) (int, error) {
	time.Sleep(50 * time.Millisecond)
	return copy(p, "\n"), io.EOF
}
