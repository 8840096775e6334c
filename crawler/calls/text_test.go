package calls

import "testing"

func TestLines(t *testing.T) {
	reads(t, `# what the integration calls
GET /v2025/identities

get   https://acme.api.identitynow.com/v2025/identities?limit=1	# the first
POST {{baseUrl}}/search HTTP/1.1`+"\r\n"+`  Patch /a/b#c
GET /v2025/identities
/v2025/accounts
https://acme.api.identitynow.com/v3/accounts
DELETE
GET accounts
FETCH /a
CONNECT a/b
GET /a and /b
GET ftp://a/b
the end
`, formatLines, `
line 2: GET /v2025/identities
line 4: GET https://acme.api.identitynow.com/v2025/identities
line 5: POST {{baseUrl}}/search
line 6: PATCH /a/b
line 7: GET /v2025/identities
- line 8: there is no method in front of the URL
- line 9: there is no method in front of the URL
- line 10: there is no URL behind the method
- line 11: it is no METHOD URL
- line 12: its method is none of an HTTP API
- line 13: CONNECT opens a tunnel and calls no endpoint
- line 14: there is more on the line than a method and a URL
- line 15: its URL is no web address
- line 16: it is no METHOD URL
`)
}

// logged is a line of the common log format.
func logged(request string) string {
	return `192.0.2.1 - frank [10/Oct/2025:13:55:36 -0700] "` + request + `" 200 2326` + "\n"
}

func TestLog(t *testing.T) {
	reads(t, logged("GET /v3/accounts HTTP/1.0")+
		`192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] "POST /v3/search?q=%22a%22 HTTP/2.0" 403 - "https://acme.identitynow.com/ui \"x\"" "curl/8 [\"GET /z HTTP/1.1\"]"`+"\n"+
		`api.example.com:443 2001:db8::1 - "a b" [10/Oct/2025:13:55:36 +0000] "PUT https://acme.api.identitynow.com/v3/a HTTP/1.1" 200 1 "-" "-" 0.003`+"\r\n"+
		`192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] "GET /a\xC3\xA9\"b\\c HTTP/1.1" 200 1`+"\n\n"+
		logged("CONNECT example.com:443 HTTP/1.1")+
		logged("-")+
		logged("")+
		logged(`\x16\x03\x01`)+
		logged("PRI * HTTP/2.0")+
		logged("OPTIONS * HTTP/1.0")+
		logged("GET /a b HTTP/1.1")+
		logged("GET /a")+
		logged("BREW /pot HTTP/1.1")+
		"192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] \"GET /cut\n"+
		"kernel: out of memory\n"+
		logged("GET /\xe9 HTTP/1.1"), formatLog, `
line 1: GET /v3/accounts
line 2: POST /v3/search
line 3: PUT https://acme.api.identitynow.com/v3/a
line 4: GET /[redacted]
- line 6: CONNECT opens a tunnel and calls no endpoint
- line 7: its request is not one of HTTP
- line 8: its request is not one of HTTP
- line 9: its request is not one of HTTP
- line 10: its request is about the server, not about a URL
- line 11: its request is about the server, not about a URL
- line 12: its request has a space in its URL
- line 13: its request is not one of HTTP
- line 14: its method is none of an HTTP API
- line 15: it is no line of the common or combined log format
- line 16: it is no line of the common or combined log format
- line 17: its URL is not readable text
`)
}

func TestHAR(t *testing.T) {
	reads(t, `{"log": {"version": "1.2", "entries": [
		{"startedDateTime": "2025-10-10T13:55:36Z", "request": {"method": "GET", "url": "https://acme.api.identitynow.com/v3/accounts?limit=1", "headers": []}},
		{"request": {"method": "get", "url": "http://a/b", "headers": [{"name": "Accept"}]}},
		{"request": {"method": "OPTIONS", "url": "https://a/b", "headers": [{"name": "access-control-request-method", "value": "GET"}]}},
		{"request": {"method": "OPTIONS", "url": "https://a/b"}},
		{"request": {"method": "GET", "url": "data:text/plain,x"}},
		{"request": {"method": "GET", "url": "wss://a/b"}},
		{"request": {"method": "CONNECT", "url": "https://a/"}},
		{"request": {"method": "GET"}},
		{"request": {"method": 7, "url": "https://a/"}},
		{"request": null}, {}, 5
	]}}`, formatHAR, `
entry 1: GET https://acme.api.identitynow.com/v3/accounts
entry 2: GET http://a/b
entry 4: OPTIONS https://a/b
- entry 3: it is a browser's preflight, which needs no credential
- entry 5: its URL is no web address
- entry 6: its URL is no web address
- entry 7: CONNECT opens a tunnel and calls no endpoint
- entry 8: it has no URL
- entry 9: its method is none of an HTTP API
- entry 10: it has no request
- entry 11: it has no request
- entry 12: it has no request
`)
}
