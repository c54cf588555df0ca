package main

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call the program: truatweb is the real thing,
// standin the same commands over invented parts. Both tell their exit code as
// the last line of stderr.
func TestMain(m *testing.M) {
	tell := func(code int) {
		fmt.Fprintf(os.Stderr, "exit %d\n", code)
		os.Exit(code)
	}
	testscript.Main(m, map[string]func(){
		"truatweb": func() { tell(start(realParts())) },
		"standin":  func() { tell(start(standInParts())) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("TMPDIR", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"appears":   appears,
			"terminate": terminate,
			"insist":    insist,
		},
	})
}

// appears waits until another process has made a file.
func appears(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: appears FILE")
	}
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	ts.Fatalf("%s never appeared", args[0])
}

// terminate sends SIGTERM to what runs in the background, as a service manager does.
func terminate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: terminate")
	}
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGTERM))
	}
}

// insist sends interrupts, as a person who presses Ctrl-C again and again, until
// what runs in the background has ended.
func insist(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: insist")
	}
	deadline := time.Now().Add(20 * time.Second)
	for _, c := range ts.BackgroundCmds() {
		for !errors.Is(c.Process.Signal(os.Interrupt), os.ErrProcessDone) {
			if time.Now().After(deadline) {
				ts.Fatalf("interrupts do not end it")
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}
