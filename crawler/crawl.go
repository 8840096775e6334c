// Package crawler reads what SailPoint publishes: it leads from sources (the
// network, a mirror, the past of a git clone) to facts, in which what can't be
// had or read is kept from older facts, and corrections and documentation are added.
package crawler

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/catalog/prose"
	"authcat/crawler/fetch"
)

// UserAgent identifies the crawler to the servers that it asks, and in robots.txt.
const UserAgent = "authcat/1 (catalog of SailPoint endpoint authorization)"

// Source is where documents come from: the network, a mirror, an archive before either.
type Source interface {
	// Fetch gets the document of a URL, or fails with a *fetch.Error.
	Fetch(ctx context.Context, url string) (fetch.Page, error)
}

// Crawl says what to crawl and how.
type Crawl struct {
	APIs   []catalog.API
	Source Source
	// Documentation of the APIs; nil reads none.
	Documentation *Documentation
	// Corrections are those made by hand.
	Corrections []catalog.Override
	// Older, unless nil, returns the last good facts, which are kept of what
	// can't be had or read; failed is set where an API's document is among that.
	Older func(failed bool) (catalog.Facts, error)
	// KeepAll lets every document fail: the facts are then all older ones.
	KeepAll bool
	// Concurrency bounds the documents under way at once; 0 means 4.
	Concurrency int
	// Progress, unless nil, is told each source's outcome, in the order of the APIs.
	Progress func(Outcome)

	words prose.Reader
}

// Outcome is how one source fared.
type Outcome struct {
	API        catalog.API
	Operations int
	Problems   int
	// Err is nil, or why the source could not be had or read.
	Err error
}

// Result is what a crawl found.
type Result struct {
	Facts catalog.Facts
	// Failures are the sources that could not be had or read, in their order.
	Failures []Outcome
	// Documentation is what could not be had or read there, and what it has of
	// APIs that no source reads. They are among the problems of the facts too.
	Documentation []catalog.Problem
}

// Run crawls every source. One that fails is reported in the result, takes no
// other with it and keeps its older facts. The error is a *NoSourceError, that
// of Older, or the context's, if it ended.
func (c *Crawl) Run(ctx context.Context) (Result, error) {
	readings := c.readAll(ctx)
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	failures := failed(readings)
	if len(failures) == len(readings) && !c.KeepAll {
		return Result{}, noSource(failures)
	}
	var older catalog.Facts
	if c.Older != nil {
		var err error
		if older, err = c.Older(len(failures) > 0); err != nil {
			return Result{}, err
		}
	}
	facts := collect(readings, older)
	if len(facts.Observations) == 0 {
		return Result{Failures: failures}, noSource(failures)
	}
	facts.Overrides = c.Corrections
	before := len(facts.Problems)
	if c.Documentation != nil { // behind the specifications: it lists the pages of what is kept too
		if err := c.Documentation.Run(ctx, &facts); err != nil {
			return Result{}, err
		}
	}
	missed := slices.Clone(facts.Problems[before:])
	return Result{facts.KeepDocumentation(older), failures, missed}, nil
}

// readAll reads the sources, some at once.
func (c *Crawl) readAll(ctx context.Context) []reading {
	readings := make([]reading, len(c.APIs))
	ready := make([]chan struct{}, len(c.APIs))
	fetching := make(chan struct{}, cmp.Or(c.Concurrency, 4))
	parsing := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, api := range c.APIs {
		ready[i] = make(chan struct{})
		go func() {
			defer close(ready[i])
			fetching <- struct{}{}
			defer func() { <-fetching }()
			readings[i].api = api
			// A source that the program fails on is one that can't be read.
			readings[i].err = defect.Contain(api.SpecURL, func() (err error) {
				readings[i].facts, err = c.read(ctx, api, parsing)
				return err
			})
		}()
	}
	for i := range c.APIs {
		<-ready[i]
		if c.Progress != nil {
			c.Progress(readings[i].outcome())
		}
	}
	return readings
}

// read gets and parses one source's document. parsing bounds how many are
// parsed at once: a parsed tree is some twenty times the document.
func (c *Crawl) read(ctx context.Context, api catalog.API, parsing chan struct{}) (catalog.Facts, error) {
	page, err := c.Source.Fetch(ctx, api.SpecURL)
	if err != nil {
		return catalog.Facts{}, err
	}
	parsing <- struct{}{}
	defer func() { <-parsing }()
	facts, err := parse(ctx, api, page, &c.words)
	switch {
	case ctx.Err() != nil:
		return catalog.Facts{}, context.Cause(ctx)
	case err != nil:
		return catalog.Facts{}, &UnreadableError{URL: api.SpecURL, Err: err}
	}
	return facts, nil
}
