package catalog

// Filter narrows what is read from a data set, so that a question about one
// endpoint does not pay for all of them. It always takes whole lineages: an
// operation's other versions come with it. The zero Filter takes everything.
type Filter struct {
	// Lineages to take, without repetition.
	Lineages []string
	set      map[string]bool
}

// NewFilter returns the filter that takes these lineages.
func NewFilter(lineages ...string) Filter {
	f := Filter{set: make(map[string]bool, len(lineages))}
	for _, name := range lineages {
		if !f.set[name] {
			f.set[name] = true
			f.Lineages = append(f.Lineages, name)
		}
	}
	return f
}

// All tells whether the filter takes everything.
func (f Filter) All() bool { return len(f.Lineages) == 0 }

// fewLineages is up to how many names comparing each is quicker than building
// the operation's own.
const fewLineages = 4

// Takes tells whether the filter takes an operation of an API.
func (f Filter) Takes(api API, method, path string) bool {
	switch {
	case f.All():
		return true
	case len(f.Lineages) <= fewLineages:
		for _, name := range f.Lineages {
			if inLineage(name, api, method, path) {
				return true
			}
		}
		return false
	default:
		return f.set[lineage(api, method, path)]
	}
}
