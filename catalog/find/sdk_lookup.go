package find

import (
	"slices"

	"authcat/catalog"
)

// ByName returns the operations of an operationId or of an SDK's method, as code
// has it or by its name alone: "listIdentities", "IdentitiesAPI.ListIdentities",
// "sailpoint.v2025.IdentitiesApi.list_identities", "Get-V2025Identities",
// "list-identities-v-1". A name without the version that API v1's have at the
// end, or without the prefix of a cmdlet, is that of all versions. They come in
// the order of the snapshot: an endpoint's current version first.
func ByName(s *catalog.Snapshot, name string) []*catalog.Operation {
	q := readName(name)
	found := q.search(s, q.cmdletFit, q.command)
	if len(found) == 0 || !q.command {
		versioned := len(q.methods) > 0 && withoutVersion(q.methods[0]) != q.methods[0]
		found = append(found, q.search(s, q.methodFit, versioned)...)
	}
	return operationsOf(s, found)
}

// NameFilter takes what ByName may return.
func NameFilter(name string) catalog.Filter {
	q, former := readName(name), formerIDs()
	return catalog.Choosing(nil, func(id string) bool {
		return id == "" && q.mayBeUnnamed() || q.mayBe(id) ||
			slices.ContainsFunc(former.of(id, ""), func(was formerName) bool { return q.mayBe(was.name) })
	})
}

// search returns what the name means, by what it says of class and API. One that
// says its version itself means only what fits best.
func (q *nameQuery) search(s *catalog.Snapshot, fit func(o *catalog.Operation, id string) nameFit, versioned bool) []meaning {
	former := formerIDs()
	var found []meaning
	for i := range s.Operations {
		o := &s.Operations[i]
		if q.version != "" && q.version != o.API {
			continue
		}
		m := meaning{operation: i, fit: fit(o, operationName(o))}
		for _, was := range former.of(o.OperationID, o.API) {
			if m.fit < fitsName && fit(o, was.name) == fitsName {
				m.fit, m.former = fitsName, !was.still
			}
		}
		if m.fit != fitsNotAtAll {
			found = append(found, m)
		}
	}
	if versioned {
		found = bestFits(found)
	}
	return current(s, ofClass(s, found, q.tag))
}

// bestFits keeps what fits best.
func bestFits(found []meaning) []meaning {
	best := fitsNotAtAll
	for _, m := range found {
		best = max(best, m.fit)
	}
	return slices.DeleteFunc(found, func(m meaning) bool { return m.fit < best })
}
