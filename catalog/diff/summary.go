package diff

import "authcat/catalog"

// Summary counts operations, each once in a count however much of it changed.
type Summary struct {
	// Operations that changed in any way.
	Operations int
	// Effects and Aspects count the operations with a change of that kind; one
	// with a stricter and a looser change stands in both.
	Effects map[Effect]int
	Aspects map[Aspect]int
}

// Summarize counts changes.
func Summarize(changes []Change) Summary {
	return Summary{
		Operations: count(changes, func(Change) bool { return true })[true],
		Effects:    count(changes, func(c Change) Effect { return c.Effect }),
		Aspects:    count(changes, func(c Change) Aspect { return c.Aspect }),
	}
}

// count counts the distinct operations of each kind of change.
func count[K comparable](changes []Change, kind func(Change) K) map[K]int {
	type counted struct {
		is, was catalog.Key
		kind    K
	}
	seen := map[counted]bool{}
	counts := map[K]int{}
	for _, c := range changes {
		if what := (counted{c.Key, c.Was, kind(c)}); !seen[what] {
			seen[what] = true
			counts[what.kind]++
		}
	}
	return counts
}
