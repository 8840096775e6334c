// Package crawler gets SailPoint's published documents and reads what they say.
package crawler

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
	"authcat/crawler/openapi"
)

// Source is where documents come from: the network, a mirror.
type Source interface {
	// Fetch gets the document of a URL, or fails with a *fetch.Error.
	Fetch(ctx context.Context, url string) (fetch.Page, error)
}

// Crawl says what to crawl and how.
type Crawl struct {
	APIs   []catalog.API
	Source Source
	// Archive, unless nil, keeps every document as received, before it is read.
	Archive *archive.Archive
	// Concurrency bounds the documents under way at once; 0 means 4.
	Concurrency int
	// Progress, unless nil, is told each source's outcome, in the order of the APIs.
	Progress func(Outcome)
}

// Outcome is how one source fared.
type Outcome struct {
	API        catalog.API
	Document   catalog.Document
	Operations int
	Problems   int
	// Err is nil, or why the source could not be had or read.
	Err error
}

// Result is what a crawl found.
type Result struct {
	// Facts of the sources that could be read.
	Facts catalog.Facts
	// Failures are the outcomes of the others, in the order of the sources.
	Failures []Outcome
}

// Unreachable tells whether nothing could be crawled because no source could
// be connected to: the network is down, or the mirror is somewhere else.
func (r Result) Unreachable() bool {
	if len(r.Facts.Documents) > 0 || len(r.Failures) == 0 {
		return false
	}
	for _, failure := range r.Failures {
		if fetch.KindOf(failure.Err) != fetch.Unreachable {
			return false
		}
	}
	return true
}

// reading is one source's document, read.
type reading struct {
	outcome      Outcome
	observations []catalog.Observation
	problems     []catalog.Problem
}

// Run crawls every source. One that fails is reported in the result and takes
// no other with it; the error is the context's, if it ended.
func (c *Crawl) Run(ctx context.Context) (Result, error) {
	readings := make([]reading, len(c.APIs))
	ready := make([]chan struct{}, len(c.APIs))
	fetching := make(chan struct{}, c.concurrency())
	parsing := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, api := range c.APIs {
		ready[i] = make(chan struct{})
		go func() {
			defer close(ready[i])
			fetching <- struct{}{}
			defer func() { <-fetching }()
			readings[i] = c.contained(ctx, api, parsing)
		}()
	}
	for i := range c.APIs {
		<-ready[i]
		if c.Progress != nil {
			c.Progress(readings[i].outcome)
		}
	}
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	return c.collect(readings), nil
}

func (c *Crawl) concurrency() int {
	if c.Concurrency > 0 {
		return c.Concurrency
	}
	return 4
}

// contained is read; a source that the program fails on is one that can't be read.
func (c *Crawl) contained(ctx context.Context, api catalog.API, parsing chan struct{}) (r reading) {
	err := defect.Contain(api.SpecURL, func() (err error) {
		r, err = c.read(ctx, api, parsing)
		return err
	})
	if err != nil {
		return reading{outcome: Outcome{API: api, Err: err}}
	}
	return r
}

// read gets and parses one source's document. parsing bounds how many are
// parsed at once: a parsed tree is some twenty times the document.
func (c *Crawl) read(ctx context.Context, api catalog.API, parsing chan struct{}) (reading, error) {
	page, err := c.Source.Fetch(ctx, api.SpecURL)
	if err != nil {
		return reading{}, err
	}
	if c.Archive != nil {
		if err := c.Archive.Store(page); err != nil {
			return reading{}, err
		}
	}
	parsing <- struct{}{}
	defer func() { <-parsing }()
	observations, problems, err := openapi.Parse(ctx, api.ID, page.Body)
	switch {
	case ctx.Err() != nil:
		return reading{}, context.Cause(ctx)
	case err != nil:
		return reading{}, &UnreadableError{URL: api.SpecURL, Err: err}
	}
	return reading{
		outcome: Outcome{
			API:        api,
			Document:   catalog.Document{Role: catalog.RoleSpec, API: api.ID, URL: page.URL, SHA256: page.SHA256, FetchedAt: page.FetchedAt},
			Operations: len(observations),
			Problems:   len(problems),
		},
		observations: observations,
		problems:     problems,
	}, nil
}

func (c *Crawl) collect(readings []reading) Result {
	result := Result{Facts: catalog.Facts{APIs: c.APIs}}
	for _, r := range readings {
		if r.outcome.Err != nil {
			result.Failures = append(result.Failures, r.outcome)
			continue
		}
		result.Facts.Documents = append(result.Facts.Documents, r.outcome.Document)
		result.Facts.Observations = append(result.Facts.Observations, r.observations...)
		result.Facts.Problems = append(result.Facts.Problems, r.problems...)
	}
	return result
}

// UnreadableError is a document that was received but can't be believed.
type UnreadableError struct {
	URL string
	Err error
}

func (e *UnreadableError) Error() string { return fmt.Sprintf("%s: %v", e.URL, e.Err) }

// Unwrap returns the cause.
func (e *UnreadableError) Unwrap() error { return e.Err }

// IsUnreadable tells whether an error is a document that was received but can't be believed.
func IsUnreadable(err error) bool {
	var e *UnreadableError
	return errors.As(err, &e)
}
