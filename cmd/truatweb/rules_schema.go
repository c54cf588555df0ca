package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/rules"
)

func newRulesSchema(w world, t *texts) *cobra.Command {
	kinds := map[string]func() ([]byte, error){"requirement": rules.RequirementSchema, "standard": rules.StandardSchema}
	return &cobra.Command{
		Use: "schema [requirement|standard]", Short: t.rulesSchemaShort, Long: t.rulesSchemaLong,
		Example: "  truatweb rules schema > requirement.schema.json\n  truatweb rules schema standard > standard.schema.json",
		Args:    atMost(1, t),
		RunE: func(_ *cobra.Command, args []string) error {
			kind := "requirement"
			if len(args) == 1 {
				kind = args[0]
			}
			write := kinds[kind]
			if write == nil {
				return usage(fmt.Sprintf(t.badSchema, clip(kind), nearest(kind, []string{"requirement", "standard"}, t)), "truatweb rules schema requirement")
			}
			body, err := write()
			if err != nil {
				return err
			}
			if _, err := w.stdout.Write(body); err != nil {
				return &failure{code: exitFailed, text: fmt.Sprintf(t.fileUnwritten, "stdout"), cause: err}
			}
			return nil
		},
	}
}
