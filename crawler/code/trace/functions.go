package trace

import (
	"slices"
	"strings"

	"authcat/crawler/code/syntax"
)

// Functions of languages' libraries by what they do with text, in lower case.
var (
	// formats put their arguments into a format, which is the first.
	formats = oneOfThese("sprintf", "format", "formatted")
	// sames give their first argument back, more or less: as an address' segment it is as good.
	sames = oneOfThese("str", "string", "tostring", "quote", "quote_plus", "urlencode", "encodeuricomponent", "encodeuri", "escape", "pathescape",
		"queryescape", "escapedatastring", "url", "uri", "create", "urlparse", "parse", "parserequesturi", "mustparse", "must", "uriencode", "uribuilder", "urlbuilder", "urlpathencode", "tourl",
		"touri", "aswriteable", "encode")
	// trims give what they are called on back, more or less.
	trims = oneOfThese("trim", "strip", "rstrip", "lstrip", "trimend", "trimstart", "trimsuffix", "trimprefix", "trimright", "trimleft", "tostring", "string", "href",
		"replace", "replaceall", "tolower", "lower", "valueof", "removesuffix", "removeprefix", "get", "getorelse", "orelse")
	// joins put their arguments together with a "/" between them.
	joins = oneOfThese("urljoin", "joinpath", "join_url", "urlcombine", "join-path", "join")
)

// called is the text that a call gives back.
func (f *file) called(e *syntax.Expr, at position, depth int) []value {
	name := strings.ToLower(e.Of.Base())
	on := (*syntax.Expr)(nil) // what the function is called on
	if e.Of != nil && e.Of.Kind == syntax.Member {
		on = e.Of.Of
	}
	switch {
	case formats[name] && len(e.Args) > 0 && on != nil && f.isText(on, at):
		return f.formatted(on, e.Args, at, depth)
	case formats[name] && len(e.Args) > 0:
		return f.formatted(e.Args[0].Value, e.Args[1:], at, depth)
	case name == "join" && len(e.Args) == 1 && e.Args[0].Value != nil && e.Args[0].Value.Kind == syntax.List:
		return f.joined(e.Args[0].Value.Args, at, depth)
	case name == "url" && len(e.Args) == 2: // new URL(path, base)
		return f.joined([]syntax.Arg{e.Args[1], e.Args[0]}, at, depth)
	case joins[name] && len(e.Args) > 1:
		return f.joined(e.Args, at, depth)
	case name == "joinpath" && on != nil && len(e.Args) == 1:
		return f.joined([]syntax.Arg{{Value: on}, e.Args[0]}, at, depth)
	}
	if own := f.returned(e, at, depth); own != nil {
		return own
	}
	switch {
	case name == "new" && on != nil && len(e.Args) > 0 && maybeAddress(on.Base()): // [System.UriBuilder]::new($uri)
		return f.texts(e.Args[0].Value, at, depth+1)
	case sames[name] && len(e.Args) > 0:
		return f.texts(e.Args[0].Value, at, depth+1)
	case trims[name] && len(e.Args) > 0 && on != nil && on.Kind == syntax.Name && on.Text == "strings": // of Go
		return f.texts(e.Args[0].Value, at, depth+1)
	case trims[name] && on != nil:
		return f.texts(on, at, depth+1)
	case name == "getenv" || name == "get" || name == "getenvironmentvariable":
		if len(e.Args) == 2 { // with a default
			return append([]value{hole("base")}, f.texts(e.Args[1].Value, at, depth+1)...)
		}
	}
	return f.passed(e, at, depth)
}

// Words in the names of functions that make addresses of their arguments, and
// that put something into the text that comes first.
var (
	addressWords = oneOfThese("url", "uri", "path", "endpoint", "address", "route", "link", "href")
	textWords    = oneOfThese("query", "params", "param", "build", "with", "encode", "format", "normalize", "ensure", "add")
	// noSegments are names of what is no part of a path.
	noSegments = oneOfThese("params", "query", "options", "opts", "args", "filters", "filter", "config", "data", "body", "headers", "ctx", "limit", "offset", "queryparams", "search")
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
			return joinParts(version, parts)
		default:
			parts = append(parts, texts)
		}
	}
	if len(parts) == 0 {
		return []value{hole(e.Of.Base())}
	}
	return joinParts(version, parts)
}

