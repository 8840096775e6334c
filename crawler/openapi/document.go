// Package openapi reads SailPoint's OpenAPI documents: bytes in, observations out.
//
// A document of 4 MB is mostly schemas, bodies and examples that say nothing
// about authorization. So the YAML is parsed to a tree once, and only the
// fields that matter are read, operation by operation: one that can't be read
// is a problem of its own and takes nothing else with it. They are read off the
// tree itself, not through a library's types, which can't tell null from {}:
// the one states nothing, the other that no token is needed.
package openapi

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"

	"authcat/catalog"
)

// document is the part of an OpenAPI document that matters here.
type document struct {
	tree *tree
	// paths are templates and path items.
	paths mapping
	// security is the document's default.
	security security
	// schemes are the declared security schemes, by name.
	schemes map[string]*openapi3.SecurityScheme
	// parameters are those of the components, each read once.
	parameters *parameters
	// problems are about the document, not about a path.
	problems []catalog.Problem
}

// readDocument parses the document and checks that it is one that can be believed.
func readDocument(ctx context.Context, api string, body []byte) (*document, error) {
	node, err := parseYAML(ctx, body)
	if err != nil {
		return nil, err
	}
	d := &document{tree: &tree{read: map[*yaml.Node]*merged{}}}
	root, err := d.object(api, "", node, documentFields)
	if err != nil {
		return nil, err
	}
	if err := checkVersion(root); err != nil {
		return nil, err
	}
	d.paths, err = d.tree.mapping(root.get("paths"))
	switch {
	case errors.Is(err, errNoMapping), err == nil && len(d.paths.fields)+len(d.paths.twice) == 0:
		return nil, errors.New("it has no paths: the document is empty or cut short")
	case err != nil:
		return nil, fmt.Errorf("its paths can't be read: %w", err)
	}
	if err := d.readComponents(api, root.get("components")); err != nil {
		return nil, err
	}
	if d.security, err = d.readSecurity(root.get("security")); err != nil {
		return nil, fmt.Errorf("its default security can't be read: it %w", err)
	}
	if n := d.security.nulls; n > 0 {
		d.problem(api, catalog.CodeSecurityNull, "/security", nullEntries("the default security", n, len(d.security.alternatives)))
	}
	return d, nil
}

// object reads one of the document's own objects. What stands twice there
// would have one of the two ignored, whichever: the document is refused.
func (d *document) object(api, pointer string, node *yaml.Node, names func() *words) (object, error) {
	what := "its top level"
	if pointer != "" {
		what = pointer
	}
	m, err := d.tree.mapping(node)
	if err != nil {
		return object{}, fmt.Errorf("%s can't be read: %w", what, err)
	}
	o := known(m, names)
	if len(o.twice) > 0 {
		return object{}, fmt.Errorf("%s has %q twice: one of the two would have to be ignored", what, o.twice[0])
	}
	for _, oddity := range o.oddities() {
		d.problem(api, catalog.CodeFieldOdd, pointer, oddity)
	}
	return o, nil
}

func (d *document) problem(api string, code catalog.Code, pointer, seen string) {
	d.problems = append(d.problems, catalog.Problem{Key: catalog.Key{API: api}, Code: code, Seen: seen, Pointer: pointer})
}

func checkVersion(root object) error {
	if version := target(root.get("swagger")); version != nil {
		return fmt.Errorf("it is a Swagger %s document; OpenAPI 3 is read", number(version))
	}
	switch version := target(root.get("openapi")); {
	case version == nil:
		return errors.New(`it is no OpenAPI document: there is no "openapi" field`)
	case version.Kind != yaml.ScalarNode || !strings.HasPrefix(version.Value, "3."):
		return fmt.Errorf("it is an OpenAPI %s document; OpenAPI 3 is read", number(version))
	default:
		return nil
	}
}

// number is a version as it is written, 3.0.1, in quotes where it is none.
func number(node *yaml.Node) string {
	if len(node.Value) < 20 && node.Value != "" && strings.Trim(node.Value, "0123456789.") == "" {
		return node.Value
	}
	return describe(node)
}

// readComponents reads the components that matter. SailPoint writes them below
// the paths, in every document; schemes may be missing among them (v1 from
// 2026-06-12 to 06-24, nerm-v2025 for eight months). A document that has none
// at all was cut off somewhere in its paths.
func (d *document) readComponents(api string, node *yaml.Node) error {
	if m, err := d.tree.mapping(node); err == nil && len(m.fields) == 0 || isNull(node) {
		return errors.New("it has no components: the document is cut short, or not one of SailPoint's")
	}
	components, err := d.object(api, "/components", node, componentFields)
	if err != nil {
		return err
	}
	if err := d.readSchemes(components.get("securitySchemes")); err != nil {
		return fmt.Errorf("its security schemes can't be read: %w", err)
	}
	d.parameters, err = newParameters(d.tree, components.get("parameters"))
	if err != nil {
		return fmt.Errorf("its components' parameters can't be read: %w", err)
	}
	return nil
}

// nullEntries says that entries of a security are null, and what is left.
func nullEntries(what string, nulls, others int) string {
	if others == 0 {
		return fmt.Sprintf("%s is a list of nothing but null, which states nothing", what)
	}
	return fmt.Sprintf("%s has null among its alternatives (%d of %d)", what, nulls, nulls+others)
}
