package calls

import (
	"strings"
	"testing"

	"authcat/crawler/mirrortest"
)

// collection wraps items, with variables and an authorization of the collection.
func collection(items string) string {
	return `{"info": {"name": "C"}, "auth": {"type": "oauth2"}, "variable": [
		{"key": "baseUrl", "value": "https://{{tenant}}.api.{{domain}}.com/{{version}}"}, {"key": "domain", "value": "identitynow"},
		{"key": "version", "value": 3}, {"key": "off", "value": "x", "disabled": true}, {"key": "empty", "value": ""},
		{"key": "loop", "value": "<{{loop}}>"}, {"key": "method", "value": "put"}
	], "item": [` + items + `]}`
}

// A call is matched with the values of its variables, and printed without them.
func TestPostmanURLs(t *testing.T) {
	for request, want := range map[string]struct{ printed, path string }{
		`"{{baseUrl}}/a"`:                  {"GET {{baseUrl}}/a", "/3/a"},
		`{"url": "{{ baseUrl }}/a?b=c d"}`: {"GET {{ baseUrl }}/a", "/3/a"},
		`{"method": "POST", "url": "http://h.sailpoint.com/{{off}}/{{empty}}/{{unknown}}/{{$guid}}/{{open"}`: {
			"POST http://h.sailpoint.com/{{off}}/{{empty}}/{{unknown}}/{{$guid}}/{{open", "/{{off}}/{{empty}}/{{unknown}}/{{$guid}}/{{open",
		},
		`{"method": "{{method}}", "url": {"raw": "{{baseUrl}}/a/:id/b", "variable": [{"key": "id", "value": "7"}]}}`: {"PUT {{baseUrl}}/a/:id/b", "/3/a/7/b"},
		`{"url": {"raw": "http://other/", "host": ["{{baseUrl}}"], "path": ["a", ":id", ":id.json", ":x", ""], "variable": [{"id": "id", "value": 7}]}}`: {
			"GET {{baseUrl}}/a/:id/:id.json/:x", "/3/a/7/7.json/:x",
		},
		`{"url": {"protocol": "https", "host": "h.sailpoint.com", "port": 8443, "path": "/a/:id", "variable": [{"key": "id", "value": "a?b#c d"}]}}`: {
			"GET https://h.sailpoint.com:8443/a/:id", "/a/a?b#c d",
		},
		`{"url": {"host": ["h", "sailpoint.com"], "path": ["a", {"type": "string", "value": "b"}, 3]}}`: {"GET h.sailpoint.com/a/b/3", "/a/b/3"},
		`{"url": {"host": ["{{baseUrl}}"], "path": ["a"], "query": [{"key": "b", "value": "1#"}, {"key": "c", "value": "2", "disabled": true}, {"key": "d", "value": null}, {}]}}`: {
			"GET {{baseUrl}}/a", "/3/a",
		},
		`{"url": {"path": ["a", ":id"], "variable": [{"key": "id", "value": "{{domain}}", "disabled": true}, {"key": "n", "value": null}]}}`: {"GET /a/:id", "/a/identitynow"},
		`{"url": {"raw": "/a?b=/:id", "variable": [{"key": "id", "value": "7"}]}}`:                                                           {"GET /a", "/a"},
		`{"url": "/{{loop}}"}`: {"GET /{{loop}}", "/" + strings.Repeat("<", maxNesting) + "{{loop}}" + strings.Repeat(">", maxNesting)},
	} {
		all, err := readAll("c", collection(`{"name": "r", "request": `+request+`}`), Fields{})
		if err != nil {
			t.Errorf("%s: %v", request, err)
			continue
		}
		call := all.calls[0]
		if got := call.Request.Address().Method() + " " + call.Request.Address().URL(); got != want.printed {
			t.Errorf("%s:\ngot  %s\nwant %s", request, got, want.printed)
		}
		if !reaches(call, want.path) || reaches(call, want.path+"x") {
			t.Errorf("%s: it does not reach %s", request, want.path)
		}
	}
}

func TestPostmanFolders(t *testing.T) {
	const request = `"request": {"url": "{{baseUrl}}/{{v}}"}`
	body := collection(`
		{"name": "first", "request": {"url": "/1", "auth": {"type": "noauth"}}},
		{"name": "outer", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "x"}]}, "variable": [{"key": "v", "value": "o"}, {"key": "baseUrl", "value": "/b"}], "item": [
			{"name": "a", ` + request + `},
			{"name": "inner\n folder", "auth": null, "variable": [{"key": "v", "value": "i"}], "item": [
				{"name": "b", ` + request + `},
				{"name": "c", "request": {"url": "/c", "auth": {"type": "apikey"}}},
				{"name": "empty", "item": []}
			]},
			{"name": "off", "auth": {"type": "noauth"}, "item": [{"request": "/d"}]}
		]},
		{"name": "last", "request": {"url": "/e", "auth": null}, "response": [{"originalRequest": {"url": "/not-a-call"}}]},
		{"name": "no request"}, {"name": "nothing", "request": null}, {"name": "no url", "request": {}}, 7,
		{"name": "odd", "request": {"method": "FETCH", "url": "/f"}},
		{"name": "long", "request": "/` + strings.Repeat("x", maxURL) + `"}`)
	const want = `
first: GET /1 noauth
outer / a: GET {{baseUrl}}/{{v}} bearer
outer / inner folder / b: GET {{baseUrl}}/{{v}} bearer
outer / inner folder / c: GET /c apikey
outer / off / item 1: GET /d noauth
last: GET /e oauth2
- no request: it is neither a folder nor a request
- nothing: it is neither a folder nor a request
- no url: it has no URL
- item 7: it is neither a folder nor a request
- odd: its method is none of an HTTP API
- long: its URL is longer than 16 KiB
`
	reads(t, body, formatPostman, want)
	reads(t, `{"collection": `+body+`}`, formatPostman, want)
}

// The collection that SailPoint publishes for API v3 defines neither the
// tenant nor the token, and marks its path variables as disabled.
func TestRealCollection(t *testing.T) {
	all, err := readAll("sailpoint-api-v3.json", string(mirrortest.Spec(t, "postman/collections/sailpoint-api-v3.json")), Fields{})
	if err != nil {
		t.Fatal(err)
	}
	if len(all.calls) != 358 || len(all.skipped) != 0 {
		t.Errorf("%d calls and %d skipped, want 358 and none", len(all.calls), len(all.skipped))
	}
	byWhere := map[string]Call{}
	for _, call := range all.calls {
		byWhere[call.Where()] = call
		if path, ok := strings.CutPrefix(call.Request.Address().URL(), "{{baseUrl}}/"); !ok || strings.ContainsAny(path, "{}?") {
			t.Errorf("%s: %s has another base, or other variables", call.Where(), call.Request.Address().URL())
		}
		if call.Auth != "bearer" {
			t.Errorf("%s: authorization %q, want the collection's", call.Where(), call.Auth)
		}
	}
	call := byWhere["Sources / Delete provisioning policy by usagetype"]
	if call.Request.Address().String() != "DELETE /sources/:sourceId/provisioning-policies/:usageType" || !reaches(call, "/v3/sources/2c9180835d191a86015d28455b4a2329/provisioning-policies/CREATE") {
		t.Errorf("got %+v", call)
	}
}
