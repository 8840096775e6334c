package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/export"
)

func newSchema(e environment) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [ANSWER]",
		Short: "Print the JSON Schema of a command's answer, or list the answers",
		Long: `Print the JSON Schema of what a command writes with --format json. An answer is
called as its command; where flags give another one, with the flag behind it:
lookup-evidence, findings-all, check-base. Without ANSWER they are listed.

A schema has a version, which an answer names in its member "schema". It is
raised by a change that breaks a reader; members may be added without.`,
		Example: "  authcat schema\n  authcat schema explain > explain.schema.json",
		Args:    arguments(0, 1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return answerNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, form := range export.Forms() {
					fmt.Fprintf(e.stdout, "%s\t%s\n", form.Name, form.About)
				}
				return nil
			}
			forms := export.Forms()
			at := slices.IndexFunc(forms, func(form export.Form) bool { return form.Name == args[0] })
			if at < 0 {
				return &usageError{fmt.Errorf("there is no such answer; there are %s", strings.Join(answerNames(), ", "))}
			}
			_, err := e.stdout.Write(forms[at].Schema())
			return err
		},
	}
}

func answerNames() []string {
	var names []string
	for _, form := range export.Forms() {
		names = append(names, form.Name)
	}
	return names
}
