package calls

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// What each proxy and gateway writes is told by its fields.
func TestJSONLines(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"nginx": {`{"time":"2026-08-22T10:00:00+00:00","remote_addr":"10.0.0.1","request_method":"GET","request_uri":"/v3/accounts?limit=1","status":200,"http_referer":"https://ui/\"x\""}
{"time":"2026-08-22T10:00:01+00:00","remote_addr":"10.0.0.1","request_method":"POST","request_uri":"\/v3\/search","status":"403"}
{"level":"error","message":"upstream timed out"}
{"request_method":"GET","request_uri":"/v3/cut`, `
line 1: GET /v3/accounts
line 2: POST /v3/search
- line 3: it has no method and URL in the fields that are read
- line 4: it is no whole object of JSON
`},
		"nginx, request lines": {`{"request":"GET /v3/accounts HTTP/1.1","status":200}` + "\r\n" + `{"request":"\u0016\u0003","status":400}` + "\r\n", `
line 1: GET /v3/accounts
- line 2: it has no method and URL in the fields that are read
`},
		"Envoy": {`{"authority":"acme.api.identitynow.com","method":"GET","path":"/v3/accounts","protocol":"HTTP/2","response_code":200,"upstream_host":null}
{"authority":"example.com:443","method":"GET","path":"/v3/accounts","response_code":200}
{"authority":null,"method":null,"path":null,"response_code":0}
{"authority":"-","method":"GET","path":"/v3/roles"}
`, `
line 1: GET https://acme.api.identitynow.com/v3/accounts
line 2: GET https://example.com:443/v3/accounts
line 4: GET /v3/roles
- line 3: it has no method and URL in the fields that are read
`},
		"Envoy Gateway": {`{"start_time":"2026-08-22T10:00:00Z","method":"GET","x-envoy-origin-path":"/v3/accounts?x","response_code":200,":authority":"acme.api.identitynow.com"}
`, "line 1: GET https://acme.api.identitynow.com/v3/accounts\n"},
		"Kong": {`{"request":{"method":"GET","uri":"/sailpoint/v3/accounts","url":"http://kong:8000/sailpoint/v3/accounts","headers":{"authorization":"REDACTED","x":["{\"","]"]}},"service":{"host":"acme.api.identitynow.com","port":443},"upstream_uri":"/v3/accounts","response":{"status":200}}
{"request":{"method":"GET","uri":"/nowhere"},"upstream_uri":"","response":{"status":404}}
`, `
line 1: GET https://acme.api.identitynow.com/v3/accounts
- line 2: it has no method and URL in the fields that are read
`},
		"AWS API Gateway": {`{"requestId":"1","ip":"10.0.0.1","httpMethod":"GET","resourcePath":"/v3/accounts/{id}","status":"200","protocol":"HTTP/1.1"}
{"requestId":"2","httpMethod":"GET","resourcePath":"/{proxy+}","status":"200"}
`, `
line 1: GET /v3/accounts/{id}
- line 2: its URL is a pattern of the gateway's, not the one that was called
`},
		"AWS API Gateway with paths": {`{"requestId":"2","httpMethod":"GET","resourcePath":"/{proxy+}","path":"/v3/accounts/1","status":"200"}
`, "line 1: GET /v3/accounts/1\n"},
		"AWS API Gateway of HTTP APIs": {`{"requestId":"1","routeKey":"GET /v3/accounts/{id}","status":"200"}
{"requestId":"2","routeKey":"$default","status":"200"}
`, `
line 1: GET /v3/accounts/{id}
- line 2: it has no method and URL in the fields that are read
`},
		"Squid": {`{"ts":1.5,"client":"10.0.0.1","method":"GET","url":"https://acme.api.identitynow.com/v3/accounts?limit=1","status":200}
{"ts":1.6,"client":"10.0.0.1","method":"CONNECT","url":"acme.api.identitynow.com:443","status":200}
`, `
line 1: GET https://acme.api.identitynow.com/v3/accounts
- line 2: CONNECT opens a tunnel and calls no endpoint
`},
		"Traefik": {`{"RequestMethod":"GET","RequestPath":"/v3/accounts","RequestHost":"acme.api.identitynow.com","DownstreamStatus":200}
`, "line 1: GET https://acme.api.identitynow.com/v3/accounts\n"},
		"Caddy": {`{"level":"info","request":{"remote_ip":"10.0.0.1","method":"GET","host":"acme.api.identitynow.com","uri":"/v3/accounts","headers":{}},"status":200}
`, "line 1: GET https://acme.api.identitynow.com/v3/accounts\n"},
		"behind the end of a cut line": {`uri":"/v3/a"}` + "\n" + strings.Repeat(`{"request_method":"GET","request_uri":"/v3/b"}`+"\n", 2), `
line 2: GET /v3/b
line 3: GET /v3/b
- line 1: it is no whole object of JSON
`},
	} {
		t.Run(name, func(t *testing.T) { reads(t, test.body, formatJSON, test.want) })
	}
}

