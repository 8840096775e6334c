package openapi

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"authcat/catalog"
	"authcat/catalog/prose"
	"authcat/crawler/mirrortest"
)

const head = `openapi: 3.0.1
security: [{userAuth: ['sp:scopes:all']}]
components:
  securitySchemes:
    userAuth: {type: oauth2, flows: {}}
    applicationAuth: {type: oauth2, flows: {}}
    basicAuth: {type: http, scheme: basic}
  parameters:
    experimental: {name: X-SailPoint-Experimental, in: header, schema: {type: string}}
    again: {$ref: '#/components/parameters/experimental'}
    outside: {$ref: 'https://elsewhere.example/p.yaml#/p'}
    self: {$ref: '#/components/parameters/self'}
    double: {name: X-SailPoint-Experimental, in: header}
    double: {name: a, in: query}
paths:
`

func parse(t *testing.T, paths string) ([]catalog.Observation, []catalog.Problem) {
	t.Helper()
	observations, problems, err := Parse(t.Context(), "v1", []byte(head+paths), new(prose.Reader))
	if err != nil {
		t.Fatal(err)
	}
	return observations, problems
}

func TestParseOperation(t *testing.T) {
	observations, problems := parse(t, `
  /a/{id}:
    get:
      operationId: getA
      summary: "Get A\n"
      tags: [A, B]
      deprecated: true
      description: To use this endpoint, you need all the listed scopes.
      security:
        - userAuth: ['idn:a:read ', idn:a:manage]
        - applicationAuth: []
        - basicAuth: []
          Unknown: [x]
      x-sailpoint-userLevels: [ORG_ADMIN, Any]
      parameters:
        - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Gone'}}
        - {$ref: '#/components/parameters/again'}
      requestBody: {$ref: 'file:///etc/passwd'}
      responses: {200: {description: OK}}
`)
	want := []catalog.Observation{{
		Key:         catalog.Key{API: "v1", Method: "GET", Path: "/a/{id}"},
		OperationID: "getA", Title: "Get A\n", Tags: []string{"A", "B"}, Deprecated: true,
		Experimental: "/paths/~1a~1{id}/get/parameters/1",
		Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{
			{{Scheme: "userAuth", Scopes: []string{"idn:a:read ", "idn:a:manage"}, Scoped: true}},
			{{Scheme: "applicationAuth", Scopes: []string{}, Scoped: true}},
			{{Scheme: "Unknown", Scopes: []string{"x"}, Undeclared: true, Scoped: true}, {Scheme: "basicAuth", Scopes: []string{}}},
		}},
		LevelsField: catalog.LevelsField, Levels: []string{"ORG_ADMIN", "Any"},
		Prose: catalog.Prose{AllScopes: true},
	}}
	if !reflect.DeepEqual(observations, want) {
		t.Errorf("read\n%+v\nwant\n%+v", observations, want)
	}
	if len(problems) > 0 {
		t.Errorf("problems %+v: what is dropped must not be read", problems)
	}
}

func TestParseSecurity(t *testing.T) {
	inherited := "[userAuth (sp:scopes:all)]"
	tests := []struct{ fields, want string }{
		{"{}", "inherited " + inherited},
		{"{security: null}", "inherited " + inherited},
		{"{security: []}", "operation []"},
		{"{security: [{}]}", "operation [{}]"},
		{"{security: [{userAuth: [a]}, {}]}", "operation [userAuth (a); {}]"},
		{"{security: [{userAuth: [a], applicationAuth: [b]}]}", "operation [applicationAuth (b) and userAuth (a)]"},
	}
	for _, test := range tests {
		observations, _ := parse(t, "  /a: {get: "+test.fields+"}")
		security := observations[0].Security
		if got := string(security.Basis) + " " + security.String(); got != test.want {
			t.Errorf("%s: %s, want %s", test.fields, got, test.want)
		}
	}
}

