package catalog

import "strings"

// lineage names the endpoint of which an operation is one version: the method
// and the path as callers write it, without version segments, parameter names
// blinded ("GET /identities/{}"). Two operations of one product with the same
// lineage are the same endpoint in two versions. Products other than ISC have
// their name in front, so that a lineage is unique over all of them.
func lineage(api API, method, path string) string {
	var b strings.Builder
	if api.Product != ProductISC {
		b.WriteString(string(api.Product))
		b.WriteByte(' ')
	}
	b.WriteString(method)
	b.WriteByte(' ')
	for _, part := range [2]string{api.BasePath, path} {
		for segment := range strings.SplitSeq(part, "/") {
			switch {
			case segment == "" || versionSegment(segment):
			case parameterSegment(segment):
				b.WriteString("/{}")
			default:
				b.WriteByte('/')
				b.WriteString(segment)
			}
		}
	}
	return b.String()
}

// inLineage tells whether lineage would name this lineage, without building
// the name: a lookup asks it of thousands of operations.
func inLineage(name string, api API, method, path string) bool {
	if api.Product != ProductISC {
		var ok bool
		if name, ok = strings.CutPrefix(name, string(api.Product)); !ok || name == "" {
			return false
		}
		name = name[1:]
	}
	name, ok := strings.CutPrefix(name, method)
	if !ok || name == "" || name[0] != ' ' {
		return false
	}
	name = name[1:]
	for _, part := range [2]string{api.BasePath, path} {
		for part != "" {
			var segment string
			segment, part, _ = strings.Cut(part, "/")
			if segment == "" || versionSegment(segment) {
				continue
			}
			if parameterSegment(segment) {
				segment = "{}"
			}
			if name == "" || name[0] != '/' {
				return false
			}
			if name, ok = strings.CutPrefix(name[1:], segment); !ok {
				return false
			}
		}
	}
	return name == ""
}
