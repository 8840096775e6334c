package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

func newLookup(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:   "lookup METHOD PATH",
		Short: "Say which credential one endpoint needs, and where that stands",
		Example: `  authcat lookup GET /v2025/identities
  authcat lookup GET /identities/v1
  authcat lookup --format json GET /v2025/identities`,
		Args: cobra.ExactArgs(2),
		RunE: func(command *cobra.Command, args []string) error {
			method, path := strings.ToUpper(args[0]), args[1]
			if !strings.HasPrefix(path, "/") {
				return &usageError{fmt.Errorf(`the path %q does not start with "/"`, path)}
			}
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{Lineages: catalog.LineagesOf(method, path)})
			if err != nil {
				return err
			}
			found := snapshot.Find(method, path)
			if len(found) == 0 {
				return &notFoundError{fmt.Sprintf("no operation %s %s in the %s", method, path, dataset)}
			}
			if flags.format == "table" {
				return export.Cards(e.stdout, e.width, dataset, found, &snapshot)
			}
			return flags.render(e, export.Endpoints(dataset, found))
		},
	}
	flags.add(command, e)
	return command
}
