package calls

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// documents are inputs of the formats that people write by hand, with a secret in
// every place that may hold one, by names that tell the format.
var documents = []struct{ name, text string }{
	{"f.sh", "S=SECRET\nT=$(x SECRET)\nf() { curl -X $1 -u a:SECRET $S/$2; }\ncurl -H 'A: SECRET' \"https://h/$S/${T:-SECRET}/${SECRET}?SECRET\"\nf $S /a; f GET /SECRET\nfor i in SECRET; do curl $i; done\nhttp SECRET/SECRET SECRET=SECRET\ncurl -X SECRET /a\n"},
	{"f.cmd", "set S=SECRET\ncurl ^\"https://SECRET@h/%S%/%SECRET%^\" ^\n -H SECRET\n"},
	{"f.http", "@s = SECRET\n### SECRET\nGET https://u:SECRET@h/{{s}}/{{SECRET}}?SECRET\nAuthorization: SECRET\n\nSECRET\n###\nSECRET /SECRET\n###\nGET {{s}}/SECRET\n"},
	{"f.bru", "meta {\n  name: SECRET\n}\nget {\n  url: {{s}}/SECRET?SECRET\n  auth: SECRET\n}\nvars {\n  s: SECRET\n}\n"},
	{"f.tf", "resource \"identitynow_SECRET\" \"SECRET\" {\n s = \"SECRET\"\n}\ndata \"sailpoint_role\" \"SECRET\" {}\nx = <<SECRET\nSECRET\n"},
	{"f.yml", "jobs:\n  a:\n    env: {S: SECRET}\n    steps:\n      - run: curl -H SECRET $S/${{ secrets.SECRET }}/SECRET\n      - run: |\n          curl SECRET/a\n"},
	{"f.yml", "arazzo: SECRET\nsourceDescriptions: [{name: SECRET, url: 'https://SECRET@h/SECRET'}]\nworkflows: [{workflowId: SECRET, steps: [{stepId: SECRET, operationId: SECRET}, {stepId: a, operationPath: 'SECRET#/paths/~1SECRET/get'}, {operationId: $sourceDescriptions.SECRET.SECRET}]}]\n"},
	{"f.yml", "type: collection.insomnia.rest/5.0\nname: SECRET\ncollection: [{name: SECRET, method: SECRET, url: 'https://SECRET'}, {name: a, method: GET, url: '{{ _.s }}/SECRET?SECRET', authentication: {type: SECRET}}]\nenvironments: {data: {s: SECRET}}\n"},
	{"f.json", `{"client": "SECRET", "requests": [{"name": "SECRET https://u:SECRET@h", "method": "GET", "url": "{{v}}/SECRET?SECRET"}, {"method": "SECRET", "url": "/a", "type": "graphql-SECRET"}], "variables": [{"name": "v", "value": "SECRET"}]}`},
	{"f.json", `{"name": "SECRET", "definition": {"steps": {"SECRET": {"actionId": "sp:http", "attributes": {"method": "get", "url": "https://u:SECRET@h/{{SECRET}}/SECRET?SECRET"}}, "b": {"actionId": "sp:SECRET"}, "c": {"actionId": "sp:http", "attributes": {"method": "SECRET", "url": "SECRET"}}}}}`},
	{"f.json", `{"version": 1, "objects": [{"self": {"name": "SECRET"}, "object": {"SECRET": {"actionId": "sp:SECRET"}, "definition": {"steps": {"a": {"actionId": "sp:http", "attributes": {"url": "SECRET/a"}}}}}}]}`},
	{"f.json", `{"version": 1, "objects": [{"self": {"name": "SECRET"}, "object": {"SECRET": {"actionId": "sp:SECRET"}}}]}`},
	{"f.json", `[{"RequestedUri": "/SECRET?SECRET", "NumberOfCalls": "SECRET"}, {"RequestedUri": 1}]`},
	{"f.txt", "https://u:SECRET@h/SECRET?SECRET\nv3/SECRET/$SECRET/${SECRET}/%SECRET%\nGET beta/{{SECRET}}\n"},
	{"f.md", "# SECRET\n~~~SECRET\nSECRET\n~~~\n~~~bash\ncurl $A/SECRET\n~~~\n~~~json\n\"SECRET\": {\"actionId\": \"sp:http\", \"attributes\": {\"url\": \"SECRET\"}}\n~~~\n~~~http\nGET /SECRET\n~~~\n"},
}

