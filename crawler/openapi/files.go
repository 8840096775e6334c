package openapi

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
)

// Files reads documents in many files: a root whose paths refer to others. It
// knows what it read, since the versions of a document share most of it.
type Files struct{ known map[string]*parser }

// Parse is the package's Parse for a document in many files. name is the root's,
// and get gets the content of a file by its name. References of path items, of
// their operations and parameters are followed; one that can't be is a problem.
func (f *Files) Parse(ctx context.Context, api, name string, get func(name string) ([]byte, error)) ([]catalog.Observation, []catalog.Problem, error) {
	body, err := get(name)
	if err != nil {
		return nil, nil, err
	}
	root, err := parseYAML(ctx, body)
	if err != nil {
		return nil, nil, err
	}
	paths := member(root, "paths")
	if paths == nil || paths.Kind != yaml.MappingNode {
		return nil, nil, errors.New("it has no paths: the document is empty or cut short")
	}
	items := paths.Content
	j, all, used := joiner{ctx: ctx, get: get}, parser{}, map[string]*parser{}
	for i := 0; i+1 < len(items) && j.bytes <= maxBytes; i += 2 {
		j.item(name, items[i+1])
		paths.Content = items[i : i+2]
		text, err := yaml.Marshal(root)
		if err != nil {
			return nil, nil, err
		}
		p := f.item(ctx, api, items[i].Value, text)
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		used[string(text)] = p
		all.observations, all.problems = append(all.observations, p.observations...), append(all.problems, p.problems...)
	}
	f.remember(used)
	switch {
	case j.bytes > maxBytes:
		return nil, nil, errors.New("its files have more bytes than are read of a document")
	case len(all.observations) == 0:
		return nil, nil, all.nothing()
	}
	return all.observations, all.problems, nil
}

// item reads the document of a path item alone, unless that is known. One that
// can't be read is a problem of its path.
func (f *Files) item(ctx context.Context, api, path string, text []byte) *parser {
	if p := f.known[string(text)]; p != nil {
		return p
	}
	p, err := read(ctx, api, text)
	if err != nil {
		key := catalog.Key{API: api, Path: short(path)}
		return &parser{problems: []catalog.Problem{{Key: key, Code: catalog.CodeOperationUnread, Seen: catalog.OneLine(err.Error()), Pointer: pathPointer(path)}}}
	}
	return &parser{observations: p.observations, problems: p.problems} // without the tree
}

// mostKnown bounds the path items that are remembered.
const mostKnown = 20_000

func (f *Files) remember(used map[string]*parser) {
	if f.known == nil || len(f.known) > mostKnown {
		f.known = map[string]*parser{}
	}
	maps.Copy(f.known, used)
}

type joiner struct {
	ctx   context.Context
	get   func(string) ([]byte, error)
	bytes int
}

// item joins a path item that stands in a file.
func (j *joiner) item(in string, item *yaml.Node) {
	in = j.part(in, item)
	for _, method := range methods {
		if operation := member(item, method); operation != nil {
			j.part(in, operation)
		}
	}
}

// part joins a path item or an operation with its parameters. It stands in a
// file, and returns the one that it stands in now.
func (j *joiner) part(in string, node *yaml.Node) string {
	in = j.follow(in, node)
	if list := member(node, "parameters"); list != nil && list.Kind == yaml.SequenceNode {
		for _, parameter := range list.Content {
			j.follow(in, parameter)
		}
	}
	return in
}

// follow replaces a node that refers to another file by what stands there. A
// file is parsed each time, so that no node is within itself.
func (j *joiner) follow(in string, node *yaml.Node) string {
	for range maxReferences {
		ref := member(node, "$ref")
		if ref == nil || ref.Kind != yaml.ScalarNode || strings.ContainsAny(ref.Value, "#:") || j.bytes > maxBytes {
			break
		}
		name := path.Join(path.Dir(in), ref.Value)
		body, err := j.get(name)
		if err != nil {
			break
		}
		j.bytes += len(body)
		there, err := parseYAML(j.ctx, body)
		if err != nil {
			break
		}
		*node, in = *there, name
	}
	return in
}

// bulky are what a document mostly is, and says nothing of callers.
var bulky = []string{"info", "servers", "requestBody", "schema", "schemas", "content", "example", "examples", "callbacks", "x-codeSamples"}

// Slim is a file of a document in many without what says nothing of callers.
func Slim(ctx context.Context, body []byte) ([]byte, error) {
	node, err := parseYAML(ctx, body)
	if err != nil {
		return nil, err
	}
	slim(node)
	return yaml.Marshal(node)
}

func slim(node *yaml.Node) {
	for i := len(node.Content) - 2; node.Kind == yaml.MappingNode && i >= 0; i -= 2 {
		if key, value := node.Content[i].Value, node.Content[i+1]; slices.Contains(bulky, key) || key == "tags" && len(value.Content) > 0 && value.Content[0].Kind == yaml.MappingNode {
			node.Content = slices.Delete(node.Content, i, i+2)
		}
	}
	for _, child := range node.Content {
		slim(child)
	}
}

// member is the value of a mapping's key, nil where there is none.
func member(node *yaml.Node, key string) *yaml.Node {
	if node.Kind != yaml.MappingNode {
		return nil
	}
	i := slices.IndexFunc(node.Content, func(n *yaml.Node) bool { return n.Value == key })
	if i < 0 || i%2 != 0 {
		return nil
	}
	return node.Content[i+1]
}
