// Package track follows operations through dated catalogs: since when one is
// there, what changed of it and when, and when it was gone. It is pure; package
// history has the days.
package track

import (
	"cmp"
	"slices"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/find"
)

// Kind is what happened to an operation.
type Kind string

// The kinds of events.
const (
	First   Kind = "first seen" // the oldest entry that has the operation
	Changed Kind = "changed"
	Gone    Kind = "gone" // its API's document was read and does not have it
	Back    Kind = "back" // as it was or, with further changes, as it is now
)

// Event is what happened to an operation on one date.
type Event struct {
	Date string
	Kind Kind
	// Changes against the date before; of First and Back it starts with an
	// addition, of Back against the day when the operation was last seen.
	Changes []diff.Change
}

// Track is one operation through all dates.
type Track struct {
	// Operation as it was last seen.
	Operation *catalog.Operation
	// Events, the oldest first: at least First.
	Events []Event
	// Gone is set when the newest entry does not have the operation.
	Gone bool
}

// Past is what a store says of the operations of some lineages, over all dates.
type Past struct {
	// Dates of the oldest and the newest day, "" without any.
	From, To string
	// Tracks in the order in which the operations were first seen.
	Tracks []*Track
	// Told is set where a log tells a part of it.
	Told bool
	// Readings are on what the days of each API rest, in the order of the days.
	Readings []Reading

	apis []catalog.API
	// live are the tracks by the key that their operation has now, or had last.
	live map[catalog.Key]*Track
}

// Reading says on which document an API's days rest since one of them.
type Reading struct {
	API, Since, URL string
}

// Rests notes the document on which an API's day rests.
func (p *Past) Rests(api, date, url string) {
	for _, r := range slices.Backward(p.Readings) {
		if r.API == api {
			if r.URL == url {
				return
			}
			break
		}
	}
	p.Readings = append(p.Readings, Reading{api, date, url})
}

// Add adds what the catalog of a day has over that of the day before.
func (p *Past) Add(date string, apis []catalog.API, before, now []catalog.Operation) {
	if p.live == nil {
		p.live = map[catalog.Key]*Track{}
	}
	p.From, p.To = cmp.Or(p.From, date), date
	p.step(date, before, now)
	p.addAPIs(apis)
}

// API returns what was last known of an API.
func (p *Past) API(id string) catalog.API {
	for _, api := range p.apis {
		if api.ID == id {
			return api
		}
	}
	return catalog.API{}
}

// Of returns the track of an operation by the key that it has now, or had last;
// nil where there is none.
func (p *Past) Of(key catalog.Key) *Track { return p.live[key] }

// Match returns the tracks of the operations that a call reaches or reached,
// of several that an address fits the closest ones.
func (p *Past) Match(address find.Address) []*Track {
	all := catalog.Snapshot{Facts: catalog.Facts{APIs: p.apis}}
	for _, track := range p.Tracks {
		if p.live[track.Operation.Key] == track {
			all.Operations = append(all.Operations, *track.Operation)
		}
	}
	var found []*Track
	for _, o := range find.Match(&all, address) {
		found = append(found, p.live[o.Key])
	}
	return found
}

// Lineage returns the tracks of all versions of an endpoint, in the order of
// the APIs; a track that ended comes after those that go on.
func (p *Past) Lineage(name string) []*Track {
	var found []*Track
	for _, track := range p.Tracks {
		if track.Operation.Lineage == name {
			found = append(found, track)
		}
	}
	position := func(t *Track) int {
		n := slices.IndexFunc(p.apis, func(api catalog.API) bool { return api.ID == t.Operation.API })
		if t.Gone {
			n += len(p.apis)
		}
		return n
	}
	slices.SortStableFunc(found, func(a, b *Track) int { return position(a) - position(b) })
	return found
}

// addAPIs puts those of a day first, in their order: the newest come first.
func (p *Past) addAPIs(apis []catalog.API) {
	now := slices.Clone(apis)
	for _, known := range p.apis {
		if !slices.ContainsFunc(apis, func(api catalog.API) bool { return api.ID == known.ID }) {
			now = append(now, known)
		}
	}
	p.apis = now
}

// step adds what changed between two dates to the tracks.
func (p *Past) step(date string, before, now []catalog.Operation) {
	was, is := catalog.Snapshot{Operations: before}, catalog.Snapshot{Operations: now}
	changes := map[catalog.Key][]diff.Change{}
	var keys []catalog.Key
	for _, c := range diff.Snapshots(&was, &is) {
		if changes[c.Key] == nil {
			keys = append(keys, c.Key)
		}
		changes[c.Key] = append(changes[c.Key], c)
	}
	moves := p.moves(changes, keys)
	for i := range now {
		if track := moves[now[i].Key]; track != nil {
			p.live[now[i].Key] = track
		}
	}
	for _, key := range keys {
		p.event(date, key, changes[key], operationOf(now, key))
	}
	for i := range now {
		p.live[now[i].Key].Operation = &now[i]
	}
}

// moves takes the tracks whose operation has another key now off their old one.
func (p *Past) moves(changes map[catalog.Key][]diff.Change, keys []catalog.Key) map[catalog.Key]*Track {
	moved := map[catalog.Key]*Track{}
	for _, key := range keys {
		if was := changes[key][0].Was; was != key && was != (catalog.Key{}) {
			moved[key] = p.live[was]
			delete(p.live, was)
		}
	}
	return moved
}

// event adds to one track what happened to its operation; now is nil where it is gone.
func (p *Past) event(date string, key catalog.Key, changes []diff.Change, now *catalog.Operation) {
	track := p.live[key]
	kind := Changed
	switch {
	case now == nil:
		kind, track.Gone = Gone, true
	case track == nil:
		kind, track = First, &Track{Operation: now}
		p.live[key] = track
		p.Tracks = append(p.Tracks, track)
	case track.Gone:
		kind, track.Gone = Back, false
		changes = append(slices.Clip(changes), diff.Operations(track.Operation, now)...)
	}
	track.Events = append(track.Events, Event{Date: date, Kind: kind, Changes: changes})
}

func operationOf(operations []catalog.Operation, key catalog.Key) *catalog.Operation {
	for i := range operations {
		if operations[i].Key == key {
			return &operations[i]
		}
	}
	return nil
}
