package answer

import (
	"slices"

	"authcat/catalog"
	"authcat/catalog/track"
)

// Past is what is known of past days.
type Past struct {
	*track.Past
	Dataset Dataset
}

// PastReader reads what a filter takes of past days.
type PastReader func(catalog.Filter) (*Past, error)

// Happened is what happened to operations over time.
type Happened struct {
	Dataset Dataset
	// From is the oldest day.
	From   string
	Tracks []*track.Track
	// Others are the tracks of the endpoints' other versions.
	Others []*track.Track
	// Readings say of each API of the tracks since when its documents were read,
	// and in which form.
	Readings []track.Reading
}

// Document is the address of what an API's day rests on.
func (h *Happened) Document(api, date string) (url string) {
	for _, reading := range h.Readings {
		if reading.API == api && reading.Since <= date {
			url = reading.URL
		}
	}
	return url
}

// History says what happened to the operations that a question means, of one
// API or of all; with versions, to those of all the endpoint's versions. Words
// are looked up among what there is today, which must be one endpoint, else it
// fails with a *SeveralError; with a *NothingError where there was no such operation.
func History(read PastReader, today Reader, q Question, api string, versions bool) (*Happened, error) {
	past, tracks, err := q.past(read, today)
	if err != nil {
		return nil, err
	}
	h := &Happened{Dataset: past.Dataset, From: past.From}
	var lineages []string
	for _, track := range tracks {
		if api == "" || track.Operation.API == api {
			h.Tracks = append(h.Tracks, track)
			lineages = append(lineages, track.Operation.Lineage)
		}
	}
	if len(h.Tracks) == 0 {
		return nil, q.never(past, api)
	}
	slices.Sort(lineages)
	for _, name := range slices.Compact(lineages) {
		h.Others = append(h.Others, past.Lineage(name)...)
	}
	if versions {
		h.Tracks, h.Others = h.Others, nil
	} else {
		h.Others = slices.DeleteFunc(h.Others, func(t *track.Track) bool { return slices.Contains(h.Tracks, t) })
	}
	for _, reading := range past.Readings {
		if slices.ContainsFunc(h.Tracks, func(t *track.Track) bool { return t.Operation.API == reading.API }) {
			h.Readings = append(h.Readings, reading)
		}
	}
	return h, nil
}

// past reads the past of the operations that a question means.
func (q Question) past(read PastReader, today Reader) (*Past, []*track.Track, error) {
	if len(q.Words) == 0 {
		past, err := read(q.Filter())
		if err != nil {
			return nil, nil, err
		}
		return past, past.Match(q.Address), nil
	}
	found, err := Lookup(today, q)
	if err != nil {
		return nil, nil, err
	}
	endpoints := found.Endpoints()
	if len(endpoints) > 1 {
		return nil, nil, &SeveralError{q, endpoints}
	}
	past, err := read(catalog.NewFilter(endpoints[0].Lineage))
	if err != nil {
		return nil, nil, err
	}
	var tracks []*track.Track
	for _, o := range found.Operations {
		if track := past.Of(o.Key); track != nil {
			tracks = append(tracks, track)
		}
	}
	return past, tracks, nil
}

// never is the error of an operation that there never was.
func (q Question) never(past *Past, api string) error {
	if past.From == "" {
		return nothing("there is no %s yet", past.Dataset.Name)
	}
	what := q.String()
	if api != "" {
		what += " of the API that --api names"
	}
	return nothing("no operation %s in the %s, which goes from %s to %s", what, past.Dataset.Name, past.From, past.To)
}
