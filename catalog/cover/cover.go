// Package cover chooses the least set of options that meets a list of needs:
// the scopes or user levels of a credential that has to make a list of calls,
// where any one of an operation's scopes suffices. It is weighted set cover
// with pairs that exclude each other, solved exactly by branch and bound.
//
// Which of several optima is chosen never depends on the order of the needs,
// of their options or of a map: ties go to the alphabetically first set.
package cover

import (
	"cmp"
	"slices"
)

// DefaultBound is how many search nodes Minimum visits where Instance.Bound is
// 0. The scopes of real integrations are settled within a few nodes; 300 needs
// that are made to be hard spend this in about a second.
const DefaultBound = 20_000

// Instance is what has to be covered and at what cost.
type Instance struct {
	// Needs are met by any one of their options each. An empty need can't be met.
	Needs [][]string
	// Cost of holding an option; called once for each. nil costs nothing.
	Cost func(option string) Cost
	// CheapestFirst prefers the cheapest choice to the one of the fewest options,
	// which then only breaks ties. No cost may be negative then.
	CheapestFirst bool
	// Excludes lists for an option the others that can't be held together with
	// it. Naming a pair on one side is enough; unknown options are ignored, and
	// so is an option that excludes itself.
	Excludes map[string][]string
	// Bound is the number of search nodes after which the best choice so far is
	// taken without proof; 0 is DefaultBound.
	Bound int
}

// Cost orders choices: totals are compared by their first component, ties by
// the second, and so on. Components without a use stay 0.
type Cost [3]int

func (c Cost) plus(other Cost) Cost {
	for i := range c {
		c[i] += other[i]
	}
	return c
}

func (c Cost) compare(other Cost) int { return slices.Compare(c[:], other[:]) }

// Solution is a choice of options, none of which excludes another.
type Solution struct {
	// Chosen options, sorted. Of all choices they leave the fewest needs unmet;
	// of those they are the fewest, then the cheapest in total (the other way
	// round with CheapestFirst), then the alphabetically first.
	Chosen []string
	// Proven is set when that is certain: the search ended within its bound.
	Proven bool
	// Unmet are the indices of the needs that Chosen does not meet: needs
	// without an option, and those given up because of exclusions.
	Unmet []int
}

// Minimum solves the problem.
func Minimum(p Instance) Solution {
	names := options(p.Needs)
	in := newInstance(p, names)
	walk := walk{instance: in, left: cmp.Or(max(p.Bound, 0), DefaultBound)}
	solved := walk.solve(in.start())
	return Solution{
		Chosen: in.names(solved.chosen, names),
		Proven: !walk.stopped,
		Unmet:  unmet(p.Needs, solved.chosen, names),
	}
}

// options lists the distinct options in alphabetical order: an option's number
// everywhere else is its place in this order.
func options(needs [][]string) []string {
	names := slices.Concat(needs...)
	slices.Sort(names)
	return slices.Compact(names)
}

func unmet(needs [][]string, chosen set, names []string) []int {
	var indices []int
	for i, need := range needs {
		if !slices.ContainsFunc(need, func(option string) bool {
			n, _ := slices.BinarySearch(names, option)
			return chosen.has(n)
		}) {
			indices = append(indices, i)
		}
	}
	return indices
}
