package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

func newExport(e environment) *cobra.Command {
	var flags dataFlags
	var out string
	command := &cobra.Command{
		Use:     "export",
		Short:   "Write the published documents: which endpoints need a PAT",
		Example: "  authcat export --db catalog.db --out wiki",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			files, err := export.Documents(&snapshot, dataset)
			if err != nil {
				return err
			}
			if err := export.WriteFiles(out, files); err != nil {
				return err
			}
			for _, file := range files {
				fmt.Fprintf(e.stdout, "%s/%s\n", out, file.Name)
			}
			fmt.Fprintf(e.stderr, "%d operations, from the %s\n", len(snapshot.Operations), dataset)
			return nil
		},
	}
	flags.addDB(command, e)
	command.Flags().StringVar(&out, "out", ".", "`DIR` to write to; it is made where it is missing")
	return command
}
