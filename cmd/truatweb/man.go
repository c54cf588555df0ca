package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan(t *texts) *cobra.Command {
	var out string
	c := &cobra.Command{Use: "man", Short: t.manShort, Example: "  truatweb man --out man1", Args: atMost(0, t), Hidden: true}
	c.Flags().StringVarP(&out, "out", "o", ".", t.flagManOut)
	c.RunE = func(c *cobra.Command, _ []string) error {
		f := &folder{path: out, t: t}
		if err := os.MkdirAll(out, 0o755); err != nil {
			return f.trouble(err)
		}
		c.Root().DisableAutoGenTag = true
		if err := doc.GenManTree(c.Root(), &doc.GenManHeader{Title: "TRUATWEB", Section: "1"}, out); err != nil {
			return f.trouble(fmt.Errorf("writing man pages: %w", err))
		}
		return nil
	}
	return c
}
