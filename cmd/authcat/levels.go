package main

import (
	"github.com/spf13/cobra"

	"authcat/export"
)

func newLevels(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:     "levels [LEVEL]",
		Short:   "List the user levels, or the operations that take one",
		Example: "  authcat levels\n  authcat levels HELPDESK",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return flags.show(e, export.Levels(c.Dataset, c.LevelUses()))
			}
			taking, err := c.Taking(args[0])
			if err != nil {
				return err
			}
			return flags.show(e, export.Endpoints(c.Dataset, taking))
		},
	}
	flags.add(command, e)
	command.ValidArgsFunction = complete(&flags, levelNames)
	return command
}
