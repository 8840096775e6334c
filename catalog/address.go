package catalog

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Address is a call as people have it, taken apart: "GET /v2025/identities/2c91",
// "https://acme.api.identitynow.com/v2025/identities?limit=1", "/identities".
type Address struct {
	// Method in upper case, "" for any.
	Method string
	// Path starts with "/" and has no query, fragment or trailing "/".
	Path string
}

// String is the form that users type.
func (a Address) String() string { return strings.TrimSpace(a.Method + " " + a.Path) }

// apiHosts are the ends of the host names of SailPoint's APIs, by the servers
// of the OpenAPI documents: tenants' own names stand before them.
// .identitynowgov.com is FedRAMP's.
var apiHosts = []string{".identitynow.com", ".identitynowgov.com", ".identitynow-demo.com", ".sailpoint.com", ".nonemployee.com", ".saasapps.sailpoint.com"}

// identityIQ is the folder under which IdentityIQ answers, on a host of the customer's.
const identityIQ = "/identityiq/"

// ParseAddress reads a path or URL. A URL must be one of a SailPoint API: of
// another host it is an error. A host with a placeholder in it
// ("{{tenant}}.api.identitynow.com", "{{baseUrl}}") is any tenant's.
func ParseAddress(method, address string) (Address, error) {
	a := Address{Method: strings.ToUpper(strings.TrimSpace(method))}
	if strings.Trim(a.Method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Address{}, fmt.Errorf("%q is no HTTP method", method)
	}
	address = strings.TrimSpace(address)
	host, path := splitHost(address)
	path, _, _ = strings.Cut(path, "#")
	path, _, _ = strings.Cut(path, "?")
	if !strings.HasPrefix(path, "/") {
		return Address{}, fmt.Errorf("%q is no path or address: a path starts with \"/\"", address)
	}
	if host != "" && !ofSailPoint(host, path) {
		return Address{}, fmt.Errorf("%s is no host of a SailPoint API (TENANT.api.identitynow.com)", host)
	}
	segments := slices.DeleteFunc(strings.Split(path, "/"), func(s string) bool { return s == "" })
	if len(segments) == 0 {
		return Address{}, errors.New("the address has no path")
	}
	a.Path = "/" + strings.Join(segments, "/")
	return a, nil
}

// splitHost separates the host, where the address has one, from what follows.
func splitHost(address string) (host, path string) {
	rest := address
	if _, after, ok := strings.Cut(address, "://"); ok {
		rest = after
	} else if strings.HasPrefix(address, "/") {
		return "", address
	}
	host, path, _ = strings.Cut(rest, "/")
	if rest == address && !strings.ContainsAny(host, ".{") { // a word, not a host
		return "", address
	}
	return host, "/" + path
}

func ofSailPoint(host, path string) bool {
	if strings.ContainsAny(host, "{}") || strings.HasPrefix(path, identityIQ) {
		return true
	}
	name, _, _ := strings.Cut(strings.ToLower(host), ":")
	return slices.ContainsFunc(apiHosts, func(end string) bool { return strings.HasSuffix(name, end) })
}

// placeholder tells whether a segment of an address stands for a value: "{id}",
// ":id", "{{id}}", "<id>".
func placeholder(segment string) bool {
	return strings.HasPrefix(segment, "{") || strings.HasPrefix(segment, ":") || strings.HasPrefix(segment, "<")
}

// segmentsOf splits a path; percent-encoded characters are decoded.
func segmentsOf(path string) []string {
	var segments []string
	for segment := range strings.SplitSeq(path, "/") {
		if segment == "" {
			continue
		}
		if decoded, err := url.PathUnescape(segment); err == nil {
			segment = decoded
		}
		segments = append(segments, segment)
	}
	return segments
}

// lineageSegments bounds the literal segments of an address that may each be a
// parameter: the longest template has eleven segments.
const lineageSegments = 12

// anyMethod are the methods that stand for "any" in a filter.
var anyMethod = []string{"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"}

// Filter takes the lineages that the address may belong to: each segment may
// be a literal of the template or the value of a parameter.
func (a Address) Filter() Filter {
	segments := slices.DeleteFunc(segmentsOf(a.Path), versionSegment)
	if len(segments) > lineageSegments {
		return NewFilter("none has so many segments")
	}
	methods := []string{a.Method}
	if a.Method == "" {
		methods = anyMethod
	}
	paths := []string{""}
	for _, segment := range segments {
		var longer []string
		for _, path := range paths {
			if !placeholder(segment) {
				longer = append(longer, path+"/"+segment)
			}
			longer = append(longer, path+"/{}")
		}
		paths = longer
	}
	var names []string
	for _, method := range methods {
		for _, path := range paths {
			names = append(names, method+" "+path)
			for _, other := range otherProducts {
				names = append(names, other.product+" "+method+" "+other.base+path)
			}
		}
	}
	return NewFilter(names...)
}

// otherProducts are the products besides ISC with the paths that stand before
// their templates, without version: users leave them out.
var otherProducts = []struct{ product, base string }{
	{"nerm", ""}, {"nerm", "/api"}, {"iiq", ""}, {"iiq", "/identityiq"}, {"iiq", "/identityiq/scim"},
}
