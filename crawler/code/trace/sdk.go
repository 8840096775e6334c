package trace

import (
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
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
				f.budget = budgetOfCall
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

// apiClass is an API class of an SDK, with the version that stands beside it.
type apiClass struct{ class, version string }

// apiClass is the API class that an expression is an object of.
func (f *file) apiClass(e *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	if f.budget--; e == nil || depth > deepest || f.budget < 0 {
		return of, false
	}
	switch e.Kind {
	case syntax.Call:
		if of, ok := f.classOfName(e.Of, at, depth); ok {
			return of, true
		}
		return f.madeClass(e, at, depth)
	case syntax.Choice:
		for _, arg := range e.Args {
			if of, ok := f.apiClass(arg.Value, at, depth+1); ok {
				return of, true
			}
		}
	case syntax.Index, syntax.Other:
		for _, arg := range e.Args {
			if of, ok := f.apiClass(arg.Value, at, depth+1); ok {
				return of, true
			}
		}
	case syntax.Name, syntax.Member:
		if of, ok := f.classOfName(e, at, depth); ok && e.Kind == syntax.Member {
			return of, true
		}
		return f.declaredClass(e, at, depth)
	}
	return of, false
}

// classOfName is the API class that a name is: "AccountsApi", "sailpoint.v3.AccountsApi", "client.V3.AccountsAPI".
func (f *file) classOfName(e *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	name := e.Base()
	if i, imported := f.imports[name]; imported && e.Kind == syntax.Name && i.Name != "" {
		name = i.Name
	}
	version, ok := f.index.catalog.SDKClass(f.unit.Language, name)
	if !ok || name[0] < 'A' || name[0] > 'Z' { // "accountsApi" is a variable
		return of, false
	}
	if version == "" {
		version = f.versionOf(e, at, depth+1)
	}
	return apiClass{name, version}, true
}

// madeClass is the API class of what a function of the file gives back.
func (f *file) madeClass(call *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	fn := f.function(call, at)
	if fn == nil {
		return of, false
	}
	for i, s := range fn.Body {
		if s.Kind == syntax.Return && s.Value != nil {
			if of, ok := f.apiClass(s.Value, position{fn, i}, depth+2); ok {
				return of, true
			}
		}
	}
	return of, false
}

// declaredClass is the API class of a variable, by its declaration or what it was given.
func (f *file) declaredClass(e *syntax.Expr, at position, depth int) (of apiClass, ok bool) {
	name := f.key(e)
	if name == "" {
		return of, false
	}
	found, param, _ := f.lookup(name, at)
	if param != nil && f.fold(param.Name) == name {
		return f.typed(param.Type, at, depth)
	}
	for _, a := range found {
		s := a.fn.Body[a.statement]
		if of, ok := f.typed(s.Type, at, depth); ok {
			return of, true
		}
		if of, ok := f.apiClass(s.Value, position{a.fn, a.statement}, depth+1); ok {
			return of, true
		}
	}
	if e.Kind == syntax.Member {
		if object, there := f.object(e.Of, at, depth+1); object != nil {
			return f.apiClass(f.fieldOf(object, e.Text), there, depth+1)
		}
		return f.memberClass(e.Text)
	}
	return of, false
}

// memberClass is the API class of a field that is declared in another file, if
// all files agree on it; of one that only its name tells the version is not known.
func (f *file) memberClass(name string) (of apiClass, ok bool) {
	declared := f.index.members[key{f.unit.Language, f.fold(name)}]
	if len(declared) > 0 {
		return declared[0], len(declared) == 1
	}
	_, ok = f.index.catalog.SDKClass(f.unit.Language, strings.ToUpper(name[:1])+name[1:])
	return apiClass{}, ok && f.usesSDK()
}

// noteMembers keeps the API classes of the file's fields, and of methods that give one back.
func (f *file) noteMembers() {
	note := func(name string, of apiClass, ok bool) {
		k := key{f.unit.Language, name}
		if ok && !slices.Contains(f.index.members[k], of) {
			f.index.members[k] = append(f.index.members[k], of)
		}
	}
	for _, fn := range f.unit.Functions {
		for i, s := range fn.Body {
			f.budget = budgetOfCall
			at := position{fn, i}
			if field, ok := f.field(fn, f.key(s.Target)); ok && (s.Kind == syntax.Assign) {
				_, name, _ := strings.Cut(field, ".")
				of, ok := f.typed(s.Type, at, 0)
				if !ok && s.Value != nil {
					of, ok = f.apiClass(s.Value, at, 1)
				}
				note(name, of, ok)
			}
			if s.Kind == syntax.Return && fn.Class != "" && fn.Name != "" {
				of, ok := f.apiClass(s.Value, at, 1)
				note(f.fold(fn.Name), of, ok)
			}
		}
	}
}

// typed is the API class that a type is.
func (f *file) typed(name string, at position, depth int) (of apiClass, ok bool) {
	if name == "" {
		return of, false
	}
	var e *syntax.Expr
	for part := range strings.SplitSeq(name, ".") {
		if e == nil {
			e = &syntax.Expr{Kind: syntax.Name, Text: part}
		} else {
			e = &syntax.Expr{Kind: syntax.Member, Text: part, Of: e}
		}
	}
	return f.classOfName(e, at, depth)
}

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
		if version := f.versionOf(a.value(), position{a.fn, a.statement}, depth+1); version != "" {
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

// annotated are the calls that annotations declare: "@GET("/v3/accounts")" of Retrofit and Feign.
func (f *file) annotated() []Call {
	if f.unit.Language != syntax.Java {
		return nil
	}
	var all []Call
	for _, fn := range f.unit.Functions {
		for _, annotation := range fn.Annotations {
			if annotation.Kind != syntax.Call || len(annotation.Args) == 0 {
				continue
			}
			method := methodText(annotation.Of.Base())
			if method == "" || methodText(annotation.Of.Base()) != annotation.Of.Base() {
				continue
			}
			f.budget = budgetOfCall
			for _, v := range f.texts(annotation.Args[0].Value, position{f.unit.Functions[0], 0}, 0) {
				if a, ok := addressOf(v); ok {
					s := send{line: annotation.Line, rule: RuleAnnotation, sure: true}
					if call, ok := f.call(s, v, a, literal(method, 0)); ok {
						all = append(all, call)
					}
				}
			}
		}
	}
	return all
}
