package main

import (
	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/export"
)

func newLevels(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:     "levels [LEVEL]",
		Short:   "List the user levels, or the operations that take one",
		Example: "  authcat levels\n  authcat levels HELPDESK",
		Args:    arguments(0, 1),
		RunE: flags.ask(e, func(c *answer.Catalog, args []string) (export.Answer, error) {
			if len(args) == 0 {
				return export.Levels(c.Dataset, c.LevelUses()), nil
			}
			taking, err := c.Taking(args[0])
			return export.Endpoints(c.Dataset, taking), err
		}),
	}
	flags.add(command, e, withArguments(export.LevelsForm, export.ListForm))
	command.ValidArgsFunction = complete(&flags, levelNames)
	return command
}
