package trace

import (
	"strings"

	"authcat/catalog"
	"authcat/crawler/code/syntax"
)

// versionOf is the version of the API that a chain of names says, or the module
// or variable that it begins with: "client.V2025", "sailpoint.beta".
func (f *file) versionOf(e *syntax.Expr, at position, depth int) string {
	if f.budget--; e == nil || depth > deepest || f.budget < 0 {
		return ""
	}
	switch e.Kind {
	case syntax.Call, syntax.Index:
		return f.versionOf(e.Of, at, depth+1)
	case syntax.Member:
		if version := versionIn(e.Text); version != "" {
			return version
		}
		if version := f.versionOf(e.Of, at, depth+1); version != "" {
			return version
		}
	case syntax.Name:
		if i, ok := f.imports[e.Text]; ok {
			return f.moduleVersion(i)
		}
		if version := versionIn(e.Text); version != "" {
			return version
		}
	default:
		return ""
	}
	name := f.key(e)
	if name == "" {
		return ""
	}
	found, param, _ := f.lookup(name, at)
	if param != nil && f.fold(param.Name) == name {
		if i, ok := f.imports[strings.Split(param.Type, ".")[0]]; ok {
			return f.moduleVersion(i)
		}
	}
	for _, a := range found {
		if version := f.versionOf(a.value(), a.place(), depth+1); version != "" {
			return version
		}
	}
	return ""
}

// versionIn is the version that a name is: "V3", "Beta", "v2025".
func versionIn(name string) string {
	if lower := strings.ToLower(name); catalog.VersionSegment(lower) {
		return lower
	}
	return ""
}

// moduleVersion is the version that an import of an SDK says.
func (f *file) moduleVersion(i syntax.Import) string {
	for _, module := range []string{i.Path + "." + i.Name, i.Path} {
		if version, ok := f.index.catalog.SDKModule(f.unit.Language, strings.TrimSuffix(module, ".")); ok && version != "" {
			return version
		}
	}
	return ""
}
