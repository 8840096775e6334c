package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/diff"
	"authcat/export"
	"authcat/export/changelog"
)

// diffFlags are the flags of diff.
type diffFlags struct {
	join   string
	apis   []string
	failOn string
	state  string
	answers
}

func newDiff(e environment) *cobra.Command {
	var flags diffFlags
	command := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Tell what changed for callers between two catalogs, or two APIs",
		Long: `Compare two catalogs, or two APIs, and list what changed for callers: what
became stricter first, then what became looser, then the rest. What shuts one
caller out and lets another in counts as stricter.

OLD and NEW are each ` + sideHelp + `.

Operations are joined by API, method and path (--join key): the same API on two
days. Two different APIs are joined by lineage, method and path without version
segments: what does the move from one API to the other change?

Exit code 4 with --fail-on stricter where something became stricter, else 0.`,
		Example: `  authcat diff yesterday.db today.db --fail-on stricter
  authcat diff bundled:v2025 bundled:v2026
  authcat diff 2026-11-22 2026-11-23 --state /var/lib/authcat
  authcat diff bundled catalog.db --api v1 --format atom > changes.atom`,
		Args: arguments(2, 2),
		RunE: func(command *cobra.Command, args []string) error {
			return flags.run(command.Context(), e, args[0], args[1])
		},
	}
	addState(command, e, &flags.state)
	set := command.Flags()
	addChoice(command, &flags.join, "join", "", []string{answer.JoinKey, answer.JoinLineage}, "how operations are joined (default: lineage where two different APIs are named, else key)")
	set.StringSliceVar(&flags.apis, "api", nil, "only these `APIs` of both")
	addChoice(command, &flags.failOn, "fail-on", "", []string{string(diff.Stricter)}, "exit with code 4 where something became this")
	flags.add(command, onlyForm(export.DiffForm), export.FormatAtom)
	completeFlags(command, map[string]cobra.CompletionFunc{"api": complete(&dataFlags{}, apiIDs)})
	return command
}

func (f *diffFlags) run(ctx context.Context, e environment, older, newer string) error {
	before, err := openSide(ctx, f.state, older)
	if err != nil {
		return err
	}
	after, err := openSide(ctx, f.state, newer)
	if err != nil {
		return err
	}
	switch {
	case (before.API == "") != (after.API == ""):
		return &usageError{errors.New("one side names an API and the other none: name one on both, or use --api")}
	case len(f.apis) > 0 && before.API != "":
		return &usageError{errors.New("--api and an API behind a side's name: use one of the two")}
	}
	changed, err := answer.Diff(before, after, f.join, f.apis)
	if err != nil {
		return err
	}
	if err := f.show(e, changelog.Diff(changed)); err != nil {
		return err
	}
	if changed.Stricter() > 0 && f.failOn != "" {
		return saidNo
	}
	return nil
}
