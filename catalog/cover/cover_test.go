package cover

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// words splits "a b" into options, "a b|c" into needs.
func words(text string) [][]string {
	if text == "" {
		return nil
	}
	var needs [][]string
	for need := range strings.SplitSeq(text, "|") {
		needs = append(needs, strings.Fields(need))
	}
	return needs
}

func TestMinimum(t *testing.T) {
	tests := []struct {
		name     string
		needs    string
		cost     map[string]Cost
		excludes map[string][]string
		chosen   string
		unmet    []int
	}{
		{name: "nothing needed"},
		{name: "one option", needs: "a", chosen: "a"},
		{name: "an option twice in a need", needs: "a a", chosen: "a"},
		{name: "equal needs", needs: "b a|a b", chosen: "a"},
		{name: "one for two", needs: "a b|b c", chosen: "b"},
		{name: "fewer beat cheaper", needs: "a b|b c", cost: map[string]Cost{"b": {1000}}, chosen: "b"},
		{name: "read beats manage", needs: "x:manage x:read", cost: map[string]Cost{"x:manage": {1, 2}, "x:read": {0, 9}}, chosen: "x:read"},
		{name: "later components break ties", needs: "a b", cost: map[string]Cost{"a": {1, 2, 4}, "b": {1, 2, 3}}, chosen: "b"},
		{name: "an earlier component beats later ones", needs: "a b", cost: map[string]Cost{"a": {1, 0, 0}, "b": {0, 9, 9}}, chosen: "b"},
		{name: "the total counts", needs: "a b|c d|a c|b d", cost: map[string]Cost{"a": {3}, "d": {3}, "b": {2}, "c": {3}}, chosen: "b c"},
		{name: "ties go to the alphabetically first set", needs: "a b|c d|a c|b d", chosen: "a d"},
		{name: "cost may be negative", needs: "a b", cost: map[string]Cost{"b": {-1}}, chosen: "b"},
		{name: "greedy would take three", needs: "g1 a|g1 a|g1 b|g1 b|g2 a|g2 b|g3 a|g3 b", chosen: "a b"},
		{name: "an empty need", needs: "a||b", chosen: "a b", unmet: []int{1}},
		{name: "only empty needs", needs: "||", unmet: []int{0, 1, 2}},
		{name: "exclusion with a way round", needs: "a x|b y", excludes: map[string][]string{"a": {"b"}}, chosen: "a y"},
		{name: "exclusion costs an option", needs: "a|b c|b d", excludes: map[string][]string{"b": {"a"}}, chosen: "a c d"},
		{name: "exclusion leaves a need unmet", needs: "a|b", excludes: map[string][]string{"a": {"b"}}, chosen: "a", unmet: []int{1}},
		{name: "equal needs weigh together", needs: "a|b|b", excludes: map[string][]string{"a": {"b"}}, chosen: "b", unmet: []int{0}},
		{name: "fewest unmet before fewest options", needs: "a|b|c|a d", excludes: map[string][]string{"a": {"b", "c"}}, chosen: "b c d", unmet: []int{0}},
		{name: "all exclude each other", needs: "a|b|c", excludes: map[string][]string{"a": {"b", "c"}, "b": {"c"}}, chosen: "a", unmet: []int{1, 2}},
		{name: "an option that excludes itself", needs: "a", excludes: map[string][]string{"a": {"a"}}, chosen: "a"},
		{name: "unknown options excluded", needs: "a|b", excludes: map[string][]string{"a": {"z"}, "z": {"b"}}, chosen: "a b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Minimum(Instance{
				Needs:    words(test.needs),
				Cost:     func(option string) Cost { return test.cost[option] },
				Excludes: test.excludes,
			})
			want := Solution{Chosen: strings.Fields(test.chosen), Proven: true, Unmet: test.unmet}
			if !slices.Equal(got.Chosen, want.Chosen) || !got.Proven || !slices.Equal(got.Unmet, want.Unmet) {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

func TestCostMayBeAbsentAndIsAskedOnce(t *testing.T) {
	needs := words("b a|c|a c")
	if got := Minimum(Instance{Needs: needs}); !slices.Equal(got.Chosen, []string{"a", "c"}) {
		t.Errorf("without costs: %q", got.Chosen)
	}
	var asked []string
	Minimum(Instance{Needs: needs, Cost: func(option string) Cost { asked = append(asked, option); return Cost{} }})
	if want := []string{"a", "b", "c"}; !slices.Equal(asked, want) {
		t.Errorf("costs asked of %q, want %q", asked, want)
	}
}

func TestMinimumLeavesTheProblemAlone(t *testing.T) {
	needs, excludes := words("b a a|c|a c"), map[string][]string{"b": {"a"}}
	Minimum(Instance{Needs: needs, Excludes: excludes})
	if !reflect.DeepEqual(needs, words("b a a|c|a c")) || !reflect.DeepEqual(excludes, map[string][]string{"b": {"a"}}) {
		t.Errorf("the problem was changed: %q, %q", needs, excludes)
	}
}
