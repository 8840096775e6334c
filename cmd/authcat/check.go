package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/plan"
	"authcat/export"
)

func newCheck(e environment) *cobra.Command {
	var flags checkFlags
	command := &cobra.Command{
		Use:   "check FILE | --base COMMIT|FOLDER [FOLDER]",
		Short: "Tell what became stricter for a plan, or what a change needs",
		Long: `Compare a plan that 'authcat plan --write FILE' kept with today's catalog. Only
what became stricter for the plan's credential is listed: an operation that is
gone, a credential, scope or user level that is not accepted any more, a header
that experimental operations need.

Operations of the plan of which somebody saw something else than is published are
listed besides; --observations adds how calls of your own were answered.

With --base, the code in a folder is compared with what it was: in another folder,
or in a commit of its git repository ("origin/main"), at the point where the work
left that branch. Listed is what the credential from before can't do: calls that
force a PAT, scopes and user levels that are needed besides. Nothing is checked
out, and nothing is fetched.

Exit code 4 where something became stricter or more is needed, else 0.`,
		Example: `  authcat check plan.json
  authcat check --db catalog.db --format json plan.json
  authcat check --base origin/main
  authcat check --base origin/main --format sarif ./service > new.sarif
  authcat check --base ../before .`,
		Args: func(command *cobra.Command, args []string) error { return flags.args(command, args) },
		RunE: func(command *cobra.Command, args []string) error {
			if flags.base != "" {
				return flags.compare(command.Context(), e, cmp.Or(strings.Join(args, ""), "."))
			}
			lock, err := readLock(e, args[0])
			if err != nil {
				return err
			}
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			checked := c.Check(lock)
			if checked.Newer() {
				fmt.Fprintf(e.stderr, "the plan is of %s, newer than the %s\n", lock.Dataset, checked.Dataset)
			}
			if err := flags.show(e, export.Check(checked)); err != nil {
				return err
			}
			if checked.Operations() > 0 {
				return saidNo
			}
			return nil
		},
	}
	flags.addDB(command, e)
	flags.answers.add(command, func([]string) export.Form {
		if flags.base != "" {
			return export.CodeChangeForm
		}
		return export.CheckForm
	}, export.FormatSARIF)
	command.Flags().StringVar(&flags.base, "base", "", "compare with the code in `COMMIT|FOLDER`")
	addChoices(command, &flags.include, "include", includes, "with --base, `WHAT` is read of the code too")
	command.Flags().BoolVar(&flags.exitZero, "exit-zero", false, "with --base, exit with 0 where more is needed too")
	return command
}

func readLock(e environment, file string) (plan.Lock, error) {
	name, body, err := readInput(e, file)
	if err != nil {
		return plan.Lock{}, err
	}
	lock, err := plan.ReadLock(body)
	if err != nil {
		return plan.Lock{}, fmt.Errorf("%s: %w", name, err)
	}
	return lock, nil
}
