package diff

import (
	"cmp"
	"slices"

	"authcat/catalog"
)

// identity names the operation that an operation is the same as. Joins go from
// the strictest identity to the loosest, each over what is left.
type identity func(*catalog.Operation) string

func byKey(o *catalog.Operation) string { return o.Key.String() }
func byAddress(o *catalog.Operation) string {
	return o.API + " " + o.Method + " " + catalog.Unnamed(o.Path)
}
func byService(o *catalog.Operation) string { return o.API + " " + o.Lineage }
func byLineage(o *catalog.Operation) string { return o.Lineage }

// Snapshots compares two catalogs: the same API, method and path is the same
// operation. What is left over is joined by address and then by lineage within
// its API, so that a parameter's new name is neither a removal nor an addition.
// Stricter changes come first, then looser, then neutral ones; each in the
// order of the APIs, paths, methods and aspects.
func Snapshots(before, after *catalog.Snapshot) []Change {
	changes := compare(before.Operations, after.Operations, byKey, byAddress, byService)
	order(changes, apiOrder(after.Operations, before.Operations))
	return changes
}

// Lineages compares two sets of operations: the same lineage is the same
// operation, whatever the API. It answers what a move from one API to another
// changes. Of several operations of a lineage the first ones meet: of a
// service's variants within API v1 that is /machine-identities/v1.
func Lineages(before, after []catalog.Operation) []Change {
	changes := compare(before, after, byKey, byAddress, byService, byLineage)
	order(changes, apiOrder(after, before))
	return changes
}

// compare lists the changes of every pair, and of what has no partner.
func compare(before, after []catalog.Operation, identities ...identity) []Change {
	was, is := pointers(before), pointers(after)
	var changes []Change
	for _, same := range identities {
		partners := map[string][]*catalog.Operation{}
		for _, o := range was {
			partners[same(o)] = append(partners[same(o)], o)
		}
		joined := map[*catalog.Operation]bool{}
		for _, o := range is {
			if waiting := partners[same(o)]; len(waiting) > 0 {
				changes = append(changes, Operations(waiting[0], o)...)
				joined[o], joined[waiting[0]] = true, true
				partners[same(o)] = waiting[1:]
			}
		}
		left := func(o *catalog.Operation) bool { return joined[o] }
		was, is = slices.DeleteFunc(was, left), slices.DeleteFunc(is, left)
	}
	for _, o := range was {
		changes = append(changes, Operations(o, nil)...)
	}
	for _, o := range is {
		changes = append(changes, Operations(nil, o)...)
	}
	return changes
}

func pointers(operations []catalog.Operation) []*catalog.Operation {
	all := make([]*catalog.Operation, len(operations))
	for i := range operations {
		all[i] = &operations[i]
	}
	return all
}

// apiOrder numbers the APIs as the operations come, the newer ones' first.
func apiOrder(sets ...[]catalog.Operation) map[string]int {
	position := map[string]int{}
	for _, operations := range sets {
		for i := range operations {
			if id := operations[i].API; position[id] == 0 {
				position[id] = len(position) + 1
			}
		}
	}
	return position
}

func order(changes []Change, position map[string]int) {
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(slices.Index(AllEffects, a.Effect), slices.Index(AllEffects, b.Effect)),
			cmp.Compare(position[a.API], position[b.API]),
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Method, b.Method),
			cmp.Compare(slices.Index(AllAspects, a.Aspect), slices.Index(AllAspects, b.Aspect)),
		)
	})
}
