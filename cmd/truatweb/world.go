package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"
)

// world is what surrounds the program, handed in so that tests can hold it
// still.
type world struct {
	stdout   io.Writer
	stderr   io.Writer
	env      func(string) string
	now      func() time.Time
	draw     func(n int64) int64 // a random number from 0 to n-1; nil draws one
	version  string
	look     toolLooker
	cache    string    // keeps what need not be worked out twice; "" for nowhere
	scratch  string    // where an audit is saved when its own folder fails
	terminal *terminal // nil if stderr is no terminal
	colour   bool      // stdout is a terminal that wants colour
}

// Exit codes, part of the command line's contract.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitFailOn  = 3
	exitNoSite  = 4
	exitLocked  = 5
	exitStopped = 6
	commandName = "truatweb"
)

// failure ends the program with a code. Its text is for the person; next says
// what to type or do.
type failure struct {
	code  int
	lines []string // what is to be mended, a line each, before the text
	text  string
	next  string
	cause error
}

func (f *failure) Error() string {
	if f.cause != nil {
		return fmt.Sprintf("%s: %v", f.text, f.cause)
	}
	return f.text
}

func (f *failure) Unwrap() error { return f.cause }

func usage(text, next string) error { return &failure{code: exitUsage, text: text, next: next} }

// run is the whole program: it gives the exit code.
func run(ctx context.Context, w world, p parts, args []string) (exit int) {
	t := textsOf(languageOf(args, w.env("TRUATWEB_LANG")))
	// Go ends a panic with 2, which here means that the person typed something wrong.
	defer func() {
		if cause := recover(); cause != nil {
			say(w.stderr, t.errorLine, fmt.Sprintf("%s: %v", t.panicked, cause))
			for line := range strings.Lines(string(debug.Stack())) {
				say(w.stderr, "%s", strings.TrimRight(line, "\n"))
			}
			exit = exitFailed
		}
	}()
	told := &heeding{Writer: w.stdout}
	w.stdout = told
	root := newRoot(w, p, t)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = told.trouble(t)
	}
	if err == nil {
		return exitDone
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{code: exitFailed, text: err.Error()}
	}
	for _, l := range f.lines {
		say(w.stderr, "%s", l)
	}
	if f.text != "" {
		say(w.stderr, t.errorLine, f.Error())
	}
	if f.next != "" {
		say(w.stderr, t.nextLine, f.next)
	}
	return f.code
}

// languageOf finds --lang before the flags are parsed, since help and the
// messages of a wrong flag need it.
func languageOf(args []string, fallback string) string {
	lang := fallback
	for i, a := range args {
		switch {
		case a == "--":
			return lang
		case a == "--lang" && i+1 < len(args):
			lang = args[i+1]
		case len(a) > 7 && a[:7] == "--lang=":
			lang = a[7:]
		}
	}
	return lang
}
