package track

import (
	"authcat/catalog"
	"authcat/catalog/observed"
)

// Agreed tells until when what was published agreed with a record, on its day or
// later: the Agreed of its statements. It is "" for a record that nothing
// published agreed with, and for one that says nothing of whose tokens are taken.
// A month, or an unknown day, counts as the latest day that it may be: only what
// is certainly older than a change is outdated by it.
func (n *Needs) Agreed(r observed.Record) string {
	says := r.Callers(r.Scopes) // whether a scope was listed changes nothing of when the rest was so
	agreed := ""
	for key, needs := range n.Of {
		if !r.About(n.API(key.API), key.Method, key.Path) {
			continue
		}
		agreed = later(agreed, until(says, needs, latest(r.Day)))
	}
	return agreed
}

// latest is the last day that may be meant by the day of a record.
func latest(day string) string {
	switch len(day) {
	case len("2025-12-03"):
		return day
	case len("2025-12"):
		return day + "-31" // which sorts behind every day of the month
	default:
		return endOfTime
	}
}

// endOfTime sorts behind every day.
const endOfTime = "9999"

// until is the day until which an operation needed what agrees with who is
// taken, as far as that is on a day or later.
func until(says catalog.Callers, needs []Need, day string) (agreed string) {
	for i, need := range needs {
		ends := catalog.StillAgreed
		if i+1 < len(needs) {
			ends = needs[i+1].Day
		}
		if taken, known := callersOf(need.Needs); known && agrees(says, taken) && (ends == catalog.StillAgreed || ends > day) {
			agreed = later(agreed, ends)
		}
	}
	return agreed
}

func later(a, b string) string {
	if a == catalog.StillAgreed || b == catalog.StillAgreed {
		return catalog.StillAgreed
	}
	return max(a, b)
}

// callersOf are those whose tokens an operation takes that needs something; of
// what is neither a user's nor a client's nobody knows.
func callersOf(needs catalog.Needs) (catalog.Callers, bool) {
	switch needs {
	case catalog.NeedsPAT:
		return catalog.Callers{User: catalog.Yes, Client: catalog.No}, true
	case catalog.NeedsPATOrClient:
		return catalog.Callers{User: catalog.Yes, Client: catalog.Yes}, true
	case catalog.NeedsClient:
		return catalog.Callers{User: catalog.No, Client: catalog.Yes}, true
	default:
		return catalog.Callers{}, false
	}
}

// agrees reports whether all that is said of who is taken is so, and something is said.
func agrees(says, taken catalog.Callers) bool {
	same := func(said, is catalog.Answer) bool { return said == catalog.Unknown || said == is }
	nothing := says.User == catalog.Unknown && says.Client == catalog.Unknown
	return !nothing && same(says.User, taken.User) && same(says.Client, taken.Client)
}
