package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"authcat/catalog"
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
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return flags.show(e, export.Levels(dataset, &snapshot))
			}
			level, err := snapshot.LevelNamed(args[0])
			if err != nil {
				return &notFoundError{err.Error()}
			}
			takes := slices.DeleteFunc(snapshot.Operations, func(o catalog.Operation) bool { return !slices.Contains(o.UserLevels, level) })
			if len(takes) == 0 {
				return &notFoundError{fmt.Sprintf("no operation names the level %s in the %s", level, dataset)}
			}
			return flags.show(e, export.Endpoints(dataset, takes))
		},
	}
	flags.add(command, e)
	command.ValidArgsFunction = complete(&flags, levelNames)
	return command
}
