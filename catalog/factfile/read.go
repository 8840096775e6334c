package factfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/catalog/sums"
)

// Decode reads the facts that a filter takes.
func Decode(files fs.FS, filter catalog.Filter) (catalog.Facts, error) {
	files = &remembering{FS: files, texts: map[string][]byte{}}
	index, err := readLines(files, IndexName)
	if err != nil {
		return catalog.Facts{}, err
	}
	if len(index) == 0 || index[0] != magic+" "+Version {
		return catalog.Facts{}, fmt.Errorf("%s: not a snapshot of version %s, which this authcat reads", IndexName, Version)
	}
	if filter.Chooses() {
		if filter, err = chosen(files, index[1:], filter); err != nil {
			return catalog.Facts{}, err
		}
	}
	facts, err := decodeAPIs(files, index[1:], filter)
	if err != nil {
		return catalog.Facts{}, err
	}
	return facts, decodeSites(files, &facts)
}

// remembering reads each file once.
type remembering struct {
	fs.FS
	mutex sync.Mutex
	texts map[string][]byte
}

func (r *remembering) ReadFile(name string) ([]byte, error) {
	r.mutex.Lock()
	text, ok := r.texts[name]
	r.mutex.Unlock()
	if ok {
		return text, nil
	}
	text, err := fs.ReadFile(r.FS, name)
	if err == nil {
		r.mutex.Lock()
		r.texts[name] = text
		r.mutex.Unlock()
	}
	return text, err
}

// chosen is the filter of the lineages that one of catalog.Choosing chooses.
func chosen(files fs.FS, ids []string, filter catalog.Filter) (catalog.Filter, error) {
	var lineages []string
	for _, id := range ids {
		text, err := fs.ReadFile(files, id+suffix)
		if err != nil {
			return filter, err
		}
		var r reader
		first, rest, more := bytes.Cut(text, blankLine)
		if err := readFields(string(first), headFields(), &r.head); err != nil {
			return filter, fmt.Errorf("%s: %w", id+suffix, err)
		}
		for more {
			first, rest, more = bytes.Cut(rest, blankLine)
			called, method, path := title(first)
			if !isMethod(method) || !filter.Called(called) {
				continue
			}
			if lineage := catalog.Lineage(r.head.api, method, path); filter.Names(lineage) {
				lineages = append(lineages, lineage)
			}
		}
	}
	return catalog.NewFilter(lineages...), nil
}

// title is the operationId, method and path of a block, "" of what it has not.
func title(block []byte) (operationID, method, path string) {
	first, rest, _ := bytes.Cut(block, blankLine[:1])
	method, path, _ = strings.Cut(string(first), " ")
	second, _, _ := bytes.Cut(rest, blankLine[:1])
	if id, ok := strings.CutPrefix(string(second), "id "); ok {
		operationID, _ = unquoteText(id)
	}
	path, _ = unquoteText(path)
	return operationID, method, path
}

// Listed names the files of a snapshot of whatever version, by its index; none
// where there is no snapshot. read gets a file's bytes.
func Listed(read func(name string) ([]byte, error)) []string {
	data, err := read(IndexName)
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if err != nil || !strings.HasPrefix(lines[0], magic+" ") {
		return nil
	}
	names := []string{IndexName, SitesName, sums.Name}
	for _, id := range lines[1:] {
		names = append(names, id+suffix)
	}
	return names
}

// decodeAPIs reads the files of all APIs at once: a lookup is over in
// milliseconds, and this is most of it.
func decodeAPIs(files fs.FS, ids []string, filter catalog.Filter) (catalog.Facts, error) {
	parts, errs := make([]catalog.Facts, len(ids)), make([]error, len(ids))
	var reading sync.WaitGroup
	for i, id := range ids {
		reading.Go(func() {
			errs[i] = defect.Contain(id+suffix, func() error { return decodeAPI(files, id+suffix, filter, &parts[i]) })
		})
	}
	reading.Wait()
	var all catalog.Facts
	for _, part := range parts {
		all.APIs = append(all.APIs, part.APIs...)
		all.Documents = append(all.Documents, part.Documents...)
		all.Observations = append(all.Observations, part.Observations...)
		all.Pages = append(all.Pages, part.Pages...)
		all.Problems = append(all.Problems, part.Problems...)
		all.Statements = append(all.Statements, part.Statements...)
	}
	return all, errors.Join(errs...)
}

