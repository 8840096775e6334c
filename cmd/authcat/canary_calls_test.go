package main

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

const secretHost = "acme.api.identitynow.com"

// secretURLs have SECRET in each place of a URL that is not printed. The
// first ones are the operation GET /v3/accounts all the same.
var secretURLs = []string{
	"https://" + secretHost + "/v3/accounts?client_id=a&client_secret=SECRET",
	"https://" + secretHost + "/v3/accounts#access_token=SECRET",
	"https://user:SECRET@" + secretHost + "/v3/accounts",
	"https://SECRET@" + secretHost + "/v3/accounts",
	"https://user:p/SECRET@" + secretHost + "/v3/accounts",
	"https://user:p?SECRET@" + secretHost + "/v3/accounts",
	"user:SECRET@" + secretHost + "/v3/accounts",
	"//user:SECRET@" + secretHost + "/v3/accounts",
	"/v3/accounts;jsessionid=SECRET",
	"/v3/accounts?q=SECRET/SECRET",
	// No operation.
	"https://" + secretHost + "/oauth/token?client_id=a&client_secret=SECRET",
	"https://user:SECRET@" + secretHost + "/nothing#SECRET",
	"https://user:SECRET@example.com/v3/accounts?SECRET",
	"https://user:SECRET@[::1/v3/accounts",
	"https://user%3ASECRET%40" + secretHost + "/v3/accounts",
	"https://user:SECRET/v3/accounts",
	"ftp://user:SECRET@example.com/v3/accounts",
	"{{baseUrl}}/nothing?{{q}}=SECRET",
	"/nothing%3Faccess_token=SECRET/SECRET",
	"/nothing%253Faccess_token%253DSECRET",
	"/nothing%23SECRET/SECRET",
	"/nothing;SECRET/x;y=SECRET",
	"/nothing/token=SECRET",
	"/user:SECRET@" + secretHost + "/v3/accounts",
	"/nothing/%zz=SECRET",
	"?/SECRET",
}

// tokenURLs have a token where names are printed.
var tokenURLs = []string{
	"https://" + secretHost + "/v3/accounts/SECRET", "https://" + secretHost + "/nothing/SECRET/x", "/SECRET", "https://SECRET.example.com/v3/accounts",
	"SECRET/v3/accounts", "https://" + secretHost + ":SECRET/v3/accounts", "SECRET://" + secretHost + "/v3/accounts", "/v3/{{SECRET}}", "/v3/:SECRET",
}

