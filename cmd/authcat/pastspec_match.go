package main

import (
	"context"
	"slices"

	"authcat/catalog"
	"authcat/crawler/gitlog"
)

// readable tells whether the clone has any version of any document up to the commit.
func (h specHistory) readable() bool {
	for _, spec := range h {
		if spec.good.blob != "" || slices.ContainsFunc(spec.versions, func(v specVersion) bool { return !spec.lacking[v.blob] }) {
			return true
		}
	}
	return false
}

// adopt goes on from an entry that was made as of the commit: the documents that
// it has are those that could be read.
func (h specHistory) adopt(stored []catalog.Document) {
	for _, spec := range h {
		for _, document := range stored {
			if document.API == spec.api.ID && !document.Kept && spec.there() && len(spec.versions) > 0 {
				spec.good, spec.versions, spec.facts = *spec.current(), nil, nil
				spec.good.sha256 = document.SHA256
			}
		}
	}
}

// match tells whether an entry's documents are those of the commit. Then the
// entry was made of it, and each of them could be read.
func (h specHistory) match(ctx context.Context, repository *gitlog.Repository, stored []catalog.Document) (bool, error) {
	entries := map[string]catalog.Document{}
	for _, document := range stored {
		entries[document.API] = document
	}
	there := 0
	for _, spec := range h {
		if !spec.there() {
			continue
		}
		there++
		version := spec.current()
		if spec.lacking[version.blob] {
			return false, nil
		}
		if err := version.hash(ctx, repository); err != nil {
			return false, err
		}
		if entry, ok := entries[spec.api.ID]; !ok || entry.Kept || entry.SHA256 != version.sha256 {
			return false, nil
		}
	}
	if there != len(entries) {
		return false, nil
	}
	h.adopt(stored)
	return true, nil
}

func (v *specVersion) hash(ctx context.Context, repository *gitlog.Repository) error {
	if v.sha256 != "" {
		return nil
	}
	_, err := v.read(ctx, repository)
	return err
}
