package catalog

import "strings"

// Filter narrows what is read from a data set, so that a question about one
// endpoint does not pay for all of them. It always takes whole lineages: an
// operation's other versions come with it. The zero Filter takes everything.
type Filter struct {
	// Lineages to take, without repetition.
	Lineages []string
	set      map[string]bool
	// heads are the lineages' first segments: most operations have another,
	// and need no name built.
	heads map[string]bool
}

// NewFilter returns the filter that takes these lineages.
func NewFilter(lineages ...string) Filter {
	f := Filter{set: make(map[string]bool, len(lineages)), heads: map[string]bool{}}
	for _, name := range lineages {
		if !f.set[name] {
			f.set[name] = true
			f.Lineages = append(f.Lineages, name)
			_, path, _ := strings.Cut(name, "/")
			head, _, _ := strings.Cut(path, "/")
			f.heads[head] = true
		}
	}
	return f
}

// All reports whether the filter takes everything.
func (f Filter) All() bool { return len(f.Lineages) == 0 }

// Takes reports whether the filter takes an operation of an API.
func (f Filter) Takes(api API, method, path string) bool {
	return f.All() || f.heads[lineageHead(api, path)] && f.set[lineage(api, method, path)]
}

// Names reports whether the filter takes the operations of a lineage.
func (f Filter) Names(lineage string) bool { return f.All() || f.set[lineage] }
