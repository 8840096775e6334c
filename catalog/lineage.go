package catalog

import "strings"

// Lineage names the endpoint of which an operation is one version: the method
// and the path as callers write it, without version segments, parameter names
// blinded ("GET /identities/{}"). Two operations of one product with the same
// lineage are the same endpoint in two versions. Products other than ISC have
// their name in front, so that a lineage is unique over all of them.
func Lineage(api API, method, path string) string {
	var b strings.Builder
	if api.Product != ProductISC {
		b.WriteString(string(api.Product))
		b.WriteByte(' ')
	}
	b.WriteString(method)
	b.WriteByte(' ')
	b.WriteString(EndpointPath(api.BasePath + "/" + path))
	return b.String()
}

// EndpointPath is what the paths of all versions of an endpoint have in common:
// without version segments, parameter names blinded, "/identities/{}".
func EndpointPath(path string) string {
	var b strings.Builder
	for segment := range strings.SplitSeq(path, "/") {
		switch {
		case segment == "" || VersionSegment(segment):
		case ParameterSegment(segment):
			b.WriteString("/{}")
		default:
			b.WriteByte('/')
			b.WriteString(segment)
		}
	}
	return b.String()
}

// lineageHead is the first segment of an operation's lineage.
func lineageHead(api API, path string) string {
	for _, part := range [2]string{api.BasePath, path} {
		for part != "" {
			var segment string
			segment, part, _ = strings.Cut(part, "/")
			switch {
			case segment == "" || VersionSegment(segment):
			case ParameterSegment(segment):
				return "{}"
			default:
				return segment
			}
		}
	}
	return ""
}

// Unnamed is a path template with the names of its parameters left out: one
// that differs only in them is the same address.
func Unnamed(path string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if ParameterSegment(segment) {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}
