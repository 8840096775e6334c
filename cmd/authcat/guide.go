package main

import (
	"github.com/spf13/cobra"

	"authcat/export"
	"authcat/export/guide"
)

func newGuide(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:   "guide",
		Short: "Explain PATs, API clients, grant types, scopes and limits, with SailPoint's sources",
		Long: `Explain in words what PATs and the clients of API Management are for, where grant
types live, what scopes and user levels do and what the limits are. Each answer
names the page of SailPoint's documentation that it rests on, and says where those
pages contradict each other.`,
		Example: "  authcat guide\n  authcat guide --format markdown > guide.md",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if flags.format == "table" {
				return guide.Write(e.stdout, e.width)
			}
			renderer, err := export.FormatNamed(flags.format, e.width)
			if err != nil {
				return &usageError{err}
			}
			dataset := export.Dataset{Name: "SailPoint's documentation", AsOf: guide.AsOf()}
			return renderer.Render(e.stdout, guide.Listing(dataset))
		},
	}
	command.Flags().StringVar(&flags.format, "format", "table", export.FormatNames())
	return command
}
