package main

import (
	"os"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"
)

// defaultWidth is assumed where a terminal does not tell.
const defaultWidth = 80

// terminal is a screen whose last line can be redrawn.
type terminal struct {
	width func() int // in columns
}

// terminalOf gives the screen behind a file; nil if there is none.
func terminalOf(f *os.File) *terminal {
	fd := int(f.Fd())
	if !term.IsTerminal(fd) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return &terminal{width: func() int {
		if w, _, err := term.GetSize(fd); err == nil && w > 0 {
			return w
		}
		return defaultWidth
	}}
}

// cut shortens a text to a number of columns, Thai marks counted as a screen
// counts them.
func cut(s string, columns int) string {
	if columns < 1 {
		return ""
	}
	if text.StringWidth(s) <= columns {
		return s
	}
	runes := []rune(s)
	width := 0
	for i, r := range runes {
		width += text.RuneWidth(r)
		if width > columns-1 {
			return string(runes[:i]) + "…"
		}
	}
	return s
}
