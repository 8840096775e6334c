package diff

import (
	"slices"

	"authcat/catalog"
)

// anyOne is "none published", "A" or "any one of A B".
func anyOne(names []string) string { return catalog.ListPhrase(names, catalog.AnyScope) }

// clauses joins those of two clauses that hold.
func clauses(first string, holds bool, second string, alsoHolds bool) string {
	switch {
	case !alsoHolds:
		return first
	case !holds:
		return second
	default:
		return first + ", " + second
	}
}

// without returns what is in a and not in b.
func without[T comparable](a, b []T) []T {
	return slices.DeleteFunc(slices.Clone(a), func(x T) bool { return slices.Contains(b, x) })
}
