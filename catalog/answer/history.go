package answer

import (
	"slices"

	"authcat/catalog/find"
	"authcat/catalog/track"
)

// Happened is what happened to operations over time.
type Happened struct {
	Dataset Dataset
	// From is the day of the oldest entry.
	From   string
	Tracks []*track.Track
	// Others are the tracks of the endpoints' other versions.
	Others []*track.Track
}

// History says what happened to the operations that a call reaches or reached,
// of one API or of all; with versions, to those of all the endpoint's versions.
// It has no Tracks where there was no such operation.
func History(past *track.Past, dataset Dataset, address find.Address, api string, versions bool) *Happened {
	h := &Happened{Dataset: dataset, From: past.From}
	var lineages []string
	for _, track := range past.Match(address) {
		if api == "" || track.Operation.API == api {
			h.Tracks = append(h.Tracks, track)
			lineages = append(lineages, track.Operation.Lineage)
		}
	}
	slices.Sort(lineages)
	for _, name := range slices.Compact(lineages) {
		h.Others = append(h.Others, past.Lineage(name)...)
	}
	if versions {
		h.Tracks, h.Others = h.Others, nil
	} else {
		h.Others = slices.DeleteFunc(h.Others, func(t *track.Track) bool { return slices.Contains(h.Tracks, t) })
	}
	return h
}
