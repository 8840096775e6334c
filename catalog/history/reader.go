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
// tells of the days that it has, nil for none, and the entries of those after
// them, and all along of the APIs that the log does not have.
//
// Documentation pages are left out, because crawls don't always read them, and
// so are today's corrections. A day on which an API's document, or the
// operation in it, could not be read says nothing about it; one whose entry is
// damaged says nothing at all: what changed then is missing, or dated by the next.
func (s *Store) Past(filter catalog.Filter, log *Log) (past *track.Past, damaged []Damage, err error) {
	own, err := s.Dates()
	if err != nil {
		return nil, nil, err
	}
	if len(own) == 0 && log != nil {
		past, err = log.Past(filter)
		return past, nil, err
	}
	told, err := s.told(own, filter, log)
	if err != nil {
		return nil, nil, err
	}
	r := reader{filter: filter, known: map[string]part{}, past: &track.Past{}}
	dates := slices.Concat(own, told.log.dates(told.operations))
	slices.Sort(dates)
	var now texts
	for _, date := range slices.Compact(dates) {
		if _, there := slices.BinarySearch(own, date); there {
			texts, err := s.texts(date)
			if isCorrupt(err) {
				damaged = append(damaged, Damage{date, err})
				continue
			}
			if err != nil {
				return nil, nil, err
			}
			now = texts
		}
		if err := r.read(date, told.with(date, now)); err != nil {
			return nil, nil, err
		}
	}
	if r.past.Told = len(told.operations) > 0; r.past.Told {
		r.past.To = max(r.past.To, told.log.Through)
	}
	return r.past, damaged, nil
}

// told is what a log tells beside the store's days.
func (s *Store) told(own []string, filter catalog.Filter, log *Log) (told, error) {
	if log == nil {
		return told{log: &Log{}}, nil
	}
	for _, date := range slices.Backward(own) {
		last, err := s.texts(date)
		if isCorrupt(err) {
			continue
		}
		if err != nil {
			return told{}, err
		}
		log = log.beside(date, last)
		break
	}
	operations, err := log.courses(filter)
	return told{log, operations}, err
}

// Past reads what a filter takes of the log.
func (l *Log) Past(filter catalog.Filter) (*track.Past, error) {
	r := reader{filter: filter, known: map[string]part{}, past: &track.Past{}}
	operations, err := l.courses(filter)
	if err != nil {
		return nil, err
	}
	for _, date := range l.dates(operations) {
		if err := r.read(date, l.texts(date, operations)); err != nil {
			return nil, err
		}
	}
	r.past.From, r.past.To, r.past.Told = l.From(), l.Through, true
	return r.past, nil
}

// told is what a log tells of operations.
type told struct {
	log        *Log
	operations []*course
}

// with are the texts of a day with what the log tells of it.
func (t told) with(date string, own texts) texts {
	if date > t.log.Through {
		return own
	}
	now := t.log.texts(date, t.operations)
	for _, id := range own.apis() {
		if t.log.api(id) == nil || t.log.without[id] {
			now[factfile.IndexName][0] += "\n" + id
			now[id+apiSuffix] = own[id+apiSuffix]
		}
	}
	return now
}

// beside is the log beside the days of another's, of which the last is given. It
// is without the APIs that were there on that day, by the log, and that the
// other does not have: they are not gone because somebody reads other sources.
func (l *Log) beside(date string, last texts) *Log {
	cut := *l
	cut.without = map[string]bool{}
	for _, c := range l.apis {
		if own := last[c.key.API+apiSuffix]; own != nil {
			cut.without[c.key.API] = !strings.Contains(own[0], "\nspec "+c.apiOf().SpecURL+"\n")
		} else {
			cut.without[c.key.API] = c.at(min(l.Through, date)) != nil
		}
	}
	return &cut
}

func has(operations []catalog.Operation, key catalog.Key) bool {
	return slices.ContainsFunc(operations, func(o catalog.Operation) bool { return o.Key == key })
}
