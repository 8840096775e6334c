package plan

import "authcat/catalog"

// present finds the operations of a lock in today's snapshot.
type present struct {
	snapshot *catalog.Snapshot
	// byTemplate has the keys with their parameters' names blinded: a renamed
	// parameter is the same address.
	byTemplate map[catalog.Key]*catalog.Operation
}

func newPresent(snapshot *catalog.Snapshot) present {
	now := present{snapshot, make(map[catalog.Key]*catalog.Operation, len(snapshot.Operations))}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if key := blind(o.Key); now.byTemplate[key] == nil {
			now.byTemplate[key] = o
		}
	}
	return now
}

func (now present) find(o LockedOperation) (*catalog.Operation, bool) {
	found, ok := now.byTemplate[blind(o.Key())]
	return found, ok
}

func blind(key catalog.Key) catalog.Key {
	key.Path = catalog.Unnamed(key.Path)
	return key
}

// gone says why an operation is not there: an API that could not be read says
// nothing about its endpoints, and an endpoint may go on in another version.
func (now present) gone(o LockedOperation) Change {
	change := Change{Key: o.Key(), What: AspectOperation, Before: o}
	switch {
	case !now.documented(o.API):
		change.Loss = LossUnknown
	case now.unreadable(o.Key()):
		change.Loss = LossUnreadable
	default:
		change.Loss, change.Elsewhere = LossGone, now.successor(o)
	}
	return change
}

func (now present) documented(api string) bool {
	for _, document := range now.snapshot.Documents {
		if document.Role == catalog.RoleSpec && document.API == api {
			return true
		}
	}
	return false
}

func (now present) unreadable(key catalog.Key) bool {
	for _, problem := range now.snapshot.Problems {
		if blind(problem.Key) == blind(key) {
			return true
		}
	}
	return false
}

// successor is the same endpoint in the newest other version, "" where there is none.
func (now present) successor(o LockedOperation) string {
	for i := range now.snapshot.Operations {
		if other := &now.snapshot.Operations[i]; other.Lineage == o.Lineage && o.Lineage != "" {
			return other.Called()
		}
	}
	return ""
}
