package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/export"
)

func newFindings(e environment) *cobra.Command {
	var flags dataFlags
	var class string
	var apis []string
	var all bool
	command := &cobra.Command{
		Use:   "findings",
		Short: "Report what is odd, missing or contradictory in the published data",
		Long: `Report what is odd, missing or contradictory in the published data, by class.
With --class or --all one row a finding; with --format markdown a report whose
sections can be sent to the publisher as they stand.`,
		Example: "  authcat findings\n  authcat findings --class level-api-user-only\n  authcat findings --api v1 --format markdown > report.md",
		Args:    arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error {
			var code catalog.Code
			if command.Flags().Changed("class") {
				var err error
				if code, err = find.CodeNamed(class); err != nil {
					return &usageError{fmt.Errorf("--class: %w; 'authcat findings' lists the classes", err)}
				}
			}
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			findings, err := c.Findings(code, apis)
			if err != nil {
				return err
			}
			return flags.show(e, export.FindingReport(c.Dataset, c.Snapshot, findings, code != "" || all))
		},
	}
	flags.add(command, e, func([]string) export.Form {
		if all || class != "" {
			return export.FindingForm
		}
		return export.FindingClassForm
	})
	command.Flags().StringVar(&class, "class", "", "only this `CLASS`, one row a finding")
	command.Flags().StringSliceVar(&apis, "api", nil, "only these `APIs`")
	command.Flags().BoolVar(&all, "all", false, "one row a finding")
	return command
}
