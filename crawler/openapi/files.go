package openapi

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Join puts the files of a document in many into one, as far as callers are
// concerned. name is the root's, and get gets the content of a file by its name.
// References of path items, of their operations and parameters are followed; one
// that can't be stays, and Parse names it as a problem.
func Join(ctx context.Context, name string, get func(name string) ([]byte, error)) ([]byte, error) {
	body, err := get(name)
	if err != nil {
		return nil, err
	}
	root, err := parseYAML(ctx, body)
	if err != nil {
		return nil, err
	}
	j := joiner{ctx: ctx, get: get}
	if paths := member(root, "paths"); paths != nil && paths.Kind == yaml.MappingNode {
		for i := 1; i < len(paths.Content); i += 2 {
			j.item(name, paths.Content[i])
		}
	}
	if j.bytes > maxBytes {
		return nil, errors.New("its files have more bytes than are read of a document")
	}
	return yaml.Marshal(root)
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
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}
