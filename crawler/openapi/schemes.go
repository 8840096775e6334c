package openapi

import (
	"encoding/json"
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// readSchemes reads the declared security schemes. One that can't be read, or
// has no type, is as good as not declared.
func (d *document) readSchemes(node *yaml.Node) error {
	d.schemes = map[string]*openapi3.SecurityScheme{}
	if isNull(node) {
		return nil
	}
	schemes, err := d.tree.mapping(node)
	if err != nil {
		return err
	}
	if len(schemes.twice) > 0 {
		return fmt.Errorf("%s stands twice", brief(schemes.twice[0]))
	}
	for _, f := range schemes.fields {
		if scheme := d.readScheme(f.value); scheme != nil && scheme.Type != "" {
			d.schemes[f.key] = scheme
		}
	}
	return nil
}

// readScheme reads a scheme's texts into kin-openapi's model; nil where there is none.
func (d *document) readScheme(node *yaml.Node) *openapi3.SecurityScheme {
	m, err := d.tree.mapping(node)
	if err != nil {
		return nil
	}
	texts := map[string]string{}
	for _, f := range known(m, schemeFields).fields {
		if isText(f.value) {
			texts[f.key] = target(f.value).Value
		}
	}
	text, err := json.Marshal(texts)
	if err != nil {
		return nil
	}
	scheme := openapi3.NewSecurityScheme()
	if err := scheme.UnmarshalJSON(text); err != nil {
		return nil
	}
	return scheme
}

// hasScopes reports whether tokens of the scheme carry scopes, so that an empty
// list of them says something (https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object).
func hasScopes(scheme *openapi3.SecurityScheme) bool {
	return scheme.Type == "oauth2" || scheme.Type == "openIdConnect"
}
