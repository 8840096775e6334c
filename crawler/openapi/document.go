// Package openapi reads SailPoint's OpenAPI documents: bytes in, observations out.
//
// A document of 4 MB is mostly schemas, bodies and examples that say nothing
// about authorization. So the YAML is parsed to a tree once, and only the
// fields that matter reach kin-openapi, operation by operation: one that can't
// be read is a problem of its own and takes nothing else with it.
package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// document is the part of an OpenAPI document that matters here.
type document struct {
	// paths is the "paths" mapping: templates and path items in turn.
	paths *yaml.Node
	// security is the document's default, nil where it has none.
	security *openapi3.SecurityRequirements
	schemes  openapi3.SecuritySchemes
	// parameters of the components, references among them resolved.
	parameters openapi3.ParametersMap
}

// readDocument parses the document and checks that it is one that can be believed.
func readDocument(body []byte) (*document, error) {
	root, err := parseYAML(body)
	if err != nil {
		return nil, err
	}
	if err := checkVersion(root); err != nil {
		return nil, err
	}
	doc := &document{paths: child(root, "paths")}
	if doc.paths == nil || doc.paths.Kind != yaml.MappingNode || len(doc.paths.Content) == 0 {
		return nil, errors.New("it has no paths: the document is empty or cut short")
	}
	if err := decode(child(root, "security"), &doc.security); err != nil {
		return nil, fmt.Errorf("its default security can't be read: %w", err)
	}
	components := child(root, "components")
	if err := decode(child(components, "securitySchemes"), &doc.schemes); err != nil {
		return nil, fmt.Errorf("its security schemes can't be read: %w", err)
	}
	if len(doc.schemes) == 0 {
		return nil, errors.New("it declares no security scheme: the document is cut short, or not one of SailPoint's")
	}
	doc.parameters = readParameters(child(components, "parameters"))
	return doc, nil
}

// parseYAML parses one YAML (or JSON) mapping.
func parseYAML(body []byte) (*yaml.Node, error) {
	start := bytes.TrimSpace(body)
	if len(start) == 0 {
		return nil, errors.New("it is empty")
	}
	if start[0] == '<' {
		return nil, errors.New("it is an HTML or XML page, not an OpenAPI document")
	}
	var root yaml.Node
	if err := yaml.Unmarshal(body, &root); err != nil {
		return nil, fmt.Errorf("it is no valid YAML: %w", err)
	}
	if len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("it is no OpenAPI document: the top level is no mapping")
	}
	return root.Content[0], nil
}

func checkVersion(root *yaml.Node) error {
	if version := child(root, "swagger"); version != nil {
		return fmt.Errorf("it is a Swagger %s document; OpenAPI 3 is read", version.Value)
	}
	switch version := child(root, "openapi"); {
	case version == nil:
		return errors.New(`it is no OpenAPI document: there is no "openapi" field`)
	case !bytes.HasPrefix([]byte(version.Value), []byte("3.")):
		return fmt.Errorf("it is an OpenAPI %s document; OpenAPI 3 is read", version.Value)
	default:
		return nil
	}
}

// readParameters reads the components' parameters. One that can't be read, or
// whose own reference leads nowhere, is left out: who refers to it will say so.
func readParameters(node *yaml.Node) openapi3.ParametersMap {
	parameters := openapi3.ParametersMap{}
	var references []string
	for name, value := range pairs(node) {
		var parameter openapi3.ParameterRef
		if decode(keepParameter(value), &parameter) != nil {
			continue
		}
		parameters[name] = &parameter
		if parameter.Ref != "" {
			references = append(references, name)
		}
	}
	targets := openapi3.ParametersMap{}
	for name, parameter := range parameters {
		if parameter.Ref == "" {
			targets[name] = parameter
		}
	}
	for _, name := range references {
		if resolved, err := resolve(targets, parameters[name].Ref); err == nil {
			parameters[name] = &openapi3.ParameterRef{Value: resolved}
		} else {
			delete(parameters, name)
		}
	}
	return parameters
}

// resolve follows a reference to a parameter within the document. A reference
// that leads out of it is an error and never opened.
func resolve(parameters openapi3.ParametersMap, ref string) (*openapi3.Parameter, error) {
	loader := openapi3.NewLoader()
	loader.ReadFromURIFunc = refuseURI
	parameter := &openapi3.ParameterRef{Ref: ref}
	doc := &openapi3.T{
		Components: &openapi3.Components{Parameters: parameters},
		Paths:      openapi3.NewPaths(openapi3.WithPath("/", &openapi3.PathItem{Parameters: openapi3.Parameters{parameter}})),
	}
	if err := loader.ResolveRefsIn(doc, nil); err != nil {
		return nil, err
	}
	if parameter.Value == nil {
		return nil, errors.New("it leads back to itself")
	}
	return parameter.Value, nil
}

// The fields that matter; everything else is dropped before decoding.
var parameterFields = []string{"$ref", "name", "in", "required", "description"}

// child returns the value of a mapping's key, nil where there is none.
func child(node *yaml.Node, key string) *yaml.Node {
	for name, value := range pairs(node) {
		if name == key {
			return value
		}
	}
	return nil
}

// pairs iterates over a mapping, aliases followed; over nothing for any other node.
func pairs(node *yaml.Node) func(yield func(string, *yaml.Node) bool) {
	return func(yield func(string, *yaml.Node) bool) {
		if node = target(node); node == nil || node.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			if !yield(node.Content[i].Value, target(node.Content[i+1])) {
				return
			}
		}
	}
}

// target follows an alias to its anchor.
func target(node *yaml.Node) *yaml.Node {
	if node != nil && node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// keep returns a copy of a mapping with only the named fields.
func keep(node *yaml.Node, fields []string) *yaml.Node {
	if node = target(node); node == nil || node.Kind != yaml.MappingNode {
		return node
	}
	kept := *node
	kept.Content = nil
	for i := 0; i+1 < len(node.Content); i += 2 {
		if slices.Contains(fields, node.Content[i].Value) {
			kept.Content = append(kept.Content, node.Content[i], node.Content[i+1])
		}
	}
	return &kept
}

// decode reads a tree into one of kin-openapi's types, which read JSON. The
// YAML decoder bounds the expansion of aliases and rejects repeated keys.
func decode(node *yaml.Node, into any) error {
	if node == nil {
		return nil
	}
	var value any
	if err := node.Decode(&value); err != nil {
		return err
	}
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

// refuseURI is the loader's way out of the document: there is none.
func refuseURI(_ *openapi3.Loader, uri *url.URL) ([]byte, error) {
	return nil, fmt.Errorf("%s is outside the document", uri)
}
