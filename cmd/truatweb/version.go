package main

import (
	"runtime"

	"github.com/spf13/cobra"
)

func newVersion(w world, t *texts) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: t.versionShort, Example: "  truatweb version", Args: atMost(0, t),
		RunE: func(*cobra.Command, []string) error {
			say(w.stdout, "%s %s (%s %s/%s)", commandName, w.version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
