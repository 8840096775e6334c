package history

import (
	"slices"

	"authcat/catalog"
	"authcat/catalog/track"
)

// reader reads what a filter takes of one entry after the other, each text
// once: most dates share most of them.
type reader struct {
	store  *Store
	filter catalog.Filter
	// known is what was read last of each API.
	known map[string]part
}

// part is what one API's text says.
type part struct {
	blocks     []string
	api        catalog.API
	operations []catalog.Operation
	problems   []catalog.Problem
	// spec is set where the facts are those of a document, and not merely that
	// it could not be read.
	spec bool
}

// read returns an entry's operations. What the entry can't say of an operation
// stays as it was before.
func (r *reader) read(date string, before []catalog.Operation) (now catalog.Snapshot, err error) {
	texts, err := r.store.texts(date)
	if err != nil {
		return catalog.Snapshot{}, err
	}
	for _, id := range texts.apis() {
		if !alike(r.known[id].blocks, texts[id+apiSuffix], received) {
			if err := r.part(date, id, texts); err != nil {
				return catalog.Snapshot{}, err
			}
		}
		part := r.known[id]
		now.APIs = append(now.APIs, part.api)
		now.Operations = append(now.Operations, part.operations...)
		for i := range before {
			if o := &before[i]; o.API == id && !has(part.operations, o.Key) && (!part.spec || part.unread(o.Key)) {
				now.Operations = append(now.Operations, *o)
			}
		}
	}
	return now, nil
}

// unread reports whether an operation is there and could not be read.
func (p part) unread(key catalog.Key) bool {
	return slices.ContainsFunc(p.problems, func(problem catalog.Problem) bool {
		return problem.Path == key.Path && (problem.Method == "" || problem.Method == key.Method)
	})
}

// part reads one API's text.
func (r *reader) part(date, id string, now texts) error {
	facts, err := r.store.decode(date, now.only(id), r.filter)
	if err != nil {
		return err
	}
	facts.Pages = nil
	snapshot := catalog.Merge(facts)
	r.known[id] = part{now[id+apiSuffix], facts.APIs[0], snapshot.Operations, facts.Problems, len(facts.Documents) > 0}
	return nil
}

// Past reads what a filter takes from every entry: what the specs said.
// Documentation pages are left out, because crawls don't always read them, and
// so are today's corrections. A day on which an API's document, or the
// operation in it, could not be read says nothing about it; one whose entry is
// damaged says nothing at all: what changed then is missing, or dated by the next.
func (s *Store) Past(filter catalog.Filter) (past *track.Past, damaged []Damage, err error) {
	dates, err := s.Dates()
	if err != nil {
		return nil, nil, err
	}
	past = &track.Past{}
	r := reader{store: s, filter: filter, known: map[string]part{}}
	var before []catalog.Operation
	for _, date := range dates {
		now, err := r.read(date, before)
		if isCorrupt(err) {
			damaged = append(damaged, Damage{date, err})
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		past.Add(date, now.APIs, before, now.Operations)
		before = now.Operations
	}
	return past, damaged, nil
}

func has(operations []catalog.Operation, key catalog.Key) bool {
	return slices.ContainsFunc(operations, func(o catalog.Operation) bool { return o.Key == key })
}
