package openapi

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// Parse reads one API's OpenAPI 3 document. It fails when the document as a
// whole can't be believed; an operation that can't be read is a problem.
func Parse(api string, body []byte) ([]catalog.Observation, []catalog.Problem, error) {
	doc, err := readDocument(body)
	if err != nil {
		return nil, nil, err
	}
	p := parser{api: api, doc: doc, resolved: map[string]resolution{}}
	seen := map[string]bool{}
	for path, item := range pairs(doc.paths) {
		if seen[path] {
			p.problem(catalog.Key{API: api, Path: path}, catalog.CodeOperationUnread, "/paths/"+catalog.EscapePointer(path), "the path stands twice in the document")
			continue
		}
		seen[path] = true
		p.pathItem(path, item)
	}
	if len(p.observations) == 0 {
		return nil, nil, fmt.Errorf("none of its %d operations can be read; the first: %s", len(p.problems), p.problems[0].Seen)
	}
	return p.observations, p.problems, nil
}

type parser struct {
	api          string
	doc          *document
	resolved     map[string]resolution
	observations []catalog.Observation
	problems     []catalog.Problem
}

// resolution is a reference's parameter, or why there is none.
type resolution struct {
	parameter *openapi3.Parameter
	err       error
}

// methods of OpenAPI 3 path items, as they are written there.
var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// operationFields are the fields of an operation that say something about authorization.
var operationFields = []string{
	"operationId", "summary", "description", "tags", "deprecated", "security", "parameters",
	catalog.LevelsField, catalog.MisspeltLevelsField,
	requiredRight, audience, securityDescription, deprecatedDescription,
}

// Extensions that say something about callers.
const (
	requiredRight         = "x-required-right"
	audience              = "x-audience"
	securityDescription   = "x-sailpoint-securityDescription"
	deprecatedDescription = "x-deprecated-description"
)

func (p *parser) pathItem(path string, item *yaml.Node) {
	if !strings.HasPrefix(path, "/") { // an extension, "x-…"
		return
	}
	key := catalog.Key{API: p.api, Path: path}
	pointer := "/paths/" + catalog.EscapePointer(path)
	if item == nil || item.Kind != yaml.MappingNode {
		p.problem(key, catalog.CodeOperationUnread, pointer, "the path item is no mapping")
		return
	}
	if ref := child(item, "$ref"); ref != nil {
		p.problem(key, catalog.CodeOperationUnread, pointer+"/$ref", "the path item is a reference to "+ref.Value+", which is not followed")
	}
	common := p.parameters(key, child(item, "parameters"), pointer+"/parameters")
	seen := map[string]bool{}
	for method, node := range pairs(item) {
		if !slices.Contains(methods, method) {
			continue
		}
		key.Method = strings.ToUpper(method)
		if seen[method] {
			p.problem(key, catalog.CodeOperationUnread, pointer+"/"+method, "the operation stands twice in its path item")
			continue
		}
		seen[method] = true
		p.operation(key, node, common)
	}
}

func (p *parser) problem(key catalog.Key, code catalog.Code, pointer, seen string) {
	p.problems = append(p.problems, catalog.Problem{Key: key, Code: code, Seen: seen, Pointer: pointer})
}

// header is a parameter with its place in the document.
type header struct {
	parameter *openapi3.Parameter
	pointer   string
	// ref is the reference that leads to it, "" where it stands at the pointer itself.
	ref string
}

