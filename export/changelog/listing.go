// Package changelog writes what changed between catalogs: as a table, as a page
// that lists the changes of many days, as a feed.
package changelog

import (
	"fmt"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/diff"
	"authcat/export"
)

// Listing lists changes, one a row, in their order; the data set is the newer one.
func Listing(dataset export.Dataset, changes []diff.Change) export.Listing {
	listing := export.Listing{
		Kind: export.DiffForm.Rows, Dataset: dataset,
		Columns: export.DiffForm.Columns(),
		Brief:   []string{"effect", "what", "api", "method", "path", "reason"},
		Spare:   []string{"reason", "api"},
		Rows:    make([][]any, 0, len(changes)),
	}
	for _, c := range changes {
		listing.Rows = append(listing.Rows, []any{
			string(c.Effect), string(c.Aspect), c.API, c.Method, c.Path, was(c), c.Before, c.After, c.Reason,
		})
	}
	return listing
}

// was is the operation's old key where it had another one, else "".
func was(c diff.Change) string {
	if c.Was == c.Key || c.Was == (catalog.Key{}) {
		return ""
	}
	return c.Was.String()
}

// changed is what changed between two data sets as an answer.
type changed struct {
	export.Listing
	answer *answer.Changed
}

// Diff is the answer to "what changed for callers?".
func Diff(a *answer.Changed) export.Answer {
	listing := Listing(export.Dataset{Name: a.After.Name + ", compared with " + a.Before.String(), AsOf: a.After.AsOf}, a.Changes)
	listing.None = "Nothing changed " + between(a) + "."
	return changed{listing, a}
}

func between(a *answer.Changed) string {
	return fmt.Sprintf("from the %s to the %s", a.Before, a.After)
}

// Note says between what the changes lie, and counts them.
func (c changed) Note() string {
	return between(c.answer) + ": " + SummaryPhrase(diff.Summarize(c.answer.Changes))
}

// First are the first n changes; the note counts all.
func (c changed) First(n int) export.Answer { return changed{c.FirstRows(n), c.answer} }

// Feed is an Atom feed of one entry.
func (c changed) Feed() ([]byte, error) {
	return Feed([]Entry{{Date: c.answer.After.Date(), Against: c.answer.Before.String(), Changes: c.answer.Changes[:len(c.Rows)]}}, Site{})
}