// True and false are read however they are written, and nothing else is.
func TestParseFlags(t *testing.T) {
	for written, want := range map[string]struct{ deprecated, odd bool }{
		"true": {true, false}, "false": {false, false}, "'true'": {true, true}, "'False '": {false, true},
		"yes": {true, true}, "no": {false, true}, "'on'": {true, true}, "'off'": {false, true}, "null": {false, true},
	} {
		observations, problems := parse(t, "  /a: {get: {deprecated: "+written+"}}")
		if len(observations) != 1 || observations[0].Deprecated != want.deprecated || (len(problems) > 0) != want.odd {
			t.Errorf("%s: %+v, problems %+v", written, observations, problems)
		}
	}
	for _, written := range []string{"1", "maybe", "[true]", "''"} {
		if observations, problems := parse(t, "  /good: {get: {}}\n  /a: {get: {deprecated: "+written+"}}"); len(observations) != 1 || len(problems) != 1 {
			t.Errorf("%s: %+v, problems %+v", written, observations, problems)
		}
	}
}

// Which declared schemes have scopes: only of those an empty list says something.
func TestParseScoped(t *testing.T) {
	for declaration, scoped := range map[string]bool{
		"{type: oauth2}": true, "{type: openIdConnect, openIdConnectUrl: 'https://a.example'}": true,
		"{type: http, scheme: basic}": false, "{type: apiKey, name: key, in: header}": false, "{type: mutualTLS}": false,
	} {
		body := "openapi: 3.0.1\npaths: {/a: {get: {security: [{any: []}]}}}\ncomponents: {securitySchemes: {any: " + declaration + "}}\n"
		observations, problems, err := Parse(t.Context(), "v1", []byte(body), new(prose.Reader))
		if err != nil || len(problems) > 0 {
			t.Fatal(declaration, problems, err)
		}
		want := catalog.SchemeUse{Scheme: "any", Scopes: []string{}, Scoped: scoped}
		if got := observations[0].Security.Alternatives[0][0]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", declaration, got, want)
		}
	}
}

// A title can say what a description does not, and both can say something.
func TestParseWordsOfTheSummary(t *testing.T) {
	for fields, want := range map[string]catalog.Prose{
		"{summary: Requires ORG_ADMIN authority.}":                                            {Levels: []string{"ORG_ADMIN"}},
		"{summary: You need all the listed scopes., description: Requires CERT_ADMIN level.}": {Levels: []string{"CERT_ADMIN"}, AllScopes: true},
		"{summary: Requires ORG_ADMIN authority., description: Requires CERT_ADMIN level.}":   {Levels: []string{"CERT_ADMIN", "ORG_ADMIN"}},
	} {
		observations, _ := parse(t, "  /a: {get: "+fields+"}")
		if got := observations[0].Prose; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", fields, got, want)
		}
	}
}

func TestParseExperimental(t *testing.T) {
	tests := []struct{ item, want string }{
		{"{parameters: [{$ref: '#/components/parameters/experimental'}], get: {}}", "/paths/~1a/parameters/0"},
		{"{get: {parameters: [{name: x-sailpoint-EXPERIMENTAL, in: header}]}}", "/paths/~1a/get/parameters/0"},
		{"{get: {parameters: [{name: X-SailPoint-Experimental, in: query}]}}", ""},
		{"{get: {parameters: [{name: X-Other, in: header}]}}", ""},
	}
	for _, test := range tests {
		observations, problems := parse(t, "  /a: "+test.item)
		if got := observations[0].Experimental; got != test.want || len(problems) > 0 {
			t.Errorf("%s: %q, %v; want %q", test.item, got, problems, test.want)
		}
	}
}

func TestParseLevels(t *testing.T) {
	observations, _ := parse(t, "  /a: {get: {x-sailpont-userLevels: [HELPDESK]}, put: {x-sailpoint-userLevels: [A], x-sailpont-userLevels: [B]}}")
	if o := observations[0]; o.LevelsField != catalog.MisspeltLevelsField || o.Levels[0] != "HELPDESK" {
		t.Errorf("misspelt: %q %q", o.LevelsField, o.Levels)
	}
	if o := observations[1]; o.LevelsField != catalog.LevelsField || o.Levels[0] != "A" {
		t.Errorf("both: %q %q", o.LevelsField, o.Levels)
	}
}

