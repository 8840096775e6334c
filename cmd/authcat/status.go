package main

import (
	"github.com/spf13/cobra"

	"authcat/export"
)

func newStatus(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:     "status",
		Short:   "Say which data set answers, how old it is and what is in it",
		Example: "  authcat status --db catalog.db",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			return flags.show(e, export.Status(c.Dataset, c.Status(e.now())))
		},
	}
	flags.add(command, e)
	return command
}
