package nightly

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/catalog/sums"
	"authcat/crawler/archive"
	"authcat/crawler/fetch"
)

// userAgent identifies the crawler to robots.txt; the source sends it.
const userAgent = "authcat/1 (catalog of SailPoint endpoint authorization)"

// fetch asks for every document that the last publication rests on, and for
// those that are declared.
func (r *run) fetch(ctx context.Context) error {
	var archived *archive.Archive
	if r.Archive {
		archived = archive.Open(r.state.archive())
	}
	r.specs = newVisits(r.Source, archived)
	r.docs = newVisits(fetch.NewPolite(r.Source, userAgent, r.Pause), archived)
	r.docs.patience = 10 // a thousand pages of a host that is down would take the night
	var specs []string
	for _, api := range r.Sources.APIs {
		specs = append(specs, api.SpecURL)
	}
	r.specs.all(ctx, specs)
	r.docs.all(ctx, r.documentation())
	if ctx.Err() == nil {
		r.look(ctx)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return r.account(ctx)
}

// documentation lists the addresses of the documentation: what is declared, and what else was read last time.
func (r *run) documentation() []string {
	var urls []string
	add := func(url string) {
		if url != "" && !slices.Contains(urls, url) {
			urls = append(urls, url)
		}
	}
	add(r.Sources.Sitemap)
	add(r.Sources.UserLevels)
	for _, input := range r.record.Inputs {
		if !slices.ContainsFunc(r.Sources.APIs, func(a catalog.API) bool { return a.SpecURL == input.URL }) {
			add(input.URL)
		}
	}
	return urls
}

// account reports how each declared document was had. It fails when no
// specification was, and what is out may stay as it is.
func (r *run) account(ctx context.Context) error {
	var first error
	had := 0
	for _, api := range r.Sources.APIs {
		switch err := r.note(ctx, api.ID, api.SpecURL); {
		case err == nil:
			had++
		case first == nil:
			first = err
		}
	}
	if had == 0 && !r.anyStale() {
		return &NoSourceError{first}
	}
	// Documentation that is missing is only reported.
	if r.Sources.Sitemap != "" {
		_ = r.note(ctx, string(catalog.RoleSitemap), r.Sources.Sitemap)
	}
	if r.Sources.UserLevels != "" {
		_ = r.note(ctx, string(catalog.RoleLevels), r.Sources.UserLevels)
	}
	return nil
}

// note reports how a document was had, and returns why it was not.
func (r *run) note(ctx context.Context, name, url string) error {
	page, err := r.usable(ctx, url)
	source := Source{Name: name, URL: url, Outcome: sourceFetched}
	known := r.input(url)
	switch {
	case err != nil && known != nil && len(known.Refusals) > 0:
		source.Error = err.Error()
		source.quarantine(known.RefusedOn, "")
		if page.SHA256 != "" { // it was had, and is what was refused before
			err = nil
		}
	case err != nil && known != nil:
		source.Outcome, source.Error = sourceKept, err.Error()
	case err != nil:
		source.Outcome, source.Error = sourceMissing, err.Error()
	case known != nil && known.SHA256 == page.SHA256:
		source.Outcome = sourceUnchanged
	}
	switch {
	case source.Outcome == sourceQuarantined:
		source.AsOf = known.FetchedAt.UTC().Format(time.DateOnly)
	case err == nil:
		source.AsOf = page.FetchedAt.UTC().Format(time.DateOnly)
	}
	r.report.Sources = append(r.report.Sources, source)
	r.Log.Info("source", "name", name, "outcome", source.Outcome, "error", source.Error)
	return err
}

// NoSourceError is a night in which no specification could be had.
type NoSourceError struct{ First error }

func (e *NoSourceError) Error() string { return "no source could be had: " + e.First.Error() }

// Unwrap returns the first source's failure.
func (e *NoSourceError) Unwrap() error { return e.First }

func (r *run) input(url string) *input {
	for i := range r.record.Inputs {
		if r.record.Inputs[i].URL == url {
			return &r.record.Inputs[i]
		}
	}
	return nil
}

// current tells whether what is out is what tonight's documents would give: the
// same program was told the same, every document is the one that was read, and
// nobody touched what was published.
func (r *run) current() bool {
	switch {
	case r.record.Program != r.Program, r.record.Options != r.options(), len(r.record.Inputs) == 0:
		return false
	case r.Accept.Reason != "" && slices.ContainsFunc(r.record.Inputs, func(i input) bool { return len(i.Refusals) > 0 }):
		return false
	case !slices.Equal(r.uncovered, r.record.Uncovered):
		return false
	case hashFile(r.state.catalog()) != r.record.Catalog:
		return false
	}
	for _, file := range append(slices.Clip(r.record.Files), fileHash{sums.Name, r.record.Sums}) {
		if hashFile(filepath.Join(r.Out, filepath.FromSlash(file.Name))) != file.SHA256 {
			r.warn("%s is not as it was published: it is written anew", filepath.Join(r.Out, file.Name))
			return false
		}
	}
	return r.sameInputs()
}

func (r *run) sameInputs() bool {
	for _, input := range r.record.Inputs {
		page, err := r.usable(context.Background(), input.URL)
		switch {
		case err == nil && (input.Kept || page.SHA256 != input.SHA256):
			return false
		case err != nil && (!input.Kept || input.Stale != r.stale(input.FetchedAt)):
			return false
		}
	}
	for _, source := range r.report.Sources { // a source that was missing and is there now
		if source.Outcome == sourceFetched {
			return false
		}
	}
	return true
}

// usable is what tonight's visit to an address gave. What could not be read the
// last time, and is the same, is as good as nothing.
func (r *run) usable(ctx context.Context, url string) (fetch.Page, error) {
	page, err := r.visitsOf(url).Fetch(ctx, url)
	known := r.input(url)
	if err == nil && known != nil && known.Kept && known.Unread == page.SHA256 && r.record.Program == r.Program {
		why := "can't be read"
		if len(known.Refusals) > 0 {
			why = "is refused"
		}
		err = fmt.Errorf("%s: what it sends %s, and is the same as before", url, why)
	}
	return page, err
}

// visitsOf are the visits to which an address belongs.
func (r *run) visitsOf(url string) *visits {
	for _, api := range r.Sources.APIs {
		if api.SpecURL == url {
			return r.specs
		}
	}
	return r.docs
}

// stale tells whether facts of a day are too old to be kept without a warning.
func (r *run) stale(fetchedAt time.Time) bool {
	return r.MaxAge > 0 && r.Now().Sub(fetchedAt) > r.MaxAge
}

// anyStale tells whether something that is out is too old and not yet marked so.
func (r *run) anyStale() bool {
	return slices.ContainsFunc(r.record.Inputs, func(i input) bool { return !i.Stale && r.stale(i.FetchedAt) })
}

// options is the hash of what the night was told: another order, other documents.
func (r *run) options() string {
	told := struct {
		Sources any
		Guard   any
		Formats []string
		Pages   bool
		MaxAge  time.Duration
		Site    string
		Wiki    string
	}{r.Sources, r.Guard, r.Formats, r.Pages, r.MaxAge, r.Site, ""}
	if r.Wiki != nil {
		told.Wiki = r.Wiki.Target.URL + " " + r.Wiki.Layout.Name
	}
	text, err := json.Marshal(told)
	if err != nil {
		return "" // never: the fields are strings and numbers
	}
	return hashBytes(text)
}