// One operation that can't be read does not take the others with it, and no
// reference leads out of the document.
func TestParseProblems(t *testing.T) {
	tests := []struct {
		item, says string
		code       catalog.Code
		reads      int // operations, besides the good one
	}{
		{"{get: {security: wrong}}", "security", catalog.CodeOperationUnread, 0},
		{"{get: {security: [{userAuth: wrong}]}}", `"userAuth", whose scopes can't be read: it is no list, but "wrong"`, catalog.CodeOperationUnread, 0},
		{"{get: {tags: {a: b}}}", "tags", catalog.CodeOperationUnread, 0},
		{"{get: [], put: {}}", "no mapping", catalog.CodeOperationUnread, 1},
		{"[]", "no mapping", catalog.CodeOperationUnread, 0},
		{"{get: {x-sailpoint-userLevels: ORG_ADMIN}}", "no list", catalog.CodeOperationUnread, 0},
		{"{get: {x-sailpoint-userLevels: [1]}}", "no name", catalog.CodeOperationUnread, 0},
		{"{get: {operationId: a, operationId: b}}", `"operationId" twice`, catalog.CodeOperationUnread, 0},
		{"{get: {}, get: {}}", "twice", catalog.CodeOperationUnread, 0},
		{"{get: {}, get: {}, put: {}}", "twice", catalog.CodeOperationUnread, 1},
		{"{$ref: 'https://elsewhere.example/item.yaml'}", "not followed", catalog.CodeOperationUnread, 0},
		{"{get: {parameters: [{$ref: 'file:///etc/passwd'}]}}", "file:///etc/passwd", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [{$ref: 'https://elsewhere.example/p.yaml#/p'}]}}", "elsewhere.example", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [{$ref: 'other.yaml'}]}}", "other.yaml", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [{$ref: '#/components/parameters/none'}]}}", "none", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [{$ref: '#/components/parameters/outside'}]}}", "outside", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [{$ref: '#/components/parameters/self'}]}}", "self", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [{$ref: '#/components/parameters/double'}]}}", "twice", catalog.CodeReferenceUnread, 1},
		{"{get: {parameters: [[]]}}", "", catalog.CodeReferenceUnread, 1},
	}
	for _, test := range tests {
		t.Run(test.item, func(t *testing.T) {
			observations, problems := parse(t, "  /good: {get: {}}\n  /a: "+test.item)
			if len(observations) != 1+test.reads {
				t.Errorf("%d operations read, want %d", len(observations), 1+test.reads)
			}
			if len(problems) != 1 || problems[0].Code != test.code || !strings.Contains(problems[0].Seen, test.says) || !strings.HasPrefix(problems[0].Pointer, "/paths/~1a") {
				t.Errorf("problems %+v, want one %s that says %q", problems, test.code, test.says)
			}
		})
	}
	observations, problems := parse(t, "  /good: {get: {}}\n  /a: {get: {}}\n  /a: {put: {}}")
	if len(observations) != 1 || len(problems) != 1 || !strings.Contains(problems[0].Seen, "twice") {
		t.Errorf("a path that stands twice: %d operations, %+v", len(observations), problems)
	}
}

func TestParseRefusesDocuments(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 12; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	tests := map[string]struct{ body, says string }{
		"empty":              {"", "empty"},
		"HTML":               {"<!doctype html><html><body>Not found</body></html>", "HTML"},
		"prose":              {"404: Not Found", "openapi"},
		"list":               {"- a\n- b\n", "no mapping"},
		"broken YAML":        {"openapi: 3.0.1\npaths: {", "YAML"},
		"no version":         {"openapi: soon\npaths: {/a: {get: {}}}", `it is an OpenAPI "soon" document`},
		"an empty version":   {"openapi: ''\npaths: {/a: {get: {}}}", `it is an OpenAPI "" document`},
		"another version":    {"openapi: 2.9\npaths: {/a: {get: {}}}", `it is an OpenAPI 2.9 document`},
		"Swagger":            {"swagger: '2.0'\npaths: {/a: {get: {}}}", "Swagger 2.0"},
		"OpenAPI 4":          {"openapi: 4.0.0\npaths: {/a: {get: {}}}", "OpenAPI 4.0.0"},
		"no paths":           {"openapi: 3.0.1\n", "no paths"},
		"empty paths":        {head, "no paths"},
		"paths are a list":   {strings.Replace(head, "paths:", "paths: []", 1), "no paths"},
		"paths merge a list": {strings.Replace(head, "paths:", "paths: {<<: [1]}", 1), `its paths can't be read: what it merges (<<) is no mapping, but "1"`},
		"paths in a circle":  {strings.Replace(head, "paths:", "paths: &p {<<: *p}", 1), "its paths can't be read: what it merges (<<) can't be read: it is merged into itself"},
		"cut before schemes": {"openapi: 3.0.1\npaths: {/a: {get: {security: [{userAuth: [a]}]}}}", "cut short"},
		"nothing readable":   {head + "  /a: {get: []}", "none of its 1 operations"},
		"default security":   {strings.Replace(head, "[{userAuth: ['sp:scopes:all']}]", "wrong", 1) + "  /a: {get: {}}", "default security"},
		"alias bomb":         {bomb + head + "  /a: {get: {summary: x, security: *a11}}", "is no mapping, but a list"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := Parse(t.Context(), "v1", []byte(test.body), new(prose.Reader)); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want one that says %q", err, test.says)
			}
		})
	}
}

