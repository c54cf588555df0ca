package json

import (
	"errors"
	"strings"
	"testing"
)

// endless is a file that never ends.
type endless struct{ given int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.given += int64(len(p))
	return len(p), nil
}

func TestReadIsBounded(t *testing.T) {
	src := &endless{}
	if _, err := read(src, 1000); !errors.Is(err, ErrTooLarge) {
		t.Errorf("an endless file: %v", err)
	}
	if src.given > 1<<16 {
		t.Errorf("%d bytes were read of a file that may have 1000", src.given)
	}
	body := `{"schema":"truatweb/audit/1","as_of":"2026-11-23"}`
	if _, err := read(strings.NewReader(body), int64(len(body))); err != nil {
		t.Errorf("a record of just the size allowed: %v", err)
	}
}
