package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCompletion(w world, t *texts) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use: "completion bash|zsh|fish|powershell", Short: t.completionShort, Long: t.completionLong, ValidArgs: shells,
		Example: "  source <(truatweb completion bash)\n  truatweb completion fish > ~/.config/fish/completions/truatweb.fish",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(t.completionWhich, "truatweb completion bash")
			}
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(w.stdout, true)
			case "zsh":
				return root.GenZshCompletion(w.stdout)
			case "fish":
				return root.GenFishCompletion(w.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(w.stdout)
			default:
				return usage(fmt.Sprintf(t.completionUnknown, clip(args[0]), nearest(args[0], shells, t)), "truatweb completion bash")
			}
		},
	}
}
