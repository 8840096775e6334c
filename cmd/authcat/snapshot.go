package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/observed"
	"authcat/export"
	"authcat/export/folder"
)

func newSnapshot(e environment) *cobra.Command {
	var flags dataFlags
	var out string
	var overwrite bool
	command := &cobra.Command{
		Use:   "snapshot",
		Short: "Write a catalog's facts as text files that diff well in git",
		Long: `Write a catalog's facts as sorted text, one file an API: the form of the
snapshot that is bundled in the program. Files of the folder that belong to no
API of the catalog stay as they are; one of such a name is replaced only if the
folder's index.txt is a snapshot's and lists it.`,
		Example: "  authcat snapshot --db catalog.db --out data/snapshot",
		Args:    arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error {
			facts, _, err := flags.facts(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			encoded := factfile.Encode(observed.Without(facts).Public())
			// The index first: it tells a later run whose files these are.
			files := []export.File{{Name: factfile.IndexName, Body: encoded[factfile.IndexName]}}
			delete(encoded, factfile.IndexName)
			for _, name := range slices.Sorted(maps.Keys(encoded)) {
				files = append(files, export.File{Name: name, Body: encoded[name]})
			}
			if _, err := folder.Write(out, folder.Set{Files: files, Overwrite: overwrite, Listed: factfile.Listed}); err != nil {
				return err
			}
			fmt.Fprintf(e.stderr, "%d operations in %d files in %s\n", len(facts.Observations), len(files), out)
			return nil
		},
	}
	flags.addDB(command, e)
	command.Flags().StringVar(&out, "out", "", "`DIR` to write to")
	command.Flags().BoolVar(&overwrite, "overwrite", false, overwriteHelp)
	_ = command.MarkFlagRequired("out") // fails only for a flag that does not exist
	return command
}
