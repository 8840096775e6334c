package observed

import (
	"slices"

	"authcat/catalog"
)

// Without returns the facts without what records say: what is published.
func Without(facts catalog.Facts) catalog.Facts {
	facts.Statements = slices.DeleteFunc(slices.Clone(facts.Statements), func(s catalog.OperationStatement) bool {
		return slices.Contains(catalog.ObservedWitnesses, s.Witness)
	})
	return facts
}

// Attach adds to facts what records say of their operations.
func Attach(facts catalog.Facts, records []Record) catalog.Facts {
	if len(records) == 0 {
		return facts
	}
	facts.Statements = slices.Clone(facts.Statements)
	about := map[string][]Record{}
	for _, r := range slices.SortedFunc(slices.Values(records), Record.Compare) {
		about[r.Lineage()] = append(about[r.Lineage()], r)
	}
	apis := map[string]catalog.API{}
	for _, api := range facts.APIs {
		apis[api.ID] = api
	}
	for i := range facts.Observations {
		o := &facts.Observations[i]
		api := apis[o.API]
		for _, r := range about[catalog.Lineage(api, o.Method, o.Path)] {
			if r.About(api, o.Method, o.Path) {
				facts.Statements = append(facts.Statements, catalog.OperationStatement{Key: o.Key, Statement: r.Statement(o)})
			}
		}
	}
	return facts
}
