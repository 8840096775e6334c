package observed

import (
	"authcat/catalog"
	"authcat/catalog/track"
)

// Until tells until when what was published agreed with the record, on its day
// or later: the Agreed of its statements. past has what was needed in the
// versions of the endpoint. It is "" for a record that nothing published agreed
// with, and for one that says nothing of whose tokens are taken. Of a month, and
// of a day that nobody knows, the earliest day is taken that it may be.
func (r Record) Until(past *track.Needs) string {
	says := r.Callers(nil)
	if r.Credential == catalog.CredentialClient && r.Status == "403" && r.Concluded == Open {
		says.Client = catalog.No // by a listed scope: whether it had one changes nothing of when it was so
	}
	agreed := ""
	for key, needs := range past.Of {
		if !r.About(past.API(key.API), key.Method, key.Path) {
			continue
		}
		agreed = later(agreed, until(says, needs, r.Day))
	}
	return agreed
}

// until is the day until which an operation needed what agrees with who is
// taken, as far as that is on a day or later.
func until(says catalog.Callers, needs []track.Need, day string) (agreed string) {
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
