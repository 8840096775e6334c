// Package changelog writes what changed between catalogs: as a table, as a page
// that lists the changes of many days, as a feed.
package changelog

import (
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
