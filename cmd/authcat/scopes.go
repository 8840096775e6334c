package main

import (
	"github.com/spf13/cobra"

	"authcat/export"
)

func newScopes(e environment) *cobra.Command {
	var flags dataFlags
	var patOnly bool
	command := &cobra.Command{
		Use:   "scopes [SCOPE]",
		Short: "List the scopes with what each opens, or the operations that one opens",
		Example: `  authcat scopes idn:identity:read
  authcat scopes --pat-only`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return flags.show(e, export.Scopes(c.Dataset, c.Scopes(patOnly)))
			}
			opened, err := c.OpenedBy(args[0])
			if err != nil {
				return err
			}
			return flags.show(e, export.Endpoints(c.Dataset, opened))
		},
	}
	flags.add(command, e)
	command.ValidArgsFunction = complete(&flags, scopeNames)
	command.Flags().BoolVar(&patOnly, "pat-only", false, "only scopes that open nothing for an API client")
	return command
}
