package openapi

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"

	"authcat/catalog"
)

// parameter is what matters of one: which it is, or where it stands instead.
type parameter struct {
	openapi3.Parameter
	ref string
}

// isExperimental reports whether it is the header that marks an experimental operation
// (https://developer.sailpoint.com/docs/api/api-versioning-strategy: such calls
// must carry "X-SailPoint-Experimental: true").
func (p parameter) isExperimental() bool {
	return strings.EqualFold(p.In, openapi3.ParameterInHeader) && strings.EqualFold(p.Name, catalog.ExperimentalHeader)
}

// parameters are those of a document's components.
type parameters struct {
	tree  *tree
	nodes map[string]*yaml.Node
	// twice are the names of those that stand more than once.
	twice []string
	// found are the references that were followed.
	found map[string]resolution
}

// resolution is a reference's parameter, or why there is none.
type resolution struct {
	parameter parameter
	err       error
}

func newParameters(t *tree, node *yaml.Node) (*parameters, error) {
	p := &parameters{tree: t, nodes: map[string]*yaml.Node{}, found: map[string]resolution{}}
	if isNull(node) {
		return p, nil
	}
	named, err := t.mapping(node)
	if err != nil {
		return nil, err
	}
	p.twice = named.twice
	for _, f := range named.fields {
		p.nodes[f.key] = f.value
	}
	return p, nil
}

// read reads a parameter. A reference goes before what stands beside it, as OpenAPI has it.
func (p *parameters) read(node *yaml.Node) (parameter, error) {
	m, err := p.tree.mapping(node)
	if err != nil {
		return parameter{}, err
	}
	o := known(m, parameterFields)
	if len(o.twice) > 0 {
		return parameter{}, fmt.Errorf("its field %q stands twice", o.twice[0])
	}
	var read parameter
	for _, f := range o.fields {
		if !isText(f.value) {
			return parameter{}, fmt.Errorf("its field %q is no text, but %s", f.key, describe(f.value))
		}
		switch text := f.value.Value; f.key {
		case "$ref":
			read.ref = text
		case "name":
			read.Name = text
		case "in":
			read.In = text
		}
	}
	if description := target(m.get("description")); isText(description) { // it is no statement by itself: anything else is left out
		read.Description = description.Value
	}
	return read, nil
}

// resolve follows a reference to a parameter within the document. A reference
// that leads out of it is an error and never opened.
func (p *parameters) resolve(ref string) (parameter, error) {
	known, ok := p.found[ref]
	if !ok {
		known.parameter, known.err = p.follow(ref)
		p.found[ref] = known
	}
	return known.parameter, known.err
}

func (p *parameters) follow(ref string) (parameter, error) {
	const components = "#/components/parameters/"
	for range maxReferences {
		escaped, ok := strings.CutPrefix(ref, components)
		if !ok {
			return parameter{}, fmt.Errorf("%s is outside the document's parameters", brief(ref))
		}
		name := unescape(escaped)
		node := p.nodes[name]
		switch {
		case slices.Contains(p.twice, name):
			return parameter{}, fmt.Errorf("the document has the parameter %s twice", brief(name))
		case node == nil:
			return parameter{}, fmt.Errorf("the document has no parameter %s", brief(name))
		}
		read, err := p.read(node)
		if err != nil || read.ref == "" {
			return read, err
		}
		ref = read.ref
	}
	return parameter{}, errors.New("it leads back to itself")
}

// unescape decodes a token of a JSON pointer in a URL's fragment (RFC 6901, 6).
func unescape(token string) string {
	if decoded, err := url.PathUnescape(token); err == nil {
		token = decoded
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}