func TestFields(t *testing.T) {
	const body = `{"http.verb":"get","http":{"path":{"raw":"/v3/accounts"},"at":"acme.api.identitynow.com"},"log":{"entries":[]}}`
	for names, want := range map[string]string{
		"method=http.verb,url=http.path.raw":               "line 1: GET /v3/accounts\n",
		"method=http.verb, url=http.path.raw,host=http.at": "line 1: GET https://acme.api.identitynow.com/v3/accounts\n",
	} {
		fields, err := ParseFields(names)
		if err != nil {
			t.Fatal(err)
		}
		all, err := readAll("f", body, fields)
		if err != nil || show(all) != want {
			t.Errorf("%s: %s, %v", names, show(all), err)
		}
	}
	for _, names := range []string{"", "method=a", "url=a", "method=a,url=b,line=c", "method=a,url=b,day=c", "status=a", "method=a,url=b,url=c", "method=a,url=", "host=a", "method=a,url=b,", "line=a,method=b"} {
		if fields, err := ParseFields(names); err == nil {
			t.Errorf("%q are the fields %+v", names, fields)
		}
	}
}

// jsonTexts are the strings of an object as encoding/json reads it, by their paths.
func jsonTexts(tokens *json.Decoder, prefix string, paths []string, texts map[string]string) {
	for tokens.More() {
		key, _ := tokens.Token()
		path := prefix + key.(string)
		inner := false
		for _, wanted := range paths {
			inner = inner || strings.HasPrefix(wanted, path+".")
		}
		var value json.RawMessage
		if tokens.Decode(&value) != nil {
			return
		}
		if inner && value[0] == '{' {
			nested := json.NewDecoder(bytes.NewReader(value))
			_, _ = nested.Token()
			jsonTexts(nested, path+".", paths, texts)
		}
		var text string
		delete(texts, path)
		if value[0] == '"' && json.Unmarshal(value, &text) == nil {
			texts[path] = text
		}
	}
}

// FuzzJSONFields finds what encoding/json finds in an object, and takes all that is one.
func FuzzJSONFields(f *testing.F) {
	for _, seed := range []string{
		`{"method":"GET","a":{"b":"/x","c":[{"}":"\"]"}]},"d":1.5e3,"a.b":"y"}`, `{"\u006dethod" : "G\u0045T" , "a" : { "b" : "\/x\\" } }`, "{}", `{"a":{"b":null},"method":[]}`,
		`{"method":"GET"} x`, `{"method":"GET"`, `{"method":"GET",}`, `{"a":{"b":"1"},"a":{"b":"2"}}`, "{\"method\":\"\xff\"}", `{"a":{"b":{"c":"x"}},"method":"a","method":7}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		found := jsonFields{looked: callFields, paths: jsonPaths{"method", "a.b", "", "a.b.c"}}
		ok := found.find(line)
		if !json.Valid(line) || bytes.TrimSpace(line)[0] != '{' {
			return // it may be taken or not
		}
		if !ok {
			t.Fatalf("%q is not taken", line)
		}
		texts := map[string]string{}
		tokens := json.NewDecoder(bytes.NewReader(line))
		_, _ = tokens.Token()
		jsonTexts(tokens, "", found.paths[:], texts)
		for i, path := range found.paths {
			if path == "" {
				continue
			}
			got := unquoted(found.values[i])
			if want := texts[path]; got != want {
				t.Errorf("%q: %s is %q, want %q", line, path, got, want)
			}
		}
	})
}
