package main

import (
	"github.com/spf13/cobra"

	"authcat/export"
	"authcat/export/guide"
)

func newGuide(e environment) *cobra.Command {
	var flags answers
	command := &cobra.Command{
		Use:   "guide",
		Short: "Explain PATs, API clients, grant types, scopes and limits",
		Long: `Explain in words what PATs and the clients of API Management are for, where grant
types live, what scopes and user levels do and what the limits are. Each answer
names the page of SailPoint's documentation that it rests on, and says where those
pages contradict each other.`,
		Example: "  authcat guide\n  authcat guide --format markdown > guide.md",
		Args:    arguments(0, 0),
		RunE:    func(*cobra.Command, []string) error { return flags.show(e, guide.All()) },
	}
	flags.add(command, onlyForm(export.GuideForm))
	return command
}
