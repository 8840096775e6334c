package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// passed is what a function of which nothing is known probably makes of an
// address: one whose name says so puts its arguments behind one another, the
// version in front ("apiUrl('v3', '/accounts', id)").
func (f *file) passed(e *syntax.Expr, at position, depth int) []value {
	makes := maybeAddress(e.Of.Base())
	if !makes && !slices.ContainsFunc(words(e.Of.Base()), func(word string) bool { return textWords[word] }) {
		return []value{hole(e.Of.Base())}
	}
	var version []value
	var parts [][]value
	for _, arg := range e.Args {
		if arg.Value == nil || arg.Spread || !textual(arg.Value) || arg.Name != "" && !makes {
			continue
		}
		texts := f.texts(arg.Value, at, depth+1)
		switch {
		case makes && version == nil && areVersions(texts, arg.Name):
			version = texts
		case len(parts) == 0 && !slices.ContainsFunc(texts, mayBegin):
		case len(parts) > 0 && (!makes || noSegments[strings.ToLower(arg.Value.Base())] || f.isObject(arg.Value, at, depth+1)):
			return f.joinParts(version, parts)
		default:
			parts = append(parts, texts)
		}
	}
	if len(parts) == 0 {
		return []value{hole(e.Of.Base())}
	}
	return f.joinParts(version, parts)
}

// joinParts puts parts of an address behind one another.
func (f *file) joinParts(version []value, parts [][]value) []value {
	if version != nil {
		parts = append([][]value{{literal("/", 0)}, version}, parts...)
	}
	all := []value{nil}
	for i, part := range parts {
		if i > 0 {
			all = f.concat(all, []value{literal("/", 0)})
		}
		all = f.concat(all, part)
	}
	return f.ways(all)
}

// areVersions reports whether an argument is the version of an API, or a
// parameter whose name says so.
func areVersions(texts []value, name string) bool {
	for _, v := range texts {
		isParam := len(v) == 1 && v[0].param != nil && (versionName(v[0].param.name) || versionName(name))
		if !isParam && versionIn(v.String()) == "" {
			return false
		}
	}
	return len(texts) > 0
}

func versionName(name string) bool {
	return slices.ContainsFunc(words(name), func(word string) bool { return word == "api" || word == "version" })
}

// mayBegin reports whether a text may be an address or its beginning.
func mayBegin(v value) bool {
	a, ok := addressOf(v)
	return ok && (a.resource || a.version || a.open && len(v.params()) > 0)
}

func (f *file) isObject(e *syntax.Expr, at position, depth int) bool {
	object, _ := f.object(e, at, depth)
	return object != nil
}

// maybeAddress reports whether a name says that it is of addresses.
func maybeAddress(name string) bool {
	return slices.ContainsFunc(words(name), func(word string) bool { return addressWords[word] })
}

// isAddress reports whether an expression may be an address, or a parameter that is one.
func (f *file) isAddress(e *syntax.Expr, at position, depth int) bool {
	return slices.ContainsFunc(f.texts(e, at, depth), mayBegin)
}
