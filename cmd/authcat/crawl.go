package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/crawler"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
	"authcat/data"
)

// userAgent identifies the crawler to the servers that it asks.
const userAgent = "authcat/1 (catalog of SailPoint endpoint authorization)"

// crawlFlags are the flags of the crawl command.
type crawlFlags struct {
	db         string
	sources    string
	mirror     string
	mirrorDate string
	archive    string
	offline    bool
	fallback   bool
	timeout    time.Duration
}

func newCrawl(e environment) *cobra.Command {
	var flags crawlFlags
	command := &cobra.Command{
		Use:   "crawl",
		Short: "Crawl SailPoint's published documents into a catalog",
		Long: `Crawl SailPoint's published OpenAPI documents into an SQLite catalog.

The catalog is built beside its place, verified and swapped in whole. A source
that can't be read keeps the facts that the old catalog has of it, marked with
their date; the command then writes the catalog and exits with 1.`,
		Example: `  authcat crawl --db catalog.db
  authcat crawl --db catalog.db --mirror /srv/mirror
  authcat crawl --db catalog.db --offline`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e) },
	}
	set := command.Flags()
	set.StringVar(&flags.db, "db", orDefault(e.getenv("AUTHCAT_DB"), "authcat.db"), "catalog `FILE` to write")
	set.StringVar(&flags.sources, "sources", "", "`FILE` with a list of sources of your own")
	set.StringVar(&flags.mirror, "mirror", "", "read https://HOST/PATH from `DIR`/HOST/PATH instead of the network")
	set.StringVar(&flags.mirrorDate, "mirror-date", "", "`DAY` that the mirror shows, as 2026-08-22; without it each file's own time counts")
	set.StringVar(&flags.archive, "archive", "", "`DIR` that keeps documents as received (default: FILE.archive beside the catalog, none with --mirror)")
	set.BoolVar(&flags.offline, "offline", false, "write the catalog from the snapshot bundled in the program")
	set.BoolVar(&flags.fallback, "fallback", false, "use the bundled snapshot when the network can't be reached, without retrying")
	set.DurationVar(&flags.timeout, "timeout", 2*time.Minute, "time that one attempt to get a document may take")
	command.MarkFlagsMutuallyExclusive("offline", "mirror")
	command.MarkFlagsMutuallyExclusive("offline", "sources")
	return command
}

func orDefault(value, otherwise string) string {
	if value != "" {
		return value
	}
	return otherwise
}

func (f *crawlFlags) run(ctx context.Context, e environment) error {
	unlock, err := f.lock()
	if err != nil {
		return err
	}
	defer unlock()
	facts, failures, err := f.gather(ctx, e)
	if err != nil {
		return err
	}
	snapshot := catalog.Merge(facts)
	if err := sqlite.Save(ctx, f.db, &snapshot); err != nil {
		return err
	}
	fmt.Fprintf(e.stderr, "%s: %d operations of %d APIs, %d findings, as of %s\n", f.db, len(snapshot.Operations),
		len(snapshot.Documents), len(snapshot.AllFindings()), snapshot.AsOf().UTC().Format(time.DateOnly))
	if len(failures) > 0 {
		return &partialError{failures, len(facts.APIs)}
	}
	return nil
}

// lock keeps two crawls from one catalog. The lock dies with its process.
func (f *crawlFlags) lock() (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(f.db), 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(f.db + ".lock")
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("%s can't be written: %w", f.db, err)
	}
	if !locked {
		return nil, fmt.Errorf("%s is being written by another crawl; wait until it ends", f.db)
	}
	return func() { _ = lock.Unlock() }, nil // the process's end unlocks it anyway
}

// gather gets the facts: from the bundled snapshot, or by a crawl whose failed
// sources keep what the old catalog says of them.
func (f *crawlFlags) gather(ctx context.Context, e environment) (catalog.Facts, []crawler.Outcome, error) {
	if f.offline {
		facts, err := data.Snapshot(catalog.Filter{})
		return facts, nil, err
	}
	crawl, err := f.crawl(e)
	if err != nil {
		return catalog.Facts{}, nil, err
	}
	result, err := crawl.Run(ctx)
	if err != nil {
		return catalog.Facts{}, nil, err
	}
	if result.Unreachable() && f.fallback {
		fmt.Fprintf(e.stderr, "the network can't be reached (%v): using the bundled snapshot\n", rootCause(result.Failures[0].Err))
		facts, err := data.Snapshot(catalog.Filter{})
		return facts, nil, err
	}
	if len(result.Facts.Documents) == 0 {
		return catalog.Facts{}, nil, fmt.Errorf("no source could be read, %s is unchanged: %w", f.db, result.Failures[0].Err)
	}
	facts, err := f.keepOld(ctx, result)
	return facts, result.Failures, err
}

