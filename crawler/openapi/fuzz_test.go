package openapi

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// FuzzParse checks that any bytes end in operations or in an error of one line,
// within bounds, and against a second reading by the YAML library: no operation
// is lost without a word, none needs no token unless that is what stands there,
// and a stated security is the one that was read.
func FuzzParse(f *testing.F) {
	const rest = "\nopenapi: 3.0.1\nsecurity: [{u: [s]}]\ncomponents: {securitySchemes: {u: {type: oauth2}}, parameters: {p: {name: X-SailPoint-Experimental, in: header}}}"
	for _, seed := range []string{
		"paths: {/a: {}}", "paths: {x-a: {}}", "paths: {/a: {get: {}}, b: {}}",
		"paths: {/a: {get: {security: [null]}}}", "paths: {/a: {get: {security: [null, {u: [a]}, {}]}}}", "paths: {/a: {get: {security: []}}}",
		"x-b: &b {security: [{u: [a]}]}\npaths: {/a: {get: {<<: *b}}, /b: {<<: {get: *b}}, /c: &c {<<: [{put: *b}]}, /d: *c}",
		"paths: {/a: {GET: {Security: [{}]}, get: {}}, /a: {}, ~: {}}", "paths: {/a: {get: {security: {u: 1}}}}\n---\n{}",
		"paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/p'}, {}, 1], responses: {401: {}}, tags: [1, ~], deprecated: 'no'}}}",
		"paths: {/a: {get: {x-sailpoint-userLevels: [A, API], description: A token with ORG_ADMIN authority is required., summary: 1}}}",
		"x-a: &a {<<: *a}\npaths: {/a: *a}", "paths:\n  ? /a\n  : get: !!map {? security : !!seq []}",
		"paths: {/a: {get: {security: [!!set {u, v}]}, !!binary Z2V0: {}, 'ge\\u0074': {}}}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			t.Skip("longer than anything that is new")
		}
		checkParse(t, text)
		checkParse(t, text+rest) // with which nearly anything is a document
	})
}

func checkParse(t *testing.T, text string) {
	observations, problems, err := Parse(t.Context(), "v1", []byte(text), new(prose.Reader))
	if err != nil {
		if strings.ContainsAny(err.Error(), "\n\r") || len(observations)+len(problems) > 0 {
			t.Errorf("error %q is not one sentence about the document", err)
		}
		return
	}
	if len(observations) == 0 || len(observations) > maxOperations || len(problems) > maxProblems {
		t.Errorf("%d operations and %d problems", len(observations), len(problems))
	}
	for _, p := range problems {
		if _, ok := catalog.ClassOfCode(p.Code); !ok || p.Seen == "" || len(p.Seen) > 2000 || strings.ContainsAny(p.Seen, "\n\r") {
			t.Errorf("problem %+v", p)
		}
	}
	checkAgainst(t, text, observations, problems)
}

// checkAgainst compares with what the YAML library makes of the same text.
func checkAgainst(t *testing.T, text string, observations []catalog.Observation, problems []catalog.Problem) {
	var second struct {
		Paths    map[any]map[any]any
		Security any
	}
	var odd *yaml.TypeError
	if err := yaml.Unmarshal([]byte(text), &second); err != nil && !asTypeError(err, &odd) {
		return // repeated keys somewhere
	}
	named := map[string]bool{} // paths of which something is said
	for _, p := range problems {
		named[p.Path] = true
	}
	read := map[catalog.Key]catalog.Security{}
	for _, o := range observations {
		read[o.Key] = o.Security
		item := second.Paths[o.Path]
		operation, ok := item[strings.ToLower(o.Method)].(map[string]any)
		if !ok {
			continue // spelt otherwise, or too odd for the library
		}
		stated := operation["security"]
		if stated == nil {
			stated = second.Security
			if o.Security.Basis == catalog.BasisOperation && !named[o.Path] {
				t.Errorf("%s: security %s, which is not stated", o.Key, o.Security)
			}
		}
		if catalog.Decide(o.Security, catalog.AnyScope).Needs == catalog.NeedsNone && !saysPublic(stated) {
			t.Errorf("%s needs no token, by %v", o.Key, stated)
		}
		if names := schemesOf(operation["security"]); names != nil && !slices.Equal(names, schemesRead(o.Security)) {
			t.Errorf("%s: security %s, of %v", o.Key, o.Security, operation["security"])
		}
	}
	for path, item := range second.Paths {
		for method := range item {
			name, isName := method.(string)
			template, isPath := path.(string)
			if !isName || !isPath || !slices.Contains(methods, name) || !strings.HasPrefix(template, "/") {
				continue
			}
			key := catalog.Key{API: "v1", Method: strings.ToUpper(name), Path: template}
			if _, ok := read[key]; !ok && !named[template] {
				t.Errorf("%s is lost without a word", key)
			}
		}
	}
}

func asTypeError(err error, into **yaml.TypeError) bool {
	odd, ok := err.(*yaml.TypeError)
	*into = odd
	return ok && !strings.Contains(err.Error(), "already defined")
}

// saysPublic reports whether a security says that no token is needed: [] or a {} in it.
func saysPublic(security any) bool {
	list, ok := security.([]any)
	if !ok {
		return false
	}
	return len(list) == 0 || slices.ContainsFunc(list, func(entry any) bool {
		switch alternative := entry.(type) {
		case map[string]any:
			return len(alternative) == 0
		case map[any]any:
			return len(alternative) == 0
		default:
			return false
		}
	})
}

// schemesOf lists the schemes of a security in order, nil for one that is no list of mappings.
func schemesOf(security any) []string {
	list, ok := security.([]any)
	if !ok {
		return nil
	}
	names := []string{}
	for _, entry := range list {
		alternative, ok := entry.(map[string]any)
		if !ok {
			return nil
		}
		names = append(names, slices.Sorted(maps.Keys(alternative))...)
	}
	return names
}

func schemesRead(security catalog.Security) []string {
	names := []string{}
	for _, use := range slices.Concat(security.Alternatives...) {
		names = append(names, use.Scheme)
	}
	return names
}
