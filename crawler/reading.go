package crawler

import (
	"context"

	"authcat/catalog"
	"authcat/catalog/prose"
	"authcat/crawler/fetch"
	"authcat/crawler/openapi"
)

// reading is what one API's document says, and nothing else, or why that is not known.
type reading struct {
	api   catalog.API
	facts catalog.Facts
	err   error
}

// parse reads an API's document. The error is why it can't be believed.
func parse(ctx context.Context, api catalog.API, page fetch.Page, words *prose.Reader) (catalog.Facts, error) {
	observations, problems, err := openapi.Parse(ctx, api.ID, page.Body, words)
	if err != nil {
		return catalog.Facts{}, err
	}
	spec := catalog.Document{Role: catalog.RoleSpec, API: api.ID, URL: page.URL, SHA256: page.SHA256, FetchedAt: page.FetchedAt}
	return catalog.Facts{Documents: []catalog.Document{spec}, Observations: observations, Problems: problems}, nil
}

func (r reading) outcome() Outcome {
	return Outcome{r.api, len(r.facts.Observations), len(r.facts.Problems), r.err}
}

func failed(readings []reading) []Outcome {
	var all []Outcome
	for _, r := range readings {
		if r.err != nil {
			all = append(all, r.outcome())
		}
	}
	return all
}

// collect puts together what the documents of APIs say. Of those that could not
// be read it keeps what older facts say.
func collect(readings []reading, older catalog.Facts) catalog.Facts {
	var all catalog.Facts
	for _, r := range readings {
		all.APIs = append(all.APIs, r.api)
		all = join(all, r.facts)
	}
	for _, r := range readings {
		if r.err != nil {
			all = all.Keep(r.api, older, r.err.Error())
		}
	}
	return all
}

// join adds to facts what documents say.
func join(all, more catalog.Facts) catalog.Facts {
	all.Documents = append(all.Documents, more.Documents...)
	all.Observations = append(all.Observations, more.Observations...)
	all.Problems = append(all.Problems, more.Problems...)
	return all
}
