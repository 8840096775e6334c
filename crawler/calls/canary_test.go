package calls

import (
	"fmt"
	"strings"
	"testing"

	"authcat/catalog/find"
)

// canary looks like a client secret of SailPoint's: it must stay inside
// wherever it stands, in a path, a name or a method too.
const canary = "1d1bef2b9f426383447f64f69349fc7cac176042578d205c256ba3f37c59adb9"

// said is all that can be printed of what Read returns.
func said(all *list, err error) string {
	var out strings.Builder
	fmt.Fprintln(&out, all.format, err, all.printed.String())
	for _, call := range all.calls {
		address := call.Request.Address()
		fmt.Fprintf(&out, "%v %+v %s %s %s %v\n", call, call, address.URL(), call.Where(), call.Auth, address.Check())
	}
	for _, skip := range all.skipped {
		fmt.Fprintf(&out, "%+v\n", skip)
	}
	return out.String()
}

// FuzzCanary reads inputs of every format with a secret anywhere in them. It
// comes out neither as it is nor percent-encoded.
func FuzzCanary(f *testing.F) {
	for _, seed := range []string{
		"GET https://user:SECRET@h/SECRET?SECRET#SECRET\nSECRET /a\nSECRET\n", "Authorization: Bearer SECRET\n", "GET /%3FSECRET/;SECRET\n",
		logged("GET //u:SECRET@h/a?SECRET HTTP/1.0") + logged("SECRET"),
		collection(`{"name": "SECRET https://u:SECRET@h", "variable": [{"key": "v", "value": "SECRET"}], "item": [{"name": "r", "request": {"method": "{{v}}", "auth": {"type": "SECRET"}, "url": {"raw": "{{v}}/:id?a", "variable": [{"key": "id", "value": "SECRET"}]}}}, {"request": "http://{{v}}.h/{{v}}"}]}`),
		`{"log": {"entries": [{"request": {"method": "GET", "url": "https://SECRET@a/b?SECRET", "headers": [{"name": "SECRET"}]}}, {"request": {"method": "SECRET", "url": "data:SECRET"}}]}}`,
		`{"log": {"entries": [{"startedDateTime": "SECRET", "request": {"method": "GET", "url": "https://a/b", "headers": [{"name": "Authorization", "value": "Bearer SECRET"}]}, "response": {"status": 403, "content": {"text": "{\"detailCode\":\"403 SECRET\",\"SECRET\":1}"}}}]}}`,
		`{"method":"GET","path":"/a","status":"SECRET","time":"SECRET"}` + "\n" + `{"method":"GET","path":"/a","status":403,"time":"2026-08-22T10:00:00Z SECRET"}` + "\n",
		`{"openapi": "3.0.0", "servers": [{"url": "https://SECRET/{b}", "variables": {"b": {"default": "SECRET"}}}], "paths": {"/a?SECRET": {"get": {}}, "SECRET": {"get": {}}}}`,
		`{"method":"GET","path":"/SECRET?SECRET","authority":"user:SECRET@h"}` + "\n" + `{"method":"SECRET","path":"SECRET://SECRET","SECRET":"SECRET"}` + "\n" + `{"method":"GET","path":"\u002fa?SECRET"}` + "\n",
		`{"request":"GET /a/SECRET HTTP/1.1"}` + "\n" + `{"request":"SECRET"}` + "\n{SECRET}\n",
		"#!/bin/sh\nS=SECRET\nT=$(x SECRET)\nf() { curl -X $1 -u a:SECRET $S/$2; }\ncurl -H 'Authorization: SECRET' \"https://h/$S/${T:-SECRET}?SECRET\"\nf $S /a; f GET /SECRET\nfor i in SECRET; do curl $i; done\nwget --SECRET SECRET\nhttp SECRET/SECRET SECRET=SECRET\n",
		"openapi: 3.0.0\npaths: {/a/SECRET: {get: {}}, /b: *SECRET}\n", "swagger: SECRET\n", `{"SECRET": [`,
	} {
		f.Add([]byte(seed))
	}
	percent := ""
	for _, b := range []byte(canary) {
		percent += fmt.Sprintf("%%%02x", b)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, secret := range []string{canary, percent, strings.ToUpper(canary)} {
			text := strings.ReplaceAll(string(body), "SECRET", secret)
			all, err := readAll("f", text, Fields{})
			if out := said(all, err); strings.Contains(strings.ToLower(out), strings.ToLower(secret)) {
				t.Errorf("%q comes out:\n%s", secret, out)
			}
			answers, err := answersOf(text, Fields{})
			if out := fmt.Sprint(answers, err); strings.Contains(strings.ToLower(out), strings.ToLower(secret)) {
				t.Errorf("%q comes out with the answers:\n%s", secret, out)
			}
		}
	})
}

// A call has no field that says more than its address does.
func TestCallsHaveNoOtherURL(t *testing.T) {
	all, err := readAll("f", "GET https://user:hunter2@acme.api.identitynow.com/v3/accounts?hunter2\n", Fields{})
	if err != nil {
		t.Fatal(err)
	}
	if out := said(all, nil); strings.Contains(out, "hunter2") {
		t.Error(out)
	}
	if address := all.calls[0].Request.Address(); address.Check() != nil || address.String() != "GET /v3/accounts" || find.Tenant(address.URL()) != "acme" {
		t.Errorf("the call is %s, %v", address, address.Check())
	}
}
