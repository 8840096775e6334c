package openapi

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"authcat/catalog"
)

// The fields of OpenAPI's objects (https://spec.openapis.org/oas/v3.1.1.html).
var (
	documentFields = vocabulary("openapi", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components", "security", "tags",
		"externalDocs", "$self", "swagger") // which OpenAPI 2 has in place of openapi
	componentFields = vocabulary("schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
		"callbacks", "pathItems", "mediaTypes")
	pathItemFields  = vocabulary(slices.Concat([]string{"$ref", "summary", "description", "servers", "parameters"}, methods, extensions)...)
	operationFields = vocabulary(slices.Concat([]string{"tags", "summary", "description", "externalDocs", "operationId", "parameters",
		"requestBody", "responses", "callbacks", "deprecated", "security", "servers", "$ref"}, extensions)...)
	parameterFields = vocabulary("$ref", "name", "in")
	schemeFields    = vocabulary("$ref", "type", "scheme", "name", "in", "bearerFormat", "openIdConnectUrl")

	// methods of path items, as they are written there.
	methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}
	// extensions say something about the callers of an operation.
	extensions = []string{catalog.LevelsField, catalog.MisspeltLevelsField, catalog.RightsField, catalog.AudienceField, catalog.SecurityNoteField, catalog.SuccessorField}
)

// object is a mapping by the names that its fields are known by. Its keys that
// stand twice are known ones, under whatever spelling.
type object struct {
	mapping
	// spelt are the keys of the known fields that are spelt otherwise: "GET" of "get".
	spelt map[string]string
	// unknown are the other keys, but for extensions.
	unknown []string
}

// known reads a mapping's fields by their names. One that is spelt otherwise
// ("GET", "Security", "x-sailpoint-userlevels") can only mean what it looks
// like: OpenAPI's names differ in more than that.
func known(m mapping, vocabulary func() *words) object {
	names := vocabulary()
	o := object{mapping: mapping{odd: m.odd}, spelt: map[string]string{}}
	count := map[string]int{}
	for _, key := range m.twice {
		count[names.nameOf(key)] += 2
	}
	for _, f := range m.fields {
		name := names.nameOf(f.key)
		switch {
		case name != "":
			count[name]++
			o.fields = append(o.fields, field{name, f.value})
			if f.key != name {
				o.spelt[name] = f.key
			}
		case !isExtension(f.key):
			o.unknown = append(o.unknown, f.key)
		}
	}
	for _, name := range names.names {
		if count[name] > 1 {
			o.twice = append(o.twice, name)
		}
	}
	o.fields = slices.DeleteFunc(o.fields, func(f field) bool { return count[f.key] > 1 })
	return o
}

// words are the names that an object's fields may have.
type words struct {
	names []string
	exact map[string]bool
	// byLetters are the names by their letters alone.
	byLetters map[string]string
}

// vocabulary is made on first use: every command links this package, and few parse a document.
func vocabulary(names ...string) func() *words {
	return sync.OnceValue(func() *words {
		w := &words{names, map[string]bool{}, map[string]string{}}
		for _, name := range names {
			w.exact[name] = true
			w.byLetters[letters(name)] = name
		}
		return w
	})
}

// nameOf returns the name that a key means, "" for none.
func (w *words) nameOf(key string) string {
	const longest = 100 // more than any name and its hyphens
	switch {
	case w.exact[key]:
		return key
	case len(key) > longest:
		return ""
	default:
		return w.byLetters[letters(key)]
	}
}

// letters returns a name's letters and digits, in lower case.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' && r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

func isExtension(key string) bool { return strings.HasPrefix(strings.ToLower(key), "x-") }

// oddities says of an object's keys what a reader should know: nothing of it is lost without a word.
func (o object) oddities() []string {
	var all []string
	for _, f := range o.fields {
		if key, ok := o.spelt[f.key]; ok {
			all = append(all, fmt.Sprintf("%s is written %s", f.key, brief(key)))
		}
	}
	if len(o.unknown) > 0 {
		all = append(all, "OpenAPI has no such field, and it is not read: "+some(o.unknown))
	}
	if len(o.odd) > 0 {
		all = append(all, "a key is no name, and what it holds is not read: "+o.odd[0])
	}
	return all
}

// some quotes the first few of many.
func some(keys []string) string {
	const most = 3
	quoted := make([]string, 0, most)
	for _, key := range keys[:min(most, len(keys))] {
		quoted = append(quoted, brief(key))
	}
	text := strings.Join(quoted, ", ")
	if n := len(keys) - most; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text
}
