package main

import (
	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

func newList(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:     "list",
		Short:   "List every operation with the credential that it needs",
		Example: "  authcat list\n  authcat list --format csv > endpoints.csv",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			return flags.render(e, export.Endpoints(dataset, snapshot.Operations))
		},
	}
	flags.add(command, e)
	return command
}
