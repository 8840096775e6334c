package history

import (
	"fmt"
	"io/fs"
	"slices"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// reader reads what a filter takes of entries, each object once: most dates
// share most of their objects.
type reader struct {
	store  *Store
	filter catalog.Filter
	// known are the objects read so far: by the hash of the index, which names
	// the format, and that of the text.
	known map[string]part
}

// part is what one API's text says.
type part struct {
	api        catalog.API
	operations []catalog.Operation
	problems   []catalog.Problem
}

// read returns an entry's operations. What the entry can't say of an operation
// stays as it was before.
func (r *reader) read(date string, before []catalog.Operation) (catalog.Snapshot, error) {
	e, err := r.store.entry(date)
	if err != nil {
		return catalog.Snapshot{}, err
	}
	var now catalog.Snapshot
	for _, id := range e.apis() {
		part, err := r.part(e, date, id)
		if err != nil {
			return catalog.Snapshot{}, err
		}
		now.APIs = append(now.APIs, part.api)
		now.Operations = append(now.Operations, part.operations...)
		for i := range before {
			if o := &before[i]; o.API == id && find(part.operations, o.Key) == nil && (!e.hasSpec(id) || part.unread(o.Key)) {
				now.Operations = append(now.Operations, *o)
			}
		}
	}
	return now, nil
}

// unread tells whether an operation is there and could not be read.
func (p part) unread(key catalog.Key) bool {
	return slices.ContainsFunc(p.problems, func(problem catalog.Problem) bool {
		return problem.Path == key.Path && (problem.Method == "" || problem.Method == key.Method)
	})
}

// part reads one API's text, once.
func (r *reader) part(e entry, date, id string) (part, error) {
	index, ok := e.hash(factfile.IndexName)
	text, _ := e.hash(id + apiSuffix)
	if !ok {
		return part{}, &CorruptError{File: r.store.indexPath(date), Date: date, Err: fmt.Errorf("it does not list %s", factfile.IndexName)}
	}
	if known, ok := r.known[index+text]; ok {
		return known, nil
	}
	facts, err := factfile.Decode(oneAPI{entryFiles{r.store, e, date}, id}, r.filter)
	if err != nil {
		return part{}, fmt.Errorf("the entry of %s in %s: %w", date, r.store.dir, err)
	}
	facts.Pages = nil
	snapshot := catalog.Merge(facts)
	read := part{operations: snapshot.Operations, problems: facts.Problems}
	if len(facts.APIs) > 0 {
		read.api = facts.APIs[0]
	}
	r.known[index+text] = read
	return read, nil
}

// oneAPI is an entry as if it had only one API and no documentation.
type oneAPI struct {
	fs.ReadFileFS
	id string
}

// ReadFile reads one of the files, cut down to the API.
func (f oneAPI) ReadFile(name string) ([]byte, error) {
	switch name {
	case factfile.SitesName:
		return nil, nil
	case factfile.IndexName:
		text, err := f.ReadFileFS.ReadFile(name)
		return []byte(firstLine(text) + "\n" + f.id + "\n"), err
	}
	return f.ReadFileFS.ReadFile(name)
}