// A body that broke off at any line is refused, or reads all operations with
// the right facts: the components, which stand last, were reached. It never
// reads one as public or inherited that is not, schemes declared or not.
func TestParseTruncated(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	declared := string(mirrortest.Spec(t, "dereferenced/deref-sailpoint-api.nerm.v2025.yaml"))
	before, rest, _ := strings.Cut(declared, "  securitySchemes:\n")
	_, after, ok := strings.Cut(rest, "\n  parameters:\n")
	if !ok {
		t.Fatal("the specification's components are not where they were")
	}
	for name, whole := range map[string]string{"declared": declared, "undeclared": before + "  parameters:\n" + after} {
		want, _, err := Parse(t.Context(), "nerm-v2025", []byte(whole), new(prose.Reader))
		if err != nil {
			t.Fatal(err)
		}
		for end := range len(whole) {
			if whole[end] != '\n' {
				continue
			}
			got, _, err := Parse(t.Context(), "nerm-v2025", []byte(whole[:end]), new(prose.Reader))
			if err != nil {
				continue
			}
			if len(got) != len(want) {
				t.Fatalf("%s, cut after %d bytes: %d operations read, of %d", name, end, len(got), len(want))
			}
			for i := range got {
				if got[i].Security.String() != want[i].Security.String() {
					t.Fatalf("%s, cut after %d bytes: %s read as %s", name, end, got[i].Key, got[i].Security)
				}
			}
		}
	}
}

// A document that declares no scheme is as good as any (v1 from 2026-06-12 to
// 06-24, nerm-v2025 for eight months): what it uses is named as undeclared.
func TestParseUndeclared(t *testing.T) {
	for _, components := range []string{"{parameters: {a: {name: a, in: query}}}", "{securitySchemes: , schemas: {}}", "{securitySchemes: {}}", "{securitySchemes: {userAuth: {}, applicationAuth: , other: 1}}"} {
		body := "openapi: 3.0.1\nsecurity: [{userAuth: ['sp:scopes:all']}]\npaths:\n" +
			"  /a: {get: {operationId: a, security: [{userAuth: [idn:a:read]}, {applicationAuth: [idn:a:read]}]}}\n  /b: {get: {}}\ncomponents: " + components
		observations, problems, err := Parse(t.Context(), "v1", []byte(body), new(prose.Reader))
		if err != nil || len(problems) > 0 {
			t.Errorf("%s: %v, %v", components, problems, err)
			continue
		}
		snapshot := catalog.Merge(catalog.Facts{APIs: []catalog.API{{ID: "v1"}}, Observations: observations})
		for i, want := range []struct {
			needs  catalog.Needs
			scheme string
		}{{catalog.NeedsPATOrClient, "scheme applicationAuth, userAuth"}, {catalog.NeedsPAT, "scheme userAuth"}} {
			o := snapshot.Operations[i]
			undeclared := slices.IndexFunc(o.Findings, func(f catalog.Finding) bool { return f.Code == catalog.CodeSchemeUndeclared })
			if o.Decision.Needs != want.needs || undeclared < 0 || o.Findings[undeclared].Seen != want.scheme {
				t.Errorf("%s: %s needs %s, findings %+v", components, o.Key, o.Decision.Needs, o.Findings)
			}
		}
	}
}

