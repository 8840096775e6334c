package main

import (
	"context"
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
	"authcat/export"
)

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

Without --db (or AUTHCAT_DB) it is written where the other commands find it: over
./authcat.db if there is one, else as catalog.db in authcat's data folder, which
is $XDG_DATA_HOME/authcat or ~/.local/share/authcat (macOS: ~/Library/Application
Support/authcat, Windows: %LocalAppData%\authcat).

The catalog is built beside its place, verified and swapped in whole. A source
that can't be read keeps the facts that the old catalog has of it, marked with
their date; the command then writes the catalog and exits with 1. Beside FILE
stands FILE.sha256, for sha256sum -c.`,
		Example: `  authcat crawl
  authcat crawl --db catalog.db
  authcat crawl --db catalog.db --mirror /srv/mirror
  authcat crawl --db catalog.db --offline`,
		Args: arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e) },
	}
	set := command.Flags()
	set.StringVar(&flags.db, "db", e.getenv("AUTHCAT_DB"), "catalog `FILE` to write; without it (or AUTHCAT_DB) ./"+hereName+" if there is one, else catalog.db in authcat's data folder")
	set.StringVar(&flags.sources, "sources", "", "`FILE` with a list of sources of your own")
	set.StringVar(&flags.mirror, "mirror", "", "read https://HOST/PATH from `DIR`/HOST/PATH instead of the network")
	set.StringVar(&flags.mirrorDate, "mirror-date", "", "`DAY` that the mirror shows, as 2026-08-22; without it each file's own time counts")
	set.StringVar(&flags.archive, "archive", "", "`DIR` that keeps documents as received (default: FILE.archive beside the catalog, none with --mirror)")
	addDocs(command, &flags.docs)
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
	if err := f.place(e); err != nil {
		return err
	}
	unlock, err := f.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := sqlite.CheckTarget(f.db); err != nil { // before the crawl, not after it
		return err
	}
	facts, failures, err := f.facts(ctx, e)
	if err != nil {
		return err
	}
	snapshot := catalog.Merge(facts)
	if err := sqlite.Save(ctx, f.db, &snapshot, export.Assumed); err != nil {
		return err
	}
	if err := sqlite.WriteSums(f.db); err != nil {
		return fmt.Errorf("the catalog was written, its checksum was not: %w", err)
	}
	fmt.Fprintf(e.stderr, "%s: %d operations of %d APIs, %d findings, as of %s\n", f.db, len(snapshot.Operations),
		snapshot.SpecCount(), len(snapshot.AllFindings()), snapshot.AsOf().UTC().Format(time.DateOnly))
	if len(failures) > 0 {
		return &partialError{failures, len(facts.APIs)}
	}
	return nil
}

// place chooses the catalog's file where none is named, and makes authcat's own
// folder for it, with the mode that XDG asks for.
func (f *crawlFlags) place(e environment) error {
	switch f.db {
	case bundledName:
		return &usageError{fmt.Errorf("%s is the snapshot in the program, which is not written: name a file with --db (./%s is one)", bundledName, bundledName)}
	case "":
		if f.db = e.newCatalog(); f.db == e.homeCatalog() {
			return os.MkdirAll(filepath.Dir(f.db), 0o700)
		}
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