// joinParts puts parts of an address behind one another.
func joinParts(version []value, parts [][]value) []value {
	if version != nil {
		parts = append([][]value{{literal("/", 0)}, version}, parts...)
	}
	all := []value{nil}
	for i, part := range parts {
		if i > 0 {
			all = concat(all, []value{literal("/", 0)})
		}
		all = concat(all, part)
	}
	return ways(all)
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

// isText reports whether an expression is a text with something in it that stands in the source.
func (f *file) isText(e *syntax.Expr, at position) bool {
	for _, v := range f.texts(e, at, deepest-2) {
		for _, p := range v {
			if p.hole == "" {
				return true
			}
		}
	}
	return false
}

// joined puts parts of an address together.
func (f *file) joined(parts []syntax.Arg, at position, depth int) []value {
	all := []value{nil}
	for i, part := range parts {
		if i > 0 {
			all = concat(all, []value{literal("/", 0)})
		}
		all = concat(all, f.texts(part.Value, at, depth+1))
	}
	return ways(all)
}

// returned is what a function of the same file gives back, nil where it is none.
func (f *file) returned(call *syntax.Expr, at position, depth int) []value {
	fn := f.function(call, at)
	if fn == nil || depth > deepest/2 {
		return nil
	}
	var all []value
	for i, s := range fn.Body {
		if s.Kind != syntax.Return || s.Value == nil || !textual(s.Value) {
			continue
		}
		for _, v := range f.texts(s.Value, position{fn, i}, depth+2) {
			all = append(all, f.bind(v, fn, call, at, depth)...)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return ways(all)
}

// textual reports whether an expression may give a text.
func textual(e *syntax.Expr) bool {
	switch e.Kind {
	case syntax.Object, syntax.List, syntax.Lambda:
		return false
	default:
		return true
	}
}

// function is the one of the file that a call calls, nil where there is none or more than one.
func (f *file) function(call *syntax.Expr, at position) *syntax.Function {
	name := call.Of.Base()
	if name == "" {
		return nil
	}
	all := f.functions[f.fold(name)]
	class := ""
	if call.Of.Kind == syntax.Member {
		if _, ours := f.field(at.fn, f.key(call.Of)); ours {
			class = classOf(at.fn)
		} else if len(all) != 1 || all[0].Class == "" {
			return nil
		}
	}
	var only *syntax.Function
	for _, fn := range all {
		if class != "" && fn.Class != class {
			continue
		}
		if only != nil {
			return nil
		}
		only = fn
	}
	return only
}

// classOf is the class whose method a function is or stands in.
func classOf(fn *syntax.Function) string {
	for ; fn != nil; fn = fn.Outer {
		if fn.Class != "" {
			return fn.Class
		}
	}
	return ""
}

// bind fills the holes of a function's parameters with a call's arguments.
func (f *file) bind(v value, fn *syntax.Function, call *syntax.Expr, at position, depth int) []value {
	all := []value{nil}
	for _, p := range v {
		if p.param == nil || p.param.fn != fn {
			all = concat(all, []value{{p}})
			continue
		}
		all = concat(all, f.argument(p, fn.Params, call, at, depth))
	}
	return all
}

// argument is the text of the argument for a hole of a parameter.
func (f *file) argument(p piece, params []syntax.Param, call *syntax.Expr, at position, depth int) []value {
	e := f.argumentOf(p.param.name, params, call, at)
	if e == nil {
		return f.defaults(p, params, depth)
	}
	if p.param.field == "" {
		return f.texts(e, at, depth+1)
	}
	object, there := f.object(e, at, depth+1)
	if object == nil {
		return []value{hole(p.hole)}
	}
	if field := f.fieldOf(object, p.param.field); field != nil {
		return f.texts(field, there, depth+1)
	}
	return []value{nil} // left out
}

// defaults is the text that a parameter has where a call gives none.
func (f *file) defaults(p piece, params []syntax.Param, depth int) []value {
	for i := range params {
		if e := params[i].Default; e != nil && f.fold(params[i].Name) == p.param.name && p.param.field == "" {
			return f.texts(e, position{f.unit.Functions[0], 0}, depth+1)
		}
	}
	return []value{hole(p.hole)}
}

// argumentOf is the argument of a call for a parameter, nil where it has none.
func (f *file) argumentOf(name string, params []syntax.Param, call *syntax.Expr, at position) *syntax.Expr {
	place, byPlace := -1, 0
	for i := range params {
		if f.fold(params[i].Name) == name {
			place = i
		}
	}
	for _, arg := range call.Args {
		switch {
		case arg.Spread:
			if object, _ := f.object(arg.Value, at, 0); object != nil {
				if field := f.fieldOf(object, name); field != nil {
					return field
				}
			}
		case arg.Name != "":
			if f.fold(arg.Name) == name {
				return arg.Value
			}
		default:
			if byPlace == place {
				return arg.Value
			}
			byPlace++
		}
	}
	return nil
}
