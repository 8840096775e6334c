package find

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// ReadExpression reads an address as it stands in code, in a script or in a
// document: see Expression.
func ReadExpression(method, text string) Address {
	sent, written := Expression(text)
	return ReadAddress(method, sent, written)
}

// Expression turns an address as it stands in code into what ReadAddress takes:
// what it is matched by, and what may be printed. What stands for a value becomes
// "{name}", whatever the language: "$id", "${id}", "$($source.id)",
// "{{$.trigger.id}}", "%s", "%%API_URL%%", "<id>", "[id]"; so does one that is
// cut off at the end of the text. It is matched without a base URL that is a
// variable, with or without a slash behind it ("{0}v3/accounts"); a path that
// begins with a version gets its slash ("beta/accounts"). A query and a fragment
// are left out.
func Expression(text string) (sent, written string) {
	s := expression{text: strings.TrimSpace(text)}
	for s.at < len(s.text) && !s.ends() {
		if !s.placeholder() {
			s.sent.WriteByte(s.text[s.at])
			s.written.WriteByte(s.text[s.at])
			s.at++
		}
	}
	return withoutVersionVariable(withBase(s.sent.String())), s.written.String()
}

// withBase is an address with its base URL in the form that ReadAddress knows.
func withBase(text string) string {
	scheme, rest, absolute := strings.Cut(text, "://")
	if absolute && !strings.Contains(scheme, "/") {
		host, path, slash := strings.Cut(rest, "/")
		if slash && exampleHost(host) {
			return scheme + "://{host}/" + path
		}
		return text
	}
	if strings.HasPrefix(text, "/") {
		return text
	}
	first, path, slash := strings.Cut(text, "/")
	behind := first
	for strings.HasPrefix(behind, "{") {
		_, behind, _ = strings.Cut(behind, "}")
	}
	switch {
	case behind == first:
		if slash && relative(first, path) {
			return "/" + text
		}
		return text
	case strings.Contains(behind, "."): // "{org}.api.identitynow.com/v3"
		return text
	case behind == "" || strings.HasPrefix(behind, ":"): // a port
		return "/" + path
	case slash:
		return "/" + behind + "/" + path
	default:
		return "/" + behind
	}
}

// relative reports whether a text is a path without its first slash:
// "v3/accounts", "accounts/v1", "das/identity-collectors/v1", "cc/api/source/list".
func relative(first, path string) bool {
	if strings.Contains(first, ".") || strings.ContainsAny(first, " :@") {
		return false
	}
	if catalog.VersionSegment(first) || first == "cc" || first == "api" {
		return true
	}
	const mostBefore = 2
	segments := strings.SplitN(path, "/", mostBefore+1)
	return slices.ContainsFunc(segments[:min(len(segments), mostBefore)], func(segment string) bool {
		return segment == "v1" || segment == "v2" // of a service: the others stand first
	})
}

// withoutVersionVariable leaves out a first segment that stands for the
// version: the path is then one of any version.
func withoutVersionVariable(address string) string {
	start := 0
	if _, rest, absolute := strings.Cut(address, "://"); absolute {
		start = len(address) - len(rest)
	}
	slash := strings.IndexByte(address[start:], '/')
	if slash < 0 {
		return address
	}
	start += slash
	segment, rest, more := strings.Cut(address[start+1:], "/")
	if more && placeholder(segment) && strings.Contains(strings.ToLower(segment), "version") {
		return address[:start] + "/" + rest
	}
	return address
}

// exampleNames stand in documents in the place of a company's or a tenant's own.
var exampleNames = []string{
	"acme", "company", "companyname", "domain", "domainname", "example", "host", "hostname", "mycompany", "mydomain", "myorg", "mytenant",
	"org", "orgname", "tenant", "tenantname", "vanity", "yourcompany", "yourdomain", "yourhost", "yourorg", "yourorganization", "yourtenant",
}

// exampleHost reports whether a host is nobody's: "yourorg.com", "your-tenant.example.org".
func exampleHost(host string) bool {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	labels := strings.Split(host, ".")
	name := labels[max(len(labels)-2, 0)]
	return slices.Contains(exampleNames, strings.NewReplacer("-", "", "_", "").Replace(name))
}
