package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/data"
	"authcat/export"
)

// guardFlags are the flags of the guard command.
type guardFlags struct {
	thresholds string
	older      string
	all        bool
	answers
}

func newGuard(e environment) *cobra.Command {
	var flags guardFlags
	command := &cobra.Command{
		Use:   "guard OLD NEW",
		Short: "Tell whether a new catalog may replace a published one",
		Long: `Compare a new catalog with the one that was published last, operation by
operation and API by API: a crawl can find every operation and have lost every
scope. OLD and NEW are catalog files, or 'bundled' for the snapshot in the
program; OLD is 'none' where nothing was published yet. --older names one of
about a month before, with which NEW is compared too: a little every night is
much in a month.

The other versions of an endpoint are witnesses. What one version alone does
counts more than what all do in step, as SailPoint's own campaigns do. Nothing
that needed a token may need none, no link may lead to another host, and no
document may come back that was published before.

The counts that changed are listed; what is refused is said on stderr. Exit code
4 where anything is refused, 0 where nothing is.

--thresholds FILE changes the limits, the hosts to which links may lead, and the
sentinels, operations about which something is certain: YAML, the form of
authcat's own data/guard.yaml. What FILE does not name stays as it is.`,
		Example: `  authcat guard published.db catalog.db
  authcat guard --older july.db published.db catalog.db
  authcat guard --all --format csv bundled catalog.db
  authcat guard --thresholds limits.yaml none catalog.db`,
		Args: arguments(2, 2),
		RunE: func(command *cobra.Command, args []string) error {
			return flags.run(command.Context(), e, args[0], args[1])
		},
	}
	command.Flags().StringVar(&flags.older, "older", "", "`CATALOG` of about a month before OLD, a file or 'bundled'")
	command.Flags().StringVar(&flags.thresholds, "thresholds", "", "`FILE` with limits, hosts and sentinels of your own")
	command.Flags().BoolVar(&flags.all, "all", false, "list the facts that did not change too")
	flags.add(command, onlyForm(export.GuardForm))
	return command
}

func (f *guardFlags) run(ctx context.Context, e environment, publishedName, candidateName string) error {
	config, err := f.config(e)
	if err != nil {
		return err
	}
	past, err := f.past(ctx, publishedName)
	if err != nil {
		return err
	}
	candidate, dataset, err := guarded(ctx, candidateName)
	if err != nil {
		return err
	}
	verdict := guard.Check(config, past, candidate, nil, e.now())
	if err := f.show(e, coverageListing(dataset, past.Published, candidate, verdict, f.all)); err != nil {
		return err
	}
	for _, warning := range verdict.Warnings {
		fmt.Fprintf(e.stderr, "warning: %s\n", warning)
	}
	for _, refusal := range verdict.Refusals {
		fmt.Fprintf(e.stderr, "refused: %s\n", refusal)
	}
	if !verdict.OK() {
		return &deniedError{fmt.Sprintf("the %s may not be published: %d refused", dataset, len(verdict.Refusals))}
	}
	return nil
}

func (f *guardFlags) config(e environment) (guard.Config, error) {
	if f.thresholds == "" {
		return data.Guard()
	}
	name, body, err := readInput(e, f.thresholds)
	if err != nil {
		return guard.Config{}, err
	}
	config, err := data.ParseGuard(body)
	if err != nil {
		return guard.Config{}, fmt.Errorf("%s: %w", name, err)
	}
	return config, nil
}

// past loads what the new catalog is compared with.
func (f *guardFlags) past(ctx context.Context, publishedName string) (past guard.Past, err error) {
	if publishedName == "none" {
		if f.older != "" {
			return past, &usageError{errors.New("--older is for a catalog before OLD, and OLD is none")}
		}
		return past, nil
	}
	if past.Published, _, err = guarded(ctx, publishedName); err != nil || f.older == "" {
		return past, err
	}
	if past.Older, _, err = guarded(ctx, f.older); err != nil {
		return past, err
	}
	for _, snapshot := range []*catalog.Snapshot{past.Older, past.Published} {
		past.Documents = append(past.Documents, guard.Documents(snapshot)...)
	}
	past.OlderDay = day(past.Older.AsOf())
	return past, nil
}

// guarded loads a catalog file, or what is bundled.
func guarded(ctx context.Context, name string) (*catalog.Snapshot, export.Dataset, error) {
	c, err := (&dataFlags{db: name}).load(ctx)
	if err != nil {
		return nil, export.Dataset{}, err
	}
	return c.Snapshot, c.Dataset, nil
}

// coverageListing lists the counted facts before and after, and what else is refused.
func coverageListing(dataset export.Dataset, published, candidate *catalog.Snapshot, verdict guard.Verdict, all bool) export.Listing {
	listing := export.Listing{
		Kind: export.GuardForm.Rows, Dataset: dataset,
		Columns: export.GuardForm.Columns(),
		Brief:   []string{"api", "fact", "before", "after", "verdict"},
		None:    fmt.Sprintf("No count that the guard watches changed with the %s.", dataset),
	}
	refused := map[factOf]guard.Refusal{}
	for _, r := range verdict.Refusals {
		refused[factOf{r.API, r.Fact}] = r
	}
	listed := map[factOf]bool{}
	add := func(api string, fact guard.Fact, before, after int, refusal *guard.Refusal) {
		word, why := "", ""
		if refusal != nil {
			word, why = "refused", refusal.Why
		}
		listing.Rows = append(listing.Rows, []any{api, string(fact), before, after, word, why})
	}
	for _, c := range guard.Compare(published, candidate) {
		of := factOf{c.API, c.Fact}
		listed[of] = true
		if refusal, ok := refused[of]; ok {
			add(c.API, c.Fact, c.Before, c.After, &refusal)
		} else if all || c.Before != c.After {
			add(c.API, c.Fact, c.Before, c.After, nil)
		}
	}
	for _, r := range verdict.Refusals {
		if !listed[factOf{r.API, r.Fact}] {
			add(r.API, r.Fact, r.Before, r.After, &r)
		}
	}
	return listing
}

type factOf struct {
	api  string
	fact guard.Fact
}
