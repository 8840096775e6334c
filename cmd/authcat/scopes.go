package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog"
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
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			if len(args) == 1 {
				scope, err := snapshot.ScopeNamed(args[0])
				if err != nil {
					return &notFoundError{fmt.Sprintf("%v in the %s", err, dataset)}
				}
				opens := snapshot.Select(catalog.Query{Scope: scope})
				if len(opens) == 0 {
					return &notFoundError{fmt.Sprintf("no operation lists the scope %s in the %s", scope, dataset)}
				}
				return flags.show(e, export.Endpoints(dataset, opens))
			}
			var uses []catalog.ScopeUse
			for _, use := range catalog.Scopes(snapshot.Operations) {
				if !patOnly || use.UserTokensOnly() {
					uses = append(uses, use)
				}
			}
			return flags.show(e, export.Scopes(dataset, uses))
		},
	}
	flags.add(command, e)
	command.ValidArgsFunction = complete(&flags, scopeNames)
	command.Flags().BoolVar(&patOnly, "pat-only", false, "only scopes that open nothing for an API client")
	return command
}

func newStatus(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:     "status",
		Short:   "Say which data set answers, how old it is and what is in it",
		Example: "  authcat status --db catalog.db",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			return flags.show(e, export.Status(dataset, &snapshot, e.now()))
		},
	}
	flags.add(command, e)
	return command
}
