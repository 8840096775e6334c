// Package find takes what people have to the operations that it means: an
// [Address] ([Match], or [Absent] where none answers to it), the name that an SDK
// has for one ([ByName]; [SDK] for names in code), words ([Search]), a [Query]. Names that a reader gives
// to levels, scopes, tags and APIs become those of the data set ([LevelNamed] and
// its like), or an error that offers the nearest.
package find

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/printable"
)

// Address is a call as people have it, taken apart: "GET /v2025/identities/2c91",
// "https://acme.api.identitynow.com/v2025/identities?limit=1", "/identities".
//
// What people paste holds secrets: in a query, before a host's "@", as the
// value of a variable. An Address is matched by its whole path, yet only what
// is printable comes out of it: method, host and path. Its fields are not
// exported, so that nothing can print more by mistake.
type Address struct {
	// method in upper case, "" for any.
	method string
	// path is what operations are matched with. It starts with "/" and has no
	// query, fragment or trailing "/".
	path string
	// origin ("https://acme.api.identitynow.com", "" for a bare path) and shown,
	// the path, are what is printed.
	origin string
	shown  string
	// problem is why it can't be matched, "" where it can.
	problem string
}

// Method in upper case, "" for any.
func (a Address) Method() string { return a.method }

// String is the form that users type, "GET /v2025/identities", of what is printable.
func (a Address) String() string {
	return strings.TrimSpace(a.method + " " + cmp.Or(a.shown, printable.Redacted))
}

// URL is what is printable of host and path: "https://acme.api.identitynow.com/v2025/identities".
func (a Address) URL() string { return cmp.Or(a.origin+a.shown, printable.Redacted) }

// AnyHost is the address without its host: the same call of any tenant.
func (a Address) AnyHost() Address {
	a.origin = ""
	return a
}

// AnyMethod is the address of a call with whatever method.
func (a Address) AnyMethod() Address {
	a.method = ""
	return a
}

// Check tells why the address can be no call of a SailPoint API, nil where it can.
func (a Address) Check() error {
	if a.problem == "" {
		return nil
	}
	return errors.New(a.problem)
}

// ParseAddress reads a path or URL. A URL must be one of a SailPoint API: of
// another host it is an error. A host with a placeholder in it
// ("{{tenant}}.api.identitynow.com", "{{baseUrl}}") is any tenant's.
func ParseAddress(method, address string) (Address, error) {
	a := ReadAddress(method, address, address)
	return a, a.Check()
}

// ReadAddress reads a path or URL as it is sent, which the address is matched
// by, and as it is written, which is what is printed of it: the two differ
// where the values of variables are filled in. Check reports whether it is a
// call of a SailPoint API.
func ReadAddress(method, sent, written string) Address {
	a := Address{method: strings.ToUpper(strings.TrimSpace(method))}
	to := printable.Split(written)
	a.origin, a.shown = to.Origin(), printable.Path(to.Path)
	host := to.ShownHost()
	if sent != written {
		to = printable.Split(sent)
	}
	a.path = cleanPath(to.Path)
	switch {
	case a.method != "" && !slices.Contains(methods, a.method):
		a.method, a.problem = "", "the method is no HTTP method of an API"
	case to.Host == "" && !strings.HasPrefix(to.Path, "/"):
		a.problem = `this is no path or address: a path starts with "/"`
	case to.Host != "" && !ofSailPoint(to.Host, to.Path):
		a.problem = host + " is no host of a SailPoint API (TENANT.api.identitynow.com)"
	case a.path == "":
		a.problem = "the address has no path"
	}
	return a
}

// cleanPath drops empty segments, and what a segment has behind a ";": such a
// parameter (";jsessionid=") is not part of a template.
func cleanPath(path string) string {
	var clean strings.Builder
	for segment := range strings.SplitSeq(path, "/") {
		if segment, _, _ = strings.Cut(segment, ";"); segment != "" {
			clean.WriteString("/" + segment)
		}
	}
	return clean.String()
}

func ofSailPoint(host, path string) bool {
	if strings.HasPrefix(path, catalog.IdentityIQFolder) {
		return true
	}
	name := strings.ToLower(host)
	if last := strings.LastIndexByte(name, '}'); last >= 0 {
		// What is written out decides if it names a domain: "{org}.okta.com".
		name = name[last+1:]
		if domain := strings.TrimPrefix(name, "."); !strings.Contains(domain, ".") || exampleHost(name) {
			return true
		}
	}
	name, _, _ = strings.Cut(name, ":")
	return slices.ContainsFunc(catalog.APIHosts, func(end string) bool { return strings.HasSuffix(name, end) })
}

// placeholder reports whether a segment of an address stands for a value: "{id}",
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

// mostListed bounds the segments of an address whose lineages are listed: each
// of n segments may be a parameter, which makes 2^n of them.
const mostListed = 6

// methods are the HTTP methods of an API's operations.
var methods = []string{"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"}

// IsMethod reports whether a word is one of an API's HTTP methods, in any case.
func IsMethod(word string) bool { return slices.Contains(methods, strings.ToUpper(word)) }

// Filter takes the lineages that the address may belong to: each segment may
// be a literal of the template or the value of a parameter.
func (a Address) Filter() catalog.Filter {
	whole := segmentsOf(a.path)
	segments := slices.DeleteFunc(slices.Clone(whole), catalog.VersionSegment)
	if len(whole)-len(segments) > 1 { // one of the versions may be an id
		return catalog.Filter{}
	}
	anyOf := []string{a.method}
	if a.method == "" {
		anyOf = methods
	}
	if len(segments) > mostListed {
		return catalog.Choosing(func(lineage string) bool { return mayBe(lineage, anyOf, segments) }, nil)
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
	for _, method := range anyOf {
		for _, path := range paths {
			names = append(names, method+" "+path)
			for _, other := range catalog.OtherProducts {
				names = append(names, string(other.Product)+" "+method+" "+other.Base+path)
			}
		}
	}
	return catalog.NewFilter(names...)
}

// mayBe reports whether an address may belong to a lineage. Of another product's
// the path before the template may be left out.
func mayBe(lineage string, methods, segments []string) bool {
	before, path, _ := strings.Cut(lineage, "/")
	words := strings.Fields(before) // "nerm GET", "GET"
	bases := []string{""}
	for _, other := range catalog.OtherProducts {
		if string(other.Product) == words[0] {
			bases = append(bases, other.Base)
		}
	}
	return slices.Contains(methods, words[len(words)-1]) && slices.ContainsFunc(bases, func(base string) bool {
		path, ok := strings.CutPrefix("/"+path, base+"/")
		return ok && mayFill(strings.Split(path, "/"), segments)
	})
}

// mayFill reports whether segments of an address may be those of a template.
func mayFill(template, segments []string) bool {
	return slices.EqualFunc(template, segments, func(part, segment string) bool {
		return part == "{}" || part == segment && !placeholder(segment)
	})
}
