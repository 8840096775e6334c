package changelog

import (
	"testing"

	"authcat/catalog/diff"
)

func TestSummaryPhrase(t *testing.T) {
	for want, summary := range map[string]diff.Summary{
		"Nothing changed.":                         diff.Summarize(nil),
		"1 operation changed: 1 looser (1 added).": diff.Summarize([]diff.Change{added}),
		"63 operations changed: 13 stricter, 51 looser, 6 neutral (2 removed, 49 added, needs of 4, scopes of 7, levels of 1, 5 experimental, 2 deprecated, basis of 3).": {
			Operations: 63,
			Effects:    map[diff.Effect]int{diff.Looser: 51, diff.Neutral: 6, diff.Stricter: 13},
			Aspects: map[diff.Aspect]int{diff.AspectNeeds: 4, diff.AspectScopes: 7, diff.AspectLevels: 1, diff.AspectBasis: 3, diff.AspectAdded: 49, diff.AspectRemoved: 2,
				diff.AspectExperimental: 5, diff.AspectDeprecated: 2, diff.AspectMoved: 0},
		},
	} {
		if got := SummaryPhrase(summary); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
