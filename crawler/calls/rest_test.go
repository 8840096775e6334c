package calls

import "testing"

func TestHTTPFile(t *testing.T) {
	reads(t, `@host = https://{{tenant}}.api.identitynow.com
@base={{host}}/v3
# a comment
// another

# @name accounts
GET {{base}}/accounts HTTP/1.1
Authorization: Bearer {{token}}

###
GET {{host}}/beta/roles
    ?limit=1
    &offset=2
Accept: application/json

### with a body
< {%
  client.global.set("x", "GET /none")
%}
post {{base}}/search
Content-Type: application/json

{"query": "GET /no-request", "x": "
DELETE is a word
"}

> {% client.log("PUT /no-request") %}
###
https://acme.api.identitynow.com/v3/sources

###

PATCH {{ host }}/v3/sources/{{$guid}} HTTP/2
GET {{unknown}}/v3/roles # no separator before
###
DELETE https://acme.api.identitynow.com
    /v3
    /roles/1
###
GRAPHQL https://acme.api.identitynow.com/graphql
###
some words
`, formatHTTP, `
line 7: GET {{base}}/accounts
line 11: GET {{host}}/beta/roles
line 20: POST {{base}}/search
line 29: GET https://acme.api.identitynow.com/v3/sources
line 33: PATCH {host}/v3/sources/{guid}
line 34: GET {{unknown}}/v3/roles
line 36: DELETE https://acme.api.identitynow.com/v3/roles/1
- line 40: its method is none of an HTTP API
- line 42: it is no METHOD URL
`)
	all, err := readAll("input", "@b = https://h/v3\n@c={{b}}\nGET {{c}}/accounts\n", Fields{})
	if err != nil || !reaches(all.calls[0], "/v3/accounts") {
		t.Errorf("%v, %v", all, err)
	}
}
