package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog/history"
	"authcat/crawler"
	"authcat/crawler/gitlog"
)

// backfillFlags are the flags of the backfill command.
type backfillFlags struct {
	repo    string
	state   string
	sources string
	since   string
	every   string
	skip    bool
	log     string
}

func newBackfill(e environment) *cobra.Command {
	var flags backfillFlags
	command := &cobra.Command{
		Use:   "backfill --repo CLONE",
		Short: "Fill the history from a clone of the specifications",
		Long: `Fill the history with what the OpenAPI documents said on past days, read from a
clone of the repository that publishes them. Nothing is fetched or checked out:
the history of the clone's current branch is read from its objects.

A day with commits gets the state of its last commit, in UTC, and the date of
that commit; a day on which no document changed gets no entry. A document that
can't be read on a day is reported and keeps its last good facts; so does, with
--skip-missing, one that a partial clone lacks. Entries of crawls are never
replaced, and nothing is written on or after the day of the first one. Run
again, it does only what is missing.

With --log the state stays as it is: the past is written as the log that is in
the program, as 'make history' does. It goes further back, by the files that some
documents were made of, and has APIs whose documents are gone.`,
		Example: `  git clone https://github.com/sailpoint-oss/api-specs
  authcat backfill --repo api-specs --since 2025-01-01
  authcat history GET /v2025/identities`,
		Args: arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e) },
	}
	set := command.Flags()
	set.StringVar(&flags.repo, "repo", "", "`CLONE` to read, a folder")
	addState(command, e, &flags.state)
	set.StringVar(&flags.sources, "sources", "", "`FILE` with a list of sources of your own")
	set.StringVar(&flags.since, "since", "", "`DATE` to start with, as 2025-01-01: its entry is the state of that day")
	addChoice(command, &flags.every, "every", "day", []string{"day", "week", "month"}, "a `SPAN` for each of which there is an entry, of its last commit")
	set.StringVar(&flags.log, "log", "", "write a log of all days into `DIR` and DIR.zip, the form that is in the program, instead of filling the history")
	set.BoolVar(&flags.skip, "skip-missing", false, "go on without the documents that a partial clone lacks, and say which")
	_ = command.MarkFlagRequired("repo") // fails only for a flag that does not exist
	return command
}

// addState adds the flag of the commands that use the state folder.
func addState(command *cobra.Command, e environment, state *string) {
	command.Flags().StringVar(state, "state", orDefault(e.getenv("AUTHCAT_STATE"), "authcat-state"), "`DIR` that keeps the history and what goes with it")
}

// openHistory opens the history in a state folder.
func openHistory(state string) (*history.Store, error) {
	return history.Open(filepath.Join(state, "history"))
}

func (f *backfillFlags) run(ctx context.Context, e environment) error {
	span, err := f.check(e.now())
	if err != nil {
		return err
	}
	list, err := (&crawlFlags{sources: f.sources, docs: docsNone}).list()
	if err != nil {
		return err
	}
	if f.log != "" {
		list.APIs = slices.Concat(list.APIs, list.Gone)
	}
	specs, elsewhere := crawler.NewPast(list.APIs)
	if f.log != "" {
		specs.InFiles(list.Files)
	}
	for _, api := range elsewhere {
		fmt.Fprintf(e.stderr, "%s: left out, %s is not on raw.githubusercontent.com\n", api.ID, api.SpecURL)
	}
	if len(elsewhere) == len(list.APIs) {
		return errors.New("no source is on raw.githubusercontent.com, and only those have a place in a clone")
	}
	repository, err := gitlog.Open(ctx, f.repo)
	if err != nil {
		return err
	}
	defer repository.Close()
	commits, never, err := repository.Log(ctx, specs.Paths())
	if err != nil {
		return err
	}
	if len(commits) == 0 {
		return fmt.Errorf("no commit of %s has any of the documents: is it a clone of the repository that the sources name (%s)?", f.repo, list.APIs[0].SpecURL)
	}
	for _, path := range never {
		fmt.Fprintf(e.stderr, "%s: no commit of the clone has it\n", path)
	}
	if repository.Shallow() {
		fmt.Fprintf(e.stderr, "the clone is shallow: its history is cut at %s; 'git fetch --unshallow' gets the rest\n", day(commits[0].Time))
	}
	specs.Repository, specs.Skip = repository, f.skip
	if f.log != "" {
		w := logBackfill{environment: e, specs: specs, log: history.NewLogWriter(list.APIs)}
		return w.run(ctx, f, commits, span)
	}
	b, err := f.open(e, specs)
	if err != nil {
		return err
	}
	return b.run(ctx, commits, span)
}

// open opens the history that is to be filled.
func (f *backfillFlags) open(e environment, specs *crawler.Past) (*backfill, error) {
	store, err := openHistory(f.state)
	if err != nil {
		return nil, err
	}
	program, err := programHash()
	if err != nil {
		return nil, err
	}
	return &backfill{
		environment: e, store: store, specs: specs, since: f.since, program: program,
		memory: readMemory(filepath.Join(f.state, "history", "backfill.json")),
	}, nil
}

// check checks the flags and returns what names the span that a commit belongs to.
func (f *backfillFlags) check(now time.Time) (span func(time.Time) string, err error) {
	if f.since != "" {
		since, err := time.Parse(time.DateOnly, f.since)
		if err != nil {
			return nil, &usageError{errors.New("--since takes a day like 2025-01-01")}
		}
		if since.After(now) {
			return nil, &usageError{fmt.Errorf("--since %s is a day to come", f.since)}
		}
	}
	switch f.every {
	case "week":
		return func(t time.Time) string {
			year, week := t.ISOWeek()
			return fmt.Sprintf("%d-W%02d", year, week)
		}, nil
	case "month":
		return func(t time.Time) string { return t.Format("2006-01") }, nil
	default:
		return day, nil
	}
}

func day(t time.Time) string { return t.Format(time.DateOnly) }
