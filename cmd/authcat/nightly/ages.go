package nightly

import (
	"slices"
	"time"

	"authcat/catalog"
)

// ages tells which facts are too old to be kept without a warning.
type ages struct {
	limit time.Duration // 0 is none
	now   time.Time
}

// stale reports whether facts of a day are too old.
func (a ages) stale(fetchedAt time.Time) bool { return a.limit > 0 && a.now.Sub(fetchedAt) > a.limit }

// mark warns of the facts that were kept for too long, and of no others.
func (a ages) mark(facts catalog.Facts) catalog.Facts {
	facts.Problems = slices.DeleteFunc(slices.Clone(facts.Problems), func(p catalog.Problem) bool { return p.Code == catalog.CodeSourceStale })
	for _, document := range facts.Documents {
		if document.Kept && a.stale(document.FetchedAt) {
			facts.Problems = append(facts.Problems, catalog.StaleProblem(document, a.limit))
		}
	}
	return facts
}