func readLines(files fs.FS, name string) ([]string, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), nil
}

func decodeAPI(files fs.FS, name string, filter catalog.Filter, facts *catalog.Facts) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	r := reader{filter: filter, facts: facts}
	first, rest, more := bytes.Cut(data, blankLine)
	if err := r.start(string(first)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if id := strings.TrimSuffix(name, suffix); r.head.api.ID != id {
		return fmt.Errorf("%s: it has the facts of another API, %s", name, r.head.api.ID)
	}
	for more {
		var text []byte
		text, rest, more = bytes.Cut(rest, blankLine)
		if err := r.block(text); err != nil {
			first, _, _ := bytes.Cut(text, blankLine[:1])
			return fmt.Errorf("%s: %s: %w", name, first, err)
		}
	}
	return nil
}

// decodeSites reads the documents that belong to no API, and the user levels.
func decodeSites(files fs.FS, facts *catalog.Facts) error {
	data, err := fs.ReadFile(files, SitesName)
	if err != nil {
		return err
	}
	for text := range strings.SplitSeq(string(data), string(blankLine)) {
		var s site
		if err := readFields(text, siteFields(), &s); err != nil {
			return errors.Join(errors.New(SitesName), err)
		}
		s.addTo(facts)
	}
	return nil
}

func (s site) addTo(facts *catalog.Facts) {
	switch {
	case s.document.Role != "":
		facts.Documents = append(facts.Documents, s.document)
	case s.level != nil:
		facts.Levels = append(facts.Levels, *s.level)
	case s.override != nil:
		facts.Overrides = append(facts.Overrides, *s.override)
	}
}

// blankLine ends a block.
var blankLine = []byte("\n\n")

type reader struct {
	filter catalog.Filter
	facts  *catalog.Facts
	head   head
	// last is the operation before: they stand in the order of path and method.
	last catalog.Key
}

func (r *reader) start(lines string) error {
	if err := readFields(lines, headFields(), &r.head); err != nil {
		return err
	}
	r.facts.APIs = append(r.facts.APIs, r.head.api)
	if document := r.head.document; document.URL != "" {
		document.Role, document.API = catalog.RoleSpec, r.head.api.ID
		r.facts.Documents = append(r.facts.Documents, document)
	}
	return nil
}

// block reads one operation or problem. Most blocks of a lookup are not taken:
// they cost no copy.
func (r *reader) block(text []byte) error {
	first, rest, _ := bytes.Cut(text, blankLine[:1])
	keyword, name, _ := strings.Cut(string(first), " ")
	if keyword == "problem" {
		return r.problem(string(text))
	}
	path, err := unquoteText(name)
	if err != nil {
		return err
	}
	if !isMethod(keyword) || path == "" {
		return errors.New("no method and path")
	}
	key := catalog.Key{API: r.head.api.ID, Method: keyword, Path: path}
	if r.last != (catalog.Key{}) && cmp.Or(cmp.Compare(r.last.Path, path), cmp.Compare(r.last.Method, keyword)) >= 0 {
		return errors.New("it stands twice, or behind one that it should stand before")
	}
	r.last = key
	if !r.filter.Takes(r.head.api, keyword, path) {
		return nil
	}
	return r.operation(key, string(rest))
}

func (r *reader) operation(key catalog.Key, lines string) error {
	b := block{head: &r.head, observation: catalog.Observation{Key: key}, page: catalog.Page{Key: key}}
	if err := readFields(lines, blockFields(), &b); err != nil {
		return err
	}
	if b.stated == "" {
		return errors.New("it has no line about its security")
	}
	r.facts.Observations = append(r.facts.Observations, b.observation)
	if b.page.URL != "" {
		r.facts.Pages = append(r.facts.Pages, b.page)
	}
	r.facts.Statements = append(r.facts.Statements, b.others...)
	return nil
}

func (r *reader) problem(lines string) error {
	problem := catalog.Problem{Key: catalog.Key{API: r.head.api.ID}}
	err := readFields(lines, problemFields(), &problem)
	if err == nil && problem.Code == "" {
		err = errors.New("a problem of no class")
	}
	r.facts.Problems = append(r.facts.Problems, problem)
	return err
}