// formats of what plan takes: each makes a file of a URL.
var callFiles = map[string]func(method, url string) string{
	"lines": func(method, url string) string {
		return method + " " + url + "\n" + method + " " + url + " HTTP/1.1\nGET /v3/accounts\n" + url + "\ncurl -H 'Authorization: Bearer SECRET' " + url +
			"\nAuthorization: Basic SECRET\nSECRET /v3/accounts\nGET SECRET\nSECRET\n# SECRET\n"
	},
	"only lines that are none": func(_, _ string) string { return "Authorization: Bearer SECRET\n" },
	"log": func(method, url string) string {
		line := `192.0.2.1 SECRET SECRET [22/Aug/2026:10:00:00 +0000] "` + method + " " + url + ` HTTP/1.1" 200 1 "https://user:SECRET@ui/?SECRET" "SECRET"` + "\n"
		return line + strings.Replace(line, method+" ", "SECRET ", 1) + strings.Replace(line, " HTTP/1.1", "", 1) + strings.Replace(line, " 200", "", 1)
	},
	"JSON lines": func(method, url string) string {
		host, secret := "user:SECRET@"+secretHost, map[string]any{"authorization": "Bearer SECRET", "SECRET": []any{"SECRET"}}
		return encoded(map[string]any{"method": method, "path": url, "authority": "", "headers": secret}) + "\n" +
			encoded(map[string]any{"method": method, "path": "/v3/accounts?SECRET", "authority": host, "headers": secret}) + "\n" +
			encoded(map[string]any{"method": "SECRET", "path": url, "authority": "SECRET"}) + "\n" +
			encoded(map[string]any{"method": method, "path": "/v3/accounts#SECRET", "authority": "x"}) + "\n{\"SECRET\n"
	},
	"HAR": func(method, url string) string {
		request := map[string]any{
			"method": method, "url": url, "headers": []any{map[string]any{"name": "Authorization", "value": "Bearer SECRET"}},
			"cookies":     []any{map[string]any{"name": "SECRET", "value": "SECRET"}},
			"queryString": []any{map[string]any{"name": "client_secret", "value": "SECRET"}},
			"postData":    map[string]any{"mimeType": "text/plain", "text": "client_secret=SECRET"},
		}
		return encoded(map[string]any{"log": map[string]any{
			"creator": map[string]any{"name": "SECRET"}, "comment": "SECRET", "pages": []any{map[string]any{"title": url}},
			"entries": []any{
				map[string]any{"request": request, "response": map[string]any{"redirectURL": url, "content": map[string]any{"text": "SECRET"}}},
				map[string]any{"request": map[string]any{"method": "SECRET", "url": url}}, map[string]any{"request": map[string]any{"method": method, "url": "data:SECRET"}},
			},
		}})
	},
	"Postman": func(method, url string) string { return collectionOf(method, url) },
	"OpenAPI": func(_, url string) string {
		return encoded(map[string]any{
			"openapi": "3.0.0", "info": map[string]any{"title": "SECRET", "description": url},
			"servers": []any{map[string]any{"url": "https://user:SECRET@host/{SEGMENT}?SECRET", "description": url, "variables": map[string]any{"SEGMENT": map[string]any{"default": "SECRET", "description": "SECRET"}}}},
			"paths": map[string]any{
				"/accounts?token=SECRET": map[string]any{"get": map[string]any{"description": "SECRET"}}, "/a": map[string]any{"get": map[string]any{"servers": []any{map[string]any{"url": url}}}},
				url: map[string]any{"get": map[string]any{}}, "/ref?SECRET": map[string]any{"$ref": "SECRET"}, "user:SECRET@x": map[string]any{"get": map[string]any{}},
			},
			"components": map[string]any{"securitySchemes": map[string]any{"a": map[string]any{"flows": map[string]any{"x": url}}}},
		})
	},
	"OpenAPI in YAML": func(_, url string) string {
		return "openapi: 3.0.0\nservers: [{url: '" + url + "'}]\npaths: {'" + url + "': {get: {}}, /a: {get: {}}}\n"
	},
	"OpenAPI of no version": func(_, _ string) string { return `{"openapi": "SECRET", "paths": {}}` },
	"broken YAML":           func(_, _ string) string { return "openapi: 3.0.0\npaths: *SECRET\n" },
	"broken JSON":           func(_, url string) string { return `{"info": {"SECRET": "` + url + `"}, "item": SECRET}` },
	"other JSON":            func(_, url string) string { return `{"access_token": "SECRET", "url": "` + url + `"}` },
	"a page":                func(_, url string) string { return "<a href='" + url + "'>SECRET</a>" },
	"a lock": func(_, url string) string {
		return `{"authcat-plan": 1, "dataset": "2026-08-22", "credential": "pat", "scopes": [], "levels": [], "operations": [
			{"api": "v3", "method": "GET", "path": "` + url + `", "needs": "pat", "lineage": "SECRET"}]}`
	},
}

