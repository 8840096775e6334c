package trace

import (
	"cmp"
	"strings"

	"authcat/crawler/code/syntax"
)

// sdkCalls are the methods of SailPoint's SDKs that the file calls or hands on.
func (f *file) sdkCalls() []Call {
	var all []Call
	for _, fn := range f.unit.Functions {
		for i, s := range fn.Body {
			at := position{fn, i}
			logged := map[*syntax.Expr]bool{}
			visit := func(e *syntax.Expr) {
				f.renew()
				if e.Kind == syntax.Call && silent[strings.ToLower(e.Of.Base())] { // "console.log(api.listAccounts)"
					for _, arg := range e.Args {
						logged[arg.Value] = true
					}
				}
				if logged[e] {
					return
				}
				if method, ok := f.sdkMethod(e, at); ok {
					method.Version = cmp.Or(method.Version, f.defaultAPI)
					all = append(all, Call{Line: e.Line, SDK: method, Rule: RuleSDK})
				}
			}
			s.Target.Walk(visit)
			s.Value.Walk(visit)
		}
	}
	return all
}

// sdkMethod is the method of an SDK that an expression names.
func (f *file) sdkMethod(e *syntax.Expr, at position) (SDKMethod, bool) {
	if method, ok := f.paged(e, at); ok {
		return method, true
	}
	if f.unit.Language == syntax.PowerShell {
		return f.cmdlet(e)
	}
	if e.Kind != syntax.Member || !f.index.catalog.SDKMethod(f.unit.Language, e.Text) {
		return SDKMethod{}, false
	}
	if of, ok := f.apiClass(e.Of, at, 0); ok {
		return SDKMethod{of.class, e.Text, of.version}, true
	}
	if f.usesSDK() && !f.index.functions[key{f.unit.Language, e.Text}] && f.maybeAPI(e.Of) {
		return SDKMethod{"", e.Text, f.versionOf(e.Of, at, 0)}, true
	}
	return SDKMethod{}, false
}

// searchPost is the method that searches, by language.
var searchPost = map[syntax.Language]string{
	syntax.Go: "SearchPost", syntax.TypeScript: "searchPost", syntax.Python: "search_post", syntax.PowerShell: "Search-Post",
}

// pagers are the SDKs' own functions for all pages of a search, in lower case.
var pagers = oneOfThese("paginatesearchapi", "paginate_search", "paginate_stream_search", "invoke-paginatesearch")

// paged is the method that the SDKs' own functions for pages call: that which
// searches, or in PowerShell the cmdlet whose name they are given.
func (f *file) paged(e *syntax.Expr, at position) (SDKMethod, bool) {
	if e.Kind != syntax.Call {
		return SDKMethod{}, false
	}
	name := strings.ToLower(e.Of.Base())
	if name == "invoke-paginate" {
		for _, arg := range e.Args {
			if arg.Value != nil && arg.Value.Kind == syntax.Text && f.index.catalog.SDKMethod(f.unit.Language, arg.Value.Text) {
				return SDKMethod{"", arg.Value.Text, ""}, true
			}
		}
	}
	method := searchPost[f.unit.Language]
	own := f.index.functions[key{f.unit.Language, f.fold(e.Of.Base())}] && !f.fromSDK(e.Of)
	if !pagers[name] || own || method == "" || !f.usesSDK() && f.unit.Language != syntax.PowerShell {
		return SDKMethod{}, false
	}
	for _, arg := range e.Args {
		if of, ok := f.apiClass(arg.Value, at, 0); ok {
			return SDKMethod{of.class, method, of.version}, true
		}
	}
	if f.unit.Language == syntax.Go { // whose client has all APIs; the pages were of v3 before v1 was all
		return SDKMethod{"", method, cmp.Or(f.defaultAPI, "v3")}, true
	}
	return SDKMethod{"", method, ""}, true
}

// maybeAPI reports whether what a method is called on may be an API of the SDK, by its name.
func (f *file) maybeAPI(e *syntax.Expr) bool {
	name := strings.ToLower(e.Base())
	return strings.Contains(name, "api") || strings.Contains(name, "sailpoint") || strings.Contains(name, "client") || strings.Contains(name, "sdk")
}

// cmdlet is the cmdlet of the PowerShell SDK that a command is, unless the tree
// has a function of this name.
func (f *file) cmdlet(e *syntax.Expr) (SDKMethod, bool) {
	if e.Kind != syntax.Call || e.Of == nil || e.Of.Kind != syntax.Name {
		return SDKMethod{}, false
	}
	name := e.Of.Text
	if !strings.Contains(name, "-") || !f.index.catalog.SDKMethod(f.unit.Language, name) {
		return SDKMethod{}, false
	}
	if f.index.functions[key{f.unit.Language, strings.ToLower(name)}] || !f.evidence && !f.usesSDK() {
		return SDKMethod{}, false
	}
	return SDKMethod{"", name, ""}, true
}

// fromSDK reports whether a chain of names begins with one that is imported from
// an SDK; the commands of PowerShell have no such name.
func (f *file) fromSDK(e *syntax.Expr) bool {
	if f.unit.Language == syntax.PowerShell {
		return f.usesSDK()
	}
	head, _, _ := strings.Cut(e.Dotted(), ".")
	i, ok := f.imports[head]
	if ok {
		_, ok = f.index.catalog.SDKModule(f.unit.Language, i.Path)
	}
	return ok
}

// usesSDK reports whether the file imports one of SailPoint's SDKs.
func (f *file) usesSDK() bool {
	for _, i := range f.unit.Imports {
		if _, ok := f.index.catalog.SDKModule(f.unit.Language, i.Path); ok {
			return true
		}
	}
	return false
}
