package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/lookout"
	"authcat/catalog/sqlite"
	"authcat/crawler"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
	"authcat/data"
	"authcat/export"
)

// facts gets the facts: from the bundled snapshot, or by a crawl that keeps
// what the old catalog says of the sources that fail.
func (f *crawlFlags) facts(ctx context.Context, e environment) (catalog.Facts, []crawler.Outcome, error) {
	if f.offline {
		facts, err := data.Snapshot(catalog.Filter{})
		return facts, nil, err
	}
	list, source, err := f.open(e)
	if err != nil {
		return catalog.Facts{}, nil, err
	}
	crawl, err := f.crawl(ctx, e, list, source)
	if err != nil {
		return catalog.Facts{}, nil, err
	}
	result, err := crawl.Run(ctx)
	var none *crawler.NoSourceError
	switch {
	case errors.As(err, &none) && none.Unreachable && f.fallback:
		fmt.Fprintf(e.stderr, "the network can't be reached (%v): using the bundled snapshot\n", rootCause(none.First))
		facts, err := data.Snapshot(catalog.Filter{})
		return facts, nil, err
	case errors.As(err, &none):
		return catalog.Facts{}, nil, fmt.Errorf("no source could be read, %s is unchanged: %w", f.db, none.First)
	case err != nil:
		return catalog.Facts{}, nil, err
	}
	for _, problem := range result.Documentation {
		fmt.Fprintf(e.stderr, "documentation: %s: %s\n", lowerFirst(export.FindingWordsOf(problem.Code).Title), problem.Seen)
	}
	f.look(ctx, e, list, source, &result.Facts)
	facts, err := data.Reported(result.Facts)
	return facts, result.Failures, err
}

// crawl says what is crawled and how.
func (f *crawlFlags) crawl(ctx context.Context, e environment, list data.List, source fetch.Fetcher) (*crawler.Crawl, error) {
	corrections, err := data.Overrides()
	if err != nil {
		return nil, err
	}
	archived := f.openArchive()
	return &crawler.Crawl{
		APIs: list.APIs, Source: &archive.Source{From: source, Archive: archived}, Corrections: corrections,
		Documentation: &crawler.Documentation{
			Sitemap: list.Sitemap, UserLevels: list.UserLevels, Places: list.Places, Pages: f.docs == docsPages,
			Source:   &archive.Source{From: fetch.NewPolite(source, crawler.UserAgent, f.pause()), Archive: archived, MaxAge: 12 * time.Hour, Now: e.now},
			Progress: pageProgress(e),
		},
		Older:    func(failed bool) (catalog.Facts, error) { return f.old(ctx, e, failed) },
		Progress: progress(e, len(list.APIs), f.fallback),
	}, nil
}

// pause is the least time between two requests to a documentation host. A
// mirror is nobody's to spare.
func (f *crawlFlags) pause() time.Duration {
	if f.mirror != "" {
		return 0
	}
	return f.docsPause
}

// look adds to the facts, and reports, what is published that no source reads.
// Where that can't be listed, nothing is known of it.
func (f *crawlFlags) look(ctx context.Context, e environment, list data.List, source crawler.Source, facts *catalog.Facts) {
	found, err := crawler.Uncovered(ctx, source, list.Places, list.APIs)
	if err != nil {
		fmt.Fprintf(e.stderr, "what else is published can't be listed: %v\n", err)
	}
	facts.Problems = append(facts.Problems, lookout.Problems(catalog.CodeDocumentUncovered, found)...)
	for _, address := range found {
		fmt.Fprintf(e.stderr, "no source reads %s\n", address)
	}
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

// open returns the list of sources, without those that are not to be read, and
// where its documents come from.
func (f *crawlFlags) open(e environment) (data.List, fetch.Fetcher, error) {
	list, err := f.list()
	if err != nil {
		return data.List{}, nil, err
	}
	source, err := f.source(e, &list)
	if f.docs == docsNone {
		list.Sitemap, list.UserLevels = "", ""
	}
	return list, source, err
}

func (f *crawlFlags) list() (data.List, error) {
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

// source is where the documents of a list come from: its own servers, or a mirror.
func (f *crawlFlags) source(e environment, list *data.List) (fetch.Fetcher, error) {
	if f.mirror == "" {
		sites, err := fetch.NewSites(list.Addresses(), list.Private)
		if err != nil {
			return nil, err
		}
		http := fetch.NewHTTP(crawler.UserAgent, sites, 5*time.Second, f.timeout, e.now)
		http.FailFast, http.Location = f.fallback, list.Location
		return http, nil
	}
	mirror := fetch.Mirror{Dir: f.mirror, MaxBytes: fetch.DefaultMaxBytes}
	if f.mirrorDate != "" {
		day, err := time.Parse(time.DateOnly, f.mirrorDate)
		if err != nil {
			return nil, &usageError{errors.New("--mirror-date takes a day like 2026-08-22")}
		}
		mirror.AsOf = day
	}
	return mirror, nil
}

// old is what the old catalog says. One that can't be read is an error only
// where a source failed: its facts would be lost.
func (f *crawlFlags) old(ctx context.Context, e environment, failed bool) (catalog.Facts, error) {
	old, _, err := (&dataFlags{db: f.db}).facts(ctx, catalog.Filter{})
	switch {
	case err == nil || sqlite.IsMissing(err):
	case failed:
		return catalog.Facts{}, fmt.Errorf("the facts of the sources that failed can't be kept (restore the old catalog, or remove it to do without them): %w", err)
	default:
		fmt.Fprintf(e.stderr, "the old catalog is replaced: %v\n", err)
	}
	return old, nil
}
