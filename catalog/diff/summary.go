package diff

import (
	"fmt"
	"strings"

	"authcat/catalog"
)

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

// String is one sentence: "5 operations changed: 2 stricter, 3 looser (2 added,
// needs of 2, scopes of 1)."
func (s Summary) String() string {
	if s.Operations == 0 {
		return "Nothing changed."
	}
	var effects, aspects []string
	for _, effect := range AllEffects {
		if n := s.Effects[effect]; n > 0 {
			effects = append(effects, fmt.Sprintf("%d %s", n, effect))
		}
	}
	for _, aspect := range AllAspects {
		if n := s.Aspects[aspect]; n > 0 {
			aspects = append(aspects, aspect.count(n))
		}
	}
	noun := "operations"
	if s.Operations == 1 {
		noun = "operation"
	}
	return fmt.Sprintf("%d %s changed: %s (%s).", s.Operations, noun, strings.Join(effects, ", "), strings.Join(aspects, ", "))
}

// count writes "49 added", "needs of 4".
func (a Aspect) count(n int) string {
	switch a {
	case AspectNeeds, AspectScopes, AspectLevels, AspectBasis:
		return fmt.Sprintf("%s of %d", a, n)
	default:
		return fmt.Sprintf("%d %s", n, a)
	}
}