// FuzzDocuments is FuzzCanary and FuzzRead for what is told by its name, with
// all that a caller may ask for.
func FuzzDocuments(f *testing.F) {
	for i, document := range documents {
		f.Add(i, []byte(document.text))
	}
	f.Fuzz(func(t *testing.T, which int, body []byte) {
		name := documents[uint(which)%uint(len(documents))].name
		for _, secret := range []string{canary, strings.ToUpper(canary)} {
			in := Input{Name: name, Open: true, Markdown: true, Code: func(c Code) {
				if c.Line < 0 || c.Text == "" {
					t.Errorf("a piece %+v", c)
				}
			}}
			all, err := read(in, strings.ReplaceAll(string(body), "SECRET", secret))
			if out := said(all, err); strings.Contains(strings.ToLower(out), strings.ToLower(secret)) {
				t.Errorf("%s: the secret comes out:\n%s", name, out)
			}
			if err != nil && (strings.ContainsAny(err.Error(), "\n\r") || !strings.HasPrefix(err.Error(), name+": ")) {
				t.Errorf("error %q is not one sentence about the input", err)
			}
			for _, call := range all.calls {
				address := call.Request.Address()
				usable := slices.Contains(append(methods, ""), address.Method()) && utf8.ValidString(address.URL())
				if !usable || call.Where() == "" || call.Line() < 0 || call.Line() > 1+strings.Count(string(body), "\n") {
					t.Errorf("%s: unusable call %+v on line %d", name, call, call.Line())
				}
			}
		}
	})
}

// Little text can stand for much, and nest deeply: reading ends in seconds all the
// same, on a machine that has nothing else to do.
func TestHostileDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for name, text := range map[string]string{
		"nested.json":  `{"name": "x", "items": ` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "}",
		"many.json":    `[{"RequestedUri": "/a"}` + strings.Repeat(",0", 2_100_000) + "]",
		"aliases.yml":  "jobs:\n  a: &a0 [{run: curl /v3/a}]\n" + aliases(30),
		"nested.yml":   "jobs:\n  run: " + strings.Repeat("[", 5000) + "\n",
		"variables.sh": "A=aaaaaaaaaaaaaaaa\n" + strings.Repeat("A=$A$A\ncurl $A/$A\n", 20_000),
		"values.http":  "@a = {{b}}{{b}}\n@b = {{a}}{{a}}\n" + strings.Repeat("GET {{a}}/x\n###\n", 5_000),
		"fences.md":    strings.Repeat("```", 1_000_000),
		"blocks.md":    strings.Repeat("```sh\ncurl /v3/a\n```\n", 100_000),
		"blocks.tf":    strings.Repeat("data \"sailpoint_role\" \"x\" {}\n", 100_000),
		"line.sh":      "curl " + strings.Repeat("a", 10<<20),
		"quotes.sh":    strings.Repeat("curl \"$(\"`", 300_000),
	} {
		start := time.Now()
		calls := 0
		in := Input{Name: name, Open: true, Markdown: true, Source: strings.NewReader(text)}
		for _, err := range in.Calls() {
			if skip := (*Skip)(nil); err == nil || errors.As(err, &skip) {
				calls++
			}
		}
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s: %d entries in %v", name, calls, took)
		}
	}
}

// aliases are YAML lists of lists that have twice as many entries with each line.
func aliases(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "  b%d: &a%d [*a%d, *a%d]\n", i, i+1, i, i)
	}
	return out.String()
}
