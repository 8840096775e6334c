package calls

import (
	"strings"
	"testing"

	"authcat/crawler/mirrortest"
)

func TestOpenAPI(t *testing.T) {
	const want = `
#/paths/~1a/get: GET /v3/a
#/paths/~1a/post: POST /v3/a
#/paths/~1b~1{id}/delete: DELETE /other/b/{id}
#/paths/~1b~1{id}/trace: TRACE /v4/b/{id}
- #/paths/~1d: it stands elsewhere, and only a reference to it is here
- #/paths/c: it is no path: it does not begin with a slash
`
	t.Run("YAML", func(t *testing.T) {
		reads(t, `
openapi: 3.0.1
servers: [{url: 'https://{tenant}.api.identitynow.com/v3/', variables: {tenant: {default: acme}}}, {url: 'https://a/b'}]
x-webhooks: {/w: {post: {}}}
paths:
  /b/{id}:
    servers: [{url: /v4}]
    parameters: []
    trace: &op {summary: x}
    delete: {servers: [{url: 'http://h:8080/other'}]}
  /a: {post: *op, get: {responses: {200: {}}}}
  c: {get: {}}
  /d: {$ref: 'd.yaml#/d'}
  x-note: {get: {}}
`, formatOpenAPI, want)
	})
	t.Run("JSON", func(t *testing.T) {
		reads(t, `{"openapi": "3.1.0", "servers": [{"url": "{scheme}://h/{v}", "variables": {"v": {"default": "v3"}, "scheme": {"default": "https"}}}],
			"paths": {
				"/b/{id}": {"servers": [{"url": "v4"}], "trace": {"tags": 7}, "delete": {"servers": [{"url": "//h/other"}]}},
				"/a": {"post": {}, "get": {"description": "\ud83d\ude00 \/ \t"}, "put": null},
				"c": {"get": {}}, "/d": {"$ref": "d.json"}, "x-note": 1}}`, formatOpenAPI, strings.ReplaceAll(want, " /v3/a", " /{v}/a"))
	})
	t.Run("Swagger 2", func(t *testing.T) {
		reads(t, "swagger: '2.0'\nhost: h\nbasePath: v3/\npaths: {/a: {get: {}}}", formatOpenAPI, "#/paths/~1a/get: GET /v3/a\n")
	})
}

func TestServerPath(t *testing.T) {
	for url, want := range map[string]string{
		"":                                  "/",
		"/":                                 "/",
		"/v3":                               "/v3",
		"v3":                                "/v3",
		"https://h":                         "/",
		"https://h:80/v3/x":                 "/v3/x",
		"https://{t}.api.com/v3":            "/v3",
		"{server}/v3":                       "/v3",
		"{server}":                          "/",
		"https://h/{base}":                  "/api/v2",
		"https://h/{base}?a=/b#c":           "/api/v2",
		"https://user:pa/ss@h/{base}":       "/api/v2",
		"https://h/{unknown}/v3":            "/{unknown}/v3",
		"https://h/{open":                   "/{open",
		strings.Repeat("{base}", maxURL):    "",
		"https://{apiUrl}/{base}/{base}/v3": "/api/v2/api/v2/v3",
	} {
		got := server{URL: url, Variables: map[string]serverVariable{"base": {"api/v2"}}}.base().path
		if want == "" && len(got) > maxURL { // cut off, and skipped as too long
			continue
		}
		if got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

// Each operation of SailPoint's own documents is a call; 358 is the number of
// the collection that was made from the same API.
func TestRealDocument(t *testing.T) {
	all, err := readAll("v3", string(mirrortest.Spec(t, "dereferenced/deref-sailpoint-api.v3.yaml")), Fields{})
	if err != nil {
		t.Fatal(err)
	}
	if len(all.calls) != 358 || len(all.skipped) != 0 {
		t.Errorf("%d calls and %d skipped, want 358 and none", len(all.calls), len(all.skipped))
	}
	for _, call := range all.calls {
		if !strings.HasPrefix(call.Request.Address().URL(), "/v3/") {
			t.Errorf("%s: %s is not below the server's path", call.Where(), call.Request.Address())
		}
	}
}
