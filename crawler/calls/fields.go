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
}

// ParseFields reads "method=NAME,url=NAME", or "line=NAME", with "host=NAME" where there is one.
func ParseFields(text string) (Fields, error) {
	var f Fields
	names := map[string]*string{"method": &f.Method, "url": &f.URL, "line": &f.Line, "host": &f.Host}
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

// form is what a proxy or gateway writes, told by the names of its fields.
type form struct {
	title  string
	fields Fields
}

// forms in the order of preference: of two that read as many lines the first
// counts. A host is that which is called, where the log knows it; what a server
// in front of an API writes of its own name is none.
var forms = []form{
	// https://developer.konghq.com/plugins/http-log/#log-format
	{"Kong", Fields{Method: "request.method", URL: "upstream_uri", Host: "service.host"}},
	// https://gateway.envoyproxy.io/docs/tasks/observability/proxy-accesslog/
	{"Envoy Gateway", Fields{Method: "method", URL: "x-envoy-origin-path", Host: ":authority"}},
	// https://istio.io/latest/docs/tasks/observability/logs/access-log/
	{"Envoy", Fields{Method: "method", URL: "path", Host: "authority"}},
	// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
	{"AWS API Gateway", Fields{Method: "httpMethod", URL: "path"}},
	{"AWS API Gateway", Fields{Method: "httpMethod", URL: "resourcePath"}},
	{"AWS API Gateway", Fields{Line: "routeKey"}},
	// The names of nginx's variables. https://nginx.org/en/docs/http/ngx_http_core_module.html#variables
	{"nginx", Fields{Method: "request_method", URL: "request_uri"}},
	{"nginx", Fields{Method: "request_method", URL: "uri"}},
	{"nginx", Fields{Line: "request"}},
	// https://doc.traefik.io/traefik/observability/access-logs/
	{"Traefik", Fields{Method: "RequestMethod", URL: "RequestPath", Host: "RequestHost"}},
	// https://caddyserver.com/docs/logging
	{"Caddy", Fields{Method: "request.method", URL: "request.uri", Host: "request.host"}},
	// Squid's logformat names no fields; those that people give its %rm and %ru.
	// http://www.squid-cache.org/Doc/config/logformat/
	{"Squid", Fields{Method: "method", URL: "url"}},
	{"Squid", Fields{Method: "request_method", URL: "request_url"}},
	{"Squid", Fields{Method: "method", URL: "uri"}},
	{"Squid", Fields{Method: "method", URL: "request_uri"}},
	// What many programs write.
	{"others", Fields{Method: "method", URL: "path"}},
}
