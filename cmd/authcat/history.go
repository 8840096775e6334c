package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/history"
	"authcat/catalog/track"
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
		Use:   "history [METHOD] ADDRESS",
		Short: "Tell since when an endpoint needs what it needs, and what changed",
		Long: `Tell what happened to an endpoint, the oldest first: when it was first seen,
when its credential, scopes or user levels changed, when it vanished or came
back. It says what the OpenAPI documents said; a day on which a document could
not be read says nothing. The history is filled by 'authcat backfill' and by
every crawl of 'authcat nightly'.

An address without a version is that of every API that has it.`,
		Example: `  authcat history GET /v2025/identities/2c918084660f45d6016617daa9210584
  authcat history --api v3 /accounts
  authcat history --lineage --format json GET /identities/v1`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error { return flags.run(e, args) },
	}
	addState(command, e, &flags.state)
	set := command.Flags()
	set.StringVar(&flags.api, "api", "", "only this `API`'s operation")
	set.BoolVar(&flags.lineage, "lineage", false, "the endpoint's versions in all APIs")
	flags.add(command)
	return command
}

func (f *historyFlags) run(e environment, args []string) error {
	question, err := parseQuestion(args)
	if err != nil {
		return err
	}
	if len(question.Words) > 0 {
		return &usageError{errors.New("history takes a method and a path, for example GET /v2025/identities")}
	}
	store, err := openHistory(f.state)
	if err != nil {
		return err
	}
	past, damaged, err := store.Past(question.Filter())
	if err != nil {
		return err
	}
	if past.From == "" && len(damaged) == 0 {
		return fmt.Errorf("there is no history in %s yet: fill it with 'authcat backfill --repo CLONE --state %s', or name another folder with --state", f.state, f.state)
	}
	newest, err := time.Parse(time.DateOnly, past.To)
	if err != nil && past.To != "" {
		return err
	}
	happened := answer.History(past, answer.Dataset{Name: "history " + f.state, AsOf: newest}, question.Address, f.api, f.lineage)
	if len(happened.Tracks) == 0 {
		if damaged := damagedDays(damaged); damaged != nil { // they may have it
			return damaged
		}
		return f.nothing(past, question)
	}
	if err := f.show(e, changelog.Events(happened)); err != nil {
		return err
	}
	if len(happened.Others) > 0 {
		fmt.Fprintf(e.stderr, "other versions of the endpoint (--lineage lists them): %s\n", strings.Join(versionNames(happened.Others), ", "))
	}
	return damagedDays(damaged)
}

// damagedDays is the error of an answer that some days can't contribute to.
func damagedDays(damaged []history.Damage) error {
	if len(damaged) == 0 {
		return nil
	}
	days := make([]string, len(damaged))
	for i, d := range damaged {
		days[i] = d.Date
	}
	return fmt.Errorf("the history lacks what can't be read, of %s: %w", strings.Join(days, ", "), damaged[0].Err)
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

func (f *historyFlags) nothing(past *track.Past, q answer.Question) error {
	what := fmt.Sprintf("no operation %s", q.Address)
	if f.api != "" {
		what += " of the API that --api names"
	}
	return &notFoundError{fmt.Sprintf("%s in the history %s, which goes from %s to %s", what, f.state, past.From, past.To)}
}
