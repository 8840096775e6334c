package find

import (
	"slices"

	"authcat/catalog"
)

// meaning is an operation that a name may mean.
type meaning struct {
	operation int
	// former is set where only earlier documents called the operation so.
	former bool
	// fit is how its id fits a name that is looked up.
	fit nameFit
}

// nameFit is how an id fits a name.
type nameFit int

const (
	fitsNotAtAll nameFit = iota
	fitsAnyVersion
	fitsName
)

// ofClass keeps what is of a class, by its squeezed tag. Where nothing is, all
// is kept: operations have moved from class to class.
func ofClass(s *catalog.Snapshot, found []meaning, tag string) []meaning {
	var kept []meaning
	for _, m := range found {
		if tag != "" && tagged(&s.Operations[m.operation], tag) {
			kept = append(kept, m)
		}
	}
	if len(kept) == 0 {
		return found
	}
	return kept
}

// tagged reports whether one of the operation's tags is squeezed that.
func tagged(o *catalog.Operation, tag string) bool {
	return slices.ContainsFunc(o.Tags, func(own string) bool { return squeeze(own) == tag })
}

// current leaves out what was called so in the past where something of the same
// API is called so today.
func current(s *catalog.Snapshot, found []meaning) []meaning {
	today := map[string]bool{}
	for _, m := range found {
		if !m.former {
			today[s.Operations[m.operation].API] = true
		}
	}
	return slices.DeleteFunc(found, func(m meaning) bool { return m.former && today[s.Operations[m.operation].API] })
}

// operationsOf are the operations in the order of the snapshot, each once.
func operationsOf(s *catalog.Snapshot, found []meaning) []*catalog.Operation {
	slices.SortFunc(found, func(a, b meaning) int { return a.operation - b.operation })
	var operations []*catalog.Operation
	for i, m := range found {
		if i == 0 || m.operation != found[i-1].operation {
			operations = append(operations, &s.Operations[m.operation])
		}
	}
	return operations
}
