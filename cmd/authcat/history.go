package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/track"
	"authcat/export"
	"authcat/export/changelog"
)

// historyFlags are the flags of the history command.
type historyFlags struct {
	state   string
	api     string
	lineage bool
	answers
}

func newHistory(e environment) *cobra.Command {
	var flags historyFlags
	command := &cobra.Command{
		Use:   "history [METHOD] ADDRESS | OPERATION | WORDS",
		Short: "Tell since when an endpoint needs what it needs, and what changed",
		Long: `Tell what happened to an endpoint, the oldest first: when it was first seen,
when its credential, scopes or user levels changed, when it vanished or came
back. It says what the OpenAPI documents said; a day on which a document could
not be read says nothing.

The program has a history of its own, up to the day that an answer names. What
came after it is told from the state directory (--state), by 'authcat nightly'
or 'authcat backfill', and so is all of the APIs that only the state has.

An address without a version is that of every API that has it. Words are those
of an operation that there is today.`,
		Example: `  authcat history GET /v2025/identities/2c918084660f45d6016617daa9210584
  authcat history --api v3 /accounts
  authcat history listIdentities
  authcat history --lineage --format json GET /identities/v1`,
		Args: arguments(1, many),
		RunE: func(command *cobra.Command, args []string) error { return flags.run(command.Context(), e, args) },
	}
	addState(command, e, &flags.state)
	set := command.Flags()
	set.StringVar(&flags.api, "api", "", "only this `API`'s operation")
	set.BoolVar(&flags.lineage, "lineage", false, "the endpoint's versions in all APIs")
	flags.add(command, onlyForm(export.HistoryForm))
	return command
}

func (f *historyFlags) run(ctx context.Context, e environment, args []string) error {
	question, err := parseQuestion(args)
	if err != nil {
		return err
	}
	past := pastDays{state: f.state}
	happened, err := answer.History(past.read, (&dataFlags{}).reader(ctx), question, f.api, f.lineage)
	if err != nil {
		if damaged := past.lacks(); damaged != nil { // they may have it
			return damaged
		}
		return err
	}
	if err := f.show(e, changelog.Events(happened)); err != nil {
		return err
	}
	if len(happened.Others) > 0 {
		fmt.Fprintf(e.stderr, "other versions of the endpoint (--lineage lists them): %s\n", strings.Join(versionNames(happened.Others), ", "))
	}
	return past.lacks()
}

func versionNames(tracks []*track.Track) []string {
	names := make([]string, len(tracks))
	for i, track := range tracks {
		names[i] = track.Operation.Key.String()
		if track.Gone {
			names[i] += " (gone)"
		}
	}
	return names
}
