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
	docs       string
	docsPause  time.Duration
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
	set.StringVar(&flags.docs, "docs", "sitemap", "documentation to read: none, sitemap (which pages exist), pages (each one: takes a quarter of an hour)")
	set.DurationVar(&flags.docsPause, "docs-pause", 500*time.Millisecond, "least time between two requests to a documentation host")
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
		snapshot.SpecCount(), len(snapshot.AllFindings()), snapshot.AsOf().UTC().Format(time.DateOnly))
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

// gather gets the facts: from the bundled snapshot, or by a crawl that keeps
// what the old catalog says of the sources that fail.
func (f *crawlFlags) gather(ctx context.Context, e environment) (catalog.Facts, []crawler.Outcome, error) {
	if f.offline {
		facts, err := data.Snapshot(catalog.Filter{})
		return facts, nil, err
	}
	list, err := f.list()
	if err != nil {
		return catalog.Facts{}, nil, err
	}
	source, err := f.source(e)
	if err != nil {
		return catalog.Facts{}, nil, err
	}
	specs := &crawler.Crawl{APIs: list.APIs, Source: source, Archive: f.openArchive(), Progress: progress(e, len(list.APIs), f.fallback)}
	result, err := specs.Run(ctx)
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
	facts := result.Facts
	if facts.Overrides, err = data.Overrides(); err != nil {
		return catalog.Facts{}, nil, err
	}
	if err := f.documentation(ctx, e, list, source, &facts); err != nil {
		return catalog.Facts{}, nil, err
	}
	facts, err = f.keepOld(ctx, e, facts, result.Failures)
	return facts, result.Failures, err
}

// documentation adds what the documentation sites say, and reports what failed there.
func (f *crawlFlags) documentation(ctx context.Context, e environment, list data.List, source crawler.PageSource, facts *catalog.Facts) error {
	if f.docs == "none" {
		return nil
	}
	pause := f.docsPause
	if f.mirror != "" {
		pause = 0
	}
	before := len(facts.Problems)
	documentation := &crawler.Documentation{
		Sitemap: list.Sitemap, UserLevels: list.UserLevels, Pages: f.docs == "pages",
		Source: fetch.NewPolite(source, userAgent, pause), Archive: f.openArchive(), MaxAge: 12 * time.Hour, Now: e.now,
		Progress: pageProgress(e),
	}
	if err := documentation.Run(ctx, facts); err != nil {
		return err
	}
	for _, problem := range facts.Problems[before:] {
		class, _ := catalog.ClassOfCode(problem.Code)
		fmt.Fprintf(e.stderr, "documentation: %s: %s\n", lowerFirst(class.Title), problem.Seen)
	}
	return nil
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func rootCause(err error) error {
	for {
		cause := errors.Unwrap(err)
		if cause == nil {
			return err
		}
		err = cause
	}
}

// openArchive returns the archive of documents as received, nil for none: a
// mirror is one already.
func (f *crawlFlags) openArchive() *archive.Archive {
	switch {
	case f.archive != "":
		return archive.Open(f.archive)
	case f.mirror != "":
		return nil
	default:
		return archive.Open(f.db + ".archive")
	}
}

func (f *crawlFlags) list() (data.List, error) {
	switch f.docs {
	case "none", "sitemap", "pages":
	default:
		return data.List{}, &usageError{fmt.Errorf("--docs %q: use none, sitemap or pages", f.docs)}
	}
	if f.sources == "" {
		return data.Sources()
	}
	text, err := os.ReadFile(f.sources)
	if err != nil {
		return data.List{}, err
	}
	list, err := data.ParseSources(text)
	if err != nil {
		return data.List{}, fmt.Errorf("%s: %s", f.sources, catalog.OneLine(err.Error()))
	}
	return list, nil
}

func (f *crawlFlags) source(e environment) (crawler.PageSource, error) {
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

// keepOld adds what the old catalog says of what could not be read this time.
// An old catalog that can't be read is an error only where a source failed:
// its facts would be lost.
func (f *crawlFlags) keepOld(ctx context.Context, e environment, facts catalog.Facts, failures []crawler.Outcome) (catalog.Facts, error) {
	old, err := (&dataFlags{db: f.db}).facts(ctx, catalog.Filter{})
	switch {
	case err == nil || sqlite.IsMissing(err):
	case len(failures) > 0:
		return catalog.Facts{}, fmt.Errorf("the facts of the sources that failed can't be kept: %w", err)
	default:
		fmt.Fprintf(e.stderr, "the old catalog is replaced: %v\n", err)
	}
	for _, failure := range failures {
		facts = facts.Keep(failure.API, old, failure.Err.Error())
	}
	return facts.KeepDocumentation(old), nil
}

// pageProgress counts pages on a terminal, every hundredth elsewhere.
func pageProgress(e environment) func(done, total int) {
	return func(done, total int) {
		switch {
		case e.terminal && done == total:
			fmt.Fprint(e.stderr, "\r\033[K")
		case e.terminal:
			fmt.Fprintf(e.stderr, "\r\033[K[%d/%d] pages", done, total)
		case done%100 == 0 || done == total:
			fmt.Fprintf(e.stderr, "%d of %d pages\n", done, total)
		}
	}
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
