package nightly

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/history"
	"authcat/catalog/sqlite"
	"authcat/crawler"
	"authcat/data"
)

// parse reads what was received and concludes from it: the candidate.
func (r *run) parse(ctx context.Context) error {
	r.loadBaseline(ctx)
	crawl := &crawler.Crawl{APIs: r.Sources.APIs, Source: r.specs}
	result, err := crawl.Run(ctx)
	if err != nil {
		return err
	}
	if len(result.Facts.Documents) == 0 && !r.anyStale() { // a page of maintenance in place of every document
		return &NoSourceError{result.Failures[0].Err}
	}
	facts := result.Facts
	if facts.Overrides, err = data.Overrides(); err != nil {
		return err
	}
	older := r.lastGood()
	for _, failure := range result.Failures { // before the documentation, which lists the pages of what is kept too
		facts = facts.Keep(failure.API, older, failure.Err.Error())
		r.failed(failure.API.ID, failure.Err)
		r.debug(failure.Err)
	}
	if len(facts.Observations) == 0 {
		return &NoSourceError{result.Failures[0].Err}
	}
	documentation := &crawler.Documentation{
		Sitemap: r.Sources.Sitemap, UserLevels: r.Sources.UserLevels, Places: r.Sources.Places, Pages: r.Pages, Source: r.docs, Now: r.Now,
	}
	before := len(facts.Problems)
	if err := documentation.Run(ctx, &facts); err != nil {
		return err
	}
	for _, problem := range facts.Problems[before:] {
		if problem.Code != catalog.CodePagesUncovered { // that is a notice
			r.warn("documentation: %s", problem.Seen)
		}
	}
	facts = facts.KeepDocumentation(older)
	r.markStale(&facts)
	r.overlooked(&facts)
	r.date(facts.Documents)
	snapshot := catalog.Merge(facts)
	r.candidate = &snapshot
	r.tell()
	return nil
}

// lastGood are the facts that are out. Who accepts has looked at what was
// refused: where it can't be had tonight, it is kept like anything else.
func (r *run) lastGood() catalog.Facts {
	if r.published == nil {
		return catalog.Facts{}
	}
	facts := r.published.Facts
	if r.Accept.Reason != "" {
		facts.Documents = slices.Clone(facts.Documents)
		for i := range facts.Documents {
			facts.Documents[i].Refused, facts.Documents[i].RefusedOn = "", ""
		}
	}
	return facts
}

// failed notes that a source that was received could not be read.
func (r *run) failed(api string, err error) {
	for i := range r.report.Sources {
		source := &r.report.Sources[i]
		if source.Name == api {
			source.Outcome, source.Error, source.AsOf = sourceMissing, err.Error(), ""
			r.Log.Warn("source", "name", api, "outcome", "unreadable", "error", source.Error)
		}
	}
}

// date says of which day the facts of each source are, and which are kept or in quarantine.
func (r *run) date(documents []catalog.Document) {
	for _, document := range documents {
		name := nameOf(document.Role, document.API)
		for i := range r.report.Sources {
			source := &r.report.Sources[i]
			if source.Name != name {
				continue
			}
			source.AsOf = document.FetchedAt.UTC().Format(time.DateOnly)
			switch {
			case document.Refused != "":
				source.quarantine(document.RefusedOn, document.Refused)
			case document.Kept:
				source.Outcome = sourceKept
			}
		}
	}
}

// markStale warns of facts that were kept for too long, and of no others.
func (r *run) markStale(facts *catalog.Facts) {
	facts.Problems = slices.DeleteFunc(slices.Clone(facts.Problems), func(p catalog.Problem) bool { return p.Code == catalog.CodeSourceStale })
	for _, document := range facts.Documents {
		if document.Kept && r.stale(document.FetchedAt) {
			facts.Problems = append(facts.Problems, catalog.StaleProblem(document, r.MaxAge))
		}
	}
}

// loadBaseline reads the catalog that is out: the guard compares with it, and
// sources that fail keep its facts. One that is damaged, or of another version
// of the program, is made up for by the newest dated snapshot.
func (r *run) loadBaseline(ctx context.Context) {
	facts, err := loadCatalog(ctx, r.state.catalog())
	if sqlite.IsMissing(err) && len(r.record.Inputs) == 0 && !r.hasHistory() {
		return
	}
	if err != nil {
		var date string
		r.warn("the published catalog can't be read: %v", err)
		if facts, date, err = r.newestSnapshot(); err != nil {
			r.warn("no dated snapshot can be read in its place (%v): the guard has nothing to compare with", err)
			return
		}
		r.warn("the snapshot of %s stands in for it", date)
		if facts.Overrides, err = data.Overrides(); err != nil { // snapshots have what the sources said
			r.warn("it is without the corrections made by hand: %v", err)
		}
	}
	snapshot := catalog.Merge(facts)
	r.published = &snapshot
}

// loadPublished is loadBaseline for a night that only has to catch up with the wiki.
func (r *run) loadPublished(ctx context.Context) error {
	facts, err := loadCatalog(ctx, r.state.catalog())
	if err != nil {
		return err
	}
	snapshot := catalog.Merge(facts)
	r.candidate = &snapshot
	r.tell()
	return nil
}

func (r *run) tell() {
	r.report.Operations, r.report.APIs, r.report.Findings = len(r.candidate.Operations), r.candidate.SpecCount(), len(r.candidate.AllFindings())
}

func loadCatalog(ctx context.Context, path string) (catalog.Facts, error) {
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return catalog.Facts{}, err
	}
	defer store.Close()
	return store.Load(ctx, catalog.Filter{})
}

func (r *run) hasHistory() bool {
	store, err := history.Open(r.state.history())
	if err != nil {
		return false
	}
	dates, err := store.Dates()
	return err == nil && len(dates) > 0
}

// newestSnapshot is the newest dated snapshot that can be read, a crawl's or
// one of the spec repository's past.
func (r *run) newestSnapshot() (facts catalog.Facts, date string, err error) {
	store, err := history.Open(r.state.history())
	if err != nil {
		return facts, "", err
	}
	dates, err := store.Dates()
	if err != nil {
		return facts, "", err
	}
	for _, date := range slices.Backward(dates) {
		facts, failure := store.Load(date, catalog.Filter{})
		if failure == nil {
			return facts, date, nil
		}
		err = cmp.Or(err, failure)
	}
	if err == nil {
		err = fmt.Errorf("%s has none", r.state.history())
	}
	return catalog.Facts{}, "", err
}
