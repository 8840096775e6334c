package catalog

import (
	"slices"
	"strings"
)

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
	// fits and called choose lineages: see Choosing. nil chooses every one.
	fits, called func(string) bool
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

// Choosing returns a filter that takes the lineages that fit and that have an
// operation whose operationId is called so; nil is no condition. A data set may
// ask it for each of its lineages and go on with NewFilter of those that it
// chooses. One that doesn't takes every lineage that fits: more, never less.
func Choosing(fits, called func(string) bool) Filter { return Filter{fits: fits, called: called} }

// Chooses reports whether the filter is one of Choosing.
func (f Filter) Chooses() bool { return f.fits != nil || f.called != nil }

// Called reports whether a filter of Choosing asks about an operationId.
func (f Filter) Called(operationID string) bool { return f.called == nil || f.called(operationID) }

// All reports whether the filter takes everything.
func (f Filter) All() bool { return f.set == nil && !f.Chooses() }

// Takes reports whether the filter takes an operation of an API.
func (f Filter) Takes(api API, method, path string) bool {
	switch {
	case f.set != nil:
		return f.heads[lineageHead(api, path)] && f.set[Lineage(api, method, path)]
	case f.fits != nil:
		return f.fits(Lineage(api, method, path))
	default:
		return true
	}
}

// Names reports whether the filter takes the operations of a lineage.
func (f Filter) Names(lineage string) bool {
	switch {
	case f.set != nil:
		return f.set[lineage]
	case f.fits != nil:
		return f.fits(lineage)
	default:
		return true
	}
}

// Correct adds corrections. Of those of operations that a filter left out none
// is added: there is nothing to correct.
func (f *Facts) Correct(corrections []Override, filter Filter) {
	read := make(map[Key]bool, len(f.Observations))
	for _, o := range f.Observations {
		read[o.Key] = true
	}
	f.Overrides = slices.DeleteFunc(append(f.Overrides, corrections...), func(o Override) bool { return !filter.All() && !read[o.Key] })
}
