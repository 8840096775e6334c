package cover

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// random makes a problem of up to the given numbers of needs and options.
func random(r *rand.Rand, needs, options, width int) Instance {
	p := Instance{Excludes: map[string][]string{}}
	name := func() string { return fmt.Sprintf("o%02d", r.IntN(options)) }
	for range r.IntN(needs + 1) {
		var need []string
		for range r.IntN(width + 1) {
			need = append(need, name())
		}
		p.Needs = append(p.Needs, need)
	}
	for range r.IntN(options) * r.IntN(3) {
		option := name()
		p.Excludes[option] = append(p.Excludes[option], name())
	}
	p.CheapestFirst = r.IntN(2) == 0
	costs := map[string]Cost{}
	for i := range options {
		cost := Cost{r.IntN(3), r.IntN(4) - 1, r.IntN(2)}
		if p.CheapestFirst {
			cost[1]++
		}
		costs[fmt.Sprintf("o%02d", i)] = cost
	}
	p.Cost = func(option string) Cost { return costs[option] }
	return p
}

// bruteForce tries every set of options.
func bruteForce(p Instance) Solution {
	all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(p.Needs...))))
	var best Solution
	var bestCost Cost
	found := false
	for mask := range 1 << len(all) {
		var tried Solution
		var cost Cost
		for i, option := range all {
			if mask&(1<<i) != 0 {
				tried.Chosen, cost = append(tried.Chosen, option), cost.plus(p.Cost(option))
			}
		}
		if !compatible(p, tried.Chosen) {
			continue
		}
		tried.Unmet = without(p.Needs, tried.Chosen)
		first, second := cmp.Compare(len(tried.Chosen), len(best.Chosen)), cost.compare(bestCost)
		if p.CheapestFirst {
			first, second = second, first
		}
		if !found || cmp.Or(cmp.Compare(len(tried.Unmet), len(best.Unmet)), first, second, slices.Compare(tried.Chosen, best.Chosen)) < 0 {
			best, bestCost, found = tried, cost, true
		}
	}
	best.Proven = true
	return best
}

func compatible(p Instance, chosen []string) bool {
	for _, option := range chosen {
		for _, other := range p.Excludes[option] {
			if other != option && slices.Contains(chosen, other) {
				return false
			}
		}
	}
	return true
}

func without(needs [][]string, chosen []string) []int {
	var unmet []int
	for i, need := range needs {
		if !slices.ContainsFunc(need, func(option string) bool { return slices.Contains(chosen, option) }) {
			unmet = append(unmet, i)
		}
	}
	return unmet
}

func TestMinimumEqualsBruteForce(t *testing.T) {
	instances := 20_000
	if testing.Short() {
		instances = 2_000
	}
	for seed := range uint64(instances) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := random(r, 12, 2+r.IntN(9), 1+r.IntN(5))
		if got, want := Minimum(p), bruteForce(p); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: needs %q, excludes %q: got %+v, want %+v", seed, p.Needs, p.Excludes, got, want)
		}
	}
}

// The order of needs and options is no part of the question, and what can't
// be proven within the bound is still a choice that holds.
func TestLargeProblems(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := random(r, 150, 60, 5)
		p.Bound = 1 + r.IntN(50)
		want := Minimum(p)
		if !compatible(p, want.Chosen) || !slices.IsSorted(want.Chosen) {
			t.Errorf("seed %d: %q can't be held together or is not sorted", seed, want.Chosen)
		}
		if unmet := without(p.Needs, want.Chosen); !slices.Equal(unmet, want.Unmet) {
			t.Errorf("seed %d: unmet %d, want %d", seed, want.Unmet, unmet)
		}
		for range 3 {
			r.Shuffle(len(p.Needs), func(i, j int) { p.Needs[i], p.Needs[j] = p.Needs[j], p.Needs[i] })
			for _, need := range p.Needs {
				r.Shuffle(len(need), func(i, j int) { need[i], need[j] = need[j], need[i] })
			}
			if got := Minimum(p); !slices.Equal(got.Chosen, want.Chosen) || got.Proven != want.Proven {
				t.Errorf("seed %d: another order gave %+v instead of %+v", seed, got, want)
			}
		}
	}
}

func TestBound(t *testing.T) {
	p := hard(rand.New(rand.NewPCG(1, 2)), 300, 120)
	p.Bound = 5
	got := Minimum(p)
	if got.Proven {
		t.Error("five nodes prove nothing here")
	}
	if len(got.Unmet) > 0 || len(without(p.Needs, got.Chosen)) > 0 {
		t.Errorf("unmet %d, though all can be met", got.Unmet)
	}
	p.Bound = 500
	if more := Minimum(p); len(more.Chosen) > len(got.Chosen) {
		t.Errorf("more search chose %d options, less chose %d", len(more.Chosen), len(got.Chosen))
	}
}

// hard makes needs of three options that have nothing to do with each other.
func hard(r *rand.Rand, needs, options int) Instance {
	var p Instance
	for range needs {
		var need []string
		for _, option := range r.Perm(options)[:3] {
			need = append(need, fmt.Sprint("o", option))
		}
		p.Needs = append(p.Needs, need)
	}
	return p
}

// scopes makes needs of the shape that operations publish: most ask for one
// scope of a feature, reads accept its manage scope as well, a few accept
// those of other features, and features are used unevenly.
func scopes(r *rand.Rand, needs, features int) Instance {
	p := Instance{Cost: func(option string) Cost {
		if option[len(option)-1] == 'e' {
			return Cost{1}
		}
		return Cost{}
	}}
	feature := func() string {
		f := min(r.IntN(features), r.IntN(features))
		return fmt.Sprintf("idn:feature-%d:", f)
	}
	for range needs {
		f := feature()
		need := []string{f + "manage"}
		if r.IntN(3) > 0 {
			need = append(need, f+"read")
		}
		for range max(0, r.IntN(10)-7) {
			need = append(need, feature()+"manage")
		}
		p.Needs = append(p.Needs, need)
	}
	return p
}

func BenchmarkScopes(b *testing.B) {
	p := scopes(rand.New(rand.NewPCG(3, 4)), 300, 60)
	for b.Loop() {
		if s := Minimum(p); !s.Proven {
			b.Fatal("not proven")
		}
	}
}

// BenchmarkBound is the worst that a caller waits for: the default bound, spent.
func BenchmarkBound(b *testing.B) {
	p := hard(rand.New(rand.NewPCG(1, 2)), 300, 120)
	for b.Loop() {
		if s := Minimum(p); s.Proven {
			b.Fatal("this one was meant to be too hard")
		}
	}
}
