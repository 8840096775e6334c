package nightly

import (
	"context"
	"fmt"
	"slices"
	"time"

	"authcat/catalog"
	"authcat/crawler/fetch"
)

// received is what the sources give, beside what the last publication rests on.
type received struct {
	// specs are the visits to the APIs' documents, docs those to all else.
	apis        []catalog.API
	specs, docs *visits
	known       *record
	// sameProgram is set where what could not be read then can't be read now either.
	sameProgram bool
}

// of is the visits to which an address belongs.
func (r *received) of(url string) *visits {
	if slices.ContainsFunc(r.apis, func(a catalog.API) bool { return a.SpecURL == url }) {
		return r.specs
	}
	return r.docs
}

// usable is what an address gave. What could not be read the last time, and is
// the same, is as good as nothing.
func (r *received) usable(ctx context.Context, url string) (fetch.Page, error) {
	page, err := r.of(url).Fetch(ctx, url)
	known := r.known.input(url)
	if err == nil && r.sameProgram && known != nil && known.Kept && known.Unread == page.SHA256 {
		why := "can't be read"
		if len(known.Refusals) > 0 {
			why = "is refused"
		}
		err = fmt.Errorf("%s: what it sends %s, and is the same as before", url, why)
	}
	return page, err
}

// source says how a document was had, and returns why it was not.
func (r *received) source(ctx context.Context, name, url string) (Source, error) {
	page, err := r.usable(ctx, url)
	source := Source{Name: name, URL: url, Outcome: sourceFetched}
	known := r.known.input(url)
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
	return source, err
}

// sources say how some declared documents were had. first is why the first of
// them was not, where none was.
func (r *received) sources(ctx context.Context, declared []Source) (all []Source, first error) {
	had := false
	for _, d := range declared {
		source, err := r.source(ctx, d.Name, d.URL)
		all = append(all, source)
		if had = had || err == nil; first == nil {
			first = err
		}
	}
	if had {
		first = nil
	}
	return all, first
}

// same reports whether every document that the publication rests on is the one
// that was read then, or as missing as then.
func (r *received) same(by ages) bool {
	for _, input := range r.known.Inputs {
		page, err := r.usable(context.Background(), input.URL)
		switch {
		case err == nil && (input.Kept || page.SHA256 != input.SHA256):
			return false
		case err != nil && (!input.Kept || input.Stale != by.stale(input.FetchedAt)):
			return false
		}
	}
	return true
}

// input is a document as the record has it; refusals are why it is in quarantine.
func (r *received) input(d catalog.Document, by ages, refusals []string) input {
	in := input{URL: d.URL, SHA256: d.SHA256, FetchedAt: d.FetchedAt, Kept: d.Kept, Stale: d.Kept && by.stale(d.FetchedAt)}
	if page, ok := r.of(d.URL).seen(d.URL); ok && d.Kept {
		in.Unread = page.SHA256
	}
	if d.Refused != "" {
		in.Name, in.Refusals, in.RefusedOn = nameOf(d.Role, d.API), refusals, d.RefusedOn
	}
	return in
}

// pageInput is an endpoint's page as the record has it. One that could not be
// had or read counts as kept, what it said before or nothing, and is asked for again.
func (r *received) pageInput(page catalog.Page, by ages) input {
	in := input{URL: page.URL, SHA256: page.SHA256, FetchedAt: page.Read}
	seen, had := r.docs.seen(page.URL)
	if in.Kept = !had || seen.SHA256 != page.SHA256; in.Kept {
		in.Stale, in.Unread = by.stale(page.Read), seen.SHA256
	}
	return in
}
