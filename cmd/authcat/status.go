package main

import (
	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/export"
)

func newStatus(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:     "status",
		Short:   "Say which data set answers, how old it is and what is in it",
		Example: "  authcat status --db catalog.db",
		Args:    arguments(0, 0),
		RunE: flags.ask(e, func(c *answer.Catalog, _ []string) (export.Answer, error) {
			return export.Status(c.Dataset, c.Status(e.now())), nil
		}),
	}
	flags.add(command, e, onlyForm(export.StatusForm))
	return command
}
