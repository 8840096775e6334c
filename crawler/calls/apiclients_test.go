package calls

import "testing"

func TestBruno(t *testing.T) {
	readsFrom(t, Input{Name: "list accounts.bru"}, `meta {
  name: list accounts
  type: http
  seq: 1
}

patch {
  url: {{base}}/v3/sources/:id?limit=1
  body: json
  auth: bearer
}

params:path {
  id: 123
}

auth:bearer {
  token: {{token}}
}

body:json {
  {
    "url": "https://h/none",
  }
}

vars:pre-request {
  base: https://acme.api.identitynow.com
}
`, formatBruno, `
line 8: PATCH {{base}}/v3/sources/:id bearer
`)
	reads(t, "meta {\n  name: x\n}\nhttp {\n  method: put\n  url: /v3/a\n}\n", formatBruno, "line 6: PUT /v3/a\n")
}

func TestCollectionsOfOtherPrograms(t *testing.T) {
	reads(t, `{"_type": "export", "__export_format": 4, "resources": [
  {"_id": "wrk_1", "_type": "workspace", "name": "ISC"},
  {"_id": "env_1", "_type": "environment", "data": {"base_url": "https://acme.api.identitynow.com", "token": "x"}},
  {"_id": "fld_1", "_type": "request_group", "name": "Accounts"},
  {"_id": "req_1", "_type": "request", "name": "list", "method": "GET", "url": "{{ _.base_url }}/v3/accounts/{% response 'body' %}",
   "authentication": {"type": "bearer", "token": "x"}, "headers": [{"name": "url", "value": "https://h/none"}]},
  {"_id": "ws_1", "_type": "websocket_request", "name": "live", "method": "GET", "url": "wss://h/x"}
]}`, formatCollection, `
list (line 5): GET {base_url}/v3/accounts/{x} bearer
- live: it is no request of HTTP
`)
	reads(t, `type: collection.insomnia.rest/5.0
name: ISC
collection:
  - name: Roles
    children:
      - url: "{{ _.base_url }}/beta/roles"
        name: create
        method: post
        authentication:
          type: none
  - url: https://acme.api.identitynow.com/v3/search
    name: search
    method: POST
environments:
  data:
    base_url: https://acme.api.identitynow.com
`, formatCollection, `
ISC / Roles / create (line 6): POST {base_url}/beta/roles noauth
ISC / search (line 11): POST https://acme.api.identitynow.com/v3/search
`)
	readsFrom(t, Input{Name: "get users.yml"}, `info:
  name: get sources
  type: http
http:
  method: get
  url: "{{baseUrl}}/v3/sources"
  auth:
    type: oauth2
`, formatCollection, `
get sources (line 6): GET {{baseUrl}}/v3/sources oauth2
`)
	reads(t, `{"client": "Thunder Client", "collectionName": "ISC", "folders": [], "requests": [
  {"name": "get", "url": "{{url}}/v3/accounts", "method": "GET"},
  {"name": "odd", "url": 5, "method": "BREW"}
]}`, formatCollection, `
get (line 2): GET {{url}}/v3/accounts
- odd: its method is none of an HTTP API
`)
	reads(t, `[{"name": "get", "url": "/v3/accounts", "method": "GET"}]`, formatCollection, "get (line 1): GET /v3/accounts\n")
}
