package extract

import (
	"io"
	"os/exec"
	"strings"
	"testing"
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
