package plan

import (
	"authcat/catalog"
	"authcat/catalog/find"
)

// matchCalls finds the operation of each call and counts those of the same one.
func matchCalls(snapshot *catalog.Snapshot, calls []Call) Plan {
	m := matcher{operations: find.NewMatcher(snapshot), found: map[find.Address]match{}}
	var p Plan
	planned, unmatched := map[catalog.Key]int{}, map[find.Address]int{}
	for _, call := range calls {
		address := call.Address.AnyHost()
		found := m.match(call.Address)
		o := found.operation
		if o == nil {
			at, seen := unmatched[address]
			if !seen {
				at = len(p.Unmatched)
				unmatched[address] = at
				p.Unmatched = append(p.Unmatched, UnmatchedCall{Call: call, Absence: found.absence, Reason: found.reason})
			}
			p.Unmatched[at].Count++
			continue
		}
		at, seen := planned[o.Key]
		if !seen {
			at = len(p.Calls)
			planned[o.Key] = at
			p.Calls = append(p.Calls, PlannedCall{Call: call, Operation: o})
		}
		p.Calls[at].Count++
	}
	return p
}

// matcher remembers what it found: a log repeats its paths.
type matcher struct {
	operations *find.Matcher
	found      map[find.Address]match
}

// match is the operation of an address, or the reason why there is none.
type match struct {
	operation *catalog.Operation
	absence   find.Absence
	reason    string
}

func (m *matcher) match(address find.Address) match {
	if err := address.Check(); err != nil {
		return match{reason: err.Error()}
	}
	found, known := m.found[address]
	if !known {
		found = m.find(address)
		m.found[address] = found
	}
	return found
}

func (m *matcher) find(address find.Address) match {
	// A path without a version is many operations; the APIs are in order, the newest first.
	if matches := m.operations.Match(address); len(matches) > 0 {
		return match{operation: matches[0]}
	}
	return match{absence: m.operations.Absent(address)}
}
