package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// say prints one line or more in our own format. What is put into it may come
// from a website or a file, so every text among the arguments is made plain.
func say(w io.Writer, format string, args ...any) {
	clean := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case string:
			clean[i] = plain(v)
		case error:
			clean[i] = plain(v.Error())
		case fmt.Stringer:
			clean[i] = plain(v.String())
		default:
			clean[i] = a
		}
	}
	text := fmt.Sprintf(format, clean...)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	// Nobody can be told that the place for telling is gone.
	_, _ = io.WriteString(w, text)
}

// heeding keeps the first error of a writer: what nobody was told is not done.
type heeding struct {
	io.Writer
	err error
}

func (h *heeding) Write(p []byte) (int, error) {
	n, err := h.Writer.Write(p)
	if err != nil && h.err == nil {
		h.err = err
	}
	return n, err
}

// trouble words what kept the result from being told.
func (h *heeding) trouble(t *texts) error {
	if h.err == nil {
		return nil
	}
	return &failure{code: exitFailed, text: t.reach.untold, cause: h.err}
}

// plain takes from a text all that could act in a terminal or a log: control
// characters (CWE-150), marks that turn the direction of writing, and line
// breaks, which become spaces.
func plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case r == utf8.RuneError:
			b.WriteRune('\uFFFD')
		case acts(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isPlain(s string) bool {
	for _, r := range s {
		if acts(r) || r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
			return false
		}
	}
	return true
}

func acts(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}
