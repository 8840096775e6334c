package nightly

import (
	"slices"

	"authcat/catalog/diff"
	"authcat/catalog/find"
	"authcat/export/changelog"
)

// Watch names endpoints whose changes a run tells apart from the others.
type Watch struct {
	// Addresses as people write them, and Lineages of a plan.
	Addresses []find.Address
	Lineages  []string
}

// watched are the changes of the watched endpoints, in words. An address that no
// catalog knows is warned of: it may be mistyped.
func (r *run) watched(changes []diff.Change) []string {
	lineages := slices.Clone(r.Watch.Lineages)
	for _, address := range r.Watch.Addresses {
		found := find.Match(r.candidate, address)
		if len(found) == 0 && r.published != nil {
			found = find.Match(r.published, address)
		}
		if len(found) == 0 {
			r.report.warn("watched, and not published: %s", address)
		}
		for _, o := range found {
			lineages = append(lineages, o.Lineage)
		}
	}
	var told []string
	for _, change := range changes {
		if slices.Contains(lineages, change.Lineage) {
			told = append(told, changelog.WatchedPhrase(change))
		}
	}
	return told
}
