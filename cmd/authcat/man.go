//go:build man

package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"authcat/data"
)

// addMan adds the command that writes the manual pages, for who packages the
// program: no other program has it, since its library takes longer to start than a
// lookup. The pages bear the
// day of the bundled data: the same program gives the same pages.
func addMan(root *cobra.Command) {
	root.AddCommand(&cobra.Command{
		Use:    "man DIR",
		Short:  "Write the manual pages into a folder",
		Hidden: true,
		Args:   arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			asOf, err := data.AsOf()
			if err != nil {
				return err
			}
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			root.DisableAutoGenTag = true
			return doc.GenManTree(root, &doc.GenManHeader{
				Section: "1", Date: &asOf, Source: "authcat " + thisBuild().version, Manual: "authcat",
			}, args[0])
		},
	})
}
