package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/history"
	"authcat/export"
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
	if err == nil && len(question.words) > 0 {
		err = errors.New("history takes a method and a path, for example GET /v2025/identities")
	}
	if err != nil {
		return &usageError{err}
	}
	store, err := openHistory(f.state)
	if err != nil {
		return err
	}
	past, err := store.Past(question.filter())
	if err != nil {
		return err
	}
	if past.From == "" && len(past.Damaged) == 0 {
		return fmt.Errorf("there is no history in %s yet: fill it with 'authcat backfill --repo CLONE --state %s', or name another folder with --state", f.state, f.state)
	}
	tracks, others := f.choose(past, question.address)
	if len(tracks) == 0 {
		if damaged := damagedDays(past.Damaged); damaged != nil { // they may have it
			return damaged
		}
		return f.nothing(past, question)
	}
	newest, err := time.Parse(time.DateOnly, past.To)
	if err != nil {
		return err
	}
	dataset := export.Dataset{Name: "history " + f.state, AsOf: newest}
	if err := f.show(e, historyListing(dataset, past.From, tracks)); err != nil {
		return err
	}
	if len(others) > 0 {
		fmt.Fprintf(e.stderr, "other versions of the endpoint (--lineage lists them): %s\n", strings.Join(others, ", "))
	}
	return damagedDays(past.Damaged)
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

// choose returns the tracks that were asked for, and the names of the others in their lineages.
func (f *historyFlags) choose(past *history.Past, address catalog.Address) (tracks []*history.Track, others []string) {
	var lineages []string
	for _, track := range past.Match(address) {
		if f.api == "" || track.Operation.API == f.api {
			tracks = append(tracks, track)
			lineages = append(lineages, track.Operation.Lineage)
		}
	}
	slices.Sort(lineages)
	var all []*history.Track
	for _, name := range slices.Compact(lineages) {
		all = append(all, past.Lineage(name)...)
	}
	if f.lineage {
		return all, nil
	}
	for _, track := range all {
		if !slices.Contains(tracks, track) {
			others = append(others, versionName(track))
		}
	}
	return tracks, others
}

func versionName(track *history.Track) string {
	name := track.Operation.Key.String()
	if track.Gone {
		name += " (gone)"
	}
	return name
}

func (f *historyFlags) nothing(past *history.Past, q question) error {
	what := fmt.Sprintf("no operation %s", q.address)
	if f.api != "" {
		what += " of the API that --api names"
	}
	return &notFoundError{fmt.Sprintf("%s in the history %s, which goes from %s to %s", what, f.state, past.From, past.To)}
}

// historyListing lists what happened, the oldest first.
func historyListing(dataset export.Dataset, from string, tracks []*history.Track) export.Listing {
	listing := export.Listing{
		Kind: "events", Dataset: dataset,
		Columns: []string{"date", "api", "method", "path", "event", "aspect", "effect", "before", "after", "reason", "operation", "change"},
		Brief:   []string{"date", "operation", "change"},
	}
	if len(tracks) == 1 {
		listing.Brief = []string{"date", "change"}
	}
	for _, track := range tracks {
		for _, event := range track.Events {
			for _, change := range event.Changes {
				listing.Rows = append(listing.Rows, []any{
					event.Date, change.API, change.Method, change.Path, string(event.Kind), string(change.Aspect), string(change.Effect),
					change.Before, change.After, change.Reason, change.Key.String(), changeText(event, change, from),
				})
			}
		}
	}
	slices.SortStableFunc(listing.Rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	return listing
}

// changeText is a change in a line: "needs: pat → pat-or-client (looser)".
func changeText(event history.Event, c diff.Change, from string) string {
	switch {
	case c.Aspect == diff.AspectAdded && event.Kind == history.First && event.Date == from:
		return "first seen: " + c.After + " (oldest entry)"
	case c.Aspect == diff.AspectAdded:
		return string(event.Kind) + ": " + c.After
	case c.Aspect == diff.AspectRemoved:
		return "gone, was: " + c.Before
	case c.Before == "" && c.After == "":
		return fmt.Sprintf("%s: %s (%s)", c.Aspect, c.Reason, c.Effect)
	default:
		return fmt.Sprintf("%s: %s → %s (%s)", c.Aspect, orDefault(c.Before, "none"), orDefault(c.After, "none"), c.Effect)
	}
}