func (p *parser) operation(key catalog.Key, node *yaml.Node, common []header) {
	observation := catalog.Observation{Key: key}
	pointer := observation.Pointer()
	if node == nil || node.Kind != yaml.MappingNode {
		p.problem(key, catalog.CodeOperationUnread, pointer, "the operation is no mapping")
		return
	}
	kept := keep(node, operationFields)
	parameters := child(kept, "parameters")
	kept = keep(kept, slices.DeleteFunc(slices.Clone(operationFields), func(f string) bool { return f == "parameters" }))
	var operation openapi3.Operation
	if err := decode(kept, &operation); err != nil {
		p.problem(key, catalog.CodeOperationUnread, pointer, catalog.OneLine(err.Error()))
		return
	}
	extensions, err := readExtensions(operation.Extensions)
	if err != nil {
		p.problem(key, catalog.CodeOperationUnread, pointer, err.Error())
		return
	}
	observation.OperationID = operation.OperationID
	observation.Title = operation.Summary
	observation.Tags = operation.Tags
	observation.Deprecated = operation.Deprecated
	observation.Security = p.security(operation.Security)
	observation.Unauthorized = child(child(node, "responses"), "401") != nil
	observation.LevelsField, observation.Levels = extensions.levelsField, extensions.levels
	observation.Rights, observation.Audience = extensions.rights, extensions.audience
	observation.Successor = extensions.successor
	headers := append(p.parameters(key, parameters, pointer+"/parameters"), common...)
	observation.Prose = prose.Read(texts(&observation, operation.Description, operation.Summary, headers)...)
	observation.SecurityNote = prose.Read(prose.Text{Words: extensions.securityNote, Place: observation.Place(catalog.SaidInNote)})
	observation.Experimental = experimental(headers)
	p.observations = append(p.observations, observation)
}

// parameters reads a list of parameters, references resolved. One that can't
// be read is a problem; it can't be the experimental header.
func (p *parser) parameters(key catalog.Key, list *yaml.Node, pointer string) []header {
	if list = target(list); list == nil {
		return nil
	}
	var headers []header
	for i, node := range list.Content {
		at := pointer + "/" + strconv.Itoa(i)
		var parameter openapi3.ParameterRef
		if err := decode(keepParameter(node), &parameter); err != nil {
			p.problem(key, catalog.CodeReferenceUnread, at, catalog.OneLine(err.Error()))
			continue
		}
		if parameter.Ref != "" {
			r := p.resolve(parameter.Ref)
			if r.err != nil {
				p.problem(key, catalog.CodeReferenceUnread, at, "parameter "+parameter.Ref+": "+catalog.OneLine(r.err.Error()))
				continue
			}
			parameter.Value = r.parameter
		}
		headers = append(headers, header{parameter.Value, at, parameter.Ref})
	}
	return headers
}

func (p *parser) resolve(ref string) resolution {
	r, ok := p.resolved[ref]
	if !ok {
		r.parameter, r.err = resolve(p.doc.parameters, ref)
		p.resolved[ref] = r
	}
	return r
}

// security is the operation's own, or the document's default where it states none.
func (p *parser) security(own *openapi3.SecurityRequirements) catalog.Security {
	security := catalog.Security{Basis: catalog.BasisOperation}
	if own == nil {
		security.Basis = catalog.BasisInherited
		own = p.doc.security
	}
	if own == nil {
		return security
	}
	for _, published := range *own {
		requirement := catalog.Requirement{}
		for scheme, scopes := range published {
			requirement = append(requirement, p.schemeUse(scheme, scopes))
		}
		slices.SortFunc(requirement, func(a, b catalog.SchemeUse) int { return strings.Compare(a.Scheme, b.Scheme) })
		security.Alternatives = append(security.Alternatives, requirement)
	}
	return security
}

func (p *parser) schemeUse(scheme string, scopes []string) catalog.SchemeUse {
	use := catalog.SchemeUse{Scheme: scheme, Scopes: scopes, Undeclared: true, Scoped: true}
	if declared := p.doc.schemes[scheme]; declared != nil && declared.Value != nil {
		use.Undeclared = false
		use.Scoped = declared.Value.Type == "oauth2" || declared.Value.Type == "openIdConnect"
	}
	return use
}

// experimental returns the place of the header that marks an experimental operation, or "".
// (https://developer.sailpoint.com/docs/api/api-versioning-strategy: such calls
// must carry "X-SailPoint-Experimental: true".)
func experimental(headers []header) string {
	for _, h := range headers {
		if h.parameter != nil && h.parameter.In == openapi3.ParameterInHeader &&
			http.CanonicalHeaderKey(h.parameter.Name) == "X-Sailpoint-Experimental" {
			return h.pointer
		}
	}
	return ""
}
