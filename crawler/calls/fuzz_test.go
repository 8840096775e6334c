package calls

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead checks that any input ends in calls that are usable or in an error
// of one line. The seeds reach each format's reader.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"GET /a\nPOST https://h/b?c#d # e\n/f\n",
		logged("GET /v3/accounts HTTP/1.0") + logged(`\x16\x03`) + logged(`GET /\"\x41 HTTP/1.1`),
		collection(`{"name": "f", "item": [{"name": "r", "request": {"method": "GET", "url": {"raw": "{{baseUrl}}/:id?a", "variable": [{"key": "id", "value": "1"}]}}}]}`),
		collection(`{"request": {"url": {"host": ["{{loop}}"], "path": ["a", ":id", {"value": 1}], "query": [{"key": "q", "value": "{{version}}"}]}}}`),
		`{"collection": ` + collection(`{"request": "/a"}`) + `}`,
		`{"log": {"entries": [{"request": {"method": "GET", "url": "https://a/b", "headers": [{"name": "Accept"}]}}]}}`,
		`{"openapi": "3.0.0", "servers": [{"url": "https://{a}/{b}", "variables": {"b": {"default": "c"}}}], "paths": {"/a/{id}": {"get": {}}}}`,
		`{"request_method":"GET","request_uri":"/v3/accounts?x","status":200}` + "\r\n{}\n" + `{"request_method":"POST","request_uri":"\u002fa\"b"}`,
		`{"request":{"method":"GET"},"service":{"host":"acme.api.identitynow.com"},"upstream_uri":"/v3/accounts"}` + "\n" + `{"request":`,
		"#!/bin/sh\nA=x\ncurl -sXPOST $A/v3/a -d b | jq .\ncurl \\\n -G {a}/b\nf() { wget $1; }; f c/d; http e/f; sail api get g\n",
		"openapi: 3.0.0\nservers: [{url: /v3}]\npaths:\n  /a: &a\n    get: {}\n  /b: *a\n",
		"swagger: '2.0'\nbasePath: /v3\npaths: {/a: {get: {}}}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		all, err := readAll("f", string(body), Fields{})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") || !strings.HasPrefix(err.Error(), "f: ") {
				t.Errorf("error %q is not one sentence about the input", err)
			}
			return
		}
		if len(all.calls) == 0 || all.format == "" {
			t.Error("neither calls nor an error")
		}
		for _, call := range all.calls {
			address := call.Request.Address()
			if url := address.URL(); !slices.Contains(methods, address.Method()) || url == "" || call.Where() == "" || !utf8.ValidString(url) {
				t.Errorf("unusable call %+v", call)
			}
		}
		for _, skip := range all.skipped {
			if skip.Where == "" || skip.Why == "" {
				t.Errorf("skipped without a place or a reason: %+v", skip)
			}
		}
	})
}