func rootCause(err error) error {
	for {
		cause := errors.Unwrap(err)
		if cause == nil {
			return err
		}
		err = cause
	}
}

func (f *crawlFlags) crawl(e environment) (*crawler.Crawl, error) {
	apis, err := f.apis()
	if err != nil {
		return nil, err
	}
	source, err := f.source(e)
	if err != nil {
		return nil, err
	}
	crawl := &crawler.Crawl{APIs: apis, Source: source, Progress: progress(e, len(apis), f.fallback)}
	if f.archive == "" && f.mirror == "" {
		f.archive = f.db + ".archive"
	}
	if f.archive != "" {
		crawl.Archive = archive.Open(f.archive)
	}
	return crawl, nil
}

func (f *crawlFlags) apis() ([]catalog.API, error) {
	if f.sources == "" {
		return data.Sources()
	}
	text, err := os.ReadFile(f.sources)
	if err != nil {
		return nil, err
	}
	apis, err := data.ParseSources(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", f.sources, catalog.OneLine(err.Error()))
	}
	return apis, nil
}

func (f *crawlFlags) source(e environment) (crawler.Source, error) {
	if f.mirror == "" {
		http := fetch.NewHTTP(userAgent, 5*time.Second, f.timeout, e.now)
		http.FailFast = f.fallback
		return http, nil
	}
	mirror := fetch.Mirror{Dir: f.mirror, MaxBytes: fetch.DefaultMaxBytes}
	if f.mirrorDate != "" {
		day, err := time.Parse(time.DateOnly, f.mirrorDate)
		if err != nil {
			return nil, &usageError{fmt.Errorf("--mirror-date %q is no day like 2026-08-22", f.mirrorDate)}
		}
		mirror.AsOf = day
	}
	return mirror, nil
}

// keepOld adds what the old catalog says of the sources that failed.
func (f *crawlFlags) keepOld(ctx context.Context, result crawler.Result) (catalog.Facts, error) {
	facts := result.Facts
	if len(result.Failures) == 0 {
		return facts, nil
	}
	old, err := (&dataFlags{db: f.db}).facts(ctx, catalog.Filter{})
	if err != nil && !sqlite.IsMissing(err) {
		return catalog.Facts{}, fmt.Errorf("the facts of the sources that failed can't be kept: %w", err)
	}
	for _, failure := range result.Failures {
		facts = facts.Keep(failure.API, old, failure.Err.Error())
	}
	return facts, nil
}

// progress reports outcomes: one line that changes on a terminal, a line each
// elsewhere. With a fallback, sources that can't be reached are not worth a
// line each: either all are, and one line says so, or the crawl's error counts them.
func progress(e environment, total int, fallback bool) func(crawler.Outcome) {
	done := 0
	clear := ""
	if e.terminal {
		clear = "\r\033[K"
	}
	return func(o crawler.Outcome) {
		done++
		switch {
		case o.Err != nil && fallback && fetch.KindOf(o.Err) == fetch.Unreachable:
		case o.Err != nil:
			fmt.Fprintf(e.stderr, "%s%s: %v\n", clear, o.API.ID, o.Err)
		case e.terminal:
			fmt.Fprintf(e.stderr, "%s[%d/%d] %s: %d operations", clear, done, total, o.API.ID, o.Operations)
		default:
			fmt.Fprintf(e.stderr, "%s: %d operations, %d problems\n", o.API.ID, o.Operations, o.Problems)
		}
		if done == total {
			fmt.Fprint(e.stderr, clear)
		}
	}
}

// partialError is a crawl that wrote a catalog without some of its sources.
type partialError struct {
	failures []crawler.Outcome
	sources  int
}

func (e *partialError) Error() string {
	ids := make([]string, len(e.failures))
	for i, failure := range e.failures {
		ids[i] = failure.API.ID
	}
	return fmt.Sprintf("%d of %d sources could not be read: %s", len(ids), e.sources, strings.Join(ids, ", "))
}

func (e *partialError) Unwrap() error { return e.failures[0].Err }
