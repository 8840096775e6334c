// Package changelog writes what changed between catalogs: as a table, as a page
// that lists the changes of many days, as a feed.
package changelog

import (
	"fmt"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/export"
)

// Listing lists changes, one a row, in their order; the data set is the newer one.
func Listing(dataset export.Dataset, changes []diff.Change) export.Listing {
	listing := export.Listing{
		Kind: "changes", Dataset: dataset,
		Columns: []string{"effect", "what", "api", "method", "path", "was", "before", "after", "reason"},
		Brief:   []string{"effect", "what", "api", "method", "path", "reason"},
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

// answer is what changed between two data sets, as an answer.
type answer struct {
	export.Listing
	before, after export.Dataset
	changes       []diff.Change
}

// Answer is the answer to "what changed for callers?".
func Answer(before, after export.Dataset, changes []diff.Change) export.Answer {
	a := answer{before: before, after: after, changes: changes}
	a.Listing = Listing(export.Dataset{Name: after.Name + ", compared with " + before.String(), AsOf: after.AsOf}, changes)
	a.None = "Nothing changed " + a.between() + "."
	return a
}

func (a answer) between() string { return fmt.Sprintf("from the %s to the %s", a.before, a.after) }

// Note says between what the changes lie, and counts them.
func (a answer) Note() string { return a.between() + ": " + diff.Summarize(a.changes).String() }

// Feed is an Atom feed of one entry.
func (a answer) Feed() ([]byte, error) {
	return Feed([]Entry{{Date: a.after.Date(), Against: a.before.String(), Changes: a.changes}}, Site{})
}
