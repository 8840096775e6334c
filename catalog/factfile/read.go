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
	index, err := readLines(files, IndexName)
	if err != nil {
		return catalog.Facts{}, err
	}
	if len(index) == 0 || index[0] != magic+" "+Version {
		return catalog.Facts{}, fmt.Errorf("%s: not a snapshot of version %s, which this authcat reads", IndexName, Version)
	}
	facts, err := decodeAPIs(files, index[1:], filter)
	if err != nil {
		return catalog.Facts{}, err
	}
	return facts, decodeSites(files, &facts)
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
	head, rest, more := bytes.Cut(data, blankLine)
	if err := r.head(string(head)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if id := strings.TrimSuffix(name, suffix); r.api.ID != id {
		return fmt.Errorf("%s: it has the facts of another API, %s", name, r.api.ID)
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

// blankLine ends a block.
var blankLine = []byte("\n\n")

type reader struct {
	filter     catalog.Filter
	facts      *catalog.Facts
	api        catalog.API
	undeclared []string
	unscoped   []string
	// last is the operation before: they stand in the order of path and method.
	last catalog.Key
}

// block is an operation with its page, as far as its lines are read.
type block struct {
	observation catalog.Observation
	page        catalog.Page
	// stated and pageStated are the keywords of the two securities, "" before their first lines.
	stated, pageStated string
}

// eachLine calls f with the keyword and the rest of each line.
func eachLine(block string, f func(keyword, rest string) error) error {
	for line := range strings.Lines(block) {
		keyword, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if keyword == "" {
			continue
		}
		if err := f(keyword, rest); err != nil {
			return fmt.Errorf("%s: %w", keyword, err)
		}
	}
	return nil
}

var errKeyword = errors.New("unknown keyword")

func (r *reader) head(block string) error {
	var document catalog.Document
	err := eachLine(block, func(keyword, rest string) (err error) {
		switch keyword {
		case "undeclared":
			r.undeclared, err = splitWords(rest)
			return err
		case "unscoped":
			r.unscoped, err = splitWords(rest)
			return err
		}
		text, err := unquoteText(rest)
		if err != nil {
			return err
		}
		switch keyword {
		case "api":
			r.api.ID, document.API, document.Role = text, text, catalog.RoleSpec
		case "title":
			r.api.Title = text
		case "product":
			r.api.Product = catalog.Product(text)
		case "base-path":
			r.api.BasePath = text
		case "spec":
			r.api.SpecURL = text
		case "docs":
			r.api.DocsURL = text
		case "status":
			r.api.Status = text
		case "end-of-life":
			r.api.EndOfLife = text
		default:
			err = documentLine(&document, keyword, text)
		}
		return err
	})
	r.facts.APIs = append(r.facts.APIs, r.api)
	if document.URL != "" {
		r.facts.Documents = append(r.facts.Documents, document)
	}
	return err
}

// block reads one operation or problem. Most blocks of a lookup are not taken:
// they cost no copy.
func (r *reader) block(text []byte) error {
	first, rest, _ := bytes.Cut(text, blankLine[:1])
	line := string(first)
	keyword, name, _ := strings.Cut(line, " ")
	if keyword == "problem" {
		return r.problem(string(text))
	}
	path, err := unquoteText(name)
	if err != nil {
		return err
	}
	if keyword == "" || strings.Trim(keyword, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || path == "" {
		return errors.New("no method and path")
	}
	key := catalog.Key{API: r.api.ID, Method: keyword, Path: path}
	if r.last != (catalog.Key{}) && cmp.Or(cmp.Compare(r.last.Path, path), cmp.Compare(r.last.Method, keyword)) >= 0 {
		return errors.New("it stands twice, or behind one that it should stand before")
	}
	r.last = key
	if !r.filter.Takes(r.api, keyword, path) {
		return nil
	}
	return r.operation(key, string(rest))
}

func (r *reader) operation(key catalog.Key, lines string) error {
	b := block{observation: catalog.Observation{Key: key}, page: catalog.Page{Key: key}}
	err := eachLine(lines, func(keyword, rest string) error {
		if name, ok := strings.CutPrefix(keyword, "page"); ok {
			return r.pageLine(&b, strings.TrimPrefix(name, "-"), rest)
		}
		return r.operationLine(&b, keyword, rest)
	})
	if err != nil {
		return err
	}
	if b.stated == "" {
		return errors.New("it has no line about its security")
	}
	r.facts.Observations = append(r.facts.Observations, b.observation)
	if b.page.URL != "" {
		r.facts.Pages = append(r.facts.Pages, b.page)
	}
	return nil
}

func (r *reader) operationLine(b *block, keyword, rest string) (err error) {
	o := &b.observation
	switch keyword {
	case "id":
		o.OperationID, err = unquoteText(rest)
	case "title":
		o.Title, err = unquoteText(rest)
	case "tag":
		var tag string
		tag, err = unquoteText(rest)
		o.Tags = append(o.Tags, tag)
	case "deprecated":
		o.Deprecated = true
	case "experimental":
		o.Experimental, err = unquoteText(rest)
	case keywordOperation, keywordInherited, keywordUnstated:
		err = r.securityLine(&o.Security, &b.stated, keyword, rest)
	case "levels":
		var words []string
		if words, err = splitWords(rest); err == nil && len(words) > 0 {
			o.LevelsField, o.Levels = words[0], words[1:]
		}
	case "unauthorized":
		o.Unauthorized = true
	case "rights":
		o.Rights, err = splitWords(rest)
	case "audience":
		o.Audience, err = splitWords(rest)
	case "successor":
		o.Successor, err = unquoteText(rest)
	case "says":
		err = r.statement(o.Key, rest)
	default:
		if name, ok := strings.CutPrefix(keyword, "prose-"); ok {
			return proseLine(&o.Prose, o, catalog.WitnessDescription, name, rest)
		}
		if name, ok := strings.CutPrefix(keyword, "note-"); ok {
			return proseLine(&o.SecurityNote, o, catalog.WitnessNote, name, rest)
		}
		err = errKeyword
	}
	return err
}
