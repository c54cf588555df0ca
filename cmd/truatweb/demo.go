package main

import "github.com/spf13/cobra"

func newDemo(w world, p parts, t *texts) *cobra.Command {
	return &cobra.Command{Use: "demo", Short: t.demoShort, Long: t.demoLong, Example: t.demoExample, Args: atMost(0, t)}
}
