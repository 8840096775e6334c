package catalog

import "slices"

// Filter narrows what is read from a data set, so that a question about one
// endpoint does not pay for all of them. It always takes whole lineages: an
// operation's other versions come with it. The zero Filter takes everything.
type Filter struct {
	// Lineages to take.
	Lineages []string
}

// All tells whether the filter takes everything.
func (f Filter) All() bool { return len(f.Lineages) == 0 }

// Takes tells whether the filter takes an operation of an API.
func (f Filter) Takes(api API, method, path string) bool {
	return f.All() || slices.ContainsFunc(f.Lineages, func(name string) bool { return inLineage(name, api, method, path) })
}
