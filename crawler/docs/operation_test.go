package docs

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"reflect"
	"strings"
	"testing"

	"authcat/catalog"
)

// pack packs data as the site's generator does.
func pack(t *testing.T, data string) string {
	t.Helper()
	var buffer bytes.Buffer
	writer := zlib.NewWriter(&buffer)
	if _, err := writer.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(buffer.Bytes())
}

// chunk is a script chunk of a page: front matter, and metadata that repeat it.
func chunk(api string) string {
	return `"use strict";(self.w=self.w||[]).push([["6518"],{1:(e,t)=>{t.d({frontMatter:()=>c});` +
		`const m=JSON.parse('{"id":"api/x","frontMatter":{"id":"x","api":"` + api + `"}}'),c={id:"x",title:"X",api:"` + api + `",sidebar_class_name:"get api-method"}}}])`
}

func TestParseChunk(t *testing.T) {
	const operation = `{"method":"get","path":"/accounts/v1/{id}"`
	security := func(alternatives ...catalog.Requirement) *catalog.Security {
		return &catalog.Security{Basis: catalog.BasisOperation, Alternatives: alternatives}
	}
	plain := Operation{Method: "GET", Path: "/accounts/v1/{id}"}
	with := func(change func(*Operation)) Operation { o := plain; change(&o); return o }
	tests := []struct {
		name, fields string
		want         Operation
	}{
		{"no facts", ``, plain},
		{"nulls", `,"security":null,"x-sailpoint-userLevels":null,"deprecated":null`, plain},
		{"deprecated", `,"deprecated":true`, with(func(o *Operation) { o.Deprecated = true })},
		{"security in capitals", `,"Security":[]`, plain},
		{"no token", `,"security":[]`, with(func(o *Operation) { o.Security = security() })},
		{"or no token", `,"security":[{"userAuth":["a"]},{}]`, with(func(o *Operation) {
			o.Security = security(catalog.Requirement{{Scheme: "userAuth", Scopes: []string{"a"}, Scoped: true}}, catalog.Requirement{})
		})},
		{"alternatives and scopes as published", `,"security":[{"userAuth":["idn:a:read ","idn:a:manage"]},{"applicationAuth":[]}]`, with(func(o *Operation) {
			o.Security = security(
				catalog.Requirement{{Scheme: "userAuth", Scopes: []string{"idn:a:read ", "idn:a:manage"}, Scoped: true}},
				catalog.Requirement{{Scheme: "applicationAuth", Scopes: []string{}, Scoped: true}})
		})},
		{"schemes together, declared or not", `,"security":[{"userAuth":["a"],"basicAuth":[],"UserContextAuth":["b"]}],` +
			`"securitySchemes":{"userAuth":{"type":"oauth2","flows":{}},"basicAuth":{"type":"http"}}`, with(func(o *Operation) {
			o.Security = security(catalog.Requirement{
				{Scheme: "UserContextAuth", Scopes: []string{"b"}, Undeclared: true, Scoped: true},
				{Scheme: "basicAuth", Scopes: []string{}},
				{Scheme: "userAuth", Scopes: []string{"a"}, Scoped: true}})
		})},
		{"schemes with scopes and without", `,"security":[{"a":[],"b":[],"c":[],"d":[]}],` +
			`"securitySchemes":{"a":{"type":"openIdConnect"},"b":{"type":"apiKey"},"c":{},"d":{"type":"oauth2"}}`, with(func(o *Operation) {
			o.Security = security(catalog.Requirement{
				{Scheme: "a", Scopes: []string{}, Scoped: true}, {Scheme: "b", Scopes: []string{}},
				{Scheme: "c", Scopes: []string{}, Scoped: true}, {Scheme: "d", Scopes: []string{}, Scoped: true}})
		})},
		{"no scheme is declared", `,"security":[{"userAuth":["a"]}],"securitySchemes":{}`, with(func(o *Operation) {
			o.Security = security(catalog.Requirement{{Scheme: "userAuth", Scopes: []string{"a"}, Undeclared: true, Scoped: true}})
		})},
		{"nobody says what is declared", `,"security":[{"userAuth":["a"]}],"securitySchemes":null`, with(func(o *Operation) {
			o.Security = security(catalog.Requirement{{Scheme: "userAuth", Scopes: []string{"a"}, Scoped: true}})
		})},
		{"levels", `,"x-sailpoint-userLevels":["ORG_ADMIN","Any"]`, with(func(o *Operation) {
			o.LevelsField, o.Levels = catalog.LevelsField, []string{"ORG_ADMIN", "Any"}
		})},
		{"misspelt levels", `,"x-sailpont-userLevels":["ORG_ADMIN"]`, with(func(o *Operation) {
			o.LevelsField, o.Levels = catalog.MisspeltLevelsField, []string{"ORG_ADMIN"}
		})},
		{"everything else", `,"parameters":[{"name":"id"}],"responses":{"200":{}},"servers":[],"info":{"title":"x"}`, plain},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseChunk([]byte(chunk(pack(t, operation+test.fields+"}"))))
			checkError(t, err, "")
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("read %+v, security %+v\nwant %+v, security %+v", got, got.Security, test.want, test.want.Security)
			}
		})
	}
}