func encoded(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// collectionOf has the URL as raw text, in parts and behind variables, and
// secrets in all that Postman keeps beside it.
func collectionOf(method, url string) string {
	secret := []any{map[string]any{"key": "token", "value": "SECRET"}}
	auth := map[string]any{"type": "bearer", "bearer": secret}
	event := []any{map[string]any{"listen": "prerequest", "script": map[string]any{"exec": []any{"pm.environment.set('x', 'SECRET')"}}}}
	variables := []any{
		map[string]any{"key": "whole", "value": url}, map[string]any{"key": "segment", "value": "SECRET"}, map[string]any{"key": "host", "value": "user:SECRET@" + secretHost},
		map[string]any{"key": "method", "value": "SECRET"}, map[string]any{"key": "nested", "value": "{{segment}}"}, map[string]any{"key": "foreign", "value": "SECRET.example.com"},
	}
	request := func(url any) map[string]any {
		return map[string]any{"method": method, "url": url, "auth": auth, "description": "SECRET", "header": secret, "body": map[string]any{"mode": "raw", "raw": "SECRET"}}
	}
	item := func(name string, url any) map[string]any {
		return map[string]any{"name": name, "request": request(url), "event": event, "response": []any{map[string]any{"originalRequest": request(url), "body": "SECRET"}}}
	}
	return encoded(map[string]any{
		"info": map[string]any{"name": "SECRET", "_postman_id": "SECRET"}, "auth": auth, "event": event, "variable": variables,
		"item": []any{
			item("raw", url), item("whole", "{{whole}}"), item(method+" "+url, "https://{{host}}/v3/accounts"), item("", "https://{{foreign}}/v3/{{segment}}"),
			map[string]any{"name": "folder", "auth": auth, "variable": variables, "item": []any{
				item("path", map[string]any{"raw": url, "host": []any{"{{host}}"}, "path": []any{"v3", ":id", "{{nested}}"}, "variable": []any{map[string]any{"key": "id", "value": "SECRET"}}}),
				item("query", map[string]any{"host": []any{secretHost}, "path": "v3/accounts", "query": secret, "hash": "SECRET"}),
			}},
			map[string]any{"name": "odd", "request": map[string]any{"method": "SECRET", "url": url}}, map[string]any{"name": "odder", "request": map[string]any{"method": "{{method}}", "url": url}},
			map[string]any{"name": "none of " + url}, map[string]any{"name": "auth", "request": map[string]any{"url": "/a", "auth": map[string]any{"type": "SECRET"}}},
		},
	})
}

// Nothing that plan and check read comes out of them but methods, hosts and
// paths, in any format, in an error, a hint or a file.
func TestCanaryInCalls(t *testing.T) {
	slow(t)
	c := newCage(t)
	written := filepath.Join(c.dir, "written", "plan.json")
	planned := 0
	try := func(kind, address, canary, text string) {
		where := kind + " of " + address
		file := c.file(t, "input", strings.ReplaceAll(text, "SECRET", canary))
		formats := []string{"table", "json", "csv", "markdown", "yaml"}
		if kind != "lines" && kind != "Postman" { // all formats write the same plan
			formats = formats[1:2]
		}
		for _, format := range formats {
			code, said := c.run(t, "", "plan", "--db", c.db, "--format", format, "--write", written, file)
			hides(t, where+" as "+format, canary, said)
			if code == 0 {
				planned++
			}
		}
		if address != secretURLs[0] && address != tokenURLs[0] {
			return
		}
		_, said := c.run(t, text, "plan", "--db", c.db, "-", file)
		hides(t, where+" by a pipe", canary, said)
		_, said = c.run(t, "", "check", "--db", c.db, file)
		hides(t, where+" as a lock", canary, said)
		_, said = c.run(t, "", "token", file)
		hides(t, where+" as a token", canary, said)
	}
	for kind, write := range callFiles {
		for _, address := range secretURLs {
			try(kind, address, canaryWord, write("GET", address))
		}
		for _, address := range tokenURLs {
			for _, token := range canaryTokens {
				try(kind, address, token, write("GET", address))
			}
		}
		for _, token := range canaryTokens {
			try(kind, "a percent-encoded path", token, strings.ReplaceAll(write("GET", "/v3/PERCENT"), "PERCENT", forms(url.PathEscape(token))[1]))
		}
	}
	hidesInFiles(t, "lock files", canaryWord, filepath.Dir(written))
	if planned < 200 {
		t.Errorf("only %d plans were made", planned)
	}
}

// A URL with secrets is the operation that it would be without them.
func TestSecretURLsAreMatched(t *testing.T) {
	c := newCage(t)
	for _, address := range secretURLs[:10] {
		file := c.file(t, "calls.txt", "GET "+address+"\n")
		if code, said := c.run(t, "", "plan", "--db", c.db, file); code != 0 || !strings.Contains(said, "An API client can do the one call.") {
			t.Errorf("%s: exit code %d\n%s", address, code, said)
		}
	}
}
