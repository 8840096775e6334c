package answer

import (
	"errors"
	"slices"

	"authcat/catalog"
	"authcat/catalog/track"
)

// Since says since when an operation needs the credential that it needs today.
type Since struct {
	Day string
	// Before is what it needed before, "" where it was published with what it needs.
	Before catalog.Needs
	// Oldest is set where nothing is known of its API before the day.
	Oldest bool
}

// mostTold bounds the endpoints that history is read for.
const mostTold = 8

// PastNeeds is what operations needed on past days.
type PastNeeds struct {
	*track.Needs
	Dataset Dataset
}

// Tell adds to what was found since when it needs what it needs. read reads
// what a filter takes of past days. It says nothing of more than a few
// endpoints, nor where history and data set differ: they are of other
// documents, or other days.
func (f *Found) Tell(read func(catalog.Filter) (*PastNeeds, error)) error {
	endpoints := f.Endpoints()
	if len(endpoints) > mostTold {
		return nil
	}
	lineages := make([]string, len(endpoints))
	for i, o := range endpoints {
		lineages[i] = o.Lineage
	}
	past, err := read(catalog.NewFilter(lineages...))
	if err != nil {
		return err
	}
	f.Since, f.History = map[catalog.Key]Since{}, past.Dataset
	for _, o := range f.Operations {
		if since, known := past.since(f.Snapshot, o); known {
			f.Since[o.Key] = since
		}
	}
	return nil
}

// SinceAll says of operations since when they need what they need, as far as it
// is known by a history. The zero value knows of none.
type SinceAll struct {
	Of map[catalog.Key]Since
	By Dataset
}

// All tells it of all operations of a snapshot.
func (p *PastNeeds) All(snapshot *catalog.Snapshot) SinceAll {
	all := SinceAll{map[catalog.Key]Since{}, p.Dataset}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		if since, known := p.since(snapshot, o); known {
			all.Of[o.Key] = since
		}
	}
	return all
}

// since is not known of an operation of which the history says something else
// last, nor of one of another document.
func (p *PastNeeds) since(snapshot *catalog.Snapshot, o *catalog.Operation) (Since, bool) {
	api, _ := snapshot.API(o.API)
	needs := p.Of[track.Unnamed(o.Key)]
	if n := len(needs); n == 0 || needs[n-1].Needs != o.Decision.Needs || p.API(o.API).SpecURL != api.SpecURL {
		return Since{}, false
	}
	return since(needs, p.First[o.API]), true
}

// since goes back to the day on which the operation needed something else. Days
// on which it was not there change nothing.
func since(needs []track.Need, first string) (since Since) {
	now := needs[len(needs)-1].Needs
	for _, need := range slices.Backward(needs) {
		switch need.Needs {
		case now:
			since.Day = need.Day
		case "":
		default:
			since.Before = need.Needs
			return since
		}
	}
	since.Oldest = since.Day == first
	return since
}

// Gone is an operation that was published once.
type Gone struct {
	Operation *catalog.Operation
	API       catalog.API
	// Until is the day on which its document did not have it any more.
	Until string
	// Today are the endpoint's versions that there are still.
	Today []*catalog.Operation
}

// TellGone adds to a *NothingError about an address what was published at it
// once. Of another error, and of nothing, it makes nothing else.
func TellGone(failure error, q Question, read PastReader) error {
	var nothing *NothingError
	if !errors.As(failure, &nothing) || len(q.Words) > 0 {
		return failure
	}
	address := q.Address.Retired()
	past, err := read(address.Filter())
	if err != nil {
		return err
	}
	for _, t := range past.Match(address) {
		if !t.Gone {
			continue
		}
		gone := Gone{Operation: t.Operation, API: past.API(t.Operation.API), Until: t.Events[len(t.Events)-1].Date}
		for _, version := range past.Lineage(t.Operation.Lineage) {
			if !version.Gone {
				gone.Today = append(gone.Today, version.Operation)
			}
		}
		nothing.Gone, nothing.History = append(nothing.Gone, gone), past.Dataset
	}
	return failure
}
