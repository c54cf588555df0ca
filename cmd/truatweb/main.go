package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // Bangkok's clock on machines without zone files
)

func main() { os.Exit(start(realParts())) }

// start runs the program with the process's own surroundings. The first
// interrupt, or the end of the terminal, ends the crawl; the second meets the
// system's default and ends the process.
func start(p parts) int {
	log.SetOutput(io.Discard) // net/http writes there what odd servers send
	if os.Getenv("GOGC") == "" {
		holdMemory()
	}
	stopping := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		stopping = append(stopping, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), stopping...)
	defer stop()
	context.AfterFunc(ctx, stop)
	cache, err := os.UserCacheDir()
	if err == nil {
		cache = filepath.Join(cache, commandName)
	}
	w := world{
		stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv, now: time.Now, version: buildVersion(),
		look: lookTool, cache: cache, scratch: os.TempDir(), terminal: terminalOf(os.Stderr), colour: terminalOf(os.Stdout) != nil && os.Getenv("NO_COLOR") == "",
	}
	return run(ctx, w, p, os.Args[1:])
}

// buildVersion names the build: the module's version, or the commit it was
// built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	version, commit, dirty := info.Main.Version, "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+changes"
		}
	}
	switch {
	case version != "" && version != "(devel)":
		return version
	case commit != "":
		return "devel-" + commit + dirty
	default:
		return "devel"
	}
}
