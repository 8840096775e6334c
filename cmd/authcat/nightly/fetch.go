package nightly

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/observed"
	"authcat/crawler"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
)

// fetch asks for every document that the last publication rests on, and for
// those that are declared. It fails when no specification was had, and what is
// out may stay as it is.
func (r *run) fetch(ctx context.Context) error {
	r.received = r.receive()
	var specs, sites []Source
	var urls []string
	for _, api := range r.Sources.APIs {
		urls = append(urls, api.SpecURL)
		specs = append(specs, Source{Name: api.ID, URL: api.SpecURL})
	}
	r.received.specs.all(ctx, urls)
	r.received.docs.all(ctx, r.record.documentation(r.Sources))
	if ctx.Err() == nil {
		r.look(ctx)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	first := r.account(ctx, specs)
	if first != nil && !r.record.anyStale(r.ages) {
		return &crawler.NoSourceError{First: first}
	}
	if r.Sources.Sitemap != "" {
		sites = append(sites, Source{Name: string(catalog.RoleSitemap), URL: r.Sources.Sitemap})
	}
	if r.Sources.UserLevels != "" {
		sites = append(sites, Source{Name: string(catalog.RoleLevels), URL: r.Sources.UserLevels})
	}
	_ = r.account(ctx, sites) // documentation that is missing is only reported
	return nil
}

// account reports how declared documents were had, and returns why none was.
func (r *run) account(ctx context.Context, declared []Source) error {
	sources, first := r.received.sources(ctx, declared)
	for _, source := range sources {
		attributes := []any{"name", source.Name, "outcome", source.Outcome}
		if source.Error != "" {
			attributes = append(attributes, "error", source.Error)
		}
		r.Log.Info("source", attributes...)
	}
	r.report.Sources = append(r.report.Sources, sources...)
	return first
}

// receive begins to ask the sources.
func (r *run) receive() *received {
	var archived *archive.Archive
	if r.Archive {
		archived = archive.Open(r.state.archive())
	}
	polite := fetch.NewPolite(r.Source, crawler.UserAgent, r.Pause)
	return &received{
		apis: r.Sources.APIs, known: &r.record, sameProgram: r.record.Program == r.Program,
		specs: newVisits(&archive.Source{From: r.Source, Archive: archived}, 0),
		// A thousand pages of a host that is down would take hours.
		docs: newVisits(&archive.Source{From: polite, Archive: archived}, 10),
	}
}

// look lists what is published beside the documents that are read. Where that
// can't be had, what was there the last time counts.
func (r *run) look(ctx context.Context) {
	found, err := crawler.Uncovered(ctx, r.Source, r.Sources.Places, r.Sources.APIs)
	if err != nil {
		r.report.warn("what else is published can't be listed, so that what is new there goes unseen: %v", err)
		found = r.record.Uncovered
	}
	r.uncovered = found
	r.report.Notices = r.record.Notices
}

// current reports whether what is out is what the documents received would
// give: the same program was told the same, every document is the one that was
// read, and nobody touched what was published.
func (r *run) current() bool {
	switch known := &r.record; {
	case known.Program != r.Program, known.Options != r.options(), len(known.Inputs) == 0:
		return false
	case r.Accept.Reason != "" && known.anyRefused():
		return false
	case !slices.Equal(r.uncovered, known.Uncovered), hashFile(r.state.catalog()) != known.Catalog:
		return false
	}
	if name := r.record.edited(r.Out); name != "" {
		r.report.warn("%s is not as it was published: it is written anew", filepath.Join(r.Out, name))
		return false
	}
	// A source that is there for the first time rests in no publication.
	return r.received.same(r.ages) && r.report.named(sourceFetched) == ""
}

// options is the hash of what the job is told: another order, other documents.
func (j *Job) options() string {
	told := struct {
		Sources any
		Guard   any
		Formats []string
		Pages   bool
		MaxAge  time.Duration
		Site    string
		Wiki    string
		Seen    string
	}{j.Sources, j.Guard, j.Formats, j.Pages, j.MaxAge, j.Site, "", string(observed.Write(j.Observations))}
	if j.Wiki != nil {
		told.Wiki = j.Wiki.Target.URL + " " + j.Wiki.Layout.Name
	}
	text, err := json.Marshal(told)
	if err != nil {
		return "" // never: the fields are strings and numbers
	}
	return hashBytes(text)
}
