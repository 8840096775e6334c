package main

import (
	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/export"
)

func newScopes(e environment) *cobra.Command {
	var flags dataFlags
	var patOnly bool
	command := &cobra.Command{
		Use:   "scopes [SCOPE]",
		Short: "List scopes with what each opens, or the operations of one",
		Example: `  authcat scopes idn:identity:read
  authcat scopes --pat-only`,
		Args: arguments(0, 1),
		RunE: flags.ask(e, func(c *answer.Catalog, args []string) (export.Answer, error) {
			if len(args) == 0 {
				return export.Scopes(c.Dataset, c.Scopes(patOnly)), nil
			}
			opened, err := c.OpenedBy(args[0])
			return export.Endpoints(c.Dataset, opened), err
		}),
	}
	flags.add(command, e, withArguments(export.ScopesForm, export.ListForm))
	command.ValidArgsFunction = complete(&flags, scopeNames)
	command.Flags().BoolVar(&patOnly, "pat-only", false, "only scopes that open nothing for an API client")
	return command
}
