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
// tells of the days before the first entry and after the last, nil for none.
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
	var last texts
	for _, date := range dates {
		now, err := s.texts(date)
		if isCorrupt(err) {
			damaged = append(damaged, Damage{date, err})
			continue
		}
		if err == nil && log != nil && last == nil {
			log = log.beside(date, now)
			err = r.tell(log, "", dayBefore(date), nil)
		}
		if err == nil {
			err = r.read(date, now)
		}
		if err != nil {
			return nil, nil, err
		}
		last = now
	}
	switch {
	case log != nil && last != nil:
		err = r.tell(log, r.past.To, log.Through, last)
	case log != nil: // there is nothing else
		r.past, err = log.Past(filter)
	}
	return r.past, damaged, err
}

// Past reads what a filter takes of the log.
func (l *Log) Past(filter catalog.Filter) (*track.Past, error) {
	r := reader{filter: filter, known: map[string]part{}, past: &track.Past{}}
	err := r.tell(l, "", l.Through, nil)
	r.past.From, r.past.To = l.From(), l.Through
	return r.past, err
}

// tell reads what a log tells of the days after one and up to another. The APIs
// that others have besides stay as they are.
func (r *reader) tell(log *Log, after, to string, others texts) error {
	operations, err := log.courses(r.filter)
	if err != nil {
		return fmt.Errorf("the log of what happened: %w", err)
	}
	for _, date := range log.dates(operations) {
		if date <= after || date > min(to, log.Through) {
			continue
		}
		now := log.texts(date, operations)
		for _, id := range others.apis() {
			if log.api(id) == nil || log.without[id] {
				now[factfile.IndexName][0] += "\n" + id
				now[id+apiSuffix] = others[id+apiSuffix]
			}
		}
		if err := r.read(date, now); err != nil {
			return err
		}
	}
	return nil
}

// beside is the log beside another's days, of which the first is given. An API
// that the other does not have is left out, unless it was gone by then: it is
// not gone because somebody reads other sources.
func (l *Log) beside(date string, first texts) *Log {
	cut := *l
	cut.without = map[string]bool{}
	for _, c := range l.apis {
		if own := first[c.key.API+apiSuffix]; own != nil {
			cut.without[c.key.API] = !strings.Contains(own[0], "\nspec "+c.apiOf().SpecURL+"\n")
		} else {
			cut.without[c.key.API] = c.at(min(l.Through, dayBefore(date))) != nil
		}
	}
	return &cut
}

func has(operations []catalog.Operation, key catalog.Key) bool {
	return slices.ContainsFunc(operations, func(o catalog.Operation) bool { return o.Key == key })
}