func TestParseChunkErrors(t *testing.T) {
	good := pack(t, `{"method":"get","path":"/a"}`)
	notZlib := "eJ" + base64.StdEncoding.EncodeToString([]byte("no zlib data at all"))
	tests := []struct{ name, js, err string }{
		{"no api string", `{title:"X",api:"v1"}`, "no api"},
		{"empty", ``, "no api"},
		{"two operations", chunk(good) + chunk(pack(t, `{"method":"put","path":"/a"}`)), "data of 2 operations"},
		{"base64", chunk("eJ!" + good), "no valid base64"},
		{"zlib", chunk(notZlib), "no zlib data"},
		{"zlib cut short", chunk(good[:len(good)/2]), "damaged"},
		{"a bomb", chunk(pack(t, strings.Repeat(" ", maxOperation+1))), "more than 8 MiB"},
		{"JSON", chunk(pack(t, `{"method":"get"`)), "no valid JSON"},
		{"no method", chunk(pack(t, `{"path":"/a"}`)), "no operation"},
		{"no path", chunk(pack(t, `{"method":"get"}`)), "no operation"},
		{"null alternative", chunk(pack(t, `{"method":"get","path":"/a","security":[null]}`)), "is null"},
		{"a scope that is null", chunk(pack(t, `{"method":"get","path":"/a","security":[{"userAuth":[null]}]}`)), `"userAuth" has an entry that is null`},
		{"security twice", chunk(pack(t, `{"method":"get","path":"/a","security":[{"userAuth":["a"]}],"security":[]}`)), `"security" stands twice`},
		{"a scheme twice", chunk(pack(t, `{"method":"get","path":"/a","security":[{"userAuth":["a"],"userAuth":[]}]}`)), `"userAuth" stands twice`},
		{"alternative that is no object", chunk(pack(t, `{"method":"get","path":"/a","security":[[]]}`)), "no object"},
		{"more than an operation", chunk(pack(t, `{"method":"get","path":"/a"} {}`)), "something follows it"},
		{"too many alternatives", chunk(pack(t, `{"method":"get","path":"/a","security":[`+strings.Repeat(`{},`, maxAlternatives)+`{}]}`)), "33 alternatives"},
		{"too many scopes", chunk(pack(t, `{"method":"get","path":"/a","security":[{"userAuth":[`+strings.Repeat(`"a",`, maxNames)+`"a"]}]}`)), "65 entries"},
		{"too long", strings.Repeat(" ", maxScript+1), "more than 4 MiB"},
		{"scopes that are no list", chunk(pack(t, `{"method":"get","path":"/a","security":[{"userAuth":"a"}]}`)), `"userAuth" is not what it should be`},
		{"levels that are no list", chunk(pack(t, `{"method":"get","path":"/a","x-sailpoint-userLevels":"Any"}`)), "userLevels"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseChunk([]byte(test.js))
			checkError(t, err, test.err)
			if !reflect.DeepEqual(got, Operation{}) {
				t.Errorf("read %+v", got)
			}
		})
	}
	unpadded := strings.TrimRight(good, "=")
	if _, err := ParseChunk([]byte(chunk(unpadded))); err != nil {
		t.Errorf("without padding: %v", err)
	}
}
