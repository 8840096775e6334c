// Package guardtest damages catalogs as a broken crawl, a careless publisher or
// a stranger might, so that tests can see the guard refuse them.
package guardtest

import (
	"cmp"
	"hash/fnv"
	"slices"

	"authcat/catalog"
)

// Mutation is one way to damage a catalog.
type Mutation struct {
	Name string
	// Creep is in how many places it is done each night where it is done slowly.
	Creep int

	// share is in how many of so many places it is done at once.
	share func(places int) int
	// plan finds the places, of operations or of APIs by their index, and says
	// how to do it in one of them.
	plan func(facts *catalog.Facts) (places []int, damage func(facts *catalog.Facts, place int))
}

// All returns the facts damaged in as many places as it is done at once.
func (m Mutation) All(facts catalog.Facts) catalog.Facts {
	places, damage := m.plan(&facts)
	return do(facts, places[:min(m.share(len(places)), len(places))], damage)
}

// Some returns the facts damaged in n places, as far as there are so many. The
// places of a smaller n are among those of a larger one, for the same facts.
func (m Mutation) Some(facts catalog.Facts, n int) catalog.Facts {
	places, damage := m.plan(&facts)
	return do(facts, places[:min(n, len(places))], damage)
}

// do damages a copy.
func do(facts catalog.Facts, places []int, damage func(*catalog.Facts, int)) catalog.Facts {
	damaged := facts
	damaged.APIs = slices.Clone(facts.APIs)
	damaged.Documents = slices.Clone(facts.Documents)
	damaged.Observations = slices.Clone(facts.Observations)
	for _, place := range places {
		damage(&damaged, place)
	}
	return damaged
}

// plan is how a mutation goes about it.
type plan = func(*catalog.Facts) ([]int, func(*catalog.Facts, int))

// each changes the operations that hold.
func each(holds func(*catalog.Observation) bool, change func(*catalog.Observation)) plan {
	return func(facts *catalog.Facts) ([]int, func(*catalog.Facts, int)) {
		return operations(facts, holds), func(facts *catalog.Facts, place int) { change(&facts.Observations[place]) }
	}
}

// operations are those that hold, in an order that has nothing to do with
// theirs and is the same every night.
func operations(facts *catalog.Facts, holds func(*catalog.Observation) bool) []int {
	var found []int
	for i := range facts.Observations {
		if holds(&facts.Observations[i]) {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int {
		return cmp.Compare(shuffle(facts.Observations[a].Key), shuffle(facts.Observations[b].Key))
	})
	return found
}

// shuffle is a number that looks random, and is always the same.
func shuffle(key catalog.Key) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("a seed " + key.String())) // a hash never fails
	return h.Sum64() * 0x9e3779b97f4a7c15
}

// eachAPI changes what belongs to the APIs that hold.
func eachAPI(holds func(*catalog.Facts, catalog.API) bool, change func(*catalog.Facts, *catalog.API)) plan {
	return func(facts *catalog.Facts) ([]int, func(*catalog.Facts, int)) {
		var found []int
		for i, api := range facts.APIs {
			if holds(facts, api) {
				found = append(found, i)
			}
		}
		return found, func(facts *catalog.Facts, place int) { change(facts, &facts.APIs[place]) }
	}
}

func all(places int) int { return places }

func exactly(n int) func(int) int { return func(int) int { return n } }

func percent(n int) func(int) int { return func(places int) int { return places * n / 100 } }
