package calls

import (
	"fmt"
	"strings"
)

// Fields are the names of the fields of JSON lines that make a call. A dot
// leads into an object, "request.method", where no field has the whole name.
type Fields struct {
	// Method and URL, or Line with both: "GET /v3/identities HTTP/1.1".
	Method, URL, Line string
	// Host that the call goes to, where URL may be a path; "" where that is all that counts.
	Host string
	// Status of the answer and Time of the call, where answers are asked for.
	Status, Time string
}

// ParseFields reads "method=NAME,url=NAME", or "line=NAME", with "host=NAME",
// "status=NAME" and "time=NAME" where there are such.
func ParseFields(text string) (Fields, error) {
	var f Fields
	names := map[string]*string{"method": &f.Method, "url": &f.URL, "line": &f.Line, "host": &f.Host, "status": &f.Status, "time": &f.Time}
	for part := range strings.SplitSeq(text, ",") {
		what, name, _ := strings.Cut(part, "=")
		into := names[strings.TrimSpace(what)]
		if name = strings.TrimSpace(name); into == nil || *into != "" || name == "" {
			return Fields{}, errFields
		}
		*into = name
	}
	if (f.Line == "") != (f.Method != "" && f.URL != "") || f.Line != "" && f.Method+f.URL != "" {
		return Fields{}, errFields
	}
	return f, nil
}

var errFields = fmt.Errorf("name each once: method=NAME,url=NAME, or line=NAME of a request line; and host=NAME, if the URL is a path")

// forms are what proxies and gateways write, in the order of preference: of two
// that read as many lines the first counts. A host is that which is called, where
// the log knows it; what a server in front of an API writes of its own name is none.
var forms = []Fields{
	// Kong: https://developer.konghq.com/plugins/http-log/#log-format
	{Method: "request.method", URL: "upstream_uri", Host: "service.host"},
	// Envoy Gateway: https://gateway.envoyproxy.io/docs/tasks/observability/proxy-accesslog/
	{Method: "method", URL: "x-envoy-origin-path", Host: ":authority"},
	// Envoy: https://istio.io/latest/docs/tasks/observability/logs/access-log/
	{Method: "method", URL: "path", Host: "authority"},
	// AWS API Gateway: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
	{Method: "httpMethod", URL: "path"},
	{Method: "httpMethod", URL: "resourcePath"},
	{Line: "routeKey"},
	// The names of nginx's variables. https://nginx.org/en/docs/http/ngx_http_core_module.html#variables
	{Method: "request_method", URL: "request_uri"},
	{Method: "request_method", URL: "uri"},
	{Line: "request"},
	// Traefik: https://doc.traefik.io/traefik/observability/access-logs/
	{Method: "RequestMethod", URL: "RequestPath", Host: "RequestHost"},
	// Caddy: https://caddyserver.com/docs/logging
	{Method: "request.method", URL: "request.uri", Host: "request.host"},
	// Squid's logformat names no fields; those that people give its %rm and %ru.
	// http://www.squid-cache.org/Doc/config/logformat/
	{Method: "method", URL: "url"},
	{Method: "request_method", URL: "request_url"},
	{Method: "method", URL: "uri"},
	{Method: "method", URL: "request_uri"},
	// What many programs write.
	{Method: "method", URL: "path"},
}
