package changelog

import (
	"fmt"
	"strings"

	"authcat/catalog/diff"
	"authcat/export"
)

// SummaryPhrase is one sentence: "5 operations changed: 2 stricter, 3 looser (2 added,
// needs of 2, scopes of 1)."
func SummaryPhrase(s diff.Summary) string {
	if s.Operations == 0 {
		return "Nothing changed."
	}
	var effects, aspects []string
	for _, effect := range diff.AllEffects {
		if n := s.Effects[effect]; n > 0 {
			effects = append(effects, fmt.Sprintf("%d %s", n, effect))
		}
	}
	for _, aspect := range diff.AllAspects {
		if n := s.Aspects[aspect]; n > 0 {
			aspects = append(aspects, countPhrase(aspect, n))
		}
	}
	return fmt.Sprintf("%s changed: %s (%s).", export.Plural(s.Operations, "operation"), strings.Join(effects, ", "), strings.Join(aspects, ", "))
}

// countPhrase writes "49 added", "needs of 4".
func countPhrase(a diff.Aspect, n int) string {
	switch a {
	case diff.AspectNeeds, diff.AspectScopes, diff.AspectLevels, diff.AspectBasis:
		return fmt.Sprintf("%s of %d", a, n)
	default:
		return fmt.Sprintf("%d %s", n, a)
	}
}
