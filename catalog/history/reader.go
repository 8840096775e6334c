package history

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/track"
)

// reader reads what a filter takes of one day after the other, each text
// once: most days share most of them.
type reader struct {
	filter catalog.Filter
	// known is what was read last of each API.
	known map[string]part
	past  *track.Past
	// before are the operations of the day before.
	before []catalog.Operation
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

// read reads the texts of a day. What they can't say of an operation stays as
// it was before.
func (r *reader) read(date string, texts texts) error {
	var now catalog.Snapshot
	for _, id := range texts.apis() {
		if !alike(r.known[id].blocks, texts[id+apiSuffix], received) {
			if err := r.part(date, id, texts); err != nil {
				return fmt.Errorf("the history of %s: %w", date, err)
			}
		}
		part := r.known[id]
		now.APIs = append(now.APIs, part.api)
		now.Operations = append(now.Operations, part.operations...)
		for i := range r.before {
			if o := &r.before[i]; o.API == id && !has(part.operations, o.Key) && (!part.spec || part.unread(o.Key)) {
				now.Operations = append(now.Operations, *o)
			}
		}
	}
	r.past.Add(date, now.APIs, r.before, now.Operations)
	r.before = now.Operations
	return nil
}

// unread reports whether an operation is there and could not be read.
func (p part) unread(key catalog.Key) bool {
	return slices.ContainsFunc(p.problems, func(problem catalog.Problem) bool {
		return problem.Path == key.Path && (problem.Method == "" || problem.Method == key.Method)
	})
}

// part reads one API's text.
func (r *reader) part(date, id string, now texts) error {
	facts, err := factfile.Decode(now.only(id), r.filter)
	if err != nil {
		return err
	}
	facts.Pages = nil
	snapshot := catalog.Merge(facts)
	r.known[id] = part{now[id+apiSuffix], facts.APIs[0], snapshot.Operations, facts.Problems, len(facts.Documents) > 0}
	for _, document := range facts.Documents {
		r.past.Rests(id, date, document.URL)
	}
	return nil
}

// Past reads what a filter takes from every entry: what the specs said. A log
// tells of the days before the first entry, nil for none.
//
// Documentation pages are left out, because crawls don't always read them, and
// so are today's corrections. A day on which an API's document, or the
// operation in it, could not be read says nothing about it; one whose entry is
// damaged says nothing at all: what changed then is missing, or dated by the next.
func (s *Store) Past(filter catalog.Filter, log *Log) (past *track.Past, damaged []Damage, err error) {
	dates, err := s.Dates()
	if err != nil {
		return nil, nil, err
	}
	r := reader{filter: filter, known: map[string]part{}, past: &track.Past{}}
	for _, date := range dates {
		now, err := s.texts(date)
		if isCorrupt(err) {
			damaged = append(damaged, Damage{date, err})
			continue
		}
		if err == nil && log != nil {
			err, log = r.tell(log.until(date, now)), nil
		}
		if err == nil {
			err = r.read(date, now)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if log != nil { // none of them can be read
		r.past, err = log.Past(filter)
	}
	return r.past, damaged, err
}

// Past reads what a filter takes of the log.
func (l *Log) Past(filter catalog.Filter) (*track.Past, error) {
	r := reader{filter: filter, known: map[string]part{}, past: &track.Past{}}
	err := r.tell(l)
	r.past.From = l.From()
	return r.past, err
}

// tell reads what a log tells.
func (r *reader) tell(log *Log) error {
	operations, err := log.courses(r.filter)
	if err != nil {
		return fmt.Errorf("the log of what happened: %w", err)
	}
	for _, date := range log.dates(operations) {
		if date > log.Through {
			break
		}
		if err := r.read(date, log.texts(date, operations)); err != nil {
			return err
		}
	}
	r.past.To = log.Through
	return nil
}

// until is the log up to the day before another's first one. An API that the
// other does not have is left out, unless it was gone by then: it is not gone
// because somebody reads other sources.
func (l *Log) until(date string, first texts) *Log {
	cut := *l
	cut.Through, cut.without = min(l.Through, dayBefore(date)), map[string]bool{}
	for _, c := range l.apis {
		spec := "\nspec " + c.apiOf().SpecURL + "\n"
		own := first[c.key.API+apiSuffix]
		cut.without[c.key.API] = c.at(cut.Through) != nil && (own == nil || !strings.Contains(own[0], spec))
	}
	return &cut
}

func has(operations []catalog.Operation, key catalog.Key) bool {
	return slices.ContainsFunc(operations, func(o catalog.Operation) bool { return o.Key == key })
}