// kin-openapi reads the same security off the real documents.
func TestParseAgreesWithKinOpenAPI(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for _, name := range []string{"dereferenced/deref-sailpoint-api.yaml", "dereferenced/deref-sailpoint-api.v3.yaml", "iiq/sailpoint-api.iiq.yaml"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := mirrortest.Spec(t, name)
			observations, _, err := Parse(t.Context(), "x", body, new(prose.Reader))
			if err != nil {
				t.Fatal(err)
			}
			doc, err := openapi3.NewLoader().LoadFromData(body)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range observations {
				published := doc.Paths.Value(o.Path).GetOperation(o.Method).Security
				if inherited := o.Security.Basis == catalog.BasisInherited; inherited != (published == nil) {
					t.Errorf("%s: inherited %t, kin-openapi has %v", o.Key, inherited, published)
				} else if inherited {
					published = &doc.Security
				}
				var theirs []map[string][]string
				for _, alternative := range *published {
					theirs = append(theirs, alternative)
				}
				var ours []map[string][]string
				for _, alternative := range o.Security.Alternatives {
					schemes := map[string][]string{}
					for _, use := range alternative {
						schemes[use.Scheme] = use.Scopes
					}
					ours = append(ours, schemes)
				}
				if !reflect.DeepEqual(ours, theirs) {
					t.Errorf("%s: read %v, kin-openapi has %v", o.Key, ours, theirs)
				}
			}
		})
	}
}

func TestParseRealSpecs(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	tests := []struct {
		name                 string
		operations           int
		needs                map[catalog.Needs]int
		experimental, levels int
	}{
		{"dereferenced/deref-sailpoint-api.yaml", 917, map[catalog.Needs]int{catalog.NeedsPAT: 511, catalog.NeedsPATOrClient: 403, catalog.NeedsNone: 3}, 234, 643},
		{"dereferenced/deref-sailpoint-api.v2026.yaml", 859, map[catalog.Needs]int{catalog.NeedsPAT: 477, catalog.NeedsPATOrClient: 379, catalog.NeedsNone: 3}, 203, 578},
		{"dereferenced/deref-sailpoint-api.v2025.yaml", 812, map[catalog.Needs]int{catalog.NeedsPAT: 447, catalog.NeedsPATOrClient: 362, catalog.NeedsNone: 3}, 173, 531},
		{"dereferenced/deref-sailpoint-api.v2024.yaml", 716, map[catalog.Needs]int{catalog.NeedsPAT: 399, catalog.NeedsPATOrClient: 316, catalog.NeedsNone: 1}, 146, 433},
		{"dereferenced/deref-sailpoint-api.v3.yaml", 358, map[catalog.Needs]int{catalog.NeedsPAT: 217, catalog.NeedsPATOrClient: 140, catalog.NeedsNone: 1}, 0, 197},
		{"dereferenced/deref-sailpoint-api.beta.yaml", 559, map[catalog.Needs]int{catalog.NeedsPAT: 306, catalog.NeedsPATOrClient: 253}, 1, 239},
		{"dereferenced/deref-sailpoint-api.nerm.yaml", 196, map[catalog.Needs]int{catalog.NeedsPAT: 196}, 0, 0},
		{"dereferenced/deref-sailpoint-api.nerm.v2025.yaml", 5, map[catalog.Needs]int{catalog.NeedsPAT: 5}, 0, 0},
		{"iiq/sailpoint-api.iiq.yaml", 36, map[catalog.Needs]int{catalog.NeedsOther: 36}, 0, 0},
		{"iiq/sailpoint-api.iiq-9.0.yaml", 1297, map[catalog.Needs]int{catalog.NeedsOther: 1297}, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			observations, problems, err := Parse(t.Context(), "x", mirrortest.Spec(t, test.name), new(prose.Reader))
			if err != nil {
				t.Fatal(err)
			}
			if len(observations) != test.operations || len(problems) != 0 {
				t.Errorf("%d operations, want %d; problems %v", len(observations), test.operations, problems)
			}
			needs, experimental, levels := map[catalog.Needs]int{}, 0, 0
			for _, o := range observations {
				needs[catalog.Decide(o.Security, catalog.AnyScope).Needs]++
				if o.Experimental != "" {
					experimental++
				}
				if o.LevelsField != "" {
					levels++
				}
			}
			if !reflect.DeepEqual(needs, test.needs) {
				t.Errorf("needs %v, want %v", needs, test.needs)
			}
			if experimental != test.experimental || levels != test.levels {
				t.Errorf("%d experimental, %d with levels; want %d, %d", experimental, levels, test.experimental, test.levels)
			}
		})
	}
}
