package main

import (
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
)

func newFindings(e environment) *cobra.Command {
	var flags dataFlags
	var class, api string
	var all bool
	command := &cobra.Command{
		Use:   "findings",
		Short: "Report what is odd, missing or contradictory in the published data",
		Long: `Report what is odd, missing or contradictory in the published data, by class.
With --class or --all one row a finding; with --format markdown a report whose
sections can be sent to the publisher as they stand.`,
		Example: "  authcat findings\n  authcat findings --class level-api-user-only\n  authcat findings --api v1 --format markdown > report.md",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if _, known := catalog.ClassOfCode(catalog.Code(class)); class != "" && !known {
				return &usageError{errors.New("unknown class: 'authcat findings' lists the classes")}
			}
			snapshot, dataset, err := flags.load(command.Context(), catalog.Filter{})
			if err != nil {
				return err
			}
			if _, known := snapshot.API(api); api != "" && !known {
				return &usageError{errNoAPI}
			}
			findings := slices.DeleteFunc(snapshot.AllFindings(), func(f catalog.Finding) bool {
				return class != "" && string(f.Code) != class || api != "" && f.API != api
			})
			switch {
			case flags.format == "markdown":
				_, err := io.WriteString(e.stdout, export.FindingReport(dataset, &snapshot, findings))
				return err
			case class != "" || all:
				return flags.render(e, export.Findings(dataset, &snapshot, findings))
			default:
				return flags.render(e, export.FindingClasses(dataset, findings))
			}
		},
	}
	flags.add(command, e)
	command.Flags().StringVar(&class, "class", "", "only this `CLASS`, one row a finding")
	command.Flags().StringVar(&api, "api", "", "only this `API`")
	command.Flags().BoolVar(&all, "all", false, "one row a finding")
	return command
}
