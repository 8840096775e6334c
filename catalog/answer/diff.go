package answer

import (
	"cmp"
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/find"
)

// Side is one of two data sets that are compared.
type Side struct {
	*Catalog
	// API is set where only one API of the data set is meant.
	API string
}

// SideOf is a data set as a side, or one API of it. It fails where it does not
// have that API.
func SideOf(c *Catalog, api string) (Side, error) {
	if api == "" {
		return Side{c, ""}, nil
	}
	if _, known := c.Snapshot.API(api); !known {
		return Side{}, fmt.Errorf("there is no API of the name behind the \":\" in the %s", c.Dataset)
	}
	return Side{c.only([]string{api}), api}, nil
}

// only is what the catalog has of some APIs.
func (c *Catalog) only(apis []string) *Catalog {
	snapshot := *c.Snapshot
	snapshot.Operations = find.Select(c.Snapshot, find.Query{APIs: apis})
	return &Catalog{&snapshot, Dataset{strings.Join(apis, " ") + " of the " + c.Dataset.Name, c.Dataset.AsOf}}
}

// How the operations of two data sets are joined.
const (
	JoinKey     = "key"     // by API, method and path: the same API on two days
	JoinLineage = "lineage" // by method and path without version: what does a move to another API change?
)

// Changed is what changed for callers between two data sets.
type Changed struct {
	Before, After Dataset
	Changes       []diff.Change
}

// Stricter counts the operations of which something became stricter.
func (c *Changed) Stricter() int { return diff.Summarize(c.Changes).Effects[diff.Stricter] }

// Diff says what changed for callers, or only in some APIs. Operations are
// joined by lineage where two different APIs are compared, unless join says
// otherwise. It fails with a *NameError where neither side has such an API.
func Diff(before, after Side, join string, apis []string) (*Changed, error) {
	if len(apis) > 0 {
		names, err := named("api", apis, func(id string) (string, error) {
			was, _ := find.APINamed(before.Catalog.Snapshot, id)
			is, err := find.APINamed(after.Catalog.Snapshot, id)
			if was != "" {
				err = nil
			}
			return cmp.Or(was, is), err
		})
		if err != nil {
			return nil, err
		}
		before.Catalog, after.Catalog = before.only(names), after.only(names)
	}
	changes := diff.Snapshots
	if join == JoinLineage || join == "" && before.API != after.API {
		changes = func(before, after *catalog.Snapshot) []diff.Change {
			return diff.Lineages(before.Operations, after.Operations)
		}
	}
	return &Changed{before.Dataset, after.Dataset, changes(before.Snapshot, after.Snapshot)}, nil
}
