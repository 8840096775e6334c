package crawler

import (
	"context"
	"slices"

	"authcat/catalog"
)

// Version is an API's document as of the commit.
type Version struct {
	API  catalog.API
	Blob string // "" where the branch does not have it
	// Skipped is set where the clone lacks it and one goes on without it.
	Skipped bool `json:"-"`
}

// Versions are the documents as of the commit.
func (p *Past) Versions() []Version {
	all := make([]Version, len(p.specs))
	for i, spec := range p.specs {
		all[i].API = spec.api
		if spec.there() {
			blob := spec.current().blob
			all[i].Blob, all[i].Skipped = blob, p.Skip && p.Lacking[blob]
		}
	}
	return all
}

// Readable reports whether the clone has any version of any document up to the commit.
func (p *Past) Readable() bool {
	return slices.ContainsFunc(p.specs, func(spec *specHistory) bool {
		return spec.good.blob != "" || slices.ContainsFunc(spec.versions, func(v specVersion) bool { return !p.Lacking[v.blob] })
	})
}

// Adopt goes on from facts that were made as of the commit: the documents that
// they have are those that could be read.
func (p *Past) Adopt(stored []catalog.Document) {
	for _, spec := range p.specs {
		for _, document := range stored {
			if document.API == spec.api.ID && !document.Kept && spec.there() && len(spec.versions) > 0 {
				spec.good, spec.versions, spec.facts = *spec.current(), nil, catalog.Facts{}
				spec.good.sha256 = document.SHA256
			}
		}
	}
}

// Match reports whether stored facts have the documents of the commit. Then
// they were made of it, each could be read, and they are adopted.
func (p *Past) Match(ctx context.Context, stored []catalog.Document) (bool, error) {
	entries := map[string]catalog.Document{}
	for _, document := range stored {
		entries[document.API] = document
	}
	there := 0
	for _, spec := range p.specs {
		if !spec.there() {
			continue
		}
		there++
		version := spec.current()
		if p.Lacking[version.blob] {
			return false, nil
		}
		if version.sha256 == "" {
			if _, err := p.read(ctx, spec, version); err != nil {
				return false, err
			}
		}
		if entry, ok := entries[spec.api.ID]; !ok || entry.Kept || entry.SHA256 != version.sha256 {
			return false, nil
		}
	}
	if there != len(entries) {
		return false, nil
	}
	p.Adopt(stored)
	return true, nil
}
