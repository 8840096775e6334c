package trace

import (
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
			all = f.concat(all, []value{literal("/", 0)})
		}
		all = f.concat(all, f.texts(part.Value, at, depth+1))
	}
	return f.ways(all)
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
	return f.ways(all)
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
