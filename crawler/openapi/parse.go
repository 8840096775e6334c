package openapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// Parse reads one API's OpenAPI 3 document. It fails when the document as a
// whole can't be believed, or has more of something than is read; an operation
// that can't be read is a problem. It ends early with the context's cause. The
// reader of its words may have read other documents before.
func Parse(ctx context.Context, api string, body []byte, words *prose.Reader) ([]catalog.Observation, []catalog.Problem, error) {
	p, err := read(ctx, api, body, words)
	if err != nil {
		return nil, nil, err
	}
	return p.observations, p.problems, nil
}

func read(ctx context.Context, api string, body []byte, words *prose.Reader) (*parser, error) {
	doc, err := readDocument(ctx, api, body)
	if err != nil {
		return nil, err
	}
	p := &parser{ctx: ctx, api: api, doc: doc, reader: words, versions: map[string]int{}, problems: doc.problems}
	for _, path := range doc.paths.twice {
		p.unread(catalog.Key{API: api, Path: short(path)}, pathPointer(path), "the path stands twice in the document: none of the two is read")
	}
	if len(doc.paths.odd) > 0 {
		p.unread(catalog.Key{API: api}, "/paths", "a path is no text, and what it holds is not read: "+doc.paths.odd[0])
	}
	for _, f := range doc.paths.fields {
		p.pathItem(f.key, f.value)
		if err := p.stopped(); err != nil {
			return nil, err
		}
	}
	if len(p.observations) == 0 {
		return nil, p.nothing()
	}
	return p, nil
}

type parser struct {
	ctx          context.Context
	api          string
	doc          *document
	reader       *prose.Reader
	prose        int            // bytes of descriptions
	operations   int            // read or not
	versions     map[string]int // operations of each endpoint
	crowded      string         // an endpoint that has too many
	observations []catalog.Observation
	problems     []catalog.Problem
}

// stopped is why the document is not read on, nil where it is.
func (p *parser) stopped() error {
	switch {
	case p.ctx.Err() != nil:
		return context.Cause(p.ctx)
	case p.operations > maxOperations:
		return fmt.Errorf("it has more than %d operations, the most that are read", maxOperations)
	case p.crowded != "":
		return fmt.Errorf("it has more than %d operations %s that differ in no more than a version and the names of parameters", maxVersions, brief(p.crowded))
	case len(p.problems) > maxProblems:
		return fmt.Errorf("more than %d things in it can't be read, the first: %s", maxProblems, p.problems[0].Seen)
	case p.prose > maxProse:
		return fmt.Errorf("its descriptions have more than %d bytes, the most that is read", maxProse)
	default:
		return p.doc.tree.spent()
	}
}

// nothing is the error of a document without an operation that can be read.
func (p *parser) nothing() error {
	unread := slices.DeleteFunc(slices.Clone(p.problems), func(problem catalog.Problem) bool { return problem.Code != catalog.CodeOperationUnread })
	if len(unread) == 0 {
		return errors.New("its paths have no operation: the document is empty or cut short")
	}
	return fmt.Errorf("none of its %d operations can be read; the first: %s", len(unread), unread[0].Seen)
}

func (p *parser) pathItem(path string, node *yaml.Node) {
	key := catalog.Key{API: p.api, Path: path}
	pointer := pathPointer(path)
	switch {
	case isExtension(path):
		return
	case len(path) > maxName:
		key.Path = short(path)
		p.unread(key, pointer, fmt.Sprintf("the path has %d bytes, where at most %d are read", len(path), maxName))
		return
	case strings.ContainsFunc(path, unicode.IsControl):
		key.Path, pointer = brief(path), "/paths"
		p.unread(key, pointer, "the path has characters that are none of a path's")
		return
	case !strings.HasPrefix(path, "/"):
		p.unread(key, pointer, "it is no path: it does not begin with a slash")
		return
	}
	m, err := p.doc.tree.mapping(node)
	if err != nil {
		p.unread(key, pointer, "the path item can't be read: "+err.Error())
		return
	}
	item := known(m, pathItemFields)
	if !p.checkItem(key, pointer, item) {
		return
	}
	common := p.headers(key, item.get("parameters"), pointer+"/parameters")
	for _, f := range item.fields {
		if !slices.Contains(methods, f.key) {
			continue
		}
		key.Method = strings.ToUpper(f.key)
		p.count(key)
		if spelt, ok := item.spelt[f.key]; ok {
			p.problem(key, catalog.CodeFieldOdd, pointer+"/"+catalog.EscapePointer(short(spelt)), "the operation is written as "+brief(spelt)+", where OpenAPI has "+f.key)
		}
		p.operation(key, f.value, common)
		if p.stopped() != nil {
			return
		}
	}
}

// count counts an operation, and the others of its endpoint: what compares the
// versions of an endpoint compares each with each.
func (p *parser) count(key catalog.Key) {
	p.operations++
	endpoint := key.Method + " " + catalog.EndpointPath(key.Path)
	if p.versions[endpoint]++; p.versions[endpoint] > maxVersions {
		p.crowded = endpoint
	}
}

// checkItem says what of a path item is not read, and reports whether the rest is.
func (p *parser) checkItem(key catalog.Key, pointer string, item object) bool {
	for _, name := range item.twice {
		if !slices.Contains(methods, name) {
			p.unread(key, pointer+"/"+name, "the path item has "+name+" twice: none of its operations is read")
			return false
		}
		twice := key
		twice.Method = strings.ToUpper(name)
		p.unread(twice, pointer+"/"+name, "the operation stands twice in its path item: none of the two is read")
	}
	if ref := target(item.get("$ref")); ref != nil {
		p.unread(key, pointer+"/$ref", "the path item is a reference to "+describe(ref)+", which is not followed")
	}
	for _, f := range item.fields {
		if slices.Contains(extensions, f.key) {
			p.problem(key, catalog.CodeFieldOdd, pointer+"/"+f.key, f.key+" stands with the path, where it is none of an operation's: it is not read")
		} else if spelt, ok := item.spelt[f.key]; ok && !slices.Contains(methods, f.key) {
			p.problem(key, catalog.CodeFieldOdd, pointer, f.key+" is written "+brief(spelt))
		}
	}
	if len(item.unknown) > 0 {
		p.unread(key, pointer, "OpenAPI has no such field of a path item, and it is not read: "+some(item.unknown))
	}
	if len(item.odd) > 0 {
		p.unread(key, pointer, "a key of the path item is no name, and what it holds is not read: "+item.odd[0])
	}
	return true
}

func (p *parser) problem(key catalog.Key, code catalog.Code, pointer, seen string) {
	p.problems = append(p.problems, catalog.Problem{Key: key, Code: code, Seen: catalog.OneLine(seen), Pointer: pointer})
}

// unread says that an operation, or what may have been one, is missing.
func (p *parser) unread(key catalog.Key, pointer, seen string) {
	p.problem(key, catalog.CodeOperationUnread, pointer, seen)
}

// pathPointer is the place of a path item.
func pathPointer(path string) string { return "/paths/" + catalog.EscapePointer(short(path)) }

// short cuts what is longer than any name, for a place that is only named.
func short(text string) string { return strings.ToValidUTF8(text[:min(len(text), maxName)], "") }
