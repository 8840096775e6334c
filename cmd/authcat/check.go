package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog/plan"
	"authcat/export"
)

func newCheck(e environment) *cobra.Command {
	var flags dataFlags
	command := &cobra.Command{
		Use:   "check FILE",
		Short: "Tell whether an endpoint of a plan became stricter",
		Long: `Compare a plan that 'authcat plan --write FILE' kept with today's catalog. Only
what became stricter for the plan's credential is listed: an operation that is
gone, a credential, scope or user level that is not accepted any more, a header
that experimental operations need.

Operations of the plan of which somebody saw something else than is published are
listed besides; --observations adds how calls of your own were answered.

Exit code 4 where something became stricter, 0 where nothing did.`,
		Example: `  authcat check plan.json
  authcat check --db catalog.db --format json plan.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
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
			if n := checked.Operations(); n > 0 {
				return &deniedError{fmt.Sprintf("%d of %d operations became stricter since the plan of %s", n, len(lock.Operations), lock.Dataset)}
			}
			return nil
		},
	}
	flags.add(command, e)
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
