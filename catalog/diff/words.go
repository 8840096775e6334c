package diff

import (
	"slices"
	"strings"
)

// anyOne is "none published", "A" or "any one of A B".
func anyOne(names []string) string {
	switch len(names) {
	case 0:
		return "none published"
	case 1:
		return names[0]
	default:
		return "any one of " + strings.Join(names, " ")
	}
}

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
