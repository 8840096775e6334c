package calls

import (
	"regexp"
	"strings"
	"sync"
)

// formatArazzo is a description of workflows: https://spec.openapis.org/arazzo/latest.html
const formatArazzo = "arazzo"

func arazzoDocument(tree func([]byte) (*node, error)) format {
	return format{formatArazzo, "an Arazzo document", nil, func(c *collector, body []byte) error {
		root, err := tree(body)
		if err != nil {
			return err
		}
		c.arazzo(root)
		return nil
	}}
}

func (c *collector) arazzo(root *node) {
	sources := map[string]string{}
	only := ""
	for _, source := range root.child("sourceDescriptions").list() {
		only = apiNamed(source.value("url") + " " + source.value("name"))
		sources[source.value("name")] = only
	}
	if len(sources) != 1 {
		only = ""
	}
	for _, workflow := range root.child("workflows").list() {
		for _, step := range workflow.child("steps").list() {
			if !c.done {
				where := place(place("", workflow.value("workflowId")), step.value("stepId"))
				c.arazzoStep(where, &step, sources, only)
			}
		}
	}
}

func (c *collector) arazzoStep(where string, step *node, sources map[string]string, only string) {
	if path := step.child("operationPath"); path != nil { // '{$sourceDescriptions.isc.url}#/paths/~1accounts/get'
		source, pointer, _ := strings.Cut(path.text, "#/paths/")
		pointer, method, _ := strings.Cut(pointer, "/")
		pointer = strings.NewReplacer("~1", "/", "~0", "~").Replace(pointer)
		api := sources[between(source, "$sourceDescriptions.", ".")]
		if api != "" && !strings.HasPrefix(pointer, "/"+api+"/") {
			pointer = "/" + api + pointer
		}
		c.expression(request{method: method, url: pointer, where: where, line: path.line})
		return
	}
	id := step.child("operationId")
	switch {
	case id != nil:
		name, api := id.text, only
		if source, rest, ok := strings.Cut(strings.TrimPrefix(name, "$sourceDescriptions."), "."); ok && rest != "" {
			name, api = rest, sources[source]
		}
		c.operation(name, api, request{where: where, line: id.line})
	case step.child("workflowId") != nil:
	default:
		c.skip(where, "it names no operation")
	}
}

// between is what stands behind one text and before another.
func between(text, before, behind string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, behind)
	return text
}

var apiName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^a-z0-9])(v3|beta|v20\d\d)(?:[^a-z0-9]|$)`) })

// apiNamed is the version of the API that the name of a document has in it:
// "v2025" of "deref-sailpoint-api.v2025.yaml"; "" for none.
func apiNamed(text string) string {
	if found := apiName().FindStringSubmatch(strings.ToLower(text)); found != nil {
		return found[1]
	}
	return ""
}
